"""Does a passage own up to a change? Corrections, clarifications, updates and editors' notes, in many languages.

A language without an entry is not lost: its note is told as an added passage.
"""

from __future__ import annotations

import re
from functools import cache

from crawler.text.sieves import Sieve, sieve

# Stand at the head of a note, followed by a colon, a dash, a bracket, a date or nothing.
_HEADS = (
    "corrections?|corrected|clarifications?|editor['’]?s['’]? note|editors['’] note|update|updated|amendment"
    "|erratum|errata"
    "|retraction|korrektur|berichtigung|richtigstellung|klarstellung|anmerkung der redaktion|anm\\. ?d\\. ?red\\.?"
    "|hinweis der redaktion|aktualisierung|rectificatif|correctif|correction|erratum|précision|mise à jour"
    "|note de la rédaction|ndlr|corrección|rectificación|aclaración|fe de erratas|fe de errores|actualización"
    "|nota del editor|nota de la redacción|nota de redacción|correzione|rettifica|errata corrige|precisazione"
    "|aggiornamento|nota della redazione|correção|retificação|erramos|atualização|nota da redação|nota do editor"
    "|rectificatie|correctie|verduidelijking|noot van de redactie|naschrift|rättelse|förtydligande|rettelse"
    "|presisering|præcisering|korjaus|oikaisu|tarkennus|sprostowanie|korekta|aktualizacja|od redakcji|oprava"
    "|poznámka redakce|aktualizováno|helyesbítés|pontosítás|a szerkesztő megjegyzése|rectificare|erată|corectare"
    "|nota redacției|исправление|исправлено|уточнение|поправка|опровержение|обновление|обновлено|от редакции"
    "|примечание редакции|виправлення|уточнення|спростування|оновлення|оновлено|від редакції|примітка редакції"
    "|поправка|корекция|ispravak|ispravka|διόρθωση|διευκρίνιση|ενημέρωση|σημείωση του συντάκτη|düzeltme|tekzip"
    "|güncelleme"
    "|editörün notu|تصحيح|توضيح|تحديث|ملاحظة المحرر|תיקון|הבהרה|עדכון|اصلاح|تصحیح|सुधार|स्पष्टीकरण|संपादक की टिप्पणी"
    "|koreksi|ralat|klarifikasi|catatan redaksi|đính chính|cập nhật|訂正|お詫びと訂正|更正|勘误|編者按|编者按"
    "|정정|바로잡습니다|แก้ไข"
)
# Stand anywhere in a note.
_PHRASES = (
    r"(?:an? |the )?(?:earlier|previous|original) version of (?:this|the) (?:article|story|report|post|piece|headline)"
    r"|this (?:article|story|report|post|piece|headline) (?:was|has been|is being)"
    r" (?:\w+ )?(?:amended|corrected|updated|revised|edited)"
    r"|in einer (?:früheren|vorherigen|ursprünglichen) (?:version|fassung)"
    r"|wurde (?:nachträglich )?(?:korrigiert|berichtigt|aktualisiert)"
    r"|une (?:première |précédente )?version (?:antérieure|précédente|initiale)"
    r"|cet article a été (?:corrigé|modifié|mis à jour)"
    r"|una versión (?:anterior|previa)|este artículo (?:ha sido|fue) (?:corregido|modificado|actualizado)"
    r"|una versione precedente|questo articolo è stato (?:corretto|modificato|aggiornato)"
    r"|uma versão anterior|(?:este artigo|esta matéria|este texto) foi (?:corrigid|atualizad|alterad)[oa]"
    r"|een eerdere versie|dit artikel is (?:aangepast|gecorrigeerd|bijgewerkt)|en tidigare version"
    r"|i en tidligere versjon"
    r"|w poprzedniej wersji|v předchozí verzi|ранее в (?:тексте|материале|заметке)|в предыдущей версии"
    r"|у попередній версії|바로잡(?:습니다|았습니다)|정정합니다|お詫びして訂正|訂正(?:いた)?します|特此更正"
)
_LONGEST_SEARCHED = 2_000


# All three are made when they are first wanted; of most sites no passage passes the sieve.
@cache
def may_own_up() -> Sieve:
    """Lets through whatever has one of the words, in a hundredth of the time that the search for them takes."""
    return sieve(_HEADS, _PHRASES)


@cache
def head() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{_HEADS})\s*(?:[:.–—\-(\[\])|/,;：】〉》]|\d|$)", re.IGNORECASE)


@cache
def phrase() -> re.Pattern[str]:
    return re.compile(_PHRASES, re.IGNORECASE)


def is_note(text: str) -> bool:
    """True where a passage says that the article was corrected, clarified or updated, or is an editor's note.

    >>> is_note("Correction: the meeting was on Tuesday."), is_note("Correction officers met on Tuesday.")
    (True, False)
    """
    start = text[:_LONGEST_SEARCHED]
    return may_own_up()(start) and (head().match(start) is not None or phrase().search(start) is not None)

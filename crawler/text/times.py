"""Times in text: relative ones ("5 minutes ago") are noise; instants are compared, not their spelling."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import cache, lru_cache

from crawler.text.kept import kept_if_short

_LONGEST = 60
_MOST = 100_000

# Seconds to days in the languages of most news sites; units of one letter only right after the digits.
_SHORT_UNITS = (
    r"sec(?:ond)?s?|min(?:ute)?s?|hours?|hrs?|hr|days?|sekunden?|sek|minuten?|stunden?|std|tag(?:e|en)?"
    r"|secondes?|heures?|jours?|segundos?|minutos?|horas?|d[ií]as?|second[oi]|minut[oi]|or[aeă]|giorn[oi]"
    r"|seconden|uur|uren|dag(?:en|ar|er|e)?|sekund(?:er|y|ami)?|minutt?(?:er)?|timm(?:e|ar)|timer?"
    r"|sekuntia?|minuuttia?|tuntia?|päivää?|minut[ayęe]?|minutami|godzin(?:[ayę]|ami)?|godz|dzień"
    r"|dni|dniami"
    r"|minút\w{0,3}|hodin(?:[ayu]|ami)?|hod|den|dny|dní|másodperc\w{0,3}|perc(?:e|cel)?"
    r"|ór[aá]\w{0,3}|nap(?:ja|pal)?"
    r"|secunde?|zile?|секунд\w?|сек|мин(?:ут\w?)?|час(?:\w{1,2})?|дн(?:я|ей|ів|і)?|день|хвилин\w?"
    r"|хв|годин\w?|год|ден|дни"
    r"|sati?|sata|dana?|сат[иа]?|дана?|λεπτ\w{1,2}|ώρ\w{1,2}|η?μέρ\w{1,2}|δευτερόλεπτ\w{1,2}"
    r"|saniye|dakika|dk|saat|gün|ثانية|ثوان|دقيقة|دقائق|ساعة|ساعات|ساعتين|يوم|أيام|ثانیه|دقیقه|ساعت|روز"
    r"|שני(?:ות|יה)|דק(?:ות|ה)|שע(?:ות|ה)|ימים|יום|सेकंड|मिनट|घंट(?:े|ा)|दिन"
    r"|detik|menit|minit|jam|hari|giây|phút|giờ|ngày|minuts?|hor(?:a|es)|dies?|tundi|minutit"
    r"|stund(?:as|ām)?|val|วินาที|นาที|ชั่วโมง|วัน"
)
_LONG_UNITS = (
    r"weeks?|wks?|months?|years?|yrs?|wochen?|monat(?:e|en)?|jahr(?:e|en)?|semaines?|mois|ans?|années?"
    r"|semanas?|m[eê]s(?:es)?|a[ñn]os?|settiman[ae]|mes[ei]|ann[oi]|week|weken|maand(?:en)?|jaar|jaren"
    r"|veck(?:a|or)|uker?|uger?|måned(?:er)?|månad(?:er)?|år|viikkoa?|kuukau(?:si|tta)|vuo(?:si|tta)"
    r"|ty(?:dzień|godni\w?)|miesi[ąę]c\w{0,2}|lata?|rok\w{0,3}|týd\w{1,3}|měsíc\w{0,2}|het\w{0,3}"
    r"|hónap\w{0,3}|éve?"
    r"|недел\w{1,2}|месяц\w{0,2}|года?|лет|тиж\w{1,4}|місяц\w{0,3}|hafta|ay|yıl|minggu|bulan|tahun"
    r"|tuần|tháng|năm"
)
_BEFORE = (
    r"vor|il y a|hace|há|acum|przed|před|pred|преди|pre|prije|πριν(?: από)?|قبل|منذ|לפני|cách đây"
    r"|for|för|fa"
)
_AFTER = (
    r"ago|geleden|sedan|siden|sitten|temu|ezelőtt|în urmă|назад|тому|önce|पहले|yang lalu|lalu|trước"
    r"|atrás|fa|zpět|duela|tagasi"
    r"|prieš|پیش|قبل|ที่แล้ว|ที่ผ่านมา"
)
_ONE = r"\d{1,3}|an?|one|einer?|einem|une?|uno|una|um|uma|een|en|ett"
_CJK_UNITS = (
    r"秒|分鐘|分钟|分間|分|小時|小时|時間|天|日|週間|周|週|[ヶかカ]月|個月|个月|年"
    r"|초|분|시간|일|주|개월|년"
)
_CJK_AGO = rf"約?\d{{1,3}}\s?(?:{_CJK_UNITS})\s?(?:之?前|以前|전)"
_NOW = (
    r"just now|moments? ago|gerade eben|soeben|à l['’]instant|ahora mismo|hace un momento"
    r"|proprio ora|agora mesmo|zojuist"
    r"|just nu|akkurat nå|juuri nyt|przed chwilą|právě teď|éppen most|только что|щойно|μόλις τώρα"
    r"|az önce|şimdi|الآن|עכשיו"
    r"|अभी|baru saja|vừa xong|刚刚|剛剛|たった今|방금"
)
_LABEL = (
    r"updated|published|posted|last updated|edited|aktualisiert|veröffentlicht|mis à jour|publié"
    r"|actualizado|publicado|atualizado"
    r"|aggiornato|pubblicato|bijgewerkt|gepubliceerd|uppdaterad|oppdatert|opdateret|päivitetty"
    r"|zaktualizowano|aktualizováno"
    r"|frissítve|actualizat|обновлено|опубликовано|оновлено|опубліковано|ενημερώθηκε|güncellendi"
    r"|更新|갱신|diperbarui|cập nhật"
)
_GLUED = r"\d{1,3}\s?(?:s|m|h|d|w|min|ч|м|г|г\.|т)"
# Letters that stand for a unit where words around them say that it is a time.
_LETTERS = r"s|m|h|d|t|tim|ч|м"
_LETTERED = rf"\d{{1,3}}\s?(?:{_LETTERS})\.?\s(?:{_AFTER})|(?:il y a|hace|há)\s\d{{1,3}}\s?[hsjm]"
_AMOUNT = rf"(?:(?:{_ONE})\s?(?:{_SHORT_UNITS}|{_LONG_UNITS})\.?)"


# Compiled when they are first wanted: a run that finds nothing new never does, and each takes some milliseconds.
@cache
def _relative() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?:{_LABEL})\s*:?\s*)?(?:(?:about|ca\.?|circa|etwa|около)\s)?"
        rf"(?:{_NOW}|{_CJK_AGO}|{_LETTERED}|{_GLUED}(?:\s(?:{_AFTER}))?"
        rf"|(?:(?:{_BEFORE})\s)?{_AMOUNT}(?:\s?(?:,|and|und|et|y|e|и|і)?\s?{_AMOUNT})?(?:\s?(?:{_AFTER}))?)[.\s]*",
        re.IGNORECASE,
    )


# "Last updated: 12 May 2026, 10:30" as a line of its own.
@cache
def _stamp() -> re.Pattern[str]:
    return re.compile(
        rf"\W*(?:{_LABEL})(?:\s(?:on|at|am|um|le|el|il|op|den|w|в|о))?\s*:?\s(?=.*\d).{{4,60}}", re.IGNORECASE
    )


LONGEST_STAMP = 80  # characters; the longest text that tells nothing but a time
_CLOCK = re.compile(r"\d{1,2}[:.h]\d\d|(?:19|20)\d\d|\d{1,2}[./]\d{1,2}")


@cache
def _inside() -> re.Pattern[str]:
    return re.compile(
        # A time that is set apart from a name by style sheets alone is glued to it: "By Ann Oak3 hours ago".
        rf"(?:\b|(?<=[^\W\d_])(?=\d))(?:(?:{_BEFORE})\s(?:{_ONE})\s?(?:{_SHORT_UNITS})\b(?:\s(?:{_AFTER})\b)?"
        rf"|(?:{_ONE})\s?(?:{_SHORT_UNITS}|{_LETTERS})(?:\.?\s|(?<=[\u0e00-\u0eff]))(?:{_AFTER})(?!\w)"
        rf"|(?:il y a|hace|há)\s\d{{1,3}}\s?[hsjm]\b|(?:{_NOW})(?!\w))|{_CJK_AGO}",
        re.IGNORECASE,
    )


# Words without which a text tells no relative time: the longest of each marker, with the marks that may cling to it
# (a set of them is looked through faster than a pattern). Danish "for" and Swedish "för" never stand alone.
_MARKERS = frozenset(
    before + spelt + after
    for marker in re.sub(r"\(\?:.*?\)\?", "", f"{_BEFORE}|{_AFTER}|{_NOW}|l'instant|l’instant").split("|")
    if marker not in {"for", "för"}
    for spelt in (max(marker.split(), key=len), max(marker.split(), key=len).title())
    for before in ("", "(", "[")
    for after in ("", ".", ",", ";", ":", "!", ")", "]", "|", "…")
)
_SUFFIXES = ("前", "전", "ที่แล้ว", "ที่ผ่านมา", "पहले", "刚刚", "剛剛", "たった今", "방금")


def is_relative_time(text: str) -> bool:
    """True where all of a short text says how long ago something was ("vor 5 Minuten", "3 h", "just now")."""
    return 0 < len(text) <= _LONGEST and _is_relative(text.strip())


@lru_cache(maxsize=4096)
def _is_relative(text: str) -> bool:
    return _relative().fullmatch(text) is not None


def is_time_stamp(text: str) -> bool:
    """True where all of a short text says when something was published or updated ("Updated: 12 May, 10:30")."""
    return (
        0 < len(text) <= LONGEST_STAMP
        and _stamp().fullmatch(text.strip()) is not None
        and _CLOCK.search(text) is not None
    )


def relative_spans(text: str) -> list[tuple[int, int]]:
    """Where `text` tells a time relative to now, in order.

    Only seconds to days: they tick by themselves, while "three years ago" is somebody's sentence. In a
    text of more than 100,000 characters nothing counts.
    """
    if len(text) > _MOST or not _has_marker(text):
        return []
    return [match.span() for match in _inside().finditer(text)]


def _has_marker(text: str) -> bool:
    if not _MARKERS.isdisjoint(text.split()):
        return True
    return not text.isascii() and any(suffix in text for suffix in _SUFFIXES)


@kept_if_short(4096)
def without_relative_times(text: str) -> str:
    """`text` without its `relative_spans`."""
    spans = relative_spans(text)
    if not spans:
        return text
    cuts = [0, *(place for span in spans for place in span), len(text)]
    return " ".join(text[start:end] for start, end in zip(cuts[::2], cuts[1::2], strict=True))


def instant(value: str | None) -> str:
    """An ISO 8601 time in one spelling (UTC, whole seconds), so that equal instants are equal strings.

    A date without a time stays a date. What cannot be read is returned as it is; None gives "".
    """
    text = (value or "").strip()
    if len(text) <= len("2026-05-12"):
        return text
    try:
        parsed = datetime.fromisoformat(text)
    except ValueError:
        return text
    if parsed.tzinfo is None:
        parsed = parsed.replace(tzinfo=UTC)
    try:
        return parsed.astimezone(UTC).replace(microsecond=0).isoformat()
    except OverflowError:
        return text

"""Lines that mark an advertisement, in whatever language: no sentence of an article is one of them.

Where a site keeps them in elements of their own, or on all of its pages, they are known by that. Between paragraphs
that are like them, on a page that is the first of its site, only their words tell.
"""

from __future__ import annotations

from functools import cache, lru_cache

from crawler.model import Block
from crawler.text import compare_form, tokens

_LONGEST = 80  # characters: "Continúa leyendo debajo de la publicidad"
_MOST_WORDS = 9

_AD = """
ad|ads|advert|adverts|advertisement|advertisements|advertising|advertorial|sponsored|sponsored content|promoted
paid content|paid advertisement|anzeige|anzeigen|werbung|werbeanzeige|publicité|annonce|annonces|annonse|annonser|annons
reklame|reklam|reklama|reklaam|reklāma|reclame|reclamă|advertentie|advertenties|publicidad|anuncio|anuncios|publicidade
anúncio|pubblicità|publicitate|mainos|mainokset|hirdetés|inzerce|inzerát|oglas|oglasi|oglašavanje|auglýsing|διαφήμιση
διαφημιση|реклама|рекламно|advertencia publicitaria|партнерский материал|إعلان|إعلانات|اعلان|تبلیغات|آگهی|פרסומת|מודעה
विज्ञापन|বিজ্ঞাপন|விளம்பரம்|ప్రకటన|പരസ്യം|โฆษณา|quảng cáo|iklan|anuncis|publicitat|iragarkia|広告|pr広告|スポンサーリンク
广告|廣告|광고|reklamı|tangazo|реклама на правах|artykuł sponsorowany|materiał sponsorowany|contenu sponsorisé
contenido patrocinado|reklamą|reklamou|reklamy|рекламы|рекламой|реклами|advertentie|mainoksen|διαφήμισης|reklamın|oglasa
conteúdo patrocinado|contenuto sponsorizzato|gesponserter inhalt|sponsrat innehåll|sponset innhold
"""
# What says that the text goes on, beside the word for an advertisement.
_GOES_ON = """
continue continues continued continuing below after scroll skip remove hide close suite après continua continúa
continue leggere leyendo lendo dopo debajo después abajo após abaixo segue sigue verder onder lees gaat unter nach
weiter weiterlesen unterhalb überspringen fortsetter fortsætter fortsätter under etter efter nedanför nedenfor jatkuu
alla jälkeen kontynuowany kontynuuj poniżej pod dalszy dalsza czytaj folytatódik alatt pokračuje pokračování níže
nastavlja ispod continuă după продолжение ниже после далее продовження нижче після devamı devam altında sonra συνέχεια
συνεχίζεται κάτω μετά tovább bawah bersambung lanjut dưới tiếp
"""
# And with what words: a line with others says something of advertising.
_BESIDE = """
the a an this to our is of on with article story content video text page main page's reading read down here just
la le les l de du des cet cette article texte lecture l'article lire votre el los las del contenido artículo leyendo
seguir continuar il lo gli della articolo lettura o os as da do um uma leitura conteúdo matéria
der die das den dem dieser diese artikel text geschichte beitrag geht es mit het dit een van door deze advertentie
det denne saken artiklen artikeln artikkelen läs les læs videre vidare artikkeli juttu mainoksen
artykuł artykułu tekst tekstu reklamą reklamy reklamie článek článku text textu reklamou cikk a az hirdetés után
članak tekst oglasa articolul textul publicitate публикации статья статьи статьи материала текст рекламы рекламой стаття
статті реклами реклами yazının haberin haber reklamın reklamdan το άρθρο διαφήμιση διαφήμισης τη την η μετά
artikel ini dengan membaca setelah bài viết sau quảng cáo
"""
_ALONE = """
article continues below|story continues below|continue reading below|continue reading the main story|scroll to continue
scroll down to continue|continues below|continue reading|more after this
"""


_OF_TABLES = frozenset({"td", "th", "li", "dt", "dd"})


def is_ad(block: Block) -> bool:
    """Whether a block is such a line. A heading may be that of a chapter, and a cell that of a budget."""
    return not block.level and block.tag not in _OF_TABLES and is_ad_line(block.text)


@lru_cache(maxsize=4096)
def is_ad_line(text: str) -> bool:
    """Whether a line of a page is the mark of an advertisement, or says that the text goes on behind one.

    >>> is_ad_line("ADVERTISEMENT"), is_ad_line("La suite après la publicité")
    (True, True)
    >>> is_ad_line("Advertising is a trade of many words.")
    False
    """
    if len(text) > _LONGEST:
        return False
    words = _words(text)
    line = " ".join(words)
    if line in _marks() or line in _alone():
        return True
    if len(words) > _MOST_WORDS or _goes_on().isdisjoint(words) or _of_ads().isdisjoint(words):
        return False
    return _known().issuperset(words)


@cache
def _marks() -> frozenset[str]:
    return _forms(_AD)


@cache
def _alone() -> frozenset[str]:
    return _forms(_ALONE)


@cache
def _of_ads() -> frozenset[str]:
    return frozenset(_words(_AD.replace("|", " ")))


@cache
def _goes_on() -> frozenset[str]:
    return frozenset(_words(_GOES_ON))


@cache
def _known() -> frozenset[str]:
    return _of_ads() | _goes_on() | frozenset(_words(_BESIDE))


def _forms(table: str) -> frozenset[str]:
    lines = "|".join(table.strip().splitlines()).split("|")
    return frozenset(" ".join(_words(line)) for line in lines)


def _words(text: str) -> list[str]:
    return [word for word in tokens(compare_form(text).casefold()) if any(map(str.isalnum, word))]

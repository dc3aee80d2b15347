"""Names of authors, freed of what pages write around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any
from unicodedata import normalize

from crawler.regions.article.shown_times import is_month
from crawler.text import fold, without_relative_times

MAX_AUTHORS = 20
MAX_NAME = 80
MAX_LIST = 1000
_SHORT_HOUSE = 4
_MAX_WORDS = 6
# "By", "Von", "Par" … in front of a name; only with a space or colon behind, so that names that start so stay.
_BY = re.compile(
    r"[\s—–|•-]*(?:(?:written|posted|reported|published|words|story|skrevet|skriven|napisan[oa]|geschrieben|escrito|écrit"
    r"|scritto|publi(?:é|ée|cado|cada)|pubblicat[oa]|veröffentlicht|erstellt|gepostet|verfasst|rédigée?|postado"
    r"|inviato|geplaatst|geschreven|opublikowan[eya]|publicera[dt]|publisert)\s+)?"
    r"(?:by|von|durch|vom|par|por|di|da|door|av|af|od|autor(?:in|a|en|es)?|auteure?s?|authors?|autore|autori|kirjoittanut"
    r"|napisała?|opracowała?|przez|автор|авторы|от|від|автори|text|texto|texte|testo|tekst|teksti|redactie|redaktion"
    r"|oleh|penulis|yazan|tác\sgiả|του|της|γράφει|γράφουν|بقلم|كتب|كتبت|نویسنده|نوشته|מאת|द्वारा|लेखक|(?:本报|本報|本网)?[記记]者|文|撰文|作者|取材|执笔|執筆)"
    r"(?:\s*[:：／/]\s*|\s+)",
    re.IGNORECASE,
)
_ROLES = (
    r"(?:\w+\s+)?(?:correspondent|reporter|editor|writer|columnist|journalist(?:in|e)?|redakteur(?:in)?|redaktion"
    r"|korrespondent(?:in)?|redactor(?:a)?|periodista|corresponsal|rédact(?:eur|rice)|correspondante?|journaliste"
    r"|repórter|jornalista|correspondente|giornalista|inviat[oa]|corrispondente|redacteur|verslaggever|redaktör"
    r"|redaktør|dziennikar(?:z|ka)|redaktor(?:ka)?|korespondent(?:ka)?|muhabir[ıi]?|editör[üu]?|wartawan|jurnalis"
    r"|корреспондент|журналист(?:ка)?|обозреватель|редактор(?:ка)?|кореспондент(?:ка)?|журналіст(?:ка)?"
    r"|δημοσιογράφος|مراسلة?|صحفية?|محررة?)"
)
_AFTER = re.compile(rf"\s*(?:[|•·]|\s[-–—]\s|,\s*(?:[\w-]+\s+){{0,3}}{_ROLES}\b).*\Z", re.IGNORECASE)
_NUMBERS = re.compile(r"\s+\d.*\Z")
_ON = re.compile(r"(?:\s[a-zß-ÿ]{1,3}){1,2}\Z")  # "Ann Oak am 3. Mai", "Ana Olmo a las 10", "on June 30"
_STAFF = re.compile(r"\s+staff (?:writer|reporter|correspondent|photographer)s?\Z", re.IGNORECASE)
_FEW = 2
_LONGEST_WORD = 22  # characters of a family name, where blanks set clauses apart
_LABEL = re.compile(r"(?<=\w)\s?:\s")
_TITLE_WORDS = "기자|특파원|논설위원|記者|记者"
_TITLES = re.compile(rf"\s+(?:{_TITLE_WORDS})\Z")
_MAIL = re.compile(r"\s*[<(\[]?[\w.+-]+@[\w-]+(?:\.[\w-]+)+[>)\]]?\s*")
_ASIDE = re.compile(r"(?:\A|[\s,]+|(?<=[a-z]))@\w+|\s*\([^)]*\)?")
_BETWEEN = re.compile(
    r"\s*(?:[;/&、،؛，；]|(?-i:(?<=[\uac00-\ud7af\u4e00-\u9fff])·(?=[\uac00-\ud7af\u4e00-\u9fff]))"
    r"|,\s*(?:and|und|et|y|e|en|og|och|i|и|та|dan)\s|,"
    r"|\s(?:and|und|et|og|och|ja|dan|ve|và|with|mit|και|та|और|و)\s)\s*",
    re.IGNORECASE,
)
# They join names, and the two parts of one family name: two persons only where each has a given name.
_JOINING = re.compile(r"(?<=\S)\s(?:y|e|i|en|и|і|й)\s(?=\S)")
_SUFFIX = re.compile(r"(?:jr|sr|ph\.?\s?d|m\.?d|esq|ii|iii|iv)\.?\Z", re.IGNORECASE)
# Behind a time, or what was done: "18 January, 11:44 am by Ann Oak", "Edited by Ann Oak".
_DONE_BY = re.compile(r"(?:\d.*|\b\w+ed)\s+by\s+(?=[A-Z])")
_URL = re.compile(r"(?:https?:)?//|www\.|\A/|\.(?:com|org|net)/", re.IGNORECASE)
_SLUG = re.compile(r"[a-z]+(?:-[a-z]+)+\Z")
# "by" in an element of its own, with no blank behind it: names begin so in no language.
_GLUED_BY = re.compile(r"(?:[Bb]y|von|[Pp]or|[Pp]ar)(?=[A-ZÀ-Þ])")
_DIGIT = re.compile(r"\d")
_PREFIX = re.compile(r"(?<=\b[A-Z])[a-z]{1,2}(?=[A-Z]{2})")
_NO_PART = re.compile(r"[:：|。！？]")  # of a name
# What publishing systems say where nobody filled it in, and what stands in the place of a name: "follow", "posted on".
_UNFILLED = frozenset({"name", "author", "null", "none", "undefined", "n/a", "关注", "加关注", "发布于"})
# A Chinese paper's reporters, side by side.
_REPORTERS = re.compile(
    r"[\u4e00-\u9fff]{0,10}(?:记者|通讯员)\s+(?=[\u4e00-\u9fff]{2,4}(?:\s+[\u4e00-\u9fff]{2,4})*\s*\Z)"
)


# Compiled when they are first wanted, which many sites never do.
@cache
def _role() -> re.Pattern[str]:
    return re.compile(rf"(?:[\w-]+\s+){{0,3}}{_ROLES}\Z", re.IGNORECASE)


@cache
def _unspaced_name() -> re.Pattern[str]:
    return re.compile(r"[\u3040-\u9fff\uac00-\ud7af]{2,5}\Z")


@cache
def _clauses() -> re.Pattern[str]:
    """Scripts of the mainland of South-East Asia: blanks set clauses apart in them, and not words."""
    return re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")


@cache
def _named_first() -> re.Pattern[str]:
    return re.compile(rf"\W*[\u4e00-\u9fff\uac00-\ud7af]{{2,4}}\s?(?:{_TITLE_WORDS})(?=\Z|[\s|,/(<\[=·])")


def clean_names(values: Iterable[str], *, publisher: str = "") -> tuple[str, ...]:
    """Names in order, once each: no "By", no URLs or mail addresses, several names in one text taken apart.

    The publisher's own name counts only where nobody else is named.
    """
    names: dict[str, str] = {}
    own, house = publisher.casefold(), _bare_letters(publisher)
    for value in values:
        told = _whole_house(value, house)
        for name in [told] if told else split_names(value):
            names.setdefault(name.casefold(), name)
    if len(names) > 1 and own in names:
        del names[own]
    return tuple(names.values())[:MAX_AUTHORS]


def _whole_house(value: str, house: str) -> str:
    """The publisher's name, as the text has it, where it says nothing else: a number at its end ("Kanal 24") begins
    no other matter."""
    if not house or len(value) > MAX_LIST:
        return ""
    name = _without_by(fold(value)).strip()
    return name if len(name) <= MAX_NAME and _NUMBERS.search(name) and _bare_letters(name) == house else ""


def _bare_letters(text: str) -> str:
    """Letters and digits only, without their accents: names of papers lose them in their heads and addresses."""
    return _bare(normalize("NFKD", text))


def split_names(text: str) -> list[str]:
    """The names in a text such as "By Ann Oak and Ben Elm, science editor"."""
    text = without_relative_times(fold(text[:MAX_LIST]))
    if _URL.search(text):
        return []
    if reporters := _REPORTERS.match(text):
        return text[reporters.end() :].split()
    names: list[str] = []
    for part in _parts(_without_rest(_ASIDE.sub("", _MAIL.sub(" ", _without_by(text))))):
        name = _without_post(_TITLES.sub("", _AFTER.sub("", _without_by(part)))).strip(" .,:;-–—|*•\"'“”")
        if names and _role().match(name):
            continue
        if names and _SUFFIX.match(name):
            names[-1] += f", {name}"
        elif 1 < len(name) <= MAX_NAME and any(map(str.isalpha, name)) and name not in _UNFILLED:
            names.append(name)
    return names


def _parts(text: str) -> Iterator[str]:
    for part in _BETWEEN.split(text):
        persons = _JOINING.split(part)
        if len(persons) > 1 and all(" " in person.strip() for person in persons):
            yield from persons
        else:
            yield part


def _without_post(name: str) -> str:
    """A name without the post that stands behind it: "Ann Oak Staff Writer"; behind a name in capitals any that is in
    none is one: "ANN OAK Harbour Post staff writer". A paper's own, who have no name, are its "staff reporter"."""
    words = name.split()
    capitals = next((at for at, word in enumerate(words) if not _in_capitals(word)), len(words))
    if _FEW <= capitals < len(words) and _role().match(" ".join(words[capitals:])):
        return " ".join(words[:capitals])
    rest = _STAFF.sub("", name)
    return rest if len(rest.split()) >= _FEW else name


def _without_rest(text: str) -> str:
    """A number, or a label with its colon, behind a name begins another matter: "Ann Oak Last updated: 3 May"."""
    if (label := _LABEL.search(text)) is not None:
        words = text[: label.start()].split()
        start = next((at for at in range(len(words) - 1, 0, -1) if not words[at][0].islower()), 0)
        text = " ".join(words[:start]) if start else text
    bare = _NUMBERS.sub("", text)
    if bare == text:
        return text
    name, _, month = bare.rpartition(" ")
    return _ON.sub("", name if len(name.split()) >= _FEW and is_month(month) else bare)


def says_by(text: str) -> bool:
    """True where a text starts with "By", "Von", "Par" … and a capital, or with a name and a reporter's title where
    that stands behind the name."""
    found = _BY.match(text)
    if found is not None and text[found.end() : found.end() + 1].isupper():
        return True
    return not text.isascii() and _named_first().match(text) is not None


def _without_by(text: str) -> str:
    found = _BY.match(text) or _GLUED_BY.match(text) or _DONE_BY.search(text)
    return text[found.end() :] if found else text


def looks_like_name(name: str) -> bool:
    """True for what a byline calls a person: a few words, each with a capital where the script has them."""
    words = name.split()
    if _NO_PART.search(name):
        return False
    if len(words) == 1:
        return not name.isascii() and _unspaced_name().match(name) is not None
    if not 1 < len(words) <= _MAX_WORDS or _DIGIT.search(name) or _in_capitals(name) != _in_capitals(words[0]):
        return False
    if not all(any(map(str.isalpha, word)) for word in words):
        return False  # "Photo = City of Orso"
    if not name.isascii() and any(len(word) > _LONGEST_WORD and _clauses().match(word) for word in words):
        return False
    return sum(not word[0].islower() for word in words) >= 2  # noqa: PLR2004 - given and family name


def _in_capitals(text: str) -> bool:
    """Whether a text is in capitals, as far as names are ever written so: McOAK, VAN DeELM."""
    return text.isupper() or _PREFIX.sub("", text).isupper()


def is_weak(names: tuple[str, ...], house: Sequence[str]) -> bool:
    """True where metadata names nobody, or only the house, or a user name in place of a name."""
    if not names:
        return True
    return len(names) == 1 and (_is_user_name(names[0]) or is_house(names[0], house))


def is_house(name: str, house: Sequence[str]) -> bool:
    """True where a name holds one that the site goes by; short ones ("BR") stand in it as words of their own."""
    bare, words = _bare(name), set(map(_bare, name.split()))
    return any(own in (bare if len(own) > _SHORT_HOUSE else words) for one in house if (own := _bare(one)))


def without_house(name: str, house: Sequence[str]) -> str:
    """A name without what the site goes by, of two words or more, behind a given and a family name: it stands in an
    element of its own, whose class may say so at one time and not at another."""
    words, own = name.split(), set(map(_bare, house))
    start = next((at for at in range(_FEW, len(words) - 1) if _bare("".join(words[at:])) in own), len(words))
    return name if start == len(words) else " ".join(words[:start])


def _is_user_name(name: str) -> bool:
    return name.isascii() and " " not in name and (name.islower() or _DIGIT.search(name) is not None)


def from_user_name(name: str) -> str:
    """`ann-oak` is Ann Oak; anything else stays as it is."""
    return name.replace("-", " ").title() if _SLUG.match(name) else name


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def names_of(value: Any, depth: int = 0) -> list[str]:
    """Names in an `author` of JSON-LD: a text, a node with a name, or a list of them."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list) and depth < 3:  # noqa: PLR2004 - lists of lists of lists are no authors
        return [name for item in value[:MAX_AUTHORS] for name in names_of(item, depth + 1)]
    if isinstance(value, Mapping):
        name = value.get("name") or value.get("@value")
        if isinstance(name, (str, list)):
            return names_of(name, depth + 1)
        given, family = value.get("givenName"), value.get("familyName")
        if isinstance(given, str) and isinstance(family, str):
            return [f"{given} {family}"]
    return []

"""What the shape of a path tells: an article, a section, a service page, a file; and the id inside it."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urlsplit

from crawler.urls.words import (
    ARTICLE_WORDS,
    FEED_ENDINGS,
    FILE_ENDINGS,
    LETTER_WORDS,
    LISTING_WORDS,
    MEDIA_WORDS,
    PERSON_WORDS,
    SERVICE_WORDS,
    SIGNUP_WORDS,
)

_PAGE_ENDING = re.compile(r"\.(?:[xps]?html?|php\d?|aspx?|jsp|cms|ece|do|shtm|story|amp)$", re.IGNORECASE)
_ENDING = re.compile(r"\.([a-z0-9]{2,11})$", re.IGNORECASE)
_NO_LETTER = re.compile(r"[\W_]+")
_FEED_PATH = re.compile(r"(?:^|/)(?:rss|feeds?|atom|rdf)(?:/|[._-]|$)", re.IGNORECASE)

_YEAR = r"(?:19[89]\d|20[0-4]\d)"
_DATE = re.compile(
    rf"(?<!\d){_YEAR}(?:[/_.-](?:0?[1-9]|1[0-2]|[a-z]{{3}})(?:[/_.-](?:0?[1-9]|[12]\d|3[01])(?!\d))?(?=[/_.-])"
    rf"|(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d))",
    re.IGNORECASE,
)
_MONTH, _DAY = "(?:0[1-9]|1[0-2])", r"(?:0[1-9]|[12]\d|3[01])"
_DATE_DIGITS = re.compile(rf"{_YEAR}{_MONTH}{_DAY}?|(?:{_DAY}{_MONTH}|{_MONTH}{_DAY}){_YEAR}")
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_NUMBERED = re.compile(r"[a-z]{0,4}(\d{5,20})", re.IGNORECASE)
_HEX = re.compile(r"(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{8,64}", re.IGNORECASE)
_CODE = re.compile(r"(?=(?:[a-z]*\d){2})(?=(?:\d*[a-z]){2})[a-z0-9]{8,32}", re.IGNORECASE)
_ID_NAME = re.compile(
    r"(?:.*[_-])?(?:id|aid|nid|artid|articleid|storyid|newsid|docid|p|article|story|no)", re.IGNORECASE
)
_ROUND = re.compile(r"[1-9]\d?0{3,}")  # 100000: an amount in a headline, not an id
_HEADLINE = 0.4  # what the slug of a headline weighs: four words
_WORD = re.compile(r"[^\W\d_]{2,}")
_SPLIT = re.compile(r"[-_.,~+:=;!@()]+")
_DIGITS = re.compile(r"[0-9]+")


@lru_cache(maxsize=32_768)
def looks_like_article(url: str) -> float:
    """How much the URL looks like an article's, from 0 (a listing, a service page, a file) to 1.

    Counts a date in the path, an id, a slug of several words, an ending and telling words; 0.5 is as good as
    certain, under 0.2 is a section or less. It reads no language in particular. Never raises.

    >>> looks_like_article("https://example.org/2026/05/12/council-votes-on-the-new-bridge") > 0.5
    True
    >>> looks_like_article("https://example.org/tag/bridges")
    0.0
    """
    segments = _segments(url)
    if not segments:
        return 0.35 if stable_id(url) else 0.0  # /?p=12345
    if is_file_url(url) or is_feed_url(url) or is_service_url(url):
        return 0.0
    score = _slug_score(segments[-1]) + _date_score(url) + _word_score(segments)
    if stable_id(url):
        score += 0.35
    if _PAGE_ENDING.search(segments[-1]) and len(segments) > 1:
        score += 0.1
    return round(min(max(score, 0.0), 1.0), 3)


@lru_cache(maxsize=64)
def _path(url: str) -> str:
    try:
        return unquote(urlsplit(url).path)
    except ValueError:
        return ""


def _segments(url: str) -> list[str]:
    return [segment for segment in _path(url).lower().split("/") if segment]


def _date_score(url: str) -> float:
    return 0.35 if _DATE.search(_path(url) + "/") else 0.0


def _slug_score(segment: str) -> float:
    """A headline in the path: several words joined by hyphens or underscores, whatever the script."""
    slug = _PAGE_ENDING.sub("", segment)
    words = [part for part in re.split(r"[-_+ ]+", slug) if _WORD.search(part)]
    if len(words) >= 5:  # noqa: PLR2004 - so many words are a sentence
        return 0.5
    return {4: _HEADLINE, 3: 0.2, 2: 0.05}.get(len(words), 0.0)


def _word_score(segments: list[str]) -> float:
    """Telling words in the path. A word that heads a listing speaks against it, as in /tag/x and /video/x."""
    heads = segments[:-1]
    score = 0.15 if any(head in ARTICLE_WORDS for head in heads) else 0.0
    if any(head in LISTING_WORDS for head in heads) or segments[-1] in LISTING_WORDS:
        score -= 0.6
    if any(segment in MEDIA_WORDS for segment in segments):
        score -= 0.4
    return score


@lru_cache(maxsize=32_768)
def address_form(url: str) -> str:
    """How the addresses of a site's articles are built, as far as this one shows it; "" where it shows nothing.

    By a number at one end of the last step, or in a parameter, and how deep it stands; else by the folder that holds a
    slug of several words.

    >>> address_form("https://example.org/city/roof-fell-in-1042.html")
    '//-0.html'
    >>> address_form("https://example.org/news/ebb-tide"), address_form("https://example.org/about-us")
    ('/news/-', '')
    """
    *heads, last = _segments(url) or [""]
    stem = _PAGE_ENDING.sub("", last)
    slug, ending = "-" * ("-" in stem), last[len(stem) :]
    numbers = _numbered_names(url)
    first, second = (end.isdigit() * "0" for end in (stem[:1], stem[-1:]))
    if numbers or first or second:
        return "/" * len(heads) + f"/{first}{slug}{second}{ending}" + "?" * bool(numbers) + "&".join(numbers)
    if not heads or not slug:
        return ""
    return "/".join(("", *(_DIGITS.sub("0", head) for head in heads), slug + ending))


def _numbered_names(url: str) -> list[str]:
    """The parameters of an address that have numbers for values."""
    pairs = (part.partition("=") for part in url.partition("?")[2].split("&")[:64])
    return sorted(name for name, _, value in pairs if value.isdigit())


_LIVE = re.compile(
    r"[/-](?:live|liveblog|live-updates|liveticker|ticker|en-direct|direct|en-vivo|ao-vivo|in-diretta|diretta|na-zywo"
    r"|relacja-live|online)(?:[/-]|\.html?|$)",
    re.IGNORECASE,
)


def is_live_url(url: str) -> bool:
    """Whether the path says that what it leads to goes on: /sport/en-vivo/skelby-tarn, /liveblog-storm.html."""
    return _LIVE.search(_path(url)) is not None


# Where a paper is followed in a search engine or messenger.
_FOLLOWED = re.compile(
    r"https?://(?:news\.google\.[a-z.]{2,6}/(?:news/)?publications/|(?:www\.)?google\.[a-z.]{2,6}/preferences/source\b"
    r"|(?:www\.)?whatsapp\.com/channel/)"
)


def is_person_url(url: str, name: str) -> bool:
    """Whether an address ends with a name, below a word for authors: /author/ann-oak, /profile/7/oak_ann-oak.html."""
    *heads, last = _segments(url) or [""]
    bare = _NO_LETTER.sub("", name.lower())
    slug = _NO_LETTER.sub("", _PAGE_ENDING.sub("", last))
    return bool(bare) and slug.endswith(bare) and any(head in PERSON_WORDS for head in heads)


def is_service_url(url: str) -> bool:
    """Whether the path leads to what is no journalism: login, newsletter, legal notice, shop, contact …

    A headline or a date after such a word makes it the name of a section: /legal/court-rules-for-the-tenants.
    """
    segments = _segments(url)
    if not any(_PAGE_ENDING.sub("", segment) in SERVICE_WORDS for segment in segments[:3]):
        return False
    return _slug_score(segments[-1]) < _HEADLINE and not _date_score(url)


def is_signup_url(url: str) -> bool:
    """Whether the address leads to where readers subscribe, ask for letters, or follow the paper elsewhere.

    >>> is_signup_url("https://example.org/city/evening-newsletter"), is_signup_url("https://example.org/city")
    (True, False)
    """
    if _FOLLOWED.match(url):
        return True
    segments = [_PAGE_ENDING.sub("", segment) for segment in _segments(url)]
    if not segments or _date_score(url) or _slug_score(segments[-1]) >= _HEADLINE:
        return False
    if not (SIGNUP_WORDS | LETTER_WORDS).isdisjoint(segments[:3]):
        return True
    return not LETTER_WORDS.isdisjoint(_SPLIT.split(segments[-1]))


def is_file_url(url: str) -> bool:
    """Whether the path ends like a file that is no page (.pdf, .jpg, .mp4, .css …)."""
    found = _ENDING.search(_path(url))
    return found is not None and found.group(1).lower() in FILE_ENDINGS


def is_local(url: str) -> bool:
    """Whether it is the address of a file on a disk (`file:`): a capture that says of no page which it is."""
    return url.startswith("file:")


def is_feed_url(url: str) -> bool:
    """Whether the URL looks like a feed or sitemap: /rss, /feed/, .xml, .atom …"""
    path = _path(url)
    found = _ENDING.search(path)
    return bool(_FEED_PATH.search(path)) or (found is not None and found.group(1).lower() in FEED_ENDINGS)


def stable_id(url: str) -> str:
    """The id in a URL that stays when the slug changes, in lower case, or "" where none stands out.

    In this order: a UUID; the longest run of five or more digits that is a word of its own (`-61234567`,
    `/a123456`), dates and round amounts apart; a word of hexadecimal digits; a segment that mixes letters and
    digits; a parameter such as `?id=`. The last segments count first.

    >>> stable_id("https://example.org/world/old-title-1234567.html")
    '1234567'
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    for segment in reversed(parts.path.lower().split("/")[-4:]):
        if found := _segment_id(_PAGE_ENDING.sub("", segment)):
            return found
    return query_id(parts.query)


def _segment_id(segment: str) -> str:
    if found := _UUID.search(segment):
        return found.group()
    words = _SPLIT.split(segment)
    runs = [match.group(1) for word in words if (match := _NUMBERED.fullmatch(word))]
    runs = [run for run in runs if not _DATE_DIGITS.fullmatch(run) and not _ROUND.fullmatch(run)]
    if runs:
        return max(reversed(runs), key=len)
    codes = [word for word in words if _HEX.fullmatch(word)]
    return codes[-1] if codes else (segment if _CODE.fullmatch(segment) else "")


def query_id(query: str) -> str:
    """The id that a query names, in lower case, or "".

    >>> query_id("cat=2&id=1133")
    '1133'
    """
    try:
        pairs = parse_qsl(query, max_num_fields=64)
    except ValueError:
        return ""
    for name, value in pairs:
        if _ID_NAME.fullmatch(name) and re.fullmatch(r"[0-9]{3,20}|[0-9A-Fa-f-]{16,40}", value):
            return value.lower()
    return ""

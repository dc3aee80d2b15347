"""Links of a page that look like articles or sections of the same site."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache, lru_cache
from itertools import islice
from urllib.parse import urlsplit

from crawler.discovery.candidates import MAX_TITLE, Candidate
from crawler.model import Block, Document, Link, PageKind
from crawler.urls import (
    address_form,
    host_of,
    is_feed_url,
    is_file_url,
    is_live_url,
    is_service_url,
    looks_like_article,
    page_key,
    same_site,
)

MAX_LINKS = 2_000
ARTICLE = 0.5  # from this score on a link is taken for an article's
SECTION = 0.2  # below this score a short path may be a section's

_MENU = re.compile(r"menu|nav(?:$|[.#_-]|bar|igat|list|link|item)|^header\b|masthead", re.IGNORECASE)
_SECTION_VALUE = re.compile(r"(?!.*\d{3})[\w.%+-]{1,40}")
_NO_SECTION = re.compile(
    r"id|[apn]id|p|no|num|idx|seq|art\w*|story\w*|news\w*|doc\w*|page\w*|pg|paged|seite|start|offset|limit|lang\w*|hl"
    r"|locale|l|sort\w*|order\w*|view|mode|print|format|output|theme|font\w*|size|q|s|query|search\w*|keyword\w*|date"
    r"|year|month|day|y|m|d|ym|share|replytocom|ref|from|tab|amp|mobile|device|login|user\w*|author\w*|tag|redirect\w*",
    re.IGNORECASE,
)
_HEADLINE_WORDS = 5
_HEADLINE = 0.35
_NUMBERED = re.compile(r"\d[^/]*/?\Z")
_LABEL_LENGTH = 32
_MOST_STEPS = 2  # of a section's path: /world/europe/
_FAMILY = 3  # articles whose addresses are built alike

Scorer = Callable[[str], float]


def read_links(
    document: Document, hosts: Collection[str] = (), *, score: Scorer = looks_like_article, limit: int = MAX_LINKS
) -> list[Candidate]:
    """Links of a page to articles (the surest first) and then to sections of the same site, in document order.

    An article's link is told by its URL (`score`) and by its text, which reads like a headline; a section's by a short
    path and a short text in a menu. A link that is neither is an article's where its address is built as those of
    several articles are. `hosts` are the hosts of the site, by default the page's own.
    """
    hosts = frozenset(hosts) or {host_of(document.url)}
    own = page_key(document.url).rstrip("/")
    found: dict[str, Candidate] = {}
    unsure: dict[str, Candidate] = {}
    for block, link in _links(document):
        url = page_key(link.url)
        if not _may_be_page(url) or url.rstrip("/") == own or not same_site(url, hosts):
            continue
        shape = score(url)
        candidate = _candidate(url, link, block, document.url, shape)
        if candidate is None:
            if shape > 0 and link.text and not in_menu(block):
                unsure[url] = Candidate(url, title=link.text[:MAX_TITLE], source=document.url, score=ARTICLE)
        elif _better(candidate, found.get(url)):
            found[url] = candidate
            if len(found) >= limit:
                break
    found.update(_built_alike(unsure, found, limit - len(found)))
    return sorted(found.values(), key=lambda each: (each.kind is PageKind.SECTION, -each.score))


def _built_alike(unsure: Mapping[str, Candidate], found: Mapping[str, Candidate], limit: int) -> dict[str, Candidate]:
    """Those of the unsure links whose addresses are built as those of several articles: their headlines are short."""
    if not unsure:
        return {}
    forms = Counter(address_form(url) for url, each in found.items() if each.kind is PageKind.ARTICLE)
    alike = (url for url in unsure if url not in found and forms.get(form := address_form(url), 0) >= _FAMILY and form)
    return {url: unsure[url] for url in islice(alike, limit)}


@lru_cache(maxsize=32_768)
def _may_be_page(url: str) -> bool:
    return bool(url) and not (is_file_url(url) or is_feed_url(url) or is_service_url(url))


def _links(document: Document) -> Iterator[tuple[Block, Link]]:
    for block in document.blocks:
        for link in block.links:
            yield block, link


def _candidate(url: str, link: Link, block: Block, source: str, shape: float) -> Candidate | None:
    title = link.text[:MAX_TITLE]
    place = 0.15 if block.level else -0.2 if in_menu(block) else 0.0  # menus hold long names of sections
    words = headline_score(title)
    if 0 < shape < ARTICLE and words >= _HEADLINE and _NUMBERED.search(urlsplit(url).path):
        place += 0.1  # /releases/2026/pr43.htm
    if 0 < shape < ARTICLE and words >= _HEADLINE and is_live_url(url):
        place += 0.15  # /sport/live/skelby-tarn/
    sure = min(max(shape + words + place, 0.0), 1.0)
    if sure >= ARTICLE and urlsplit(url).path != "/":
        return Candidate(url, title=title, source=source, score=round(sure, 3))
    if is_section_link(url, title, shape) and in_menu(block):
        return Candidate(url, title=title, source=source, kind=PageKind.SECTION, score=round(1 - shape, 3))
    return None


def _better(candidate: Candidate, known: Candidate | None) -> bool:
    """A picture and a headline link to one article: the link that says more counts."""
    return known is None or candidate.score > known.score


@cache  # a range of thousands of letters takes milliseconds, and many sites have none of these
def _wide() -> re.Pattern[str]:
    """Scripts that set no spaces, and Hangul."""
    return re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")


def headline_score(text: str) -> float:
    """How much a link's text reads like a headline: its length in words, or in characters where none are set apart."""
    wide = 0 if text.isascii() else len(_wide().findall(text))
    words = len(text.split()) if wide * 2 < len(text) else wide // 2
    if words >= _HEADLINE_WORDS:
        return _HEADLINE
    return {4: 0.25, 3: 0.1}.get(words, 0.0)


def is_section_link(url: str, text: str, shape: float) -> bool:
    """Whether a link may lead to a section: one or two short steps of path, a short text, no number; of a query only
    one parameter that names something (`?cat=2`, `/list.php?code=pol`)."""
    parts = urlsplit(url)
    steps = [step for step in parts.path.split("/") if step]
    if parts.query and (shape >= ARTICLE or len(steps) > _MOST_STEPS or not names_section(parts.query)):
        return False
    if not parts.query and (not 1 <= len(steps) <= _MOST_STEPS or shape >= SECTION):
        return False
    plain = all(len(step) <= 180 and step.count("-") <= 3 for step in steps)  # noqa: PLR2004 - encoded scripts are long
    return plain and _is_label(text) and not re.search(r"\d{3}", parts.path)


def _is_label(text: str) -> bool:
    """Whether a text is short and of words: no day of a calendar, no page's number, no arrow."""
    return 0 < len(text) <= _LABEL_LENGTH and any(map(str.isalpha, text))


def names_section(query: str) -> bool:
    """Whether a query is one parameter that may name a section: no id, no page, language or order of a list."""
    name, _, value = query.partition("=")
    return _SECTION_VALUE.fullmatch(value) is not None and _NO_SECTION.fullmatch(name) is None


def in_menu(block: Block) -> bool:
    """Whether a block stands in navigation, by the tags and class names of what contains it."""
    return _leads_to_menu(block.path)


@lru_cache(maxsize=8192)
def _leads_to_menu(path: tuple[str, ...]) -> bool:
    return any(_MENU.search(step) for step in path)

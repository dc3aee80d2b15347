"""What a page says of its article in its head: JSON-LD first, then OpenGraph, meta tags and microdata."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from crawler.classes import dataclass
from crawler.model import Document, Head
from crawler.regions.article.authors import MAX_AUTHORS, clean_names, looks_like_name, names_of
from crawler.regions.article.times import iso_time
from crawler.text import fold

MAX_BODY = 500_000
# schema.org's Article and its subtypes, by the end of their names; LiveBlogPosting and SocialMediaPosting too.
_ARTICLE = re.compile(r"(?:article|posting|report|review)\Z", re.IGNORECASE)
_LINE = re.compile(r"(?:\r?\n)+|</p>|<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{1,500}>")
_PUBLISHED = tuple(
    """
    article:published_time og:article:published_time og:published_time datepublished
    article.published parsely-pub-date sailthru.date pubdate publishdate publish-date
    publication_date date.issued dc.date.issued dcterms.created dcterms.issued dcterms.date dc.date
    dc.created cxenseparse:recs:publishtime date article:published last-published published_time
    article_date_original weibo:article:create_at rnews:datepublished created
    """.split()
)
_MODIFIED = tuple(
    """
    article:modified_time og:article:modified_time og:updated_time datemodified article.updated
    lastmod last-modified dcterms.modified dc.date.modified revision_date rnews:datemodified
    """.split()
)
_AUTHOR = tuple(
    """
    author article:author og:article:author dc.creator dcterms.creator parsely-author
    sailthru.author byl cxenseparse:author article.author article:author_name rnews:creator creator
    mediator_author
    """.split()
)
_HEADLINE = ("og:title", "twitter:title", "headline", "dc.title", "parsely-title", "sailthru.title", "title")
_DESCRIPTION = ("og:description", "twitter:description", "description", "dc.description", "abstract")
_SECTION = (
    "article:section",
    "og:article:section",
    "parsely-section",
    "section",
    "cxenseparse:category",
    "category",
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the head says; empty where it says nothing. `headlines` (one a source) by trust."""

    headlines: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    account: tuple[str, ...] = ()  # an author told by reference only
    published: str | None = None
    modified: str | None = None
    language: str = ""
    section: str = ""
    publisher: str = ""
    is_article: bool = False


def read_metadata(document: Document) -> Metadata:
    head = document.head
    nodes = article_nodes(head)
    publisher = _publisher(head, nodes)
    return Metadata(
        headlines=tuple(
            filter(None, (*_texts(nodes, "headline"), *_texts(nodes, "name"), *_metas(head, _HEADLINE), head.title))
        ),
        authors=_authors(head, nodes, publisher),
        account=_account(head, nodes),
        published=_first_time(
            (*_texts(nodes, "datePublished"), *_metas(head, _PUBLISHED), *_texts(nodes, "dateCreated"))
        ),
        modified=_first_time((*_texts(nodes, "dateModified"), *_metas(head, _MODIFIED))),
        language=_language(head, nodes),
        section=next(iter((*_texts(nodes, "articleSection"), *_metas(head, _SECTION))), "")[:200],
        publisher=publisher,
        is_article=bool(nodes) or "article" in head.meta.get("og:type", ()),
    )


def told_descriptions(head: Head) -> tuple[str, ...]:
    """What the head says the article is about, by trust; asked for only where a page is read cold."""
    return _unique((*_texts(article_nodes(head), "description"), *_metas(head, _DESCRIPTION)))


def told_body(head: Head) -> tuple[str, ...]:
    """The paragraphs of articleBody, tags taken out; asked for only where a page is read cold."""
    return _body(article_nodes(head))


def article_nodes(head: Head) -> list[Mapping[str, Any]]:
    """JSON-LD nodes of the page's article: several of one page are the same; one with a headline and a body leads."""
    nodes = [node for node in head.jsonld if any(_ARTICLE.search(name) for name in types_of(node))]
    nodes = [node for node in nodes if node.get("headline") or node.get("articleBody") or node.get("datePublished")]
    return sorted(nodes, key=lambda node: not (node.get("headline") and node.get("datePublished")))[:5]


def types_of(node: Mapping[str, Any]) -> list[str]:
    kinds = node.get("@type")
    return [str(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])[:10]]


def _texts(nodes: Sequence[Mapping[str, Any]], key: str) -> Iterator[str]:
    for node in nodes:
        value = node.get(key)
        if isinstance(value, list):
            value = next(iter(value), None)
        if isinstance(value, Mapping):
            value = value.get("@value")
        if isinstance(value, str) and (text := plain(value[:5000])):
            yield text


def _metas(head: Head, names: Sequence[str]) -> Iterator[str]:
    meta = head.meta
    for name in names:
        if name in meta:
            yield from (plain(value) for value in meta[name][:3] if value)


def plain(text: str) -> str:
    """Text of a metadata field: some are HTML, some escaped twice."""
    if "&" in text:
        text = html.unescape(html.unescape(text))
    return fold(_TAG.sub(" ", text) if "<" in text else text)


def _unique(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def _first_time(values: Sequence[str]) -> str | None:
    """The first readable time; a full one is better than a bare day, where they agree on the day."""
    found = filter(None, map(iso_time, values))
    first = next(found, None)
    if first is None or len(first) > len("2026-05-12"):
        return first
    return next((time for time in found if time.startswith(first + "T")), first)


def _publisher(head: Head, nodes: Sequence[Mapping[str, Any]]) -> str:
    names = [name for node in nodes for name in names_of(node.get("publisher"))]
    return next(iter((*_metas(head, ("og:site_name", "application-name")), *(plain(name) for name in names))), "")[:100]


def _authors(head: Head, nodes: Sequence[Mapping[str, Any]], publisher: str) -> tuple[str, ...]:
    for node in nodes:
        if found := clean_names(map(plain, names_of(node.get("author") or node.get("creator"))), publisher=publisher):
            return found
    for name in _AUTHOR:
        if found := clean_names(map(plain, head.meta.get(name, ())), publisher=publisher):
            return found
    return _on_card(head)


def _on_card(head: Head) -> tuple[str, ...]:
    """Whom a card for Slack names: WordPress labels the author and the reading time there, in its own language."""
    values = (next(iter(head.meta.get(f"twitter:data{number}", ())), "") for number in (1, 2))
    return clean_names(name for name in map(plain, values) if looks_like_name(name))


def _account(head: Head, nodes: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """The author whom the head names only by the @id of another node: most often the account that posted."""
    told = (one for node in nodes for one in _several(node.get("author")) if isinstance(one, Mapping))
    ids = {name for one in told if isinstance(name := one.get("@id"), str)}
    if not ids:
        return ()
    return clean_names(plain(name) for node in head.jsonld if str(node.get("@id")) in ids for name in names_of(node))


def _several(value: Any) -> Sequence[Any]:
    return value[:MAX_AUTHORS] if isinstance(value, list) else (value,)


def _language(head: Head, nodes: Sequence[Mapping[str, Any]]) -> str:
    values = (
        head.language,
        *_texts(nodes, "inLanguage"),
        *_metas(head, ("og:locale", "content-language", "language", "dc.language")),
    )
    return next((value.split(",")[0].replace("_", "-") for value in values if value), "")[:35]


def _body(nodes: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    bodies = [node["articleBody"] for node in nodes if isinstance(node.get("articleBody"), str)]
    text = max(bodies, key=len, default="")[:MAX_BODY]
    return tuple(part for line in _LINE.split(text) if (part := plain(line)))

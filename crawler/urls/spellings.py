"""Addresses of one place that differ by parameters which need not matter: a session, a sort order, "show comments"."""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

from crawler.urls.shapes import query_id


def place_of(url: str) -> str:
    """A URL without its query and trailing slash.

    >>> place_of("https://example.org/news/?id=17&comments=1")
    'https://example.org/news'
    """
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, parts.path.rstrip("/"), "", ""))


def may_be_one_page(one: str, other: str) -> bool:
    """Whether two page keys of one place may name one page: one has all the parameters of the other, or both have the
    same id among them. Whether they do, only the words of the pages can tell.

    >>> may_be_one_page("https://example.org/n?id=17", "https://example.org/n?comments=1&id=17")
    True
    >>> may_be_one_page("https://example.org/n?cat=1&id=170", "https://example.org/n?cat=1&id=171")
    False
    """
    if place_of(one) != place_of(other):
        return False
    queries = urlsplit(one).query, urlsplit(other).query
    ours, theirs = ({part for part in query.split("&") if part} for query in queries)
    ids = query_id(queries[0]), query_id(queries[1])
    return ids[0] == ids[1] if all(ids) else ours <= theirs or theirs <= ours

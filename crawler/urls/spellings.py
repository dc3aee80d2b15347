"""Addresses that may be of one page: they differ by the scheme, `www.` or a final slash, or by parameters which need
not matter (a session, a sort order, "show comments")."""

from __future__ import annotations

from itertools import product
from urllib.parse import urlsplit, urlunsplit

from crawler.urls.keys import page_key, same_page
from crawler.urls.shapes import is_local, query_id


def other_spellings(key: str) -> list[str]:
    """The keys of the same page (`same_page`) with the other scheme, with or without `www.` and a final slash.

    >>> other_spellings("http://example.org/a")[:2]
    ['http://example.org/a/', 'http://www.example.org/a']
    """
    if is_local(key):
        return []
    parts = urlsplit(key)
    bare, path = parts.netloc.removeprefix("www."), parts.path.rstrip("/")
    hosts = dict.fromkeys((parts.netloc, bare, f"www.{bare}"))
    schemes = dict.fromkeys((parts.scheme, "https", "http"))
    paths = dict.fromkeys((parts.path, path, f"{path}/"))
    ways = product(schemes, hosts, paths)
    found = (page_key(parts._replace(scheme=scheme, netloc=host, path=path).geturl()) for scheme, host, path in ways)
    return [other for other in dict.fromkeys(found) if other != key and same_page(other, key)]


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

"""Articles in pages: the address of a later page, by the address of the first."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit, urlunsplit

# What the number of a page is called in a query; "?v=2" may be a version of the same words.
_NAMES = frozenset(
    "page p pg pn pag paged pageno page_no pagenum pagenumber page_number currentpage seite pagina página paginas "
    "strona stranica stránka strana sida side sivu sayfa halaman oldal trang страница сторінка σελίδα".split()
)
_MOST_FIELDS = 100  # of a query; with more it is no page's number that is asked for
_NUMBER = r"(?:[2-9]|[1-9]\d)"
# What a path has more: "/2", "/page/2", "/page-2", "-2", "_2", ",2", "-seite-2"; before an ending like ".html", too.
_MORE = re.compile(rf"(?:/(?:[^\W\d]{{1,12}}[/_-]?)?|[-_,.](?:[^\W\d]{{1,12}}[-_]?)?){_NUMBER}/?")
_SHORTEST, _LONGEST = 3, 5  # letters of such an ending


def is_later_page(address: str, first: str) -> bool:
    """Whether `address` is that of the second or a later page of what begins at `first`, by its number.

    Pages that say so of themselves often name the first one as their canonical address, and have other words.

    >>> is_later_page("https://example.org/long-story/2", "https://example.org/long-story")
    True
    >>> is_later_page("https://example.org/story?ref=2", "https://example.org/story")
    False
    """
    there, here = urlsplit(address), urlsplit(first)
    if there.netloc != here.netloc:
        return False
    if there.path.rstrip("/") == here.path.rstrip("/"):
        return _numbers(there.query) > _numbers(here.query)
    (stem, ending), (first_stem, first_ending) = _parts(there.path), _parts(here.path)
    if not stem.startswith(first_stem) or ending not in {first_ending, ""} or there.query != here.query:
        return False
    return bool(_MORE.fullmatch(stem[len(first_stem) :]))


def first_pages(address: str) -> list[str]:
    """The addresses of which `address` may be a later page, by its number.

    >>> first_pages("https://example.org/story-2.html")
    ['https://example.org/story.html']
    """
    there = urlsplit(address)
    if there.query:
        pairs = there.query.split("&")
        kept = "&".join(pair for pair in pairs if pair.partition("=")[0].casefold() not in _NAMES)
        return [urlunsplit(there._replace(query=kept))] if _numbers(there.query) > 1 else []
    stem, ending = _parts(there.path)
    places = [place for place in range(1, len(stem)) if stem[place] in "/-_,." and _MORE.fullmatch(stem[place:])]
    ends = (ending,) if ending else ("/", "")
    return [urlunsplit(there._replace(path=stem[:place] + end)) for place in reversed(places) for end in ends]


def beginning(first: str) -> str:
    """What the addresses of all later pages of `first` have in them, for the others to be passed over quickly.

    >>> beginning("https://example.org/long-story.html")
    '/long-story'
    """
    path = urlsplit(first).path
    return min(_parts(path)[0], path.rstrip("/"), key=len)


def _parts(path: str) -> tuple[str, str]:
    """A path without a slash at its end and without an ending like ".html", and that ending ("" where it has none).

    Python's engine tries each place of an address in turn, and a page has hundreds of them.
    """
    bare = path.removesuffix("/") or path
    stem, _, ending = bare.rpartition(".")
    is_ending = _SHORTEST <= len(ending) <= _LONGEST and ending.isascii() and ending.isalpha() and ending.islower()
    return (stem, f".{ending}") if stem and is_ending else (bare, "")


def _numbers(query: str) -> int:
    """The number of the page that a query asks for; 1 where it asks for none."""
    if not query:
        return 1
    pairs = parse_qsl(query) if query.count("&") < _MOST_FIELDS else []
    told = (value for name, value in pairs if name.casefold() in _NAMES and re.fullmatch(r"\d{1,2}", value))
    return max(map(int, told), default=1)

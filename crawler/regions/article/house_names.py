"""What a page calls its site where its head has no word for that: by the links to the front page."""

from __future__ import annotations

from crawler.model import Document
from crawler.urls import host_of

_BARS = frozenset("|｜ㅣ")
_MARKS = _BARS | frozenset("–—-·•»«/")
_LONGEST = 100  # characters
_MOST = 100  # links; menus come first


def linked_name(document: Document) -> str:
    """The words of a link to the front page that the title of the window begins or ends with, behind a mark: "Ferry
    stops at night | Harbour Post" where "Harbour Post" leads home. "" where there is none."""
    title = document.head.title.casefold()
    if _MARKS.isdisjoint(title):
        return ""
    homes = _homes(document.url)
    seen = 0
    for block in document.blocks:
        for link in block.links:
            if link.url in homes and 1 < len(link.text) <= _LONGEST and _is_part(link.text.casefold(), title):
                return link.text
        seen += len(block.links)
        if seen > _MOST:
            break
    return ""


def _is_part(text: str, title: str) -> bool:
    """Whether a title begins or ends with a text, and a mark between blanks, or a bar, sets it apart from the rest."""
    if title.endswith(text) and _is_apart(title.removesuffix(text)):
        return True
    return title.startswith(text) and _is_apart(title.removeprefix(text)[::-1])


def _is_apart(rest: str) -> bool:
    bare = rest.rstrip()
    mark = bare[-1:]
    return mark in _BARS or (mark in _MARKS and bare != rest and bare[-2:-1].isspace())


def _homes(url: str) -> frozenset[str]:
    """The addresses of the front page of the host that a page stands on."""
    host = host_of(url)
    hosts = {host, host.removeprefix("www."), f"www.{host}"} if host else set()
    return frozenset(f"{scheme}://{one}{end}" for scheme in ("http", "https") for one in hosts for end in ("", "/"))

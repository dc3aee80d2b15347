"""Lines of an author's box that name nobody: its headings, its buttons, and links that lead on from every page."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from crawler.model import Document
from crawler.regions.article.measures import LINK_BLOCK, link_share
from crawler.regions.article.structure import common_prefix
from crawler.regions.article.words import Role, path_roles, roles
from crawler.urls import is_person_url

_INNER = 3  # steps of a path
_TOOLS = Role.SHARE | Role.SIGNUP | Role.COMMENT | Role.RELATED | Role.NAVIGATION | Role.TAGS | Role.AD


def names_nobody(document: Document, index: int, menus: Mapping[tuple[str, str], int]) -> bool:
    """Whether a line in an element called byline, author or the like is a label or a button of it, by its form.
    `menus`: the page's `menu_links`."""
    return _is_tool(document.blocks[index].path) or _is_label(document, index) or _is_in_menu(document, index, menus)


def menu_links(document: Document) -> dict[tuple[str, str], int]:
    """The links in a page's menus, by text and address → the first block that has it."""
    found: dict[tuple[str, str], int] = {}
    for index, block in enumerate(document.blocks):
        if block.links and path_roles(block.path) & Role.NAVIGATION:
            for link in block.links:
                found.setdefault((link.text, link.url), index)
    return found


@lru_cache(maxsize=4096)
def _is_tool(path: tuple[str, ...]) -> bool:
    """Whether a line stands in an element for sharing, commenting … inside of the byline: "Print Email"."""
    steps = path[-_INNER:]
    first = next((place for place, step in enumerate(steps) if roles(step) & Role.BYLINE), len(steps))
    return any(roles(step) & _TOOLS and not roles(step) & Role.BYLINE for step in steps[first + 1 :])


def _is_label(document: Document, index: int) -> bool:
    """Whether a heading without a link stands right above a link to a person, in one box: "About the author"."""
    block, below = document.blocks[index], document.blocks[index + 1 : index + 2]
    links = [link for one in below for link in one.links]
    if not block.level or block.links or not any(is_person_url(link.url, link.text) for link in links):
        return False
    around = len(common_prefix([block.trail, below[0].trail]))
    return any(roles(step) & (Role.BYLINE | Role.BIO) for step in block.path[:around][-_INNER:])


def _is_in_menu(document: Document, index: int, menus: Mapping[tuple[str, str], int]) -> bool:
    """Whether a line is a link that stands in a menu above, too, unless it is to a person: "Watch live"."""
    block = document.blocks[index]
    own = {(link.text, link.url) for link in block.links if link.text}
    if link_share(block) <= LINK_BLOCK or any(is_person_url(url, text) for text, url in own):
        return False
    return any(menus.get(link, index) < index for link in own)

"""Readers' comments below an article, however much longer than it they are."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from crawler.model import Block, Document
from crawler.regions.article.words import OUTSIDE, Role, path_roles, roles

_ENOUGH = 450  # letters of running text between headline and comments: an article, and no mere standfirst
_HEADLINE = 15  # letters
_TITLES = (1, 2)  # levels of headings


def comments_below(document: Document, mass: Sequence[int]) -> frozenset[int]:
    """Numbers of the outermost elements called comments that stand below a headline and running text enough for an
    article, which is in no element called anything that is none. `mass`: how much running text there is in each block.

    A body may be called so, too (an editor's "kommentar"), and then it has most of the page's text as comments may:
    but it does not stand below another one.
    """
    start = _headline(document.blocks)
    found: set[int] = set()
    text = 0
    for index in range(start + 1, len(document.blocks)) if start is not None else ():
        block = document.blocks[index]
        named = path_roles(block.path) & OUTSIDE
        if not named & Role.COMMENT:
            text += 0 if named else mass[index]
        elif text >= _ENOUGH:
            found.add(block.trail[_outermost(block.path)])
    return frozenset(found)


@lru_cache(maxsize=4096)
def _outermost(path: tuple[str, ...]) -> int:
    """Where on a path the outermost element called comments stands."""
    return next(depth for depth, step in enumerate(path) if depth > 1 and roles(step) & Role.COMMENT)


def _headline(blocks: Sequence[Block]) -> int | None:
    """The first heading that is no link, of the first level where there is one."""
    own = [
        (block.level, index)
        for index, block in enumerate(blocks)
        if block.level in _TITLES and not block.links and len(block.text) >= _HEADLINE
    ]
    return min(own)[1] if own else None

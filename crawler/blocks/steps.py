"""The name of an element in a container path: its tag and those class and id tokens that look stable."""

from __future__ import annotations

import re
from functools import lru_cache

MAX_TOKENS = 5
_TOKEN = re.compile(r"[A-Za-z_][\w-]{0,59}\Z")
_DIGITS = re.compile(r"\d+")
_PARTS = re.compile(r"[-_]+")
# Made by style compilers, a new one at every build: css-1x2y3z, sc-bdVaJa, jss42, svelte-1abc, Card_title__3xKjP.
_HASH = re.compile(r"(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9]{5,}\Z|[A-Za-z]\d[A-Za-z0-9]{2,}\Z")
_UUID = re.compile(r"[0-9A-Fa-f]{8}(?:-?[0-9A-Fa-f]{4}){3}-?[0-9A-Fa-f]{12}")
_COMPILED = re.compile(r"(css|sc|jss|jsx|svelte|emotion|styled|astro|_ngcontent|_nghost|ember|yui|uid|rand)[-_]?")
# They say where an item stands, what state a script put it in, or what the article is about: not what holds it.
_PASSING = frozenset(
    "first last even odd active current selected open opened closed visible show shown hidden loaded loading lazyload "
    "lazyloaded lazy is-active is-visible is-open js no-js hentry has-post-thumbnail clearfix".split()
)
_ABOUT = re.compile(r"(post|postid|category|tag|author|topic|term|page-id|node|item|entry)-[\w-]+\Z")


@lru_cache(maxsize=16384)
def _stable(token: str) -> str:
    if token in _PASSING or not _TOKEN.match(token) or _ABOUT.match(token):
        return ""
    if _COMPILED.match(token) and _HASH.search(_PARTS.split(token)[-1]):
        return ""
    if not any(char.isdigit() for char in token):
        return token
    if _UUID.search(token):
        return ""
    parts = [part for part in _PARTS.split(token) if part and not _HASH.match(part)]
    return _DIGITS.sub("0", "-".join(parts)) if parts else ""


@lru_cache(maxsize=8192)
def step(tag: str, classes: str, ident: str, hidden: bool) -> str:
    """`step("div", "story-body css-1abc2d", "main", False)` is `div.story-body#main`.

    The root and the body element keep no tokens: sites put what the page is about there.
    """
    name = tag
    if tag not in {"html", "body"}:
        tokens = {stable for token in classes.split()[:12] if (stable := _stable(token))}
        name += "".join(f".{token}" for token in sorted(tokens)[:MAX_TOKENS])
        if stable_id := _stable(ident):
            name += f"#{stable_id}"
    return f"{name}:hidden" if hidden else name

"""The name of an element in a container path: its tag and those class and id tokens that look stable."""

from __future__ import annotations

import re
from functools import lru_cache

MAX_TOKENS = 5
MAX_NAMES = 12
_TOKEN = re.compile(r"[A-Za-z_][\w-]{0,59}\Z")
_DIGITS = re.compile(r"\d+")
_PARTS = re.compile(r"[-_]+")
# Made by style compilers, a new one at every build: css-1x2y3z, sc-bdVaJa, jss42, svelte-1abc, Card_title__3xKjP.
_HASH = re.compile(r"(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9]{5,}\Z|[A-Za-z]\d[A-Za-z0-9]{2,}\Z")
_UUID = re.compile(r"[0-9A-Fa-f]{8}(?:-?[0-9A-Fa-f]{4}){3}-?[0-9A-Fa-f]{12}")
_COMPILED = re.compile(r"(css|sc|jss|jsx|svelte|emotion|styled|astro|_ngcontent|_nghost|ember|yui|uid|rand)[-_]?")
# Of these the part after the prefix is a hash, whatever it looks like; a label that developers gave may follow it.
_MADE = frozenset({"css", "svelte", "emotion", "astro"})
# They say where an item stands, what state a script put it in, or what the article is about: not what holds it.
_PASSING = frozenset(
    "first last even odd active current selected open opened closed visible show shown hidden loaded loading lazyload "
    "lazyloaded lazy is-active is-visible is-open js no-js hentry has-post-thumbnail clearfix".split()
)
# WordPress and its kin name what a post is about: category-politics, tag-budget, author-ann; author-bio is no such.
_ABOUT = re.compile(
    r"(?:postid|category|tag|author|topic|term|page-id)-(?!(?:area|avatar|bio|block|body|box|byline|card|cloud|container"
    r"|content|date|description|details|footer|header|heading|image|img|info|inner|item|items|label|labels|link|links"
    r"|list|listing|meta|name|nav|navigation|photo|picture|row|section|share|social|text|thumb|thumbnail|title|wrap"
    r"|wrapper)s?(?![a-z]))[\w-]+\Z"
)
# Hashes without digits: no word of any language that names are written in looks like these.
_NO_WORD = re.compile(r"[b-df-hj-np-tv-xz]{4,}|[a-z]+[A-Z]+[a-z]+[A-Z]|[A-Z]+[a-z]+[A-Z]+[a-z]*[A-Z]")
_HASH_LENGTH = range(5, 9)
_WORDLIKE = re.compile(r"[a-z]+\Z")
# CSS modules (Next.js): the file, the name and a hash of five letters, whatever these look like where the file has a
# capital; "card_title__large" may be somebody's own name.
_MODULE = re.compile(r"([A-Za-z][\w-]*?_[\w-]*?)__([\w-]{5})\Z")
_STYLED = re.compile(r"[A-Za-z]{5,7}\Z")
_MIXED = re.compile(r"[a-z][A-Z]|[A-Z]{2}")
_STYLED_COMPONENT = re.compile(r"sc-[A-Za-z]{5,8}\Z")
_UUID_LENGTH = 32
# Medium names each paragraph anew: <p id="bff0">, <p id="cafe">.
_DRAWN = re.compile(r"[0-9a-f]{4}\Z")
_DRAWN_LENGTH = 4
_TEXTS = frozenset({"p", "li", "pre", "figure", "blockquote", "h2", "h3", "h4"})
# What the patterns above begin with: most tokens begin otherwise, which is seen faster.
_ABOUT_STARTS = ("postid-", "category-", "tag-", "author-", "topic-", "term-", "page-id-")
_COMPILED_STARTS = ("css", "sc", "js", "svelte", "emotion", "styled", "astro", "_ng", "ember", "yui", "uid", "rand")


@lru_cache(maxsize=16384)
def _stable(token: str) -> str:
    if token in _PASSING or not _TOKEN.match(token) or (token.startswith(_ABOUT_STARTS) and _ABOUT.match(token)):
        return ""
    if token.startswith("sc-") and _STYLED_COMPONENT.match(token) and _MIXED.search(token):
        return "sc"
    if "__" in token and (made := _MODULE.match(token)) and (token[0].isupper() or not _WORDLIKE.match(made[2])):
        token = "-".join(part for part in _PARTS.split(made[1]) if part)
    parts = [part for part in _PARTS.split(token) if part]
    if len(parts) > 1 and parts[0] in _MADE and len(parts[1]) in _HASH_LENGTH and parts[1].isalnum():
        return _stable("-".join(parts[2:]))
    if len(parts) > 1 and len(parts[-1]) in _HASH_LENGTH and _NO_WORD.search(parts[-1]):
        parts.pop()
        token = "-".join(parts)
    if token.startswith(_COMPILED_STARTS) and _COMPILED.match(token) and _HASH.search(parts[-1]):
        return ""
    if not _has_digits(token):
        return token
    if len(token) >= _UUID_LENGTH and _UUID.search(token):
        return ""
    return _DIGITS.sub("0", "-".join(part for part in parts if not _HASH.match(part)))


def _has_digits(token: str) -> bool:
    if token.isascii():
        return _DIGITS.search(token) is not None
    return any(map(str.isdigit, token))  # superscripts, too


@lru_cache(maxsize=32_768)
def step(tag: str, classes: str, ident: str, hidden: bool) -> str:
    """`step("div", "story-body css-1abc2d", "main", False)` is `div.story-body#main`.

    The root and the body element keep no tokens: sites put what the page is about there.
    """
    name = tag
    if tag not in {"html", "body"}:
        names = classes.split()[:MAX_NAMES]
        if "sc-" in classes and any(
            token.startswith("sc-") for token in names
        ):  # styled-components: the rest is hashes
            made = any(_STYLED.match(token) and _MIXED.search(token) for token in names)
            names = ["sc" if made and _STYLED_COMPONENT.match(token) else token for token in names]
            names = [token for token in names if not _STYLED.match(token)]
        tokens = {stable for token in names if (stable := _stable(token))}
        name += "".join(f".{token}" for token in sorted(tokens)[:MAX_TOKENS])
        is_drawn = len(ident) == _DRAWN_LENGTH and tag in _TEXTS and _DRAWN.match(ident) is not None
        if stable_id := "" if is_drawn else _stable(ident):
            name += f"#{stable_id}"
    return f"{name}:hidden" if hidden else name

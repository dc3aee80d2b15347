"""Text that a page carries as data for its scripts: a list of typed parts, as editors of structured text write them.

Such a list is found by what it holds, not by the name of a system: a part is a string, or an object whose text stands
under one of a few names, perhaps in runs (`children`, `content`) or as HTML.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, cast

from lxml import etree

from crawler.text import fold

MAX_NODES = 100_000
MAX_PARTS = 2_000
_DEEP = 8
_FEW = 2
_SENTENCE = 40  # characters; a part shorter than this is text as well, but proves none
_ADDRESS = ("/", "http:", "https:")
_TEXTS = ("text", "html", "value", "paragraph", "copy", "content", "children", "data", "body")
_TYPES = ("type", "_type", "kind", "nodeType", "__typename", "component", "blockType", "name")
_OTHER = re.compile(
    r"image|photo|picture|figure|caption|gallery|video|audio|embed|tweet|\bads?\b|advert|promo|teaser|related|newsletter"
    r"|signup|subscri|divider|share|comment|byline|author|recirc|readmore|link-?list|table-of-contents",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(r"comment|related|recommend|teaser|navigation|menu|footer|header|sidebar", re.IGNORECASE)
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,500}>|&[a-z]{2,8};|&#\d{1,6};")


def parts_of(script: str) -> list[str]:
    """The texts of the longest list of parts that a script's JSON holds; none where it holds no text."""
    best: list[str] = []
    size = 0
    for found in _lists(_data(script)):
        texts = [text for part in found[:MAX_PARTS] if (text := _part(part))]
        told = [text for text in texts if len(text) >= _SENTENCE]
        if len(told) >= _FEW and sum(map(len, told)) > size:
            best, size = texts, sum(map(len, told))
    return best


def _data(script: str) -> Any:
    """The first JSON object or list in a script: all of it, or what a name is given (`window.state = {...}`)."""
    start = next((at for at, char in enumerate(script[:2000]) if char in "{["), -1)
    if start < 0:
        return None
    try:
        return json.JSONDecoder(strict=False).raw_decode(script, start)[0]
    except (ValueError, RecursionError):
        return None


def _lists(data: Any) -> Iterator[list[Any]]:
    """All lists in the data, but those of what stands beside an article."""
    waiting = [data]
    for _ in range(MAX_NODES):
        if not waiting:
            return
        node = waiting.pop()
        if isinstance(node, Mapping):
            waiting += [value for key, value in node.items() if not _ELSEWHERE.search(key)]
        elif isinstance(node, list):
            yield node
            waiting += node


def _part(part: Any) -> str:
    if isinstance(part, str):
        return _plain(part)
    if not isinstance(part, Mapping) or _is_other(part):
        return ""
    return _plain("".join(_runs(part, 0)) or _only_text(part))


def _only_text(part: Mapping[str, Any]) -> str:
    """The one long text of a part under a name that we do not know; what leads elsewhere is a teaser."""
    texts = [text for text in part.values() if isinstance(text, str)]
    if any(text.startswith(_ADDRESS) for text in texts):
        return ""
    return next((text for text in texts if len(text) >= _SENTENCE), "")


def _is_other(part: Mapping[str, Any]) -> bool:
    return any(isinstance(kind := part.get(name), str) and _OTHER.search(kind) for name in _TYPES)


def _runs(node: Any, depth: int) -> Iterator[str]:
    if depth > _DEEP:
        return
    if isinstance(node, str):
        yield node
    elif isinstance(node, list):
        for inner in node[:MAX_PARTS]:
            yield from _runs(inner, depth + 1)
    elif isinstance(node, Mapping) and not _is_other(node):
        yield from next((_runs(node[name], depth + 1) for name in _TEXTS if node.get(name)), iter(()))


def _plain(text: str) -> str:
    if not _MARKUP.search(text):
        return fold(text)
    try:
        root = etree.fromstring(f"<div>{text}</div>".encode("utf-8", "replace"), etree.HTMLParser(encoding="utf-8"))
    except etree.XMLSyntaxError:
        return ""
    return fold("".join(cast("Iterator[str]", root.itertext()))) if root is not None else ""

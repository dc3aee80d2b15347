"""Text that a page carries as data for its scripts: a list of typed parts, as editors of structured text write them.

Such a list is found by what it holds, not by the name of a system: a part is a string, or an object whose text stands
under one of a few names, perhaps in runs (`children`, `content`) or as HTML. How much text it takes to believe a list
depends on where it stands: in an object that says the page's headline a sentence is enough.
"""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterator, Mapping
from typing import Any, cast

from lxml import etree

from crawler.classes import dataclass
from crawler.regions.article.measures import SENTENCE_END, weight
from crawler.text import fold

MAX_NODES = 100_000
_MOST_EMPTY = 8  # objects without anything in them before the one that has
MAX_PARTS = 2_000
MIN_TEXT = 400  # characters of a list that stands anywhere
_DEEP = 16  # a link in a paragraph in an entry of a list is nine deep
_FEW = 2
_SENTENCE = 40  # characters; a part shorter than this is text as well, but proves none
_MOST_BESIDE = 5  # a list that is so many times as long as the one beside the headline is the text all the same
_MOST_NAMES = 4
_NAME = re.compile(r"[A-Za-z_$-]{1,40}\Z")
_LINES = re.compile(r"\s*\n\s*")
_ADDRESS = ("/", "http:", "https:")
_TEXTS = ("text", "html", "value", "paragraph", "copy", "content", "children", "data", "body")
_TYPES = ("type", "_type", "kind", "nodeType", "__typename", "component", "blockType", "name")
_OTHER = re.compile(
    r"image|photo|picture|figure|caption|gallery|video|audio|embed|tweet|\bads?\b|advert|promo|teaser|related|newsletter"
    r"|signup|subscri|divider|share|comment|byline|author|recirc|readmore|link-?list|table-of-contents",
    re.IGNORECASE,
)
_LINE = re.compile(r"paragraph|list[-_]?item|heading|\Ali\Z|\Ap\Z", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"comment|related|recommend|teaser|navigation|menu|footer|header|sidebar|ticker|breaking|trending|popular|most-?read"
    r"|picks|author|contributor|translation|i18n|\bmessages\b|cookie|consent",
    re.IGNORECASE,
)
_LEADS = ("url", "href", "link", "path", "permalink", "canonicalUrl")
_PARAGRAPH = re.compile(r"<p[\s>]", re.IGNORECASE)
_CODE = "{}=;"
_MOST_CODE = 0.03  # of the characters of a text; scripts and styles have more
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,500}>|&[a-z]{2,8};|&#\d{1,6};")


@dataclass(frozen=True, slots=True)
class Parts:
    """Texts, and the names that lead to them in the data; `html` is a text that stands there in one piece."""

    texts: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    html: str = ""
    beside: int = -1  # how deep in the data the object stands that says the headline, too; -1: none around it does

    @property
    def size(self) -> int:
        """Letters of what proves a text."""
        return len(self.html) or sum(size for text in self.texts if (size := weight(text)) >= _SENTENCE)

    @property
    def prose(self) -> int:
        """Letters of what ends as sentences do: headlines do not."""
        return sum(weight(text) for text in self.texts if SENTENCE_END.search(text))


_NONE = Parts()


def parts_in(data: Any, headlines: Container[str] = ()) -> Parts:
    """The longest text that data of a script holds, if it is long enough; a short one where it stands in an object that
    says one of `headlines`, the innermost of these."""
    longest = _NONE
    beside: dict[int, Parts] = {}
    for found in _found(data, headlines):
        if not found.html and found.size > longest.size and _is_list(found):
            longest = found
        if found.beside >= 0 and found.size > beside.get(found.beside, _NONE).size:
            beside[found.beside] = found
    largest = max([longest.prose, *(found.size for found in beside.values())])
    enough = max(_SENTENCE, largest / _MOST_BESIDE)
    titled = max((depth for depth, found in beside.items() if found.size >= enough), default=None)
    if titled is not None:
        return beside[titled]
    return longest if sum(map(len, longest.texts)) >= MIN_TEXT else _NONE


def _is_list(found: Parts) -> bool:
    return sum(weight(text) >= _SENTENCE for text in found.texts) >= _FEW


def data_of(script: str) -> Any:
    """The first JSON object or list in a script that holds anything: all of it, or what a name is given
    (`window.state = {...}`, after `window.app = window.app || {};` too)."""
    at = 0
    for _ in range(_MOST_EMPTY):
        start = next((at for at, char in enumerate(script[at : at + 2000], at) if char in "{["), -1)
        if start < 0:
            return None
        try:
            data, at = json.JSONDecoder(strict=False).raw_decode(script, start)
        except (ValueError, RecursionError):
            return None
        if data:
            return data
    return None


def _found(data: Any, headlines: Container[str]) -> Iterator[Parts]:
    """What may be a text in the data, but for what stands beside an article."""
    waiting: list[tuple[Any, tuple[str, ...], int]] = [(data, (), -1)]
    for _ in range(MAX_NODES):
        if not waiting:
            return
        node, names, beside = waiting.pop()
        if isinstance(node, Mapping):
            beside = len(names) if _says(node, headlines) else beside
            for key, value in node.items():
                if isinstance(value, Mapping | list) and not _ELSEWHERE.search(key):
                    waiting.append((value, (*names, key if _NAME.match(key) else "*"), beside))
                elif beside >= 0 and isinstance(value, str) and len(value) > _SENTENCE:
                    yield from _in_one_piece(value, (*names, key), beside)
        elif isinstance(node, list):
            texts = tuple(text for part in node[:MAX_PARTS] if (text := _part(part)))
            if any(weight(text) >= _SENTENCE for text in texts):
                yield Parts(texts, names, beside=beside)
            waiting += [(value, names, beside) for value in node if isinstance(value, Mapping | list)]


def _says(node: Mapping[str, Any], headlines: Container[str]) -> bool:
    """Whether an object says the headline: as a text of its own, or in a small object (`title: {rendered: ...}`)."""
    small = (value for value in node.values() if isinstance(value, Mapping) and len(value) <= _MOST_NAMES)
    texts = (text for one in (node, *small) for text in one.values())
    return any(isinstance(text, str) and text in headlines for text in texts)


def _in_one_piece(text: str, names: tuple[str, ...], beside: int) -> Iterator[Parts]:
    """A text that is one string: HTML, or paragraphs apart by line breaks."""
    if _PARAGRAPH.search(text):
        yield Parts(names=names, html=text, beside=beside)
    elif "\n" in text and len(lines := [line for line in _LINES.split(text.strip()) if line]) >= _FEW:
        yield Parts(tuple(map(_plain, lines[:MAX_PARTS])), names, beside=beside)


def _part(part: Any) -> str:
    if isinstance(part, str):
        return _plain(part)
    if not isinstance(part, Mapping) or _is_other(part) or _leads_elsewhere(part):
        return ""
    return _plain("".join(_runs(part, 0)) or _only_text(part))


def _only_text(part: Mapping[str, Any]) -> str:
    """The one long text of a part under a name that we do not know; what leads elsewhere is a teaser."""
    texts = [text for text in part.values() if isinstance(text, str)]
    if any(text.startswith(_ADDRESS) for text in texts):
        return ""
    return next((text for text in texts if len(text) >= _SENTENCE), "")


def _leads_elsewhere(part: Mapping[str, Any]) -> bool:
    """A part with an address of its own is a teaser."""
    return any(isinstance(to := part.get(name), str) and to.startswith(_ADDRESS) for name in _LEADS)


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
        if depth and _is_line(node):
            yield " "


def _is_line(node: Mapping[str, Any]) -> bool:
    """Whether a node inside of a part stands in a line of its own: a paragraph, or an entry of a list."""
    return any(isinstance(kind := node.get(name), str) and _LINE.search(kind) for name in _TYPES)


def _plain(text: str) -> str:
    if len(text) >= _SENTENCE and sum(map(text.count, _CODE)) > _MOST_CODE * len(text):
        return ""
    if not _MARKUP.search(text):
        return fold(text)
    try:
        root = etree.fromstring(f"<div>{text}</div>".encode("utf-8", "replace"), etree.HTMLParser(encoding="utf-8"))
    except etree.XMLSyntaxError:
        return ""
    return fold("".join(cast("Iterator[str]", root.itertext()))) if root is not None else ""

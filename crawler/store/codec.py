"""States of regions as JSON and back, exactly: compact, keys in a fixed order, empty fields left out.

Leaving out what is empty lets a later field appear without changing the bytes, and digest, of what is stored.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, groupby, repeat
from typing import Any

from crawler.model import Article, ListItem, LiveItem, LiveRegion, RankedList, RegionKind, RegionState

_TEXTS = ("title", "standfirst", "published", "modified", "language", "section")
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_text_json = _JSON.encode  # of a single text it takes no turn through the encoder
_CONTROLS = bytes(range(32))


def encode(state: RegionState) -> bytes:
    """UTF-8 JSON of a state; the same state always gives the same bytes."""
    if isinstance(state, Article):
        return _article_json(state)
    if isinstance(state, RankedList):
        return to_json({"name": state.name, "items": _ranked(state.items)})
    return to_json({"name": state.name, "items": [_live_fields(item) for item in state.items]})


def is_article(data: bytes) -> bool:
    """Whether `encode` made it of an article; lists and live regions begin with their name, and articles have none."""
    return not data.startswith(b'{"name":')


def decode(kind: RegionKind, data: bytes) -> RegionState:
    """The state that `encode` was given; ValueError, KeyError or TypeError where it is no state."""
    fields = json.loads(data)
    if not isinstance(fields, dict):
        raise TypeError(f"a state is a JSON object, not {type(fields).__name__}")
    return _READERS[kind](fields)


def to_json(value: Any) -> bytes:
    """Compact JSON in UTF-8, which `json.loads` reads back to the letter.

    A lone surrogate, which a hostile page can smuggle in and strict UTF-8 cannot hold, keeps its three bytes.
    (Escaped, two of them in a row would come back as one letter.)
    """
    return _JSON.encode(value).encode("utf-8", "surrogatepass")


def _article_json(article: Article) -> bytes:
    """What `to_json` makes of an article's fields, in half the time: its long part is escaped all at once."""
    head = [f'"{name}":{_text_json(value)},' for name in _TEXTS if (value := getattr(article, name))]
    # None and "" are both empty, and yet not the same reading of a page.
    head += [f'"{name}":"",' for name in ("published", "modified") if getattr(article, name) == ""]
    if article.authors:
        head.append(f'"authors":[{",".join(map(_text_json, article.authors))}],')
    slots = [f"[{slot},{len(list(run))}]" for slot, run in groupby(article.slots)]
    tail = f',"slots":[{",".join(slots)}]' if slots else ""
    paragraphs = _texts_json(article.paragraphs)
    return b'{%b"paragraphs":[%b]%b}' % ("".join(head).encode("utf-8", "surrogatepass"), paragraphs, tail.encode())


def _texts_json(texts: Sequence[str]) -> bytes:
    """Texts in quotation marks with commas between."""
    joined = "\0".join(texts).encode("utf-8", "surrogatepass")
    if len(joined) - len(joined.translate(None, _CONTROLS)) != len(texts) - 1:  # none, or a control character
        return to_json(texts)[1:-1]
    return b'"%b"' % joined.replace(b"\\", b"\\\\").replace(b'"', b'\\"').replace(b"\0", b'","')


def _read_article(fields: Mapping[str, Any]) -> Article:
    return Article(
        title=fields.get("title", ""),
        paragraphs=tuple(fields["paragraphs"]),
        standfirst=fields.get("standfirst", ""),
        authors=tuple(fields.get("authors", ())),
        published=fields.get("published"),
        modified=fields.get("modified"),
        language=fields.get("language", ""),
        section=fields.get("section", ""),
        slots=tuple(_spread(fields.get("slots", ()))),
    )


def _spread(runs: Iterable[tuple[int, int]]) -> Iterable[int]:
    return chain.from_iterable(repeat(slot, count) for slot, count in runs)


def _ranked(items: tuple[ListItem, ...]) -> list[tuple[str | int, ...]]:
    """Title and URL; the rank too where it is not the place in the list."""
    return [
        (item.title, item.url) if item.rank == place else (item.title, item.url, item.rank)
        for place, item in enumerate(items, 1)
    ]


def _read_list(fields: Mapping[str, Any]) -> RankedList:
    items = (
        ListItem(rank[0] if rank else place, title, url) for place, (title, url, *rank) in enumerate(fields["items"], 1)
    )
    return RankedList(fields["name"], tuple(items))


def _live_fields(item: LiveItem) -> dict[str, str]:
    fields = {name: value for name in ("key", "title", "url", "text") if (value := getattr(item, name))}
    if item.published is not None:
        fields["published"] = item.published
    return fields


def _read_live(fields: Mapping[str, Any]) -> LiveRegion:
    return LiveRegion(fields["name"], tuple(LiveItem(**{"key": "", **item}) for item in fields["items"]))


_READERS: Mapping[RegionKind, Callable[[Mapping[str, Any]], RegionState]] = {
    RegionKind.ARTICLE: _read_article,
    RegionKind.LIST: _read_list,
    RegionKind.LIVE: _read_live,
}

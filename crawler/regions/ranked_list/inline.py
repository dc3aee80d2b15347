"""Titles inside links that hold more than the title: a kicker, a rank, a counter, words for screen readers.

Blocks keep no inline elements, so that this looks into the page's tree; it is only asked for the items of a list.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, cast

from lxml import etree

from crawler.model import Document
from crawler.regions.ranked_list.mentions import Mention, is_headline
from crawler.text import fold

_TITLE = re.compile(r"headline|title|(?:^|[-_ ])hed(?:$|[-_ ])|titre|titulo|titolo|titel|ttl|heading", re.IGNORECASE)
_NOT_TITLE = re.compile(
    r"overline|kicker|eyebrow|subline|sub-?(?:title|head|line)|supra|topline|visually-?hidden|sr-only|screen-?reader"
    r"|count|rank|index|number|(?:^|[-_ ])(?:time|date|author|byline|label|badge|tag|flag|meta|category|section|rubric"
    r"|summary|teaser-text|dek|desc|description|excerpt|label|icon)(?:$|[-_ ])",
    re.IGNORECASE,
)
_SKIPPED = frozenset({"script", "style", "noscript", "template", "svg", "iframe"})
# What is only that, in an element of its own at an end of most links of a list, counts comments or readers.
_COUNT = re.compile(r"[\[(]?[+]?\d[\d.,\s]{0,9}\s?[KkMm]?\+?[\])]?\Z")
_MOST = 0.6
_MAX_INNER = 80
_TAIL = 6
_LINKS = etree.XPath("descendant-or-self::a[*]")  # those that hold elements


def own_titles(document: Document, mentions: Iterable[Mention]) -> Mapping[str, str]:
    """By URL: the title's own words, for those links where the tree tells them from the rest of the link's text."""
    wanted = {mention.url: (_end(mention.url), _bare(mention.text)) for mention in mentions}
    known: dict[tuple[str, str], tuple[str, str]] = document.from_tree.setdefault("titles", {})
    unknown = {said for said in wanted.values() if said not in known}
    if unknown and document.root is not None:
        known.update(dict.fromkeys(unknown, ("", "")))
        known.update(_read(document, document.root, unknown))
    found = {url: known.get(said, ("", "")) for url, said in wanted.items()}
    counts = sum(bare != "" for _, bare in found.values()) >= max(2, _MOST * len(found))
    return {url: title for url, (named, bare) in found.items() if (title := named or (bare if counts else ""))}


def _read(
    document: Document, root: etree._Element, wanted: Collection[tuple[str, str]]
) -> dict[tuple[str, str], tuple[str, str]]:
    """By link: the words that are called its title; all but a number at an end of it."""
    tails = {tail for tail, _ in wanted}
    titles: dict[tuple[str, str], tuple[str, str]] = {}
    there: frozenset[str] | None = document.from_tree.get("tails")  # of all links that hold elements
    if there is not None and tails.isdisjoint(there):
        return titles
    links = cast("Sequence[Any]", _LINKS(root))
    if there is None:
        document.from_tree["tails"] = frozenset(map(_tail, links))
    for link in links:
        tail = _tail(link)
        if tail not in tails:
            continue
        for element in _inner(link):
            said = (tail, _bare(_text(element)))
            if said in wanted and said not in titles and any(found := (_title(element), _without_count(element))):
                titles[said] = found
                break
    return titles


def _tail(link: etree._Element) -> str:
    return _end((link.get("href") or "").strip())


def _end(url: str) -> str:
    """The end of an address, without the place on the page that it names."""
    return url.partition("#")[0].rstrip()[-_TAIL:]


def _inner(element: etree._Element) -> Iterator[etree._Element]:
    for count, inner in enumerate(element.iter(etree.Element)):
        if count >= _MAX_INNER:
            return
        yield inner


def _text(element: etree._Element, without: frozenset[etree._Element] = frozenset()) -> str:
    return fold("".join(_parts(element, without)))


def _bare(text: str) -> str:
    """Without white space: blocks set apart what follows each other at once."""
    return "".join(text.split())


def _parts(element: etree._Element, without: frozenset[etree._Element]) -> Iterator[str]:
    """The texts inside an element in order, without those of some inner ones; no recursion, trees may be deep."""
    walker = etree.iterwalk(element, events=("start", "end", "comment"))
    for event, inner in walker:
        if event == "comment":
            yield inner.tail or ""
        elif event == "start" and (inner.tag in _SKIPPED or inner in without):
            walker.skip_subtree()
        elif event == "start":
            yield inner.text or ""
        elif inner is not element:
            yield inner.tail or ""


def _title(element: etree._Element) -> str:
    """The words of the innermost element that is called a title, else those outside of elements that are not."""
    inner = [one for one in _inner(element) if one is not element and one.get("class")]
    titles = [
        one for one in inner if _TITLE.search(one.get("class", "")) and not _NOT_TITLE.search(one.get("class", ""))
    ]
    innermost = [one for one in titles if not any(other in titles for other in one.iterdescendants())]
    if len(innermost) == 1 and is_headline(_text(innermost[0])):
        return _text(innermost[0])
    others = frozenset(one for one in inner if _NOT_TITLE.search(one.get("class", "")))
    if not any(any(map(str.isalnum, _text(one))) for one in others):
        return ""
    rest = _text(element, others)
    return rest if is_headline(rest) else ""


def _without_count(element: etree._Element) -> str:
    """The words before or after an element that is nothing but a number."""
    whole = _bare(_text(element))
    for inner in _inner(element):
        count = _bare(_text(inner))
        if inner is element or not _COUNT.match(count):
            continue
        rest = _text(element, frozenset({inner}))
        if whole in {_bare(rest) + count, count + _bare(rest)}:
            return rest if is_headline(rest) else ""
    return ""

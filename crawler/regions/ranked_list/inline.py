"""Titles inside links that hold more than the title: a kicker, a rank, a counter, words for screen readers.

Blocks keep no inline elements, so that this looks into the page's tree; it is only asked for the items of a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
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
_MAX_INNER = 80
_TAIL = 6
_LINKS = etree.XPath("descendant-or-self::a[*]")  # those that hold elements


def own_titles(document: Document, mentions: Iterable[Mention]) -> Mapping[str, str]:
    """By URL: the title's own words, for those links where the tree tells them from the rest of the link's text."""
    wanted = {(mention.url[-_TAIL:], mention.text): mention.url for mention in mentions}
    tails = {tail for tail, _ in wanted}
    titles: dict[str, str] = {}
    links = _LINKS(document.root) if document.root is not None else ()
    for link in cast("Iterable[Any]", links):
        tail = (link.get("href") or "").partition("#")[0].strip()[-_TAIL:]
        if tail not in tails:
            continue
        for element in _inner(link):
            url = wanted.get((tail, _text(element)))
            if url is not None and url not in titles and (title := _title(element)):
                titles[url] = title
                break
    return titles


def _inner(element: etree._Element) -> Iterator[etree._Element]:
    for count, inner in enumerate(element.iter(etree.Element)):
        if count >= _MAX_INNER:
            return
        yield inner


def _text(element: etree._Element, without: frozenset[etree._Element] = frozenset()) -> str:
    return fold("".join(_parts(element, without)))


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
    rest = _text(element, frozenset(one for one in inner if _NOT_TITLE.search(one.get("class", ""))))
    return rest if is_headline(rest) else ""

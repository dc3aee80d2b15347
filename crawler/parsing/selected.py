"""Regions that a profile names by CSS or XPath: where detection needs help, a person's word wins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from parsel import Selector

from crawler.blocks.html import walk
from crawler.blocks.slots import slot_of
from crawler.classes import dataclass
from crawler.model import Article, Block, Document, ListItem, LiveItem, LiveRegion, RankedList
from crawler.parsing.ignored import cut, patterns_of
from crawler.profile import ListRule, LiveRule, RegionRules
from crawler.urls import resolve

MAX_ITEMS = 500


@dataclass(frozen=True, slots=True)
class Selected:
    """What the profile's selectors found; empty where they say nothing or match nothing."""

    title: str = ""
    paragraphs: tuple[Block, ...] = ()
    lists: tuple[RankedList, ...] = ()
    live: tuple[LiveRegion, ...] = ()

    def repair(self, article: Article | None) -> Article | None:
        if not (self.title or self.paragraphs):
            return article
        repaired = article or Article(title=self.title, paragraphs=())
        if self.title:
            repaired = replace(repaired, title=self.title)
        if self.paragraphs:
            texts = tuple(block.text for block in self.paragraphs if block.text != repaired.title)
            slots = tuple(slot_of(block) for block in self.paragraphs if block.text != repaired.title)
            repaired = replace(repaired, paragraphs=texts, slots=slots)
        return repaired


def select(document: Document, rules: RegionRules) -> Selected:
    """Run the profile's selectors on a document; a text capture has nothing to select from."""
    if document.root is None or not rules.any:
        return Selected()
    root = Selector(root=document.root, type="html")
    title = next((block.text for node in _find(root, rules.title) for block in _blocks(node, document)), "")
    paragraphs = tuple(block for node in _find(root, rules.body) for block in _blocks(node, document))
    lists = tuple(
        RankedList(rule.name, items)
        for rule in rules.list
        if (items := tuple(_list_items(root, rule, document))) or rule.may_be_empty
    )
    live = tuple(
        LiveRegion(rule.name, entries) for rule in rules.live if (entries := tuple(_live_items(root, rule, document)))
    )
    return Selected(title, paragraphs, lists, live)


def unmatched(document: Document, rules: RegionRules) -> Iterator[tuple[str, str, str]]:
    """The profile's selectors that find nothing on a page: key, selector, what is wrong."""
    if document.root is None:
        return
    root = Selector(root=document.root, type="html")
    keys = [("regions.title", rules.title), ("regions.body", rules.body)]
    keys += [(f"regions.list '{rule.name}'", rule.items) for rule in rules.list]
    keys += [(f"regions.live '{rule.name}'", rule.items) for rule in rules.live]
    for key, query in keys:
        found = _find(root, query)
        if query and not found:
            yield key, query, "matches nothing"
        elif query and not any(_text_and_url(node, document)[0] for node in found):
            yield key, query, "matches, but there is no text in it"


def _find(root: Selector, query: str | None) -> Sequence[Selector]:
    if not query:
        return ()
    found = root.xpath(query) if query.startswith(("/", "./", "(")) else root.css(query)
    return found[:MAX_ITEMS]


def _blocks(node: Selector, document: Document) -> list[Block]:
    return walk(node.root, document.url)[0] if hasattr(node.root, "tag") else []


def _text_and_url(node: Selector, document: Document) -> tuple[str, str]:
    blocks = _blocks(node, document)
    text = " ".join(block.text for block in blocks)
    href = node.xpath("(self::a/@href | .//a/@href | ancestor::a/@href)[1]").get("")
    return text, resolve(document.url, href)


def _list_items(root: Selector, rule: ListRule, document: Document) -> Iterator[ListItem]:
    ignored = patterns_of(rule.ignore)
    seen: set[tuple[str, str]] = set()
    for node in _find(root, rule.items):
        text, url = _text_and_url(node, document)
        text = cut(text, ignored)
        if text and (text, url) not in seen:
            seen.add((text, url))
            yield ListItem(len(seen), text, url)


def _live_items(root: Selector, rule: LiveRule, document: Document) -> Iterator[LiveItem]:
    ignored = patterns_of(rule.ignore)
    for node in _find(root, rule.items):
        text, url = _text_and_url(node, document)
        text = cut(text, ignored)
        if text:
            yield LiveItem(key=url or node.attrib.get("id", ""), url=url, text=text)

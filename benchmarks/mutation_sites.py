"""Real pages with gold as sites that can be altered: where on each page the gold's own words stand in one text node."""

from __future__ import annotations

import copy
import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

from crawler.blocks.encoding import as_utf8
from crawler.text import compare_form
from crawler.urls import resolve

SETS = ("aeb", "fundus_eval", "fundus_tests", "lists", "live")
ARTICLES = ("aeb", "fundus_eval", "fundus_tests")
MARK = "data-gold"
LIST = "data-gold-list"
LEAST = 40  # characters of a gold text node
_UNSEEN = frozenset({"script", "style", "noscript", "template", "head", "title", "textarea"})
_INLINE = frozenset("a abbr b bdi big cite code del em font i ins mark q s small span strong sub sup time u".split())
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CAPTION = re.compile(r"caption|video|gallery")
_CAPTION_STEPS = 4
_LINKED = 0.9
_OTHERS = 3  # links
_SPACE = re.compile(r"\s+")


def plain(text: str | None) -> str:
    return _SPACE.sub(" ", text or "").strip()


@dataclass(slots=True)
class Spot:
    """A text node that is a gold paragraph, or a part of one. `whole`: its element holds the paragraph and nothing
    else; then the element can be taken out, moved and copied."""

    element: etree._Element
    tail: bool
    whole: bool

    @property
    def text(self) -> str:
        return (self.element.tail if self.tail else self.element.text) or ""

    @text.setter
    def text(self, value: str) -> None:
        if self.tail:
            self.element.tail = value
        else:
            self.element.text = value


@dataclass(slots=True)
class RealPage:
    """A page that is altered in place from sweep to sweep."""

    name: str
    url: str
    root: etree._Element
    gold: str  # all of its words, in comparison form
    language: str
    title: str = ""
    authors: tuple[str, ...] = ()
    spots: list[Spot] = field(default_factory=list)
    lists: list[Mapping[str, Any]] = field(default_factory=list)
    live: Mapping[str, Any] = field(default_factory=dict)

    @property
    def whole(self) -> list[Spot]:
        return [spot for spot in self.spots if spot.whole]


@dataclass(slots=True)
class RealSite:
    name: str
    dataset: str
    pages: list[RealPage]


def load(corpora: Path, dataset: str) -> list[RealSite]:
    """The sites of a set, each with its pages. A page with a gold list or a live blog is a site of its own: pages of
    several days show several states of one list."""
    folder = corpora / dataset
    rows = [json.loads(line) for line in (folder / "gold.jsonl").read_text("utf-8").splitlines()]
    lives = {Path(json.loads(line)["file"]).name for line in (corpora / "live" / "gold.jsonl").open(encoding="utf-8")}
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        if dataset in ARTICLES and Path(row["file"]).name in lives:
            continue
        groups[row["site"] if dataset in ARTICLES else Path(row["file"]).name].append(row)
    sites = []
    for name, group in groups.items():
        if dataset in ARTICLES:
            pages = [_page(folder, row) for row in group]
        else:
            pages = [_page(folder, group[0])]
            pages[0].lists = [row for row in group if "items" in row]
            pages[0].live = group[0] if dataset == "live" else {}
        sites.append(RealSite(name, dataset, pages))
    return sites


def _page(folder: Path, row: Mapping[str, Any]) -> RealPage:
    raw = gzip.decompress((folder / row["file"]).read_bytes())
    parser = etree.HTMLParser(encoding="utf-8", recover=True, no_network=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(as_utf8(raw, "text/html"), parser)
    _make_writable(root)
    if "updates" in row:
        row = {**row, "paragraphs": [text for update in row["updates"] for text in _texts(update["body"])]}
    paragraphs = [text for text in row.get("paragraphs") or row.get("body", "").split("\n\n") if text]
    certain = [plain(text) for text in paragraphs if not (text.startswith("[") and text.endswith("]"))]
    url = row.get("url") or row["page_url"]
    language = (root.get("lang") or root.get("xml:lang") or "")[:2].lower()
    page = RealPage(Path(row["file"]).name, url, root, compare_form(" ".join(paragraphs)), language)
    page.title = plain(row.get("title"))
    page.authors = tuple(row.get("authors") or ())
    page.spots = _spots(root, certain)
    for spot in page.spots:
        spot.element.set(MARK, "1")
    return page


def _make_writable(root: etree._Element) -> None:
    """Take out control characters, which lxml reads and refuses to write."""
    for element in root.iter(etree.Element):
        for name in ("text", "tail"):
            if (value := getattr(element, name)) and _CONTROLS.search(value):
                setattr(element, name, _CONTROLS.sub(" ", value))
        for name, value in element.items():
            if _CONTROLS.search(value):
                element.set(name, _CONTROLS.sub(" ", value))


def _texts(body: str | None) -> list[str]:
    """The paragraphs of an entry's text, which may be markup."""
    parts = re.split(r"</p>|<br\s*/?>|\n", unescape(body or ""))
    return [text for part in parts if (text := plain(unescape(re.sub(r"<[^>]+>", "", part))))]


def nodes(root: etree._Element) -> Iterator[tuple[etree._Element, bool, str]]:
    """Text nodes that a visitor may see: element, whether it is the tail, text."""
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        if event == "start":
            if element.tag in _UNSEEN:
                walker.skip_subtree()
            elif element.text and not element.text.isspace():
                yield element, False, element.text
        elif element.tail and not element.tail.isspace():
            yield element, True, element.tail


def block_of(element: etree._Element, *, tail: bool) -> etree._Element:
    """The innermost element around a text node that is no inline one: its paragraph."""
    around = element.getparent() if tail else element
    while around is not None and around.tag in _INLINE:
        around = around.getparent()
    return element if around is None else around


def _spots(root: etree._Element, paragraphs: Sequence[str]) -> list[Spot]:
    found = [(element, tail, plain(text)) for element, tail, text in nodes(root)]
    counts = Counter(text for _, _, text in found)
    known, joined = set(paragraphs), "\n".join(paragraphs)
    taken: set[etree._Element] = set()
    spots = []
    for element, tail, text in found:
        if len(text) < LEAST or counts[text] != 1 or joined.count(text) != 1 or element in taken:
            continue
        if _is_caption(element) or _is_link_line(element, tail=tail) or _is_beside(element):
            continue
        taken.add(element)
        spots.append(Spot(element, tail, text in known and not tail and not len(element) and element.tag == "p"))
    return spots


def _is_link_line(element: etree._Element, *, tail: bool) -> bool:
    """Whether a paragraph is nothing but a link: some gold has the lines that lead to other stories."""
    block = block_of(element, tail=tail)
    linked = sum(len(plain("".join(link.itertext()))) for link in block.iter("a"))
    return linked >= _LINKED * len(plain("".join(block.itertext())))


def _is_beside(element: etree._Element) -> bool:
    """Whether a text stands in an <aside> of links to other stories: some gold has the lines that sum those up, but
    what becomes of them is no edit of the article."""
    aside = next(element.iterancestors("aside"), None)
    return aside is not None and sum(1 for _ in aside.iter("a")) >= _OTHERS


def _is_caption(element: etree._Element) -> bool:
    """Whether a text tells of a picture or film, or names one: some of the gold has those, too, but what is watched is
    the article, and captions are among what comes and goes beside it."""
    around = list(element.iterancestors())[:_CAPTION_STEPS]
    names = " ".join(each.get("class") or "" for each in (element, *around)).lower()
    return any(each.tag in {"figcaption", "figure"} for each in (element, *around)) or bool(_CAPTION.search(names))


def copied(page: RealPage) -> etree._Element:
    """The page's tree, to be altered for one answer; gold elements bear `MARK`."""
    return copy.deepcopy(page.root)


def rendered(root: etree._Element) -> bytes:
    for element in root.iter(etree.Element):
        for name in (MARK, LIST):
            element.attrib.pop(name, None)
    return b"<!DOCTYPE html>\n" + etree.tostring(root, method="html", encoding="utf-8")


def host(url: str) -> str:
    return urlsplit(url).netloc


def absolute(page: RealPage, href: str) -> str:
    base = page.root.find(".//base[@href]")
    return resolve((resolve(page.url, base.get("href") or "") if base is not None else "") or page.url, href)

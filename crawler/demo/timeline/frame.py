"""What stands around the words on every page of a random paper: header, ticker, lists, footer, scripts."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from html import escape

from crawler.classes import dataclass
from crawler.demo import bulk
from crawler.demo.prose import curly, glued
from crawler.demo.timeline.paper import Paper
from crawler.demo.timeline.themes import Theme

_STYLES, _SCRIPTS = 5_000, 9_000  # bytes
_LONG_WORD = re.compile(r"\b(\w{4})(\w{5,})\b")
_HOUR = 60


@dataclass(frozen=True)
class Frame:
    """A page at one request: `seed` draws the noise, `base` makes addresses absolute."""

    paper: Paper
    base: str
    seed: str
    cut: bool = False  # behind a paywall
    half: bool = False  # the answer breaks off in the middle of the text

    @property
    def theme(self) -> Theme:
        return self.paper.theme

    @property
    def label(self) -> dict[str, str]:
        return self.paper.tongue.label

    @cached_property
    def rng(self) -> random.Random:
        return random.Random(self.seed)  # noqa: S311 - noise that a test can repeat

    # Words and small pieces

    def text(self, words: str) -> str:
        """Words as the site dresses them at the moment, escaped."""
        dress = self.paper.dress
        words = curly(words) if dress.curly else words
        words = glued(words) if dress.nbsp else words
        words = escape(words, quote=False)
        if dress.hyphens:
            words = _LONG_WORD.sub("\\1\u00ad\\2", words)
        if dress.bold and " " in words:
            first, _, rest = words.partition(" ")
            words = f"<b>{first}</b> {rest}"
        return words

    def el(self, tag: str, role: str, inner: str, more: str = "") -> str:
        return f"<{tag}{self.theme.cls(role)}{more}>{inner}</{tag}>\n"

    def a(self, path: str, words: str, role: str = "link") -> str:
        return f'<a href="{path}"{self.theme.cls(role)}>{words}</a>'

    def link(self, number: int, role: str = "link") -> str:
        story = self.paper.stories[number]
        return self.a(story.path, self.text(story.title), role)

    def card(self, role: str, number: int, inner: str) -> str:
        return self.el("div", role, f'<img src="/i/{number}.jpg" alt="">{inner}')

    def minutes(self, then: datetime) -> str:
        """How long ago that was; not every request counts alike."""
        minutes = int((self.paper.now - then).total_seconds()) // 60 + self.rng.randrange(3)
        return self.label["ago"].format(minutes) if minutes < _HOUR else self.label["hours"].format(minutes // _HOUR)

    # The page around

    def page(self, path: str, title: str, inner: str, head: str = "", canonical: str = "") -> str:
        nonce = f"{self.rng.getrandbits(64):x}"
        theme = self.theme
        for _ in range(theme.wrappers):
            inner = self.el("div", "wrap", inner)
        main = self.el(theme.main, "main", inner)
        aside = self.el("aside" if theme.naming != "utility" else "div", "aside", self.lists("aside") + self._letter())
        column = aside + main if theme.aside_first else main + aside
        return (
            f'<!DOCTYPE html><html lang="{self.paper.tongue.code}"><head><meta charset="utf-8">'
            f'<title>{escape(title)}</title><link rel="canonical" href="{self.base}{canonical or path}">{head}'
            f"<style>{bulk.styles(_STYLES)}</style>"
            f'<script nonce="{nonce}">{bulk.scripts(_SCRIPTS)}</script></head><body>\n'
            f"{self._cookie('top')}{self._header()}{self.el('div', 'layout', column)}{self._footer()}"
            f'{self._cookie("bottom")}<script nonce="{nonce}">w("{nonce}")</script></body></html>'
        )

    def _menu(self) -> str:
        entries = enumerate(self.label["menu"].split("|"))
        return "<ul>" + "".join(f"<li>{self.a(f'/{at}/', word)}</li>" for at, word in entries) + "</ul>"

    def _header(self) -> str:
        inner = self.el("a", "logo", escape(self.paper.name), ' href="/"')
        inner += self.el("nav", "menu", self._menu())
        if self.theme.counters:
            inner += self.el("span", "weather", f"{self.rng.randrange(4, 30)} °C · {self.paper.now:%H:%M}")
        return self.el("header", "top", inner + self._ticker())

    def _ticker(self) -> str:
        theme = self.theme
        if not self.paper.ticker:
            return ""
        items = []
        for teaser in self.paper.ticker:
            words = self.text(teaser.text)
            story = self.paper.stories.get(-1 if teaser.story is None else teaser.story)
            items.append(self.a(story.path, words, "teaser") if theme.ticker_links and story else words)
        label = self.el("strong", "label", self.label["ticker"])
        if theme.ticker in {"ul", "ol"}:
            held = "".join(self.el("li", "item", item) for item in items)
            return self.el("div", "ticker", label + self.el(theme.ticker, "items", held))
        inner = (f"<span>{item}</span>" if theme.ticker == "nested" else item for item in items)
        held = "".join(self.el("div", "item", item) for item in inner)
        return self.el("div", "ticker", label + self.el("div", "track", held))

    def _cookie(self, place: str) -> str:
        if self.theme.cookie != place:
            return ""
        return self.el("div", "cookie", f"<p>{self.label['cookies']}</p><button>{self.label['accept']}</button>")

    def _letter(self) -> str:
        form = "<form><input name=mail><button>OK</button></form>"
        return self.el("div", "letter", f"<p>{self.label['letter']}</p>{form}")

    def _footer(self) -> str:
        line = f"<p>© {escape(self.paper.name)}. {self.label['legal']}</p>"
        return self.el("footer", "foot", self.lists("footer") + self._menu() + line)

    def lists(self, place: str) -> str:
        """The ranked lists, where this is the place of them."""
        if self.theme.list_place != place:
            return ""
        paper = self.paper
        shown = ((label, ids) for label, ids in paper.lists.items() if label not in paper.hidden)
        return "".join(self._list(paper.headings.get(label, label), numbers) for label, numbers in shown)

    def _list(self, label: str, numbers: Sequence[int]) -> str:
        tag = self.theme.list_heading
        heading = self.el(tag, "heading", self.text(label) if tag != "div" else escape(label))
        links = [self.link(number) for number in numbers]
        match self.theme.list_form:
            case "ol":
                held = self.el("ol", "rows", "".join(self.el("li", "row", link) for link in links))
            case "cards":
                cards = (self.card("card", n, f"<div>{link}</div>") for n, link in zip(numbers, links, strict=True))
                held = self.el("div", "cards", "".join(cards))
            case "headings":
                held = self.el("ul", "rows", "".join(self.el("li", "row", f"<h3>{link}</h3>") for link in links))
            case _:
                rows = (f"<tr><td>{rank}</td><td>{link}</td></tr>" for rank, link in enumerate(links, 1))
                held = self.el("table", "rows", "".join(rows))
        return self.el("div", "list", heading + held)

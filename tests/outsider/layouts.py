"""How papers of unlike making print the same page; each has an old form and the one after its redesign."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape

from outsider.story import SECTIONS, Story, World
from outsider.words import NAMES, headline, sentence

PAPER = "The Morrow Courier"
Link = tuple[str, str]  # path, words


@dataclass(frozen=True)
class Sheet:
    """What stands on one page for one reader, whatever its markup."""

    world: World
    base: str
    rng: random.Random
    path: str
    title: str
    story: Story | None
    parts: Sequence[str]
    ticker: Sequence[Link]
    popular: Sequence[Link]
    picks: Sequence[Link]
    cards: Sequence[Link]
    wall: str = ""

    # Noise, by kind

    def ago(self, then: datetime) -> str:
        minutes = int((self.world.now - then).total_seconds() // 60) + self.rng.randrange(3)
        return f"{minutes} minutes ago" if minutes < 90 else f"{minutes // 60} hours ago"

    def nonce(self) -> str:
        return f"{self.rng.getrandbits(80):020x}"

    def counts(self) -> str:
        return f"{self.rng.randrange(200, 9000):,} views · {self.rng.randrange(400)} comments"

    def ad(self) -> str:
        return self.rng.choice(
            (
                f"Advertisement: mattresses from {self.rng.randrange(90, 400)} crowns",
                f"Sponsored. {self.rng.choice(NAMES)} never paid for a phone again",
                f"{self.rng.choice(('Insure', 'Paint', 'Rent'))} your boat in {self.rng.randrange(2, 59)} minutes",
            )
        )

    def related(self) -> list[Link]:
        others = [(story.path, story.title) for story in self.world.front() if story is not self.story]
        return self.rng.sample(others, min(4, len(others)))

    def weather(self) -> str:
        return f"Skelby {self.rng.randrange(-2, 19)}°, {self.world.now:%A %H:%M}"

    def byline(self) -> str:
        return f"By {escape(self.story.author)}" if self.story else ""

    def head(self, *, jsonld: bool = True) -> str:
        link = f'<link rel="canonical" href="{self.base}{self.path}">'
        meta = f'<meta name="csrf" content="{self.nonce()}">'
        if self.story and jsonld:
            data = {
                "@context": "https://schema.org",
                "@type": "NewsArticle",
                "headline": self.story.title,
                "author": [{"@type": "Person", "name": self.story.author}],
                "datePublished": self.story.published.isoformat(),
                "dateModified": self.story.modified.isoformat(),
            }
            meta += f'<script type="application/ld+json">{json.dumps(data)}</script>'
        return f'<meta charset="utf-8"><title>{escape(self.title)} | {PAPER}</title>{link}{meta}'

    def inside(self, paragraph: Callable[[str], str], box: Callable[[str], str]) -> str:
        """The body with two advertisements among its paragraphs, other ones at each request, in other places."""
        found = [paragraph(escape(part, quote=False)) for part in self.parts]
        for _ in range(min(2, len(found))):
            found.insert(self.rng.randrange(1, len(found) + 1), box(self.ad()))
        return "".join(found) + (box(escape(self.wall)) if self.wall else "")


def anchor(link: Link, more: str = "") -> str:
    return f'<a href="{link[0]}"{more}>{escape(link[1])}</a>'


def items(links: Sequence[Link], form: str = "<li>{}</li>") -> str:
    return "".join(form.format(anchor(link)) for link in links)


def broadsheet(page: Sheet) -> str:
    """Fifteen teasers in front, title, body, two lists: in plain <div>s, paragraphs apart by <br>."""
    new = page.world.skin == "new"
    strip = "".join(f'<div class="t">{anchor(link)} <i>{page.ago(page.world.now)}</i></div>' for link in page.ticker)
    if new:
        body = page.inside(lambda text: f"<p>{text}</p>", lambda text: f'<aside class="promo"><p>{text}</p></aside>')
    else:
        body = page.inside(lambda text: f"{text}<br><br>\n", lambda text: f'<div class="adv">{text}</div>\n')
    story = cards = ""
    if page.story:
        by = f"{page.byline()} | {page.ago(page.story.published)} | {page.counts()}"
        story = f'<h1>{escape(page.title)}</h1><div class="by">{by}</div><div class="{"prose" if new else "txt"}">{body}</div>'
        story += f'<div class="rel"><b>Related</b>{items(page.related(), "<div>{}</div>")}</div>'
    else:
        cards = items(page.cards, '<div class="card"><h3>{}</h3></div>')
    lists = (
        f'<div class="box"><h4>Most Popular</h4><ol>{items(page.popular)}</ol></div>'
        f'<div class="box"><h4>Editors’ Picks</h4><ul>{items(page.picks)}</ul></div>'
    )
    sections = items([(f"/{name}/", name.title()) for name in SECTIONS], "<span>{}</span> ")
    names = ("page-top", "page-main", "page-side") if new else ("hdr", "c1", "c2")
    return (
        f"<!doctype html><html lang=en><head>{page.head()}</head><body>"
        f'<div id="{names[0]}"><div class="logo">{anchor(("/", PAPER))}</div><div class="menu">{sections}</div>'
        f'<div class="wx">{page.weather()}</div><div class="strip"><b>Just in</b>{strip}</div></div>'
        f'<div id="{names[1]}">{story}{cards}</div><div id="{names[2]}">{lists}</div>'
        f'<div id="cookie">We use cookies. <button>Accept</button></div><script>s("{page.nonce()}")</script></body></html>'
    )


def tabloid(page: Sheet) -> str:
    """Two hundred teasers on each page, some of them before the story, and a headline in capitals."""
    new = page.world.skin == "new"
    kind = "Tile__root--x8Kd2" if new else "puff-item"
    puffs = [
        f'<article class="{kind}"><a href="{path}"><h3>{escape(words)}</h3></a><p>{escape(sentence(random.Random(path)))}</p></article>'
        for path, words in page.cards
    ]
    for n in range(len(puffs), 200):
        hour = f"{page.world.now:%j%H}"
        seeded = random.Random(f"{n} {hour}")
        puffs.append(
            f'<article class="{kind}"><a href="/showbiz/gallery-{hour}{n:03}.html"><h3>{escape(headline(seeded))}</h3></a>'
            f"<p>{escape(sentence(seeded))}</p></article>"
        )
    if not new:
        page.rng.shuffle(puffs)
    story = ""
    if page.story:
        body = page.inside(
            lambda text: f'<p class="mol-para">{text}</p>',
            lambda text: f'<div class="{"Promo_x1Yz9" if new else "mol-ads"}"><p>{text}</p></div>',
        )
        story = (
            f'<div class="{"Story__main" if new else "article-text wide"}"><h1>{escape(page.title)}</h1>'
            f'<p class="author-section">{page.byline()} for {PAPER}</p><p class="byline-plain">Updated {page.ago(page.story.modified)}</p>'
            f'<div class="shares">{page.counts()}</div><div itemprop="articleBody">{body}</div></div>'
        )
    strip = items(page.ticker, '<li class="bn">{}</li>')
    side = (
        f'<section class="{"Ranked__box" if new else "most-read"}"><h2>Most Popular</h2><ul>'
        + "".join(f"<li><span>{n}</span>{anchor(link)}</li>" for n, link in enumerate(page.popular, 1))
        + f'</ul></section><section class="picks"><h2>Editors\' Picks</h2><ul>{items(page.picks)}</ul></section>'
    )
    return (
        f"<!DOCTYPE html><html><head>{page.head(jsonld=False)}<meta property='og:type' content='article'></head><body>"
        f'<header class="{"Top__bar" if new else "masthead"}">{anchor(("/", PAPER))}<ul class="breaking">{strip}</ul></header>'
        f'<div class="beta">{side}</div><div class="alpha">{story}<div class="puffs">{"".join(puffs[:160])}</div></div>'
        f'<div class="gamma">{"".join(puffs[160:])}</div><footer>{page.weather()} {page.nonce()}</footer></body></html>'
    )


def village(page: Sheet) -> str:
    """A local paper in tables, with a table in the story, and not a class on the page."""
    new = page.world.skin == "new"
    cell = "<tr><td>{}</td></tr>"
    story = ""
    if page.story:
        body = page.inside(
            (lambda text: f"<tr><td><font size=3>{text}</font></td></tr>")
            if not new
            else (lambda text: f"<p>{text}</p>"),
            lambda text: (
                f"<tr><td bgcolor=yellow><small>{text}</small></td></tr>" if not new else f"<center>{text}</center>"
            ),
        )
        body = f"<table>{body}</table>" if not new else f"<div>{body}</div>"
        story = (
            f"<h2>{escape(page.title)}</h2><small>{page.byline()}, {page.story.published:%d %B %Y}</small>{body}"
            f"<small>{page.counts()}</small>"
        )
    else:
        story = f"<ul>{items(page.cards)}</ul>" if new else f"<table>{items(page.cards, cell)}</table>"
    sections = [(f"/{name}/", name.title()) for name in SECTIONS]
    if new:
        return _village_anew(page, story, sections)
    side = (
        "<table border=1><tr><th>Most Popular</th></tr>"
        + "".join(f"<tr><td>{n}. {anchor(link)}</td></tr>" for n, link in enumerate(page.popular, 1))
        + f"</table><table border=1><tr><th>Editors' Picks</th></tr>{items(page.picks, cell)}</table>"
        f"<table border=1><tr><th>See also</th></tr>{items(page.related(), cell)}</table>"
    )
    strip = items(page.ticker, cell)
    return (
        f"<HTML><HEAD>{page.head(jsonld=False)}</HEAD><BODY>"
        f"<table width=100%><tr><td>{anchor(('/', PAPER))}</td>{items(sections, '<td>{}</td>')}<td>{page.weather()}</td></tr></table>"
        f"<table><tr><th>News in brief</th></tr>{strip}</table><table><tr><td valign=top>{story}</td><td valign=top>{side}</td></tr></table>"
        f"<p>Call us: 555 {page.rng.randrange(1000, 9999)}<!-- {page.nonce()} --></BODY></HTML>"
    )


def _village_anew(page: Sheet, story: str, sections: Sequence[Link]) -> str:
    """The tables are gone; there is still not a class on the page."""
    boxes = ("Most Popular", page.popular), ("Editors' Picks", page.picks), ("See also", page.related())
    side = "".join(f"<section><h3>{name}</h3><ol>{items(links)}</ol></section>" for name, links in boxes)
    return (
        f"<!doctype html><html><head>{page.head()}</head><body><header><b>{anchor(('/', PAPER))}</b>"
        f"<nav>{items(sections, '<span>{}</span> ')}</nav><i>{page.weather()}</i>"
        f"<h3>News in brief</h3><ul>{items(page.ticker)}</ul></header><main>{story}</main><aside>{side}</aside>"
        f"<footer>Call us: 555 {page.rng.randrange(1000, 9999)}<!-- {page.nonce()} --></footer></body></html>"
    )


def scripted(page: Sheet) -> str:
    """A shell from the server; the story's words are data in a script."""
    new = page.world.skin == "new"
    data: dict[str, object] = {"build": page.nonce(), "locale": "en", "flags": {"ads": page.rng.random() < 0.5}}
    if page.story:
        blocks = [{"type": "paragraph", "content": part} for part in page.parts]
        data["story"] = {
            "headline": page.title,
            "byline": page.story.author,
            "publishedAt": page.story.published.isoformat(),
            "updatedAt": page.story.modified.isoformat(),
            "content": blocks,
            "views": page.rng.randrange(9999),
        }
        data["related"] = [{"url": path, "headline": words} for path, words in page.related()]
    text = json.dumps({"props": {"pageProps": data}}).replace("</", "<\\/")
    cards = "" if page.story else f'<ul class="river">{items(page.cards)}</ul>'
    kind = "shell-v2" if new else "shell"
    return (
        f"<!doctype html><html lang=en><head>{page.head()}</head><body><div id={kind}>"
        f'<nav class="{kind}-nav">{anchor(("/", PAPER))}</nav><ul class="{kind}-strip" aria-label="Latest">{items(page.ticker)}</ul>'
        f'<div id="root">{cards}<noscript>Please switch JavaScript on.</noscript></div>'
        f'<aside class="{kind}-aside"><h2>Most Popular</h2><ol>{items(page.popular)}</ol><h2>Editors\' Picks</h2><ol>{items(page.picks)}</ol></aside>'
        f'</div><script id="__NEXT_DATA__" type="application/json">{text}</script></body></html>'
    )

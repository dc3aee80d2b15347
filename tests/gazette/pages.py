"""The pages of the paper: what they hold, in the order in which every style shows it. A style says in which elements."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape

from gazette import wild
from gazette.styles import STYLES, Style
from gazette.world import SECTIONS, Line, Piece, World

BLOG = "/live/orrin-flood-minute-by-minute"
_FREE = 2  # paragraphs in front of a paywall
_FILLER = "var q=q||[];q.push({k:'%s',v:[1,2,3],f:function(a){return a&&a.b?a.b(1):null}});"


@dataclass(frozen=True)
class Printer:
    """Prints pages of a world for one request."""

    world: World
    base: str
    rng: random.Random

    @property
    def style(self) -> Style:
        return STYLES[self.world.skin]

    @property
    def label(self) -> dict[str, str]:
        return self.world.lexicon.label

    def e(self, role: str, *inner: str, **slots: str) -> str:
        """An element of the style; `id` and `href` are filled in where it has them."""
        text = self.style.elements[role].replace("{inner}", "".join(inner))
        for name, value in slots.items():
            text = text.replace("{" + name + "}", value)
        return text.replace("{rnd}", f"{self.rng.getrandbits(28):07x}") + "\n"

    # Pages

    def article(self, piece: Piece, *, cut: bool = False) -> str:
        words = [self._words(part, dressed=piece.id in self.world.dressed) for part in piece.parts]
        if cut and len(words) > _FREE:
            body = "".join(self.e("p", part) for part in words[:_FREE]) + self.e("wall", escape(self.label["wall"]))
        else:
            words = [wild.inline(part, self.world, self.rng) for part in words]
            body = self._with_boxes(piece, [self.e("p", part) for part in words])
        title = wild.title(piece, self.world, self.rng)
        by = self.e(
            "byline",
            f"{self.label['by']} {wild.author(piece, self.world)}{self.style.gap}",
            self.e("ago", self._ago(piece.at)),
        )
        inside = self.style.byline_inside
        head = self.e("title", escape(title)) + self.e("dek", escape(piece.dek)) + ("" if inside else by)
        figure = self.e("figure", escape(wild.caption(piece, self.world)), id=str(piece.id))
        body = self.e("body", by if inside else "", body)
        counts = self.e("counts", self.label["reading"].format(self.rng.randrange(20, 900)), " · ", self._comments())
        story = self.e("article", head, figure, body, counts, id=str(piece.id))
        return self._page(piece.path, piece.title, story + self._related(piece), self._meta(piece, cut=cut))

    def front(self) -> str:
        cards = "".join(map(self._card, self.world.newest()[:30]))
        top = self.e("teaser", self._link(BLOG, self.world.blog_title), "")
        return self._page("/", self.label["front"], self.e("cards", top, cards), "")

    def section(self, name: str) -> str:
        cards = "".join(self._card(p) for p in self.world.newest() if p.path.startswith(f"/{name}/"))
        return self._page(f"/{name}/", name.title(), self.e("cards", cards), "")

    def blog(self) -> str:
        entries = "".join(map(self._entry, self.world.blog))
        head = self.e("title", escape(self.world.blog_title))
        updates = [
            {
                "@type": "BlogPosting",
                "headline": line.text[:40],
                "datePublished": line.at.isoformat(),
                "articleBody": line.text,
                "url": f"{self.base}{BLOG}#e{line.id}",
            }
            for line in self.world.blog
        ]
        data = {"@type": "LiveBlogPosting", "headline": self.world.blog_title, "liveBlogUpdate": updates}
        meta = _jsonld(data) if self.style.jsonld else ""
        return self._page(BLOG, self.world.blog_title, self.e("blog", head, entries), meta)

    def notice(self, path: str) -> str:
        head = self.e("title", escape(self.label["gone_title"]))
        return self._page(path, self.label["gone_title"], self.e("cards", head, self.e("p", self.label["gone"])), "")

    def wall(self, what: str) -> str:
        """A page that is none of the paper's own."""
        title, words = escape(self.label[f"{what}_title"]), escape(self.label[what])
        number = f"{self.rng.getrandbits(64):x}"
        return (
            f"<!doctype html><html><head><title>{title}</title><script>x='{number}'</script></head>"
            f"<body><div id=box><h1>{title}</h1><p>{words}</p><p>Ref. {number}</p></div></body></html>"
        )

    # Pieces of pages

    def _page(self, path: str, title: str, inner: str, meta: str) -> str:
        nonce = f"{self.rng.getrandbits(96):x}"
        language = self.world.lexicon.code
        turn = ' dir="rtl"' if language == "ar" else ""
        canonical = f'<link rel="canonical" href="{self.base}{path}">' if self.style.canonical else ""
        feed = '<link rel="alternate" type="application/rss+xml" href="/feed.rss">'
        filler = "".join(_FILLER % f"{step}{path}" for step in range(90))
        aside = self.e("aside", self._ranked("popular"), self._letter(), self._ranked("picks"))
        shell = self.e("shell", self._top(), self.e("main", inner), aside, self._foot())
        return (
            f'<!doctype html><html lang="{language}"{turn}><head><meta charset="utf-8">'
            f"<title>{escape(title)} - {self.label['front']}</title>{canonical}{feed}{meta}"
            f'<meta name="csrf-token" content="{nonce}"><script nonce="{nonce}">{filler}</script></head><body>'
            f'{self._cookies()}{shell}<script nonce="{nonce}">t("{nonce}",{self.rng.random()})</script></body></html>'
        )

    def _top(self) -> str:
        names = "".join(self.e("nav-item", self._link(f"/{name}/", name.title())) for name in SECTIONS)
        items = "".join(self.e("ticker-item", self._line(line)) for line in self.world.ticker)
        ticker = self.e("ticker", self.e("ticker-label", self.label["ticker"]), self.e("ticker-items", items))
        weather = self.e("weather", f"{self.world.now:%H:%M} · {self.rng.randrange(3, 25)}°")
        return self.e("top", self._link("/", self.label["front"]), self.e("nav", names), weather, ticker)

    def _line(self, line: Line) -> str:
        stories = sorted(set(self.world.pieces) - set(self.world.gone))
        if not self.style.ticker_links:
            return escape(line.text)
        return self._link(self.world.pieces[stories[0]].path + f"?t={line.id}", line.text)

    def _foot(self) -> str:
        return self.e(
            "foot",
            f"© {self.label['front']}. {self.label['legal']} {self.world.now:%Y}" + wild.stamp(self.world, self.rng),
        )

    def _cookies(self) -> str:
        return self.e("cookies", self.label["cookies"], f"<button>{self.label['accept']}</button>")

    def _letter(self) -> str:
        return self.e("letter", self.label["letter"], f'<input type="hidden" value="{self.rng.getrandbits(40):x}">')

    def _link(self, path: str, words: str, place: str = "") -> str:
        return f'<a href="{wild.address(path, self.world, place, self.rng)}">{escape(words)}</a>'

    def _ranked(self, name: str) -> str:
        ids: Sequence[int] = getattr(self.world, name)
        shown = [self.world.pieces[number] for number in ids]
        rows = (
            self.e("row", self._link(self._path(piece), piece.title, f"{name}-{rank}"), rank=str(rank))
            for rank, piece in enumerate(shown, 1)
        )
        return self.e("list", self.e("list-label", self.label[name]), self.e("rows", *rows))

    def _path(self, piece: Piece) -> str:
        """Lists may lead to the pages for narrow screens, where these say which page they are."""
        return f"/amp{piece.path}" if "amp" in self.world.kinds and self.style.canonical else piece.path

    def _card(self, piece: Piece) -> str:
        return self.e("teaser", self._link(piece.path, piece.title, "card"), self.e("ago", self._ago(piece.at)))

    def _entry(self, line: Line) -> str:
        time = f'<time datetime="{line.at.isoformat()}">{line.at:%H:%M}</time>'
        return self.e("entry", self.e("entry-head", time), self.e("p", escape(line.text)), id=f"e{line.id}")

    def _related(self, piece: Piece) -> str:
        others = [other for other in self.world.newest() if other.id != piece.id]
        some = self.rng.sample(others, min(4, len(others)))
        return self.e("related", self.e("related-label", self.label["related"]), *map(self._card, some))

    def _with_boxes(self, piece: Piece, parts: list[str]) -> str:
        """Advertisements anywhere and anew at each request; one link to another story in the middle."""
        if len(parts) > 2:
            others = [other for other in self.world.newest() if other.id != piece.id]
            other = others[piece.id % len(others)]
            parts.insert(
                len(parts) // 2, self.e("read", f"{self.label['read']}: ", self._link(other.path, other.title))
            )
            for place in sorted(self.rng.sample(range(1, len(parts)), min(2, len(parts) - 1)), reverse=True):
                parts.insert(place, self._advertisement())
            for extra in wild.between(piece, self.world, self.rng, others):
                parts.insert(self.rng.randrange(1, len(parts)), extra)
        return "".join(parts)

    def _advertisement(self) -> str:
        number = self.rng.randrange(2, 10**6)
        return self.e("ad", self.e("ad-label", self.label["ad"]), self.e("ad-text", self.label["offer"].format(number)))

    def _words(self, text: str, *, dressed: bool) -> str:
        text = escape(text, quote=False)
        if not dressed:
            return text
        first, _, rest = text.replace("“", "&quot;").replace("”", "&quot;").partition(" ")
        return f"<span>{first}</span>&nbsp;<em>{rest}</em>"

    def _ago(self, then: datetime) -> str:
        return self.label["ago"].format(int((self.world.now - then).total_seconds() // 3600) + self.rng.randrange(2))

    def _comments(self) -> str:
        return self.label["comments"].format(self.rng.randrange(90))

    def _meta(self, piece: Piece, *, cut: bool) -> str:
        meta = ""
        if self.style.og:
            meta += '<meta property="og:type" content="article">'
            meta += f'<meta property="og:title" content="{escape(piece.title)}">'
            meta += f'<meta property="article:published_time" content="{piece.at.isoformat()}">'
        if self.style.jsonld:
            data = {
                "@type": "NewsArticle",
                "headline": piece.title,
                "datePublished": piece.at.isoformat(),
                "dateModified": piece.changed.isoformat(),
                "author": {"@type": "Person", "name": piece.author},
            }
            meta += _jsonld(data | ({"isAccessibleForFree": False} if cut else {}))
        return meta


def _jsonld(data: dict[str, object]) -> str:
    graph = {"@context": "https://schema.org", "@graph": [data, {"@type": "WebSite", "name": "x"}]}
    return f'<script type="application/ld+json">{json.dumps(graph)}</script>'.replace("</p", "<\\/p")


def feed(world: World, base: str, label: dict[str, str]) -> str:
    items = "".join(_item(piece, base) for piece in world.newest()[:20])
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{label["front"]}</title>{items}</channel></rss>'


def _item(piece: Piece, base: str) -> str:
    date = piece.at.strftime("%a, %d %b %Y %H:%M:%S +0000")
    link = f"{base}{piece.path}"
    return f"<item><title>{escape(piece.title)}</title><link>{link}</link><guid>{link}</guid><pubDate>{date}</pubDate></item>"


def sitemap(world: World, base: str, more: Iterable[str]) -> str:
    rows = [f"<url><loc>{base}{p.path}</loc><lastmod>{p.changed.isoformat()}</lastmod></url>" for p in world.newest()]
    rows += [f"<url><loc>{base}{path}</loc></url>" for path in more]
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="{space}">{"".join(rows)}</urlset>'

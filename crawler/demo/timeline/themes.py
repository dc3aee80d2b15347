"""Markup at random: how a site names its elements, and which of the usual shapes it gives to each part of a page."""

from __future__ import annotations

import random
import string
import zlib

from crawler.classes import dataclass
from crawler.demo.timeline.words import chance


@dataclass(frozen=True, slots=True)
class Dress:
    """Small changes of markup that change no word."""

    curly: bool = False  # typographic quotation marks
    nbsp: bool = False  # no-break spaces after numbers
    hyphens: bool = False  # soft hyphens inside long words
    bold: bool = False  # inline elements around words
    wrapper: str = ""  # one more element around the article


@dataclass(frozen=True, slots=True)
class Theme:
    """A layout. Every choice is made once for a site, and again when it is redesigned."""

    seed: int
    naming: str  # semantic, block, hashed, module, utility, none
    main: str  # tag of the element around the article
    article: str  # tag of the article's own element
    wrappers: int
    body: str  # p, div (one for each paragraph), br (all in one, set apart by <br><br>)
    subhead: str
    byline: str  # top, bottom, header
    time: str  # machine, relative, text
    ticker: str  # ul, ol, div, nested
    ticker_links: bool
    list_form: str  # ol, cards, headings, table
    list_heading: str
    list_place: str  # aside, below, footer
    aside_first: bool
    jsonld: bool
    og: bool
    box: str  # a box of links between the paragraphs: none, aside, paragraph
    related: str  # a list of links behind the article: none, ul, cards
    cookie: str  # none, top, bottom
    ads: str  # none, box, plain
    promo: str  # none, box, plain
    caption: bool
    counters: bool
    share: bool
    lead: bool  # whether the standfirst is shown

    def cls(self, role: str) -> str:
        """The class attribute of an element that plays `role`, with a leading space, or nothing."""
        value = self._value(role)
        return f' class="{value}"' if value else ""

    def _value(self, role: str) -> str:
        rng = random.Random(zlib.crc32(f"{self.seed} {role}".encode()))  # noqa: S311 - decoration
        prefix = _PREFIXES[self.seed % len(_PREFIXES)]
        match self.naming:
            case "semantic":
                names = _SEMANTIC.get(role, (role,))
                return names[self.seed % len(names)]
            case "block":
                return f"{prefix}-{role}__inner {prefix}-{role}"
            case "hashed":
                return f"css-{_token(rng, 6)}"
            case "module":
                return f"{role.title().replace('-', '')}_{role}__{_token(rng, 5)}"
            case "utility":
                return " ".join(rng.sample(_UTILITY, 3))
        return ""


_PREFIXES = ("tl", "c", "news", "wp-block", "o")
_UTILITY = (
    "flex",
    "mt-4",
    "text-lg",
    "px-2",
    "w-full",
    "md:grid",
    "font-serif",
    "leading-7",
    "border-t",
    "bg-white",
    "gap-6",
)
_SEMANTIC: dict[str, tuple[str, ...]] = {
    "body": ("article-body", "story-content", "entry-content", "text"),
    "paragraph": ("paragraph", "story-text", "", "body-text"),
    "article": ("article", "story", "post", "single-article"),
    "ticker": ("ticker", "breaking-bar", "topline", "news-strip"),
    "list": ("most-read", "ranking", "box-popular", "widget-list"),
    "ad": ("ad-slot", "advert", "banner-box", "ads"),
    "related": ("related", "more-on-this", "read-more", "see-also"),
    "byline": ("byline", "author", "meta", "signature"),
    "lead": ("lead", "standfirst", "teaser-text", "intro"),
    "cookie": ("cookie-banner", "consent-box", "privacy-note", "cc-window"),
    "promo": ("membership", "support-box", "newsletter-box", "join-us"),
}


def draw_theme(rng: random.Random) -> Theme:
    naming = rng.choice(("semantic", "semantic", "block", "hashed", "module", "utility", "none"))
    return Theme(
        seed=rng.randrange(10_000),
        naming=naming,
        main=rng.choice(("main", "main", "div")),
        article="article" if naming == "none" else rng.choice(("article", "article", "div", "section")),
        wrappers=rng.randrange(4),
        body=rng.choice(("p", "p", "p", "div", "br")),
        subhead=rng.choice(("h2", "h3", "h2")),
        byline=rng.choice(("top", "bottom", "header")),
        time=rng.choice(("machine", "relative", "text")),
        ticker=rng.choice(("ul", "ol", "div", "nested")),
        ticker_links=chance(rng, 0.7),
        list_form=rng.choice(("ol", "cards", "headings", "table")),
        list_heading=rng.choice(("h2", "h3", "h4", "div")),
        list_place=rng.choice(("aside", "aside", "below", "footer")),
        aside_first=chance(rng, 0.2),
        jsonld=chance(rng, 0.6),
        og=chance(rng, 0.7),
        box=rng.choice(("none", "aside", "paragraph")),
        related=rng.choice(("none", "ul", "cards")),
        cookie=rng.choice(("none", "top", "bottom")),
        ads=rng.choice(("none", "box", "plain")),
        promo=rng.choice(("none", "box", "plain")),
        caption=chance(rng, 0.6),
        counters=chance(rng, 0.6),
        share=chance(rng, 0.5),
        lead=chance(rng, 0.7),
    )


def _token(rng: random.Random, length: int) -> str:
    """Letters and at least one figure, as style compilers make them."""
    letters = [rng.choice(string.ascii_letters) for _ in range(length - 1)]
    return "".join([letters[0], str(rng.randrange(10)), *letters[1:]])

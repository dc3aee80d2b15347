"""What stands on the pages of real papers beside their words, and comes and goes without an edit; by kind.

Each timeline draws some of the kinds. Where a kind stands in place of a page, the page is not seen; an old copy from a
cache is seen as what it is; of a headline that is tried out on readers the alternation may be told.
"""

from __future__ import annotations

import random
from collections.abc import Collection
from html import escape

from gazette.world import Piece, World

BETWEEN = ("boxes", "readers", "pulled", "inline", "greeting")
AROUND = ("stamp", "trackers", "captions", "linked", "dressed", "amp")
INSTEAD = ("maintenance", "teased", "abroad")
CACHED = ("caches", "trial")
KINDS = (*BETWEEN, *AROUND, *INSTEAD, *CACHED)
DRAWN = 7

# (sweep, kind): pages that answer otherwise.
FAULTS = ((2, "maintenance"), (4, "abroad"), (6, "teased"))
DRESSED_AT, CAPTIONED_AT = 5, 2


def draw_kinds(rng: random.Random) -> frozenset[str]:
    return frozenset(rng.sample(KINDS, DRAWN))


def title(piece: Piece, world: World, rng: random.Random) -> str:
    """A headline of which two wordings are tried out on readers."""
    other = world.trials.get(piece.id)
    return other if other is not None and rng.random() < 0.5 else piece.title


def caption(piece: Piece, world: World) -> str:
    """Pictures get other captions when somebody finds a better one."""
    turned = "captions" in world.kinds and world.hour >= CAPTIONED_AT and piece.id % 3 == 0
    return (piece.parts[0] if turned else piece.dek)[:60]


def author(piece: Piece, world: World) -> str:
    name = escape(piece.author)
    return f'<a href="/people/{piece.author.split()[-1].lower()}">{name}</a>' if is_linked(world) else name


def is_linked(world: World) -> bool:
    """From some hour on bylines lead to a page of the author."""
    return "linked" in world.kinds and world.hour >= DRESSED_AT


def address(path: str, world: World, place: str, rng: random.Random) -> str:
    """A link as a page shows it: with where it stood, and with who looked."""
    if "trackers" not in world.kinds or not place:
        return path
    return f"{path}?ref={place}&amp;utm_campaign=c{rng.randrange(10**6)}"


def stamp(world: World, rng: random.Random) -> str:
    if "stamp" not in world.kinds:
        return ""
    return f" {world.now:%Y-%m-%d %H:%M}:{rng.randrange(60):02} ({rng.randrange(20, 900)} ms, n{rng.randrange(40)})"


def between(piece: Piece, world: World, rng: random.Random, others: Collection[Piece]) -> list[str]:
    """Markup that stands anywhere between two paragraphs, anew at each request."""
    label, found = world.lexicon.label, []
    if "boxes" in world.kinds and rng.random() < 0.7:
        some = rng.sample(sorted(others, key=lambda other: other.id), 3)
        links = "".join(f'<li><a href="{other.path}">{escape(other.title)}</a></li>' for other in some)
        found.append(f'<div class="lazy-box"><h4>{label["related"]}</h4><ul>{links}</ul></div>')
    if "readers" in world.kinds:
        found.append(f"<p>{label['reading'].format(rng.randrange(20, 900))}</p>")
    if "pulled" in world.kinds:
        sentence = rng.choice(piece.parts).split(". ")[0]
        found.append(f'<aside class="pullquote"><blockquote>{escape(sentence, quote=False)}</blockquote></aside>')
    if "greeting" in world.kinds:
        found.append(f'<div class="hello">{label["front"]}: #{rng.randrange(10**6)}</div>')
    return found


def inline(words: str, world: World, rng: random.Random) -> str:
    """The label of an advertisement inside of a paragraph, between two of its words."""
    if "inline" not in world.kinds or rng.random() < 0.97 or "<" in words or " " not in words:
        return words
    cut = words.split(" ")
    place = rng.randrange(1, len(cut))
    number = f"{rng.getrandbits(30):x}"
    mark = f'<span class="ad-slot" id="ad-{number}" data-google-query-id="{number}">{world.lexicon.label["ad"]}</span>'
    return " ".join([*cut[:place], mark, *cut[place:]])


def instead(kind: str, piece: Piece, world: World) -> str:
    """A page in place of the article."""
    label = world.lexicon.label
    head = f"<!doctype html><html><head><title>{label['front']}</title></head><body>"
    if kind == "teased":
        words = f"<h1>{escape(piece.title)}</h1><p>{escape(piece.parts[0])}</p><p>{label['consent']}</p>"
        return f"{head}<main>{words}<button>{label['accept']}</button></main></body></html>"
    return f"{head}<h1>{label['front']}</h1><p>{label[kind]}</p></body></html>"


def amp(piece: Piece, world: World, base: str) -> str:
    """The same words for narrow screens, at an address of its own."""
    canonical = f'<link rel="canonical" href="{base}{piece.path}">'
    paragraphs = "".join(f"<p>{escape(part, quote=False)}</p>" for part in piece.parts)
    head = f'<meta charset="utf-8"><title>{escape(piece.title)}</title>{canonical}'
    body = f"<h1>{escape(piece.title)}</h1><h2>{escape(piece.dek)}</h2><amp-ad></amp-ad>{paragraphs}"
    return f"<!doctype html><html amp><head>{head}</head><body><article>{body}</article></body></html>"

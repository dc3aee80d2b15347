"""The paper at any size, for measuring: N article pages of some 25 kB, and an edition that changes every body.

As a program it serves itself: it prints its address, then obeys lines on standard input, `edition N` and `stop`,
and answers each with `ok`. So a benchmark can keep the server out of the process that it measures.
"""

from __future__ import annotations

import argparse
import gzip
import random
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache

from crawler.demo.model import EDITORS_PICKS, MOST_POPULAR, SECTIONS, Part, SiteState, Story
from crawler.demo.newspaper import Newspaper
from crawler.demo.script import START
from crawler.demo.server import DemoServer
from crawler.demo.site import state_at
from crawler.demo.web import Request, Response

PARAGRAPHS = 12
VARIANTS = 3  # renderings of a page that differ in noise, served in turn

_WHO = ("The harbour master", "A baker", "The county", "Her neighbour", "The archivist", "A pilot", "The choir")
_DID = ("counted", "promised", "lost", "mended", "inherited", "painted", "described", "refused", "auctioned")
_WHAT = ("nets", "ledgers", "lamps", "barges", "chimneys", "tickets", "kettles", "bridges", "apple trees", "clocks")
_WHERE = ("behind the mill", "at low tide", "on the moor", "in the chapel", "by the canal", "above the bakery")
_WHY = ("because the ferry was late", "to nobody's surprise", "as in most years", "after a long vote", "for a bet")


class ScaleSite:
    """`pages` articles beside the paper's usual furniture. Pages are rendered once for each edition, then kept.

    `etags`: half of the articles carry validators and answer 304, as in the paper; by default none does.
    """

    def __init__(self, pages: int, *, edition: int = 1, noise: bool = True, etags: bool = False) -> None:
        self.pages = pages
        self.edition = edition
        self.noise = noise
        self.etags = etags
        self._rendered: dict[tuple[int, str, int], tuple[Response, bytes]] = {}
        self._served: dict[str, int] = {}  # path → how often
        self._paper = Newspaper(lambda _now: state_of(self.pages, self.edition), light=True)

    def respond(self, request: Request) -> Response:
        if self.etags and "if-none-match" in request.headers:
            return self._paper.respond(request)
        served = self._served[request.path] = self._served.get(request.path, -1) + 1
        variant = served % VARIANTS if self.noise else 0  # never the same bytes twice in a row
        return self._kept(request, variant) or self._paper.respond(request)

    def warm(self, request: Request) -> None:
        """Renders every page of the edition, so that no measurement pays for it."""
        self._rendered.clear()
        for story in state_of(self.pages, self.edition).stories.values():
            for variant in range(VARIANTS if self.noise else 1):
                self._kept(replace(request, path=story.path), variant)

    def _kept(self, request: Request, variant: int) -> Response | None:
        key = self.edition, request.path, variant
        if key not in self._rendered:
            answer = self._paper.respond(replace(request, seed=f"{request.path} {variant}"))
            if answer.status != 200 or not answer.content_type.startswith("text/html"):  # noqa: PLR2004 - HTTP's OK
                return None
            kept = replace(answer, headers=answer.headers if self.etags else {})
            self._rendered[key] = kept, gzip.compress(answer.body, 1, mtime=0)
        plain, zipped = self._rendered[key]
        if "gzip" in request.headers.get("accept-encoding", ""):
            return replace(plain, body=zipped, headers={**plain.headers, "Content-Encoding": "gzip"})
        return plain


@lru_cache(maxsize=4)
def state_of(pages: int, edition: int) -> SiteState:
    """The site with `pages` articles (8 at least), whose bodies all tell the number of the `edition`."""
    stories = {story.id: story for story in (_story(number, edition) for number in range(max(pages, 8)))}
    ids = tuple(stories)
    return replace(
        state_at(START),
        stories=stories,
        lists={MOST_POPULAR: ids[:5], EDITORS_PICKS: ids[5:8]},
        ticker=tuple(replace(teaser, story="") for teaser in state_at(START).ticker),
    )


def _story(number: int, edition: int) -> Story:
    rng = random.Random(number)  # noqa: S311 - filler, and it must be the same each time
    paragraphs = [" ".join(_sentence(rng) for _ in range(rng.randrange(2, 5))) for _ in range(PARAGRAPHS)]
    paragraphs[4] += f" The count stood at {1000 + 7 * edition} when edition {edition} went to press."
    published = START - timedelta(minutes=number)
    return Story(
        id=f"story-{number}",
        section=tuple(SECTIONS)[number % len(SECTIONS)],
        slug=f"{rng.choice(_WHAT).replace(' ', '-')}-{rng.choice(_DID)}-{number}",
        title=f"{rng.choice(_WHO)} {rng.choice(_DID)} {number + 2} {rng.choice(_WHAT)} {rng.choice(_WHERE)}",
        standfirst=_sentence(rng),
        authors=("Maren Ostrey",),
        published=published,
        modified=published,
        changed=START + timedelta(minutes=edition),
        caption=_sentence(rng),
        parts=tuple(Part("p", paragraph) for paragraph in paragraphs),
    )


def _sentence(rng: random.Random) -> str:
    number = rng.randrange(2, 9000)
    who, did, what, where, why = (rng.choice(words) for words in (_WHO, _DID, _WHAT, _WHERE, _WHY))
    return (
        f"{who} {did} {number} {what} {where}, {why}, and {rng.choice(_DID)} {rng.randrange(90)} {rng.choice(_WHAT)}."
    )


def warm(server: DemoServer, site: ScaleSite, now: datetime = START) -> None:
    """Renders every page of the site as `server` will send it."""
    site.warm(Request("/", now, server.base.removeprefix("http://")))


def main() -> None:
    options = argparse.ArgumentParser(description="Serve the demo paper with many pages, for benchmarks.")
    options.add_argument("--pages", type=int, default=500)
    options.add_argument("--port", type=int, default=0)
    options.add_argument("--etags", action="store_true", help="half of the articles answer 304")
    options.add_argument("--quiet", action="store_true", help="no noise: the same bytes at every request")
    chosen = options.parse_args()
    site = ScaleSite(chosen.pages, noise=not chosen.quiet, etags=chosen.etags)
    with DemoServer(site, port=chosen.port) as server:
        warm(server, site)
        _say(server.base)
        for line in sys.stdin:
            match line.split():
                case ["edition", number] if number.isdecimal():
                    site.edition = int(number)
                    warm(server, site)
                case ["stop"]:
                    break
                case _:
                    _say("unknown: say `edition N` or `stop`")
                    continue
            _say("ok")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()

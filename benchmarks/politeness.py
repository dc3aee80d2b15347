"""A polite crawl of many local sites at once, with real delays: does any host see two requests too close together, and
how long does the whole take beside what the slowest host needs for itself?

Run by hand: python benchmarks/politeness.py [--sites 20] [--stories 20] [--delay 1.0]. Every fourth host is slow to
answer, every fifth asks for a longer Crawl-delay, one answers 429 with Retry-After in the middle. Times are from the
servers' own logs.
"""

from __future__ import annotations

import argparse
import logging
import tempfile
import time
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from crawler.config import load_config
from crawler.demo.hamlet import Hamlet
from crawler.demo.server import DemoServer
from crawler.demo.web import Request, Response
from crawler.lock import run_lock
from crawler.profile import load_profiles
from crawler.runs import CrawlPlan, crawl
from crawler.store import open_archive

SLOW = 0.8  # seconds to an answer
CRAWL_DELAY = 1.5  # times the delay of the profiles
RETRY_AFTER = 5


class Refusing:
    """Refuses one request, once."""

    def __init__(self, site: Hamlet) -> None:
        self.site = site
        self.refused = 0.0

    def respond(self, request: Request) -> Response:
        answer = self.site.respond(request)
        if not self.refused and len(self.site.visits) > 5:
            self.refused = time.monotonic()
            return Response(429, headers={"Retry-After": str(RETRY_AFTER)})
        return answer


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--sites", type=int, default=20)
    options.add_argument("--stories", type=int, default=20)
    options.add_argument("--delay", type=float, default=1.0)
    chosen = options.parse_args()
    logging.getLogger("scrapy").setLevel(logging.ERROR)
    with ExitStack() as stack:
        data = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        sites, refusing = settle(stack, data, chosen.sites, chosen.stories, chosen.delay)
        stack.enter_context(run_lock(data))
        archive = stack.enter_context(closing(open_archive(data / "archive.db")))
        profiles = list(load_profiles(data / "sites").profiles.values())
        began = time.monotonic()
        runs = crawl(CrawlPlan(archive, data, profiles, load_config(data, {}), clock=lambda: datetime.now(UTC)))
        took = time.monotonic() - began
    pages = sum(run.good for run in runs)
    print(f"{pages} pages of {len(sites)} sites in {took:.1f} s")
    print(f"{'host':6} {'asks for':>8} {'answers in':>10} {'requests':>8} {'smallest gap':>12} {'mean gap':>8}  broken")
    for site in sites:
        promised = max(chosen.delay, CRAWL_DELAY * chosen.delay if site.robots else 0.0)
        gaps = [later - earlier for (_, earlier), (_, later) in pairwise(site.visits)]
        print(
            f"{site.name:6} {promised:8.2f} {site.latency:10.2f} {len(site.visits):8} {min(gaps):12.3f} "
            f"{sum(gaps) / len(gaps):8.3f}  {sum(gap < promised for gap in gaps)}"
        )
    after = min(at for _, at in refusing.site.visits if at > refusing.refused) - refusing.refused
    print(f"after 429 with Retry-After {RETRY_AFTER} the host was asked again after {after:.3f} s")
    needs = {site.name: need(site, chosen.delay) for site in sites}
    slowest = max(needs, key=lambda name: needs[name])
    print(
        f"the slowest host, {slowest}, needs {needs[slowest]:.1f} s for itself: {took / needs[slowest]:.2f} times that"
    )


def settle(stack: ExitStack, data: Path, count: int, stories: int, delay: float) -> tuple[list[Hamlet], Refusing]:
    (data / "sites").mkdir()
    sites = []
    refusing = None
    for number in range(count):
        site = Hamlet(f"h{number:02}", stories=stories, latency=SLOW if number % 4 == 3 else 0.0)
        if number % 5 == 4:
            site.robots = f"User-agent: *\nCrawl-delay: {CRAWL_DELAY * delay}\n"
        refusing = Refusing(site) if number == 0 else refusing
        server = stack.enter_context(DemoServer(refusing if number == 0 else site, host=f"127.0.0.{number + 2}"))
        (data / "sites" / f"{site.name}.toml").write_text(f'url = "{server.base}/"\n[crawl]\ndelay = {delay}\n')
        sites.append(site)
    assert refusing is not None
    return sites, refusing


def need(site: Hamlet, delay: float) -> float:
    """Seconds that the requests a host saw take at least: each its answer, and the rest that was promised between."""
    promised = max(delay, CRAWL_DELAY * delay if site.robots else 0.0)
    return len(site.visits) * (promised + site.latency)


if __name__ == "__main__":
    main()

"""What conditional requests save, and whether a change of a list is missed for them: bytes and requests of each sweep.

Run by hand: python benchmarks/conditional.py [--stories 60] [--sweeps 9]. A site of so many stories with a feed and a
list, Most Read, that stands beside the stories and not on the front page, is swept every hour with everything asked
for. Every second hour one story is edited and the list changes. Its stories have no ETag; one over the whole page; one
over the article alone, so that a page answers 304 while the list on it is another.
"""

from __future__ import annotations

import argparse
import logging
import tempfile
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import repeat
from pathlib import Path

from crawler.config import load_config
from crawler.demo.hamlet import Hamlet
from crawler.demo.script import START
from crawler.demo.server import DemoServer
from crawler.demo.web import Request, Response
from crawler.profile import load_profile
from crawler.runs import CrawlPlan, crawl_once, run_process
from crawler.spiders.process import CrawlProcess
from crawler.store import open_archive


@dataclass
class Counting:
    """Counts what a site answers; `deaf`: it knows nothing of conditions, as if nobody had sent any."""

    site: Hamlet
    deaf: bool
    requests: int = 0
    bytes: int = 0
    unchanged: int = 0
    kinds: Counter[str] = field(default_factory=Counter)

    def respond(self, request: Request) -> Response:
        headers = {} if self.deaf else request.headers
        answer = self.site.respond(Request(request.path, request.now, request.host, headers, request.seed))
        self.requests += 1
        self.bytes += len(answer.body)
        self.unchanged += answer.status == 304
        return answer


def sweep_all(tags: str, stories: int, sweeps: int, *, deaf: bool) -> Counting:
    counting = Counting(Hamlet("marl", stories=stories, feed=True, tags=tags, ranking=(0, 1, 2, 3, 4)), deaf)
    with tempfile.TemporaryDirectory() as folder, DemoServer(counting) as server:
        data = Path(folder)
        (data / "sites").mkdir()
        (data / "sites" / "marl.toml").write_text(f'url = "{server.base}/"\n[crawl]\ndelay = 0.0\n')

        async def main(process: CrawlProcess) -> None:
            for number in range(sweeps):
                profile = load_profile(data / "sites" / "marl.toml")
                clock = repeat(START + timedelta(hours=number)).__next__
                plan = CrawlPlan(archive, data, [profile], load_config(data, {}), True, clock=clock)
                (run,) = await crawl_once(process, plan)
                counting.kinds.update(alert.kind for alert in run.alerts)
                if number == 0:  # the first sight is no sweep
                    counting.requests = counting.bytes = counting.unchanged = 0
                if number % 2:
                    continue
                counting.site.edit(number % stories)
                counting.site.ranking = tuple((number + place) % stories for place in (1, 3, 2, 5, 4))

        with closing(open_archive(data / "archive.db")) as archive:
            run_process(main)
    return counting


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--stories", type=int, default=60)
    options.add_argument("--sweeps", type=int, default=9)
    options.add_argument("--one", nargs=2, metavar=("TAGS", "DEAF"), help="one line of the table, in this process")
    chosen = options.parse_args()
    logging.getLogger("scrapy").setLevel(logging.ERROR)
    if chosen.one:
        tags, deaf = chosen.one[0].replace("none", ""), chosen.one[1] == "yes"
        show(chosen.one[0], sweep_all(tags, chosen.stories, chosen.sweeps, deaf=deaf), chosen.sweeps - 1)
        return
    import subprocess
    import sys

    print(
        f"{'ETag covers':12} {'conditions':10} {'requests':>8} {'304':>6} {'kB':>8}  told, of {chosen.sweeps // 2} each"
    )
    for tags in ("none", "page", "article"):
        for deaf in ("yes", "no"):
            sizes = ["--stories", str(chosen.stories), "--sweeps", str(chosen.sweeps)]
            subprocess.run([sys.executable, __file__, "--one", tags, deaf, *sizes], check=True)


def show(tags: str, counting: Counting, sweeps: int) -> None:
    each = (counting.requests / sweeps, counting.unchanged / sweeps, counting.bytes / sweeps / 1000)
    told = ", ".join(f"{count} {kind}" for kind, count in sorted(counting.kinds.items()))
    conditions = "ignored" if counting.deaf else "answered"
    print(f"{tags:12} {conditions:10} {each[0]:8.1f} {each[1]:6.1f} {each[2]:8.1f}  {told}", flush=True)


if __name__ == "__main__":
    main()

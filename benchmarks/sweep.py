"""A sweep over local pages: first sight, everything changed, nothing changed; beside Scrapy fetching and doing nothing.

Run by hand (`make bench`). Every measured sweep is a process of its own, the server another, so CPU time and peak
memory are the crawler's alone. Trust the ratios and CPU per page; wall times depend on the machine.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PROFILE = 'url = "{base}/"\n[crawl]\ndelay = 0.0\nmax_pages_per_run = 100000\n'


@dataclass(frozen=True)
class Figures:
    name: str
    pages: int
    wall: float
    cpu: float
    peak: float  # MB

    @property
    def per_page(self) -> float:
        """Milliseconds of CPU a page, all included: the start and the end of the process are spread over the pages."""
        return self.cpu / self.pages * 1000


class Server:
    """The scale site in a process of its own, told what to do by lines."""

    def __init__(self, pages: int, *, quiet: bool, etags: bool) -> None:
        flags = ["--quiet"] * quiet + ["--etags"] * etags
        self.process = subprocess.Popen(
            [sys.executable, "-m", "crawler.demo.scale", "--pages", str(pages), *flags],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.base = self._answer()

    def _answer(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def edition(self, number: int) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"edition {number}\n")
        self.process.stdin.flush()
        self._answer()

    def stop(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write("stop\n")
        self.process.stdin.close()
        self.process.wait(10)


@contextmanager
def serving(pages: int, *, quiet: bool, etags: bool = False) -> Iterator[Server]:
    server = Server(pages, quiet=quiet, etags=etags)
    try:
        yield server
    finally:
        server.stop()


def measure(name: str, *worker: str) -> Figures:
    """Run a worker in a process of its own and read its own account of itself."""
    done = subprocess.run([sys.executable, __file__, "--worker", *worker], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{name} failed:\n{done.stderr[-3000:]}")
    plain = json.loads(done.stdout.strip().splitlines()[-1])
    return Figures(name, plain["pages"], plain["wall"], plain["cpu"], plain["peak"])


# Workers: what is measured


def work_crawl(data: str, _base: str) -> int:
    import os
    from contextlib import closing

    from crawler.collecting import uncollected

    with uncollected():  # as the command does
        from crawler.config import load_config
        from crawler.lock import run_lock
        from crawler.profile import load_profile
        from crawler.runs import CrawlPlan, crawl, deliver_all
        from crawler.store import open_archive

    folder = Path(data)
    config = load_config(folder, os.environ)
    with run_lock(folder), closing(open_archive(folder / "archive.db")) as archive:
        plan = CrawlPlan(archive, folder, [load_profile(folder / "sites" / "scale.toml")], config, everything=True)
        runs = crawl(plan)
        deliver_all(archive, config, folder)
    pages = runs[0].record.pages
    sys.stderr.write(f"{runs[0].line}\n")
    return sum(pages.values())


def work_bare(_data: str, base: str, *, tuned: bool = True) -> int:
    """Scrapy fetching the same pages and doing nothing with them."""
    import re
    from importlib.util import find_spec
    from urllib.request import urlopen

    import scrapy
    from scrapy.crawler import AsyncCrawlerProcess

    with urlopen(f"{base}/sitemap.xml") as answer:
        urls = re.findall(r"<loc>(.*?)</loc>", answer.read().decode())
    seen: list[int] = []

    class Bare(scrapy.Spider):
        name = "bare"

        async def start(self):  # type: ignore[no-untyped-def]  # noqa: ANN202
            for url in urls:
                yield scrapy.Request(url)

        def parse(self, response):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
            seen.append(len(response.body))

    settings = {"LOG_LEVEL": "WARNING", "TELNETCONSOLE_ENABLED": False, "REMOTE_CONTROL_ENABLED": False}
    if tuned:
        settings |= {"CONCURRENT_ITEMS": 1, "COOKIES_ENABLED": False, "METAREFRESH_ENABLED": False}
        settings |= {"ASYNCIO_EVENT_LOOP": "uvloop.Loop"} if find_spec("uvloop") else {}
    process = AsyncCrawlerProcess(settings)
    process.crawl(Bare)
    process.start()
    return len(seen)


def worker(kind: str, data: str, base: str) -> None:
    import time

    started = time.perf_counter()
    pages = {"crawl": work_crawl, "bare": work_bare}[kind](data, base)
    wall = time.perf_counter() - started
    usage = resource.getrusage(resource.RUSAGE_SELF)
    print(
        json.dumps(
            {"pages": pages, "wall": wall, "cpu": usage.ru_utime + usage.ru_stime, "peak": usage.ru_maxrss / 1024}
        )
    )


def compile_sources() -> None:
    """The package's byte code, as an installer leaves it: where PYTHONDONTWRITEBYTECODE is set, as in many containers,
    every process would otherwise compile a checkout anew, and that would be measured."""
    import compileall

    import crawler

    compileall.compile_dir(Path(crawler.__file__).parent, quiet=1)


def sweep(pages: int) -> list[Figures]:
    compile_sources()
    figures = []
    with tempfile.TemporaryDirectory() as data, serving(pages, quiet=False) as server:
        _profile(data, server.base)
        figures.append(measure("Scrapy alone, noisy pages", "bare", data, server.base))
        figures.append(measure("(a) first sight", "crawl", data, server.base))
        server.edition(2)
        figures.append(measure("(b) everything changed", "crawl", data, server.base))
        figures.append(measure("(c) nothing changed but noise", "crawl", data, server.base))
        size = sum(p.stat().st_size for p in Path(data).glob("archive.db*"))
        sys.stderr.write(f"archive: {size / 1e6:.2f} MB after two editions of {pages} articles\n")
    with tempfile.TemporaryDirectory() as data, serving(pages, quiet=True, etags=True) as server:
        _profile(data, server.base)
        figures.append(measure("Scrapy alone, quiet pages", "bare", data, server.base))
        measure("(first)", "crawl", data, server.base)
        measure("(second)", "crawl", data, server.base)
        figures.append(measure("(c) nothing changed at all", "crawl", data, server.base))
    return figures


def _profile(data: str, base: str) -> None:
    folder = Path(data) / "sites"
    folder.mkdir()
    (folder / "scale.toml").write_text(PROFILE.format(base=base), encoding="ascii")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pages", type=int, default=500)
    options.add_argument("--worker", nargs=3, metavar=("KIND", "DATA", "BASE"), help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.worker:
        worker(*chosen.worker)
        return
    print(f"{'':<32}{'pages':>7}{'pages/s':>9}{'ms CPU a page':>15}{'x Scrapy':>10}{'peak MB':>9}")
    bare = 0.0
    for each in sweep(chosen.pages):
        bare = each.per_page if each.name.startswith("Scrapy") else bare
        print(
            f"{each.name:<32}{each.pages:>7}{each.pages / each.wall:>9.0f}{each.per_page:>15.2f}"
            f"{each.per_page / bare:>10.2f}{each.peak:>9.0f}"
        )


if __name__ == "__main__":
    main()

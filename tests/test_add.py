"""`add`: what a newcomer is shown, and what happens where a site is not as it should be. Real servers, one process."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.blocks import read_document
from crawler.cli import run as presswatch
from crawler.demo.server import DemoServer
from crawler.demo.web import Request, Response
from crawler.model import Capture
from crawler.profile import load_profile
from crawler.render.columns import WIDTH, width

PAGES = Path(__file__).parent / "sites/lantern/fixtures/pages"
PATHS = {
    "/": "front",
    "/harbour/rope-walk/": "rope",
    "/town/well-in-the-square/": "well",
    "/weather/late-frost/": "frost",
}
FEED = """<rss version="2.0"><channel><title>x</title><item><title>The rope walk closes after two centuries</title>
<link>{base}/harbour/rope-walk/</link></item></channel></rss>"""
NOW = datetime(2026, 5, 12, 8, tzinfo=UTC)
NAMED = '<link rel="alternate" type="application/rss+xml" href="/rss.xml"></head>'

Answer = Callable[[Request], Response]


@dataclass(frozen=True)
class Lantern:
    """The Lantern, its links made this server's; `answers`, by path, come before its pages."""

    answers: Mapping[str, Answer]
    head: str = "</head>"

    def respond(self, request: Request) -> Response:
        if (answer := self.answers.get(request.path)) is not None:
            return answer(request)
        if (name := PATHS.get(request.path)) is None:
            return Response(404, b"<h1>Not found</h1>")
        page = (PAGES / f"{name}.html").read_text(encoding="utf-8").replace("</head>", self.head)
        return Response(200, page.replace("https://lantern.example", request.base).encode())


def text(words: str, kind: str = "text/plain", status: int = 200) -> Answer:
    return lambda request: Response(status, words.replace("{base}", request.base).encode(), kind)


SITES = {
    "whole": Lantern(
        {"/robots.txt": text("User-agent: *\nCrawl-delay: 0.1\n"), "/rss.xml": text(FEED, "application/rss+xml")}, NAMED
    ),
    "bare": Lantern({}),
    "pdf": Lantern({"/": text("%PDF-1.7", "application/pdf")}),
    "forbids": Lantern({"/robots.txt": text("User-agent: *\nDisallow: /\n")}),
    "closed": Lantern({"/robots.txt": text("", status=503)}),
    "broken": Lantern({"/": text("<h1>Sorry</h1>", "text/html", 500)}),
    "hostile": Lantern({"/": text("<title>\x1b[2J\u202eEvil\x07 & co</title><p>Nothing.</p>", "text/html")}),
}

# All sites are probed in one process, without a delay, each by the spider that `add` runs.
SCRIPT = """
import asyncio, json, sys
from pathlib import Path
from scrapy.crawler import Crawler
import crawler.adding as adding
from crawler.errors import PresswatchError
from crawler.runs import base_settings, run_process
from crawler.spiders.probe import Probe, ProbeSpider
from crawler.spiders.session import utc_now

urls, data = json.loads(sys.argv[1]), Path(sys.argv[2])
probes = {url: Probe(url) for url in urls.values()}

async def main(process):
    settings = base_settings()
    settings.setdict({"ITEM_PIPELINES": {}, "DOWNLOAD_DELAY": 0, "RETRY_ENABLED": False}, priority="cmdline")
    crawls = (process.crawl(Crawler(ProbeSpider, settings), probe=probe, clock=utc_now) for probe in probes.values())
    await asyncio.gather(*crawls)

run_process(main)
adding.probe_site = lambda url: probes[url]

def add(name, url):
    try:
        return list(adding.add_site(data / name, url, None)), ""
    except PresswatchError as error:
        return [], str(error)

print(json.dumps({name: add(name, url) for name, url in urls.items()}))
"""


@dataclass(frozen=True)
class Shown:
    lines: list[str]
    error: str
    sites: Path

    @property
    def words(self) -> str:
        return " ".join(" ".join(self.lines).split())


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Shown]:
    """What `add` says of each site."""
    data = tmp_path_factory.mktemp("add")
    with ExitStack() as stack:
        urls = {name: f"{stack.enter_context(DemoServer(site)).base}/" for name, site in SITES.items()}
        away = Lantern({"/": lambda _: Response(302, headers={"Location": urls["hostile"]})})
        urls["away"] = f"{stack.enter_context(DemoServer(away, host='127.0.0.2')).base}/"
        urls["nowhere"] = "http://127.0.0.1:9/"
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT, json.dumps(urls), str(data)],
            capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
    assert done.stderr == ""
    return {name: Shown(*said, data / name / "sites") for name, said in json.loads(done.stdout).items()}


def test_a_newcomer_sees_sources_kinds_lists_and_one_article_with_its_fields(shown):
    told = shown["whole"].words
    assert "robots.txt a delay of 0.1 s is asked for" in told
    assert "/rss.xml (1 entries)" in told
    assert "pages 3 article, 1 front" in told
    assert "containers stand on all of them and are left out of articles" in told
    assert "region Most Read: 3 items 1. The rope walk closes after two centuries 2. A well" in told
    assert "region Ticker: 3 items 1. The bell buoy" in told
    assert "A sample article: page" in told
    assert "title The rope walk closes after two centuries" in told
    assert "authors Ottilie Marsh ← JSON-LD NewsArticle" in told
    assert "captions 1 item" in told
    *found, _wrote, _next = shown["whole"].lines
    assert all(width(line) <= WIDTH or "://" in line for line in found)


def test_only_what_is_not_found_by_itself_is_written(shown):
    (path,) = shown["whole"].sites.iterdir()
    profile = load_profile(path)
    assert profile.name == "The Garrow Lantern"
    assert (profile.feeds, profile.sitemaps, profile.sections, profile.regions.any) == ((), (), (), False)


def test_a_site_without_feeds_says_how_its_articles_are_found(shown):
    told = shown["bare"].words
    assert "feed none found sitemap none found" in told
    assert "new articles are found by the links of the start page" in told
    assert "pages 3 article, 1 front" in told


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("pdf", "application/pdf is not a page (nothing was written; name the start page of a news site"),
        ("forbids", "forbidden by robots.txt (nothing was written; what a site does not want to be fetched"),
        ("closed", "robots.txt cannot be read (status 503), so nothing is asked for (nothing was written; check"),
        ("broken", "status 500 (nothing was written; name the start page"),
        ("nowhere", "connection refused"),
    ],
)
def test_what_cannot_be_probed_is_told_in_one_line_and_nothing_is_written(shown, name, said):
    assert shown[name].lines == []
    assert said in shown[name].error
    assert not shown[name].sites.exists()


def test_a_redirect_to_another_host_is_told_and_that_one_is_the_site(shown):
    assert "leads to another host, and that one is the site from here on" in shown["away"].words
    (path,) = shown["away"].sites.iterdir()
    assert path.stem.startswith("127-0-0-1-")


def test_nothing_of_a_page_reaches_the_terminal_but_its_words(shown):
    told = "".join(shown["hostile"].lines)
    assert "Evil & co" in told
    assert not any(char in told for char in "\x1b\x07\u202e")
    assert "article none could be read" in shown["hostile"].words


@pytest.fixture
def probed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """In place of the probe: who is asked, and an interruption."""
    from crawler import adding
    from crawler.spiders.probe import Probe

    asked: list[str] = []

    def probe(url: str) -> Probe:
        asked.append(url)
        return Probe(url, interrupted=True)

    monkeypatch.setattr(adding, "probe_site", probe)
    return asked


@pytest.mark.parametrize("args", [["ht!tp://"], ["https://example.org/", "--name", "../x"], [""]])
def test_what_is_no_address_or_name_is_told_before_anything_is_fetched(tmp_path, capsys, probed, args):
    assert presswatch(["--data", str(tmp_path), "add", *args]) == 2
    assert capsys.readouterr().err.startswith("presswatch: ")
    assert (probed, list(tmp_path.iterdir())) == ([], [])


def test_an_interruption_writes_nothing(tmp_path, capsys, probed):
    assert presswatch(["--data", str(tmp_path), "add", "example.org"]) == 130
    assert capsys.readouterr().err.strip() == "presswatch: interrupted"
    assert probed == ["https://example.org/"]
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def lantern(monkeypatch: pytest.MonkeyPatch) -> Capture:
    """The Lantern's front page, found by a probe that asks nobody."""
    from crawler import adding
    from crawler.spiders.probe import Probe

    body = (PAGES / "front.html").read_bytes()
    capture = Capture("https://lantern.example/", NOW, headers={"content-type": "text/html"}, body=body)
    probe = Probe(capture.url, front=read_document(capture), captures=[capture])
    monkeypatch.setattr(adding, "probe_site", lambda _: probe)
    return capture


def test_a_profile_that_is_there_is_left_as_it_is(tmp_path, lantern):
    from crawler import adding

    path = tmp_path / "sites" / "lantern.toml"
    path.parent.mkdir()
    path.write_text('url = "https://lantern.example/"  # mine\n')
    told = list(adding.add_site(tmp_path, lantern.url, None))
    assert f"{path} is there already and was left as it is" in told
    assert path.read_text() == 'url = "https://lantern.example/"  # mine\n'


@pytest.mark.parametrize(
    ("front", "titles", "name"),
    [
        ("News | The Lantern", ["Frost at night | The Lantern"], "The Lantern"),
        ("The Lantern – news of the bay", ["Frost at night – The Lantern"], "The Lantern"),
        ("The Lantern | News of the bay", ["Frost at night"], "The Lantern"),
        ("The Lantern", [], "The Lantern"),
        ("", ["", "Frost"], ""),
    ],
)
def test_a_site_is_called_what_its_pages_titles_have_in_common(front, titles, name):
    from crawler.model import Document, Head
    from crawler.spiders.probe import Probe

    url = "https://lantern.example/"
    probe = Probe(url, front=Document(url, (), head=Head(title=front)), titles=titles)
    assert probe.name == name
    named = Document(url, (), head=Head(title=front, meta={"og:site_name": ("Lantern",)}))
    assert Probe(url, front=named, titles=titles).name == "Lantern"


def test_who_reads_only_the_first_line_has_a_profile_all_the_same(tmp_path, lantern):
    """`presswatch add URL | head -1` ends with the first line that is read no more."""
    from crawler import adding

    next(adding.add_site(tmp_path, lantern.url, None))
    assert (tmp_path / "sites" / "lantern.toml").exists()

"""Crawls end to end: what is asked for, what is left alone, and each real change told exactly once."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from uuid import uuid4

import pytest
from lab import FIVE, SITE, Lab, SmallPaper, change_five, served

from crawler.config import AlertsConfig
from crawler.demo.events import reword
from crawler.demo.web import Request, Response
from crawler.ingest import ingest


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """The paper as every test finds it, crawled once."""
    with served(SmallPaper()) as server:
        made = Lab(tmp_path_factory.mktemp("first") / "data", server)
        made.configure()
        made.crawl()
        yield made


@pytest.fixture
def paper() -> SmallPaper:
    return SmallPaper()


@pytest.fixture
def lab(first: Lab, paper: SmallPaper, tmp_path: Path) -> Lab:
    """A new data folder, and a paper in its first state, served at the address where it was crawled."""
    first.server.site = paper
    first.server.log.clear()
    made = Lab(tmp_path / "data", first.server)
    made.configure()
    return made


@pytest.fixture
def known(lab: Lab, first: Lab) -> Lab:
    """The same after the first crawl, an hour later."""
    shutil.copytree(first.folder, lab.folder, dirs_exist_ok=True)
    lab.later(60)
    return lab


ARTICLES = ("/city/", "/coast/", "/business/")


def article_paths(paths: list[str]) -> set[str]:
    return {path for path in paths if path.startswith(ARTICLES) and path not in ARTICLES}


# -- noise and truth -----------------------------------------------------------------------------------------------


def test_a_site_on_which_nothing_but_noise_changed_gives_no_version_and_no_alert(known: Lab) -> None:
    versions = known.version_count()
    for _ in range(2):
        again = known.crawl()
        assert (again.outcome, again.kinds, again.problems) == ("ok", [], [])
        known.later(50)
    assert known.version_count() == versions
    known.assert_sound()


def test_five_changes_give_five_alerts_once_however_often_they_are_seen(known: Lab, paper: SmallPaper) -> None:
    change_five(paper)
    assert known.crawl().kinds == FIVE
    known.later(50)
    assert known.crawl().kinds == []
    known.assert_sound()
    assert len(known.logged()) == 5


def test_the_demo_tells_every_scripted_change_once_and_nothing_else(tmp_path: Path, lab: Lab) -> None:
    run = lab.presswatch("--data", str(tmp_path / "demo"), "demo")
    assert (run.returncode, run.stderr) == (0, "")
    table = {
        line.split()[0]: [int(cell) for cell in line.split()[1:]]
        for line in run.stdout.splitlines()
        if line[:4] in {"all ", "list", "live", "arti", "site"} and line.split()[-1].isdecimal()
    }
    scripted, alerted, missing, false = table["all"]
    assert scripted == alerted > 30
    assert (missing, false) == (0, 0)
    assert len(list((tmp_path / "demo" / "demo" / "mails").glob("*.eml"))) >= 5


def test_scrapy_crawl_does_the_same_as_presswatch_crawl(lab: Lab, paper: SmallPaper, tmp_path: Path) -> None:
    ours, theirs = lab, Lab(tmp_path / "other", lab.server)
    theirs.configure()
    ours.crawl()
    runs = [theirs.presswatch("crawl", "site", "-a", f"site={SITE}", command=("-m", "scrapy"))]
    change_five(paper)
    runs += [
        ours.presswatch("crawl", SITE, "--all"),
        theirs.presswatch("crawl", "site", "-a", f"site={SITE}", "-a", "all=1", command=("-m", "scrapy")),
    ]
    assert [run.returncode for run in runs] == [0] * 3, [run.stderr for run in runs]
    assert "Traceback" not in "".join(run.stderr for run in runs)
    told = [sorted((alert.kind, alert.url, alert.summary) for alert in each.alerts()) for each in (ours, theirs)]
    assert told[0] == told[1]
    assert [kind for kind, *_ in told[0]] == FIVE
    assert ours.version_count() == theirs.version_count()
    ours.assert_sound()
    theirs.assert_sound()


# -- what is asked for ---------------------------------------------------------------------------------------------


def test_pages_with_validators_are_asked_for_conditionally_and_304_is_a_look(known: Lab) -> None:
    again = known.crawl()
    hits = list(known.server.log)
    assert any(hit.conditional and hit.status == 304 for hit in hits)
    assert again.pages["unchanged"] == sum(hit.status == 304 for hit in hits)
    with known.archive() as archive:
        looked = {page.url: page.last_good for page in archive.pages(SITE) if page.kind == "article"}
    assert set(looked.values()) == {known.now}


def test_an_edit_is_seen_though_its_page_was_answered_304_before(known: Lab, paper: SmallPaper) -> None:
    known.crawl()
    known.later(60)
    etagged = [hit.path for hit in known.server.log if hit.status == 304]
    edited = next(name for name in paper.state.stories if paper.path(name) in etagged)
    first = paper.state.stories[edited].parts[0].text
    paper.edit(edited, reword(first, first.replace(".", ", it was said later.")))
    assert known.crawl().kinds == ["article.changed"]


def test_a_run_that_is_told_to_stop_before_its_first_request_was_interrupted(known: Lab) -> None:
    with known.archive() as archive:
        before = {page.url: page.misses for page in archive.pages(SITE)}
    stopped = known.crawl(settings={"EXTENSIONS": {"lab.StopsEarly": 0}})
    assert (stopped.outcome, stopped.kinds) == ("interrupted", [])
    with known.archive() as archive:
        assert {page.url: page.misses for page in archive.pages(SITE)} == before


def read_by_another_program(lab: Lab) -> None:
    """What is stored was read by rules of another name."""
    with lab.archive() as archive:
        plain = json.loads(archive.meta(SITE, "reader") or "")
        archive.set_meta(SITE, "reader", json.dumps({**plain, "rules": "those of a year ago"}))


def test_after_an_update_each_page_is_asked_for_whole_once_and_nothing_is_told(known: Lab) -> None:
    read_by_another_program(known)
    versions = known.version_count()
    conditional = []
    for _ in range(2):
        since = len(known.server.log)
        assert known.crawl().kinds == []
        conditional.append(sum(hit.conditional for hit in list(known.server.log)[since:] if article_paths([hit.path])))
        known.later(60)
    assert conditional[0] == 0 < conditional[1]
    assert known.version_count() == versions
    known.assert_sound()


def test_after_an_update_what_words_were_replaced_by_is_told_once(known: Lab, paper: SmallPaper) -> None:
    read_by_another_program(known)
    change_five(paper)
    # Another order, or entries that stand on the page all the same, may be the reading's doing.
    assert known.crawl().kinds == [kind for kind in FIVE if kind != "list.changed"]
    known.later(50)
    assert known.crawl().kinds == []
    known.assert_sound()


def test_after_an_update_all_is_told_where_raw_captures_are_kept(lab: Lab, paper: SmallPaper) -> None:
    lab.configure("[archive]\nwarc = true\n[crawl]\ndelay = 0.0\n")
    lab.crawl()
    lab.later(60)
    read_by_another_program(lab)
    change_five(paper)
    assert lab.crawl().kinds == FIVE
    lab.later(50)
    assert lab.crawl().kinds == []
    lab.assert_sound()


def test_what_robots_txt_disallows_is_never_asked_for(lab: Lab, paper: SmallPaper) -> None:
    blocked = paper.path("rent-index-rises")
    rules = f"User-agent: *\nDisallow: {blocked}\nDisallow: /live/\n"
    paper.also["/robots.txt"] = Response(200, rules.encode(), "text/plain")
    outcome = lab.crawl()
    assert outcome.outcome == "ok"
    assert blocked not in lab.asked()
    assert not any(path.startswith("/live/") for path in lab.asked())
    assert len(article_paths(lab.asked())) == len(paper.state.stories) - 1
    assert lab.server.log[0].path == "/robots.txt"
    assert all("Presswatch" in hit.agent for hit in lab.server.log)


def test_a_crawl_delay_of_robots_txt_wins_over_a_shorter_one_of_the_profile(lab: Lab, paper: SmallPaper) -> None:
    lab.configure("[crawl]\ndelay = 0.01\nmax_pages_per_run = 1\n")
    paper.also["/robots.txt"] = Response(200, b"User-agent: *\nCrawl-delay: 0.15\n", "text/plain")
    lab.crawl()
    times = [hit.at for hit in lab.server.log if hit.path != "/robots.txt"]
    gaps = [later - earlier for earlier, later in pairwise(times)]
    assert len(gaps) >= 4
    assert min(gaps[1:]) > 0.1


def test_a_sitemap_that_only_robots_txt_names_is_read(lab: Lab, paper: SmallPaper) -> None:
    base = lab.server.base
    lost = paper.path("theatre-deficit")
    hidden = f"{lost.rstrip('/')}-letters/"
    paper.also["/robots.txt"] = Response(200, f"User-agent: *\nSitemap: {base}/maps/all.xml\n".encode(), "text/plain")
    paper.also["/maps/all.xml"] = Response(
        200,
        f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{base}{hidden}</loc></url></urlset>'.encode(),
        "application/xml",
    )
    lab.crawl()
    assert "/maps/all.xml" in lab.asked()
    assert hidden in lab.asked()


def test_other_hosts_are_never_asked_for_whoever_names_them(lab: Lab, paper: SmallPaper) -> None:
    """By links, a feed, a sitemap, a canonical link, or a redirect."""
    with served(SmallPaper()) as other:
        foreign = f"http://localhost:{other.port}"
        links = "".join(
            f'<li><a href="{foreign}/city/foreign-{n}/">A story that stands on another site, {n}</a></li>'
            for n in range(5)
        )
        paper.also["/city/"] = Response(
            200, f"<!DOCTYPE html><title>City</title><h1>City</h1><ul>{links}</ul>".encode()
        )
        entry = f"<item><title>Elsewhere</title><link>{foreign}/coast/elsewhere/</link></item>"
        paper.also["/rss.xml"] = Response(
            200, f'<rss version="2.0"><channel><title>x</title>{entry}</channel></rss>'.encode(), "application/rss+xml"
        )
        urls = f"<url><loc>{foreign}/coast/mapped/</loc></url>"
        paper.also["/sitemap.xml"] = Response(
            200,
            f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'.encode(),
            "application/xml",
        )
        leaving = paper.path("theatre-deficit")
        paper.also[leaving] = Response(302, headers={"Location": f"{foreign}{leaving}"})
        outcome = lab.crawl()
        assert list(other.log) == []
    assert leaving in lab.asked()
    assert any(leaving in problem and "localhost" in problem for problem in outcome.problems)
    with lab.archive() as archive:
        assert all("localhost" not in page.url for page in archive.pages(SITE))


@pytest.mark.parametrize("everything", [True, False], ids=["all", "due"])
def test_files_that_were_taken_in_are_never_asked_for(known: Lab, tmp_path: Path, *, everything: bool) -> None:
    body = "The council met on Tuesday to weigh the cost of the new quay, and forty boats had come.\n" * 4
    local, abroad = tmp_path / "notes.txt", tmp_path / "abroad.html"
    local.write_text(f"A day at the quay\n{body}", "utf-8")
    head = '<link rel=canonical href="http://127.0.0.2:9/abroad/">'
    abroad.write_text(f"<html><head>{head}</head><body><article><h1>Quay</h1><p>{body}</p></article></body></html>")
    with known.archive() as archive:
        paths = [local, abroad]
        ingest(archive, paths, profiles={}, config=AlertsConfig(), site=SITE, at=known.now - timedelta(days=9))
        assert sum(page.url.startswith(("file:", "http://127.0.0.2")) for page in archive.pages(SITE)) == 2
    told = known.crawl(everything=everything)
    assert (told.outcome, told.kinds, told.problems) == ("ok", [], [])


def test_a_run_stops_at_its_number_of_pages_and_the_next_goes_on(lab: Lab, paper: SmallPaper) -> None:
    lab.configure("[crawl]\ndelay = 0.0\nmax_pages_per_run = 4\n")
    seen: set[str] = set()
    for _ in range(3):
        start = len(lab.server.log)
        lab.crawl(everything=False)
        new = article_paths(lab.asked(start)) - seen
        assert len(new) <= 4
        seen |= new
        lab.later(1)
    assert seen == {paper.path(name) for name in paper.state.stories}


def test_a_flood_of_new_links_keeps_no_edit_and_no_removal_from_being_seen(known: Lab, paper: SmallPaper) -> None:
    known.configure("[crawl]\ndelay = 0.0\nmax_pages_per_run = 12\n")
    floods = iter(range(100))

    def flooded(request: Request) -> Response:
        number = next(floods)
        links = (f"/city/wreck-of-the-barque-{number:02}{each:03}/" for each in range(60))
        return Response(
            200, "".join(f'<p><a href="{link}">Wreck of the barque raised</a></p>' for link in links).encode()
        )

    paper.also["/city/"] = flooded
    paper.edit("herring-quota-cut", reword("18,400 tonnes", "16,800 tonnes"))
    paper.also[paper.path("theatre-deficit")] = Response(404)
    told: list[str] = []
    for _ in range(4):
        known.later(12 * 60)
        told += known.crawl(everything=False).kinds
    assert sorted(told) == ["article.changed", "article.removed"]


def test_links_that_were_always_dead_are_asked_for_ever_more_rarely(known: Lab, paper: SmallPaper) -> None:
    links = [f"/city/wreck-of-the-barque-{each:05}/" for each in range(8)]
    paper.also["/city/"] = linking(*links)
    asked = [asked_of(known, links) for _ in range(9)]
    assert asked == [8, 8, 8, 0, 8, 0, 0, 0, 8]  # at once, to confirm, and as long as they are linked after 1, 2, 4 …
    paper.also["/city/"] = Response(200, b"<p>Nothing new in the city.</p>")
    assert [asked_of(known, links) for _ in range(9)] == [0] * 9


def test_a_page_that_was_linked_too_early_is_found_when_it_is_there(known: Lab, paper: SmallPaper) -> None:
    path = "/city/theatre-reopens-at-last/"
    paper.also["/city/"] = linking(path)
    assert [asked_of(known, [path], minutes=20) for _ in range(3)] == [1, 1, 0]
    paper.also[path] = Response(200, b"<h1>The theatre reopens</h1>" + b"<p>Forty players stood on the stage.</p>" * 9)
    assert asked_of(known, [path]) == 1
    with known.archive() as archive:
        record = archive.page(SITE, known.server.base + path)
        assert record is not None
        assert record.state == "known"


def linking(*paths: str) -> Callable[[Request], Response]:
    """A section that is other bytes at each request."""
    links = "".join(f'<p><a href="{path}">The theatre reopens at last</a></p>' for path in paths)
    return lambda request: Response(200, f"{links}<!-- {uuid4()} -->".encode())


def test_a_run_over_everything_asks_for_links_that_were_always_dead_when_they_are_due_alone(
    known: Lab, paper: SmallPaper
) -> None:
    links = [f"/city/wreck-of-the-barque-{each:05}/" for each in range(8)]
    paper.also["/city/"] = linking(*links)
    assert [asked_of(known, links) for _ in range(2)] == [8, 8]
    paper.also["/city/"] = Response(200, b"<p>Nothing new in the city.</p>")
    gone = paper.path("theatre-deficit")
    paper.also[gone] = Response(410)
    assert [asked_of(known, [gone, *links], minutes=20, everything=True) for _ in range(3)] == [1, 1, 1]
    assert asked_of(known, links, minutes=48 * 60, everything=True) == 8


def asked_of(lab: Lab, paths: Sequence[str], minutes: float = 60, *, everything: bool = False) -> int:
    """How many of the paths a run asks for, so long after the last."""
    lab.later(minutes)
    start = len(lab.server.log)
    lab.crawl(everything=everything)
    return sum(path in paths for path in lab.asked(start))


def test_where_nothing_is_due_no_article_is_asked_for(known: Lab) -> None:
    known.crawl()
    start = len(known.server.log)
    known.later(1)
    known.crawl(everything=False)
    assert "/" in known.asked(start)
    assert article_paths(known.asked(start)) == set()
    start = len(known.server.log)
    known.later(60 * 24)
    known.crawl(everything=False)
    assert article_paths(known.asked(start))


def test_only_the_pages_named_are_asked_for(known: Lab, paper: SmallPaper) -> None:
    paper.edit("herring-quota-cut", reword("18,400 tonnes", "16,800 tonnes"))
    url = known.server.base + paper.path("herring-quota-cut")
    assert known.crawl(everything=False, urls=(url,)).kinds == ["article.changed"]
    assert set(known.asked()) == {paper.path("herring-quota-cut")}


def test_a_missing_page_is_believed_gone_when_seen_missing_twice(known: Lab, paper: SmallPaper) -> None:
    paper.withdraw("old-market-roof", 404)
    paper.withdraw("seal-rescue-record", 410)
    paper.reorder("Most Popular", "herring-quota-cut", "rent-index-rises", "night-trams-return")
    kinds = []
    for _ in range(3):
        known.later(60)
        kinds.append(
            [(alert.kind, alert.change.get("how")) for alert in known.crawl().alerts if alert.kind != "list.changed"]
        )
    assert kinds == [[("article.removed", "410")], [("article.removed", "404")], []]


def test_an_outage_is_told_once_and_its_end_once_and_nothing_else(known: Lab, paper: SmallPaper) -> None:
    good = paper.respond
    told = []
    for down in (True, True, False, False):
        known.later(30)
        paper.respond = (lambda request: Response(503, b"Service unavailable")) if down else good  # type: ignore[method-assign]
        told.append(known.crawl().kinds)
    assert told == [["site.degraded"], [], ["site.recovered"], []]

"""What a hostile or broken page may do: be told in one line. The run goes on, and good pages are recorded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from lab import FIVE, SITE, Lab, Outcome, SmallPaper, change_five, served
from smtp_server import free_port

from crawler.demo.traps import TRAPS
from crawler.demo.web import Response
from crawler.settings import ITEM_PIPELINES

QUICK = {"DOWNLOAD_TIMEOUT": 6, "RETRY_TIMES": 0}
SAID = {
    "huge": "larger than",
    "deep": "nested too deep",
    "charset": "charset",
    "truncated": "cut off",
    "slow": "in time",
    "loop": "redirect",
    "binary": "not text",
    "empty": "empty",
}


@pytest.fixture(scope="module")
def paper() -> SmallPaper:
    return SmallPaper()


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory, paper: SmallPaper) -> Iterator[Lab]:
    """A site whose feed announces all the traps beside its good stories."""
    with served(paper) as server:
        made = Lab(tmp_path_factory.mktemp("hostile") / "data", server)
        made.configure()
        yield made


@pytest.fixture(scope="module")
def run(lab: Lab, paper: SmallPaper) -> Outcome:
    links = "".join(
        f"<item><title>A page of the kind {name}</title><link>{lab.server.base}/trap/{name}</link></item>"
        for name in TRAPS
    )
    feed = f'<rss version="2.0"><channel><title>The Tarrow Ledger</title>{links}</channel></rss>'
    paper.also["/rss.xml"] = Response(200, feed.encode(), "application/rss+xml")
    return lab.crawl(settings=QUICK)


@pytest.mark.parametrize("name", TRAPS)
def test_every_trap_is_told_in_exactly_one_line_that_names_it(lab: Lab, run: Outcome, name: str) -> None:
    told = [problem for problem in run.problems if f"/trap/{name}" in problem]
    assert len(told) == 1, run.problems
    assert SAID[name] in told[0]
    assert "\n" not in told[0]
    assert told[0].count("http") == 1


def test_nothing_else_is_told_and_the_run_comes_to_its_end(run: Outcome) -> None:
    assert run.outcome == "ok"
    assert len(run.problems) == len(TRAPS)
    assert run.alerts == []


def test_the_good_pages_beside_the_traps_are_recorded(lab: Lab, run: Outcome, paper: SmallPaper) -> None:
    with lab.archive() as archive:
        titles = {version.state.title for version in archive.all_versions(SITE) if hasattr(version.state, "paragraphs")}
        assert {story.title for story in paper.state.stories.values()} <= titles
        assert archive.check() == []


def test_traps_that_are_named_with_url_stop_no_run_either(lab: Lab, run: Outcome, paper: SmallPaper) -> None:
    good = paper.path("herring-quota-cut")
    urls = tuple(
        lab.server.base + path for path in ("/trap/truncated", good, "/trap/binary", "/trap/loop", "/trap/empty")
    )
    lab.later(1)
    again = lab.crawl(urls=urls, settings=QUICK)
    assert len(again.problems) == 4
    assert again.pages["ok"] + again.pages.get("unchanged", 0) == 1


def test_half_a_page_is_no_edit(lab: Lab, run: Outcome, paper: SmallPaper) -> None:
    """A body that breaks off in the middle, with the length that was promised and without."""
    path = paper.path("rent-index-rises")
    whole = lab.server.respond(path, {"host": lab.server.base.removeprefix("http://")}).body
    paper.also[path] = Response(200, whole[: len(whole) // 2], length=len(whole))
    lab.later(1)
    cut = lab.crawl(urls=(lab.server.base + path,), settings=QUICK)
    assert (cut.alerts, len(cut.problems)) == ([], 1)
    assert "cut off" in cut.problems[0]
    del paper.also[path]
    lab.later(1)
    assert lab.crawl(urls=(lab.server.base + path,), settings=QUICK).alerts == []


# -- faults of our own -----------------------------------------------------------------------------------------------


def test_a_bug_that_shows_on_one_page_costs_that_page_and_a_line_not_the_run(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    paper = SmallPaper()
    with served(paper) as server:
        lab = Lab(tmp_path / "data", server)
        lab.configure()
        lab.crawl()
        lab.later(60)
        change_five(paper)
        broken = lab.crawl(settings={"ITEM_PIPELINES": {**ITEM_PIPELINES, "lab.Faulty": 150}})
        assert (broken.outcome, broken.kinds) == ("ok", FIVE)
        (told,) = broken.problems
        assert "theatre-deficit" in told
        assert "RuntimeError" in told
        assert "Traceback" not in "".join(capfd.readouterr())


def test_a_disk_that_is_full_ends_the_run_in_one_line_and_the_next_goes_on(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    paper = SmallPaper()
    with served(paper) as server:
        lab = Lab(tmp_path / "data", server)
        lab.configure()
        lab.crawl()
        lab.later(60)
        change_five(paper)
        full = lab.start(largest_file=(lab.folder / "archive.db").stat().st_size // 2).result()
        assert full.status == 1
        assert "archive" in full.error
        assert "\n" not in full.error
        assert "Traceback" not in "".join(capfd.readouterr())
        lab.later(1)
        assert lab.crawl().kinds == FIVE
        lab.assert_sound()


# -- the command line ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("command", "data"),
    [(["crawl"], "a file/data"), (["ingest", "page.txt"], "a file/data"), (["ingest", "page.txt"], "/proc/presswatch")],
)
def test_a_data_folder_that_cannot_be_written_is_one_line_and_status_1_or_2(
    lab: Lab, tmp_path: Path, command: list[str], data: str
) -> None:
    (tmp_path / "a file").write_text("in the way")
    (tmp_path / "page.txt").write_text("A headline of a page\n\nAnd a line of text below it.\n")
    args = [str(tmp_path / arg) if arg == "page.txt" else arg for arg in command]
    if command[0] == "ingest":
        args += ["--site", "x"]
    done = lab.presswatch("--data", str(tmp_path / data), *args)
    assert done.returncode in {1, 2}
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.startswith("presswatch: ")


def test_a_site_that_does_not_answer_is_a_line_a_hint_and_status_1(lab: Lab, tmp_path: Path) -> None:
    dead = Lab(tmp_path / "data", lab.server)
    dead.configure()
    profile = dead.folder / "sites" / f"{SITE}.toml"
    profile.write_text(f'url = "http://127.0.0.1:{free_port()}/"\n[crawl]\ndelay = 0.0\n', "utf-8")
    done = dead.presswatch("crawl")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "refused" in done.stderr
    assert "presswatch: no page could be read" in done.stderr.splitlines()[-1]

"""`explain`: what the archive proves of a look, and what it can't tell again."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from crawler.cli import presswatch
from crawler.config import AlertsConfig
from crawler.errors import PresswatchError
from crawler.explaining import Explained, explain, explained_record, show_explained
from crawler.explaining.kept import NOT_KEPT
from crawler.ingest import ingest
from crawler.keeper import Keeper
from crawler.model import Capture, CaptureRecord, PageRecord, Redirect, Verdict
from crawler.recorder import Recorder, SiteSetup
from crawler.recorder.articles import AGREED, NO_EDIT, NOISE
from crawler.render.columns import WIDTH, width
from crawler.store import Archive, open_archive
from crawler.warc import Exchange

PAGES = Path(__file__).parent / "sites/lantern/fixtures/pages"
BASE = "https://lantern.example"
PATHS = {
    "rope": "/harbour/rope-walk/",
    "well": "/town/well-in-the-square/",
    "frost": "/weather/late-frost/",
    "school": "/town/night-school/",
    "front": "/",
}
ROPE = BASE + PATHS["rope"]
T0 = datetime(2026, 5, 12, 8, tzinfo=UTC)
NEWS = '<li><a href="/town/kiosk/">A kiosk opens that sells nothing but string</a></li>'
HTML = {"content-type": "text/html; charset=utf-8"}


@dataclass
class Paper:
    """The Lantern, crawled every hour into an archive; `edits` are what its pages say otherwise by now."""

    archive: Archive
    data: Path
    hours: int = 0
    edits: dict[str, tuple[str, str]] = field(default_factory=dict)
    answers: dict[str, Capture] = field(default_factory=dict)  # in place of the page
    keeper: Keeper | None = None

    @property
    def now(self) -> datetime:
        return T0 + timedelta(hours=self.hours)

    def capture(self, name: str) -> Capture:
        text = (PAGES / f"{name}.html").read_text(encoding="utf-8")
        before, after = self.edits.get(name, ("", ""))
        assert before in text
        made = Capture(
            BASE + PATHS[name], self.now, 200, HTML, text.replace(before, after).encode() if before else text.encode()
        )
        return replace(self.answers[name], url=made.url, fetched_at=self.now) if name in self.answers else made

    def kept(self, capture: Capture) -> Capture:
        """As a crawl keeps it, where it keeps raw captures."""
        if self.keeper is None or not capture.body:
            return capture
        return self.keeper.keep(capture, [Exchange(capture.url, 200, tuple(capture.headers.items()), capture.body)])

    def recorder(self, *, second_looks: bool = False) -> Recorder:
        setup = SiteSetup("lantern", f"{BASE}/", ("lantern.example",), route=lambda *_: {"log": "desk"})
        return Recorder(self.archive, setup, second_looks=second_looks)

    def crawl(self, *, second: str = "") -> None:
        """`second`: what the second fetch of a page has in place of the first one's edited words."""
        recorder = self.recorder(second_looks=bool(second))
        for name in PATHS:
            recorder.take(self.kept(self.capture(name)))
        for url in recorder.wanted_again():
            name = next(name for name, path in PATHS.items() if BASE + path == url)
            again = self.capture(name)
            if name in self.edits:
                again = replace(again, body=again.body.replace(self.edits[name][1].encode(), second.encode()))
            recorder.take(again)
        recorder.finish(self.now)
        self.hours += 1

    def explain(self, url: str = ROPE, at: datetime | None = None) -> Explained:
        page = self.archive.page("lantern", url)
        assert isinstance(page, PageRecord)
        return explain(self.archive, page, at, data=self.data)

    def told(self, url: str = ROPE, at: datetime | None = None) -> str:
        lines = list(show_explained(self.explain(url, at)))
        assert all(width(line) <= WIDTH or "://" in line for line in lines)
        return " ".join(" ".join(lines).split())


@pytest.fixture
def paper(tmp_path: Path) -> Iterator[Paper]:
    with open_archive(tmp_path / "archive.db") as archive:
        made = Paper(archive, tmp_path)
        made.crawl()
        yield made


def test_a_first_look_has_nothing_to_be_compared_with(paper):
    told = paper.told()
    assert "verdict ok" in told
    assert "read with template generation 1 of 5 pages" in told
    assert "article: version 1" in told
    assert "there was nothing to compare it with" in told
    assert "nothing was recorded as changed" in told
    assert NOT_KEPT in told


def test_an_edit_is_told_with_its_versions_its_alert_and_where_that_went(paper):
    paper.edits["rope"] = ("18,000", "13,000")
    paper.crawl(second="13,000")
    found = paper.explain()
    (compared,) = found.compared
    assert (compared.before.number, compared.after.number) == (1, 2)
    (told,) = found.told
    assert told.alert.kind == "article.changed"
    assert [delivery["channel"] for delivery in told.deliveries] == ["log"]
    words = paper.told()
    assert AGREED in words
    assert "changed Silent edit: 18,000 → 13,000" in words
    assert "to log: pending, by the rule desk" in words


def test_what_a_second_fetch_showed_to_be_made_per_request_is_no_edit(paper):
    paper.edits["rope"] = ("</p>\n</div>", "</p>\n<p>1,204 people are reading this on the quay right now.</p></div>")
    paper.crawl(second="</p>\n<p>988 people are reading this on the quay right now.</p></div>")
    assert paper.explain().note.startswith((NOISE, AGREED))  # the same, where the template has learned it by then
    assert paper.explain().note.endswith(NO_EDIT)
    assert "article: version 1" in paper.told()
    assert "nothing was recorded as changed" in paper.told()


def test_the_past_is_explained_as_it_was(paper):
    paper.edits["rope"] = ("18,000", "13,000")
    paper.crawl()
    assert "nothing was recorded as changed" in paper.told(at=T0 + timedelta(minutes=30))
    assert paper.explain(at=T0 - timedelta(days=1)).capture is None
    assert "was not fetched by then" in paper.told(at=T0 - timedelta(days=1))


def test_a_page_in_doubt_is_not_compared_and_names_the_alert_on_its_site(paper):
    paper.answers = {name: Capture("", T0, 503) for name in PATHS}
    paper.crawl()
    told = paper.told()
    assert "verdict outage: status 503" in told
    assert "a capture in doubt is kept and marked, and the last good version stays" in told
    assert "alert site.degraded, important" in told
    assert "read with" not in told


def test_a_page_that_is_gone_is_believed_at_the_second_look(paper):
    paper.answers = {"rope": Capture("", T0, 404)}
    paper.crawl()
    assert "counts as removed when a later run finds that, too" in paper.told()
    assert not paper.explain().told
    paper.crawl()
    assert "alert article.removed, important: Removed (404)" in paper.told()


def test_a_flap_that_is_kept_quiet_says_why(paper):
    for _ in range(2):
        paper.edits["rope"] = ("18,000", "13,000")
        paper.crawl()
        del paper.edits["rope"]
        paper.crawl()
    (told,) = paper.explain().told
    assert told.alert is None
    assert "goes back and forth between two states" in told.why
    assert "no alert article.changed" in paper.told()


def test_lists_that_a_page_was_the_first_to_show_are_told_with_it(paper):
    for name in PATHS:
        paper.edits[name] = ("<h3>Most Read</h3><ol>", f"<h3>Most Read</h3><ol>{NEWS}")
    paper.crawl()
    seen = [url for url in (BASE + path for path in PATHS.values()) if "list.changed" in paper.told(url)]
    assert len(seen) == 1
    assert "list Most Read: version 1" in paper.told(seen[0])


def test_a_capture_whose_bytes_are_still_kept_is_read_again_block_by_block(paper):
    recorder = paper.recorder()
    paper.edits["rope"] = ("18,000", "13,000")
    capture = paper.capture("rope")
    recorder.take(capture)  # held and spooled, not settled: as after a crash
    number = paper.archive.add_capture(_row(capture))
    found = paper.explain()
    assert found.capture.id == number
    assert found.read.document is not None
    record = explained_record(found)
    went = {block["text"]: block["went_to"] for block in record["blocks"]}
    assert went["The rope walk closes after two centuries"] in {"title", "list:Most Read", "list:Editors' Picks"}
    assert went["Harbour"] == "shared"
    told = paper.told()
    assert "read again from the bytes that are kept" in told
    assert "title (1): “The rope walk closes after two centuries”" in told
    assert NOT_KEPT not in told


def _row(capture: Capture) -> CaptureRecord:
    return CaptureRecord("lantern", capture.url, capture.fetched_at, 200, Verdict.OK)


class TestRawCaptures:
    @pytest.fixture
    def kept(self, tmp_path: Path) -> Iterator[Paper]:
        with open_archive(tmp_path / "archive.db") as archive:
            archive.ensure_site("lantern", f"{BASE}/")
            paper = Paper(archive, tmp_path, keeper=Keeper.of(archive, "lantern", tmp_path))
            paper.crawl()
            paper.edits["rope"] = ("18,000", "13,000")
            paper.crawl()
            yield paper

    def test_the_bytes_of_each_look_are_read_again(self, kept):
        found = kept.explain(at=T0)
        body = next(each.value for each in found.read.fields if each.name == "body")
        assert "18,000 crowns" in body[3]
        assert "13,000 crowns" in next(each.value for each in kept.explain().read.fields if each.name == "body")[3]
        assert "template strips" in kept.told()

    def test_what_is_said_twice_is_kept_once_and_read_twice(self, kept):
        kept.crawl()
        kept.edits["rope"] = ("18,000", "12,000")
        kept.crawl()
        kept.edits["rope"] = ("18,000", "13,000")
        kept.crawl()
        body = next(each.value for each in kept.explain().read.fields if each.name == "body")
        assert "13,000 crowns" in body[3]

    def test_a_file_that_is_gone_or_damaged_is_told(self, kept):
        (path,) = (kept.data / "warc/lantern").glob("*.warc.gz")
        path.write_bytes(path.read_bytes()[:200])
        assert kept.explain().read is None
        assert "which blocks were stripped can't be told again" in kept.told()
        path.unlink()
        assert path.name in kept.explain().not_kept


def test_a_file_that_still_says_the_same_is_read_again(tmp_path):
    path = tmp_path / "rope.html"
    path.write_bytes((PAGES / "rope.html").read_bytes())
    with open_archive(tmp_path / "archive.db") as archive:
        ingest(archive, [path], profiles={}, config=AlertsConfig(), site="lantern", at=T0)
        paper = Paper(archive, tmp_path)
        assert "title (1): “The rope walk closes after two centuries”" in paper.told()
        path.write_text("<p>Something else.</p>")
        assert paper.explain().not_kept == NOT_KEPT


class TestCommand:
    @pytest.fixture
    def data(self, tmp_path: Path) -> Path:
        with open_archive(tmp_path / "archive.db") as archive:
            made = Paper(archive, tmp_path)
            made.crawl()
            made.edits["rope"] = ("18,000", "13,000\x1b[2J\u202e")
            made.crawl()
        return tmp_path

    def run(self, data: Path, *args: str) -> Result:
        return CliRunner().invoke(presswatch, ["--data", str(data), "explain", *args])

    def test_any_spelling_of_the_address_will_do_and_nothing_of_the_web_reaches_the_terminal(self, data):
        result = self.run(data, "http://www.lantern.example/harbour/rope-walk?utm_source=x")
        assert result.exit_code == 0
        assert "alert       article.changed" in result.stdout
        assert {unicodedata.category(char) for char in result.stdout.replace("\n", "")}.isdisjoint({"Cc", "Cs"})
        assert "\u202e" not in result.stdout

    def test_json_is_one_object(self, data):
        found = json.loads(self.run(data, ROPE, "--json").stdout)
        assert list(found) == [
            "page",
            "capture",
            "note",
            "template",
            "read",
            "not_kept",
            "blocks",
            "compared",
            "told",
            "looks",
        ]
        assert found["blocks"] is None
        assert found["told"][0]["alert"]["kind"] == "article.changed"
        assert len(found["looks"]) == 2

    @pytest.mark.parametrize("url", ["https://nowhere.example/", "%", ""])
    def test_a_page_that_nobody_knows_is_told_in_one_line(self, data, url):
        result = self.run(data, url)
        assert isinstance(result.exception, PresswatchError)
        assert result.exception.exit_status == 2

    def test_without_an_archive_it_says_so(self, tmp_path):
        result = self.run(tmp_path / "empty", ROPE)
        assert isinstance(result.exception, PresswatchError)
        assert not (tmp_path / "empty").exists()


def test_what_was_seen_at_the_address_that_a_page_had_before_is_explained_too(paper: Paper) -> None:
    old, new = ROPE, ROPE.replace("https://", "https://www.")
    there = paper.capture("rope")
    body = there.body.replace(b"https://lantern.example", b"https://www.lantern.example")
    moved = replace(there, body=body, final_url=new, redirects=(Redirect(301, old),))
    recorder = paper.recorder()
    recorder.take(moved)
    recorder.finish(paper.now)
    told = paper.told(new)
    assert "the address is only spelt otherwise" in told
    looks = paper.explain(new, T0 + timedelta(minutes=30)).looks
    assert [look.url for look in looks] == [old]
    assert "was not fetched by then" not in paper.told(new, T0 + timedelta(minutes=30))


def test_a_later_look_at_a_page_that_is_gone_says_that_it_counts_as_removed(paper: Paper) -> None:
    paper.answers = {"rope": Capture("", T0, 404)}
    for _ in range(3):
        paper.crawl()
    told = paper.told()
    assert "no article was there; it counts as removed" in told
    assert "when a later run finds that, too" not in told

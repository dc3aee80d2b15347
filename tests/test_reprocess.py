"""Raw captures read again: what differs is told and put in force at once, the rest stays, and nothing is alerted."""

from __future__ import annotations

import gzip
import shutil
import sqlite3
from collections import Counter
from pathlib import Path

import pytest
from lab import FIVE, SITE, Lab, SmallPaper, at, change_five, served

from crawler.cli import run
from crawler.config import AlertsConfig
from crawler.demo.events import reword
from crawler.errors import ArchiveError, CaptureError
from crawler.profile import load_profile
from crawler.recorder import SiteSetup
from crawler.reprocess import Reprocessed, reprocess
from crawler.store import Archive, open_archive
from crawler.verify import verify
from crawler.warc.reading import read_at

WARC = "[archive]\nwarc = true\n[crawl]\ndelay = 0.0\n"
WHOLE_TITLE = '[regions]\ntitle = "title"\n'  # which reads headlines with the paper's name behind them
PAPER = " | The Tarrow Ledger"


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    """A noisy paper in two runs, with five changes between them; the server goes on."""
    paper = SmallPaper()
    with served(paper) as server:
        lab = Lab(tmp_path_factory.mktemp("reprocess"), server)
        lab.configure(WARC)
        lab.crawl()
        lab.later(30)
        change_five(paper)
        assert lab.crawl().kinds == FIVE
        with lab.archive() as archive:
            archive.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        yield lab, paper


@pytest.fixture
def folder(crawled, tmp_path) -> Path:
    copy = tmp_path / "data"
    shutil.copytree(crawled[0].folder, copy)
    return copy


def configure(folder: Path, text: str) -> None:
    path = folder / "sites" / f"{SITE}.toml"
    first = path.read_text("utf-8").splitlines()[0]
    path.write_text(f"{first}\n{WARC}{text}", "utf-8")


def read_again(folder: Path, archive: Archive, **options) -> Reprocessed:
    profile = load_profile(folder / "sites" / f"{SITE}.toml")
    options = {"since": None, "now": at(600), **options}
    return reprocess(archive, SiteSetup.of(profile, AlertsConfig()), folder, **options)


def told(done: Reprocessed) -> Counter[str]:
    return Counter(each.what for each in done.differences)


def history(archive: Archive, path: str) -> list[str]:
    (key,) = [key for key in archive.regions(SITE) if key.page and key.page.endswith(path)]
    return [version.state.title for version in archive.versions(key)]


def dump(folder: Path) -> list[tuple]:
    with sqlite3.connect(folder / "archive.db") as db:
        return db.execute("SELECT * FROM versions ORDER BY id").fetchall()


def test_what_today_s_parser_reads_as_before_differs_in_nothing_however_noisy_the_paper(folder):
    before = dump(folder)
    with open_archive(folder / "archive.db") as archive:
        done = read_again(folder, archive)
        assert done.captures > 20
        assert (done.differences, done.problems, done.generation) == ([], [], 0)
    assert dump(folder) == before


def test_new_readings_are_put_in_force_and_the_old_ones_kept_beside_them(folder):
    configure(folder, WHOLE_TITLE)
    with open_archive(folder / "archive.db") as archive:
        alerts = list(archive.alerts())
        articles = sum(1 for version in archive.all_versions() if version.key.kind == "article")
        done = read_again(folder, archive)
        assert told(done) == {"changes": articles}
        assert done.generation == archive.generation(SITE) == 1
        titles = history(archive, "/coast/herring-quota-cut/")
        assert titles == [f"Herring quota for the estuary cut by a third{PAPER}"] * 2
        assert archive.superseded(SITE) == [(1, articles)]
        assert list(archive.alerts()) == alerts
        assert archive.undelivered() == {}
        assert list(verify(archive, folder)) == []
        assert read_again(folder, archive).differences == []


def test_a_dry_run_only_tells(folder):
    configure(folder, WHOLE_TITLE)
    before = dump(folder)
    with open_archive(folder / "archive.db") as archive:
        head = archive.head()
        done = read_again(folder, archive, dry=True)
        assert told(done)["changes"] > 5
        assert (done.generation, archive.generation(SITE), archive.head()) == (0, 0, head)
    assert dump(folder) == before
    assert list(folder.glob(".reprocess-*")) == []


def test_a_layout_is_for_captures_until_its_day_only(folder):
    configure(folder, '[[layout]]\nvalid_until = 2026-05-11\ntitle = "title"\n')
    with open_archive(folder / "archive.db") as archive:
        assert read_again(folder, archive).differences == []
        configure(folder, '[[layout]]\nvalid_until = 2026-05-12\ntitle = "title"\n')
        assert told(read_again(folder, archive))["changes"] > 5


def test_versions_from_before_a_time_stay_as_they_are(folder):
    configure(folder, WHOLE_TITLE)
    with open_archive(folder / "archive.db") as archive:
        done = read_again(folder, archive, since=at(15))
        assert {each.at for each in done.differences} == {at(30)}
        first, second = history(archive, "/coast/herring-quota-cut/")
        assert not first.endswith(PAPER)
        assert second.endswith(PAPER)


def test_versions_of_captures_that_were_not_kept_stay_as_they_are(folder):
    with open_archive(folder / "archive.db") as archive, archive.transaction():
        numbers = [number for number, _, raw in archive.raws() if raw.at < at(15)]
        archive.retire("raws", numbers, "keep raw 1h")
        archive.db.execute(f"DELETE FROM raws WHERE id IN ({', '.join(map(str, numbers))})")
    configure(folder, WHOLE_TITLE)
    with open_archive(folder / "archive.db") as archive:
        read_again(folder, archive)
        first, second = history(archive, "/coast/herring-quota-cut/")
        assert (first.endswith(PAPER), second.endswith(PAPER)) == (False, True)


def test_a_raw_capture_that_cannot_be_read_is_told_and_its_version_stays(folder):
    path = next((folder / "warc").rglob("*.warc.gz"))
    with open_archive(folder / "archive.db") as archive:
        place = next(raw for _, number, raw in archive.raws() if number == 5)
        data = bytearray(path.read_bytes())
        data[place.offset + 30 : place.end - 30] = bytes(place.end - place.offset - 60)
        path.write_bytes(data)
        done = read_again(folder, archive)
        assert len(done.problems) == 1
        assert "is damaged" in done.problems[0]
        assert "vanishes" not in told(done)


def test_a_fault_in_the_middle_leaves_everything_as_it_was(folder, monkeypatch):
    configure(folder, WHOLE_TITLE)
    before = dump(folder)
    with open_archive(folder / "archive.db") as archive:
        head = archive.head()

        def fail(*_):
            raise ArchiveError("the disk is full")

        monkeypatch.setattr(type(archive), "save_template", fail)
        with pytest.raises(ArchiveError):
            read_again(folder, archive)
    assert dump(folder) == before
    with open_archive(folder / "archive.db") as archive:
        assert (archive.head(), archive.generation(SITE)) == (head, 0)
        assert list(verify(archive, folder)) == []


TAMPERINGS = {
    "an old reading altered": "UPDATE superseded SET first_seen = first_seen - 1 WHERE number = 2",
    "an old reading removed": "DELETE FROM superseded WHERE number = 2",
    "an old reading of another generation": "UPDATE superseded SET generation = 2",
    "a new reading taken for an old one": (
        "INSERT INTO superseded SELECT id, 1, region_id, number + 50, content_id, digest, first_seen, seen_for, "
        "capture_id FROM versions WHERE id = (SELECT max(id) FROM versions)"
    ),
    "the last sight of an old reading": (
        "UPDATE superseded SET seen_for = seen_for + 5 WHERE id = (SELECT max(id) FROM superseded)"
    ),
}


@pytest.mark.parametrize("kind", TAMPERINGS)
def test_tampering_with_readings_out_of_force_is_found(folder, kind):
    configure(folder, WHOLE_TITLE)
    with open_archive(folder / "archive.db") as archive:
        read_again(folder, archive)
    with sqlite3.connect(folder / "archive.db") as db:
        assert db.execute(TAMPERINGS[kind]).rowcount > 0
    with open_archive(folder / "archive.db", read_only=True) as archive:
        assert list(verify(archive, folder)) != []


def test_the_next_crawl_is_held_against_the_new_readings_and_only_a_real_edit_is_told(crawled):
    lab, paper = crawled
    lab.configure(WARC + WHOLE_TITLE)
    result = lab.presswatch("reprocess")
    assert result.returncode == 0
    assert "generation 1 is kept beside them" in result.stderr
    assert result.stdout.startswith(f"changes\t{SITE}\tarticle\t2026-05-12T")
    lab.later(30)
    assert lab.crawl().kinds == []
    paper.edit("school-meals-count", reword("Wednesday evenings", "Thursday evenings"))
    lab.later(30)
    assert lab.crawl().kinds == ["article.changed"]
    lab.assert_sound()


def test_where_nothing_is_kept_one_line_says_so(tmp_path, capsys):
    (tmp_path / "sites").mkdir()
    (tmp_path / "sites" / f"{SITE}.toml").write_text('url = "https://harbour.example/"\n', "utf-8")
    open_archive(tmp_path / "archive.db").close()
    assert run(["--data", str(tmp_path), "reprocess"]) == 1
    assert "no raw captures to read" in capsys.readouterr().err


def test_bytes_that_unpack_to_no_header_are_a_damaged_record(tmp_path):
    path = tmp_path / "kept.warc.gz"
    path.write_bytes(gzip.compress(b"WARC/1.1\r\n\r\n\r\n\r\n"))
    with pytest.raises(CaptureError, match="is damaged"):
        read_at(path, 0)

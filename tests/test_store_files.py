"""The archive as a file: opening, refusing, two programs at once, and crashes."""

from __future__ import annotations

import contextlib
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest
import sqlite_utils
from store_drivers import ARTICLE, SITE, T0, URL, alert, article, hours, page

from crawler.errors import ArchiveError
from crawler.model import Capture, RegionKey
from crawler.store import connection, open_archive


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "archive.db"


def filled(path: Path) -> Path:
    with open_archive(path) as archive, archive.transaction():
        for number in range(300):
            archive.save_page(page(f"{URL}/{number}", next_look=T0))
        archive.add_version(ARTICLE, article(), "01", T0, None)
        archive.add_alert(alert(), ["log"], None)
    return path


def refusal(path: Path, *, read_only: bool = False) -> ArchiveError:
    with pytest.raises(ArchiveError) as caught:
        open_archive(path, read_only=read_only)
    assert str(path) in caught.value.message
    assert caught.value.hint
    assert "\n" not in str(caught.value)
    return caught.value


class TestOpening:
    def test_makes_the_folder_and_the_archive(self, path):
        open_archive(path).close()
        assert path.is_file()

    def test_switches_on_what_safety_and_speed_need(self, path):
        with open_archive(path) as archive:
            settings = {
                name: archive.db.execute(f"PRAGMA {name}").fetchone()[0]
                for name in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
            }
        assert settings == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 1, "busy_timeout": 15000}

    def test_read_only_says_that_there_is_none_yet(self, path):
        assert "no archive" in refusal(path, read_only=True).message
        assert "presswatch crawl" in refusal(path, read_only=True).hint
        assert not path.parent.exists()

    def test_read_only_reads_and_refuses_to_write(self, path):
        with open_archive(filled(path), read_only=True) as archive:
            assert archive.latest(ARTICLE).state == article()
            with archive.transaction():
                assert archive.page_count(SITE) == 301
            with pytest.raises(ArchiveError, match="read-only"):
                archive.save_page(page())

    def test_read_only_sees_what_a_running_crawl_has_committed(self, path):
        with open_archive(path) as writer, open_archive(path, read_only=True) as reader:
            with writer.transaction():
                writer.save_page(page())
                assert reader.page(SITE, URL) is None
            assert reader.page(SITE, URL) == page()

    def test_read_only_reads_where_no_file_can_be_made_beside_it(self, path, monkeypatch):
        # A read-only medium, as SQLite sees it: the log's index cannot be made, so plain opening fails.
        filled(path)
        real = sqlite3.connect

        def connect(name: str, **options) -> sqlite3.Connection:
            if "immutable" not in name:
                raise sqlite3.OperationalError("unable to open database file")
            return real(name, **options)

        monkeypatch.setattr(sqlite3, "connect", connect)
        with open_archive(path, read_only=True) as archive:
            assert archive.latest(ARTICLE).state == article()

    def test_a_path_with_odd_characters_is_just_a_path(self, tmp_path):
        odd = tmp_path / "a?mode=memory#50%25 é" / "archive.db"
        open_archive(odd).close()
        assert odd.is_file()


class TestRefusing:
    def test_a_folder_in_place_of_the_file(self, path):
        path.mkdir(parents=True)
        refusal(path)
        refusal(path, read_only=True)

    def test_a_file_in_place_of_the_folder(self, path):
        path.parent.write_text("not a folder")
        assert "--data" in refusal(path).hint

    def test_a_folder_that_cannot_be_made(self, path, monkeypatch):
        def mkdir(*_, **__):
            raise OSError(30, "Read-only file system")

        monkeypatch.setattr(Path, "mkdir", mkdir)
        assert "Read-only file system" in refusal(path).message

    @pytest.mark.parametrize("which", ["archive.db", "data"])
    def test_a_file_or_folder_that_may_not_be_written(self, path, monkeypatch, which):
        # Rights mean nothing to root, who may run the tests: so the system's answer is put in its mouth.
        filled(path)
        monkeypatch.setattr("os.access", lambda asked, _: asked.name != which)
        assert "read-only" in refusal(path).message
        open_archive(path, read_only=True).close()

    def test_a_file_that_is_no_database(self, path):
        path.parent.mkdir()
        path.write_bytes(b"Dear diary, today the gulls came back. " * 40)
        assert "no SQLite database" in refusal(path).message
        assert path.read_bytes().startswith(b"Dear diary")

    def test_a_database_of_another_program_and_leaves_it_as_it_was(self, path):
        path.parent.mkdir()
        other = sqlite_utils.Database(path)
        other["gulls"].insert({"name": "Ada"})
        other.close()
        before = path.read_bytes()
        assert "no archive" in refusal(path).message
        assert path.read_bytes() == before

    def test_an_archive_of_a_newer_program(self, path):
        db = sqlite_utils.Database(filled(path))
        db["_sqlite_migrations"].insert(
            {"migration_set": "presswatch", "name": "m999_future", "applied_at": "2031-01-01"}
        )
        db.close()
        for read_only in (False, True):
            assert "newer" in refusal(path, read_only=read_only).message
            assert "upgrade" in refusal(path, read_only=read_only).hint

    def test_an_empty_file_is_filled_but_not_read(self, path):
        path.parent.mkdir()
        path.touch()
        assert "no archive" in refusal(path, read_only=True).message
        open_archive(path).close()
        open_archive(path, read_only=True).close()


class TestFailing:
    def test_a_damaged_file_is_told_in_one_line_and_by_check(self, path):
        db = sqlite_utils.Database(filled(path))
        ((root,),) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'pages'").fetchall()
        db.close()
        damaged = bytearray(path.read_bytes())
        size = connection.PAGE_BYTES
        damaged[(root - 1) * size : root * size] = b"\xa5" * size
        path.write_bytes(damaged)
        with open_archive(path, read_only=True) as archive:
            with pytest.raises(ArchiveError, match="malformed") as caught:
                list(archive.pages(SITE))
            assert "\n" not in str(caught.value)
            assert archive.check() != []

    def test_what_was_put_by_under_a_name_of_another_charset_can_be_recorded(self, path):
        with open_archive(filled(path)) as archive:
            archive.spool(SITE, Capture("file:///a.html", T0, source="caf\udce9.html"))
            ((_, capture),) = archive.spooled(SITE)
            assert capture.source == "caf\ufffd.html"

    def test_a_text_that_is_none_is_told_as_damage(self, path):
        with open_archive(filled(path)) as archive:
            archive.db.execute("UPDATE sites SET url = CAST(x'68ff' AS TEXT)")
            with pytest.raises(ArchiveError, match="is damaged") as caught:
                archive.sites()
            assert "restore a copy" in (caught.value.hint or "")

    @pytest.mark.parametrize("data", [b"", b"no frame", b"\x28\xb5\x2f\xfd\x20\x05hello"])
    def test_a_damaged_content_is_told_with_its_number(self, path, data):
        with open_archive(filled(path)) as archive:
            archive.db.execute("UPDATE contents SET data = ?", [data])
            archive._unpacked.clear()
            with pytest.raises(ArchiveError, match="content 1"):
                archive.latest(ARTICLE)
            assert len(archive.check()) == 1

    def test_a_full_disk_leaves_the_last_commit(self, path):
        with open_archive(filled(path)) as archive:
            pages = archive.db.execute("PRAGMA page_count").fetchone()[0]
            archive.db.execute(f"PRAGMA max_page_count = {pages + 2}")
            with pytest.raises(ArchiveError, match="disk is full"):
                self.write_much(archive)
            assert archive.page_count(SITE) == 301
            assert archive.check() == []
            archive.db.execute("PRAGMA max_page_count = 100000")
            self.write_much(archive)
            assert archive.page_count(SITE) == 2301

    def test_a_failure_that_undid_a_transaction_cannot_be_overlooked(self, path):
        # What came after it would otherwise be committed, and what came before be missing.
        with open_archive(filled(path)) as archive:
            with pytest.raises(ArchiveError, match="undid"), archive.transaction():  # noqa: PT012 - both in one
                archive.save_page(page(f"{URL}/before"))
                archive.db.execute("ROLLBACK")  # as SQLite does by itself
                with pytest.raises(ArchiveError, match="undid"):
                    archive.save_page(page(f"{URL}/after"))
            assert archive.page_count(SITE) == 301

    @staticmethod
    def write_much(archive) -> None:
        with archive.transaction():
            for number in range(2000):
                archive.save_page(page(f"{URL}/more/{number}"))

    def test_a_lock_held_by_another_program_is_told(self, path, monkeypatch):
        monkeypatch.setattr(connection, "BUSY_SECONDS", 0.0)
        with open_archive(filled(path)) as archive, open_archive(path) as other:
            other.db.execute("PRAGMA busy_timeout = 0")
            with archive.transaction(), pytest.raises(ArchiveError, match="locked by another"):
                other.save_page(page())

    def test_a_closed_archive_and_a_contradiction_raise_no_foreign_error(self, path):
        archive = open_archive(filled(path))
        with pytest.raises(ArchiveError, match="contradicts"):
            archive.add_version(ARTICLE, article("x"), "02", T0, 999)
        archive.close()
        archive.close()
        with pytest.raises(ArchiveError), archive.transaction():
            pass
        with pytest.raises(ArchiveError):
            archive.sites()


CRASHING = """
import sys
from pathlib import Path
sys.path[:0] = [sys.argv[2]]
from store_drivers import *
archive = open_archive(Path(sys.argv[1]))
with archive.transaction():
    archive.add_version(ARTICLE, article("committed"), "01", T0, None)
    archive.add_alert(alert("told"), ["log"], None)
with archive.transaction():
    archive.db.execute("PRAGMA cache_size = 10")  # so that half of it reaches the disk before the end
    archive.add_alert(alert("lost"), ["log"], None)
    for number in range(2000):
        archive.add_version(ARTICLE, article(f"lost {number}"), "02", hours(number), None)
        archive.save_page(page(f"{URL}/{number}"))
    print("ready", flush=True)
    sys.stdin.read()
"""


def test_kill_9_in_the_middle_of_a_transaction_leaves_the_last_commit(path):
    command = [sys.executable, "-c", CRASHING, str(path), str(Path(__file__).parent)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as crashing:
        assert crashing.stdout.readline() == "ready\n"
        crashing.send_signal(signal.SIGKILL)
        crashing.wait()
    for read_only in (True, False):
        with open_archive(path, read_only=read_only) as archive:
            assert [version.state for version in archive.versions(ARTICLE)] == [article("committed")]
            assert [each.id for each in archive.alerts()] == ["told"]
            assert archive.page_count(SITE) == 1
            assert archive.check() == []


def test_two_programs_that_claim_at_once_never_get_the_same_delivery(path):
    with open_archive(path) as archive, archive.transaction():
        for number in range(200):
            archive.add_alert(alert(f"a{number}"), ["mail"], None)
    claimed: list[list[int]] = [[], []]
    start = threading.Barrier(2)

    def claim_all(mine: list[int]) -> None:
        with open_archive(path) as own:
            start.wait()
            while batch := own.claim("mail", hours(1), 3600, 7):
                mine.extend(each.id for each in batch)

    threads = [threading.Thread(target=claim_all, args=(mine,)) for mine in claimed]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(claimed[0]) + len(claimed[1]) == 200
    assert len(set(claimed[0]) | set(claimed[1])) == 200


def test_what_was_undone_is_not_remembered_when_another_program_writes_in_its_place(path):
    with open_archive(path) as first, open_archive(path) as second:
        with contextlib.suppress(RuntimeError), first.transaction():
            first.add_version(ARTICLE, article("undone"), "01", T0, None)
            raise RuntimeError
        second.add_version(ARTICLE, article("done"), "01", T0, None)
        assert first.latest(ARTICLE).state == article("done")


def test_ids_are_remembered_within_bounds(path, monkeypatch):
    monkeypatch.setattr(connection, "ID_CACHE", 10)
    with open_archive(filled(path)) as archive:
        assert len({archive._known_page(SITE, f"{URL}/{number}") for number in range(300)}) == 300
        assert len(archive._ids) <= 10


def test_two_writers_number_versions_without_a_gap_or_a_clash(path):
    open_archive(path).close()
    start = threading.Barrier(2)

    def write() -> None:
        with open_archive(path) as own:
            start.wait()
            for number in range(30):
                with own.transaction():
                    latest = own.latest(ARTICLE)
                    text = f"{number} after {latest.number if latest else 0}"
                    own.add_version(ARTICLE, article(text), "01", T0, None)

    threads = [threading.Thread(target=write) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with open_archive(path) as archive:
        assert [version.state.body.split()[-1] for version in archive.versions(ARTICLE)] == [
            str(number) for number in range(60)
        ]


def test_several_programs_may_open_a_new_archive_at_the_same_time(path):
    failures: list[Exception] = []
    start = threading.Barrier(4)

    def first_open() -> None:
        start.wait()
        try:
            open_archive(path).close()
        except ArchiveError as problem:
            failures.append(problem)

    threads = [threading.Thread(target=first_open) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_the_archive_reads_with_plain_sqlite_utils(path):
    with open_archive(filled(path)) as archive:
        archive.start_run(SITE, T0)
    db = sqlite_utils.Database(path)
    try:
        for name in db.view_names():
            rows = list(db.query(f"SELECT * FROM {name} LIMIT 3"))
            assert rows or name in {"captures_view", "changes_view"}
        (version,) = db.query("SELECT * FROM versions_view")
        assert (version["site"], version["url"], version["first_seen"]) == (SITE, URL, "2026-05-12T08:00:03Z")
        assert {key.other_table for key in db["versions"].foreign_keys} == {"regions", "contents", "captures"}
        assert all(table.schema for table in db.tables)
        assert db["versions"].indexes
    finally:
        db.close()


@pytest.mark.parametrize("older", [False, True])
def test_the_starts_of_runs_are_read_for_the_overview_only_where_a_run_is_from_before_their_interval_was_kept(
    path, older
):
    asked: list[str] = []
    with open_archive(path) as archive:
        for hour in (0, 2, 4, 20):
            archive.start_run(SITE, hours(hour))
        if older:
            archive.db.execute("UPDATE runs SET interval = NULL")
        with archive.db.tracer(lambda sql, _: asked.append(sql)):
            (overview,) = archive.overview(hours(30))
    assert overview.interval == timedelta(hours=2)
    assert any("SELECT started FROM runs" in sql for sql in asked) == older


def test_lookups_use_an_index_however_large_the_archive_grows(path):
    with open_archive(path) as archive:
        asked: list[str] = []
        with archive.db.tracer(lambda sql, _: asked.append(sql)):
            archive.save_page(page(next_look=T0))
            archive.add_version(ARTICLE, article(), "01", T0, None)
            archive.add_version(RegionKey(SITE, ARTICLE.kind, "of the site"), article("b"), "01", T0, None)
            archive.touch(ARTICLE, hours(1))
            archive.due(SITE, T0, 10)
            archive.find_pages(URL)
            archive.find_region(URL)
            archive.version_at(ARTICLE, T0)
            archive.claim("mail", T0, 60, 9)
            list(archive.alerts(since=T0))
            list(archive.pages(SITE))
        for sql in {sql for sql in asked if sql.lstrip().startswith(("SELECT", "UPDATE"))}:
            names = dict.fromkeys(named(sql), 0)
            plan = [row[3] for row in archive.db.execute(f"EXPLAIN QUERY PLAN {sql}", names).fetchall()]
            # `lanes` has eight rows, whatever the archive holds.
            scans = [
                step for step in plan if step.startswith("SCAN") and step not in {"SCAN CONSTANT ROW", "SCAN lanes"}
            ]
            assert scans == [], sql


def named(sql: str) -> set[str]:
    return {word.split(":", 1)[1].strip("(),;") for word in sql.replace("(:", " :").split() if word.startswith(":")}


def test_a_copied_archive_is_the_same_archive(path, tmp_path):
    copy = tmp_path / "copy.db"
    shutil.copy(filled(path), copy)
    with open_archive(copy, read_only=True) as archive:
        assert archive.latest(ARTICLE).state == article()

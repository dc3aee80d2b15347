"""Copies, small files, and what happens to an archive under fire. All text is fictional."""

from __future__ import annotations

import gzip
import random
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from cli_archive import build
from store_drivers import ARTICLE, SITE, T0, URL, article, hours

from crawler.cli import run
from crawler.errors import ArchiveError, UsageError
from crawler.lock import run_lock
from crawler.model import RegionKey
from crawler.store import connection, open_archive, upkeep
from crawler.store.schema import KNOWN
from crawler.store.upkeep import copy_archive

HERE = Path(__file__).parent
WORDS = [f"{a}{b}" for a in ("kal", "mor", "tes", "und", "ver", "sig") for b in ("o", "en", "ast", "ik", "u", "ring")]


def text(number: int) -> str:
    return " ".join(random.Random(number).choices(WORDS, k=150))


def key(number: int) -> RegionKey:
    return RegionKey(SITE, ARTICLE.kind, "", f"{URL}/{number}")


def filled(path: Path, count: int = 120) -> Path:
    with open_archive(path) as archive, archive.transaction():
        for number in range(count):
            archive.add_version(key(number), article(text(number)), "01", T0, None)
            archive.add_version(key(number), article(text(number), "An edit."), "02", hours(1), None)
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return filled(tmp_path / "data" / "archive.db")


def assert_whole(path: Path, count: int = 120) -> None:
    with open_archive(path, read_only=True) as archive:
        assert archive.check() == []
        for number in range(count):
            states = [version.state for version in archive.versions(key(number))]
            assert states == [article(text(number)), article(text(number), "An edit.")]


class TestBackup:
    def test_it_is_the_archive_as_it_was_at_one_moment_while_another_writes(self, path, tmp_path):
        with open_archive(path) as writer, writer.transaction():
            writer.add_version(key(0), article("not committed yet"), "03", hours(2), None)
            size = copy_archive(path, tmp_path / "copy.db")
        assert_whole(tmp_path / "copy.db")
        assert size == (tmp_path / "copy.db").stat().st_size

    def test_a_copy_is_an_archive_that_can_be_gone_on_with(self, path, tmp_path):
        copy_archive(path, tmp_path / "copy.db")
        with open_archive(tmp_path / "copy.db") as copy:
            assert copy.add_version(key(0), article("more"), "03", hours(2), None).number == 3

    def test_nothing_is_overwritten(self, path, tmp_path):
        (tmp_path / "copy.db").write_text("mine")
        with pytest.raises(UsageError, match="there already"):
            copy_archive(path, tmp_path / "copy.db")
        assert (tmp_path / "copy.db").read_text() == "mine"

    def test_where_it_cannot_be_written_that_is_told_and_nothing_is_left(self, path, tmp_path):
        for target in (tmp_path / "none" / "copy.db", path / "copy.db"):
            with pytest.raises(ArchiveError) as caught:
                copy_archive(path, target)
            assert "\n" not in str(caught.value)
        assert [each.name for each in tmp_path.iterdir()] == ["data"]

    def test_a_damaged_archive_is_not_copied_in_silence(self, path, tmp_path):
        damage(path, "versions")
        with pytest.raises(ArchiveError, match="damaged"):
            copy_archive(path, tmp_path / "copy.db")
        assert not list(tmp_path.glob("copy*"))

    def test_an_archive_of_an_older_program_is_copied_as_it_is(self, tmp_path):
        old = tmp_path / "archive.db"
        old.write_bytes(gzip.decompress((HERE / "archives" / "m001_archive.db.gz").read_bytes()))
        copy_archive(old, tmp_path / "copy.db")
        migrations = "SELECT name FROM _sqlite_migrations"
        assert [sqlite3.connect(each).execute(migrations).fetchall() for each in (old, tmp_path / "copy.db")] == [
            [("m001_archive",)]
        ] * 2

    def test_where_there_is_none_that_is_told(self, tmp_path, capsys):
        assert run(["--data", str(tmp_path), "backup", str(tmp_path / "copy.db")]) == 1
        assert "no archive" in capsys.readouterr().err

    def test_the_command_says_how_large_it_is(self, path, tmp_path, capsys):
        assert run(["--data", str(path.parent), "backup", str(tmp_path / "copy.db")]) == 0
        assert capsys.readouterr().err == f"{tmp_path / 'copy.db'}: 0.2 MB, checked\n"


def damage(path: Path, table: str) -> None:
    db = sqlite3.connect(path)
    ((root,),) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", [table]).fetchall()
    db.close()
    data = bytearray(path.read_bytes())
    size = connection.PAGE_BYTES
    data[(root - 1) * size : root * size] = b"\xa5" * size
    path.write_bytes(data)


class TestVacuum:
    def test_it_takes_less_and_says_the_same(self, path):
        with open_archive(path) as archive:
            before, after = archive.vacuum()
        assert after < before
        assert_whole(path)

    def test_doing_it_again_changes_no_content(self, path):
        contents = "SELECT id, data FROM contents ORDER BY id"
        with open_archive(path) as archive:
            archive.vacuum()
            packed = archive.db.execute(contents).fetchall()
            archive.vacuum()
            assert archive.db.execute(contents).fetchall() == packed
            assert archive.db.execute("PRAGMA journal_mode").fetchone() == ("wal",)

    def test_an_archive_from_before_gets_pages_of_todays_size(self, tmp_path):
        old = tmp_path / "archive.db"
        old.write_bytes(gzip.decompress((HERE / "archives" / "m001_archive.db.gz").read_bytes()))
        with open_archive(old) as archive:
            archive.vacuum()
            assert archive.db.execute("PRAGMA page_size").fetchone() == (connection.PAGE_BYTES,)
            assert archive.check() == []

    def test_it_waits_for_no_run(self, path, capsys):
        with run_lock(path.parent):
            assert run(["--data", str(path.parent), "vacuum"]) == 3
        assert "another run" in capsys.readouterr().err

    def test_a_damaged_archive_is_left_alone(self, path, capsys):
        damage(path, "versions")
        before = path.read_bytes()
        assert run(["--data", str(path.parent), "vacuum"]) == 1
        assert "damaged" in capsys.readouterr().err
        assert path.read_bytes() == before

    def test_the_command_says_what_it_saved_and_makes_no_archive(self, path, tmp_path, capsys):
        assert run(["--data", str(path.parent), "vacuum"]) == 0
        assert "MB before, " in capsys.readouterr().err
        assert run(["--data", str(tmp_path / "none"), "vacuum"]) == 1
        assert not (tmp_path / "none").exists()


class TestOlderArchives:
    @pytest.fixture
    def data(self, tmp_path: Path) -> Path:
        data = tmp_path / "data"
        data.mkdir()
        kept = HERE / "archives" / "m008_generations.db.gz"
        (data / "archive.db").write_bytes(gzip.decompress(kept.read_bytes()))
        return data

    @pytest.mark.parametrize("command", ["status", "verify", "report", "alerts"])
    def test_commands_that_only_read_name_the_one_that_mends_it_and_change_nothing(self, data, capsys, command):
        before = (data / "archive.db").read_bytes()
        assert run(["--data", str(data), command]) == 1
        assert "run `presswatch upgrade`" in capsys.readouterr().err
        assert (data / "archive.db").read_bytes() == before

    @pytest.mark.parametrize("command", ["upgrade", "vacuum", "prune"])
    def test_commands_that_write_bring_it_up_to_date_by_themselves(self, data, capsys, command):
        assert run(["--data", str(data), command]) == 0
        assert run(["--data", str(data), "status"]) == 0
        assert "older" not in capsys.readouterr().err
        with open_archive(data / "archive.db", read_only=True) as archive:
            assert [*archive.check(), *archive.check_chain()] == []

    def test_upgrade_says_what_it_did_once(self, data, capsys):
        for told in (f"brought up to date, {len(KNOWN) - 8} steps", "is up to date"):
            assert run(["--data", str(data), "upgrade"]) == 0
            assert told in capsys.readouterr().err

    def test_upgrade_makes_no_archive_waits_for_no_run_and_refuses_a_newer_one(self, data, tmp_path, capsys):
        assert run(["--data", str(tmp_path / "none"), "upgrade"]) == 1
        assert not (tmp_path / "none").exists()
        with run_lock(data):
            assert run(["--data", str(data), "upgrade"]) == 3
        db = sqlite3.connect(data / "archive.db")
        with db:
            db.execute(
                "INSERT INTO _sqlite_migrations SELECT max(id) + 1, migration_set, 'm999_later', applied_at FROM _sqlite_migrations"
            )
        db.close()
        capsys.readouterr()
        assert run(["--data", str(data), "upgrade"]) == 1
        assert "newer Presswatch" in capsys.readouterr().err


LOOP = """
import sys
from pathlib import Path
sys.path[:0] = [sys.argv[2]]
from store_drivers import *
from crawler.model import Capture, CaptureRecord, Verdict
from test_store_upkeep import text, key
archive = open_archive(Path(sys.argv[1]))
archive.db.execute("PRAGMA cache_size = 8")  # so that much reaches the disk before a commit

def versions(n):
    for i in range(20):
        archive.add_version(key(1000 + i), article(text(n)), "03", hours(n), None)

def captures(n):
    for i in range(20):
        archive.add_capture(CaptureRecord(SITE, f"{URL}/c{i}", hours(n), 200, Verdict.OK, "", "ab" * 32))
        archive.save_page(page(f"{URL}/c{i}", looks=n))

def alerts(n):
    for i in range(20):
        archive.add_alert(alert(f"a{n}-{i}"), ["log", "mail"], None)

def spool(n):
    numbers = [archive.spool(SITE, Capture(f"{URL}/s{i}", hours(n), body=b"x" * 9000)) for i in range(8)]
    archive.unspool(numbers[:7])

def moves(n):
    archive.move_page(SITE, f"{URL}/m{n}", f"{URL}/m{n + 1}")

def templates(n):
    archive.save_template(SITE, n, "{}" + "x" * 9000, hours(n))
    archive.set_meta(SITE, "evidence", "y" * 20000)

write = globals()[sys.argv[3]]
for n in range(100000):
    with archive.transaction():
        write(n)
    print(n, flush=True)
"""


@pytest.mark.parametrize("kind", ["versions", "captures", "alerts", "spool", "moves", "templates"])
def test_kill_9_in_any_kind_of_write_leaves_whole_commits(path, kind):
    process = subprocess.Popen(
        [sys.executable, "-c", LOOP, str(path), str(HERE), kind], stdout=subprocess.PIPE, text=True
    )
    with process:
        told = [process.stdout.readline() for _ in range(12)]
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert told[-1] == "11\n"
    with open_archive(path) as archive:
        assert archive.check() == []
        done = {
            "versions": lambda: archive.latest(key(1000)).number,
            "captures": lambda: archive.page(SITE, f"{URL}/c0").looks + 1,
            "alerts": lambda: len(list(archive.alerts())) // 20,
            "spool": lambda: len(archive.spooled(SITE)),
            "moves": lambda: 12,
            "templates": lambda: archive.template(SITE)[0] + 1,
        }[kind]()
        assert done >= 12
        if kind == "versions":
            assert {archive.latest(key(1000 + i)).number for i in range(20)} == {done}
        if kind == "alerts":
            assert len(list(archive.alerts())) % 20 == 0
    assert_whole(path)


def test_kill_9_in_a_vacuum_leaves_the_archive(path):
    script = "import sys; from pathlib import Path; from crawler.store import open_archive\n"
    script += "archive = open_archive(Path(sys.argv[1])); print(flush=True)\nwhile True: archive.vacuum()"
    for lines in (1, 2):
        with subprocess.Popen([sys.executable, "-c", script, str(path)], stdout=subprocess.PIPE, text=True) as process:
            process.stdout.readline()
            try:
                process.wait(0.05 * lines)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
        open_archive(path).close()
        assert_whole(path)


LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
from crawler.cli import run
sys.exit(run(sys.argv[2:]))
"""


@pytest.mark.parametrize("command", [["vacuum"], ["backup", "copy.db"], ["search", "kalo"]])
def test_a_disk_that_is_full_is_one_line_and_harms_nothing(path, tmp_path, command):
    limit = path.stat().st_size // 2
    arguments = [sys.executable, "-c", LIMITED, str(limit), "--data", str(path.parent), *command]
    done = subprocess.run(arguments, cwd=tmp_path, capture_output=True, text=True, check=False)
    if command[0] != "search":  # its index may be small enough
        assert done.returncode == 1
        assert len(done.stderr.splitlines()) == 1
        assert done.stderr.startswith("presswatch: ")
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.glob("copy*"))
    assert_whole(path)


def test_a_read_only_archive_can_be_searched_and_copied(tmp_path, monkeypatch, capsys):
    data = build(tmp_path / "data")
    real = sqlite3.connect

    def connect(name, *args, **options):
        if isinstance(name, Path) and name.name == "search.db":
            raise sqlite3.OperationalError("unable to open database file")
        return real(name, *args, **options)

    monkeypatch.setattr(sqlite3, "connect", connect)
    assert run(["--data", str(data), "search", "ferry"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "the search index" in line
    assert run(["--data", str(data), "backup", str(tmp_path / "copy.db")]) == 0


def test_a_copy_that_fails_leaves_no_journal_behind_nor_one_of_before_in_its_way(path, tmp_path, monkeypatch):
    journal = tmp_path / "copy.db.part-journal"
    journal.write_bytes(b"of a copy for which the disk was too full")
    copy_archive(path, tmp_path / "copy.db")
    assert not journal.exists()

    def fail(_: Path, part: Path) -> None:
        part.write_bytes(b"half")
        part.with_name(f"{part.name}-journal").write_bytes(b"journal")
        raise ArchiveError("the disk is full")

    monkeypatch.setattr(upkeep, "_copy", fail)
    with pytest.raises(ArchiveError):
        copy_archive(path, tmp_path / "other.db")
    assert not list(tmp_path.glob("other*"))

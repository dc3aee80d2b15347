"""Raw captures go by a rule, recorded in the chain; nothing else goes, and nothing goes in silence."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from lab import Lab, SmallPaper, change_five, served

from crawler.cli import run
from crawler.config.archive import ARCHIVE_FILE
from crawler.errors import ConfigError
from crawler.retention import keep_raw, prune
from crawler.store import open_archive
from crawler.verify import verify

LATER = datetime(2126, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def crawled(tmp_path_factory) -> Path:
    """Two runs two days apart, with raw captures: a file each day, the later one refers to the earlier one."""
    paper = SmallPaper(noise=False)
    with served(paper) as server:
        lab = Lab(tmp_path_factory.mktemp("retention"), server)
        lab.configure("[archive]\nwarc = true\n[crawl]\ndelay = 0.0\n")
        lab.crawl()
        lab.later(2 * 24 * 60)
        change_five(paper)
        lab.crawl()
    with lab.archive() as archive:
        archive.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return lab.folder


@pytest.fixture
def data(crawled, tmp_path) -> Path:
    copy = tmp_path / "data"
    shutil.copytree(crawled, copy)
    return copy


def keep(data: Path, raw: str) -> None:
    (data / ARCHIVE_FILE).write_text(f'[keep]\nraw = "{raw}"\n', encoding="utf-8")


def pruned(data: Path, now: datetime = LATER, *, dry: bool = False) -> list[str]:
    with open_archive(data / "archive.db") as archive:
        return [gone.file for gone in prune(archive, data, now, dry=dry)]


def faults(data: Path) -> list[str]:
    with open_archive(data / "archive.db", read_only=True) as archive:
        return list(verify(archive, data))


def files(data: Path) -> list[str]:
    return sorted(path.relative_to(data / "warc").as_posix() for path in (data / "warc").rglob("*.warc.gz"))


class TestPruning:
    def test_files_go_and_verify_holds_without_them(self, data):
        before = files(data)
        keep(data, "90d")
        assert pruned(data) == before
        assert files(data) == []
        assert faults(data) == []

    def test_the_chain_says_what_went_and_why(self, data):
        keep(data, "12w")
        gone = pruned(data)
        with open_archive(data / "archive.db") as archive:
            rows = archive.db.execute("SELECT facts FROM events WHERE kind = 'pruned'").fetchall()
        assert [name in facts and "keep raw 84d" in facts for name, (facts,) in zip(gone, rows, strict=True)] == [
            True
        ] * len(gone)

    def test_without_a_rule_nothing_goes(self, data):
        before = files(data)
        assert pruned(data) == []
        keep(data, "forever")
        assert pruned(data) == []
        assert files(data) == before

    def test_what_is_young_enough_stays_with_what_it_refers_to(self, data):
        before = files(data)
        keep(data, "1d")
        with open_archive(data / "archive.db") as archive:
            times = sorted(raw.at for _, _, raw in archive.raws())
        gone = pruned(data, times[0] + timedelta(days=2))
        with open_archive(data / "archive.db") as archive:
            referred = {raw.refers for _, _, raw in archive.raws() if raw.refers is not None}
            assert all(archive.raw(number) is not None for number in referred)
        assert sorted([*gone, *files(data)]) == before
        assert faults(data) == []

    def test_a_dry_run_removes_nothing(self, data):
        before = files(data)
        keep(data, "90d")
        assert pruned(data, dry=True) == before
        assert files(data) == before
        assert faults(data) == []

    def test_a_file_that_a_killed_prune_left_goes_at_the_next(self, data):
        before = files(data)
        keep(data, "90d")
        kept = (data / "warc" / before[0]).read_bytes()
        pruned(data)
        (data / "warc" / before[0]).write_bytes(kept)
        assert faults(data) != []
        assert pruned(data) == [before[0]]
        assert faults(data) == []

    def test_a_file_that_went_in_another_way_is_still_found_missing(self, data):
        (data / "warc" / files(data)[0]).unlink()
        assert any("missing" in fault for fault in faults(data))

    def test_the_command_tells_each_file_and_the_sum(self, data, capsys):
        assert run(["--data", str(data), "prune", "--dry-run"]) == 0
        told = capsys.readouterr()
        assert (told.out, told.err) == ("", "raw captures are kept for ever: 0.0 MB would go\n")


class TestSettings:
    @pytest.mark.parametrize(("raw", "days"), [("90d", 90), ("12w", 84), ("forever", None)])
    def test_ages_are_read(self, tmp_path, raw, days):
        keep(tmp_path, raw)
        assert keep_raw(tmp_path) == (None if days is None else timedelta(days=days))

    @pytest.mark.parametrize(
        "text",
        [
            '[keep]\nraw = "90"',
            "[keep]\nraw = 90",
            '[keep]\nraw = "0d"',
            '[keep]\nversions = "90d"',
            '[keep]\nraws = "90d"',
            "keep = 1",
            "[keep",
        ],
    )
    def test_a_mistake_is_one_line_with_file_and_mend(self, tmp_path, text, capsys):
        (tmp_path / ARCHIVE_FILE).write_text(text, encoding="utf-8")
        with pytest.raises(ConfigError) as caught:
            keep_raw(tmp_path)
        assert str(tmp_path / ARCHIVE_FILE) in str(caught.value)
        assert "\n" not in str(caught.value)

    def test_there_need_be_no_file(self, tmp_path):
        assert keep_raw(tmp_path) is None

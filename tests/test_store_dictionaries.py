"""First texts of a site are packed with what was learned from the others, and every dictionary stays."""

from __future__ import annotations

import contextlib
import gzip
import random
from pathlib import Path

import pytest
import sqlite_utils
from store_drivers import ARTICLE, SITE, T0, article, hours

from crawler.errors import ArchiveError
from crawler.model import ListItem, RankedList, RegionKey, RegionKind
from crawler.store import SqliteArchive, contents, dictionaries, open_archive
from crawler.store.edits import is_edit
from crawler.store.schema import KNOWN

RELEASED = sorted((Path(__file__).parent / "archives").glob("*.db.gz"))
LEXICON = [f"{a}{b}{c}" for a in ("ka", "mor", "ti", "sel") for b in ("lo", "ven", "u") for c in ("r", "st", "nem", "")]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "archive.db"


def text(number: int, words: int = 120) -> str:
    return " ".join(random.Random(number).choices(LEXICON, k=words))


def key(number: int, site: str = SITE) -> RegionKey:
    return RegionKey(site, ARTICLE.kind, "", f"https://{site}.example/{number}")


def fill(archive: SqliteArchive, numbers: range, site: str = SITE) -> None:
    with archive.transaction():
        for number in numbers:
            archive.add_version(key(number, site), article(text(number)), "00", T0, None)


def trained(archive: SqliteArchive) -> list[tuple[int, int]]:
    return archive.db.execute("SELECT number, articles FROM dictionaries ORDER BY number").fetchall()


class TestDictionaries:
    def test_one_is_learned_when_there_are_enough_articles_and_first_texts_take_less_from_then_on(self, path):
        with open_archive(path) as archive:
            fill(archive, range(dictionaries.FIRST - 1))
            assert trained(archive) == []
            fill(archive, range(dictionaries.FIRST - 1, 100))
            assert trained(archive) == [(1, dictionaries.FIRST)]
            sizes = archive.db.execute("SELECT length(data) FROM contents ORDER BY id").fetchall()
            assert sum(size for (size,) in sizes[70:80]) < sum(size for (size,) in sizes[10:20]) * 0.8

    def test_what_was_packed_with_it_reads_back_in_another_session(self, path):
        with open_archive(path) as archive:
            fill(archive, range(100))
        with open_archive(path, read_only=True) as archive:
            for number in (0, 99):
                assert archive.latest(key(number)).state == article(text(number))
            assert archive.check() == []

    def test_what_an_edit_puts_in_is_packed_with_it_and_reads_back_in_another_session(self, path):
        with open_archive(path) as archive:
            fill(archive, range(100))
            archive.add_version(key(99), article(text(99), f"An edit: {text(100, 9)}."), "01", hours(1), None)
            (data,) = archive.db.execute("SELECT data FROM contents ORDER BY id DESC LIMIT 1").fetchone()
            assert is_edit(data)
            assert len(data) < 60
        with open_archive(path, read_only=True) as archive:
            assert archive.latest(key(99)).state == article(text(99), f"An edit: {text(100, 9)}.")
            assert archive.version(key(99), 1).state == article(text(99))
            assert archive.check() == []

    def test_a_list_in_another_order_takes_no_more_than_a_few_bytes_with_a_dictionary_too(self, path):
        ranked = RegionKey(SITE, RegionKind.LIST, "Most Popular", None)
        items = [(text(number, 6), f"https://{SITE}.example/news/2026/05/{number}") for number in range(10)]
        with open_archive(path) as archive:
            fill(archive, range(100))
            for number, order in enumerate((items, [items[1], items[0], *items[2:]], [items[9], *items[:9]])):
                listed = RankedList("Most Popular", tuple(ListItem(rank, *item) for rank, item in enumerate(order, 1)))
                archive.add_version(ranked, listed, f"0{number}", hours(number), None)
            sizes = archive.db.execute("SELECT length(data) FROM contents ORDER BY id DESC LIMIT 2").fetchall()
            assert max(size for (size,) in sizes) < 40

    def test_an_edit_that_was_damaged_is_told_and_takes_no_other_version_with_it(self, path):
        with open_archive(path) as archive:
            fill(archive, range(100))
            archive.add_version(key(99), article(text(99), "An edit came."), "01", hours(1), None)
            archive.db.execute(
                "UPDATE contents SET data = substr(data, 1, 4) WHERE id = (SELECT max(id) FROM contents)"
            )
        with open_archive(path, read_only=True) as archive:
            assert archive.version(key(99), 1).state == article(text(99))
            with pytest.raises(ArchiveError, match="edit is damaged"):
                archive.latest(key(99))
            assert any("edit is damaged" in line for line in archive.check())

    def test_a_later_session_counts_on_and_learns_again_only_after_much_growth(self, path, monkeypatch):
        monkeypatch.setattr(dictionaries, "GROWTH", 2)
        for start in range(0, 180, 20):
            with open_archive(path) as archive:
                fill(archive, range(start, start + 20))
        with open_archive(path) as archive:
            assert trained(archive) == [(1, 64), (2, 128)]
            assert [archive.latest(key(number)).state for number in (10, 100, 170)] == [
                article(text(number)) for number in (10, 100, 170)
            ]

    def test_each_site_has_its_own(self, path):
        with open_archive(path) as archive:
            fill(archive, range(70))
            fill(archive, range(70), "lagoon")
            owners = archive.db.execute("SELECT count(DISTINCT site_id) FROM dictionaries").fetchone()[0]
            assert owners == 2
            assert archive.check() == []

    def test_texts_that_nothing_can_be_learned_from_are_tried_again_when_there_are_more(self, path, monkeypatch):
        tried: list[int] = []
        monkeypatch.setattr(dictionaries, "train", lambda samples, *_: tried.append(len(samples)))
        with open_archive(path) as archive:
            fill(archive, range(200))
            assert trained(archive) == []
            assert tried == [63, 127]
            assert archive.latest(key(199)).state == article(text(199))

    def test_what_a_rolled_back_transaction_learned_is_forgotten(self, path):
        with open_archive(path) as archive:
            with contextlib.suppress(RuntimeError), archive.transaction():
                fill(archive, range(100))
                raise RuntimeError
            assert trained(archive) == []
            fill(archive, range(100))
            assert archive.check() == []

    def test_a_missing_one_is_told_with_its_number(self, path):
        with open_archive(path) as archive:
            fill(archive, range(80))
            archive.db.execute("DELETE FROM dictionaries")
        with open_archive(path) as archive, pytest.raises(ArchiveError, match="dictionary 1 is not there"):
            archive.latest(key(79))


def test_a_long_history_of_one_text_has_one_full_content_and_short_chains(path):
    # Beyond the chain's length a text is packed against the full one again, as long as that is worth it.
    with open_archive(path) as archive, archive.transaction():
        for number in range(60):
            archive.add_version(ARTICLE, article(text(1, 900), f"edit {number}"), "00", hours(number), None)
        rows = archive.db.execute("SELECT depth, base_id FROM contents ORDER BY id").fetchall()
        assert [base for depth, base in rows if depth == 0] == [None]
        assert max(depth for depth, _ in rows) == contents.CHAIN - 1
        archive._unpacked.clear()
        assert [version.state.paragraphs[1] for version in archive.versions(ARTICLE)] == [
            f"edit {number}" for number in range(60)
        ]


def test_a_history_that_moves_away_from_its_first_text_gets_a_full_content_again(path):
    with open_archive(path) as archive, archive.transaction():
        for number in range(contents.CHAIN + 1):
            archive.add_version(ARTICLE, article(text(number)), "00", hours(number), None)
        fulls = archive.db.execute("SELECT id FROM contents WHERE depth = 0").fetchall()
        assert fulls == [(1,), (contents.CHAIN + 1,)]


def states(archive: SqliteArchive) -> dict[tuple[RegionKey, int], object]:
    return {(version.key, version.number): version.state for version in archive.all_versions()}


def unpacked(kept: Path, path: Path) -> Path:
    path.write_bytes(gzip.decompress(kept.read_bytes()))
    return path


# The oldest was made of other articles than those after it.
FIRST = next(kept for kept in RELEASED if kept.name.startswith("m001"))
LATER = [kept for kept in RELEASED if kept is not FIRST]


def test_the_first_released_archive_has_its_versions_and_alerts(path):
    with open_archive(unpacked(FIRST, path)) as archive:
        ferry = RegionKey("harbour", ARTICLE.kind, "", "https://harbour.example/news/ferry/")
        assert len(archive.versions(ferry)) == 16
        assert archive.latest(ferry).state.title == "Ferry company counts 1213 passengers"
        assert [each.id for each in archive.alerts()] == ["a1", "a2", "a3"]
        assert len(archive.spooled("harbour")) == 1
        archive.add_version(ferry, article("after"), "00", hours(99), None)
        assert archive.latest(ferry).number == 17


@pytest.mark.parametrize("kept", LATER, ids=lambda kept: kept.name)
def test_later_released_archives_have_their_articles_edits_and_last_sights(kept, path):
    with open_archive(unpacked(kept, path)) as archive:
        for number in range(70):
            versions = archive.versions(key(number))
            edited = [article(text(number, 60), "An edit came.")] if number >= 60 else []
            assert [version.state for version in versions] == [article(text(number, 60)), *edited]
            assert versions[-1].last_seen == (hours(5) if edited else hours(3))
        assert archive.generation(SITE) == 1


@pytest.mark.parametrize("kept", RELEASED, ids=lambda kept: kept.name)
class TestReleasedArchives:
    @pytest.fixture
    def old(self, kept: Path, path: Path) -> Path:
        return unpacked(kept, path)

    def test_it_is_brought_up_to_date_and_says_what_it_said(self, old):
        before = list(sqlite_utils.Database(old).query("SELECT site, url, version, sha256 FROM versions_view"))
        with open_archive(old) as archive:
            assert archive.check() == []
            told = archive.db.execute("SELECT site, url, version, sha256 FROM versions_view").fetchall()
            assert told == [(*seen, sha256[:32]) for *seen, sha256 in map(dict.values, before)]
            assert list(archive.check_chain()) == []
        names = {row["name"] for row in sqlite_utils.Database(old)["_sqlite_migrations"].rows}
        assert names == KNOWN

    def test_it_goes_on_and_gets_small_and_stays_whole(self, old):
        with open_archive(old) as archive:
            before = states(archive)
            archive.add_version(key(900), article("after"), "00", hours(99), None)
            archive.vacuum()
            assert archive.db.execute("SELECT max(length(sha256)) FROM contents").fetchone() == (contents.IDENTITY,)
            assert states(archive) == before | {(key(900), 1): article("after")}
            assert [*archive.check(), *archive.check_chain()] == []

    def test_for_reading_only_it_asks_to_be_brought_up_to_date(self, old):
        before = old.read_bytes()
        with pytest.raises(ArchiveError, match="older Presswatch"):
            open_archive(old, read_only=True)
        assert old.read_bytes() == before

    def test_a_migration_that_is_cut_short_leaves_it_as_it_was(self, old, monkeypatch):
        def fail(*_: object) -> None:
            raise RuntimeError("power")

        before = list(sqlite_utils.Database(old)["_sqlite_migrations"].rows)
        monkeypatch.setattr("crawler.store.connection.MIGRATIONS.apply", fail)
        with pytest.raises(RuntimeError):
            open_archive(old)
        assert list(sqlite_utils.Database(old)["_sqlite_migrations"].rows) == before

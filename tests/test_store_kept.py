"""What who writes remembers of the archive is what a stranger reads in its file."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from crawler.model import Article, PageRecord, RegionKey, RegionKind
from crawler.store import open_archive
from crawler.store.contents import RECENT
from crawler.store.kept import Kept
from crawler.store.sqlite import SqliteArchive

SITE = "paper"
URLS = [f"https://paper.example/{name}" for name in "abc"]
OF_SITE = ""
AT = datetime(2026, 5, 12, 8, tzinfo=UTC)

Act = Callable[[SqliteArchive], None]


class GivenUpError(Exception):
    """Rolls a transaction back."""


def key(url: str) -> RegionKey:
    """The article of a page; for OF_SITE a region of the whole site."""
    return RegionKey(SITE, RegionKind.ARTICLE, "", url or None)


def save(url: str, looks: int) -> Act:
    return lambda archive: archive.save_page(PageRecord(SITE, url, looks=looks, next_look=AT))


def move(url: str, to: str) -> Act:
    return lambda archive: archive.move_page(SITE, url, to)


def name_too(url: str, to: str) -> Act:
    return lambda archive: archive.add_alias(SITE, url, to)


def write(url: str, number: int) -> Act:
    def act(archive: SqliteArchive) -> None:
        seen = AT + timedelta(hours=number)
        archive.add_version(key(url), Article(f"Title {number}", ("Some text.",)), f"1{number:032x}", seen, None)

    return act


def touch(url: str, hours: int) -> Act:
    return lambda archive: archive.touch(key(url), AT + timedelta(hours=hours))


def read_again(url: str, number: int) -> Act:
    def act(archive: SqliteArchive) -> None:
        if (latest := archive.latest(key(url))) is not None:
            archive.replace_reading(latest, Article(f"Title {number}", ("Text.",)), f"1{number:032x}")

    return act


def pull_in(_url: str, hours: int) -> Act:
    return lambda archive: archive.pull_in(SITE, AT - timedelta(hours=hours))


def given_up(acts: list[Act]) -> Act:
    def act(archive: SqliteArchive) -> None:
        with contextlib.suppress(GivenUpError), archive.transaction():
            for each in acts:
                each(archive)
                look_at(archive)  # so that what is undone was remembered
            raise GivenUpError

    return act


def look_at(archive: SqliteArchive) -> list[object]:
    """All that is remembered, asked twice: the second answer is the remembered one."""
    for url in URLS:
        archive.page(SITE, url)
        archive.latest(key(url))
    archive.latest(key(OF_SITE))
    pages = [archive.page(SITE, url) for url in URLS]
    versions = [archive.latest(key(url)) for url in (*URLS, OF_SITE)]
    digests = [archive.latest_digest(key(url)) for url in (*URLS, OF_SITE)]
    return [pages, versions, digests, [archive.resolve_alias(SITE, url) for url in URLS], archive.due(SITE, AT, 9)]


urls, regions, numbers = st.sampled_from(URLS), st.sampled_from([*URLS, OF_SITE]), st.integers(0, 5)
single = st.one_of(
    *(st.builds(make, urls, numbers) for make in (save, pull_in)),
    *(st.builds(make, regions, numbers) for make in (write, touch, read_again)),
    *(st.builds(make, urls, urls) for make in (move, name_too)),
)
acts = st.lists(st.one_of(single, st.lists(single, max_size=3).map(given_up)), max_size=8)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "archive.db"
    open_archive(path).close()
    return path


@settings(max_examples=40, deadline=None)
@given(acts)
@example([name_too(URLS[0], URLS[1]), name_too(URLS[1], URLS[0])])
@example([write(OF_SITE, 1), given_up([touch(OF_SITE, 5), write(OF_SITE, 2)])])
@example([write(URLS[0], 1), given_up([write(URLS[0], 2)]), write(URLS[0], 3)])
@example([save(URLS[0], 1), name_too(URLS[1], URLS[0]), given_up([save(URLS[0], 2), name_too(URLS[2], URLS[0])])])
def test_whatever_is_written_moved_or_undone_the_writer_knows_what_the_file_says(empty: Path, done: list[Act]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(shutil.copy(empty, folder))
        with open_archive(path) as archive:
            assert isinstance(archive, SqliteArchive)
            for act in done:
                act(archive)
                remembered = look_at(archive)
                with SqliteArchive(path, read_only=True) as stranger:
                    assert look_at(stranger) == remembered


CONTENTS = "SELECT id, sha256, base_id, depth FROM contents ORDER BY id"


@settings(max_examples=30, deadline=None)
@given(acts)
@example([write(OF_SITE, number) for number in (1, 2, 1, 3, 3, 2)])
@example([write(OF_SITE, 1), write(OF_SITE, 2), read_again(OF_SITE, 3), write(OF_SITE, 4), read_again(OF_SITE, 3)])
@example([write(OF_SITE, 1), write(OF_SITE, 2), given_up([write(OF_SITE, 3), write(OF_SITE, 1)]), write(OF_SITE, 3)])
def test_a_text_of_before_is_known_again_by_who_wrote_it_as_by_who_comes_anew(empty: Path, done: list[Act]) -> None:
    found = []
    for at_once in (True, False):
        with TemporaryDirectory() as folder:
            path = Path(shutil.copy(empty, folder))
            for acts_ in [done] if at_once else [[act] for act in done]:
                with open_archive(path) as archive:
                    for act in acts_:
                        act(archive)
            with SqliteArchive(path, read_only=True) as archive:
                found.append(archive.db.execute(CONTENTS).fetchall())
    assert found[0] == found[1]


def test_a_text_is_known_again_in_a_long_history_within_a_session(tmp_path: Path) -> None:
    with open_archive(tmp_path / "archive.db") as archive:
        assert isinstance(archive, SqliteArchive)
        with archive.transaction():
            for number in [*range(3 * RECENT), 3 * RECENT - 9]:
                write(OF_SITE, number)(archive)
        assert archive.db.execute("SELECT count(*) FROM contents").fetchone() == (3 * RECENT,)


def test_many_aliases_lead_where_few_do(tmp_path: Path) -> None:
    with open_archive(tmp_path / "archive.db") as archive:
        names = [f"https://paper.example/old/{number}" for number in range(1100)]
        with archive.transaction():
            for name in names:
                archive.add_alias(SITE, name, URLS[0])
            archive.add_alias(SITE, URLS[0], URLS[1])
    with open_archive(tmp_path / "archive.db") as archive:
        assert {archive.resolve_alias(SITE, name) for name in names} == {URLS[1]}
        archive.add_alias(SITE, URLS[1], URLS[2])
        assert archive.resolve_alias(SITE, names[-1]) == URLS[2]
        assert archive.resolve_alias(SITE, URLS[2]) == URLS[2]


def test_what_is_kept_is_bounded_and_the_oldest_goes_first() -> None:
    kept: Kept[str, int] = Kept(2)
    for number, name in enumerate("abab"):
        kept.put(name, number)
    kept.put("c", 9)
    assert (kept.get("a"), kept.get("b"), kept.get("c")) == (None, 3, 9)
    assert Kept[str, int](0).put("a", 1) == 1


def test_a_writer_is_asked_for_a_page_again_only_after_it_changed(tmp_path: Path) -> None:
    with open_archive(tmp_path / "archive.db") as archive:
        archive.save_page(PageRecord(SITE, URLS[0]))
        first = archive.page(SITE, URLS[0])
        assert archive.page(SITE, URLS[0]) is first
        assert first is not None
        archive.save_page(replace(first, looks=3))
        again = archive.page(SITE, URLS[0])
        assert again is not None
        assert again.looks == 3

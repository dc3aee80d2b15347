"""One page at several addresses is watched once, whatever parameters its links carry."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from test_recorder import BASE, HERRING, RENT, ROOF, SITE, Desk

from crawler.demo.events import headline, reword
from crawler.model import Capture, RegionKind
from crawler.recorder.seen_edits import MOST_EDITS, SeenEdits
from crawler.store import open_archive
from crawler.urls import may_be_one_page, page_key

_CANONICAL = re.compile(rb'<link rel="canonical"[^>]*>|<meta property="og:url"[^>]*>')


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("first") / "archive.db"
    with open_archive(path) as archive:
        made = Desk(archive)
        assert made.kinds([plain(each) for each in made.captures()]) == []
    return path


@pytest.fixture
def desk(first: Path, tmp_path: Path) -> Iterator[Desk]:
    shutil.copy(first, tmp_path)
    with open_archive(tmp_path / "archive.db") as archive:
        yield Desk(archive, minutes=60)
        assert archive.check() == []


def plain(capture: Capture) -> Capture:
    """Of a site that does not say which of its addresses counts."""
    return replace(capture, body=_CANONICAL.sub(b"", capture.body))


def at_address(desk: Desk, name: str, query: str) -> Capture:
    return plain(desk.capture(desk.path(name), url=BASE + desk.path(name) + query))


def articles(desk: Desk) -> set[str]:
    return {key.page or "" for key in desk.archive.regions(SITE, RegionKind.ARTICLE) if desk.archive.latest(key)}


def test_a_known_story_at_an_address_with_more_parameters_is_that_story(desk: Desk) -> None:
    before = articles(desk)
    assert desk.kinds([at_address(desk, ROOF, "?comments=1"), *map(plain, desk.one(HERRING))]) == []
    assert articles(desk) == before
    assert desk.archive.resolve_alias(SITE, f"{BASE}{desk.path(ROOF)}?comments=1") == BASE + desk.path(ROOF)
    desk.paper.edit(ROOF, headline("Roof of the old market blown off"))
    told = desk.run([at_address(desk, ROOF, "?comments=1"), at_address(desk, ROOF, "")])
    assert [alert.url for alert in told if alert.kind == "article.changed"] == [BASE + desk.path(ROOF)]


def test_of_addresses_that_are_all_new_the_plainest_is_the_page(tmp_path: Path) -> None:
    with open_archive(tmp_path / "archive.db") as archive:
        desk = Desk(archive)
        queries = ["?comments=1&sort=new", "?sort=new", ""]
        desk.run([*(at_address(desk, ROOF, query) for query in queries), *map(plain, desk.one(HERRING))])
        assert {page for page in articles(desk) if "market" in page} == {BASE + desk.path(ROOF)}
        moved = {page.url: page.moved_to for page in archive.pages(SITE) if page.state == "moved"}
        assert moved == {f"{BASE}{desk.path(ROOF)}{query}": BASE + desk.path(ROOF) for query in queries[:2]}


def test_another_story_at_the_place_is_a_story_of_its_own(desk: Desk) -> None:
    other = replace(at_address(desk, HERRING, ""), url=f"{BASE}{desk.path(ROOF)}?edition=2")
    desk.run([other])
    assert page_key(other.url) in articles(desk)


def test_a_story_printed_again_under_another_id_is_a_story_of_its_own(tmp_path: Path) -> None:
    with open_archive(tmp_path / "archive.db") as archive:
        desk = Desk(archive)
        desk.run([at_address(desk, ROOF, "?cat=1&id=4071"), at_address(desk, ROOF, "?cat=1&id=4072")])
        assert {page.rpartition("=")[2] for page in articles(desk)} == {"4071", "4072"}


@pytest.mark.parametrize(
    ("one", "other", "may"),
    [
        ("/n?id=17400", "/n?cat=2&id=17400", True),
        ("/n?cat=1&id=17400", "/n?cat=2&id=17400", True),
        ("/n?id=17400", "/n?id=17401", False),
        ("/n/", "/n?sort=new", True),
        ("/n?a=1", "/n?a=2", False),
        ("/n?a=1", "/m?a=1", False),
    ],
)
def test_addresses_may_be_one_page_by_their_id_or_by_what_one_has_more(one: str, other: str, may: bool) -> None:
    assert may_be_one_page(BASE + one, BASE + other) is may
    assert may_be_one_page(BASE + other, BASE + one) is may


@pytest.mark.parametrize("name", ["PHPSESSID", "jsessionid", "ASPSESSIONIDAQRSTBCD", "CFTOKEN"])
def test_a_visit_is_no_part_of_a_pages_key(name: str) -> None:
    assert page_key(f"{BASE}/n?{name}=4f1c&id=17400") == page_key(f"{BASE}/n?id=17400")


def by_number(desk: Desk) -> Capture:
    """The same story, which links lead to by its number, too; nothing says that it is one."""
    return plain(desk.capture(desk.path(ROOF), url=f"{BASE}/node/7"))


def by_name(desk: Desk) -> Capture:
    return plain(desk.capture(desk.path(ROOF)))


def test_an_edit_of_a_story_at_two_addresses_is_told_and_told_once(desk: Desk) -> None:
    others = [plain(each) for each in desk.one(HERRING)]
    assert desk.kinds([by_number(desk), *others]) == []
    assert desk.kinds([by_name(desk), *others]) == []
    for old, new in (("8.6 million", "9.1 million"), ("9.1 million", "9.4 million")):
        desk.paper.edit(ROOF, reword(old, new))
        told = desk.run([by_number(desk), by_name(desk), *others])
        assert [(alert.kind, alert.url) for alert in told] == [("article.changed", BASE + desk.path(ROOF))]
    assert desk.archive.resolve_alias(SITE, f"{BASE}/node/7") == BASE + desk.path(ROOF)
    assert [desk.kinds([each(desk), *others]) for each in (by_number, by_name, by_number)] == [[], [], []]


@pytest.mark.parametrize("earlier", [by_number, by_name])
def test_an_edit_that_is_seen_at_the_other_address_runs_later_is_told_once_and_the_next_ones_too(
    desk: Desk, earlier: Callable[[Desk], Capture]
) -> None:
    later = by_name if earlier is by_number else by_number
    others = [plain(each) for each in desk.one(HERRING)]
    desk.run([by_number(desk), by_name(desk), *others])
    desk.paper.edit(ROOF, reword("8.6 million", "9.1 million"))
    (told,) = desk.run([earlier(desk), *others])
    assert (told.kind, told.url) == ("article.changed", earlier(desk).url)
    assert [desk.kinds(others) for _ in range(3)] == [[]] * 3
    assert desk.kinds([later(desk), *others]) == []
    assert desk.archive.resolve_alias(SITE, later(desk).url) == earlier(desk).url
    desk.paper.edit(ROOF, reword("9.1 million", "9.4 million"))
    (told,) = desk.run([later(desk), *others])
    assert (told.kind, told.url) == ("article.changed", earlier(desk).url)
    assert desk.kinds([earlier(desk), *others]) == []


def test_another_edit_than_that_of_the_other_address_is_told(desk: Desk) -> None:
    others = [plain(each) for each in desk.one(HERRING)]
    desk.run([by_number(desk), by_name(desk), *others])
    desk.paper.edit(ROOF, reword("8.6 million", "9.1 million"))
    assert desk.kinds([by_name(desk), *others]) == ["article.changed"]
    desk.paper.edit(ROOF, reword("9.1 million", "9.4 million"))
    assert desk.kinds([by_number(desk), *others]) == ["article.changed"]


def test_two_edits_of_which_the_other_address_shows_the_second_alone_are_not_told_again_there(desk: Desk) -> None:
    others = [plain(each) for each in desk.one(HERRING)]
    desk.run([by_number(desk), by_name(desk), *others])
    for old, new in (("8.6 million", "9.1 million"), ("9.1 million", "9.4 million")):
        desk.paper.edit(ROOF, reword(old, new))
        assert desk.kinds([by_name(desk), *others]) == ["article.changed"]
    assert desk.kinds([by_number(desk), *others]) == []


def test_an_edit_back_to_what_the_other_address_said_first_is_told(desk: Desk) -> None:
    others = [plain(each) for each in desk.one(HERRING)]
    desk.run([by_number(desk), by_name(desk), *others])
    old = by_number(desk)
    desk.paper.edit(ROOF, reword("8.6 million", "9.1 million"))
    assert desk.kinds([by_name(desk), *others]) == ["article.changed"]
    assert desk.kinds([by_number(desk), *others]) == []
    assert desk.kinds([replace(old, fetched_at=by_name(desk).fetched_at), *others]) == ["article.changed"]


def test_the_last_edits_are_remembered_in_their_order() -> None:
    edits = SeenEdits()
    for number in (*range(MOST_EDITS), 0, MOST_EDITS):
        edits.saw(f"{-number}", f"/{number}")
    edits = SeenEdits.of(edits.plain())
    assert len(edits.pages) == MOST_EDITS
    assert list(edits.pages)[-2:] == ["0", f"{-MOST_EDITS}"]
    assert "-1" not in edits.pages


def test_an_edit_of_a_story_that_is_found_at_another_address_just_then_is_told(desk: Desk) -> None:
    desk.paper.edit(ROOF, reword("8.6 million", "9.1 million"))
    told = desk.run([by_number(desk), by_name(desk), *map(plain, desk.one(HERRING))])
    assert [alert.kind for alert in told] == ["article.changed"]


def test_an_error_page_that_claims_to_be_two_stories_is_none_of_them(desk: Desk) -> None:
    error = by_name(desk).body
    told = desk.run([replace(plain(desk.capture(desk.path(name))), body=error) for name in (HERRING, RENT)])
    assert [alert for alert in told if alert.kind == "article.changed"] == []

"""Answers that broke off, articles in pages: what is served in part is no edit of the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from region_lab import BASE, Bench, Reed, bench, paragraphs

from crawler.guard import is_ended
from crawler.model import Capture
from crawler.store import open_archive
from crawler.urls import beginning, first_pages, is_later_page

STORY = "/news/story-2/"
EDITED = "article.changed article"
# -- answers that break off ------------------------------------------------------------------------------------------


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path, Reed()) as made:
        yield made


def cut(capture: Capture, text: str) -> Capture:
    """The answer as far as the middle of a text."""
    place = capture.body.index(text.encode())
    return replace(capture, body=capture.body[: place + len(text) // 2])


def look(site: Bench, captures: list[Capture]) -> list[str]:
    recorder = site.recorder()
    for capture in captures:
        recorder.take(capture)
    recorder.finish(site.now)
    return [f"{alert.kind} {alert.region}" for alert in recorder.tally.alerts]


def looked(site: Bench, *, broken: bool) -> list[str]:
    site.reed.lists["Most Popular"].reverse()  # no answer is like the one before
    site.now = site.now.replace(minute=(site.now.minute + 11) % 60)
    captures = [site.capture(path) for path in site.reed.paths]
    at = site.reed.paths.index(STORY)
    if broken:
        captures[at] = cut(captures[at], paragraphs(2)[3])
    return [told for told in look(site, captures) if told.startswith("article")]


def test_an_answer_that_breaks_off_is_no_edit_and_an_edit_behind_it_is_found_later(site: Bench) -> None:
    assert looked(site, broken=True) == []
    verdicts = [record for record in site.archive.captures() if record.url == BASE + STORY]
    assert verdicts[-1].verdict == "unreadable"
    assert "breaks off" in verdicts[-1].reason
    site.reed.titles[2] = "Another headline altogether, of the sluice"
    assert looked(site, broken=False) == [EDITED]


def test_what_breaks_off_at_the_same_place_again_is_believed(site: Bench) -> None:
    assert [looked(site, broken=True) for _ in range(3)] == [[], [EDITED], []]


def test_what_breaks_off_after_most_was_missing_from_a_whole_page_is_doubted_by_itself(site: Bench) -> None:
    plain, five = site.reed.page, "".join(f"<p>{text}</p>" for text in paragraphs(2))
    texts = [*paragraphs(2), *paragraphs(11)]
    site.reed.page = lambda path: plain(path).replace(five, "".join(f"<p>{text}</p>" for text in texts))  # type: ignore[method-assign]  # as it is edited
    assert looked(site, broken=False) == [EDITED]
    del texts[4:]
    assert looked(site, broken=False) == []  # most of it is gone
    assert looked(site, broken=True) == []
    assert looked(site, broken=False) == [EDITED]


def test_what_broke_off_after_an_outage_is_doubted_all_the_same(site: Bench) -> None:
    assert "article.changed article" not in site.kinds(status=503, body=b"no")
    assert looked(site, broken=True) == []
    assert looked(site, broken=False) == []


def unchanged(site: Bench) -> None:
    """A run in which the article's own page has not changed since it was read well, as its server says."""
    site.now += timedelta(minutes=30)
    there = Capture(BASE + STORY, site.now, status=304)
    assert look(site, [site.capture("/"), there]) == []


def test_an_answer_that_breaks_off_is_doubted_again_where_the_page_was_whole_between(site: Bench) -> None:
    for _ in range(2):
        assert looked(site, broken=True) == []
        unchanged(site)


class OpenReed(Reed):
    """A site that never ends its pages."""

    def page(self, path: str) -> str:
        return super().page(path).replace("</body></html>", "")


def test_on_a_site_that_does_not_end_its_pages_an_edit_is_told_at_once(tmp_path: Path) -> None:
    with bench(tmp_path, OpenReed()) as site:
        site.reed.titles[2] = "Another headline altogether, of the sluice"
        assert EDITED in site.kinds()


def test_a_site_that_ends_its_pages_no_more_is_not_broken(tmp_path: Path) -> None:
    with bench(tmp_path, Reed()) as site:
        plain = site.reed.page
        site.reed.page = lambda path: plain(path).replace("</body></html>", "")  # type: ignore[method-assign]
        site.reed.titles = {number: f"Another headline of story {number}, and of the sluice" for number in range(4)}
        assert site.kinds().count(EDITED) == 4


def test_a_new_page_that_breaks_off_is_not_stored_as_it_is(site: Bench) -> None:
    site.reed.stories = tuple(range(7))
    new = site.capture(site.reed.path(6))
    assert look(site, [cut(new, paragraphs(6)[3])]) == []
    assert [site.kinds() for _ in range(2)] == [[], []]


@pytest.mark.parametrize(
    ("body", "ended"),
    [
        (b"<html><body><p>One</p></body></html>\n<!-- cached -->", True),
        (b"<HTML><BODY><P>One</BODY>", True),
        ("<html><body>Eins</body></html>".encode("utf-16"), True),
        (b"<html><body><p>One</p>", False),
        (b"", False),
    ],
)
def test_markup_ends_with_its_last_tag(site: Bench, body: bytes, *, ended: bool) -> None:
    assert is_ended(replace(site.capture("/"), body=body)) is ended


# -- articles in pages -------------------------------------------------------------------------------------------------

FIRST = "https://reed.example/news/long-story-2024"


@pytest.mark.parametrize(
    "more", ["/2", "/page/2", "/page/2/", "/page-3", "-2", "_2", ",2", "?page=2", "?p=7", "?seite=2", "/20"]
)
def test_a_number_behind_an_address_is_that_of_a_later_page(more: str) -> None:
    assert is_later_page(FIRST + more, FIRST)
    assert beginning(FIRST) in FIRST + more
    assert not is_later_page(FIRST, FIRST + more)


@pytest.mark.parametrize(
    "other", [FIRST, f"{FIRST}/comments", f"{FIRST}?ref=2", f"{FIRST}?page=1", f"{FIRST}/2024", f"{FIRST}0"]
)
def test_other_numbers_and_words_say_nothing_of_pages(other: str) -> None:
    assert not is_later_page(other, FIRST)
    assert not is_later_page("https://other.example/news/long-story-2024/2", FIRST)


def test_an_ending_stands_behind_the_number() -> None:
    assert is_later_page("https://reed.example/story-2.html", "https://reed.example/story.html")
    assert first_pages("https://reed.example/story-2.html") == ["https://reed.example/story.html"]
    assert not is_later_page("https://reed.example/a-2.html", "https://reed.example/b.html")


def in_pages(site: Bench, numbers: list[int]) -> None:
    """Each story goes on on a second page that names the first as its canonical address."""
    plain = site.reed.page

    def page(path: str) -> str:
        first = path.removesuffix("2/") if path.endswith("/2/") else path
        made = plain(first).replace("</head>", f'<link rel="canonical" href="{BASE}{first}"></head>')
        for number in numbers if path != first else ():
            if first == site.reed.path(number):
                for own, more in zip(paragraphs(number), paragraphs(number + 40), strict=True):
                    made = made.replace(own, more)
        return made

    site.reed.page = page  # type: ignore[method-assign]


def test_the_second_page_of_an_article_is_no_edit_of_the_first_though_it_names_it(tmp_path: Path) -> None:
    reed = Reed()
    with open_archive(tmp_path / "archive.db") as archive:
        site = Bench(archive, reed)
        in_pages(site, [1, 2])
        paths = ["/news/story-2/2/", *reed.paths, "/news/story-1/2/"]
        for order in (paths, paths[::-1], paths):
            assert site.kinds(order) == []
        reed.titles[1] = "Another headline altogether, of the sluice"
        assert EDITED in site.kinds(["/", "/news/story-1/"])
        assert site.kinds(["/news/story-2/2/"]) == []


def test_a_headline_that_changes_on_all_pages_of_an_article_is_told_once(tmp_path: Path) -> None:
    with open_archive(tmp_path / "archive.db") as archive:
        site = Bench(archive, Reed(lists={}))
        in_pages(site, [2])
        paths = [*site.reed.paths, "/news/story-2/2/"]
        assert [site.kinds(paths) for _ in range(2)] == [[], []]
        site.reed.titles[2] = "Another headline altogether, of the sluice"
        assert site.kinds(paths) == [EDITED]
        assert site.kinds(paths) == []


def test_the_addresses_of_which_one_may_be_a_later_page() -> None:
    assert first_pages(f"{FIRST}/page/3") == [f"{FIRST}/page/", f"{FIRST}/page", f"{FIRST}/", FIRST]
    assert first_pages(f"{FIRST}?page=2&lang=de") == [f"{FIRST}?lang=de"]
    assert first_pages(FIRST) == first_pages(f"{FIRST}?page=1") == []


@given(st.from_regex(r"https://reed\.example(/[a-z]{1,8}){1,4}", fullmatch=True), st.integers(2, 99))
def test_an_address_is_a_later_page_of_each_that_it_may_be_one_of(address: str, number: int) -> None:
    for later in (f"{address}-{number}", f"{address}/page/{number}", f"{address}?page={number}"):
        assert all(is_later_page(later, first) for first in first_pages(later) if first != later)
        assert all(beginning(first) in later for first in first_pages(later))


@given(st.text("ab.A1é/-", max_size=12))
def test_what_all_later_pages_have_in_their_addresses_ends_before_an_ending_and_a_slash(path: str) -> None:
    """What a pattern says of it, which is worked out without one: pages link to hundreds of addresses."""
    address = f"https://reed.example/{path}"
    said = re.fullmatch(r"(.+?)(\.[a-z]{3,5})?/?", f"/{path}")
    assert said is not None
    assert beginning(address) == min(said[1], f"/{path}".rstrip("/"), key=len)


def test_a_numbered_address_with_the_words_of_the_first_is_the_first(tmp_path: Path) -> None:
    """Some systems show the same article whatever stands behind its address."""
    with open_archive(tmp_path / "archive.db") as archive:
        site = Bench(archive, Reed())
        in_pages(site, [])
        assert [site.kinds(), site.kinds(["/news/story-2/2/"])] == [[], []]
        assert archive.page("reed", f"{BASE}/news/story-2/2/") is None

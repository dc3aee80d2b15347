"""Captures from files: what a paper's pages share is told from what is their own, and each real change once."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from text_captures import (
    MUSEUM,
    ORCHARD,
    PICKS,
    POPULAR,
    STORIES,
    TICKER,
    WEIR,
    Data,
    Frame,
    Story,
    later,
    reword,
    write,
)

from crawler.config import AlertsConfig
from crawler.errors import UsageError
from crawler.ingest import ingest
from crawler.model import Alert, RegionKind
from crawler.store import open_archive

FRAME = Frame()
NEWS = Frame(
    ticker=tuple(line.replace("1,310", "1,190") for line in TICKER),
    popular=(POPULAR[0], POPULAR[2], POPULAR[1], *POPULAR[3:]),
)
EDITED = reword(WEIR, "4.2 million", "5.1 million")


@pytest.fixture
def data(tmp_path: Path) -> Data:
    return Data(tmp_path / "data")


def assert_read(
    data: Data, *stories: Story, frame: Frame = FRAME, names: Sequence[str] = ("Most Popular", "Editors' Picks")
) -> None:
    """Every article is its own text and nothing else; the shared regions are whole, each one region of the site."""
    articles = data.articles()
    assert {title: article.paragraphs for title, article in articles.items()} == {
        story.title: story.paragraphs for story in stories
    }
    assert data.ticker() == list(frame.ticker)
    assert data.titles(names[0]) == list(frame.popular)
    assert data.titles(names[1]) == list(frame.picks)


def assert_three_alerts(alerts: Sequence[Alert]) -> None:
    by_kind = {alert.kind: alert for alert in alerts}
    assert sorted(alert.kind for alert in alerts) == ["article.changed", "list.changed", "live.changed"]
    (update,) = by_kind["live.changed"].change["updated"]
    assert update["numbers"] == [{"before": "1,310", "after": "1,190"}]
    moved = by_kind["list.changed"].change["moved"]
    assert {(item["title"], item["from"], item["to"]) for item in moved} <= {(POPULAR[2], 3, 2), (POPULAR[1], 2, 3)}
    assert moved
    assert not by_kind["list.changed"].change["entered"]
    (hunk,) = by_kind["article.changed"].change["hunks"]
    assert ("4.2 million" in hunk["before"], "5.1 million" in hunk["after"]) == (True, True)


def test_pages_taken_in_together_are_told_from_what_they_share(data: Data, tmp_path: Path) -> None:
    done = data.take(*write(tmp_path / "one", FRAME, *STORIES))
    assert not done.problems
    assert_read(data, *STORIES)
    assert data.version_count() == len(STORIES) + 3
    assert data.alerts() == []


def test_the_same_captures_again_later_make_no_version_and_no_alert(data: Data, tmp_path: Path) -> None:
    paths = write(tmp_path / "one", FRAME, *STORIES)
    data.take(*paths)
    before = data.version_count()
    data.take(*paths, at=later(3))
    data.take(*paths, at=later(30))
    data.take(*reversed(paths), at=later(31))
    assert data.version_count() == before
    assert data.alerts() == []


@pytest.mark.parametrize("folder", ["one", "two"])
def test_changed_copies_give_each_alert_once_wherever_they_lie(data: Data, tmp_path: Path, folder: str) -> None:
    data.take(*write(tmp_path / "one", FRAME, *STORIES))
    data.take(*write(tmp_path / folder, NEWS, EDITED, MUSEUM, ORCHARD), at=later(2))
    assert_three_alerts(data.alerts())
    data.take(*write(tmp_path / "three", NEWS, EDITED, MUSEUM, ORCHARD), at=later(4))
    data.take(tmp_path / folder, at=later(6))
    assert len(data.alerts()) == 3
    assert len({alert.id for alert in data.alerts()}) == 3
    assert_read(data, EDITED, MUSEUM, ORCHARD, frame=NEWS)


def test_files_taken_in_one_call_each_are_read_like_files_taken_in_together(data: Data, tmp_path: Path) -> None:
    paths = write(tmp_path / "one", FRAME, *STORIES)
    for path in paths:
        data.take(path)
    for number, path in enumerate(paths):
        data.take(path, at=later(1 + number))
    assert_read(data, *STORIES)
    assert data.alerts() == []


def test_changed_copies_taken_in_one_call_each_give_each_alert_once(data: Data, tmp_path: Path) -> None:
    data.take(*write(tmp_path / "one", FRAME, *STORIES))
    for number, path in enumerate(write(tmp_path / "two", NEWS, EDITED, MUSEUM, ORCHARD)):
        data.take(path, at=later(2 + number))
    assert_three_alerts(data.alerts())
    assert_read(data, EDITED, MUSEUM, ORCHARD, frame=NEWS)


@pytest.mark.parametrize("place", [0, len(TICKER) - 1], ids=["first", "last"])
def test_a_new_line_at_the_edge_of_the_ticker_is_the_tickers(data: Data, tmp_path: Path, place: int) -> None:
    data.take(*write(tmp_path / "one", FRAME, *STORIES))
    lines = list(TICKER)
    lines[place] = "A swan has taken up residence in the customs house and will not be moved."
    turned = replace(FRAME, ticker=lines)
    data.take(*write(tmp_path / "two", turned, *STORIES), at=later(1))
    assert [alert.kind for alert in data.alerts()] == ["live.changed"]
    assert_read(data, *STORIES, frame=turned)


@pytest.mark.parametrize("place", [0, len(TICKER) - 1], ids=["first", "last"])
def test_it_is_so_too_where_a_single_page_shows_it(data: Data, tmp_path: Path, place: int) -> None:
    data.take(*write(tmp_path / "one", FRAME, *STORIES))
    lines = list(TICKER)
    lines[place] = "A swan has taken up residence in the customs house and will not be moved."
    turned = replace(FRAME, ticker=lines)
    data.take(*write(tmp_path / "two", turned, MUSEUM), at=later(1))
    assert [alert.kind for alert in data.alerts()] == ["live.changed"]
    assert_read(data, *STORIES, frame=turned)


@pytest.mark.parametrize("stories", [STORIES, (ORCHARD,)], ids=["all pages", "one page"])
def test_a_ticker_that_turned_over_whole_is_never_read_as_body(
    data: Data, tmp_path: Path, stories: Sequence[Story]
) -> None:
    data.take(*write(tmp_path / "one", FRAME, *STORIES))
    turned = replace(
        FRAME,
        ticker=(
            "The regatta was called off at the gun, for want of any wind at all.",
            "A clerk in Tolm has filed the same letter for nineteen years, and was promoted for it.",
            "Divers brought up the bell of the Marguerite, which rang once and then no more.",
            "The price of tar has doubled since the roads were promised, the guild of roofers says.",
            "An otter was seen at the locks of Wennet, the first since the paper mill closed its gates.",
            "Rain is expected by the evening, except in Haverby, where it is expected at once.",
            "The night post now comes at dawn, which the postmaster calls an improvement of a kind.",
            "Twelve goats crossed the viaduct in good order and without a ticket between them.",
        ),
    )
    data.take(*write(tmp_path / "two", turned, *stories), at=later(5))
    assert [alert.kind for alert in data.alerts()] == ["live.changed"]
    assert_read(data, *STORIES, frame=turned)


def test_two_pages_are_enough_to_see_what_they_share(data: Data, tmp_path: Path) -> None:
    data.take(*write(tmp_path / "one", FRAME, WEIR, ORCHARD))
    assert_read(data, WEIR, ORCHARD)
    data.take(*write(tmp_path / "two", NEWS, EDITED, ORCHARD), at=later(2))
    assert_three_alerts(data.alerts())


def test_captures_hours_apart_show_each_state_of_the_shared_regions_in_turn(data: Data, tmp_path: Path) -> None:
    data.take(*write(tmp_path / "one", FRAME, *STORIES))
    data.take(*write(tmp_path / "two", NEWS, MUSEUM), at=later(5))
    data.take(*write(tmp_path / "three", FRAME, ORCHARD), at=later(40))
    assert [alert.kind for alert in data.alerts()].count("live.changed") == 2
    assert [alert.kind for alert in data.alerts()].count("list.changed") == 2
    assert_read(data, *STORIES)


def test_the_times_of_files_order_them_whatever_the_order_of_their_names(data: Data, tmp_path: Path) -> None:
    data.take(*write(tmp_path / "one", FRAME, *STORIES))
    newest, *_ = write(tmp_path / "two", NEWS, EDITED)
    older = write(tmp_path / "three", FRAME, reword(WEIR, "4.2 million", "4.4 million"))[0]
    os.utime(newest, (later(9).timestamp(),) * 2)
    os.utime(older, (later(7).timestamp(),) * 2)
    data.take(newest, older, at=None)
    edits = [alert.change["hunks"][0]["after"] for alert in data.alerts() if alert.kind == "article.changed"]
    assert ["4.4" in edits[0], "5.1" in edits[1], len(edits)] == [True, True, 2]
    assert data.articles()[WEIR.title].paragraphs == EDITED.paragraphs


@pytest.mark.parametrize(
    ("popular", "picks"),
    [
        ("Meistgelesen", "Empfehlungen der Redaktion"),
        ("Les plus lus", "Le choix de la rédaction"),
        ("Lo más leído", "Selección del editor"),
        ("Najczęściej czytane", "Wybór redakcji"),
        ("Самое читаемое", "Выбор редакции"),
        ("よく読まれている記事", "編集部おすすめ"),
    ],
)
def test_lists_under_headings_of_other_languages_are_lists(
    data: Data, tmp_path: Path, popular: str, picks: str
) -> None:
    frame = replace(FRAME, popular_head=popular, picks_head=picks)
    data.take(*write(tmp_path / "one", frame, *STORIES))
    articles = data.articles()
    assert {article.paragraphs for article in articles.values()} == {story.paragraphs for story in STORIES}
    lists = [data.titles(version.key.name) for version in data.latest() if version.key.kind == "list"]
    assert sorted(lists) == sorted([list(POPULAR), list(PICKS)])
    changed = replace(frame, popular=NEWS.popular)
    data.take(*write(tmp_path / "two", changed, *STORIES), at=later(1))
    assert [alert.kind for alert in data.alerts()] == ["list.changed"]


def test_a_background_paragraph_in_two_stories_is_body_in_both(data: Data, tmp_path: Path) -> None:
    background = "The weir, built in 1911, had held back every flood until the one of this February."
    weir, orchard = (replace(s, paragraphs=(*s.paragraphs[:2], background, *s.paragraphs[2:])) for s in (WEIR, ORCHARD))
    data.take(*write(tmp_path / "one", FRAME, weir, MUSEUM, orchard))
    assert_read(data, weir, MUSEUM, orchard)


def test_older_captures_than_the_newest_are_kept_and_not_compared(data: Data, tmp_path: Path) -> None:
    data.take(*write(tmp_path / "one", NEWS, EDITED, MUSEUM, ORCHARD), at=later(5))
    data.take(*write(tmp_path / "one", FRAME, *STORIES), at=later(1))
    assert data.alerts() == []
    assert_read(data, EDITED, MUSEUM, ORCHARD, frame=NEWS)
    with data.archive() as archive:
        assert [each.verdict for each in archive.captures()].count("stale") == 3


HTML = """<!DOCTYPE html><html lang="en"><head><title>{title} | The Gannet</title>
<link rel="canonical" href="https://gannet.example/news/{name}?utm_source=x">
<meta property="og:type" content="article"></head><body><main><article><h1>{title}</h1>{body}</article></main></body></html>"""


def html(folder: Path, story: Story, name: str = "") -> Path:
    folder.mkdir(exist_ok=True)
    body = "".join(f"<p>{text}</p>" for text in story.paragraphs)
    path = folder / f"{name or story.name}.html"
    path.write_text(HTML.format(title=story.title, name=story.name, body=body), "utf-8")
    return path


def test_a_saved_page_is_the_page_that_its_canonical_link_names(tmp_path: Path) -> None:
    data = Data(tmp_path / "data", site=None)
    data.take(html(tmp_path / "one", WEIR, "saved as"))
    data.take(html(tmp_path / "two", EDITED, "another name"), at=later(1))
    (alert,) = data.alerts()
    assert (alert.site, alert.url) == ("gannet", "https://gannet.example/news/weir")
    assert (alert.kind, alert.change["versions"]) == ("article.changed", [1, 2])


def test_a_text_file_without_a_site_is_told_in_a_line_and_the_rest_goes_on(tmp_path: Path) -> None:
    data = Data(tmp_path / "data", site=None)
    text = write(tmp_path / "one", FRAME, WEIR)
    done = data.take(*text, html(tmp_path / "one", MUSEUM))
    assert list(done.tallies) == ["gannet"]
    (problem,) = done.problems
    assert "--site" in problem
    assert "\n" not in problem


def test_bad_files_are_told_in_a_line_each_and_the_good_ones_recorded(data: Data, tmp_path: Path) -> None:
    folder = tmp_path / "one"
    write(folder, FRAME, *STORIES)
    (folder / "empty.txt").write_bytes(b"")
    (folder / "picture.html").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 64)
    (folder / "nul.txt").write_bytes(b"a\x00b" * 100)
    (folder / "latin.html").write_bytes(b'<meta charset="utf-8"><h1>Caf\xe9</h1><p>' + b"\xa34 a cup. " * 90)
    with (folder / "huge.html").open("wb") as huge:
        huge.truncate(50_000_000)
    (folder / "deep.html").write_text("<div>" * 100_000 + "deep" + "</div>" * 100_000, "ascii")
    done = data.take(folder)
    assert {story.title for story in STORIES} <= data.articles().keys()
    for name in ("empty.txt", "nul.txt", "huge.html", "deep.html", "picture.html"):
        assert sum(name in problem for problem in done.problems) == 1, (name, done.problems)
    assert not any("\n" in problem for problem in done.problems)


@pytest.mark.parametrize("name", ["missing.txt", "capture.pdf"])
def test_what_cannot_be_a_capture_is_a_usage_error_that_names_it(data: Data, tmp_path: Path, name: str) -> None:
    (tmp_path / "capture.pdf").write_bytes(b"%PDF")
    with pytest.raises(UsageError, match=name):
        data.take(tmp_path / name)


NOON = datetime(2026, 5, 12, 12, tzinfo=UTC)
SAVED = """<!doctype html><html lang="en"><head><title>The Quay Lantern</title>{canonical}</head><body><main>
<h3>Most read</h3><ol><li><a href="/a/1">A harbour crane is sold for its own weight in rope</a></li>
<li><a href="/a/2">The tide tables were wrong by a day, the office admits</a></li>
<li><a href="/a/3">Choir seeks two tenors and a dry place to sing</a></li></ol></main></body></html>"""


def test_a_saved_front_page_is_the_one_that_its_canonical_link_names_and_its_links_lead_where_they_led(tmp_path):
    (tmp_path / "front.html").write_text(
        SAVED.format(canonical='<link rel="canonical" href="https://lantern.example/">')
    )
    with open_archive(tmp_path / "archive.db") as archive:
        ingest(archive, [tmp_path / "front.html"], profiles={}, config=AlertsConfig(), at=NOON)
        assert [page.url for page in archive.pages("lantern")] == ["https://lantern.example/"]
        (key,) = archive.regions("lantern", RegionKind.LIST)
        assert [item.url for item in archive.latest(key).state.items] == [
            f"https://lantern.example/a/{n}" for n in (1, 2, 3)
        ]


def test_a_saved_page_without_a_canonical_link_has_to_be_given_a_site(tmp_path):
    (tmp_path / "front.html").write_text(SAVED.format(canonical=""))
    with open_archive(tmp_path / "archive.db") as archive:
        done = ingest(archive, [tmp_path / "front.html"], profiles={}, config=AlertsConfig(), at=NOON)
        assert "name the site with --site" in done.problems[0]


def test_an_article_in_its_own_most_popular_list_keeps_its_headline_and_the_ticker_does_not_get_it(data, tmp_path):
    popular = Frame(popular=(WEIR.title, *POPULAR[:3], ORCHARD.title))
    data.take(*write(tmp_path / "one", popular, *STORIES))
    assert_read(data, *STORIES, frame=popular)


def test_a_file_whose_name_is_in_another_charset_is_taken_in(data: Data, tmp_path: Path) -> None:
    (path,) = write(tmp_path, FRAME, MUSEUM)
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/mus\xe9e.txt"))
    path.rename(odd)
    assert data.take(odd).problems == []
    with data.archive() as archive:
        assert [capture.source for capture in archive.captures()] == [f"{tmp_path}/mus\ufffde.txt"]

"""Entries of a live blog that are edited or taken back are told, however the page tells of its entries."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from html import escape
from pathlib import Path

import pytest
from region_lab import BASE, START, Bench, Reed
from test_mass_change import line

from crawler.model import Alert, RegionKey, RegionKind, Severity
from crawler.store import open_archive

PATH = "/live/flood/"
SHOWN = 8  # the latest entries


@dataclass(frozen=True)
class Entry:
    number: int
    text: str

    @property
    def at(self) -> str:
        return (START + timedelta(minutes=7 * self.number)).isoformat()

    @property
    def clock(self) -> str:
        return self.at[11:16]

    @property
    def title(self) -> str:
        return f"Report {line(self.number + 200)}"


def entry(number: int, words: str = "Some {} cellars stand under water, the reeve said.") -> Entry:
    return Entry(number, f"{line(number)}. {words.format(40 + number)} Pumps went there at once, and boats too.")


def _json_ld(entries: Sequence[Entry]) -> str:
    updates = [
        {
            "@type": "BlogPosting",
            "@id": f"{BASE}{PATH}#e{each.number}",
            "headline": each.title,
            "datePublished": each.at,
            "articleBody": each.text,
        }
        for each in entries
    ]
    data = {
        "@context": "https://schema.org",
        "@type": "LiveBlogPosting",
        "headline": "Flood",
        "liveBlogUpdate": updates,
    }
    return f'<script type="application/ld+json">{json.dumps(data)}</script>' + _plain(entries)


def _microdata(entries: Sequence[Entry]) -> str:
    posts = "".join(
        '<div itemprop="liveBlogUpdate" itemscope itemtype="https://schema.org/BlogPosting">'
        f'<time itemprop="datePublished" datetime="{each.at}">{each.clock}</time>'
        f'<h3 itemprop="headline">{escape(each.title)}</h3><div itemprop="articleBody"><p>{escape(each.text)}</p></div></div>'
        for each in entries
    )
    return (
        f'<div itemscope itemtype="https://schema.org/LiveBlogPosting"><h1 itemprop="headline">Flood</h1>{posts}</div>'
    )


def _plain(entries: Sequence[Entry]) -> str:
    return '<div class="liveblog"><h1>Live: the flood</h1>' + (
        "".join(
            f'<div class="liveblog-entry"><time datetime="{each.at}">{each.clock}</time>'
            f"<h3>{escape(each.title)}</h3><p>{escape(each.text)}</p></div>"
            for each in entries
        )
        + "</div>"
    )


class Flood(Reed):
    """The site with a live blog, which shows its latest entries only, the newest first."""

    entries: list[Entry]
    form = staticmethod(_plain)

    @property
    def paths(self) -> list[str]:
        return [*super().paths, PATH]

    def _front(self) -> str:
        return super()._front() + f'<a href="{PATH}">Live</a>'

    def page(self, path: str) -> str:
        if path != PATH:
            return super().page(path)
        main = self.form(self.entries[:SHOWN])
        return super().page("/nowhere").replace(super()._front(), main)


@pytest.fixture(params=[_json_ld, _microdata, _plain], ids=["JSON-LD", "microdata", "markup"])
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    with open_archive(tmp_path / "archive.db") as archive:
        reed = Flood(lists={})
        reed.form = request.param
        reed.entries = [entry(number) for number in range(11, 0, -1)]
        made = Bench(archive, reed)
        assert [made.kinds() for _ in range(2)] == [[], []]
        (key,) = [key for key in archive.regions("reed", RegionKind.LIVE) if key.page]
        assert key == RegionKey("reed", RegionKind.LIVE, "Live", f"{BASE}{PATH}")
        version = archive.latest(key)
        assert version is not None
        assert len(version.state.items) == SHOWN  # type: ignore[union-attr]  # a live region
        yield made


def told(site: Bench) -> dict[str, list[str]]:
    """What the one alert of a run tells: the numbers that stand in each entry's first word."""
    (alert,) = site.run()
    assert (alert.kind, alert.url) == ("live.changed", f"{BASE}{PATH}")
    site.last = alert  # type: ignore[attr-defined]  # for what else a test asks of it
    return {
        key: [str(item.get("after") or f"{item['title']} {item['text']}") for item in alert.change[key]]
        for key in ("added", "removed", "updated")
    }


def last(site: Bench) -> Alert:
    return site.last  # type: ignore[attr-defined, no-any-return]  # see `told`


def test_a_new_entry_is_added_and_the_one_that_falls_off_the_end_was_not_removed(site: Bench) -> None:
    site.reed.entries.insert(0, entry(12))
    found = told(site)
    assert (len(found["added"]), found["removed"], found["updated"]) == (1, [], [])
    assert line(12) in found["added"][0]
    assert last(site).severity is Severity.INFO


def test_an_entry_that_is_edited_is_told_with_its_numbers(site: Bench) -> None:
    site.reed.entries[3] = entry(8, "Some 940 cellars stand under water, the reeve said.")
    found = told(site)
    assert (found["added"], found["removed"], len(found["updated"])) == ([], [], 1)
    assert last(site).change["updated"][0]["numbers"] == [{"before": "48", "after": "940"}]
    assert last(site).severity is Severity.NOTICE


def test_an_entry_whose_words_change_is_told(site: Bench) -> None:
    site.reed.entries[0] = entry(11, "Some {} cellars stand under water, the miller claimed.")
    found = told(site)
    assert (found["added"], found["removed"], len(found["updated"])) == ([], [], 1)
    assert "the miller claimed" in found["updated"][0]


@pytest.mark.parametrize("place", [0, 3])
def test_an_entry_that_is_taken_back_is_told_and_the_older_one_that_moves_up_is_no_news(
    site: Bench, place: int
) -> None:
    gone = site.reed.entries.pop(place)
    found = told(site)
    assert (found["added"], len(found["removed"]), found["updated"]) == ([], 1, [])
    assert line(gone.number) in found["removed"][0]
    assert last(site).severity is Severity.NOTICE


def test_taken_back_while_another_one_came(site: Bench) -> None:
    gone = site.reed.entries.pop(2)
    site.reed.entries.insert(0, entry(12))
    found = told(site)
    assert [line(12) in text for text in found["added"]] == [True]
    assert [line(gone.number) in text for text in found["removed"]] == [True]


def test_edited_after_it_was_not_shown_any_more_it_says_nothing(site: Bench) -> None:
    site.reed.entries[-1] = entry(1, "Nobody sees this.")
    assert site.kinds() == []


def test_each_is_told_once(site: Bench) -> None:
    site.reed.entries.pop(4)
    assert site.kinds() == ["live.changed Live"]
    assert [site.kinds() for _ in range(2)] == [[], []]

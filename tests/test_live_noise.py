"""What is made per request inside of a live blog's entries is no edit of them; an edit beside it is."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from region_lab import BASE, SITE, Bench
from test_live_blogs import Entry, Flood, entry

from crawler.model import Alert, LiveItem, LiveRegion, RunRecord
from crawler.recorder import Recorder
from crawler.recorder.entries import lasting_entries
from crawler.store import open_archive

WARES = ("Rope ladders, 12.99", "Storm coats, 46.99", "Brass bells, 7.99", "Sea maps, 3.99")


@dataclass
class Sold(Flood):
    """Its blog has an offer between the paragraphs of its third entry, another one at each request."""

    sells: bool = False
    _wares: Iterator[str] = field(default_factory=lambda: itertools.cycle(WARES))
    entries: list[Entry] = field(default_factory=lambda: [entry(number) for number in range(11, 0, -1)])

    def page(self, path: str) -> str:
        text = super().page(path)
        if not self.sells:
            return text
        shown = f"<p>{self.entries[2].text}</p>"
        return text.replace(shown, f"{shown}<p>{next(self._wares)}</p>")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Bench]:
    with open_archive(tmp_path / "archive.db") as archive:
        made = Bench(archive, Sold(lists={}))
        assert [run(made) for _ in range(2)] == [[], []]
        yield made


def run(site: Bench) -> list[Alert]:
    """A run in which pages are fetched again where that is wanted."""
    site.now += timedelta(minutes=60)
    recorder = Recorder(site.archive, site.recorder().setup, second_looks=True)
    started = site.archive.start_run(SITE, site.now)
    for path in site.reed.paths:
        recorder.take(site.capture(path))
        while again := recorder.wanted_again():
            for url in again:
                recorder.take(site.capture(url.removeprefix(BASE)))
    recorder.finish(site.now)
    site.archive.finish_run(RunRecord(SITE, site.now, site.now, "ok", pages=dict(recorder.tally.pages), id=started))
    return recorder.tally.alerts


def test_offers_between_the_paragraphs_of_entries_are_no_edits_and_an_edit_beside_them_is_told(site: Bench) -> None:
    reed = site.reed
    assert isinstance(reed, Sold)
    reed.sells = True
    assert [run(site) for _ in range(3)] == [[], [], []]
    reed.entries[2] = entry(9, "All {} cellars stand under water, the reeve said.")
    (alert,) = run(site)
    (updated,) = alert.change["updated"]
    assert ("Some 49 cellars" in updated["before"], "All 49 cellars" in updated["after"]) == (True, True)
    assert not any(ware in updated["after"] for ware in WARES)
    reed.sells = False
    assert run(site) == []


def blog(*texts: str, key: str = "e{}") -> LiveRegion:
    items = (LiveItem(key.format(number), "Title", text=text) for number, text in enumerate(texts))
    return LiveRegion("Live", tuple(items))


def test_what_only_one_fetch_says_in_an_entry_is_put_back_to_what_was() -> None:
    before, first, second = blog("One.\nTwo."), blog("One.\nAn ad, 3.99\nTwo, too."), blog("One.\nTwo, too.")
    assert lasting_entries(before, first, second) == blog("One.\nTwo, too.")
    assert lasting_entries(before, first, first) == first


def test_a_new_entry_keeps_what_both_fetches_say() -> None:
    first, second = blog("One.", "New.\nAn ad, 3.99"), blog("One.", "New.\nAn ad, 4.99")
    assert lasting_entries(blog("One."), first, second) == blog("One.", "New.")


def test_counters_that_agree_by_chance_are_put_back_as_those_that_do_not() -> None:
    before = blog("One.\nShare 61", "Two.\nShare 7", "Three, of 40.")
    first = blog("One.\nShare 25", "Two.\nShare 90", "Three, of 46.", "New.\nShare 3")
    second = blog("One.\nShare 25", "Two.\nShare 14", "Three, of 46.", "New.\nShare 3")
    kept = blog("One.\nShare 61", "Two.\nShare 7", "Three, of 46.", "New.")
    assert lasting_entries(before, first, second) == kept


def test_entries_that_go_by_one_name_and_those_of_one_fetch_alone_stay_as_they_are() -> None:
    first, second = blog("One.", "Two.", key="e"), blog("One, three.", "Two, four.", key="e")
    assert lasting_entries(first, first, second) == first
    assert lasting_entries(blog(), blog("One."), blog()) == blog("One.")

"""How grave a change of a list is: a new number 1 or an entry not seen for a day is notice, the rest is info."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from html import escape
from pathlib import Path

import pytest
from region_lab import Bench, Reed, bench

from crawler.model import Alert, Severity
from crawler.regions.ranked_list.labels import is_label_only
from crawler.store import open_archive

POPULAR = "Most Popular"
STREAM = Path(__file__).resolve().parents[2] / "shared" / "streams" / "bbc-most-read"
LOOKS = 100
INFO, NOTICE = Severity.INFO, Severity.NOTICE


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path, Reed(stories=range(12))) as made:
        yield made


def change(site: Bench, *numbers: int, after: float = 60) -> Alert:
    site.reed.lists = {POPULAR: list(numbers)}
    (alert,) = site.run(after=after)
    assert alert.kind == "list.changed"
    return alert


def test_an_entry_that_was_not_in_the_list_for_a_day_is_notice(site: Bench) -> None:
    alert = change(site, 0, 1, 2, 3, 7)
    assert alert.severity is NOTICE
    assert [item["rank"] for item in alert.change["entered"]] == [5]


def test_an_entry_that_is_back_within_a_day_is_info_and_after_a_day_is_notice(site: Bench) -> None:
    change(site, 0, 1, 2, 3, 7)
    assert change(site, 0, 1, 2, 3, 4, after=23 * 60).severity is INFO
    change(site, 0, 1, 2, 3, 8)
    assert site.run(after=23.5 * 60) == []
    assert change(site, 0, 1, 2, 3, 4).severity is NOTICE


def test_one_that_stood_there_until_lately_is_no_news_however_long_ago_it_came(site: Bench) -> None:
    assert site.run(after=72 * 60) == []
    change(site, 0, 1, 2, 3, 7)
    assert change(site, 0, 1, 2, 3, 4).severity is INFO


def test_pure_reordering_is_info_but_for_a_new_number_one(site: Bench) -> None:
    assert change(site, 0, 4, 1, 2, 3).severity is INFO
    assert change(site, 4, 0, 1, 2, 3).severity is NOTICE
    assert change(site, 4, 0, 1, 3, 2).severity is INFO


def test_a_return_as_number_one_is_notice(site: Bench) -> None:
    assert change(site, 1, 2, 3, 4, 5).severity is NOTICE
    assert change(site, 0, 1, 2, 3, 4).severity is NOTICE


def test_who_only_left_is_info_but_for_number_one(site: Bench) -> None:
    assert change(site, 0, 1, 2, 4).severity is INFO
    assert change(site, 1, 2, 4).severity is NOTICE


@pytest.mark.parametrize(
    ("title", "severity"),
    [
        ("Live: {}", INFO),
        ("VIDEO {}", INFO),
        ("{} | Im Ticker", INFO),
        ("En directo: {}", INFO),
        ("{}, says mayor", NOTICE),
        ("Something else altogether", NOTICE),
    ],
)
def test_a_label_is_info_and_another_headline_notice(site: Bench, title: str, severity: Severity) -> None:
    site.reed.titles = {0: title.format(site.reed.title(0))}
    (alert,) = [alert for alert in site.run() if alert.kind == "list.changed"]
    assert alert.severity is severity
    assert len(alert.change["retitled"]) == 1
    assert not alert.change["entered"]


def test_the_memory_of_a_day_is_that_of_one_list(tmp_path: Path) -> None:
    lists = {POPULAR: [0, 1, 2, 3], "Editors' Picks": [6, 7, 8]}
    with bench(tmp_path, Reed(stories=range(12), lists=lists)) as site:
        site.reed.lists = {POPULAR: [0, 1, 2, 6], "Editors' Picks": [6, 7, 8]}
        (alert,) = site.run()
        assert (alert.region, alert.severity) == (POPULAR, NOTICE)


# -- a real list, hour by hour -----------------------------------------------------------------------------------------


class MostRead(Reed):
    """The front page of a real list: its links as they were."""

    entries: list[tuple[str, str]]

    def _lists(self, path: str) -> str:
        links = "".join(f'<li><a href="{escape(url)}">{escape(title)}</a></li>' for title, url in self.entries)
        return f'<div class="ranked"><h4>Most Read</h4><ol>{links}</ol></div>'


def _stream() -> Iterator[tuple[datetime, list[tuple[str, str]]]]:
    with gzip.open(STREAM / "items-00.jsonl.gz", "rt", encoding="utf-8") as lines:
        items = {row["i"]: (" ".join(row["title"].split()), row["url"]) for row in map(json.loads, lines)}
    with gzip.open(STREAM / "snapshots-00.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row, _ in zip(map(json.loads, lines), range(LOOKS), strict=False):
            yield datetime.fromisoformat(row["observed_at"]), [items[i] for i in row["items"]]


@pytest.mark.shared
@pytest.mark.skipif(not STREAM.exists(), reason="needs ../shared/streams/bbc-most-read")
def test_every_change_of_a_real_list_is_told_as_gravely_as_its_history_says(tmp_path: Path) -> None:
    history: list[tuple[datetime, list[tuple[str, str]]]] = []
    with open_archive(tmp_path / "archive.db") as archive:
        reed = MostRead(stories=range(3))
        site = Bench(archive, reed)
        for now, entries in _stream():
            site.now, reed.entries = now, entries
            alerts = [alert for alert in site.run(["/"], after=0) if alert.kind == "list.changed"]
            if history and history[-1][1] != entries:
                (alert,) = alerts
                assert alert.severity is _severity(history, now, entries), (now, alert.summary)
                assert [item["url"] for item in alert.change["after"]] == [url for _, url in entries]
            else:
                assert not alerts
            history.append((now, entries))


def _severity(
    history: list[tuple[datetime, list[tuple[str, str]]]], now: datetime, entries: list[tuple[str, str]]
) -> Severity:
    before = {url: title for title, url in history[-1][1]}
    recent = {url for at, seen in history if now - at <= timedelta(hours=24) for _, url in seen}
    recent |= set(before)
    new = any(url not in recent for _, url in entries)
    first = entries[0][1] != history[-1][1][0][1]
    retitled = any(
        before[url] != title and not is_label_only(before[url], title) for title, url in entries if url in before
    )
    return NOTICE if new or first or retitled else INFO

"""The seeds: three real captures of one paper as plain text, taken in word for word as the acceptance says."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from text_captures import Data

SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"
SITE = "kyivindependent"
TITLES = (
    "Zelensky meets Stoltenberg, French defense minister in Kyiv",
    "UK Defense Ministry: Russia using its passports as 'Russification' tool in occupied Ukrainian territories",
    "Russia’s offensive in Donbas bogs down",
)
FIRST = ("President Volodymyr Zelensky held", "Moscow-installed proxies in", "The Battle of Donbas is raging high")
LAST = ('and humanitarian support."', "citizens in occupied territories.", "in Kharkiv Oblast.”")
HEAD = 15
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SEEDS.is_dir(), reason="the shared seeds are not here"),
]


def seeds() -> list[Path]:
    found = sorted(SEEDS.glob("*.txt"))
    assert len(found) == 3
    return found


def lines(path: Path) -> list[str]:
    return [line for line in path.read_text("utf-8").splitlines() if line.strip()]


def shared_lines() -> tuple[list[str], list[str], list[str]]:
    """The head, Most Popular and Editors' Picks, found by nothing but their places in the files."""
    texts = [lines(path) for path in seeds()]
    popular, picks = texts[0].index("Most Popular"), texts[0].index("Editors' Picks")
    assert all(text[:HEAD] == texts[0][:HEAD] for text in texts)
    return texts[0][:HEAD], texts[0][popular + 1 : picks], texts[0][picks + 1 :]


def altered(folder: Path, names: str = "{}") -> list[Path]:
    """Copies with a number of the ticker, two lines of Most Popular and a sentence of one body changed."""
    _, popular, _ = shared_lines()
    folder.mkdir(exist_ok=True)
    copies = []
    for path in seeds():
        text = path.read_text("utf-8").replace("1,310", "1,190")
        text = text.replace(popular[1], "\0").replace(popular[3], popular[1]).replace("\0", popular[3])
        text = text.replace("around a million Russian", "some 900,000 Russian")
        copies.append(folder / names.format(path.name))
        copies[-1].write_text(text, "utf-8")
    return copies


@pytest.fixture
def data(tmp_path: Path) -> Data:
    return Data(tmp_path / "data", SITE)


@pytest.fixture
def taken(data: Data) -> Data:
    assert not data.take(*seeds(), at=None).problems
    return data


def newest() -> datetime:
    return datetime.fromtimestamp(max(path.stat().st_mtime for path in seeds()), UTC)


def assert_the_three_alerts(data: Data) -> None:
    _, popular, _ = shared_lines()
    alerts = data.alerts()
    assert Counter(alert.kind for alert in alerts) == {"live.changed": 1, "list.changed": 1, "article.changed": 1}
    change: dict[str, Any] = {alert.kind: alert.change for alert in alerts}
    (update,) = change["live.changed"]["updated"]
    assert update["numbers"] == [{"before": "1,310", "after": "1,190"}]
    assert (change["live.changed"]["added"], change["live.changed"]["removed"]) == ([], [])
    moved = {(item["title"], item["from"], item["to"]) for item in change["list.changed"]["moved"]}
    assert moved == {(popular[1], 2, 4), (popular[3], 4, 2)}
    assert (change["list.changed"]["entered"], change["list.changed"]["left"]) == ([], [])
    (hunk,) = change["article.changed"]["hunks"]
    assert hunk["op"] == "replace"
    assert "around a million Russian passports" in hunk["before"]
    assert "some 900,000 Russian passports" in hunk["after"]
    assert change["article.changed"]["title"] is None
    assert change["article.changed"]["versions"] == [1, 2]


def test_three_articles_with_exact_titles_and_bodies_from_first_to_last_own_sentence(taken: Data) -> None:
    articles = taken.articles()
    assert set(articles) == set(TITLES)
    for path, title, first, last in zip(seeds(), TITLES, FIRST, LAST, strict=True):
        text = lines(path)
        own = text[text.index(title) + 1 : text.index("Most Popular")]
        paragraphs = articles[title].paragraphs
        assert (paragraphs[0][: len(first)], paragraphs[-1][-len(last) :]) == (first, last)
        assert [" ".join(each.split()) for each in own] == list(paragraphs)


def test_no_line_of_the_head_or_of_a_list_is_in_any_body(taken: Data) -> None:
    head, popular, picks = shared_lines()
    for article in taken.articles().values():
        for line in (*head, *popular, *picks, "Most Popular", "Editors' Picks"):
            assert line not in article.body


def test_one_live_region_of_15_and_two_lists_in_order_with_one_version_each(taken: Data) -> None:
    head, popular, picks = shared_lines()
    assert taken.ticker() == head
    assert taken.titles("Most Popular") == popular
    assert taken.titles("Editors' Picks") == picks
    assert (len(head), len(popular), len(picks)) == (15, 5, 3)
    assert [version.number for version in taken.latest()] == [1] * 6
    assert taken.version_count() == 6
    assert taken.alerts() == []


@pytest.mark.parametrize("hours", [0, 1, 100])
def test_the_same_seeds_later_make_no_version_and_no_alert(taken: Data, hours: int) -> None:
    taken.take(*seeds(), at=newest() + timedelta(hours=hours))
    assert taken.version_count() == 6
    assert taken.alerts() == []


@pytest.mark.parametrize("names", ["{}", "copy of {}"])
@pytest.mark.parametrize("hours", [None, 1, 30])
def test_altered_copies_give_exactly_three_alerts_once_each(
    taken: Data, tmp_path: Path, names: str, hours: float | None
) -> None:
    at = None if hours is None else newest() + timedelta(hours=hours)
    copies = altered(tmp_path / "copies", names)
    taken.take(*copies, at=at)
    assert_the_three_alerts(taken)
    taken.take(*copies, at=newest() + timedelta(hours=40))
    taken.take(*altered(tmp_path / "again", "{}"), at=newest() + timedelta(hours=41))
    assert len(taken.alerts()) == 3


def test_it_is_so_after_the_seeds_were_taken_in_a_second_time(taken: Data, tmp_path: Path) -> None:
    taken.take(*seeds(), at=newest() + timedelta(hours=2))
    taken.take(*altered(tmp_path / "copies"), at=newest() + timedelta(hours=3))
    assert_the_three_alerts(taken)


def test_one_call_for_each_file_comes_to_the_same(data: Data, tmp_path: Path) -> None:
    for path in seeds():
        data.take(path, at=None)
    assert set(data.articles()) == set(TITLES)
    assert data.ticker() == shared_lines()[0]
    assert data.alerts() == []
    for number, path in enumerate(altered(tmp_path / "copies")):
        data.take(path, at=newest() + timedelta(hours=1 + number))
    assert_the_three_alerts(data)


def test_the_command_line_does_the_same_and_tells_each_alert_in_a_line(tmp_path: Path) -> None:
    data = tmp_path / "EMPTY"

    def ingest(*paths: Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "crawler", "--data", str(data), "ingest", "--site", SITE, *map(str, paths)]
        quiet = {name: value for name, value in os.environ.items() if not name.startswith("PRESSWATCH_")}
        return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True, env=quiet)

    assert ingest(*seeds()).stdout == ""
    assert ingest(*seeds()).stdout == ""
    assert len(ingest(*altered(tmp_path / "copies")).stdout.splitlines()) == 3
    assert ingest(*altered(tmp_path / "copies")).stdout == ""
    logged = [json.loads(line) for line in (data / "alerts.jsonl").read_text("utf-8").splitlines()]
    assert sorted(record["kind"] for record in logged) == ["article.changed", "list.changed", "live.changed"]
    assert len({record["id"] for record in logged}) == 3

"""The truth about the demo's script: one alert for each change, and a comparison that hides nothing."""

from __future__ import annotations

import ast
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler import demo
from crawler.demo.comparison import compare, faults
from crawler.demo.events import (
    Cache,
    Consent,
    Dress,
    Edit,
    Hide,
    Live,
    Misfeed,
    Move,
    Outage,
    Publish,
    Remove,
    Restore,
    SetList,
    Turn,
    Wall,
)
from crawler.demo.model import EDITORS_PICKS, MOST_POPULAR
from crawler.demo.prose import curly, entries, teasers
from crawler.demo.script import EVENTS, START, SWEEPS, Sweep, happens_at
from crawler.demo.site import state_at
from crawler.demo.truth import SITE, TICKER, Expected, expected_alerts
from crawler.model import Alert, Severity

BLOG = state_at(START).blog.path
EXPECTED = expected_alerts()
ARTICLE_KINDS = {
    Edit: "article.changed",
    Move: "article.moved",
    Publish: "article.published",
    Remove: "article.removed",
    Restore: "article.restored",
}
PATHS = {name: story.path for name, story in state_at(SWEEPS[-1].at).stories.items()} | {
    name: gone.story.path for name, gone in state_at(SWEEPS[-1].at).withdrawn.items()
}


def scripted(event) -> tuple[str, str] | None:
    """Kind and subject of the alert that an event calls for, told from its type alone."""
    if getattr(event, "story", "") == "savings-bank-branch" or isinstance(event, Wall | Cache | Misfeed):
        return None  # missing for one look; behind a wall; a cache's copy; a feed that lists other things
    if isinstance(event, Edit) and event.line.endswith("again"):
        return None  # to and fro: told already
    if isinstance(event, Dress):
        return ("site.redesigned", SITE) if event.markup.redesigned else None  # else the same words in other markup
    if isinstance(event, Outage | Consent):
        return ("site.degraded" if event.on else "site.recovered"), SITE
    if isinstance(event, Hide):
        return ("site.degraded" if event.on else "site.recovered"), event.name
    if isinstance(event, SetList):
        return "list.changed", event.name
    if isinstance(event, Turn | Live):
        return "live.changed", (TICKER if isinstance(event, Turn) else BLOG)
    return ARTICLE_KINDS[type(event)], PATHS[event.story]


def first_seen(event) -> int:
    """The first sweep after the event that can see it; an outage is seen during it."""
    sweeps = [sweep for sweep in SWEEPS if sweep.at >= happens_at(event)]
    if not isinstance(event, Outage | Consent):
        sweeps = [sweep for sweep in sweeps if not (state_at(sweep.at).outage or state_at(sweep.at).consent)]
    story = getattr(event, "story", "")
    sweeps = [sweep for sweep in sweeps if story not in state_at(sweep.at).walled]
    late = (isinstance(event, Remove) and event.status != 410) or (isinstance(event, Hide) and event.on)
    return sweeps[1 if late else 0].number


def test_every_scripted_change_gives_exactly_one_alert_and_nothing_else_does() -> None:
    wanted = Counter((first_seen(event), *scripted(event)) for event in EVENTS if scripted(event))
    # The headline that is corrected stands in Most Popular: there it is retitled in the same sweep.
    wanted[3, "list.changed", MOST_POPULAR] += 1
    assert max(wanted.values()) == 1, "no region changes twice between two sweeps"
    assert wanted == Counter((one.sweep, one.kind, one.subject) for one in expected_alerts(published=True))


def test_the_script_has_every_kind_of_change_and_of_edit() -> None:
    assert {one.kind for one in expected_alerts(published=True)} == {
        "list.changed",
        "live.changed",
        "article.changed",
        "article.removed",
        "article.restored",
        "article.moved",
        "article.published",
        "site.degraded",
        "site.recovered",
        "site.redesigned",
    }
    edits = set().union(*(one.detail["edits"] for one in EXPECTED if one.kind == "article.changed"))
    assert edits == {
        "headline",
        "correction",
        "number",
        "quote",
        "typo",
        "added",
        "removed",
        "moved",
        "rewrite",
        "byline",
        "date",
    }
    assert {one.detail["silent"] for one in EXPECTED if "silent" in one.detail} == {True, False}
    removed = {one.detail["how"]: one.sweep for one in EXPECTED if one.kind == "article.removed"}
    assert removed == {"410": 4, "404": 5, "soft-404": 11}


def test_lists_turn_over_move_and_are_retitled() -> None:
    details = [one.detail for one in EXPECTED if one.kind == "list.changed"]
    assert {one.subject for one in EXPECTED if one.kind == "list.changed"} == {MOST_POPULAR, EDITORS_PICKS}
    for key in ("entered", "left", "moved", "retitled"):
        assert any(detail[key] for detail in details), key
    assert [detail["moved"] for detail in details if detail["moved"]] == [1, 1, 1], "one that climbs is one move"


def test_a_quiet_sweep_and_the_first_one_expect_nothing() -> None:
    assert not [one for one in EXPECTED if one.sweep in {0, 1}]


def test_articles_are_not_reported_as_published_by_default() -> None:
    assert not [one for one in EXPECTED if one.kind == "article.published"]


@settings(deadline=None)
@given(st.sets(st.integers(min_value=0, max_value=480), min_size=1, max_size=12))
def test_crawls_at_other_times_expect_at_most_one_alert_per_region_and_sweep(minutes: set[int]) -> None:
    sweeps = [Sweep(number, START + timedelta(minutes=minute)) for number, minute in enumerate(sorted(minutes))]
    expected = Counter((one.sweep, one.kind, one.subject) for one in expected_alerts(sweeps, published=True))
    assert all(count == 1 for count in expected.values())
    assert not any(sweep == 0 and kind != "site.degraded" for sweep, kind, _ in expected)


def test_crawls_twice_at_one_time_expect_nothing_new_but_the_confirmation_of_a_404() -> None:
    twice = [Sweep(number, sweep.at) for number, sweep in enumerate(each for each in SWEEPS for _ in range(2))]
    repeated = [one for one in expected_alerts(twice) if one.sweep % 2]
    assert {(one.kind, one.detail["how"]) for one in repeated} == {
        ("article.removed", "404"),
        ("article.removed", "soft-404"),
    }


def test_the_truth_knows_nothing_of_how_pages_are_read() -> None:
    allowed = ("crawler.classes", "crawler.demo", "crawler.errors", "crawler.model")
    for path in Path(demo.__file__).parent.glob("*.py"):
        if path.name == "run.py":
            continue  # the runner crawls, and so may import the crawler
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            module = node.module if isinstance(node, ast.ImportFrom) else None
            assert not (module or "").startswith("crawler.") or module.startswith(allowed), (path.name, module)


# -- comparing ---------------------------------------------------------------------------------------------


def as_alert(one: Expected, seconds: float = 1.0) -> Alert:
    """The alert that a perfect crawler would raise."""
    base = "http://127.0.0.1:8000"
    detail = one.detail
    url, region, change = f"{base}/", "", dict(detail)
    if one.kind == "list.changed":
        region = curly(one.subject)
        change = {
            "entered": [{"title": title} for title in detail["entered"]],
            "left": [{"title": title} for title in detail["left"]],
            "moved": [{}] * detail["moved"],
            "retitled": [{"before": before, "after": after} for before, after in detail["retitled"]],
        }
    elif one.kind == "live.changed":
        texts = teasers() if one.subject == TICKER else entries()
        item = {"title": "", "text": next(iter(texts.values())).text}
        pairs = [{"before": before, "after": after} for before, after in detail["numbers"]]
        change = {
            "added": [item] * detail["added"],
            "removed": [item] * detail["removed"],
            "updated": [{"before": item["text"], "after": item["text"], "numbers": pairs}] * detail["updated"],
        }
    elif one.kind.startswith("site.") and one.subject != SITE:
        region = curly(one.subject)
    elif one.kind == "article.moved":
        url = base + detail["from"]
        change = {"from": base + detail["from"], "to": base + detail["to"]}
    elif one.kind.startswith("article."):
        url = base + one.subject
        title = detail.get("title")
        change |= {"title": {"before": title[0], "after": title[1]} if title else None}
    at = SWEEPS[one.sweep].at + timedelta(seconds=seconds)
    return Alert("x", at, "demo", one.kind, Severity.NOTICE, region, url, "", change)


def test_a_perfect_crawler_is_found_perfect() -> None:
    result = compare(EXPECTED, [as_alert(one) for one in EXPECTED])
    assert result.perfect, result
    assert {row.kind: row.alerted for row in result.rows} == Counter(one.kind for one in EXPECTED)


@settings(deadline=None)
@given(st.sets(st.integers(min_value=0, max_value=len(EXPECTED) - 1)), st.randoms())
def test_lost_alerts_are_missing_and_repeated_ones_false(lost: set[int], rng) -> None:
    kept = [as_alert(one) for number, one in enumerate(EXPECTED) if number not in lost]
    rng.shuffle(kept)
    result = compare(EXPECTED, [*kept, *kept[:2]])
    assert set(map(id, result.missing)) == {id(EXPECTED[number]) for number in lost}
    assert len(result.unexpected) == len(kept[:2])
    assert sum(row.missing for row in result.rows) == len(lost)
    assert sum(row.false for row in result.rows) == len(kept[:2])


def test_an_alert_in_the_wrong_sweep_is_both_missing_and_false() -> None:
    one = EXPECTED[0]
    result = compare([one], [as_alert(one, seconds=3 * 3600)])
    assert result.missing == (one,)
    assert len(result.unexpected) == 1
    assert not result.perfect


def test_the_sweep_of_an_alert_may_be_told_by_the_caller() -> None:
    one = EXPECTED[0]
    assert compare([one], [as_alert(one, seconds=1e6)], sweep_of=lambda _: one.sweep).perfect


def test_the_strip_and_the_live_blog_are_told_apart_by_their_words() -> None:
    ticker = next(one for one in EXPECTED if one.subject == TICKER)
    blog = next(one for one in EXPECTED if one.subject == BLOG)
    result = compare([ticker], [as_alert(blog)])
    assert result.missing == (ticker,)
    assert len(result.unexpected) == 1


def test_no_teaser_could_be_taken_for_an_entry_of_the_live_blog() -> None:
    starts = {text[:20].casefold() for entry in entries().values() for text in (entry.title, entry.text)}
    assert not [text for text in (item.text.casefold() for item in teasers().values()) for s in starts if s in text]


@pytest.mark.parametrize(
    ("kind", "change", "fault"),
    [
        ("list.changed", {}, "entered"),
        ("live.changed", {}, "added"),
        ("article.changed", {"edits": ["typo"], "silent": False}, "edits"),
        ("article.changed", {"edits": []}, "edits"),
        ("article.changed", {"edits": ["number"], "silent": True}, "silent"),
        ("article.changed", {"edits": ["number"], "silent": False, "title": {"before": "a", "after": "b"}}, "title"),
        ("article.removed", {"how": "redirect"}, "how"),
        ("article.moved", {"from": "/a/", "to": "/b/"}, "from"),
    ],
)
def test_an_alert_that_says_the_wrong_thing_is_found_out(kind: str, change: dict, fault: str) -> None:
    one = next(one for one in EXPECTED if one.kind == kind)
    alert = as_alert(one)
    wrong = Alert(alert.id, alert.at, "demo", kind, alert.severity, alert.region, alert.url, "", change)
    assert any(text.startswith(fault) for text in faults(one, wrong)), faults(one, wrong)


def test_numbers_are_compared_as_numbers() -> None:
    one = Expected(1, "live.changed", TICKER, {"added": 0, "removed": 0, "updated": 1, "numbers": {("1,310", "1,190")}})
    pair = {"before": 1310, "after": 1190.0}
    change = {"added": [], "removed": [], "updated": [{"before": "", "after": "", "numbers": [pair]}]}
    assert not faults(one, Alert("x", START, "demo", one.kind, Severity.INFO, "", "", "", change))


def test_the_table_has_a_row_for_each_kind_and_a_sum() -> None:
    lines = compare(EXPECTED, [as_alert(one) for one in EXPECTED[1:]]).table().splitlines()
    assert lines[0].split() == ["kind", "scripted", "alerted", "missing", "false"]
    assert lines[1].split() == ["list.changed", "8", "7", "1", "0"]
    assert lines[-1].split() == ["all", "49", "48", "1", "0"]
    assert len({len(line) for line in lines}) == 1
    assert "all" in compare([], []).table()

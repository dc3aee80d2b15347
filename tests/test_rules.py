"""Rules: one real change is one alert, flaps are told once, and every alert has a name that stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler import rules
from crawler.model import Alert, Article, RegionKey, RegionKind, Severity
from crawler.rules import PageEvent, RegionChange, Seen, changes_in_a_row, decide

START = datetime(2026, 5, 12, 8, tzinfo=UTC)
ARTICLE = RegionKey("example", RegionKind.ARTICLE, "article", "https://example.org/a")
LIST = RegionKey("example", RegionKind.LIST, "Most Popular")


def hours(count: float) -> datetime:
    return START + timedelta(hours=count)


def tell(states: str, key: RegionKey = ARTICLE, step: float = 1) -> list[Alert | None]:
    """What is alerted of each change in a history of states, a letter each, `step` hours apart."""
    told = []
    for at in range(1, len(states)):
        history = [Seen(letter, hours(i * step)) for i, letter in enumerate(states[:at])]
        change = RegionChange(
            key,
            f"{key.kind}.changed",
            hours(at * step),
            "https://example.org/a",
            Severity.NOTICE,
            "what changed",
            {"edits": []},
            states[at - 1],
            states[at],
            at,
            at + 1,
            10,
            20,
        )
        told.append(decide(change, history))
    return told


def pattern(told: list[Alert | None]) -> str:
    """A letter for each: A alert, ~ told as alternating, . quiet."""
    return "".join("." if alert is None else "~" if "lternating" in alert.summary else "A" for alert in told)


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ("ab", "A"),
        ("abc", "AA"),
        ("aba", "A~"),
        ("abababab", "A~....."),
        ("ababcb", "A~.A~"),
        ("ababcdcd", "A~.AA~."),
        ("abcabc", "AAAAA"),
    ],
)
def test_an_article_that_alternates_is_told_once_until_a_third_state_comes(states: str, expected: str) -> None:
    assert pattern(tell(states)) == expected


def test_a_state_that_returns_after_the_window_is_a_change() -> None:
    assert pattern(tell("abab", step=25)) == "AAA"


def test_a_list_may_return_once_before_it_is_a_flap() -> None:
    assert pattern(tell("ababab", LIST)) == "AA~.."


def test_the_alert_record_is_the_contract_s() -> None:
    (alert,) = tell("ab")
    assert alert is not None
    assert (alert.site, alert.kind, alert.severity) == ("example", "article.changed", Severity.NOTICE)
    assert (alert.region, alert.url, alert.at) == ("article", "https://example.org/a", hours(1))
    assert (alert.before, alert.after) == (10, 20)
    assert alert.change == {"edits": [], "versions": [1, 2]}
    assert alert.summary == "what changed"


def test_lists_have_no_versions_in_their_change() -> None:
    (alert,) = tell("ab", LIST)
    assert alert is not None
    assert "versions" not in alert.change


def test_an_article_that_changes_at_every_look_is_told_once_as_such() -> None:
    change = RegionChange(ARTICLE, "article.changed", START, "u", Severity.NOTICE, "x", {}, "a", "b", 1, 2)
    looks = [decide(change, [], changed_in_a_row=count) for count in range(1, 12)]
    assert [alert is not None for alert in looks] == [True] * 8 + [False] * 3
    assert looks[7] is not None
    assert looks[7].severity is Severity.INFO
    assert looks[7].summary == "Changes at every look (8 in a row): x"
    listed = replace(change, key=LIST)
    assert all(decide(listed, [], changed_in_a_row=count) for count in range(1, 12))


def told_in_a_row(*texts: tuple[str, ...]) -> int:
    return changes_in_a_row([Article("Title", paragraphs) for paragraphs in reversed(texts)])


def test_changes_in_a_row_are_those_that_change_again_what_came_with_the_one_before() -> None:
    counted = [(f"{count} people read this.", "The mill stands.") for count in range(9)]
    assert told_in_a_row(*counted) == 8
    assert told_in_a_row(*counted[:5], counted[4], *counted[5:]) == 4  # a look that found it unchanged
    assert told_in_a_row(counted[0]) == 0


def test_a_story_that_is_edited_at_every_look_each_time_elsewhere_is_no_machine() -> None:
    parts = [f"The harbour master counted {n} lamps." for n in range(9)]
    grown = [tuple(f"{part} Twice." if n < look else part for n, part in enumerate(parts)) for look in range(9)]
    assert told_in_a_row(*grown) == 1


@given(st.text(alphabet="abc", min_size=2, max_size=12).filter(lambda s: all(a != b for a, b in pairwise(s))))
def test_law_a_state_never_seen_before_is_always_told(states: str) -> None:
    told = tell(states)
    for at in range(1, len(states)):
        if states[at] not in states[:at]:
            assert told[at - 1] is not None


def test_the_same_change_has_the_same_id_and_another_one_another() -> None:
    first, again, other = tell("ab")[0], tell("ab")[0], tell("ac")[0]
    assert first is not None
    assert again is not None
    assert other is not None
    assert first.id == again.id != other.id
    assert len({alert.id for alert in tell("abcdab") if alert}) == 5


EVENT = PageEvent("example", "https://example.org/a", START, "Wall falls", 1, 2)


@pytest.mark.parametrize(
    ("alert", "kind", "change", "summary"),
    [
        (rules.article_published(EVENT), "article.published", {}, "New article: Wall falls"),
        (rules.article_removed(EVENT, "404"), "article.removed", {"how": "404"}, "Removed (404): Wall falls"),
        (rules.article_restored(EVENT), "article.restored", {}, "Back again: Wall falls"),
        (
            rules.article_moved(EVENT, "https://example.org/b"),
            "article.moved",
            {"from": "https://example.org/a", "to": "https://example.org/b"},
            "Moved: Wall falls → https://example.org/b",
        ),
        (
            rules.site_degraded(EVENT, "503", ["u"]),
            "site.degraded",
            {"reason": "503", "pages": ["u"]},
            "example is not readable: 503",
        ),
        (
            rules.site_recovered(EVENT, "ok", ["u"]),
            "site.recovered",
            {"reason": "ok", "pages": ["u"]},
            "example is readable again: ok",
        ),
        (
            rules.site_redesigned(EVENT, "new markup", ["u"]),
            "site.redesigned",
            {"reason": "new markup", "pages": ["u"]},
            "example has a new layout: new markup",
        ),
    ],
)
def test_events_of_pages_and_sites_are_alerts_of_the_contract(
    alert: Alert, kind: str, change: dict[str, object], summary: str
) -> None:
    assert (alert.kind, alert.change, alert.summary) == (kind, change, summary)
    assert (alert.site, alert.url, alert.at, alert.before, alert.after) == ("example", EVENT.url, START, 1, 2)


def test_a_page_removed_twice_is_two_alerts_and_one_removal_seen_twice_is_one() -> None:
    later = replace(EVENT, at=hours(5))
    assert rules.article_removed(EVENT, "404").id == rules.article_removed(EVENT, "404").id
    assert rules.article_removed(EVENT, "404").id != rules.article_removed(later, "404").id

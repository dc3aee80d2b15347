"""Rendering: records, lines, redlines and terminals, whatever the web wrote into them."""

import itertools
import json
import re
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from alert_samples import HOSTILE, LIST_CHANGE, LIVE_CHANGE, PAPER, SAMPLES, SILENT_EDIT, alert
from hypothesis import given
from hypothesis import strategies as st

from crawler import render
from crawler.model import Alert
from crawler.render.bodies import redlined
from crawler.render.records import stamp
from crawler.render.redline import shortened

UNICODE = st.text(st.characters(exclude_categories=()), max_size=80)
WORDS = st.lists(st.sampled_from("a b c the 1,310 1,190 — . , “ ” 港口 नमस्ते don’t".split()), max_size=14).map(" ".join)
BIDI = set("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def is_harmless(text: str) -> bool:
    return not any(unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} or char in BIDI for char in text)


def with_text(text: str) -> Alert:
    """An alert that has `text` wherever the web could have put it."""
    item = {"rank": 1, "key": text, "title": text, "url": text, "text": text}
    pair = {"before": text, "after": text + "!", "url": text, "rank": 1, "numbers": [{"before": text, "after": text}]}
    change = {
        "title": pair,
        "edits": ["number"],
        "hunks": [{"op": "replace", **pair}, {"op": "insert", "after": text}],
        **{key: [item] for key in ("entered", "left", "moved", "added", "removed", "before", "after")},
        **{key: [pair] for key in ("updated", "retitled")},
        **dict.fromkeys(("how", "from", "to", "reason"), text),
        "pages": [text],
    }
    return alert(region=text, summary=text, url=text, site=text, change=change)


def test_the_record_is_the_contracts_field_by_field() -> None:
    assert render.record(LIVE_CHANGE) == {
        "id": "sample-3",
        "at": "2026-05-12T08:00:03Z",
        "site": "harbour-gazette",
        "kind": "live.changed",
        "severity": "notice",
        "subject": {"region": "Harbour ticker", "url": f"{PAPER}/"},
        "summary": LIVE_CHANGE.summary,
        "change": LIVE_CHANGE.change,
        "captures": {"before": 12, "after": 40},
    }


@given(UNICODE)
def test_a_json_line_is_one_harmless_line_and_loses_nothing(text: str) -> None:
    shown = with_text(text)
    line = render.json_line(shown)
    assert is_harmless(line)
    assert json.loads(line) == render.record(shown)
    line.encode("utf-8")


def test_a_readable_line_has_time_site_severity_summary_and_link() -> None:
    assert render.line(LIST_CHANGE) == (
        f"2026-05-12T08:00:03Z harbour-gazette notice: Most Read: 2 in, 2 out, 1 moved {PAPER}/"
    )


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("kind", ["article.changed", "list.changed", "live.changed", "site.degraded", "odd"])
def test_hostile_texts_are_harmless_on_line_and_terminal(kind: str, text: str) -> None:
    shown = replace(with_text(text), kind=kind)
    assert is_harmless(render.line(shown))
    assert len(render.line(shown)) <= 400
    for line in render.terminal(shown, colour=False).split("\n"):
        assert is_harmless(line)


@given(UNICODE)
def test_any_text_is_harmless_on_line_and_terminal(text: str) -> None:
    shown = with_text(text)
    assert is_harmless(render.line(shown))
    coloured = re.sub(r"\x1b\[[0-9;]*m", "", render.terminal(shown, colour=True))
    assert is_harmless(coloured.replace("\n", ""))


def test_colour_is_used_only_where_asked_for() -> None:
    assert "\x1b[" in render.terminal(SILENT_EDIT, colour=True)
    assert "\x1b" not in render.terminal(SILENT_EDIT, colour=False)


def test_right_to_left_text_stays_as_it_is_while_direction_marks_go() -> None:
    assert render.plain(HOSTILE["rtl"]) == HOSTILE["rtl"]
    assert render.plain(HOSTILE["bidi"]) == "abc אבג def"


@given(UNICODE, st.integers(1, 60))
def test_plain_text_is_bounded_one_line_and_plain_already(text: str, limit: int) -> None:
    once = render.plain(text, limit)
    assert len(once) <= limit
    assert is_harmless(once)
    assert render.plain(once, limit) == once


@pytest.mark.parametrize(
    ("url", "fit"),
    [
        ("https://a.example/x?y=1&z=%20#f", True),
        ("http://münchen.example/straße", True),
        ("javascript:alert(1)", False),
        ("JAVASCRIPT:alert(1)", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("//a.example/", False),
        ("https:///nohost", False),
        ("https://[broken", False),
        ('https://a.example/" onclick="x', False),
        ("https://a.example/\nx", False),
        ("https://a.example/\u202ex", False),
        ("https://a.example/" + "x" * 3000, False),
        (None, False),
    ],
)
def test_only_clean_web_addresses_become_links(url: object, fit: bool) -> None:
    assert bool(render.link(url)) is fit


@given(WORDS, WORDS)
def test_a_redline_holds_both_texts(before: str, after: str) -> None:
    parts = render.segments(before, after)
    assert "".join(text for op, text in parts if op != "insert") == before
    assert "".join(text for op, text in parts if op != "delete") == after
    assert all(one.op != two.op for one, two in itertools.pairwise(parts))
    assert all(text for _, text in parts)


@given(WORDS)
def test_a_redline_of_a_text_with_itself_has_no_edit(text: str) -> None:
    assert all(op == "equal" for op, _ in render.segments(text, text))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("rose to 1,310 people", "rose to 1,190 people", "rose to [-1,310-]{+1,190+} people"),
        ("It does not work.", "It does work.", "It does [-not -]work."),
        ("the red old boat sank", "the big new boat sank", "the [-red old-]{+big new+} boat sank"),
        ("港口今天开放了", "港口昨天开放了", "港口[-今-]{+昨+}天开放了"),
        ("Nothing alike here", "Quite another text", "[-Nothing alike here-]{+Quite another text+}"),
    ],
)
def test_redlines_read_as_an_editor_would_mark_them(before: str, after: str, expected: str) -> None:
    assert render.redline_text([{"op": "replace", "before": before, "after": after}]) == expected


def test_a_redline_in_html_is_escaped() -> None:
    hunk = {"op": "replace", "before": "a <b> & c d", "after": "a <i> & c d"}
    assert render.redline_html([hunk]) == ('<p dir="auto">a &lt;<del>b</del><ins>i</ins>&gt; &amp; c d</p>\n')


def test_a_redline_of_endless_texts_takes_no_endless_time() -> None:
    before, after = "a b c d " * 20_000, "d c b a " * 20_000
    assert [op for op, _ in render.segments(before, after)] == ["delete", "insert"]


def test_long_unchanged_stretches_are_left_out_around_an_edit() -> None:
    parts = shortened(render.segments("x " * 400 + "old" + " y" * 400, "x " * 400 + "new" + " y" * 400), 20)
    assert [op for op, _ in parts] == ["equal", "delete", "insert", "equal"]
    assert parts[0].text.startswith("… ")
    assert parts[3].text.endswith(" …")
    assert sum(len(text) for _, text in parts) < 60


def test_long_headlines_are_cut_after_they_are_compared_and_differ_only_where_they_do() -> None:
    tail = "of the vote on the dredging of the inner basin until after the autumn recess " * 6
    for before, after in (("postponement", "end"), ("end", "postponement")):
        parts = redlined({"before": f"The {before} {tail}", "after": f"The {after} {tail}"}, 200)
        assert [op for op, _ in parts] == ["equal", "delete", "insert", "equal"]
        assert sum(len(text) for op, text in parts if op != "insert") <= 200
    unlike = redlined({"before": "ab " * 100, "after": "cd " * 100}, 200)
    assert [(op, len(text) <= 200) for op, text in unlike] == [("delete", True), ("insert", True)]


def test_every_sample_has_a_terminal_form_that_tells_the_change() -> None:
    told = "\n".join(render.terminal(each, colour=False) for each in SAMPLES)
    for expected in (
        "[-record of 1,310-]{+1,190+} daily passengers",
        "− “It is the best month since the bridge opened,” she added.",
        " 1. ↑1   Lighthouse for sale",
        " 2. new  Mayor opens fish market",
        "(4) out  Choir seeks tenors",
        "38 → 27",
        "How it was seen: 404",
        f"To: {PAPER}/culture/5",
        "14 of 15 pages answered 503",
    ):
        assert expected in told


def test_the_terminal_shows_hunks_alone_too() -> None:
    told = render.terminal(SILENT_EDIT.change["hunks"], colour=False)
    assert "~ On an average day" in told
    assert "⇅ The quay was rebuilt" in told


@pytest.mark.parametrize(
    "change",
    [{}, {"hunks": None, "title": 7, "edits": "x"}, {"after": [1, None], "moved": {}, "left": [{}]}, {"updated": [{}]}],
)
@pytest.mark.parametrize("kind", ["article.changed", "list.changed", "live.changed", "article.moved", "x"])
def test_records_of_another_shape_are_shown_as_far_as_they_go(kind: str, change: dict[str, object]) -> None:
    assert "Something happened" in render.terminal(alert(kind, change=change), colour=False)


def test_a_list_marks_what_rose_fell_came_left_and_was_retitled() -> None:
    before = [{"rank": n, "title": t, "url": t} for n, t in enumerate("abcd", 1)]
    after = [{"rank": n, "title": t, "url": u} for n, (t, u) in enumerate([("b", "b"), ("e", "e"), ("A", "a")], 1)]
    change = {
        "before": before,
        "after": after,
        "entered": [after[1]],
        "left": before[2:],
        "moved": [{"title": "b", "url": "b", "from": 2, "to": 1}],
        "retitled": [{"url": "a", "rank": 3, "before": "a", "after": "A"}],
    }
    shown = render.view(alert("list.changed", region="L", change=change)).body.rows
    assert [(row.rank, row.was, row.mark) for row in shown] == [
        ("1", "2", "↑1"),
        ("2", "", "new"),
        ("3", "1", "retitled"),
        ("", "3", "out"),
        ("", "4", "out"),
    ]


def test_a_line_is_tinted_only_where_colour_is_wanted_and_says_the_same() -> None:
    for shown in SAMPLES:
        tinted = render.line(shown, colour=True)
        assert "\x1b" not in render.line(shown)
        assert re.sub(r"\x1b\[[0-9;]*m", "", tinted) == render.line(shown)
        assert tinted.endswith(render.line(shown)[-20:])


def test_times_of_any_zone_are_shown_in_utc_to_the_second():
    at = datetime(2026, 5, 12, 10, 0, 3, 999_999, tzinfo=timezone(timedelta(hours=2)))
    assert stamp(at) == stamp(at.astimezone(UTC)) == "2026-05-12T08:00:03Z"
    assert stamp(datetime(987, 1, 2, tzinfo=UTC)) == "0987-01-02T00:00:00Z"

"""Times on the command line."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.cli.times import parse_moment
from crawler.errors import UsageError

NOW = datetime(2026, 5, 12, 8, 0, 3, tzinfo=UTC)
BARE = NOW.replace(tzinfo=None)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2h", NOW - timedelta(hours=2)),
        ("3d", NOW - timedelta(days=3)),
        ("30m", NOW - timedelta(minutes=30)),
        ("2w", NOW - timedelta(weeks=2)),
        ("45 S", NOW - timedelta(seconds=45)),
        ("2026-05-11", datetime(2026, 5, 11, tzinfo=UTC)),
        ("20260511", datetime(2026, 5, 11, tzinfo=UTC)),
        ("2026-05-11T23:30:05Z", datetime(2026, 5, 11, 23, 30, 5, tzinfo=UTC)),
        ("2026-05-11T23:30", datetime(2026, 5, 11, 23, 30, tzinfo=UTC)),
        ("2026-05-11 23:30", datetime(2026, 5, 11, 23, 30, tzinfo=UTC)),
        (" 2026-05-11T23:30:05+03:00 ", datetime(2026, 5, 11, 20, 30, 5, tzinfo=UTC)),
        ("20260511T233005-0130", datetime(2026, 5, 12, 1, 0, 5, tzinfo=UTC)),
    ],
)
def test_ages_days_and_iso_times_are_taken(text, meant):
    assert parse_moment(text, NOW) == meant


@pytest.mark.parametrize(
    "text",
    [
        "", "now", "yesterday", "2", "2026", "2026-05", "2026-W20", "-2h", "2.5h", "2y", "12/05/2026", "2026-13-01",
        "2026-05-11Q08:00", "999999999w", "0001-01-01T00:00+05:00", "२०२६-05-12", "2h\x00", "9" * 5000 + "h",
    ],
)  # fmt: skip
def test_anything_else_is_refused_with_the_forms_that_are_taken(text):
    with pytest.raises(UsageError, match="is no time") as caught:
        parse_moment(text, NOW)
    assert all(form in caught.value.hint for form in ("2h", "3d", "2026-05-12", "T08:00:03Z"))
    assert len(str(caught.value)) < 300


@given(
    st.datetimes(BARE - 700_000 * DAY, BARE + 2_900_000 * DAY),
    st.timedeltas(timedelta(hours=-23), timedelta(hours=23)).map(
        lambda d: timedelta(minutes=d // timedelta(minutes=1))
    ),
)
def test_an_iso_time_with_any_offset_is_the_same_instant_in_utc(naive, offset):
    at = naive.replace(tzinfo=timezone(offset))
    parsed = parse_moment(at.isoformat(), NOW)
    assert parsed == at
    assert parsed.tzinfo is UTC


@given(st.text())
def test_any_text_gives_an_aware_time_in_utc_or_a_usage_error(text):
    with suppress(UsageError):
        assert parse_moment(text, NOW).tzinfo is UTC

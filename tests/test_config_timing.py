"""Digests and quiet hours: by the clock on a wall, summer time included."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.config import Digest, Quiet, Timing, parse_digest, parse_quiet

ZONES = ["Europe/Kyiv", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia", "UTC"]
MOMENTS = st.datetimes(datetime(2011, 1, 1), datetime(2037, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))  # noqa: DTZ001 - made aware


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("digest", "at", "due"),
    [
        ("immediately", "2026-05-12T08:00:03", "2026-05-12T08:00:03"),
        ("per run", "2026-05-12T08:00:03", "2026-05-12T08:00:03"),
        ("hourly", "2026-05-12T08:00:00", "2026-05-12T09:00:00"),
        ("hourly", "2026-05-12T23:59:59", "2026-05-13T00:00:00"),
        ("daily at 07:00", "2026-05-12T06:59:59", "2026-05-12T07:00:00"),
        ("daily at 07:00 Europe/Kyiv", "2026-05-12T03:59:59", "2026-05-12T04:00:00"),
        ("daily at 07:00 Europe/Kyiv", "2026-05-12T04:00:00", "2026-05-13T04:00:00"),
        ("Daily  at 7:00 Europe/Kyiv", "2026-12-12T04:00:00", "2026-12-12T05:00:00"),
    ],
)
def test_a_digest_is_due_at_its_hour(digest: str, at: str, due: str) -> None:
    assert parse_digest(digest).due(utc(at)) == utc(due)


def test_an_hour_that_summer_time_skips_is_one_later_and_one_that_comes_twice_is_meant_once() -> None:
    skipped = parse_digest("daily at 03:30 Europe/Kyiv")
    assert skipped.due(utc("2026-03-28T12:00:00")) == utc("2026-03-29T01:30:00")  # 04:30 by the new time
    twice = skipped.due(utc("2026-10-24T12:00:00"))
    assert twice == utc("2026-10-25T00:30:00")
    assert twice.utcoffset() == timedelta()
    assert skipped.due(twice) == utc("2026-10-26T01:30:00")


@given(MOMENTS, st.times(), st.sampled_from(ZONES))
def test_daily_digests_are_about_a_day_apart_and_always_ahead(at: datetime, clock: object, zone: str) -> None:
    digest = Digest("daily", clock, zone)  # type: ignore[arg-type]
    due = digest.due(at)
    assert at < due <= at + timedelta(hours=49)
    assert timedelta(hours=22) <= digest.due(due) - due <= timedelta(hours=49)


@pytest.mark.parametrize(
    ("quiet", "now", "ends"),
    [
        ("22:00-07:00", "2026-05-12T21:59:59", None),
        ("22:00-07:00", "2026-05-12T22:00:00", "2026-05-13T07:00:00"),
        ("22:00-07:00", "2026-05-13T06:59:59", "2026-05-13T07:00:00"),
        ("22:00-07:00", "2026-05-13T07:00:00", None),
        ("12:00 – 13:30 Europe/Kyiv", "2026-05-12T09:30:00", "2026-05-12T10:30:00"),
        ("22:00-07:00 Europe/Kyiv", "2026-05-12T19:30:00", "2026-05-13T04:00:00"),
        ("none", "2026-10-25T00:10:00", None),
        ("01:00-03:30 Europe/Kyiv", "2026-10-25T00:10:00", "2026-10-25T00:30:00"),
        ("01:00-03:30 Europe/Kyiv", "2026-10-25T01:10:00", "2026-10-25T01:30:00"),  # 03:10, the second time
    ],
)
def test_quiet_ends_by_the_clock_on_the_wall(quiet: str, now: str, ends: str | None) -> None:
    assert parse_quiet(quiet).ends(utc(now)) == (utc(ends) if ends else None)


@given(MOMENTS, st.times(), st.times(), st.sampled_from(ZONES))
def test_quiet_always_ends_within_a_day_or_so(now: datetime, start: object, end: object, zone: str) -> None:
    ends = Quiet(start, end, zone).ends(now)  # type: ignore[arg-type]
    assert ends is None or now <= ends <= now + timedelta(hours=49)


def test_a_digest_whose_hour_is_quiet_waits_for_the_end_of_the_quiet() -> None:
    timing = Timing(parse_digest("daily at 06:00"), parse_quiet("22:00-07:00"))
    at = utc("2026-05-12T12:00:00")
    assert timing.due(at, at) == utc("2026-05-13T06:00:00")
    assert timing.due(at, utc("2026-05-13T06:00:00")) == utc("2026-05-13T07:00:00")
    assert timing.due(at, utc("2026-05-13T07:00:00")) == utc("2026-05-13T07:00:00")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("dayly", "did you mean 'daily'?"),
        ("weekly", "known are: immediately, per run, hourly, daily at"),
        ("daily", "at what time?"),
        ("daily at 25:00", "'25:00' is no time of day"),
        ("daily at 07:00 Europe/Kyv", "no time zone 'Europe/Kyv', did you mean 'Europe/Kyiv'?"),
        ("daily at 07:00 ../../etc/passwd", "no time zone"),
    ],
)
def test_what_is_no_digest_is_refused_with_the_mend(text: str, told: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse_digest(text)
    assert told in str(caught.value)


@pytest.mark.parametrize("text", ["22-7", "22:00", "22:00-24:10", "07:00-07:00", "22:00-07:00 Nowhere/Land"])
def test_what_are_no_quiet_hours_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_quiet(text)


@pytest.mark.parametrize("digest", ["immediately", "per run", "hourly", "daily at 06:00"])
def test_an_alert_that_bears_a_time_to_come_waits_for_none(digest: str) -> None:
    now = utc("2026-05-12T12:00:00")
    assert Timing(parse_digest(digest)).due(utc("2030-01-01T00:00:00"), now) == now

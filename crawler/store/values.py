"""How single values are kept: times as whole microseconds, digests as bytes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TICK = timedelta(microseconds=1)
LONG_AGO = -(2**62)  # earlier than any time that is kept: "since the beginning"


def to_ticks(at: datetime) -> int:
    """Microseconds since 1970-01-01T00:00:00Z; `at` must be aware."""
    return (at - EPOCH) // TICK


def from_ticks(ticks: int) -> datetime:
    return EPOCH + timedelta(microseconds=ticks)


def to_ticks_or_none(at: datetime | None) -> int | None:
    return None if at is None else (at - EPOCH) // TICK


def from_ticks_or_none(ticks: int | None) -> datetime | None:
    return None if ticks is None else EPOCH + timedelta(microseconds=ticks)


def since_ticks(since: datetime | None) -> int:
    return LONG_AGO if since is None else to_ticks(since)


def to_iso(ticks: int | None) -> str | None:
    """ISO 8601 UTC to the second, as exports show times."""
    return None if ticks is None else from_ticks(ticks).strftime("%Y-%m-%dT%H:%M:%SZ")


ODD = 17  # bytes of a digest with an odd number of digits: a version's 32, and one that says how it was made


def to_blob(digest: str) -> bytes | str | None:
    """Half the bytes for a digest in lower-case hexadecimal; anything else is kept as text, "" as NULL."""
    if not digest:
        return None
    try:
        blob = bytes.fromhex(f"0{digest}" if len(digest) == ODD * 2 - 1 else digest)
    except ValueError:
        return digest
    return blob if from_blob(blob) == digest else digest


def from_blob(value: bytes | str | None) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    digits = value.hex()
    return digits[1:] if len(value) == ODD else digits

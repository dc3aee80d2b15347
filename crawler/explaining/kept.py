"""The bytes of a capture, where they are kept: in the spool until it is recorded, in WARC files where those are on;
or in the file that it was taken in from, as long as that says the same."""

from __future__ import annotations

from pathlib import Path

from crawler import keeper
from crawler.errors import CaptureError, UsageError
from crawler.model import Capture, CaptureRecord
from crawler.store import Archive

NOT_KEPT = "the bytes of this capture are not kept (`warc = true` under [archive] in the profile keeps them)"


def kept_capture(archive: Archive, data: Path, record: CaptureRecord) -> tuple[Capture | None, str]:
    """The capture whole; or None, and why it can't be had."""
    for _, capture in archive.spooled(record.site):
        if capture.fetched_at == record.fetched_at and record.url in {capture.url, capture.location}:
            return capture, ""
    try:
        found = keeper.kept_capture(archive, data, record)
    except (CaptureError, UsageError) as error:
        return None, str(error)
    return found, "" if found else NOT_KEPT

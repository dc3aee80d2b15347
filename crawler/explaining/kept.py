"""The bytes of a capture, where they are kept: in the spool until it is recorded, in WARC files where those are on."""

from __future__ import annotations

from pathlib import Path

from crawler.model import Capture, CaptureRecord
from crawler.store import Archive


def kept_capture(archive: Archive, data: Path, record: CaptureRecord) -> Capture | None:
    """The capture whole, or None where only its row is kept."""
    del data
    for _, capture in archive.spooled(record.site):
        if capture.fetched_at == record.fetched_at and record.url in {capture.url, capture.location}:
            return capture
    return None

"""The bytes of a capture, where they are kept: in the spool until it is recorded, in WARC files where those are on."""

from __future__ import annotations

from pathlib import Path

from crawler.errors import CaptureError, UsageError
from crawler.keeper import FOLDER
from crawler.model import Capture, CaptureRecord
from crawler.store import Archive

NOT_KEPT = "the bytes of this capture are not kept (`warc = true` under [archive] in the profile keeps them)"


def kept_capture(archive: Archive, data: Path, record: CaptureRecord) -> tuple[Capture | None, str]:
    """The capture whole; or None, and why it can't be had."""
    for _, capture in archive.spooled(record.site):
        if capture.fetched_at == record.fetched_at and record.url in {capture.url, capture.location}:
            return capture, ""
    try:
        found = _from_warc(archive, data / FOLDER, record)
    except (CaptureError, UsageError) as error:
        return None, str(error)
    return found, "" if found else NOT_KEPT


def _from_warc(archive: Archive, folder: Path, record: CaptureRecord) -> Capture | None:
    found = archive.raw_of(record.id) if record.id is not None else None
    if found is None:
        return None
    from crawler.warc import require_warcio

    require_warcio("reading a raw capture")
    from crawler.warc.reading import capture_of, read_at, with_payload

    raw = found[1]
    held = read_at(folder / raw.file, raw.offset)
    if raw.refers is not None and (original := archive.raw(raw.refers)) is not None:
        held = with_payload(held, read_at(folder / original.file, original.offset))
    return capture_of(held, record.fetched_at, record.source)

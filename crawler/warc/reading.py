"""One WARC record as a capture, whoever wrote it: chunks put together, payloads unpacked, revisits told apart."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import field, replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import zstandard
from dateutil.parser import isoparse
from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import BufferedReader, ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeadersParserException

from crawler.blocks import MAX_BYTES
from crawler.classes import dataclass
from crawler.errors import CaptureError
from crawler.model import Capture, Redirect
from crawler.warc.exchange import Exchange
from crawler.warc.writing import ASKED, FINAL, REDIRECT, SAME_PAYLOAD

# What warcio and its parts raise on bytes that are no record, or not whole.
BROKEN = (
    ArchiveLoadFailed,
    StatusAndHeadersParserException,
    zlib.error,
    zstandard.ZstdError,
    EOFError,
    OSError,
    ValueError,
    AttributeError,
    IndexError,
    TypeError,
)
_REDIRECT = re.compile(r"(\d{3}) (\S+)")
_NO_BODY = frozenset({"gzip", "x-gzip", "deflate", "br", "zstd", "identity", ""})


@dataclass(frozen=True, slots=True)
class Revisit:
    """What a record says of the one that holds its payload."""

    url: str
    date: str
    identity: str
    digest: str
    same_payload: bool  # False: the server said that nothing was modified


@dataclass(frozen=True, slots=True)
class WarcRecord:
    """A record's fields and, in `exchange`, what it holds. `at` is None where its date can't be read."""

    kind: str
    url: str
    at: datetime | None
    identity: str
    digest: str
    exchange: Exchange
    revisit: Revisit | None = None
    own: tuple[tuple[str, str], ...] = field(default=())  # fields of ours


def parse_date(text: str) -> datetime | None:
    """A WARC-Date: ISO 8601 UTC, to the second or finer, or cut short to the day (WARC 1.1, 5.4)."""
    try:
        at = isoparse(text.strip())
    except (ValueError, OverflowError):
        return None
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)


def read_at(path: Path, offset: int) -> WarcRecord:
    """The record that begins at a place of a file.

    Raises:
        CaptureError: there is none, or it is damaged or too large.
    """
    try:
        with path.open("rb") as file:
            file.seek(offset)
            record = read_record(next(iter(ArchiveIterator(file))))
    except StopIteration:
        raise CaptureError(f"{path}: no record at byte {offset}") from None
    except BROKEN as problem:
        raise CaptureError(f"{path}: the record at byte {offset} is damaged: {_said(problem)}") from problem
    if not record.identity:  # every record has one (WARC 1.1, 5.2): damaged bytes may unpack to something, all the same
        raise CaptureError(f"{path}: the record at byte {offset} is damaged: its header cannot be read")
    return record


def _said(problem: BaseException) -> str:
    """What a library says of it, but for the bytes that it quotes."""
    said = str(problem).partition(", first line:")[0]
    return " ".join((said or type(problem).__name__).split())[:120]


def read_record(record: Any) -> WarcRecord:
    """What is in a record of warcio's. Raises what warcio does, and CaptureError where it is too large."""
    headers = record.rec_headers
    url = headers.get_header("WARC-Target-URI") or ""
    kind = str(record.rec_type)
    return WarcRecord(
        kind=kind,
        url=url.strip().removeprefix("<").removesuffix(">"),
        at=parse_date(headers.get_header("WARC-Date") or ""),
        identity=headers.get_header("WARC-Record-ID") or "",
        digest=headers.get_header("WARC-Payload-Digest") or "",
        exchange=_exchange(record, url),
        revisit=_revisit(headers) if kind == "revisit" else None,
        own=tuple((name, value) for name, value in headers.headers if name in {ASKED, FINAL, REDIRECT}),
    )


def _exchange(record: Any, url: str) -> Exchange:
    http = record.http_headers
    body = _read_bounded(record.raw_stream, url)
    if http is None:
        kind = record.rec_headers.get_header("Content-Type") or ""
        return Exchange(url, 0, (("Content-Type", kind),), body)
    status = int(http.get_statuscode())
    return Exchange(url, status, tuple(http.headers), body, protocol=http.protocol or "HTTP/1.1")


def _revisit(headers: Any) -> Revisit:
    profile = headers.get_header("WARC-Profile") or SAME_PAYLOAD
    return Revisit(
        url=headers.get_header("WARC-Refers-To-Target-URI") or "",
        date=headers.get_header("WARC-Refers-To-Date") or "",
        identity=headers.get_header("WARC-Refers-To") or "",
        digest=headers.get_header("WARC-Payload-Digest") or "",
        same_payload="not-modified" not in profile,
    )


def with_payload(record: WarcRecord, original: WarcRecord) -> WarcRecord:
    """A revisit, completed with the payload that it refers to; the coding is the original's."""
    coded = {"content-encoding", "transfer-encoding"}
    own = [(name, value) for name, value in record.exchange.headers if name.lower() not in coded]
    coding = [(name, value) for name, value in original.exchange.headers if name.lower() in coded]
    headers = (*own, *coding) if record.exchange.headers else original.exchange.headers
    exchange = replace(
        record.exchange,
        status=record.exchange.status or original.exchange.status,
        headers=headers,
        body=original.exchange.body,
    )
    return replace(record, exchange=exchange, digest=record.digest or original.digest)


def capture_of(record: WarcRecord, at: datetime, source: str) -> Capture:
    """The capture that a record holds.

    Raises:
        CaptureError: its payload cannot be unpacked, or is too large.
    """
    headers = _joined(record.exchange)
    body = _unpacked(record.exchange, headers, record.url)
    own: dict[str, list[str]] = {ASKED: [], FINAL: [], REDIRECT: []}
    for name, value in record.own:
        own[name].append(value)
    redirects = [found for value in own[REDIRECT] if (found := _REDIRECT.fullmatch(value))]
    asked, final = next(iter(own[ASKED]), record.url), next(iter(own[FINAL]), record.url)
    return Capture(
        url=asked,
        fetched_at=at,
        status=record.exchange.status or 200,
        headers={
            name: value for name, value in headers.items() if name not in {"content-encoding", "transfer-encoding"}
        },
        body=body,
        final_url="" if final == asked and not redirects else final,
        redirects=tuple(Redirect(int(found[1]), found[2]) for found in redirects),
        source=source,
    )


def _joined(exchange: Exchange) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for name, value in exchange.headers:
        key = name.strip().lower()
        found[key] = f"{found[key]}, {value.strip()}" if key in found else value.strip()
    return found


def _unpacked(exchange: Exchange, headers: Mapping[str, str], url: str) -> bytes:
    """The body without chunks and compression. A coding that is named and not there (as some tools write) is none."""
    body = exchange.body
    with _told(url):
        if "chunked" in headers.get("transfer-encoding", "").lower():
            body = _read_bounded(ChunkedDataReader(BytesIO(body)), url)
        codings = [coding.strip().lower() for coding in headers.get("content-encoding", "").split(",")]
        for coding in reversed(codings):
            if coding not in _NO_BODY:
                raise CaptureError(f"{url}: its content coding {coding[:20]!r} is not known")
            if coding not in {"", "identity"}:
                body = _read_bounded(_decoder(coding, body), url)
    return body


def _decoder(coding: str, body: bytes) -> Any:
    if coding == "zstd":
        return zstandard.ZstdDecompressor().stream_reader(BytesIO(body), read_across_frames=True)
    name = "gzip" if coding == "x-gzip" else coding
    if name not in BufferedReader.get_supported_decompressors():
        raise CaptureError(f"its content coding {name!r} needs a library", hint="pip install brotli")
    return BufferedReader(BytesIO(body), decomp_type=name)


@contextmanager
def _told(url: str) -> Iterator[None]:
    try:
        yield
    except BROKEN as problem:
        raise CaptureError(f"{url}: its payload cannot be unpacked: {_said(problem)}") from problem


def _read_bounded(stream: Any, url: str) -> bytes:
    parts, size = [], 0
    while part := stream.read(65_536):
        parts.append(part)
        size += len(part)
        if size > MAX_BYTES:
            raise CaptureError(f"{url}: more than the {MAX_BYTES // 1_000_000} MB that are read of a page")
    return b"".join(parts)

"""One capture as WARC records, each a gzip member of its own, in one append."""

from __future__ import annotations

import base64
import uuid
import zlib
from collections.abc import Callable, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParserException

from crawler import __version__
from crawler.classes import dataclass
from crawler.model import Capture, RawRecord
from crawler.warc.exchange import Exchange
from crawler.warc.files import Appended, WarcFolder

VERSION = "WARC/1.1"
SAME_PAYLOAD = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
LEVEL = 6
_UNCHANGED = 304
_SMALL = 512  # bytes: a payload this small is written again rather than referred to

# Fields of our own, in which a capture keeps what WARC has no name for. Readers skip fields that they don't know.
ASKED, FINAL, REDIRECT = "Presswatch-Asked-URI", "Presswatch-Final-URI", "Presswatch-Redirect"

Fields = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Original:
    """The record that holds a payload which came again."""

    number: int
    identity: str
    url: str
    date: str
    digest: str


Find = Callable[[str], Original | None]  # by the SHA-256 of a payload


@dataclass(slots=True)
class WarcWriter:
    """Writes captures into the files of a folder.

    `find` gives the record that holds a payload already; `before` the one that a page's last good answer is in.
    """

    folder: WarcFolder

    def write(
        self, capture: Capture, exchanges: Sequence[Exchange], *, find: Find, before: Callable[[], Original | None]
    ) -> RawRecord:
        """Append a capture: the answers on the way to it, the answer itself, the requests.

        Args:
            capture: what is made of the last answer; the time is its.
            exchanges: all answers that it took, at least one.
            find: see the class.
            before: see the class; asked where the server says that nothing has changed.

        Raises:
            ArchiveError: the file cannot be written.
        """
        *hops, last = exchanges
        at = warc_date(capture.fetched_at)
        payload = sha256(last.body).hexdigest() if last.body else ""
        original = before() if last.status == _UNCHANGED else find(payload) if len(last.body) >= _SMALL else None
        front = [record for hop in hops for record in _pair(hop, at, [], None)]
        behind = _pair(last, at, _own_fields(capture, last), original)
        appended = self.folder.append(capture.fetched_at, front, behind, warcinfo)
        refers = original.number if original and last.status != _UNCHANGED else None
        return _raw_record(appended, capture.fetched_at, payload, refers)


def _raw_record(appended: Appended, at: datetime, payload: str, refers: int | None) -> RawRecord:
    place = (appended.file, appended.start, appended.offset, appended.end)
    return RawRecord(*place, appended.sha256, at, payload, refers)


def _pair(exchange: Exchange, at: str, extra: Fields, original: Original | None) -> list[bytes]:
    """The answer, and the request where it is known."""
    identity = _identity()
    fields: Fields = [("WARC-Record-ID", identity), ("WARC-Target-URI", exchange.url), ("WARC-Date", at), *extra]
    if exchange.ip:
        fields.append(("WARC-IP-Address", exchange.ip))
    records = [_answer(exchange, fields, original)]
    if exchange.request:
        told: Fields = [("WARC-Record-ID", _identity()), ("WARC-Target-URI", exchange.url), ("WARC-Date", at)]
        told.append(("WARC-Concurrent-To", identity))
        records.append(_record("request", told, "application/http; msgtype=request", exchange.request_block))
    return records


def _answer(exchange: Exchange, fields: Fields, original: Original | None) -> bytes:
    if not exchange.status:
        return _record("resource", [*fields, _payload_digest(exchange.body)], exchange.content_type, exchange.body)
    http = "application/http; msgtype=response"
    if original is None:
        return _record("response", [*fields, _payload_digest(exchange.body)], http, exchange.block)
    modified = exchange.status != _UNCHANGED
    fields += [
        ("WARC-Profile", SAME_PAYLOAD if modified else NOT_MODIFIED),
        ("WARC-Refers-To", original.identity),
        ("WARC-Refers-To-Target-URI", original.url),
        ("WARC-Refers-To-Date", original.date),
        ("WARC-Payload-Digest", original.digest),
    ]
    head = exchange.block[: len(exchange.block) - len(exchange.body)]
    return _record("revisit", fields, http, head)


def warcinfo(name: str, at: datetime) -> bytes:
    """The record that a file begins with."""
    fields: Fields = [("WARC-Record-ID", _identity()), ("WARC-Date", warc_date(at)), ("WARC-Filename", name)]
    told = f"software: Presswatch/{__version__}\r\nformat: WARC File Format 1.1\r\nrobots: obey\r\n"
    return _record("warcinfo", fields, "application/warc-fields", told.encode())


def _own_fields(capture: Capture, exchange: Exchange) -> Fields:
    found: Fields = []
    if capture.url != exchange.url:
        found.append((ASKED, capture.url))
    if capture.location not in {exchange.url, capture.url}:
        found.append((FINAL, capture.location))
    found.extend((REDIRECT, f"{each.status} {each.url}") for each in capture.redirects)
    return found


def _record(kind: str, fields: Fields, content_type: str, block: bytes) -> bytes:
    """One record, compressed by itself."""
    safe = [(name, " ".join(value.split())) for name, value in fields]
    headers = StatusAndHeaders("", [("WARC-Type", kind), *safe], protocol=VERSION)
    headers.add_header("WARC-Block-Digest", _digest(block))
    headers.add_header("Content-Type", content_type)
    headers.add_header("Content-Length", str(len(block)))
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, zlib.MAX_WBITS + 16)
    return packer.compress(headers.to_bytes(encoding="utf-8") + block + b"\r\n\r\n") + packer.flush()


def _payload_digest(payload: bytes) -> tuple[str, str]:
    return "WARC-Payload-Digest", _digest(payload)


def _digest(data: bytes) -> str:
    return f"sha256:{base64.b32encode(sha256(data).digest()).decode()}"


def _identity() -> str:
    return f"<urn:uuid:{uuid.uuid4()}>"


def warc_date(at: datetime) -> str:
    return f"{at.replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def read_original(path: Path, offset: int, number: int) -> Original | None:
    """What a later record has to say of the one at `offset`; None where that can't be read any more."""
    try:
        with path.open("rb") as file:
            file.seek(offset)
            headers = next(iter(ArchiveIterator(file, no_record_parse=True))).rec_headers
    except (OSError, StopIteration, ArchiveLoadFailed, StatusAndHeadersParserException, zlib.error):
        return None
    names = ("WARC-Record-ID", "WARC-Target-URI", "WARC-Date", "WARC-Payload-Digest")
    found = [headers.get_header(name) for name in names]
    if not all(found):
        return None
    identity, url, date, digest = map(str, found)
    return Original(number, identity, url, date, digest)

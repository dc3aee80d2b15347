"""What an answer is worth by its status and headers, before its body is read; and what is wrong with a body."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from crawler.guard.verdicts import OK, Judgement
from crawler.model import Capture, Document, Verdict
from crawler.urls import host_of

# Text holds hardly any control characters; of compressed bytes they are a tenth.
CONTROL_SHARE = 0.04
_PROBE = 4096
_PATH = 4  # characters of a path that stands in no other address by chance
_ERROR = re.compile(r"err|404|410|(?:not|un)[_-]?(?:found|known|available)|missing|search|gone|removed", re.IGNORECASE)
_TAIL = 8192  # bytes; some pages have comments and scripts behind their end
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\f\r\x1b"))


def judge_answer(capture: Capture) -> Judgement:
    """By status and headers alone; `OK` means that the body is worth reading."""
    status = capture.status
    if capture.error or status == 0:
        return Judgement(Verdict.OUTAGE, capture.error or "no answer")
    if status == 304:  # noqa: PLR2004 - HTTP statuses speak for themselves
        return Judgement(Verdict.UNCHANGED, "304")
    if status in {404, 410}:
        return Judgement(Verdict.GONE, str(status))
    if status in {401, 402, 403, 407, 429, 451} or capture.headers.get("cf-mitigated"):
        return Judgement(Verdict.BLOCKED, f"status {status}")
    if status >= 500:  # noqa: PLR2004
        return Judgement(Verdict.OUTAGE, f"status {status}")
    if not 200 <= status < 300:  # noqa: PLR2004
        return _judge_odd(capture)
    if not capture.body.strip():
        return Judgement(Verdict.OUTAGE, "empty answer")
    if _is_binary(capture):
        return Judgement(Verdict.UNREADABLE, "is not text, whatever its Content-Type says")
    return OK


def _judge_odd(capture: Capture) -> Judgement:
    if capture.redirects and capture.status < 400:  # noqa: PLR2004
        return judge_redirect(capture, f"leads to another site, {host_of(capture.location)}")
    return Judgement(Verdict.UNREADABLE, f"status {capture.status}")


def judge_redirect(capture: Capture, reason: str) -> Judgement:
    """What it means that another page answers, which tells another story: the page is gone (for `reason`); or it is
    behind a login or a wall of consent, where the address of that page says which one the reader came from."""
    if _leads_back(capture):
        return Judgement(Verdict.CONSENT, "leads to a login or consent wall, which would lead back")
    return Judgement(Verdict.REDIRECT, reason)


def _leads_back(capture: Capture) -> bool:
    """Whether the address that answered carries the one that was asked for (`/login?next=/city/a-story`), as those of
    walls do; and those of error pages, which say so."""
    asked, answered = urlsplit(capture.url).path, urlsplit(capture.location)
    if len(asked) < _PATH or _ERROR.search(answered.path):
        return False
    fields = (field.partition("=") for field in answered.query.split("&")[:64])
    return any(asked in unquote(value) and not _ERROR.search(name) for name, _, value in fields)


def _is_binary(capture: Capture) -> bool:
    """Bytes of a picture or an archive; a stray NUL makes none, and UTF-16 is full of them."""
    start = capture.body[:_PROBE]
    if b"\x00" not in start or start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    kind = capture.headers.get("content-type", "").lower()
    controls = len(start) - len(start.translate(None, _CONTROLS))
    return "utf-16" not in kind and "utf-32" not in kind and controls > CONTROL_SHARE * len(start)


def is_ended(capture: Capture) -> bool:
    """Whether the markup of an answer ends: what a server or a proxy broke off has no end."""
    tail = capture.body[-_TAIL:].replace(b"\x00", b"").lower()
    return b"</html" in tail or b"</body" in tail


def flaws(capture: Capture, document: Document) -> Iterator[str]:
    """What is wrong with a capture that is read all the same, in words."""
    if document.truncated:
        yield "nested too deep or too long; read as far as the bounds go"
    if any("\ufffd" in block.text for block in document.blocks) and "\ufffd".encode() not in capture.body:
        yield "is not in the charset that it declares; what could not be decoded reads as \ufffd"

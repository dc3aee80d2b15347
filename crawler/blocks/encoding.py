"""Bytes to text, as browsers do it, with one difference that keeps versions comparable."""

from __future__ import annotations

from codecs import utf_8_decode

from w3lib.encoding import html_to_unicode

_BOMS = (b"\xff\xfe", b"\xfe\xff")
_MARKS = (*_BOMS, b"\xef\xbb\xbf")
_PIECE = 16_384  # bytes; the text of a whole page is memory that has to be cleared first


def decode(body: bytes, content_type: str = "") -> str:
    """Decode a response body; never raises.

    The order is that of the WHATWG encoding sniffing algorithm (BOM, Content-Type header, <meta>, then windows-1252),
    except that bytes which *are* valid UTF-8 are read as UTF-8 whatever they claim to be: servers that declare
    another charset for UTF-8 text, and caches that do so only now and then, would otherwise fake an edit in every
    paragraph with an accent. Bytes that fit no declared charset become U+FFFD.
    """
    if not body.startswith(_BOMS):
        try:
            return body.decode("utf-8-sig").replace("\x00", "")
        except UnicodeDecodeError:
            pass
    _, text = html_to_unicode(content_type or None, body, auto_detect_fun=lambda _: "cp1252")
    return text.replace("\x00", "")


def as_utf8(body: bytes, content_type: str = "") -> bytes:
    """`decode`, encoded again: the same bytes where they are UTF-8 already, as nearly all pages are."""
    if not body.startswith(_MARKS) and b"\x00" not in body:
        try:
            if not body.isascii():
                _check(body)
        except UnicodeDecodeError:
            pass
        else:
            return body
    return decode(body, content_type).encode("utf-8", "replace")


def _check(body: bytes) -> None:
    """Raises UnicodeDecodeError where bytes are not UTF-8."""
    view = memoryview(body)
    start = 0
    while start < len(body):
        _, read = utf_8_decode(view[start : start + _PIECE], "strict", start + _PIECE >= len(body))
        start += read

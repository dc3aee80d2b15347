"""Bytes to text, as browsers do it, with one difference that keeps versions comparable."""

from __future__ import annotations

import re
import string
from codecs import utf_8_decode
from collections import Counter

from w3lib.encoding import html_to_unicode, http_content_type_encoding

from crawler.blocks.latin import WESTERN, latin_charset

_BOMS = (b"\xff\xfe", b"\xfe\xff")
_MARKS = (*_BOMS, b"\xef\xbb\xbf")
_PIECE = 16_384  # bytes; the text of a whole page is memory that has to be cleared first
_PROBE = 4096  # bytes
_SAMPLE = 32_768
_HIGH = 0x80
_LETTERS = frozenset(string.ascii_letters.encode())
_MOST_LATIN = 0.3  # of the letters of a Latin text have an accent, at most
_STRAY = 0.05
_FEWEST_LOST = 10  # letters
_MOST_TOLD = 1_000_000  # bytes of a page that tell its charset
_TAG = re.compile(rb"<[^<>]*>")
_FEWEST_GAPS = 0.01  # of the characters of a text are spaces and line ends, at least
_GAPS = " \n\r\u3000"
_LATIN = ("cp1252", "cp1250", "cp1254")
_SCRIPTS = (
    *("cp1251", "koi8_r", "shift_jis", "euc_jp", "gb18030", "big5", "euc_kr"),
    *("cp1253", "cp1255", "cp1256", "cp874"),
)


def decode(body: bytes, content_type: str = "") -> str:
    """Decode a response body; never raises.

    The order is that of the WHATWG encoding sniffing algorithm (BOM, Content-Type header, <meta>, then windows-1252),
    except that bytes which *are* valid UTF-8 are read as UTF-8 whatever they claim to be: servers that declare
    another charset for UTF-8 text, and caches that do so only now and then, would otherwise fake an edit in every
    paragraph with an accent. Bytes that fit no declared charset become U+FFFD; but where hardly any letter beyond ASCII
    is UTF-8 that is declared to be, the page is in another charset, which is told by its words: all such letters would
    look the same, and no edit of one be seen.
    """
    if not body.startswith(_BOMS):
        try:
            return body.decode("utf-8-sig").replace("\x00", "")
        except UnicodeDecodeError:
            pass
    charset, text = html_to_unicode(content_type or None, body, auto_detect_fun=lambda _: "cp1252")
    if charset == "utf-8" and _is_misdeclared(text):
        text = _in_its_charset(body)
    return text.replace("\x00", "")


def _is_misdeclared(text: str) -> bool:
    """Whether what was read as UTF-8 is none: nearly all that is beyond ASCII could not be decoded."""
    lost = text.count("\ufffd")
    return lost >= _FEWEST_LOST and sum(not char.isascii() for char in text) - lost <= _STRAY * lost


def _in_its_charset(body: bytes) -> str:
    """The text of a page that says of its charset nothing that is true."""
    words = b" ".join(word for word in _TAG.sub(b" ", body[:_MOST_TOLD]).split() if not word.isascii())
    guessed = _guess(words) if _is_of_another_script(words) else ""
    return body.decode(guessed or latin_charset(words), "replace")


def decode_text(body: bytes, content_type: str = "") -> str | None:
    """Decode plain text, which says of its charset nothing where it comes from a file; None: it is no text.

    As `decode`, but UTF-16 needs no mark, and of bytes that are neither UTF-8 nor declared it is asked whether they
    are text in one of the charsets of scripts other than Latin, or in one of those of Latin that they fit much better
    than windows-1252.
    """
    if b"\x00" in body[:_PROBE] and not body.startswith(_BOMS):
        return _utf16(body)
    if body.startswith(_MARKS) or http_content_type_encoding(content_type or None):
        return decode(body, content_type)
    try:
        return body.decode("utf-8").replace("\x00", "")
    except UnicodeDecodeError:
        pass
    if _is_of_another_script(body):
        return _guessed(body) or decode(body, content_type)
    charset = latin_charset(body)
    return decode(body, content_type) if charset == WESTERN else body.decode(charset, "replace").replace("\x00", "")


def _utf16(body: bytes) -> str | None:
    """By the order of the bytes of its spaces and line ends."""
    pairs = Counter(body[start : start + 2] for start in range(0, min(len(body), _PROBE), 2))
    little, big = (sum(pairs[mark.encode(name)] for mark in _GAPS) for name in ("utf-16-le", "utf-16-be"))
    if max(little, big) < _FEWEST_GAPS * sum(pairs.values()) or little == big:
        return None  # a zero that strayed into other text
    name = "utf-16-le" if little > big else "utf-16-be"
    try:
        text = body.decode(name)
    except UnicodeDecodeError:
        return None
    odd = sum(not (char.isprintable() or char.isspace()) for char in text)
    return text if odd <= len(text) * _STRAY else None


def _is_of_another_script(body: bytes) -> bool:
    """Whether most letters are none of ASCII: in Latin text most are."""
    probe = body[:_SAMPLE]
    high = sum(byte >= _HIGH for byte in probe)
    plain = sum(byte in _LETTERS for byte in probe)
    return high > _MOST_LATIN * (high + plain)


def _guessed(body: bytes) -> str:
    """The text in the likeliest charset of another script than Latin; "" where none is likely."""
    charset = _guess(body)
    return body.decode(charset, "replace").replace("\x00", "") if charset else ""


def _guess(body: bytes) -> str:
    """The likeliest charset of another script than Latin; "" where none is likely."""
    from charset_normalizer import from_bytes  # takes 30 ms to import, for few files

    best = from_bytes(body[:_SAMPLE], cp_isolation=[*_SCRIPTS, *_LATIN]).best()
    return "" if best is None or best.encoding in _LATIN else best.encoding


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

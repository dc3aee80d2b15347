"""Requests for a timestamp authority, as RFC 3161 has them, written in DER (X.690) by hand: they are 59 bytes."""

from __future__ import annotations

_SEQUENCE, _INTEGER, _BOOLEAN, _OCTETS = 0x30, 0x02, 0x01, 0x04
_SHA256 = bytes.fromhex("0609608648016503040201")  # OBJECT IDENTIFIER 2.16.840.1.101.3.4.2.1
_NULL = b"\x05\x00"


def request(digest: bytes) -> bytes:
    """A TimeStampReq for a SHA-256 digest: version 1, the authority's certificate wanted, no nonce.

    A nonce would tell an old answer from a new one; here any answer about this digest proves what it should.
    """
    imprint = _tagged(_SEQUENCE, _tagged(_SEQUENCE, _SHA256 + _NULL) + _tagged(_OCTETS, digest))
    return _tagged(_SEQUENCE, _tagged(_INTEGER, b"\x01") + imprint + _tagged(_BOOLEAN, b"\xff"))


def _tagged(tag: int, content: bytes) -> bytes:
    """Tag, length, content; shorter than 128 bytes, all of it."""
    return bytes([tag, len(content)]) + content

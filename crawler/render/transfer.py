"""How large a text is on its way by mail: in quoted-printable or in base64, whichever is smaller (RFC 2045)."""

from __future__ import annotations

from typing import NamedTuple, Self

_LINE = 76
_AS_IT_IS = b"\t\n\r" + bytes(range(32, 127)).replace(b"=", b"")  # RFC 2045, section 6.7
_AT_A_LINES_END = (b" \n", b"\t\n", b" \r", b"\t\r")  # where a blank is escaped, too


class Size(NamedTuple):
    """Bytes, by encoding; sizes of parts add up to about that of the whole."""

    quoted: int = 0
    base64: int = 0

    @classmethod
    def of(cls, text: str) -> Self:
        data = text.encode("utf-8", "replace")
        escaped = len(data.translate(None, _AS_IT_IS)) + sum(map(data.count, _AT_A_LINES_END))
        ends = data.count(b"\n") + data.count(b"\r")
        quoted = len(data) + 2 * escaped + ends
        return cls(quoted + 3 * (quoted // _LINE + 1), (len(data) + ends) * 4 * (_LINE + 2) // (3 * _LINE) + 4)

    def __add__(self, other: object) -> Size:
        """Of two texts, one after the other."""
        if not isinstance(other, Size):
            return NotImplemented
        return Size(self.quoted + other.quoted, self.base64 + other.base64)

    @property
    def least(self) -> int:
        return min(self)


def encoding(text: str) -> str:
    """The better encoding of a text. EmailMessage itself judges by the first ten lines, which are markup."""
    size = Size.of(text)
    return "quoted-printable" if size.quoted <= size.base64 else "base64"

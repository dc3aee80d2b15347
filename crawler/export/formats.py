"""Records as lines: JSON, lossless and harmless on a terminal; CSV, harmless in a spreadsheet."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO
from typing import Any

# JSON allows these in strings as they are; terminals, readers that split lines and UTF-8 do not bear them.
_UNSAFE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
# CSV has no escapes: what no text means is left out. Tabs and line ends stay, for they part paragraphs.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
# What makes a spreadsheet take a cell for a formula (OWASP: CSV injection); full-width forms count in East Asia.
_FORMULA = tuple("=+-@\t\r＝＋－＠")
_END = "\r\n"  # makes the writer quote cells that hold either


def json_line(value: Any) -> str:
    """The value as one line of JSON, without its line end."""
    text = json.dumps(value, ensure_ascii=False)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def csv_lines(records: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> Iterator[str]:
    """A header and a row for each record, without line ends (a cell may hold some); nested values as JSON."""
    buffer = StringIO()
    writer = csv.writer(buffer, lineterminator=_END)
    for row in _rows(records, columns):
        writer.writerow(row)
        yield buffer.getvalue().removesuffix(_END)
        buffer.seek(0)
        buffer.truncate()


def _rows(records: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> Iterator[Sequence[Any]]:
    yield columns
    for record in records:
        yield [_cell(record[column]) for column in columns]


def _cell(value: Any) -> Any:
    """None is empty; a text that a spreadsheet would run gets an apostrophe before it."""
    if isinstance(value, Mapping | list | tuple):
        return json_line(value)
    if not isinstance(value, str):
        return value
    text = _UNSEEN.sub("", value)
    return f"'{text}" if text.startswith(_FORMULA) else text

"""Redline: what was struck out of a text and what was put in, word by word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from rapidfuzz.distance import Indel

from crawler.render.safe import plain
from crawler.text import token_spans

EQUAL, DELETE, INSERT = "equal", "delete", "insert"

# Texts that share less than this are told as one struck out and one put in: a patchwork explains nothing.
LIKENESS = 0.35
MOST_UNITS = 6_000  # words and gaps; the comparison is quadratic (divided by 64)
GLUE = 3  # characters between two edits that are not worth standing on their own


class Segment(NamedTuple):
    op: str  # equal | delete | insert
    text: str


def segments(before: str, after: str) -> list[Segment]:
    """The word-level difference. Equal and deleted texts joined give `before`, equal and inserted `after`."""
    old, new = _units(before), _units(after)
    if before == after:
        return [Segment(EQUAL, before)] if before else []
    if len(old) + len(new) > MOST_UNITS or Indel.normalized_similarity(old, new) < LIKENESS:
        return _segments([(DELETE, before), (INSERT, after)])
    edits: list[tuple[str, str]] = []
    for code in Indel.opcodes(old, new):
        if code.tag in {EQUAL, DELETE}:
            edits.append((code.tag, "".join(old[code.src_start : code.src_end])))
        else:
            edits.append((INSERT, "".join(new[code.dest_start : code.dest_end])))
    return _segments(_glued(edits))


def hunk_segments(hunk: Mapping[str, Any]) -> list[Segment]:
    """One hunk of an `article.changed` (`{op, before, after}`) as segments; a moved text is left as it is."""
    before, after = plain(hunk.get("before") or ""), plain(hunk.get("after") or "")
    match hunk.get("op"):
        case "insert":
            return _segments([(INSERT, after or before)])
        case "delete":
            return _segments([(DELETE, before or after)])
        case "move":
            return _segments([(EQUAL, after or before)])
    return segments(before, after)


def redline_text(hunks: Iterable[Mapping[str, Any]]) -> str:
    """Hunks as plain text, a line each: `losses rose to [-1,310-]{+1,190+}`."""
    return "\n".join("".join(map(marked, hunk_segments(hunk))) for hunk in hunks)


def marked(segment: Segment) -> str:
    return {EQUAL: "{}", DELETE: "[-{}-]", INSERT: "{{+{}+}}"}[segment.op].format(segment.text)


def shortened(parts: Sequence[Segment], context: int) -> list[Segment]:
    """The same with long unchanged stretches left out, `context` characters kept beside every edit."""
    if len(parts) == 1 and parts[0].op == EQUAL:
        return [Segment(EQUAL, _middle_out(parts[0].text, context, context))]
    last = len(parts) - 1
    return [
        Segment(op, _middle_out(text, context if i else 0, context if i < last else 0) if op == EQUAL else text)
        for i, (op, text) in enumerate(parts)
    ]


def _middle_out(text: str, head: int, tail: int) -> str:
    if len(text) <= head + tail + 20:
        return text
    if not head:
        return f"… {text[len(text) - tail :]}"
    return f"{text[:head]} … {text[len(text) - tail :]}" if tail else f"{text[:head]} …"


def _units(text: str) -> list[str]:
    """Words, numbers, marks and the gaps between them; joined they are `text`."""
    units = []
    end = 0
    for start, stop in token_spans(text):
        if start > end:
            units.append(text[end:start])
        units.append(text[start:stop])
        end = stop
    if end < len(text):
        units.append(text[end:])
    return units


def _glued(edits: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Joins edits that only a space or a mark keeps apart: "[-a b-]{+c d+}", not "[-a-]{+c+} [-b-]{+d+}"."""
    glued: list[tuple[str, str]] = []
    for i, (op, text) in enumerate(edits):
        between = 0 < i < len(edits) - 1
        if op == EQUAL and between and len(text) <= GLUE and not any(map(str.isalnum, text)):
            glued += [(DELETE, text), (INSERT, text)]
        else:
            glued.append((op, text))
    return glued


def _segments(edits: Iterable[tuple[str, str]]) -> list[Segment]:
    """Runs of edits as one deletion and then one insertion; empty ones left out."""
    found: list[Segment] = []
    pending = {DELETE: "", INSERT: ""}
    for op, text in [*edits, (EQUAL, "")]:
        if op != EQUAL:
            pending[op] += text
            continue
        found += [Segment(kind, held) for kind, held in pending.items() if held]
        pending = {DELETE: "", INSERT: ""}
        if text:
            found.append(Segment(EQUAL, text))
    return found

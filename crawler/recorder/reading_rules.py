"""A name for the rules that this program reads pages by, which changes by itself when one of them does.

A constant would have to be raised by whoever changes a rule, and one that was forgotten is told as edits. So the name
is a digest of the modules that reading goes through, less what can't matter in them (comments, blank lines), and of the
parser's own version. Names too many cost little: each page is asked for whole once, and read again. One too few costs
false alerts.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path

from lxml import etree

import crawler
from crawler.recorder.setup import SiteSetup

FOLDERS = ("blocks", "model", "parsing", "regions", "template", "text", "urls")
FILES = (
    "profile/schema.py",
    "recorder/listings.py",
    "recorder/turning.py",
    "recorder/page_reader.py",
    "guard/walls.py",
    "guard/hidden.py",
)
# What is compared, told and revisited says nothing of how a page reads.
_OTHER = frozenset(
    {"comparing.py", "describe.py", "classify.py", "alignment.py", "moves.py", "comparable.py", "turnover.py"}
)
_OTHER_FILES = frozenset({"model/alerts.py", "model/captures.py", "model/records.py", "regions/live/series.py"})
_BYTES = 16


@cache
def reading_rules() -> str:
    """The name of the rules of this program, as it is installed."""
    return name_of(Path(crawler.__file__).parent)


def rules_of(setup: SiteSetup) -> str:
    """The name of the rules that a site is read by: the program's, and the selectors and hook of its profile."""
    return reading_rules() + setup.selectors


def name_of(package: Path) -> str:
    """The name of the rules of the program in a folder; what cannot be opened there says nothing."""
    state = blake2b(f"{etree.LIBXML_VERSION} {unicodedata.unidata_version}".encode(), digest_size=_BYTES)
    for path in sorted(modules(package)):
        lines = (line.strip() for line in path.read_bytes().splitlines())
        state.update(path.relative_to(package).as_posix().encode())
        state.update(b"\n".join(line for line in lines if line and not line.startswith(b"#")))
    return state.hexdigest()


def modules(package: Path) -> Iterator[Path]:
    """The files that reading goes through."""
    for folder in FOLDERS:
        for path in (package / folder).rglob("*.py"):
            if path.name not in _OTHER and path.relative_to(package).as_posix() not in _OTHER_FILES:
                yield path
    yield from (package / name for name in FILES if (package / name).exists())

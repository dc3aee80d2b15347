"""Rules as people write them: which alerts, through which channels, when."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, PrivateAttr
from pydantic_core import SchemaError, SchemaValidator, core_schema

from crawler.config.tables import DigestField, MomentField, QuietField, Table
from crawler.model import Severity

LONGEST_PATTERN = 1_000
_REASON = re.compile(r"^error: (.+)$", re.MULTILINE)

Kind = Literal[
    "list.changed",
    "live.changed",
    "article.changed",
    "article.removed",
    "article.restored",
    "article.moved",
    "article.published",
    "site.degraded",
    "site.recovered",
    "site.redesigned",
    "article.*",
    "site.*",
]
Edit = Literal[
    "headline", "correction", "number", "quote", "typo", "added", "removed", "moved", "rewrite", "byline", "date"
]
PUBLISHED = "article.published"


def matcher(pattern: str) -> SchemaValidator:
    """Searches texts for a regular expression, in time that grows with the text and no faster.

    It is the engine of pydantic (Rust's `regex`), which never backtracks: no expression and no hostile page can make it
    hang, as Python's own can be made to. It knows no look-around and no references back. Raises ValueError.
    """
    if len(pattern) > LONGEST_PATTERN:
        raise ValueError(f"a regular expression of more than {LONGEST_PATTERN:,} characters")
    try:
        return SchemaValidator(core_schema.str_schema(pattern=pattern, regex_engine="rust-regex"))
    except SchemaError as error:
        reason = _REASON.search(str(error))
        told = reason[1] if reason else str(error).splitlines()[-1].strip()
        raise ValueError(f"{pattern[:60]!r} is no regular expression that can be used: {told.rstrip('.')}") from error


def _expression(value: str) -> str:
    matcher(value)
    return value


def _words(value: str) -> str:
    if not any(map(str.isalnum, value)):
        raise ValueError(f"{value[:40]!r} has no word in it")
    return value


def _several(value: Any) -> Any:
    """A single text stands for a list of one."""
    return (value,) if isinstance(value, str) else value


Texts = Annotated[tuple[str, ...], BeforeValidator(_several)]


class Selection(Table):
    """Which alerts. Every key that is given has to hold, of each list one entry; no key: all of them."""

    sites: Texts = ()
    kinds: Annotated[tuple[Kind, ...], BeforeValidator(_several)] = ()
    regions: Texts = ()
    min_severity: Severity = Severity.INFO
    edits: Annotated[tuple[Edit, ...], BeforeValidator(_several)] = ()
    silent: bool | None = None
    words: Annotated[tuple[Annotated[str, AfterValidator(_words)], ...], BeforeValidator(_several)] = ()
    matches: Annotated[str, AfterValidator(_expression)] = ""
    look_in: Literal["change", "article"] = "change"  # where words and matches are looked for
    urls: Texts = ()
    authors: Texts = ()
    min_words: Annotated[int, Field(ge=0)] = 0
    _matcher: SchemaValidator | None = PrivateAttr(None)

    def model_post_init(self, _context: Any) -> None:
        self._matcher = matcher(self.matches) if self.matches else None

    def finds(self, text: str) -> bool:
        """Whether `matches` is found in a text; what UTF-8 cannot hold counts as a question mark."""
        if self._matcher is None:
            return True
        return self._matcher.isinstance_python(text.encode("utf-8", "replace").decode("utf-8"))


class Rule(Selection):
    """A selection, the channels it goes through, and when. `name` tells rules apart in words."""

    name: Annotated[str, Field(min_length=1, max_length=60)]
    channels: Annotated[Texts, Field(min_length=1)]
    but_not: Annotated[Selection | None, Field(alias="except")] = None
    digest: DigestField = None
    quiet: QuietField = None
    mute_until: MomentField = None

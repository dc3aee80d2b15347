"""An alert to try a channel with. It says that it is one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from crawler.model import Alert, Severity
from crawler.render import record
from crawler.text import digest

_ANY_DAY = datetime(2026, 1, 1, tzinfo=UTC)
_ITS_OWN = frozenset({"id", "at"})  # no two samples have the same


def sample(now: datetime) -> Alert:
    return Alert(
        id=digest("sample", now.isoformat()),
        at=now,
        site="presswatch-test",
        kind="article.changed",
        severity=Severity.NOTICE,
        region="article",
        url="https://example.org/test-alert",
        summary="Test alert of Presswatch: 12 → 14, nothing happened — This headline is a sample",
        change={
            "edits": ["number"],
            "title": None,
            "hunks": [
                {
                    "op": "replace",
                    "before": "If you can read this, the channel works: 12 of 14 words would do.",
                    "after": "If you can read this, the channel works: 14 of 14 words would do.",
                }
            ],
            "words": {"added": 1, "removed": 1},
            "silent": False,
            "versions": [1, 2],
        },
    )


def is_sample(said: Mapping[str, Any]) -> bool:
    """Whether an alert record is, word for word, that of a sample: what merely calls itself one is none."""
    told = record(sample(_ANY_DAY))
    return said.keys() == told.keys() and all(said[name] == told[name] for name in told.keys() - _ITS_OWN)

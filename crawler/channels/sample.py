"""An alert to try a channel with. It says that it is one."""

from __future__ import annotations

from datetime import datetime

from crawler.model import Alert, Severity
from crawler.text import digest

SITE = "presswatch-test"


def sample(now: datetime) -> Alert:
    return Alert(
        id=digest("sample", now.isoformat()),
        at=now,
        site=SITE,
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

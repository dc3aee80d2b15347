"""Alerts in a word or two: what kind of news it is, and the subject of a mail."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crawler.model import Alert

_LABELS = {
    "list.changed": "List changed",
    "live.changed": "Live update",
    "article.published": "New article",
    "article.removed": "Removed",
    "article.restored": "Restored",
    "article.moved": "Moved",
    "site.degraded": "Site in trouble",
    "site.recovered": "Site recovered",
    "site.redesigned": "Site redesigned",
}
_OF_REGION = {"site.degraded": "List in doubt", "site.recovered": "List is back"}
_EDITS = {
    "headline": "Headline changed",
    "correction": "Correction",
    "number": "Number changed",
    "quote": "Quote changed",
    "typo": "Typo mended",
}


def label(alert: Alert) -> str:
    """Two words for an alert's kind, such as "Silent edit"."""
    if alert.region and alert.kind in _OF_REGION:
        return _OF_REGION[alert.kind]
    if alert.kind != "article.changed":
        return _LABELS.get(alert.kind, alert.kind.replace(".", " ")[:40].capitalize())
    edits = edited(alert.change)
    if alert.change.get("silent"):
        return "Silent headline change" if "headline" in edits else "Silent edit"
    return next((_EDITS[each] for each in _EDITS if each in edits), "Edited")


def edited(change: Mapping[str, Any]) -> list[str]:
    """The classes of an edit; a headline that differs counts as one, whether it is named or not."""
    edits = change.get("edits")
    named = [str(each) for each in edits] if isinstance(edits, list | tuple) else []
    return list(dict.fromkeys(["headline", *named] if isinstance(change.get("title"), Mapping) else named))

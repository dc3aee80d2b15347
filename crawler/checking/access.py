"""Whether a page says that it is behind a paywall. What it shows a crawler says less than what it declares."""

from __future__ import annotations

from crawler.model import Document
from crawler.regions.article.metadata import article_nodes

_TIERS = ("article:content_tier", "content_tier", "cxenseparse:paywall")
_CLOSED = frozenset({"locked", "metered", "premium", "paid", "true", "yes"})


def paywall(document: Document) -> tuple[bool | None, str]:
    """The flag, None where the page says nothing; and where it says it."""
    for node in article_nodes(document.head):
        if (free := node.get("isAccessibleForFree")) is not None:
            return str(free).strip().lower() in {"false", "no", "0"}, "JSON-LD isAccessibleForFree"
    for name in _TIERS:
        for value in document.head.meta.get(name, ()):
            return value.strip().lower() in _CLOSED, f"meta {name}"
    return None, ""

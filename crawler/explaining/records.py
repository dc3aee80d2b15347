"""An explanation, ready for JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crawler.checking import Examined, examined_record
from crawler.explaining.facts import Compared, Explained, Template, Told
from crawler.export.records import capture_record, change_record, page_record
from crawler.model import Version
from crawler.render import record as alert_record
from crawler.render.records import stamp


def explained_record(explained: Explained) -> dict[str, Any]:
    """`blocks`, `read` and `template` are null where they can't be told again."""
    return {
        "page": page_record(explained.page),
        "capture": capture_record(explained.capture) if explained.capture else None,
        "note": explained.note,
        "template": _template(explained.template) if explained.template else None,
        "read": examined_record(explained.read) if explained.read else None,
        "not_kept": explained.not_kept,
        "blocks": list(_blocks(explained.read)) if explained.read else None,
        "compared": [_compared(each) for each in explained.compared],
        "told": [_told(each) for each in explained.told],
        "looks": [capture_record(look) for look in explained.looks],
    }


def _template(template: Template) -> dict[str, Any]:
    return {
        "generation": template.generation,
        "learned": stamp(template.at) if template.at else None,
        "pages": template.pages,
        "certain": template.certain,
        "shared": list(template.shared),
        "noise": list(template.noise),
        "paragraphs": dict(template.paragraphs),
    }


def _blocks(read: Examined) -> Iterator[dict[str, Any]]:
    """Every block of the page, and which region it went to ("" for none)."""
    if read.document is None or read.page is None:
        return
    for block, label in zip(read.document.blocks, read.page.labels, strict=True):
        yield {"container": " > ".join(block.path), "went_to": label, "text": block.text}


def _compared(found: Compared) -> dict[str, Any]:
    return {
        "kind": found.region.kind.value,
        "region": found.region.name,
        "before": _version(found.before),
        "after": _version(found.after),
        "why": found.why,
    }


def _version(version: Version | None) -> dict[str, Any] | None:
    if version is None:
        return None
    seen = {"first_seen": stamp(version.first_seen), "last_seen": stamp(version.last_seen)}
    return {"version": version.number, "capture": version.capture, **seen}


def _told(told: Told) -> dict[str, Any]:
    return {
        "change": change_record(told.change) if told.change.id is not None else None,
        "alert": alert_record(told.alert) if told.alert else None,
        "deliveries": [dict(each) for each in told.deliveries],
        "why": told.why,
    }

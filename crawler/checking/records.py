"""What was examined, ready for JSON."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import Any

from crawler.checking.examine import Examined
from crawler.checking.knowledge import Knowledge, names_of
from crawler.checking.stripped import Stripped
from crawler.render.records import stamp


def examined_record(examined: Examined) -> dict[str, Any]:
    """One page: its fields, what was left out, and which of the profile's selectors find nothing."""
    capture = examined.capture
    return {
        "url": examined.url,
        "fetched_at": stamp(capture.fetched_at),
        "status": capture.status,
        "verdict": examined.judgement.verdict.value,
        "reason": examined.judgement.reason,
        "fields": {field.name: {"value": field.value, "from": field.origin} for field in examined.fields},
        "stripped": [_stripped(each) for each in examined.stripped],
        "blocks": _blocks(examined),
        "unmatched": [{"key": key, "selector": query, "problem": why} for key, query, why in examined.unmatched],
        "problems": list(examined.problems),
    }


def _stripped(found: Stripped) -> dict[str, Any]:
    return asdict(found)


def _blocks(examined: Examined) -> dict[str, int]:
    """How many of the page's blocks went where; "" is nowhere."""
    return dict(Counter(examined.page.labels if examined.page else ()))


def learned_record(knowledge: Knowledge) -> dict[str, Any]:
    """What is known of the site as a whole."""
    template = knowledge.template
    return {
        "generation": template.generation,
        "pages": template.pages,
        "source": knowledge.source,
        "shared": names_of(template.shared),
        "noise": names_of(template.noise),
        "phrases": len(template.phrases),
        "lists": dict(template.lists),
        "text_head": template.text_head,
        "sections": sorted(knowledge.sections),
    }

"""A site's own hook: somebody's program, which may raise anything and return anything."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from crawler.model import Article, Document
from crawler.parsing import Reading
from crawler.profile import HookFunction
from crawler.recorder.setup import Tally


def hooked(reading: Reading, document: Document, hook: HookFunction, tally: Tally) -> Reading:
    """The reading with the article that the hook makes of it; as it is, where the hook fails."""
    try:
        article: Any = hook(document, reading.page.article)  # whatever its author made it return
    except Exception as error:  # noqa: BLE001 - one page that a hook cannot read must not stop a run
        tally.problems.append(f"{reading.page.url}: the site's hook failed: {type(error).__name__}: {error}")
        return reading
    if article is not None and not isinstance(article, Article):
        tally.problems.append(f"{reading.page.url}: the site's hook returned no Article but {type(article).__name__}")
        return reading
    return replace(reading, page=replace(reading.page, article=article))

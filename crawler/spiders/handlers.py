"""Scrapy's handler for HTTP, imported without the costliest part of Scrapy's start.

While it is imported, Scrapy gives three deprecated names their module, and finds that out by `inspect.stack`, which
reads the source of every frame up to the top: a tenth of a second, more than all of Twisted takes. The frame that it
then looks at, to find its module, is at hand.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import Any

HANDLER = "scrapy.core.downloader.handlers.http11"


def import_handler() -> None:
    """To be called before the first crawl; a second call costs nothing."""
    if HANDLER not in sys.modules:
        # A Scrapy that asks the stack for more than is given imports it in its own way.
        with _short_stack(), suppress(AttributeError, IndexError, TypeError):
            import_module(HANDLER)


@contextmanager
def _short_stack() -> Iterator[None]:
    whole = inspect.stack
    inspect.stack = _nearest  # type: ignore[assignment]  # a stand-in, which tells less
    try:
        yield
    finally:
        inspect.stack = whole


def _nearest(context: int = 1) -> list[tuple[Any, ...]]:
    """Who called and who called that, as modules: `inspect.getmodule` takes those too, and needs no search then."""
    del context
    caller = sys._getframe(1)  # noqa: SLF001 - how Python gives frames
    return [(sys.modules.get(each.f_globals["__name__"]),) for each in (caller, caller.f_back or caller)]

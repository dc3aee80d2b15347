"""What Scrapy is told at the start of a crawl."""

from __future__ import annotations

import importlib.util
import runpy
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

import crawler.settings


@pytest.mark.parametrize(("found", "loop"), [(ModuleSpec("uvloop", None), "uvloop.Loop"), (None, None)])
def test_an_event_loop_in_c_is_used_where_it_is_installed_and_not_asked_for_elsewhere(
    monkeypatch: pytest.MonkeyPatch, found: ModuleSpec | None, loop: str | None
):
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: found)
    assert runpy.run_path(str(Path(crawler.settings.__file__))).get("ASYNCIO_EVENT_LOOP") == loop

"""What tests share: how Hypothesis draws, and a paper that was crawled once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from test_recorder import Desk

# The same examples at every run, so that a failure is the change's own; and no time limit an example, for a slow
# machine is no fault. `pytest -m hypothesis --hypothesis-profile=wander` draws new ones, and more: by hand, now and then.
settings.register_profile("same", derandomize=True, deadline=None, database=None)
settings.register_profile("wander", deadline=None, print_blob=True, max_examples=1000)
settings.load_profile("same")


@pytest.fixture
def crawled_desk(tmp_path: Path) -> Iterator[Desk]:
    """A paper and an archive that has seen it once; see `test_recorder.Desk`."""
    from test_recorder import Desk

    from crawler.store import open_archive

    with open_archive(tmp_path / "archive.db") as archive:
        desk = Desk(archive)
        assert desk.kinds() == []
        yield desk

"""An archive of each driver for the tests of the contract."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from store_drivers import DRIVERS

from crawler.store import Archive


@pytest.fixture(params=sorted(DRIVERS))
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Archive]:
    with DRIVERS[request.param](tmp_path) as opened:
        yield opened

"""The archive in one SQLite file: the driver that ships."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.errors import ArchiveError
from crawler.store.captures import Captures
from crawler.store.connection import BUSY_SECONDS
from crawler.store.generations import Generations
from crawler.store.lookback import Lookback
from crawler.store.moves import Moves
from crawler.store.newest import Newest
from crawler.store.numbered import Numbered
from crawler.store.outbox import Outbox
from crawler.store.overview import Overview
from crawler.store.pruning import Pruning
from crawler.store.raws import Raws
from crawler.store.runs import Runs
from crawler.store.showing import Showing
from crawler.store.upkeep import Upkeep

if TYPE_CHECKING:
    from crawler.store.protocol import Archive


class SqliteArchive(
    Generations, Showing, Lookback, Overview, Newest, Numbered, Upkeep, Pruning, Captures, Moves, Outbox, Runs, Raws
):
    """All parts of the archive over one connection; to be used by one thread."""

    def __init__(self, path: Path, *, read_only: bool = False, busy_seconds: float = BUSY_SECONDS) -> None:
        super().__init__(path, read_only=read_only, busy_seconds=busy_seconds)
        if not read_only and not self._sealed("events"):
            with self.transaction():
                pass  # it seals where the chain begins, and what was there before

    def check(self) -> list[str]:
        """What is wrong with the archive, a line each: damaged pages, dangling references, contents."""
        try:
            return [*self.check_file(), *self.check_contents()]
        except ArchiveError as problem:
            return [problem.message]

    def check_file(self) -> list[str]:
        lines = chain.from_iterable(self._rows("PRAGMA integrity_check"))
        damage = [f"{line}" for line in lines if line != "ok"]
        dangling = self._rows("PRAGMA foreign_key_check")
        return damage + [f"{table} {row}: points to no row of {parent}" for table, row, parent, _ in dangling]


if TYPE_CHECKING:
    _conforms: type[Archive] = SqliteArchive

"""A number of requests an hour that is not exceeded: counted over the last sixty minutes, minute by minute. Pure."""

from __future__ import annotations

import json
from dataclasses import field
from datetime import datetime
from typing import Self

from crawler.classes import dataclass

_WINDOW = 60  # minutes


@dataclass(slots=True)
class HourlyBudget:
    """`limit`: requests in any sixty minutes; 0: no limit."""

    limit: int = 0
    _spent: dict[int, int] = field(default_factory=dict)  # minute since 1970 → requests

    @classmethod
    def load(cls, limit: int, text: str | None) -> Self:
        stored = json.loads(text) if text else {}
        return cls(limit, {int(minute): count for minute, count in stored.items()})

    def to_json(self) -> str:
        return json.dumps(self._spent)

    def spent(self, now: datetime) -> int:
        """Requests of the last hour. What a clock that was ahead has counted for later is forgotten."""
        minute = _minute(now)
        self._spent = {at: count for at, count in self._spent.items() if minute - _WINDOW <= at <= minute}
        return sum(self._spent.values())

    def spend(self, now: datetime) -> bool:
        """Take one request from the budget; False where none is left."""
        if not self.limit:
            return True
        if self.spent(now) >= self.limit:
            return False
        self._spent[_minute(now)] = self._spent.get(_minute(now), 0) + 1
        return True


def share(total: int, sites: int, own: int) -> int:
    """The limit of one of some sites, of a total for all and its own (0: none): equal parts, so that none starves."""
    parts = [part for part in (max(total // max(sites, 1), 1) if total else 0, own) if part]
    return min(parts, default=0)


def _minute(now: datetime) -> int:
    return int(now.timestamp()) // 60

"""What is sent together, and what not yet. Pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import field
from datetime import datetime, timedelta
from typing import NamedTuple

from crawler.classes import dataclass
from crawler.config import IMMEDIATELY, Timing
from crawler.model import Delivery

BATCH = 500  # alerts of one mail

# Kept in the archive as a delivery's error while nobody knows whether it arrived; the name holds the batch together.
IN_DOUBT = "not known whether it arrived, batch "
_SIZE = 6
_BATCH_NAME = re.compile(re.escape(IN_DOUBT) + r"([0-9a-f]+)")
# What a run that died has left behind, for SQL's LIKE: in doubt, and no failure told.
LEFT_BEHIND = IN_DOUBT + "_" * (2 * _SIZE)


class Batch(NamedTuple):
    """What is sent at once; `held`: how many more of the channel wait for the next hour, for the last one to tell."""

    deliveries: Sequence[Delivery]
    held: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """What to send now, in order, and until when to hold the rest."""

    batches: Sequence[Batch]
    holds: Sequence[tuple[datetime, Sequence[Delivery]]] = field(default_factory=tuple)


def plan(
    due: Sequence[Delivery],
    now: datetime,
    *,
    timing: Callable[[Delivery], Timing] = lambda _: Timing(),
    room: int | None = None,
    most: int = BATCH,
) -> Plan:
    """Batches in doubt as they were, whatever the hour; all else when its time has come, in as few as may be.

    `room`: how many alerts the channel may still get in this hour; the gravest are sent first, the rest is held.
    """
    doubtful, fresh = _apart(due)
    held: dict[datetime, list[Delivery]] = {}
    ready: list[Delivery] = []
    for each in fresh:
        until = timing(each).due(each.alert.at, now)
        (held.setdefault(until, []) if until > now else ready).append(each)
    over = _over(ready, room)
    if over:
        held.setdefault(next_hour(now), []).extend(over)
    gone = {each.id for each in over}
    made = _chunks([each for each in ready if each.id not in gone], timing, most)
    found = [*(Batch(each) for batch in doubtful for each in _cut(batch, most)), *map(Batch, made)]
    if found and over:
        found[-1] = found[-1]._replace(held=len(over))
    return Plan(found, sorted(held.items()))


def next_hour(now: datetime) -> datetime:
    return hour(now) + timedelta(hours=1)


def hour(now: datetime) -> datetime:
    return now.replace(minute=0, second=0, microsecond=0)


def _over(ready: Sequence[Delivery], room: int | None) -> Sequence[Delivery]:
    if room is None or len(ready) <= room:
        return ()
    return sorted(ready, key=lambda each: (-each.alert.severity.weight, each.alert.at, each.id))[max(room, 0) :]


def _chunks(ready: Sequence[Delivery], timing: Callable[[Delivery], Timing], most: int) -> list[Sequence[Delivery]]:
    """Alerts that are sent immediately are sent alone."""
    alone = [each for each in ready if timing(each).digest.form == IMMEDIATELY]
    single = {each.id for each in alone}
    return [*([each] for each in alone), *_cut([each for each in ready if each.id not in single], most)]


def _cut(batch: Sequence[Delivery], most: int) -> list[Sequence[Delivery]]:
    return [batch[start : start + most] for start in range(0, len(batch), most)]


def _apart(due: Sequence[Delivery]) -> tuple[list[list[Delivery]], list[Delivery]]:
    """Batches in doubt, each whole; and all that is not in doubt."""
    doubtful: dict[str, list[Delivery]] = {}
    fresh: list[Delivery] = []
    for each in due:
        name = _BATCH_NAME.match(each.error)
        (doubtful.setdefault(name[1], []) if name else fresh).append(each)
    return list(doubtful.values()), fresh


def batch_name(batch: Iterable[Delivery]) -> str:
    ids = "\n".join(sorted(each.alert.id for each in batch))
    return hashlib.blake2b(ids.encode("utf-8", "replace"), digest_size=_SIZE).hexdigest()

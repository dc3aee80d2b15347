"""What a channel is: a name, and `send`.

Another package brings one by an entry point in the group `presswatch.channels`, say `pigeon = "my_pigeons:Pigeon"`:

```python
class Pigeon:
    class Settings(ChannelSettings):  # of crawler.config: the keys of a table [pigeon.NAME]
        loft: str

    def __init__(self, name: str, settings: Settings, place: Place) -> None: ...
    def send(self, batch, now, held=0) -> SendResult: ...
```
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from datetime import datetime
from pathlib import Path
from typing import Protocol, Self

from crawler.classes import dataclass
from crawler.errors import DeliveryError
from crawler.model import Delivery


class UnansweredError(DeliveryError):
    """The receiver got all of it and did not say whether it keeps it: the same batch must be sent again, as it was."""


@dataclass(frozen=True, slots=True)
class SendResult:
    """What became of a batch, by delivery id. A delivery named in neither was not sent, for no reason given."""

    sent: frozenset[int] = frozenset()
    failed: Mapping[int, DeliveryError] = field(default_factory=dict)

    @classmethod
    def all_sent(cls, batch: Iterable[Delivery]) -> Self:
        return cls(frozenset(each.id for each in batch))


@dataclass(frozen=True, slots=True)
class Place:
    """What a named channel is told beside its settings: the data folder, and its secret from the environment."""

    data_dir: Path
    secret: str = field(default="", repr=False)


class Channel(Protocol):
    """Sends alerts one way. Anything that a channel does must be safe to do again: it may be told twice."""

    @property
    def name(self) -> str: ...

    def send(self, batch: Sequence[Delivery], now: datetime, held: int = 0) -> SendResult:
        """Sends a batch (never empty). Raises DeliveryError where it failed as a whole; anything else is a bug.

        It runs in a thread of its own. `held`: so many more wait for the next hour, since the channel has a cap; say so
        where words are sent. A channel that has an attribute `most` gets no more alerts at once than that; one that has
        an attribute `head` gets the head of the archive's chain there.
        """
        ...

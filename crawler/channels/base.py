"""What a channel is: a name, and `send`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, Self

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


class Channel(Protocol):
    """Sends alerts one way. Anything that a channel does must be safe to do again: it may be told twice."""

    @property
    def name(self) -> str: ...

    def send(self, batch: Sequence[Delivery], now: datetime) -> SendResult:
        """Sends a batch (never empty). Raises DeliveryError where it failed as a whole; anything else is a bug."""
        ...

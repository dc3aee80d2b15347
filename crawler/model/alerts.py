"""Alert: a change that a rule selected. Delivery: sending one alert through one channel."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from crawler.classes import dataclass


class Severity(StrEnum):
    INFO = "info"
    NOTICE = "notice"
    IMPORTANT = "important"

    @property
    def weight(self) -> int:
        return list(Severity).index(self)


class DeliveryState(StrEnum):
    PENDING = "pending"
    SENT = "sent"
    DEAD = "dead"  # given up after too many tries; `status` shows it


@dataclass(frozen=True, slots=True)
class Alert:
    """The alert record of the contract. `change` is JSON-ready and shaped by `kind`."""

    id: str
    at: datetime
    site: str
    kind: str  # list.changed, live.changed, article.changed …
    severity: Severity
    region: str  # subject.region
    url: str  # subject.url
    summary: str
    change: Mapping[str, Any]
    before: int | None = None  # captures.before
    after: int | None = None  # captures.after


@dataclass(frozen=True, slots=True)
class Delivery:
    id: int
    alert: Alert
    channel: str
    attempts: int  # claims so far, this one included: > 1 means that an earlier one may have got through
    state: DeliveryState = DeliveryState.PENDING
    next_try: datetime | None = None
    error: str = ""
    rule: str = ""  # the name of the rule that chose the channel; "": none did

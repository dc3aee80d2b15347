"""Outbox: sends what the archive owes, at least once, and keeps account of it.

    claim (a lease) ─► mark as being sent ─► send ─► mark as sent, or as put off, or give up

A crash at any arrow loses nothing. What was being sent is sent again as the very same batch, so that the receiver can
know it: the log by the alerts' ids, a mail reader by the Message-ID.
"""

from __future__ import annotations

import hashlib
import logging
import random
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from crawler.channels import Channel, SendResult, UnansweredError
from crawler.errors import DeliveryError
from crawler.model import Delivery
from crawler.render import plain

_log = logging.getLogger(__name__)

Clock = Callable[[], datetime]

LEASE = timedelta(minutes=10)
MOST_CLAIMED = 10_000
BATCH = 500  # alerts of one mail
MAX_TRIES = 12
FIRST_WAIT = timedelta(minutes=5)
LONGEST_WAIT = timedelta(days=1)
JITTER = 0.25  # of a wait, added at random, so that many outboxes do not knock at once
# Further ahead than any wait and any lease: a claim at that time gets all that is pending.
_HORIZON = timedelta(days=3650)

# Kept in the archive as a delivery's error while nobody knows whether it arrived; the name holds the batch together.
_IN_DOUBT = "not known whether it arrived, batch "
_BATCH_NAME = re.compile(re.escape(_IN_DOUBT) + r"([0-9a-f]+)")


class Archive(Protocol):
    """What the outbox needs of an archive; see `crawler.store.protocol`."""

    def claim(self, channel: str, now: datetime, lease_seconds: float, limit: int) -> list[Delivery]: ...
    def mark_sent(self, ids: Iterable[int], at: datetime) -> None: ...
    def mark_failed(self, ids: Iterable[int], error: str, next_try: datetime | None, dead: bool) -> None: ...
    def release(self, ids: Iterable[int]) -> None: ...
    def pending_channels(self) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class Retries:
    """How long to wait for what, and how often. `chance` gives numbers from 0 to 1."""

    max_tries: int = MAX_TRIES
    first: timedelta = FIRST_WAIT
    longest: timedelta = LONGEST_WAIT
    chance: Callable[[], float] = random.random

    def wait(self, attempts: int, error: DeliveryError) -> timedelta:
        """None after a first failure (the next run tries again), then 5, 10, 20 … minutes and some jitter."""
        doubled = self.first * 2 ** min(attempts - 2, 20) if attempts > 1 else timedelta()
        asked = timedelta(seconds=min(error.retry_after or 0, self.longest.total_seconds()))
        return max(min(doubled, self.longest), asked) * (1 + JITTER * self.chance())

    def is_over(self, attempts: int, error: DeliveryError) -> bool:
        return error.permanent or attempts >= self.max_tries


@dataclass(slots=True)
class ChannelReport:
    """What came of one channel's deliveries."""

    sent: int = 0
    failed: int = 0  # to be tried again
    dead: int = 0  # given up
    waiting: int = 0  # put off until later by an earlier failure, and not tried now (only known to an exclusive run)
    errors: list[str] = field(default_factory=list)  # one line each


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    channels: Mapping[str, ChannelReport]
    unknown: Sequence[str] = ()  # channels that are owed something and are not configured (any more)

    @property
    def sent(self) -> int:
        return sum(each.sent for each in self.channels.values())

    @property
    def undelivered(self) -> int:
        return sum(each.failed + each.dead for each in self.channels.values())

    @property
    def lines(self) -> list[str]:
        """What went wrong, a line each."""
        told = [f"{name}: {error}" for name, each in self.channels.items() for error in each.errors]
        return told + [f"{name}: is owed alerts, but not configured; see data/alerts.toml" for name in self.unknown]


def deliver(
    archive: Archive,
    channels: Mapping[str, Channel],
    *,
    now: Clock,
    retries: Retries | None = None,
    exclusive: bool = False,
    force: bool = False,
) -> DeliveryReport:
    """Sends what is due, a channel after the other; the failure of one is no other's.

    `exclusive`: the caller holds the run lock, so whatever is leased was left by a run that died, and is taken over at
    once. `force` (needs `exclusive`): also try what an earlier failure put off. Raises only what the archive raises.
    """
    pending = set(archive.pending_channels())
    post = _Post(archive, now, retries or Retries(), exclusive=exclusive, force=force and exclusive)
    reports = {name: post.serve(channel) for name, channel in channels.items() if name in pending}
    return DeliveryReport(reports, sorted(pending - channels.keys()))


class _Post:
    """One round of deliveries."""

    def __init__(self, archive: Archive, now: Clock, retries: Retries, *, exclusive: bool, force: bool) -> None:
        self.archive = archive
        self.now = now
        self.retries = retries
        self.exclusive = exclusive
        self.force = force

    def serve(self, channel: Channel) -> ChannelReport:
        report = ChannelReport()
        waiting = batches(self._due(channel.name, report))
        while waiting and self._serve_batch(channel, waiting.pop(0), report):
            pass
        for batch in waiting:
            self.archive.release([each.id for each in batch])
        return report

    def _due(self, channel: str, report: ChannelReport) -> list[Delivery]:
        now = self.now()
        if not self.exclusive:
            return self.archive.claim(channel, now, LEASE.total_seconds(), MOST_CLAIMED)
        # At the horizon every lease is over; the new one still ends LEASE from now.
        lease = (LEASE - _HORIZON).total_seconds()
        claimed = self.archive.claim(channel, now + _HORIZON, lease, MOST_CLAIMED)
        early = set() if self.force else {each.id for each in claimed if _is_early(each, now)}
        if early:
            self.archive.release(early)
        report.waiting = len(early)
        return [each for each in claimed if each.id not in early]

    def _serve_batch(self, channel: Channel, batch: Sequence[Delivery], report: ChannelReport) -> bool:
        """False where nothing got through and nothing will just now: the rest of the batches can be spared."""
        ids = [each.id for each in batch]
        # From here on a crash leaves the batch in doubt; its time to be tried again is the lease.
        self.archive.mark_failed(ids, _IN_DOUBT + batch_name(batch), self.now() + LEASE, dead=False)
        result = _sent(channel, batch, self.now())
        done = [number for number in ids if number in result.sent]
        if done:
            self.archive.mark_sent(done, self.now())
            report.sent += len(done)
        unsent = [each for each in batch if each.id not in result.sent]
        for error, group in _by_error(unsent, result):
            self._put_off(error, group, batch_name(batch), report)
        return bool(done) or all(error.permanent for error in result.failed.values())

    def _put_off(self, error: DeliveryError, group: Sequence[Delivery], name: str, report: ChannelReport) -> None:
        attempts = max(each.attempts for each in group)
        over = self.retries.is_over(attempts, error)
        wait = self.retries.wait(attempts, error)
        told = f"{_IN_DOUBT}{name}: {error}" if isinstance(error, UnansweredError) else str(error)
        self.archive.mark_failed(
            [each.id for each in group], told, self.now() + wait if wait and not over else None, dead=over
        )
        report.dead += len(group) if over else 0
        report.failed += 0 if over else len(group)
        report.errors.append(f"{error}; {_prospect(len(group), over, wait)}")


def batches(due: Sequence[Delivery]) -> list[list[Delivery]]:
    """What to send together: each batch in doubt as it was, all else in as few as may be."""
    doubtful: dict[str, list[Delivery]] = {}
    fresh: list[Delivery] = []
    for each in due:
        name = _BATCH_NAME.match(each.error)
        (doubtful.setdefault(name[1], []) if name else fresh).append(each)
    return [*doubtful.values(), *(fresh[start : start + BATCH] for start in range(0, len(fresh), BATCH))]


def batch_name(batch: Iterable[Delivery]) -> str:
    ids = "\n".join(sorted(each.alert.id for each in batch))
    return hashlib.blake2b(ids.encode("utf-8", "replace"), digest_size=6).hexdigest()


def _is_early(delivery: Delivery, now: datetime) -> bool:
    """Put off by a failure, rather than left behind by a run that died while sending it."""
    left_behind = _BATCH_NAME.fullmatch(delivery.error) is not None
    return delivery.next_try is not None and delivery.next_try > now and not left_behind


def _sent(channel: Channel, batch: Sequence[Delivery], now: datetime) -> SendResult:
    """Sends; whatever a channel raises becomes its own failure."""
    try:
        return channel.send(batch, now)
    except DeliveryError as error:
        failure = error
    except Exception as error:  # noqa: BLE001 - a fault of one channel, of any kind, must not stop the others
        _log.debug("channel %s", channel.name, exc_info=True)
        failure = UnansweredError(f"failed unexpectedly: {type(error).__name__}: {plain(error, 200)}")
    return SendResult(failed=dict.fromkeys((each.id for each in batch), failure))


def _by_error(unsent: Iterable[Delivery], result: SendResult) -> list[tuple[DeliveryError, list[Delivery]]]:
    """Deliveries with the error that holds for them, those of one error together."""
    nothing = DeliveryError("the channel did not say what became of it")
    groups: dict[int, tuple[DeliveryError, list[Delivery]]] = {}
    for each in unsent:
        error = result.failed.get(each.id, nothing)
        groups.setdefault(id(error), (error, []))[1].append(each)
    return list(groups.values())


def _prospect(count: int, over: bool, wait: timedelta) -> str:
    alerts = f"{count} alert{'' if count == 1 else 's'}"
    if over:
        return f"{alerts} given up"
    when = f"in {round(wait.total_seconds() / 60)} min" if wait else "by the next run"
    return f"{alerts} kept, to be tried again {when}"

"""One channel's part of a round: claim, hold what is not due, mark, and put down what became of each batch."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from datetime import datetime, timedelta
from typing import Protocol

from crawler.channels import Channel, SendResult, UnansweredError
from crawler.classes import dataclass
from crawler.config import Timing
from crawler.errors import DeliveryError
from crawler.model import Delivery
from crawler.outbox.batches import BATCH, IN_DOUBT, LEFT_BEHIND, Batch, batch_name, hour, plan
from crawler.outbox.reports import ChannelReport, prospect
from crawler.outbox.retries import Retries

Clock = Callable[[], datetime]

LEASE = timedelta(minutes=20)  # longer than a round
MOST_CLAIMED = 10_000


class Archive(Protocol):
    """What the outbox needs of an archive; see `crawler.store.protocol`."""

    def head(self) -> str: ...
    def claim(self, channel: str, now: datetime, lease_seconds: float, limit: int) -> list[Delivery]: ...
    def mark_sent(self, ids: Iterable[int], at: datetime) -> None: ...
    def mark_failed(self, ids: Iterable[int], error: str, next_try: datetime | None, dead: bool) -> None: ...
    def release(self, ids: Iterable[int]) -> None: ...
    def hold(self, ids: Iterable[int], until: datetime) -> None: ...
    def reopen(self, channel: str, *, left: str, failed: bool = False, held: bool = False) -> None: ...
    def sent_since(self, channel: str, since: datetime) -> int: ...
    def pending_channels(self) -> list[str]: ...


class Timetable(Protocol):
    """When channels send what; see `crawler.config.AlertsConfig`."""

    def timing(self, channel: str, rule: str = "") -> Timing: ...
    def cap(self, channel: str) -> int | None: ...


class Anytime:
    """All of it at once."""

    def timing(self, channel: str, rule: str = "") -> Timing:
        del channel, rule
        return Timing()

    def cap(self, channel: str) -> int | None:
        del channel
        return None


@dataclass(frozen=True, slots=True)
class Terms:
    """How a round is held; see `deliver`."""

    now: Clock
    retries: Retries = field(default_factory=Retries)
    timetable: Timetable = field(default_factory=Anytime)
    exclusive: bool = False
    force: bool = False
    early: bool = False


@dataclass(slots=True)
class Post:
    """The batches of a channel, one after the other. All of it runs in the thread that owns the archive."""

    archive: Archive
    channel: Channel
    terms: Terms
    report: ChannelReport = field(default_factory=ChannelReport)
    _waiting: list[Batch] = field(default_factory=list)
    batch: Batch = field(default_factory=lambda: Batch(()))
    _more: bool = True  # there may be more to claim

    def open(self) -> None:
        if self.terms.exclusive:
            self.archive.reopen(self.channel.name, left=LEFT_BEHIND, failed=self.terms.force, held=self.terms.early)

    def next(self) -> Batch | None:
        """The next batch to send, marked as being sent; None where there is no more."""
        while not self._waiting:
            if not self._more or not self._claim():
                return None
        self.batch = self._waiting.pop(0)
        # From here on a crash leaves the batch in doubt; its time to be tried again is the lease.
        told = IN_DOUBT + batch_name(self.batch.deliveries)
        self.archive.mark_failed(self._ids(), told, self.terms.now() + LEASE, dead=False)
        return self.batch

    def settle(self, result: SendResult) -> None:
        """Put down what became of the batch. Where nothing got through, nor will just now, the rest is spared."""
        now = self.terms.now()
        done = [number for number in self._ids() if number in result.sent]
        if done:
            self.archive.mark_sent(done, now)
            self.report.sent += len(done)
        unsent = [each for each in self.batch.deliveries if each.id not in result.sent]
        for error, group in _by_error(unsent, result):
            self._put_off(error, group)
        if not done and not all(error.permanent for error in result.failed.values()):
            self.leave()
        elif unsent:
            self._more = False

    def leave(self) -> None:
        """Give back what was claimed and not tried."""
        spared = [each.id for batch in self._waiting for each in batch.deliveries]
        self.archive.release(spared)
        self.report.failed += len(spared)
        self._waiting, self._more = [], False

    def _claim(self) -> bool:
        now = self.terms.now()
        name = self.channel.name
        due = self.archive.claim(name, now, LEASE.total_seconds(), MOST_CLAIMED)
        made = plan(due, now, timing=self._timing(), room=self._room(now), most=getattr(self.channel, "most", BATCH))
        for until, held in made.holds:
            self.archive.hold([each.id for each in held], until)
            self.report.hold(len(held), until)
        self._waiting = list(made.batches)
        self._more = bool(due)
        return self._more

    def _timing(self) -> Callable[[Delivery], Timing]:
        if self.terms.early:
            return lambda _: Timing()
        known: dict[str, Timing] = {}

        def of(each: Delivery) -> Timing:
            if each.rule not in known:
                known[each.rule] = self.terms.timetable.timing(each.channel, each.rule)
            return known[each.rule]

        return of

    def _room(self, now: datetime) -> int | None:
        cap = self.terms.timetable.cap(self.channel.name)
        if cap is None or self.terms.early:
            return None
        return cap - self.archive.sent_since(self.channel.name, hour(now))

    def _ids(self) -> list[int]:
        return [each.id for each in self.batch.deliveries]

    def _put_off(self, error: DeliveryError, group: Sequence[Delivery]) -> None:
        retries = self.terms.retries
        attempts = max(each.attempts for each in group)
        over = retries.is_over(attempts, error)
        wait = retries.wait(attempts, error)
        name = batch_name(self.batch.deliveries)
        told = f"{IN_DOUBT}{name}: {error}" if isinstance(error, UnansweredError) else str(error)
        again = self.terms.now() + wait if wait and not over else None
        self.archive.mark_failed([each.id for each in group], told, again, dead=over)
        self.report.dead += len(group) if over else 0
        self.report.failed += 0 if over else len(group)
        self.report.errors.append(f"{error}; {prospect(len(group), over, wait)}")


def _by_error(unsent: Iterable[Delivery], result: SendResult) -> list[tuple[DeliveryError, list[Delivery]]]:
    """Deliveries with the error that holds for them, those of one error together."""
    nothing = DeliveryError("the channel did not say what became of it")
    groups: dict[int, tuple[DeliveryError, list[Delivery]]] = {}
    failed: Mapping[int, DeliveryError] = result.failed
    for each in unsent:
        error = failed.get(each.id, nothing)
        groups.setdefault(id(error), (error, []))[1].append(each)
    return list(groups.values())

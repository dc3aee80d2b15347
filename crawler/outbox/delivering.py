"""Outbox: sends what the archive owes, at least once, and keeps account of it.

    claim (a lease) ─► hold what is not due ─► mark as being sent ─► send ─► mark as sent, or as put off, or give up

A crash at any arrow loses nothing. What was being sent is sent again as the very same batch, so that the receiver can
know it: the log and the feed by the alerts' ids, a webhook by its message id, a mail reader by the Message-ID.

Channels send side by side, each in a thread; the archive is touched by the calling thread alone.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from datetime import datetime

from crawler.channels import Channel, SendResult, UnansweredError
from crawler.classes import dataclass
from crawler.errors import DeliveryError
from crawler.model import Delivery
from crawler.outbox.batches import Batch
from crawler.outbox.posting import Anytime, Archive, Clock, Post, Terms, Timetable
from crawler.outbox.reports import DeliveryReport
from crawler.outbox.retries import Retries
from crawler.render import plain

_log = logging.getLogger(__name__)

SIDE_BY_SIDE = 8
# A channel that does not come back from one batch by then is left to itself; its batch counts as in doubt.
PATIENCE = 300.0  # seconds
# After this long no channel begins another batch: the run lock is needed, the next run goes on.
LONGEST_ROUND = 600.0  # seconds


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of a round, in seconds of `clock`, which runs on whatever the wall clock does."""

    side_by_side: int = SIDE_BY_SIDE
    patience: float = PATIENCE
    longest: float = LONGEST_ROUND
    clock: Callable[[], float] = time.monotonic


def deliver(
    archive: Archive,
    channels: Mapping[str, Channel],
    *,
    now: Clock,
    retries: Retries | None = None,
    timetable: Timetable | None = None,
    exclusive: bool = False,
    force: bool = False,
    early: bool = False,
    limits: Limits | None = None,
) -> DeliveryReport:
    """Sends what is due, channels side by side; the failure or the silence of one is no other's.

    `exclusive`: the caller holds the run lock, so whatever is leased was left by a run that died, and is taken over at
    once. `force` (needs `exclusive`): also try what an earlier failure put off; `early` (likewise): also what waits for
    its hour, whatever the hour. Raises only what the archive raises.
    """
    pending = set(archive.pending_channels())
    terms = Terms(
        now, retries or Retries(), timetable or Anytime(), exclusive, force and exclusive, early and exclusive
    )
    for channel in channels.values():
        if hasattr(channel, "head"):
            channel.head = archive.head()
    posts = {name: Post(archive, channel, terms) for name, channel in channels.items() if name in pending}
    _Round(limits or Limits()).serve(list(posts.values()))
    return DeliveryReport({name: post.report for name, post in posts.items()}, sorted(pending - channels.keys()))


@dataclass(slots=True)
class _Round:
    limits: Limits
    _answers: queue.SimpleQueue[tuple[int, SendResult | BaseException]] = field(default_factory=queue.SimpleQueue)
    _busy: dict[int, tuple[Post, float]] = field(default_factory=dict)  # by ticket: who sends, and until when at most
    _tickets: int = 0
    _end: float = 0.0

    def serve(self, posts: Sequence[Post]) -> None:
        self._end = self.limits.clock() + self.limits.longest
        for post in posts:
            post.open()
        waiting = list(posts)
        while waiting or self._busy:
            while waiting and len(self._busy) < self.limits.side_by_side:
                self._begin(waiting.pop(0))
            if self._busy:
                self._await_one()

    def _begin(self, post: Post) -> None:
        """Send the next batch of a channel, if there is one and time is left."""
        if self.limits.clock() >= self._end:
            post.leave()
            return
        batch = post.next()
        if batch is None:
            return
        self._tickets += 1
        self._busy[self._tickets] = (post, self.limits.clock() + self.limits.patience)
        call = (self._answers, self._tickets, post.channel, batch, post.terms.now())
        # A daemon: a channel that hangs for ever must not keep the program from ending.
        threading.Thread(target=_send, args=call, name=post.channel.name, daemon=True).start()

    def _await_one(self) -> None:
        ticket, (post, until) = min(self._busy.items(), key=lambda each: each[1][1])
        try:
            ticket, outcome = self._answers.get(timeout=max(0.0, until - self.limits.clock()))
        except queue.Empty:
            outcome = UnansweredError(f"did not come to an end in {self.limits.patience:.0f} seconds")
        else:
            if ticket not in self._busy:
                return  # it came back after all, too late to be believed
            post = self._busy[ticket][0]
        del self._busy[ticket]
        post.settle(_result(post.channel, post.batch.deliveries, outcome))
        self._begin(post)


def _send(
    answers: queue.SimpleQueue[tuple[int, SendResult | BaseException]],
    ticket: int,
    channel: Channel,
    batch: Batch,
    now: datetime,
) -> None:
    try:
        outcome: SendResult | BaseException = channel.send(batch.deliveries, now, held=batch.held)
    except BaseException as error:  # noqa: BLE001 - raised, or told, in the thread that waits for it
        outcome = error
    answers.put((ticket, outcome))


def _result(channel: Channel, batch: Sequence[Delivery], outcome: SendResult | BaseException) -> SendResult:
    """Whatever a channel raises becomes its own failure."""
    if isinstance(outcome, SendResult):
        return outcome
    if not isinstance(outcome, Exception):
        raise outcome  # an interruption, which is nobody's failure
    failure = outcome
    if not isinstance(failure, DeliveryError):
        # A fault of one channel, of any kind, must not stop the others.
        _log.debug("channel %s", channel.name, exc_info=outcome)
        failure = UnansweredError(f"failed unexpectedly: {type(outcome).__name__}: {plain(outcome, 200)}")
    return SendResult(failed=dict.fromkeys((each.id for each in batch), failure))

"""The outbox: at least once, never two at a time, one channel's trouble is no other's."""

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from fnmatch import fnmatch

import pytest
from alert_samples import NOW, alert, delivery

from crawler.channels import Channel, SendResult, UnansweredError
from crawler.config import Timing, parse_digest, parse_quiet
from crawler.errors import DeliveryError
from crawler.model import Delivery, DeliveryState, Severity
from crawler.outbox import DeliveryReport, Limits, Retries, deliver, plan

STEADY = Retries(chance=lambda: 0.0)


@dataclass
class Clock:
    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **time: float) -> None:
        self.now += timedelta(**time)


@dataclass
class MemoryArchive:
    """The outbox's side of an archive, by the store's rules."""

    rows: dict[int, Delivery] = field(default_factory=dict)
    leases: dict[int, datetime] = field(default_factory=dict)
    sent: dict[int, datetime] = field(default_factory=dict)

    def owe(self, channel: str, *numbers: int) -> None:
        for number in numbers:
            self.rows[len(self.rows) + 1] = delivery(
                alert(id=f"a{number}"), len(self.rows) + 1, channel=channel, attempts=0
            )

    def claim(self, channel: str, now: datetime, lease_seconds: float, limit: int) -> list[Delivery]:
        due = [each for each in self.rows.values() if each.channel == channel and self._is_due(each, now)][:limit]
        for each in due:
            self.rows[each.id] = replace(each, attempts=each.attempts + 1)
            self.leases[each.id] = now + timedelta(seconds=lease_seconds)
        return [self.rows[each.id] for each in due]

    def _is_due(self, each: Delivery, now: datetime) -> bool:
        times = (each.next_try or now, self.leases.get(each.id, now))
        return each.state == DeliveryState.PENDING and max(times) <= now

    def mark_sent(self, ids: Iterable[int], at: datetime) -> None:
        ids = list(ids)
        self.sent |= dict.fromkeys(ids, at)
        self._mark(ids, state=DeliveryState.SENT, next_try=None, error="")

    def mark_failed(self, ids: Iterable[int], error: str, next_try: datetime | None, dead: bool) -> None:
        state = DeliveryState.DEAD if dead else DeliveryState.PENDING
        self._mark(ids, state=state, next_try=next_try, error=error)

    def release(self, ids: Iterable[int]) -> None:
        for number in ids:
            self._mark([number], attempts=self.rows[number].attempts - 1)

    def hold(self, ids: Iterable[int], until: datetime) -> None:
        for number in ids:
            self._mark([number], attempts=self.rows[number].attempts - 1, next_try=until)

    def reopen(self, channel: str, *, left: str, failed: bool = False, held: bool = False) -> None:
        for number, each in self.rows.items():
            if each.channel == channel and each.state == DeliveryState.PENDING:
                over = (
                    fnmatch(each.error, left.replace("_", "?")) or (failed and each.error) or (held and not each.error)
                )
                self._mark([number], next_try=None if over else each.next_try)

    def sent_since(self, channel: str, since: datetime) -> int:
        return sum(at >= since for number, at in self.sent.items() if self.rows[number].channel == channel)

    def pending_channels(self) -> list[str]:
        return sorted({each.channel for each in self.rows.values() if each.state == DeliveryState.PENDING})

    def _mark(self, ids: Iterable[int], **changed: object) -> None:
        for number in ids:
            self.rows[number] = replace(self.rows[number], **changed)  # type: ignore[arg-type]
            self.leases.pop(number, None)

    def states(self) -> list[str]:
        return [each.state.value for each in self.rows.values()]


@dataclass
class Recorder:
    """A channel that notes what it was given, and fails as told."""

    name: str = "log"
    failures: list[Exception] = field(default_factory=list)
    batches: list[list[str]] = field(default_factory=list)

    def send(self, batch: Sequence[Delivery], now: datetime, held: int = 0) -> SendResult:
        self.batches.append([each.alert.id for each in batch])
        if self.failures:
            raise self.failures.pop(0)
        return SendResult.all_sent(batch)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def archive() -> MemoryArchive:
    return MemoryArchive()


def run(archive: MemoryArchive, clock: Clock, *channels: Channel, **options: bool) -> DeliveryReport:
    return deliver(archive, {each.name: each for each in channels}, now=clock, retries=STEADY, **options)


def test_what_is_owed_is_sent_once_in_one_batch(archive: MemoryArchive, clock: Clock) -> None:
    archive.owe("log", 1, 2, 3)
    log = Recorder()
    assert run(archive, clock, log).sent == 3
    assert run(archive, clock, log).sent == 0
    assert log.batches == [["a1", "a2", "a3"]]


def test_a_failed_batch_is_tried_by_the_next_run_and_then_ever_more_seldom(
    archive: MemoryArchive, clock: Clock
) -> None:
    archive.owe("log", 1)
    log = Recorder(failures=[DeliveryError("down")] * 4)
    waits = []
    for _ in range(4):
        run(archive, clock, log)
        waits.append(((archive.rows[1].next_try or clock.now) - clock.now).total_seconds() / 60)
        clock.now = archive.rows[1].next_try or clock.now
    assert waits == [0, 5, 10, 20]
    assert run(archive, clock, log).sent == 1


def test_before_its_time_a_delivery_is_not_tried(archive: MemoryArchive, clock: Clock) -> None:
    archive.owe("log", 1)
    log = Recorder(failures=[DeliveryError("down")] * 2)
    for _ in range(3):
        run(archive, clock, log)
    assert len(log.batches) == 2
    assert archive.rows[1].attempts == 2


def test_waits_are_bounded_jittered_and_as_long_as_the_receiver_asks() -> None:
    late = Retries(chance=lambda: 1.0)
    assert late.wait(2, DeliveryError("x")) == timedelta(minutes=5) * 1.25
    assert STEADY.wait(1, DeliveryError("x", retry_after=90)) == timedelta(seconds=90)
    assert STEADY.wait(50, DeliveryError("x", retry_after=1e12)) == timedelta(days=1)


def test_after_the_last_try_a_delivery_is_given_up_and_told(archive: MemoryArchive, clock: Clock) -> None:
    archive.owe("log", 1)
    log = Recorder(failures=[DeliveryError("down")] * 20)
    for _ in range(20):
        report = run(archive, clock, log)
        if report.channels.get("log") and report.channels["log"].dead:
            assert report.lines == ["log: down; 1 alert given up"]
        clock.pass_by(days=2)
    assert len(log.batches) == 12
    assert archive.states() == ["dead"]


def test_two_days_without_a_server_lose_nothing(archive: MemoryArchive, clock: Clock) -> None:
    archive.owe("log", 1)
    log = Recorder(failures=[DeliveryError("down")] * 100)
    for _ in range(48):
        run(archive, clock, log)
        clock.pass_by(hours=1)
    log.failures.clear()
    clock.pass_by(days=1)
    assert run(archive, clock, log).sent == 1


def test_a_permanent_refusal_is_given_up_at_once_and_told(archive: MemoryArchive, clock: Clock) -> None:
    archive.owe("log", 1)
    report = run(archive, clock, Recorder(failures=[DeliveryError("550 no such user", permanent=True)]))
    assert archive.states() == ["dead"]
    assert (report.channels["log"].dead, report.undelivered) == (1, 1)


@pytest.mark.parametrize("failure", [DeliveryError("down"), RuntimeError("a bug\nof two lines"), OSError(28, "full")])
def test_a_failing_channel_keeps_its_own_deliveries_and_no_others(
    archive: MemoryArchive, clock: Clock, failure: Exception
) -> None:
    archive.owe("bad", 1)
    archive.owe("good", 1)
    report = run(archive, clock, Recorder("bad", [failure]), Recorder("good"))
    assert archive.states() == ["pending", "sent"]
    assert (report.channels["bad"].failed, report.channels["good"].sent) == (1, 1)
    (line,) = report.lines
    assert line.startswith("bad: ")
    assert len(line.splitlines()) == 1


def test_what_a_channel_could_send_is_sent_and_the_rest_kept(archive: MemoryArchive, clock: Clock) -> None:
    class Partial(Recorder):
        def send(self, batch: Sequence[Delivery], now: datetime, held: int = 0) -> SendResult:
            return SendResult(frozenset({1}), {2: DeliveryError("gone", permanent=True), 3: DeliveryError("down")})

    archive.owe("log", 1, 2, 3, 4)
    run(archive, clock, Partial())
    assert archive.states() == ["sent", "dead", "pending", "pending"]
    assert archive.rows[4].error == "the channel did not say what became of it"


def test_a_channel_that_is_no_longer_configured_is_told_and_its_deliveries_kept(
    archive: MemoryArchive, clock: Clock
) -> None:
    archive.owe("pigeon", 1)
    report = run(archive, clock, Recorder())
    assert report.unknown == ["pigeon"]
    assert report.lines == ["pigeon: is owed alerts, but not configured; see data/alerts.toml"]
    assert archive.states() == ["pending"]


def test_known_failures_are_sent_together_with_what_is_new(archive: MemoryArchive, clock: Clock) -> None:
    archive.owe("log", 1)
    log = Recorder(failures=[DeliveryError("down")])
    run(archive, clock, log)
    archive.owe("log", 2)
    run(archive, clock, log)
    assert log.batches == [["a1"], ["a1", "a2"]]


def test_a_batch_in_doubt_is_sent_again_as_it_was(archive: MemoryArchive, clock: Clock) -> None:
    archive.owe("log", 1, 2)
    log = Recorder(failures=[UnansweredError("silence"), UnansweredError("silence")])
    run(archive, clock, log)
    archive.owe("log", 3)
    run(archive, clock, log)
    clock.pass_by(minutes=5)
    run(archive, clock, log)
    assert log.batches == [["a1", "a2"], ["a1", "a2"], ["a1", "a2"], ["a3"]]
    assert archive.states() == ["sent"] * 3


def test_a_server_that_is_down_is_not_asked_again_for_every_batch(archive: MemoryArchive, clock: Clock) -> None:
    archive.owe("log", *range(1100))
    log = Recorder(failures=[DeliveryError("down")])
    run(archive, clock, log)
    assert [len(batch) for batch in log.batches] == [500]
    run(archive, clock, log)
    assert [len(batch) for batch in log.batches] == [500, 500, 500, 100]
    assert {each.attempts for each in archive.rows.values()} == {1, 2}


def test_another_run_does_not_send_what_is_being_sent(archive: MemoryArchive, clock: Clock) -> None:
    archive.owe("log", 1, 2)

    class Nested(Recorder):
        def send(self, batch: Sequence[Delivery], now: datetime, held: int = 0) -> SendResult:
            assert run(archive, clock, Recorder()).sent == 0
            return super().send(batch, now)

    assert run(archive, clock, Nested()).sent == 2


def test_an_exclusive_run_takes_over_from_a_dead_one_at_once_and_honours_waits(
    archive: MemoryArchive, clock: Clock
) -> None:
    archive.owe("log", 1)
    run(archive, clock, Recorder(failures=[DeliveryError("down")]))
    run(archive, clock, Recorder(failures=[DeliveryError("down")]))
    archive.owe("log", 2, 3)
    archive.claim("log", clock.now, 600, 1)
    with pytest.raises(KeyboardInterrupt):
        run(archive, clock, Recorder(failures=[KeyboardInterrupt()]))  # type: ignore[list-item]
    log = Recorder()
    run(archive, clock, log, exclusive=True)
    assert sorted(name for batch in log.batches for name in batch) == ["a2", "a3"]
    assert archive.rows[1].attempts == 2


def test_a_forced_run_tries_what_was_put_off(archive: MemoryArchive, clock: Clock) -> None:
    archive.owe("log", 1)
    for _ in range(2):
        run(archive, clock, Recorder(failures=[DeliveryError("down")]))
    assert run(archive, clock, Recorder(), force=True).sent == 0
    assert run(archive, clock, Recorder(), force=True, exclusive=True).sent == 1


def test_batches_hold_every_delivery_once() -> None:
    errors = ["", "down", "not known whether it arrived, batch ab12", "not known whether it arrived, batch cd: why"]
    due = [replace(delivery(alert(id=str(n)), n), error=errors[n % 4]) for n in range(40)]
    found = [batch.deliveries for batch in plan(due, NOW).batches]
    assert sorted(each.id for batch in found for each in batch) == list(range(40))
    assert [len(batch) for batch in found] == [10, 10, 20]


def test_a_channel_that_hangs_holds_up_no_other_and_its_batch_stays_in_doubt(
    archive: MemoryArchive, clock: Clock
) -> None:
    others_are_done = threading.Event()

    class Hanging(Recorder):
        def send(self, batch: Sequence[Delivery], now: datetime, held: int = 0) -> SendResult:
            assert others_are_done.wait(60)
            return super().send(batch, now)

    class Last(Recorder):
        def send(self, batch: Sequence[Delivery], now: datetime, held: int = 0) -> SendResult:
            others_are_done.set()
            return super().send(batch, now)

    archive.owe("a", 1)
    archive.owe("z", 1)
    assert run(archive, clock, Hanging("a"), Last("z")).sent == 2


def test_a_channel_that_never_comes_back_is_left_to_itself(archive: MemoryArchive, clock: Clock) -> None:
    end = threading.Event()

    class Hanging(Recorder):
        def send(self, batch: Sequence[Delivery], now: datetime, held: int = 0) -> SendResult:
            end.wait(60)
            raise RuntimeError

    archive.owe("log", 1)
    archive.owe("good", 1)
    ways: dict[str, Channel] = {"log": Hanging(), "good": Recorder("good")}
    report = deliver(archive, ways, now=clock, retries=STEADY, limits=Limits(patience=0.05))
    end.set()
    assert archive.states() == ["pending", "sent"]
    assert report.lines == ["log: did not come to an end in 0 seconds; 1 alert kept, to be tried again by the next run"]
    assert archive.rows[1].error.startswith("not known whether it arrived, batch ")


def test_after_a_long_round_the_rest_is_left_for_the_next_run(archive: MemoryArchive, clock: Clock) -> None:
    archive.owe("log", *range(3))
    log = Recorder()
    log.most = 1  # type: ignore[attr-defined]
    ticks = iter(range(100))
    limits = Limits(longest=7, clock=lambda: float(next(ticks)))
    assert deliver(archive, {"log": log}, now=clock, limits=limits).sent == 2
    assert [each.attempts for each in archive.rows.values()] == [1, 1, 0]
    assert run(archive, clock, log).sent == 1


@dataclass
class Table:
    """A timetable: digests and quiet hours by rule, one cap."""

    digests: dict[str, str] = field(default_factory=dict)
    quiet: str = ""
    most: int | None = None

    def timing(self, channel: str, rule: str = "") -> Timing:
        return Timing(parse_digest(self.digests.get(rule, "per run")), parse_quiet(self.quiet) if self.quiet else None)

    def cap(self, channel: str) -> int | None:
        return self.most


def timed(archive: MemoryArchive, clock: Clock, table: Table, channel: Recorder, **options: bool) -> DeliveryReport:
    return deliver(archive, {channel.name: channel}, now=clock, retries=STEADY, timetable=table, **options)


def by_rule(archive: MemoryArchive, rule: str, *numbers: int) -> None:
    for number in numbers:
        archive.rows[number] = replace(archive.rows[number], rule=rule)


def test_a_daily_digest_comes_as_one_message_at_its_hour(archive: MemoryArchive, clock: Clock) -> None:
    archive.owe("mail", 1, 2)
    mail, table = Recorder("mail"), Table({"": "daily at 12:00 Europe/Kyiv"})
    report = timed(archive, clock, table, mail)
    assert (report.sent, report.undelivered) == (0, 0)
    assert report.held == ["mail: 2 alerts held until 2026-05-12T09:00:00Z"]
    archive.owe("mail", 3)
    clock.now = NOW.replace(hour=8, minute=59)
    assert timed(archive, clock, table, mail, exclusive=True).sent == 0
    clock.now = NOW.replace(hour=9, minute=0)
    assert timed(archive, clock, table, mail).sent == 3
    assert mail.batches == [["a1", "a2", "a3"]]
    assert {each.attempts for each in archive.rows.values()} == {1}


def test_alerts_of_a_rule_that_says_immediately_come_each_alone(archive: MemoryArchive, clock: Clock) -> None:
    archive.owe("mail", 1, 2, 3, 4)
    by_rule(archive, "now", 2, 4)
    mail = Recorder("mail")
    timed(archive, clock, Table({"now": "immediately"}), mail)
    assert sorted(mail.batches) == [["a1", "a3"], ["a2"], ["a4"]]


def test_in_quiet_hours_nothing_is_sent_and_afterwards_all_of_it(archive: MemoryArchive, clock: Clock) -> None:
    archive.owe("mail", 1)
    mail, table = Recorder("mail"), Table(quiet="08:00-10:00")
    for minutes in (0, 30, 119):
        clock.now = NOW.replace(hour=8, minute=0) + timedelta(minutes=minutes)
        assert timed(archive, clock, table, mail, exclusive=True, force=True).sent == 0
    clock.now = NOW.replace(hour=10, minute=0)
    assert timed(archive, clock, table, mail).sent == 1


def test_early_sends_what_waits_for_its_hour(archive: MemoryArchive, clock: Clock) -> None:
    archive.owe("mail", 1, 2)
    mail, table = Recorder("mail"), Table({"": "daily at 12:00"}, quiet="00:00-23:59", most=1)
    timed(archive, clock, table, mail)
    assert timed(archive, clock, table, mail, exclusive=True, early=True).sent == 2


def test_a_cap_sends_the_gravest_says_how_many_wait_and_drops_none(archive: MemoryArchive, clock: Clock) -> None:
    told = []

    class Telling(Recorder):
        def send(self, batch: Sequence[Delivery], now: datetime, held: int = 0) -> SendResult:
            told.append(held)
            return super().send(batch, now)

    archive.owe("mail", *range(1, 41))
    archive.rows[30] = replace(archive.rows[30], alert=replace(archive.rows[30].alert, severity=Severity.IMPORTANT))
    mail, table = Telling("mail"), Table(most=3)
    assert timed(archive, clock, table, mail).sent == 3
    assert "a30" in mail.batches[0]
    assert told == [37]
    archive.owe("mail", 41)
    assert timed(archive, clock, table, mail).sent == 0
    for _ in range(13):
        clock.now = clock.now.replace(minute=0) + timedelta(hours=1)
        timed(archive, clock, table, mail)
    assert sorted(name for batch in mail.batches for name in batch) == sorted(f"a{n}" for n in range(1, 42))


def test_a_channel_gets_no_more_at_once_than_it_takes(archive: MemoryArchive, clock: Clock) -> None:
    archive.owe("hook", 1, 2, 3)
    hook = Recorder("hook", [DeliveryError("down")])
    hook.most = 1  # type: ignore[attr-defined]
    run(archive, clock, hook)
    assert hook.batches == [["a1"]]
    run(archive, clock, hook)
    assert hook.batches == [["a1"], ["a1"], ["a2"], ["a3"]]


def test_more_than_one_claim_is_served_in_one_round(
    archive: MemoryArchive, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crawler.outbox.posting.MOST_CLAIMED", 4)
    archive.owe("mail", *range(10))
    by_rule(archive, "later", 1, 2, 3, 4)
    mail = Recorder("mail")
    report = timed(archive, clock, Table({"later": "hourly"}), mail)
    assert (report.sent, report.channels["mail"].held) == (6, 4)

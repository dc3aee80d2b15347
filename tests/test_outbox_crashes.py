"""A crash at any point of a delivery, with the real archive, log and mail: nothing lost, nothing logged twice."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import feedparser
import pytest
from alert_samples import NOW, SAMPLES
from http_receiver import Receiver, http_receiver
from smtp_server import Postman, silent_server, smtp_server

from crawler.channels import Channel, Place
from crawler.channels.feed import FeedChannel
from crawler.channels.folder import FolderChannel
from crawler.channels.log import LogChannel
from crawler.channels.mail import MailChannel, Server
from crawler.channels.messages import Envelope
from crawler.channels.webhook import WebhookChannel
from crawler.config import FeedSettings, WebhookSettings, parse_address
from crawler.model import Alert
from crawler.outbox import Limits, deliver
from crawler.store import open_archive

LETTER = Envelope(parse_address("alerts@example.org"), (parse_address("desk@example.org"),))
STEPS = ["claim", "mark_failed", "mark_sent"]
IN_TURN = Limits(side_by_side=1)  # so that the count of a step says whose it is


class KilledError(BaseException):
    """Stands for kill -9: nothing in the program may catch it."""


@dataclass
class Doomed:
    """Passes calls on to `real` and dies before or after the `count`-th call of `step`."""

    real: Any
    step: str
    count: int
    after: bool
    name: str = ""

    def __getattr__(self, attribute: str) -> Any:
        call = getattr(self.real, attribute)
        return self._mortal(call) if attribute == self.step else call

    def _mortal(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def mortal(*given: Any, **named: Any) -> Any:
            self.count -= 1
            if self.count == 0 and not self.after:
                raise KilledError
            result = call(*given, **named)
            if self.count == 0:
                raise KilledError
            return result

        return mortal


ALL = ["log", "feed", "email", "webhook:desk"]


def owing(path: Path, alerts: list[Alert], names: Sequence[str] = ("log", "email")) -> None:
    with open_archive(path) as archive, archive.transaction():
        for each in alerts:
            archive.ensure_site(each.site, "https://example.org/")
            archive.add_alert(replace(each, before=None, after=None), names, None)


def channels(folder: Path) -> dict[str, Channel]:
    return {
        "log": LogChannel(folder / "alerts.jsonl"),
        "email": FolderChannel(folder / "mails", LETTER),
    }


def everywhere(folder: Path, url: str) -> dict[str, Channel]:
    settings = WebhookSettings(url=url, allow_private=True, timeout=5)
    made = channels(folder)
    return {
        "log": made["log"],
        "feed": FeedChannel(folder, FeedSettings()),
        "email": made["email"],
        "webhook:desk": WebhookChannel("webhook:desk", settings, Place(folder, "hush")),
    }


def logged(folder: Path) -> list[str]:
    path = folder / "alerts.jsonl"
    return [json.loads(line)["id"] for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def in_feed(folder: Path) -> list[str]:
    return [each.title for each in feedparser.parse((folder / "alerts.atom").read_bytes()).entries]


@pytest.fixture(scope="module")
def desk() -> Iterator[Receiver]:
    with http_receiver(Receiver()) as found:
        yield found


# How often a run over what is owed takes each step; it may die before and after any of them.
TAKEN = {"reopen": 4, "claim": 8, "mark_failed": 6, "mark_sent": 6, "send:log": 1, "send:feed": 1, "send:email": 1,
         "send:webhook:desk": 3}  # fmt: skip
DEATHS = [(step, count, after) for step, calls in TAKEN.items() for count in range(1, calls + 1) for after in (0, 1)]


@pytest.fixture(scope="module")
def owed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive that owes the first three samples to every channel."""
    path = tmp_path_factory.mktemp("owed") / "archive.db"
    owing(path, SAMPLES[:3], ALL)
    return path


@pytest.mark.parametrize(("step", "count", "after"), DEATHS)
def test_killed_at_any_step_the_next_run_tells_every_alert_once(
    tmp_path: Path, desk: Receiver, owed: Path, monkeypatch: pytest.MonkeyPatch, step: str, count: int, after: bool
) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: None)  # nothing here takes the power away
    path = tmp_path / "archive.db"
    shutil.copy(owed, path)
    takeover = "lease" if count % 3 == 2 else "exclusive"
    desk.requests.clear()
    ways = everywhere(tmp_path, desk.url)
    call, _, channel = step.partition(":")
    if channel:
        ways[channel] = Doomed(ways[channel], call, count, after, name=channel)
    with open_archive(path) as real:
        archive = real if channel else Doomed(real, call, count, after)
        try:
            deliver(archive, ways, now=lambda: NOW, exclusive=step == "reopen", limits=IN_TURN)
        except KilledError:
            killed = True
        else:
            killed = False
        assert killed
    owing(path, SAMPLES[3:5], ALL)  # news of the next run must not change the batch in doubt
    later = NOW if takeover == "exclusive" else NOW + timedelta(minutes=21)
    for _ in range(2):
        with open_archive(path) as archive:
            again = everywhere(tmp_path, desk.url)
            deliver(archive, again, now=lambda: later, exclusive=takeover == "exclusive")
    known = sorted(each.id for each in SAMPLES[:5])
    assert sorted(logged(tmp_path)) == known
    assert sorted(in_feed(tmp_path)) == sorted(each.summary for each in SAMPLES[:5])
    assert sorted(set(desk.ids)) == known
    # Sent and not yet marked: nobody can know, so it comes again under its id, at which the receiver knows it.
    in_doubt = (step == "send:webhook:desk" and after) or (step == "mark_sent" and not after and count > 3)
    assert len(desk.ids) - len(known) == int(in_doubt)
    mails = [message_from_bytes(each.read_bytes(), policy=default) for each in (tmp_path / "mails").iterdir()]
    assert len({mail["Message-ID"] for mail in mails}) == len(mails)
    with open_archive(path) as archive:
        assert archive.undelivered() == archive.dead() == {}


KILLED = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[4])
from alert_samples import NOW
from crawler.outbox import Limits, deliver
from crawler.store import open_archive
import test_outbox_crashes as crashes

class Killer(crashes.Doomed):
    def _mortal(self, call):
        def mortal(*given, **named):
            if not self.after:
                os.kill(os.getpid(), signal.SIGKILL)
            call(*given, **named)
            os.kill(os.getpid(), signal.SIGKILL)
        return mortal

folder, url, step = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
call, channel, when = step.split("/")
ways = crashes.everywhere(folder, url)
with open_archive(folder / "archive.db") as real:
    archive = real
    if channel:
        ways[channel] = Killer(ways[channel], call, 1, when == "after", name=channel)
    else:
        archive = Killer(real, call, 1, when == "after")
    deliver(archive, ways, now=lambda: NOW, limits=crashes.IN_TURN)
"""


@pytest.mark.parametrize(
    "step", ["mark_failed//after", "send/log/after", "send/webhook:desk/after", "mark_sent//before"]
)
def test_a_process_that_is_killed_for_good_loses_nothing(tmp_path: Path, desk: Receiver, step: str) -> None:
    owing(tmp_path / "archive.db", SAMPLES[:3], ALL)
    desk.requests.clear()
    words = [sys.executable, "-c", KILLED, str(tmp_path), desk.url, step, str(Path(__file__).parent)]
    assert subprocess.run(words, check=False, timeout=60).returncode == -signal.SIGKILL
    with open_archive(tmp_path / "archive.db") as archive:
        deliver(archive, everywhere(tmp_path, desk.url), now=lambda: NOW, exclusive=True)
        assert archive.undelivered() == {}
    known = sorted(each.id for each in SAMPLES[:3])
    assert sorted(logged(tmp_path)) == sorted(set(desk.ids)) == known
    assert len(in_feed(tmp_path)) == 3
    assert len(desk.ids) == 3 + (step == "send/webhook:desk/after")


def test_two_runs_at_once_send_everything_once(tmp_path: Path, desk: Receiver) -> None:
    """Both over connections of their own; each step of one is followed by a whole round of the other."""
    path = tmp_path / "archive.db"
    owing(path, SAMPLES, ALL)
    desk.requests.clear()
    with open_archive(path) as one, open_archive(path) as two:

        class Meddling(Doomed):
            def _mortal(self, call: Callable[..., Any]) -> Callable[..., Any]:
                def mortal(*given: Any, **named: Any) -> Any:
                    deliver(two, everywhere(tmp_path, desk.url), now=lambda: NOW)
                    result = call(*given, **named)
                    deliver(two, everywhere(tmp_path, desk.url), now=lambda: NOW)
                    return result

                return mortal

        for step in STEPS:
            deliver(Meddling(one, step, 0, after=True), everywhere(tmp_path, desk.url), now=lambda: NOW)
        assert one.undelivered() == {}
    assert sorted(logged(tmp_path)) == sorted(desk.ids) == sorted(each.id for each in SAMPLES)


@pytest.fixture
def post_office() -> Iterator[tuple[Postman, int]]:
    postman = Postman()
    with smtp_server(postman) as port:
        yield postman, port


def by_mail(port: int, folder: Path) -> dict[str, Channel]:
    server = Server("127.0.0.1", port, "none", timeout=5.0)
    return channels(folder) | {"email": MailChannel(server, LETTER)}


@pytest.mark.parametrize("step", [("mark_sent", 2, False), ("send", 1, True)])
def test_a_mail_that_was_accepted_and_not_marked_comes_again_under_the_same_id(
    tmp_path: Path, post_office: tuple[Postman, int], step: tuple[str, int, bool]
) -> None:
    postman, port = post_office
    path = tmp_path / "archive.db"
    owing(path, SAMPLES[:2])
    ways = by_mail(port, tmp_path)
    with open_archive(path) as real:
        archive: Any = real
        doomed = ways
        if step[0] == "send":
            doomed = ways | {"email": Doomed(ways["email"], *step, name="email")}
        else:
            archive = Doomed(real, *step)
        with pytest.raises(KilledError):
            deliver(archive, doomed, now=lambda: NOW, limits=IN_TURN)
    owing(path, SAMPLES[2:3])
    with open_archive(path) as archive:
        deliver(archive, ways, now=lambda: NOW, exclusive=True)
    first, again, news = postman.mails
    assert first["Message-ID"] == again["Message-ID"] != news["Message-ID"]


def test_a_server_that_drops_after_the_mail_gets_the_same_mail_again(
    tmp_path: Path, post_office: tuple[Postman, int]
) -> None:
    postman, port = post_office
    path = tmp_path / "archive.db"
    owing(path, SAMPLES[:2])
    postman.drop_after_data = True
    with open_archive(path) as archive:
        deliver(archive, by_mail(port, tmp_path), now=lambda: NOW)
        postman.drop_after_data = False
        owing(path, SAMPLES[2:3])
        deliver(archive, by_mail(port, tmp_path), now=lambda: NOW)
    first, again, news = postman.mails
    assert first["Message-ID"] == again["Message-ID"] != news["Message-ID"]


def test_while_the_server_refuses_mail_waits_and_comes_once_when_it_is_back(
    tmp_path: Path, post_office: tuple[Postman, int]
) -> None:
    postman, port = post_office
    path = tmp_path / "archive.db"
    owing(path, SAMPLES[:2])
    postman.data = "451 come back later"
    with open_archive(path) as archive:
        report = deliver(archive, by_mail(port, tmp_path), now=lambda: NOW)
        assert report.lines == [
            "email: the mail server refused the mail: 451 come back later; 2 alerts kept, to be tried again by the next run"
        ]
        assert logged(tmp_path) == [each.id for each in SAMPLES[:2]]
        postman.data = ""
        owing(path, SAMPLES[2:3])
        for _ in range(2):
            deliver(archive, by_mail(port, tmp_path), now=lambda: NOW)
    (mail,) = postman.mails
    assert mail["Subject"].startswith("3 alerts from")


def test_a_mail_written_twice_to_a_folder_is_one_file(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    owing(path, SAMPLES)
    with open_archive(path) as real, pytest.raises(KilledError):
        deliver(Doomed(real, "mark_sent", 2, after=False), channels(tmp_path), now=lambda: NOW, limits=IN_TURN)
    with open_archive(path) as archive:
        deliver(archive, channels(tmp_path), now=lambda: NOW, exclusive=True)
    (file,) = (tmp_path / "mails").iterdir()
    assert message_from_bytes(file.read_bytes(), policy=default)["Subject"].startswith("7 alerts from")


def test_a_mail_that_is_refused_for_good_is_a_dead_letter_until_it_is_revived(
    tmp_path: Path, post_office: tuple[Postman, int]
) -> None:
    postman, port = post_office
    path = tmp_path / "archive.db"
    owing(path, SAMPLES[:2])
    postman.data = "554 no"
    with open_archive(path) as archive:
        for _ in range(2):
            deliver(archive, by_mail(port, tmp_path), now=lambda: NOW)
        assert (archive.undelivered(), archive.dead()) == ({}, {"email": 2})
        postman.data = ""
        assert archive.revive() == 2
        deliver(archive, by_mail(port, tmp_path), now=lambda: NOW)
        assert archive.dead() == {}
    assert len(postman.mails) == 1


def test_a_mail_server_that_keeps_silent_delays_mail_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    owing(path, SAMPLES[:2])
    with silent_server() as port, open_archive(path) as archive:
        silent = MailChannel(Server("127.0.0.1", port, "none", timeout=0.2), LETTER)
        report = deliver(archive, channels(tmp_path) | {"email": silent}, now=lambda: NOW)
        assert "no answer in time (check host, port and security); 2 alerts kept" in report.lines[0]
        assert archive.undelivered() == {"email": 2}
    assert logged(tmp_path) == [each.id for each in SAMPLES[:2]]


def test_a_full_disk_at_the_log_is_told_and_made_up_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "archive.db"
    owing(path, SAMPLES[:3])
    real = os.write
    room = [1]

    def write(file: int, data: bytes) -> int:
        if room.pop() if room else 0:
            return real(file, data)
        return real(file, data[:40])  # what a full disk leaves of a line

    with open_archive(path) as archive:
        with monkeypatch.context() as patched:
            patched.setattr(os, "write", write)
            report = deliver(archive, channels(tmp_path), now=lambda: NOW)
        assert (report.channels["log"].sent, report.channels["log"].failed, report.channels["email"].sent) == (1, 2, 3)
        assert "no space left for a whole line (free the disk); 2 alerts kept" in report.lines[0]
        assert len(logged(tmp_path)) == 1
        deliver(archive, channels(tmp_path), now=lambda: NOW)
    assert logged(tmp_path) == [each.id for each in SAMPLES[:3]]

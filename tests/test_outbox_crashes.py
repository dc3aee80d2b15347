"""A crash at any point of a delivery, with the real archive, log and mail: nothing lost, nothing logged twice."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from alert_samples import NOW, SAMPLES
from smtp_server import Postman, smtp_server

from crawler.channels import Channel, Envelope, FolderChannel, LogChannel, MailChannel
from crawler.channels.mail import Server
from crawler.config import parse_address
from crawler.model import Alert
from crawler.outbox import deliver
from crawler.store import open_archive

LETTER = Envelope(parse_address("alerts@example.org"), (parse_address("desk@example.org"),))
STEPS = ["claim", "mark_failed", "mark_sent"]


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


def owing(path: Path, alerts: list[Alert]) -> None:
    with open_archive(path) as archive, archive.transaction():
        for each in alerts:
            archive.ensure_site(each.site, "https://example.org/")
            archive.add_alert(replace(each, before=None, after=None), ["log", "email"], None)


def channels(folder: Path) -> dict[str, Channel]:
    return {
        "log": LogChannel(folder / "alerts.jsonl"),
        "email": FolderChannel(folder / "mails", LETTER),
    }


def logged(folder: Path) -> list[str]:
    path = folder / "alerts.jsonl"
    return [json.loads(line)["id"] for line in path.read_text("utf-8").splitlines()] if path.exists() else []


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("step", [*STEPS, "send:log", "send:email"])
@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize("takeover", ["exclusive", "lease"])
def test_killed_at_any_step_the_next_run_tells_every_alert_once(
    tmp_path: Path, step: str, count: int, after: bool, takeover: str
) -> None:
    path = tmp_path / "archive.db"
    owing(path, SAMPLES[:3])
    ways = channels(tmp_path)
    call, _, channel = step.partition(":")
    if channel:
        ways[channel] = Doomed(ways[channel], call, count, after, name=channel)
    with open_archive(path) as real:
        archive = real if channel else Doomed(real, call, count, after)
        try:
            deliver(archive, ways, now=lambda: NOW)
        except KilledError:
            killed = True
        else:
            killed = False
        assert killed is not (bool(channel) and count > 1)
    owing(path, SAMPLES[3:5])  # news of the next run must not change the batch in doubt
    later = NOW if takeover == "exclusive" else NOW + timedelta(minutes=21)
    for _ in range(2):
        with open_archive(path) as archive:
            deliver(archive, channels(tmp_path), now=lambda: later, exclusive=takeover == "exclusive")
    assert sorted(logged(tmp_path)) == sorted(each.id for each in SAMPLES[:5])
    with open_archive(path) as archive:
        assert archive.undelivered() == archive.dead() == {}


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
            deliver(archive, doomed, now=lambda: NOW)
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
        deliver(Doomed(real, "mark_sent", 2, after=False), channels(tmp_path), now=lambda: NOW)
    with open_archive(path) as archive:
        deliver(archive, channels(tmp_path), now=lambda: NOW, exclusive=True)
    (file,) = (tmp_path / "mails").iterdir()
    assert message_from_bytes(file.read_bytes(), policy=default)["Subject"].startswith("7 alerts from")

"""From a changed page to what readers get: capture, rule, outbox, channels, all of it real."""

import json
from datetime import UTC, datetime
from pathlib import Path

import feedparser
import pytest
from article_pages import PARAGRAPHS, URL, page, paragraphs
from http_receiver import Receiver, http_receiver
from smtp_server import PASSWORD, USER, authenticate, certificate, smtp_server
from smtp_server import Postman as MailServer
from test_channels_webhook import verified

from crawler.cli import run
from crawler.store import open_archive

EDITED = tuple(text.replace("410,000", "140,000") for text in PARAGRAPHS)
SETTINGS = """
[feed]
min_severity = "info"
[webhook.desk]
url = "{url}"
allow_private = true
[email]
host = "127.0.0.1"
port = {port}
user = "desk"
from = "Presswatch <alerts@example.org>"
to = ["desk@example.org", "gone@example.org"]
[[rule]]
name = "ferry losses"
words = ["bakers, nurses"]
look_in = "article"
authors = ["Ines Holm"]
edits = ["number"]
silent = true
channels = ["webhook", "email"]
digest = "immediately"
[[rule]]
name = "not this one"
matches = "day trip"
channels = ["webhook"]
"""
HEAD = f'<link rel="canonical" href="{URL}"><meta name="author" content="Ines Holm">'


def take_in(folder: Path, texts: tuple[str, ...], at: str) -> None:
    path = folder / "page.html"
    path.write_text(page(paragraphs(texts), head=HEAD), encoding="utf-8")
    assert run(["--data", str(folder), "ingest", "--site", "post", "--at", at, str(path)]) == 0


def test_an_edit_reaches_every_channel_that_its_rule_names_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    papers = certificate(tmp_path)
    monkeypatch.setattr("ssl.create_default_context", lambda: papers.client)
    monkeypatch.setenv("PRESSWATCH_SMTP_PASSWORD", PASSWORD)
    monkeypatch.setenv("PRESSWATCH_WEBHOOK_DESK", "hush")
    postman = MailServer(rcpt={"gone@example.org": "550 no such user"})
    login = {"tls_context": papers.server, "require_starttls": True, "authenticator": authenticate}
    assert USER == "desk"
    with http_receiver(Receiver()) as hook, smtp_server(postman, auth_required=True, **login) as port:
        (tmp_path / "alerts.toml").write_text(SETTINGS.format(url=hook.url, port=port))
        take_in(tmp_path, PARAGRAPHS, "2026-05-12T08:00:00Z")
        take_in(tmp_path, EDITED, "2026-05-12T09:00:00Z")
        take_in(tmp_path, EDITED, "2026-05-12T10:00:00Z")
        assert run(["--data", str(tmp_path), "deliver"]) == 0
    (logged,) = (json.loads(line) for line in (tmp_path / "alerts.jsonl").read_text("utf-8").splitlines())
    assert "410,000 → 140,000" in logged["summary"]
    ((_, headers, body),) = hook.requests
    assert json.loads(body) == logged
    assert verified(headers, body, b"hush")
    (entry,) = feedparser.parse((tmp_path / "alerts.atom").read_bytes()).entries
    assert entry.title == logged["summary"]
    (mail,) = postman.mails
    assert (mail["To"], mail["Subject"]) == ("desk@example.org", logged["summary"])
    assert postman.secure == [True]
    assert "refused the recipient gone@example.org: 550 no such user; 1 alert given up" in capsys.readouterr().err
    with open_archive(tmp_path / "archive.db", read_only=True) as archive:
        assert archive.dead() == {"email:gone@example.org": 1}
        rules = {each["channel"]: each["state"] for each in archive.deliveries()}
        assert rules == {
            "log": "sent",
            "feed": "sent",
            "email:desk@example.org": "sent",
            "email:gone@example.org": "dead",
            "webhook:desk": "sent",
        }
    assert run(["--data", str(tmp_path), "rules", "test"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("ferry losses\t2026-05-12T09:00:00Z post ")
    assert len(told.splitlines()) == 1


def test_while_a_receiver_asks_to_wait_alerts_wait_and_come_once(tmp_path: Path) -> None:
    with http_receiver(Receiver(answers=[(503, {"Retry-After": "7200"})])) as hook:
        (tmp_path / "alerts.toml").write_text(f'[webhook.desk]\nurl = "{hook.url}"\nallow_private = true\n')
        take_in(tmp_path, PARAGRAPHS, "2026-05-12T08:00:00Z")
        take_in(tmp_path, EDITED, "2026-05-12T09:00:00Z")
        take_in(tmp_path, EDITED, "2026-05-12T10:00:00Z")  # a run that delivers: too early
        assert len(hook.requests) == 1
        with open_archive(tmp_path / "archive.db", read_only=True) as archive:
            (waiting,) = (each for each in archive.deliveries() if each["state"] == "pending")
        wait = datetime.fromisoformat(waiting["next_try"]) - datetime.now(UTC)
        assert 7_000 < wait.total_seconds() < 7_200 * 1.25
        assert run(["--data", str(tmp_path), "deliver"]) == 0
        assert len(hook.requests) == 2
        assert len(set(hook.ids)) == 1

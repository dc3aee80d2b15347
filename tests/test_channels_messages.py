"""A batch as a mail: headers, threads, names, and what a headline cannot do to them; mails as files."""

import re
from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, default
from pathlib import Path

import pytest
from alert_samples import HOSTILE, LIST_CHANGE, NOW, SAMPLES, SILENT_EDIT, alert, delivery
from hypothesis import example, given, settings
from hypothesis import strategies as st
from test_render import UNICODE, is_harmless, with_text

from crawler import render
from crawler.channels import build_channels
from crawler.channels.folder import FolderChannel
from crawler.channels.messages import Envelope, message
from crawler.config import AlertsConfig, EmailSettings, LogSettings, parse_address
from crawler.errors import DeliveryError
from crawler.model import Alert
from crawler.render.transfer import Size
from crawler.rules import routes

ENVELOPE = Envelope(parse_address("alerts@example.org"), (parse_address("desk@example.org"),))


def parsed(alerts: list[Alert]) -> EmailMessage:
    return message_from_bytes(message(alerts, ENVELOPE, now=NOW).as_bytes(), policy=default)


def test_the_headers_sort_and_date_the_mail() -> None:
    mail = parsed(SAMPLES)
    assert mail["Date"].datetime == NOW
    assert mail["List-Id"] == "Presswatch alerts <alerts.presswatch.example.org>"
    assert mail["List-Unsubscribe"] == "<mailto:alerts@example.org?subject=unsubscribe>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["MIME-Version"] == "1.0"


def test_the_same_alerts_in_any_order_have_one_message_id_and_other_alerts_another() -> None:
    ids = {parsed(order)["Message-ID"] for order in (SAMPLES, SAMPLES[::-1])}
    assert len(ids) == 1
    assert ids.isdisjoint({parsed(SAMPLES[1:])["Message-ID"], parsed(SAMPLES[:1])["Message-ID"]})


def test_the_same_mail_made_again_is_the_same_to_the_byte() -> None:
    one, two = (message(SAMPLES, ENVELOPE, now=NOW).as_bytes() for _ in range(2))
    assert one == two


@pytest.mark.parametrize(
    ("alerts", "threaded"),
    [
        ([LIST_CHANGE, replace(LIST_CHANGE, id="later", url="https://other.example/")], True),
        ([SILENT_EDIT, alert("article.removed", url=SILENT_EDIT.url)], True),
        ([SILENT_EDIT, LIST_CHANGE], False),
        ([LIST_CHANGE, replace(LIST_CHANGE, region="Editors’ choice")], False),
    ],
)
def test_mails_about_one_article_or_list_make_a_thread(alerts: list[Alert], threaded: bool) -> None:
    mail = parsed(alerts)
    assert (mail["References"] is not None) is threaded
    assert mail["In-Reply-To"] == mail["References"]
    if threaded:
        assert mail["References"] == parsed(alerts[1:])["References"]
        assert mail["References"] != mail["Message-ID"]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("kind", ["article.changed", "list.changed"])
def test_a_hostile_headline_adds_no_header_and_no_recipient(kind: str, text: str) -> None:
    mail = parsed([replace(with_text(text), kind=kind)])
    assert set(mail) == set(parsed([replace(with_text("x"), kind=kind)]))
    assert mail["To"].addresses == (ENVELOPE.to[0],)
    assert is_harmless(str(mail["Subject"]))
    assert mail.defects == []


@settings(max_examples=60, deadline=None)
@given(UNICODE)
def test_any_headline_arrives_as_it_was_rendered(text: str) -> None:
    shown = replace(with_text(text), kind="article.removed", change={"title": text})
    made = render.digest([shown], now=NOW)
    mail = parsed([shown])
    assert str(mail["Subject"]) == made.subject
    plain, html = mail.iter_parts()
    assert plain.get_content().replace("\r\n", "\n") == made.text
    assert html.get_content().replace("\r\n", "\n").strip() == made.html.strip()


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["слово", "1,310 → 1,190", "港口今天开放", "a" * 70, "—", "x", "=?utf-8?q?Bcc?="]), max_size=20
    )
)
def test_long_subjects_in_any_script_survive_their_encoding(words: list[str]) -> None:
    shown = alert("article.removed", change={"title": " ".join(words)})
    mail = message([shown], ENVELOPE, now=NOW)
    raw = mail.as_bytes()
    assert max(map(len, raw.partition(b"\r\n\r\n")[0].split(b"\r\n"))) <= 998
    read = str(message_from_bytes(raw, policy=default)["Subject"])
    assert read == render.digest([shown], now=NOW).subject


def test_a_folder_gets_a_file_a_mail_and_the_same_mail_once(tmp_path: Path) -> None:
    channel = FolderChannel(tmp_path / "mails", ENVELOPE)
    batch = [delivery(each, number) for number, each in enumerate(SAMPLES)]
    for _ in range(2):
        assert channel.send(batch, NOW).sent == frozenset(range(len(SAMPLES)))
    channel.send(batch[:1], NOW)
    files = sorted((tmp_path / "mails").iterdir())
    assert len(files) == 2
    assert all(each.suffix == ".eml" and not each.name.startswith(".") for each in files)
    subjects = {message_from_bytes(each.read_bytes(), policy=default)["Subject"] for each in files}
    assert any(subject.startswith("7 alerts from") for subject in subjects)


def test_a_folder_that_cannot_be_written_is_a_failed_delivery(tmp_path: Path) -> None:
    (tmp_path / "mails").write_text("a file in the way")
    with pytest.raises(DeliveryError, match="cannot be written"):
        FolderChannel(tmp_path / "mails", ENVELOPE).send([delivery(SILENT_EDIT)], NOW)


def test_the_settings_make_the_channels_that_they_route_to(tmp_path: Path) -> None:
    table = {"host": "h.example", "to": ["a@x.org", "b@x.org"]}
    for email in ({}, table, table | {"folder": "mails"}, {"folder": "mails"}):
        config = AlertsConfig(email=EmailSettings.model_validate(email))
        assert list(build_channels(config, tmp_path)) == list(routes(config, SILENT_EDIT))
    assert build_channels(AlertsConfig(log=LogSettings(enabled=False)), tmp_path) == {}
    assert list(tmp_path.iterdir()) == []


LETTERS = {"latin": "ab = ", "cyrillic": "Жу ", "arabic": "سفن ", "cjk": "東京湾", "emoji": "🚢 "}


@pytest.mark.parametrize("word", LETTERS.values(), ids=LETTERS)
@pytest.mark.parametrize("count", [1, 30, 400])
def test_a_mail_is_under_100_kb_as_it_is_sent_in_any_script(word: str, count: int) -> None:
    hunks = [{"op": "replace", "before": word * 90, "after": word * 80 + " " + word * 3}] * 14
    entries = [{"rank": n, "title": word * 20, "url": f"https://example.org/{n}"} for n in range(1, 40)]
    change = {"edits": ["headline"], "hunks": hunks, "before": [], "after": entries, "entered": entries}
    flood = [
        alert("list.changed" if n % 3 else "article.changed", n, summary=word * 60, region=f"r{n}", change=change)
        for n in range(count)
    ]
    data = message(flood, ENVELOPE, now=NOW, held=12).as_bytes()
    assert len(data) < 100_000
    mail = message_from_bytes(data, policy=default)
    text = mail.get_body(("plain",)).get_content()
    told = int(found[1]) if (found := re.search(r"and ([0-9]+) more changes? (?:is|are) in the log", text)) else 0
    assert text.count("\n  2026-05-12T08:00:03Z · ") + told == count
    assert "and 12 more are held until the next hour" in text


def test_replies_and_wishes_to_leave_go_where_they_are_read() -> None:
    made = message([SILENT_EDIT], replace(ENVELOPE, reply_to=parse_address("Editor <ed@x.org>")), now=NOW)
    assert str(made["Reply-To"]) == "Editor <ed@x.org>"
    assert made["List-Unsubscribe"] == "<mailto:ed@x.org?subject=unsubscribe>"
    plain = message([SILENT_EDIT], ENVELOPE, now=NOW)
    assert plain["Reply-To"].addresses[0].addr_spec == ENVELOPE.sender.addr_spec


@given(st.text())
@example("\x1f" * 40)  # control characters are escaped
@example(" \n" * 40)  # blanks at the end of a line, too
@example("\r" * 40)
def test_the_size_of_a_text_on_its_way_is_not_underestimated(text: str) -> None:
    for encoding, expected in zip(("quoted-printable", "base64"), Size.of(text), strict=True):
        mail = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
        mail.set_content(text.encode("utf-8", "replace").decode(), cte=encoding)
        assert len(mail.get_payload().encode()) <= expected + 10

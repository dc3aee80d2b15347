"""Mail against a real SMTP server: what arrives, and what each way of failing means."""

import socket
from collections.abc import Iterator
from email.headerregistry import Address
from typing import Any

import pytest
from alert_samples import LIST_CHANGE, NOW, SILENT_EDIT, delivery
from smtp_server import PASSWORD, USER, Certificate, Postman, certificate, free_port, silent_server, smtp_server

from crawler.channels import SendResult, UnansweredError
from crawler.channels.mail import MailChannel, Server
from crawler.channels.messages import Envelope
from crawler.config import parse_address
from crawler.errors import DeliveryError

BATCH = [delivery(SILENT_EDIT, 1), delivery(LIST_CHANGE, 2)]
DESK = parse_address("Desk <desk@example.org>")
SENDER = parse_address("alerts@example.org")


@pytest.fixture
def postman() -> Postman:
    return Postman()


@pytest.fixture
def port(postman: Postman) -> Iterator[int]:
    with smtp_server(postman) as opened:
        yield opened


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return certificate(tmp_path_factory.mktemp("tls"))


def send(port: int, *, to: Address = DESK, sender: Address = SENDER, **server: Any) -> SendResult:
    options = {"host": "127.0.0.1", "port": port, "security": "none", "timeout": 5.0} | server
    return MailChannel(Server(**options), Envelope(sender, (to,))).send(BATCH, NOW)


def failure(port: int, **given: Any) -> DeliveryError:
    with pytest.raises(DeliveryError) as caught:
        send(port, **given)
    assert len(str(caught.value).splitlines()) == 1
    return caught.value


def test_a_batch_arrives_as_one_multipart_digest(port: int, postman: Postman) -> None:
    assert send(port) == SendResult(sent=frozenset({1, 2}))
    (mail,) = postman.mails
    assert mail["Subject"].startswith("2 alerts from harbour-gazette: Silent edit: headline “Ferry company reports")
    assert mail["To"] == "Desk <desk@example.org>"
    assert mail["From"] == "Presswatch <alerts@example.org>"
    assert mail.get_content_type() == "multipart/alternative"
    text, html = (part.get_content() for part in mail.iter_parts())
    assert "[-1,310-]{+1,190+}" in text
    assert "<del " in html
    assert mail.defects == []


def test_every_line_that_crosses_the_wire_is_short_ascii(port: int, postman: Postman) -> None:
    send(port)
    assert postman.kept[0].isascii()
    assert max(map(len, postman.kept[0].split(b"\r\n"))) <= 998


def test_starttls_with_login_against_a_verified_certificate(postman: Postman, papers: Certificate) -> None:
    from smtp_server import authenticate

    options = {"tls_context": papers.server, "require_starttls": True, "authenticator": authenticate}
    with smtp_server(postman, **options, auth_required=True) as port:
        send(port, security="starttls", user=USER, password=PASSWORD, context=papers.client)
    assert postman.secure == [True]


def test_tls_from_the_first_byte(postman: Postman, papers: Certificate) -> None:
    with smtp_server(postman, ssl_context=papers.server) as port:
        send(port, security="tls", context=papers.client)
    assert len(postman.mails) == 1


def test_a_wrong_password_is_told_with_its_mend_and_may_be_mended(postman: Postman, papers: Certificate) -> None:
    from smtp_server import authenticate

    with smtp_server(postman, tls_context=papers.server, authenticator=authenticate) as port:
        error = failure(port, security="starttls", user=USER, password="guess", context=papers.client)
    assert "refused the login of desk: 535" in str(error)
    assert "PRESSWATCH_SMTP_PASSWORD" in error.hint
    assert "guess" not in str(error)
    assert not error.permanent


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_an_untrusted_certificate_gets_no_mail(postman: Postman, papers: Certificate, security: str) -> None:
    key = "tls_context" if security == "starttls" else "ssl_context"
    with smtp_server(postman, **{key: papers.server}) as port:
        error = failure(port, security=security)
    assert "its certificate is not trusted" in str(error)
    assert postman.kept == []


def test_starttls_is_never_skipped_where_the_server_has_none(port: int, postman: Postman) -> None:
    error = failure(port, security="starttls")
    assert 'set security to "tls" or "none"' in str(error)
    assert postman.kept == []


def test_a_password_never_crosses_the_net_in_the_clear() -> None:
    error = failure(25, host="smtp.example.org", user=USER, password=PASSWORD)
    assert "unencrypted" in str(error)


def test_a_user_without_password_is_told_before_anything_is_sent() -> None:
    assert "set PRESSWATCH_SMTP_PASSWORD" in str(failure(free_port(), user=USER))


@pytest.mark.parametrize(
    ("answers", "permanent"),
    [
        ({"rcpt": {"desk@example.org": "550 no such user"}}, True),
        ({"rcpt": {"desk@example.org": "450 greylisted"}}, False),
        ({"data": "554 looks like spam"}, True),
        ({"data": "451 try later"}, False),
        ({"sender": "550 who are you"}, False),
        ({"sender": "421 too busy"}, False),
    ],
)
def test_a_refusal_is_permanent_only_where_this_mail_to_this_recipient_never_goes(
    port: int, postman: Postman, answers: dict[str, Any], permanent: bool
) -> None:
    for key, value in answers.items():
        setattr(postman, key, value)
    error = failure(port)
    assert error.permanent is permanent
    assert not isinstance(error, UnansweredError)
    said = next(iter(answers.values()))
    assert (said if isinstance(said, str) else said["desk@example.org"]) in str(error)
    assert postman.kept == []


def test_a_refused_recipient_does_not_lose_the_other_ones_mail(port: int, postman: Postman) -> None:
    postman.rcpt["gone@example.org"] = "550 no such user"
    failure(port, to=parse_address("gone@example.org"))
    send(port)
    assert [mail["To"].addresses[0].addr_spec for mail in postman.mails] == ["desk@example.org"]


def test_nobody_listening_is_told_and_tried_again() -> None:
    error = failure(free_port())
    assert "nothing listens there" in str(error)
    assert not error.permanent


def test_a_name_without_an_address_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", nowhere)
    error = failure(25, host="smtp.exmaple.org")
    assert str(error).startswith("smtp.exmaple.org has no address: Name or service not known (check how email.host")


def test_tls_against_a_server_that_speaks_none_is_told(port: int) -> None:
    assert "no TLS there" in str(failure(port, security="tls"))


def test_a_server_that_keeps_silent_is_given_up_after_the_timeout() -> None:
    with silent_server() as port:
        assert "cannot be reached: no answer in time" in str(failure(port, timeout=0.2))


def test_a_server_that_drops_after_taking_the_mail_leaves_it_in_doubt_under_one_message_id(
    port: int, postman: Postman
) -> None:
    postman.drop_after_data = True
    assert isinstance(failure(port), UnansweredError)
    postman.drop_after_data = False
    send(port)
    first, again = postman.mails
    assert first["Message-ID"] == again["Message-ID"]


def test_an_address_beyond_ascii_needs_a_server_that_takes_it(postman: Postman) -> None:
    to = parse_address("редакція@müller.example")
    with smtp_server(postman, enable_SMTPUTF8=False) as port:
        assert "SMTPUTF8" in str(failure(port, to=to))
    with smtp_server(postman, enable_SMTPUTF8=True) as port:
        send(port, to=to)
    assert "редакція@xn--mller-kva.example".encode() in postman.kept[0]

"""Webhooks: signed records, answers understood, nothing reached that is not meant to be."""

import base64
import hashlib
import hmac
import json
import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email.utils import format_datetime
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from alert_samples import HOSTILE, NOW, SILENT_EDIT, alert, delivery
from http_receiver import Receiver, http_receiver
from hypothesis import given
from hypothesis import strategies as st
from smtp_server import certificate, free_port, silent_server

from crawler import render
from crawler.channels import Place, UnansweredError
from crawler.channels.addresses import is_public, resolve
from crawler.channels.webhook import WebhookChannel, key_of, retry_after
from crawler.config import WebhookSettings
from crawler.errors import DeliveryError

BATCH = [delivery(SILENT_EDIT, 7)]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with http_receiver(Receiver()) as found:
        yield found


def hook(url: str, secret: str = "hush", **keys: Any) -> WebhookChannel:
    settings = WebhookSettings.model_validate({"url": url, "allow_private": True, "timeout": 5} | keys)
    return WebhookChannel("webhook:desk", settings, Place(Path(), secret))


def verified(headers: dict[str, str], body: bytes, key: bytes) -> bool:
    """As docs/alerts.md has a receiver do it."""
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = "v1," + base64.b64encode(hmac.new(key, signed, "sha256").digest()).decode()
    return hmac.compare_digest(expected, headers["webhook-signature"])


def test_the_receiver_gets_the_record_and_can_tell_who_sent_it(receiver: Receiver) -> None:
    assert hook(receiver.url).send(BATCH, NOW).sent == {7}
    ((path, headers, body),) = receiver.requests
    assert path == "/hook?x=1"
    assert json.loads(body) == render.record(SILENT_EDIT)
    assert headers["webhook-id"] == SILENT_EDIT.id
    assert headers["webhook-timestamp"] == str(int(NOW.timestamp()))
    assert headers["content-type"] == "application/json; charset=utf-8"
    assert verified(headers, body, b"hush")
    assert not verified(headers, body, b"other")
    assert not verified(headers, body + b" ", b"hush")


def test_a_secret_in_the_standards_form_is_base64(receiver: Receiver) -> None:
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    hook(receiver.url, secret).send(BATCH, NOW)
    ((_, headers, body),) = receiver.requests
    assert verified(headers, body, base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
    with pytest.raises(DeliveryError, match="PRESSWATCH_WEBHOOK_DESK begins with whsec_ but is no base64"):
        hook(receiver.url, "whsec_%%").send(BATCH, NOW)


def test_without_a_secret_nothing_is_signed(receiver: Receiver) -> None:
    hook(receiver.url, "").send(BATCH, NOW)
    assert "webhook-signature" not in receiver.requests[0][1]


def test_the_specifications_own_example_is_signed_alike() -> None:
    # https://github.com/standard-webhooks/standard-webhooks: the form of id, timestamp and payload.
    from crawler.channels.webhook import signature

    key = key_of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    body = b'{"test": 2432232314}'
    made = signature(key, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", body)
    by_hand = hmac.new(key, b'msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{"test": 2432232314}', hashlib.sha256).digest()
    assert made == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert made == f"v1,{base64.b64encode(by_hand).decode()}"


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_headline_is_one_value_of_the_record(receiver: Receiver, text: str) -> None:
    hook(receiver.url).send([delivery(alert(summary=text))], NOW)
    ((_, headers, body),) = receiver.requests
    assert json.loads(body)["summary"] == text
    assert "bcc" not in headers


@pytest.mark.parametrize(
    ("status", "headers", "told", "permanent", "wait"),
    [
        (500, {}, "answered 500", False, None),
        (503, {"Retry-After": "120"}, "answered 503", False, 120),
        (429, {"Retry-After": format_datetime(NOW + timedelta(seconds=90), usegmt=False)}, "answered 429", False, 90),
        (404, {}, "answered 404", False, None),
        (401, {}, "answered 401", False, None),
        (410, {}, "answered 410", True, None),
        (413, {}, "answered 413", True, None),
        (302, {"Location": "http://169.254.169.254/"}, "a redirect to http://169.254.169.254/", False, None),
    ],
)
def test_what_the_receiver_answers_is_understood(
    receiver: Receiver, status: int, headers: dict[str, str], told: str, permanent: bool, wait: float | None
) -> None:
    receiver.answers = [(status, headers)]
    with pytest.raises(DeliveryError, match=told) as caught:
        hook(receiver.url).send(BATCH, NOW)
    assert (caught.value.permanent, caught.value.retry_after) == (permanent, wait)
    assert not isinstance(caught.value, UnansweredError)
    assert len(receiver.requests) == 1


def test_a_receiver_that_hangs_up_leaves_it_open(receiver: Receiver) -> None:
    receiver.drop = True
    with pytest.raises(UnansweredError, match="got the alert and did not answer"):
        hook(receiver.url).send(BATCH, NOW)


def test_a_receiver_that_says_nothing_is_not_waited_for_for_ever() -> None:
    with silent_server() as port, pytest.raises(UnansweredError, match="no answer in time"):
        hook(f"http://127.0.0.1:{port}/", timeout=1).send(BATCH, NOW)


def test_a_port_where_nothing_listens_is_told_so() -> None:
    with pytest.raises(DeliveryError, match="nothing listens there"):
        hook(f"http://127.0.0.1:{free_port()}/").send(BATCH, NOW)


def test_a_name_that_does_not_exist_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", nowhere)
    with pytest.raises(DeliveryError, match=r"hooks\.example has no address: Name or service not known"):
        hook("https://hooks.example/").send(BATCH, NOW)


def test_certificates_are_checked(tmp_path: Path) -> None:
    made = certificate(tmp_path)
    with http_receiver(Receiver(), made.server) as found:
        url = found.url.replace("http:", "https:")
        with pytest.raises(DeliveryError, match="certificate is not trusted"):
            hook(url).send(BATCH, NOW)
        trusting = hook(url)
        trusting.context = made.client
        assert trusting.send(BATCH, NOW).sent == {7}


def test_a_plain_server_where_tls_is_expected_is_told_so(receiver: Receiver) -> None:
    with pytest.raises(DeliveryError, match="no TLS"):
        hook(receiver.url.replace("http:", "https:")).send(BATCH, NOW)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "2130706433", "127.1", "[::ffff:7f00:1]"]
)
def test_this_machine_is_refused_unless_allowed_however_it_is_written(receiver: Receiver, host: str) -> None:
    channel = hook("http://example.org/", allow_private=False)
    object.__setattr__(channel.settings, "url", f"http://{host}:{receiver.port}/")
    with pytest.raises(DeliveryError, match=r"an address of (this machine|no public network)"):
        channel.send(BATCH, NOW)
    assert receiver.requests == []


def answering(*addresses: str) -> Any:
    """A name server that gives one address after the other, the last for good."""
    left = list(addresses)

    def getaddrinfo(_host: str, port: int, **_: object) -> list[Any]:
        address = left.pop(0) if len(left) > 1 else left[0]
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        return [(family, socket.SOCK_STREAM, 6, "", (address, port))]

    return getaddrinfo


def test_a_name_that_changes_its_address_after_the_check_gains_nothing(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    monkeypatch.setattr(socket, "getaddrinfo", answering("203.0.113.9", "127.0.0.1"))
    monkeypatch.setattr("crawler.channels.addresses.is_public", lambda address: address == "203.0.113.9")

    def connect(_sock: socket.socket, place: tuple[str, int]) -> None:
        asked.append(place[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket.socket, "connect", connect)
    with pytest.raises(DeliveryError, match="nothing listens"):
        hook(f"http://rebinding.example:{receiver.port}/", allow_private=False).send(BATCH, NOW)
    assert asked == ["203.0.113.9"]


def test_one_private_address_among_public_ones_is_enough_to_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    def both(_host: str, port: int, **_: object) -> list[Any]:
        places = [("8.8.8.8", port), ("10.0.0.1", port)]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", place) for place in places]

    monkeypatch.setattr(socket, "getaddrinfo", both)
    with pytest.raises(DeliveryError, match=r"10\.0\.0\.1"):
        resolve("x.example", 443, allow_private=False)


@pytest.mark.parametrize(
    "address",
    "127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 0.0.0.0 100.64.0.1 224.0.0.1 240.0.0.1 255.255.255.255 "
    "::1 :: fe80::1 fe80::1%eth0 fc00::1 ff02::1 ::ffff:127.0.0.1 2002:7f00:1:: 64:ff9b::7f00:1 64:ff9b::a00:1 "
    "2001:db8::1 nonsense".split(),
)
def test_addresses_that_are_not_of_the_open_internet(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.216.34", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_addresses_of_the_open_internet(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses(v=4))
def test_an_address_is_judged_alike_in_all_its_forms(address: Any) -> None:
    mapped = ip_address(f"::ffff:{address}")
    assert is_public(str(mapped)) == is_public(str(address))


@pytest.mark.parametrize(("value", "seconds"), [("", None), ("soon", None), ("7", 7), ("-1", None), ("٣", None)])
def test_retry_after_is_seconds_or_a_date_or_nothing(value: str, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds
    assert retry_after("Tue, 12 May 2026 08:00:00 GMT", NOW) == 0


def test_addresses_in_any_script_are_sent_as_http_takes_them(receiver: Receiver) -> None:
    settings = WebhookSettings(url="https://müller.example/häfen?q=ж")
    assert settings.url == "https://xn--mller-kva.example/h%C3%A4fen?q=%D0%B6"
    hook(receiver.url.replace("hook", "häfen")).send(BATCH, NOW)
    assert receiver.requests[0][0] == "/h%C3%A4fen?x=1"


def test_a_batch_is_one_alert(receiver: Receiver) -> None:
    assert WebhookChannel.most == 1
    hook(receiver.url).send([replace(BATCH[0], attempts=2)], NOW)
    assert receiver.ids == [SILENT_EDIT.id]

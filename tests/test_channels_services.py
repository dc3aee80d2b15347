"""Channels of others: services through Apprise, and channels that another package brings."""

import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import apprise
import pytest
from alert_samples import HOSTILE, NOW, SAMPLES, SILENT_EDIT, alert, delivery
from http_receiver import Receiver, http_receiver
from test_render import is_harmless

from crawler.channels import Place, SendResult, build_channels
from crawler.channels.services import AppriseChannel
from crawler.config import AppriseSettings, ChannelSettings, load_config
from crawler.errors import ConfigError, DeliveryError
from crawler.model import Delivery

# Of Apprise's own making; Python shows it to nobody by default.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")

BATCH = [delivery(each, number) for number, each in enumerate(SAMPLES)]


def service(address: str) -> AppriseChannel:
    return AppriseChannel("apprise:desk", AppriseSettings(), Place(Path(), address))


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with http_receiver(Receiver()) as found:
        found.answers = [(200, {})] * 9
        yield found


def address(receiver: Receiver) -> str:
    return f"json://127.0.0.1:{receiver.port}/topsecret"


def test_a_batch_is_one_short_message(receiver: Receiver) -> None:
    assert service(address(receiver)).send(BATCH, NOW).sent == frozenset(range(len(BATCH)))
    ((_, _, body),) = receiver.requests
    assert b"7 alerts from al-mina, harbour-gazette" in body
    assert b"Most Read: 2 in, 2 out, 1 moved" in body


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_headline_is_harmless(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[dict[str, Any]] = []
    monkeypatch.setattr(apprise.Apprise, "notify", lambda _self, **given: sent.append(given) or True)
    service("json://127.0.0.1/").send([delivery(alert(summary=text))], NOW)
    assert is_harmless(sent[0]["title"])
    assert is_harmless(sent[0]["body"].replace("\n", ""))
    assert len(sent[0]["body"]) <= 1_800


def test_what_does_not_fit_and_what_is_held_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[dict[str, Any]] = []
    monkeypatch.setattr(apprise.Apprise, "notify", lambda _self, **given: sent.append(given) or True)
    many = [delivery(alert(number=n, summary="word " * 30), n) for n in range(40)]
    service("json://127.0.0.1/").send(many, NOW, held=37)
    shown = sent[0]["body"].count("https://")
    assert 0 < shown < 40
    assert f"and {40 - shown} more changes are in the log; and 37 more are held until the next hour" in sent[0]["body"]


def test_a_refusal_is_told_without_the_secret(receiver: Receiver) -> None:
    receiver.answers = [(403, {})]
    with pytest.raises(DeliveryError, match="the service did not take it: ") as caught:
        service(address(receiver)).send(BATCH[:1], NOW)
    assert "topsecret" not in str(caught.value)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("", "has no address .set PRESSWATCH_APPRISE_DESK"),
        ("nonsense://x", "PRESSWATCH_APPRISE_DESK holds is no address"),
    ],
)
def test_what_is_missing_is_told_with_the_mend(given: str, told: str) -> None:
    with pytest.raises(DeliveryError, match=told) as caught:
        service(given).send(BATCH[:1], NOW)
    assert "nonsense" not in str(caught.value)


def test_without_the_extra_the_command_that_installs_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "apprise", None)
    with pytest.raises(DeliveryError, match=r"pip install 'presswatch\[notify\]'"):
        service("json://127.0.0.1/").send(BATCH[:1], NOW)


class Pigeon:
    """As another package would bring it."""

    class Settings(ChannelSettings):
        loft: str

    def __init__(self, name: str, settings: Settings, place: Place) -> None:
        self.name, self.settings, self.place = name, settings, place

    def send(self, batch: Sequence[Delivery], now: datetime, held: int = 0) -> SendResult:
        return SendResult.all_sent(batch)


class Broken:
    Settings = dict


@pytest.fixture
def _installed(monkeypatch: pytest.MonkeyPatch) -> None:
    points = [
        EntryPoint("pigeon", f"{__name__}:Pigeon", "presswatch.channels"),
        EntryPoint("broken", f"{__name__}:Broken", "presswatch.channels"),
        EntryPoint("gone", "no_such_package:X", "presswatch.channels"),
        EntryPoint("email", f"{__name__}:Pigeon", "presswatch.channels"),  # must not take the place of ours
    ]
    monkeypatch.setattr("crawler.config.loading.entry_points", lambda group: points)


@pytest.mark.usefixtures("_installed")
def test_a_strangers_channel_has_its_table_its_secret_and_its_alerts(tmp_path: Path) -> None:
    (tmp_path / "alerts.toml").write_text('[pigeon.white]\nloft = "roof"\nmax_per_hour = 3\n')
    config = load_config(tmp_path, {"PRESSWATCH_PIGEON_WHITE": "coo"})
    channel = build_channels(config, tmp_path)["pigeon:white"]
    assert isinstance(channel, Pigeon)
    assert (channel.settings.loft, channel.place.secret, config.cap("pigeon:white")) == ("roof", "coo", 3)
    assert "coo" not in repr(channel.place) + repr(config)
    assert channel.send([delivery(SILENT_EDIT, 3)], NOW).sent == {3}


@pytest.mark.usefixtures("_installed")
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[pigeon.white]\nlotf = "x"', "pigeon.white.lotf: unknown key, did you mean 'loft'?"),
        ("[broken.x]", "broken: "),
        ("[gone.x]", "gone: the package of this channel (no_such_package:X) cannot be loaded"),
        ('[pigeno.white]\nloft = "x"', "pigeno: unknown key"),
    ],
)
def test_a_mistake_about_a_strangers_channel_is_told_in_one_line(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "alerts.toml").write_text(text)
    with pytest.raises(ConfigError) as caught:
        load_config(tmp_path, {})
    assert told in str(caught.value)

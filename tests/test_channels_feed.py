"""The Atom feeds: valid, bounded, every alert once."""

import json
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

import feedparser
import pytest
from alert_samples import HOSTILE, NOW, SAMPLES, alert, delivery
from lxml import etree
from lxml import html as lxml_html

from crawler.channels.feed import ATOM, FeedChannel
from crawler.config import FeedSettings
from crawler.errors import DeliveryError
from crawler.model import Delivery

BATCH = [delivery(each, number) for number, each in enumerate(SAMPLES)]
NS = {"a": ATOM}


@pytest.fixture
def feed(tmp_path: Path) -> FeedChannel:
    return FeedChannel(tmp_path, FeedSettings(entries=5, url="https://news.example/watch/"))


def assert_valid(path: Path) -> etree._Element:
    """What RFC 4287 asks of a feed, by section."""
    root = etree.fromstring(path.read_bytes())
    assert root.tag == f"{{{ATOM}}}feed"
    for element in (root, *root.findall("a:entry", NS)):  # 4.1.1, 4.1.2: exactly one each
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"a:{name}", NS)) == 1
        assert urlsplit(element.findtext("a:id", "", NS)).scheme == "urn"  # 4.2.6: an IRI
        UUID(element.findtext("a:id", "", NS).removeprefix("urn:uuid:"))
        for date in (*element.findall("a:updated", NS), *element.findall("a:published", NS)):  # 3.3: RFC 3339
            assert datetime.fromisoformat(date.text or "").tzinfo == UTC
        alternates = element.findall("a:link[@rel='alternate']", NS)
        assert len(alternates) <= 1
    assert root.findall("a:author/a:name", NS)  # 4.1.1: of the feed, else of each entry
    assert len(root.findall("a:link[@rel='self']", NS)) == 1
    for entry in root.findall("a:entry", NS):
        (content,) = entry.findall("a:content", NS)  # 4.1.2: with a content no alternate link is needed
        assert content.get("type") == "html"
        assert all(each.get("term") for each in entry.findall("a:category", NS))  # 4.2.2.1
    known = {
        "id",
        "title",
        "updated",
        "published",
        "author",
        "name",
        "link",
        "category",
        "content",
        "generator",
        "entry",
        "feed",
    }
    assert {etree.QName(each).localname for each in root.iter()} <= known
    ids = [each.text for each in root.iterfind(".//a:id", NS)]
    assert len(ids) == len(set(ids))
    return root


def titles(path: Path) -> list[str]:
    return [each.title for each in feedparser.parse(path.read_bytes()).entries]


def test_every_feed_is_valid_and_has_its_alerts_the_newest_first(feed: FeedChannel, tmp_path: Path) -> None:
    assert feed.send(BATCH[:4], NOW).sent == frozenset(range(4))
    later = replace(SAMPLES[6], at=NOW + timedelta(hours=1))
    feed.send([delivery(later, 9)], NOW + timedelta(hours=1))
    root = assert_valid(tmp_path / "alerts.atom")
    parsed = feedparser.parse((tmp_path / "alerts.atom").read_bytes())
    assert not parsed.bozo
    assert parsed.entries[0].title == later.summary
    assert parsed.entries[0].link == later.url
    assert "ثلاث" in parsed.entries[0].content[0].value
    assert len(parsed.entries) == 5
    assert root.find("a:link", NS).get("href") == "https://news.example/watch/alerts.atom"
    assert titles(tmp_path / "feeds/al-mina.atom") == [later.summary]
    assert len(titles(tmp_path / "feeds/harbour-gazette.atom")) == 4
    for path in (tmp_path / "feeds").iterdir():
        assert_valid(path)


def test_an_alert_that_is_told_again_is_there_once(feed: FeedChannel, tmp_path: Path) -> None:
    feed.send(BATCH[:3], NOW)
    before = (tmp_path / "alerts.atom").read_bytes()
    feed.send(BATCH[:3], NOW)
    assert (tmp_path / "alerts.atom").read_bytes() == before


def test_the_feed_keeps_its_name_and_is_bounded_to_the_newest(feed: FeedChannel, tmp_path: Path) -> None:
    ids = set()
    for n in range(8):
        at = NOW + timedelta(minutes=n)
        feed.send([delivery(alert(number=n, at=at), n)], at)
        ids.add(assert_valid(tmp_path / "alerts.atom").findtext("a:id", "", NS))
    assert len(ids) == 1
    assert titles(tmp_path / "alerts.atom") == [f"Something happened ({n})" for n in (7, 6, 5, 4, 3)]
    feed.send([delivery(alert(number=0, at=NOW), 0)], NOW)
    assert "Something happened (0)" not in titles(tmp_path / "alerts.atom")


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_headline_is_harmless_text(feed: FeedChannel, tmp_path: Path, text: str) -> None:
    hostile = alert(summary=text, site=text, region=text, url=text, change={"title": {"before": "x", "after": text}})
    feed.send([delivery(hostile)], NOW)
    root = assert_valid(tmp_path / "alerts.atom")
    shown = lxml_html.fromstring(f"<div>{root.findtext('a:entry/a:content', '', NS)}</div>")
    assert {each.tag for each in shown.iter()} <= {"div", "p", "strong", "del", "ins", "table", "tr", "td"}
    assert not any(set(each.attrib) - {"dir"} for each in shown.iter())
    assert len(root.findtext("a:entry/a:title", "", NS)) <= 200
    data = (tmp_path / "alerts.atom").read_bytes()
    assert b"\x1b" not in data
    assert "\u202e" not in data.decode()
    assert {path.parent for path in tmp_path.rglob("*.atom")} == {tmp_path, tmp_path / "feeds"}


@pytest.mark.parametrize(
    "found", [b"", b"<feed", b"<other/>", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><feed>&b;</feed>']
)
def test_whatever_else_stands_there_is_replaced_by_a_feed(feed: FeedChannel, tmp_path: Path, found: bytes) -> None:
    (tmp_path / "alerts.atom").write_bytes(found)
    feed.send(BATCH[:1], NOW)
    assert len(titles(tmp_path / "alerts.atom")) == 1
    assert b"root:" not in (tmp_path / "alerts.atom").read_bytes()


def test_a_folder_that_cannot_be_written_is_a_failed_delivery_and_leaves_the_feed_as_it_was(
    feed: FeedChannel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed.send(BATCH[:1], NOW)
    before = (tmp_path / "alerts.atom").read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(DeliveryError, match=r"alerts\.atom cannot be written: No space left on device"):
        feed.send(BATCH[1:2], NOW)
    assert (tmp_path / "alerts.atom").read_bytes() == before
    assert not list(tmp_path.glob(".*part"))


def test_records_of_older_releases_are_shown_with_what_they_have(feed: FeedChannel, tmp_path: Path) -> None:
    odd: Delivery = delivery(alert("something.new", change=json.loads('{"hunks": 3, "title": [], "words": null}')))
    feed.send([odd], NOW)
    assert_valid(tmp_path / "alerts.atom")


def test_two_programs_that_write_at_once_lose_nothing_of_each_other(feed: FeedChannel, tmp_path: Path) -> None:
    def write(names: range) -> None:
        own = FeedChannel(tmp_path, FeedSettings(entries=100))
        for n in names:
            own.send([delivery(alert(number=n, id=f"a{n}"), n)], NOW)

    writers = [threading.Thread(target=write, args=(range(start, start + 10),)) for start in (0, 10, 20)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert len(titles(tmp_path / "alerts.atom")) == 30

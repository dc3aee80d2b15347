"""Atom feeds (RFC 4287): `alerts.atom` of all alerts and `feeds/SITE.atom` of each site's, the newest entries first.

The files are all the state there is. An alert that is told again takes the place of its entry, by its id.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from lxml import etree

from crawler import __version__, render
from crawler.channels.base import SendResult
from crawler.config import FeedSettings
from crawler.errors import DeliveryError
from crawler.model import Alert, Delivery
from crawler.render.records import stamp
from crawler.whole_files import replace_file

ATOM = "http://www.w3.org/2005/Atom"
FILE = "alerts.atom"
FOLDER = "feeds"
LOCK = ".feeds.lock"
LONGEST_WAIT = 30.0  # seconds, for another program that writes them
MOST_BYTES = 20_000_000  # of a file that is taken for a feed of ours
_TITLE = 200
_NAMES: Any = {None: ATOM}  # lxml takes None for the default name space; its stubs do not know
_IDS = uuid.UUID("5b3d1c0e-6f0a-5e1b-9c55-0d1f6b9a7e42")  # our own name space for entries


class FeedChannel:
    def __init__(self, data_dir: Path, settings: FeedSettings, name: str = "feed") -> None:
        self.name = name
        self.data_dir = data_dir
        self.settings = settings

    def send(self, batch: Sequence[Delivery], now: datetime, held: int = 0) -> SendResult:
        del held  # what is held comes in the next hour
        alerts = [each.alert for each in batch]
        with self._alone():
            self._write_all(alerts, now)
        return SendResult.all_sent(batch)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """A feed is read, added to and replaced: by one program at a time."""
        try:
            self.data_dir.mkdir(parents=True, exist_ok=True)
            with FileLock(self.data_dir / LOCK, timeout=LONGEST_WAIT):
                yield
        except Timeout as error:
            raise DeliveryError("another program is writing the feeds") from error
        except OSError as error:
            raise DeliveryError(
                f"{self.data_dir} cannot be written: {error.strerror or error}", hint="allow writing to it"
            ) from error

    def _write_all(self, alerts: Sequence[Alert], now: datetime) -> None:
        self._write(Path(FILE), "Presswatch alerts", alerts, now)
        for site in sorted({alert.site for alert in alerts}):
            path = Path(FOLDER) / f"{_file_name(site)}.atom"
            title = f"Presswatch alerts: {render.plain(site, 60)}"
            self._write(path, title, [alert for alert in alerts if alert.site == site], now)

    def _write(self, name: Path, title: str, alerts: Sequence[Alert], now: datetime) -> None:
        path = self.data_dir / name
        try:
            old = _read(path)
            link = f"{self.settings.url.rstrip('/')}/{name.as_posix()}" if self.settings.url else ""
            feed = _merged(old, alerts, title=title, link=link, now=now, most=self.settings.entries)
            replace_file(path, etree.tostring(feed, xml_declaration=True, encoding="utf-8", pretty_print=True))
        except OSError as error:
            raise DeliveryError(
                f"{path} cannot be written: {error.strerror or error}", hint="free the disk or allow writing to it"
            ) from error


def _file_name(site: str) -> str:
    """A site's name as a file's: names of profiles are such already."""
    return re.sub(r"[^\w.-]|^\.", "_", site)[:100] or "_"


def _read(path: Path) -> etree._Element | None:
    """The feed as it stands; None where there is none, or something else. Raises OSError."""
    if not path.exists() or path.stat().st_size > MOST_BYTES:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_blank_text=True)
    try:
        root = etree.fromstring(path.read_bytes(), parser)
    except etree.XMLSyntaxError:
        return None
    return root if root.tag == _q("feed") else None


def _merged(
    old: etree._Element | None, alerts: Iterable[Alert], *, title: str, link: str, now: datetime, most: int
) -> etree._Element:
    """The feed with entries for `alerts`, cut to the newest."""
    entries = {} if old is None else {_text(each, "id"): each for each in old.findall(_q("entry"))}
    entries |= {_text(each, "id"): each for each in map(_entry, alerts)}
    newest = sorted(entries.values(), key=lambda each: (_text(each, "updated"), _text(each, "id")), reverse=True)[:most]
    feed = etree.Element(_q("feed"), nsmap=_NAMES)
    _add(feed, "id", (_text(old, "id") if old is not None else "") or uuid.uuid4().urn)
    _add(feed, "title", title)
    _add(feed, "updated", stamp(now))
    _add(etree.SubElement(feed, _q("author")), "name", "Presswatch")
    _add(feed, "generator", "Presswatch", version=__version__)
    if link:
        _add(feed, "link", "", rel="self", href=link, type="application/atom+xml")
    feed.extend(newest)
    return feed


def _entry(alert: Alert) -> etree._Element:
    seen = render.view(alert)
    entry = etree.Element(_q("entry"), nsmap=_NAMES)
    _add(entry, "id", uuid.uuid5(_IDS, alert.id).urn)
    _add(entry, "title", render.cut(seen.news, _TITLE))
    _add(entry, "updated", stamp(alert.at))
    _add(entry, "published", stamp(alert.at))
    if seen.url:
        _add(entry, "link", "", rel="alternate", href=seen.url)
    for term in (alert.kind, alert.severity.value, seen.site):
        _add(entry, "category", "", term=render.plain(term, 60))
    _add(entry, "content", render.entry_html(alert), type="html")
    return entry


def _add(parent: etree._Element, name: str, text: str, **attributes: str) -> None:
    element = etree.SubElement(parent, _q(name), attributes)
    element.text = text or None


def _text(parent: etree._Element | None, name: str) -> str:
    return "" if parent is None else (parent.findtext(_q(name)) or "")


def _q(name: str) -> str:
    return f"{{{ATOM}}}{name}"

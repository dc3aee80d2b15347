"""What happens to every capture: read it and strip what its site's pages share, then record what is new."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, Self, cast

from crawler.classes import dataclass
from crawler.model import Capture, Document
from crawler.recorder import Look, Recorder

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


@dataclass(slots=True)
class Fetched:
    """The item: a capture, its document where the spider has read it already, and the look that is made of it."""

    capture: Capture
    document: Document | None = None
    look: Look | None = None


class _Session(Protocol):
    @property
    def recorder(self) -> Recorder: ...


class _SiteSpider(Protocol):
    @property
    def session(self) -> _Session: ...


class _RecorderPipeline:
    """Both steps belong to one recorder, which the spider made for its site."""

    def __init__(self, recorder: Recorder) -> None:
        self.recorder = recorder

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        spider = cast("_SiteSpider", crawler.spider)  # Scrapy types it as any spider
        return cls(spider.session.recorder)


class StripSharedBlocks(_RecorderPipeline):
    """Capture to page: blocks, less those that belong to the site, told apart into regions."""

    def process_item(self, item: Fetched) -> Fetched:
        item.look = self.recorder.read(item.capture, item.document)
        return item


class RecordVersions(_RecorderPipeline):
    """Page to versions, changes and alerts, where anything is new."""

    def process_item(self, item: Fetched) -> Fetched:
        if item.look is not None:
            self.recorder.record(item.look)
        return item

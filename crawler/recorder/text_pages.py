"""Plain-text captures that come one at a time: what is stored of other pages stands in for captures of them.

What text captures share can only be seen in two of them side by side. A capture that comes alone is read whole, with
the lines of its head; the next one shows what they have in common, and the first is read again without it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from posixpath import basename

from crawler.blocks import slot_of
from crawler.classes import dataclass
from crawler.differ import digest_state
from crawler.model import Article, Block, Document, PageRecord, Version
from crawler.parsing import read_page
from crawler.recorder.identity import article_key
from crawler.store import Archive
from crawler.template import Template
from crawler.urls import is_local

# So many stored pages are laid beside a batch; the newest, since their heads are the likeliest to be the same.
MOST = 16
_NO_CONTAINER = slot_of(Block("text"))


@dataclass(frozen=True, slots=True)
class StoredText:
    """A page whose article came from a text capture, and that article as the lines it was read from."""

    record: PageRecord
    version: Version
    document: Document


def stored_texts(archive: Archive, site: str, besides: Collection[str]) -> list[StoredText]:
    """The newest pages known from text captures, but for those in `besides` (page keys) and files of their names."""
    names = {basename(key) for key in besides}
    records = [r for r in archive.pages(site) if is_local(r.url) and r.last_good and basename(r.url) not in names]
    records.sort(key=lambda record: (str(record.last_good), record.url), reverse=True)
    found = (_stored(archive, record) for record in records[:MOST])
    return [each for each in found if each is not None]


def _stored(archive: Archive, record: PageRecord) -> StoredText | None:
    version = archive.latest(article_key(record.site, record.url))
    if version is None or not isinstance(version.state, Article):
        return None
    if set(version.state.slots) != {_NO_CONTAINER}:
        return None
    lines = (version.state.title, *version.state.paragraphs)
    return StoredText(record, version, Document(record.url, tuple(map(Block, lines)), is_text=True))


def read_again(archive: Archive, stored: Sequence[StoredText], template: Template, known: frozenset[str]) -> None:
    """Replace what was read before it was known what the pages share. That is no change: nothing is told."""
    for each in stored:
        article = read_page(each.document, template, url=each.record.url, known=known).page.article
        if article is not None and digest_state(article) != each.version.digest:
            archive.replace_reading(each.version, article, digest_state(article))
            archive.save_page(replace(each.record, generation=template.generation))

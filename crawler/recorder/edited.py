"""What a look says of an article, less what nobody wrote, and the difference from what was known."""

from __future__ import annotations

from collections.abc import Sequence

from crawler.differ import StateDiff, compare_states, digest_state
from crawler.guard import texts_below, without_wall
from crawler.model import Article, RegionKey
from crawler.parsing import Reading
from crawler.recorder.labels import Labels
from crawler.recorder.look import Look
from crawler.recorder.noise import without_noise
from crawler.recorder.overlooked import still_there, with_its_lead
from crawler.regions.article.comparing import ArticleDiff

_OF_SITE = ("shared", "list:", "live:")


def compared(key: RegionKey, pairs: Sequence[tuple[Article, Article]]) -> list[StateDiff | None]:
    """The difference of each pair; often two readings say the same, and are compared once."""
    diffs: list[StateDiff | None] = []
    for place, (before, after) in enumerate(pairs):
        same = pairs.index((before, after))
        diffs.append(diffs[same] if same < place else compare_states(key, before, after))
    return diffs


def as_first_seen(after: Article, look: Look) -> Article:
    """Without what a second fetch, where there was one, does not have."""
    if look.second_reading and (second := look.second_reading.page.article):
        return without_noise(Article(after.title, ()), after, second, clean=True)
    return after


def as_edited(
    before: Article, digest: str, reading: Reading, second: Reading | None, look: Look, labels: Labels, *, clean: bool
) -> Article:
    """What a reading says of the article, without what is made per request and with what is still on the page.
    `digest` is that of the state before; `labels`: those that come and go at each request."""
    after = without_wall(before, reading.page.article or before)
    if second is not None and second.page.article is not None:
        after = without_noise(before, after, second.page.article, clean=clean)
    after = labels.without(after, before)
    if digest_state(after) == digest:
        return after
    own = zip(look.document.blocks, reading.page.labels, strict=True)
    texts = [block.text for block, label in own if not label.startswith(_OF_SITE)]
    after = with_its_lead(before, after, texts)
    return still_there(before, after, texts, texts_below(look.document, reading.page.labels))


def smallest(diffs: Sequence[StateDiff | None]) -> StateDiff | None:
    """By the words added and removed; of equal ones the first."""
    return min(diffs, key=lambda diff: diff.added + diff.removed if isinstance(diff, ArticleDiff) else 0)

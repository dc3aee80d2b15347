"""A feed that suddenly lists other things than before: as likely a fault as news, so it is looked at twice. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from crawler.discovery.candidates import Candidate

LARGE = 10  # entries; of fewer all may well be new
MOST = 2 / 3
# An article reaches its feed so much later than it says that it was published.
LATE = timedelta(hours=2)


def is_mass(entries: Sequence[Candidate], is_new: Callable[[Candidate], bool], looked: datetime | None) -> bool:
    """Whether most entries of a feed are new, and not because they were published since the last look.

    Args:
        entries: of the feed now.
        is_new: whether an entry is a page that nothing is known of.
        looked: when the feed was read before; None: never, and then everything in it is new.
    """
    if looked is None or len(entries) < LARGE:
        return False
    strange = sum(is_new(entry) for entry in entries if not _is_younger(entry, looked - LATE))
    return strange >= MOST * len(entries)


def _is_younger(entry: Candidate, than: datetime) -> bool:
    try:
        return entry.published is not None and datetime.fromisoformat(entry.published) >= than
    except (ValueError, TypeError):  # a day without a time zone says too little
        return False

"""The end of a run: could the site be read as a whole, and which of its pages are gone?"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from crawler.guard import DEGRADED_PAGES, DEGRADED_SHARE, Judgement
from crawler.model import PageRecord, Verdict
from crawler.recorder.absences import Absence, Absences
from crawler.recorder.identity import article_key
from crawler.recorder.ledger import Ledger
from crawler.recorder.memory import SiteMemory
from crawler.recorder.setup import SiteSetup
from crawler.schedule import next_look
from crawler.store import Archive
from crawler.urls import page_key

# A page is believed to be gone when so many looks in a row found it gone.
CONFIRMED = 2


def close_run(
    archive: Archive, setup: SiteSetup, memory: SiteMemory, ledger: Ledger, absences: Absences, now: datetime
) -> None:
    """Tell once that a site cannot be read, or can be again; then count what is gone, unless it is in doubt.

    A start page that fails alone is waited for: it may be back at the next look. But nothing counts as gone meanwhile.
    """
    gone: dict[str, Judgement] = {}
    if _too_many_gone(absences):
        known = ((key, absence.how) for key, absence in absences.gone.items() if absence.known)
        gone = {key: Judgement(Verdict.GONE, f"answers {how}") for key, how in known}
    with archive.transaction():
        health = absences.health(page_key(setup.url), gone)
        degraded = health is not None and health.degraded
        if health is not None and degraded and health.sure and not memory.degraded_since:
            ledger.degraded(setup.url, health.reason, health.pages, now)
            memory.degraded_since = now.isoformat()
        elif health is not None and not degraded and memory.degraded_since:
            ledger.recovered(setup.url, f"{len(absences.good)} pages could be read", now)
            memory.degraded_since = ""
        if not degraded:
            for key in sorted(absences.gone):
                _count_absence(archive, setup, ledger, key, absences.gone[key], now)
        archive.set_meta(setup.name, "degraded_since", memory.degraded_since)
        memory.save()


def _too_many_gone(absences: Absences) -> bool:
    """Many pages gone at once are a broken site, not an editor's decision. Links that were always dead are neither."""
    gone = sum(absence.known for absence in absences.gone.values())
    total = gone + len(absences.good) + len(absences.doubtful)
    return gone >= DEGRADED_PAGES and gone >= DEGRADED_SHARE * total


def _count_absence(
    archive: Archive, setup: SiteSetup, ledger: Ledger, key: str, absence: Absence, now: datetime
) -> None:
    record = archive.page(setup.name, key)
    if record is None or record.state in {"gone", "moved"}:
        return
    misses = record.misses + 1
    gone = absence.certain or misses >= CONFIRMED
    if gone and archive.latest(article_key(setup.name, key)) is not None:
        ledger.removed(record, absence.how, absence.capture, now)
    archive.save_page(_rescheduled(replace(record, misses=misses, state="gone" if gone else record.state), setup, now))


def _rescheduled(record: PageRecord, setup: SiteSetup, now: datetime) -> PageRecord:
    return replace(record, next_look=next_look(record, now, bounds=setup.bounds))

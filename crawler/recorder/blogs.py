"""Versions of live blogs: the entries that belong to one page."""

from __future__ import annotations

from crawler.classes import dataclass
from crawler.differ import StateDiff, compare_states, digest_state
from crawler.model import LiveRegion, RegionKey, Version
from crawler.recorder.entries import lasting_entries, rewrites_entries
from crawler.recorder.holding import HELD, Held, Holding
from crawler.recorder.identity import blog_key
from crawler.recorder.ledger import Ledger
from crawler.recorder.look import Look, ReadWith
from crawler.recorder.memory import SiteMemory
from crawler.recorder.rereading import Rereading
from crawler.regions.live.comparing import LiveDiff
from crawler.store import Archive


@dataclass(slots=True)
class BlogWriter:
    archive: Archive
    site: str
    memory: SiteMemory
    ledger: Ledger
    holding: Holding
    rereading: Rereading

    def rewrites_entries(self, look: Look) -> bool:
        """Whether entries of a live blog that are known say something else."""
        blog = look.reading.page.live_blog
        stored = None if blog is None else self.archive.latest(blog_key(self.site, look.key, blog))
        if blog is None or stored is None or not isinstance(stored.state, LiveRegion):
            return False
        return stored.digest != digest_state(blog) and rewrites_entries(stored.key, stored.state, blog)

    def settle(self, look: Look, key: RegionKey, blog: LiveRegion, capture: int, read_with: ReadWith) -> bool:
        """Store what is new in the entries of a live blog; whether anything is."""
        stored = self.archive.latest(key)
        seen = look.capture.fetched_at
        if stored is None:
            self.archive.add_version(key, blog, digest_state(blog), seen, capture)
            self.ledger.tally.versions += 1
            return False
        if self.memory.reader.is_other(look.record) and digest_state(blog) != stored.digest:
            stored = self.rereading.region(look, stored, blog, read_with)
        second = look.second_reading.page.live_blog if look.second_reading else None
        if second is not None and isinstance(stored.state, LiveRegion):
            blog = lasting_entries(stored.state, blog, second)
        diff = compare_states(key, stored.state, blog)
        if diff is None:
            self.archive.touch(key, seen)
            self.holding.drop(key)
            return False
        now = Held(blog, digest_state(blog), seen, capture, look.key, look.capture.origin_time)
        judged = self.holding.judge(key, stored, diff, now)
        if judged.alternates:
            self.ledger.alternates(key, look.key, seen)
        if not judged.states:
            look.notes.append(f"{key.name}: {HELD}")
        for state in judged.states:
            diff = compare_states(key, stored.state, state.state)
            if diff is not None:
                stored = self._become(look, key, stored, state, diff)
        return bool(judged.states)

    def _become(self, look: Look, key: RegionKey, stored: Version, state: Held, diff: StateDiff) -> Version:
        version = self.archive.add_version(key, state.state, state.digest, state.seen, state.capture)
        before = look.record.last_capture or stored.capture if state.seen == look.capture.fetched_at else stored.capture
        look.entries += len(diff.added) if isinstance(diff, LiveDiff) else 0
        self.ledger.changed(stored, version, diff, url=look.key, before_capture=before)
        return version

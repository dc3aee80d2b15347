"""Writing down what changed: change, alert and deliveries, in the transaction of the version that they tell of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from crawler import rules
from crawler.classes import dataclass
from crawler.differ import Context, StateDiff, entries_of, identities, kind_of, severity_of, summary, to_json
from crawler.health import RUNS, is_known
from crawler.model import Alert, Article, ChangeRecord, PageRecord, RankedList, RegionKey, RegionKind, Version
from crawler.recorder.identity import article_key
from crawler.recorder.setup import Route, Tally
from crawler.rules import PageEvent, RegionChange, Seen
from crawler.store import Archive
from crawler.urls import same_page

# So many versions back a state is looked for, to tell a return from news.
HISTORY = 12
# A list shows an entry for the first time where no version of the last day had it; this bounds how many are read.
MAX_RECENT = 300


@dataclass(slots=True)
class Ledger:
    archive: Archive
    site: str
    route: Route
    tally: Tally

    # Changes of regions

    def changed(
        self,
        before: Version,
        after: Version,
        diff: StateDiff,
        *,
        url: str,
        before_capture: int | None,
        pages: int = 1,
    ) -> None:
        """`pages`: how many pages show the very same change; 0 where it was told of another one already."""
        key = after.key
        change = RegionChange(
            key=key,
            kind=kind_of(key),
            at=after.first_seen,
            url=url,
            severity=severity_of(diff),
            summary=summary(diff, key),
            change=to_json(diff),
            before_digest=before.digest,
            after_digest=after.digest,
            before_version=before.number,
            after_version=after.number,
            before_capture=before_capture,
            after_capture=after.capture,
        )
        alert = rules.decide(
            change,
            self._history(before, after),
            changed_in_a_row=self._row(key, after),
            turning=turning_at(self.archive, after),
            pages=pages,
        )
        self.tally.versions += 1
        article = after.state if isinstance(after.state, Article) else None
        numbers = before.number, after.number
        self._write(key, change.kind, change.at, alert, change.told, url, numbers, article)

    def _history(self, before: Version, after: Version) -> list[Seen]:
        """The versions before `after`, oldest first, that stood not long ago."""
        if before.number == 1:
            return []  # a return takes two versions before it
        seen = self.archive.seen_digests(after.key, after.first_seen - 2 * rules.WINDOW)
        return [Seen(digest, first) for digest, first in seen[:-1]][-HISTORY:]

    def _row(self, key: RegionKey, after: Version) -> int:
        """How many looks in a row found an article changed where the look before had found it changed."""
        if after.number <= rules.SELF_CHANGING or not isinstance(after.state, Article):
            return 0
        states = [after.state]
        for number in range(after.number - 1, max(0, after.number - rules.SELF_CHANGING - 2), -1):
            version = self.archive.version(key, number)
            if version is None or not isinstance(version.state, Article):
                break
            states.append(version.state)
            if version.last_seen > version.first_seen:
                break  # a look found it unchanged
        return rules.changes_in_a_row(states)

    def context(self, key: RegionKey, at: datetime) -> Context:
        """What stood in a list in the last 24 hours."""
        latest = self.archive.latest(key)
        if latest is None or not isinstance(latest.state, RankedList):
            return Context()
        recent = set(identities(latest.state))
        for number in range(latest.number - 1, max(0, latest.number - MAX_RECENT), -1):
            version = self.archive.version(key, number)
            if version is None or not isinstance(version.state, RankedList) or version.last_seen < at - rules.WINDOW:
                break
            recent |= identities(version.state)
        return Context(frozenset(recent))

    # What befalls pages and sites

    def published(self, url: str, article: Article, capture: int, at: datetime) -> None:
        """A new article is recorded; it is told only where a rule asks for such, and not by a site's first run, to
        which everything is new."""
        alert = rules.article_published(PageEvent(self.site, url, at, article.title, None, capture))
        told = alert if self.route(alert, article) and self._was_run() else None
        self._write(article_key(self.site, url), alert.kind, at, told, dict(alert.change), url, (None, None), article)

    def removed(self, record: PageRecord, how: str, capture: int, at: datetime) -> None:
        self._tell(article_key(self.site, record.url), rules.article_removed(self._event(record, capture, at), how))

    def restored(self, record: PageRecord, capture: int, at: datetime) -> None:
        self._tell(article_key(self.site, record.url), rules.article_restored(self._event(record, capture, at)))

    def moved(self, record: PageRecord, to: str, capture: int, at: datetime) -> None:
        """Told but where the address is only spelt otherwise: a site that goes to `https://`, or drops its `www.`, does
        so with every page."""
        event = self._event(record, capture, at, page=to)
        alert, key = rules.article_moved(event, to), article_key(self.site, to)
        told = None if same_page(record.url, to) else alert
        self._write(key, alert.kind, at, told, dict(alert.change), alert.url, (None, None))

    def degraded(self, url: str, reason: str, pages: Sequence[str], at: datetime) -> None:
        self._tell(None, rules.site_degraded(PageEvent(self.site, url, at), reason, pages))

    def recovered(self, url: str, reason: str, at: datetime) -> None:
        self._tell(None, rules.site_recovered(PageEvent(self.site, url, at), reason, ()))

    def redesigned(self, url: str, reason: str, pages: Sequence[str], at: datetime) -> None:
        self._tell(None, rules.site_redesigned(PageEvent(self.site, url, at), reason, pages))

    def missing(self, key: RegionKey, pages: Sequence[str], *, since: datetime, at: datetime) -> None:
        """A region is not on pages where it stood, since then; `at`: when that was found once more."""
        self._tell(key, rules.region_missing(key, self._seen_on(key, pages, at), pages, since))

    def found_again(self, key: RegionKey, pages: Sequence[str], at: datetime) -> None:
        self._tell(key, rules.region_found(key, self._seen_on(key, pages, at), pages))

    def left_alone(self, key: RegionKey, pages: Sequence[str], at: datetime) -> None:
        """A region that was followed reads otherwise on each page."""
        self._tell(key, rules.region_self_changing(key, self._seen_on(key, pages, at), pages))

    def alternates(self, key: RegionKey, page: str, at: datetime) -> None:
        """A large region shows two sets of entries by turns."""
        self._tell(key, rules.region_alternating(key, self._seen_on(key, [page], at), page))

    def _seen_on(self, key: RegionKey, pages: Sequence[str], at: datetime) -> PageEvent:
        version, page = self.archive.latest(key), self.archive.page(self.site, pages[0])
        before, after = version.capture if version else None, page.last_capture if page else None
        return PageEvent(self.site, pages[0], at, before_capture=before, after_capture=after)

    def _event(self, record: PageRecord, capture: int, at: datetime, page: str = "") -> PageEvent:
        version = self.archive.latest(article_key(self.site, page or record.url))
        title = version.state.title if version and isinstance(version.state, Article) else ""
        return PageEvent(self.site, record.url, at, title, record.last_capture, capture)

    def explain(self, capture: int, generation: int, note: str) -> None:
        """Say of a capture, beside what is said of it, why it was recorded as it was."""
        said = self.archive.note(capture)
        self.archive.add_note(capture, generation, f"{said[1]}; {note}" if said else note)

    # Rows

    def _tell(self, key: RegionKey | None, alert: Alert) -> None:
        self._write(key, alert.kind, alert.at, alert, dict(alert.change), alert.url, (None, None))

    def _write(
        self,
        key: RegionKey | None,
        kind: str,
        at: datetime,
        alert: Alert | None,
        change: dict[str, object],
        url: str,
        versions: tuple[int | None, int | None],
        article: Article | None = None,
    ) -> None:
        """`article`: the one that it tells of, as it stands now, where that is at hand."""
        number = self.archive.add_change(ChangeRecord(self.site, kind, key, at, *versions, change, url))
        self.tally.changes += 1
        if alert is None:
            return
        routes = self.route(alert, article or self._article(key))
        if self.archive.add_alert(alert, list(routes), number, routes):
            self.tally.alerts.append(alert)

    def _was_run(self) -> bool:
        return is_known(self.archive.recent_runs(self.site, RUNS))

    def _article(self, key: RegionKey | None) -> Article | None:
        """The article that an alert tells of, as it stands now."""
        if key is None or key.kind is not RegionKind.ARTICLE:
            return None
        version = self.archive.latest(key)
        return version.state if version and isinstance(version.state, Article) else None


def turning_at(archive: Archive, after: Version) -> int:
    """What `rules.turning` says of the change that made this version."""
    turns = rules.TURNS.get(after.key.kind)
    if turns is None or after.number <= turns:
        return 0
    recent = archive.seen_digests(after.key, after.first_seen - rules.WINDOW)
    if len(recent) <= turns:
        return 0
    shown = [rules.Shown(entries_of(after.state), after.first_seen)]
    for number in range(after.number - 1, max(0, after.number - rules.RECENT), -1):
        version = archive.version(after.key, number)
        if version is None:
            break
        shown.append(rules.Shown(entries_of(version.state), version.first_seen))
    return rules.turning(shown[::-1], turns)

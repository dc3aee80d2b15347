"""When to look at a page of the archive again, and which page first."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from crawler.model import PageKind, PageRecord
from crawler.schedule.belief import Belief, from_counts, live_at
from crawler.schedule.counted import NOTHING, Counted, Told
from crawler.schedule.moments import (
    DAY,
    DEFAULT_BOUNDS,
    HOUR,
    Bounds,
    age,
    aware,
    born,
    hours,
    hours_between,
)
from crawler.schedule.rounds import DAY_HOURS
from crawler.schedule.steps import Step, average
from crawler.schedule.tempo import Tempo
from crawler.schedule.waiting import Outlook

_SECTION_RATE = 2.0  # changes an hour of a section page, before anything was seen
_SLOWEST_SECTION = HOUR
_LONGEST = DAY_HOURS * 365.0  # hours of a look that are counted: beyond, nothing more is learned
_SILENCE_TELLS = 12.0  # an hour of silence says as much against a live page as half a day of age
_UNKNOWN = Tempo()
_CONFIRMING, _FAILING = 450.0, 0.1  # priorities: above pages never seen; below all others


def after_look(
    page: PageRecord,
    now: datetime,
    *,
    changed: bool,
    live: bool | None = None,
    tempo: Tempo | None = None,
    belief: Belief | None = None,
) -> PageRecord:
    """The record after a look at `now` that could be read; `changed`: since the look before.

    `live`: whether the page's markup says that it is live (default: its kind). With a `tempo` of the site the look is
    judged by it; it is not changed: `learn_from_look` does that, once a look. `belief`: what `belief_after` says of
    it, where that is at hand.
    """
    if live is None:
        live = page.kind is PageKind.LIVE
    tempo = tempo or _UNKNOWN
    belief = belief or belief_after(page, now, tempo, changed=changed)
    if live and (page.kind is not PageKind.LIVE or not page.looks):
        belief = belief.told_live(hours(age(page, now)))
    return replace(
        page,
        first_seen=page.first_seen or now,
        last_look=now,
        last_good=now,
        last_change=now if changed else page.last_change,
        looks=page.looks + 1,
        changes=page.changes + changed,
        misses=0,
        state="known",
        rate=belief.encode(),
        hinted="",
    )


def belief_after(page: PageRecord, now: datetime, tempo: Tempo, *, changed: bool, told: Told = NOTHING) -> Belief:
    """What is believed of a page after a look at `now`, but for what its markup says of whether it is live; `page` is
    the record before it, `told` what it said of its changes."""
    if not page.looks:
        return _first_belief(page, now, tempo)
    return _belief_after(page, now, tempo, changed=changed, told=told)


def learn_from_look(
    tempo: Tempo,
    page: PageRecord,
    now: datetime,
    *,
    changed: bool,
    told: Told = NOTHING,
    belief: Belief | None = None,
) -> None:
    """Let the site's `tempo` learn from a look at `now`; `page` is the record as it was before it, `told` what it said
    of its changes, `belief` what `belief_after` says of it, where that is at hand."""
    start = aware(page.last_good)
    if not page.looks or start is None or page.kind in {PageKind.FRONT, PageKind.SECTION, PageKind.OTHER}:
        return
    before, then = belief_of(page, tempo), hours_between(born(page, start), start)
    belief = belief or _belief_after(page, now, tempo, changed=changed, told=told)
    span, steps = min(hours_between(start, now), _LONGEST), _steps(page, start, now, tempo)
    counted = _counted(page, start, steps, tempo, told) if changed else None
    tempo.learn(steps, before, belief, changed=changed, counted=counted)
    if page.kind is not PageKind.LIVE:
        tempo.learn_live(then, then + span, belief)
    tempo.learn_hints(sources_of(page), page.hinted.split(), changed=changed)
    if told.modified is not None:
        ahead = hours_between(now, told.modified) > 0
        tempo.dates.note(changed=changed, moved=hours_between(start, told.modified) > 0, ahead=ahead)


def next_look(
    page: PageRecord,
    now: datetime,
    *,
    bounds: Bounds = DEFAULT_BOUNDS,
    cost: float | None = None,
    tempo: Tempo | None = None,
) -> datetime:
    """When to look at `page` again, given what was seen up to `now` (aware UTC), within `bounds`.

    A page never looked at, or of which a source has told since, is due now. A page that seems gone is looked at soon,
    to confirm, then ever more rarely; a page that failed backs off; front pages come at the shortest interval,
    sections within the hour; live pages and articles by the model, where a higher `cost` (edit-hours) means fewer
    looks; by default it is what a look costs on the site, as its `tempo` has it.
    """
    tempo = tempo or _UNKNOWN
    if page.looks == 0 or page.hinted:
        return now
    return now + bounds.clamp(_interval(page, now, bounds, tempo.cost if cost is None else cost, tempo))


def _interval(page: PageRecord, now: datetime, bounds: Bounds, cost: float, tempo: Tempo) -> timedelta:
    if page.state in {"gone", "moved"}:
        return max(DAY, _since_good(page, now))  # doubles with each look
    if page.misses:
        return bounds.min_interval * (1 << min(page.misses - 1, 12))
    if page.kind is PageKind.FRONT:
        return bounds.min_interval
    if _failing(page):
        return min(_since_good(page, now), max(HOUR, age(page, now) / 4))
    if page.kind is PageKind.SECTION:
        return min(timedelta(hours=math.log(2) / _section_rate(page, now)), _SLOWEST_SECTION)
    if page.kind is PageKind.OTHER:
        return max(DAY, age(page, now) / 2)
    return timedelta(hours=outlook(page, now, tempo).wait(cost, max(hours(bounds.max_interval), 0.0)))


def outlook(page: PageRecord, then: datetime, tempo: Tempo) -> Outlook:
    """What is to be expected of a page after its last look, which was at `then`."""
    recall = tempo.recall(sources_of(page))
    return Outlook(tempo, belief_of(page, tempo), hours(age(page, then)), _clock(then), recall)


def belief_of(page: PageRecord, tempo: Tempo) -> Belief:
    """What the looks at `page` so far say of it; worked out from its counts where no belief was kept."""
    if not page.looks:
        return _first_belief(page, aware(page.first_seen) or datetime.max.replace(tzinfo=UTC), tempo)
    return Belief.decode(page.rate) or _belief_by_counts(page, tempo)


def _first_belief(page: PageRecord, now: datetime, tempo: Tempo) -> Belief:
    found = hours(age(page, min(aware(page.first_seen) or now, now)))
    belief = tempo.first_belief(found)
    return belief.told_live(found) if page.kind is PageKind.LIVE else belief


def _belief_by_counts(page: PageRecord, tempo: Tempo) -> Belief:
    start = aware(page.first_seen)
    end = aware(page.last_good) or aware(page.last_look)
    if start is None or end is None or (page.looks <= 1 and not page.changes):
        return _first_belief(page, start or datetime.max.replace(tzinfo=UTC), tempo)
    last = aware(page.last_change) if page.changes else start
    last = min(max(last or end, start), max(end, start))
    busy = _average(page, start, last, tempo)
    share = live_at(tempo.live_share, hours_between(born(page, start), start))
    belief = from_counts(page.looks, page.changes, *busy, silence=_average(page, last, end, tempo), share=share)
    told = page.kind is PageKind.LIVE
    return belief.told_live(hours_between(last, end) * _SILENCE_TELLS) if told else belief


def _belief_after(page: PageRecord, now: datetime, tempo: Tempo, *, changed: bool, told: Told) -> Belief:
    before = belief_of(page, tempo)
    start = aware(page.last_good)
    if start is None:
        return before
    steps = _steps(page, start, now, tempo)
    edits, even = average(steps)
    counted = _counted(page, start, steps, tempo, told) if changed else None
    recall = tempo.recall(sources_of(page))
    return before.after(edits, even, changed=changed, recall=recall, hinted=bool(page.hinted), counted=counted)


def _counted(page: PageRecord, start: datetime, steps: list[Step], tempo: Tempo, told: Told) -> Counted | None:
    """What a page that has changed since the look at `start` tells of its changes, where it can be relied on."""
    if not steps:
        return None
    if told.entries:
        return Counted.all_of(told.entries, steps)
    # A look that a hint led to comes just behind a change: that the time before was silent must not be left out.
    if told.modified is None or page.hinted or not tempo.dates.trusted:
        return None
    since, whole = hours_between(start, told.modified), steps[-1].start + steps[-1].hours
    return Counted.newest_of(since, steps, tempo.recall(sources_of(page))) if 0 < since <= whole else None


def _average(page: PageRecord, start: datetime, end: datetime, tempo: Tempo) -> tuple[float, float]:
    return average(_steps(page, start, end, tempo))


def _steps(page: PageRecord, start: datetime, end: datetime, tempo: Tempo) -> list[Step]:
    """The time between two looks, in steps."""
    span = min(hours_between(start, end), _LONGEST)
    return list(tempo.steps(hours_between(born(page, start), start), _clock(start), span))


def priority(
    page: PageRecord, now: datetime, *, hinted: bool = False, tempo: Tempo | None = None, cost: float | None = None
) -> float:
    """What a look at `page` is worth at `now`: the higher, the earlier to spend a request on it.

    In this order: front pages and sections that are due (they show what is new), pages that a feed or sitemap says
    have changed (`hinted`), pages that were not there at the last look (the next one tells whether they were taken
    down), pages never seen (the newest first), then by expected delay in units of `cost`, and last what fails, is gone,
    or was linked and never there.
    """
    hinted = hinted or bool(page.hinted)
    if page.misses and page.last_good is not None and page.state not in {"gone", "moved"}:
        return _CONFIRMING
    if page.state in {"gone", "moved"} or page.misses or (page.looks and _failing(page)):
        return 0.5 if hinted else _FAILING
    if page.kind in {PageKind.FRONT, PageKind.SECTION}:
        return 1000.0 if page.kind is PageKind.FRONT else 900.0
    tempo = tempo or _UNKNOWN
    worth = min(_worth(page, now, tempo, tempo.cost if cost is None else cost), 200.0)
    if hinted:
        return 500.0 + worth
    return 300.0 + 100.0 / (1.0 + hours(age(page, now))) if page.looks == 0 else worth


def may_follow(page: PageRecord, now: datetime) -> bool:
    """Whether a link to `page` is to be followed at `now`, though the page may not be due.

    One never asked for is; one that was not there is again as long as it is linked, since it may have been linked too
    early: after an hour, then after twice the time. Pages that were there are left to their schedule.
    """
    if page.last_good is not None or page.state not in {"new", "gone"}:
        return page.state == "new"
    if page.last_look is None or (page.next_look is not None and page.next_look <= now):
        return True
    last = aware(page.last_look) or now
    return hours_between(last, now) >= max(1.0, hours_between(page.first_seen or last, last))


def first(
    pages: Iterable[PageRecord], limit: int, now: datetime, *, tempo: Tempo | None = None, cost: float | None = None
) -> list[PageRecord]:
    """The `limit` pages whose look is worth most now, the best first; of equal ones the first by URL."""
    ranked = sorted(pages, key=lambda page: (-priority(page, now, tempo=tempo, cost=cost), page.url))
    return ranked[: max(limit, 0)]


def _worth(page: PageRecord, now: datetime, tempo: Tempo, cost: float) -> float:
    last = aware(page.last_good)
    if last is None:
        return 1.0
    return outlook(page, last, tempo).delay(min(hours_between(last, now), _LONGEST)) / max(cost, 1e-9)


def sources_of(page: PageRecord) -> list[str]:
    """The feeds and sitemaps that have said something of the page."""
    return [part.partition("=")[0] for part in page.hint.split() if "=" in part]


def added(words: str, word: str) -> str:
    """The words (`SOURCE` or `SOURCE=…`, as in `hinted` and `hint`) with a source's word in the place of its last."""
    source = word.partition("=")[0]
    return " ".join([*(each for each in words.split() if each.partition("=")[0] != source), word])


def _section_rate(page: PageRecord, now: datetime) -> float:
    return (_SECTION_RATE + page.changes) / (1.0 + hours_between(page.first_seen, now))


def _failing(page: PageRecord) -> bool:
    """Whether the last look brought nothing to compare (outage, block page …)."""
    if page.last_look is None:
        return False
    return page.last_good is None or page.last_good < page.last_look


def _since_good(page: PageRecord, now: datetime) -> timedelta:
    return timedelta(hours=hours_between(page.last_good or page.first_seen or now, now))


def _clock(moment: datetime) -> float:
    utc = moment.astimezone(UTC)
    return utc.hour + utc.minute / 60 + utc.second / 3600

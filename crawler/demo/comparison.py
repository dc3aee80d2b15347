"""Holds the alerts that came against those that had to come, one by one."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from crawler.classes import dataclass
from crawler.demo.model import EDITORS_PICKS, MOST_POPULAR
from crawler.demo.prose import entries
from crawler.demo.script import SWEEPS, Sweep
from crawler.demo.site import state_at
from crawler.demo.truth import SITE, TICKER, Expected
from crawler.model import Alert

SweepOf = Callable[[Alert], int]
_COLUMNS = ("kind", "scripted", "alerted", "missing", "false")
_FOLDS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\N{NO-BREAK SPACE}": " "})
_MENTIONED = 20  # characters of an entry that tell it from the others


@dataclass(frozen=True, slots=True)
class Row:
    kind: str
    scripted: int
    alerted: int
    missing: int
    false: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """`wrong`: alerts that came where one had to and say something else than they must, with what it is."""

    rows: tuple[Row, ...]
    missing: tuple[Expected, ...]
    unexpected: tuple[Alert, ...]
    wrong: tuple[tuple[Expected, str], ...] = ()

    @property
    def perfect(self) -> bool:
        return not (self.missing or self.unexpected or self.wrong)

    def table(self) -> str:
        """The rows and their sum as aligned text."""
        counts = [(row.scripted, row.alerted, row.missing, row.false) for row in self.rows]
        total = tuple(map(sum, zip(*counts, strict=True))) or (0,) * 4
        lines = [_COLUMNS, *((row.kind, *count) for row, count in zip(self.rows, counts, strict=True)), ("all", *total)]
        return "\n".join(f"{line[0]:<17}" + "".join(f"{cell:>10}" for cell in line[1:]) for line in lines)


def compare(
    expected: Sequence[Expected],
    alerts: Sequence[Alert],
    sweeps: Sequence[Sweep] = SWEEPS,
    *,
    sweep_of: SweepOf | None = None,
) -> Comparison:
    """Pairs each expected alert with one that came in the same sweep, of the same kind, on the same subject.

    `sweep_of` tells the sweep of an alert; by default its time does, read on the simulated clock.
    """
    sweep_of = sweep_of or _by_time(sweeps)
    open_ = list(expected)
    unexpected, wrong = [], []
    for alert in alerts:
        number = sweep_of(alert)
        match = next((one for one in open_ if _is(one, alert, number)), None)
        if match is None:
            unexpected.append(alert)
            continue
        open_.remove(match)
        wrong += [(match, fault) for fault in faults(match, alert)]
    return tabulate(expected, alerts, open_, unexpected, wrong)


def tabulate(
    expected: Sequence[Expected],
    alerts: Sequence[Alert],
    missing: Sequence[Expected],
    unexpected: Sequence[Alert],
    wrong: Sequence[tuple[Expected, str]],
) -> Comparison:
    """The comparison of alerts that have been paired with those expected."""
    return Comparison(_rows(expected, alerts, missing, unexpected), tuple(missing), tuple(unexpected), tuple(wrong))


def faults(expected: Expected, alert: Alert) -> list[str]:
    """What the alert says that it must not, or fails to say."""
    check = _CHECKS.get(expected.kind)
    found = list(check(expected.detail, alert.change)) if check else []
    if expected.detail.get("severity", alert.severity) != alert.severity:
        found.append(f"severity: {alert.severity}")
    return found


def _by_time(sweeps: Sequence[Sweep]) -> SweepOf:
    times = [sweep.at for sweep in sweeps]
    return lambda alert: sweeps[max(bisect_right(times, alert.at) - 1, 0)].number


def _is(expected: Expected, alert: Alert, sweep: int) -> bool:
    return (expected.sweep, expected.kind) == (sweep, alert.kind) and expected.subject in _subjects(alert)


def _subjects(alert: Alert) -> set[str]:
    """Under which subjects the alert may be looked for."""
    if alert.kind == "list.changed" or (alert.kind.startswith("site.") and alert.region):
        return {name for name in (MOST_POPULAR, EDITORS_PICKS) if _fold(name) == _fold(alert.region)}
    if alert.kind == "live.changed":
        return {_live_subject(alert.change)}
    if alert.kind.startswith("site."):
        return {SITE}
    return {urlsplit(url).path for url in (alert.url, str(alert.change.get("to", "")))}


def _live_subject(change: Mapping[str, Any]) -> str:
    """The live blog, where a text of the change is one of its entries, else the strip.

    By the words, since what the crawler calls the region, and the page that it saw it on, are its own affair.
    """
    said = _fold(" ".join(_texts(change)))
    starts = (_fold(text)[:_MENTIONED] for entry in entries().values() for text in (entry.title, entry.text))
    return state_at(SWEEPS[0].at).blog.path if any(start in said for start in starts) else TICKER


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, Sequence):
        for each in value:
            yield from _texts(each)


def _list_faults(detail: Mapping[str, Any], change: Mapping[str, Any]) -> Iterable[str]:
    for key in ("entered", "left"):
        got = Counter(_fold(item["title"]) for item in change.get(key, ()))
        if got != Counter(map(_fold, detail[key])):
            yield f"{key}: {sorted(got)}"
    if len(change.get("moved", ())) != detail["moved"]:
        yield f"moved: {len(change.get('moved', ()))} in place of {detail['moved']}"
    pairs = {(_fold(item["before"]), _fold(item["after"])) for item in change.get("retitled", ())}
    if pairs != {(_fold(before), _fold(after)) for before, after in detail["retitled"]}:
        yield f"retitled: {sorted(pairs)}"
    if "lists" in detail:
        before, after = detail["lists"]
        yield from _rank_faults(before, after, change)


def _rank_faults(before: Sequence[str], after: Sequence[str], change: Mapping[str, Any]) -> Iterable[str]:
    """Whole lists, and every rank that is told, against the titles of the two lists in order."""
    were, are = ({_fold(title): rank for rank, title in enumerate(titles, 1)} for titles in (before, after))
    for key, titles in (("before", before), ("after", after)):
        if [_fold(item["title"]) for item in change[key]] != list(map(_fold, titles)):
            yield f"{key}: {[item['title'] for item in change[key]]}"
    told = [(were, item["title"], item["rank"]) for item in (*change["left"], *change["before"])]
    told += [(are, item["title"], item["rank"]) for item in (*change["entered"], *change["after"])]
    told += [(are, item["title"], item["to"]) for item in change["moved"]]
    told += [(are, item["after"], item["rank"]) for item in change["retitled"]]
    for ranks, title, rank in told:
        if ranks.get(_fold(title)) != rank:
            yield f"rank of {title!r}: {rank} in place of {ranks.get(_fold(title))}"
    renamed = {_fold(item["after"]): _fold(item["before"]) for item in change["retitled"]}
    for item in change["moved"]:
        title = _fold(item["title"])
        if were.get(renamed.get(title, title)) != item["from"]:
            yield f"rank of {item['title']!r} before: {item['from']}"


def _live_faults(detail: Mapping[str, Any], change: Mapping[str, Any]) -> Iterable[str]:
    for key in ("added", "removed", "updated"):
        if len(change.get(key, ())) != detail[key]:
            yield f"{key}: {len(change.get(key, ()))} in place of {detail[key]}"
    updates = change.get("updated", ())
    pairs = (pair for item in updates for pair in item.get("numbers", ()))
    got = {(_number(pair["before"]), _number(pair["after"])) for pair in pairs}
    if got != {(_number(before), _number(after)) for before, after in detail["numbers"]}:
        yield f"numbers: {sorted(got)}"
    for key in ("added", "removed"):
        if f"{key}_texts" in detail:
            said = sorted(_entry_text(item) for item in change.get(key, ()))
            if said != sorted(map(_fold, detail[f"{key}_texts"])):
                yield f"{key}: {said}"
    if "reworded" in detail:
        wordings = sorted((_joined(item["before"]), _joined(item["after"])) for item in updates)
        if wordings != sorted((_joined(before), _joined(after)) for before, after in detail["reworded"]):
            yield f"updated: {wordings}"


def _joined(text: str) -> str:
    """A wording of an entry: its headline stands before its text, with a dash between them."""
    return " ".join(_fold(text).replace(" — ", " ").split())


def _entry_text(item: Mapping[str, Any]) -> str:
    """An entry as a reader sees it. Some have a headline alone, some a text alone."""
    title, text = (_fold(str(item.get(key) or "")) for key in ("title", "text"))
    return text if text.startswith(title) else f"{title} {text}".strip()


def _article_faults(detail: Mapping[str, Any], change: Mapping[str, Any]) -> Iterable[str]:
    edits = set(change.get("edits", ()))
    if not edits or not edits <= detail["edits"]:
        yield f"edits: {sorted(edits)}, acceptable are {sorted(detail['edits'])}"
    if "silent" in detail and change.get("silent") is not detail["silent"]:
        yield f"silent: {change.get('silent')}"
    title = change.get("title")
    got = [_fold(title["before"]), _fold(title["after"])] if title else []
    if got != [_fold(each) for each in detail.get("title", ())]:
        yield f"title: {title}"
    if "texts" in detail:
        before, after = detail["texts"]
        yield from _hunk_faults(before, after, change.get("hunks", ()))


def _hunk_faults(before: str, after: str, hunks: Sequence[Mapping[str, Any]]) -> Iterable[str]:
    """What hunks say went has to have stood there, what they say came has to stand there; and together they are the
    whole difference, word for word, whatever they show around it."""
    old, new = _fold(before), _fold(after)
    told: Counter[str] = Counter()
    for hunk in hunks:
        gone, come = _fold(hunk["before"]), _fold(hunk["after"])
        told.update(come.split())
        told.subtract(gone.split())
        yield from (f"a hunk that never stood there: {gone}" for _ in range(gone not in old))
        yield from (f"a hunk that does not stand there: {come}" for _ in range(come not in new))
        if hunk["op"] not in {"insert", "delete", "replace", "move"} or (hunk["op"] == "insert") != (not gone):
            yield f"a hunk of the wrong kind: {hunk['op']}"
    whole = Counter(new.split())
    whole.subtract(old.split())
    if {word: count for word, count in told.items() if count} != {w: count for w, count in whole.items() if count}:
        lost = {w: count for w, count in whole.items() if count != told[w]}
        yield f"hunks do not add up: {lost or dict(told)}"


def _removal_faults(detail: Mapping[str, Any], change: Mapping[str, Any]) -> Iterable[str]:
    if str(change.get("how")) != detail["how"]:
        yield f"how: {change.get('how')}"


def _move_faults(detail: Mapping[str, Any], change: Mapping[str, Any]) -> Iterable[str]:
    for end in ("from", "to"):
        if urlsplit(str(change.get(end, ""))).path != detail[end]:
            yield f"{end}: {change.get(end)}"


_CHECKS: Mapping[str, Callable[[Mapping[str, Any], Mapping[str, Any]], Iterable[str]]] = {
    "list.changed": _list_faults,
    "live.changed": _live_faults,
    "article.changed": _article_faults,
    "article.removed": _removal_faults,
    "article.moved": _move_faults,
}


def _rows(
    expected: Sequence[Expected], alerts: Sequence[Alert], missing: Sequence[Expected], false: Sequence[Alert]
) -> tuple[Row, ...]:
    scripted, came, lost, invented = (
        Counter(each.kind for each in these) for these in (expected, alerts, missing, false)
    )
    kinds = [*scripted, *sorted(came.keys() - scripted.keys())]
    return tuple(Row(kind, scripted[kind], came[kind], lost[kind], invented[kind]) for kind in kinds)


def _number(value: Any) -> str:
    """The number as plain digits, however it is written."""
    return str(value).replace(",", "").removesuffix(".0")


def _fold(text: str) -> str:
    return " ".join(text.translate(_FOLDS).casefold().split())

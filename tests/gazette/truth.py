"""What a faithful reader of the paper has to be told, and how alerts compare with that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from rapidfuzz import fuzz

from crawler.model import Alert
from crawler.text import sentences
from gazette.pages import BLOG
from gazette.script import Sweep
from gazette.world import Piece, World

_CONFIRMED = 2
_FREE = 2
_ALTERNATING = 2
_RETURNS = 3  # states before the one that is back a second time
_ANYWHERE = "*"
_KNOWN = 85  # of 100: so much alike, a paragraph is the same one
_AS_LONG = 0.85

# (sweep, kind, subject): a path, the label of a list, or `*`.
Told = tuple[int, str, str]
Asked = Mapping[int, Collection[str]]


@dataclass(frozen=True, slots=True)
class Score:
    expected: Sequence[Told]
    missing: Sequence[Told]
    false: Sequence[tuple[int, Alert]]

    @property
    def perfect(self) -> bool:
        return not self.missing and not self.false

    def table(self) -> str:
        wanted, lost = (Counter(kind for _, kind, _ in told) for told in (self.expected, self.missing))
        false = Counter(alert.kind for _, alert in self.false)
        rows = [f"{'kind':<18}{'scripted':>9}{'found':>7}{'false':>7}"]
        rows += [
            f"{kind:<18}{wanted[kind]:>9}{wanted[kind] - lost[kind]:>7}{false[kind]:>7}"
            for kind in sorted({*wanted, *false})
        ]
        return "\n".join(rows)


def expected(sweeps: Sequence[Sweep], asked: Asked | None = None) -> list[Told]:
    """What had to be told; `asked` where not every page was asked for at every sweep."""
    reader = _Reader(asked)
    return [told for sweep in sweeps for told in reader.read(sweep)]


@dataclass
class _Reader:
    asked: Asked | None = None
    known: dict[int, Piece] = field(default_factory=dict)
    seen: dict[int, list[object]] = field(default_factory=dict)
    misses: Counter[int] = field(default_factory=Counter)
    removed: set[int] = field(default_factory=set)
    regions: dict[str, object] = field(default_factory=dict)
    degraded: bool = False
    skin: str = ""

    def read(self, sweep: Sweep) -> Iterable[Told]:
        world, number = sweep.world, sweep.number
        if "*" in world.faults:
            told, self.degraded = self.degraded, True
            return [] if told else [(number, "site.degraded", _ANYWHERE)]
        found = [(number, "site.recovered", _ANYWHERE)] if self.degraded else []
        self.degraded = False
        if self.skin not in {"", world.skin}:
            found.append((number, "site.redesigned", _ANYWHERE))
        self.skin = world.skin
        found += [(number, kind, subject) for kind, subject in self._regions(world)]
        for piece in world.pieces.values():
            if self._is_looked_at(number, piece):
                found += [(number, kind, subject) for kind, subject in self._piece(piece, world)]
        return found

    def _is_looked_at(self, number: int, piece: Piece) -> bool:
        """A page that moved is looked at where it was."""
        before = self.known.get(piece.id, piece)
        return self.asked is None or before.path in self.asked.get(number, ())

    def _regions(self, world: World) -> Iterable[tuple[str, str]]:
        now: dict[tuple[str, str], object] = {
            ("list.changed", world.lexicon.label[name]): [
                (number, world.pieces[number].title) for number in getattr(world, name)
            ]
            for name in ("popular", "picks")
        }
        now["live.changed", "ticker"] = {line.text for line in world.ticker}
        now["live.changed", BLOG] = world.blog[0].id
        for (kind, subject), state in now.items():
            before = self.regions.get(subject)
            self.regions[subject] = state
            if before is not None and before != state:
                yield kind, subject

    def _piece(self, piece: Piece, world: World) -> Iterable[tuple[str, str]]:
        fault = world.gone.get(piece.id) or world.faults.get(piece.id, "")
        before = self.known.get(piece.id)
        piece = world.stale.get(piece.id, piece)
        if fault in {"404", "410", "soft"}:
            self.misses[piece.id] += 1
            sure = fault == "410" or self.misses[piece.id] >= _CONFIRMED
            if sure and before is not None and piece.id not in self.removed:
                self.removed.add(piece.id)
                yield "article.removed", piece.path
            return
        if fault and not (fault == "paywall" and len(piece.parts) <= _FREE and _shows_its_end(before, piece)):
            return
        self.misses[piece.id] = 0
        self.known[piece.id] = piece
        if before is None:
            return
        if before.path != piece.path:
            yield "article.moved", piece.path
        if _words(before) != _words(piece) and not self._alternates(before, piece):
            yield "article.changed", piece.path

    def _alternates(self, before: Piece, piece: Piece) -> bool:
        """Whether words are back that were back before, with nothing but one other state in between: A→B→A is told,
        A→B→A→B no more. A hand that mends a typo at the same place by chance undoes what it did."""
        states = self.seen.setdefault(piece.id, [_words(before)])
        states.append(_words(piece))
        return len(states) > _RETURNS and states[-1] == states[-3] and states[-2] == states[-4]


def _shows_its_end(before: Piece | None, piece: Piece) -> bool:
    """Whether a reader sees that the wall hides nothing: the last paragraph that was known is there, nearly the same,
    or with its end, or as long and with one of its sentences. Any other may be where a wall cuts the text off."""
    if before is None:
        return True
    known = before.parts[-1]
    said = [sentence.strip() for sentence in sentences(known)]
    return any(
        fuzz.ratio(known, part) >= _KNOWN
        or part.endswith(said[-1])
        or (len(part) >= _AS_LONG * len(known) and any(each in part for each in said))
        for part in piece.parts
    )


def _words(piece: Piece) -> object:
    return piece.title, piece.dek, piece.author, piece.parts


def delays(sweeps: Sequence[Sweep], told: Sequence[Told]) -> Counter[int | None]:
    """How many sweeps after it was made each edit was to be told, where not every page was asked for at every sweep;
    None: not yet."""
    found: Counter[int | None] = Counter()
    for sweep in sweeps:
        for number in sweep.edits:
            path = sweep.world.pieces[number].path
            later = (at for at, kind, subject in told if kind == "article.changed" and subject == path)
            first = next((at for at in sorted(later) if at >= sweep.number), None)
            found[None if first is None else first - sweep.number] += 1
    return found


def hold(
    sweeps: Sequence[Sweep], alerts: Sequence[tuple[int, Alert]], asked: Mapping[int, Collection[str]] | None = None
) -> Score:
    """Alerts, each with the number of its sweep, against what had to be told."""
    wanted = expected(sweeps, asked)
    open_, false = list(wanted), []
    trials = Counter[str]()
    for number, alert in alerts:
        if _is_of_trial(alert, sweeps[number].world) and trials[alert.url] < _ALTERNATING:
            trials[alert.url] += 1
            continue
        match = next((told for told in open_ if told[:2] == (number, alert.kind) and _is(told[2], alert)), None)
        if match is None:
            false.append((number, alert))
        else:
            open_.remove(match)
    return Score(wanted, open_, false)


def _is_of_trial(alert: Alert, world: World) -> bool:
    """Of two headlines that readers are shown in turn, the second and the return to the first may be told."""
    tried = {world.pieces[number].path for number in world.trials}
    return alert.kind == "article.changed" and urlsplit(alert.url).path in tried and not alert.change["hunks"]


def _is(subject: str, alert: Alert) -> bool:
    if alert.kind.startswith("site."):
        return subject == (alert.region or _ANYWHERE)
    if alert.kind == "list.changed":
        return alert.region == subject.replace("’", "'")
    if alert.kind == "live.changed":
        return (subject == BLOG) == (urlsplit(alert.url).path == BLOG and _is_of_page(alert))
    return subject in {urlsplit(url).path for url in (alert.url, str(alert.change.get("to", "")))}


def _is_of_page(alert: Alert) -> bool:
    """Entries of the live blog are paragraphs; items of the ticker are headlines that begin with a name of their own."""
    texts = [str(item.get("text") or item.get("title")) for item in (*alert.change["added"], *alert.change["removed"])]
    texts += [str(item["after"]) for item in alert.change["updated"]]
    return not any(text.rstrip()[-1:].isdigit() for text in texts)

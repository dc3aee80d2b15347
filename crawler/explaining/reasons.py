"""Why nothing was compared, and why a change gave no alert: in words, from what the archive holds."""

from __future__ import annotations

from crawler import rules
from crawler.differ import compare_states
from crawler.model import ChangeRecord, RegionKind, Verdict, Version
from crawler.recorder.ledger import turning_at
from crawler.recorder.memory import SiteMemory
from crawler.regions.article.comparing import ArticleDiff
from crawler.rules import Seen
from crawler.store import Archive

_ABSENT = frozenset({Verdict.GONE, Verdict.SOFT_404, Verdict.REDIRECT})
_EVERYWHERE = "the same came into most articles of the site at once, or went from them: told of one of them"
UNKNOWN = "why no alert came of it can't be told again"


def why_not_compared(verdict: Verdict, *, gone: bool = False) -> str:
    """What a verdict other than `ok` means for the version that was known; `gone`: of a page that counts as removed."""
    if verdict is Verdict.UNCHANGED:
        return "it says what it said at the look before"
    if verdict is Verdict.STALE:
        return "an older copy is not compared"
    if verdict in _ABSENT and gone:
        return "not compared: no article was there; it counts as removed"
    if verdict in _ABSENT:
        return (
            "not compared: no article was there. It counts as removed when a later run finds that, too (a 410 at once)"
        )
    return "not compared: a capture in doubt is kept and marked, and the last good version stays"


def why_quiet(archive: Archive, change: ChangeRecord) -> str:
    """Why a recorded change gave no alert: the rule that dropped it, worked out again from the region's history."""
    if change.kind == "article.published":
        return "new articles are recorded, not alerted"
    if change.kind == "article.moved":
        return "the address is only spelt otherwise (https, www. or a final slash)"
    if change.key is None or change.to_version is None:
        return UNKNOWN
    after = archive.version(change.key, change.to_version)
    if after is None:
        return UNKNOWN
    versions = [v for v in archive.versions(change.key) if v.number <= after.number]
    returns = rules.flap_returns([Seen(v.digest, v.first_seen) for v in versions[:-1]], after.digest, after.first_seen)
    allowed = rules.LIST_RETURNS if change.key.kind is RegionKind.LIST else 1
    if returns > allowed:
        return f"it goes back and forth between two states ({returns} returns in a row): told once, then kept quiet"
    row = _row(versions)
    if change.key.kind is RegionKind.ARTICLE and row > rules.SELF_CHANGING:
        return f"it changed at each of the last {row} looks: told once, then kept quiet"
    if turning_at(archive, after):
        return "it turns over the same entries by itself: told once, then kept quiet until something new comes"
    return _EVERYWHERE if _befell_all(archive, change.site, after) else UNKNOWN


def _befell_all(archive: Archive, site: str, after: Version) -> bool:
    """Whether a version differs from the one before by what came into most articles of its site, or went, alone."""
    before = archive.version(after.key, after.number - 1)
    diff = compare_states(after.key, before.state, after.state) if before is not None else None
    known = SiteMemory.load(archive, site).everywhere
    return isinstance(diff, ArticleDiff) and not known.pages(diff, after.first_seen)


def _row(versions: list[Version]) -> int:
    """Versions in a row, up to the last, of which each was seen once only."""
    row = 1
    for version in reversed(versions[:-1]):
        if version.last_seen > version.first_seen:
            break
        row += 1
    return row

"""What the guard says of a capture: a verdict with its reason."""

from __future__ import annotations

from crawler.classes import dataclass
from crawler.model import Verdict


@dataclass(frozen=True, slots=True)
class Judgement:
    verdict: Verdict
    reason: str = ""

    @property
    def good(self) -> bool:
        return self.verdict in {Verdict.OK, Verdict.UNCHANGED}


OK = Judgement(Verdict.OK)
STALE = Judgement(Verdict.STALE, "an older copy than the one before")
# Whether a wall says so in words that nobody knows, or a server broke off.
BROKEN_OFF = Judgement(
    Verdict.UNREADABLE, "the answer breaks off before its markup ends; the next look believes it if it still does"
)
IN_PART = Judgement(Verdict.PAYWALL, "the text is missing at its end; the next look believes it if it still is")

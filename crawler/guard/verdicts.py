"""What the guard says of a capture: a verdict with its reason."""

from __future__ import annotations

from dataclasses import dataclass

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

"""Pages that were not where they were: gathered during a run, judged at its end."""

from __future__ import annotations

from dataclasses import dataclass, field

from crawler.guard import Judgement


@dataclass(frozen=True, slots=True)
class Absence:
    how: str  # 404, 410, soft-404, redirect
    capture: int
    url: str

    @property
    def certain(self) -> bool:
        """410 says that it is meant (RFC 9110, 15.5.11); the rest is believed when it is seen again."""
        return self.how == "410"


@dataclass(slots=True)
class Absences:
    """What a run could not read as it should have been: pages that seem gone, and pages that are in doubt."""

    gone: dict[str, Absence] = field(default_factory=dict)
    doubtful: dict[str, Judgement] = field(default_factory=dict)
    good: set[str] = field(default_factory=set)

    def saw_good(self, key: str) -> None:
        self.good.add(key)
        self.gone.pop(key, None)
        self.doubtful.pop(key, None)

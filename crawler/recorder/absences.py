"""Pages that were not where they were: gathered during a run, judged at its end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from types import MappingProxyType

from crawler.classes import dataclass
from crawler.guard import Health, Judgement, judge_run


@dataclass(frozen=True, slots=True)
class Absence:
    how: str  # 404, 410, soft-404, redirect
    capture: int
    url: str
    known: bool = True  # it was there until now; of a dead link, or a page told as removed, nothing is to be said anew

    @property
    def certain(self) -> bool:
        """410 says that it is meant (RFC 9110, 15.5.11); the rest is believed when it is seen again."""
        return self.how == "410"


@dataclass(slots=True)
class Absences:
    """What a run could not read as it should have been: pages that seem gone, and pages that are in doubt."""

    gone: dict[str, Absence] = field(default_factory=dict)
    doubtful: dict[str, Judgement] = field(default_factory=dict)
    again: set[str] = field(default_factory=set)  # of the doubtful: the look before failed as well
    good: set[str] = field(default_factory=set)
    strangers: set[str] = field(default_factory=set)  # pages never read well that could not be read now either

    def saw_good(self, key: str) -> None:
        self.good.add(key)
        self.gone.pop(key, None)
        self.doubtful.pop(key, None)
        self.again.discard(key)

    def saw_doubtful(self, key: str, judgement: Judgement, *, again: bool) -> None:
        self.doubtful[key] = judgement
        if again:
            self.again.add(key)

    def health(self, start: str, gone: Mapping[str, Judgement] = MappingProxyType({})) -> Health | None:
        """Whether the site as a whole can be read, by the looks of the run so far.

        Args:
            start: the key of the start page.
            gone: pages that seem gone and are taken for doubtful, too.
        """
        return judge_run(len(self.good), {**self.doubtful, **gone}, start, self.again, strangers=len(self.strangers))

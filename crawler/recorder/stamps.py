"""Sites that date every answer anew: there a later modified date owns up to no edit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Self

from crawler.classes import dataclass
from crawler.model import Article
from crawler.text import instant

SAMPLED = 5  # unchanged pages of a run whose dates are looked at
ENOUGH = 5
MOST = 0.8  # a page saved again without an edit has a later date, too; so do a few of a site's
MEMORY = 50  # looks that are remembered: a site may change its ways


@dataclass(slots=True)
class Stamps:
    """How often articles of a site whose words stayed had the same modified date, and how often a later one."""

    same: int = 0
    later: int = 0
    sampled: int = 0

    @classmethod
    def of(cls, counts: Sequence[int]) -> Self:
        return cls(*counts[:2])

    def counts(self) -> list[int]:
        return [self.same, self.later]

    @property
    def is_wanted(self) -> bool:
        return self.sampled < SAMPLED

    def saw(self, before: Article, after: Article) -> None:
        """Two states with the same words."""
        earlier, now = instant(before.modified), instant(after.modified)
        if not earlier or not now:
            return
        self.sampled += 1
        self.same, self.later = self.same + (now <= earlier), self.later + (now > earlier)
        if self.same + self.later > MEMORY:
            self.same, self.later = self.same // 2, self.later // 2

    @property
    def mean_nothing(self) -> bool:
        return self.later >= ENOUGH and self.later >= MOST * (self.same + self.later)

    def undated(self, before: Article, after: Article) -> Article:
        """`after` as it is to be compared: without a date that every answer bears."""
        return replace(after, modified=before.modified) if self.mean_nothing else after

"""How far a site's word on its own changes can be relied on: a source's hints, and the dates that pages have."""

from __future__ import annotations

from crawler.classes import dataclass

_MEMORY = 400.0  # changes, hints or dates: then they are halved, so that a site may change its ways
_ENOUGH, _MOSTLY = 5.0, 0.75  # dates that proved right, and their share of all, from which on they are believed


@dataclass(slots=True)
class Recall:
    """How far a source's hints can be relied on: changes found on pages that it names, and those that it told of."""

    told: float = 0.0
    changes: float = 0.0
    hints: float = 0.0  # looks at its word

    @property
    def share(self) -> float:
        """The share of changes of which it tells: Beta(½, 4½), so that a source has to earn it."""
        return min((0.5 + self.told) / (5.0 + self.changes), 0.95)

    @property
    def trusted(self) -> bool:
        """False once a hundred hints and more led to next to nothing: a date that is that of the request."""
        return self.hints < 100 or self.told / self.hints > 0.01  # noqa: PLR2004 - said in words

    def note(self, *, changed: bool, told: bool) -> None:
        self.changes += changed
        self.told += changed and told
        self.hints += told
        if max(self.changes, self.hints) > _MEMORY:
            self.told, self.changes, self.hints = self.told / 2, self.changes / 2, self.hints / 2


@dataclass(slots=True)
class Dates:
    """Whether a site's pages say truly when they were last modified.

    A date is right that lies between the looks between which the page changed. It is wrong where it does not (not set
    anew, in the future, in another time zone), and where it is set anew though nothing changed: that of the request.
    """

    right: float = 0.0
    wrong: float = 0.0

    @property
    def trusted(self) -> bool:
        """False until some were right, and where they are not mostly so."""
        return self.right >= _ENOUGH and self.right >= _MOSTLY * (self.right + self.wrong)

    def note(self, *, changed: bool, moved: bool, ahead: bool = False) -> None:
        """Take in a look at a page with a date; `moved`: it lies after the look before; `ahead`: after this, too."""
        self.right += changed and moved and not ahead
        self.wrong += ahead or changed != moved
        if self.right + self.wrong > _MEMORY:
            self.right, self.wrong = self.right / 2, self.wrong / 2

"""What `check` prints: in words, or as one JSON object."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field
from pathlib import Path
from typing import Any

from crawler.checking import (
    Difference,
    Examined,
    Knowledge,
    examined_record,
    learned_record,
    show_examined,
    show_learned,
)
from crawler.classes import dataclass
from crawler.cli.output import note, write
from crawler.errors import PresswatchError
from crawler.export import json_line
from crawler.render import plain
from crawler.render.columns import columns
from crawler.text import counted


@dataclass(slots=True)
class Report:
    """What is found, to be written as words or as one JSON object."""

    knowledge: Knowledge
    pages: list[Examined] = field(default_factory=list)
    cases: list[tuple[str, int, list[Difference]]] = field(default_factory=list)  # name, fields, differences
    regions: list[str] = field(default_factory=list)
    saved: Path | None = None

    def write(self, *, as_json: bool, whole: bool, only_fixtures: bool) -> None:
        if as_json:
            write(json_line(self._record()))
        else:
            for line in self._lines(whole=whole, only_fixtures=only_fixtures):
                write(line)
        if self.saved:
            note(f"saved {self.saved}; run it with: presswatch check {self.knowledge.site} --fixtures")

    def _record(self) -> dict[str, Any]:
        return {
            "site": self.knowledge.site,
            "learned": learned_record(self.knowledge),
            "fixtures": [
                {"case": name, "fields": fields, "differences": [_difference(each) for each in found]}
                for name, fields, found in self.cases
            ],
            "pages": [examined_record(examined) for examined in self.pages],
        }

    def _lines(self, *, whole: bool, only_fixtures: bool) -> Iterator[str]:
        if not only_fixtures:
            yield from show_learned(self.knowledge, self.regions, brief=not whole)
        for name, fields, found in self.cases:
            told = f"{len(found)} of {counted(fields, 'field')} not" if found else counted(fields, "field")
            yield from columns("fixture", f"{name}: {told} as expected")
            for difference in found:
                yield from columns("", str(difference), indent=2)
        for examined in self.pages:
            yield ""
            yield from show_examined(examined, brief=whole)
        if whole and len(self.pages) > 1:
            yield from _nowhere(self.pages)

    def raise_for_failures(self) -> None:
        """Exit status 1 where no page could be read, or a fixture is not as expected."""
        wrong = sum(len(found) for _, _, found in self.cases)
        if wrong:
            raise PresswatchError(
                f"{counted(wrong, 'field')} of the fixtures {'is' if wrong == 1 else 'are'} not as expected",
                hint="mend the profile, or the case's expected.json where the page is read better now",
            )
        if self.pages and not any(examined.page for examined in self.pages):
            first = self.pages[0]
            raise PresswatchError(f"{plain(first.url, 200)}: could not be read: {plain(first.judgement.reason, 200)}")


def _difference(found: Difference) -> dict[str, Any]:
    return {"field": found.field, "expected": found.expected, "found": found.found}


def _nowhere(pages: Sequence[Examined]) -> Iterator[str]:
    """The profile's selectors that find nothing on any page."""
    read = [examined for examined in pages if examined.document is not None]
    for key, query, _ in read[0].unmatched if read else ():
        if all(any(other[:2] == (key, query) for other in examined.unmatched) for examined in read):
            yield from columns("profile", f"{key}: {query!r} finds nothing on any of these {len(read)} pages")

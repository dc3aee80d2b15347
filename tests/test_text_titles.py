"""Text captures, a folder an hour: what is a page's own stays its own when the site shows the same line elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from test_recorder import Desk

from crawler.model import Alert, Capture
from crawler.store import open_archive

WORDS = "herring lamp quay mill bridge orchard tram clock baker nurse ferry roof school river stone chapel".split()
NOTE = "Correction: an earlier version of this story gave the wrong name for the chair of the board."


def sentence(seed: int, place: int) -> str:
    first, second, third = (WORDS[(seed * step + place * add) % len(WORDS)] for step, add in ((3, 1), (5, 2), (7, 3)))
    return (
        f"The {first} of paragraph {seed * 100 + place} stood beside the {second} until the {third} was mended at dawn."
    )


def title(number: int) -> str:
    return f"Keeper {number} of the {WORDS[number % len(WORDS)]} goes north after {number + 11} years"


@dataclass
class Paper:
    """`popular`: numbers of stories; `notes`: of those that bear the note; `texts`: other bodies."""

    hour: int = 0
    popular: tuple[int, ...] = (0, 1, 2, 3, 4)
    notes: tuple[int, ...] = ()
    texts: dict[int, tuple[str, ...]] = field(default_factory=dict)
    count: int = 12

    def body(self, number: int) -> tuple[str, ...]:
        return self.texts.get(number, tuple(sentence(number, place) for place in range(2 if number == 5 else 6)))

    def lines(self, number: int) -> Sequence[str]:
        strip = [
            f"At {self.hour + 5} o'clock the {WORDS[n]} of ward {n} was counted for the {n + 3}rd time"
            for n in range(15)
        ]
        note = [NOTE] if number in self.notes else []
        picks = ("Editors' Picks", title(9), title(10), title(11))
        return [*strip, title(number), *self.body(number), *note, "Most Popular", *map(title, self.popular), *picks]

    def capture(self, number: int, desk: Desk) -> Capture:
        url = f"file:///captures/{self.hour:02}/{number:03}_story.txt"
        return Capture(
            url, desk.now, 200, {"content-type": "text/plain"}, "\n".join(self.lines(number)).encode(), source=url
        )


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_archive(tmp_path / "archive.db") as archive:
        yield Desk(archive)


def told(desk: Desk, paper: Paper) -> list[Alert]:
    """The articles' alerts of an hour."""
    desk.minutes = 60 * paper.hour
    return [
        a
        for a in desk.run([paper.capture(n, desk) for n in range(paper.count)], after=0)
        if a.kind == "article.changed"
    ]


def test_a_headline_that_left_the_lists_is_still_the_headline(desk: Desk) -> None:
    assert told(desk, Paper()) == []
    assert told(desk, Paper(hour=1, popular=(6, 1, 2, 3, 4))) == []
    assert told(desk, Paper(hour=2, popular=(6, 7, 2, 3, 4))) == []


def test_a_brief_that_left_the_lists_is_known_by_its_file_though_half_of_it_was_rewritten(desk: Desk) -> None:
    assert told(desk, Paper(popular=(5, 1, 2, 3, 4))) == []
    brief = Paper().body(5)
    rewritten = {5: (sentence(77, 1) * 2, brief[1])}
    (alert,) = told(desk, Paper(hour=1, texts=rewritten))
    assert "headline" not in alert.change["edits"]
    assert told(desk, Paper(hour=2, texts=rewritten)) == []


def test_the_same_note_on_two_stories_is_a_paragraph_of_each(desk: Desk) -> None:
    many = replace(Paper(), count=16)
    assert told(desk, many) == []
    for hour, notes, alerts in ((1, (6, 7), 2), (2, (6, 7), 0), (3, (6, 7, 8), 1), (4, (6, 7, 8), 0)):
        told_now = told(desk, replace(many, hour=hour, notes=notes))
        assert [alert.change["edits"] for alert in told_now] == [["correction"]] * alerts

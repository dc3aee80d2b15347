"""Fictional pages of one paper as plain-text captures: a ticker, the article, two labelled lists at the foot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from crawler.config import AlertsConfig
from crawler.ingest import Ingested, find_files, ingest
from crawler.lock import run_lock
from crawler.model import Alert, Article, LiveRegion, RankedList, RegionKind, Version
from crawler.store import Archive, open_archive

SITE = "gannet"
T0 = datetime(2026, 5, 12, 8, tzinfo=UTC)

TICKER = (
    '"We shall not sell a single crate below cost," the head of the fishmongers\' guild said on the quay.',
    "The lock keeper at Wennet opened both gates at noon, for the first time since the thaw.",
    "Three tugs and a pilot boat were sent out to a coaster that had lost its rudder off Sallow Point.",
    "The count includes 1,310 sacks of seed potatoes that went ashore over the past day.",
    "Voters on the three islands will be asked in June whether the ferry should sail on Sundays.",
    "The choir of the seamen's mission lost its tenor and found a better one within the hour.",
    "Nobody was hurt when the old crane came down, but a row of bicycles was flattened beyond repair.",
    "The county's auditor asked for the receipts of four winters and was given those of two.",
)
POPULAR = (
    "The baker who walks to the lighthouse every night, and why he stopped",
    "Island schools to share one physics teacher and a very long cable",
    "Harbour master's parrot gives evidence in the case of the missing buoy",
    "A house on Rope Street has sold for less than its own front door",
    "How the river got its second mouth and lost its oldest bridge",
)
PICKS = (
    "What the tide tables knew: a century of figures in one cupboard",
    "The last man who can splice a cable of that width",
    "Letters from the ice, answered sixty years too late",
)


@dataclass(frozen=True)
class Story:
    name: str
    title: str
    paragraphs: tuple[str, ...]


WEIR = Story(
    "weir",
    "Council votes to rebuild the weir at Tolm",
    (
        "The council of Tolm has voted by eleven to four to rebuild the weir that gave way in the February flood.",
        "Work is to begin in August, when the river is low, and to be finished before the first frost.",
        'The mayor, Edda Quist, called it "the dullest good decision in years" and thanked the engineers.',
        "The rebuilding is to cost 4.2 million crowns, of which the county pays a little more than half.",
        "Anglers had asked for a fish ladder, and will get one, though on the other bank than they wished.",
        "Until then the footpath along the mill stays closed, and the ducks have the pool to themselves.",
    ),
)
MUSEUM = Story(
    "museum",
    "Museum of Knots finds a rope that should not exist",
    (
        "The Museum of Knots in Haverby has found a rope in its cellar that no machine of its time could have made.",
        "It has seven strands where others have three or four, and it is two hundred and six metres long.",
        "Curator Tobias Lund came upon it when he looked for a leak behind the boiler.",
        "A laboratory in the capital is to date the hemp; until it has, the rope lies under a cloth.",
        '"Either the catalogue is wrong or our history of rope-making is," Lund said on Tuesday.',
    ),
)
ORCHARD = Story(
    "orchard",
    "Frost takes half of the Selmer valley's pears",
    (
        "Two nights of frost in the last week of April have taken about half of the pears in the Selmer valley.",
        "Growers lit 900 small fires between the rows on the second night, when it was already too late.",
        "Apples, which flower later, seem to have been spared, and so have the plums above the church.",
        "The growers' union wants the county to open the fund that it set up after the hail of 2019.",
        "The fund holds 640,000 crowns and has never been touched, for want of a form to apply with.",
        "A form is being drawn up, the county says, and will be ready for the plum harvest.",
    ),
)
STORIES = (WEIR, MUSEUM, ORCHARD)


@dataclass(frozen=True)
class Frame:
    """What stands on every page of the paper."""

    ticker: Sequence[str] = TICKER
    popular: Sequence[str] = POPULAR
    picks: Sequence[str] = PICKS
    popular_head: str = "Most Popular"
    picks_head: str = "Editors' Picks"

    def page(self, story: Story) -> str:
        lists = [self.popular_head, "", "\n\n".join(self.popular), "", self.picks_head, "", "\n\n".join(self.picks)]
        return "\n".join([*self.ticker, story.title, "", *story.paragraphs, "", *lists, ""])


def reword(story: Story, old: str, new: str) -> Story:
    assert sum(old in text for text in story.paragraphs) == 1
    return replace(story, paragraphs=tuple(text.replace(old, new) for text in story.paragraphs))


def write(folder: Path, frame: Frame, *stories: Story) -> list[Path]:
    """A capture of each story, as a file named after it."""
    folder.mkdir(parents=True, exist_ok=True)
    for story in stories:
        (folder / f"{story.name}.txt").write_text(frame.page(story), "utf-8")
    return [folder / f"{story.name}.txt" for story in stories]


def later(hours: float) -> datetime:
    return T0 + timedelta(hours=hours)


@dataclass
class Data:
    """A data folder that captures are taken into; each `take` is a run of its own, as from the command line."""

    folder: Path
    site: str | None = SITE

    def take(self, *paths: Path, at: datetime | None = T0) -> Ingested:
        with run_lock(self.folder), self.archive() as archive:
            return ingest(archive, find_files(paths), profiles={}, config=AlertsConfig(), site=self.site, at=at)

    def archive(self) -> Archive:
        return open_archive(self.folder / "archive.db")

    def alerts(self) -> list[Alert]:
        with self.archive() as archive:
            return list(archive.alerts())

    def latest(self) -> list[Version]:
        """The newest version of every region."""
        with self.archive() as archive:
            sites = [name for name, _ in archive.sites()]
            found = [archive.latest(key) for site in sites for key in archive.regions(site)]
            return [version for version in found if version is not None]

    def articles(self) -> dict[str, Article]:
        """By title."""
        states = (version.state for version in self.latest())
        return {state.title: state for state in states if isinstance(state, Article)}

    def titles(self, name: str) -> list[str]:
        """The entries of a ranked list, in order."""
        states = (version.state for version in self.latest() if version.key.name == name)
        return [item.title for state in states if isinstance(state, RankedList) for item in state.items]

    def ticker(self) -> list[str]:
        """The lines of the live region, of which there must be one."""
        (state,) = (version.state for version in self.latest() if version.key.kind is RegionKind.LIVE)
        assert isinstance(state, LiveRegion)
        return [item.text or item.title for item in state.items]

    def version_count(self) -> int:
        with self.archive() as archive:
            return sum(1 for _ in archive.all_versions())

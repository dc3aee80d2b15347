"""What happens to the paper from sweep 8 on; see `crawler.demo.script`."""

from __future__ import annotations

from crawler.demo.events import (
    Cache,
    Consent,
    Dress,
    Edit,
    Event,
    Hide,
    Misfeed,
    Remove,
    SetList,
    Turn,
    Wall,
    headline,
    reword,
)
from crawler.demo.model import EDITORS_PICKS, MOST_POPULAR, Markup

# Headlines that the desk tries out against each other.
_A, _B = "Dune fire near Lagg put out after eleven hours", "How forty farmers saved the dunes of Lagg from the flames"

AFTERNOON: tuple[Event, ...] = (
    # -- until sweep 9
    Edit(
        430,
        "a paragraph about the port's traffic is rewritten",
        "port-container-berth",
        frozenset({"rewrite", "added", "removed", "number", "date"}),
        (
            reword(
                "Residents want a ban on lorries before eight in the morning. The port has offered a ban "
                "before six, and double glazing for the school.",
                "Under a deal struck at noon no lorry may pass the school before half past seven, and the "
                "port pays for new windows and a crossing guard.",
            ),
        ),
        owned=True,
    ),
    Edit(
        435,
        "the cost of the chess tables is changed in silence",
        "chess-in-the-park",
        frozenset({"number"}),
        (reword("7,300 crowns", "3,700 crowns"),),
    ),
    Turn(
        440,
        "the strip: one in, one out, and 312 kilos of eels become 321",
        out=("ferry",),
        into=("quake",),
        reworded={"eels": ("312 kilos", "321 kilos")},
    ),
    SetList(
        445,
        "one of the Editors' Picks is replaced",
        EDITORS_PICKS,
        ("surge-warning-sirens", "clock-tower-keeper", "crane-drivers-course"),
    ),
    Edit(
        450,
        "a number in the background paragraph of the wall story is changed in silence",
        "storm-wall-gap",
        frozenset({"number"}),
        (reword("flooded 611 homes", "flooded 641 homes"),),
    ),
    Dress(455, "plain spaces again", Markup()),
    # -- until sweep 10
    Wall(480, "a paywall cuts the wind farm story off", "wind-farm-cable", on=True),
    Edit(
        485,
        "behind it the golf club's price is changed in silence",
        "wind-farm-cable",
        frozenset({"number"}),
        (reword("400,000 crowns", "450,000 crowns"),),
    ),
    Remove(495, "the theatre story says that it is not there, with status 200", "theatre-deficit", 200),
    Edit(500, "the fire story tries out another headline", "dune-fire-lagg", frozenset({"headline"}), (headline(_B),)),
    # -- until sweep 11
    Wall(535, "the paywall is gone", "wind-farm-cable", on=False),
    Edit(545, "the fire story has its old headline back", "dune-fire-lagg", frozenset({"headline"}), (headline(_A),)),
    Hide(550, "the Editors' Picks are missing on every page", EDITORS_PICKS, on=True),
    # -- until sweep 12
    Edit(595, "the fire story's other headline again", "dune-fire-lagg", frozenset({"headline"}), (headline(_B),)),
    Cache(600, "a cache serves the port story as it was hours ago", "port-container-berth", 260),
    Turn(
        615,
        "the strip's fire has grown to 58 hectares",
        reworded={"fire": ("46 hectares", "58 hectares")},
    ),
    # -- until sweep 13
    Cache(645, "the cache has caught up", "port-container-berth", 0),
    Consent(650, "a consent wall stands before every page", on=True),
    # -- until sweep 14
    Consent(700, "the consent wall is gone", on=False),
    Hide(705, "the Editors' Picks are there again", EDITORS_PICKS, on=False),
    Misfeed(720, "the feed lists twenty stories from the cellar", on=True),
    # -- until sweep 15
    Misfeed(760, "the feed is itself again", on=False),
    Dress(770, "the paper gets a new design", Markup(redesigned=True)),
    Edit(
        780,
        "in the new design the number of households is changed in silence once more",
        "water-meters-delay",
        frozenset({"number"}),
        (reword("9,140 households", "9,410 households"),),
    ),
    # -- until sweep 16
    SetList(
        820,
        "a story enters Most Popular at number 3",
        MOST_POPULAR,
        (
            "rent-index-rises",
            "beach-cafe-reopens",
            "seal-rescue-record",
            "night-trams-return",
            "shipyard-order",
        ),
    ),
    Turn(830, "the strip's fire has grown to 61 hectares", reworded={"fire": ("58 hectares", "61 hectares")}),
)

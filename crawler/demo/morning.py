"""What happens to the paper until sweep 8; see `crawler.demo.script`."""

from __future__ import annotations

from crawler.demo.events import (
    Dress,
    Edit,
    Event,
    Live,
    Move,
    Outage,
    Publish,
    Remove,
    Restore,
    SetList,
    Turn,
    byline,
    drop,
    headline,
    insert,
    note,
    reword,
    shift,
)
from crawler.demo.model import EDITORS_PICKS, MOST_POPULAR, Markup

MORNING: tuple[Event, ...] = (
    # Until sweep 1 nothing happens but the noise of every request.
    # -- until sweep 2
    Edit(
        55,
        "the herring quota is corrected, with a note",
        "herring-quota-cut",
        frozenset({"number", "correction", "added", "date"}),
        (
            reword("18,400 tonnes", "16,800 tonnes"),
            note("Correction: an earlier version of this article gave the quota as 18,400 tonnes."),
        ),
        owned=True,
    ),
    SetList(
        60,
        "a story enters Most Popular at number 2",
        MOST_POPULAR,
        (
            "rent-index-rises",
            "shipyard-order",
            "seal-rescue-record",
            "old-market-roof",
            "night-trams-return",
        ),
    ),
    Publish(65, "a story about chess tables is published", "chess-in-the-park"),
    Turn(70, "two teasers of the strip turn over", out=("fog", "cup"), into=("goats", "lorry")),
    Live(80, "the live blog gets two entries", into=("e09", "e10")),
    # -- until sweep 3
    Edit(
        105,
        "a number of ferry passengers is changed in silence",
        "ferry-cold-ferry-strike",
        frozenset({"number"}),
        (reword("some 7,000 people", "some 9,000 people"),),
    ),
    Edit(
        110,
        "a mother's words about the form are changed",
        "school-meals-count",
        frozenset({"quote"}),
        (
            reword(
                '"I have a degree and I gave up on page seven,"',
                '"I have a degree and I was lost by page seven,"',
            ),
        ),
    ),
    Edit(
        115,
        "the headline on rents is corrected, in Most Popular too",
        "rent-index-rises",
        frozenset({"headline", "date"}),
        (headline("Rents in Tarrow Quay rise faster than in any year since the count began"),),
        owned=True,
    ),
    Turn(
        125,
        "the strip's fire has grown from 40 to 46 hectares",
        reworded={"fire": ("40 hectares", "46 hectares")},
    ),
    Live(130, "the live blog gets an entry", into=("e11",)),
    # -- until sweep 4
    Remove(155, "the beetroot recall is taken down (410)", "pickle-factory-recall", 410),
    Remove(160, "the lighthouse cottage is taken down (404)", "lighthouse-keeper-cottage", 404),
    SetList(
        165,
        "one of the Editors' Picks is replaced",
        EDITORS_PICKS,
        ("clock-tower-keeper", "wind-farm-cable", "surge-warning-sirens"),
    ),
    Live(
        170,
        "an entry of the live blog is edited: 450 homes become 540",
        reworded={"e06": ("About 450 homes", "About 540 homes")},
    ),
    Edit(
        175,
        "a misspelling in the library story is mended",
        "library-saturday",
        frozenset({"typo"}),
        (reword("Borowing", "Borrowing"),),
    ),
    Dress(180, "all quotation marks turn typographic", Markup(curly=True)),
    # -- until sweep 5
    Edit(
        205,
        "the hospital story gets a paragraph",
        "brandreth-hospital-wards",
        frozenset({"added", "date"}),
        (
            insert(
                "The health minister, asked about the letter",
                "Late in the morning the county said that it would look for lodgings in the seamen's home, "
                "which stands half empty when the fleet is out.",
            ),
        ),
        owned=True,
    ),
    Dress(210, "the marks are straight again, and a wrapper has a new class", Markup(wrapper="story-frame")),
    Edit(
        215,
        "the shipyard story gets a second author",
        "shipyard-order",
        frozenset({"byline"}),
        (byline("Joris Abelard", "Sunniva Drake"),),
    ),
    SetList(
        220,
        "the tram story climbs to the top of Most Popular",
        MOST_POPULAR,
        (
            "night-trams-return",
            "rent-index-rises",
            "shipyard-order",
            "seal-rescue-record",
            "old-market-roof",
        ),
    ),
    Turn(225, "one teaser of the strip turns over", out=("poet",), into=("bank",)),
    Remove(230, "the branch bus is missing for a moment (404)", "savings-bank-branch", 404),
    # -- until sweep 6
    Dress(258, "the wrapper has its old class again", Markup()),
    Restore(262, "the branch bus is there again", "savings-bank-branch"),
    Edit(
        270,
        "the number of households in Cold Ferry is changed in silence",
        "water-meters-delay",
        frozenset({"number"}),
        (reword("9,400 households", "9,140 households"),),
    ),
    Turn(275, "two teasers of the strip turn over", out=("sirens", "minister"), into=("oyster", "choir")),
    Publish(290, "a story about a beach cafe is published", "beach-cafe-reopens"),
    Outage(300, "the whole site answers 503", on=True),
    # -- until sweep 7
    Outage(320, "the site is back", on=False),
    Move(330, "the story of the Halcyon moves to a new address", "wreck-of-the-halcyon", "halcyon-bell-raised"),
    Live(335, "the live blog gets two entries", into=("e12", "e13")),
    SetList(
        340,
        "the Editors' Picks change places",
        EDITORS_PICKS,
        ("surge-warning-sirens", "clock-tower-keeper", "wind-farm-cable"),
    ),
    # -- until sweep 8
    Restore(365, "the lighthouse cottage is put back", "lighthouse-keeper-cottage"),
    Edit(
        370,
        "the paragraph about the toll contract is taken out",
        "bridge-toll-error",
        frozenset({"removed"}),
        (drop("The firm that runs the cameras"),),
    ),
    Edit(
        375,
        "a paragraph of the fire story moves up",
        "dune-fire-lagg",
        frozenset({"moved"}),
        (shift("Two campsites with 230 guests", "The police believe"),),
    ),
    Publish(380, "a story about crane drivers is published", "crane-drivers-course"),
    Live(385, "an entry of the live blog is taken out", out=("e05",)),
    SetList(
        390,
        "Most Popular: two in, two out, one climbs",
        MOST_POPULAR,
        (
            "rent-index-rises",
            "beach-cafe-reopens",
            "night-trams-return",
            "shipyard-order",
            "bakery-chain-sold",
        ),
    ),
    Dress(400, "spaces after numbers become no-break spaces", Markup(nbsp=True)),
)

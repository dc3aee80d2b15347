"""Made-up news: sentences of many shapes about a coast that is not on any map."""

from __future__ import annotations

import random

WHO = (
    "the harbour board|the county court|a retired engineer|the nurses' union|the mill's new owner|the ferry company|"
    "two brothers from Skelby|the fire brigade|the school board|an auditor|the fishermen's guild|the bishop of Tarn|"
    "the museum|a former mayor|the water authority|volunteers|the police|the orchestra|a jury|the opposition"
).split("|")
VERB = (
    "rejected|approved|postponed|criticised|praised|reopened|sold|bought back|inspected|defended|withdrew|announced|"
    "questioned|cancelled|extended|took over|repaired|flooded by mistake|lost|found"
).split("|")
WHAT = (
    "the bridge over the Wend|a plan for night buses|the old customs house|the budget for roads|a statue of the smith|"
    "the lease of the pier|the swimming hall|a report on the dam|the harvest festival|the ban on fireworks|"
    "the archive of the mint|the tram depot|a contract for salt|the hospital's west wing|the ice rink|"
    "the railway crossing|a loan for the theatre|the lighthouse|the fish market|the grammar school"
).split("|")
WHERE = (
    "in Skelby|near Port Anwell|on the Wend|in the upper town|at Tarn Cross|outside Millhaven|along Quay Street|"
    "in the county hall|at the eastern lock|behind the station|in Oster Vale|by the salt pans"
).split("|")
WHEN = (
    "on Monday|late on Tuesday|on Wednesday morning|on Thursday|before dawn on Friday|over the weekend|last week|"
    "after the holidays|this spring|within hours"
).split("|")
WHY = (
    "because the money had run out|despite two warnings|as rain set in|against the advice of the experts|"
    "with a single vote to spare|although nobody had asked|after a night of talks|to the surprise of the neighbours|"
    "while the owner was abroad|since the law leaves no choice"
).split("|")
NAMES = (
    "Mira Oldenkamp|Jonas Fethersby|Aino Karstad|Paolo Wendt|Greta Ashdown|Simon Okoro-Hale|Lucía Bramante|"
    "Tomasz Elverdin|Ruth Canmore|Idris Pellew"
).split("|")
SAYS = "said|told the Courier|wrote in a letter|insisted|recalled|admitted".split("|")
QUOTES = (
    "we have waited long enough for an answer|it was never about the money|nobody came to look at it|"
    "you can hear it from the other shore|that is not what we agreed|I would do it again tomorrow|"
    "there is no map of what lies below|we were told to be patient|this is how it has always been done|"
    "they counted twice and got two numbers"
).split("|")


def cap(text: str) -> str:
    return text[0].upper() + text[1:]


def headline(rng: random.Random) -> str:
    who, verb, what = rng.choice(WHO), rng.choice(VERB), rng.choice(WHAT)
    return rng.choice(
        (
            f"{cap(who)} {verb} {what} {rng.choice(WHERE)}",
            f"{cap(what)} {rng.choice(WHERE)}: {who} {verb} it {rng.choice(WHEN)}",
            f"Why {who} {verb} {what} {rng.choice(WHY)}",
            f"{rng.randrange(3, 90)} hurt as {who} {verb} {what}",
        )
    )


def sentence(rng: random.Random) -> str:
    who, verb, what, where = rng.choice(WHO), rng.choice(VERB), rng.choice(WHAT), rng.choice(WHERE)
    number = f"{rng.randrange(2, 999) * rng.choice((1, 10, 1000)):,}"
    return rng.choice(
        (
            f"{cap(who)} {verb} {what} {where} {rng.choice(WHEN)}, {rng.choice(WHY)}.",
            f"“{cap(rng.choice(QUOTES))},” {rng.choice(SAYS)} {rng.choice(NAMES)}, who speaks for {who}.",
            f"About {number} people {where} signed the letter, and {who} {verb} {what} {rng.choice(WHEN)}.",
            f"The cost is put at {number} crowns, {rng.randrange(2, 40)} percent more than when {who} {verb} {what}.",
            f"In {rng.randrange(1890, 2020)} it was {who} that {verb} {what} {where}, {rng.choice(WHY)}.",
            f"{cap(rng.choice(WHEN).removeprefix('on '))}, {who} still had not said why {what} mattered so much {where}.",
        )
    )


def paragraph(rng: random.Random) -> str:
    return " ".join(sentence(rng) for _ in range(rng.choice((1, 2, 2, 3, 4))))


def teaser(rng: random.Random) -> str:
    """A line of the ticker."""
    return f"{headline(rng)}, {rng.choice(WHEN)}"

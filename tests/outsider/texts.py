"""The same pages as plain text, a file each, in a folder for each hour: as a text browser would leave them."""

from __future__ import annotations

import os
import random
from pathlib import Path
from zlib import crc32

from outsider.server import SHOWN
from outsider.story import Story, Tick, World


def write_captures(folder: Path, tick: Tick, *, blank: bool) -> Path:
    """Write the stories of a tick; `blank`: with a blank line between lines. Returns the folder of the hour."""
    world = tick.world
    hour = folder / f"{world.now:%Y-%m-%dT%H}"
    hour.mkdir(parents=True)
    for story in world.stories.values():
        if story.id in world.gone:
            continue
        lines = _lines(story, world, random.Random(f"{story.id} {tick.number}"))
        path = hour / f"{story.id:03}_{crc32(story.path.split('-')[-1].encode()):08x}.txt"
        path.write_text(("\n\n" if blank else "\n").join(lines) + "\n", "utf-8")
        os.utime(path, (world.now.timestamp(), world.now.timestamp()))
    return hour


def _lines(story: Story, world: World, rng: random.Random) -> list[str]:
    """Fifteen teasers in front, title, body, two lists."""
    del rng
    strip = [text for _, text in world.ticker[:SHOWN]]
    popular = [world.stories[id_].title for id_ in world.popular]
    picks = [world.stories[id_].title for id_ in world.picks]
    return [*strip, story.title, *story.parts, "Most Popular", *popular, "Editors' Picks", *picks]

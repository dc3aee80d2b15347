"""Judges Presswatch from outside: a paper of its own on a local server, ten hours of it, nothing but the command line.

    python benchmarks/outsider.py [--layouts broadsheet,…,text,blank] [--seeds 0-1] [--hard]

The profile holds `url` alone, and `crawl.delay`, for a run is to take seconds (`--delay 1` leaves the product's own).
Each tick is a `presswatch crawl --all` (or `presswatch ingest` of an hour's folder) in a process of its own, whose
clock says the paper's hour (`--clock real`: the true time, a few seconds after the tick before). What was told is read
from `alerts.jsonl` and held against what was done. Nothing of the product is imported.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from outsider import (  # noqa: E402 - it stands beside the tests
    ENGLISH,
    LAYOUTS,
    MANNERS,
    Newsstand,
    NewsstandServer,
    Tick,
    Verdicts,
    draw_ticks,
    judge,
    quiet_ticks,
    write_captures,
)

QUIET = 12  # hours after the last edit in which a crawl that waits until pages are due may find it
TEXTS = {"text": False, "blank": True}  # layout → blank lines between lines
CLOCK = """
import os
if (at := os.environ.get("OUTSIDER_NOW")):
    import time_machine
    time_machine.travel(float(at)).start()
"""


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--layouts", default=",".join([*LAYOUTS, *TEXTS]))
    options.add_argument("--seeds", default="0", help="a number, or FIRST-LAST")
    options.add_argument("--hard", action="store_true", help="outages, walls, a redesign")
    options.add_argument("--restless", action="store_true", help="the ticker changes while the pages are read")
    options.add_argument("--scheduled", action="store_true", help="`crawl` without `--all`")
    options.add_argument("--clock", choices=("hours", "real"), default="hours")
    options.add_argument("--delay", type=float, default=0.0)
    options.add_argument("--articles", type=int, default=60)
    options.add_argument("--edits", type=int, default=50)
    options.add_argument("--folder", type=Path, help="keep the data here")
    options.add_argument("--story", action="store_true", help="print what each run says")
    chosen = options.parse_args()
    first, _, last = chosen.seeds.partition("-")
    bad = 0
    for seed in range(int(first), int(last or first) + 1):
        for layout in chosen.layouts.split(","):
            with tempfile.TemporaryDirectory() as folder:
                verdicts = run((chosen.folder or Path(folder)) / f"{layout}-{seed}", layout, seed, chosen)
            bad += not verdicts.perfect
            tell(layout, seed, verdicts)
    return 1 if bad else 0


def run(folder: Path, layout: str, seed: int, chosen: argparse.Namespace) -> Verdicts:
    hard = chosen.hard and layout not in TEXTS
    manner = MANNERS.get(layout, ENGLISH)
    ticks = draw_ticks(seed, hard=hard, count=chosen.articles, edits=chosen.edits, manner=manner)
    if chosen.scheduled:
        ticks += quiet_ticks(ticks[-1], QUIET)
    told: dict[int, Sequence[Mapping[str, Any]]] = {}
    (folder / "clock").mkdir(parents=True)
    (folder / "clock" / "sitecustomize.py").write_text(CLOCK)
    stand = Newsstand(ticks[0], layout, restless=chosen.restless) if layout not in TEXTS else None
    for tick, words in commands(folder, layout, ticks, chosen, stand):
        said = presswatch(folder, words, tick, real=chosen.clock == "real")
        if chosen.story:
            print(f"tick {tick.number}: {tick.done}\n{said}", end="")
        told[tick.number] = alerts(folder / "data")[sum(map(len, told.values())) :]
    if layout in TEXTS:
        ticks = [only_told_by_files(tick) for tick in ticks]
    patience = len(ticks) if chosen.scheduled else 1
    unseen, shown = (stand.unseen, stand.shown) if stand else ((), None)
    return judge(ticks, told, patience=patience, restless=chosen.restless, unseen=unseen, shown=shown)


def commands(
    folder: Path, layout: str, ticks: Sequence[Tick], chosen: argparse.Namespace, stand: Newsstand | None
) -> Iterator[tuple[Tick, list[str]]]:
    """What is done at each tick."""
    if stand is None:
        for tick in ticks:
            hour = write_captures(folder / "captures", tick, blank=TEXTS[layout])
            yield tick, ["ingest", "--site", "paper", str(hour)]
        return
    with NewsstandServer(stand) as server:
        sites = folder / "data" / "sites"
        sites.mkdir(parents=True)
        pace = "" if chosen.delay == 1 else f"[crawl]\ndelay = {chosen.delay}\n"
        (sites / "paper.toml").write_text(f'url = "{server.base}/"\n{pace}')
        for tick in ticks:
            stand.show(tick)
            yield tick, ["crawl", *([] if chosen.scheduled else ["--all"])]


def presswatch(folder: Path, words: Sequence[str], tick: Tick, *, real: bool) -> str:
    environment = {**os.environ, "PYTHONPATH": str(folder / "clock")}
    if not real:
        environment["OUTSIDER_NOW"] = str(tick.world.now.timestamp())
    command = [sys.executable, "-m", "crawler", "--data", str(folder / "data"), *words]
    done = subprocess.run(command, check=False, cwd=ROOT, env=environment, capture_output=True, text=True)
    if done.returncode and not (done.returncode == 1 and tick.world.outage):  # nothing could be read: that is said
        raise SystemExit(f"tick {tick.number}: {' '.join(words)} ended with {done.returncode}\n{done.stderr}")
    return done.stdout + done.stderr


def alerts(data: Path) -> list[dict[str, Any]]:
    path = data / "alerts.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def only_told_by_files(tick: Tick) -> Tick:
    """A file that is not there any more says nothing, and has no byline and no address that could move."""
    done = tuple(each for each in tick.done if each[0] not in {"deleted", "moved-page", "byline"})
    return Tick(tick.number, tick.world, done)


def tell(layout: str, seed: int, verdicts: Verdicts) -> None:
    right = f"{verdicts.classes[True]} of {verdicts.classes.total()} edits called what they are"
    print(f"{layout}, seed {seed}: {'perfect' if verdicts.perfect else 'NOT PERFECT'}; {right}", flush=True)
    print(*(f"  {note}" for note in verdicts.notes), sep="\n", end="\n" if verdicts.notes else "")
    print(verdicts.table(), flush=True)


if __name__ == "__main__":
    sys.exit(main())

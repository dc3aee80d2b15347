"""Crawls a paper that shares nothing with the demo, over two timelines, with nothing but its address.

    python benchmarks/gazette.py [--seeds 0-5] [--hard] [--wild] [--scheduled] [--articles 60] [--story]

Real `presswatch add`, then a run a sweep over HTTP: `crawl --all`, or with `--scheduled` plain `crawl` as a timer
would run it each hour: then an edit has to be told by the first run that looks at its page, and how long that took is
told. Prints, per seed, what was missed or made up, then the table by kind.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from gazette import Gazette, Score, Sweep, delays, draw_story, hold  # noqa: E402 - it stands beside the tests

from crawler import render  # noqa: E402
from crawler.config import load_config  # noqa: E402
from crawler.demo.server import DemoServer  # noqa: E402
from crawler.model import Alert  # noqa: E402
from crawler.profile import load_profile  # noqa: E402
from crawler.runs import CrawlPlan, crawl_once, run_process  # noqa: E402
from crawler.store import open_archive  # noqa: E402

SITE = "gazette"


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seeds", default="0-5", help="a number, or FIRST-LAST")
    options.add_argument("--hard", action="store_true")
    options.add_argument("--wild", action="store_true", help="what real papers put beside their words, drawn by kind")
    options.add_argument("--kinds", default="", help="of what is wild: these alone, with commas between them")
    options.add_argument("--scheduled", action="store_true")
    options.add_argument("--articles", type=int, default=60)
    options.add_argument("--edits", type=int, default=0, help="0: 50, or 55 where it is hard")
    options.add_argument("--story", action="store_true", help="tell all alerts")
    options.add_argument("--folder", type=Path, help="keep the data of one seed here")
    chosen = options.parse_args()
    first, _, last = chosen.seeds.partition("-")
    seeds = range(int(first), int(last or first) + 1)
    if len(seeds) > 1:  # a reactor runs once a process
        again = [sys.executable, __file__, *(word for word in sys.argv[1:] if word not in {"--seeds", chosen.seeds})]
        return max(subprocess.run([*again, "--seeds", str(seed)], check=False).returncode for seed in seeds)
    kinds = [kind for kind in chosen.kinds.split(",") if kind] if chosen.wild or chosen.kinds else None
    sweeps = draw_story(seeds[0], hard=chosen.hard, count=chosen.articles, edits=chosen.edits, kinds=kinds)
    with tempfile.TemporaryDirectory() as folder:
        score = run(chosen.folder or Path(folder), sweeps, everything=not chosen.scheduled, story=chosen.story)
    tell(seeds[0], sweeps, score)
    if chosen.scheduled:
        spread = delays(sweeps, score.expected)
        late = ", ".join(f"{spread[at]} after {at}" for at in sorted(at for at in spread if at is not None))
        print(f"  edits to be told after so many sweeps: {late}; not looked at yet: {spread[None]}")
    return 0 if score.perfect else 1


def run(folder: Path, sweeps: Sequence[Sweep], *, everything: bool, story: bool) -> Score:
    alerts: list[tuple[int, Alert]] = []
    site = Gazette(sweeps[0])
    with DemoServer(site, now=sweeps[0].world.now) as server:
        add(folder, server.base)
        profile = folder / "sites" / f"{SITE}.toml"
        profile.write_text(profile.read_text() + "\n[crawl]\ndelay = 0.0\n")

        config = load_config(folder, {})

        async def main(process: object) -> None:
            for sweep in sweeps:
                site.sweep, server.now = sweep, sweep.world.now
                profiles = [load_profile(profile)]
                plan = CrawlPlan(archive, folder, profiles, config, everything, clock=lambda: server.now)
                started = time.process_time()
                (made,) = await crawl_once(process, plan)
                alerts.extend((sweep.number, alert) for alert in made.alerts)
                if story:
                    print(f"sweep {sweep.number} ({time.process_time() - started:.1f} s): {made.line}")
                    print(*(f"   {problem}" for problem in made.problems[:40]), sep="\n")
                    print(*(f"  -> {render.line(alert)}" for alert in made.alerts), sep="\n")

        with closing(open_archive(folder / "archive.db")) as archive:
            run_process(main)
        print(*server.failures, sep="\n", end="")
    return hold(sweeps, alerts, None if everything else site.asked)


def add(folder: Path, base: str) -> None:
    command = [sys.executable, "-m", "crawler", "--data", str(folder), "add", base + "/", "--name", SITE]
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)


def tell(seed: int, sweeps: Sequence[Sweep], score: Score) -> None:
    skins = " then ".join(dict.fromkeys(sweep.world.skin for sweep in sweeps))
    odd = "".join(f", {kind}" for kind in sorted(sweeps[0].world.kinds))
    print(f"seed {seed}: {skins}, {sweeps[0].world.lexicon.code}{odd}; {'perfect' if score.perfect else 'NOT PERFECT'}")
    if score.perfect:
        return
    for number, kind, subject in score.missing:
        done = next(
            (what for p, what in sweeps[number].edits.items() if sweeps[number].world.pieces[p].path == subject), ""
        )
        print(f"  missing, sweep {number}: {kind} {subject} {done}")
    for number, alert in score.false:
        print(f"  false, sweep {number}: {render.line(alert)}")
    print(score.table())


if __name__ == "__main__":
    sys.exit(main())

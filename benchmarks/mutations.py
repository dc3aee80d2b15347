"""Real pages, altered from sweep to sweep: is every edit told once, and nothing else?

    python benchmarks/mutations.py [--corpora ../shared/corpora] [--set NAME]… [--seed 1] [--site TEXT]
        [--newer] [--files]

The pages of the corpora that have gold are grouped into sites; each site is crawled in several sweeps through the
recorder (guard, reading, template, second looks, differ, rules). Between sweeps a seeded hand edits the gold's own
words where they stand in one text node (the head altered alike, or left behind) and the items of gold lists, and all
pages of a site bear noise of one kind, which is gone again in the next sweep. `--files`: as captures from files, with
no second looks.

Prints what was missed or made up with the page, sweep and noise, then the tables: edits by kind, noise by kind.
`false`: an alert for nothing; `foreign`: one with words beside the edit's; `region`: a list or strip given up;
`beside`: what no gold can judge (lists and strips, a fault of the whole site that was made).
Run one site again with `--set SET --seed N --site NAME`. The corpora are their publishers' and not part of this.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from mutation_play import Play, pools
from mutation_sites import SETS, RealPage, RealSite, load, plain
from mutation_weighing import Verdict, Weighing

CORPORA = Path(__file__).resolve().parents[2] / "shared" / "corpora"
FEW = 40  # paragraphs: where the gold is of lists, headlines lend their words
OUTCOMES = ("scripted", "right", "other kind", "no hunk", "late", "missing")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--corpora", type=Path, default=CORPORA)
    options.add_argument("--set", action="append", choices=SETS)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--sweeps", type=int, default=9)
    options.add_argument("--site", default="", help="only sites whose name holds this")
    options.add_argument("--noise", default="", help="only these kinds, with commas between them")
    options.add_argument("--newer", action="store_true", help="draw the kinds of noise from all that there are")
    options.add_argument("--files", action="store_true")
    options.add_argument("--every", type=int, default=1, metavar="N", help="only each Nth site")
    options.add_argument("--beside", action="store_true", help="tell what no gold can judge, too")
    chosen = options.parse_args()
    if not chosen.corpora.is_dir():
        options.exit(1, f"{chosen.corpora}: no corpora there (say where they are with --corpora)\n")
    verdicts: list[Verdict] = []
    requests, started = 0, time.process_time()
    for name in chosen.set or SETS:
        for play in plays(load(chosen.corpora, name), chosen):
            play.run()
            requests += play.requests
            for verdict in Weighing(play).verdicts():
                verdicts.append(verdict)
                if verdict.outcome not in {"right", "beside"} or (chosen.beside and verdict.outcome != "right"):
                    print(line(verdict), flush=True)
    spent = time.process_time() - started
    print(f"\n{requests} captures, {1000 * spent / max(1, requests):.0f} ms of CPU each, altering them included")
    tables(verdicts)


def plays(sites: Sequence[RealSite], chosen: argparse.Namespace) -> Iterator[Play]:
    donors = pools(sites, lambda page: [plain(spot.text) for spot in page.whole])
    heads = pools(sites, headlines)
    donors = donors if len(donors[""]) > FEW else heads
    for site in sites[:: chosen.every]:
        if chosen.site in site.name:
            only = [kind for kind in chosen.noise.split(",") if kind]
            yield Play(site, chosen.seed, heads, donors, chosen.sweeps, not chosen.files, only, chosen.newer)


def headlines(page: RealPage) -> list[str]:
    title = page.title or plain(page.root.findtext(".//title"))
    return [title[:110]] if len(title) >= 30 else []


def line(verdict: Verdict) -> str:
    place = f"{verdict.dataset} {verdict.site} {verdict.page[:40]} sweep {verdict.sweep}"
    beside = f" beside {verdict.noise}" if verdict.noise else ""
    return f"{verdict.outcome}: {verdict.kind}{beside}; {place} {verdict.told[:400]}"


def tables(verdicts: Sequence[Verdict]) -> None:
    made = [one for one in verdicts if one.outcome in {"false", "foreign", "beside", "region"}]
    true = [one for one in verdicts if one.outcome in OUTCOMES]
    print(f"\n{'edits':<20}" + "".join(f"{name:>12}" for name in OUTCOMES))
    for group in ("dataset", "kind"):
        names = sorted({getattr(one, group) for one in true})
        for name in names:
            row([one for one in true if getattr(one, group) == name], name)
    row(true, "all")
    told = len(true) - sum(one.outcome == "missing" for one in true)
    wrong = sum(one.outcome == "false" for one in made)
    print(f"\nrecall {told / max(1, len(true)):.4f}, precision {told / max(1, told + wrong):.4f}")
    names = ("false", "foreign", "region", "beside")
    print(f"\n{'made up, by noise (of this sweep or the one before)':<60}" + "".join(f"{name:>8}" for name in names))
    counts = Counter((part, one.outcome) for one in made for part in set(one.kind.split(" < ")))
    for noise in sorted({kind for kind, _ in counts}):
        cells = (counts[noise, outcome] for outcome in names)
        print(f"{noise:<60}" + "".join(f"{cell:>8}" for cell in cells))
    sums = Counter(one.outcome for one in made)
    print(f"{'all':<60}" + "".join(f"{sums[name]:>8}" for name in names))


def row(verdicts: Sequence[Verdict], name: str) -> None:
    counts = Counter(one.outcome for one in verdicts)
    counts["scripted"] = len(verdicts)
    print(f"{name:<20}" + "".join(f"{counts[outcome]:>12}" for outcome in OUTCOMES))


if __name__ == "__main__":
    main()

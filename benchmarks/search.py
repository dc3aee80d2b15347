"""How long a search takes over many versions, and what the index takes. Run by hand.

    .venv/bin/python benchmarks/search.py [--pages 33400]

The texts are of invented words with the frequencies of a language, three versions a page.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections import Counter
from itertools import islice
from pathlib import Path

from scale import VERSIONS, Builder

from crawler.model import Article
from crawler.store import open_archive
from crawler.store.search import SearchIndex
from crawler.text.words import parse_query

LIMIT = 20


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pages", type=int, default=33_400)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "archive.db"
        Builder(path).grow(chosen.pages)
        with open_archive(path, read_only=True) as archive:
            started = time.perf_counter()
            index = SearchIndex(Path(name) / "search.db", archive)
            done = index.update()
            spent = time.perf_counter() - started
            index.close()
            size = (Path(name) / "search.db").stat().st_size
            text = sum(len(v.state.body) for v in islice(archive.all_versions(), 900) if isinstance(v.state, Article))
            print(f"{done:,} versions of {text / 900:,.0f} characters indexed in {spent:.0f} s, {size / 1e6:.1f} MB")
            print(f"{size / (chosen.pages * VERSIONS):.0f} bytes a version; milliseconds until {LIMIT} are found:")
            for what, query in queries(archive):
                print(f"  {what:<36}{answer(archive, Path(name) / 'search.db', query)}")


def queries(archive: object) -> list[tuple[str, str]]:
    counts: Counter[str] = Counter()
    first = ""
    for version in islice(archive.all_versions(), 300):  # type: ignore[attr-defined]
        first = first or version.state.paragraphs[0]
        counts.update(version.state.body.lower().replace(".", "").split())
    common = [word for word, _ in counts.most_common(3)]
    rare = [word for word, count in counts.items() if count == 1][:2]
    words = first.split()
    return [
        ("the commonest word", common[0]),
        ("three common words", " ".join(common)),
        ("a rare word", rare[0]),
        ("a rare and a common word", f"{rare[1]} {common[0]}"),
        ("a phrase", f'"{" ".join(words[2:6])}"'),
        ("a phrase that is nowhere", f'"{common[0]} {rare[0]} {common[1]}"'),
        ("a beginning", f"{rare[0][:4]}*"),
        ("a common word, removed since", f"--removed {common[0]}"),
        ("a rare word, removed since", f"--removed {rare[0]}"),
        ("a phrase, removed since", f'--removed "{common[0]} {common[1]}"'),
        ("a word that is nowhere", "qqqqqq"),
    ]


def answer(archive: object, path: Path, query: str) -> str:
    times = []
    for _ in range(7):
        started = time.perf_counter()
        index = SearchIndex(path, archive)  # type: ignore[arg-type]
        asked = parse_query(query.removeprefix("--removed "))
        found = list(islice(index.find(asked, removed=query.startswith("--removed")), LIMIT))
        times.append((time.perf_counter() - started) * 1000)
        index.close()
    return f"{statistics.median(times):7.1f}, slowest {max(times):.1f}; {len(found)} found"


if __name__ == "__main__":
    main()

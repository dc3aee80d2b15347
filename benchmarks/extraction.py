"""Extraction on real pages with gold, ours beside other extractors, on the same pages in one run.

    python benchmarks/extraction.py [--corpora ../shared/corpora] [--set NAME]… [--sample N] [--memory] [--ours]

Rows: ours *cold* (`read_page` with the empty template: nothing known of the site) and *warm* (with the template that
the *other* pages of the site teach, where there are two more at least; the rest cold), both from bytes to a page:
article with metadata, ranked lists, live regions, kind. Then every extractor of the extra `bench`; one that is not
installed has a line that says so. `pages/s` is CPU time on one core, `x` the ratio to trafilatura's default. Learning
is not timed. `failed` counts the pages on which an extractor raised.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean
from typing import Any
from zlib import crc32

from memory import MEGABYTES, measure
from metrics import Scores, exact_paragraphs, four_gram_scores, four_grams, rouge_lsum
from peers import PEERS, Extracted

from crawler.blocks import read_document
from crawler.model import Capture, Document
from crawler.parsing import Reading, learn, read_page
from crawler.template import Evidence, Template

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SETS = ("aeb", "fundus_eval", "fundus_tests")
MIN_PAGES = 3
MIN_SHARED = 30  # characters
BASE = "trafilatura, default"


@dataclass(frozen=True, slots=True)
class Gold:
    """A page of a corpus and what a person says of it."""

    name: str
    site: str
    url: str
    html: bytes = field(repr=False)
    truth: Mapping[str, Any] = field(repr=False)


@dataclass(slots=True)
class Row:
    """What one extractor made of the pages of a set, parallel to them, and what it cost in CPU seconds."""

    name: str
    found: list[Extracted]
    seconds: float
    failed: int = 0
    error: str = ""


def load(corpora: Path, name: str, sample: int = 0) -> list[Gold]:
    """The pages of a set without its live blogs (`lists.py` scores them); of a sample, whole sites, always the same."""
    folder = corpora / name
    live = {Path(json.loads(line)["file"]).name for line in (corpora / "live" / "gold.jsonl").read_text().splitlines()}
    pages = []
    for line in (folder / "gold.jsonl").read_text("utf-8").splitlines():
        truth = json.loads(line)
        if Path(truth["file"]).name not in live:
            html = gzip.decompress((folder / truth["file"]).read_bytes())
            site = truth.get("publisher") or truth["site"]
            pages.append(Gold(Path(truth["file"]).name, site, truth["url"], html, truth))
    kept: list[Gold] = []
    for _, group in sorted(_by_site(pages).items(), key=lambda kv: crc32(kv[0].encode())):
        if not sample or len(kept) < sample:
            kept += (pages[index] for index in group)
    return kept


def _by_site(pages: Sequence[Gold]) -> dict[str, list[int]]:
    sites: dict[str, list[int]] = defaultdict(list)
    for index, page in enumerate(pages):
        sites[page.site].append(index)
    return sites


def document(page: Gold) -> Document:
    return read_document(Capture(page.url, NOW, 200, {"content-type": "text/html"}, page.html))


def extracted(reading: Reading) -> Extracted:
    found = reading.article.article if reading.article else None
    if found is None:
        return Extracted([], "", "", frozenset())
    return Extracted(list(found.paragraphs), found.title, (found.published or "")[:10], frozenset(found.authors))


def settled() -> float:
    """The CPU clock, once what the benchmark itself holds is out of the garbage collector's way."""
    gc.collect()
    gc.freeze()
    return time.process_time()


def ours(name: str, pages: Sequence[Gold], templates: Sequence[Template]) -> Row:
    start = settled()
    readings = [
        read_page(document(page), template, url=page.url) for page, template in zip(pages, templates, strict=True)
    ]
    spent = time.process_time() - start
    return Row(name, [extracted(reading) for reading in readings], spent)


def warm_templates(pages: Sequence[Gold]) -> list[Template]:
    """What the other pages of each page's site teach; the empty template where there are not two others."""
    templates = [Template()] * len(pages)
    for indexes in _by_site(pages).values():
        if len(indexes) >= MIN_PAGES:
            documents = {index: document(pages[index]) for index in indexes}
            for index in indexes:
                others = [documents[other] for other in indexes if other != index]
                templates[index] = learn(others, previous=Template(), evidence=Evidence()).template
    return templates


def rows(pages: Sequence[Gold], *, peers: bool = True) -> Iterator[Row]:
    yield ours("ours, cold", pages, [Template()] * len(pages))
    templates = warm_templates(pages)
    if learned := sum(template.learned for template in templates):
        yield ours(f"ours, warm ({learned} pages)", pages, templates)
    for name in PEERS if peers else ():
        yield run_peer(name, pages)


def run_peer(name: str, pages: Sequence[Gold]) -> Row:
    try:
        extractor = PEERS[name]()
        extractor(b"<html><body><p>Warm up.</p></body></html>")
    except ImportError as error:
        return Row(name, [], 0.0, error=f"not installed: {error.name}")
    row = Row(name, [], 0.0)
    start = settled()
    for page in pages:
        try:
            row.found.append(extractor(page.html))
        except Exception:  # noqa: BLE001 - other people's code may raise anything; it is counted
            row.found.append(Extracted())
            row.failed += 1
    row.seconds = time.process_time() - start
    return row


def score(row: Row, pages: Sequence[Gold]) -> dict[str, Any]:
    """The measures of a row, in percent; by paragraphs where the gold has them, by 4-grams where it is one text."""
    result: dict[str, Any] = {"extractor": row.name}
    if row.error:
        return result | {"note": row.error}
    texts = [found.paragraphs for found in row.found]
    if "body" in pages[0].truth:
        grams = [four_grams(page.truth["body"], "\n".join(found)) for page, found in zip(pages, texts, strict=True)]
        result |= _percent("4-gram", four_gram_scores(grams))
    else:
        pairs = [(p.truth["paragraphs"], found) for p, found in zip(pages, texts, strict=True) if p.truth["paragraphs"]]
        result |= _percent("ROUGE-LSum", _mean([rouge_lsum(gold, found) for gold, found in pairs]))
        result["exact paragraphs F1"] = round(100 * mean(exact_paragraphs(gold, found)[2] for gold, found in pairs), 2)
        if (left := shared_left(texts, pages)) is not None:
            result["pages with shared text left"] = round(left, 1)
    if "title" in pages[0].truth and any(found.title is not None for found in row.found):
        result |= score_metadata(row.found, pages)
    return result | {"pages/s": round(len(pages) / row.seconds, 1) if row.seconds else "–", "failed": row.failed or ""}


def _mean(scores: Sequence[Scores]) -> Scores:
    precision, recall, f = (mean(column) for column in zip(*scores, strict=True))
    return precision, recall, f


def _percent(name: str, scores: Scores) -> dict[str, float]:
    return {f"{name} {part}": round(100 * value, 2) for part, value in zip("PRF", scores, strict=True)}


def shared_left(found: Sequence[Sequence[str]], pages: Sequence[Gold]) -> float | None:
    """Percent of the pages with a paragraph that was extracted verbatim from another page of the site too."""
    sites = _by_site(pages)
    if any(len(indexes) < MIN_PAGES for indexes in sites.values()):
        return None
    bad = 0
    for index, page in enumerate(pages):
        gold = {text.strip("[]") for text in page.truth["paragraphs"]}
        others = {text for i in sites[page.site] if i != index for text in found[i] if len(text) >= MIN_SHARED}
        bad += any(text in others and text not in gold for text in found[index])
    return 100 * bad / len(pages)


def score_metadata(found: Sequence[Extracted], pages: Sequence[Gold]) -> dict[str, float]:
    """Percent of the pages with exactly the gold's title, day (in its own zone or UTC), set of authors."""
    hits: dict[str, list[bool]] = defaultdict(list)
    for page, one in zip(pages, found, strict=True):
        hits["title"].append(one.title == " ".join(page.truth["title"].split()))
        hits["day"].append(one.day in days(page.truth["date"]))
        hits["authors"].append(one.authors == {" ".join(name.split()) for name in page.truth["authors"] or ()})
    return {name: round(100 * mean(found), 1) for name, found in hits.items()}


def days(value: str) -> set[str]:
    moment = datetime.fromisoformat(value)
    return {value[:10], moment.astimezone(UTC).date().isoformat() if moment.tzinfo else value[:10]}


def with_ratio(results: list[dict[str, Any]]) -> list[dict[str, Any]]:
    base = next((one["pages/s"] for one in results if one["extractor"] == BASE and "pages/s" in one), None)
    for one in results:
        if base and "pages/s" in one:
            one["x"] = round(one["pages/s"] / base, 1)
    return results


def memory() -> list[dict[str, Any]]:
    """Each extractor on one page of 20 MB."""
    results = []
    for name in ("ours, cold, the first 16 MB of it", *PEERS):
        print(f"{name} …", file=sys.stderr, flush=True)  # minutes may pass
        results.append({"extractor": name, **measure(name)})
    return results


def show(title: str, results: Sequence[Mapping[str, Any]]) -> None:
    columns = list(dict.fromkeys(key for result in results for key in result))
    print(f"\n{title}")
    print("| " + " | ".join(columns) + " |")
    print("|" + " --- |" * len(columns))
    for result in results:
        print("| " + " | ".join(str(result.get(column, "–")) for column in columns) + " |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--corpora", type=Path, default=Path(__file__).resolve().parents[2] / "shared" / "corpora")
    parser.add_argument("--set", action="append", choices=SETS)
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="about N pages of each set, whole sites")
    parser.add_argument("--memory", action="store_true", help="peak memory on a page of 20 MB, too (minutes)")
    parser.add_argument("--json", action="store_true", help="one JSON object a line instead of tables")
    parser.add_argument("--ours", action="store_true", help="no other extractors, which take most of the time")
    options = parser.parse_args()
    if not options.corpora.is_dir():
        parser.exit(1, f"{options.corpora}: no corpora there (say where they are with --corpora)\n")
    tell: Callable[[str, list[dict[str, Any]]], None] = show
    if options.json:
        tell = lambda title, results: print("\n".join(json.dumps({"table": title, **one}) for one in results))  # noqa: E731 - one line of output
    for name in options.set or SETS:
        pages = load(options.corpora, name, options.sample)
        tell(
            f"{name}, {len(pages)} pages",
            with_ratio([score(row, pages) for row in rows(pages, peers=not options.ours)]),
        )
    if options.memory:
        tell(f"one page of {MEGABYTES} MB", memory())


if __name__ == "__main__":
    main()

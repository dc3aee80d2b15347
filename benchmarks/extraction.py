"""Extraction on real pages with gold, ours beside other extractors, on the same pages in one run.

    python benchmarks/extraction.py [--corpora ../shared/corpora] [--set NAME]… [--json]

Rows: ours cold (nothing known of the site) and warm (slots learned from the *other* pages of the site, and blocks that
stand verbatim in the same container of another page skipped), then every extractor of the extra `bench` that is
installed. Times are CPU milliseconds a page on one core, from bytes to paragraphs; ours and `trafilatura, metadata`
include reading the metadata, the others do not.
"""

from __future__ import annotations

import argparse
import gzip
import json
import logging
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean
from typing import Any

from metrics import Scores, exact_paragraphs, four_gram_scores, four_grams, rouge_lsum

from crawler.blocks import read_document, slot_of
from crawler.model import Capture, Document
from crawler.regions.article.reading import ArticleReading, BodySlots, learn_slots, read_article

NOW = datetime(2026, 1, 1, tzinfo=UTC)
LIVE_BLOGS = ("TheIndependent_1", "TheIndependent_4")  # scored apart: another kind of page
MIN_PAGES = 3
MIN_SHARED = 30  # characters
Extractor = Callable[[bytes], list[str]]


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
    """What one extractor made of the pages of a set, parallel to them, and what it cost."""

    name: str
    paragraphs: list[list[str]]
    milliseconds: float


def load(corpora: Path, name: str) -> list[Gold]:
    folder = corpora / name
    pages = []
    for line in (folder / "gold.jsonl").read_text("utf-8").splitlines():
        truth = json.loads(line)
        if not any(mark in truth["file"] for mark in LIVE_BLOGS):
            html = gzip.decompress((folder / truth["file"]).read_bytes())
            site = truth.get("publisher") or truth["site"]
            pages.append(Gold(Path(truth["file"]).name, site, truth["url"], html, truth))
    return pages


def document(page: Gold) -> Document:
    return read_document(Capture(page.url, NOW, 200, {"content-type": "text/html"}, page.html))


def texts(reading: ArticleReading | None) -> list[str]:
    return list(reading.article.paragraphs) if reading else []


def cold(pages: Sequence[Gold]) -> tuple[Row, list[ArticleReading | None]]:
    start = time.process_time()
    readings = [read_article(document(page)) for page in pages]
    spent = time.process_time() - start
    return Row("ours, cold", [texts(reading) for reading in readings], 1000 * spent / len(pages)), readings


def warm(pages: Sequence[Gold]) -> Row | None:
    """Leave one out: each page is read by what the other pages of its site taught. Learning is not timed."""
    sites: dict[str, list[int]] = defaultdict(list)
    for index, page in enumerate(pages):
        sites[page.site].append(index)
    if any(len(indexes) < MIN_PAGES for indexes in sites.values()):
        return None
    documents = [document(page) for page in pages]
    out: list[list[str]] = []
    spent = 0.0
    for index, page in enumerate(pages):
        others = [documents[i] for i in sites[page.site] if i != index]
        slots, known = learn(others), verbatim(others)
        start = time.process_time()
        doc = document(page)
        reading = read_article(doc, skip=shared(doc, known), slots=slots)
        spent += time.process_time() - start
        out.append(texts(reading))
    return Row("ours, warm", out, 1000 * spent / len(pages))


def learn(documents: Sequence[Document]) -> BodySlots:
    samples = []
    for index, doc in enumerate(documents):
        rest = verbatim([other for i, other in enumerate(documents) if i != index])
        if (reading := read_article(doc, skip=shared(doc, rest))) is not None:
            samples.append((doc, reading))
    return learn_slots(samples)


def verbatim(documents: Sequence[Document]) -> set[tuple[int, str]]:
    return {(slot_of(block), block.text) for doc in documents for block in doc.blocks}


def shared(doc: Document, known: set[tuple[int, str]]) -> frozenset[int]:
    return frozenset(index for index, block in enumerate(doc.blocks) if (slot_of(block), block.text) in known)


def peers() -> Iterator[tuple[str, Extractor]]:
    """The extractors that are installed."""
    logging.disable(logging.CRITICAL)
    for make in (_trafilatura, _readability, _newspaper, _resiliparse, _justext):
        try:
            yield from make()
        except ImportError:
            continue


def _lines(text: str | None) -> list[str]:
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


def _trafilatura() -> list[tuple[str, Extractor]]:
    from trafilatura import bare_extraction, extract

    def with_metadata(html: bytes) -> list[str]:
        found = bare_extraction(html, include_comments=False, with_metadata=True)
        return _lines(found.text if found else "")

    return [
        ("trafilatura, default", lambda html: _lines(extract(html, include_comments=False))),
        ("trafilatura, precision", lambda html: _lines(extract(html, include_comments=False, favor_precision=True))),
        ("trafilatura, metadata", with_metadata),
    ]


def _readability() -> list[tuple[str, Extractor]]:
    from lxml.html import fromstring
    from readability import Document as Readable

    def run(html: bytes) -> list[str]:
        summary = fromstring(Readable(html.decode("utf-8", "replace")).summary())
        return [text for node in summary.iter("p", "li", "h2", "h3") if (text := " ".join(node.text_content().split()))]

    return [("readability-lxml", run)]


def _newspaper() -> list[tuple[str, Extractor]]:
    from newspaper import Article

    def run(html: bytes) -> list[str]:
        article = Article("https://example.org/", fetch_images=False)
        article.download(input_html=html.decode("utf-8", "replace"))
        article.parse()
        return _lines(article.text)

    return [("newspaper4k", run)]


def _resiliparse() -> list[tuple[str, Extractor]]:
    from resiliparse.extract.html2text import extract_plain_text

    return [
        ("resiliparse", lambda html: _lines(extract_plain_text(html.decode("utf-8", "replace"), main_content=True)))
    ]


def _justext() -> list[tuple[str, Extractor]]:
    import justext

    words = frozenset().union(*(justext.get_stoplist(name) for name in ("English", "German", "French", "Spanish")))
    return [("jusText", lambda html: [p.text for p in justext.justext(html, words) if not p.is_boilerplate])]


def run_peer(name: str, extractor: Extractor, pages: Sequence[Gold]) -> Row:
    start = time.process_time()
    out = [extractor(page.html) for page in pages]
    return Row(name, out, 1000 * (time.process_time() - start) / len(pages))


def score(row: Row, pages: Sequence[Gold]) -> dict[str, Any]:
    """The measures of a row, in percent; by paragraphs where the gold has them, by 4-grams where it is one text."""
    result: dict[str, Any] = {"extractor": row.name, "ms": round(row.milliseconds, 1)}
    if "body" in pages[0].truth:
        grams = [
            four_grams(page.truth["body"], "\n".join(found)) for page, found in zip(pages, row.paragraphs, strict=True)
        ]
        return result | _percent("4-gram", four_gram_scores(grams))
    pairs = [(p.truth["paragraphs"], found) for p, found in zip(pages, row.paragraphs, strict=True)]
    pairs = [(gold, found) for gold, found in pairs if gold]
    result |= _percent("ROUGE-LSum", _mean([rouge_lsum(gold, found) for gold, found in pairs]))
    result["exact F1"] = round(100 * mean(exact_paragraphs(gold, found)[2] for gold, found in pairs), 2)
    if (left := shared_left(row, pages)) is not None:
        result["pages with shared text left"] = round(left, 1)
    return result


def _mean(scores: Sequence[Scores]) -> Scores:
    precision, recall, f = (mean(column) for column in zip(*scores, strict=True))
    return precision, recall, f


def _percent(name: str, scores: Scores) -> dict[str, float]:
    return {f"{name} {part}": round(100 * value, 2) for part, value in zip("PRF", scores, strict=True)}


def shared_left(row: Row, pages: Sequence[Gold]) -> float | None:
    """Percent of the pages with a paragraph that was extracted verbatim from another page of the site too."""
    sites: dict[str, list[int]] = defaultdict(list)
    for index, page in enumerate(pages):
        sites[page.site].append(index)
    if any(len(indexes) < MIN_PAGES for indexes in sites.values()):
        return None
    bad = 0
    for index, page in enumerate(pages):
        gold = {text.strip("[]") for text in page.truth["paragraphs"]}
        others = {text for i in sites[page.site] if i != index for text in row.paragraphs[i] if len(text) >= MIN_SHARED}
        bad += any(text in others and text not in gold for text in row.paragraphs[index])
    return 100 * bad / len(pages)


def score_metadata(readings: Sequence[ArticleReading | None], pages: Sequence[Gold]) -> dict[str, float]:
    """Percent of the pages with exactly the gold's title, day (in its own zone or UTC), set of authors."""
    hits: dict[str, list[bool]] = defaultdict(list)
    for page, reading in zip(pages, readings, strict=True):
        article = reading.article if reading else None
        title = " ".join(page.truth["title"].split())
        hits["title"].append(article is not None and article.title == title)
        hits["day"].append(article is not None and (article.published or "")[:10] in _days(page.truth["date"]))
        names = {" ".join(name.split()) for name in page.truth["authors"] or ()}
        hits["authors"].append(article is not None and set(article.authors) == names)
    return {name: round(100 * mean(found), 1) for name, found in hits.items()}


def _days(value: str) -> set[str]:
    moment = datetime.fromisoformat(value)
    return {value[:10], moment.astimezone(UTC).date().isoformat() if moment.tzinfo else value[:10]}


def show(name: str, count: int, results: Sequence[Mapping[str, Any]]) -> None:
    columns = list(dict.fromkeys(key for result in results for key in result))
    print(f"\n{name}, {count} pages")
    print("| " + " | ".join(columns) + " |")
    print("|" + " --- |" * len(columns))
    for result in results:
        print("| " + " | ".join(str(result.get(column, "–")) for column in columns) + " |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--corpora", type=Path, default=Path(__file__).resolve().parents[2] / "shared" / "corpora")
    parser.add_argument("--set", action="append", choices=("aeb", "fundus_eval", "fundus_tests"))
    parser.add_argument("--json", action="store_true", help="one JSON object a line instead of tables")
    options = parser.parse_args()
    if not options.corpora.is_dir():
        parser.exit(1, f"{options.corpora}: no corpora there (say where they are with --corpora)\n")
    for name in options.set or ("aeb", "fundus_eval", "fundus_tests"):
        pages = load(options.corpora, name)
        first, readings = cold(pages)
        rows = [first, *filter(None, [warm(pages)]), *(run_peer(peer, run, pages) for peer, run in peers())]
        results = [score(row, pages) for row in rows]
        if options.json:
            print("\n".join(json.dumps({"set": name, **result}) for result in results))
        else:
            show(name, len(pages), results)
        if name == "fundus_tests":
            print(json.dumps({"set": name, "metadata, exact": score_metadata(readings, pages)}))


if __name__ == "__main__":
    main()

"""How well ranked lists and live blogs are read from real pages: exact lists, item F1, false lists, live entries.

Usage: python benchmarks/lists.py [--corpora FOLDER] [--verbose]
The corpora (pages with gold) are not part of the repository; see `../shared/corpora/README.md`.
"""

from __future__ import annotations

import argparse
import gzip
import html
import json
import re
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawler.blocks import read_document
from crawler.model import Capture, Document, RankedList
from crawler.regions.live.reading import read_live_blog
from crawler.regions.ranked_list.headings import heading_names
from crawler.regions.ranked_list.reading import FoundList, read_lists
from crawler.text import fold, instant
from crawler.urls import resolve

CORPORA = Path(__file__).resolve().parents[2] / "shared" / "corpora"


def load(path: Path, url: str) -> Document:
    body = gzip.decompress(path.read_bytes())
    headers = {"content-type": "text/html"}
    return read_document(Capture(url=url, fetched_at=datetime.now(UTC), headers=headers, body=body))


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def words(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text).casefold()))


def gold_urls(row: dict[str, Any], document: Document) -> list[str]:
    base = document.root.find(".//base[@href]") if document.root is not None else None
    page = resolve(row["page_url"], base.get("href")) if base is not None else row["page_url"]
    return [resolve(page or row["page_url"], item["url"]) for item in row["items"]]


def best(found: Sequence[FoundList], urls: list[str]) -> RankedList | None:
    """The list that shares most links with the gold one."""
    shared = [(len({item.url for item in one.list.items} & set(urls)), -len(one.list.items)) for one in found]
    top = max(range(len(found)), key=lambda i: shared[i], default=None)
    return found[top].list if top is not None and shared[top][0] else None


def score_lists(folder: Path, *, verbose: bool) -> None:
    exact = titled = named = tp = got = want = 0
    gold = rows(folder / "gold.jsonl")
    for row in gold:
        document = load(folder / row["file"], row["page_url"])
        urls = gold_urls(row, document)
        found = read_lists(document)
        ours = best(found, urls)
        our_urls = [item.url for item in ours.items] if ours else []
        same = our_urls == urls
        titles = [words(i.title) for i in ours.items] == [words(i["title"]) for i in row["items"]] if ours else False
        exact, titled = exact + same, titled + (same and titles)
        named += bool(ours and words(row["heading"]).startswith(words(ours.name)[:8]))
        tp, got, want = tp + len(set(our_urls) & set(urls)), got + len(our_urls), want + len(urls)
        if verbose and not (same and titles):
            show(row, ours, found, urls, same=same)
    n = len(gold)
    precision, recall = tp / max(1, got), tp / max(1, want)
    print(
        f"lists: {n} labelled; exact (links, order) {exact} = {exact / n:.1%}; with titles {titled} = {titled / n:.1%}"
    )
    f1 = 2 * precision * recall / (precision + recall)
    print(f"       items P {precision:.3f} R {recall:.3f} F1 {f1:.3f}; named {named}")


def show(
    row: dict[str, Any], ours: RankedList | None, found: Sequence[FoundList], urls: list[str], *, same: bool
) -> None:
    print(
        f"--- {row['file']} {row['site']} | {row['heading']} | {'titles' if same else 'ITEMS'}"
        f" | found {[f.list.name for f in found]}"
    )
    items = [(i.url, i.title) for i in ours.items] if ours else []
    wanted = list(zip(urls, (i["title"] for i in row["items"]), strict=True))
    for side, mine, theirs in (("+", items, wanted), ("-", wanted, items)):
        for url, title in mine:
            if url not in {u for u, _ in theirs}:
                print("   ", side, title[:60], url[-60:])
            elif same and words(title) not in {words(t) for _, t in theirs}:
                print("   ", side, title[:100])
    if {u for u, _ in items} == set(urls) and not same:
        print("    order differs", [urls.index(u) for u, _ in items])


def score_negatives(folder: Path) -> None:
    gold = rows(folder / "negatives.jsonl")
    false = 0
    for row in gold:
        found = read_lists(load(folder / row["file"], row["page_url"]))
        heading = words(row["heading"])
        hits = [one for one in found if words(one.list.name) == heading]
        false += bool(hits)
        for one in hits:
            print(
                f"    false list on {row['site']}: {one.list.name} ({row['reason']}): "
                f"{len(one.list.items)} items, {one.list.items[0].title[:60]!r} …"
            )
    print(f"negatives: {false} of {len(gold)} with a false list")


def score_speed(folder: Path) -> None:
    files = sorted((folder / "pages").glob("*.gz"))
    documents = [load(path, "https://example.org/") for path in files]
    heading_names.cache_clear()
    start = time.process_time()
    for document in documents:
        read_lists(document)
    lists = time.process_time()
    for document in documents:
        read_live_blog(document)
    per_page = 1000 / len(documents)
    live = time.process_time()
    print(f"speed: {(lists - start) * per_page:.2f} ms a page for lists, {(live - lists) * per_page:.2f} live")


def score_live(folder: Path) -> None:
    """Entries found with the gold time, title and, where the gold has one, the beginning of the text."""
    timed = worded = total = 0
    for row in rows(folder / "gold.jsonl"):
        found = read_live_blog(load(folder / row["file"], row["url"]))
        items = found.region.items if found else ()
        by_title = {words(item.title): item for item in items}
        seen = [(update, by_title.get(plain_words(update["headline"]))) for update in row["updates"]]
        time_right = sum(bool(item) and item.published == instant(update["date"]) for update, item in seen if item)
        text_right = sum(
            bool(item) and plain_words(update["body"])[:60] == words(item.text)[:60] for update, item in seen if item
        )
        timed, worded, total = timed + time_right, worded + text_right, total + len(seen)
        kept = sum(bool(item.text or item.title) for item in items)
        dated = sum(bool(item.published) for item in items)
        print(f"    {row['file']}: {len(items)} entries ({kept} with words, {dated} timed)")
    print(f"live: {total} gold entries; time right {timed / total:.1%}; text right {worded / total:.1%}")


def plain_words(text: str | None) -> str:
    return words(fold(re.sub(r"<[^>]+>", " ", html.unescape(html.unescape(text or "")))))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    score_lists(options.corpora / "lists", verbose=options.verbose)
    score_negatives(options.corpora / "lists")
    score_live(options.corpora / "live")
    score_speed(options.corpora / "lists")


if __name__ == "__main__":
    main()

"""Peak memory and CPU time of one extractor on one large page, in a process of its own.

    python benchmarks/memory.py EXTRACTOR [MEGABYTES]

Prints a line of JSON: the most megabytes that the process ever held, its libraries and the page itself included, CPU
seconds and paragraphs.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from peers import PEERS, Extracted, Extractor

MEGABYTES = 20
SECONDS = 120
_WORDS = "the harbour council said on Monday that ferries will stop at night while the pier is being mended".split()


def large_page(megabytes: int) -> bytes:
    """An article with a headline, and then paragraphs, links, lists and nested boxes up to the size asked for."""
    page = bytearray(
        b"<!doctype html><html lang=en><head><title>Ferries stop</title></head><body><article><h1>Ferries stop</h1>"
    )
    for part in _parts():
        if len(page) > megabytes * 1_000_000:
            break
        page += part.encode()
    return bytes(page + b"</article></body></html>")


def _parts() -> Iterator[str]:
    number = 0
    while True:
        number += 1
        words = " ".join(_WORDS[(number + i) % len(_WORDS)] for i in range(60))
        yield f"<p>Paragraph {number}: {words}.</p>"
        if number % 10 == 0:
            yield f'<div class="box box-{number}"><ul><li><a href="/news/{number}">{words[:60]}</a></li></ul></div>'


def ours() -> Extractor:
    from datetime import UTC, datetime

    from crawler.blocks import MAX_BYTES, read_document
    from crawler.model import Capture
    from crawler.parsing import read_page
    from crawler.template import Template

    def run(html: bytes) -> Extracted:
        url, now = "https://example.org/a", datetime(2026, 1, 1, tzinfo=UTC)
        document = read_document(Capture(url, now, 200, {"content-type": "text/html"}, html[:MAX_BYTES]))
        article = read_page(document, Template()).page.article
        return Extracted(list(article.paragraphs) if article else [])

    return run


def measure(name: str, megabytes: int = MEGABYTES) -> dict[str, Any]:
    """The cost of one extractor on the large page, from a process of its own."""
    command = [sys.executable, str(Path(__file__)), name, str(megabytes)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return {"error": f"over {SECONDS} s"}
    try:
        return dict(json.loads(done.stdout))
    except ValueError:
        return {"error": f"exit status {done.returncode}"}


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    name, megabytes = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else MEGABYTES
    extractor = ours() if name.startswith("ours") else PEERS[name]()
    extractor(large_page(0))  # what libraries load at first use is not the page's
    html = large_page(megabytes)
    start = time.process_time()
    found = extractor(html)
    spent = round(time.process_time() - start, 2)
    print(json.dumps({"peak mb": round(_peak()), "seconds": spent, "paragraphs": len(found.paragraphs)}))


if __name__ == "__main__":
    main()

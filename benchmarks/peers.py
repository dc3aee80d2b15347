"""The other extractors of the benchmark: HTML in, paragraphs and metadata out. Extra `bench` of pyproject.toml.

Each is imported only when it runs, so that one that is not installed costs a line in the table and nothing else.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial


@dataclass(frozen=True, slots=True)
class Extracted:
    """What an extractor makes of a page; metadata only from those that read it in the same call."""

    paragraphs: list[str] = field(default_factory=list)
    title: str | None = None
    day: str | None = None
    authors: frozenset[str] | None = None


Extractor = Callable[[bytes], Extracted]


def _lines(text: str | None) -> list[str]:
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


def _trafilatura(*, precision: bool) -> Extractor:
    from trafilatura import extract

    logging.disable(logging.CRITICAL)
    return lambda html: Extracted(_lines(extract(html, include_comments=False, favor_precision=precision)))


def _trafilatura_metadata() -> Extractor:
    from trafilatura import bare_extraction

    def run(html: bytes) -> Extracted:
        found = bare_extraction(html, include_comments=False, with_metadata=True)
        if found is None:
            return Extracted()
        names = frozenset(name.strip() for name in (found.author or "").split(";") if name.strip())
        return Extracted(_lines(found.text), found.title or "", found.date or "", names)

    logging.disable(logging.CRITICAL)
    return run


def _readability() -> Extractor:
    from lxml.html import fromstring
    from readability import Document

    def run(html: bytes) -> Extracted:
        summary = fromstring(Document(html.decode("utf-8", "replace")).summary())
        texts = (" ".join(node.text_content().split()) for node in summary.iter("p", "li", "h2", "h3"))
        return Extracted([text for text in texts if text])

    return run


def _newspaper() -> Extractor:
    with warnings.catch_warnings(action="ignore"):
        from newspaper import Article

    def run(html: bytes) -> Extracted:
        article = Article("https://example.org/", fetch_images=False)
        article.download(input_html=html.decode("utf-8", "replace"))
        article.parse()
        day = article.publish_date.date().isoformat() if article.publish_date else ""
        return Extracted(_lines(article.text), article.title or "", day, frozenset(article.authors))

    return run


def _resiliparse() -> Extractor:
    from resiliparse.extract.html2text import extract_plain_text

    return lambda html: Extracted(_lines(extract_plain_text(html.decode("utf-8", "replace"), main_content=True)))


def _justext() -> Extractor:
    import justext

    words = frozenset().union(*(justext.get_stoplist(name) for name in ("English", "German", "French", "Spanish")))
    return lambda html: Extracted([p.text for p in justext.justext(html, words) if not p.is_boilerplate])


PEERS: Mapping[str, Callable[[], Extractor]] = {
    "trafilatura, default": partial(_trafilatura, precision=False),
    "trafilatura, precision": partial(_trafilatura, precision=True),
    "trafilatura, metadata": _trafilatura_metadata,
    "readability-lxml": _readability,
    "newspaper4k": _newspaper,
    "resiliparse": _resiliparse,
    "jusText": _justext,
}

"""Copies of pages that the Wayback Machine handed out are the pages that they are copies of."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.blocks import read_document
from crawler.blocks.copies import as_it_was, is_copy
from crawler.config import AlertsConfig
from crawler.ingest import ingest
from crawler.model import Capture, Document
from crawler.store import open_archive

AT = datetime(2026, 5, 4, 8, tzinfo=UTC)
BAR = """<!-- BEGIN WAYBACK TOOLBAR INSERT -->
<div id="wm-ipp-base"><p>About this capture: collected by the archive from 4 May to 9 June, 37 captures.</p></div>
<!-- END WAYBACK TOOLBAR INSERT -->"""
NOTE = """
<!--
     FILE ARCHIVED ON 08:00:00 May 04, 2026 AND RETRIEVED FROM THE
     INTERNET ARCHIVE ON 09:00:00 May 05, 2026.
-->"""


def page(words: str = "forty") -> str:
    body = "".join(f"<p>Paragraph {n} tells what the lock keeper saw of the {words} barges.</p>" for n in range(6))
    return (
        '<html><head><link rel="canonical" href="https://paper.example/news/lock-4711.html">'
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "The lock opens again", '
        '"url": "https:\\/\\/paper.example\\/news\\/lock-4711.html"}</script></head><body>'
        '<nav><a href="https://paper.example/city/">City</a><a href="//paper.example/sport/">Sport</a></nav>'
        f"<article><h1>The lock opens again</h1>{body}</article>"
        '<p><a href="https://web.archive.org/">An archive of the web</a></p></body></html>'
    )


def copied(source: str, *, bar: str = BAR, prefix: str = "https://web.archive.org/web/20260504080000/") -> str:
    found = source.replace('href="https://', f'href="{prefix}https://')
    found = found.replace('href="//', f'href="{prefix}//')
    escaped = prefix.replace("/", "\\/")
    found = found.replace('"https:\\/\\/', f'"{escaped}https:\\/\\/')
    return found.replace("<body>", f"<body>{bar}") + NOTE


def read(source: str) -> Document:
    headers = {"content-type": "text/html"}
    document = read_document(Capture("file:///saved/lock.html", AT, headers=headers, body=source.encode()))
    return replace(document, root=None)


@pytest.mark.parametrize("bar", [BAR, ""])
@pytest.mark.parametrize(
    "prefix",
    [
        "https://web.archive.org/web/20260504080000/",
        "http://web.archive.org/web/2026/",
        "/web/20260504080000/",
        "//web.archive.org/web/20260504080000if_/",
    ],
)
def test_a_copy_reads_as_the_page_it_is_a_copy_of(bar: str, prefix: str):
    assert read(copied(page(), bar=bar, prefix=prefix)) == read(page())


def test_a_page_that_only_links_to_a_copy_is_left_as_it_is():
    source = (
        page().replace("https://web.archive.org/", "https://web.archive.org/web/2026/https://town.example/").encode()
    )
    assert not is_copy(source)
    assert as_it_was(source) == source


@given(st.text(alphabet=st.sampled_from(list('<a href="/web2026:ps>-! BEGIN')), max_size=80))
def test_what_is_no_copy_is_never_touched(text: str):
    assert as_it_was(text.encode()) == text.encode()


def test_a_bar_without_its_end_takes_nothing_of_the_page():
    source = copied(page(), bar="<!-- BEGIN WAYBACK TOOLBAR INSERT -->")
    assert [block.text for block in read(source).blocks] == [block.text for block in read(page()).blocks]


def test_two_copies_of_an_article_are_versions_of_one_article_of_the_papers_own_site(tmp_path: Path):
    for number, words in enumerate(("forty", "sixty")):
        saved = tmp_path / f"{number}.html"
        prefix = f"https://web.archive.org/web/2026050{4 + number}080000/"
        saved.write_text(copied(page(words), prefix=prefix))
        os.utime(saved, (AT.timestamp() + 86_400 * number,) * 2)
    with open_archive(tmp_path / "archive.db") as archive:
        done = ingest(archive, sorted(tmp_path.glob("*.html")), profiles={}, config=AlertsConfig())
        assert not done.problems
        (tally,) = done.tallies.values()
        assert [(alert.kind, alert.url) for alert in tally.alerts] == [
            ("article.changed", "https://paper.example/news/lock-4711.html")
        ]
        assert [url for _, url in archive.sites()] == ["https://paper.example/"]

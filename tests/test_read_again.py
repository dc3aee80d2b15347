"""A page that is read again, once its site is known, reads as it did at first, and as it will at the next look."""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape
from pathlib import Path

import pytest
from region_lab import BASE, SITE, Reed, bench, paragraphs

from crawler.model import RegionKey, RegionKind


@dataclass
class Kickers(Reed):
    """Entries of the lists say in the same link what they are about."""

    def _lists(self, path: str) -> str:
        entries = "".join(
            f'<li><a href="{self.path(n)}"><span class="kicker">River life</span>'
            f'<span class="headline">{escape(self.title(n))}</span></a></li>'
            for n in self.lists["Most Popular"]
        )
        return f'<div class="{self.box}"><h4>Most Popular</h4><ol>{entries}</ol></div>'


@dataclass
class Scripted(Reed):
    """The text of a story is data for the page's scripts."""

    def _article(self, number: int) -> str:
        told = "".join(f"\\u003cp\\u003e{text}\\u003c/p\\u003e" for text in paragraphs(number))
        data = f'<script type="application/json">{{"story": "{told}"}}</script>'
        return f'<h1>{escape(self.title(number))}</h1><div id="app"></div>{data}'

    def page(self, path: str) -> str:
        article = '{"@type": "NewsArticle", "headline": "News", "datePublished": "2026-05-12T05:00:00Z"}'
        return super().page(path).replace("</head>", f'<script type="application/ld+json">{article}</script></head>')


class Listed(Scripted):
    """The same as a list of pieces of text, beside one of teasers and one of words."""

    def _article(self, number: int) -> str:
        pieces = [{"kind": "paragraph", "text": text, "id": f"p{at}"} for at, text in enumerate(paragraphs(number))]
        teasers = [{"url": f"/news/{n}", "headline": 3 * text} for n, text in enumerate(paragraphs(number + 1))]
        data = json.dumps({"a": [{"story": pieces, "words": ["one", "two"]}], "more": teasers})
        script = f'<script type="application/json">{data}</script>'
        return f'<h1>{escape(self.title(number))}</h1><div id="app"></div>{script}'


@dataclass
class Live(Reed):
    """One page is a live blog that microdata tells of."""

    def _article(self, number: int) -> str:
        if number:
            return super()._article(number)
        updates = "".join(
            f'<div itemprop="liveBlogUpdate"><meta itemprop="datePublished" content="2026-05-12T05:{at}:00Z">'
            f'<h3 itemprop="headline">Boat {at} is in</h3><p>{text}</p></div>'
            for at, text in enumerate(paragraphs(0), 10)
        )
        return f'<div itemscope itemtype="https://schema.org/LiveBlogPosting"><h1>The race</h1>{updates}</div>'


def test_headlines_of_a_list_stay_without_their_kickers(tmp_path: Path) -> None:
    with bench(tmp_path, Kickers()) as site:
        titles = [item.title for item in site.state(RegionKind.LIST, "Most Popular").items]
        assert titles == [site.reed.title(n) for n in range(5)]
        site.reed.lists["Most Popular"] = [1, 0, 2, 3, 4]
        assert site.kinds() == ["list.changed Most Popular"]


@pytest.mark.parametrize("made", [Scripted, Listed])
def test_an_article_in_a_script_is_told_again(tmp_path: Path, made: type[Reed]) -> None:
    with bench(tmp_path, made()) as site:
        for number in site.reed.stories:
            (version,) = site.archive.versions(RegionKey(SITE, RegionKind.ARTICLE, "", BASE + site.reed.path(number)))
            assert list(version.state.paragraphs) == paragraphs(number)


def test_a_live_blog_in_microdata_is_told_again(tmp_path: Path) -> None:
    with bench(tmp_path, Live()) as site:
        key = RegionKey(SITE, RegionKind.LIVE, "Live", BASE + site.reed.path(0))
        (version,) = site.archive.versions(key)
        assert [item.published[:19] for item in version.state.items] == [
            f"2026-05-12T05:{minute}:00" for minute in range(14, 9, -1)
        ]

"""Lines that mark advertisements are no part of an article, in whatever language, on the first page of a site."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler.blocks import read_document
from crawler.model import Capture
from crawler.parsing import learn, read_page
from crawler.regions.article.ad_lines import is_ad_line
from crawler.template import Evidence, Template

AT = datetime(2026, 5, 4, 8, tzinfo=UTC)
MARKS = [
    "Advertisement",
    "ADVERTISEMENT - CONTINUE READING BELOW",
    "Story continues below",
    "– Anzeige –",
    "[Werbung]",
    "La suite après la publicité",
    "Continúa leyendo debajo de la publicidad",
    "Lees verder onder de advertentie",
    "Der Artikel geht unter der Anzeige weiter",
    "Продолжение после рекламы",
    "Artykuł kontynuowany pod reklamą",
    "Mainos",
    "Реклама",
    "Διαφήμιση",
    "إعلان",
    "विज्ञापन",
    "โฆษณา",
    "広告",
    "廣告",
    "광고",
]


def document(number: int, line: str = ""):
    told = [f"Paragraph {n} of part {number} tells of the keeper and of what he saw." for n in range(6)]
    between = f"<p>{line}</p>" if line else ""
    body = "".join(f"<p>{text}</p>{between if n == 2 else ''}" for n, text in enumerate(told))
    source = (
        "<html><head><meta property=og:type content=article></head><body><article>"
        f"<h1>The lock opens again, part {number}</h1>{body}</article></body></html>"
    )
    url = f"https://paper.example/news/lock-opens-part-{number}"
    return read_document(Capture(url, AT, headers={"content-type": "text/html"}, body=source.encode()))


def paragraphs(line: str, template: Template) -> tuple[str, ...]:
    article = read_page(document(0, line), template).page.article
    assert article is not None
    return article.paragraphs


@pytest.mark.parametrize("line", MARKS)
def test_the_mark_of_an_advertisement_is_no_paragraph(line: str):
    learned = learn([document(n) for n in range(1, 5)], previous=Template(), evidence=Evidence()).template
    assert learned.body
    for template in (Template(), learned):
        assert paragraphs(line, template) == paragraphs("", template)


@pytest.mark.parametrize(
    "line",
    [
        "Advertising is a trade of many words, he said.",
        "Die Werbung kostet im Jahr drei Millionen Euro.",
        "After the advertisement nobody called.",
        "Publicité, mensonge et vérité",
        "Die Lage nach der Anzeige",
        "He ran on.",
        "",
        "?",
    ],
)
def test_a_line_that_says_something_of_advertising_is_one(line: str):
    assert not is_ad_line(line)


@pytest.mark.parametrize("around", ["h2", "li", "td"])
def test_a_chapter_or_a_line_of_a_budget_may_be_called_so(around: str):
    wraps = {
        "h2": "<h2>{}</h2>",
        "li": "<ul><li>{}</li><li>Rents</li></ul>",
        "td": "<table><tr><td>{}</td></tr></table>",
    }
    source = wraps[around].format("Advertising")
    html = (
        "<html><head><meta property=og:type content=article></head><body><article><h1>What a paper costs</h1>"
        + "<p>The paper costs so much that its owner wonders where the money went, year by year.</p>" * 2
        + source
        + "<p>It brings in so little that nobody will say how much is owed to the printers.</p></article></body></html>"
    )
    capture = Capture("https://paper.example/a", AT, headers={"content-type": "text/html"}, body=html.encode())
    article = read_page(read_document(capture), Template()).page.article
    assert article is not None
    assert "Advertising" in article.paragraphs

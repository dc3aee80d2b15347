"""Any news site, no configuration: families of markup, each a site of five pages, read cold and with its template."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import family_bodies as bodies
import pytest
from family_markup import LIST_FORMS, TICKERS, head, lists, page, tabs, ticker
from family_words import LANGUAGES, Paper, Story, paper

from crawler.blocks import read_document
from crawler.model import Capture, Document, Page, PageKind
from crawler.parsing import learn, read_page
from crawler.template import Evidence, Template


@dataclass(frozen=True)
class Family:
    body: bodies.Body = bodies.plain
    lists: str | Callable[[Paper], str] = "ol"
    ticker: str | Callable[[Paper, Story], str] = "ul"
    language: str = "en"
    paragraphs: tuple[int, int] = (6, 9)
    text: Callable[[Story], Sequence[str]] = lambda story: story.paragraphs
    told: Callable[[Story], dict[str, object]] = lambda story: {}


def aging(made: Paper, story: Story) -> str:
    """A ticker that says how old its items are, on pages that were fetched one after the other."""
    ages = (f"<small>{place + story.number + 1} min ago</small>" for place in range(len(made.ticker)))
    items = zip(made.ticker, ages, range(len(made.ticker)), strict=True)
    return "<ul>" + "".join(f'<li><a href="/t/{n}">{text}</a> {age}</li>' for text, age, n in items) + "</ul>"


def lagging(story: Story) -> dict[str, object]:
    """A head that still has the text as it was before the last edit."""
    return {"articleBody": "\n".join((*story.paragraphs[:-1], "An old end that has been taken out for good since."))}


FAMILIES = {
    "divs with hashed names": Family(bodies.divs, lists="whole links", ticker="spans"),
    "names that change with each build": Family(bodies.rebuilt),
    "wrappers around each paragraph": Family(bodies.wrapped),
    "web components": Family(bodies.component, lists="component", ticker="component"),
    "layout by tables": Family(bodies.cells, lists="old table", ticker="old table"),
    "a headline that is no heading": Family(bodies.bold_title),
    "breaks in the place of paragraphs": Family(bodies.breaks, lists="lines"),
    "sections with ads between them": Family(bodies.sections),
    "boxes between paragraphs": Family(bodies.boxes),
    "comments of readers": Family(bodies.comments),
    "a copy to print": Family(bodies.printed_twice),
    "a copy for phones": Family(bodies.shown_twice),
    "notes between paragraphs": Family(bodies.notes),
    "the next story below": Family(bodies.next_below),
    "the latest story below": Family(bodies.latest_below),
    "a longer story below, under a linked headline": Family(bodies.linked_below),
    "questions and answers": Family(bodies.questions, text=bodies.asked_and_answered),
    "transcripts": Family(bodies.transcript, text=bodies.spoken),
    "recipes": Family(bodies.recipe, text=bodies.recipe_text),
    "numbered parts": Family(bodies.listicle, text=bodies.ranked),
    "teasers before a wall": Family(bodies.teaser, text=lambda story: story.paragraphs[:2]),
    "a head that lags behind": Family(told=lagging),
    "flashes of a paragraph": Family(paragraphs=(1, 1), told=lambda story: {"datePublished": "2026-05-10T08:00:00Z"}),
    "tabs": Family(lists=tabs),
    **{f"lists as {form}": Family(lists=form) for form in LIST_FORMS},
    **{f"a ticker as {form}": Family(ticker=form) for form in TICKERS},
    "a ticker with ages": Family(ticker=aging),
    **{f"in {language}": Family(language=language, lists="ul with digits") for language in LANGUAGES},
}


def site(name: str) -> tuple[Paper, Family, list[Document]]:
    family = FAMILIES[name]
    made = paper("".join(filter(str.isalnum, name)), family.language, paragraphs=family.paragraphs)
    shown = family.lists(made) if callable(family.lists) else lists(made, family.lists)
    documents = [
        document(
            made.host + story.path,
            page(
                made,
                family.body(made, story),
                lists=shown,
                ticker=family.ticker(made, story) if callable(family.ticker) else ticker(made, family.ticker),
                head=head(made, story, **family.told(story)),
            ),
        )
        for story in made.stories
    ]
    return made, family, documents


def document(url: str, html: str) -> Document:
    headers = {"content-type": "text/html; charset=utf-8"}
    return read_document(Capture(url, datetime(2026, 5, 20, tzinfo=UTC), 200, headers, html.encode()))


def assert_is_read(found: Page, made: Paper, story: Story, family: Family) -> None:
    assert found.kind is PageKind.ARTICLE
    assert found.article is not None
    assert found.article.title == story.title
    assert list(found.article.paragraphs) == list(family.text(story))
    read = [(one.name, [(item.title, item.url) for item in one.items]) for one in found.lists]
    assert read == [(name, [(title, made.host + path) for title, path in items]) for name, items in made.lists]


@pytest.mark.parametrize("name", FAMILIES)
def test_a_family_of_sites_is_read_without_configuration(name):
    made, family, documents = site(name)
    template = learn(documents, previous=Template(), evidence=Evidence()).template
    for story, one in zip(made.stories, documents, strict=True):
        assert_is_read(read_page(one, Template()).page, made, story, family)
        warm = read_page(one, template).page
        assert_is_read(warm, made, story, family)
        assert [item.title or item.text for region in warm.live for item in region.items] == list(made.ticker)


ENTRIES = {
    "boxes with times": '<div class="entry"><time datetime="2026-05-10T{hour:02}:15:00Z">{hour}:15</time><h3>{title}</h3><p>{text}</p></div>',
    "times between paragraphs": "<p><b>{hour:02}:15</b></p><h3>{title}</h3><p>{text}</p>",
}


@pytest.mark.parametrize("form", ENTRIES)
def test_a_live_blog_that_nothing_says_is_one_is_told_by_its_times(form):
    made = paper("tides", paragraphs=(9, 9))
    for story in made.stories:
        titles = [other.title + f" {hour}" for hour, other in enumerate(made.stories * 2)][:9]
        rows = [
            ENTRIES[form].format(hour=18 - place, title=title, text=text)
            for place, (title, text) in enumerate(zip(titles, story.paragraphs, strict=True))
        ]
        body = f"<main><h1>{story.title}</h1><p>{made.ticker[story.number]}</p><div>{''.join(rows)}</div></main>"
        shown = page(made, body, lists=lists(made, "ol"), ticker=ticker(made), head=head(made, story))
        found = read_page(document(made.host + story.path, shown), Template()).page
        assert found.kind is PageKind.LIVE
        assert found.live_blog is not None
        assert [(item.title, item.text) for item in found.live_blog.items] == list(
            zip(titles, story.paragraphs, strict=True)
        )
        assert found.article is not None
        assert found.article.paragraphs == (made.ticker[story.number],)

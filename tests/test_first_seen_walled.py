"""An article whose first look met a wall: what the wall hid was there all the time, and is no edit."""

from __future__ import annotations

import re

import pytest
from test_recorder import BASE, HERRING, SITE, Desk

from crawler.guard import is_behind_wall, wall_lines
from crawler.model import Block, Capture, Document, Link
from crawler.recorder.articles import SEEN_WHOLE
from crawler.recorder.identity import article_key

PATH = "/coast/sprat-quota-cut/"
WALL = "Subscribe to continue reading. Already a member? Log in."
WALLS = [
    f"<p>{WALL}</p></div>",
    f"</div><section class='offer'><h3>{WALL}</h3></section>",
    "<div class='pw'><h3>Continue reading with A+</h3><p>Try it for a month. A reader already? Log in.</p></div></div>",
]


@pytest.fixture
def desk(crawled_desk: Desk) -> Desk:
    return crawled_desk


def new_story(desk: Desk, end: str | None = None, **replaced: str) -> list[Capture]:
    """A story that the paper did not have before, whole or up to its second paragraph with `end` below; beside others."""
    source = desk.capture(desk.path(HERRING))
    html = source.body.decode().replace(HERRING, "sprat-quota-cut").replace("erring", "prat").replace("18,400", "9,150")
    if end is not None:
        start, body = html.split('<div class="story__body">')
        body, rest = body.split("</div>\n  <form", 1)
        first_two = "".join(re.findall(r"<p>[^<]{60,}</p>", body)[:2])
        html = f'{start}<div class="story__body">{first_two}{end}<form{rest}'
    for old, new in replaced.items():
        assert old in html
        html = html.replace(old, new)
    story = desk.capture(desk.path(HERRING), url=BASE + PATH, body=html.encode())
    return [
        story,
        desk.capture("/"),
        *(desk.capture(desk.path(name)) for name in ("theatre-deficit", "old-market-roof")),
    ]


def told(desk: Desk, captures: list[Capture]) -> list[str]:
    return [alert.kind for alert in desk.run(captures) if alert.kind != "article.published"]


@pytest.mark.parametrize("wall", WALLS)
def test_what_a_wall_hid_at_the_first_look_is_a_version_and_no_alert(desk: Desk, wall: str) -> None:
    assert told(desk, new_story(desk, wall)) == []
    assert told(desk, new_story(desk, wall)) == []
    assert told(desk, new_story(desk)) == []
    first, whole = desk.archive.versions(article_key(SITE, BASE + PATH))
    assert (len(first.state.paragraphs) <= 3, len(whole.state.paragraphs) > 8) == (True, True)
    (seen, *_) = desk.archive.captures_of(SITE, BASE + PATH)
    assert desk.archive.note(seen.id)[1].endswith(SEEN_WHOLE)
    assert told(desk, new_story(desk)) == []


@pytest.mark.parametrize("wall", WALLS)
def test_an_edit_after_the_wall_went_is_told(desk: Desk, wall: str) -> None:
    told(desk, new_story(desk, wall))
    told(desk, new_story(desk))
    assert told(desk, new_story(desk, dawn="noon")) == ["article.changed"]


def test_a_story_that_grows_without_any_wall_was_edited(desk: Desk) -> None:
    told(desk, new_story(desk, "</div>"))
    assert told(desk, new_story(desk)) == ["article.changed"]


def test_what_a_page_declared_closed_is_told_as_no_edit_once_it_is_free(desk: Desk) -> None:
    """Words in a box of their own that no list knows, and a link to subscribe, as newsletters have them."""
    closed = '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>'
    wall = f"</div>{closed}<div class=offer><h2>For friends of the paper</h2><a href=/join>Subscribe</a></div>"
    assert told(desk, new_story(desk, wall)) == []
    assert told(desk, new_story(desk)) == []
    assert told(desk, new_story(desk, dawn="noon")) == ["article.changed"]


def test_a_story_that_is_rewritten_when_its_wall_goes_was_edited(desk: Desk) -> None:
    told(desk, new_story(desk, WALLS[0]))
    assert told(desk, new_story(desk, talks="negotiations", dawn="noon")) == ["article.changed"]


def test_what_each_page_asks_for_in_two_lines_is_no_wall() -> None:
    one, other = Block("Continue reading with A+", trail=(1, 2)), Block("A reader already? Log in.", trail=(1, 3))
    page = Document("https://a.example/", (one, other))
    assert is_behind_wall(page, ())
    assert not is_behind_wall(page, wall_lines(page))
    apart = Document("https://a.example/", (one, other._replace(trail=(2, 3))))
    linked = Document("https://a.example/", (one, other._replace(links=(Link("https://a.example/in", other.text),))))
    assert not is_behind_wall(apart, ())
    assert not is_behind_wall(linked, ())

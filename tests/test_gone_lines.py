"""What a page says in place of an article that was taken away, in a line of its text or in a box of its script's."""

from __future__ import annotations

from dataclasses import replace

import pytest
from test_recorder import HERRING, ROOF, Desk

FRAME = "<html><head><title>The Tarrow Ledger</title></head><body><a href=/>Ledger</a><h2>!</h2><p>{}</p></body></html>"
ALERT = "<html><head><title>x</title></head><body><script>{}history.back();</script></body></html>"


@pytest.fixture
def desk(crawled_desk: Desk) -> Desk:
    return crawled_desk


@pytest.mark.parametrize(
    "body",
    [
        FRAME.format("المحتوى الذي تبحث عنه لم يعد متوفرا"),
        FRAME.format("This article has been removed at the wish of its author."),
        FRAME.format("该文章已被删除"),
        FRAME.format("This asset is no longer available."),
        FRAME.format("Материал снят с публикации."),
        FRAME.format("この記事の公開期間は終了しました。"),
        (
            "<html><head><title>The Tarrow Ledger</title></head><body><h1>This asset is no longer available</h1><article>"
            "<p>The page you asked for was on our site until lately, and may come back one day. Try the search above, or go "
            "to the front page, where the news of this hour stands.</p><p>Whoever finds a dead link on our own pages does "
            "us a favour with a note to the desk, and so does whoever misses a story of ours.</p></article></body></html>"
        ),
        FRAME.format(
            "We could not find the page that you asked for. Perhaps the address was mistyped, or it has moved since."
        ),
        FRAME.format("The story you are looking for no longer exists."),
        ALERT.format('alert("삭제되었거나 존재하지 않는 기사입니다.");'),
        ALERT.format("window.alert('Artikeln är inte längre tillgänglig'); "),
    ],
)
def test_an_article_that_a_page_says_was_taken_away_is_removed_at_the_second_look(desk: Desk, body: str) -> None:
    told = [desk.kinds(desk.one(HERRING, body=body.encode())) for _ in range(3)]
    assert told == [[], ["article.removed"], []]
    assert desk.kinds(desk.one(HERRING)) == ["article.restored"]


def test_an_article_of_which_only_the_headline_is_left_above_a_line_that_it_is_gone_is_removed(desk: Desk) -> None:
    """Its headline has to stay as it was: a short page under it was told as an edit, with all of its words taken out."""
    title = desk.paper.state.stories[HERRING].title
    notice = "Leider ist dieser Beitrag aus rechtlichen Gründen nicht mehr abrufbar. Das Gesetz begrenzt seine Zeit."
    menu = "".join(f'<li><a href="/s/{n}">Section {n}</a></li>' for n in range(9))
    body = f"<html><body><ul>{menu}</ul><article><h1>{title}</h1><p>{notice}</p></article></body></html>".encode()
    assert [desk.kinds(desk.one(HERRING, body=body)) for _ in range(3)] == [[], ["article.removed"], []]
    assert desk.kinds(desk.one(HERRING)) == ["article.restored"]


@pytest.mark.parametrize("script", ["alert('Bitte melden Sie sich an.');", "", "var alerts = ['deleted'];"])
def test_an_empty_page_whose_script_says_nothing_of_it_is_in_doubt(desk: Desk, script: str) -> None:
    assert [desk.kinds(desk.one(ROOF, body=ALERT.format(script).encode())) for _ in range(3)] == [[], [], []]
    assert desk.kinds(desk.one(ROOF)) == []


def test_a_story_about_what_was_deleted_is_a_story(desk: Desk) -> None:
    desk.paper.edit(ROOF, lambda story: replace(story, title="The mural of the old market was removed"))
    assert "article.changed" in desk.kinds(desk.one(ROOF))

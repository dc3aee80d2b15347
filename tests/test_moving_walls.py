"""Walls that let through now more and now less of a story: how much of it a page shows is made per request."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lab import SITE, Lab, SmallPaper, served

from crawler.demo.model import Part
from crawler.demo.web import Request, Response
from crawler.guard import is_behind_wall, is_part_of, with_rest
from crawler.model import Article, Block, Document, Link
from crawler.recorder.articles import SEEN_MORE

WALL = "<aside><h2>This story is for subscribers</h2><a href='/join'>Subscribe now</a><p>Already a member? Log in.</p></aside>"
NAMES = ("theatre-deficit", "seal-rescue-record", "night-trams-return")
EDITED = NAMES[0]
NEW = "Nobody at the harbour office would say on Monday why the keeper had gone, or who has the lamp now."


class Walled(SmallPaper):
    """Lets through as many paragraphs of each of some stories as `lets` says, one number a request."""

    def __init__(self) -> None:
        super().__init__(noise=False)
        self.lets: Sequence[int] = (2, 3, 4)
        self.wall = WALL
        self.asked: Counter[str] = Counter()

    def respond(self, request: Request) -> Response:
        answer = super().respond(request)
        if request.path not in map(self.path, NAMES):
            return answer
        let = self.lets[self.asked[request.path] % len(self.lets)]
        self.asked[request.path] += 1
        start, rest = answer.body.decode().split('<div class="story__body">')
        body, end = rest.split("</div>\n  <form", 1)
        shown = "".join(re.findall(r"<p>[^<]{60,}</p>", body)[:let])
        html = f'{start}<div class="story__body">{shown}{self.wall}</div>\n  <form{end}'
        return Response(200, html.encode(), answer.content_type)

    def rewrite(self, name: str, place: int) -> None:
        """Put other words in the place of a story's paragraph, counted from 0."""
        paragraphs = [at for at, part in enumerate(self.state.stories[name].parts) if part.kind == "p"]
        at = paragraphs[place]
        self.edit(name, lambda story: replace(story, parts=_put(story.parts, at)))


def _put(parts: tuple[Part, ...], at: int) -> tuple[Part, ...]:
    return (*parts[:at], Part("p", NEW), *parts[at + 1 :])


@pytest.fixture
def paper() -> Walled:
    return Walled()


@pytest.fixture
def lab(tmp_path: Path, paper: Walled) -> Iterator[Lab]:
    with served(paper) as server:
        made = Lab(tmp_path / "data", server)
        made.configure()
        made.crawl()
        yield made


def look(lab: Lab, paper: Walled, *lets: int) -> list[str]:
    lab.later(60)
    paper.lets, paper.asked = lets, Counter()
    run = lab.crawl(urls=tuple(lab.server.base + paper.path(name) for name in NAMES))
    return [hunk["after"] for alert in run.alerts for hunk in alert.change.get("hunks", ({"after": alert.kind},))]


def test_more_and_less_of_a_story_behind_a_wall_is_no_edit(lab: Lab, paper: Walled) -> None:
    turns = [(2, 3, 4), (4, 2, 3), (3, 4, 2), (2,), (4,), (3,), (2, 4)]
    assert [look(lab, paper, *lets) for lets in turns] == [[] for _ in turns]
    with lab.archive() as archive:
        notes = [archive.note(each.id) for each in archive.captures(SITE) if each.id is not None]
    assert any(note is not None and SEEN_MORE in note[1] for note in notes)
    lab.assert_sound()


@pytest.mark.parametrize("lets", [(2,), (3,), (4,), (2, 4), (4, 2)])
def test_an_edit_of_what_is_shown_is_told_without_what_is_not(lab: Lab, paper: Walled, lets: tuple[int, ...]) -> None:
    for known in ((2, 3, 4), (4, 2, 3), (3,)):
        assert look(lab, paper, *known) == []
    paper.rewrite(EDITED, 0)
    assert look(lab, paper, *lets) == [NEW]
    assert look(lab, paper, 3, 2) == []


def test_what_a_wall_that_moves_hid_is_told_as_no_edit_once_it_is_gone(lab: Lab, paper: Walled) -> None:
    for lets in ((2, 3, 4), (4, 2, 3), (3,)):
        assert look(lab, paper, *lets) == []
    paper.wall = ""
    assert look(lab, paper, 99) == []
    paper.rewrite(EDITED, 5)
    assert look(lab, paper, 99) == [NEW]


def test_a_button_between_the_two_lines_of_a_wall_is_part_of_it() -> None:
    join = Block("Subscribe now", links=(Link("https://a.example/join", "Subscribe now"),), trail=(1, 3))
    lines = (
        Block("This story is for subscribers", trail=(1, 2)),
        join,
        Block("Already a member? Log in.", trail=(1, 4)),
    )
    assert is_behind_wall(Document("https://a.example/", lines), ())
    story = Block("Subscribers of the water board will get no water on Monday, it said.", trail=(1, 3))
    apart = (lines[0], story, lines[2])
    assert not is_behind_wall(Document("https://a.example/", apart), ())


TEXTS = tuple(f"Paragraph {n} tells of the {n}th lamp, and of who lit it on the night of the storm." for n in range(9))


@given(st.integers(1, 8), st.integers(1, 9))
def test_what_is_cut_off_is_put_back_and_what_is_whole_stays(some: int, many: int) -> None:
    part, whole = Article("The lamps", TEXTS[:some]), Article("The lamps", TEXTS[:many])
    made = with_rest(part, whole)
    assert made.paragraphs == TEXTS[: max(some, many)]
    assert (made is part) == (some >= many)
    assert is_part_of(part, made) == (some < many)


@given(st.permutations(TEXTS), st.integers(1, 9))
def test_nothing_is_put_below_a_text_that_has_it_above(texts: list[str], shown: int) -> None:
    made = with_rest(Article("The lamps", tuple(texts[:shown])), Article("The lamps", TEXTS))
    assert len(set(made.paragraphs)) == len(made.paragraphs)


def test_a_last_paragraph_that_is_cut_off_or_edited_is_found() -> None:
    whole = Article("The lamps", TEXTS)
    cut = Article("The lamps", (*TEXTS[:2], TEXTS[2][:50] + "…"))
    edited = Article("The lamps", (*TEXTS[:2], TEXTS[2].replace("on the night of", "in the hours of")))
    other = Article("The lamps", (*TEXTS[:2], NEW))
    assert with_rest(cut, whole).paragraphs == TEXTS
    assert with_rest(edited, whole).paragraphs == (*edited.paragraphs, *TEXTS[3:])
    assert with_rest(other, whole) is other

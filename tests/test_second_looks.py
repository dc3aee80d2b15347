"""What comes and goes seldom may stand on none of the pages that were fetched twice: no quiet page vouches for it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Container, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from lab import STORIES, Lab, SmallPaper, served

from crawler.demo.model import Part, Story
from crawler.demo.script import START
from crawler.demo.web import Request, Response
from crawler.model import Article, Capture
from crawler.recorder import Recorder, SiteSetup
from crawler.recorder.noise import is_like_noise
from crawler.store import Archive, open_archive

LAST = "theatre-deficit"
ADDED = "Nobody at the harbour office would say on Monday why the keeper had gone, or who has the lamp now."
LABEL = "<small>Anzeige</small>"


class Labelled(SmallPaper):
    """Shows one story with a label inside of its first paragraph at the first of several requests."""

    shown = -1  # not yet

    def respond(self, request: Request) -> Response:
        answer = super().respond(request)
        if request.path != self.path(LAST) or self.shown < 0:
            return answer
        self.shown += 1
        if self.shown != 1:
            return answer
        body = re.sub(
            r"(story__body[^>]*>.*?<p>\s*\S+ \S+ \S+)", rf"\1 {LABEL}", answer.body.decode(), flags=re.DOTALL, count=1
        )
        assert LABEL in body
        return Response(200, body.encode(), answer.content_type)


class Failing(Labelled):
    """Has no answer for some of several requests for it."""

    failing: Container[int] = ()
    says = Response(503, b"Service unavailable")

    def respond(self, request: Request) -> Response:
        answer = super().respond(request)
        fails = request.path == self.path(LAST) and self.shown in self.failing
        return self.says if fails else answer


@pytest.fixture
def failing(tmp_path: Path) -> Iterator[tuple[Lab, Failing]]:
    """A crawl of the paper, an hour later; the paper."""
    paper = Failing(noise=False)
    with served(paper) as server:
        lab = Lab(tmp_path / "data", server)
        lab.configure()
        lab.crawl()
        lab.later(60)
        paper.shown = 0
        yield lab, paper


def test_a_second_fetch_that_fails_outright_is_tried_again_at_the_end_of_the_run(failing: tuple[Lab, Failing]) -> None:
    lab, paper = failing
    paper.failing = (2, 3)  # it is retried at once, and a while later
    assert lab.crawl(settings={"CONCURRENT_REQUESTS": 1}).kinds == []
    assert paper.shown == 4


@pytest.mark.parametrize(
    ("says", "refusals"),
    [
        (Response(403, b"Forbidden"), (2,)),
        (Response(429, b"Slow down", headers={"Retry-After": "0"}), (2, 3)),  # it is asked again when it said so
    ],
)
def test_a_second_fetch_that_is_refused_is_tried_again_at_the_end_of_the_run(
    failing: tuple[Lab, Failing], says: Response, refusals: tuple[int, ...]
) -> None:
    lab, paper = failing
    paper.failing, paper.says = refusals, says
    assert lab.crawl(settings={"CONCURRENT_REQUESTS": 1}).kinds == []
    assert paper.shown == len(refusals) + 2


def test_where_the_second_fetch_fails_again_an_edit_is_told_as_it_was_and_nothing_more_is_asked(
    failing: tuple[Lab, Failing],
) -> None:
    lab, paper = failing
    paper.edit(LAST, replaced)
    paper.failing = range(2, 99)
    run = lab.crawl(urls=(lab.server.base + paper.path(LAST),))
    assert (run.outcome, run.kinds, paper.shown) == ("ok", ["article.changed"], 5)


@pytest.mark.parametrize("status", [503, 500, 403, 429])
def test_a_fetch_that_failed_is_tried_again_once_a_minute_later_and_of_some_pages_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    monkeypatch.setattr("crawler.recorder.second_looks.MOST_FAILED", 3)
    record = Record()
    with open_archive(tmp_path / "archive.db") as archive:
        for hour in range(2):
            assert record.sweep(archive, START + timedelta(hours=hour)) == []
        now = START + timedelta(hours=2)
        recorder = record.recorder(archive)
        for name in KEEPERS:
            record.texts[name][2] = record.texts[name][2].replace("lamps", "lanterns")
            recorder.take(record.capture(record.url(name), now))
        wanted = recorder.wanted_again()
        assert len(wanted) == len(KEEPERS)
        for url in wanted:
            recorder.take(Capture(url, now + timedelta(seconds=1), status))
        assert recorder.wanted_again() == []
        recorder.take(record.capture(PLACE, now + timedelta(seconds=62)))
        assert recorder.wanted_again() == wanted[:3]
        recorder.take(Capture(wanted[0], now + timedelta(seconds=63), status))
        recorder.take(Capture(PLACE, now + timedelta(minutes=3), 304))
        assert recorder.wanted_again(last=True) == []


def added(story: Story) -> Story:
    return replace(story, parts=(*story.parts, Part("p", ADDED)))


def test_a_label_inside_of_a_paragraph_is_no_edit_though_three_edited_pages_showed_none(tmp_path: Path) -> None:
    paper = Labelled(noise=False)
    with served(paper) as server:
        lab = Lab(tmp_path / "data", server)
        lab.configure()
        lab.crawl()
        lab.later(60)
        edited = [name for name in STORIES if name != LAST][:4]
        for name in edited:
            paper.edit(name, added)
        paper.shown = 0
        urls = tuple(server.base + paper.path(name) for name in (*edited, LAST))
        run = lab.crawl(urls=urls, settings={"CONCURRENT_REQUESTS": 1})
        assert run.kinds == ["article.changed"] * 4
        assert paper.shown == 2  # it was asked again


BEFORE = Article(
    "The lamp", ("The keeper counted eleven lamps on Monday and wrote each of them down.", "Short.", ADDED)
)


@pytest.mark.parametrize(
    ("paragraphs", "like"),
    [
        ((BEFORE.paragraphs[0].replace("lamps on", "lamps Advertisement on"), *BEFORE.paragraphs[1:]), True),
        ((*BEFORE.paragraphs, "Read also: the lamp of Lagg"), True),
        ((BEFORE.paragraphs[0], BEFORE.paragraphs[2]), True),
        ((BEFORE.paragraphs[0].replace("eleven", "twelve"), *BEFORE.paragraphs[1:]), False),
        ((*BEFORE.paragraphs, ADDED + ADDED), False),
        (("The keeper left.", "Short.", "Nobody else knew."), False),
        (BEFORE.paragraphs, False),
    ],
)
def test_what_comes_and_goes_as_labels_do_is_a_few_words_or_a_short_line(
    paragraphs: tuple[str, ...], like: bool
) -> None:
    assert is_like_noise(BEFORE, replace(BEFORE, paragraphs=paragraphs)) is like


OTHER = "Who is to pay for the theatre, and when?"


class Drawing(SmallPaper):
    """Draws one story's headline at each request, from `draws`: whether it is the other one."""

    draws: tuple[bool, ...] = ()
    asked = 0

    def respond(self, request: Request) -> Response:
        answer = super().respond(request)
        if request.path != self.path(LAST) or not self.draws:
            return answer
        self.asked += 1
        if not self.draws[(self.asked - 1) % len(self.draws)]:
            return answer
        title = self.state.stories[LAST].title.encode()
        assert title in answer.body
        head, _, rest = answer.body.partition(b"<h1")  # not in the lists below
        body = head.replace(title, OTHER.encode()) + b"<h1" + rest.replace(title, OTHER.encode(), 1)
        return Response(200, body, answer.content_type)


@pytest.fixture
def drawing(tmp_path: Path) -> Iterator[tuple[Lab, Drawing, str]]:
    """A crawl of the paper, an hour later; the paper, and the address of the story."""
    paper = Drawing(noise=False)
    with served(paper) as server:
        lab = Lab(tmp_path / "data", server)
        lab.configure()
        lab.crawl()
        lab.later(60)
        yield lab, paper, server.base + paper.path(LAST)


@pytest.mark.parametrize("draws", [(True, False), (True, True, False), (True, True, True, False)])
def test_a_headline_that_is_drawn_at_each_request_is_no_edit_though_fetches_agree_by_chance(
    drawing: tuple[Lab, Drawing, str], draws: tuple[bool, ...]
) -> None:
    lab, paper, url = drawing
    paper.draws = draws
    assert lab.crawl(urls=(url,)).kinds == []
    assert paper.asked == len(draws)


def test_a_headline_that_was_seen_to_be_drawn_is_followed_no_more_until_the_first_one_is_gone_for_a_day(
    drawing: tuple[Lab, Drawing, str],
) -> None:
    lab, paper, url = drawing
    told = []
    for paper.draws in ((True, False), (True,)):
        told += lab.crawl(urls=(url,)).kinds
        lab.later(60)
    assert (told, paper.asked) == ([], 3)  # the second time, nobody had to ask twice
    lab.later(25 * 60)
    assert lab.crawl(urls=(url,)).kinds == ["article.changed"]


def test_a_new_headline_that_stays_is_told_once_after_eight_fetches(drawing: tuple[Lab, Drawing, str]) -> None:
    lab, paper, url = drawing
    paper.draws = (True,)
    run = lab.crawl(urls=(url,))
    assert run.kinds == ["article.changed"]
    assert run.alerts[0].change["title"] == {"before": paper.state.stories[LAST].title, "after": OTHER}
    assert paper.asked == 8


def test_what_a_page_drew_from_says_nothing_once_its_headline_is_edited(drawing: tuple[Lab, Drawing, str]) -> None:
    lab, paper, url = drawing
    paper.draws = (True, False)
    assert lab.crawl(urls=(url,)).kinds == []
    titles = []
    for paper.draws, edited in (((False,), "The theatre is saved"), ((True,), "The theatre is saved")):
        lab.later(60)
        paper.edit(LAST, lambda story, title=edited: replace(story, title=title))
        titles += [alert.change["title"]["after"] for alert in lab.crawl(urls=(url,)).alerts if "title" in alert.change]
    assert titles == ["The theatre is saved", OTHER]


PLACE = "https://record.example/"
KEEPERS = (
    "Ann",
    "Ben",
    "Cora",
    "Dan",
    "Eve",
    "Finn",
    "Gil",
    "Hal",
    "Ida",
    "Jon",
    "Kay",
    "Leo",
    "Mia",
    "Ned",
    "Oda",
    "Pip",
)


class Record:
    """An old site: text in a table's cell, with a line that names the story and tells how often it was asked for."""

    def __init__(self) -> None:
        self.asked = itertools.count(1000, 7)
        self.texts = {
            name: [f"{name} counted {n + 3} lamps at the {place} and wrote each of them down." for n, place in PARTS]
            for name in KEEPERS
        }

    def page(self, name: str) -> str:
        title = f"{name} kept the lamps of the harbour for a week"
        line = f"{title} 12.05.2026 08:00 | Views: {next(self.asked)}"
        cell = "<br><br>".join((line, *self.texts[name]))
        return f"<html><title>{title}</title><table><tr><td>The Record</td><td>{cell}</td></tr></table></html>"

    def url(self, name: str) -> str:
        return f"{PLACE}news/the-lamps-of-{name.lower()}"

    def capture(self, url: str, now: datetime) -> Capture:
        name = url.rpartition("-")[2].capitalize()
        body = self.page(name if name in self.texts else KEEPERS[0]).encode()
        return Capture(url, now, 200, {"content-type": "text/html; charset=utf-8"}, body)

    def recorder(self, archive: Archive) -> Recorder:
        setup = SiteSetup("record", PLACE, ("record.example",), route=lambda *_: {"log": ""})
        return Recorder(archive, setup, second_looks=True)

    def sweep(self, archive: Archive, now: datetime) -> list[str]:
        """All pages once, and once more where that is asked for; the kinds of the alerts."""
        recorder = self.recorder(archive)
        for url in map(self.url, self.texts):
            for wanted in itertools.chain([url], iter(lambda: next(iter(recorder.wanted_again()), None), None)):
                recorder.take(self.capture(str(wanted), now))
        recorder.finish(now)
        return [alert.kind for alert in recorder.tally.alerts]


PARTS = tuple(enumerate(("quay", "lock", "mill", "moor", "weir", "ferry")))


def test_a_counter_in_a_line_that_names_its_story_is_no_edit_of_any_story(tmp_path: Path) -> None:
    record = Record()
    with open_archive(tmp_path / "archive.db") as archive:
        for hour in range(3):
            assert record.sweep(archive, START + timedelta(hours=hour)) == []
        record.texts["Ida"][2] = record.texts["Ida"][2].replace("5 lamps", "9 lamps")
        assert record.sweep(archive, START + timedelta(hours=4)) == ["article.changed"]


class Metered(SmallPaper):
    """Closes one story behind a wall at some of several requests."""

    shown = -1  # not yet
    closed: Container[int] = (2,)

    def respond(self, request: Request) -> Response:
        answer = super().respond(request)
        if request.path != self.path(LAST) or self.shown < 0:
            return answer
        self.shown += 1
        if self.shown not in self.closed:
            return answer
        start, rest = answer.body.decode().split('<div class="story__body">')
        body, end = rest.split("</div>\n  <form", 1)
        first = re.findall(r"<p>[^<]{60,}</p>", body)[0]
        wall = "<div><h3>Subscribe to read on</h3><p>Already a member? Log in.</p></div>"
        html = f'{start}<div class="story__body">{first}{wall}</div>\n  <form{end}'
        return Response(200, html.encode(), answer.content_type)


def replaced(story: Story) -> Story:
    place = [at for at, part in enumerate(story.parts) if part.kind == "p"][2]
    return replace(story, parts=(*story.parts[:place], Part("p", ADDED), *story.parts[place + 1 :]))


def test_what_a_wall_hides_from_the_second_fetch_is_not_made_per_request(tmp_path: Path) -> None:
    paper = Metered(noise=False)
    with served(paper) as server:
        lab = Lab(tmp_path / "data", server)
        lab.configure()
        lab.crawl()
        lab.later(60)
        paper.edit(LAST, replaced)
        paper.shown = 0
        told = []
        for _ in range(2):
            told += lab.crawl(urls=(server.base + paper.path(LAST),)).alerts
            lab.later(60)
        assert paper.shown >= 2
        assert [alert.kind for alert in told] == ["article.changed"]
        assert ADDED in [hunk["after"] for hunk in told[0].change["hunks"]]


def test_a_story_first_seen_behind_a_wall_that_also_closes_a_second_fetch_was_not_edited(tmp_path: Path) -> None:
    paper = Metered(noise=False)
    paper.shown, paper.closed = 0, range(99)
    with served(paper) as server:
        lab = Lab(tmp_path / "data", server)
        lab.configure()
        lab.crawl()
        told = []
        for closed in ((2,), (), (2,), ()):
            lab.later(60)
            paper.shown, paper.closed = 0, closed
            told += lab.crawl(urls=(server.base + paper.path(LAST),)).kinds
        assert told == []

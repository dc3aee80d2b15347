"""Saved HTML pages that are taken in one at a time, a call each: the first few are laid beside those that come later."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from html import escape
from pathlib import Path

import pytest
from test_ingest import EDITED, FRAME, NEWS, assert_read, assert_three_alerts
from text_captures import MUSEUM, ORCHARD, SITE, STORIES, WEIR, Data, Frame, Story, later

from crawler.recorder.waiting import MOST, MOST_OF_ONE
from crawler.store import open_archive

Form = Callable[[Frame, Story], str]


def _lines(texts: Sequence[str], tag: str) -> str:
    return "".join(f"<{tag}>{escape(text)}</{tag}>" for text in texts)


def flat(frame: Frame, story: Story) -> str:
    lists = f"<h2>{frame.popular_head}</h2>{_lines(frame.popular, 'p')}<h2>{frame.picks_head}</h2>{_lines(frame.picks, 'p')}"
    return f"{_lines(frame.ticker, 'p')}<h1>{story.title}</h1>{_lines(story.paragraphs, 'p')}{lists}"


def one_box(frame: Frame, story: Story) -> str:
    return '<div id="content">' + flat(frame, story).replace("<p>", "<div>").replace("</p>", "</div>") + "</div>"


def elements(frame: Frame, story: Story) -> str:
    ticker = f'<header><ul class="ticker">{_lines(frame.ticker, "li")}</ul></header>'
    article = f"<main><article><h1>{escape(story.title)}</h1>{_lines(story.paragraphs, 'p')}</article></main>"
    popular = f"<section><h2>{frame.popular_head}</h2><ol>{_lines(frame.popular, 'li')}</ol></section>"
    picks = f"<section><h2>{frame.picks_head}</h2><ol>{_lines(frame.picks, 'li')}</ol></section>"
    return f"{ticker}{article}<aside>{popular}{picks}</aside>"


FORMS = (flat, one_box, elements)


@pytest.fixture
def data(tmp_path: Path) -> Data:
    return Data(tmp_path / "data")


def save(folder: Path, form: Form, frame: Frame, *stories: Story) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    for story in stories:
        head = f'<meta charset="utf-8"><title>{escape(story.title)}</title><link rel="canonical" href="//gannet.example/{story.name}">'
        page = f"<!doctype html><html lang=en><head>{head}</head><body>{form(frame, story)}</body></html>"
        (folder / f"{story.name}.html").write_text(page, "utf-8")
    return [folder / f"{story.name}.html" for story in stories]


def take_each(data: Data, paths: Sequence[Path], hours: float) -> None:
    for number, path in enumerate(paths):
        data.take(path, at=later(hours + number / 60))


def waiting(data: Data) -> dict[str, object]:
    with open_archive(data.folder / "archive.db") as archive:
        found: dict[str, object] = json.loads(archive.meta(SITE, "waiting") or "{}")
    return found


@pytest.mark.parametrize("form", FORMS)
def test_they_are_read_like_pages_taken_in_together(data: Data, tmp_path: Path, form: Form) -> None:
    take_each(data, save(tmp_path / "one", form, FRAME, *STORIES), 0)
    assert_read(data, *STORIES)
    assert data.alerts() == []


@pytest.mark.parametrize("form", FORMS)
def test_changed_copies_give_each_alert_once(data: Data, tmp_path: Path, form: Form) -> None:
    take_each(data, save(tmp_path / "one", form, FRAME, *STORIES), 0)
    take_each(data, save(tmp_path / "two", form, NEWS, EDITED, MUSEUM, ORCHARD), 2)
    assert_three_alerts(data.alerts())
    take_each(data, save(tmp_path / "three", form, NEWS, EDITED, MUSEUM, ORCHARD), 4)
    assert len(data.alerts()) == 3
    assert_read(data, EDITED, MUSEUM, ORCHARD, frame=NEWS)


@pytest.mark.parametrize("form", FORMS)
def test_an_edit_that_was_seen_before_the_second_page_is_told_and_what_is_shared_is_left_out_later(
    data: Data, tmp_path: Path, form: Form
) -> None:
    take_each(data, save(tmp_path / "one", form, FRAME, WEIR), 0)
    take_each(data, save(tmp_path / "two", form, FRAME, EDITED), 1)
    assert [alert.kind for alert in data.alerts()] == ["article.changed"]
    take_each(data, save(tmp_path / "three", form, FRAME, MUSEUM, ORCHARD), 2)
    assert_read(data, EDITED, MUSEUM, ORCHARD)
    assert len(data.alerts()) == 1


def test_pages_wait_until_the_site_is_known_by_enough_of_them(data: Data, tmp_path: Path) -> None:
    stories = [
        replace(WEIR, name=f"weir-{n}", title=f"{WEIR.title}, part {n}", paragraphs=tuple(f"{text} ({n})" for text in WEIR.paragraphs))
        for n in range(MOST)
    ]  # fmt: skip
    take_each(data, save(tmp_path / "one", elements, FRAME, *stories[:-1]), 0)
    assert len(waiting(data)) == MOST - 1
    take_each(data, save(tmp_path / "two", elements, FRAME, stories[-1]), 1)
    assert waiting(data) == {}


def test_a_large_page_does_not_wait(data: Data, tmp_path: Path) -> None:
    (path,) = save(tmp_path / "one", elements, FRAME, WEIR)
    path.write_text(path.read_text("utf-8") + f"<!--{'x' * MOST_OF_ONE}-->", "utf-8")
    take_each(data, [path], 0)
    assert waiting(data) == {}

"""Lists that leave out the page they stand on: each page of the list shows another one, and all show the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lab import Lab, SmallPaper, served

from crawler.demo.model import MOST_POPULAR
from crawler.demo.web import Request, Response
from crawler.model import LiveItem, LiveRegion, RegionKind
from crawler.recorder.sightings import Sighting, as_whole, is_own

AT = datetime(2026, 5, 12, 8, tzinfo=UTC)


class Modest(SmallPaper):
    """Leaves out of its lists what leads to the page that they stand on."""

    def respond(self, request: Request) -> Response:
        answer = super().respond(request)
        if b"<html" not in answer.body:
            return answer
        own = (
            rf'<li class="ranked__item"><a class="ranked__link" href="{re.escape(request.path)}\?[^"]*">[^<]*</a></li>'
        )
        return replace(answer, body=re.sub(own.encode(), b"", answer.body))


def test_a_list_that_leaves_out_its_own_page_is_followed_and_its_changes_told_once(tmp_path: Path) -> None:
    paper = Modest(noise=False)
    with served(paper) as server:
        lab = Lab(tmp_path / "data", server)
        lab.configure()
        told = []
        for turned in (False, False, False, True, False, True, False):
            if turned:
                first, *others = paper.state.lists[MOST_POPULAR]
                paper.reorder(MOST_POPULAR, *others, first)
            told.append(lab.crawl().kinds)
            lab.later(60)
        assert told == [[], [], [], ["list.changed"], [], ["list.changed"], []]


def sighting(page: int, *items: int) -> Sighting:
    entries = tuple(LiveItem(f"https://paper.example/{n}", f"Story {n}", f"https://paper.example/{n}") for n in items)
    state = LiveRegion("Read on", entries)
    return Sighting(RegionKind.LIVE, state, str(items), AT, AT, f"https://www.paper.example/{page}/", 0)


@given(st.permutations(range(8)), st.booleans())
def test_pages_that_leave_out_themselves_show_what_the_others_show(pages: Sequence[int], filled: bool) -> None:
    shown = [sighting(page, *[n for n in range(6) if n != page][: 5 - (not filled and page < 5)]) for page in pages]
    assert {seen.digest for seen in as_whole(shown)} == {str((0, 1, 2, 3, 4))}


@pytest.mark.parametrize(
    "items", [(0, 1, 2, 4, 5), (1, 0, 2, 4), (0, 1, 2, 3), (0, 1, 2, 4, 5, 6), (0, 1, 2), (5, 6, 7, 8, 9)]
)
def test_what_lacks_another_entry_than_its_own_page_is_another_state(items: tuple[int, ...]) -> None:
    shown = [
        *(sighting(page, 0, 1, 2, 3, 4) for page in (7, 8, 9)),
        sighting(3 if len(items) > 5 or 3 in items else 1, *items),
    ]
    assert as_whole(shown) == shown


def test_a_box_that_each_page_fills_by_itself_is_still_its_own() -> None:
    assert is_own(as_whole([sighting(page, page + 1, page + 2, page + 3) for page in range(9)]))

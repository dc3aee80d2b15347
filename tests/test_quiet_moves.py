"""A line that is made per request moves past paragraphs, and nothing else did."""

from __future__ import annotations

from crawler.differ import StateDiff
from crawler.model import Article, RegionKey, RegionKind
from crawler.recorder.quiet_moves import tells_move, without_quiet_moves
from crawler.regions.article.comparing import ArticleDiff
from crawler.text import line_form

KEY = RegionKey("paper", "https://paper.example/a", RegionKind.ARTICLE, "article")
CALL = "Readers pay for our work. Join them from 3 a month."
FERRY = "The night ferry to Grey Island will make its last crossing on 30 September, the board said."
BREAD = "For sixty years the boat has carried bakers, nurses and the post between the two villages."
SEALS = "Seals lay on the sand by the hundred on Monday, and the wardens counted them twice, they said."
MILL = "The mill by the pier has been for sale since May, and nobody has asked what it costs."
NEW = "The board meets again in June, and the bakers want to be heard before it says anything else."
NOTE = "Correction: an earlier version gave a wrong number of boats."


def told(before: tuple[str, ...], after: tuple[str, ...], *lines: str) -> tuple[str, ...]:
    diff: StateDiff | None = without_quiet_moves(
        KEY, Article("Ferry", before), Article("Ferry", after), {*map(line_form, lines)}
    )
    assert diff is None or isinstance(diff, ArticleDiff)
    return diff.edits if diff else ()


def test_a_paragraph_that_a_line_made_per_request_moved_past_did_not_move() -> None:
    before, after = (SEALS, MILL, BREAD, CALL, FERRY), (SEALS, MILL, BREAD, FERRY, CALL, NOTE)
    assert told(before, after) == ("correction", "moved")
    assert told(before, after, CALL) == ("correction",)
    assert told(before, after[:-1], CALL) == ()


def test_what_paragraphs_do_beside_such_a_line_is_told() -> None:
    before = (SEALS, MILL, BREAD, CALL, FERRY)
    assert "moved" in told(before, (MILL, SEALS, BREAD, FERRY, CALL), CALL)
    assert told(before, (SEALS, MILL, BREAD, NEW, FERRY, CALL), CALL) == ("added",)


def test_lines_that_are_more_than_a_few_excuse_no_move() -> None:
    before, after = (SEALS, MILL, BREAD, FERRY), (MILL, SEALS, BREAD, FERRY)
    assert told(before, after, SEALS, MILL, BREAD, FERRY) == ("moved",)


def test_a_line_that_says_something_else_now_is_told() -> None:
    before = (SEALS, MILL, BREAD, CALL, FERRY)
    after = (SEALS, MILL, BREAD, FERRY, CALL.replace("3", "4"))
    diff = without_quiet_moves(KEY, Article("Ferry", before), Article("Ferry", after), {line_form(CALL)})
    assert isinstance(diff, ArticleDiff)
    assert diff.added or tells_move(diff)

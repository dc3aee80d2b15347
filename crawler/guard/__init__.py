"""Is it the page? Every capture gets a verdict with a reason before anything in it is compared.

Judged from the status and headers, then from the page itself against its own last good version, then against the
other pages of the same run. Where there is doubt, the capture is kept, marked and not compared: the last good
version stays what the next look is compared with, so a real edit behind a wall is found later, not lost.
"""

from crawler.guard.answers import flaws, is_ended, judge_answer, judge_redirect
from crawler.guard.hidden import is_part_of, with_rest
from crawler.guard.likeness import (
    is_edited,
    is_halved,
    is_other_story,
    keeps_its_end,
    keeps_words,
    loses_its_end,
    share_kept,
    text_of,
)
from crawler.guard.pages import is_furnished, judge_page, own_lines
from crawler.guard.runs import (
    DEGRADED_PAGES,
    DEGRADED_SHARE,
    MAX_TOLD,
    Health,
    cut_together,
    judge_copies,
    judge_ends,
    judge_like_doubtful,
    judge_run,
)
from crawler.guard.shown import as_shown
from crawler.guard.verdicts import BROKEN_OFF, IN_PART, OK, STALE, Judgement
from crawler.guard.walls import is_behind_wall, says_closed, texts_below, wall_lines, without_wall

__all__ = [
    "BROKEN_OFF",
    "DEGRADED_PAGES",
    "DEGRADED_SHARE",
    "IN_PART",
    "MAX_TOLD",
    "OK",
    "STALE",
    "Health",
    "Judgement",
    "as_shown",
    "cut_together",
    "flaws",
    "is_behind_wall",
    "is_edited",
    "is_ended",
    "is_furnished",
    "is_halved",
    "is_other_story",
    "is_part_of",
    "judge_answer",
    "judge_copies",
    "judge_ends",
    "judge_like_doubtful",
    "judge_page",
    "judge_redirect",
    "judge_run",
    "keeps_its_end",
    "keeps_words",
    "loses_its_end",
    "own_lines",
    "says_closed",
    "share_kept",
    "text_of",
    "texts_below",
    "wall_lines",
    "with_rest",
    "without_wall",
]

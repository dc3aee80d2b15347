"""A second paper for the benchmarks, by somebody who only knows what Presswatch promises: `benchmarks/outsider.py`."""

from outsider.judging import Verdicts, judge
from outsider.manners import ENGLISH
from outsider.papers import LAYOUTS, MANNERS
from outsider.server import Newsstand, NewsstandServer
from outsider.story import Tick, draw_ticks, quiet_ticks
from outsider.texts import write_captures

__all__ = [
    "ENGLISH",
    "LAYOUTS",
    "MANNERS",
    "Newsstand",
    "NewsstandServer",
    "Tick",
    "Verdicts",
    "draw_ticks",
    "judge",
    "quiet_ticks",
    "write_captures",
]

"""A second paper for the benchmarks, by somebody who only knows what Presswatch promises: `benchmarks/outsider.py`."""

from outsider.judging import Verdicts, judge
from outsider.layouts import LAYOUTS
from outsider.server import Newsstand, NewsstandServer
from outsider.story import Tick, draw_ticks
from outsider.texts import write_captures

__all__ = [
    "LAYOUTS",
    "Newsstand",
    "NewsstandServer",
    "Tick",
    "Verdicts",
    "draw_ticks",
    "judge",
    "write_captures",
]

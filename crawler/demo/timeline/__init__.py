"""Random timelines with their truth: a paper drawn from a seed, in markup drawn from it too, what befalls it tick by
tick, and which alerts a faithful observer must raise. Seeded, so that a failure can be looked at again."""

from crawler.demo.timeline.replay import Outcome, Player, Web, hold, replay
from crawler.demo.timeline.script import Tick, Timeline, draw_timeline
from crawler.demo.timeline.truth import Observer

__all__ = ["Observer", "Outcome", "Player", "Tick", "Timeline", "Web", "draw_timeline", "hold", "replay"]

"""A paper to crawl that shares nothing with the demo: its own words, markup, script and truth.

`draw_story` makes a timeline of sweeps, easy or hard, from a seed; `Gazette` serves it, in one of several styles of
markup; `hold` counts what the alerts found, missed and made up.
"""

from gazette.script import Sweep, draw_story
from gazette.site import Gazette
from gazette.truth import Score, delays, hold

__all__ = ["Gazette", "Score", "Sweep", "delays", "draw_story", "hold"]

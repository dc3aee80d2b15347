"""When to look at a page again, and which page first: pure functions of its history, its site and the time.

`docs/schedule.md` tells the model in words and shows what it is worth. In short:

1. `tempo`: what a site's pages have in common, learned from its looks. The *age curve* (articles are edited in their
   first hours; `ages`), the *beat* of the day's hours, the share of live pages, how far hints can be relied on.
2. `belief`: what the looks at one page say of it, five numbers: its factor on the age curve, and whether and how fast
   it runs live. Gamma-Poisson, updated from "changed or not since the look before", or where the page tells more from
   when it was last modified or how many entries a live blog has gained (`counted`), if its site's dates are to be
   relied on (`trust`).
3. `waiting`: look again when the delay that has come together, the expected sum over unseen edits of the hours that
   each has waited, outweighs what watching the page costs in the long run.
4. `rounds`: what watching costs in each hour of a day, where the hours differ, by dynamic programming.
5. `pace`: the cost that keeps to a budget, and the pace of sources, lists and tickers.
6. `pages`: all this for the records of the archive; pages that are gone, that fail, that were hinted at.
7. `scheduler`: the same functions with the pages in memory, for simulations.

Sources: J. Cho, H. Garcia-Molina, *Estimating frequency of change*, ACM TOIT 3 (2003); Y. Azar, E. Horvitz,
E. Lubetzky, Y. Peres, D. Shahaf, *Tractable near-optimal policies for crawling*, PNAS 115 (2018); A. Kolobov, Y. Peres,
E. Lubetzky, E. Horvitz, *Optimal freshness crawl under politeness constraints*, SIGIR (2019); U. Upadhyay,
R. Busa-Fekete, W. Kotlowski, D. Pal, B. Szörényi, *Learning to crawl*, AAAI (2020); M. Littman, A. Cassandra,
L. Kaelbling, *Learning policies for partially observable environments*, ICML (1995). Simplified: pages are independent
given their site; all edits weigh the same; of what looks teach it is counted what the next few tell, at an even pace;
the price of a budget is followed, not solved for.
"""

from crawler.schedule.belief import Belief
from crawler.schedule.counted import NOTHING, Told
from crawler.schedule.moments import DEFAULT_BOUNDS, Bounds
from crawler.schedule.pace import COST, Pace, Price
from crawler.schedule.pages import (
    added,
    after_look,
    belief_after,
    belief_of,
    first,
    learn_from_look,
    may_follow,
    next_look,
    priority,
    sources_of,
)
from crawler.schedule.scheduler import Scheduler
from crawler.schedule.tempo import Tempo, expected_edits

__all__ = [
    "COST",
    "DEFAULT_BOUNDS",
    "NOTHING",
    "Belief",
    "Bounds",
    "Pace",
    "Price",
    "Scheduler",
    "Tempo",
    "Told",
    "added",
    "after_look",
    "belief_after",
    "belief_of",
    "expected_edits",
    "first",
    "learn_from_look",
    "may_follow",
    "next_look",
    "priority",
    "sources_of",
]

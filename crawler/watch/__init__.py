"""The service: each site is crawled when something of it is due, for as long as nobody stops it.

One process, one archive, one reactor: the runs of `presswatch crawl`, each over one site and short, are started when
they are due and go on side by side. Child processes would keep a leak or a crash to one run, and cost half a second of
start-up for each, every few minutes for every site; the per-host turns, which all sites share, would need an arbiter.
What a run holds is let go at its end (a test counts that), a fault of a run costs that run, and a crash of the process
loses nothing: the next start goes on.
"""

from crawler.watch.beats import Beat
from crawler.watch.folder import ProfileFolder
from crawler.watch.loop import Outcome, Watch
from crawler.watch.service import Service
from crawler.watch.timer import SteadyTimer, Timer

__all__ = ["Beat", "Outcome", "ProfileFolder", "Service", "SteadyTimer", "Timer", "Watch"]

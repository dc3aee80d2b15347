"""The write use case: captures of one site in, versions, changes and alerts out, in one transaction a batch."""

from crawler.recorder.look import Look
from crawler.recorder.recorder import Recorder
from crawler.recorder.setup import SiteSetup, Tally

__all__ = ["Look", "Recorder", "SiteSetup", "Tally"]

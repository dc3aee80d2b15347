"""Checking: what is read from a page, field by field, where each came from, and what the site's template strips.

A path of its own beside the reading: it asks the readers again with one source left at a time, and costs a crawl
nothing. Nothing here writes, but for `save_case`, which writes a fixture where a person asked for one.
"""

from crawler.checking.cases import Case, Difference, compare_case, find_cases, load_case, save_case
from crawler.checking.examine import Examined, examine
from crawler.checking.knowledge import Knowledge, from_archive, from_pages
from crawler.checking.records import examined_record, learned_record
from crawler.checking.show import show_examined, show_learned, show_stripped

__all__ = [
    "Case",
    "Difference",
    "Examined",
    "Knowledge",
    "compare_case",
    "examine",
    "examined_record",
    "find_cases",
    "from_archive",
    "from_pages",
    "learned_record",
    "load_case",
    "save_case",
    "show_examined",
    "show_learned",
    "show_stripped",
]

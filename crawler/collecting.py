"""When Python looks for reference cycles: seldom, since what this program makes has few.

With Python's own pace (700, 10, 10) the search takes about a twentieth of a start, in which all that is made stays,
and a tenth of a run: a page is thousands of small objects without any cycle.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# A batch of pages that are held together is tens of thousands of objects, all of which are freed when it is settled: a
# search before that finds none of them unused.
GC_THRESHOLDS = (100_000, 20, 20)


@contextmanager
def uncollected() -> Iterator[None]:
    """No search inside, for imports: modules, classes and functions stay to the end anyway.

    So what was made is left out of every later search too: the first would else be put off, not saved.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.enable()


def collect_seldom() -> None:
    """For a run: what there is by now is left out of every search, and searches come more rarely."""
    gc.freeze()
    gc.set_threshold(*GC_THRESHOLDS)

"""What all tests share: how Hypothesis draws."""

from __future__ import annotations

from hypothesis import settings

# The same examples at every run, so that a failure is the change's own; and no time limit an example, for a slow
# machine is no fault. `pytest -m hypothesis --hypothesis-profile=wander` draws new ones, and more: by hand, now and then.
settings.register_profile("same", derandomize=True, deadline=None, database=None)
settings.register_profile("wander", deadline=None, print_blob=True, max_examples=1000)
settings.load_profile("same")

"""How far back a change is judged by what was there before."""

from __future__ import annotations

from datetime import timedelta

WINDOW = timedelta(hours=24)

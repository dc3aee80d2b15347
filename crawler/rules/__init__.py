"""Rules: which changes deserve an alert, which alerts a person's rules select, and where those go. Pure."""

from crawler.rules.deciding import (
    LIST_RETURNS,
    SELF_CHANGING,
    PageEvent,
    RegionChange,
    Seen,
    article_moved,
    article_published,
    article_removed,
    article_restored,
    changes_in_a_row,
    decide,
    flap_returns,
    region_alternating,
    region_found,
    region_missing,
    region_self_changing,
    site_degraded,
    site_recovered,
    site_redesigned,
)
from crawler.rules.routing import routes
from crawler.rules.selecting import change_text, globbed, selects
from crawler.rules.turning import RECENT, TURNS, Shown, turning
from crawler.rules.windows import WINDOW

__all__ = [
    "LIST_RETURNS",
    "RECENT",
    "SELF_CHANGING",
    "TURNS",
    "WINDOW",
    "PageEvent",
    "RegionChange",
    "Seen",
    "Shown",
    "article_moved",
    "article_published",
    "article_removed",
    "article_restored",
    "change_text",
    "changes_in_a_row",
    "decide",
    "flap_returns",
    "globbed",
    "region_alternating",
    "region_found",
    "region_missing",
    "region_self_changing",
    "routes",
    "selects",
    "site_degraded",
    "site_recovered",
    "site_redesigned",
    "turning",
]

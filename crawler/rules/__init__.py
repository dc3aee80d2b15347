"""Rules: which changes deserve an alert, which alerts a person's rules select, and where those go. Pure."""

from crawler.rules.deciding import (
    LIST_RETURNS,
    SELF_CHANGING,
    WINDOW,
    PageEvent,
    RegionChange,
    Seen,
    article_moved,
    article_published,
    article_removed,
    article_restored,
    decide,
    flap_returns,
    region_found,
    region_missing,
    site_degraded,
    site_recovered,
    site_redesigned,
)
from crawler.rules.routing import routes
from crawler.rules.selecting import change_text, globbed, selects

__all__ = [
    "LIST_RETURNS",
    "SELF_CHANGING",
    "WINDOW",
    "PageEvent",
    "RegionChange",
    "Seen",
    "article_moved",
    "article_published",
    "article_removed",
    "article_restored",
    "change_text",
    "decide",
    "flap_returns",
    "globbed",
    "region_found",
    "region_missing",
    "routes",
    "selects",
    "site_degraded",
    "site_recovered",
    "site_redesigned",
]

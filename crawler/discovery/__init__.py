"""Discovery: what feeds, sitemaps and links say there is, as candidate URLs with hints. Pure; nothing here raises.

Everything read is bounded: bytes unpacked, entries kept, text compared. What can't be read gives nothing.
"""

from crawler.discovery.candidates import Candidate, Hinted, weigh
from crawler.discovery.feeds import read_feed
from crawler.discovery.links import read_links
from crawler.discovery.pacing import SourceState
from crawler.discovery.sitemaps import MAX_SITEMAP_DEPTH, Sitemap, SitemapRef, newest_children, read_sitemap
from crawler.discovery.sources import Sources, find_sources, robots_sitemaps
from crawler.discovery.turnover import is_mass

__all__ = [
    "MAX_SITEMAP_DEPTH",
    "Candidate",
    "Hinted",
    "Sitemap",
    "SitemapRef",
    "SourceState",
    "Sources",
    "find_sources",
    "is_mass",
    "newest_children",
    "read_feed",
    "read_links",
    "read_sitemap",
    "robots_sitemaps",
    "weigh",
]

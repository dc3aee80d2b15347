"""Names of the report's files: harmless on any file system, and the same for the same thing every time."""

from __future__ import annotations

import re
from hashlib import sha256

from crawler.model import RegionKey

INDEX = "index.html"
RUNS = "runs.html"
SITES = "sites"

# Files that the report may remove again, once what they show has fallen out of it.
REGION_FILE = re.compile(r"(?:article|list|live)-[0-9a-f]{16}\.html")


def site_folder(site: str) -> str:
    """A site's folder: its name, as profiles have it; else what is harmless of it, and a digest."""
    if re.fullmatch(r"[a-z0-9][a-z0-9.-]{0,79}", site):
        return site
    return f"{re.sub(r'[^a-z0-9-]+', '-', site.lower())[:40].strip('-')}-{_digest(site)}"


def region_file(key: RegionKey) -> str:
    return f"{key.kind.value}-{_digest(key.name, key.page or '')}.html"


def _digest(*parts: str) -> str:
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]

"""Raw captures as WARC/1.1 (ISO 28500:2017): written, and read whoever wrote them. Needs the extra `warc`.

What is imported here does without it, so that a crawl that keeps nothing runs without it, too.
"""

from __future__ import annotations

from crawler.warc.exchange import Exchange, Found, of_file
from crawler.warc.extra import require_warcio
from crawler.warc.files import WarcFolder

__all__ = ["Exchange", "Found", "WarcFolder", "of_file", "require_warcio"]

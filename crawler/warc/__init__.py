"""Raw captures as WARC/1.1 (ISO 28500:2017): written, and read whoever wrote them. Needs the extra `warc`."""

from __future__ import annotations

from crawler.warc.exchange import Exchange, of_file
from crawler.warc.extra import require_warcio
from crawler.warc.files import WarcFolder
from crawler.warc.writing import Original, WarcWriter, read_original

__all__ = ["Exchange", "Original", "WarcFolder", "WarcWriter", "of_file", "read_original", "require_warcio"]

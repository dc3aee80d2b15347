"""Export: the archive's records as JSON lines or CSV, in the contract's shapes, one at a time."""

from crawler.export.formats import csv_lines, json_line
from crawler.export.records import article_record, list_record, live_record, seen_at, sha256_of
from crawler.export.streams import COLUMNS, records
from crawler.export.timemap import link_format

__all__ = [
    "COLUMNS",
    "article_record",
    "csv_lines",
    "json_line",
    "link_format",
    "list_record",
    "live_record",
    "records",
    "seen_at",
    "sha256_of",
]

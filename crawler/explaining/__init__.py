"""Explaining: why a capture of a page was recorded as it was. Reads only.

Where the bytes of the capture are kept they are read again with the template of then; where they are not, this tells
what the rows of the archive prove, and says what can't be told again.
"""

from crawler.explaining.facts import Compared, Explained, Template, Told, explain
from crawler.explaining.kept import kept_capture
from crawler.explaining.records import explained_record
from crawler.explaining.show import show_explained

__all__ = [
    "Compared",
    "Explained",
    "Template",
    "Told",
    "explain",
    "explained_record",
    "kept_capture",
    "show_explained",
]

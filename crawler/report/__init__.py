"""Report: the archive as static pages, to be read in a browser, kept, or put on a web server.

`views` reads the archive into small records, `pages` makes HTML of them, `folder` keeps the files. One page is made
at a time, and each shows a bounded number of things: what was left out is said on it.
"""

from crawler.report.writing import Written, write_report

__all__ = ["Written", "write_report"]

"""Capture, profile and template in; page out: which region of the page says what. Pure."""

from crawler.parsing.page import Reading, read_page
from crawler.parsing.sample import learn, sample_of, shared_lines

__all__ = ["Reading", "learn", "read_page", "sample_of", "shared_lines"]

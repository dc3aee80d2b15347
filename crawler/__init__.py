"""Presswatch: a crawler that tells the edits of news sites from the noise around them."""

__version__ = "0.1.0"

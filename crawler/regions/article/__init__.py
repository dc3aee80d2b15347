"""The article of a page: read from blocks, compared, described in words."""

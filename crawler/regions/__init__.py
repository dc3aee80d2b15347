"""Regions: the named parts of a site or page that have a state of their own."""

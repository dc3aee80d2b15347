"""Microdata: what of it is said of the page itself, and what of an entry, a comment or a person on it."""

from __future__ import annotations

from lxml import etree

# An item that is the value of one of these is what the page is about, or a part of it.
_OWN = frozenset({"mainentity", "mainentityofpage", "blogpost", "blogposts", "haspart", "articlebody"})


def is_of_another(element: etree._Element) -> bool:
    """Whether an element with `itemprop` stands in a list's entry, or in an item that is itself a value of another
    (a comment, a review, a person): what it says is none of what the page says of itself."""
    for around in element.iterancestors():
        names = (around.get("itemprop") or "").lower().split()
        if "itemlistelement" in names or (around.get("itemtype") or "").endswith("/ItemList"):
            return True
        if names and around.get("itemscope") is not None and _OWN.isdisjoint(names):
            return True
    return False

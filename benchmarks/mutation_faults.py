"""What answers in place of a page: walls, and the site's frame around an apology."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from lxml import etree
from mutation_scene import gold
from mutation_sites import LEAST, nodes

from crawler.text import compare_form

_WALLS = {
    "captcha": ("Just a moment", "Checking your browser before you go on. Verify that you are human."),
    "consent": ("Before you continue", "We use cookies. Give your consent to cookies to go on to the page."),
    "login": ("Sign in", "Subscribe to keep reading. Already have an account? Sign in to read on."),
}


def wall(fault: str) -> bytes | None:
    """The page of a wall; None where this fault is none."""
    if fault not in _WALLS:
        return None
    title, text = _WALLS[fault]
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{text}</p></body></html>".encode()


def empty(root: etree._Element, now: Collection[str], words: str) -> None:
    """The site's frame around an apology, with none of the gold's words, nor of those in their place `now`."""
    spots = gold(root)
    for element, tail, text in list(nodes(root)):
        if compare_form(text) in now or (len(text) > LEAST and compare_form(text) in words):
            setattr(element, "tail" if tail else "text", "")
    around = _around(spots)
    body = root.find("body")
    for element in [around] if around is not None and around is not body else spots:
        _say(element, "")
    for element in [*root.iter("script", "meta", "link")]:
        if element.get("charset") is None:
            _say(element, "")
            element.attrib.clear()
    for name in ("title", "h1"):
        for element in root.iter(name):
            _say(element, "Page not found")


def _say(element: etree._Element, text: str) -> None:
    for child in list(element):
        element.remove(child)
    element.text = text


def _around(elements: Sequence[etree._Element]) -> etree._Element | None:
    """The innermost element that holds all of them."""
    lines = [[*reversed(list(element.iterancestors())), element] for element in elements]
    common = None
    for steps in zip(*lines, strict=False):
        if any(step is not steps[0] for step in steps):
            break
        common = steps[0]
    return common

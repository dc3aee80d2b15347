"""What a wall hides: an article that is the beginning of another state of it, and what that one has below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from operator import eq

from rapidfuzz import fuzz

from crawler.guard.walls import without_wall
from crawler.model import Article
from crawler.text import line_form

_LEAST = 40  # characters: with fewer ("He agreed.") a paragraph begins as others do by chance
_SAME_TEXT = 85  # of 100: a paragraph with a word edited is still the same one, a like one is not
_LIKE = 60  # of 100: in the place of another, a paragraph that resembles it by so much is an edit of it


def is_part_of(part: Article, whole: Article) -> bool:
    """Whether an article is, up to a wall's own words, the beginning of another: word for word, the last paragraph
    perhaps cut off."""
    shown = list(map(line_form, without_wall(whole, part).paragraphs))
    there = list(map(line_form, whole.paragraphs))
    if not 0 < len(shown) < len(there):
        return False
    return shown[:-1] == there[: len(shown) - 1] and there[len(shown) - 1].startswith(shown[-1].rstrip("….") or "\n")


def with_rest(part: Article, whole: Article) -> Article:
    """An article followed by what another state of it has below the paragraph that it ends with, which a wall may have
    cut off; the same object where there is nothing to put below it.

    Where what stands below is above it as well, the text was put in another order, and nothing is known of its end.
    """
    shown = without_wall(whole, part)
    here, there = (list(map(line_form, each.paragraphs)) for each in (shown, whole))
    place = _place_of_last(here, there) if here else None
    if place is None or not set(here).isdisjoint(there[place + 1 :]):
        return part
    is_cut_off = _is_cut_off(here[-1], there[place])
    if place + 1 == len(there) and not is_cut_off:
        return part
    kept, start = (len(here) - 1, place) if is_cut_off else (len(here), place + 1)
    slots: tuple[int, ...] = ()
    if shown.slots or whole.slots:
        slots = (*map(shown.slot, range(kept)), *map(whole.slot, range(start, len(there))))
    return replace(shown, paragraphs=(*shown.paragraphs[:kept], *whole.paragraphs[start:]), slots=slots)


def _place_of_last(here: Sequence[str], there: Sequence[str]) -> int | None:
    """Where the last of some paragraphs stands among others: word for word, else cut off, else edited."""
    for is_it in (eq, _is_cut_off):
        if (place := next((i for i, text in enumerate(there) if is_it(here[-1], text)), None)) is not None:
            return place
    below = there.index(here[-2]) + 1 if len(here) > 1 and here[-2] in there else len(here) - 1
    if below < len(there) and fuzz.ratio(here[-1], there[below]) >= _LIKE:
        return below
    return next((i for i, text in enumerate(there) if fuzz.ratio(here[-1], text) >= _SAME_TEXT), None)


def _is_cut_off(part: str, whole: str) -> bool:
    """Whether a text breaks off in the middle of another."""
    beginning = part.rstrip("….")
    return part != whole and len(beginning) >= _LEAST and whole.startswith(beginning)

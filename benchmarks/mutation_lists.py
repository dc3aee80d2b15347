"""Ranked lists of real pages, altered in place: what stands in a slot of the list is put into another one."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree
from mutation_sites import LIST, RealPage, absolute, nodes, plain

from crawler.model import Alert
from crawler.text import compare_form
from crawler.urls import page_key

_LEAST = 4  # items
_RANK = 3  # characters of "10."
KINDS = ("entered", "entered on top", "left", "moved", "retitled")


@dataclass(slots=True)
class Slot:
    """Where an item stands: its links, and the text nodes and attributes that say its title."""

    element: etree._Element
    links: list[etree._Element]
    href: str
    title: str

    def show(self, href: str, title: str) -> None:
        for link in self.links:
            link.set("href", href)
        for element, tail, text in list(nodes(self.element)):
            if compare_form(text) == compare_form(self.title):
                setattr(element, "tail" if tail else "text", title)
        for element in self.element.iter(etree.Element):
            for name in ("title", "alt", "aria-label"):
                if compare_form(element.get(name) or "") == compare_form(self.title):
                    element.set(name, title)
        self.href, self.title = href, title


@dataclass(slots=True)
class RealList:
    name: str
    slots: list[Slot] = field(default_factory=list)

    @property
    def items(self) -> list[tuple[str, str]]:
        return [(slot.href, slot.title) for slot in self.slots]

    def become(self, items: Sequence[tuple[str, str]]) -> None:
        for slot in self.slots[len(items) :]:
            parent = slot.element.getparent()
            assert parent is not None
            parent.remove(slot.element)
        del self.slots[len(items) :]
        for slot, item in zip(self.slots, items, strict=True):
            slot.show(*item)


@dataclass(frozen=True, slots=True)
class ListEdit:
    """Whole lists of addresses; `retitled`: the address of the item that was."""

    kind: str
    name: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    retitled: str = ""


def find_lists(page: RealPage) -> list[RealList]:
    """The gold lists whose items stand in elements of their own, with each title in one text node."""
    named = [(row["heading"], [(item["url"], item["title"]) for item in row["items"]]) for row in page.lists]
    return [one for heading, items in named if (one := _find(page, heading, items)) is not None]


def _find(page: RealPage, name: str, items: Sequence[tuple[str, str]]) -> RealList | None:
    links = [[link for link in page.root.iter("a") if link.get("href") == href] for href, _ in items]
    if len(items) < _LEAST or not all(links):
        return None
    holders = [{around for link in own for around in link.iterancestors()} for own in links]
    common = set.intersection(*holders)
    if not common:
        return None
    container = max(common, key=lambda element: sum(1 for _ in element.iterancestors()))
    children = [[child for child in container if any(link in set(child.iter()) for link in own)] for own in links]
    if any(len(own) != 1 for own in children) or len({own[0] for own in children}) != len(items):
        return None
    slots = []
    for (href, title), (element,), own in zip(items, children, links, strict=True):
        inside = set(element.iter())
        texts = [compare_form(text) for _, _, text in nodes(element)]
        if compare_form(title) not in texts or any(len(text) > _RANK and text != compare_form(title) for text in texts):
            return None  # a kicker or a time would stay where it is
        slots.append(Slot(element, [link for link in own if link in inside], href, plain(title)))
    container.set(LIST, "1")
    return RealList(name, slots)


def edit_list(page: RealPage, one: RealList, rng: random.Random, pool: Sequence[str]) -> ListEdit | None:
    """Alter a list in one way; None where that way is not open."""
    kind, items = rng.choice(KINDS), one.items
    before, retitled = addresses(page, items), ""
    known = {compare_form(title) for _, title in items}
    title = next((t for t in rng.sample(list(pool), min(9, len(pool))) if compare_form(t) not in known), "")
    if not title:
        return None
    if kind in {"entered", "entered on top"}:
        place = 0 if kind == "entered on top" else rng.randrange(1, len(items))
        href = re.sub(r"\d+", lambda m: str(rng.randrange(10 ** (len(m[0]) - 1), 10 ** len(m[0]))), items[0][0])
        href = re.sub(r"(?<=[/-])[a-z]{3,}-[a-z-]+", "-".join(re.findall(r"\w+", title.lower())[:6]), href, count=1)
        if href in dict(items):
            return None
        items = [*items[:place], (href, title), *items[place:-1]]
    elif kind == "left":
        if len(items) <= _LEAST:
            return None
        del items[rng.randrange(len(items))]
    elif kind == "moved":
        items.insert(rng.randrange(len(items) - 1), items.pop())
    else:
        place = rng.randrange(len(items))
        words = items[place][1].split()
        if len(words) < _LEAST:
            return None
        at = rng.randrange(1, len(words) - 1)
        words[at : at + 1] = [rng.choice([word for word in title.split() if word != words[at]] or ["again"])]
        items[place] = (items[place][0], " ".join(words))
        retitled = addresses(page, items)[place]
    if items == one.items:
        return None
    one.become(items)
    return ListEdit(kind, one.name, before, addresses(page, one.items), retitled)


def addresses(page: RealPage, items: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(page_key(absolute(page, href)) for href, _ in items)


def told_of(alert: Alert) -> set[str]:
    """The addresses that an alert's list had or has."""
    return {page_key(item["url"]) for side in ("before", "after") for item in alert.change.get(side, ()) if item["url"]}


def fault_of(edit: ListEdit, alert: Alert) -> str:
    """What is wrong with the alert of a list that was altered; "right" where nothing is."""
    known = {*edit.before, *edit.after}
    now = tuple(key for item in alert.change.get("after", ()) if (key := page_key(item["url"])) in known)
    if now != edit.after:
        return "no hunk"
    sides = {name: {page_key(item["url"]) for item in alert.change[name]} for name in ("entered", "left", "retitled")}
    came, went = set(edit.after) - set(edit.before), set(edit.before) - set(edit.after)
    retitled = {edit.retitled} - {""}
    if (sides["entered"], sides["left"], sides["retitled"]) != (came, went, retitled):
        return "other kind"
    return "right" if edit.kind != "moved" or len(alert.change["moved"]) == 1 else "other kind"

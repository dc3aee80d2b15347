"""What was examined, in words for a terminal of 80 columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from crawler.checking.examine import Examined
from crawler.checking.fields import Field
from crawler.checking.knowledge import Knowledge, names_of
from crawler.checking.origins import short_path
from crawler.checking.stripped import Stripped
from crawler.render.columns import columns
from crawler.render.records import stamp
from crawler.text import counted

MOST_STRIPPED = 15
MOST_ITEMS = 30
BRIEF_ITEMS = 3
_INDENT = 2
_ALWAYS = frozenset({"title", "body", "authors", "published", "paywall"})  # of an article, empty or not
_MEANS = {True: "yes", False: "no", None: "not told"}


def show_examined(examined: Examined, *, brief: bool = False) -> Iterator[str]:
    """One page: the address, the verdict, each field with its value and where it came from, then what is left out.

    `brief`: the first items of each list only, and of what is left out the number of blocks.
    """
    yield from columns("page", examined.url)
    capture, judgement = examined.capture, examined.judgement
    reason = f": {judgement.reason}" if judgement.reason else ""
    yield from columns("read", f"{stamp(capture.fetched_at)}, status {capture.status}, {judgement.verdict}{reason}")
    is_article = examined.page is not None and examined.page.article is not None
    for field in examined.fields:
        if not field.empty or (is_article and field.name in _ALWAYS):
            yield from _field(field, BRIEF_ITEMS if brief else MOST_ITEMS)
    for key, query, why in examined.unmatched:
        yield from columns("profile", f"{key}: {query!r} {why} on this page")
    for problem in examined.problems:
        yield from columns("problem", problem)
    yield from show_stripped(examined.stripped, most=0 if brief else MOST_STRIPPED)


def _field(field: Field, most: int) -> Iterator[str]:
    name, _, region = field.name.partition(".")
    label = {"lists": "list", "live": "live"}.get(name, name) if region else field.name
    if isinstance(field.value, list):
        yield from _listed(label, region, field, most)
    else:
        value = _MEANS[field.value] if field.value is None or isinstance(field.value, bool) else field.value
        yield from _with_origin(label, value or "none", field)


def _with_origin(label: str, value: str, field: Field) -> list[str]:
    """Beside the value, where there is room, else below it."""
    if not field.origin:
        return columns(label, value)
    lines = columns(label, f"{value} ← {field.origin}")
    return lines if len(lines) == 1 else columns(label, value) + columns("", f"← {field.origin}")


def _listed(label: str, region: str, field: Field, most: int) -> Iterator[str]:
    values: list[Any] = field.value
    if field.name == "authors":
        yield from _with_origin(label, ", ".join(values) or "none", field)
        return
    unit = "paragraph" if field.name == "body" else "entry" if name_is_live(field.name) else "item"
    told = counted(len(values), unit) if unit != "entry" else f"{len(values)} entries"
    yield from _with_origin(label, f"{region}: {told}" if region else told, field)
    for number, value in enumerate(values[:most], 1):
        yield from columns("", f"{number}. {_item(value)}", limit=400)
    if len(values) > most:
        yield from columns("", f"and {len(values) - most} more")


def name_is_live(name: str) -> bool:
    return name == "entries" or name.startswith("live.")


def _item(value: object) -> str:
    if not isinstance(value, Mapping):
        return str(value)
    words = (value.get("published"), value.get("title"), value.get("text"), value.get("url"))
    return " ".join(dict.fromkeys(str(word) for word in words if word))


def show_stripped(stripped: Sequence[Stripped], *, most: int = MOST_STRIPPED) -> Iterator[str]:
    """What the template strips, then what the readers leave out; `most` containers of each."""
    for label, of_site in (("template", True), ("left out", False)):
        found = [each for each in stripped if each.of_site == of_site]
        if found:
            blocks = counted(sum(each.blocks for each in found), "block")
            does = "strips" if of_site else "beside the article:"
            yield from columns(label, f"{does} {blocks} in {counted(len(found), 'container')}")
        for each in found[:most]:
            where = short_path(each.container.split(" > ")) if each.container else "the lines"
            yield from columns("", f"{where} ({each.blocks}): {each.why}")
            yield from columns("", f"“{each.sample[:60]}”", indent=_INDENT)
        if len(found) > most > 0:
            yield from columns("", f"and {len(found) - most} more containers (--json has them all)")


def _containers(label: str, paths: Sequence[str]) -> Iterator[str]:
    yield from columns(label, counted(len(paths), "container"))
    for path in paths[:MOST_STRIPPED]:
        yield from columns("", short_path(path.split(" > ")))
    if len(paths) > MOST_STRIPPED:
        yield from columns("", f"and {len(paths) - MOST_STRIPPED} more (--json has them all)")


def show_learned(knowledge: Knowledge, regions: Iterable[str] = (), *, brief: bool = False) -> Iterator[str]:
    """What is known of the site as a whole; `regions` in words. `brief`: where that is from, and no more."""
    template = knowledge.template
    yield from columns("site", knowledge.site)
    yield from columns("read with", knowledge.source or "nothing learned yet: each page by itself")
    if brief:
        return
    if template.text_head:
        yield from columns("shared", f"the first {counted(template.text_head, 'line')} of each text capture")
    if template.learned and not template.text_head:
        yield from _containers("shared", names_of(template.shared))
        yield from _containers("per request", names_of(template.noise))
        yield from columns("lists", f"{counted(len(template.lists), 'container')} known as ranked lists")
    for region in regions:
        yield from columns("region", region)

"""An explanation in words, for a terminal of 80 columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from crawler.checking import Examined, show_stripped
from crawler.checking.origins import short_path
from crawler.differ import compare_states, summary
from crawler.explaining.facts import Compared, Explained, Template, Told
from crawler.model import CaptureRecord, RegionKey, RegionKind, Version
from crawler.render.columns import columns
from crawler.render.records import stamp
from crawler.text import counted

MOST_PATHS = 10
MOST_RUNS = 40
UNTOLD = "which blocks were stripped can't be told again"


def show_explained(explained: Explained) -> Iterator[str]:
    """The page, the capture and its verdict, how it was read, what it was compared with, what came of it."""
    page = explained.page
    yield from columns("page", page.url)
    yield from columns("", f"{page.site}, {page.kind}, {page.state}{f' to {page.moved_to}' if page.moved_to else ''}")
    if explained.capture is None:
        yield from columns("capture", "none: it is known from a link, a feed or a sitemap, and was not fetched by then")
        return
    yield from _capture(explained.capture)
    if explained.note:
        for note in explained.note.split("; "):
            yield from columns("", note)
    if explained.template:
        yield from _read_with(explained.template)
    for compared in explained.compared:
        yield from _compared(compared)
    if not explained.compared:
        yield from columns("compared", "nothing: no region of its own was known on this page")
    for told in explained.told:
        yield from _told(told)
    if not explained.told:
        yield from columns("alerts", "none: nothing was recorded as changed")
    yield from _looks(explained.looks)
    if explained.read:
        yield from _blocks(explained.read)
    elif explained.template:
        yield from _not_kept(explained.template, explained.not_kept)


def _capture(record: CaptureRecord) -> Iterator[str]:
    source = "" if record.source == "crawl" else f", from {record.source}"
    yield from columns("capture", f"{record.id}, {stamp(record.fetched_at)}, status {record.status}{source}")
    reason = f": {record.reason}" if record.reason else ""
    yield from columns("verdict", f"{record.verdict}{reason}")


# How it was read


def _read_with(template: Template) -> Iterator[str]:
    if template.generation:
        learned = f", learned {stamp(template.at)}" if template.at else ""
        sure = "" if template.certain else ", by the time of the capture"
        of = f"{template.pages} pages" if template.pages else "text captures"
        told = f"template generation {template.generation} of {of}{learned}{sure}"
    else:
        told = "no template: nothing was learned of the site yet"
    yield from columns("read with", told)


def _blocks(read: Examined) -> Iterator[str]:
    today = ", with the lines that are known of the site today" if read.document and read.document.is_text else ""
    yield from columns("read again", f"from the bytes that are kept{today}")
    if read.document is None or read.page is None:
        yield from columns("", f"no page: {read.judgement.reason}")
        return
    pairs = zip(read.page.labels, read.document.blocks, strict=True)
    runs = [(label, [block for _, block in run]) for label, run in groupby(pairs, key=lambda pair: pair[0])]
    for label, blocks in runs[:MOST_RUNS]:
        words = f"{label or 'nowhere'} ({len(blocks)}): “{blocks[0].text[:60]}”"
        yield from columns("", words, limit=300)
    if len(runs) > MOST_RUNS:
        yield from columns("", f"and {len(runs) - MOST_RUNS} more runs of blocks (--json has them all)")
    yield from show_stripped(read.stripped)


def _not_kept(template: Template, why: str) -> Iterator[str]:
    yield from columns("blocks", f"{why}: {UNTOLD}")
    for path, count in template.paragraphs.items():
        yield from columns("", f"{counted(count, 'stored paragraph')} stood in {short_path(path.split(' > '))}")
    for label, paths in (("strips", template.shared), ("per request", template.noise)):
        if paths:
            where = "wherever it stands" if len(paths) == 1 else "wherever they stand"
            yield from columns(label, f"{counted(len(paths), 'container')}, {where} on a page")
        for path in paths[:MOST_PATHS]:
            yield from columns("", short_path(path.split(" > ")))
        if len(paths) > MOST_PATHS:
            yield from columns("", f"and {len(paths) - MOST_PATHS} more (--json has them all)")


# What was compared with what


def _compared(found: Compared) -> Iterator[str]:
    name = _name(found.region)
    if found.before is None or found.after is None:
        told = "; ".join(filter(None, (_version(found.before or found.after), found.why)))
        yield from columns("compared", f"{name}: {told}")
        return
    yield from columns("compared", f"{name}: {_version(found.before)}, with {_version(found.after)}")
    diff = compare_states(found.region, found.before.state, found.after.state)
    yield from columns("changed", summary(diff, found.region) if diff else "no word differs as they are read today")


def _name(key: RegionKey) -> str:
    if key.kind is RegionKind.ARTICLE:
        return "article"
    return f"{'list' if key.kind is RegionKind.LIST else 'live'} {key.name}"


def _version(version: Version | None) -> str:
    if version is None:
        return ""
    capture = f"capture {version.capture}, " if version.capture else ""
    return f"version {version.number} ({capture}seen {stamp(version.first_seen)} to {stamp(version.last_seen)})"


# What came of it


def _told(told: Told) -> Iterator[str]:
    if told.alert is None:
        yield from columns("no alert", f"{told.change.kind}: {told.why}")
        return
    alert = told.alert
    yield from columns("alert", f"{alert.kind}, {alert.severity}: {alert.summary}")
    yield from columns("", f"{alert.id}, {stamp(alert.at)}")
    for delivery in told.deliveries:
        when = f" {delivery['sent_at']}" if delivery["sent_at"] else ""
        error = f": {delivery['error']}" if delivery["error"] else ""
        rule = f", by the rule {delivery['rule']}" if delivery.get("rule") else ""
        yield from columns("", f"to {delivery['channel']}: {delivery['state']}{when}{error}{rule}")
    if not told.deliveries:
        yield from columns("", "to no channel: the rules and settings of alerts.toml choose none for it")


def _looks(looks: Sequence[CaptureRecord]) -> Iterator[str]:
    """The looks before, for whoever wants to ask about one of them with --at."""
    label = "before it"
    for look in looks[1:]:
        reason = f": {look.reason}" if look.reason else ""
        yield from columns(label, f"{stamp(look.fetched_at)} {look.verdict}{reason}")
        label = ""

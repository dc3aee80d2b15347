"""One capture, read as a crawl would read it, and taken apart."""

from __future__ import annotations

from crawler.blocks import read_document
from crawler.checking.fields import Field, fields_of
from crawler.checking.knowledge import Knowledge
from crawler.checking.stripped import Stripped, stripped_of
from crawler.classes import dataclass
from crawler.errors import CaptureError
from crawler.guard import Judgement, flaws, judge_answer, judge_page
from crawler.model import Capture, Document, Page, Verdict
from crawler.parsing import Reading, read_page
from crawler.parsing.selected import unmatched
from crawler.recorder.hook import hooked
from crawler.recorder.listings import as_listed
from crawler.recorder.setup import Tally


@dataclass(frozen=True, slots=True)
class Examined:
    """`document` and what follows from it are empty where the answer is no page; `page` is the reading's, after the
    site's hook. `unmatched`: keys and selectors of the profile that find nothing here, and what that means."""

    url: str
    capture: Capture
    judgement: Judgement
    document: Document | None = None
    reading: Reading | None = None
    page: Page | None = None
    fields: tuple[Field, ...] = ()
    stripped: tuple[Stripped, ...] = ()
    unmatched: tuple[tuple[str, str, str], ...] = ()
    problems: tuple[str, ...] = ()


def examine(capture: Capture, knowledge: Knowledge, *, url: str = "") -> Examined:
    """Read a capture with what is known of its site. Never raises on what a page contains.

    Args:
        capture: an answer, or a file.
        knowledge: of its site.
        url: the key of the page; default the one that it would be filed under.
    """
    judgement = judge_answer(capture)
    if judgement.verdict is not Verdict.OK:
        return Examined(url or capture.location, capture, judgement)
    try:
        document = read_document(capture)
    except CaptureError as error:
        reason = error.message.removeprefix(f"{capture.url}: ")
        return Examined(url or capture.location, capture, Judgement(Verdict.UNREADABLE, reason))
    return _examine(capture, document, knowledge, url or knowledge.key_of(capture, document))


def _examine(capture: Capture, document: Document, knowledge: Knowledge, url: str) -> Examined:
    rules = knowledge.rules_at(capture.fetched_at)
    reading = read_page(document, knowledge.template, rules=rules, url=url, known=knowledge.lines_for(document))
    reading = as_listed(reading, knowledge.kind_of(url), document)
    tally = Tally()
    final = hooked(reading, document, knowledge.hook, tally) if knowledge.hook else reading
    problems = [*(f"{capture.url}: {flaw}" for flaw in flaws(capture, document)), *tally.problems]
    return Examined(
        url,
        capture,
        judge_page(document, final.page, knowledge.article_before(url), at=capture.fetched_at),
        document,
        reading,
        final.page,
        tuple(fields_of(document, reading, final.page, knowledge, rules)),
        tuple(stripped_of(document, reading, knowledge)),
        tuple(unmatched(document, rules)) if rules is not None else (),
        tuple(problems),
    )

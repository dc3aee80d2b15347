"""A page is not read again with a template that says the same of it; whatever is not read again reads the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.blocks import read_document, slot_of
from crawler.model import Capture
from crawler.parsing import learn, read_page
from crawler.recorder.first_reading import FirstReading
from crawler.template import Evidence, Template

AT = datetime(2026, 5, 4, 8, tzinfo=UTC)
TEASERS = [f"Teaser {n} of the morning on the harbour and the tide tables" for n in range(5)]


def source(number: int) -> str:
    body = "".join(
        f"<p>Paragraph {number}.{n} tells of the lock keeper and of what he saw there.</p>" for n in range(6)
    )
    links = "".join(f'<li><a href="/t{n}">{text}</a></li>' for n, text in enumerate(TEASERS))
    return (
        f"<html><head><meta property=og:type content=article></head><body><header><ul class=ticker>{links}</ul></header><main><article><h1>The lock, part {number}</h1>"
        f"<p class=lead>Some words on part {number} that stand on top.</p>{body}<p class=call>Write to us.</p></article>"
        f"<aside class=picks><h2>Most read</h2><ol>{links}</ol></aside></main><footer><p>Set in Lowmouth</p></footer>"
        "</body></html>"
    )


def captured(number: int) -> Capture:
    url = f"https://paper.example/part-{number}"
    return Capture(url, AT, headers={"content-type": "text/html"}, body=source(number).encode())


PAGES = [read_document(captured(number)) for number in range(5)]
PAGE = PAGES[0]
TEMPLATE = learn(PAGES[1:], previous=Template(), evidence=Evidence()).template
SLOTS = sorted({slot_of(block) for block in PAGE.blocks})
HERE = SLOTS[0]
ELSEWHERE = next(number for number in range(1, 100) if number not in SLOTS)


def first(template: Template = TEMPLATE) -> FirstReading:
    return FirstReading(PAGE.blocks, PAGE.url, template, read_page(PAGE, template, url=PAGE.url))


def again(template: Template, before: Template = TEMPLATE):
    return first(before).with_template(PAGE, PAGE.url, template)


def test_the_sample_is_learned_from():
    assert TEMPLATE.learned
    assert TEMPLATE.shared
    assert TEMPLATE.body
    assert first().reading.page.article is not None


LATER = replace(TEMPLATE, generation=TEMPLATE.generation + 1, pages=60)
BODY = dict(TEMPLATE.body or {})


@pytest.mark.parametrize(
    "template",
    [
        TEMPLATE,
        LATER,
        replace(LATER, shared={**TEMPLATE.shared, ELSEWHERE: "html > body > p"}),
        replace(LATER, noise={ELSEWHERE: "html > body > p"}),
        replace(LATER, phrases=frozenset({"0" * 64})),
        replace(LATER, body={**BODY, "outside": [*BODY["outside"], ELSEWHERE]}),
    ],
)
def test_a_template_that_differs_in_what_the_page_does_not_have_reads_it_as_before(template: Template):
    assert again(template) == read_page(PAGE, template, url=PAGE.url)


@pytest.mark.parametrize(
    "template",
    [
        Template(),
        replace(LATER, shared=dict(list(TEMPLATE.shared.items())[1:])),
        replace(LATER, noise={slot: "html > body > p" for slot in SLOTS if slot not in TEMPLATE.shared}),
        replace(LATER, lists={"html > body > main > aside.picks > ol": "Most Popular"}),
        replace(LATER, body=None),
        replace(LATER, body={**BODY, "holders": []}),
        replace(LATER, body={**BODY, "title": []}),
        replace(LATER, body={**BODY, "outside": [*BODY["outside"], *BODY["body"]]}),
        replace(LATER, body={**BODY, "mixed": [*BODY["mixed"], *BODY["outside"]]}),
        replace(LATER, body={**BODY, "body": [slot for slot in SLOTS if slot not in BODY["body"]]}),
    ],
)
def test_a_template_that_may_say_something_else_of_the_page_is_asked(template: Template):
    assert again(template) is None


def test_another_fetch_or_another_address_is_read_for_itself():
    other = read_document(captured(0))
    assert first().with_template(other, PAGE.url, TEMPLATE) is None
    assert first().with_template(PAGE, PAGE.url + "?page=2", TEMPLATE) is None


_CHOSEN = st.lists(st.sampled_from([*SLOTS, ELSEWHERE]), max_size=4, unique=True)
_TEMPLATES = st.builds(
    lambda shared, noise, lists, **body: Template(
        generation=2,
        shared=dict.fromkeys(shared, "html > body > p"),
        noise=dict.fromkeys(noise, "html > body > p"),
        lists=lists,
        body={**BODY, **body},
    ),
    _CHOSEN,
    _CHOSEN,
    st.sampled_from([{}, {"html > body > main > aside.picks > ol": "Most Popular"}]),
    body=_CHOSEN,
    outside=_CHOSEN,
    title=_CHOSEN,
    standfirst=_CHOSEN,
    mixed=_CHOSEN,
    holders=st.sampled_from([BODY["holders"], [], [HERE]]),
)


@given(_TEMPLATES, _TEMPLATES)
def test_what_is_not_read_again_reads_the_same(before: Template, after: Template):
    found = again(after, before)
    assert found is None or found == read_page(PAGE, after, url=PAGE.url)


@given(_TEMPLATES, st.sampled_from(["shared", "noise", "outside", "title", "standfirst", "mixed", "body"]), _CHOSEN)
def test_a_few_slots_more_are_no_other_reading_unless_the_page_has_them(before: Template, where: str, more: list[int]):
    if where in {"shared", "noise"}:
        after = replace(before, **{where: {**getattr(before, where), **dict.fromkeys(more, "html > body > p")}})
    else:
        body = dict(before.body or {})
        after = replace(before, body={**body, where: sorted({*body[where], *more})})
    found = again(after, before)
    assert found is None or found == read_page(PAGE, after, url=PAGE.url)
    if more in ([], [ELSEWHERE]) and (where in {"shared", "noise"} or before.body[where]):
        assert found is not None

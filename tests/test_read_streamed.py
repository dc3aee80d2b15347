"""Parts of a page that its server sent late, at the page's end, with calls that put them in their place."""

from __future__ import annotations

import pytest
from article_pages import FOOT, PARAGRAPHS, TITLE, document, paragraphs
from hypothesis import given
from hypothesis import strategies as st

from crawler.model import Document
from crawler.parsing import read_page
from crawler.template import Template

LIST = "<aside><h2>Most read</h2><ol>{}</ol></aside>".format(
    "".join(f'<li><a href="/{n}">The harbour in its {n}th winter of letters</a></li>' for n in range(4, 9))
)
HOLE = '<template id="B:{0}"></template>'
LATE = '<div hidden id="S:{0}">{1}</div><script>$RC("B:{0}","S:{0}")</script>'


def page(main: str, late: str = "") -> Document:
    return document(f"<html><head><title>{TITLE}</title></head><body><main>{main}</main>{FOOT}{late}</body></html>")


def shown(read: Document) -> list[tuple[str, tuple[str, ...]]]:
    return [(block.text, block.path) for block in read.blocks]


ARTICLE = f"<article><h1>{TITLE}</h1><div>{paragraphs()}</div></article>"
HALVES = paragraphs(PARAGRAPHS[:2]), paragraphs(PARAGRAPHS[2:])

NESTED = (
    f'<div hidden id="S:0"><article><h1>{TITLE}</h1><div>{HALVES[0]}<template id="P:1"></template></div></article>{LIST}</div>'
    f'<div hidden id="S:1">{HALVES[1]}</div><script>$RS("S:1","P:1");$RC("B:0","S:0")</script>'
)


@pytest.mark.parametrize(
    ("main", "late"),
    [
        (ARTICLE + HOLE.format(0), LATE.format(0, LIST)),
        (HOLE.format(0) + LIST, LATE.format(0, ARTICLE)),
        (HOLE.format(0) + HOLE.format("r:1"), LATE.format(0, ARTICLE) + LATE.format("r:1", LIST)),
        (HOLE.format(0), LATE.format(0, ARTICLE + LIST).replace('$RC("B:0","S:0")', '$RR("B:0", "S:0", [["a.css"]])')),
        (
            f"<article><h1>{TITLE}</h1><div>{HALVES[0]}{HOLE.format(0)}</div></article>{LIST}",
            LATE.format(0, HALVES[1]),
        ),
        (
            HOLE.format(0),
            NESTED,
        ),
    ],
)
def test_a_page_reads_the_same_whether_its_parts_came_in_time_or_late(main: str, late: str) -> None:
    in_time = page(ARTICLE + LIST)
    assert shown(page(main, late)) == shown(in_time)
    read = read_page(page(main, late), Template()).page
    assert read == read_page(in_time, Template()).page
    assert read.article is not None
    assert read.article.paragraphs == PARAGRAPHS
    assert [len(ranked.items) for ranked in read.lists] == [5]


def test_text_beside_a_place_and_in_a_part_keeps_its_order() -> None:
    read = page("<p>One <template id='B:0'></template> four</p>", LATE.format(0, "two <b>three</b>"))
    assert read.blocks[0].text == "One two three four"


def test_a_part_that_no_call_places_stays_where_it_stands() -> None:
    texts = [
        block.text for block in page(HOLE.format(0) + "<p>First</p>", '<div hidden id="S:0"><p>Last</p></div>').blocks
    ]
    assert texts[0] == "First"
    assert texts[-1] == "Last"


names = st.sampled_from(["B:0", "B:1", "S:0", "S:1"])


@given(
    nested=st.permutations(["B:0", "B:1", "S:0", "S:1"]),
    calls=st.lists(st.tuples(st.sampled_from("CSR"), names, names), max_size=8),
)
def test_calls_that_make_no_sense_lose_no_text_and_never_end_in_a_circle(
    nested: list[str], calls: list[tuple[str, str, str]]
) -> None:
    holes = "".join(f'<div id="{name}"><p>Words of {name}</p>' for name in nested) + "</div>" * len(nested)
    script = "".join(f'$R{kind}("{one}","{two}");' for kind, one, two in calls)
    texts = [block.text for block in page("<p>Before</p>", f"{holes}<script>{script}</script>").blocks]
    assert {f"Words of {name}" for name in nested} <= set(texts)

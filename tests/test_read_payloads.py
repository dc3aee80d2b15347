"""Articles that stand only in what a framework hands to a page's scripts: pushed rows (Next.js), flat payloads (Nuxt)."""

from __future__ import annotations

import json
from typing import Any

import pytest
from article_pages import PARAGRAPHS, TITLE
from article_pages import document as read
from hypothesis import given
from hypothesis import strategies as st

from crawler.regions.article.reading import read_article
from crawler.regions.payloads import MAX_VALUES, flat_data, pushed_data

FRAME = "<footer><p>Printed on Quay Street since the days of sail, every morning of the week.</p></footer>"
HTML = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)


def page(scripts: str) -> str:
    return (
        f'<!doctype html><html lang="en"><head><title>{TITLE}</title><meta property="og:type" content="article">'
        f'<meta property="og:title" content="{TITLE}"></head><body><div id="root"></div>{FRAME}{scripts}</body></html>'
    )


def pushes(*parts: str) -> str:
    start = "<script>(self.__next_f=self.__next_f||[]).push([0])</script>"
    rows = (
        f"<script>self.__next_f.push({json.dumps([1, part]).replace('<', chr(92) + 'u003c')})</script>"
        for part in parts
    )
    return start + "".join(rows)


def row(name: str, value: Any) -> str:
    return f"{name}:{json.dumps(value, ensure_ascii=False)}\n"


def text_row(name: str, text: str) -> str:
    return f"{name}:T{len(text.encode()):x},{text}"


def flattened(value: Any) -> list[Any]:
    """As Nuxt's server flattens a value: every value once in a list, named by its place."""
    flat: list[Any] = []

    def place(one: Any) -> int:
        at = len(flat)
        flat.append(None)
        if isinstance(one, dict):
            flat[at] = {key: place(inner) for key, inner in one.items()}
        elif isinstance(one, list):
            flat[at] = [place(inner) for inner in one]
        else:
            flat[at] = one
        return at

    flat.append(["ShallowReactive", 1])
    place({"data": value, "state": {"user": None, "seen": 3}})
    return flat


def nuxt(value: Any) -> str:
    data = json.dumps(flattened(value)).replace("<", "\\u003c")
    return f'<script type="application/json" data-nuxt-data="nuxt-app" id="__NUXT_DATA__">{data}</script>'


def paragraphs_of(scripts: str) -> tuple[str, ...]:
    reading = read_article(read(page(scripts)))
    return reading.article.paragraphs if reading else ()


def element(kind: str, **props: Any) -> list[Any]:
    return ["$", kind, None, props]


TYPED = [{"type": "paragraph", "text": text} for text in PARAGRAPHS]
COMMENTS = {"comments": [{"text": "So it goes. " * 40}] * 9}
FLIGHTS = {
    "typed parts in props": [
        '1:"$Sreact.fragment"\n2:I[4711,["77","static/chunks/app/page.js"],"Story"]\n:HL["/a.css","style"]\n3:D{"name":"Page"}\n',
        row("0", element("$L2", story={"headline": TITLE, "body": TYPED}, talk=COMMENTS)),
    ],
    "a row that another names": [
        row("0", element("main", children=["$L1"])),
        row("1", element("$L2", story={"headline": TITLE, "body": "$3"})),
        row("3", TYPED),
    ],
    "a part of another row": [
        row("1", {"cache": {"story": {"headline": TITLE, "parts": TYPED}}}),
        row("0", element("$L2", body="$1:cache:story:parts")),
    ],
    "rows of text": [
        row("0", element("$L2", story={"headline": TITLE, "body": [f"${n}" for n in range(3, 8)]})),
        *(text_row(str(n), text) for n, text in enumerate(PARAGRAPHS, 3)),
        row("9", [1, 2]),
    ],
    "HTML in a row of text": [row("0", element("$L2", story={"headline": TITLE, "html": "$4"})), text_row("4", HTML)],
    "HTML in props": [row("0", element("$L2", data={"content": HTML}))],
    "elements of the head beside data": [
        row(
            "0",
            [element("title", children=TITLE), element("meta", name="description", content="So it goes. " * 99)] * 9,
        ),
        row("1", element("$L2", parts=TYPED)),
    ],
    "elements": [
        row(
            "0", element("main", children=element("div", children=[element("p", children=text) for text in PARAGRAPHS]))
        )
    ],
    "elements in wrappers, scripts and styles' names beside them": [
        row(
            "0",
            [
                *(element("div", children=element("p", children=text)) for text in PARAGRAPHS),
                element("$L7", id="a", children="(function(a){if(a.b){a.b=1;}else{a.c={};}})(window);" * 99),
                element("div", className="BoxStyles_box-container__Qk3WH BoxStyles_commercial__Wo6Z4 undefined"),
            ],
        )
    ],
    "runs in elements": [
        row(
            "0",
            element(
                "article",
                children=[element("p", children=[text[:20], element("em", children=text[20:])]) for text in PARAGRAPHS],
            ),
        )
    ],
}


@pytest.mark.parametrize("name", FLIGHTS)
@pytest.mark.parametrize("cut", [1, 7, 10_000])
def test_a_text_in_pushed_rows_is_read_however_the_stream_was_cut(name: str, cut: int) -> None:
    stream = "".join(FLIGHTS[name])
    size = max(cut, len(stream) // 50)
    assert paragraphs_of(pushes(*(stream[at : at + size] for at in range(0, len(stream), size)))) == PARAGRAPHS


@pytest.mark.parametrize(
    "value",
    [
        {"story": {"headline": TITLE, "body": TYPED}},
        {"page": {"story": {"title": TITLE, "content": HTML}, **COMMENTS}},
        {"story": {"headline": TITLE, "paragraphs": list(PARAGRAPHS)}},
    ],
)
def test_a_text_in_a_flat_payload_is_read(value: Any) -> None:
    assert paragraphs_of(nuxt(value)) == PARAGRAPHS


def test_a_text_that_begins_with_a_price_is_no_reference() -> None:
    text = "$410,000 a year is what the boat costs, says the board, and that it cannot go on like this."
    assert pushed_data(
        ["self.__next_f.push(" + json.dumps([1, row("0", ["$3", "$$5 more"]) + text_row("3", text)]) + ")"]
    ) == [[text, "$5 more"]]


@pytest.mark.parametrize("rows", [{"0": ["$1"], "1": ["$0", "$1"]}, {str(n): [f"${n + 1}"] * 9 for n in range(9)}])
def test_references_in_circles_or_that_double_at_each_step_come_to_an_end(rows: dict[str, Any]) -> None:
    stream = "".join(row(name, value) for name, value in rows.items())
    assert count(pushed_data([f"self.__next_f.push({json.dumps([1, stream])})"])) <= MAX_VALUES + 1000


@pytest.mark.parametrize(
    "values", [[[0, 0]], [[1, 1], [0, 2], 5], [[n + 1] * 9 for n in range(9)], [["Reactive", 0]], [{"a": 0}]]
)
def test_places_in_circles_or_that_double_at_each_step_come_to_an_end(values: list[Any]) -> None:
    assert count(flat_data(json.dumps(values))) <= MAX_VALUES + 1000


def count(value: Any) -> int:
    """Values, those in it too."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + sum(map(count, inner))


plain = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text("ab é", max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3).filter(lambda made: not made or not isinstance(made[0], str))
        | st.dictionaries(st.text("ab", min_size=1, max_size=3), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(plain)
def test_what_was_flattened_is_read_as_it_was(value: Any) -> None:
    found = flat_data(json.dumps(flattened(value)))
    assert found["data"] == value


@given(plain)
def test_what_was_pushed_is_read_as_it_was(value: Any) -> None:
    script = f"self.__next_f.push({json.dumps([1, row('0', [value])])})"
    assert pushed_data([script]) == [[value]]


@given(st.text('[]{}"$0123:T,abpush(self.__next_f', max_size=60))
def test_no_payload_makes_reading_raise(text: str) -> None:
    flat_data(text)
    pushed_data([f"self.__next_f.push([1,{json.dumps(text)}])", f"self.__next_f.push({text}", text])

"""Elements that recur from page to page are put in as they were read; a page reads the same whatever was read before."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.blocks import read_document, recurring
from crawler.blocks.recurring import Progress
from crawler.blocks.shapes import _shapes_of
from crawler.model import Capture, Document

NOW = datetime(2026, 11, 22, tzinfo=UTC)
MENU = (
    "<nav id='menu' data-menu-id='7'><ul>"
    + "".join(f"<li><a href='/section-{n}'>Section {n}</a></li>" for n in range(6))
    + "</ul><time datetime='2026-11-22'>Sunday</time></nav>"
)
FOOTER = (
    "<footer><div role='contentinfo'><p>The Lamp Post</p><p><a href='#'>To the top</a></p>"
    + "".join(f"<p><a href='/about/{n}' aria-label='About {n}'>About {n}</a></p>" for n in range(6))
    + "</div></footer>"
)


def page(*paragraphs: str, menu: str = MENU, footer: str = FOOTER, url: str = "/news/1") -> tuple[str, str]:
    text = "".join(f"<p>{each}</p>" for each in paragraphs)
    return f"https://lamps.example{url}", f"<html><body>{menu}<main><h1>Lamps</h1>{text}</main>{footer}</body></html>"


def read(url: str, html: str) -> Document:
    return read_document(Capture(url, NOW, 200, {"content-type": "text/html"}, html.encode()))


def alone(url: str, html: str) -> Document:
    """What is read of a page when nothing was read before."""
    _shapes_of.cache_clear()
    return read(url, html)


def said(document: Document) -> tuple[object, ...]:
    return document.blocks, list(document.attributes.items()), document.truncated


@pytest.fixture
def put_in(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The elements inside of each that was put in as it was read before."""
    counts: list[int] = []
    original = Progress.put_in

    def counted(self: Progress, *args: object) -> bool:
        before = self.number
        done = original(self, *args)  # type: ignore[arg-type]  # handed on as they came
        counts.extend([self.number - before] if done else [])
        return done

    monkeypatch.setattr(Progress, "put_in", counted)
    return counts


def test_menus_and_footers_are_put_in_from_the_third_page_on(put_in: list[int]) -> None:
    pages = [page(*["A lamp."] * count, url=f"/news/{count}") for count in range(1, 6)]
    expected = [said(alone(*each)) for each in pages]
    _shapes_of.cache_clear()
    counts = []
    for each, told in zip(pages, expected, strict=True):
        put_in.clear()
        assert said(read(*each)) == told
        counts.append(sum(put_in))
    assert counts[:2] == [0, 0]
    assert min(counts[2:]) > 20


def test_a_menu_that_changed_by_a_letter_or_an_attribute_is_read_anew() -> None:
    _shapes_of.cache_clear()
    for count in range(3):
        read(*page("A lamp.", url=f"/news/{count}"))
    for old, new in (
        ("Section 3", "Section 8"),
        ("/section-3", "/section-9"),
        ("data-menu-id='7'", "data-menu-id='8'"),
    ):
        assert said(read(*page("A lamp.", menu=MENU.replace(old, new)))) == said(
            alone(*page("A lamp.", menu=MENU.replace(old, new)))
        )


def test_links_into_the_page_itself_lead_into_the_page_they_stand_on() -> None:
    for count in range(4):
        document = read(*page("A lamp.", url=f"/news/{count}"))
    assert document.blocks[-7].links[0].url == "https://lamps.example/news/3"


def test_a_menu_that_names_a_page_in_full_still_names_it_on_others() -> None:
    menu = MENU.replace("/section-3", "/news/1").replace("/section-4", "#")
    _shapes_of.cache_clear()
    for _ in range(3):
        read(*page("A lamp.", menu=menu))
    other = page("A lamp.", menu=menu, url="/news/2")
    assert [block.links[0].url for block in read(*other).blocks[3:5]] == [
        "https://lamps.example/news/1",
        "https://lamps.example/news/2",
    ]


def test_an_element_that_differs_three_times_in_a_row_is_not_spelt_out_again(put_in: list[int]) -> None:
    _shapes_of.cache_clear()
    for count in range(10):
        read(*page("A lamp.", menu=MENU.replace("data-menu-id='7'", f"data-menu-id='{count}'"), footer=""))
    put_in.clear()
    read(*page("A lamp.", menu=MENU.replace("data-menu-id='7'", "data-menu-id='9'"), footer=""))
    assert max(put_in) < 20  # the list in it, not the menu


def test_what_is_kept_of_a_site_is_bounded(monkeypatch: pytest.MonkeyPatch, put_in: list[int]) -> None:
    monkeypatch.setattr(recurring, "MAX_KEPT", 100)
    _shapes_of.cache_clear()
    for count in range(5):
        read(*page("A lamp.", url=f"/news/{count}"))
    assert put_in == []
    assert _shapes_of("https://lamps.example/").spelt <= 100


def test_a_page_on_which_much_differs_is_spelt_out_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    spelt: list[int] = []
    original = Progress.spelt

    def counted(self: Progress, element: object) -> bytes:
        spelt.append(len(original(self, element)))
        return b"x" * spelt[-1]

    monkeypatch.setattr(Progress, "spelt", counted)
    deep = "<div>" * 100 + "<p>A lamp.</p>" * 10_000 + "</div>" * 100
    for _ in range(3):
        spelt.clear()
        read("https://deep.example/", deep)
    assert 1 < len(spelt) <= 1 + recurring.MAX_SPELT // 100_000


PIECES = st.sampled_from(
    [
        MENU,
        FOOTER,
        "<div class='card'><a href='/a'><img src='x'><div><p>One</p><p>Two</p></div></a></div>",
        "<div class='card'><a href='?page=2'><h3>Three</h3><i>x</i><b>y</b><u>z</u><s>s</s><p>Four</p></a></div>",
        "<ul>" + "<li><a href='#'>Up</a><span class='sr-only'>opens</span><br><br>Words</li>" * 4 + "</ul>",
        "<section><time datetime='1'>One</time>" + "<div><svg><path/></svg><img></div>" * 5 + "</section>",
        "<table>" + "<tr><td>1</td><td><b>Two</b></td></tr>" * 4 + "</table>",
        "<h2><div>" + "<p>Loud</p><i>and</i>" * 5 + "</div></h2>",
        "<a href='/around'>",
        "<a href='/empty'></a>",
        "Words of its own",
        "<p>A paragraph.</p>",
        "<div class='box'>",
        "</div>",
    ]
)
PAGES = st.tuples(st.sampled_from(["/", "/news/1", "/news/2"]), st.lists(PIECES, max_size=8).map("".join))


@given(st.lists(PAGES, min_size=2, max_size=5))
def test_a_page_reads_the_same_whatever_was_read_before(pages: list[tuple[str, str]]) -> None:
    seen = [(f"https://lamps.example{path}", f"<body>{html}</body>") for path, html in pages] * 3
    expected = {each: said(alone(*each)) for each in seen}
    _shapes_of.cache_clear()
    for each in seen:
        assert said(read(*each)) == expected[each]

"""Ranked lists in markup that houses give them today: cards under a link without words, a large first entry, slides with
copies, counters after the rank, headings in rows, items and buttons of their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

import family_bodies
import pytest
from article_pages import PARAGRAPHS, document, page, paragraphs
from family_markup import head, ticker
from family_markup import page as whole
from family_words import Paper, paper
from test_families import document as captured

from crawler.parsing import learn, read_page
from crawler.regions.ranked_list.headings import ranked_names
from crawler.template import Evidence, Template

Entries = Sequence[tuple[str, str]]


def rows(items: Entries, form: str, start: int = 1) -> str:
    return "".join(form.format(n=n, url=url, title=escape(title)) for n, (title, url) in enumerate(items, start))


def two_columns(heading: str, items: Entries, n: int) -> str:
    return f'<div class="b{n}"><h3>{heading}</h3><div class="cols"><ul>{rows(items[: len(items) // 2 + 1], "<li><span>{n}</span><a href={url}>{title}</a></li>")}</ul><ul>{rows(items[len(items) // 2 + 1 :], "<li><span>{n}</span><a href={url}>{title}</a></li>", len(items) // 2 + 2)}</ul></div></div>'


def big_first(heading: str, items: Entries, n: int) -> str:
    return f'<div class="b{n}"><div class="hd"><span>{heading}</span></div>{rows(items[:1], "<div class=big><a href={url}><img></a><h3><a href={url}>{title}</a></h3><p>A lead of some words that says what the story is about, and whom.</p></div>")}{rows(items[1:], "<div class=small><h4><a href={url}>{title}</a></h4></div>")}</div>'


def digits_in_link(heading: str, items: Entries, n: int) -> str:
    return f'<div class="b{n}"><b>{heading}</b><ul>{rows(items, "<li><a href={url}>{n}. {title}</a></li>")}</ul></div>'


def hash_ranks(heading: str, items: Entries, n: int) -> str:
    return f'<div class="b{n}"><h4>{heading}</h4>{rows(items, "<div class=it><div class=rk>#{n}</div><div class=tx><a href={url}>{title}</a></div></div>")}</div>'


def circled(heading: str, items: Entries, n: int) -> str:
    return (
        f'<div class="b{n}"><h4>{heading}</h4>'
        + "".join(f'<p>{"①②③④⑤⑥"[k]} <a href="{u}">{escape(t)}</a></p>' for k, (t, u) in enumerate(items))
        + "</div>"
    )


def rank_wei(heading: str, items: Entries, n: int) -> str:
    return f'<div class="b{n}"><h4>{heading}</h4><ol>{rows(items, "<li><a href={url}><span class=r>{n}位</span><span class=t>{title}</span></a></li>")}</ol></div>'


def clones(heading: str, items: Entries, n: int) -> str:
    return f'<div class="b{n}"><h2>{heading}</h2><div class="slick-track">{rows(items[-1:], "<div class=slick-slide aria-hidden=true><a href={url}><h3>{title}</h3></a></div>")}{rows(items, "<div class=slick-slide><a href={url}><h3>{title}</h3></a></div>")}{rows(items[:1], "<div class=slick-slide aria-hidden=true><a href={url}><h3>{title}</h3></a></div>")}</div></div>'


def twice(heading: str, items: Entries, n: int) -> str:
    return f'<div class="desktop b{n}"><h2>{heading}</h2><ol>{rows(items, "<li><a href={url}>{title}</a></li>")}</ol></div><div class="mobile m{n}"><h2>{heading}</h2><ol>{rows(items, "<li><a href={url}>{title}</a></li>")}</ol></div>'


def accordion(heading: str, items: Entries, n: int) -> str:
    return f'<div class="b{n}"><button aria-expanded="true"><span>{heading}</span><svg></svg></button><div class="panel"><ol>{rows(items, "<li><a href={url}>{title}</a></li>")}</ol></div></div>'


def ad_between(heading: str, items: Entries, n: int) -> str:
    return f'<div class="b{n}"><h2>{heading}</h2><ul>{rows(items[:2], "<li><a href={url}>{title}</a></li>")}<li class="ad"><div id="gpt-{n}"><a href="https://ads.example/c?1">A sponsor pays for this line to stand here</a></div></li>{rows(items[2:], "<li><a href={url}>{title}</a></li>")}</ul></div>'


def heading_outside(heading: str, items: Entries, n: int) -> str:
    return f'<div class="row"><div class="col"><div class="ttl"><h2>{heading}</h2><a href="/all">See all ›</a></div></div></div><div class="row"><div class="col">{rows(items, "<div class=c><a href={url}><img alt=x><div class=tt>{title}</div></a></div>")}</div></div>'


def labelledby(heading: str, items: Entries, n: int) -> str:
    return f'<nav aria-labelledby="hd{n}"><p id="hd{n}">{heading}</p><ol>{rows(items, "<li><a href={url}><em>{n}</em>{title}</a></li>")}</ol></nav>'


def comments_counts(heading: str, items: Entries, n: int) -> str:
    return f'<div class="b{n}"><h2>{heading}</h2><ul>{rows(items, "<li><a href={url} class=t>{title}</a><a href={url}#comments class=cc>{n}5</a><a class=au href=/autor/ada>Ada Quill</a></li>")}</ul></div>'


def windows(heading: str, items: Entries, n: int) -> str:
    return f'<div class="b{n}"><h2>{heading}</h2><ul class="nav"><li><a href="#d{n}">24h</a></li><li><a href="#w{n}">7d</a></li></ul><div id="d{n}"><ol>{rows(items, "<li><a href={url}>{title}</a></li>")}</ol></div></div>'


def titled_links(heading: str, items: Entries, n: int) -> str:
    return f'<div class="b{n}"><div class="title-w"><strong>{heading}</strong></div><div class="in">{rows(items, "<div class=item><div class=pic><a href={url} title=x><img></a></div><div class=data><div class=sec><a href=/politics/>Politics</a></div><div class=tit><a href={url}>{title}</a></div><div class=ago>12.05. 08:0{n}</div></div></div>")}</div></div>'


def plain_divs(heading: str, items: Entries, n: int) -> str:
    return f'<div class="xq{n}"><div>{heading}</div>{rows(items, "<div><div>{n}</div><div><a href={url}>{title}</a></div></div>")}</div>'


def card_link_empty(heading: str, items: Entries, n: int) -> str:
    return f'<section class="b{n}"><h2>{heading}</h2>{rows(items, "<article><a href={url} class=overlay aria-label=x></a><img><div><span>Sea</span><h3>{title}</h3><p>A few words of a teaser, cut off after …</p></div></article>")}</section>'


def heading_with_count(heading: str, items: Entries, n: int) -> str:
    return f'<div class="b{n}"><h2>{heading} <span>({len(items)})</span></h2><ul>{rows(items, "<li><a href={url}>{title}</a></li>")}</ul></div>'


def heading_in_li(heading: str, items: Entries, n: int) -> str:
    return f'<ul class="b{n}"><li class="h">{heading}</li>{rows(items, "<li><a href={url}>{title}</a></li>")}</ul>'


def custom(heading: str, items: Entries, n: int) -> str:
    return f'<bsp-list-loadmore data-x="{n}"><div class="hdr"><div class="lbl">{heading}</div></div><div class="items">{rows(items, "<ps-promo class=P><div class=n>{n}</div><h3 class=t><a href={url}><span>{title}</span></a></h3></ps-promo>")}</div></bsp-list-loadmore>'


def card_link_in_words(heading: str, items: Entries, n: int) -> str:
    return f'<section class="b{n}"><h2>{heading}</h2><div>{rows(items, "<div class=cell><div class=hit><div><h3>{title}</h3></div><a href={url} class=link>View</a></div></div>")}</div></section>'


FORMS: dict[str, Callable[[str, Entries, int], str]] = {
    form.__name__.replace("_", " "): form
    for form in (
        two_columns,
        big_first,
        digits_in_link,
        hash_ranks,
        circled,
        rank_wei,
        clones,
        twice,
        accordion,
        ad_between,
        heading_outside,
        labelledby,
        comments_counts,
        windows,
        titled_links,
        plain_divs,
        card_link_empty,
        card_link_in_words,
        heading_with_count,
        heading_in_li,
        custom,
    )
}


def shown(made: Paper, form: Callable[[str, Entries, int], str]) -> str:
    made_lists = "".join(form(escape(heading), items, n) for n, (heading, items) in enumerate(made.lists))
    return f"<div class=container><div class=inner>{made_lists}</div></div>"


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("name", FORMS)
def test_a_list_is_read_whole_in_order_and_with_its_addresses(name: str, language: str) -> None:
    made = paper(name.replace(" ", ""), language)
    documents = [
        captured(
            made.host + story.path,
            whole(
                made,
                family_bodies.plain(made, story),
                lists=shown(made, FORMS[name]),
                ticker=ticker(made),
                head=head(made, story),
            ),
        )
        for story in made.stories
    ]
    expected = [(heading, [(title, made.host + path) for title, path in items]) for heading, items in made.lists]
    template = learn(documents, previous=Template(), evidence=Evidence()).template
    for story, one in zip(made.stories, documents, strict=True):
        for known in (Template(), template):
            found = read_page(one, known).page
            assert [(one.name, [(item.title, item.url) for item in one.items]) for one in found.lists] == expected
            assert found.article is not None
            assert found.article.paragraphs == story.paragraphs


CARDS = {
    "link behind": '<div class="card"><h3>{title}</h3><a class="over" href="{url}"></a></div>',
    "link behind all": '<article><div><h3>{title}</h3><p>Some words …</p></div><a href="{url}" aria-label="x"></a></article>',
    "link before a kicker": '<article><a class="over" href="{url}"></a><div><span>Sea</span><h3>{title}</h3></div></article>',
    "picture behind": '<li><h3>{title}</h3><a href="{url}"><img src="/a.jpg"></a></li>',
    "no heading": '<li><div class="t">{title}</div><a href="{url}"></a></li>',
    "comments behind": '<li><h3><a href="{url}">{title}</a></h3><a href="{url}#comments"><i></i></a></li>',
}
STORIES = [(f"The harbour in its {n}th winter of letters", f"/s{n}") for n in range(4, 9)]


@pytest.mark.parametrize("name", CARDS)
def test_a_link_without_words_is_of_the_card_that_it_stands_in(name: str) -> None:
    cards = f"<aside><h2>Most read</h2><div>{rows(STORIES, CARDS[name])}</div></aside>"
    found = read_page(document(page(f"<div>{paragraphs()}</div>{cards}")), Template()).page
    read = [
        (item.title, item.url.removeprefix("https://harbourpost.example")) for one in found.lists for item in one.items
    ]
    assert read == STORIES


def test_links_without_words_in_a_text_stay_with_what_follows() -> None:
    html = page(f'<article>{paragraphs()}<a href="/share"><svg></svg></a></article><p>Printed daily.</p>')
    read = document(html)
    assert [block.text for block in read.blocks if any(link.url.endswith("/share") for link in block.links)] == [
        "Printed daily."
    ]
    assert not any(block.links for block in read.blocks if block.text in PARAGRAPHS)


def test_a_long_paragraph_with_a_button_over_its_picture_is_no_entry_of_what_the_line_above_seems_to_head() -> None:
    pin = "<a href='https://pins.example/create?u=1'></a>"
    first = f"<p>{pin}{PARAGRAPHS[0]} {PARAGRAPHS[1]} {PARAGRAPHS[2]}</p>"
    sources = "".join(
        f", <a href='https://blog{n}.example/'>A reader who builds boats, number {n}</a>" for n in range(3)
    )
    body = f"<div>{first}<p>{PARAGRAPHS[3]}</p><p>{PARAGRAPHS[4]}</p><p>(Pictures: {sources})</p></div>"
    head = '<meta property="og:type" content="article">'
    doc = document(page(f"<article><p class=post-subtitle>Best of 2014</p>{body}</article>", head=head))
    found = read_page(doc, Template()).page
    assert not found.lists
    assert found.article is not None
    assert found.article.paragraphs[1:3] == PARAGRAPHS[3:]


def test_how_many_items_a_heading_counts_is_no_part_of_a_lists_name() -> None:
    assert ranked_names("Most read (12)") == ranked_names("Most read (9)") == ("Most read",)

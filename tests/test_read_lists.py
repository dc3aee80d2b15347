"""Ranked lists are found by the words over them, whatever the markup, and by nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_samples import TITLES, html, items, link, text, urls

from crawler.model import Document
from crawler.regions.ranked_list.reading import FoundList, read_lists

BODY = (
    "<article><h1>A story</h1>"
    + "<p>The council met in the old hall and spoke for a long while.</p>" * 3
    + "</article>"
)


def only(document: Document) -> FoundList:
    found = read_lists(document)
    assert len(found) == 1, [one.list.name for one in found]
    return found[0]


def assert_is(found: FoundList, name: str, count: int = 5) -> None:
    assert found.list.name == name
    assert [item.url for item in found.list.items] == urls(count)
    assert [item.title for item in found.list.items] == list(TITLES[:count])
    assert [item.rank for item in found.list.items] == list(range(1, count + 1))


MARKUP = {
    "ordered list after a heading": f"<aside><h2>Most Read</h2><ol>{items()}</ol></aside>",
    "heading in a wrapper of its own": f"<div><div><header><h3>Most Read</h3></header></div><ul>{items()}</ul></div>",
    "heading in a span": f"<div><span>Most Read</span><ul>{items()}</ul></div>",
    "heading that is a link": f'<section><h2><a href="/most-read">Most Read</a></h2><ol>{items()}</ol></section>',
    "heading with a view-all link": f'<div><h2>Most Read <a href="/all">View all</a></h2><ol>{items()}</ol></div>',
    "hashed class names": '<div class="x1a2b css-9f8e7d"><div class="sc-kd92ja">Most Read</div>'
    + "".join(f'<div class="css-{i}ab{i}9"><div>{link(i)}</div></div>' for i in range(5))
    + "</div>",
    "table": "<table><tr><th>Most Read</th></tr>"
    + "".join(f"<tr><td>{link(i)}</td></tr>" for i in range(5))
    + "</table>",
    "ranks as texts of their own": "<div><h2>Most Read</h2><ul>"
    + "".join(f"<li><div>{i + 1}</div><h4>{link(i)}</h4></li>" for i in range(5))
    + "</ul></div>",
    "ranks glued to the titles": "<div><h2>Most Read</h2><ul>"
    + "".join(f"<li>{link(i, f'{i + 1}. {TITLES[i]}')}</li>" for i in range(5))
    + "</ul></div>",
    "images linked apart from the titles": "<div><h2>Most Read</h2>"
    + "".join(f'<div><a href="/news/{i}"><img src="{i}.jpg"></a><h3>{link(i)}</h3></div>' for i in range(5))
    + "</div>",
    "cards that are one link": "<div><h2>Most Read</h2>"
    + "".join(
        f'<a href="/news/{i}"><div class="kicker">Harbour</div><h3>{TITLES[i]}</h3><p>Read on for more of it.</p></a>'
        for i in range(5)
    )
    + "</div>",
    "authors and sections between the items": "<div><h2>Most Read</h2><ul>"
    + "".join(
        f'<li><p class="title">{link(i)}</p><p class="author"><a href="/by/{i}">Ana María de la Torre Ruiz</a></p>'
        f'<p><a href="/section">Harbour</a></p></li>'
        for i in range(5)
    )
    + "</ul></div>",
    "links to comments beside the items, with their number": "<table><tr><td><h3>Most Read</h3>"
    + "".join(
        f'<p><a href="/news/{i}"><b>{TITLES[i]}</b></a><br>The first words of it… <a href="/news/{i}">More</a> | '
        f'<a href="/news/{i}?comments=1">What readers said ({17 * i + 3})</a></p>'
        for i in range(5)
    )
    + "</td></tr></table>",
    "counters and times beside the items": "<div><h2>Most Read</h2><ul>"
    + "".join(f"<li><div>{link(i)}</div><div>{i + 3},482 reads</div><time>5 minutes ago</time></li>" for i in range(5))
    + "</ul></div>",
    "first item in another style": f'<div><h2>Most Read</h2><div class="big"><h4 class="lead">{link(0)}</h4></div>'
    + "".join(f'<div class="short"><h4>{link(i)}</h4></div>' for i in range(1, 5))
    + "</div>",
    "kicker and title in one link": "<div><h2>Most Read</h2><ul>"
    + "".join(
        f'<li><a href="/news/{i}"><span class="overline">On the quay</span><span class="headline">{TITLES[i]}</span></a></li>'
        for i in range(5)
    )
    + "</ul></div>",
    "a last link to more": f'<div><h2>Most Read</h2><ul>{items()}<li><a href="/all">More</a></li></ul></div>',
    "nothing but inline elements": "<div><span>Most Read</span> "
    + " ".join(f'<a href="/news/{i}"><span>{i + 1}</span> <span>{TITLES[i]}</span></a>' for i in range(5))
    + "</div>",
    "an advertisement among the items": f"<div><h2>Most Read</h2><ol><li>{link(0)}</li><li>{link(1)}</li>"
    f"<li><div>Advertisement</div></li><li>{link(2)}</li><li>{link(3)}</li><li>{link(4)}</li></ol></div>",
    "headline inside the article": f"<article><p>One.</p><div><h2>Most Read</h2><ul>{items()}</ul></div><p>Two.</p></article>",
}


@pytest.mark.parametrize("markup", MARKUP.values(), ids=MARKUP.keys())
def test_a_list_is_read_in_order_with_clean_titles(markup: str) -> None:
    assert_is(only(html(BODY + markup)), "Most Read")


HEADINGS = (
    "Most Popular",
    "Meistgelesen",
    "Les plus lus",
    "Lo más leído",
    "Mais lidas",
    "I più letti",
    "Meest gelezen",
    "Mest läst",
    "Mest lest",
    "Mest læste",
    "Luetuimmat",
    "Najczęściej czytane",
    "Nejčtenější",
    "Najčítanejšie",
    "Najbolj brano",
    "Najčitanije",
    "Најчитаније",
    "Самое читаемое",
    "Найпопулярніше",
    "Най-четени",
    "Cele mai citite",
    "Legolvasottabb",
    "Τα δημοφιλή",
    "En çok okunanlar",
    "Ən çox oxunanlar",
    "Skaitomiausi",
    "Lasītākie",
    "Loetumad",
    "الأكثر قراءة",
    "پربازدیدترین‌ها",
    "הנקראות ביותר",
    "सबसे ज्यादा पढ़ी गई",
    "সর্বাধিক পঠিত",
    "ยอดนิยม",
    "Đọc nhiều nhất",
    "Lựa chọn của ban biên tập",
    "Terpopuler",
    "Paling popular",
    "アクセスランキング",
    "港湾・漁業ニュースランキング",
    "家电排行榜",
    "点击排行",
    "熱門新聞",
    "많이 본 뉴스",
    "Zilizosomwa zaidi",
    "Més llegides",
    "Irakurrienak",
    "Editors' Picks",
    "Editor’s Choice",
    "Trending now",
    "Most viewed",
    "Top Stories",
    "Von der Redaktion empfohlen",
    "Die Redaktion empfiehlt",
    "La redazione consiglia",
    "Редакція радить",
    "Selección de los editores",
    "Scelti dalla redazione",
    "Redaksjonens utvalgte",
    "Toimituksen poiminnat",
    "Επιλογές της σύνταξης",
    "Editörün önerileri",
    "בחירות העורך",
    "บรรณาธิการแนะนำ",
)


@pytest.mark.parametrize("heading", HEADINGS)
def test_headings_are_known_in_many_languages_and_any_case(heading: str) -> None:
    for shown in (heading, heading.upper()):
        assert [one.list.name for one in read_lists(html(f"<div><h2>{shown}</h2><ol>{items()}</ol></div>"))] == [shown]


@pytest.mark.parametrize(
    ("shown", "name"),
    [
        ("Most Read:", "Most Read"),
        ("Most Read »", "Most Read"),
        ("Most Readchevron_right", "Most Read"),
        ("Most Read (2026/05/01 – 2026/05/12)", "Most Read"),
        ("Most read in Harbour", "Most read in Harbour"),
        ("Most Read 12.05.2026 08:15", "Most Read"),
        ("Meistgelesen – 7 Tage", "Meistgelesen – 7 Tage"),
    ],
)
def test_names_keep_their_words_and_lose_what_changes_by_itself(shown: str, name: str) -> None:
    assert_is(only(html(f"<div><h2>{shown}</h2><ol>{items()}</ol></div>")), name)


NO_LISTS = {
    "related stories": f"<div><h2>Related</h2><ul>{items()}</ul></div>",
    "read also": f"<div><h2>Read also</h2><ul>{items()}</ul></div>",
    "latest news": f"<div><h2>Latest</h2><ul>{items()}</ul></div>",
    "an empty box before another box": f"<div><h2>Most Read</h2><div></div></div><div><h2>Related</h2><ul>{items()}</ul></div>",
    "an empty box before the next widget": f"<ul><li><h2>Most Read</h2></li><li><h2>Events</h2><p>{link(0)}</p><p>{link(1)}</p>"
    f"<p>{link(2)}</p></li></ul>",
    "a menu entry": '<nav><ul><li><a href="/">Home</a></li><li><a href="/most">Most Read</a></li><li><a href="/s">Sport</a></li>'
    f"</ul></nav><main><ul>{items()}</ul></main>",
    "topic links": '<div><span>Trending</span><ul><li><a href="/t/1">Climate Change</a></li><li><a href="/t/2">Elections</a></li>'
    '<li><a href="/t/3">Harbour Bridge</a></li><li><a href="/t/4">Night Trains</a></li></ul></div>',
    "a cell of a table": "<table><tr><td>Trending</td><td>Co-founder</td><td>Anna Berg</td></tr><tr><td>Harbour Co</td>"
    "<td>Chief</td><td>Bo Lind</td></tr></table>",
    "a sentence of the story": f"<p>It was the most read of all her books, she said, and the one she liked least.</p><ul>{items()}</ul>",
    "a best-of by year": f"<div><h2>The Most Popular Ferry Rides of 2014</h2><ul>{items()}</ul></div>",
    "a single link": f"<div><h2>Most Read</h2><ul>{items(1)}</ul></div>",
    "a list far below": "<div><h2>Most Read</h2>"
    + "<p>The hall was full and the debate was long that night.</p>" * 20
    + f"<ul>{items()}</ul></div>",
}


@pytest.mark.parametrize("markup", NO_LISTS.values(), ids=NO_LISTS.keys())
def test_what_is_no_ranked_list_is_none(markup: str) -> None:
    assert read_lists(html(BODY + markup)) == ()


def test_two_tabs_with_two_panels_are_two_lists_each_under_its_own_label() -> None:
    second = "".join(f'<li><a href="/shared/{i}">{TITLES[-1 - i]}</a></li>' for i in range(3))
    tabs = '<div><ul class="tabs"><li>Most read</li><li>Most shared</li></ul>'
    panels = f'<div><ol>{items(4)}</ol></div><div style="display: none"><ol>{second}</ol></div></div>'
    first, other = read_lists(html(tabs + panels))
    assert_is(first, "Most read", 4)
    assert other.list.name == "Most shared"
    assert [item.title for item in other.list.items] == [TITLES[4], TITLES[3], TITLES[2]]


def test_the_columns_of_a_table_are_lists_of_their_own_each_under_its_heading() -> None:
    rows = "".join(
        f"<tr><td><h3>{link(i)}</h3><p>{90 - i} shares</p></td><td>{link(i + 2)}</td></tr>" for i in (0, 1, 2)
    )
    headings = "<thead><tr><th>Most Read</th><th>Most Shared</th></tr></thead>"
    found = read_lists(html(f"<table>{headings}<tbody>{rows}</tbody></table>" + BODY))
    assert [one.list.name for one in found] == ["Most Read", "Most Shared"]
    assert [item.url for one in found for item in one.list.items] == urls(5)[:3] + urls(5)[2:]


def test_a_column_ends_with_the_rows_that_have_a_headline_under_each_heading() -> None:
    rows = "".join(f"<tr><td>{link(i)}</td><td>{link(i + 3)}</td></tr>" for i in (0, 1))
    more = '<tr><td colspan="2"><a href="/all">All of what is read the most on our pages today</a></td></tr>'
    found = read_lists(html(f"<table><tr><td>Most Read</td><td>Most Shared</td></tr>{rows}{more}</table>" + BODY))
    assert [[item.url for item in one.list.items] for one in found] == [urls(5)[:2], urls(5)[3:]]


def test_a_mark_between_kicker_and_headline_that_is_only_spoken_parts_them() -> None:
    def entry(place: int) -> str:
        spoken = '<span class="visually-hidden">: </span>'
        return f'<li><a href="/news/{place}"><span>Harbour</span>{spoken}<span>{TITLES[place]}</span></a></li>'

    found = only(html(f"<h2>Most Read</h2><ol>{''.join(map(entry, range(5)))}</ol>"))
    assert [item.title for item in found.list.items] == [f"Harbour: {title}" for title in TITLES[:5]]


def test_labels_that_run_together_are_told_apart() -> None:
    panels = f"<ol>{items(4)}</ol><ol>{items(3)}</ol>"
    strip = "<div><span>Most Read</span><span> Most Shared</span></div>"
    assert [one.list.name for one in read_lists(html(f"<div>{strip}{panels}</div>"))] == ["Most Read", "Most Shared"]


def test_the_first_panel_is_the_headings_own_though_a_longer_one_follows() -> None:
    more = "".join(f'<li><a href="/told/{i}">{title} again</a></li>' for i, title in enumerate(TITLES))
    panels = f'<div class="read"><ol>{items(4)}</ol></div><div class="told"><ol>{more}</ol></div>'
    assert_is(
        read_lists(html(f"<div><div><span>Most Read</span><span>Words</span></div>{panels}</div>"))[0], "Most Read", 4
    )


def test_the_second_tab_gets_the_second_panel_though_the_first_is_no_ranked_list() -> None:
    latest = "".join(f'<li><a href="/latest/{i}">{title}</a></li>' for i, title in enumerate(reversed(TITLES)))
    strip = '<ul class="tabs"><li>Latest</li><li>Most Read</li></ul>'
    page = f'<div>{strip}<div id="latest"><ul>{latest}</ul></div><div id="read"><ul>{items()}</ul></div></div>'
    assert_is(only(html(page)), "Most Read")


def test_a_tab_whose_panel_is_not_on_the_page_has_no_list() -> None:
    strip = '<ul class="tabs"><li>Latest</li><li>Most Read</li></ul>'
    assert read_lists(html(f"<div>{strip}<div><ul>{items()}</ul></div></div>")) == ()


def test_several_lists_on_a_page_end_where_the_next_begins() -> None:
    flat = f"<div><h2>Most Read</h2><ul>{items(3)}</ul><h2>Editors' Picks</h2><p>{link(3)}</p><p>{link(4)}</p></div>"
    first, second = read_lists(html(flat))
    assert_is(first, "Most Read", 3)
    assert (second.list.name, [item.title for item in second.list.items]) == ("Editors' Picks", list(TITLES[3:]))


def test_lists_of_lines_in_one_box_end_where_the_next_heading_in_bold_begins() -> None:
    first, second = ("<br>".join(map(link, places)) for places in (range(3), range(3, 5)))
    box = f"<div><b>Most Read</b><br>{first}<br>\n<b>Editors' Picks</b><br>{second}</div>"
    read = {found.list.name: [item.title for item in found.list.items] for found in read_lists(html(box))}
    assert read == {"Most Read": list(TITLES[:3]), "Editors' Picks": list(TITLES[3:])}


def test_a_list_that_a_page_shows_twice_is_one_and_covers_both_places() -> None:
    box = f"<div><h2>Most Read</h2><ol>{items()}</ol></div>"
    found = only(html(box + BODY + box))
    assert_is(found, "Most Read")
    assert len(found.blocks) == 12


def counted(count: int, mark: str = "span") -> str:
    rows = (
        f'<li><a href="/news/{i}">{TITLES[i]} <{mark}>{count + i}</{mark.split(maxsplit=1)[0]}></a></li>'
        for i in range(5)
    )
    return f"<h2>Most Read</h2><ol>{''.join(rows)}</ol>"


@pytest.mark.parametrize("mark", ["span", "b", 'span class="talk"'])
def test_a_count_in_an_element_of_its_own_inside_of_most_links_is_no_title(mark: str) -> None:
    assert_is(only(html(f"<div>{counted(27, mark)}</div>")), "Most Read")


def test_a_list_shown_twice_with_other_counts_of_comments_is_one() -> None:
    assert_is(only(html(f"<div>{counted(27)}</div><p>A line.</p><div>{counted(140)}</div>")), "Most Read")


def test_a_number_that_ends_a_single_title_is_its_own_whatever_element_it_is_in() -> None:
    rows = "".join(f'<li><a href="/news/{i}">{TITLES[i]}{" <b>27</b>" * (i == 1)}</a></li>' for i in range(5))
    found = only(html(f"<div><h2>Most Read</h2><ol>{rows}</ol></div>"))
    assert found.list.items[1].title == f"{TITLES[1]} 27"


def test_its_blocks_are_the_heading_and_all_inside_the_container() -> None:
    document = html(BODY + f"<div><h2>Most Read</h2><ol>{items()}</ol></div><p>Imprint</p>")
    texts = [document.blocks[index].text for index in sorted(only(document).blocks)]
    assert texts == ["Most Read", *TITLES]


def test_titles_that_begin_with_a_number_of_their_own_keep_it() -> None:
    titles = [
        "9 questions about the harbour bridge",
        "2 boats lost in the spring storm",
        "Ferry line to stay, says council",
    ]
    page = "".join(f'<li><a href="/n/{i}">{title}</a></li>' for i, title in enumerate(titles))
    assert [item.title for item in only(html(f"<div><h2>Most Read</h2><ol>{page}</ol></div>")).list.items] == titles


def test_numbered_items_under_unknown_words_are_a_list_that_is_not_sure() -> None:
    rows = "".join(f"<li><b>{i + 1}</b><h4>{link(i)}</h4></li>" for i in range(5))
    found = only(html(BODY + f"<div><h3>Quayside favours</h3><ul>{rows}</ul></div>"))
    assert_is(found, "Quayside favours")
    assert not found.sure


def test_numbered_latest_news_is_no_ranked_list() -> None:
    rows = "".join(f"<li><b>{i + 1}</b><h4>{link(i)}</h4></li>" for i in range(5))
    assert read_lists(html(BODY + f"<div><h3>Latest articles</h3><ul>{rows}</ul></div>")) == ()


def test_a_known_container_is_read_under_any_heading() -> None:
    page = '<div class="box"><h2>{}</h2><ol class="top">' + items() + "</ol></div>"
    container = only(html(page.format("Most Read"))).container
    assert read_lists(html(page.format("This and that"))) == ()
    (found,) = read_lists(html(page.format("This and that")), {container: "Most Read"})
    assert_is(found, "Most Read")
    assert not found.sure


def test_a_known_list_is_not_looked_for_where_its_heading_has_typographic_quotes() -> None:
    other = '<section class="others">' + items() + "</section>"
    page = html(f"<div><h2>Editors’ Picks</h2><ol>{items()}</ol></div>{other}")
    assert len(read_lists(page, {"html > body > section.others": "Editors' Picks"})) == 1


def test_a_known_container_that_does_not_fit_is_left_alone() -> None:
    page = f'<div><h2>Most Read</h2><ol class="top">{items()}</ol></div>'
    container = only(html(page)).container
    assert (
        read_lists(
            html(BODY + '<div><ol class="top"><li><a href="/">Home</a></li></ol></div>'), {container: "Most Read"}
        )
        == ()
    )
    assert_is(only(html(page, url="https://harbour.example/x")), "Most Read")


def test_a_list_that_only_json_ld_tells_is_read_by_position() -> None:
    head = """<script type="application/ld+json">{"@type": "ItemList", "name": "Most Read", "itemListElement": [
        {"@type": "ListItem", "position": 2, "url": "/b", "name": "Night trains return to the coast"},
        {"@type": "ListItem", "position": 1, "item": {"@id": "/a", "headline": "Harbour council votes"}}]}</script>"""
    found = only(html(BODY, head=head)).list
    assert [(item.rank, item.title, item.url) for item in found.items] == [
        (1, "Harbour council votes", "https://harbour.example/a"),
        (2, "Night trains return to the coast", "https://harbour.example/b"),
    ]


TEXT = """Harbour council votes

The council met in the old hall.
It spoke for a long while and then it voted.

Most Popular

Harbour council votes to keep the old ferry line

1984 returns to the stage of the harbour theatre

Night trains return to the coast after nine years
Editors' Picks

Storm closes the lighthouse road until Sunday

School choir invited to sing at the winter market
"""


def test_text_captures_have_labelled_lists_a_line_an_item() -> None:
    document = text(TEXT)
    popular, picks = read_lists(document)
    assert [item.title for item in popular.list.items] == [
        TITLES[0],
        "1984 returns to the stage of the harbour theatre",
        TITLES[2],
    ]
    assert (picks.list.name, [item.rank for item in picks.list.items]) == ("Editors' Picks", [1, 2])
    assert {item.url for item in popular.list.items} == {""}
    assert popular.blocks | picks.blocks == frozenset(range(3, len(document.blocks)))


def test_a_label_after_a_text_list_ends_it() -> None:
    document = text(TEXT + "\nNewsletter\n\nGet the harbour news in your letter box every morning\n")
    assert [len(one.list.items) for one in read_lists(document)] == [3, 2]


def test_gigantic_lists_are_cut() -> None:
    many = "".join(
        f'<li><a href="/n/{i}">A headline of the harbour news number {i} of many</a></li>' for i in range(500)
    )
    assert len(only(html(f"<div><h2>Most Read</h2><ol>{many}</ol></div>")).list.items) <= 100


titles = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=60)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["h2", "div", "li", "p", "a", "span"]), titles), max_size=40))
def test_any_markup_is_read_without_error_into_ranks_from_one_and_blocks_that_exist(
    parts: list[tuple[str, str]],
) -> None:
    page = "".join(f"<{tag} href='/x/{i}'>{words}" + f"</{tag}>" * (i % 3 > 0) for i, (tag, words) in enumerate(parts))
    document = html(f"<div><h2>Most Read</h2>{page}</div>")
    for found in read_lists(document):
        assert [item.rank for item in found.list.items] == list(range(1, len(found.list.items) + 1))
        assert found.blocks <= set(range(len(document.blocks)))
        assert len({item.url for item in found.list.items}) == len(found.list.items)
    assert read_lists(document) == read_lists(document)


@pytest.mark.parametrize("labels", [("Today", "This week"), ("総合", "経済"), ("День", "Неделя")])
def test_each_panel_under_one_heading_is_a_list_the_first_by_its_heading_others_by_their_tab_too(labels) -> None:
    other = "".join(f'<li><a href="/week/{i}">{title}</a></li>' for i, title in enumerate(reversed(TITLES)))
    strip = "".join(f'<li><a href="#{place}">{label}</a></li>' for place, label in enumerate(labels))
    panels = f"<div id=a><ol>{items()}</ol></div><div id=b><ol>{other}</ol></div>"
    found = read_lists(html(f"<div class=box><h3>Most Popular</h3><ul class=tabs>{strip}</ul>{panels}</div>" + BODY))
    assert [one.list.name for one in found] == ["Most Popular", f"Most Popular: {labels[1]}"]
    assert [item.url for item in found[1].list.items] == [f"https://harbour.example/week/{i}" for i in range(5)]


def test_a_rank_inside_of_a_link_is_left_out_where_the_link_leads_to_the_comments() -> None:
    said = [(number, title, "#comments" * (number == 2)) for number, title in enumerate(TITLES[:4], 1)]
    rows = "".join(f'<li><a href="/news/{n}{end}"><span class=n>{n}</span> {title}</a></li>' for n, title, end in said)
    found = only(html(f"<section><h3>Most Read</h3><ol>{rows}</ol></section>"))
    assert [item.title for item in found.list.items] == list(TITLES[:4])


@pytest.mark.parametrize("count", [0, 4])
def test_an_empty_list_in_a_column_of_tables_does_not_take_the_next_column(count: int) -> None:
    titles = [f"Council number {n} votes on the ferries and the bridge" for n in range(12)]
    rows = "".join(f'<tr><td>{n}. <a href="/p/{n}">{title}</a></td></tr>' for n, title in enumerate(titles[:count], 1))
    box = f"<table><tr><td><b>Most Popular</b></td></tr>{rows}</table>"
    teasers = "".join(f'<p><a href="/city/{n}"><b>{title}</b></a><br>It voted.</p>' for n, title in enumerate(titles))
    page = f"<html><body><table><tr><td>{box}</td><td>{teasers}</td></tr></table></body></html>"
    assert [(one.list.name, len(one.list.items)) for one in read_lists(html(page))] == [("Most Popular", 4)][:count]

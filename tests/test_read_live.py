"""Live blogs are read from metadata and markup; tickers from what the pages of a site share."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_samples import TITLES, html, items, link, text

from crawler.model import Document
from crawler.regions.live.reading import FoundLive, read_live_blog, read_tickers
from crawler.regions.live.ticker import without_time
from crawler.regions.ranked_list.reading import read_lists

URL = "https://harbour.example/news/live/storm"
SAID = (
    "The lighthouse road is closed to all traffic until Sunday night, the harbour office says.",
    "Ferries stay in port; the line hopes to sail again on Sunday at noon if the wind drops.",
    "The first trees are down in the park behind the town hall, and the schools close early.",
)


def updates(count: int = 3, **more: str) -> list[dict[str, str]]:
    return [
        {
            "@type": "BlogPosting",
            "headline": TITLES[i],
            "articleBody": f"<p>{SAID[i]}</p>",
            "datePublished": f"2026-05-12T1{9 - i}:00:00+02:00",
            "url": f"{URL}#post-{i}",
            **more,
        }
        for i in range(count)
    ]


def jsonld(posts: object, kind: object = "LiveBlogPosting") -> str:
    node = {"@context": "https://schema.org", "@type": kind, "liveBlogUpdate": posts}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def entry(place: int, *, time: bool = True) -> str:
    stamp = f'<time datetime="2026-05-12T1{7 - place}:00:00Z">1{9 - place}:00</time>' if time else ""
    return f'<div class="live-post" id="post-{place}">{stamp}<h3>{TITLES[place]}</h3><p>{SAID[place]}</p></div>'


def entries(count: int = 3) -> str:
    return '<div class="live-posts">' + "".join(entry(i) for i in range(count)) + "</div>"


def blog(document: Document) -> FoundLive:
    found = read_live_blog(document)
    assert found is not None
    return found


def assert_is_whole(found: FoundLive) -> None:
    assert [item.key for item in found.region.items] == ["post-0", "post-1", "post-2"]
    assert [item.title for item in found.region.items] == list(TITLES[:3])
    assert [item.text for item in found.region.items] == list(SAID)
    assert [item.published for item in found.region.items] == [f"2026-05-12T1{7 - i}:00:00+00:00" for i in range(3)]


def test_entries_come_from_json_ld_with_times_in_utc_and_text_without_tags() -> None:
    assert_is_whole(blog(html("<h1>Storm</h1>", head=jsonld(updates()), url=URL)))


def test_one_update_and_a_list_of_types_are_read_too() -> None:
    found = blog(html("<p>x</p>", head=jsonld(updates()[0], ["NewsArticle", "LiveBlogPosting"]), url=URL))
    assert [item.title for item in found.region.items] == [TITLES[0]]


def test_escaped_html_in_json_ld_becomes_plain_text() -> None:
    body = "&lt;p&gt;Mum&#39;s the word&lt;/p&gt;&lt;p&gt;Second&lt;/p&gt;"
    found = blog(html("<p>x</p>", head=jsonld(updates(1, articleBody=body)), url=URL))
    assert found.region.items[0].text == "Mum's the word\nSecond"


def test_entries_come_from_markup_where_the_page_says_that_it_is_live() -> None:
    found = blog(html(entries(), url=URL))
    assert_is_whole(found)
    assert found.container == "html > body > div.live-posts"


def test_metadata_and_markup_of_the_same_entries_are_merged_not_doubled() -> None:
    assert_is_whole(blog(html(entries(), head=jsonld(updates(2)), url=URL)))


def test_metadata_without_links_is_matched_with_markup_by_its_words() -> None:
    posts = [{key: value for key, value in post.items() if key != "url"} for post in updates()]
    assert_is_whole(blog(html(entries(), head=jsonld(posts), url=URL)))


def test_entries_are_newest_first_whatever_the_order_on_the_page() -> None:
    assert_is_whole(blog(html("<p>x</p>", head=jsonld(updates()[::-1]), url=URL)))


def test_microdata_gives_time_and_link_and_the_page_the_words() -> None:
    posts = "".join(
        f'<div itemprop="liveBlogUpdate" itemscope itemtype="https://schema.org/BlogPosting"><meta itemprop="url" '
        f'content="{URL}#post-{i}"><meta itemprop="datePublished" content="2026-05-12T1{9 - i}:00:00+02:00">'
        f'<meta itemprop="headline" content="{TITLES[i]}"><div>{TITLES[i]}</div><p>{SAID[i]}</p></div>'
        for i in range(3)
    )
    assert_is_whole(blog(html(f'<div itemscope itemtype="https://schema.org/LiveBlogPosting">{posts}</div>', url=URL)))


def test_an_entry_without_a_time_is_one_where_it_is_built_like_the_others() -> None:
    page = '<div class="live-posts">' + entry(0) + entry(1, time=False) + entry(2) + entry(3 - 3) + "</div>"
    assert len(blog(html(page, url=URL)).region.items) == 4


def test_headings_with_a_clock_time_are_entries_with_what_follows_them() -> None:
    page = "<article><h1>Storm</h1><div>" + "".join(
        f"<h3>1{9 - i}.00 Uhr: {TITLES[i]}</h3><p>{SAID[i]}</p>" for i in range(3)
    )
    found = blog(html(page + "</div></article>", url="https://harbour.example/storm-ticker.html"))
    assert [item.text for item in found.region.items] == list(SAID)
    assert {item.published for item in found.region.items} == {None}


JA = (
    "灰林：水道局は九千を超える椅子の製造が昨日から中止されたと発表した。",
    "森さんが市役所の人手不足について住民と話すため砂川に到着した。",
    "西町と穴尾の間の列車は線路の点検のためおよそ46分遅れている。",
)


def _timed(texts: tuple[str, ...], tail: str = "") -> str:
    return "".join(
        f'<div class="c" id="e{i}"><time datetime="2026-05-12T0{9 - i}:00Z">{i + 1}分前</time><p>{said}</p>{tail}</div>'
        for i, said in enumerate(texts)
    )


def test_entries_in_scripts_without_spaces_say_as_much_in_fewer_letters() -> None:
    found = blog(html(f'<main><h1>嵐</h1><div class="live-posts">{_timed(JA)}</div></main>'))
    assert [item.text for item in found.region.items] == list(JA)


@pytest.mark.parametrize("ages", ["{} minutes ago", "vor {} Minuten", "{}分前"])
@pytest.mark.parametrize(
    "row", ["<li><b>{}</b><div>{}</div><i>{}</i></li>", "<li><div>{}</div><div>{}</div><p>{}</p></li>"]
)
def test_entries_may_say_how_long_ago_they_were_and_no_more(ages: str, row: str) -> None:
    rows = "".join(row.format(ages.format(5 + 9 * i), said, 7 * i) for i, said in enumerate(SAID))
    found = blog(html(f"<main><h1>Storm</h1><ul>{rows}</ul></main>", url=URL))
    assert [item.text for item in found.region.items] == list(SAID)


def test_short_entries_of_what_metadata_call_a_live_blog_are_entries() -> None:
    texts = tuple(said[:45].strip() for said in SAID)
    page = f"<main><h1>Storm</h1><div>{_timed(texts)}</div></main>"
    assert read_live_blog(html(page)) is None
    assert [item.text for item in blog(html(page, head=jsonld([]), url=URL)).region.items] == list(texts)


def test_a_button_and_its_count_are_no_words_of_an_entry() -> None:
    page = f'<main><h1>Storm</h1><div class="live-posts">{_timed(SAID, "<button>Share 61</button>")}</div></main>'
    assert [item.text for item in blog(html(page)).region.items] == list(SAID)


def test_what_a_button_shows_and_the_day_of_an_entry_are_no_words_of_it() -> None:
    share = '<div aria-hidden="true"><div>Share page</div></div>'
    film = f'<div class="video"><div>Waves over the pier</div></div><div class="share-tools">{share}</div>'
    posts = "".join(
        f'<article class="live-post" id="p{n}"><h3><div>{time}</div><span>{TITLES[n]}</span></h3>{words}</article>'
        for n, (time, words) in enumerate((("23:57 BST 19 April", film), ("23:40 BST", f"<p>{SAID[1]}</p>{share}")))
    )
    late = f'<article class="live-post" id="p2"><h3><div>22:10</div><span>{TITLES[2]}</span></h3><p>{SAID[2]}</p></article>'
    page = f'<main><h1>Storm</h1><div class="live-posts">{posts}{late}</div></main>'
    ones = [{"@type": "BlogPosting", "headline": TITLES[n], "articleBody": "", "url": f"{URL}#p{n}"} for n in range(3)]
    found = {item.title: item.text for item in blog(html(page, head=jsonld(ones), url=URL)).region.items}
    assert found == {TITLES[0]: "Waves over the pier", TITLES[1]: SAID[1], TITLES[2]: SAID[2]}


NOT_LIVE = {
    "a story": "<article><h1>Storm</h1><time datetime='2026-05-12T08:00Z'>8:00</time>"
    + "<p>The storm came at night.</p>" * 9,
    "teasers with times": '<div class="timeline">'
    + "".join(
        f'<div class="teaser"><time datetime="2026-05-12T0{i}:00Z">0{i}:00</time><h3>{link(i)}</h3></div>'
        for i in range(5)
    ),
    "comments": '<div class="live-comments">'
    + "".join(
        f'<div class="comment"><time datetime="2026-05-12T0{i}:00Z">0{i}:00</time><p>{SAID[i]}</p></div>'
        for i in range(3)
    ),
}


@pytest.mark.parametrize("page", NOT_LIVE.values(), ids=NOT_LIVE.keys())
def test_what_is_no_live_blog_is_none(page: str) -> None:
    assert read_live_blog(html(page)) is None


def test_entries_told_by_metadata_alone_still_claim_their_blocks() -> None:
    plain = "<main><h1>Storm</h1>" + "".join(
        f"<section><h3>{TITLES[i]}</h3><p>{SAID[i]}</p></section>" for i in range(3)
    )
    document = html(plain + "</main><p>Imprint</p>", head=jsonld(updates()), url=URL)
    assert {document.blocks[index].text for index in blog(document).blocks} == {*TITLES[:3], *SAID}


def test_the_number_of_entries_is_bounded() -> None:
    posts = [{"@type": "BlogPosting", "headline": f"Update {i}", "articleBody": "Wind."} for i in range(5000)]
    assert len(blog(html("<p>x</p>", head=jsonld(posts), url=URL)).region.items) == 1000


def test_text_captures_hold_no_live_blog() -> None:
    assert read_live_blog(text("Storm\n\n19:00 The wind drops.\n")) is None


TICKER = f'<div class="top-bar"><ul class="ticker">{items()}</ul></div>'


def tickers(page: str, *, shared: frozenset[int] | None = None) -> tuple[FoundLive, ...]:
    document = html(page)
    everything = frozenset(range(len(document.blocks)))
    taken = frozenset[int]().union(*(found.blocks for found in read_lists(document)))
    return read_tickers(document, everything if shared is None else shared, taken)


def test_repeated_headlines_among_what_pages_share_are_a_ticker() -> None:
    (found,) = tickers(TICKER)
    assert found.region.name == "Ticker"
    assert [(item.key, item.title) for item in found.region.items] == [
        (f"https://harbour.example/news/{i}", TITLES[i]) for i in range(5)
    ]
    assert found.container == "html > body > div.top-bar > ul.ticker"


def test_what_is_not_shared_is_no_ticker() -> None:
    assert tickers(TICKER, shared=frozenset()) == ()


def test_a_ticker_is_named_by_its_heading() -> None:
    assert [one.region.name for one in tickers(f"<div><h3>Breaking</h3><ul>{items()}</ul></div>")] == ["Breaking"]


def test_a_button_above_a_ticker_is_no_heading_of_it() -> None:
    assert [one.region.name for one in tickers(f"<div><button>Restacks</button><ul>{items()}</ul></div>")] == ["Ticker"]


def test_a_second_one_without_a_heading_is_numbered() -> None:
    other = "".join(f"<p><b>{said}</b></p>" for said in SAID)
    assert [one.region.name for one in tickers(TICKER + f"<section>{other}</section>")] == ["Ticker", "Ticker 2"]


def test_items_without_links_are_known_by_id_or_by_their_text() -> None:
    rows = "".join(f'<li id="line-{i}">{said}</li>' for i, said in enumerate(SAID))
    (found,) = tickers(f"<ul>{rows}</ul>")
    assert [(item.key, item.title, item.text) for item in found.region.items] == [
        (f"line-{i}", "", said) for i, said in enumerate(SAID)
    ]


@pytest.mark.parametrize(("named", "told"), [("ticker", True), ("x1", False)])
def test_what_stands_between_the_paragraphs_of_a_page_is_no_ticker(named: str, told: bool) -> None:
    """Advertisements that are drawn from a few stand on many pages; a ticker may have a new line of its own."""
    offers = [f'<div class="{named}"><span>{said}</span></div>' for said in SAID]
    own = [
        f"<p>Paragraph {number} of the story itself, which no other page of the site has.</p>" for number in range(4)
    ]
    page = (
        "".join(offers) + "".join(own)
        if told
        else "".join(f"{one}{offer}" for one, offer in zip(own, offers, strict=False))
    )
    document = html(f"<main><h1>Story</h1>{page}</main>")
    shared = frozenset(i for i, block in enumerate(document.blocks) if block.text in SAID)
    assert bool(read_tickers(document, shared)) is told


def test_times_are_no_part_of_a_tickers_items() -> None:
    rows = "".join(f"<li>0{i}:15 {said}</li>" for i, said in enumerate(SAID))
    (found,) = tickers(f"<ul>{rows}</ul>")
    assert [item.text for item in found.region.items] == list(SAID)


NO_TICKERS = {
    "a menu": "<nav><ul>"
    + "".join(f'<li><a href="/{i}">A long label of the menu {i}</a></li>' for i in range(6))
    + "</ul></nav>",
    "short labels": "<ul>" + "".join(f'<li><a href="/{i}">Section {i}</a></li>' for i in range(6)) + "</ul>",
    "a footer": f"<footer><ul>{items()}</ul></footer>",
    "a ranked list": f"<div><h2>Most Read</h2><ol>{items()}</ol></div>",
    "readers’ comments": "<div class=kommentare>" + "".join(f"<p>{said}</p>" for said in SAID) + "</div>",
    "two headlines only": f"<ul>{items(2)}</ul>",
    "cookie words": '<div class="cookie-banner">' + "".join(f"<p>{said}</p>" for said in SAID) + "</div>",
}


@pytest.mark.parametrize("page", NO_TICKERS.values(), ids=NO_TICKERS.keys())
def test_what_is_no_ticker_is_none(page: str) -> None:
    assert tickers(page) == ()


@pytest.mark.parametrize(
    ("around", "named", "told"),
    [
        ('<header class="gh-navigation">', "news-ticker", True),
        ('<nav><div class="navbar-inner">', "ticker", True),
        ('<header class="gh-navigation">', "links", False),
        ("<nav>", "links", False),
        ("<footer>", "news-ticker", False),
        ('<div class="newsletter">', "news-ticker", False),
        ("<div>", "news-ticker", True),
    ],
)
def test_what_calls_itself_a_ticker_may_stand_in_the_navigation(around: str, named: str, told: bool) -> None:
    """Heads of pages are often called so as a whole, with the ticker in them."""
    assert bool(tickers(f'{around}<ul class="{named}">{items()}</ul>')) is told


def test_a_menu_inside_of_a_ticker_is_no_part_of_it() -> None:
    assert tickers(f'<div class="ticker"><div class="menu"><ul>{items()}</ul></div></div>') == ()


@pytest.mark.parametrize(
    ("named", "told"),
    [("war-ticker", True), ("figures", False), ("stock-ticker", False), ("ticker weather", False)],
)
def test_a_ticker_may_be_made_of_figures_where_it_calls_itself_one(named: str, told: bool) -> None:
    figures = {"Evacuated": "1,860", "Shelters open": "12", "Injured": "214"}
    rows = "".join(f"<li><span>{label}</span> <b>{figure}</b></li>" for label, figure in figures.items())
    found = tickers(f'<div><ul class="{named}">{rows}</ul></div>')
    want = [("Evacuated 1,860", "Shelters open 12", "Injured 214")] if told else []
    assert [tuple(item.text for item in one.region.items) for one in found] == want


SHORT = "<li>Ferry 38 minutes late at Esk</li><li>Snow above 300 metres</li><li>Market open till eight</li>"


@pytest.mark.parametrize(("named", "told"), [("ticker", True), ("breaking-news", True), ("links", False)])
def test_short_lines_are_a_ticker_where_it_calls_itself_one(named: str, told: bool) -> None:
    assert bool(tickers(f'<div class="{named}"><h2>Latest</h2><ul>{SHORT}</ul></div>')) is told


@pytest.mark.parametrize(("said", "told"), [("role=marquee", True), ('aria-label="News ticker"', True), ("", False)])
def test_an_element_may_say_that_it_is_a_ticker_without_a_class(said: str, told: bool) -> None:
    assert bool(tickers(f"<div {said}><ul>{SHORT}</ul></div>")) is told


@pytest.mark.parametrize(("named", "told"), [("ticker", True), ("cards", False)])
def test_what_few_pages_share_is_a_ticker_only_where_it_calls_itself_one(named: str, told: bool) -> None:
    document = html(f'<div><ul class="{named}">{items()}</ul></div>')
    everything = frozenset(range(len(document.blocks)))
    assert bool(read_tickers(document, everything, rare=everything)) is told


def test_labels_without_figures_are_no_ticker() -> None:
    assert tickers('<ul class="ticker"><li>World</li><li>Sport</li><li>Harbour 24</li></ul>') == ()


def test_the_shared_head_of_a_text_capture_is_one_region_a_line_an_item() -> None:
    document = text("\n".join(SAID) + "\nHarbour council votes\n\nThe council met in the old hall.\n")
    (found,) = read_tickers(document, frozenset({0, 1, 2}))
    assert [(item.key, item.text) for item in found.region.items] == [("", said) for said in SAID]
    assert found.blocks == {0, 1, 2}


def test_a_text_capture_with_nothing_shared_has_no_ticker() -> None:
    assert read_tickers(text("\n".join(SAID)), frozenset()) == ()


@pytest.mark.parametrize(
    ("shown", "bare"),
    [
        ("08:15 Ferry line stays", "Ferry line stays"),
        ("08:15Ferry line stays", "Ferry line stays"),
        ("Ferry line stays | 08:15", "Ferry line stays"),
        ("Ferry line stays 5 minutes ago", "Ferry line stays"),
        ("1.044 Fenster in Tannwald versetzt", "1.044 Fenster in Tannwald versetzt"),
        ("9.50 Euro a month for parking", "9.50 Euro a month for parking"),
        ("Fuel rises to 1.49", "Fuel rises to 1.49"),
        ("Ferries 66:12 ahead of trains", "Ferries 66:12 ahead of trains"),
        ("8.15 Uhr Ferry line stays", "Ferry line stays"),
        ("8.15 | Ferry line stays", "Ferry line stays"),
        ("Ferry line stays, 8.15 Uhr", "Ferry line stays"),
        ("Ferry line stays · 8.15", "Ferry line stays"),
        ("The 8 o'clock ferry stays", "The 8 o'clock ferry stays"),
        ("08:15", "08:15"),
    ],
)
def test_clock_times_at_the_edges_go_and_words_stay(shown: str, bare: str) -> None:
    assert without_time(shown) == bare


lines = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=50)


@settings(max_examples=50, deadline=None)
@given(st.lists(lines, max_size=30), st.data())
def test_tickers_lie_within_what_is_free_and_reading_twice_gives_the_same(
    texts: list[str], data: st.DataObject
) -> None:
    document = html("<div>" + "".join(f"<p>{line} and some more words of it</p>" for line in texts) + "</div>")
    free = frozenset(data.draw(st.sets(st.integers(0, max(0, len(document.blocks) - 1)), max_size=30)))
    free = frozenset(index for index in free if index < len(document.blocks))
    found = read_tickers(document, free)
    assert all(len(one.region.items) >= 3 for one in found)
    assert found == read_tickers(document, free)


@settings(max_examples=50, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | lines,
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["@type", "headline", "articleBody", "url", "datePublished", "x"]), inner, max_size=4
            )
        ),
        max_leaves=12,
    )
)
def test_any_json_in_a_live_blog_is_read_without_error(value: object) -> None:
    document = html(entries(), head=jsonld(value), url=URL)
    assert len(blog(document).region.items) >= 3


def test_an_advertisement_inside_of_an_entry_is_no_text_of_it() -> None:
    box = '<div class="ad-slot"><span>Advertisement</span><p>Storm coats at half the price, 18.99.</p></div>'
    page = entries().replace(f"<p>{SAID[1]}</p>", f"<p>{SAID[1]}</p>{box}")
    assert blog(html(page)).region.items == blog(html(entries())).region.items


STORY = "".join(f"<p>{said}</p>" for said in SAID * 3)


@pytest.mark.parametrize("strip", ["ticker", "timeline", "live-stream"])
def test_the_one_time_under_an_articles_headline_makes_no_entries_of_its_paragraphs(strip: str) -> None:
    """The time stands beside the paragraphs' element and counts for what is around both."""
    time = '<time datetime="2026-05-12T09:00:00Z">5 minutes ago</time>'
    story = f"<article><h1>Storm</h1>{time}<div class=text>{STORY}</div></article>"
    assert read_live_blog(html(f'<div class="{strip}"><b>Now</b></div>{story}')) is None


def test_times_and_texts_by_turns_in_one_element_are_entries() -> None:
    turns = "".join(
        f'<time datetime="2026-05-12T1{n}:00:00Z">1{n}:00</time><p>{said}</p>' for n, said in enumerate(SAID)
    )
    found = read_live_blog(html(f'<main class="live-posts"><h1>Storm</h1><div>{turns}</div></main>'))
    assert found is not None
    assert [item.text for item in found.region.items] == list(SAID)


def test_a_ticker_with_times_above_the_headline_or_on_other_pages_too_makes_no_live_blog_of_a_page() -> None:
    lines = "".join(f"<li><time>12:0{n}</time> <span>{said}</span></li>" for n, said in enumerate(SAID * 2))
    strip = f'<section class="ticker"><h2>En direct</h2><ul>{lines}</ul></section>'
    story = f"<div class=main><h1>Storm</h1><div class=text>{STORY}</div></div>"
    assert read_live_blog(html(strip + story)) is None
    below = html(story + strip)
    assert read_live_blog(below) is not None
    others = frozenset(index for index, block in enumerate(below.blocks) if "section.ticker" in block.path)
    assert read_live_blog(below, others=others) is None


def test_a_ticker_in_the_head_of_all_pages_does_not_say_that_a_page_is_live() -> None:
    ticker = '<header><div class="ticker"><ul><li>Ferries stay in port</li></ul></div></header>'
    stories = entries().replace("live-", "")
    assert read_live_blog(html(f"{ticker}<main>{stories}</main>")) is None
    assert read_live_blog(html(f"<main>{ticker}{stories}</main>")) is not None

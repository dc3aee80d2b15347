from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.discovery import find_sources, read_links
from crawler.discovery.links import headline_score
from crawler.model import Block, Document, Head, Link, PageKind

START = "https://paper.example/"
BODY = ("html", "body", "main.front")
MENU = ("html", "body", "nav.main-nav", "ul")
HEADLINE = "Council votes for a new bridge"


def block(*links: tuple[str, str], path: tuple[str, ...] = BODY, level: int = 0) -> Block:
    text = " ".join(text for _, text in links) or "x"
    return Block(text=text, path=path, level=level, links=tuple(Link(url, text) for url, text in links))


def page(*blocks: Block, feeds: tuple[str, ...] = ()) -> Document:
    return Document(url=START, blocks=blocks, head=Head(feeds=feeds))


FRONT = page(
    block(
        (f"{START}", "Home"),
        (f"{START}world", "World"),
        (f"{START}kultur/film/", "Film"),
        (f"{START}abo", "Abo"),
        path=MENU,
    ),
    block((f"{START}2026/05/12/council-votes-for-a-new-bridge", HEADLINE), level=2),
    block((f"{START}2026/05/12/storm", "")),
    block((f"{START}n/abcd", "Harbour reopens after a week of storms"), level=3),
    block((f"{START}a/377441", "嵐で港が一週間閉鎖、船は沖で待機")),
    block(("https://other.example/2026/05/12/council-votes-for-a-new-bridge", HEADLINE)),
    block(
        (f"{START}tag/bridges", "Bridges"),
        (f"{START}login", "Log in to read the whole story"),
        (f"{START}report.pdf", HEADLINE),
    ),
    block((f"{START}about-us", "About us"), path=("html", "body", "footer")),
)


def test_links_to_articles_are_told_by_url_and_text_in_any_script() -> None:
    articles = [each.url for each in read_links(FRONT) if each.kind is PageKind.ARTICLE]
    assert articles[0] == f"{START}2026/05/12/council-votes-for-a-new-bridge"
    assert set(articles[1:]) == {f"{START}n/abcd", f"{START}a/377441"}


def test_sections_are_short_links_in_menus_and_come_after_the_articles() -> None:
    found = read_links(FRONT)
    sections = [each.url for each in found if each.kind is PageKind.SECTION]
    assert sections == [f"{START}world", f"{START}kultur/film/"]
    assert [each.kind for each in found] == sorted(
        (each.kind for each in found), key=lambda kind: kind is PageKind.SECTION
    )


def test_a_long_name_of_a_section_in_a_menu_is_no_article() -> None:
    name = (f"{START}region/leon-and-the-old-river-valley", "Leon valley")
    assert [each.kind for each in read_links(page(block(name)))] == [PageKind.ARTICLE]
    assert read_links(page(block(name, path=MENU))) == []


def test_further_hosts_belong_to_the_site_where_the_profile_says_so() -> None:
    both = read_links(FRONT, ["paper.example", "other.example"])
    assert "https://other.example/2026/05/12/council-votes-for-a-new-bridge" in {each.url for each in both}


def test_a_picture_and_a_headline_that_link_to_one_article_are_one_candidate_with_the_headline() -> None:
    url = f"{START}2026/05/12/council-votes-for-a-new-bridge"
    (found,) = read_links(page(block((url, "")), block((f"{url}?ref=front", HEADLINE), level=2), block((url, "More"))))
    assert (found.url, found.title) == (url, HEADLINE)


def test_a_learned_scorer_takes_the_place_of_the_general_one() -> None:
    odd = page(block((f"{START}s/x1", "Short")))
    assert read_links(odd) == []
    assert [each.url for each in read_links(odd, score=lambda url: 1.0)] == [f"{START}s/x1"]


def test_links_are_bounded() -> None:
    many = page(*(block((f"{START}2026/05/12/story-about-number-{n}", HEADLINE)) for n in range(50)))
    assert len(read_links(many, limit=7)) == 7


@given(st.lists(st.tuples(st.text(max_size=60), st.text(max_size=60)), max_size=8), st.text(max_size=20))
def test_any_links_are_read(links: list[tuple[str, str]], step: str) -> None:
    document = page(block(*links, path=(step,)), block(*((START + url, text) for url, text in links)))
    for candidate in read_links(document):
        assert candidate.url.startswith("https://paper.example/")
        assert 0 <= candidate.score <= 1
    find_sources(document)


def test_headlines_are_longer_than_labels_in_scripts_with_and_without_spaces() -> None:
    assert headline_score(HEADLINE) > headline_score("Read on") == 0
    assert headline_score("嵐で港が一週間閉鎖、船は沖で待機") > headline_score("政治") == 0
    assert headline_score("") == 0


def test_sources_are_what_the_page_declares_what_robots_names_and_the_usual_addresses() -> None:
    front = page(
        *FRONT.blocks,
        block((f"{START}world/rss.xml", "RSS")),
        feeds=(f"{START}feed", f"{START}comments/feed/"),
    )
    sources = find_sources(front, robots="Sitemap: /sitemap.xml")
    assert sources.feeds == (f"{START}feed", f"{START}world/rss.xml")
    assert sources.sitemaps == (f"{START}sitemap.xml",)
    assert sources.sections == (f"{START}world", f"{START}kultur/film/")
    assert f"{START}rss.xml" in sources.try_feeds
    assert f"{START}feed" not in sources.try_feeds
    assert f"{START}news-sitemap.xml" in sources.try_sitemaps
    assert f"{START}sitemap.xml" not in sources.try_sitemaps


def test_without_a_known_menu_short_links_to_short_paths_are_sections() -> None:
    plain = page(
        block(
            (f"{START}world", "World"),
            (f"{START}sport", "Sport"),
            (f"{START}impressum", "Impressum"),
            path=("html", "body", "div.c1"),
        )
    )
    assert find_sources(plain).sections == (f"{START}world", f"{START}sport")


@pytest.mark.parametrize("path", [MENU, BODY])
def test_sections_that_a_parameter_tells_apart_are_found_in_menus_and_where_three_are_alike(
    path: tuple[str, ...],
) -> None:
    names = ("pol", "eco", "soc")
    menu = block(*((f"{START}news/list.php?cat={name}", name.title()) for name in names), path=path)
    stories = [block((f"{START}news/read.php?id=2026090{n}", HEADLINE)) for n in range(3)]
    found = find_sources(page(menu, *stories)).sections
    assert found == tuple(f"{START}news/list.php?cat={name}" for name in names)


def test_two_alike_or_such_as_headlines_have_are_no_sections() -> None:
    two = block((f"{START}?a=pol", "Politics"), (f"{START}?a=eco", "Economy"))
    stories = [block((f"{START}view?n={n}", text)) for n, text in enumerate(("Storm", "Ferry", "Bridge", HEADLINE))]
    assert find_sources(page(two, *stories)).sections == ()


@pytest.mark.parametrize(
    "query", ["p=12", "id=7", "page=2", "lang=de", "sort=new", "cat=20260912", "cat=1&page=2", "m=9"]
)
def test_ids_and_further_pages_of_lists_are_no_sections(query: str) -> None:
    assert find_sources(page(block((f"{START}?{query}", "Politics"), path=MENU))).sections == ()


def test_the_days_and_arrows_of_a_calendar_lead_to_no_section() -> None:
    def sections(*labels: str) -> tuple[str, ...]:
        return find_sources(page(block(*((f"{START}archive.php", label) for label in labels), path=MENU))).sections

    assert sections("12", "«", "»") == ()
    assert sections("過去") == (f"{START}archive.php",)


def test_a_headline_that_leads_to_a_short_number_is_an_articles() -> None:
    links = ("releases/2026/pr43.htm", "releases/about.htm", "tag/bridge/43.htm", "login/43.htm")
    found = read_links(page(*(block((START + link, HEADLINE)) for link in links)))
    assert [each.url for each in found] == [START + links[0]]


def test_a_short_headline_is_an_articles_where_its_address_is_built_as_those_of_several_articles() -> None:
    def linked(*slugs: str) -> list[str]:
        links = [(f"{START}haber/{slug}-{number}", slug.replace("-", " ")) for number, slug in enumerate(slugs, 981)]
        return [each.url for each in read_links(page(*(block(link) for link in links)))]

    long = ("kopru-icin-karar-bugun", "liman-grevi-dun-bitti", "okul-catisi-gece-coktu")
    assert linked(*long, "vapurda-dogum")[-1] == f"{START}haber/vapurda-dogum-984"
    assert f"{START}haber/vapurda-dogum-983" not in linked(*long[:2], "vapurda-dogum")
    menu = block((f"{START}haber/son-durum-990", "Son durum"), path=MENU)
    stories = [block((f"{START}haber/{slug}-{number}", slug)) for number, slug in enumerate(long)]
    assert f"{START}haber/son-durum-990" not in [each.url for each in read_links(page(*stories, menu))]


@pytest.mark.parametrize("path", ["/sport/live/skelby-tarn/", "/esporte/ao-vivo/skelby-tarn/"])
def test_a_headline_that_leads_to_live_coverage_is_an_articles_though_its_path_is_short(path: str) -> None:
    link = (f"https://paper.example{path}", "Live: Skelby Rovers against Tarn United")
    assert [each.kind for each in read_links(page(block(link)))] == [PageKind.ARTICLE]
    elsewhere = (
        f"https://paper.example{path}".replace("liveticker", "bericht")
        .replace("live", "club")
        .replace("ao-vivo", "clube"),
        link[1],
    )
    assert read_links(page(block(elsewhere))) == []

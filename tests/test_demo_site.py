"""The demo's paper: its state is a function of time, and its pages are like those of a real news site."""

from __future__ import annotations

import json
import random
from datetime import timedelta
from html.parser import HTMLParser

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html

from crawler.demo.model import EDITORS_PICKS, MOST_POPULAR, SECTIONS, Markup
from crawler.demo.newspaper import Newspaper
from crawler.demo.noise import ago
from crawler.demo.prose import curly, entries, glued, library, teasers
from crawler.demo.script import EVENTS, START, SWEEPS, happens_at, story
from crawler.demo.site import state_at
from crawler.demo.web import Request

MINUTES = st.integers(min_value=-100, max_value=600)
ARTICLES = sorted(state_at(START).stories)


def at(minute: float):
    return START + timedelta(minutes=minute)


def page(path: str, minute: float = 0, seed: str = "a", **options: bool) -> str:
    answer = Newspaper(**options).respond(Request(path, at(minute), "paper.test", seed=seed))
    assert answer.status == 200
    return answer.body.decode()


def article_text(markup: str) -> list[str]:
    body = html.fromstring(markup).xpath('//article[@class="story"]')[0]
    parts = body.xpath(
        './h1 | ./p | .//*[@class="story__byline"] | .//div[@class="story__body"]//*[self::p or self::h2]'
    )
    return [
        " ".join(part.text_content().split())
        for part in parts
        if not part.xpath('ancestor::*[contains(@class, "ad-slot") or contains(@class, "also")]')
    ]


def strip(markup: str) -> list[str]:
    return [item.text_content() for item in html.fromstring(markup).xpath('//li[@class="strip__item"]')]


def ranked(markup: str) -> dict[str, list[str]]:
    boxes = html.fromstring(markup).xpath('//div[@class="ranked"]')
    return {box.findtext("h3"): [link.text for link in box.iter("a")] for box in boxes}


@settings(deadline=None)
@given(st.lists(MINUTES, min_size=2, max_size=6))
def test_the_state_depends_on_the_time_alone_not_on_what_was_asked_before(minutes: list[int]) -> None:
    fresh = {}
    for minute in minutes:
        state_at.cache_clear()
        fresh[minute] = state_at(at(minute))
    random.Random(0).shuffle(minutes)
    assert all(state_at(at(minute)) == fresh[minute] for minute in minutes)


def test_the_state_changes_at_each_event_and_only_then() -> None:
    def words(minute: float) -> str:
        return str(state_at(at(minute))).partition(",")[2].partition("stories=")[2]

    for event in EVENTS:
        assert words(event.minute - 0.5) != words(event.minute), event.line
        assert words(event.minute + 0.5) == words(event.minute), event.line


def test_the_script_runs_forwards_and_tells_each_event_before_one_sweep() -> None:
    assert [event.minute for event in EVENTS] == sorted(event.minute for event in EVENTS)
    assert all(START < happens_at(event) <= SWEEPS[-1].at for event in EVENTS)
    told = story()
    assert len(told) == len(SWEEPS)
    assert told[1] == "nothing but noise"
    assert sorted("; ".join(told[2:]).split("; ")) == sorted(event.line for event in EVENTS)


def test_the_first_issue_has_two_dozen_articles_fifteen_teasers_and_full_lists() -> None:
    state = state_at(START)
    assert len(state.stories) == 24
    assert {story.section for story in state.stories.values()} == set(SECTIONS)
    assert (len(state.ticker), len(state.lists[MOST_POPULAR]), len(state.lists[EDITORS_PICKS])) == (15, 5, 3)
    assert len(state.blog.entries) == 8


def test_stories_are_long_enough_and_share_no_paragraph_but_the_deliberate_one() -> None:
    seen: dict[str, list[str]] = {}
    for each in library().values():
        assert 6 <= sum(part.kind != "h2" for part in each.parts) <= 20, each.id
        for part in each.parts:
            seen.setdefault(part.text, []).append(each.id)
    shared = [sorted(ids) for ids in seen.values() if len(ids) > 1]
    assert shared == [["storm-wall-gap", "surge-warning-sirens"]]


def test_nothing_that_the_lists_or_the_strip_link_to_is_ever_missing() -> None:
    for minute in range(0, 861, 5):
        state = state_at(at(minute))
        linked = {item.story for item in state.ticker if item.story} | {
            name for names in state.lists.values() for name in names
        }
        assert linked <= state.stories.keys(), minute
        assert len(state.ticker) == 15


def test_times_of_stories_and_entries_agree_with_the_script() -> None:
    for minute in range(0, 481, 20):
        state = state_at(at(minute))
        assert all(each.published <= each.modified <= at(minute) for each in state.stories.values())
        assert all(entry.at <= at(minute) for entry in state.blog.entries)
        assert state.blog.entries == tuple(sorted(state.blog.entries, key=lambda entry: entry.at, reverse=True))
    published = [event for event in EVENTS if type(event).__name__ == "Publish"]
    assert {event.story: happens_at(event) for event in published} == {
        name: each.published for name, each in library().items() if each.published > START
    }


def test_no_teaser_or_entry_stands_twice() -> None:
    assert len({item.text for item in teasers().values()}) == len(teasers())
    assert len({entry.text for entry in entries().values()}) == len(entries())


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(ARTICLES), st.integers(), st.integers())
def test_two_requests_at_one_time_differ_in_bytes_and_agree_in_every_region(name: str, one: int, two: int) -> None:
    path = state_at(START).stories[name].path
    first, second = page(path, seed=f"a{one}"), page(path, seed=f"b{two}")
    assert first != second
    assert article_text(first) == article_text(second)
    assert strip(first) == strip(second)
    assert ranked(first) == ranked(second)


def test_noise_touches_ads_related_links_counters_and_nonces() -> None:
    path = "/city/night-trams-return/"
    copies = [html.fromstring(page(path, seed=str(seed))) for seed in range(6)]
    for where in (
        '//div[contains(@class, "ad-slot")]/p/text()',
        '//div[contains(@class, "ad-slot")]/@id',
        '//section[@class="related"]//a/text()',
        '//span[@class="story__views"]/text()',
        '//input[@name="csrf"]/@value',
        '//meta[@name="csrf-token"]/@content',
        '//ol[@class="ranked__items"]//a/@href',
    ):
        assert len({tuple(copy.xpath(where)) for copy in copies}) > 1, where


def test_without_noise_the_bytes_depend_on_path_and_time_alone() -> None:
    path = "/city/night-trams-return/"
    assert page(path, seed="a", noise=False) == page(path, seed="b", noise=False)
    assert page(path, 0, noise=False) != page(path, 30, noise=False), "relative times go on"


def test_article_text_on_the_page_is_the_state_of_the_moment() -> None:
    for sweep in SWEEPS:
        state = state_at(sweep.at)
        if state.outage or state.consent or state.markup != Markup():
            continue
        minute = (sweep.at - START).total_seconds() / 60
        for each in state.stories.values():
            if each.id in state.walled or each.id in state.cached:
                continue
            markup = page(each.path, minute)
            expected = [each.title, each.standfirst, "By " + " and ".join(each.authors)]
            assert article_text(markup) == [*expected, *(part.text for part in each.parts)]


def test_the_strip_and_the_lists_are_the_same_on_pages_of_every_kind() -> None:
    paths = ("/", "/coast/", "/coast/herring-quota-cut/", state_at(START).blog.path, "/about/")
    pages = [page(path, 130) for path in paths]
    assert all(strip(each) == strip(pages[0]) and len(strip(each)) == 15 for each in pages)
    assert all(ranked(each) == ranked(pages[0]) for each in pages)
    assert {name: len(titles) for name, titles in ranked(pages[0]).items()} == {MOST_POPULAR: 5, EDITORS_PICKS: 3}


def test_changed_markup_changes_no_word() -> None:
    path = "/city/brandreth-hospital-wards/"
    straight, dressed = page(path, 179), page(path, 181)
    assert any(text.startswith('"Closing beds') for text in article_text(straight))
    assert any(text.startswith("“Closing beds") for text in article_text(dressed))
    assert [curly(text) for text in article_text(straight)] == article_text(dressed)
    assert 'class="story-shell"' in straight
    assert 'class="story-frame"' in page(path, 211)
    assert "74\N{NO-BREAK SPACE}nurses" in page(path, 401)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('"A," she said. "B."', "“A,” she said. “B.”"),
        ("Editors' Picks", "Editors’ Picks"),
        ("('quoted')", "(‘quoted’)"),
        ('"\'Tis"', "“‘Tis”"),
    ],
)
def test_typographic_quotes_open_at_a_word_and_close_elsewhere(text: str, shown: str) -> None:
    assert curly(text) == shown


@settings(deadline=None)
@given(st.text(alphabet="ab 1'\"(—.", max_size=40))
def test_dressing_a_text_twice_is_dressing_it_once(text: str) -> None:
    assert curly(curly(text)) == curly(text)
    assert glued(glued(text)) == glued(text)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "just now"),
        (1, "1 minute ago"),
        (59, "59 minutes ago"),
        (60, "1 hour ago"),
        (1500, "1 day ago"),
        (2880, "2 days ago"),
    ],
)
def test_relative_times_are_told_in_the_largest_whole_unit(minutes: int, words: str) -> None:
    assert ago(START, at(minutes)) == words


class Balance(HTMLParser):
    """Fails where an element is closed that is not the last one open."""

    VOID = frozenset({"meta", "link", "input", "img", "path"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self.open.pop() == tag, (tag, self.getpos())


def test_pages_are_balanced_and_weigh_what_news_pages_weigh() -> None:
    state = state_at(at(475))
    paths = ["/", "/city/", "/coast/", "/business/", state.blog.path, *(each.path for each in state.stories.values())]
    for path in paths:
        markup = page(path, 475)
        balance = Balance()
        balance.feed(markup)
        assert not balance.open, path
        assert 40_000 <= len(markup.encode()) <= 120_000, path


def test_the_metadata_of_an_article_tells_its_dates_authors_and_address() -> None:
    tree = html.fromstring(page("/coast/herring-quota-cut/", 100))
    data = json.loads(tree.xpath('//script[@type="application/ld+json"]')[0].text)
    assert data["@type"] == "NewsArticle"
    assert data["datePublished"] == "2026-05-12T02:10:00+00:00"
    assert data["dateModified"] == "2026-05-12T06:55:00+00:00", "the page owns up to the correction"
    assert [author["name"] for author in data["author"]] == ["Joris Abelard"]
    assert tree.xpath('//link[@rel="canonical"]/@href') == ["http://paper.test/coast/herring-quota-cut/"]
    silent = html.fromstring(page("/coast/ferry-cold-ferry-strike/", 150))
    assert silent.xpath('//meta[@property="article:modified_time"]/@content') == ["2026-05-11T21:10:00+00:00"]


def test_the_live_blog_tells_its_entries_in_json_ld_and_in_markup() -> None:
    blog = state_at(at(100)).blog
    tree = html.fromstring(page(blog.path, 100))
    data = json.loads(tree.xpath('//script[@type="application/ld+json"]')[0].text)
    assert data["@type"] == "LiveBlogPosting"
    assert [each["headline"] for each in data["liveBlogUpdate"]] == [entry.title for entry in blog.entries]
    assert tree.xpath('//article[@class="entry"]/@id') == [entry.id for entry in blog.entries]


def test_feed_and_sitemaps_are_valid_and_list_what_the_site_has() -> None:
    state = state_at(at(200))
    paper = {f"http://paper.test{each.path}" for each in state.stories.values()}
    feed = feedparser.parse(page("/rss.xml", 200).encode())
    assert not feed.bozo
    assert len(feed.entries) == 20
    assert {entry.link.partition("?")[0] for entry in feed.entries} <= paper
    for path, more in (
        ("/sitemap.xml", {"http://paper.test/", f"http://paper.test{state.blog.path}"}),
        ("/news-sitemap.xml", set()),
    ):
        tree = etree.fromstring(page(path, 200).encode())
        found = set(tree.xpath('//*[local-name()="loc"]/text()'))
        assert found <= paper | more
        assert found >= more
    robots = page("/robots.txt")
    assert "Sitemap: http://paper.test/sitemap.xml" in robots
    assert "Disallow: /search" in robots

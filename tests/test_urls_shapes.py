from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.urls import is_feed_url, is_file_url, is_person_url, is_service_url, looks_like_article, stable_id

HOST = "https://paper.example"
paths = st.text(alphabet=st.characters(codec="utf-8"), max_size=60).map(lambda text: f"{HOST}/{text}")


@pytest.mark.parametrize(
    "path",
    [
        "/2026/05/12/council-votes-on-the-new-bridge",
        "/world/2026/may/12/harbour-reopens-after-storm",
        "/news/world-europe-61234567",
        "/nachrichten/rat-stimmt-fuer-neue-bruecke-a-1234567.html",
        "/politique/article/2026/05/12/le-conseil-vote-pour-le-pont_6123456_3210.html",
        "/news/articles/c4ng5xj0l1yo",
        "/2026/05/12/міська-рада-голосує-за-міст",
        "/article/377441",
        "/20260512/k10014448721000.html",
        "/legal/court-rules-for-the-tenants-2026-05-12/",
        "/council-votes-for-a-new-bridge/",
    ],
)
def test_articles_look_like_articles(path: str) -> None:
    assert looks_like_article(HOST + path) >= 0.5


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "",
        "/politics",
        "/world/europe/",
        "/tag/bridges",
        "/tema/puentes",
        "/author/jane-roe",
        "/autor/12345",
        "/category/local-news",
        "/video/harbour",
        "/suche?q=hafen",
        "/login",
        "/mentions-legales",
        "/impressum.html",
        "/newsletter/morning",
        "/2026/report.pdf",
        "/rss/all.xml",
        "/feed/",
        "/page/2",
    ],
)
def test_listings_services_and_files_do_not(path: str) -> None:
    assert looks_like_article(HOST + path) < 0.2


@pytest.mark.parametrize(
    "path", ["/?p=48213", "/society/5f0c9c1e-3a52-4f0e-9c7e-1f2d3c4b5a69", "/notes/storm-warning-issued.html"]
)
def test_a_path_with_one_sign_only_stays_undecided(path: str) -> None:
    assert 0.2 < looks_like_article(HOST + path) < 0.5


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/world/old-title-1234567.html", "1234567"),
        ("/world/new-title-1234567.html", "1234567"),
        ("/news/world-europe-61234567", "61234567"),
        ("/wirtschaft/brief-a-7654321", "7654321"),
        ("/a/slug_6123456_3210.html", "6123456"),
        ("/x/B2301234.html", "2301234"),
        ("/1234567/new-slug", "1234567"),
        ("/x-5F0C9C1E-3a52-4f0e-9c7e-1f2d3c4b5a69", "5f0c9c1e-3a52-4f0e-9c7e-1f2d3c4b5a69"),
        ("/news/articles/c4ng5xj0l1yo", "c4ng5xj0l1yo"),
        ("/some-title-9f86d081884c7d65", "9f86d081884c7d65"),
        ("/story.php?id=48213&page=2", "48213"),
        ("/?p=4821", "4821"),
        ("/2026/05/12/council-votes", ""),
        ("/council-votes-20260512", ""),
        ("/council-votes-23112026", ""),
        ("/council-votes-11232026", ""),
        ("/council-votes-53112026", "53112026"),
        ("/100000-flee-the-flood", ""),
        ("/covid-19-in-2021", ""),
        ("/politics", ""),
        ("/", ""),
    ],
)
def test_the_id_survives_a_changed_slug_and_dates_and_amounts_are_none(path: str, found: str) -> None:
    assert stable_id(HOST + path) == found


def test_files_feeds_and_services_are_told_by_their_paths() -> None:
    assert is_file_url(f"{HOST}/a/Photo.JPG?w=5")
    assert not is_file_url(f"{HOST}/a/photo.html")
    assert is_feed_url(f"{HOST}/rss")
    assert is_feed_url(f"{HOST}/world/feed/")
    assert is_feed_url(f"{HOST}/index.xml")
    assert not is_feed_url(f"{HOST}/feeding-the-city")
    assert is_service_url(f"{HOST}/de/impressum.html")
    assert not is_service_url(f"{HOST}/legal/court-rules-for-the-tenants")


@given(st.one_of(st.text(), paths))
def test_shapes_take_any_text(text: str) -> None:
    assert 0.0 <= looks_like_article(text) <= 1.0
    assert re.fullmatch(r"[a-z0-9-]*", stable_id(text))
    assert is_file_url(text) in {True, False}


@given(
    number=st.integers(10_001, 10**12).filter(lambda n: n % 1000),
    old=st.sampled_from(["a-b", "storm"]),
    new=st.sampled_from(["c-d-e", "calm"]),
)
def test_a_number_at_the_end_names_the_page_whatever_the_slug(number: int, old: str, new: str) -> None:
    assert stable_id(f"{HOST}/news/{old}-{number}") == stable_id(f"{HOST}/news/{new}-{number}")


@pytest.mark.parametrize("text", ["-" * 4000, "/" * 4000, "a-" * 2000, "1" * 4000, "2026/" * 800, "a1" * 2000])
def test_long_hostile_paths_are_read_in_no_time(text: str) -> None:
    looks_like_article(f"{HOST}/{text}")
    stable_id(f"{HOST}/{text}?{text}")


@pytest.mark.parametrize(
    ("url", "name", "is_it"),
    [
        ("https://x.example/author/ann-oak/", "Ann Oak", True),
        ("https://x.example/autor/7/oak_ann_oak.html", "Ann Oak", True),
        ("https://x.example/people/zoë-ash", "Zoë Ash", True),
        ("https://x.example/news/ann-oak", "Ann Oak", False),
        ("https://x.example/author/ann-oak", "All stories", False),
        ("https://x.example/author/", "", False),
        ("https://x.example", "Ann", False),
    ],
)
def test_the_address_of_a_person_ends_with_the_name_below_a_word_for_authors(url: str, name: str, is_it: bool) -> None:
    assert is_person_url(url, name) is is_it

from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.discovery import read_sitemap, robots_sitemaps
from crawler.discovery.sitemaps import MAX_URLS

BASE = "https://paper.example/sitemap.xml"
NAMESPACES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'


def urlset(*entries: tuple[str, str]) -> bytes:
    urls = "".join(f"<url><loc>{loc}</loc>{rest}</url>" for loc, rest in entries)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {NAMESPACES}>{urls}</urlset>'.encode()


PAGES = urlset(
    ("https://paper.example/a?utm_source=map", "<lastmod>2026-05-11</lastmod>"),
    (" https://paper.example/b ", "<lastmod>2026-05-12T08:00:00+02:00</lastmod>"),
    ("/c", ""),
)
INDEX = f"""<sitemapindex {NAMESPACES}><sitemap><loc>https://paper.example/s1.xml</loc><lastmod>2026-05-01</lastmod></sitemap>
<sitemap><loc>/s2.xml.gz</loc><lastmod>2026-05-12</lastmod></sitemap><sitemap><loc>javascript:x</loc></sitemap></sitemapindex>""".encode()


def test_pages_come_newest_first_with_clean_urls_and_hints() -> None:
    found = read_sitemap(PAGES, BASE)
    assert found.children == ()
    assert [(each.url, each.modified) for each in found.candidates] == [
        ("https://paper.example/b", "2026-05-12T06:00:00Z"),
        ("https://paper.example/a", "2026-05-11T00:00:00Z"),
        ("https://paper.example/c", None),
    ]
    assert [bool(each.hint) for each in found.candidates] == [True, True, False]


def test_a_news_sitemap_tells_title_and_time_of_the_article_not_of_its_picture() -> None:
    news = """<image:image><image:loc>https://cdn.example/x.jpg</image:loc></image:image>
    <news:news><news:publication><news:name>Paper</news:name></news:publication>
    <news:publication_date>2026-05-12T08:00:00+02:00</news:publication_date><news:title>Storm &amp; harbour</news:title></news:news>
    <image:image><image:title>A ship</image:title></image:image>"""
    (page,) = read_sitemap(urlset(("https://paper.example/a", news)), BASE).candidates
    assert (page.url, page.title, page.published) == (
        "https://paper.example/a",
        "Storm & harbour",
        "2026-05-12T06:00:00Z",
    )


def test_an_index_gives_its_sitemaps_the_newest_first() -> None:
    found = read_sitemap(INDEX, BASE)
    assert [child.url for child in found.children] == [
        "https://paper.example/s2.xml.gz",
        "https://paper.example/s1.xml",
    ]
    assert found.candidates == ()


@pytest.mark.parametrize("body", [PAGES, INDEX])
def test_gzip_and_utf_16_make_no_difference(body: bytes) -> None:
    assert read_sitemap(gzip.compress(body), BASE) == read_sitemap(body, BASE)
    assert read_sitemap(body.decode().replace("UTF-8", "UTF-16").encode("utf-16"), BASE) == read_sitemap(body, BASE)


def test_a_sitemap_without_namespace_a_text_list_and_a_feed_are_read_too() -> None:
    bare = b"<urlset><url><loc>https://paper.example/a</loc></url></urlset>"
    assert [each.url for each in read_sitemap(bare, BASE).candidates] == ["https://paper.example/a"]
    text = b"https://paper.example/a\r\nnonsense\nhttps://paper.example/b\n"
    assert [each.url for each in read_sitemap(text, BASE).candidates] == [
        "https://paper.example/a",
        "https://paper.example/b",
    ]
    feed = b"<rss><channel><item><link>https://paper.example/a</link></item></channel></rss>"
    assert [each.url for each in read_sitemap(feed, BASE).candidates] == ["https://paper.example/a"]


def test_a_lastmod_that_all_pages_share_is_no_hint() -> None:
    body = urlset(*((f"/{n}", "<lastmod>2026-05-12T08:00:00Z</lastmod>") for n in range(5)))
    assert {each.hint for each in read_sitemap(body, BASE).candidates} == {""}


def test_a_hint_changes_with_lastmod() -> None:
    def hint(day: int) -> str:
        return read_sitemap(urlset(("/a", f"<lastmod>2026-05-{day}</lastmod>")), BASE).candidates[0].hint

    assert hint(12) == hint(12) != hint(13)


def test_of_too_many_pages_the_newest_are_kept() -> None:
    body = urlset(*((f"/{n}", f"<lastmod>2026-05-{10 + n % 2}</lastmod>") for n in range(2 * MAX_URLS)))
    found = read_sitemap(body, BASE).candidates
    assert len(found) == MAX_URLS
    assert {each.modified for each in found} == {"2026-05-11T00:00:00Z"}


def test_a_sitemap_that_was_cut_off_loses_its_last_page_only() -> None:
    body = urlset(("/a", ""), ("/b", ""), ("/long-address", ""))
    cut = body[: body.index(b"/long-address") + 5]
    assert [each.url for each in read_sitemap(cut, BASE).candidates] == [
        "https://paper.example/a",
        "https://paper.example/b",
    ]


HOSTILE = {
    "empty": b"",
    "binary": bytes(range(256)) * 20,
    "bad gzip": b"\x1f\x8b" + b"x" * 100,
    "cut gzip": gzip.compress(PAGES)[:30],
    "gzip bomb": gzip.compress(b"<urlset>" + b" " * 60_000_000),
    "laughs": b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><urlset><url><loc>&b;</loc></url></urlset>',
    "file": b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><urlset><url><loc>/&a;</loc></url></urlset>',
    "nested": b"<urlset>" + b"<url>" * 100_000,
    "scripts": urlset(("javascript:alert(1)", ""), ("http://[::1", ""), ("file:///etc/passwd", "")),
    "html": b"<!doctype html><html><body><a href='/a'>a</a></body></html>",
}


@pytest.mark.timeout(5)
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_sitemaps_give_nothing_and_take_no_time(name: str) -> None:
    found = read_sitemap(HOSTILE[name], BASE)
    assert found.children == ()
    assert [each.url for each in found.candidates] in ([], ["https://paper.example/"])  # "/&a;" without the file's text


@given(
    st.one_of(
        st.binary(max_size=300),
        st.integers(0, len(PAGES)).map(lambda n: PAGES[:n]),
        st.integers(0, len(INDEX)).map(lambda n: INDEX[:n] + INDEX[n + 2 :]),
    )
)
def test_any_bytes_are_read_without_an_error(body: bytes) -> None:
    found = read_sitemap(body, BASE)
    assert all(each.url.startswith("http") for each in (*found.children, *found.candidates))


def test_robots_txt_names_sitemaps_in_any_case_and_place() -> None:
    robots = "\ufeffSitemap: https://paper.example/s.xml\nUser-agent: *\nDisallow: /x\r\nSITEMAP:/news.xml # ours\n  sitemap : https://paper.example/s.xml\nSitemap: mailto:x\n"
    assert robots_sitemaps(robots, "https://paper.example/") == (
        "https://paper.example/s.xml",
        "https://paper.example/news.xml",
    )
    assert robots_sitemaps("") == ()


@given(st.text(max_size=200))
def test_any_robots_txt_is_read(text: str) -> None:
    assert all(url.startswith("http") for url in robots_sitemaps(text, BASE))

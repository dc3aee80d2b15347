from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.discovery import Candidate, read_feed, weigh
from crawler.discovery.candidates import iso_time, make_hint, plain
from crawler.discovery.feeds import MAX_ENTRIES
from crawler.model import PageRecord

BASE = "https://paper.example/rss.xml"


def rss(*items: str) -> bytes:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Paper</title>{"".join(items)}</channel></rss>'.encode()


def item(
    link: str = "/a/storm", title: str = "Storm closes the harbour", text: str = "Ships wait.", at: str = "08:00"
) -> str:
    date = f"<pubDate>Tue, 12 May 2026 {at}:00 +0200</pubDate>" if at else ""
    return f"<item><title>{title}</title><link>{link}</link><description>{text}</description>{date}</item>"


RSS = rss(item("https://paper.example/a/storm?utm_source=rss"), item("/b/bridge", "Bridge &amp; tunnel", at="09:30"))
ATOM = b"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">
<entry><title type="html">Storm &lt;b&gt;closes&lt;/b&gt; harbour</title><link rel="alternate" href="/a/storm"/>
<link rel="edit" href="/edit/1"/><id>tag:paper.example,1</id><published>2026-05-12T06:00:00Z</published>
<updated>2026-05-12T08:30:00+02:00</updated><summary>Ships wait.</summary></entry></feed>"""
RDF = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><item rdf:about="https://paper.example/a/storm"><title>Storm</title>
<link>https://paper.example/a/storm</link><dc:date>2026-05-12T06:00:00Z</dc:date></item></rdf:RDF>"""
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [
            {
                "id": "1",
                "url": "/a/storm",
                "title": "Storm",
                "content_html": "<p>Ships</p>",
                "date_published": "2026-05-12T08:00:00+02:00",
                "date_modified": "2026-05-12T06:30:00Z",
            },
            {"id": "https://paper.example/b"},
            {"id": 5},
            "nonsense",
        ],
    }
).encode()


def test_rss_entries_become_candidates_with_clean_urls_and_utc_times() -> None:
    storm, bridge = read_feed(RSS, BASE)
    assert (storm.url, storm.title, storm.published, storm.source) == (
        "https://paper.example/a/storm",
        "Storm closes the harbour",
        "2026-05-12T06:00:00Z",
        BASE,
    )
    assert (bridge.url, bridge.title, bridge.published) == (
        "https://paper.example/b/bridge",
        "Bridge & tunnel",
        "2026-05-12T07:30:00Z",
    )
    assert storm.hint
    assert storm.hint != bridge.hint


def test_atom_takes_the_alternate_link_the_plain_title_and_both_times() -> None:
    (storm,) = read_feed(ATOM, BASE)
    assert storm.url == "https://paper.example/a/storm"
    assert storm.title == "Storm closes harbour"
    assert (storm.published, storm.modified) == ("2026-05-12T06:00:00Z", "2026-05-12T06:30:00Z")


def test_rdf_and_json_feeds_are_read_too() -> None:
    (storm,) = read_feed(RDF, BASE)
    assert (storm.url, storm.published) == ("https://paper.example/a/storm", "2026-05-12T06:00:00Z")
    storm, other = read_feed(JSON, BASE)
    assert (storm.url, storm.published, storm.modified) == (
        "https://paper.example/a/storm",
        "2026-05-12T06:00:00Z",
        "2026-05-12T06:30:00Z",
    )
    assert other.url == "https://paper.example/b"


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (rss(item(title="Hafen gesperrt: Stürme")), {}),
        (b"\xef\xbb\xbf" + rss(item(title="Hafen gesperrt: Stürme")), {}),
        (
            rss(item(title="Hafen gesperrt: Stürme"))
            .decode()
            .replace('"1.0"?', '"1.0" encoding="utf-16"?')
            .encode("utf-16"),
            {},
        ),
        (
            rss(item(title="Hafen gesperrt: Stürme"))
            .decode()
            .replace('"1.0"?', '"1.0" encoding="iso-8859-1"?')
            .encode("latin-1"),
            {},
        ),
        (
            rss(item(title="Hafen gesperrt: Stürme")).decode().encode("latin-1"),
            {"content-type": "text/xml; charset=ISO-8859-1"},
        ),
        (rss(item(title="Hafen gesperrt: Stürme")).decode().encode("cp1252"), {}),
        (rss(item(title="Hafen gesperrt: St&uuml;rme")), {}),
        (rss(item(title="<![CDATA[Hafen gesperrt: St&uuml;rme]]>")), {}),
    ],
)
def test_titles_are_read_in_any_encoding(body: bytes, headers: dict[str, str]) -> None:
    assert [each.title for each in read_feed(body, BASE, headers)] == ["Hafen gesperrt: Stürme"]


def test_the_hint_changes_with_title_summary_or_time_and_with_nothing_else() -> None:
    def hint(one: str, base: str = BASE) -> str:
        return read_feed(rss(one, item("/other", at="10:00")), base)[0].hint

    same = hint(item())
    assert hint(item()) == same
    assert hint(item(text="<img src='x?nonce=5'/> Ships   wait.")) == hint(
        item(text="<img src='x?nonce=6'/> Ships wait.")
    )
    assert (
        len(
            {
                same,
                hint(item(title="Storm opens the harbour")),
                hint(item(text="Ships left.")),
                hint(item(at="08:01")),
                hint(item(), "https://paper.example/other.xml"),
            }
        )
        == 5
    )


def test_a_time_that_all_entries_share_is_the_hour_of_the_build_and_no_hint() -> None:
    def feed(at: str) -> list[Candidate]:
        return read_feed(rss(*(item(f"/a/{n}", at=at) for n in range(3))), BASE)

    assert [each.hint for each in feed("08:00")] == [each.hint for each in feed("09:00")]
    assert {each.published for each in feed("08:00")} == {None}


def test_a_feed_that_was_cut_off_loses_its_last_entry_only() -> None:
    whole = rss(item("/a/1"), item("/a/2"), item("/a/345"))
    cut = whole[: whole.index(b"/a/345") + 4]
    assert [each.url for each in read_feed(cut, BASE)] == ["https://paper.example/a/1", "https://paper.example/a/2"]


def test_entries_are_bounded_and_doubles_dropped() -> None:
    assert len(read_feed(rss(*(item(f"/a/{n}") for n in range(MAX_ENTRIES + 500))), BASE)) == MAX_ENTRIES
    assert len(read_feed(rss(item("/a"), item("/a?utm_source=x")), BASE)) == 1


HOSTILE = {
    "empty": b"",
    "binary": bytes(range(256)) * 20,
    "html": b"<!doctype html><html><body><item><link>/a</link></item></body></html>",
    "laughs": b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]><rss><channel><item><title>&c;</title></item></channel></rss>',
    "file": b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&a;</title><link>/a</link></item></channel></rss>',
    "nested": b"<rss>" + b"<a>" * 100_000,
    "open tags": b"<rss><channel><item><title>" + b"<a " * 100_000,
    "blank lines": b"\n" * 50_000 + b"<rss></rss>",
    "entities": b"\n<!ENTITY" * 50_000 + b"<rss>",
    "deep json": b'{"items":' + b"[" * 100_000,
    "json list": b'{"items": [[], 5, null, {"url": 5, "title": {}, "date_published": []}]}',
    "odd json": b'{"items": {"a": 1}}',
    "scripts": rss(item("javascript:alert(1)"), item("http://[::1"), item("file:///etc/passwd")),
}


@pytest.mark.timeout(5)
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_feeds_give_nothing_and_take_no_time(name: str) -> None:
    assert all("root:" not in each.title for each in read_feed(HOSTILE[name], BASE))
    assert name == "file" or not [each for each in read_feed(HOSTILE[name], BASE) if each.title]


@given(
    st.one_of(
        st.binary(max_size=300),
        st.integers(0, len(RSS)).map(lambda n: RSS[:n]),
        st.integers(0, len(ATOM)).map(lambda n: ATOM[:n] + ATOM[n + 3 :]),
    )
)
def test_any_bytes_are_read_without_an_error(body: bytes) -> None:
    for candidate in read_feed(body, BASE):
        assert candidate.url.startswith("http")


def known(hint: str = "", look: str = "2026-05-12T07:00:00+00:00") -> PageRecord:
    return PageRecord(
        site="paper", url="https://paper.example/a", hint=hint, looks=1, last_look=datetime.fromisoformat(look)
    )


def test_a_source_is_compared_with_itself_and_makes_a_page_due_once() -> None:
    page = known()
    feed = Candidate(page.url, hint=make_hint("feed", "one"))
    sitemap = Candidate(page.url, hint=make_hint("sitemap", "1"))
    hint, due = weigh(page, feed)
    assert (hint, due) == (feed.hint, False)
    hint, due = weigh(known(hint), sitemap)
    assert not due
    assert weigh(known(hint), feed).due is False
    hint, due = weigh(known(hint), Candidate(page.url, hint=make_hint("feed", "two")))
    assert due
    assert weigh(known(hint), Candidate(page.url, hint=make_hint("feed", "two"))).due is False
    assert weigh(known(hint), sitemap).due is False


def test_a_new_source_makes_a_page_due_only_if_it_tells_of_an_edit_after_the_last_look() -> None:
    def due(modified: str | None) -> bool:
        return weigh(known(), Candidate("https://paper.example/a", hint=make_hint("s", "x"), modified=modified)).due

    assert due("2026-05-12T07:00:01Z")
    assert not due("2026-05-12T06:59:59Z")
    assert not due(None)
    assert weigh(known("a=1"), Candidate("https://paper.example/a")) == ("a=1", False)


@given(st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=20))
def test_a_stored_hint_stays_short_however_many_sources_name_a_page(sources: list[str]) -> None:
    hint = ""
    for source in sources:
        hint = weigh(known(hint), Candidate("https://paper.example/a", hint=make_hint(source, "x"))).hint
    assert 1 <= len(hint.split()) <= 4
    assert make_hint(sources[-1], "x") in hint


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2026-05-12T08:00:00+02:00", "2026-05-12T06:00:00Z"),
        ("2026-05-12", "2026-05-12T00:00:00Z"),
        ("Tue, 12 May 2026 08:00:00 GMT", "2026-05-12T08:00:00Z"),
        ("2026-05-12T08:00:00.123Z", "2026-05-12T08:00:00Z"),
        ("0001-01-01T00:00:00+05:00", None),
        ("yesterday", None),
        ("", None),
        (5, None),
    ],
)
def test_times_are_iso_utc_or_nothing(text: object, time: str | None) -> None:
    assert iso_time(text) == time


@given(st.text(max_size=80))
def test_any_text_is_a_time_or_none_and_plain_text_has_no_tags(text: str) -> None:
    time = iso_time(text)
    assert time is None or datetime.fromisoformat(time).tzinfo == UTC
    assert len(plain(text, 10)) <= 10

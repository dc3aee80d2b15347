from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crawler.urls import MAX_URL, host_of, page_key, resolve, same_page, same_site, site_name
from crawler.urls.keys import _canonical, _resolve
from crawler.urls.trackers import TRACKER_NAMES, TRACKER_PREFIXES, is_tracker

BASE = "https://paper.example/news/today.html?x=1"

# Text that looks like URLs, or nearly so: what breaks parsers is close to what they accept.
PIECES = (
    "http https HTTP :// // / \\ . .. %2e %2E%2e %zz % %00 ? & = # #! ; @ : :80 :443 :0 :99999 [ ] [::1] a B www. "
    "paper.example xn--e1afmkfd приклад é utm_source=x ref=1 b=2 a=1 amp;utm_medium=z é字 ' \" < > | ^ ` { } + , ~ !"
)
pieces = st.sampled_from([*PIECES.split(), " ", "\t", "\n", "\x00", "\x7f", "\ud800"])
urlish = st.lists(pieces, max_size=14).map("".join)
web_urlish = urlish.map("https://paper.example/".__add__)
texts = st.one_of(st.text(), urlish, web_urlish)


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("HTTPS://Paper.Example:443/a", "https://paper.example/a"),
        ("http://paper.example:80", "http://paper.example/"),
        ("http://paper.example:8080/a", "http://paper.example:8080/a"),
        ("https://paper.example./a", "https://paper.example/a"),
        ("https://user:pass@paper.example/a", "https://paper.example/a"),
        ("https://paper.example/a#part", "https://paper.example/a"),
        ("https://paper.example/#!/story/5", "https://paper.example/#!/story/5"),
        ("https://paper.example/a?utm_source=x&UTM_Medium=y&id=5", "https://paper.example/a?id=5"),
        ("https://paper.example/a?id=5&amp;utm_campaign=z", "https://paper.example/a?id=5"),
        ("https://paper.example/a?z=1&b=2&a=3", "https://paper.example/a?a=3&b=2&z=1"),
        (
            "https://paper.example/a?fbclid=1&gclid=2&ref=3&xtor=4&at_medium=5&ocid=6&cmp=7",
            "https://paper.example/a",
        ),
        ("https://paper.example/?12345", "https://paper.example/?12345"),
        ("https://paper.example/a?page=2", "https://paper.example/a?page=2"),
        ("https://paper.example//a///b/", "https://paper.example/a/b/"),
        (
            "https://archive.example/web/2020/https://paper.example/a",
            "https://archive.example/web/2020/https://paper.example/a",
        ),
        ("https://paper.example/a/./b/../c", "https://paper.example/a/c"),
        ("https://paper.example/%7euser/%e4", "https://paper.example/~user/%E4"),
        (
            "https://приклад.укр/новини",
            "https://xn--80aikifvh.xn--j1amh/%D0%BD%D0%BE%D0%B2%D0%B8%D0%BD%D0%B8",
        ),
        ("  https://paper.example/a\n", "https://paper.example/a"),
        ("file:///tmp/page%20one.txt", "file:///tmp/page%20one.txt"),
        ("mailto:desk@paper.example", ""),
        ("/a/b", ""),
        ("https:///a", ""),
        ("https://pa per.example/", ""),
        ("https://paper.example:99999/", ""),
        ("http://[::1", ""),
        ("https://paper.example/" + "a" * MAX_URL, ""),
        ("", ""),
    ],
)
def test_page_key_spells_a_page_one_way(url: str, key: str) -> None:
    assert page_key(url) == key


@given(texts)
@example("https://paper.example/a/%2e%2e/%2E./b")
@example("https://paper.example/a:////b?&&=&x")
def test_page_key_never_raises_is_idempotent_and_bounded(text: str) -> None:
    key = page_key(text)
    assert page_key(key) == key
    assert len(key) <= MAX_URL
    assert key.isascii()
    assert not re.search(r"[\x00-\x20\x7f]", key)


@given(
    st.lists(st.sampled_from(["a=1", "b=2", "c=3", "utm_source=x", "fbclid=9", "ref=front"]), unique=True).flatmap(
        st.permutations
    )
)
def test_page_key_ignores_the_order_of_parameters_and_all_trackers(parameters: list[str]) -> None:
    kept = "&".join(sorted(part for part in parameters if part in {"a=1", "b=2", "c=3"}))
    assert page_key(f"https://paper.example/x?{'&'.join(parameters)}") == "https://paper.example/x" + (
        kept and f"?{kept}"
    )


def test_every_tracker_has_a_reason_and_a_lower_case_name() -> None:
    for name, reason in (*TRACKER_NAMES, *TRACKER_PREFIXES):
        assert name == name.lower()
        assert reason
        assert is_tracker(name.upper())


@pytest.mark.parametrize("name", ["id", "page", "p", "story", "q", "date", "lang", "mod", "from", "source", "section"])
def test_parameters_that_may_name_a_page_are_no_trackers(name: str) -> None:
    assert not is_tracker(name)


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("/a/b-c", "https://paper.example/a/b-c"),
        ("story.html", "https://paper.example/news/story.html"),
        ("../x", "https://paper.example/x"),
        ("?page=2", "https://paper.example/news/today.html?page=2"),
        ("#entry-5", "https://paper.example/news/today.html?x=1#entry-5"),
        ("//cdn.example/a", "https://cdn.example/a"),
        ("\\news\\a", "https://paper.example/news/a"),
        ("https://other.example", "https://other.example/"),
        ("https://other.example:443/a", "https://other.example/a"),
        ("ht\ntps://other.example/a", "https://other.example/a"),
        ("/straße?q=ü", "https://paper.example/stra%C3%9Fe?q=%C3%BC"),
        ("javascript:alert(1)", ""),
        (" JavaScript:alert(1)", ""),
        ("mailto:desk@paper.example", ""),
        ("tel:+380", ""),
        ("data:text/html,x", ""),
        ("ftp://paper.example/a", ""),
        ("file:///etc/passwd", ""),
        ("http://", ""),
        ("http://[broken/", ""),
        ("https://a..b.example/", ""),
        ("/" + "a" * MAX_URL, ""),
    ],
)
def test_resolve_gives_absolute_web_urls_or_nothing(href: str, url: str) -> None:
    assert resolve(BASE, href) == url


@given(base=texts, href=texts)
def test_resolve_never_raises_and_holds_no_control_characters(base: str, href: str) -> None:
    url = resolve(base, href)
    assert url == "" or re.fullmatch(r"https?://[!-~]+", url)
    assert len(url) <= MAX_URL


@given(href=texts)
@example("/a/../b")
@example("/a//b")
@example("https://paper.example/a?b")
@example("/a?b=/../c")
def test_resolve_by_the_short_way_equals_the_long_way(href: str) -> None:
    assert resolve(BASE, href) == _resolve(BASE, href)


@given(href=texts)
def test_page_key_is_the_same_before_and_after_resolving(href: str) -> None:
    if url := resolve("", href):
        assert page_key(url) == page_key(href)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://paper.example/x", "https://paper.example/x/", True),
        ("http://www.paper.example/x", "https://paper.example/x?utm_source=a#b", True),
        ("https://paper.example/x", "https://paper.example/x?page=2", False),
        ("https://paper.example/x", "https://paper.example/X", False),
        ("https://paper.example/x", "https://blog.paper.example/x", False),
        ("mailto:a", "mailto:b", False),
    ],
)
def test_same_page_looks_past_scheme_www_and_trailing_slash(one: str, other: str, *, same: bool) -> None:
    assert same_page(one, other) is same
    assert same_page(other, one) is same


@given(texts)
def test_same_page_host_and_site_name_take_any_text(text: str) -> None:
    assert same_page(text, text)
    assert host_of(text) == host_of(text).lower()
    assert not same_site(text, [])
    assert re.fullmatch(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?", site_name(text))


def test_same_site_ignores_www_case_and_the_usual_port_but_not_other_subdomains() -> None:
    hosts = ["www.Paper.example", "live.paper.example"]
    assert same_site("https://paper.example:443/a", hosts)
    assert same_site("http://paper.example/a", hosts)
    assert same_site("https://LIVE.paper.example/a", hosts)
    assert not same_site("https://shop.paper.example/a", hosts)
    assert not same_site("https://notpaper.example/a", hosts)
    assert not same_site("nonsense", hosts)


def test_another_port_is_another_server_and_so_another_site() -> None:
    assert not same_site("https://paper.example:8443/a", ["paper.example"])
    assert same_site("http://127.0.0.1:8001/a", [host_of("http://127.0.0.1:8001/")])
    assert not same_site("http://127.0.0.1:8002/a", [host_of("http://127.0.0.1:8001/")])
    assert host_of("http://[::1]:8001/a") == "[::1]:8001"


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.bbc.co.uk/news", "bbc"),
        ("https://kyivindependent.com/", "kyivindependent"),
        ("https://m.paper.com.au/", "paper"),
        ("https://sport.paper.example/", "sport-paper"),
        ("https://www.the-paper.org", "the-paper"),
        ("http://127.0.0.1:8000/", "127-0-0-1-8000"),
        ("http://localhost:8000/", "localhost-8000"),
        ("http://[::1]/", "1"),
        ("https://co.uk/", "co"),
        ("nonsense", "site"),
        ("file:///tmp/a.html", "site"),
    ],
)
def test_site_name_is_the_host_without_www_and_suffix(url: str, name: str) -> None:
    assert site_name(url) == name


_PART = st.from_regex(r"\A(?:[A-Za-z0-9_.~-]{1,6}|utm_[a-z]{1,6}|fbclid|gclid)=[A-Za-z0-9_.~-]{1,4}\Z")


@given(st.sampled_from(["", "a", "a/", "a/b.html", "x-y/z"]), st.lists(_PART, max_size=5))
def test_the_short_way_for_plain_queries_spells_as_the_long_way(path, parts):
    url = f"https://example.org/{path}" + ("?" + "&".join(parts) if parts else "")
    assert page_key(url) == _canonical(_resolve("", url))

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.errors import ConfigError, UsageError
from crawler.profile import (
    ListRule,
    LiveRule,
    Profile,
    RegionRules,
    duration,
    find_profile,
    load_profile,
    load_profiles,
    profile_path,
    profile_text,
    write_profile,
)
from crawler.profile.checks import LONGEST
from crawler.toml_files import parse_toml

ROOT = Path(__file__).parents[1]
URL = 'url = "https://paper.example/"\n'


def read(text: str) -> Profile:
    return parse_toml(URL + text, Profile, "paper.toml")


def error_of(text: str) -> str:
    with pytest.raises(ConfigError) as caught:
        read(text)
    return str(caught.value)


def test_only_the_url_is_required_and_the_rest_has_the_contracts_defaults() -> None:
    profile = read("").named("paper")
    assert (profile.site, profile.title, profile.hosts_all) == ("paper", "paper", ("paper.example",))
    assert (profile.crawl.delay, profile.crawl.max_pages_per_run, profile.crawl.render) == (1.0, 500, False)
    assert (profile.crawl.min_interval, profile.crawl.max_interval) == (dt.timedelta(minutes=5), dt.timedelta(days=7))
    assert (profile.bounds.min_interval, profile.bounds.max_interval) == (dt.timedelta(minutes=5), dt.timedelta(days=7))
    assert profile.article_pattern is None
    assert not profile.regions.any
    assert not profile.archive.warc


def test_every_example_in_the_data_folders_readme_is_a_valid_profile() -> None:
    text = (ROOT / "data/README.md").read_text(encoding="utf-8")
    example = text.split("```toml\n")[1].split("```")[0]
    profile = parse_toml(example, Profile, "README.md")
    assert profile.hosts_all == ("example.org", "live.example.org")
    assert profile.feeds == ("https://example.org/rss.xml",)
    assert profile.sections == ("https://example.org/world/", "https://example.org/economy/")
    assert profile.regions.any
    assert profile.regions.list[0].name == "Most Popular"
    assert profile.regions.live[0].ignore == (r"\d+ minutes? ago",)
    assert profile.article_pattern is not None
    assert profile.article_pattern.search("/news/today")


def test_all_shipped_profiles_load() -> None:
    profiles, errors = load_profiles(ROOT / "data/sites")
    assert errors == ()
    assert profiles["kyivindependent"].url == "https://kyivindependent.com/"
    assert profiles["kyivindependent"].site == "kyivindependent"


@pytest.mark.parametrize(
    ("text", "key", "mend"),
    [
        ("[crawl]\ndelya = 1.0", "crawl.delya", "did you mean 'delay'?"),
        ("feed = []", "feed", "did you mean 'feeds'?"),
        ('site = "x"', "site", "unknown key"),
        ('[crawl]\ndelay = "fast"', "crawl.delay", "a number"),
        ("[crawl]\ndelay = -1", "crawl.delay", "greater than or equal to 0"),
        ("[crawl]\ndelay = nan", "crawl.delay", "finite"),
        ('[crawl]\nrender = "yes"', "crawl.render", "true or false"),
        ("[crawl]\nmax_pages_per_run = 0", "crawl.max_pages_per_run", "greater than or equal to 1"),
        ("[crawl]\nmax_pages_per_run = 1.5", "crawl.max_pages_per_run", "whole number"),
        ('[crawl]\nmin_interval = "5 minutes"', "crawl.min_interval", '"5m"'),
        ("[crawl]\nmin_interval = 5", "crawl.min_interval", '"5m"'),
        ('[crawl]\nmax_interval = "999999w"', "crawl.max_interval", "shorter"),
        ('[crawl]\nmin_interval = "2d"\nmax_interval = "1d"', "crawl", "swap them"),
        ('article_urls = "(news"', "article_urls", "no regular expression"),
        (
            '[[regions.live]]\nname = "x"\nitems = "li"\nignore = ["[a"]',
            "regions.live[1].ignore[1]",
            "no regular expression",
        ),
        ('[regions]\ntitle = "h1["', "regions.title", "no CSS selector"),
        ('[regions]\ntitle = "h1::nonsense"', "regions.title", "no CSS selector"),
        ('[regions]\ntitle = ""', "regions.title", "empty"),
        ('[regions]\nbody = "//div["', "regions.body", "no XPath expression"),
        ('[regions]\nbody = "/html/nonsense("', "regions.body", "no XPath expression"),
        ('[regions]\nbody = "(1 + 1)"', "regions.body", "select the elements"),
        ('[[regions.list]]\nname = "x"', "regions.list[1].items", "is required"),
        (
            '[[regions.list]]\nname = "x"\nitems = "li"\n[[regions.list]]\nname = "x"\nitems = "p"',
            "regions.list",
            "rename one",
        ),
        ('[[layout]]\ntitle = "h1"', "layout[1].valid_until", "is required"),
        ('[[layout]]\nvalid_until = "soon"', "layout[1].valid_until", "date"),
        ('hosts = ["https://paper.example/"]', "hosts[1]", "no host name"),
        ('feeds = ["javascript:x"]', "feeds", "no web address"),
        ('feeds = "/rss"', "feeds", 'a list, such as ["…"]'),
        ("regions = 5", "regions", "a table"),
    ],
)
def test_a_mistake_is_told_with_file_key_and_mend(text: str, key: str, mend: str) -> None:
    message = error_of(text)
    assert message.startswith(f"paper.toml: {key}: ")
    assert mend in message
    assert "\n" not in message


@pytest.mark.parametrize("text", ["", 'url = "paper.example"', 'url = "file:///etc"', "url = 5"])
def test_a_profile_without_a_web_address_is_an_error_at_url(text: str) -> None:
    with pytest.raises(ConfigError, match="url: "):
        parse_toml(text, Profile, "paper.toml")


def test_css_and_xpath_selectors_are_both_taken() -> None:
    regions = read('[regions]\ntitle = "h1:not(.old), h2 > a::text"\nbody = "//article//p[re:test(., \'x\')]"').regions
    assert regions.title == "h1:not(.old), h2 > a::text"
    assert regions.body.startswith("//article")


@given(
    weeks=st.integers(0, 100),
    days=st.integers(0, 9),
    hours=st.integers(0, 99),
    minutes=st.integers(0, 99),
    seconds=st.integers(0, 99),
)
def test_durations_add_up(weeks: int, days: int, hours: int, minutes: int, seconds: int) -> None:
    expected = dt.timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    assert duration(f"{weeks}w{days}d {hours}h{minutes}m{seconds}s") == expected


@given(st.text(alphabet="0123456789wdhms -.x", max_size=30))
def test_a_duration_is_read_or_refused_and_never_unbounded(text: str) -> None:
    try:
        length = duration(text)
    except ValueError:
        return
    assert dt.timedelta(0) <= length < LONGEST


LAYOUTS = """
[regions]
title = "h1"
body = "article"
[[layout]]
valid_until = 2024-08-01
title = "h1.old"
[[layout]]
valid_until = 2022-01-01
title = "h1.older"
body = "#story"
"""


@pytest.mark.parametrize(
    ("day", "title", "body"),
    [
        (dt.date(2021, 5, 1), "h1.older", "#story"),
        (dt.date(2022, 1, 1), "h1.older", "#story"),
        (dt.date(2022, 1, 2), "h1.old", "article"),
        (dt.datetime(2024, 8, 1, 23, 59, tzinfo=dt.UTC), "h1.old", "article"),
        (dt.date(2024, 8, 2), "h1", "article"),
    ],
)
def test_a_layout_holds_until_its_day_and_takes_the_rest_from_regions(day: dt.date, title: str, body: str) -> None:
    rules = read(LAYOUTS).layout_at(day)
    assert (rules.title, rules.body) == (title, body)


def test_one_broken_file_does_not_hide_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(URL, encoding="utf-8")
    (tmp_path / "b.toml").write_text("url = ", encoding="utf-8")
    (tmp_path / "c.toml").write_text(URL, encoding="utf-8")
    profiles, errors = load_profiles(tmp_path)
    assert list(profiles) == ["a", "c"]
    assert [str(error).startswith(f"{tmp_path / 'b.toml'}: ") for error in errors] == [True]
    assert load_profiles(tmp_path / "nowhere") == ({}, ())


def test_an_unknown_site_is_told_with_did_you_mean(tmp_path: Path) -> None:
    (tmp_path / "morningpaper.toml").write_text(URL, encoding="utf-8")
    assert find_profile(tmp_path, "morningpaper").site == "morningpaper"
    with pytest.raises(UsageError, match="did you mean 'morningpaper'"):
        find_profile(tmp_path, "mornigpaper")


@pytest.mark.parametrize("site", ["", "../paper", "a/b", "/etc/passwd", ".hidden", "a\nb", "-x", "x" * 101])
def test_a_site_name_never_leaves_the_folder(tmp_path: Path, site: str) -> None:
    with pytest.raises(UsageError, match="no site name"):
        profile_path(tmp_path, site)


def test_writing_makes_a_profile_that_reads_back(tmp_path: Path) -> None:
    path = tmp_path / "sites" / "paper.toml"
    regions = RegionRules(
        title="h1", list=(ListRule(name="Top", items="ol li"),), live=(LiveRule(name="Live", items="//ul/li"),)
    )
    found = Profile(
        url="https://paper.example", name="The Paper", feeds=("/rss",), article_urls="^/n/", regions=regions
    )
    assert write_profile(path, found, ["Found: 1 feed", "Lists: Top"])
    assert load_profile(path) == found.named("paper")
    assert path.read_text(encoding="utf-8").startswith("# Found: 1 feed\n# Lists: Top\nurl = ")


def test_a_minimal_profile_is_its_url_only() -> None:
    assert profile_text(Profile(url="https://paper.example/")) == 'url = "https://paper.example/"\n'


def test_writing_again_leaves_the_file_of_a_person_alone(tmp_path: Path) -> None:
    path = tmp_path / "paper.toml"
    assert write_profile(path, Profile(url="https://paper.example/"))
    edited = "# mine\n" + path.read_text(encoding="utf-8")
    path.write_text(edited, encoding="utf-8")
    assert not write_profile(path, Profile(url="https://other.example/", name="Other"))
    assert path.read_text(encoding="utf-8") == edited


@given(name=st.text(max_size=60), comment=st.text(max_size=300))
def test_hostile_names_and_comments_stay_what_they_are(name: str, comment: str) -> None:
    found = Profile(url="https://paper.example/", name=name)
    text = profile_text(found, [comment, f"x\n{comment}"])
    table = tomllib.loads(text)
    assert set(table) <= {"url", "name"}
    assert parse_toml(text, Profile, "x").name == found.name.encode("utf-8", "replace").decode("utf-8")

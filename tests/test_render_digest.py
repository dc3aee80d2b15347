"""The digest: one mail that tells the news first, fits, and is safe to open."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from alert_samples import HOSTILE, LIST_CHANGE, LIVE_CHANGE, NOW, PAPER, REMOVED, SAMPLES, SILENT_EDIT, alert
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html
from test_render import UNICODE, is_harmless, with_text

from crawler import render
from crawler.model import Severity

GMAIL_CLIPS_AT = 102 * 1024
SAFE_TAGS = set("html head meta title style body table tr td th div span a del ins br".split())


@pytest.mark.parametrize(
    ("alerts", "subject"),
    [
        (
            [SILENT_EDIT],
            "Silent edit: headline “Ferry company reports record of 1,310 daily passengers” → “Ferry company reports 1",
        ),
        ([LIST_CHANGE], "Most Read: 2 in, 2 out, 1 moved"),
        ([LIVE_CHANGE], "Harbour ticker: 38 → 27 in “Ships waiting outside: 27, longest wait 4 days”, 1 in, 1 out"),
        ([REMOVED], "Removed (404): Council to vote on night ferries"),
        ([REMOVED, LIST_CHANGE], "2 alerts from harbour-gazette: Most Read: 2 in, 2 out, 1 moved"),
        (SAMPLES, "7 alerts from al-mina, harbour-gazette: Silent edit: headline “Ferry company"),
        ([replace(REMOVED, site=name) for name in "abc"], "3 alerts from 3 sites: Removed (404): Council to vote"),
    ],
)
def test_the_subject_tells_the_news(alerts: list[render.View], subject: str) -> None:
    assert render.digest(alerts, now=NOW).subject.startswith(subject)


def test_text_and_html_tell_the_same_gravest_first() -> None:
    made = render.digest(SAMPLES, now=NOW)
    shown = lxml_html.fromstring(made.html).text_content()
    for part in (made.text, shown):
        assert part.index("Ferry company") < part.index("Most Read") < part.index("Old crane becomes")
        for word in ("1,190", "Choir seeks tenors", "38 → 27", "Council to vote", "14 of 15 pages", "أربع"):
            assert word in part.replace("\xa0", " ")
    assert made.shown == len(SAMPLES)


def test_the_html_needs_nothing_from_the_net_and_styles_itself_inline() -> None:
    made = render.digest(SAMPLES, now=NOW).html
    assert not re.search(r"<(img|link|script|iframe|object)|@import|url\(|src=", made)
    assert 'name="color-scheme" content="light dark"' in made
    assert "prefers-color-scheme: dark" in made
    assert made.count('style="') > 50


def test_a_long_word_or_digest_never_makes_a_mail_wider_than_a_phone() -> None:
    tables = lxml_html.fromstring(render.digest(SAMPLES, now=NOW).html).xpath("//td[@class='pw-outer']/table")
    # Of all words that a table holds, the longest that may not be broken says how narrow it gets.
    assert [table.get("style", "").count("overflow-wrap:anywhere") for table in tables] == [1]


def test_lists_are_tables_and_words_are_marked() -> None:
    page = lxml_html.fromstring(render.digest([SILENT_EDIT, LIST_CHANGE], now=NOW).html)
    assert [each.text for each in page.iter("del")][:2] == ["record of 1,310", "1,310"]
    assert [each.text for each in page.iter("ins")][:2] == ["1,190", "1,190"]
    cells = [[cell.text_content().strip() for cell in row.findall("td")] for row in page.iter("tr")]
    assert ["1", "2", "↑1", "Lighthouse for sale"] in cells
    assert ["–", "4", "out", "Choir seeks tenors"] in cells


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("kind", ["article.changed", "list.changed", "live.changed", "site.degraded"])
def test_hostile_texts_change_neither_markup_nor_subject_line(kind: str, text: str) -> None:
    made = render.digest([replace(with_text(text), kind=kind)], now=NOW)
    assert is_harmless(made.subject)
    assert len(made.subject) <= 150
    assert is_harmless(made.text.replace("\n", ""))
    assert is_harmless(made.html.replace("\n", ""))
    page = lxml_html.fromstring(made.html)
    assert {each.tag for each in page.iter() if isinstance(each.tag, str)} <= SAFE_TAGS
    assert all(each.get("href").startswith("https://harbour-gazette.example/") for each in page.iter("a"))


def test_a_headline_that_is_a_template_is_text() -> None:
    made = render.digest([alert(summary="{{ 7 * 7 }}")], now=NOW)
    assert "{{ 7 * 7 }}" in made.html
    assert "49" not in made.subject


@settings(max_examples=25, deadline=None)
@given(st.lists(UNICODE, min_size=1, max_size=5))
def test_any_digest_is_bounded_harmless_and_encodable(texts: list[str]) -> None:
    made = render.digest([with_text(text) for text in texts], now=NOW)
    assert is_harmless(made.subject)
    assert len(made.html.encode("utf-8")) < GMAIL_CLIPS_AT
    assert len(made.text.encode("utf-8")) < GMAIL_CLIPS_AT


@pytest.mark.parametrize("text", ["<&'\"> " * 2_000, "слово " * 2_000, "a , b . " * 2_000, "w" * 20_000])
def test_a_flood_is_cut_and_the_cut_is_told(text: str) -> None:
    flood = [replace(with_text(text), id=f"f{n}") for n in range(150)]
    first = replace(SILENT_EDIT, severity=Severity.IMPORTANT)
    made = render.digest([*flood, first], now=NOW)
    assert len(made.html.encode("utf-8")) < GMAIL_CLIPS_AT
    assert len(made.text.encode("utf-8")) < GMAIL_CLIPS_AT
    assert 0 < made.shown < 151
    told = f"and {151 - made.shown} more changes are in the log"
    assert told in made.text
    assert told in made.html
    assert "Ferry company" in made.html
    assert made.subject.startswith("151 alerts from ")


def test_one_change_left_out_is_told_in_the_singular_and_none_not_at_all() -> None:
    assert "more" not in render.digest([REMOVED], now=NOW).text
    many = [replace(SILENT_EDIT, id=str(n)) for n in range(150)]
    shown = render.digest(many, now=NOW).shown
    one_more = render.digest(many[: shown + 1], now=NOW).text
    assert "and 1 more change is in the log" in one_more


def test_the_footer_says_where_it_comes_from() -> None:
    made = render.digest(SAMPLES, now=NOW)
    assert "Presswatch saw 7 changes on al-mina, harbour-gazette." in made.text
    assert "alerts.jsonl" in made.text
    assert made.html.count(f'href="{PAPER}/"') >= 2


def test_what_is_about_one_thing_stands_together_as_it_happened() -> None:
    later = replace(SILENT_EDIT, id="later", at=NOW + timedelta(hours=2), severity=Severity.INFO, change={})
    made = render.digest([later, LIST_CHANGE, SILENT_EDIT], now=NOW)
    for part in (made.text, lxml_html.fromstring(made.html).text_content()):
        assert part.index("2 changes, oldest first: ") < part.lower().index("silent headline change")
        assert part.rindex("12T10:00:03Z" if "12T10:00:03Z" in part else "12 10:00:03") < part.index("2 in, 2 out")
    assert made.subject.startswith("3 alerts from harbour-gazette: Silent edit")
    assert "oldest first" not in render.digest([SILENT_EDIT, LIST_CHANGE], now=NOW).text


def test_what_a_cap_holds_is_told() -> None:
    made = render.digest([REMOVED], now=NOW, held=37)
    assert "and 37 more are held until the next hour" in made.text
    assert "and 37 more are held until the next hour" in made.html


def test_a_brief_message_is_short_and_counts_what_it_leaves_out() -> None:
    many = [replace(SILENT_EDIT, id=str(n), url=f"{PAPER}/{n}") for n in range(40)]
    made = render.brief(many, now=NOW, limit=1_800)
    shown = made.text.count("https://")
    assert len(made.text) <= 1_800
    assert f"and {40 - shown} more changes are in the log" in made.text


def test_towers_of_accents_do_not_stand_over_other_lines() -> None:
    made = render.digest([alert(summary="z" + "\u0301" * 500)], now=NOW)
    assert "\u0301" * 6 not in made.html + made.text + made.subject


@pytest.mark.parametrize(
    "said",
    [
        "The same in 12 articles at once, told once",
        "Alternating between two versions, kept quiet from here on",
        "Changes at every look (8 in a row)",
    ],
)
def test_what_an_edits_alert_says_of_itself_stands_in_the_mail(said: str) -> None:
    shown = alert(summary=f"{said}: Silent edit: text added (+14 −0 words) — Quay Edit: a story of the mud")
    made = render.digest([shown], now=NOW)
    assert said in " ".join(made.text.split())
    assert said in " ".join(made.html.split())
    plain = render.digest([replace(shown, summary=shown.summary.removeprefix(f"{said}: "))], now=NOW)
    assert said not in plain.text

"""Live blogs whose entries say when by a clock time alone, as each language writes it."""

from __future__ import annotations

import pytest
from family_markup import head, lists, page, ticker
from family_words import paper
from test_families import document

from crawler.model import PageKind
from crawler.parsing import read_page
from crawler.regions.live.clocks import has_clock, is_clock_and_day, is_only_clock
from crawler.template import Template

ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
CLOCKS = {
    "ar": "{hour}:١٥",
    "ja": "{hour}時15分",
    "ko": "오후 {hour}:15",
    "zh": "下午{hour}:15",
    "th": "{hour}.15 น.",
    "hi": "{hour}:15 बजे",
    "pl": "godz. {hour}:15",
    "es": "{hour}.15 h",
    "sv": "kl. {hour}.15",
}
ENTRIES = (
    '<div class="e"><span class="t">{time}</span><h3>{title}</h3><p>{text}</p></div>',
    "<article><time>{time}</time><h2>{title}</h2><p>{text}</p></article>",
    "<p><b>{time}</b></p><h3>{title}</h3><p>{text}</p>",
)


@pytest.mark.parametrize("entry", ENTRIES)
@pytest.mark.parametrize("language", CLOCKS)
def test_entries_are_told_by_the_clock_of_their_language(language: str, entry: str) -> None:
    made = paper("tides", language, paragraphs=(9, 9))
    story = made.stories[0]
    titles = [f"{other.title} {place}" for place, other in enumerate(made.stories * 2)][:9]
    rows = []
    for place, (title, text) in enumerate(zip(titles, story.paragraphs, strict=True)):
        hour = str(20 - place).translate(ARABIC) if language == "ar" else str(20 - place)
        rows.append(entry.format(time=CLOCKS[language].format(hour=hour), title=title, text=text))
    body = f"<main><h1>{story.title}</h1><p>{made.ticker[0]}</p><div>{''.join(rows)}</div></main>"
    shown = page(made, body, lists=lists(made, "ol"), ticker=ticker(made), head=head(made, story))
    found = read_page(document(made.host + story.path, shown), Template()).page
    assert found.kind is PageKind.LIVE
    assert found.live_blog is not None
    assert [(item.title, item.text) for item in found.live_blog.items] == list(
        zip(titles, story.paragraphs, strict=True)
    )


@pytest.mark.parametrize(
    "text",
    [
        "10.50 Euro",
        "10.50 kr",
        "Bible, Mark 4:15, was read",
        "a 3:2 win",
        "2026",
        "12.05.2026",
        "1.5",
        "seit gestern 14:05",
    ],
)
def test_prices_scores_dates_and_sentences_are_no_clock(text: str) -> None:
    assert not is_only_clock(text)


@pytest.mark.parametrize("minute", ["58'", "45+2'", "45'+2", "90’+4’", "45.+1", "90. Minute", "7′", "90.+3. Min."])
def test_the_minute_of_a_match_is_the_time_of_an_entry(minute: str) -> None:
    assert is_only_clock(minute)
    assert has_clock(f"{minute} Skelby heads over the bar.")


@pytest.mark.parametrize("text", ["the 90's sound", "a table of 6'2 by 9'", "“7' is too long”, says the smith"])
def test_a_mark_of_feet_or_years_inside_of_a_text_is_no_minute(text: str) -> None:
    assert not has_clock(text)


def test_short_entries_of_a_match_are_a_live_blog_each_with_its_minute_above() -> None:
    told = (
        "Off we go in the steady rain.",
        "Tarn hit the left post.",
        "Yellow card for Brisvall.",
        "Goal! Skelby lead one to nil.",
    )
    minutes = ("1'", "17'", "45+2'", "58'")
    rows = "".join(f"<li><span>{m}</span><p>{text}</p></li>" for m, text in zip(minutes, told, strict=True))
    made = paper("tides", "en")
    shown = page(
        made, f"<main><h1>Skelby v Tarn</h1><ol>{rows}</ol></main>", lists=lists(made, "ol"), ticker="", head=""
    )
    found = read_page(document(made.host + "/sport/live/skelby-tarn/", shown), Template()).page
    assert found.live_blog is not None
    assert [item.text for item in found.live_blog.items] == list(told)


@pytest.mark.parametrize(
    "text",
    [
        "23:57 BST 19 April",
        "Apr 19, 2026, 11:57 p.m. ET",
        "19. April 2026, 23:57 Uhr",
        "23:57, 19 квітня",
        "19 avril 23:57",
    ],
)
def test_a_clock_and_a_day_are_a_time(text: str) -> None:
    assert is_clock_and_day(text)


@pytest.mark.parametrize("text", ["05:53", "23:57 19 dead", "2 dead on 19 April at 23:57 in Kyiv", "May", "19 April"])
def test_a_clock_beside_other_words_is_no_day(text: str) -> None:
    assert not is_clock_and_day(text)


PINS = ("📌 {}", "Pinned {}", "{} · Fijado", "Na górze: {}", "固定 {}")


@pytest.mark.parametrize("age", ["5 minutes ago", "hace 2 horas", "3 godz. temu", "2時間前", "قبل 2 ساعات"])
@pytest.mark.parametrize("pin", PINS)
def test_a_mark_beside_an_entrys_time_is_not_what_the_entry_says(pin: str, age: str) -> None:
    made = paper("tides", "en", paragraphs=(9, 9))
    story = made.stories[0]
    rows = "".join(
        f'<article class="post" id="p{place}"><header>{pin.format(age) if place == 3 else age}</header>'
        f"<div><p>{text}</p></div></article>"
        for place, text in enumerate(story.paragraphs)
    )
    body = f'<main><h1>{story.title}</h1><p>{made.ticker[0]}</p><div class="liveblog">{rows}</div></main>'
    shown = page(made, body, lists=lists(made, "ol"), ticker=ticker(made), head=head(made, story))
    found = read_page(document(made.host + story.path, shown), Template()).page
    assert found.live_blog is not None
    assert [item.text for item in found.live_blog.items] == list(story.paragraphs)


def test_a_few_words_with_a_time_are_what_an_entry_says_that_says_nothing_else() -> None:
    made = paper("tides", "en", paragraphs=(9, 9))
    story = made.stories[0]
    texts = [*story.paragraphs[:4], "Goal 5 minutes ago", *story.paragraphs[5:]]
    rows = "".join(
        f'<article class="post" id="p{place}"><header>{place + 2} hours ago</header><div><p>{text}</p></div></article>'
        for place, text in enumerate(texts)
    )
    body = f'<main><h1>{story.title}</h1><p>{made.ticker[0]}</p><div class="liveblog">{rows}</div></main>'
    shown = page(made, body, lists=lists(made, "ol"), ticker=ticker(made), head=head(made, story))
    found = read_page(document(made.host + story.path, shown), Template()).page
    assert found.live_blog is not None
    assert [item.text for item in found.live_blog.items] == texts

"""A program that reads by other rules than the one that filled the archive tells no edit that nobody made, and still
tells the real ones."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import grimp
import pytest
from hypothesis import given
from hypothesis import strategies as st

import crawler
from crawler.cli import run
from crawler.model import Article, ListItem, LiveItem, LiveRegion, RankedList
from crawler.parsing import page as parsing
from crawler.recorder import reading_rules
from crawler.recorder.read_anew import (
    article_as_today,
    article_read_again,
    as_worded,
    list_as_today,
    live_as_today,
)
from crawler.regions.article.reading import read_article
from crawler.regions.ranked_list.reading import read_lists
from crawler.store import open_archive
from crawler.text import is_gone_from, stands_in, traces
from crawler.verify import verify

BASE = "https://heron.example"
CREDIT = "Photographs by Ilse Marrow"
STORIES = {
    "ferry": (
        "Ferry to Lagg runs again",
        "The ferry carried 18,400 people across the sound in its first week, the line said.",
    ),
    "tower": ("Clock tower gets its keeper", "The tower at the north gate had gone without a keeper for nine years."),
    "tram": (
        "Night trams return in June",
        "Trams will run every twenty minutes until two in the morning, the council decided.",
    ),
    "school": (
        "School kitchen opens at last",
        "Some 310 children can eat at noon in the hall beside the gymnasium from Monday.",
    ),
}
POPULAR = ("Herring quota cut by a third", "Market roof to be glass", "Seal nursery is full", "Surge sirens tested")


def page(name: str, *, lead: str = "", more: str = "", popular: tuple[str, ...] = POPULAR) -> str:
    title, text = STORIES[name]
    items = "".join(f'<li><a href="/p/{item.split()[0].lower()}">{item}</a></li>' for item in popular)
    return f"""<!doctype html><html lang="en"><head><title>{title} - The Heron</title>
<link rel="canonical" href="{BASE}/news/{name}"><meta property="og:type" content="article"></head><body>
<header><nav><a href="/">Home</a> <a href="/news">News</a> <a href="/sport">Sport</a></nav></header>
<main><article><h1>{title}</h1><div class="body"><p>{lead or text}</p>
<p>{name.title()} was on the minds of all who spoke at the meeting of the harbour board on Tuesday evening.</p>
<p>Nobody knew what it would cost in the end, said Orla Brandt, who has kept the books of {name} since spring.</p>
<p>{CREDIT}: what the {name} looked like on the evening before the meeting of the board.</p><p>The board meets again in four weeks, and will hear what has become of the {name} by then.</p>{more}
</div></article></main><aside><h2>Most Popular</h2><ol>{items}</ol></aside>
<footer><p>The Heron, a paper for the sound. All rights reserved.</p></footer></body></html>"""


class Desk:
    """A data folder that pages are ingested into by the command, with the rules of one program or of another."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.data, self.saved = folder / "data", folder / "saved"
        self._monkeypatch, self._capsys, self._hour = monkeypatch, capsys, 8
        self.pages = {name: page(name) for name in STORIES}

    def ingest(self) -> list[dict]:
        """The pages as they are now, taken in an hour after the last time; the alerts of it."""
        self._hour += 1
        at = f"2026-05-12T{self._hour:02}:00:00Z"
        self.saved.mkdir(exist_ok=True)
        for name, text in self.pages.items():
            (self.saved / f"{name}.html").write_text(text, "utf-8")
        self("ingest", "--site", "heron", "--at", at, str(self.saved))
        return [json.loads(line) for line in self("alerts", "--since", at, "--json").splitlines()]

    def __call__(self, *args: str) -> str:
        self._capsys.readouterr()
        status = run(["--data", str(self.data), *args])
        out, err = self._capsys.readouterr()
        assert status == 0, err
        return out

    def keep_raw(self) -> None:
        self.data.mkdir()
        (self.data / "archive.toml").write_text("[archive]\nwarc = true\n", "utf-8")

    def update(self, **patches) -> None:
        """Another program from here on, with other functions in `crawler.parsing.page`."""
        for name, function in patches.items():
            self._monkeypatch.setattr(parsing, name, function)
        self._monkeypatch.setattr(reading_rules, "reading_rules", lambda: f"newer {len(patches)}")

    def shown(self, name: str) -> dict:
        return json.loads(self("show", f"{BASE}/news/{name}", "--json"))

    def verified(self) -> bool:
        with open_archive(self.data / "archive.db", read_only=True) as archive:
            return list(verify(archive, self.data)) == []


@pytest.fixture
def desk(tmp_path, monkeypatch, capsys) -> Desk:
    return Desk(tmp_path, monkeypatch, capsys)


def without_credits(*args, **kwargs):
    """An article reader that leaves out who took the photographs."""
    found = read_article(*args, **kwargs)
    if found is None:
        return None
    kept = [place for place, text in enumerate(found.article.paragraphs) if not text.startswith(CREDIT)]
    article = replace(
        found.article,
        paragraphs=tuple(found.article.paragraphs[place] for place in kept),
        slots=tuple(found.article.slots[place] for place in kept),
    )
    return replace(found, article=article, blocks=tuple(found.blocks[place] for place in kept))


def with_numbered_lists(*args, **kwargs):
    """A list reader that has the rank in each title."""
    return tuple(
        replace(
            found,
            list=RankedList(
                found.list.name,
                tuple(replace(item, title=f"{item.rank}. {item.title}") for item in found.list.items),
            ),
        )
        for found in read_lists(*args, **kwargs)
    )


@pytest.mark.parametrize("kept", ["files", "warc", "nothing"])
class TestFromTheCommandLine:
    @pytest.fixture(autouse=True)
    def seen(self, desk, kept):
        if kept == "warc":
            desk.keep_raw()
        assert desk.ingest() == []
        assert desk.ingest() == []
        assert [len(desk.shown(name)["body"].split("\n\n")) for name in STORIES] == [5, 5, 5, 5]
        if kept != "files":
            shutil.rmtree(desk.saved)
        desk.saved = desk.saved.with_name("later")

    def test_a_line_that_only_the_reader_leaves_out_is_no_edit(self, desk):
        desk.update(read_article=without_credits)
        assert desk.ingest() == []
        assert CREDIT not in desk.shown("ferry")["body"]
        assert desk.shown("ferry")["version"] == 1
        assert desk.ingest() == []
        assert desk.verified()

    def test_a_line_that_only_the_reader_finds_is_no_edit(self, desk, monkeypatch):
        desk.update(read_article=without_credits)
        assert desk.ingest() == []
        desk.update(read_article=read_article, read_lists=read_lists)
        assert desk.ingest() == []
        assert CREDIT in desk.shown("ferry")["body"]
        assert desk.ingest() == []

    def test_an_edit_in_the_same_visit_is_told_and_nothing_else(self, desk):
        desk.update(read_article=without_credits)
        desk.pages["ferry"] = page("ferry", lead=STORIES["ferry"][1].replace("18,400", "16,800"))
        (alert,) = desk.ingest()
        assert alert["subject"]["url"] == f"{BASE}/news/ferry"
        assert alert["change"]["edits"] == ["number"]
        (hunk,) = alert["change"]["hunks"]
        assert ("18,400" in hunk["before"], "16,800" in hunk["after"]) == (True, True)
        assert desk.ingest() == []
        assert desk.verified()

    def test_a_paragraph_that_was_taken_out_is_told(self, desk):
        desk.update(read_article=without_credits)
        title, text = STORIES["school"]
        desk.pages["school"] = page("school").replace(f"<p>{text}</p>", "")
        assert title in desk.pages["school"]
        (alert,) = desk.ingest()
        assert [hunk["op"] for hunk in alert["change"]["hunks"]] == ["delete"]
        assert alert["change"]["hunks"][0]["before"] == text

    def test_a_paragraph_that_came_is_told_where_the_older_capture_is_kept(self, desk, kept):
        desk.update(read_article=without_credits)
        desk.pages["tram"] = page("tram", more="<p>The night fare will be two crowns, as on every other line.</p>")
        alerts = desk.ingest()
        assert len(alerts) == (kept != "nothing")
        for alert in alerts:
            assert [hunk["op"] for hunk in alert["change"]["hunks"]] == ["insert"]
        assert "two crowns" in desk.shown("tram")["body"]

    def test_titles_of_a_list_that_only_read_otherwise_are_no_change(self, desk):
        desk.update(read_lists=with_numbered_lists)
        assert desk.ingest() == []
        assert desk.ingest() == []

    def test_what_entered_and_left_a_list_in_the_same_visit_is_told_under_the_titles_of_today(self, desk):
        desk.update(read_lists=with_numbered_lists)
        popular = (*POPULAR[:3], "Lighthouse lamp relit")
        desk.pages = {name: page(name, popular=popular) for name in STORIES}
        (alert,) = desk.ingest()
        assert [item["title"] for item in alert["change"]["entered"]] == ["4. Lighthouse lamp relit"]
        assert len(alert["change"]["left"]) == 1
        assert alert["change"]["retitled"] == []

    def test_selectors_that_a_person_wrote_into_the_profile_are_other_rules_too(self, desk):
        sites = desk.data / "sites"
        sites.mkdir(parents=True, exist_ok=True)
        (sites / "heron.toml").write_text(f'url = "{BASE}/"\n[regions]\nignore = ["by Ilse Marrow"]\n', "utf-8")
        assert desk.ingest() == []
        assert "Ilse Marrow" not in desk.shown("ferry")["body"]

    def test_explain_says_what_it_was_compared_with(self, desk, kept):
        desk.update(read_article=without_credits)
        desk.ingest()
        said = desk("explain", f"{BASE}/news/ferry")
        assert ("its capture was read again" in said) == (kept != "nothing")
        assert ("stand nowhere on the page" in said) == (kept == "nothing")


@pytest.fixture(scope="module")
def package(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("program") / "crawler"
    shutil.copytree(Path(crawler.__file__).parent, folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


class TestName:
    @pytest.fixture
    def change(self, package):
        def changed(name: str, text: str) -> bool:
            """Whether text at the end of a module gives the rules another name."""
            path, before = package / name, reading_rules.name_of(package)
            whole = path.read_bytes()
            try:
                path.write_bytes(whole + text.encode())
                return reading_rules.name_of(package) != before
            finally:
                path.write_bytes(whole)

        return changed

    def test_it_is_that_of_the_same_program_elsewhere(self, package):
        assert reading_rules.name_of(package) == reading_rules.reading_rules()

    @pytest.mark.parametrize("name", ["blocks/html.py", "text/forms.py", "regions/article/titles.py", "urls/keys.py"])
    def test_it_changes_with_a_rule_and_not_with_a_comment(self, change, name):
        assert change(name, "\nRULE = 1\n")
        assert not change(name, "\n\n# said better\n")

    @pytest.mark.parametrize("name", ["regions/article/comparing.py", "rules/deciding.py", "cli/status.py"])
    def test_what_is_compared_and_told_says_nothing_of_reading(self, change, name):
        assert not change(name, "\nRULE = 1\n")

    def test_no_module_that_reading_goes_through_is_left_out(self):
        graph, package = grimp.build_graph("crawler"), Path(crawler.__file__).parent
        ways = {"crawler.parsing.page", "crawler.blocks.read"}
        through = ways.union(*(graph.find_upstream_modules(way) for way in ways))
        told = {
            ".".join(path.relative_to(package.parent).with_suffix("").parts) for path in reading_rules.modules(package)
        }
        told = {name.removesuffix(".__init__") for name in told}
        # How pages are fetched and errors worded; the profile is read through its schema, which is in.
        other = ("crawler.schedule", "crawler.profile", "crawler.toml_files", "crawler.errors", "crawler.classes")
        plain = {"crawler.model.alerts", "crawler.model.captures", "crawler.model.records"}
        assert sorted(name for name in through - told - plain if not name.startswith(other)) == []


PAGE = traces(
    "<p>The line carried <b>16,800</b> people <sup>1</sup> across.</p><p>Nobody&nbsp;knew.</p>"
    '<meta content="A standfirst"><script>{"body":"Told in \\u003cp\\u003edata\\u003c/p\\u003e, \\"twice\\""}</script>'
    '<a href="/ferry-runs-again">x</a>'
)


class TestTraces:
    @pytest.mark.parametrize(
        "text", ["carried 16,800 people", "Nobody knew.", "a  standfirst", "Told in data, “twice”", "people 1 across"]
    )
    def test_words_stand_there_whatever_the_markup(self, text):
        assert stands_in(text, PAGE)

    @pytest.mark.parametrize("text", ["carried 18,400 people", "Ferry runs again", "knew nobody"])
    def test_other_words_and_those_of_addresses_do_not(self, text):
        assert not stands_in(text, PAGE)

    def test_a_passage_in_other_pieces_is_not_gone(self):
        assert not is_gone_from("Nobody knew. The line carried 16,800 people", PAGE)
        assert is_gone_from("The council closed the harbour for the winter", PAGE)


class TestWording:
    def test_words_that_were_replaced_are_put_back(self):
        now = "The line carried 16,800 people across."
        assert as_worded(now.replace("16,800", "18,400"), now, PAGE) == now.replace("16,800", "18,400")

    def test_words_that_only_one_reader_sees_are_those_of_today(self):
        assert as_worded(
            "The line carried 16,800 people 1 across.", "The line carried 16,800 people across.", PAGE
        ) == ("The line carried 16,800 people across.")

    @given(st.lists(st.sampled_from(["ferry", "tower", "18,400", "people", "said", "again", "“quay”"]), max_size=12))
    def test_what_stands_on_the_page_as_it_did_was_never_edited(self, words):
        text = " ".join(words)
        assert as_worded(text, "other words", traces(f"<p>{text}</p>")) == "other words"


def article(*paragraphs: str, title: str = "Ferry", **fields) -> Article:
    return Article(title, paragraphs, **fields)


class TestArticles:
    def test_the_same_page_gives_todays_reading_whatever_the_two_readers_left_out(self):
        source = "<h1>Ferry</h1><p>One of all.</p><p>Two of all.</p><p>Three of all.</p>"
        before, after = article("One of all.", "Two of all."), article("Two of all.", "Three of all.")
        assert article_as_today(before, after, traces(source)) == after

    def test_a_paragraph_that_is_gone_is_put_where_it_stood(self):
        before = article("The first one stays.", "Of this nothing is left at all.", "The third one stays.")
        after = article("The first one stays.", "The third one stays.", "New to the reader.")
        page = traces("The first one stays. The third one stays. New to the reader.")
        assert article_as_today(before, after, page).paragraphs == (*before.paragraphs, "New to the reader.")

    def test_a_headline_that_stands_nowhere_any_more_was_changed(self):
        before, after = article("Text.", title="Ferry sinks"), article("Text.", title="Ferry sails")
        assert article_as_today(before, after, traces("Ferry sails. Text.")).title == "Ferry sinks"
        assert article_as_today(before, after, traces("Ferry sails, not: Ferry sinks. Text.")).title == "Ferry sails"

    def test_of_a_capture_read_again_only_passing_lines_are_left_out(self):
        before = article("The ferry carried 18,400 people in a week.")
        again = article(
            "The ferry carried 18,400 people in a week.", "Buy a boat today, it is cheap!", "By Ilse Marrow"
        )
        after = article("The ferry carried 16,800 people in a week.", "By Ilse Marrow")
        assert article_read_again(before, again, after).paragraphs == (again.paragraphs[0], again.paragraphs[2])


class TestRegions:
    def test_a_list_that_reads_longer_is_no_change(self):
        short = RankedList("Popular", tuple(ListItem(n, f"Story {n}", f"/{n}") for n in (1, 2)))
        longer = RankedList("Popular", tuple(ListItem(n, f"Story {n}", f"/{n}") for n in (1, 2, 3)))
        assert list_as_today(short, longer, traces("Story 1 Story 2 Story 3")) == longer
        assert list_as_today(longer, short, traces("Story 1 Story 2 Story 3")) == short

    def test_entries_of_a_ticker_that_went_take_the_new_ones_with_them(self):
        before = LiveRegion(
            "Ticker", (LiveItem("", text="Fire at Lagg covers 40 hectares"), LiveItem("", text="Roads shut"))
        )
        after = LiveRegion("Ticker", (LiveItem("", text="Rain is on its way"), LiveItem("", text="Roads shut")))
        page = traces("Rain is on its way. Roads shut.")
        assert set(live_as_today(before, after, page, seen="2026-05-12T08:00:00+00:00").items) == set(before.items)

    def test_entries_that_only_the_reader_sees_are_no_news_but_younger_ones_are(self):
        old = LiveItem("a", text="Roads shut", published="2026-05-12T07:00:00Z")
        found = LiveItem("b", text="Ferries stay in port", published="2026-05-12T07:30:00Z")
        young = LiveItem("c", text="Rain is on its way", published="2026-05-12T08:30:00Z")
        page = traces("Roads shut. Ferries stay in port. Rain is on its way.")
        after = LiveRegion("Live", (young, found, old))
        today = live_as_today(LiveRegion("Live", (old,)), after, page, seen="2026-05-12T08:00:00+00:00")
        assert today.items == (found, old)

    def test_a_number_that_changed_is_told_though_labels_read_otherwise(self):
        before = LiveRegion("Ticker", (LiveItem("", text="Live: fire covers 40 hectares of grass near Lagg"),))
        after = LiveRegion("Ticker", (LiveItem("", text="fire covers 46 hectares of grass near Lagg"),))
        page = traces("<b>Live:</b> fire covers 46 hectares of grass near Lagg")
        (item,) = live_as_today(before, after, page, seen="2026-05-12T08:00:00+00:00").items
        assert item.text == "fire covers 40 hectares of grass near Lagg"

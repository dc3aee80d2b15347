"""Labels between the words of paragraphs: what is known to come and go was not taken out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from region_lab import BASE, HOST, SITE, Bench, Reed, bench, paragraphs

from crawler.model import Alert, Article, RegionKey, RegionKind
from crawler.recorder import Recorder, SiteSetup
from crawler.recorder.labels import MOST_LABELS, Labels
from crawler.recorder.memory import SiteMemory
from crawler.recorder.noise import without_noise
from crawler.store import open_archive

TEXT = "The wardens of the mill counted eleven lamps on Monday and wrote each of them down in the long grey book."
OTHER = (
    "Nobody in the harbour had seen the heron since the storm, and its keeper had put an advertisement in the paper."
)
AD = "Advertisement"


def article(*texts: str) -> Article:
    return Article("A title", texts)


def labelled(text: str, after: int, label: str = AD) -> str:
    words = text.split()
    return " ".join((*words[:after], label, *words[after:]))


def taught(label: str = AD) -> Labels:
    labels = Labels()
    labels.learn("/a", article(TEXT), article(labelled(TEXT, 3, label)))
    labels.learn("/b", article(labelled(OTHER, 5, label)), article(OTHER))
    return labels


@pytest.mark.parametrize("label", [AD, "إعلان", "Anzeige: jetzt buchen", "реклама"])
def test_a_label_that_came_and_went_on_two_pages_was_not_taken_out_of_a_third(label: str) -> None:
    before, after = article("One.", labelled(TEXT, 7, label)), article("One.", TEXT)
    assert taught(label).without(before, after) == after
    assert taught(label).without(before, article("One.", labelled(TEXT, 2, label))) == after
    assert Labels().without(before, after) == before


@pytest.mark.parametrize(
    ("label", "story", "other"),
    [
        ("广告", "渡轮船员更新了家长的同意书(365 %)，尽管没有人问过。", "码头保安批准了潮汐档案(58 %)，没有任何后果。"),
        ("โฆษณา", "ลูกเรือเฟอร์รี่ซ่อมโคมไฟบนทุ่งหญ้าในวันจันทร์", "คนทำขนมปังนับนาฬิกาใกล้คลองและเขียนไว้ทุกเรือน"),
        ("広告", "フェリーの乗組員は月曜日に灯台の時計を数えた。", "パン屋は運河のそばで十一個のランプを直した。"),
    ],
)
def test_a_label_in_a_script_without_spaces_is_known_too(label: str, story: str, other: str) -> None:
    labels = Labels()
    for page, text in (("/a", story), ("/b", other)):
        labels.learn(page, article(text), article(f"{text[:9]} {label} {text[9:]}"))
    before = article(f"{story[:7]} {label} {story[7:]}")
    assert labels.without(before, article(story)) == article(story)
    first, second = article(f"{story[:5]} {label} {story[5:]}"), article(story)
    assert without_noise(article(story), first, second, clean=True) == article(story)
    assert without_noise(article("x"), first, second, clean=True) == article(story)


def test_words_that_came_on_one_page_between_its_fetches_may_be_an_editors() -> None:
    labels = Labels()
    for _ in range(3):
        labels.learn("/a", article(TEXT), article(labelled(TEXT, 3)))
    assert labels.known == set()


def test_an_edit_of_the_paragraph_and_other_words_that_are_taken_out_are_told() -> None:
    edited = TEXT.replace("eleven", "twelve")
    before = article(labelled(TEXT, 7))
    assert taught().without(before, article(edited)) == before
    whole = article(labelled(TEXT, 7, "reportedly"))
    assert taught().without(whole, article(TEXT)) == whole


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=30), max_size=5))
def test_an_article_is_what_it_is_beside_itself(texts: list[str]) -> None:
    assert taught().without(article(*texts), article(*texts)) == article(*texts)


def test_labels_are_kept_and_bounded(tmp_path: Path) -> None:
    with open_archive(tmp_path / "archive.db") as archive:
        memory = SiteMemory.load(archive, "ledger")
        memory.labels = taught()
        memory.save()
        assert SiteMemory.load(archive, "ledger").labels == memory.labels
    labels = taught()
    for number in range(3 * MOST_LABELS):
        labels.learn("/a", article(TEXT), article(labelled(TEXT, 3, f"label{number}")))
        labels.learn("/b", article(TEXT), article(labelled(TEXT, 3, f"label{number}")))
    assert len(labels.known) == len(labels.seen) == MOST_LABELS


def test_two_texts_without_a_paragraph_in_common_teach_nothing() -> None:
    labels = Labels()
    many = [labelled(TEXT, 3, f"n{n}") for n in range(50)]
    labels.learn("/a", article(*many), article(TEXT))
    assert labels.seen == {}


@dataclass
class Labelled(Reed):
    """A site that puts a label between the words of a paragraph now and then."""

    shown: dict[str, list[bool]] = field(default_factory=dict)  # path → for each request, whether it is there

    def page(self, path: str) -> str:
        text = super().page(path)
        if not (self.shown.get(path) and self.shown[path].pop(0)):
            return text
        sentence = paragraphs(int(path.strip("/").rpartition("-")[2]))[2]
        return text.replace(sentence, labelled(sentence, 6))


def crawl(site: Bench) -> list[Alert]:
    site.now += timedelta(minutes=60)
    recorder = Recorder(site.archive, SiteSetup(SITE, f"{BASE}/", (HOST,), route=lambda *_: {}), second_looks=True)
    for path in site.reed.paths:
        recorder.take(site.capture(path))
        while urls := recorder.wanted_again():
            for url in urls:
                recorder.take(site.capture(urlsplit(url).path))
    recorder.finish(site.now)
    return recorder.tally.alerts


def test_a_label_that_a_first_version_holds_is_not_told_as_taken_out(tmp_path: Path) -> None:
    paper = Labelled(shown={"/news/story-3/": [True, True]})
    with bench(tmp_path, paper) as site:
        paper.shown = {f"/news/story-{number}/": [True, False] for number in (0, 1)}
        assert crawl(site) == []
        stored = site.archive.latest(RegionKey(SITE, RegionKind.ARTICLE, "", f"{BASE}/news/story-3/"))
        assert stored is not None
        assert AD not in str(stored.state)


def test_a_label_that_two_fetches_agree_on_by_chance_is_not_told_as_put_in(tmp_path: Path) -> None:
    paper = Labelled()
    with bench(tmp_path, paper) as site:
        paper.shown = {f"/news/story-{number}/": [True, False] for number in (0, 1)}
        assert crawl(site) == []
        paper.shown = {"/news/story-3/": [True, True]}
        assert crawl(site) == []


def test_what_is_taken_out_where_nothing_comes_and_goes_is_told(tmp_path: Path) -> None:
    paper = Labelled(shown={"/news/story-3/": [True, True]})
    with bench(tmp_path, paper) as site:
        (alert,) = crawl(site)
        assert alert.change["words"] == {"added": 0, "removed": 1}

"""States of regions survive being stored, whatever they hold, and stay cheap."""

from __future__ import annotations

import itertools
import json
import random
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_drivers import ARTICLE, T0, article, hours

from crawler.model import Article, ListItem, LiveItem, LiveRegion, RankedList, RegionKey, RegionKind
from crawler.store import SqliteArchive, open_archive
from crawler.store.codec import decode, encode, is_article, to_json
from crawler.store.contents import CHAIN
from crawler.store.values import from_blob, from_ticks, to_blob, to_ticks

# Lone surrogates too: a page's JSON may smuggle them in, and two may meet.
texts = st.text(max_size=30) | st.text(st.sampled_from("\ud800\udc00é") | st.characters(categories=["Cs"]), max_size=3)
moments = st.none() | texts


@st.composite
def articles(draw: st.DrawFn) -> Article:
    paragraphs = draw(st.lists(texts, max_size=8))
    slots = [draw(st.integers(0, 2**64 - 1))] * len(paragraphs) if draw(st.booleans()) else []
    return Article(
        title=draw(texts),
        paragraphs=tuple(paragraphs),
        standfirst=draw(texts),
        authors=tuple(draw(st.lists(texts, max_size=3))),
        published=draw(moments),
        modified=draw(moments),
        language=draw(texts),
        section=draw(texts),
        slots=tuple(slots),
    )


list_items = st.builds(ListItem, st.integers(1, 99), texts, texts)
ranked_lists = st.builds(RankedList, texts, st.lists(list_items, max_size=5).map(tuple))
live_items = st.builds(LiveItem, texts, texts, texts, texts, moments)
live_regions = st.builds(LiveRegion, texts, st.lists(live_items, max_size=5).map(tuple))
KINDS = {Article: RegionKind.ARTICLE, RankedList: RegionKind.LIST, LiveRegion: RegionKind.LIVE}


@given(articles() | ranked_lists | live_regions)
def test_decoding_gives_back_what_was_encoded(state):
    read = decode(KINDS[type(state)], encode(state))
    assert read == state
    if isinstance(state, Article):
        assert read.slots == state.slots  # not part of equality


@given(articles() | ranked_lists | live_regions)
def test_encoding_is_stable(state):
    data = encode(state)
    assert encode(decode(KINDS[type(state)], data)) == data


@given(articles() | ranked_lists | live_regions)
def test_an_article_is_told_from_other_states_by_its_bytes(state):
    assert is_article(encode(state)) == isinstance(state, Article)


def plain_fields(article: Article) -> dict[str, object]:
    names = ("title", "standfirst", "published", "modified", "language", "section")
    fields = {name: value for name in names if (value := getattr(article, name))}
    fields |= {name: "" for name in ("published", "modified") if getattr(article, name) == ""}
    if article.authors:
        fields["authors"] = article.authors
    fields["paragraphs"] = article.paragraphs
    if article.slots:
        fields["slots"] = [[slot, len(list(run))] for slot, run in itertools.groupby(article.slots)]
    return fields


@given(articles())
def test_the_quick_way_writes_an_article_as_the_plain_one_does(state):
    assert encode(state) == to_json(plain_fields(state))


@pytest.mark.parametrize("text", ['say "no"', "a\\b", "tab\there", "\x00", "\x7f", "\u2028", "é", "\ud800", '\\"'])
def test_every_sign_is_written_as_json_has_it(text):
    state = Article(text, (text, text), authors=(text,), slots=(1, 1))
    assert encode(state) == to_json(plain_fields(state))
    assert decode(RegionKind.ARTICLE, encode(state)) == state


def test_slots_in_a_row_cost_no_more_than_one():
    state = Article("T", ("a", "b", "c", "d"), slots=(7, 7, 7, 9))
    assert json.loads(encode(state)) == {
        "title": "T",
        "paragraphs": ["a", "b", "c", "d"],
        "slots": [[7, 3], [9, 1]],
    }


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b'{"name":1,"items":[1]}', b"\xff"])
def test_bytes_that_are_no_state_are_refused(data):
    for kind in RegionKind:
        with pytest.raises((ValueError, KeyError, TypeError)):
            decode(kind, data)


@given(st.text(st.sampled_from("0123456789abcdefAF ")) | st.binary().map(bytes.hex) | texts)
def test_digests_read_back_to_the_letter(digest):
    assert from_blob(to_blob(digest)) == digest


@given(st.datetimes(timezones=st.just(UTC)))
def test_times_read_back_to_the_microsecond(at):
    assert from_ticks(to_ticks(at)) == at


COUNTER = itertools.count()


# One archive serves all examples: making a file for each would take most of the time. Each example has its own region.
@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory):
    with open_archive(tmp_path_factory.mktemp("store") / "archive.db") as opened:
        yield opened


def chains(archive: SqliteArchive) -> dict[int, int]:
    """Content → number of contents that it needs, itself included, counted along the bases."""
    bases = dict(archive.db.execute("SELECT id, base_id FROM contents").fetchall())
    lengths: dict[int, int] = {}
    for content in sorted(bases):
        lengths[content] = 1 + lengths.get(bases[content], 0)
    return lengths


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(st.tuples(st.booleans(), st.integers(0, 30), articles()), min_size=1, max_size=30),
    forget=st.booleans(),
)
def test_any_sequence_of_versions_and_rereadings_reads_back_exactly(archive, steps, forget):
    key = RegionKey(ARTICLE.site, ARTICLE.kind, f"any {next(COUNTER)}")
    expected: list[Article] = []
    with archive.transaction():
        for replaces, which, state in steps:
            if replaces and expected:
                number = which % len(expected)
                archive.replace_reading(archive.version(key, number + 1), state, f"{number:02x}")
                expected[number] = state
            else:
                archive.add_version(key, state, "00", T0, None)
                expected.append(state)
    if forget:
        archive._unpacked.clear()
    versions = archive.versions(key)
    assert [version.state for version in versions] == expected
    assert [version.state.slots for version in versions] == [state.slots for state in expected]
    assert max(chains(archive).values()) <= CHAIN
    assert list(archive.check_contents()) == []


def test_no_content_is_taken_for_another_even_where_their_digests_are_the_same(archive, monkeypatch):
    monkeypatch.setattr("crawler.store.contents.IDENTITY", 0)
    states = [article(f"State {number}") for number in (1, 2, 3, 1, 2)]
    key = RegionKey(ARTICLE.site, ARTICLE.kind, "digests")
    for state in states:
        archive.add_version(key, state, "0a", T0, None)
    assert [version.state for version in archive.versions(key)] == states


def test_a_content_that_comes_back_is_stored_once(archive):
    before = stored(archive)
    key = RegionKey(ARTICLE.site, ARTICLE.kind, "it comes back")
    for words, digest in (("State 1", "0a"), ("State 2", "0b"), ("State 1", "0a"), ("State 1", "0c")):
        archive.add_version(key, article(words), digest, T0, None)
    assert stored(archive) == before + 2
    assert archive.version(key, 4).state == article("State 1")


def stored(archive: SqliteArchive) -> int:
    return archive.db.execute("SELECT count(*) FROM contents").fetchone()[0]


def prose(random_: random.Random, words: int) -> str:
    """Words with the frequencies of a language, of none in particular."""
    syllables = ["ka", "lo", "mi", "tes", "ran", "du", "vel", "or", "sin", "pa", "gu", "ed"]
    lexicon = ["".join(random_.choices(syllables, k=random_.randint(1, 4))) for _ in range(800)]
    weights = [1 / (rank + 2) for rank in range(800)]
    return " ".join(random_.choices(lexicon, weights, k=words))


def test_a_hundred_small_edits_of_a_long_article_cost_little_each(archive):
    random_ = random.Random(7)
    paragraphs = [prose(random_, 60) for _ in range(20)]
    key = RegionKey(ARTICLE.site, ARTICLE.kind, "edited")
    before = archive.db.execute("SELECT coalesce(max(id), 0) FROM contents").fetchone()[0]
    for number in range(100):
        place = number % 20
        paragraphs[place] += f" {number}"
        archive.add_version(key, article(*paragraphs), "00", hours(number), None)
    cost, plain = archive.db.execute(
        "SELECT avg(length(data)), max(length(data)) FROM contents WHERE id > ?", [before]
    ).fetchone()
    assert cost < plain / 4
    assert archive.versions(key)[-1].last_seen == T0 + timedelta(hours=99)


def test_a_state_that_comes_back_is_stored_once(archive):
    key = RegionKey(ARTICLE.site, ARTICLE.kind, "flapping")
    for number in range(50):
        archive.add_version(key, article(f"flap {number % 2}"), "00", hours(number), None)
    (contents,) = archive.db.execute(
        "SELECT count(DISTINCT content_id) FROM versions v JOIN regions r ON r.id = v.region_id WHERE r.name = 'flapping'"
    ).fetchone()
    assert contents == 2
    assert len(archive.versions(key)) == 50


def test_json_is_plain_utf8_and_keeps_even_halves_of_letters_apart():
    assert to_json({"a": "é"}) == '{"a":"é"}'.encode()
    assert json.loads(to_json(["\ud800", "\udc00", "\ud800\udc00"])) == ["\ud800", "\udc00", "\ud800\udc00"]


def test_an_archive_is_smaller_than_its_text(tmp_path: Path):
    random_ = random.Random(3)
    texts_ = [prose(random_, 900) for _ in range(30)]
    with open_archive(tmp_path / "archive.db") as archive, archive.transaction():
        for number, text in enumerate(texts_):
            key = RegionKey(ARTICLE.site, ARTICLE.kind, "", f"https://harbour.example/{number}")
            for edit in range(10):
                archive.add_version(key, article(text, f"edit {edit}"), "00", hours(edit), None)
    open_archive(tmp_path / "empty.db").close()
    size = (tmp_path / "archive.db").stat().st_size - (tmp_path / "empty.db").stat().st_size
    assert size < sum(map(len, texts_)) * 10 / 7

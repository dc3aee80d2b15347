"""An edit kept as what stays and what was put in reads back to the byte, and is small."""

from __future__ import annotations

import random
from contextlib import suppress

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from crawler.store.compress import Dictionary, train
from crawler.store.deltas import pack_delta
from crawler.store.edits import LONGEST, find_edit, is_edit, pack_edit, unpack_edit

WORDS = ["harbour", "ferry", "crane", "gulls", "count", "tonnes", "council", "morning", "evening", "the", "of", "and"]


def prose(seed: int, words: int = 400) -> bytes:
    random_ = random.Random(seed)
    return " ".join(random_.choice(WORDS) + str(random_.randrange(40)) for _ in range(words)).encode()


class Plain:
    """Words stay as they are, as they do where compressing them saves nothing."""

    number = 5

    def pack_words(self, words: bytes) -> bytes | None:
        return None

    def unpack_words(self, block: bytes) -> bytes:
        raise AssertionError("nothing was compressed")


@pytest.fixture(scope="module")
def dictionary() -> Dictionary:
    trained = train([prose(seed) for seed in range(80)], 16 << 10, 7)
    assert trained is not None
    return Dictionary(trained)


def of(dictionary):
    return {dictionary.number: dictionary}.__getitem__


texts = st.binary(max_size=60) | st.integers(0, 3).map(lambda seed: prose(seed, 60))


@given(raw=st.lists(texts, max_size=6).map(b"".join), base=st.lists(texts, max_size=6).map(b"".join))
def test_whatever_stands_before_it_a_text_reads_back(dictionary, raw, base):
    for packer in (dictionary, Plain()):
        data = pack_edit(raw, base, packer)
        if data is not None:
            assert is_edit(data)
            assert unpack_edit(data, base, of(packer)) == raw


@given(raw=st.text("ab", max_size=400), base=st.text("ab", max_size=400))
def test_texts_that_repeat_themselves_read_back(raw, base):
    data = pack_edit(raw.encode(), base.encode(), Plain())
    assert data is None or unpack_edit(data, base.encode(), of(Plain())) == raw.encode()


@given(seed=st.integers(0, 50), cuts=st.lists(st.integers(0, 2500), min_size=1, max_size=4), words=st.integers(0, 20))
def test_an_edit_is_as_large_as_what_was_put_in(dictionary, seed, cuts, words):
    base = raw = prose(seed)
    for number, cut in enumerate(cuts):
        raw = raw[:cut] + prose(seed + 100 + number, words) + raw[cut:]
    data = pack_edit(raw, base, dictionary)
    assert data is not None
    assert unpack_edit(data, base, of(dictionary)) == raw
    assert len(data) < 20 + len(cuts) * (20 + 6 * words)


def test_words_taken_out_and_a_paragraph_moved_cost_a_few_bytes(dictionary):
    base = prose(1)
    assert len(pack_edit(base[:700] + base[900:], base, dictionary)) < 14
    moved = base[:200] + base[900:1700] + base[200:900] + base[1700:]
    data = pack_edit(moved, base, dictionary)
    assert len(data) < 24
    assert unpack_edit(data, base, of(dictionary)) == moved


def test_an_edit_is_smaller_than_what_zstandard_makes_of_it(dictionary):
    base = prose(1)
    raw = base[:900] + b" herons, gannets and rooks on a long stroll; " + base[900:2000] + base[2040:]
    assert len(pack_edit(raw, base, dictionary)) < len(pack_delta(raw, base, dictionary.tables, dictionary.number))


def test_unlike_and_long_texts_are_left_to_zstandard(dictionary):
    assert find_edit(prose(1), prose(2)) is None
    assert pack_edit(b"a" * LONGEST + b"b", b"a" * LONGEST, dictionary) is None
    assert pack_edit(b"a" * LONGEST, b"a" * (LONGEST - 1), dictionary) is not None


def test_long_texts_that_repeat_themselves_are_given_up_soon():
    samples = []

    class Told(bytes):
        def find(self, *sought):
            samples.append(sought)
            return super().find(*sought)

    assert find_edit(random.Random(1).randbytes(LONGEST), Told(random.Random(2).randbytes(LONGEST))) is None
    assert len(samples) < 150


@given(data=st.binary(max_size=60))
def test_damage_is_told_as_such_or_gives_other_bytes(dictionary, data):
    with suppress(zstandard.ZstdError):
        assert len(unpack_edit(b"\x09" + data, prose(1), lambda _: dictionary)) <= LONGEST


@pytest.mark.parametrize(
    "data",
    [
        b"\x09",
        b"\x09\x00\x01\x00",  # its numbers break off
        b"\x09\x80\x80\x80\x80\x80\x80\x80",  # a number without an end
        b"\x09\x00\x00\xff\x7f\x00",  # a start beyond the text before
        b"\x09\x00\x01\x00\x00\x03\x01\x00",  # a run before it
        b"\x09\x00\x00\x00\xff\x7f",  # an end beyond it
        b"\x09\x00\x01\x00\x05\x00\x00\x00gull",  # more put in than there is
        b"\x09\x07\x00\x00\x00\xff\xff\xff",  # words that are no block
        b"\x09\x00\x64" + b"\x00" + b"\x00\x00\xc8\x01\x00\x00\x00" * 50 + b"\x00",
    ],
)
def test_each_kind_of_damage_is_told(dictionary, data):
    with pytest.raises(zstandard.ZstdError):
        unpack_edit(data, prose(1, 20), lambda _: dictionary)


def test_more_than_can_have_been_packed_is_refused_before_any_of_it_is_put_together(dictionary):
    class Untouched(bytes):
        def __getitem__(self, _place):
            raise AssertionError("a part of the text before was taken")

    base = Untouched(prose(1, 4000))
    copies = 10
    runs = b"".join(b"\x00" + size(2 * len(base) | 1) + size(len(base)) for _ in range(copies))
    data = b"\x09\x00" + size(copies) + size(len(base)) + runs + b"\x00"
    assert len(base) * copies > LONGEST
    with pytest.raises(zstandard.ZstdError, match="more than was packed"):
        unpack_edit(data, base, lambda _: dictionary)


def size(number: int) -> bytes:
    found = []
    while number > 0x7F:
        found.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*found, number])

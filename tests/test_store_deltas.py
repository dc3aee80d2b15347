"""A text packed against another reads back to the byte, in whatever form the archive ever kept it."""

from __future__ import annotations

import random

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from crawler.store.compress import train
from crawler.store.deltas import LONGEST, pack_delta, tables_of, unpack_delta

WORDS = ["harbour", "ferry", "crane", "gulls", "count", "tonnes", "council", "morning", "evening", "the", "of", "and"]


def prose(seed: int, words: int = 400) -> bytes:
    return " ".join(random.Random(seed).choices(WORDS, k=words)).encode()


@pytest.fixture(scope="module")
def tables() -> bytes:
    trained = train([prose(seed) for seed in range(80)], 16 << 10, 7)
    assert trained is not None
    return tables_of(trained)


def none(number: int) -> bytes:
    raise AssertionError(f"dictionary {number} was asked for")


@given(raw=st.binary(max_size=300), base=st.binary(min_size=1, max_size=300), number=st.integers(0, 2**35 - 1))
def test_what_is_packed_reads_back(tables, raw, base, number):
    data = pack_delta(raw, base, tables if number else b"", number)
    assert unpack_delta(data, base, {number: tables}.__getitem__) == raw


@given(seed=st.integers(0, 50), cut=st.integers(0, 2000), words=st.integers(0, 30))
def test_an_edit_reads_back(tables, seed, cut, words):
    base = prose(seed)
    raw = base[:cut] + prose(seed + 100, words) + base[cut:]
    data = pack_delta(raw, base, tables, 3)
    assert unpack_delta(data, base, {3: tables}.__getitem__) == raw
    assert len(data) < 60 + 6 * words


@pytest.mark.parametrize(
    "raw",
    [b"", b"gull " * 60_000, random.Random(1).randbytes(LONGEST + 1), random.Random(2).randbytes(900), b"a" * 500],
)
def test_what_a_single_block_cannot_hold_is_kept_as_a_frame(tables, raw):
    for kept, number in ((tables, 3), (b"", 0)):
        data = pack_delta(raw, prose(1), kept, number)
        assert unpack_delta(data, prose(1), {3: tables}.__getitem__) == raw


def test_the_tables_of_a_dictionary_make_an_edit_smaller_and_are_named_in_it(tables):
    base = prose(1)
    raw = base[:900] + b" herons, gannets and rooks on a long stroll; no one found her in the north-east " + base[900:]
    with_them, without = pack_delta(raw, base, tables, 200), pack_delta(raw, base)
    assert len(with_them) < len(without) - 10
    asked = []
    unpack_delta(with_them, base, lambda number: asked.append(number) or tables)
    assert asked == [200]
    assert unpack_delta(without, base, none) == raw


def test_forms_of_earlier_archives_are_read(tables):
    base, raw = prose(1), prose(1) + b" more"
    whole = zstandard.ZstdCompressor(
        dict_data=zstandard.ZstdCompressionDict(base, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
    ).compress(raw)
    assert unpack_delta(whole, base, none) == raw
    assert unpack_delta(whole.removeprefix(zstandard.FRAME_HEADER), base, none) == raw


@pytest.mark.parametrize(
    "data", [b"", b"\x08", b"\x08\x80\x80\x80\x80\x80\x80", b"\x08\x00", b"\x08\x00\xff\xff\xff", b"\xff"]
)
def test_damage_is_told_as_such(data):
    with pytest.raises(zstandard.ZstdError):
        unpack_delta(data, prose(1), none)


def test_a_dictionary_without_the_usual_end_of_its_tables_does_without():
    assert tables_of(b"\x37\xa4\x30\xec" + bytes(400)) == b""
    assert unpack_delta(pack_delta(b"gulls", prose(1), b"", 7), prose(1), none) == b"gulls"

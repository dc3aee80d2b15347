"""Hash trees, sums and timestamp requests, against the standards' own words."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.proof import EMPTY, Frontier, audit_path, change, leaf_hash, request, root_of

entries = st.lists(st.binary(max_size=8), min_size=1, max_size=40)


def tree_hash(data: list[bytes]) -> bytes:
    """RFC 9162, 2.1.1, word for word."""
    if not data:
        return sha256(b"").digest()
    if len(data) == 1:
        return sha256(b"\x00" + data[0]).digest()
    k = 1
    while k * 2 < len(data):
        k *= 2
    return sha256(b"\x01" + tree_hash(data[:k]) + tree_hash(data[k:])).digest()


def climbed(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes:
    """RFC 9162, 2.1.3.2: the root that a leaf and its path lead to."""
    fn, sn, r = index, size - 1, leaf
    for p in path:
        if fn % 2 or fn == sn:
            r = sha256(b"\x01" + p + r).digest()
            while fn and not fn % 2:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = sha256(b"\x01" + r + p).digest()
        fn, sn = fn >> 1, sn >> 1
    assert sn == 0
    return r


@given(entries)
def test_the_root_is_that_of_the_rfc(data):
    assert root_of(map(leaf_hash, data)) == tree_hash(data)


def test_the_root_of_nothing_is_that_of_the_rfc():
    assert Frontier().root == tree_hash([])


@given(entries, st.integers(0, 39))
def test_a_tree_that_is_put_away_and_taken_out_again_grows_on(data, cut):
    tree = Frontier()
    for number, each in enumerate(data):
        if number == cut:
            tree = Frontier.of(tree.count, tree.data)
        tree.add(leaf_hash(each))
    assert tree.root == tree_hash(data)


def test_a_frontier_that_fits_no_tree_is_refused():
    with pytest.raises(ValueError, match="no frontier"):
        Frontier.of(3, b"\x00" * 32)


@given(entries, st.integers(0, 39))
def test_every_path_leads_to_the_root(data, pick):
    index = pick % len(data)
    leaves = list(map(leaf_hash, data))
    assert climbed(leaves[index], index, len(data), audit_path(index, leaves)) == tree_hash(data)


values = st.dictionaries(st.integers(1, 50), st.integers(-(2**40), 2**40), max_size=8)


@given(values, values)
def test_a_sum_is_that_of_the_values_whatever_they_were_before(before, after):
    total = EMPTY
    for row, value in before.items():
        total = change(total, row, None, value)
    for row in before.keys() | after.keys():
        total = change(total, row, before.get(row), after.get(row))
    straight = EMPTY
    for row, value in sorted(after.items()):
        straight = change(straight, row, None, value)
    assert total == straight


@given(values.filter(bool))
def test_a_sum_tells_another_value(found):
    row, value = next(iter(found.items()))
    total = change(EMPTY, row, None, value)
    assert change(total, row, value, value + 1) != total


def test_a_timestamp_request_is_what_rfc_3161_says():
    digest = sha256(b"head").digest()
    expected = (
        "3039"  # TimeStampReq ::= SEQUENCE {
        "020101"  # version INTEGER { v1(1) }
        "3031"  # messageImprint SEQUENCE {
        "300d06096086480165030402010500"  # hashAlgorithm: sha256, NULL
        f"0420{digest.hex()}"  # hashedMessage OCTET STRING }
        "0101ff"  # certReq BOOLEAN TRUE }
    )
    assert request(digest).hex() == expected

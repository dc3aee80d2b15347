"""Ranked lists: who entered, left, moved and was retitled, by identity and with the fewest moves."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.model import ListItem, RankedList, Severity
from crawler.regions.ranked_list.comparing import apply_list, compare_lists, list_digest
from crawler.regions.ranked_list.describe import describe_list
from crawler.regions.ranked_list.identity import item_identity
from crawler.regions.ranked_list.labels import is_label_only
from crawler.text import compare_form

SITE = "https://example.org/news/"


def ranked(*entries: str | tuple[str, str]) -> RankedList:
    """A list of (title, URL) pairs; a bare word is a title whose URL is made from it; a title alone ends with "*"."""
    pairs = []
    for entry in entries:
        if isinstance(entry, tuple):
            pairs.append(entry)
        else:
            pairs.append((entry.rstrip("*"), "" if entry.endswith("*") else SITE + entry.lower().replace(" ", "-")))
    return RankedList("Most Popular", tuple(ListItem(at, *pair) for at, pair in enumerate(pairs, 1)))


A, B, C, D, E, F = "Apples", "Boats", "Cranes", "Docks", "Eels", "Ferries"


def test_one_climb_is_one_move_with_both_ranks() -> None:
    diff = compare_lists(ranked(A, B, C, D, E), ranked(A, E, B, C, D))
    assert diff is not None
    assert diff.to_json()["moved"] == [{"title": E, "url": SITE + "eels", "from": 5, "to": 2}]
    assert diff.severity is Severity.INFO


def test_of_two_neighbours_that_swap_the_climber_moved() -> None:
    diff = compare_lists(ranked(A, B, C, D), ranked(A, C, B, D))
    assert diff is not None
    assert [(m.title, m.before, m.after) for m in diff.moved] == [(C, 3, 2)]


def test_two_far_entries_that_swap_are_two_moves() -> None:
    diff = compare_lists(ranked(A, B, C, D, E), ranked(A, E, C, D, B))
    assert diff is not None
    assert len(diff.moved) == 2


def test_entries_that_others_push_down_did_not_move() -> None:
    diff = compare_lists(ranked(A, B, C), ranked(A, D, B))
    assert diff is not None
    assert [(item.rank, item.title) for item in diff.entered] == [(2, D)]
    assert [(item.rank, item.title) for item in diff.left] == [(3, C)]
    assert not diff.moved


def test_the_json_is_the_contract_s_with_whole_lists() -> None:
    before = ranked(A, (B, SITE + "b"))
    after = ranked(("Boats sink", SITE + "b"), C)
    diff = compare_lists(before, after)
    assert diff is not None
    assert diff.to_json() == {
        "entered": [{"rank": 2, "title": C, "url": SITE + "cranes"}],
        "left": [{"rank": 1, "title": A, "url": SITE + "apples"}],
        "moved": [],
        "retitled": [{"url": SITE + "b", "rank": 1, "before": B, "after": "Boats sink"}],
        "before": [{"rank": 1, "title": A, "url": SITE + "apples"}, {"rank": 2, "title": B, "url": SITE + "b"}],
        "after": [
            {"rank": 1, "title": "Boats sink", "url": SITE + "b"},
            {"rank": 2, "title": C, "url": SITE + "cranes"},
        ],
    }
    assert describe_list(diff, "Most Popular") == "Most Popular: 1 in, 1 out, 1 retitled"


def test_an_id_in_the_url_outweighs_a_changed_slug() -> None:
    diff = compare_lists(
        ranked(A, ("Ferry late", SITE + "ferry-late-61234567")),
        ranked(A, ("Ferry sinks", SITE + "ferry-sinks-61234567")),
    )
    assert diff is not None
    assert not diff.entered
    assert [(r.before, r.after) for r in diff.retitled] == [("Ferry late", "Ferry sinks")]


def test_a_changed_slug_under_the_same_headline_is_nothing_to_tell() -> None:
    before, after = (ranked((A, SITE + f"{slug}-61234567")) for slug in ("old", "new"))
    assert compare_lists(before, after) is None
    assert list_digest(before) == list_digest(after)


MAYOR = "The mayor opens the new tram line"
BUDGET = "Council votes on the harbour budget"


def test_another_article_under_the_same_headline_enters_and_the_first_one_leaves() -> None:
    before = ranked((BUDGET, SITE + "c4918xq2"), (MAYOR, SITE + "c7230pk9"))
    diff = compare_lists(before, ranked((BUDGET, SITE + "c4918xq2"), (MAYOR, SITE + "c8855zt4")))
    assert diff is not None
    assert [item.url for item in diff.entered] == [SITE + "c8855zt4"]
    assert [item.url for item in diff.left] == [SITE + "c7230pk9"]


def test_new_ids_for_most_of_a_list_are_new_addresses_of_the_same_articles() -> None:
    before = ranked((BUDGET, SITE + "c4918xq2"), (MAYOR, SITE + "c7230pk9"))
    assert compare_lists(before, ranked((BUDGET, SITE + "990817265"), (MAYOR, SITE + "990817301"))) is None


def test_an_article_that_moves_to_an_address_without_an_id_stays_under_its_headline() -> None:
    before = ranked((BUDGET, SITE + "budget-vote"), (MAYOR, SITE + "tram-line"))
    after = ranked((BUDGET, SITE + "budget-vote"), (MAYOR, "https://example.org/city/tram-line-opens"))
    assert compare_lists(before, after) is None


def test_an_id_that_many_entries_share_names_none_of_them() -> None:
    diff = compare_lists(
        ranked((A, SITE + "61234567/a"), (B, SITE + "61234567/b")),
        ranked((A, SITE + "61234567/a"), (C, SITE + "61234567/c")),
    )
    assert diff is not None
    assert [item.title for item in diff.entered] == [C]


def test_without_urls_a_headline_that_kept_most_of_its_words_is_retitled() -> None:
    diff = compare_lists(
        ranked(A + "*", "Mayor of Northport resigns over harbour wall*", C + "*"),
        ranked(A + "*", "Mayor of Northport resigns after harbour wall scandal*", C + "*"),
    )
    assert diff is not None
    assert len(diff.retitled) == 1
    assert not diff.entered


def test_without_urls_unlike_headlines_are_two_articles() -> None:
    diff = compare_lists(ranked(A + "*", "Mayor of Northport resigns*"), ranked(A + "*", "Storm drowns two at sea*"))
    assert diff is not None
    assert len(diff.entered) == len(diff.left) == 1
    assert not diff.retitled


def test_typography_is_no_retitle() -> None:
    before = ranked(("Mayor: “I won’t  go”", SITE + "m"))
    after = ranked(('Mayor: "I won\'t go"', SITE + "m"))
    assert compare_lists(before, after) is None
    assert list_digest(before) == list_digest(after)


@pytest.mark.parametrize(
    ("before", "after", "label"),
    [
        ("Mayor resigns", "Live: Mayor resigns", True),
        ("LIVE Mayor resigns", "Mayor resigns", True),
        ("Mayor resigns", "Mayor resigns | Video", True),
        ("Related: Mayor resigns", "Mayor resigns", True),
        ("Mayor resigns", "Mayor resigns in shame", False),
        ("Mayor resigns", "Mayor dies", False),
        ("Mayor resigns", "Mayor resigns", False),
        ("Mayor resigns", "Mayor resigns, police say", False),
        ("Mayor resigns", "Mayor resigns?", False),
        ("Mayor resigns", "Former Mayor resigns", False),
        ("Mayor resigns", "Aide: Mayor resigns", False),
        ("Deal reached", "No Deal reached", False),
        ("Music is back", "Live music is back", False),
        ("Mayor resigns", "Mayor resigns live", False),
        ("Live: Mayor resigns", "Live: Mayor dies", False),
        ("Live", "Video", False),
        ("Video: Mayor resigns", "Live: Mayor resigns", True),
        ("Mayor resigns", "Mayor resigns [kuvat]", True),
        ("Mayor resigns", "Mayor resigns – video", True),
        ("Mayor resigns", "Mayor resigns.", True),
        ("Le maire part", "EN DIRECT. Le maire part", True),
        ("Le maire part", "Le maire part (vidéo)", True),
        ("El alcalde dimite", "En vivo | El alcalde dimite", True),
        ("Bürgermeister geht", "Liveblog: Bürgermeister geht", True),
        ("Burmistrz odchodzi", "PILNE: Burmistrz odchodzi", True),
        ("Мер іде", "Відео: Мер іде", True),
        ("Мэр уходит", "Прямой эфир. Мэр уходит", True),
        ("استقال العمدة", "عاجل | استقال العمدة", True),
        ("市長が辞任", "【速報】市長が辞任", True),
        ("市长辞职", "直播：市长辞职", True),
        ("市长辞职", "直播市长辞职", False),
    ],
)
def test_labels_that_come_and_go_are_known(before: str, after: str, *, label: bool) -> None:
    assert is_label_only(before, after) is label


def test_severity_tells_news_from_shuffling() -> None:
    before = ranked(A, B, C)
    new, first, label = ranked(A, B, D), ranked(B, A, C), ranked(A, ("Live: Boats", SITE + "boats"), C)
    assert [diff.severity for after in (new, first, label) if (diff := compare_lists(before, after))] == [
        Severity.NOTICE,
        Severity.NOTICE,
        Severity.INFO,
    ]


def test_an_entry_seen_in_the_last_day_comes_back_as_mere_information() -> None:
    after = ranked(A, B, D)
    diff = compare_lists(ranked(A, B, C), after, seen_recently={item_identity(after.items[2])})
    assert diff is not None
    assert diff.severity is Severity.INFO


def test_the_same_url_twice_in_a_list_is_two_entries() -> None:
    twice = ranked((A, SITE + "x"), (B, SITE + "x"), C)
    once = ranked((A, SITE + "x"), C)
    diff = compare_lists(twice, once)
    assert diff is not None
    assert [(item.rank, item.title) for item in diff.left] == [(2, B)]
    assert not diff.moved


# --- laws

ENTRIES = st.tuples(
    st.sampled_from(["Apples", "Boats sink at sea", "Boats sink off the coast", "“Cranes”", "Live: Docks", "Docks"]),
    st.sampled_from(["", SITE + "a", SITE + "b", SITE + "c-61234567", SITE + "d-61234567", SITE + "e"]),
)
LISTS = st.lists(ENTRIES, max_size=7).map(lambda entries: ranked(*entries))


def _shape(items: tuple[ListItem, ...]) -> list[tuple[int, str]]:
    return [(item.rank, compare_form(item.title)) for item in items]


@given(LISTS)
def test_law_a_list_does_not_differ_from_itself(one: RankedList) -> None:
    assert compare_lists(one, one) is None


@settings(max_examples=400, deadline=None)
@given(LISTS, LISTS)
def test_law_the_events_rebuild_the_list(before: RankedList, after: RankedList) -> None:
    diff = compare_lists(before, after)
    rebuilt = before.items if diff is None else apply_list(before.items, diff)
    assert _shape(rebuilt) == _shape(after.items)


@settings(max_examples=300, deadline=None)
@given(LISTS, LISTS)
def test_law_equal_digests_mean_no_difference(before: RankedList, after: RankedList) -> None:
    if list_digest(before) == list_digest(after):
        assert compare_lists(before, after) is None


@settings(max_examples=200, deadline=None)
@given(LISTS, LISTS)
def test_law_what_enters_one_way_leaves_the_other(before: RankedList, after: RankedList) -> None:
    there, back = compare_lists(before, after), compare_lists(after, before)
    assert (there is None) == (back is None)
    if there and back:
        assert len(there.entered) == len(back.left)
        assert len(there.moved) == len(back.moved)


@given(st.permutations(range(8)))
def test_law_no_fewer_moves_would_do(order: list[int]) -> None:
    names = [f"Story number {at}" for at in range(8)]
    diff = compare_lists(ranked(*names), ranked(*(names[at] for at in order)))
    longest = [1] * 8
    for at, place in enumerate(order):
        longest[at] += max((longest[i] for i in range(at) if order[i] < place), default=0)
    assert (len(diff.moved) if diff else 0) == 8 - max(longest)


def test_an_entry_is_the_same_however_its_address_is_spelt() -> None:
    spelt = ranked(*((title, f"http://www.example.org/news/{title.lower()}/") for title in (A, B, C)))
    assert compare_lists(ranked(A, B, C), spelt) is None
    assert list_digest(ranked(A, B, C)) == list_digest(spelt)
    assert list(map(item_identity, ranked(A, B).items)) == list(map(item_identity, spelt.items[:2]))

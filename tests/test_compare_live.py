"""Live regions: items that came, went and changed; order, relative times and the window of a blog are no change."""

from __future__ import annotations

import itertools
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.model import LiveItem, LiveRegion, Severity
from crawler.regions.assignment import assign
from crawler.regions.live.comparing import apply_live, compare_live, item_form, live_digest
from crawler.regions.live.describe import describe_live

TELLERS = "Ada Bo Cid Dee Eli Fay Gus Hal Ida Jim Kay Lou".split()


def ticker(*texts: str) -> LiveRegion:
    return LiveRegion("Ticker", tuple(LiveItem(key="", text=text) for text in texts))


def blog(*entries: tuple[str, str] | tuple[str, str, str]) -> LiveRegion:
    return LiveRegion(
        "Live", tuple(LiveItem(key=e[0], text=e[1], published=e[2] if len(e) > 2 else None) for e in entries)
    )


LOSSES = "The number includes 1,310 casualties of the past day."


def test_a_changed_figure_is_told_with_both_numbers() -> None:
    before = ticker("The mayor spoke to reporters.", LOSSES, "Rain is expected.")
    after = ticker("The mayor spoke to reporters.", LOSSES.replace("1,310", "1,190"), "Rain is expected.")
    diff = compare_live(before, after)
    assert diff is not None
    assert diff.to_json() == {
        "added": [],
        "removed": [],
        "updated": [
            {
                "key": "",
                "before": LOSSES,
                "after": LOSSES.replace("1,310", "1,190"),
                "numbers": [{"before": "1,310", "after": "1,190"}],
            }
        ],
    }
    assert diff.severity is Severity.NOTICE
    assert describe_live(diff, "Ticker").startswith("Ticker: 1,310 → 1,190 in “The number includes 1,190")


def test_of_several_changed_figures_the_first_is_told_and_the_others_are_counted_as_more() -> None:
    diff = compare_live(ticker(LOSSES, "Storm in 14 districts"), ticker(LOSSES + " (+9)", "Storm in 17 districts"))
    assert diff is not None
    assert describe_live(diff, "Ticker").endswith(", 1 more updated")


def test_another_story_at_the_same_address_is_an_update_without_figures() -> None:
    before, after = (
        LiveRegion("Ticker", (LiveItem("/gallery", text, "/gallery"),))
        for text in ("22 hurt as the ferry turns back at the lock", "A jury of 27 finds nothing wrong with the plans")
    )
    diff = compare_live(before, after)
    assert diff is not None
    assert [change.numbers for change in diff.updated] == [()]
    assert diff.severity is Severity.INFO


def test_a_bare_number_is_watched_though_no_word_of_it_stays() -> None:
    diff = compare_live(ticker("1,310", "987"), ticker("1,190", "987"))
    assert diff is not None
    assert [change.numbers for change in diff.updated] == [(("1,310", "1,190"),)]


def test_rotation_of_a_ticker_is_told_as_in_and_out() -> None:
    before = ticker(
        "Mayor resigns over the wall.", "Storm hits the coast at night.", "Ferry strike enters its third week."
    )
    after = ticker("Bank raises its rates again.", *(item.text for item in before.items[:2]))
    diff = compare_live(before, after)
    assert diff is not None
    assert [item.text for item in diff.added] == ["Bank raises its rates again."]
    assert [item.text for item in diff.removed] == ["Ferry strike enters its third week."]
    assert diff.severity is Severity.INFO
    assert describe_live(diff, "Ticker") == "Ticker: 1 in, 1 out"


def test_of_a_box_that_turned_over_no_two_teasers_with_addresses_of_their_own_are_one_for_sounding_alike() -> None:
    def box(hour: int, hurt: int, filler: str) -> LiveRegion:
        told = [f"{hurt} hurt as the council sold the old mill", *(f"{filler} {name} today" for name in TELLERS)]
        items = (LiveItem("", title=text, url=f"https://paper.example/g/{hour}{n:02}") for n, text in enumerate(told))
        return LiveRegion("Ticker", tuple(items))

    turned = compare_live(box(8, 75, "A long read on"), box(9, 31, "Pictures from the day of"))
    assert turned is not None
    assert (len(turned.updated), turned.severity) == (0, Severity.INFO)
    one = compare_live(box(8, 75, "A long read on"), box(9, 31, "A long read on"))
    assert one is not None
    assert [change.numbers for change in one.updated] == [(("75", "31"),)]


def test_order_and_relative_times_are_no_change() -> None:
    before = ticker("Mayor resigns 5 minutes ago", "Storm hits the coast", "vor 2 Stunden: Streik beendet")
    after = ticker("vor 3 Stunden: Streik beendet", "Mayor resigns 12 minutes ago", "Storm hits the coast")
    assert compare_live(before, after) is None
    assert live_digest(before) == live_digest(after)


def test_a_clock_time_before_an_entry_is_markup_and_another_one_is_told() -> None:
    plain, timed = ticker("The lock is open again."), ticker("12:22 Uhr – The lock is open again.")
    assert compare_live(plain, timed) is None
    assert compare_live(timed, plain) is None
    assert compare_live(timed, ticker("12:40 Uhr – The lock is open again.")) is not None
    assert compare_live(plain, ticker("12:22 The lock is shut again.")) is not None


def test_a_title_that_only_begins_the_text_is_no_news_when_it_goes() -> None:
    text = "The lock is open again, and the queue of barges reaches back to the mill."
    titled = LiveRegion("Live", (LiveItem(key="e1", title="The lock is open again …", text=text),))
    timed = LiveRegion("Live", (LiveItem(key="e1", text=f"12:22 {text}"),))
    assert compare_live(titled, timed, windowed=True) is None
    assert compare_live(titled, LiveRegion("Live", (LiveItem(key="e1", text=f"12:22 {text} (2)"),))) is not None


def test_keys_outweigh_likeness() -> None:
    before = blog(("a", "Two boats sank."), ("b", "Two boats sank off Northport."))
    after = blog(("a", "Two boats sank off Northport, police say."), ("b", "Nothing is known of the crew."))
    diff = compare_live(before, after)
    assert diff is not None
    assert [(c.before.key, c.after.key) for c in diff.updated] == [("a", "a"), ("b", "b")]


def test_keys_made_anew_at_every_look_are_no_change() -> None:
    assert compare_live(blog(("k1", "One."), ("k2", "Two.")), blog(("n1", "One."), ("n2", "Two."))) is None


def test_pairs_are_chosen_for_the_best_sum_not_greedily() -> None:
    assert assign({(0, 0): 0.9, (0, 1): 0.8, (1, 0): 0.8}) == [(0, 1), (1, 0)]


def test_an_entry_that_falls_off_the_window_of_a_blog_was_not_removed() -> None:
    before = blog(("3", "Third."), ("2", "Second."), ("1", "First."))
    after = blog(("4", "Fourth."), ("3", "Third."), ("2", "Second."))
    diff = compare_live(before, after, windowed=True)
    assert diff is not None
    assert [item.key for item in diff.added] == ["4"]
    assert not diff.removed
    assert [item.key for item in diff.fallen] == ["1"]


def test_a_pinned_entry_above_the_new_ones_does_not_hide_that_the_last_fell_off() -> None:
    before = blog(("pin", "Key points."), ("2", "Second."), ("1", "First."))
    after = blog(("pin", "Key points."), ("3", "Third."), ("2", "Second."))
    diff = compare_live(before, after, windowed=True)
    assert diff is not None
    assert ([i.key for i in diff.added], [i.key for i in diff.removed]) == (["3"], [])


def test_a_blog_of_which_nothing_is_left_ran_on_and_took_nothing_back() -> None:
    diff = compare_live(blog(("2", "Second."), ("1", "First.")), blog(("4", "Fourth."), ("3", "Third.")), windowed=True)
    assert diff is not None
    assert ([i.key for i in diff.added], [i.key for i in diff.removed]) == (["4", "3"], [])


def test_a_blog_that_runs_the_other_way_falls_off_at_its_head() -> None:
    times = [f"2026-05-12T0{hour}:00:00Z" for hour in range(5)]
    before = blog(*((str(at), f"Entry {at}.", times[at]) for at in (0, 1, 2)))
    after = blog(*((str(at), f"Entry {at}.", times[at]) for at in (1, 2, 3)))
    diff = compare_live(before, after, windowed=True)
    assert diff is not None
    assert ([i.key for i in diff.added], [i.key for i in diff.removed]) == (["3"], [])


def test_an_entry_taken_back_is_told_and_the_old_one_that_shows_again_is_not() -> None:
    before = blog(("4", "Fourth."), ("3", "Third."), ("2", "Second."))
    after = blog(("4", "Fourth."), ("2", "Second."), ("1", "First."))
    diff = compare_live(before, after, windowed=True)
    assert diff is not None
    assert [item.key for item in diff.removed] == ["3"]
    assert not diff.added
    assert diff.severity is Severity.NOTICE


def test_the_last_entry_of_a_blog_taken_back_with_none_added_is_told() -> None:
    diff = compare_live(blog(("2", "Second."), ("1", "First.")), blog(("2", "Second.")), windowed=True)
    assert diff is not None
    assert [item.key for item in diff.removed] == ["1"]


def test_an_edited_entry_is_updated() -> None:
    diff = compare_live(blog(("1", "Ten hurt.")), blog(("1", "Nobody was hurt.")), windowed=True)
    assert diff is not None
    assert [(c.before.text, c.after.text) for c in diff.updated] == [("Ten hurt.", "Nobody was hurt.")]
    assert diff.severity is Severity.NOTICE


# --- laws

ITEMS = st.builds(
    LiveItem,
    key=st.sampled_from(["", "", "k1", "k2", "k3"]),
    title=st.sampled_from(["", "Storm"]),
    text=st.sampled_from(
        [
            "Two boats sank.",
            "Three boats sank.",
            "12 hurt in “old” town",
            '14 hurt in "old" town',
            "Rain 5 minutes ago",
            "1,310",
            "",
        ]
    ),
)
REGIONS = st.lists(ITEMS, max_size=6).map(lambda items: LiveRegion("Ticker", tuple(items)))


def _said(items: list[LiveItem] | tuple[LiveItem, ...]) -> Counter[str]:
    return Counter(map(item_form, items))


@given(REGIONS, st.randoms())
def test_law_a_region_in_another_order_is_the_same(region: LiveRegion, chance: object) -> None:
    items = list(region.items)
    chance.shuffle(items)  # type: ignore[attr-defined]
    other = LiveRegion(region.name, tuple(items))
    assert compare_live(region, other) is None
    assert live_digest(region) == live_digest(other)


@settings(max_examples=300, deadline=None)
@given(REGIONS, REGIONS, st.booleans())
def test_law_applying_a_difference_gives_the_later_region(
    before: LiveRegion, after: LiveRegion, windowed: bool
) -> None:
    diff = compare_live(before, after, windowed=windowed)
    if diff is not None:
        assert _said(apply_live(before.items, diff)) == _said(after.items)


@settings(max_examples=300, deadline=None)
@given(REGIONS, REGIONS)
def test_law_digests_are_equal_exactly_where_nothing_differs(before: LiveRegion, after: LiveRegion) -> None:
    assert (live_digest(before) == live_digest(after)) == (compare_live(before, after) is None)


@settings(max_examples=200, deadline=None)
@given(REGIONS, REGIONS)
def test_law_what_is_added_one_way_is_removed_the_other(before: LiveRegion, after: LiveRegion) -> None:
    there, back = compare_live(before, after), compare_live(after, before)
    if there and back:
        assert len(there.added) == len(back.removed)
        assert len(there.updated) == len(back.updated)


PAIRS = st.dictionaries(
    st.tuples(st.integers(0, 3), st.integers(0, 4)), st.integers(1, 20).map(lambda n: n / 20), max_size=12
)


@settings(max_examples=200, deadline=None)
@given(PAIRS)
def test_law_no_assignment_has_a_greater_sum(pairs: dict[tuple[int, int], float]) -> None:
    chosen = assign(pairs)
    assert len({i for i, _ in chosen}) == len({j for _, j in chosen}) == len(chosen)
    best = max(
        sum(pairs.get((i, j), 0.0) for i, j in enumerate(columns)) for columns in itertools.permutations(range(5), 4)
    )
    assert abs(sum(pairs[pair] for pair in chosen) - best) < 1e-9


def posts(*entries: tuple[str, str]) -> LiveRegion:
    """A live blog whose entries have the page's address, and its id, with one of their own behind it."""
    page = "https://paper.example/live/cx2703lnww4t"
    urls = [f"{page}?post=asset%3A{key}" for key, _ in entries]
    items = (LiveItem(key=url, url=url, text=text) for url, (_, text) in zip(urls, entries, strict=True))
    return LiveRegion("Live", tuple(items))


def test_entries_that_share_the_id_of_their_page_are_not_paired_by_it() -> None:
    before = posts(
        *((f"{n}-8e5a", f"{who} told the inquiry what was seen of it.") for n, who in enumerate(TELLERS[:4]))
    )
    after = posts(*((f"{n}-7c4b", f"Nobody asked {who} about the bridge.") for n, who in enumerate(TELLERS[4:8])))
    diff = compare_live(before, after, windowed=True)
    assert diff is not None
    assert (len(diff.added), len(diff.updated), len(diff.removed), len(diff.fallen)) == (4, 0, 0, 4)


def test_a_new_entry_is_no_later_word_of_the_one_that_fell_off() -> None:
    old = [(f"{n}-8e5a", f"{who} told the inquiry what was seen of it.") for n, who in enumerate(TELLERS[:4])]
    diff = compare_live(posts(*old), posts(("9-7c4b", "The bridge is closed until Monday."), *old[:3]), windowed=True)
    assert diff is not None
    assert (len(diff.added), len(diff.updated), len(diff.removed)) == (1, 0, 0)
    assert describe_live(diff, "Live") == "Live: 1 in"

"""The contract of the archive, which every driver passes: what holds for whatever is written: transactions, refusals, and what outlives closing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest
from store_drivers import ARTICLE, DRIVERS, SITE, T0, TICKER, URL, article, page

from crawler.errors import ArchiveError
from crawler.model import (
    LiveRegion,
)
from crawler.store import Archive


@contextmanager
def failing(archive: Archive) -> Iterator[None]:
    """A transaction that ends in an error."""
    with suppress(RuntimeError), archive.transaction():
        yield
        raise RuntimeError


class TestTransactions:
    def test_an_error_inside_undoes_everything(self, archive):
        with failing(archive):
            archive.save_page(page())
            archive.add_version(ARTICLE, article(), "01", T0, None)
        assert archive.page(SITE, URL) is None
        assert archive.latest(ARTICLE) is None
        assert archive.latest_digest(ARTICLE) is None
        assert archive.sites() == []

    def test_an_error_in_an_inner_one_undoes_the_inner_one_only(self, archive):
        with archive.transaction():
            archive.set_meta(SITE, "robots", "1")
            with failing(archive):
                archive.add_version(ARTICLE, article(), "01", T0, None)
        assert archive.meta(SITE, "robots") == "1"
        assert archive.latest(ARTICLE) is None

    def test_what_was_undone_can_be_written_again(self, archive):
        # The ids and contents of the first try must not be remembered.
        for state in (article("First."), article("Second.")):
            with failing(archive):
                archive.add_version(ARTICLE, state, "01", T0, None)
        archive.add_version(TICKER, LiveRegion("Ticker", ()), "00", T0, None)
        archive.add_version(ARTICLE, article("Third."), "01", T0, None)
        assert archive.latest(ARTICLE).state == article("Third.")
        assert archive.check() == []


def test_text_that_no_driver_can_hold_is_refused_in_plain_words(archive):
    with pytest.raises(ArchiveError):
        archive.save_page(page("https://harbour.example/\udce9"))
    archive.save_page(page())
    assert archive.page_count(SITE) == 1


def test_everything_outlives_closing(tmp_path):
    for driver in DRIVERS.values():
        with driver(tmp_path) as first:
            first.save_page(page(looks=1))
            first.add_version(ARTICLE, article(), "01", T0, None)
        with driver(tmp_path) as second:
            assert second.page(SITE, URL) == page(looks=1)
            assert second.latest(ARTICLE).state == article()
            assert second.check() == []

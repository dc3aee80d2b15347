"""A list whose end is gone got shorter; pages that only ever show its top say nothing of its end."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from region_lab import Reed, bench

POPULAR = "Most Popular"
CHANGED = f"list.changed {POPULAR}"
STORIES = ["/news/story-1/", "/news/story-2/"]


class TopReed(Reed):
    """Articles show the first three of the most popular, the front page all."""

    def _lists(self, path: str) -> str:
        whole = self.lists
        self.lists = whole if path == "/" else {name: numbers[:3] for name, numbers in whole.items()}
        shown = super()._lists(path)
        self.lists = whole
        return shown


def test_entries_that_leave_at_the_end_are_told_wherever_the_list_was_last_seen_to_change(tmp_path: Path) -> None:
    with bench(tmp_path) as site:
        site.reed.lists[POPULAR] = [4, 3, 2, 1, 0]
        assert site.kinds() == [CHANGED], "seen on the front page, which does not answer at the next look"
        site.reed.lists[POPULAR] = [4, 3, 2]
        (alert,) = site.run(STORIES)
        assert [item["rank"] for item in alert.change["left"]] == [4, 5]
        assert site.kinds() == []


def test_pages_that_show_the_top_of_a_list_never_make_it_shorter(tmp_path: Path) -> None:
    with bench(tmp_path, TopReed()) as site:
        assert [site.kinds(STORIES), site.kinds(), site.kinds(STORIES)] == [[], [], []]
        site.reed.lists[POPULAR] = [4, 3, 2, 1, 0]
        assert [site.kinds(), site.kinds(STORIES)] == [[CHANGED], []]


def test_one_of_the_pages_that_showed_all_of_a_list_may_show_its_top_for_once(tmp_path: Path) -> None:
    with bench(tmp_path) as site:
        whole = [site.capture(path) for path in ["/", *STORIES]]
        site.reed.lists[POPULAR] = site.reed.lists[POPULAR][:3]
        recorder = site.recorder()
        for capture in (site.capture("/news/story-3/"), *whole):
            recorder.take(replace(capture, body=capture.body.replace(b"</body>", b"<!-- anew --></body>")))
        recorder.finish(site.now)
        assert recorder.tally.alerts == []

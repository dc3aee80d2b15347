"""One run at a time over a data folder: the second is told who is at it, and a dead holder blocks nobody."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
from lab import Lab, SmallPaper, served, wait_for

from crawler.demo.web import Request, Response
from crawler.errors import ArchiveError, LockedError
from crawler.lock import run_lock


def test_the_lock_is_free_again_after_the_run_however_it_ended(tmp_path: Path) -> None:
    with run_lock(tmp_path):
        pass
    with pytest.raises(ZeroDivisionError), run_lock(tmp_path):
        raise ZeroDivisionError
    with run_lock(tmp_path):
        pass


def test_the_data_folder_is_made_where_there_is_none(tmp_path: Path) -> None:
    with run_lock(tmp_path / "new" / "data"):
        assert (tmp_path / "new" / "data").is_dir()


def test_a_second_holder_is_told_the_first_ones_process(tmp_path: Path) -> None:
    with (
        run_lock(tmp_path, "watch"),
        pytest.raises(LockedError, match=rf"presswatch watch, process {os.getpid()}, since 20\d\d-") as caught,
        run_lock(tmp_path),
    ):
        pass
    assert caught.value.exit_status == 3
    assert caught.value.hint


def test_the_locks_of_two_data_folders_are_two_locks(tmp_path: Path) -> None:
    with run_lock(tmp_path / "one"), run_lock(tmp_path / "two"):
        pass


def test_what_a_dead_holder_left_behind_blocks_nobody(tmp_path: Path) -> None:
    (tmp_path / ".run.lock").write_text("")
    (tmp_path / ".run.holder").write_text("999999999\n")
    with run_lock(tmp_path):
        assert (tmp_path / ".run.holder").read_text().splitlines()[0] == str(os.getpid())


def test_a_holder_on_another_machine_is_named_with_it(tmp_path: Path) -> None:
    with run_lock(tmp_path):
        (tmp_path / ".run.holder").write_text("12\ncrawl\nfar-away\n2026-05-12T08:00:00Z\n")
        with pytest.raises(LockedError, match="process 12 on far-away, since 2026"), run_lock(tmp_path):
            pass


def test_a_holder_file_with_anything_in_it_is_no_trouble(tmp_path: Path) -> None:
    with run_lock(tmp_path):
        (tmp_path / ".run.holder").write_bytes(b"\xff\x00" * 50)
        with pytest.raises(LockedError, match="another run is going on"), run_lock(tmp_path):
            pass


@pytest.mark.parametrize("data", ["a file/data", "a file", "/proc/presswatch"])
def test_a_folder_that_cannot_be_written_is_named_with_the_mend(tmp_path: Path, data: str) -> None:
    (tmp_path / "a file").write_text("in the way")
    with pytest.raises(ArchiveError, match="--data"), run_lock(tmp_path / data):
        pass


def test_a_second_run_exits_3_and_names_the_first_and_one_that_is_killed_frees_the_way(tmp_path: Path) -> None:
    paper = SmallPaper()
    going = threading.Event()

    def held(request: Request) -> Response:
        going.wait(30)
        return Response(404)

    paper.also["/city/"] = held
    with served(paper) as server:
        lab = Lab(tmp_path / "data", server)
        lab.configure()
        first = lab.start()
        try:
            wait_for(lambda: len(server.log) > 3, "the first run to be going")
            second = lab.presswatch("crawl")
            assert second.returncode == 3
            assert second.stdout == ""
            (line,) = second.stderr.splitlines()
            assert f"process {first.process.pid}" in line
            assert first.kill()
        finally:
            going.set()
        paper.also.clear()
        assert lab.crawl().outcome == "ok"
        lab.assert_sound()

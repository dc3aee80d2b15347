"""Files that are replaced whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.whole_files import replace_file


@pytest.mark.parametrize("synced", [True, False])
def test_a_file_is_made_with_its_folders_and_replaced(tmp_path: Path, synced: bool) -> None:
    path = tmp_path / "deep" / "er" / "page.html"
    replace_file(path, b"first", synced=synced)
    replace_file(path, b"second", synced=synced)
    assert path.read_bytes() == b"second"
    assert list(path.parent.iterdir()) == [path]


def test_what_cannot_be_written_leaves_the_old_file_and_no_draft(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        replace_file(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]

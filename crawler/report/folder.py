"""The report's folder: each file is replaced whole, and only where it says something else than before."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from crawler.errors import PresswatchError
from crawler.report.names import REGION_FILE
from crawler.whole_files import replace_file


class Folder:
    """Writes pages below a folder and counts them. Raises PresswatchError where that can't be done."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.pages = self.changed = self.removed = 0

    def write(self, name: str, html: str) -> None:
        """`name`: below the folder, with slashes."""
        path, data = self.root / name, html.encode("utf-8", "replace")
        try:
            self.pages += 1
            if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
                return
            replace_file(path, data, synced=False)
            self.changed += 1
        except OSError as error:
            raise _unwritable(path, error) from error

    def tidy(self, site: str, kept: Collection[str]) -> None:
        """Remove the pages of a site's folder that an earlier report wrote and this one did not; nothing else."""
        folder = self.root / site
        try:
            for path in sorted(folder.iterdir()) if folder.is_dir() else ():
                if REGION_FILE.fullmatch(path.name) and path.name not in kept:
                    path.unlink()
                    self.removed += 1
        except OSError as error:
            raise _unwritable(folder, error) from error


def _unwritable(path: Path, error: OSError) -> PresswatchError:
    return PresswatchError(
        f"{path} cannot be written: {error.strerror or error}", hint="free the disk, or name another folder with --out"
    )

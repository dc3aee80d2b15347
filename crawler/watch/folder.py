"""The profiles of a data folder, read again when their files change."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import field
from pathlib import Path

from crawler.classes import dataclass
from crawler.errors import ConfigError
from crawler.profile import Profile, load_profile

_Stamp = tuple[int, int]  # when a file was written (ns), and its size


@dataclass(slots=True)
class ProfileFolder:
    """`only`: the sites to watch; empty: all. `tell` takes a line for the person who runs this."""

    folder: Path
    only: Collection[str] = ()
    tell: Callable[[str], None] = lambda _: None
    _stamps: dict[str, tuple[_Stamp, ...]] = field(default_factory=dict)
    _profiles: dict[str, Profile] = field(default_factory=dict)

    def refresh(self) -> tuple[Mapping[str, Profile], set[str]]:
        """The profiles as they stand, and which of them are new or other than last time.

        A file that has become wrong is told once, and what it said before goes on to hold; one that is gone is
        watched no more.
        """
        changed = set()
        found = self._found()
        for site in set(self._profiles) - set(found):
            del self._profiles[site]
            self._stamps.pop(site, None)
            self.tell(f"{site}: its profile is gone, so it is watched no more")
        for site, path in found.items():
            stamp = tuple(map(_stamp, (path, path.with_suffix(".py"))))
            if stamp == self._stamps.get(site):
                continue
            self._stamps[site] = stamp
            if self._load(site, path):
                changed.add(site)
        return self._profiles, changed

    def _found(self) -> dict[str, Path]:
        paths = sorted(self.folder.glob("*.toml"))
        return {path.stem: path for path in paths if not self.only or path.stem in self.only}

    def _load(self, site: str, path: Path) -> bool:
        try:
            self._profiles[site] = load_profile(path)
        except ConfigError as error:
            held = (
                "what it said before holds" if site in self._profiles else "the site is not watched until it is mended"
            )
            self.tell(f"{error}; {held}")
            return False
        return True


def _stamp(path: Path) -> _Stamp:
    try:
        status = path.stat()
    except OSError:
        return (0, 0)
    return (status.st_mtime_ns, status.st_size)

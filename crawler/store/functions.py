"""SQL functions that show what the archive keeps compressed, for connections of other tools (Datasette)."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

from crawler.errors import ArchiveError
from crawler.model import Article, Version
from crawler.store.codec import encode
from crawler.store.sqlite import SqliteArchive

_OPEN = threading.local()


def register(connection: sqlite3.Connection, path: Path) -> None:
    """Make them known to a connection; `path` is that of the archive, which is opened once a thread, for reading.

    version_title(id), version_text(id), version_json(id): of a row of `versions`. unpacked(value): of a compressed
    column (`changes.change`, `alerts.change`, `templates.template`). Each is NULL where there is nothing to show.
    """
    for name, show in _OF_VERSIONS.items():
        connection.create_function(name, 1, _of_version(path, show), deterministic=True)
    connection.create_function("unpacked", 1, lambda value: _unpacked(path, value), deterministic=True)


def _archive(path: Path) -> SqliteArchive:
    kept = _OPEN.__dict__
    if kept.get("path") != path:
        kept["archive"], kept["path"] = SqliteArchive(path, read_only=True), path
    archive: SqliteArchive = kept["archive"]
    return archive


def _of_version(path: Path, show: Callable[[Version], str]) -> Callable[[object], str | None]:
    def shown(number: object) -> str | None:
        if not isinstance(number, int):
            return None
        try:
            version = _archive(path).version_by_id(number)
        except ArchiveError as problem:
            return str(problem)
        return None if version is None else show(version).encode("utf-8", "replace").decode("utf-8")

    return shown


def _unpacked(path: Path, value: object) -> str | None:
    if not isinstance(value, bytes):
        return None
    try:
        return _archive(path).unpacked(value).encode("utf-8", "replace").decode("utf-8")
    except ArchiveError:
        return None


def _title(version: Version) -> str:
    return version.state.title if isinstance(version.state, Article) else version.state.name


def _text(version: Version) -> str:
    state = version.state
    if isinstance(state, Article):
        return "\n\n".join(filter(None, (state.standfirst, *state.paragraphs)))
    return "\n".join(" ".join(filter(None, (item.title, getattr(item, "text", ""), item.url))) for item in state.items)


def _json(version: Version) -> str:
    return encode(version.state).decode("utf-8", "replace")


_OF_VERSIONS = {"version_title": _title, "version_text": _text, "version_json": _json}

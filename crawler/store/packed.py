"""JSON values kept compressed, for the parts of the archive that hold some."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import zstandard

from crawler.store.codec import to_json
from crawler.store.compress import Zstd
from crawler.store.connection import BUSY_SECONDS, Session
from crawler.store.failures import damaged


class Packed(Session):
    def __init__(self, path: Path, *, read_only: bool = False, busy_seconds: float = BUSY_SECONDS) -> None:
        super().__init__(path, read_only=read_only, busy_seconds=busy_seconds)
        self._zstd = Zstd()

    def _pack(self, value: Any) -> bytes:
        return self._zstd.pack(to_json(value))

    def _unpack(self, data: bytes) -> Any:
        return json.loads(self._unpack_text(data))

    def _unpack_text(self, data: bytes) -> str:
        try:
            return self._zstd.unpack(data).decode("utf-8", "surrogatepass")
        except (zstandard.ZstdError, ValueError) as problem:
            raise damaged(self.path, str(problem)) from problem

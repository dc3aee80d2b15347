"""Which files of raw captures may go, and how they leave the register without breaking the chain."""

from __future__ import annotations

import json
from datetime import datetime

from crawler.store.raws import Raws
from crawler.store.retiring import Retiring
from crawler.store.values import to_ticks

_FILES = "SELECT file FROM raws GROUP BY file HAVING max(at) < :before ORDER BY file"
# Raw captures elsewhere that hold no payload of their own, but refer to one in this file.
_NEEDED_BY = """
SELECT DISTINCT n.file FROM raws r JOIN raws n ON n.refers = r.id WHERE r.file = :file AND n.file <> :file
"""


class Pruning(Raws, Retiring):
    def prunable_files(self, before: datetime) -> list[str]:
        """Files whose raw captures are all from earlier, and which no file that stays refers to."""
        going = {file for (file,) in self._rows(_FILES, {"before": to_ticks(before)})}
        needed = {file: {by for (by,) in self._rows(_NEEDED_BY, {"file": file})} for file in going}
        while staying := {file for file in going if needed[file] - going}:
            going -= staying
        return sorted(going)

    def forget_file(self, file: str, why: str) -> int:
        """Take the raw captures of a file out of the register; how many. Their hashes stay in the chain."""
        with self.transaction():
            numbers = [number for (number,) in self._rows("SELECT id FROM raws WHERE file = :file", {"file": file})]
            self.retire("raws", numbers, why)
            self.record_event("pruned", {"file": file, "why": why})
            self._run("UPDATE raws SET refers = NULL WHERE file = :file", {"file": file})
            self._run("DELETE FROM raws WHERE file = :file", {"file": file})
        return len(numbers)

    def forgotten_files(self) -> list[str]:
        """Files that were ever taken out of the register; they should not be there any more."""
        rows = self._rows("SELECT facts FROM events WHERE kind = 'pruned' ORDER BY id")
        return list(dict.fromkeys(json.loads(facts)["file"] for (facts,) in rows))

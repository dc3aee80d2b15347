"""Collects the fixtures of sites, so that each field of a saved page is a test and nobody writes any Python.

`pytest -p crawler.pytest_plugin data/sites/example` runs `data/sites/example/fixtures/*/expected.json`, a test for each
field, read with today's `data/sites/example.toml`. In Presswatch's own folder the plugin is switched on already.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from crawler.checking.cases import ABSENT, EXPECTED, FOLDER, Case, Difference, compare_case, load_case
from crawler.errors import PresswatchError

NOTHING_ELSE = "nothing else"


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> CaseFile | None:
    """A case is `fixtures/CASE/expected.json` of a site that has a profile."""
    folder = file_path.parent
    if file_path.name != EXPECTED or folder.parent.name != FOLDER:
        return None
    profile = folder.parent.parent.with_suffix(".toml")
    return CaseFile.from_parent(parent, path=file_path) if profile.is_file() else None


class CaseFile(pytest.File):
    @cached_property
    def case(self) -> Case:
        return load_case(self.path.parent)

    @cached_property
    def differences(self) -> dict[str, Difference]:
        return {found.field: found for found in compare_case(self.case)}

    def collect(self) -> Iterator[pytest.Item]:
        try:
            names = [*self.case.expected, NOTHING_ELSE]
        except PresswatchError as error:
            raise self.CollectError(str(error)) from error
        return (FieldItem.from_parent(self, name=name) for name in names)


class FieldItem(pytest.Item):
    """One field of a case; the last item of each case says that nothing else is read."""

    parent: CaseFile

    def runtest(self) -> None:
        found = self.parent.differences
        if self.name == NOTHING_ELSE:
            wrong = [found[name] for name in found if found[name].expected == ABSENT]
        else:
            wrong = [found[self.name]] if self.name in found else []
        if wrong:
            raise FieldDiffersError("\n".join(map(str, wrong)))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        if isinstance(excinfo.value, FieldDiffersError):
            return f"{self.parent.path.parent}: {excinfo.value}"
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        return self.path, None, f"{self.path.parent.name}: {self.name}"


class FieldDiffersError(Exception):
    """A field is not read as expected; the message says how."""

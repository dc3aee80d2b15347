"""What a start leaves out, and that nothing else is missing for it."""

from __future__ import annotations

import gc
import inspect
import subprocess
import sys

import pytest

from crawler.collecting import uncollected
from crawler.config import FILE_NAME, load_config
from crawler.config.archive import ARCHIVE_FILE, load_archive_config


def printed_by(program: str) -> str:
    """What a fresh Python prints, since a module is imported only once in this one."""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    return done.stdout.strip()


class TestUncollected:
    def test_nothing_is_searched_inside_and_everything_afterwards(self):
        assert gc.isenabled()
        with uncollected():
            assert not gc.isenabled()
        assert gc.isenabled()

    def test_it_is_on_again_after_an_import_that_failed(self):
        with pytest.raises(ImportError), uncollected():
            raise ImportError
        assert gc.isenabled()

    def test_one_inside_of_another_does_not_switch_it_on(self):
        with uncollected():
            with uncollected():
                pass
            assert not gc.isenabled()


class TestHandler:
    PROGRAM = """
import inspect
whole = inspect.stack
from crawler.spiders.handlers import import_handler
import_handler()
assert inspect.stack is whole
from scrapy.core.downloader import contextfactory, tls
for module in (contextfactory, tls):
    for each in vars(module).values():
        if isinstance(each, type) and "Deprecated" in type(each).__name__:
            print(each.__module__ == module.__name__)
"""

    def test_scrapys_deprecated_names_know_their_module_as_they_would_have(self):
        assert set(printed_by(self.PROGRAM).split()) == {"True"}

    def test_what_it_stands_in_for_is_back_after_an_import_that_failed(self, monkeypatch):
        from crawler.spiders import handlers

        whole = inspect.stack
        monkeypatch.setattr(handlers, "HANDLER", "crawler.there_is_none")
        with pytest.raises(ModuleNotFoundError):
            handlers.import_handler()
        assert inspect.stack is whole


class TestDefaults:
    def test_settings_without_a_file_are_those_of_an_empty_file(self, tmp_path):
        without = load_config(tmp_path, {}), load_archive_config(tmp_path)
        for name in (FILE_NAME, ARCHIVE_FILE):
            (tmp_path / name).write_text("", encoding="utf-8")
        assert (load_config(tmp_path, {}), load_archive_config(tmp_path)) == without

    def test_the_forms_of_files_that_are_not_there_are_not_built(self, tmp_path):
        program = f"""
from pathlib import Path
from crawler.config import load_config
from crawler.config.archive import ArchiveConfig, load_archive_config
from crawler.config.loading import _File
load_archive_config(Path({str(tmp_path)!r})), load_config(Path({str(tmp_path)!r}), {{}}).timing("log")
print(_File.__pydantic_complete__, ArchiveConfig.__pydantic_complete__)
"""
        assert printed_by(program) == "False False"

    def test_a_crawl_without_feeds_loads_no_parser_for_them(self):
        assert printed_by("import sys, crawler.runs; print('feedparser' in sys.modules)") == "False"

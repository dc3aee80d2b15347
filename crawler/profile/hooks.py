"""A site that TOML can't describe may have a Python file beside its profile: `data/sites/NAME.py`.

It is loaded only where the profile exists, and by that name only. It may define:

`article(document: Document, article: Article | None) -> Article | None`
    Called for each page of the site after reading. `document` is the response as blocks (`document.root` is the lxml
    tree, None for text captures), `article` what was read from it, or None. What it returns is the article.

A hook must not fetch, write or read the clock: the same page must always give the same article.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import cast

from crawler.errors import ConfigError
from crawler.model import Article, Document

HookFunction = Callable[[Document, Article | None], Article | None]


def load_hook(profile: Path) -> ModuleType | None:
    """The hook beside the profile at this path (`x.toml` → `x.py`), or None where there is none.

    Raises ConfigError with file, line and what is wrong where the file can't be run.
    """
    path = profile.with_suffix(".py")
    if not profile.is_file() or not path.is_file():
        return None
    spec = importlib.util.spec_from_file_location(f"presswatch_hook_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise ConfigError(f"{path}: cannot be loaded as Python")
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:  # the file is somebody's program, and may raise anything
        raise ConfigError(f"{path}: line {_line(error, path)}: {type(error).__name__}: {error}") from error
    if not callable(getattr(module, "article", None)):
        raise ConfigError(f"{path}: defines no function article(document, article), add it or remove the file")
    return module


def hook_of(folder: Path, site: str) -> HookFunction | None:
    """The hook function of a site in a folder of profiles, or None."""
    module = load_hook(folder / f"{site}.toml")
    return None if module is None else cast("HookFunction", module.article)


def _line(error: BaseException, path: Path) -> int:
    """The last line of the hook itself that was running."""
    if isinstance(error, SyntaxError):
        return error.lineno or 0
    line, step = 0, error.__traceback__
    while step is not None:
        if step.tb_frame.f_code.co_filename == str(path):
            line = step.tb_lineno
        step = step.tb_next
    return line

"""The command line: `presswatch [--data DIR] COMMAND`, also as `python -m crawler`.

`main` is the one place where errors become exit statuses: 0 the command did its work, 1 it did not, 2 usage or
configuration error, 3 another run holds the lock, 130 interrupted. Commands are imported when they are called.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import NoReturn

import click

from crawler import __version__
from crawler.cli.commands import COMMANDS
from crawler.cli.failures import TERMINATED, caught, end_by_sigterm, flush, heed_sigterm
from crawler.cli.lazy import LazyGroup

__all__ = ["main", "presswatch", "run"]


@click.group(
    cls=LazyGroup,
    commands=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="""\b
Examples:
  presswatch demo
  presswatch add https://example.org/
  presswatch --data /srv/presswatch crawl""",
)
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("data"),
    envvar="PRESSWATCH_DATA",
    metavar="DIR",
    help="The data folder: profiles, rules, archive, alert log. Default: PRESSWATCH_DATA, else ./data.",
)
@click.version_option(__version__, prog_name="presswatch")
def presswatch(data: Path) -> None:
    """Watch news sites: tell edits, removals and list changes from the noise around them."""
    # `data_of` finds the folder in the context.
    del data


def run(args: Sequence[str] | None = None) -> int:
    """Run a command and give its exit status; whatever goes wrong is one line on standard error."""
    with caught() as outcome:
        # The exit code of --help and the like; commands return nothing.
        outcome.status = presswatch.main(args, prog_name="presswatch", standalone_mode=False) or 0
        flush()
    return outcome.status


def main() -> NoReturn:
    """The console script. Standard output is UTF-8 whatever the locale, as the exports' readers expect."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    heed_sigterm()
    status = run()
    if status == TERMINATED:
        end_by_sigterm()
    sys.exit(status)

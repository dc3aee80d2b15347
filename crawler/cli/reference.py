"""The reference of the command line, made of what `--help` prints: `python -m crawler.cli.reference > docs/cli.md`."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click

from crawler.cli import presswatch

WIDTH = 100

_HEAD = """# Commands

Made by `python -m crawler.cli.reference > docs/cli.md` of what `presswatch COMMAND --help` prints; edit the help, not
this file.

Exit status: 0 the command did its work (single failed pages are reported, not fatal), 1 it did not, 2 usage or
configuration error, 3 another run holds the lock, 130 interrupted. Standard output carries data, standard error
everything else; an error is one line that says what is wrong and how to mend it. `PRESSWATCH_DEBUG=1` adds the
traceback of what should not have happened.

Times are ISO 8601 UTC, such as `2026-05-12T08:00:03Z`. Where a command takes one, an offset (`+02:00`), a day
(`2026-05-12`, its first moment) and an age (`30m`, `2h`, `3d`, `2w`) do as well; without an offset it is UTC.
"""


def reference() -> str:
    """Markdown: the group, then each command in the order of the help."""
    return "\n".join([_HEAD, *_sections()])


def _sections() -> Iterator[str]:
    settings = {**presswatch.context_settings, "terminal_width": WIDTH, "max_content_width": WIDTH}
    group = click.Context(presswatch, info_name="presswatch", **settings)
    yield _section("presswatch", presswatch.get_help(group))
    for name in presswatch.list_commands(group):
        command = presswatch.get_command(group, name)
        if command is not None:
            context = click.Context(command, group, name)
            yield _section(f"presswatch {name}", command.get_help(context))


def _section(title: str, text: str) -> str:
    return f"## {title}\n\n```text\n{text}\n```\n"


if __name__ == "__main__":
    sys.stdout.write(reference())

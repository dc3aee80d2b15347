"""A group whose commands are imported when they are called, so that reading never waits for Scrapy."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any, NamedTuple, cast

import click

from crawler.collecting import uncollected


class LazyCommand(NamedTuple):
    target: str  # "module:attribute"
    summary: str  # the first sentence of its help, for the list of commands


class LazyGroup(click.Group):
    """Knows its commands by a table; the list of commands is written without importing any."""

    def __init__(self, *args: Any, commands: Mapping[str, LazyCommand], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table = commands

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of the table, which is that of a person's first day."""
        del ctx
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in self.table:
            return None
        module, _, attribute = self.table[cmd_name].target.partition(":")
        with uncollected():
            return cast("click.Command", getattr(import_module(module), attribute))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = click.utils.make_str(args[0])
        if name not in self.table and not name.startswith("-"):
            from crawler.toml_files import did_you_mean

            raise click.UsageError(f"no command {name[:80]!r}{did_you_mean(name, self.table)}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.summary) for name, entry in self.table.items()])

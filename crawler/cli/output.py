"""What commands print. Data goes to standard output, words about it to standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

import click


def write(text: str) -> None:
    """A line of data."""
    sys.stdout.write(f"{text}\n")


def write_or_note(lines: Iterable[str], nothing: str) -> None:
    """Each line as it comes; where there is none, a note that says so."""
    found = False
    for line in lines:
        found = True
        write(line)
    if not found:
        note(nothing)


def note(text: str) -> None:
    """Something said about the data, or in its place."""
    click.echo(text, err=True)


def wants_colour() -> bool:
    """On a terminal only, and not where NO_COLOR (no-color.org) is set."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"

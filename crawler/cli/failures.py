"""Errors as one line on standard error and an exit status."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import EACCES, EDQUOT, ENOSPC, EPERM, EROFS
from types import FrameType
from typing import NoReturn

import click

from crawler.classes import dataclass
from crawler.errors import PresswatchError

FAILED = 1
INTERRUPTED = 130  # 128 + SIGINT, as shells have it
TERMINATED = 143  # 128 + SIGTERM
LINE = 1_000  # characters of an error that are shown
DEBUG = "PRESSWATCH_DEBUG"

_HINTS = {
    ENOSPC: "the disk is full: free some space and run again",
    EDQUOT: "the disk quota is used up: free some space and run again",
    EACCES: "mend its rights, or choose another data folder with --data",
    EPERM: "mend its rights, or choose another data folder with --data",
    EROFS: "it lies on a read-only disk: choose another data folder with --data",
}


class Terminated(BaseException):
    """Told to end by SIGTERM: what is under way is undone or put away, as on Ctrl-C, which click takes for its own."""


@dataclass(slots=True)
class Outcome:
    status: int = 0


@contextmanager
def caught() -> Iterator[Outcome]:
    """Whatever goes wrong inside is told in one line, and sets the status."""
    outcome = Outcome()
    try:
        yield outcome
    except BrokenPipeError:
        # Who reads us has seen enough (`| head`): nothing to tell.
        outcome.status = FAILED
    except Terminated:
        outcome.status = TERMINATED
        _tell("told to stop, and stopped")
    except (KeyboardInterrupt, click.Abort):
        outcome.status = INTERRUPTED
        _tell("interrupted")
    except SystemExit as leaving:  # click's own way out, on a closed pipe
        outcome.status = leaving.code if isinstance(leaving.code, int) else FAILED
    except Exception as error:  # noqa: BLE001 - the one place where nothing may get through as a traceback
        if os.environ.get(DEBUG):
            traceback.print_exc()
        outcome.status = _status(error)
        _tell_error(error)
    finally:
        _settle()


def heed_sigterm() -> None:
    """SIGTERM ends a command as Ctrl-C does. (Whoever runs a crawl has its own way to, for as long as that lasts.)"""

    def told(_number: int, _frame: FrameType | None) -> NoReturn:
        raise Terminated

    signal.signal(signal.SIGTERM, told)


def end_by_sigterm() -> None:
    """End as a program that does not heed it: a shell or systemd sees that this was no failure."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.raise_signal(signal.SIGTERM)


def flush() -> None:
    """Write out what is held back, so that a full disk or a closed pipe is noticed in time to be told."""
    sys.stdout.flush()


def _status(error: Exception) -> int:
    if isinstance(error, PresswatchError):
        return error.exit_status
    return error.exit_code if isinstance(error, click.ClickException) else FAILED


def _tell_error(error: Exception) -> None:
    # `presswatch` alone: click (from 8.2 on, so it can't be named here) shows the help.
    if isinstance(error, click.UsageError) and type(error).__name__ == "NoArgsIsHelpError":
        error.show()
        return
    _tell(describe(error))


def describe(error: Exception) -> str:
    """What is wrong, and in brackets how to mend it."""
    if isinstance(error, PresswatchError):
        return str(error)
    if isinstance(error, click.ClickException):
        return _usage(error)
    if isinstance(error, OSError):
        return _system(error)
    kind = type(error).__name__
    return f"unexpected {kind}: {error} (this is a bug: please report it, with what {DEBUG}=1 adds to the command)"


def _usage(error: click.ClickException) -> str:
    message = error.format_message().rstrip(".").replace("'[", "'").replace("]]'", "'")  # of arguments, in help texts
    if not isinstance(error, click.UsageError):
        return message
    if message.startswith("No such option '--data'"):
        return f"{message} here (it stands before the command: presswatch --data DIR COMMAND)"
    command = error.ctx.command_path if error.ctx else "presswatch"
    message = message.replace("is not a valid integer range", "is no whole number")
    return f"{message} (see: {command} --help)"


def _system(error: OSError) -> str:
    """`FILE: No space left on device`, and what to do about it."""
    what = error.strerror or str(error) or type(error).__name__
    named = f"{error.filename}: {what}" if error.filename else what
    hint = _HINTS.get(error.errno or 0, "")
    return f"{named} ({hint})" if hint else named


def _tell(message: str) -> None:
    from crawler.cli.output import note

    with suppress(OSError):  # standard error itself is closed or full
        note(f"presswatch: {_line(message)}")


def _line(message: str) -> str:
    from crawler.text import fold

    folded = fold(message)
    return folded if len(folded) <= LINE else f"{folded[:LINE]}…"


def _settle() -> None:
    """What can't be written by now never will be: keep the interpreter from trying again, loudly, at its end."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):  # ValueError: closed
            with suppress(OSError, ValueError):
                sink = os.open(os.devnull, os.O_WRONLY)
                os.dup2(sink, stream.fileno())
                os.close(sink)

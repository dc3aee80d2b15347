"""One error tree. Every error says what is wrong, and its hint says how to mend it.

PresswatchError                 exit status 1: the command did not do its work
├── UsageError                  exit status 2: the command line asks for something that is not there
│   └── ConfigError             exit status 2: a file that a person wrote is wrong (file, key, mend)
├── LockedError                 exit status 3: another run holds the lock
├── ArchiveError                the archive cannot be opened, read or written
├── CaptureError                a capture cannot be read (too large, not text, cut off …)
└── DeliveryError               a channel could not deliver; `permanent` tells whether trying again can help
"""

from __future__ import annotations


class PresswatchError(Exception):
    """Base of all errors that a person is told about, as one line: `message`, then the hint."""

    exit_status = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} ({self.hint})" if self.hint else self.message


class UsageError(PresswatchError):
    exit_status = 2


class ConfigError(UsageError):
    """A profile or rules file is wrong; the message starts with the file and the key."""


class LockedError(PresswatchError):
    exit_status = 3


class ArchiveError(PresswatchError):
    pass


class CaptureError(PresswatchError):
    pass


class DeliveryError(PresswatchError):
    """A channel failed. `permanent` is True where trying again cannot help (a refused address, say).

    `retry_after` is the number of seconds that the receiver asked to wait, if it did.
    """

    def __init__(
        self, message: str, *, hint: str = "", permanent: bool = False, retry_after: float | None = None
    ) -> None:
        super().__init__(message, hint=hint)
        self.permanent = permanent
        self.retry_after = retry_after

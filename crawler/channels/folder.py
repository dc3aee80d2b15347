"""Mails as `.eml` files in a folder: for the demo, and for looking at mails before sending any."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from crawler.channels.base import SendResult
from crawler.channels.messages import Envelope, file_name, message
from crawler.errors import DeliveryError
from crawler.model import Delivery
from crawler.whole_files import replace_file


class FolderChannel:
    """A file a batch. Its name follows from the alerts, so a mail made twice is one file."""

    def __init__(self, folder: Path, envelope: Envelope, name: str = "email") -> None:
        self.name = name
        self.folder = folder
        self.envelope = envelope
        self.head = ""  # of the archive's chain; set before sending

    def send(self, batch: Sequence[Delivery], now: datetime, held: int = 0) -> SendResult:
        mail = message([each.alert for each in batch], self.envelope, now=now, held=held, head=self.head)
        try:
            replace_file(self.folder / file_name(mail), mail.as_bytes())
        except OSError as error:
            raise DeliveryError(f"{self.folder} cannot be written: {error.strerror or error}") from error
        return SendResult.all_sent(batch)

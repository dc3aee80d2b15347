"""Services that Apprise knows: Slack, Telegram, Discord, Matrix, ntfy and others (extra `notify`)."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from crawler import render
from crawler.channels.base import Place, SendResult
from crawler.config import AppriseSettings, variable
from crawler.errors import DeliveryError
from crawler.model import Delivery

TITLE = 150
LONGEST = 1_800  # characters of a message: Discord takes 2,000, others more


class AppriseChannel:
    """One message a batch. What does not fit into it is counted, and stands in the log."""

    def __init__(self, name: str, settings: AppriseSettings, place: Place) -> None:
        self.name = name
        self.settings = settings
        self.address = place.secret.strip()

    def send(self, batch: Sequence[Delivery], now: datetime, held: int = 0) -> SendResult:
        service = self._service()
        made = render.brief([each.alert for each in batch], now=now, held=held, limit=LONGEST)
        heard = _Listener()
        logger = logging.getLogger("apprise")
        logger.addHandler(heard)
        try:
            done = service.notify(title=render.cut(made.subject, TITLE), body=made.text, body_format="text")
        finally:
            logger.removeHandler(heard)
        if not done:
            raise DeliveryError(f"the service did not take it: {heard.told(self.address)}")
        return SendResult.all_sent(batch)

    def _service(self) -> Any:
        """Raises DeliveryError where Apprise, or the address, is missing."""
        try:
            import apprise
        except ImportError as error:
            raise DeliveryError("needs Apprise", hint="pip install 'presswatch[notify]'") from error
        name = variable(self.name)
        if not self.address:
            raise DeliveryError("has no address", hint=f"set {name} to one such as ntfy://ntfy.sh/my-topic")
        service = apprise.Apprise()
        if not service.add(self.address):
            raise DeliveryError(f"what {name} holds is no address that Apprise knows", hint="see its list of services")
        return service


class _Listener(logging.Handler):
    """Apprise says why something failed only to its log."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())

    def told(self, secret: str) -> str:
        said = " ".join(self.lines).replace(secret, "…") if secret else " ".join(self.lines)
        return render.plain(said, 200) or "it does not say why"

"""A batch of alerts as one mail: headers that sort, thread and tell, and a digest in text and HTML."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from email import message_from_string
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import quote

from crawler import render
from crawler.classes import dataclass
from crawler.model import Alert
from crawler.render.transfer import encoding

# Bodies in ASCII: not every server on the way takes eight bits.
_POLICY = SMTP.clone(cte_type="7bit")
_BITS = 128
_LONGEST_WORD = 60  # of a subject in plain ASCII; a longer one can only be folded when encoded


@dataclass(frozen=True, slots=True)
class Envelope:
    sender: Address
    to: tuple[Address, ...]
    reply_to: Address | None = None


def message(
    alerts: Sequence[Alert], envelope: Envelope, *, now: datetime, held: int = 0, head: str = ""
) -> EmailMessage:
    """The digest of `alerts` (at least one) as a mail. The same alerts always have the same Message-ID.

    `held`: so many more come in the next hour. `head`: of the archive's chain.
    """
    made = render.digest(alerts, now=now, held=held, head=head)
    mail = _with_subject(made.subject)
    mail["From"] = _named(envelope.sender)
    mail["To"] = envelope.to or (envelope.sender,)
    mail["Reply-To"] = _named(envelope.reply_to or envelope.sender)
    mail["Date"] = now
    mail["Message-ID"] = message_id(alerts, envelope.sender.domain)
    for name, value in _standing(envelope, alerts):
        mail[name] = value
    mail.set_content(made.text, cte=encoding(made.text))
    mail.add_alternative(made.html, subtype="html", cte=encoding(made.html))
    # A boundary of our own: the same mail made again is the same to the byte.
    mail.set_boundary(f"=_presswatch_{_name(each.id for each in alerts)}")
    return mail


def _with_subject(subject: str) -> EmailMessage:
    """A mail whose subject is folded already. EmailMessage's own folding loses or adds spaces between encoded words
    (cpython issues 92081 and 144156, in 3.11 for good); a header that was parsed is left as it is."""
    plain = subject.isascii() and "=?" not in subject and max(map(len, subject.split()), default=0) < _LONGEST_WORD
    folded = Header(subject, "us-ascii" if plain else "utf-8", header_name="Subject").encode()
    return message_from_string(f"Subject: {folded}\n\n", _class=EmailMessage, policy=_POLICY)


def message_id(alerts: Iterable[Alert], domain: str) -> str:
    return f"<presswatch.{_name(sorted(alert.id for alert in alerts))}@{domain}>"


def thread(alerts: Sequence[Alert], domain: str) -> str:
    """The Message-ID under which all mails about one subject gather, "" where `alerts` are about several."""
    subjects = {render.about(alert) for alert in alerts}
    return f"<presswatch.thread.{_name(subjects.pop())}@{domain}>" if len(subjects) == 1 else ""


def _standing(envelope: Envelope, alerts: Sequence[Alert]) -> list[tuple[str, str]]:
    """Headers that machines read. Everything in them is ASCII of our own making."""
    domain = envelope.sender.domain
    keeper = envelope.reply_to or envelope.sender
    headers = [
        ("List-Id", f"Presswatch alerts <alerts.presswatch.{domain}>"),
        ("Auto-Submitted", "auto-generated"),
        ("X-Auto-Response-Suppress", "All"),  # Exchange knows only this one
    ]
    if keeper.addr_spec.isascii():
        headers.append(("List-Unsubscribe", f"<mailto:{quote(keeper.addr_spec, safe='@')}?subject=unsubscribe>"))
    if root := thread(alerts, domain):
        headers += [("In-Reply-To", root), ("References", root)]
    return headers


def _named(sender: Address) -> Address:
    return sender if sender.display_name else Address("Presswatch", sender.username, sender.domain)


def _name(parts: Iterable[str]) -> str:
    state = hashlib.blake2b(digest_size=_BITS // 8)
    for part in parts:
        state.update(f"{len(part)}:{part}".encode("utf-8", "replace"))
    return state.hexdigest()


def file_name(mail: EmailMessage) -> str:
    """A name for the mail's file, after its Message-ID."""
    return re.sub(r"[^A-Za-z0-9.@_-]", "_", str(mail["Message-ID"]).strip("<>"))[:120] + ".eml"

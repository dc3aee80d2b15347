"""Made-up news pages for the tests of reading articles: one body, dressed in the markup that sites use."""

from __future__ import annotations

from datetime import UTC, datetime

from crawler.blocks import read_document
from crawler.model import Capture, Document

NOW = datetime(2026, 5, 12, 8, 0, tzinfo=UTC)
URL = "https://harbourpost.example/news/night-ferry"
TITLE = "Night ferry to Grey Island stops in autumn"
PARAGRAPHS = (
    "The night ferry to Grey Island will make its last crossing on 30 September, the harbour board said on Tuesday.",
    "For sixty years the boat has carried bakers, nurses and the post between the mainland and the island's two villages.",
    "“Nobody asked us,” said Ilse Marren, who runs the bakery by the pier. “We heard of it from a notice on the door.”",
    "The board puts the yearly loss at 410,000 crowns and says that the day boats have room enough for everyone.",
    "Islanders want to meet the board in June; a petition had 1,200 names by Monday evening.",
)
SHORT = "No."


def document(html: str, url: str = URL) -> Document:
    return read_document(Capture(url, NOW, 200, {"content-type": "text/html; charset=utf-8"}, html.encode()))


def text_document(text: str) -> Document:
    return read_document(Capture("file:///story.txt", NOW, 200, {"content-type": "text/plain"}, text.encode()))


def paragraphs(texts: tuple[str, ...] = PARAGRAPHS) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


MENU = (
    "<nav><ul>"
    + "".join(f'<li><a href="/{name}">{name.title()}</a></li>' for name in ("news", "sea", "sport"))
    + "</ul></nav>"
)
FOOT = "<footer><p>The Harbour Post is printed on Quay Street, and has been since the days of sail, every morning.</p></footer>"


def page(body: str, *, head: str = "", title: str = TITLE) -> str:
    return (
        f'<!doctype html><html lang="en"><head><title>{title} | The Harbour Post</title>{head}</head>'
        f"<body>{MENU}<main><h1>{title}</h1>{body}</main>{FOOT}</body></html>"
    )

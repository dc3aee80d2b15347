"""Pages for the tests of reading, all of them made up."""

from __future__ import annotations

from datetime import UTC, datetime

from crawler.blocks import read_document
from crawler.model import Capture, Document

URL = "https://harbour.example/news/a-story"
TITLES = (
    "Harbour council votes to keep the old ferry line",
    "Baker wins regional prize with a loaf of rye",
    "Night trains return to the coast after nine years",
    "Storm closes the lighthouse road until Sunday",
    "School choir invited to sing at the winter market",
)


def html(body: str, *, head: str = "", url: str = URL) -> Document:
    page = f"<html><head>{head}</head><body>{body}</body></html>"
    headers = {"content-type": "text/html; charset=utf-8"}
    return read_document(Capture(url, datetime(2026, 5, 12, tzinfo=UTC), headers=headers, body=page.encode()))


def text(lines: str) -> Document:
    headers = {"content-type": "text/plain; charset=utf-8"}
    return read_document(Capture(URL, datetime(2026, 5, 12, tzinfo=UTC), headers=headers, body=lines.encode()))


def link(place: int, title: str | None = None) -> str:
    return f'<a href="/news/{place}">{TITLES[place] if title is None else title}</a>'


def items(count: int = 5) -> str:
    return "".join(f"<li>{link(place)}</li>" for place in range(count))


def urls(count: int = 5) -> list[str]:
    return [f"https://harbour.example/news/{place}" for place in range(count)]

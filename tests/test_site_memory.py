"""When a batch of pages is worth learning from."""

from __future__ import annotations

from datetime import UTC, datetime

from crawler.blocks import read_document
from crawler.model import Capture, Document
from crawler.recorder.headlines import MOST_PAGES
from crawler.recorder.memory import SiteMemory
from crawler.store import open_archive

NOW = datetime(2026, 5, 12, 8, tzinfo=UTC)
MENU = "".join(f"<li><a href=/{name}>{name.title()}</a></li>" for name in ("news", "sea", "sport", "weather"))


def story(number: int) -> Document:
    text = "".join(
        f"<p>Paragraph {line} of story {number} says what the council of the harbour did in its {number}th week.</p>"
        for line in range(5)
    )
    body = f"<nav><ul>{MENU}</ul></nav><main><h1>What the harbour did in week {number}</h1>{text}</main>"
    url = f"https://harbour.example/news/story-{number}"
    html = f"<html><head><title>Week {number}</title></head><body>{body}</body></html>"
    return read_document(Capture(url, NOW, 200, {"content-type": "text/html"}, html.encode()))


def test_a_site_whose_pages_say_the_same_is_not_learned_with_every_batch(tmp_path):
    with open_archive(tmp_path / "archive.db") as archive:
        memory = SiteMemory.load(archive, "harbour")
        wanted = []
        for batch in range(6):
            documents = [story(16 * batch + number) for number in range(16)]
            wanted.append(memory.wants(documents))
            if wanted[-1]:
                memory.learn(documents, (), NOW)
        assert memory.template.generation == 1
        assert wanted == [True, True, True, False, False, False]


def test_what_is_forgotten_first_is_the_oldest_also_after_the_next_run(tmp_path):
    at = datetime(2026, 5, 12, tzinfo=UTC)
    with open_archive(tmp_path / "archive.db") as archive:
        memory = SiteMemory.load(archive, "paper")
        pages = [f"https://paper.example/{(37 * number) % MOST_PAGES}" for number in range(MOST_PAGES)]
        for page in pages:
            memory.headlines.saw(page, "A", "A", "B", at)
        memory.save()
        again = SiteMemory.load(archive, "paper")
        again.headlines.saw("https://paper.example/new", "A", "A", "B", at)
        assert list(again.headlines.drawn) == [*pages[1:], "https://paper.example/new"]

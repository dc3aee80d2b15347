"""A capture file taken again under another name, or into another folder, is the page that it was before."""

from __future__ import annotations

from pathlib import Path

import pytest
from store_drivers import SITE, T0, article, page

from crawler.model import Article
from crawler.recorder.identity import article_key
from crawler.recorder.known_files import KnownFiles
from crawler.store import SqliteArchive, open_archive

FERRY = (
    "The ferry to Ashlock stays in port.",
    "Nobody was hurt when its ramp gave way.",
    "A second ramp is on its way.",
)
CRANE = ("The crane on the north quay is for sale.", "It has not lifted a box for nine years.", "Two museums asked.")


def told(title: str, texts: tuple[str, ...]) -> Article:
    return Article(title=title, paragraphs=texts)


def add(archive: SqliteArchive, url: str, known: Article) -> None:
    archive.save_page(page(url, state="known"))
    archive.add_version(article_key(SITE, url), known, "00", T0, None)


@pytest.fixture
def archive(tmp_path: Path):
    with open_archive(tmp_path / "archive.db") as archive:
        add(archive, "https://harbour.example/ferry.html", told("Ferry in port", FERRY))
        add(archive, "file:///old/ferry.html", told("Ferry in port", FERRY))
        add(archive, "file:///old/crane.html", told("Crane for sale", CRANE))
        add(archive, "file:///other/crane.html", told("Nothing", ("Of the kind.",)))
        yield archive


@pytest.mark.parametrize(
    ("key", "title", "texts", "expected"),
    [
        ("file:///new/ferry.html", "Ferry in port", CRANE, "file:///old/ferry.html"),
        ("file:///new/ferry.html", "Ferry at sea", (*FERRY[:2], "It sails at noon."), "file:///old/ferry.html"),
        ("file:///new/renamed.html", "Ferry in port", FERRY, "file:///old/ferry.html"),
        ("file:///new/crane.html", "Crane sold", CRANE, "file:///old/crane.html"),
        ("file:///new/crane.html", "Nothing", CRANE, "file:///old/crane.html"),
        ("file:///new/ferry.html", "Ferry at sea", CRANE, ""),
        ("file:///new/renamed.html", "Ferry in port", CRANE, ""),
        ("file:///new/renamed.html", "Ferry at sea", FERRY, ""),
        ("file:///old/ferry.html", "Ferry in port", FERRY, ""),
        ("https://harbour.example/new/ferry.html", "Ferry in port", FERRY, ""),
    ],
    ids=[
        "name and title",
        "name and most of the text",
        "title and most of the text",
        "the name and all of the text",
        "the first of its name that agrees",
        "the name alone",
        "the title alone",
        "the text alone",
        "known itself",
        "no file",
    ],
)
def test_a_copy_has_two_of_name_title_and_text_in_common_with_what_is_known(archive, key, title, texts, expected):
    assert KnownFiles(archive, SITE).copied_from(key, told(title, texts)) == expected


def test_the_namesake_is_the_first_known_file_of_that_name(archive):
    files = KnownFiles(archive, SITE)
    assert files.namesake("file:///new/crane.html").title == "Crane for sale"
    assert files.namesake("file:///new/quay.html") is None
    assert files.namesake("file:///old/crane.html") is None
    assert files.copied_from("file:///new/crane.html", None) == ""


def test_what_is_known_is_read_once_for_a_batch_however_many_files_are_new(archive, monkeypatch):
    for number in range(30):
        add(archive, f"file:///old/{number}.html", article(f"Quay {number}", title=f"Quay {number} is dry"))
    asked = []
    latest = archive.latest
    monkeypatch.setattr(archive, "latest", lambda key: asked.append(key) or latest(key))
    files = KnownFiles(archive, SITE)
    for number in range(20):
        assert files.copied_from(f"file:///new/{number}-b.html", told(f"Unheard of {number}", FERRY)) == ""
    assert len(asked) == len(set(asked)) == 33

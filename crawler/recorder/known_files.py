"""Which known capture file a new one is a later copy of. Files have no address of their own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from posixpath import basename

from crawler.guard import share_kept
from crawler.model import Article
from crawler.recorder.identity import article_key
from crawler.store import Archive
from crawler.text import compare_form
from crawler.urls import is_local

# A capture file of another name or folder is the same page where it has its title and this share of its text.
SAME_TEXT = 0.5


class KnownFiles:
    """The files of a site as they are known at one moment, read once where one of them is asked for.

    Good for a batch of looks, as long as nothing of it is recorded: to read them all for each new file would take a
    folder of ten thousand a hundred million articles.
    """

    def __init__(self, archive: Archive, site: str) -> None:
        self._archive = archive
        self._site = site

    def copied_from(self, key: str, article: Article | None) -> str:
        """The known page that a capture *file* is a later copy of, else "".

        The same capture taken again into another folder is the same page, where its file name and title, or one of
        them and most of its text, agree with one that is known. Those of its name are asked first.
        """
        if article is None or not self._is_new(key):
            return ""
        likely = self._likely(basename(key), compare_form(article.title))
        return next((url for url in likely if self._is_copy(url, key, article)), "")

    def namesake(self, key: str) -> Article | None:
        """The article of the known file of the same name in another folder."""
        named = self._by_name.get(basename(key)) if self._is_new(key) else None
        return self._article(named[0]) if named else None

    def _is_new(self, key: str) -> bool:
        return is_local(key) and self._archive.page(self._site, key) is None

    def _likely(self, name: str, title: str) -> Iterator[str]:
        yield from self._by_name.get(name, ())
        yield from (url for url in self._by_title.get(title, ()) if basename(url) != name)

    @cached_property
    def _by_name(self) -> Mapping[str, Sequence[str]]:
        found = defaultdict(list)
        for record in self._archive.pages(self._site):
            if is_local(record.url):
                found[basename(record.url)].append(record.url)
        return found

    @cached_property
    def _by_title(self) -> Mapping[str, Sequence[str]]:
        found = defaultdict(list)
        for record in self._archive.pages(self._site):
            if is_local(record.url) and (article := self._article(record.url)) is not None:
                found[compare_form(article.title)].append(record.url)
        return found

    def _article(self, url: str) -> Article | None:
        version = self._archive.latest(article_key(self._site, url))
        return version.state if version is not None and isinstance(version.state, Article) else None

    def _is_copy(self, url: str, key: str, article: Article) -> bool:
        known = self._article(url)
        if known is None:
            return False
        same_title = compare_form(known.title) == compare_form(article.title)
        same_name = basename(url) == basename(key)
        if same_title and same_name:
            return True  # a brief that was edited may keep less than half of its text
        return share_kept(known, article) >= SAME_TEXT or share_kept(article, known) >= SAME_TEXT

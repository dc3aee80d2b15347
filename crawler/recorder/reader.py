"""Which program read what is stored of a site: this one, or one that read by other rules."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import field

from crawler.classes import dataclass
from crawler.model import PageRecord, RegionKind
from crawler.store import Archive

_META = "reader"


@dataclass(slots=True)
class Reader:
    """`number`: of this program's rules among those that read the site, from 0; each page's row has the one that its
    stored state was read by. `unread`: regions of the site ("KIND:NAME") that were not seen by these rules yet."""

    archive: Archive
    site: str
    number: int = 0
    unread: set[str] = field(default_factory=set)
    rules: str = ""

    @classmethod
    def of(cls, archive: Archive, site: str, rules: str) -> Reader:
        """Of a site as it is known; where other rules read it, or it is not known which, these are new ones."""
        text = archive.meta(site, _META)
        plain = json.loads(text) if text else {}
        if plain.get("rules") == rules:
            return cls(archive, site, plain["number"], set(plain["unread"]), rules)
        known = {name_of(key.kind, key.name) for key in archive.regions(site) if key.page is None}
        number = plain["number"] + 1 if plain else int(archive.page_count(site) > 0)
        reader = cls(archive, site, number, known, rules)
        reader.save()
        return reader

    def save(self) -> None:
        plain = {"rules": self.rules, "number": self.number, "unread": sorted(self.unread)}
        self.archive.set_meta(self.site, _META, json.dumps(plain, ensure_ascii=False))

    def is_other(self, record: PageRecord) -> bool:
        """Whether what is stored of a page was read by other rules."""
        return record.last_good is not None and record.reader != self.number

    def has_read(self, names: Iterable[str]) -> None:
        """These regions of the site were seen, and stand as these rules read them."""
        if not self.unread.isdisjoint(names := set(names)):
            self.unread -= names
            self.save()


def name_of(kind: RegionKind, name: str) -> str:
    return f"{kind.value}:{name}"

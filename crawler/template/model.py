"""The template of a site, as it is stored: versioned by generation, JSON-ready."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, field
from typing import Any

from crawler.classes import dataclass


@dataclass(frozen=True, slots=True)
class Template:
    """What was learned of a site's pages. Generation 0 is the empty template: nothing is known yet.

    `shared` and `noise` map slots (see `crawler.blocks.slot_of`) to the container path in words; `noise` holds what
    differs between two fetches of the same page while the rest stays. `phrases` are digests of texts that stand in
    the body of most pages (a subscription call, say). `lists` maps a list's container to its name. `body` is what
    the article reader learned (its own form). `text_head` is the number of lines that open every text capture. `rare`:
    those of the shared slots that few pages have: what a front page and a section show alike, say.
    """

    generation: int = 0
    pages: int = 0
    shared: Mapping[int, str] = field(default_factory=dict)
    noise: Mapping[int, str] = field(default_factory=dict)
    phrases: frozenset[str] = frozenset()
    lists: Mapping[str, str] = field(default_factory=dict)
    body: Mapping[str, Any] | None = None
    text_head: int = 0
    rare: frozenset[int] = frozenset()

    @property
    def learned(self) -> bool:
        return self.generation > 0

    def says_the_same(self, other: Template) -> bool:
        """Whether both read every page alike, whatever their generation."""
        return (
            self.shared.keys() == other.shared.keys()
            and self.noise.keys() == other.noise.keys()
            and self.phrases == other.phrases
            and self.lists == other.lists
            and self.body == other.body
            and self.text_head == other.text_head
            and self.rare == other.rare
        )

    def to_json(self) -> str:
        plain = asdict(self) | {"phrases": sorted(self.phrases), "rare": sorted(self.rare)}
        return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Template:
        plain = json.loads(text)
        return cls(
            generation=plain["generation"],
            pages=plain["pages"],
            shared={int(slot): path for slot, path in plain["shared"].items()},
            noise={int(slot): path for slot, path in plain["noise"].items()},
            phrases=frozenset(plain["phrases"]),
            lists=plain["lists"],
            body=plain["body"],
            text_head=plain["text_head"],
            rare=frozenset(plain.get("rare", ())),
        )


@dataclass(frozen=True, slots=True)
class Marks:
    """Indexes of a document's blocks that are not the page's own; `rare`: of the shared, those that few pages have."""

    shared: frozenset[int] = frozenset()
    noise: frozenset[int] = frozenset()
    rare: frozenset[int] = frozenset()

    @property
    def all(self) -> frozenset[int]:
        return self.shared | self.noise

"""Histories of articles for the benchmarks of the archive: real texts where there are some, edits of real sizes.

The texts are those of ../shared/streams (`bbc-articles`), the edits take sentences of articles that are not among
those edited. How many words an edit touches follows the classes counted in that stream over pairs a day apart, up to
a hundred words: 1-3 (127 of 526), 4-20 (159), 21-100 (240). Without the stream the text is made of invented words, with
the frequencies of a language; it compresses worse than real text.
"""

from __future__ import annotations

import gzip
import json
import math
import random
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from crawler.model import Article

STREAM = Path("../shared/streams/bbc-articles")
CLASSES = ((1, 3, 127), (4, 20, 159), (21, 100, 240))  # from, to, pairs
LONGEST = 20_000  # characters of an article that are used
PARAGRAPH = 3  # sentences

_SENTENCE = re.compile(r"(?<=[.!?”\"])\s+(?=[A-Z“\"‘])")


def histories(articles: int, versions: int, seed: int = 7, folder: Path = STREAM) -> list[list[Article]]:
    """For each article its versions, 1 first."""
    random_ = random.Random(seed)
    texts = list(_real(folder)) if folder.is_dir() else list(_invented(random_, articles + articles // 2))
    random_.shuffle(texts)
    spare = [sentence for _, text in texts[articles:] or texts for sentence in _SENTENCE.split(text)]
    return [_history(random_, f"a{number}", *texts[number % len(texts)], spare, versions) for number in range(articles)]


def _real(folder: Path) -> Iterator[tuple[str, str]]:
    seen = set()
    for path in sorted(folder.glob("versions-*.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                if row["url"] not in seen and "/live/" not in row["url"] and len(row["text"]) > 500:
                    seen.add(row["url"])
                    yield row["title"], row["text"][:LONGEST]


def _invented(random_: random.Random, count: int) -> Iterator[tuple[str, str]]:
    syllables = [a + b for a in "bdfgklmnprstvw" for b in ("a", "e", "i", "o", "u", "an", "er", "ing")]
    lexicon = ["".join(random_.choices(syllables, k=random_.randint(1, 4))) for _ in range(20_000)]
    weights = [1 / (rank + 3) for rank in range(len(lexicon))]
    for _ in range(count):
        words = random_.choices(lexicon, weights, k=round(random_.lognormvariate(6.6, 0.5)))
        cuts = sorted({0, len(words), *(random_.randrange(len(words)) for _ in range(len(words) // 18))})
        sentences = (" ".join(words[a:b]).capitalize() + "." for a, b in pairwise(cuts))
        yield " ".join(words[:9]).capitalize(), " ".join(sentences)


def _history(
    random_: random.Random, name: str, title: str, text: str, spare: Sequence[str], versions: int
) -> list[Article]:
    sentences = _SENTENCE.split(text)
    paragraphs = [sentences[i : i + PARAGRAPH] for i in range(0, len(sentences), PARAGRAPH)]
    found = []
    for number in range(versions):
        if number:
            _edit(random_, paragraphs, spare)
        found.append(
            Article(
                title=title,
                paragraphs=tuple(map(" ".join, paragraphs)),
                authors=(f"Reporter {name}",),
                published="2026-05-12T07:30:00Z",
                modified=f"2026-05-{13 + number:02}T07:30:00Z",
                language="en",
                slots=(0x5E1F_00D5_0F7E_1157,) * len(paragraphs),
            )
        )
    return found


def _edit(random_: random.Random, paragraphs: list[list[str]], spare: Sequence[str]) -> None:
    """Touch so many words: put sentences or paragraphs in, take sentences out, change words within one."""
    low, high, _ = random_.choices(CLASSES, [weight for *_, weight in CLASSES])[0]
    left = round(math.exp(random_.uniform(math.log(low), math.log(high))))
    while left > 0:
        new = random_.choice(spare)
        size = new.count(" ") + 1
        place = random_.randrange(len(paragraphs))
        sentences = paragraphs[place]
        kind = random_.choices(("sentence", "paragraph", "out", "words"), (3, 2, 1, 4))[0] if left >= size else "words"
        if kind == "sentence":
            sentences.insert(random_.randrange(len(sentences) + 1), new)
        elif kind == "paragraph":
            paragraphs.insert(place, [new])
        elif kind == "out" and len(sentences) > 1:
            size = sentences.pop().count(" ") + 1
        else:
            which = random_.randrange(len(sentences))
            old, words = sentences[which].split(), new.split()[: min(left, 6)]
            size = len(words)
            start = random_.randrange(max(1, len(old) - size))
            sentences[which] = " ".join([*old[:start], *words, *old[start + size :]])
        left -= size

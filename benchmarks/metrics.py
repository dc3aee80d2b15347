"""The measures that published extraction benchmarks use, small enough to read.

- `four_grams`: article-extraction-benchmark's own (4-grams of word tokens as multisets).
- `rouge_lsum`: ROUGE-LSum over paragraphs, as Fundus' evaluation has it (optional paragraphs count where they help).
- `exact_paragraphs`: F1 of whole paragraphs: what a reader would see.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, combinations
from operator import itemgetter
from statistics import mean

from rapidfuzz.distance import LCSseq

Scores = tuple[float, float, float]  # precision, recall, F1
_WORD = re.compile(r"\w+")


def f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _grams(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    if not words:
        return Counter()
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3)))


def four_grams(reference: str, candidate: str) -> tuple[float, float, float]:
    """True positives, false positives, false negatives, as shares of their sum."""
    gold, ours = _grams(reference), _grams(candidate)
    hit = sum((gold & ours).values())
    parts = (hit, sum(ours.values()) - hit, sum(gold.values()) - hit)
    total = sum(parts) or 1
    return parts[0] / total, parts[1] / total, parts[2] / total


def four_gram_scores(pages: Sequence[tuple[float, float, float]]) -> Scores:
    """Mean precision over the pages where anything was predicted, mean recall over those with a text, F1 of the two."""
    precision = mean([tp / (tp + fp) for tp, fp, _ in pages if tp + fp] or [0.0])
    recall = mean([tp / (tp + fn) for tp, _, fn in pages if tp + fn] or [0.0])
    return precision, recall, f1(precision, recall)


def _tokens(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _references(paragraphs: Sequence[str]) -> Iterator[list[str]]:
    """The gold paragraphs with every choice of the optional ones, which stand [in brackets]."""
    optional = [i for i, text in enumerate(paragraphs) if text.startswith("[") and text.endswith("]")]
    for left_out in chain.from_iterable(combinations(optional, size) for size in range(len(optional) + 1)):
        yield [
            text[1:-1] if index in optional else text for index, text in enumerate(paragraphs) if index not in left_out
        ]


def _union_hits(sentence: list[str], candidates: Sequence[list[str]]) -> set[int]:
    """Positions of the sentence that stand in its longest common subsequence with any candidate."""
    hits: set[int] = set()
    words = set(sentence)
    for candidate in candidates:
        if not words.isdisjoint(candidate):
            for op in LCSseq.opcodes(sentence, candidate):
                if op.tag == "equal":
                    hits.update(range(op.src_start, op.src_end))
            if len(hits) == len(sentence):
                break
    return hits


def rouge_lsum(paragraphs: Sequence[str], candidate: Sequence[str]) -> Scores:
    """ROUGE-LSum with the choice of optional paragraphs that gives the best F."""
    ours = [_tokens(text) for text in candidate]
    return max((_rouge_lsum([_tokens(t) for t in gold], ours) for gold in _references(paragraphs)), key=itemgetter(2))


def _rouge_lsum(gold: Sequence[list[str]], ours: Sequence[list[str]]) -> Scores:
    left_gold = Counter(word for text in gold for word in text)
    left_ours = Counter(word for text in ours for word in text)
    sizes = sum(left_ours.values()), sum(left_gold.values())
    hits = 0
    for sentence in gold:
        for index in sorted(_union_hits(sentence, ours)):
            word = sentence[index]
            if left_gold[word] > 0 and left_ours[word] > 0:
                hits += 1
                left_gold[word] -= 1
                left_ours[word] -= 1
    precision, recall = (hits / size if size else 0.0 for size in sizes)
    return precision, recall, f1(precision, recall)


def exact_paragraphs(paragraphs: Sequence[str], candidate: Sequence[str]) -> Scores:
    ours = Counter(" ".join(text.split()) for text in candidate)
    return max((_exact(gold, ours) for gold in _references(paragraphs)), key=itemgetter(2))


def _exact(paragraphs: Sequence[str], ours: Counter[str]) -> Scores:
    gold = Counter(" ".join(text.split()) for text in paragraphs)
    hit = sum((gold & ours).values())
    precision = hit / sum(ours.values()) if ours else 0.0
    recall = hit / sum(gold.values()) if gold else 0.0
    return precision, recall, f1(precision, recall)

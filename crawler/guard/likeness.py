"""How much of an article is left in another state of it: is it the same one, cut off, another one?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from rapidfuzz import fuzz

from crawler.model import Article
from crawler.text import compare_form, instant, line_form

# An article that kept less than this share of its text may have been cut off.
CUT = 0.5
# Under a headline that says that the page is gone, less than this share of the text is what stands around articles.
LEFT = 0.3
# An edit seldom takes away so many paragraphs at the end that less than half is left.
HALVED = 4
# Headlines that share no more than this part of their words are of two articles.
OTHER_TITLE = 1 / 3
# A paragraph that resembles another by so much (of 100) is an edit of it; paragraphs of two texts reach 50 or so.
LIKE = 60
# Of an article that was rewritten, this share of its paragraphs is still found in other words, so much alike (of 100).
REWRITTEN = 0.25
ALIKE = 75
_LIKENESS_PARAGRAPHS = 20
_LIKENESS_LENGTH = 1_000
_COMPARED = 5_000  # characters
_KEPT_LENGTH = 30_000  # characters; longer ones are worked out anew


def length(article: Article) -> int:
    return sum(map(len, article.paragraphs))


def share_kept(before: Article, after: Article) -> float:
    """The share (0 to 1, by characters) of the paragraphs before that stand word for word in the article after."""
    now = set(text_of(after))
    total = length(before)
    return sum(len(text) for text in before.paragraphs if line_form(text) in now) / total if total else 0.0


def keeps_words(before: Article, after: Article) -> bool:
    """Whether any paragraph of the article before is still there, word for word or edited.

    In a brief of one paragraph every edit changes all paragraphs that there are; its words stay.
    """
    if not set(text_of(before)).isdisjoint(text_of(after)):
        return True
    old, new = _first_texts(before), _first_texts(after)
    return any(fuzz.ratio(a, b, score_cutoff=LIKE) >= LIKE for a in old for b in new)


def keeps_most(before: Article, after: Article) -> bool:
    """Whether the article before is still there, and not just a caption or a standfirst that speaks as it did."""
    return length(after) >= LEFT * length(before) and keeps_words(before, after)


def is_edited(before: Article, after: Article) -> bool:
    """Whether an article is the one before, and little else: most of each stands in the other, or its words do."""
    if min(share_kept(before, after), share_kept(after, before)) >= CUT:
        return True
    old, new = (" ".join(text_of(article))[:_COMPARED] for article in (before, after))
    return fuzz.ratio(old, new, score_cutoff=ALIKE) >= ALIKE


def _first_texts(article: Article) -> list[str]:
    return [text[:_LIKENESS_LENGTH] for text in text_of(article)[:_LIKENESS_PARAGRAPHS]]


def is_other_story(before: Article, after: Article) -> bool:
    """Whether an address was given to another article: a later one, with none of the text, under an unlike headline
    or with no paragraph like one of the old ones.

    Without times of publication a rewritten article cannot be told from another, and counts as an edit.
    """
    earlier, later = instant(before.published), instant(after.published)
    if not earlier or not later or earlier == later:
        return False
    if share_kept(before, after) > 0 or share_kept(after, before) > 0:
        return False
    words = [set(compare_form(article.title).casefold().split()) for article in (before, after)]
    unlike = len(words[0] & words[1]) <= OTHER_TITLE * len(words[0] | words[1])
    return unlike or (words[0] != words[1] and share_alike(before, after) < REWRITTEN)


def share_alike(before: Article, after: Article) -> float:
    """The share (0 to 1) of the first paragraphs before that a paragraph after is another wording of."""
    old, new = _first_texts(before), _first_texts(after)
    alike = sum(any(fuzz.ratio(a, b, score_cutoff=ALIKE) >= ALIKE for b in new) for a in old)
    return alike / len(old) if old else 0.0


def is_cut(before: Article, after: Article) -> bool:
    """Whether what is left is the beginning of what was, and most of it is missing (a teaser behind a paywall).

    The last paragraph or two may be cut in the middle, or be the wall's own words.
    """
    if length(after) >= CUT * length(before):
        return False
    old, new = text_of(before), text_of(after)
    if not old:
        return False
    same = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    return same >= max(1, len(new) - 2) or (len(new) > same and same == 0 and old[0].startswith(new[0].rstrip("….")))


def is_trimmed(before: Article, after: Article) -> bool:
    """Whether most is missing, and what is left stood above it in this order: cut off, though its first paragraph was
    taken out as well. One or two of the rest may be new."""
    if length(after) >= CUT * length(before):
        return False
    new, old = text_of(after), {text: place for place, text in enumerate(text_of(before))}
    places = [old[text] for text in new if text in old]
    if not places or len(places) < len(new) - 2:
        return False
    return places == sorted(places) and places[-1] < max(old.values())


def is_halved(before: Article, after: Article) -> bool:
    """Whether so much was cut off at the end that a page served in part is likelier than an editor at work."""
    return len(before.paragraphs) - len(after.paragraphs) >= HALVED and is_cut(before, after)


def loses_its_end(before: Article, after: Article) -> bool:
    """Whether the article begins as it did, and no paragraph of it is like its last one any more."""
    old, new = _first(before.paragraphs), _first(after.paragraphs)
    if not (old and new and _is_alike(old, new)):
        return False
    last = _first(reversed(before.paragraphs))
    return not any(_is_alike(last, text) for text in _texts(reversed(after.paragraphs)))  # it is mostly there


def is_beginning(before: Article, after: Article) -> bool:
    """Whether what is left is the beginning of what was, word for word or edited.

    The ages of the articles below are no end of one, where a reading took them for its last paragraphs.
    """
    if before.paragraphs == after.paragraphs:
        return False
    old, new = text_of(before), text_of(after)
    return 0 < len(new) < len(old) and all(_is_alike(one, other) for one, other in zip(old, new, strict=False))


def _is_alike(one: str, other: str) -> bool:
    ends = one[:_LIKENESS_LENGTH], other[:_LIKENESS_LENGTH]
    return one == other or fuzz.ratio(*ends, score_cutoff=LIKE) >= LIKE


def keeps_its_end(before: Article, after: Article) -> bool:
    """Whether nothing speaks for it that an article was cut off."""
    return not (is_cut(before, after) or is_trimmed(before, after) or is_beginning(before, after))


def text_of(article: Article) -> tuple[str, ...]:
    """The paragraphs as they are held against others, without those that only tell a relative time."""
    return _kept_text(article.paragraphs) if length(article) <= _KEPT_LENGTH else tuple(_texts(article.paragraphs))


def _texts(paragraphs: Iterable[str]) -> Iterator[str]:
    return filter(None, map(line_form, paragraphs))


@lru_cache(maxsize=256)  # a batch of looks, each beside the text before, is judged by one question after the other
def _kept_text(paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_texts(paragraphs))


def _first(paragraphs: Iterable[str]) -> str:
    return next(_texts(paragraphs), "")

"""Does a rule select an alert? Every key that the rule has must hold; nothing here reads a clock or an archive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from crawler.config import PUBLISHED, Rule, Selection
from crawler.model import Alert, Article
from crawler.text import token_key, tokens
from crawler.urls import page_key

LONGEST_TEXT = 200_000  # characters of an alert or an article that words are looked for in

# Where the words of a change stand, by the keys of the alert record.
_PAIRS = ("hunks", "retitled", "updated")
_ITEMS = ("entered", "left", "moved", "added", "removed")


def selects(rule: Rule, alert: Alert, article: Article | None = None) -> bool:
    """Whether `rule` selects `alert`, which tells of `article` (None: of no article, or of one not known any more).

    New articles are selected only by rules that name their kind, and nothing of a time before `mute_until` is.
    """
    if rule.mute_until is not None and alert.at < rule.mute_until:
        return False
    if alert.kind == PUBLISHED and PUBLISHED not in rule.kinds:
        return False
    left_out = rule.but_not if rule.but_not is not None and rule.but_not.model_fields_set else None
    excepted = left_out is not None and _holds(left_out, alert, article)
    return not excepted and _holds(rule, alert, article)


def _holds(chosen: Selection, alert: Alert, article: Article | None) -> bool:
    return (
        alert.severity.weight >= chosen.min_severity.weight
        and _one_of(chosen.sites, [alert.site])
        and _one_of(chosen.kinds, [alert.kind])
        and _one_of(chosen.regions, [alert.region])
        and _addressed(chosen.urls, alert)
        and (not chosen.authors or _one_of(chosen.authors, article.authors if article else ()))
        and _edited(chosen, alert)
        and _said(chosen, alert, article)
    )


def _edited(chosen: Selection, alert: Alert) -> bool:
    """What is asked of an edit; only edits of articles have kinds, a size, and are silent."""
    change = alert.change
    if chosen.edits and not set(chosen.edits) & set(_listed(change.get("edits"))):
        return False
    if chosen.silent is not None and (alert.kind != "article.changed" or bool(change.get("silent")) != chosen.silent):
        return False
    return alert.kind != "article.changed" or _size(change) >= chosen.min_words


def _size(change: Mapping[str, Any]) -> int:
    """Words added and removed."""
    words = change.get("words")
    counts = words.values() if isinstance(words, Mapping) else ()
    return sum(count for count in counts if isinstance(count, int))


def _one_of(patterns: Sequence[str], names: Iterable[str]) -> bool:
    return not patterns or any(globbed(pattern, name) for name in names for pattern in patterns)


def _addressed(patterns: Sequence[str], alert: Alert) -> bool:
    if not patterns:
        return True
    urls = {alert.url, page_key(alert.url)}
    return any(globbed(pattern, url) or page_key(pattern) in urls for pattern in patterns for url in urls)


def globbed(pattern: str, text: str) -> bool:
    """Whether `pattern` is `text` but for case, where * stands for anything.

    >>> globbed("https://example.org/war/*", "https://example.org/war/day-2"), globbed("war", "warden")
    (True, False)
    """
    head, *rest = pattern.casefold().split("*")
    left = text.casefold()
    if not rest:
        return left == head
    if not left.startswith(head):
        return False
    left = left[len(head) :]
    *middle, tail = rest
    for part in middle:
        _, found, left = left.partition(part) if part else ("", "*", left)
        if not found:
            return False
    return left.endswith(tail)


def _said(chosen: Selection, alert: Alert, article: Article | None) -> bool:
    if not chosen.words and not chosen.matches:
        return True
    text = (_article_text(article) if chosen.look_in == "article" else "") or change_text(alert)
    text = text[:LONGEST_TEXT]
    return chosen.finds(text) and (not chosen.words or _has_words(chosen.words, text))


def _has_words(phrases: Sequence[str], text: str) -> bool:
    words = _keys(text)
    return any(_has_phrase(phrase, words) for phrase in phrases)


def _has_phrase(phrase: str, words: Sequence[str]) -> bool:
    """Whole words one after the other, whatever their case; a * at the end stands for any ending."""
    wanted = _keys(phrase.removesuffix("*"))
    *firsts, last = wanted
    whole = not phrase.endswith("*")
    for end in (n for n, word in enumerate(words) if word == last or (not whole and word.startswith(last))):
        start = end - len(firsts)
        if start >= 0 and list(words[start:end]) == firsts:
            return True
    return False


def _keys(text: str) -> list[str]:
    return [token_key(token).casefold() for token in tokens(text)]


def change_text(alert: Alert) -> str:
    """What an alert says of the page: its summary, headlines, the passages that changed, entries of lists."""
    return "\n".join(_said_by(alert))


def _article_text(article: Article | None) -> str:
    return "" if article is None else "\n".join((article.title, article.standfirst, *article.paragraphs))


def _said_by(alert: Alert) -> Iterator[str]:
    yield alert.summary
    change = alert.change
    pairs = [change.get("title"), *(pair for key in _PAIRS for pair in _listed(change.get(key)))]
    yield from (
        str(pair[key]) for pair in pairs if isinstance(pair, Mapping) for key in ("before", "after") if key in pair
    )
    for item in (item for key in _ITEMS for item in _listed(change.get(key))):
        if isinstance(item, Mapping):
            yield from (str(item[key]) for key in ("title", "text") if item.get(key))


def _listed(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list | tuple) else ()

"""What can befall a random paper between two ticks. Each event makes another paper, and says how it may be called."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from crawler.demo.timeline.paper import Paper, Post, Story, Teaser, draw_post, draw_story, draw_teaser, slug
from crawler.demo.timeline.words import chance

# An edit gives the story as it reads afterwards and the names that it may rightly have; None: it finds no place.
EditOf = Callable[[random.Random, Paper, Story], "tuple[Story, frozenset[str]] | None"]

_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"\b[^\W\d_]{8,}\b")
_QUOTED = re.compile(r'"[^"]*"')
_SENTENCE_END = re.compile(r"(?<=[.]) ")
_MIN_PARTS = 4
_FAR = 3


def _plain(story: Story) -> list[int]:
    return [at for at, part in enumerate(story.parts) if not part.startswith(("## ", "> "))]


def _with(story: Story, at: int, *parts: str) -> Story:
    return replace(story, parts=(*story.parts[:at], *parts, *story.parts[at + 1 :]))


def _is_quoted(text: str, place: int) -> bool:
    return any(found.start() <= place < found.end() for found in _QUOTED.finditer(text))


def other_number(rng: random.Random, text: str) -> tuple[str, int] | None:
    """The text with one of its numbers changed, and where."""
    found = list(_NUMBER.finditer(text))
    if not found:
        return None
    one = rng.choice(found)
    return text[: one.start()] + str(int(one[0]) + rng.randint(1, 400)) + text[one.end() :], one.start()


def number(rng: random.Random, _paper: Paper, story: Story) -> tuple[Story, frozenset[str]] | None:
    at = rng.choice(_plain(story))
    changed = other_number(rng, story.parts[at])
    if changed is None:
        return None
    quoted = _is_quoted(story.parts[at], changed[1])
    return _with(story, at, changed[0]), frozenset({"number", "quote"} if quoted else {"number"})


def typo(rng: random.Random, _paper: Paper, story: Story) -> tuple[Story, frozenset[str]] | None:
    at = rng.choice(_plain(story))
    words = [found for found in _WORD.finditer(story.parts[at]) if found[0][3] != found[0][4] and found[0].islower()]
    if not words:
        return None
    found, text = rng.choice(words), story.parts[at]
    word = found[0][:3] + found[0][4] + found[0][3] + found[0][5:]
    names = {"typo", "quote"} if _is_quoted(text, found.start()) else {"typo"}
    return _with(story, at, text[: found.start()] + word + text[found.end() :]), frozenset(names)


def quote(rng: random.Random, paper: Paper, story: Story) -> tuple[Story, frozenset[str]] | None:
    places = [at for at in _plain(story) if '"' in story.parts[at]]
    if not places:
        return None
    at = rng.choice(places)
    why, text = rng.choice(paper.tongue.why), story.parts[at]
    end = text.index('"', text.index('"') + 1)
    comma = text.rindex(", ", 0, end)
    if text[comma + 2 : end] == why:
        return None
    return _with(story, at, f"{text[: comma + 2]}{why}{text[end:]}"), frozenset({"quote", "rewrite", "typo"})


def rewrite(rng: random.Random, paper: Paper, story: Story) -> tuple[Story, frozenset[str]] | None:
    at = rng.choice(_plain(story))
    sentences = _SENTENCE_END.split(story.parts[at])
    sentences[rng.randrange(len(sentences))] = paper.tongue.sentence(rng)
    names = {"rewrite", "number", "quote", "added", "removed", "typo"}
    return _with(story, at, " ".join(sentences)), frozenset(names)


def added(rng: random.Random, paper: Paper, story: Story) -> tuple[Story, frozenset[str]] | None:
    at = rng.choice(_plain(story))
    return _with(story, at, story.parts[at], paper.tongue.paragraph(rng, 2)), frozenset({"added"})


def removed(rng: random.Random, _paper: Paper, story: Story) -> tuple[Story, frozenset[str]] | None:
    places = _plain(story)
    return (_with(story, rng.choice(places[1:])), frozenset({"removed"})) if len(places) > _MIN_PARTS else None


def moved(rng: random.Random, _paper: Paper, story: Story) -> tuple[Story, frozenset[str]] | None:
    places = _plain(story)
    if len(places) < 2 * _FAR:
        return None
    at = rng.choice(places[_FAR:])
    part, rest = story.parts[at], _with(story, at)
    to = rng.randrange(1, at - _FAR + 2)
    return replace(rest, parts=(*rest.parts[:to], part, *rest.parts[to:])), frozenset({"moved"})


def correction(rng: random.Random, paper: Paper, story: Story) -> tuple[Story, frozenset[str]] | None:
    note = f"{paper.tongue.label['correction']} {rng.choice(paper.tongue.what)}."
    return replace(story, parts=(*story.parts, note)), frozenset({"correction"})


def headline(rng: random.Random, paper: Paper, story: Story) -> tuple[Story, frozenset[str]] | None:
    title = paper.tongue.headline(rng)
    if chance(rng, 0.5) and (changed := other_number(rng, story.title)):
        title = changed[0]
    return replace(story, title=title), frozenset({"headline", "number"})


def byline(rng: random.Random, paper: Paper, story: Story) -> tuple[Story, frozenset[str]] | None:
    name = paper.tongue.name(rng)
    return (replace(story, author=name), frozenset({"byline"})) if name != story.author else None


EDITS: tuple[EditOf, ...] = (number, typo, quote, rewrite, added, removed, moved, correction, headline, byline)


def edit(rng: random.Random, paper: Paper, story: Story) -> tuple[Story, frozenset[str]] | None:
    """One edit of a random kind; at times the story owns up to it by its modified date."""
    found = rng.choice(EDITS)(rng, paper, story)
    if found is None or found[0] == story:
        return None
    owned = chance(rng, 0.5)
    return replace(found[0], modified=paper.now - timedelta(minutes=3)) if owned else found[0], found[1]


def turn_list(rng: random.Random, paper: Paper) -> Paper:
    """A ranked list: items go, come and change places."""
    label = rng.choice(sorted(paper.lists))
    items = list(paper.lists[label])
    titles = {paper.stories[number].title for number in items}
    # Of a story that is printed twice one may enter.
    outside = list({story.title: story.id for story in paper.newest() if story.title not in titles}.values())
    for _ in range(rng.randint(0, min(2, len(outside)))):
        items.pop(rng.randrange(len(items)))
        items.insert(rng.randrange(len(items) + 1), outside.pop(rng.randrange(len(outside))))
    if chance(rng, 0.6) or tuple(items) == paper.lists[label]:
        items.insert(rng.randrange(len(items)), items.pop(rng.randrange(len(items))))
    return replace(paper, lists={**paper.lists, label: tuple(items)})


def turn_ticker(rng: random.Random, paper: Paper) -> Paper:
    """The strip: items go, new ones come in front, a number changes."""
    items = list(paper.ticker)
    if chance(rng, 0.6):
        at = rng.randrange(len(items))
        if changed := other_number(rng, items[at].text):
            items[at] = replace(items[at], text=changed[0])
    fresh = 1 + max(item.id for item in items) + 100 * int((paper.now.timestamp()) % 1_000_000)
    for step in range(rng.randint(0, 2)):
        items.pop()
        items.insert(0, _teaser(rng, replace(paper, ticker=(*paper.ticker, *items)), fresh + step))
    return replace(paper, ticker=tuple(items))


def _teaser(rng: random.Random, paper: Paper, number_: int) -> Teaser:
    taken = {item.story for item in paper.ticker}
    free = [story.id for story in paper.newest() if story.id not in taken]
    # Two teasers of one story could not be told from one that was reworded.
    return draw_teaser(rng, paper.tongue, number_, free)


def turn_blog(rng: random.Random, paper: Paper) -> Paper:
    """The live blog: new entries, or one edited, or one taken back."""
    posts = list(paper.posts)
    what = rng.choice(("add", "add", "edit", "delete"))
    at = rng.randrange(max(1, len(posts) // 2))
    if what == "add":
        first = 1 + max(post.id for post in posts)
        new = [_post(rng, paper, first + step, step) for step in range(rng.randint(1, 2))]
        posts = [*reversed(new), *posts]
    elif what == "edit" and (changed := other_number(rng, posts[at].text)):
        posts[at] = replace(posts[at], text=changed[0])
    elif len(posts) > _MIN_PARTS:
        posts.pop(at)
    return replace(paper, posts=tuple(posts))


def _post(rng: random.Random, paper: Paper, number_: int, step: int) -> Post:
    return draw_post(rng, paper.tongue, number_, paper.now - timedelta(minutes=20 - step))


def publish(rng: random.Random, paper: Paper) -> Paper:
    number_ = 1 + max(paper.stories)
    return paper.with_story(draw_story(rng, paper.tongue, number_, paper.now - timedelta(minutes=rng.randint(2, 50))))


def reuse(rng: random.Random, paper: Paper, story: Story) -> Paper:
    """Another article at the address of an old one."""
    other = draw_story(rng, paper.tongue, story.id, paper.now - timedelta(minutes=rng.randint(2, 50)))
    return paper.with_story(replace(other, path=story.path))


def move(rng: random.Random, paper: Paper, story: Story) -> Paper:
    """A new slug; the old address redirects, or names the new one as canonical."""
    path = f"/{story.path.split('/')[1]}/{slug(rng)}-{story.id + 100}"
    if path == story.path:
        return paper
    moved_paper = paper.with_story(replace(story, path=path))
    if chance(rng, 0.7):
        return replace(moved_paper, moved={**paper.moved, story.path: story.id})
    return replace(moved_paper, renamed={**paper.renamed, story.path: story.id})

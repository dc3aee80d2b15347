"""Pages judged by the others of their run: copies of one text, and whether the site as a whole can be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from statistics import median_low

from crawler.classes import dataclass
from crawler.guard.likeness import is_edited, keeps_its_end, text_of
from crawler.guard.verdicts import Judgement
from crawler.model import Article, Verdict
from crawler.text import compare_form

# So many known pages that show one text in place of their articles show a wall.
MANY_ALIKE = 3
# So many articles that lose their ends in one run, above the same words, were not edited.
MANY_ENDS = 3
# So many that lose them without any word were not edited either, for all that a single look can tell.
MANY_CUT = 4


def judge_copies(
    pages: Iterable[tuple[str, Article | None, Article | None]], bare: Collection[str] = frozenset()
) -> dict[str, Judgement]:
    """Pages that show the same text under unlike URLs: a wall or an error page that claims to be each of them. Where
    nothing of the site stands around it, it is as likely a wall in words that no list knows, which removes nothing.

    Where one of them showed that text before, it is itself; and where none was ever seen, nothing speaks against it.
    One that shows its own text, edited, is a page at several addresses.

    Args:
        pages: of one run: (page key, last good article, article now).
        bare: those of the pages that have no menus and lists.
    """
    texts: dict[tuple[str, ...], dict[str, tuple[Article | None, Article]]] = {}
    for url, before, after in pages:
        if after is not None and after.paragraphs:
            texts.setdefault(text_of(after), {})[url] = before, after
    return {
        url: Judgement(Verdict.UNREADABLE if url in bare else Verdict.SOFT_404, f"the same text under {len(urls)} URLs")
        for text, urls in texts.items()
        if len(urls) > 1
        for url in _copied(text, urls)
    }


def judge_like_doubtful(
    doubtful: Mapping[tuple[str, ...], Collection[str]], first_seen: Mapping[str, Article | None]
) -> dict[str, Judgement]:
    """Pages seen for the first time that show word for word what several known pages show in place of their articles:
    the same wall, which has no past here to be held against.

    Args:
        doubtful: what known pages of the run showed in place of their articles (`text_of`) → those pages.
        first_seen: page key → article now.
    """
    alike = {url: len(doubtful.get(text_of(after), ())) for url, after in first_seen.items() if after is not None}
    return {
        url: Judgement(Verdict.SOFT_404, f"the same text as on {pages} pages in place of their articles")
        for url, pages in alike.items()
        if pages >= MANY_ALIKE
    }


def _copied(text: tuple[str, ...], pages: Mapping[str, tuple[Article | None, Article]]) -> list[str]:
    """The pages of one text that are not themselves."""
    known = {url: before for url, (before, _) in pages.items() if before is not None}
    said = {text_of(before) for before in known.values()}
    if not known or text in said:
        return []
    # A story that stood at two addresses is the same story at both when most of it is gone.
    if len(said) == 1 < len(known) and not set(text).isdisjoint(*said):
        return []
    edited = {url for url, before in known.items() if is_edited(before, pages[url][1])}
    return [url for url in pages if url not in edited and (url in known or not edited)]


def judge_ends(
    pages: Sequence[tuple[str, Article | None, Article | None, Callable[[], Collection[str]]]],
) -> dict[str, Judgement]:
    """Pages whose articles lost their ends all at once, with one line under each: a wall, in whatever language.

    Args:
        pages: of one run: (page key, article before, article now, what gives the page's own short lines in
            comparison form).
    """
    both = [(url, before, after, lines) for url, before, after, lines in pages if before and after]
    ends = [keeps_its_end(before, after) for _, before, after, _ in both]
    if ends.count(False) < MANY_ENDS:
        return {}
    cut, rest = [], set[str]()
    for (url, before, _, lines), whole in zip(both, ends, strict=True):
        if whole:
            rest.update(lines())
        else:
            cut.append((url, set(lines()).difference(map(compare_form, before.paragraphs))))
    counts = Counter(line for _, lines in cut for line in lines)
    walls = {line for line, count in counts.items() if count >= MANY_ENDS and line not in rest}
    judgement = Judgement(Verdict.PAYWALL, "the body is cut off, as on other pages, above the same words")
    return {url: judgement for url, lines in cut if not walls.isdisjoint(lines)}


def cut_together(pages: Sequence[tuple[str, Article | None, Article | None]]) -> set[str]:
    """Pages of one run whose articles are the beginnings of what they were, word for word: so many editors don't cut
    at once, and a wall may stand there without a word. They are most of the articles that read otherwise, or each of
    them ends after the same number of paragraphs.

    Args:
        pages: (page key, article before, article now).
    """
    both = [(url, text_of(before), text_of(after)) for url, before, after in pages if before and after]
    other = [(url, before, after) for url, before, after in both if before != after]
    cut = [(url, len(before), len(after)) for url, before, after in other if _is_start(after, before)]
    if len(cut) >= MANY_CUT and len(cut) > len(other) / 2:
        return {url for url, _, _ in cut}
    ends: dict[int, dict[str, int]] = {}
    for url, whole, left in cut:
        ends.setdefault(left, {})[url] = whole - left
    alike = (lost for lost in ends.values() if len(lost) >= MANY_ENDS and median_low(lost.values()) > 1)
    return {url for lost in alike for url in lost}


def _is_start(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    return 0 < len(part) < len(whole) and whole[: len(part)] == part


@dataclass(frozen=True, slots=True)
class Health:
    """How a run went for one site. `sure`: by more than a single look, which may fail for a moment."""

    degraded: bool
    reason: str
    pages: Sequence[str]
    sure: bool = True


# So many doubtful pages, or such a share of a run, are no accident of single pages.
DEGRADED_PAGES = 3
DEGRADED_SHARE = 0.3
MAX_TOLD = 20


def judge_run(
    good: int,
    doubtful: Mapping[str, Judgement],
    start: str = "",
    again: Collection[str] = frozenset(),
    *,
    strangers: int = 0,
) -> Health | None:
    """Whether the site as a whole could be read. None: too little was seen to say.

    Args:
        good: pages whose captures were what they should be.
        doubtful: the others, by page key.
        start: the key of the start page. Where that one fails and nothing was good, few pages are enough; a page or a
            file that was looked at by itself says nothing of its site.
        again: those of the doubtful pages whose look before failed as well. Of few pages the start page has to be
            among them for the run to be `sure`.
        strangers: pages never read well that could not be read now either. They say something only where nothing of
            the site can be read, the start page included.
    """
    total = good + len(doubtful)
    if total == 0:
        return None
    bad = len(doubtful)
    degraded = bad >= DEGRADED_SHARE * total and (bad >= DEGRADED_PAGES or (good == 0 and start in doubtful))
    if not degraded:
        return Health(False, "", ()) if good else None
    none_left = good == 0 and start in doubtful and bad + strangers >= DEGRADED_PAGES
    sure = bad >= DEGRADED_PAGES or start in again or none_left
    verdicts: dict[str, int] = {}
    for judgement in doubtful.values():
        label = f"{judgement.verdict.value} ({judgement.reason})" if judgement.reason else judgement.verdict.value
        verdicts[label] = verdicts.get(label, 0) + 1
    most = max(sorted(verdicts), key=lambda label: verdicts[label])
    return Health(True, f"{bad} of {total} pages doubtful, most of them: {most}", sorted(doubtful)[:MAX_TOLD], sure)

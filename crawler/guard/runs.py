"""Pages judged by the others of their run: copies of one text, and whether the site as a whole can be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from crawler.guard.likeness import text_digest
from crawler.guard.verdicts import Judgement
from crawler.model import Article, Verdict


def judge_copies(pages: Iterable[tuple[str, Article | None]], known: Mapping[str, str]) -> dict[str, Judgement]:
    """Pages that show the same text under unlike URLs: a wall or an error page that claims to be each of them.

    Args:
        pages: (page key, article) of one run.
        known: the digest of each page's last good text; a page that shows what it showed before is itself.
    """
    texts: dict[str, list[str]] = {}
    for url, article in pages:
        if article is not None and article.paragraphs:
            texts.setdefault(text_digest(article), []).append(url)
    reason = "the same text under {} URLs"
    return {
        url: Judgement(Verdict.SOFT_404, reason.format(len(urls)))
        for text, urls in texts.items()
        if len(urls) > 1 and sum(known.get(url) == text for url in urls) == 0 and any(url in known for url in urls)
        for url in urls
    }


@dataclass(frozen=True, slots=True)
class Health:
    """How a run went for one site."""

    degraded: bool
    reason: str
    pages: Sequence[str]


# So many doubtful pages, or such a share of a run, are no accident of single pages.
DEGRADED_PAGES = 3
DEGRADED_SHARE = 0.3
MAX_TOLD = 20


def judge_run(good: int, doubtful: Mapping[str, Judgement], start: str = "") -> Health | None:
    """Whether the site as a whole could be read. None: too little was seen to say.

    Args:
        good: pages whose captures were what they should be.
        doubtful: the others, by page key.
        start: the key of the start page. Where that one fails and nothing was good, few pages are enough to say so; a
            page or a file that was looked at by itself says nothing of its site.
    """
    total = good + len(doubtful)
    if total == 0:
        return None
    bad = len(doubtful)
    degraded = bad >= DEGRADED_SHARE * total and (bad >= DEGRADED_PAGES or (good == 0 and start in doubtful))
    if not degraded:
        return Health(False, "", ()) if good else None
    verdicts: dict[str, int] = {}
    for judgement in doubtful.values():
        label = f"{judgement.verdict.value} ({judgement.reason})" if judgement.reason else judgement.verdict.value
        verdicts[label] = verdicts.get(label, 0) + 1
    most = max(sorted(verdicts), key=lambda label: verdicts[label])
    return Health(True, f"{bad} of {total} pages doubtful, most of them: {most}", sorted(doubtful)[:MAX_TOLD])

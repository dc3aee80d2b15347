"""A site in new markup: told from walls and from single odd pages, so that the template is learned anew, once."""

from __future__ import annotations

from collections.abc import Sequence

from crawler.classes import dataclass
from crawler.model import Article, PageKind
from crawler.parsing import Reading
from crawler.recorder.look import Look
from crawler.template import Template, share_of_frame
from crawler.text import line_form

# So many pages, and such a share of those that were really read, do not fit the template any more.
PAGES = 3
SHARE = 0.6
# A page is itself, whatever its markup, where this share of its last good text still stands on it.
SAME_TEXT = 0.5
# With less than this part of its containers left, the site's frame is another one.
FRAME = 0.25


@dataclass(frozen=True, slots=True)
class Refit:
    """What a batch says of the template. `whole`: the site is in new markup, not its articles alone."""

    pages: tuple[str, ...] = ()
    whole: bool = False

    def __bool__(self) -> bool:
        return bool(self.pages)


def refit(looks: Sequence[Look], template: Template, passed: int) -> Refit:
    """Whether the template has to be learned anew.

    Only pages that still say most of what they said before are evidence: a wall, or an error page, fits no template
    either, and has none of the words.

    Args:
        looks: a batch; `before` is each page's last good article.
        template: the one in use.
        passed: pages of the run that were read without finding anything new, so they fitted.
    """
    if not template.learned:
        return Refit()
    strange = [look for look in looks if look.before and _is_strange(look, template)]
    if len(strange) < PAGES:
        return Refit()
    same = [look for look in looks if look.before and says_the_same(look, look.before)]
    genuine = [look for look in strange if look in same]
    if len(genuine) < PAGES or len(genuine) < SHARE * (len(same) + passed):
        return Refit()
    gone = [look for look in genuine if not look.fits(template) or is_reframed(look, template, look.before)]
    return Refit(tuple(sorted(look.key for look in genuine)), whole=len(gone) >= SHARE * len(genuine))


def _is_strange(look: Look, template: Template) -> bool:
    if look.document.is_text:
        return False
    return not look.fits(template) or _is_misplaced(look, template)


def is_reframed(look: Look, template: Template, before: Article | None) -> bool:
    """Whether a page whose words stand elsewhere than they did has next to nothing of the site's frame left: a banner
    for consent may well outlive a redesign. A page that always had a layout of its own is none."""
    if not _is_misplaced(look, template) or before is None or not _stand_apart(look.reading, before):
        return False
    return share_of_frame(template, look.document) < FRAME


def is_relaid(look: Look, before: Article) -> bool:
    """Whether an article says what it said, and no paragraph stands where one of its own stood: a new layout, be the
    site's frame as it was. Not where it is told in data, and stands nowhere, nor where its elements are named anew at
    each request."""
    article, second = look.reading.page.article, look.second_reading
    if article is None or not (article.slots and before.slots) or not _stand_apart(look.reading, before):
        return False
    is_drawn = second is not None and _stand_apart(second, article)
    return not (look.document.is_text or is_drawn) and says_the_same(look, before)


def _stand_apart(reading: Reading, other: Article) -> bool:
    article = reading.page.article
    return article is not None and set(other.slots).isdisjoint(article.slots)


def _is_misplaced(look: Look, template: Template) -> bool:
    """No paragraph stands where this site's paragraphs stood."""
    article = look.reading.page.article
    known = set((template.body or {}).get("body", ()))
    return look.reading.page.kind is PageKind.ARTICLE and article is not None and known.isdisjoint(article.slots)


def says_the_same(look: Look, before: Article) -> bool:
    """By the page's blocks, since how they are put together is what a redesign changes, and by what its data says."""
    article = look.reading.page.article
    here = {line_form(block.text) for block in look.document.blocks}
    here.update(map(line_form, article.paragraphs if article else ()))
    total = sum(map(len, before.paragraphs))
    kept = sum(len(text) for text in before.paragraphs if line_form(text) in here)
    return total > 0 and kept >= SAME_TEXT * total

"""Is it the page? Every capture gets a verdict with a reason before anything in it is compared.

Judged from the status and headers, then from the page itself against its own last good version, then against the
other pages of the same run. Where there is doubt, the capture is kept, marked and not compared: the last good
version stays what the next look is compared with, so a real edit behind a wall is found later, not lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from crawler.model import Article, Capture, Document, Page, Verdict
from crawler.text import compare_form, digest, instant
from crawler.urls import host_of

# A page with less text of its own than this (characters) is short enough to be nothing but a wall.
WALL_LENGTH = 1_500
# An article that kept less than this share of its text may have been cut off.
CUT = 0.5
# Headlines that share no more than this part of their words are of two articles.
OTHER_TITLE = 1 / 3
# A paragraph that resembles another by so much (of 100) is an edit of it; paragraphs of two texts reach 50 or so.
LIKE = 60
_LIKENESS_PARAGRAPHS = 20
_LIKENESS_LENGTH = 1_000
_OWN_TEXT = 20_000
# Text holds hardly any control characters; of compressed bytes they are a tenth.
CONTROL_SHARE = 0.04
_PROBE = 4096
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\f\r\x1b"))

_GONE = re.compile(
    r"(?:^|error |fehler |erreur |ошибка |błąd )(?:404|410)\b|not found|"
    r"(page|article|story|content) (was |is |could )?(not|no longer|cannot)( be)? (found|available|exist)|"
    r"nicht (mehr )?(gefunden|verfügbar)|introuvable|n.existe (pas|plus)|no (se ha )?encontrad|ya no existe|"
    r"non (è stata )?trovat|não (foi )?encontrad|niet (meer )?gevonden|nie (została )?znalezion|не (была )?найден|"
    r"не знайден|nenalezen|nenájden|hittades inte|finns inte|ikke funnet|ikke fundet|ei löyty|nem található|"
    r"nu a fost găsit|δεν βρέθηκε|bulunamadı|не е намерен|nije pronađen|見つかりません|找不到|不存在|찾을 수 없|"
    r"غير موجود|לא נמצא|پیدا نشد|ไม่พบ|không tìm thấy|tidak ditemukan",
    re.IGNORECASE,
)
_BLOCKED = re.compile(
    r"captcha|are you (a )?(human|robot)|not a robot|verify (that )?you are|checking your browser|"
    r"unusual (traffic|activity)|access (to this page has been )?denied|request (was )?blocked|attention required|ddos|"
    r"enable javascript and cookies|"
    r"security check|bot (detection|protection)|too many requests|zugriff verweigert|kein roboter|accès refusé|"
    r"êtes.vous un (humain|robot)|acceso denegado|no soy un robot|accesso negato|acesso negado|доступ (запрещ|огранич)|"
    r"не робот|доступ заборонено|アクセスが拒否|访问被拒绝|验证码|확인해 주세요",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"cookie|consent|gdpr|privacy (choices|settings)|we value your privacy|einwilligung|datenschutz|zustimm|"
    r"consentement|consentimiento|consenso|toestemming|samtyck|samtykke|zgod[aęy]|souhlas|согласи|згод[аи]|同意",
    re.IGNORECASE,
)
# What a wall asks for, by kind. Whole words only, and none that news is made of: "members", "premium" and the middle of
# "assassination" stand in stories every day.
_JOIN = re.compile(
    r"(?<!\w)(?:subscribe|subscription|register (?:to|for|now)|become a (?:member|subscriber)|abonnier|abonne[zr]|"
    r"s.abonner|suscr[ií]b|suscripción|assine|assinar|abbonat|prenumerera|subskrybuj|předplaťte|előfizet|подпи[сш]|"
    r"підпи[сш]|συνδρομ|s.inscrire|inscrivez)|購読|订阅|訂閱|구독",
    re.IGNORECASE,
)
_ENTER = re.compile(
    r"(?<!\w)(?:sign in|log ?in|already (?:a|have)|anmelden|einloggen|melden sie sich an|melde dich an|connectez|"
    r"se connecter|inicia(?:r)? sesión|inicie sesión|accedi|accede|entrar|logga in|log ind|zaloguj|přihla[sš]|"
    r"войдите|увійдіть|ввійдіть|bejelentkez|συνδεθείτε)|ログイン|登录|登入|로그인",
    re.IGNORECASE,
)
_READ_ON = re.compile(
    r"(?<!\w)(?:keep reading|continue reading|read on|to read (?:more|on|the)|unlock|weiterlesen|weiter zu lesen|"
    r"lire la suite|pour continuer|seguir leyendo|para continuar|continuar lendo|per continuare|continua a leggere|"
    r"läs(?:a)? vidare|læs videre|les videre|czytać dalej|číst dál|читать дальше|читати далі|tovább)|"
    r"続きを読む|阅读全文|계속 읽",
    re.IGNORECASE,
)
_WALL_KINDS = (_JOIN, _ENTER, _READ_ON)


@dataclass(frozen=True, slots=True)
class Judgement:
    verdict: Verdict
    reason: str = ""

    @property
    def good(self) -> bool:
        return self.verdict in {Verdict.OK, Verdict.UNCHANGED}


OK = Judgement(Verdict.OK)
STALE = Judgement(Verdict.STALE, "an older copy than the one before")


def judge_answer(capture: Capture) -> Judgement:
    """By status and headers alone; `OK` means that the body is worth reading."""
    status = capture.status
    if capture.error or status == 0:
        return Judgement(Verdict.OUTAGE, capture.error or "no answer")
    if status == 304:  # noqa: PLR2004 - HTTP statuses speak for themselves
        return Judgement(Verdict.UNCHANGED, "304")
    if status in {404, 410}:
        return Judgement(Verdict.GONE, str(status))
    if status in {401, 402, 403, 407, 429, 451} or capture.headers.get("cf-mitigated"):
        return Judgement(Verdict.BLOCKED, f"status {status}")
    if status >= 500:  # noqa: PLR2004
        return Judgement(Verdict.OUTAGE, f"status {status}")
    if not 200 <= status < 300:  # noqa: PLR2004
        return _judge_odd(capture)
    if not capture.body.strip():
        return Judgement(Verdict.OUTAGE, "empty answer")
    if _is_binary(capture):
        return Judgement(Verdict.UNREADABLE, "is not text, whatever its Content-Type says")
    return OK


def _judge_odd(capture: Capture) -> Judgement:
    if capture.redirects and capture.status < 400:  # noqa: PLR2004
        return Judgement(Verdict.REDIRECT, f"leads to another site, {host_of(capture.location)}")
    return Judgement(Verdict.UNREADABLE, f"status {capture.status}")


def _is_binary(capture: Capture) -> bool:
    """Bytes of a picture or an archive; a stray NUL makes none, and UTF-16 is full of them."""
    start = capture.body[:_PROBE]
    if b"\x00" not in start or start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    kind = capture.headers.get("content-type", "").lower()
    controls = len(start) - len(start.translate(None, _CONTROLS))
    return "utf-16" not in kind and "utf-32" not in kind and controls > CONTROL_SHARE * len(start)


def flaws(capture: Capture, document: Document) -> Iterator[str]:
    """What is wrong with a capture that is read all the same, in words."""
    if document.truncated:
        yield "nested too deep or too long; read as far as the bounds go"
    if any("\ufffd" in block.text for block in document.blocks) and "\ufffd".encode() not in capture.body:
        yield "is not in the charset that it declares; what could not be decoded reads as \ufffd"


def judge_page(document: Document, page: Page, before: Article | None) -> Judgement:
    """By the page itself, and against its own last good version where there is one."""
    own = _own_text(document, page)
    title = page.article.title if page.article else document.head.title
    if _GONE.search(title) and _is_notice(document, page, before):
        return Judgement(Verdict.SOFT_404, f"answers 200 with the title {title[:80]!r}")
    if before is None:
        return _judge_first(document, page, own)
    after = page.article
    if after is None or not after.paragraphs:
        return _wall(own) or Judgement(Verdict.UNREADABLE, "no article where there was one")
    if not keeps_words(before, after) and (instead := _judge_replaced(before, after)):
        return instead
    if (is_cut(before, after) and _says_paywall(document, own)) or _ends_in_wall(before, after):
        return Judgement(Verdict.PAYWALL, "the body is cut off behind a paywall")
    return OK


def _judge_replaced(before: Article, after: Article) -> Judgement | None:
    """What stands in place of an article none of whose words are left; None where it may well be an article again.

    By what was read in its place, not by the whole page: boxes beside it ask for subscriptions on every page.
    """
    if _length(after) < WALL_LENGTH and (wall := _wall(" \n".join((after.title, *after.paragraphs)))):
        return wall
    is_short = _length(after) < _length(before) * 0.3 and not is_other_story(before, after)
    if is_short and compare_form(before.title) != compare_form(after.title):
        return Judgement(Verdict.UNREADABLE, "a short page of other words in place of the article")
    return None


def _is_notice(document: Document, page: Page, before: Article | None) -> bool:
    """Whether a page whose title says that it is gone is no article: headlines speak of what was not found, too."""
    if before is not None:
        same_title = page.article is not None and compare_form(before.title) == compare_form(page.article.title)
        return not same_title and (page.article is None or not keeps_words(before, page.article))
    return not _declares_article(document) and (page.article is None or _length(page.article) < WALL_LENGTH)


def _declares_article(document: Document) -> bool:
    declared = {str(kind) for node in document.head.jsonld for kind in _listed(node.get("@type"))}
    return any(kind.endswith("Article") for kind in declared) or "article" in document.head.meta.get("og:type", ())


def _listed(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else [value]


def _judge_first(document: Document, page: Page, own: str) -> Judgement:
    """A brief about an attack on a server is short and speaks of one; but it says that it is an article, or whose."""
    article = page.article
    if article is not None and (_length(article) >= WALL_LENGTH or article.authors or article.published):
        return OK
    if article is not None and _declares_article(document):
        return OK
    if len(own) < WALL_LENGTH and _BLOCKED.search(own):
        return Judgement(Verdict.BLOCKED, "a check for robots in place of the page")
    return OK


def _wall(own: str) -> Judgement | None:
    if _BLOCKED.search(own):
        return Judgement(Verdict.BLOCKED, "a check for robots in place of the page")
    if _CONSENT.search(own):
        return Judgement(Verdict.CONSENT, "a consent wall in place of the page")
    if any(kind.search(own) for kind in _WALL_KINDS):
        return Judgement(Verdict.CONSENT, "a login or subscription wall in place of the page")
    return None


def _own_text(document: Document, page: Page) -> str:
    """Texts of the page that its site does not share: what a wall would be made of."""
    labels = page.labels or ("",) * len(document.blocks)
    own = (
        b.text
        for b, label in zip(document.blocks, labels, strict=True)
        if not label.startswith(("shared", "list:", "live:"))
    )
    return " \n".join((document.head.title, *own))[:_OWN_TEXT]


def _length(article: Article) -> int:
    return sum(map(len, article.paragraphs))


def share_kept(before: Article, after: Article) -> float:
    """The share (0 to 1, by characters) of the paragraphs before that stand word for word in the article after."""
    now = {compare_form(text) for text in after.paragraphs}
    total = _length(before)
    return sum(len(text) for text in before.paragraphs if compare_form(text) in now) / total if total else 0.0


def keeps_words(before: Article, after: Article) -> bool:
    """Whether any paragraph of the article before is still there, word for word or edited.

    In a brief of one paragraph every edit changes all paragraphs that there are; its words stay.
    """
    if share_kept(before, after) > 0:
        return True
    old, new = (
        [compare_form(text)[:_LIKENESS_LENGTH] for text in article.paragraphs[:_LIKENESS_PARAGRAPHS]]
        for article in (before, after)
    )
    return any(fuzz.ratio(a, b, score_cutoff=LIKE) >= LIKE for a in old for b in new)


def is_other_story(before: Article, after: Article) -> bool:
    """Whether an address was given to another article: a later one, under an unlike headline, with none of the text.

    Without times of publication a rewritten article cannot be told from another, and counts as an edit.
    """
    earlier, later = instant(before.published), instant(after.published)
    if not earlier or not later or earlier == later:
        return False
    words = [set(compare_form(article.title).casefold().split()) for article in (before, after)]
    if len(words[0] & words[1]) > OTHER_TITLE * len(words[0] | words[1]):
        return False
    return share_kept(before, after) == 0 and share_kept(after, before) == 0


def is_cut(before: Article, after: Article) -> bool:
    """Whether what is left is the beginning of what was, and most of it is missing (a teaser behind a paywall).

    The last paragraph or two may be cut in the middle, or be the wall's own words.
    """
    if _length(after) >= CUT * _length(before):
        return False
    old = [compare_form(text) for text in before.paragraphs]
    new = [compare_form(text) for text in after.paragraphs]
    same = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    return same >= max(1, len(new) - 2) or (len(new) > same and same == 0 and old[0].startswith(new[0].rstrip("….")))


# A short paragraph that says it twice ("Subscribe to read on. Already a member? Log in.") is a wall's own.
_WALL_LINE = 250
_WALL_WORDS = 2
_LABEL = 40
_SAME_TEXT = 85  # of 100: a paragraph with a word edited is still the same one, a like one is not


def _ends_in_wall(before: Article, after: Article) -> bool:
    """Whether a wall's own words stand where the end of the article was.

    Short articles keep most of their text in front of a paywall, so the share that is lost says nothing; and what
    the wall lets through may have been edited, which the next good look will tell.
    """
    shown = without_wall(before, after)
    if len(shown.paragraphs) == len(after.paragraphs):
        return False
    last = compare_form(before.paragraphs[-1]) if before.paragraphs else ""
    return all(fuzz.ratio(last, compare_form(text)) < _SAME_TEXT for text in shown.paragraphs)


def without_wall(before: Article, after: Article) -> Article:
    """`after` up to a wall's own words at its end, if `before` has none; labels and counters may stand behind them."""
    old = {compare_form(text) for text in before.paragraphs}
    texts = after.paragraphs
    last = (at for at in range(len(texts) - 1, -1, -1) if len(texts[at]) > _LABEL or _is_wall_line(texts[at]))
    wall = next(last, -1)
    if wall < 0 or not _is_wall_line(texts[wall]) or compare_form(texts[wall]) in old:
        return after
    return replace(after, paragraphs=texts[:wall], slots=after.slots[:wall])


def _is_wall_line(text: str) -> bool:
    """Short, and asking for two different things: one of them alone is in the news now and then."""
    return len(text) <= _WALL_LINE and sum(bool(kind.search(text)) for kind in _WALL_KINDS) >= _WALL_WORDS


def _says_paywall(document: Document, own: str) -> bool:
    closed = any(str(node.get("isAccessibleForFree")).lower() == "false" for node in document.head.jsonld)
    return closed or any(kind.search(own) for kind in _WALL_KINDS)


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


def text_digest(article: Article) -> str:
    return digest(*(compare_form(text) for text in article.paragraphs))


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

"""In what words a paper writes, and how long its stories are."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from outsider import nihongo, words

Draw = Callable[[random.Random], str]
_NUMBER = re.compile(r"\d[\d,]*")


@dataclass(frozen=True)
class Manner:
    """`lengths`: in paragraphs. `quote`: how a quotation that can be altered begins, and how it does then. `number`
    and `typo` give a paragraph so altered, or None."""

    headline: Draw
    sentence: Draw
    paragraph: Draw
    teaser: Draw
    names: Sequence[str]
    note: str
    quote: tuple[str, str]
    number: Callable[[str], str | None]
    typo: Callable[[str], str | None]
    wall: str
    notices: Mapping[str, str]
    lengths: Sequence[int] = (2, 4, 6, 8, 9, 10, 12, 16, 22)
    walls: float = 0.0  # share of requests that are answered with a question about cookies


def _english_number(text: str) -> str | None:
    found = text.split(" ")
    for at, word in enumerate(found):
        if word.replace(",", "").isdigit():
            return " ".join((*found[:at], f"{int(word.replace(',', '')) + 3:,}", *found[at + 1 :]))
    return None


def _english_typo(text: str) -> str | None:
    found = text.split(" ")
    for at, word in enumerate(found):
        if len(word) > 7 and word.isalpha():
            return " ".join((*found[:at], word[:3] + word[4] + word[3] + word[5:], *found[at + 1 :]))
    return None


def _japanese_number(text: str) -> str | None:
    found = _NUMBER.search(text)
    if found is None:
        return None
    return f"{text[: found.start()]}{int(found[0].replace(',', '')) + 3:,}{text[found.end() :]}"


def _japanese_typo(text: str) -> str | None:
    """Two letters of a word in kana that stand in the wrong order."""
    found = re.search(r"[ァ-ヶ]{4,}", text)
    if found is None or found[0][1] == found[0][2]:
        return None
    at = found.start() + 1
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


ENGLISH = Manner(
    words.headline,
    words.sentence,
    words.paragraph,
    words.teaser,
    words.NAMES,
    "Correction: an earlier version of this article gave the wrong name for the chair of the board.",
    ("“We ", "“We on this side "),
    _english_number,
    _english_typo,
    "Subscribe to continue reading. Already a member? Log in.",
    {
        "block": "<h1>One more step</h1><p>Please complete the security check: are you a human or a robot?</p>",
        "cookiewall": "<h1>Your privacy</h1><p>We and our 812 partners use cookies. Do you consent?</p><button>Yes</button>",
        "soft": "<h1>Page not found</h1><p>The page you asked for is not here any more.</p>",
    },
)
WIRE = replace(ENGLISH, paragraph=words.sentence, lengths=(2, 2, 3, 3, 4), walls=0.06)
JAPANESE = Manner(
    nihongo.headline,
    nihongo.sentence,
    nihongo.paragraph,
    nihongo.teaser,
    nihongo.NAMES,
    "訂正：この記事の以前の版では、委員長の名前に誤りがありました。",
    ("「もう", "「こちら側ではもう"),
    _japanese_number,
    _japanese_typo,
    "この記事は有料会員限定です。続きを読むには会員登録が必要です。会員の方はログインしてください。",
    {
        "block": "<h1>確認が必要です</h1><p>あなたが人間であることを確認しています。ロボットではありませんか。</p>",
        "cookiewall": "<h1>プライバシーについて</h1><p>当社と812社の提携先はクッキーを使用します。同意しますか。</p>"
        "<button>同意する</button>",
        "soft": "<h1>ページが見つかりません</h1><p>お探しのページは削除されたか、存在しません。</p>",
    },
)

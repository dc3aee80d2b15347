"""Fictional sentences and headlines in several languages, and the labels that a site's furniture carries."""

from __future__ import annotations

import random
import tomllib
from importlib.resources import files

from crawler.classes import dataclass

_FIRST = ("Maren", "Ilko", "Dessa", "Tobin", "Ysolde", "Pavol", "Runa", "Casimir", "Odile", "Jarek")
_LAST = ("Ostrey", "Veldt", "Quillon", "Sandoz", "Brack", "Ferrow", "Lindqvist", "Moreno", "Halász", "Petrenko")
_SYLLABLES = "tar ven mol kas dri ost lum bre fin gor sal pet nor wex hal jun".split()
_QUOTED = 0.15
_MORE_NAMES = 5


def chance(rng: random.Random, share: float) -> bool:
    """True in that share (0 to 1) of all cases."""
    return rng.random() < share


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language: the parts that sentences are drawn from, and labels in `label` by what they are for."""

    code: str
    who: tuple[str, ...]
    did: tuple[str, ...]
    what: tuple[str, ...]
    where: tuple[str, ...]
    why: tuple[str, ...]
    label: dict[str, str]

    def role(self, label: str) -> str:
        """What a label is for: the key under which it stands."""
        return next(key for key, words in self.label.items() if words == label)

    def sentence(self, rng: random.Random) -> str:
        """A sentence of some 60 to 110 characters, with a number in it."""
        who, did, what, where, why = (rng.choice(p) for p in (self.who, self.did, self.what, self.where, self.why))
        return f"{who} {did} {rng.randrange(2, 9000)} {what} {where}, {why}."

    def quoted(self, rng: random.Random) -> str:
        return f'"{self.sentence(rng)[:-1]}, {rng.choice(self.why)}", {self.label["said"]} {rng.choice(self.who)}.'

    def paragraph(self, rng: random.Random, sentences: int) -> str:
        return " ".join(self.quoted(rng) if chance(rng, _QUOTED) else self.sentence(rng) for _ in range(sentences))

    def headline(self, rng: random.Random) -> str:
        who, did, what, where = (rng.choice(p) for p in (self.who, self.did, self.what, self.where))
        return f"{who} {did} {rng.randrange(3, 990)} {what} {where}"

    def named(self, sentence: str) -> str:
        """Unlike all other sentences: else a quotation could be one out of the text, set large once more."""
        rng = random.Random(sentence)  # noqa: S311 - words that a test can repeat
        return f"{' '.join(_invented(rng) for _ in range(_MORE_NAMES))}: {sentence}"

    def teaser(self, rng: random.Random) -> str:
        """Real teasers share up to a third of their words; of these few they may share all but one. So invented names
        tell them apart, more than half of each, whatever little words a language has."""
        names = [_invented(rng) for _ in range(9)]
        more = random.Random(" ".join(names))  # noqa: S311 - words that a test can repeat
        return f"{' '.join((*names, *(_invented(more) for _ in range(_MORE_NAMES))))}: {self.headline(rng)}"

    def name(self, rng: random.Random) -> str:
        return f"{rng.choice(_FIRST)} {rng.choice(_LAST)}"


def _invented(rng: random.Random) -> str:
    return "".join(rng.choice(_SYLLABLES) for _ in range(3)).capitalize()


def _read() -> tuple[Tongue, ...]:
    plain = tomllib.loads(files("crawler.demo.timeline").joinpath("tongues.toml").read_text(encoding="utf-8"))
    return tuple(
        Tongue(code=code, label=own.pop("label"), **{part: tuple(words) for part, words in own.items()})
        for code, own in plain.items()
    )


TONGUES = _read()

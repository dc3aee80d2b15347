"""A wall that meets known pages and new ones at once is no first version of the new ones."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from region_lab import Reed, bench, paragraphs

from crawler.guard import judge_like_doubtful, text_of
from crawler.model import Article, Verdict
from crawler.recorder.identity import article_key

WALL = (
    "<!DOCTYPE html><html lang='de'><head><title>The Reed Courier</title></head><body><main class='page'>"
    "<article class='story'><h1>Was uns wichtig ist</h1><div class='text'><p>Wir schätzen, was Sie tun. Wir und unsere "
    "812 Partner legen etwas auf Ihrem Gerät ab, damit diese Seiten schneller zu Ihnen finden und besser aussehen.</p>"
    "<p>Das gilt, bis Sie es ändern. Nehmen Sie alles an, oder sehen Sie im Einzelnen nach, was Ihnen daran nicht "
    "gefällt, damit es zu diesen Seiten weitergehen kann.</p><p>Wer nichts davon haben will, zahlt drei Euro im Monat und "
    "sieht diese Zeilen nicht mehr, auf keinem seiner Geräte, solange das Geld jeden Monat bei uns eingeht.</p>"
    "<p>Noch eine Zeile, damit auch unsere Juristen zufrieden sind: Es gilt das Recht des Landes am Fluss.</p></div></article></main></body></html>"
)


class Long(Reed):
    """Articles beside which a wall is short."""

    def _article(self, number: int) -> str:
        more = "".join(
            f"<p>{text} So it was told in part {part}.</p>" for part in range(6) for text in paragraphs(number)
        )
        return super()._article(number).replace("</div></article>", f"{more}</div></article>")


def test_a_wall_in_words_that_nobody_knows_is_no_first_version_of_a_new_page(tmp_path: Path) -> None:
    with bench(tmp_path, Long(stories=range(30))) as site:
        plain = site.reed.page
        site.reed.stories = range(31)
        new, paths = site.reed.path(30), [site.reed.path(n) for n in (1, 2, 3, 30)]
        site.reed.page = lambda path: WALL  # type: ignore[method-assign]
        site.run(paths)
        verdicts = {capture.url: capture.verdict for capture in list(site.archive.captures())[-4:]}
        assert verdicts[f"http://reed.example{new}"] is Verdict.SOFT_404
        site.reed.page = plain  # type: ignore[method-assign]
        assert [kind for kind in site.kinds() if "site." not in kind] == ["article.published article"]
        assert site.archive.latest(article_key("reed", f"http://reed.example{new}")) is not None


@given(st.integers(0, 6), st.booleans())
def test_it_takes_several_known_pages_with_its_very_words(pages: int, same: bool) -> None:
    shown = Article("", ("Accept all to go on, says the page.",))
    said = tuple(shown.paragraphs) if same else ("Something else.",)
    doubtful = {text_of(Article("", said)): {str(n) for n in range(pages)}}
    found = judge_like_doubtful(doubtful, {"new": shown, "empty": None})
    assert {url: one.verdict for url, one in found.items()} == (
        {"new": Verdict.SOFT_404} if same and pages >= 3 else {}
    )

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.errors import ConfigError
from crawler.model import Article, Document
from crawler.profile import load_hook

GOOD = """
from dataclasses import replace

def article(document, article):
    return article and replace(article, title=article.title.upper())
"""


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    path = tmp_path / "paper.toml"
    path.write_text('url = "https://paper.example/"', encoding="utf-8")
    return path


def test_the_hook_beside_a_profile_changes_what_is_read(profile: Path) -> None:
    profile.with_suffix(".py").write_text(GOOD, encoding="utf-8")
    hook = load_hook(profile)
    assert hook is not None
    document = Document(url="https://paper.example/a", blocks=())
    assert hook.article(document, Article(title="storm", paragraphs=())).title == "STORM"
    assert hook.article(document, None) is None


def test_no_hook_is_loaded_without_file_or_without_profile(profile: Path, tmp_path: Path) -> None:
    assert load_hook(profile) is None
    (tmp_path / "stray.py").write_text("raise SystemExit", encoding="utf-8")
    assert load_hook(tmp_path / "stray.toml") is None


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("x = 1\ndef article(:\n", 2, "SyntaxError"),
        ("x = 1\n\ny = x / 0\n", 3, "ZeroDivisionError"),
        ("import nonsense_that_is_nowhere\n", 1, "ModuleNotFoundError"),
    ],
)
def test_a_broken_hook_is_told_with_file_and_line(profile: Path, text: str, line: int, what: str) -> None:
    path = profile.with_suffix(".py")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_hook(profile)
    assert str(caught.value).startswith(f"{path}: line {line}: {what}")
    assert "\n" not in str(caught.value)


def test_a_hook_without_the_function_is_told(profile: Path) -> None:
    profile.with_suffix(".py").write_text("x = 1\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="defines no function article"):
        load_hook(profile)

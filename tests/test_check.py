"""`check`: each field of a page and where it came from, what the template strips, and nothing written anywhere."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from article_pages import NOW, PARAGRAPHS, TITLE, URL, page, paragraphs
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from lab import SmallPaper, served

from crawler.blocks import read_document
from crawler.checking import Examined, Knowledge, examine, load_case, show_examined
from crawler.cli import presswatch
from crawler.model import Capture
from crawler.profile import Profile
from crawler.recorder import Recorder, SiteSetup
from crawler.render.columns import WIDTH, columns, width
from crawler.store import open_archive

ROOT = Path(__file__).parent.parent
SITES = Path(__file__).parent / "sites"
CASES = SITES / "lantern" / "fixtures"
LIVE_TIME = datetime(2026, 5, 12, 8, tzinfo=UTC)


def child(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *args], capture_output=True, text=True, check=False, timeout=60)


def html(text: str, **fields) -> Capture:
    return replace(Capture(URL, NOW, 200, {"content-type": "text/html; charset=utf-8"}, text.encode()), **fields)


def read(text: str, profile: Profile | None = None, **fields) -> Examined:
    return examine(html(text, **fields), Knowledge("post", profile))


def fields(examined: Examined) -> dict[str, tuple[object, str]]:
    return {field.name: (field.value, field.origin) for field in examined.fields}


class TestOrigins:
    def test_json_ld_meta_and_markup_are_told_apart(self):
        head = (
            '<meta property="article:published_time" content="2026-05-12T07:00:00Z">'
            '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "x", "datePublished": "",'
            '"author": {"name": "Ada Quill"}, "isAccessibleForFree": "False"}</script>'
            f'<link rel="canonical" href="{URL}">'
        )
        found = fields(read(page(paragraphs(), head=head)))
        assert found["kind"] == ("article", "JSON-LD NewsArticle")
        assert found["title"] == (TITLE, "markup: html > body > main > h1")
        assert found["authors"] == (["Ada Quill"], "JSON-LD NewsArticle")
        assert found["published"] == ("2026-05-12T07:00:00Z", "meta article:published_time")
        assert found["language"] == ("en", "html lang")
        assert found["canonical"] == (URL, "link rel=canonical")
        assert found["paywall"] == (True, "JSON-LD isAccessibleForFree")
        assert found["body"] == (list(PARAGRAPHS), "markup: html > body > main")

    def test_what_the_page_shows_and_its_head_does_not_tell_comes_from_markup(self):
        body = f'<p class="byline">By Ada Quill</p><time datetime="2026-05-11T06:00:00Z">today</time>{paragraphs()}'
        found = fields(read(page(body)))
        assert found["authors"] == (["Ada Quill"], "markup: html > body > main > p.byline")
        assert found["published"][0] == "2026-05-11T06:00:00Z"
        assert found["published"][1].startswith("markup: ")

    def test_the_profiles_selectors_win_and_say_so(self):
        profile = Profile(url=URL, regions={"title": "h2.own", "body": ".own p"})
        own = f'<h2 class="own">A line of our own</h2><div class="own">{paragraphs()}</div>'
        found = fields(read(page(own), profile))
        assert found["title"] == ("A line of our own", "profile: regions.title")
        assert found["body"] == (list(PARAGRAPHS), "profile: regions.body")

    def test_what_the_hook_changes_is_the_hooks(self):
        knowledge = Knowledge("post", hook=lambda _, article: replace(article, title="As the hook has it"))
        found = fields(examine(html(page(paragraphs())), knowledge))
        assert found["title"] == ("As the hook has it", "the site's hook")
        assert found["body"][1].startswith("markup")

    def test_a_selector_that_finds_nothing_is_named(self):
        regions = {"title": "h1.gone", "body": "img", "list": [{"name": "Offers", "items": ".offers li"}]}
        found = read(page(paragraphs() + "<img src=x>"), Profile(url=URL, regions=regions))
        assert found.unmatched == (
            ("regions.title", "h1.gone", "matches nothing"),
            ("regions.body", "img", "matches, but there is no text in it"),
            ("regions.list 'Offers'", ".offers li", "matches nothing"),
        )
        assert any("'h1.gone' matches nothing" in line for line in show_examined(found))

    def test_a_learned_container_is_told_and_what_is_shared_is_counted(self):
        case = load_case(CASES / "article")
        found = fields(case.examined)
        assert found["body"][1].startswith("learned container: ")
        assert found["live.Ticker"][1].startswith("headlines that the site's pages share, in ")
        (menu,) = (each for each in case.examined.stripped if each.container.endswith("nav > ul > li"))
        assert (menu.label, menu.blocks, menu.sample) == ("shared", 3, "Harbour")
        (also,) = (each for each in case.examined.stripped if "read-also" in each.container)
        assert also.why == "stands among the paragraphs, in a container that holds none"
        assert menu.why == "18 of the 18 texts seen in it stood on other pages, too"

    def test_of_a_page_that_cannot_be_read_the_verdict_is_left(self):
        assert read("", status=503).judgement.reason == "status 503"
        assert read("%PDF", headers={"content-type": "application/pdf"}).judgement.reason.endswith("is not a page")
        assert read("", status=503).fields == ()

    @given(st.text(max_size=300), st.text(max_size=100))
    def test_no_page_makes_it_raise_or_print_wide_lines_or_control_characters(self, text, title):
        for line in show_examined(read(page(f"<p>{text}</p>{paragraphs()}", title=title or "x"))):
            assert not {unicodedata.category(char) for char in line} & {"Cc", "Cs", "Zl", "Zp"}
            assert width(line) <= WIDTH or "://" in line


def test_what_the_docs_show_is_what_is_printed():
    text = (ROOT / "docs/check.md").read_text(encoding="utf-8")
    shown = text.partition("```text\n")[2].partition("```")[0].splitlines()
    printed = list(show_examined(load_case(CASES / "article").examined))
    assert [line for line in shown if line not in printed] == []


class TestColumns:
    def test_wide_characters_take_two_columns(self):
        lines = columns("body", "港の綱工場は六月末に閉まる。" * 12)
        assert len(lines) > 4
        assert max(map(width, lines)) <= WIDTH

    def test_addresses_are_not_broken(self):
        url = "https://example.org/" + "a" * 120
        assert columns("page", f"see {url} now")[1].strip() == url


class TestCommand:
    @pytest.fixture
    def data(self, tmp_path: Path) -> Path:
        shutil.copytree(SITES, tmp_path / "sites")
        return tmp_path

    def run(self, data: Path, *args: str) -> Result:
        return CliRunner().invoke(presswatch, ["--data", str(data), "check", *args])

    def pages(self, *names: str) -> list[str]:
        return [str(CASES / "pages" / f"{name}.html") for name in names]

    def test_a_file_is_read_with_what_the_files_beside_it_share(self, data):
        one, *others = self.pages("well", "rope", "frost", "school")
        result = self.run(data, "lantern", one, *(arg for other in others for arg in ("--with", other)), "--json")
        found = json.loads(result.stdout)
        assert list(found) == ["site", "learned", "fixtures", "pages"]
        assert found["learned"]["source"] == "a template learned from these 4 pages"
        (read,) = found["pages"]
        assert read["url"] == "https://lantern.example/town/well-in-the-square/"
        assert read["fields"]["authors"] == {"value": ["Pim Aldous"], "from": "JSON-LD NewsArticle"}
        assert read["fields"]["lists.Most Read"]["value"][1]["rank"] == 2
        assert {each["container"] for each in read["stripped"]} >= {"html > body > footer > p"}
        assert sorted(path.name for path in data.iterdir()) == ["sites"]

    def test_what_the_archive_learned_is_used_and_the_archive_is_not_written(self, data):
        with open_archive(data / "archive.db") as archive:
            recorder = Recorder(archive, SiteSetup("lantern", "https://lantern.example/", ("lantern.example",)))
            for path in map(Path, self.pages("rope", "frost", "school", "front", "live")):
                body = path.read_bytes()
                document = read_document(
                    Capture(path.as_uri(), LIVE_TIME, headers={"content-type": "text/html"}, body=body)
                )
                recorder.take(Capture(document.url, LIVE_TIME, headers={"content-type": "text/html"}, body=body))
            recorder.finish(LIVE_TIME)
        before = (data / "archive.db").read_bytes()
        result = self.run(data, "lantern", *self.pages("well"))
        assert result.exit_code == 0
        assert "template generation 1 (of 5 pages" in result.stdout
        assert "learned container" in result.stdout
        assert (data / "archive.db").read_bytes() == before
        saved = self.run(data, "lantern", *self.pages("well"), "--save", "well")
        assert saved.exit_code == 0
        assert self.run(data, "lantern", "--fixtures").stdout.count("as expected") == 6

    def test_fixtures_are_run_and_a_field_that_differs_is_named(self, data):
        assert self.run(data, "lantern", "--fixtures").exit_code == 0
        expected = data / "sites/lantern/fixtures/article/expected.json"
        fields = json.loads(expected.read_text())
        fields["body"][1] = "Other words."
        expected.write_text(json.dumps(fields))
        result = self.run(data, "lantern", "--fixtures")
        assert result.exit_code == 1
        assert 'body: expected "Other words." as item 2 of 5' in " ".join(result.stdout.split())
        assert "1 field of the fixtures is not as expected" in str(result.exception)

    def test_a_saved_case_is_as_expected_and_is_not_overwritten(self, data):
        one, other = self.pages("well", "rope")
        args = ("lantern", one, "--with", other, "--at", "2026-05-12T08:00:00Z", "--save", "well")
        assert self.run(data, *args).exit_code == 0
        folder = data / "sites/lantern/fixtures/well"
        assert sorted(path.name for path in folder.iterdir()) == [
            "beside-1.html",
            "expected.json",
            "meta.toml",
            "page.html",
        ]
        assert str(CASES) not in (folder / "meta.toml").read_text()
        assert self.run(data, "lantern", "--fixtures").exit_code == 0
        again = self.run(data, *args)
        assert again.exception.exit_status == 2
        assert "is there already" in str(again.exception)

    def test_a_page_is_fetched_and_a_site_without_an_archive_is_looked_at_anew(self, data):
        with served(SmallPaper()) as server:
            (data / "sites/paper.toml").write_text(f'url = "{server.base}/"\n[crawl]\ndelay = 0.0\n')
            done = child("-m", "crawler", "--data", str(data), "check", "paper", "--json")
        assert done.stderr == ""
        assert done.returncode == 0
        found = json.loads(done.stdout)
        assert [each["fields"]["kind"]["value"] for each in found["pages"]] == ["front", *["article"] * 4]
        assert found["learned"]["generation"] == 1
        assert sorted(path.name for path in data.iterdir()) == ["sites"]

    def test_a_file_is_read_without_scrapy(self, data):
        script = (
            "import sys; from crawler.cli import run\n"
            f"assert run(['--data', {str(data)!r}, 'check', 'lantern', {self.pages('well')[0]!r}]) == 0\n"
            f"assert run(['--data', {str(data)!r}, 'check', 'lantern', '--fixtures']) == 0\n"
            "print({'scrapy', 'twisted', 'pytest'} & {name.partition('.')[0] for name in sys.modules})"
        )
        assert child("-c", script).stdout.splitlines()[-1] == "set()"

    @pytest.mark.parametrize(
        ("args", "said"),
        [
            (["nobody", "x.html"], "no site 'nobody'"),
            (["lantern", "nothing.html"], "nothing.html: no such file"),
            (["lantern", "https://other.example/"], "is no page of lantern"),
            (["lantern", "https://lantern.example/", "--at", "2h"], "--at is for files"),
            (["lantern", "--save", "x"], "go with one page"),
            (["lantern", "--fixtures", "x.html"], "--fixtures takes no page"),
            (["lantern", "pyproject.toml"], ".toml is not read"),
        ],
    )
    def test_what_is_asked_wrongly_is_told_in_one_line(self, data, args, said):
        result = self.run(data, *args)
        assert said in str(result.exception)
        assert result.exception.exit_status == 2

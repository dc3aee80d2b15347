"""What the words around the code claim is so: commands, options, links, names, examples."""

from __future__ import annotations

import json
import re
import shlex
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from crawler import __version__, config, rules
from crawler.cli import presswatch
from crawler.cli.failures import DEBUG
from crawler.config import load_config
from crawler.demo.script import SWEEPS, story
from crawler.demo.truth import expected_alerts
from crawler.errors import ConfigError
from crawler.export import COLUMNS
from crawler.model import Severity
from crawler.politeness import CONTACT
from crawler.profile import Profile
from crawler.render import line, record
from crawler.store import open_archive
from crawler.store.views import VIEWS
from crawler.toml_files import parse_toml
from crawler.watchdog import PING_URL

ROOT = Path(__file__).resolve().parent.parent
PAGES = [
    *(ROOT / name for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "data/README.md")),
    *sorted((ROOT / "docs").glob("*.md")),
]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIB = sorted((ROOT / "contrib").iterdir())

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_VARIABLE = re.compile(r"\bPRESSWATCH_[A-Z_]+\b")


_TABLE = re.compile(r"^\[{1,2}(?:email|feed|rule|webhook\.\w+|apprise\.\w+)\]", re.MULTILINE)


def _keys(settings: type) -> set[str]:
    return {field.alias or name for name, field in settings.model_fields.items()}


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def blocks(language: str, text: str = README) -> list[str]:
    """The fenced blocks of a language."""
    return [body for given, body in _FENCE.findall(text) if given == language]


def names() -> list[str]:
    """The commands there are; none is imported."""
    return presswatch.list_commands(click.Context(presswatch))


def command(name: str) -> click.Command:
    found = presswatch.get_command(click.Context(presswatch), name)
    assert found is not None
    return found


def table_rows() -> list[str]:
    """The first cells of the table of commands."""
    section = README.partition("\n## Commands\n")[2].partition("\n### ")[0]
    return re.findall(r"^\| `(.+?)` \|", section, re.MULTILINE)


def command_lines(text: str) -> Iterator[list[str]]:
    """Every call of presswatch in a text, as words, without what the shell does with it."""
    for given in re.findall(r"(?:^|bin/)presswatch ([^\n]+)", text, re.MULTILINE):
        words = shlex.split(re.split(r"[|>;&#]|\d>", given)[0])
        if "COMMAND" not in words:
            yield words


def shell_text(path: Path) -> str:
    """What a reader would type: code of Markdown pages, whole files else."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".md":
        return text
    spans = re.findall(r"`(presswatch [^`\n]+)`", text)
    return "\n".join([body for language, body in _FENCE.findall(text) if language in {"sh", "text"}] + spans)


class TestCommands:
    def test_the_table_names_exactly_the_commands_there_are(self):
        assert sorted(row.split()[0] for row in table_rows()) == sorted(names())

    @pytest.mark.parametrize("row", table_rows())
    def test_the_table_names_options_that_exist_and_none_is_left_out(self, row):
        name, *_ = row.split()
        told = set(re.findall(r"--[a-z-]+", row))
        known = {option for each in command(name).params for option in each.opts if option.startswith("--")}
        assert told == known - {"--help"}

    @pytest.mark.parametrize("name", sorted(names()))
    def test_every_command_has_help_that_ends_with_an_example(self, name):
        result = CliRunner().invoke(presswatch, [name, "--help"])
        assert result.exit_code == 0
        assert re.search(r"Examples?:\n(?: +.*\n?)*\s*$", result.output)
        assert f"presswatch {name}" in result.output.partition("Example")[2]

    @pytest.mark.parametrize("path", [*PAGES, *CONTRIB], ids=_name)
    def test_every_call_that_is_shown_parses(self, path):
        for words in command_lines(shell_text(path)):
            _parse(words)

    def test_calls_are_found_at_all(self):
        found = {words[0] for words in command_lines(shell_text(ROOT / "README.md"))}
        assert {"add", "crawl", "ingest", "export"} <= found
        assert all(any(command_lines(shell_text(path))) for path in CONTRIB if path.suffix not in {".timer", ".yaml"})
        pods = "".join(path.read_text(encoding="utf-8") for path in CONTRIB if path.suffix == ".yaml")
        assert set(re.findall(r"args: \[(\w+)\]", pods)) == {"crawl", "watch"} <= set(names())


def _parse(words: list[str]) -> None:
    """Parses a call without doing it; a placeholder in capitals stands for what a person would put there."""
    context = presswatch.make_context("presswatch", list(words))
    name, called, rest = presswatch.resolve_command(context, [*context._protected_args, *context.args])
    assert name is not None, words
    assert called is not None, words
    with context:
        if "--help" not in rest and (rest or not any(each.required for each in called.params)):
            called.make_context(name, rest, parent=context)


class TestLinks:
    @pytest.mark.parametrize("path", PAGES, ids=_name)
    def test_every_link_to_a_file_leads_to_one(self, path):
        links = [link for link in _LINK.findall(path.read_text(encoding="utf-8")) if "://" not in link]
        assert [link for link in links if not (path.parent / link.partition("#")[0]).exists()] == []

    def test_the_readme_leads_to_every_page_and_file_beside_it(self):
        linked = {(ROOT / link).resolve() for link in _LINK.findall(README) if "://" not in link}
        assert {*PAGES, *CONTRIB, ROOT / "LICENSE"} - {ROOT / "README.md"} <= linked


class TestNames:
    def test_the_changelog_starts_with_what_is_not_released_or_this_version(self):
        heads = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
        assert next(head for head in heads if head != "Unreleased") == __version__
        assert f"Presswatch/{__version__}" in README

    def test_the_package_has_the_same_version_and_licence(self):
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        assert project["version"] == __version__
        assert project["license"] == "Apache-2.0"
        assert "Apache License" in (ROOT / "LICENSE").read_text(encoding="utf-8")

    def test_the_readme_names_every_variable_of_the_environment_and_no_other(self):
        known = {
            *config.VARIABLES.values(),
            config.PASSWORD,
            config.PASSWORD_FILE,
            "PRESSWATCH_DATA",
            DEBUG,
            CONTACT,
            PING_URL,
        }
        assert set(_VARIABLE.findall(README)) == known
        assert all(set(_VARIABLE.findall(path.read_text(encoding="utf-8"))) <= known for path in CONTRIB)

    def test_every_target_of_make_that_is_named_exists(self):
        targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
        named = {
            name
            for path in PAGES
            for name in re.findall(r"(?:`|^)make ([a-z]+)", path.read_text("utf-8"), re.MULTILINE)
        }
        assert {"demo", "test", "lint"} <= named <= targets

    def test_the_layers_are_those_that_are_checked(self):
        contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
        layers = next(each["layers"] for each in contracts["contracts"] if each["type"] == "layers")
        (told,) = blocks("layers", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
        assert told.splitlines() == layers

    def test_every_module_that_the_developers_pages_name_exists(self):
        for path in (ROOT / "CONTRIBUTING.md", ROOT / "docs/how-it-works.md"):
            named = re.findall(r"`((?:crawler/|tests/)?[\w/]+(?:\.py|/))`", path.read_text(encoding="utf-8"))
            assert named
            assert [name for name in named if not ((ROOT / name).exists() or (ROOT / "crawler" / name).exists())] == []

    def test_the_views_are_named_and_the_queries_run(self, tmp_path):
        assert set(re.findall(r"\b\w+_view\b", README)) == set(re.findall(r"CREATE VIEW (\w+)", VIEWS))
        queries = re.findall(r'sqlite-utils data/archive\.db "(.+?)"', README)
        assert queries
        with open_archive(tmp_path / "archive.db") as archive:
            for query in queries:
                archive.db.execute(query)


class TestExamples:
    @pytest.mark.parametrize("page", ["README.md", "data/README.md"])
    def test_the_profile_is_valid(self, page):
        texts = [text for text in blocks("toml", (ROOT / page).read_text(encoding="utf-8")) if text.startswith("url")]
        assert texts
        assert all(parse_toml(text, Profile, page).url == "https://example.org/" for text in texts)

    def test_every_profile_that_ships_is_valid(self):
        for path in (ROOT / "data/sites").glob("*.toml"):
            parse_toml(path.read_text(encoding="utf-8"), Profile, path.name)

    def test_the_mistake_is_told_as_shown(self):
        (shown,) = re.findall(r"^data/sites/example\.toml: (.+)$", README, re.MULTILINE)
        with pytest.raises(ConfigError) as error:
            parse_toml('url = "https://example.org/"\n[crawl]\ndelya = 2\n', Profile, "data/sites/example.toml")
        assert str(error.value) == f"data/sites/example.toml: {shown}"

    def test_the_settings_of_the_channels_are_valid_and_complete(self, tmp_path):
        page = (ROOT / "docs/alerts.md").read_text(encoding="utf-8")
        shown: dict[str, set[str]] = {}
        for text in (text for text in [*blocks("toml"), *blocks("toml", page)] if _TABLE.search(text)):
            (tmp_path / config.FILE_NAME).write_text(text, encoding="utf-8")
            environ = {config.PASSWORD: "secret", "PRESSWATCH_APPRISE_NEWSROOM": "ntfy://x/y"}
            assert load_config(tmp_path, environ).warnings == ()
            for name, found in tomllib.loads(text).items():
                tables = [found] if isinstance(found, dict) else found
                shown.setdefault(name, set()).update(key for table in tables for key in table)
        assert shown["email"] == _keys(config.EmailSettings)
        told = set(re.findall(r"\w+", page))
        for settings in (config.Rule, config.WebhookSettings, config.FeedSettings, config.AppriseSettings):
            assert _keys(settings) <= told

    def test_the_table_of_variables_says_which_setting_each_stands_for(self):
        rows = dict(re.findall(r"^\| `(PRESSWATCH_\w+)` \| `email\.(\w+)`", README, re.MULTILINE))
        assert rows == {variable: key for key, variable in config.VARIABLES.items()}

    def test_the_sweep_shown_is_one_of_the_demos(self):
        number, at, told = re.search(r"^Sweep (\d+), (\d\d:\d\d): (.+)$", README, re.MULTILINE).groups()
        assert told == story()[int(number)]
        assert at == f"{SWEEPS[int(number)].at:%H:%M}"

    def test_the_account_shown_is_that_of_the_script(self):
        scripted = Counter(each.kind for each in expected_alerts())
        shown = {
            kind: (told, alerted)
            for kind, told, alerted in re.findall(r"^([a-z.]+) +(\d+) +(\d+) +0 +0$", README, re.MULTILINE)
        }
        assert shown == {kind: (str(n), str(n)) for kind, n in {**scripted, "all": scripted.total()}.items()}

    def test_the_columns_of_the_exports_are_those_that_are_written(self):
        rows = re.findall(r"^\| `(\w+)` \| (\w+(?:, \w+)+) \|$", README, re.MULTILINE)
        assert {what: tuple(columns.split(", ")) for what, columns in rows} == {
            what: tuple(columns) for what, columns in COLUMNS.items()
        }

    def test_what_befalls_pages_is_as_severe_as_told(self):
        event = rules.PageEvent("example", "https://example.org/a", SWEEPS[0].at)
        important = [rules.article_removed(event, "404"), rules.site_degraded(event, "outage", ())]
        notice = [rules.article_restored(event), rules.article_moved(event, "https://example.org/b")]
        assert {each.severity for each in important} == {Severity.IMPORTANT}
        assert {each.severity for each in [*notice, rules.site_recovered(event, "", ())]} == {Severity.NOTICE}

    def test_the_alert_shown_has_the_records_form(self):
        (text,) = blocks("json")
        shown = json.loads(text)
        event = rules.PageEvent("example", "https://example.org/a", SWEEPS[0].at)
        made = record(rules.article_removed(event, "404"))
        assert list(shown) == list(made)
        assert shown["subject"].keys() == made["subject"].keys()
        assert shown["captures"].keys() == made["captures"].keys()

    def test_alert_lines_have_the_form_that_is_printed(self):
        event = rules.PageEvent("demo", "http://127.0.0.1:45715/a/", SWEEPS[0].at, "A title")
        form = re.compile(
            r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ demo (info|notice|important): .+ http://127\.0\.0\.1:\d+/\S*"
        )
        shown = re.findall(r"^  -> (.+)$", README, re.MULTILINE)
        assert len(shown) > 2
        assert all(form.fullmatch(each) for each in [*shown, line(rules.article_restored(event))])


class TestSchedules:
    def test_the_cron_line_of_the_docs_runs_what_the_crontab_runs(self):
        entry = re.search(
            r"^\*/10 .+$", (ROOT / "contrib/presswatch.crontab").read_text(encoding="utf-8"), re.MULTILINE
        )
        page = (ROOT / "docs/running.md").read_text(encoding="utf-8")
        (shown,) = re.findall(r"^\*/10 .+$", page, re.MULTILINE)
        assert shown.replace(" --data /var/lib/presswatch", "") == entry[0]

    def test_commits_are_checked_by_tools_that_make_installs(self):
        hooks = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
        entries = re.findall(r"entry: (\S+)", hooks)
        assert {str(Path(entry).parent) for entry in entries} == {".venv/bin"}
        assert "http" not in hooks
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        tools = " ".join(project["optional-dependencies"]["dev"])
        for tool in {Path(entry).name for entry in entries}:
            assert tool.replace("lint-imports", "import-linter") in tools

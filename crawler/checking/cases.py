"""Fixtures: a folder a case, `SITES/NAME/fixtures/CASE/`, with a saved page and the fields that are to be read there.

- `page.html` or `page.txt`: the page, byte for byte;
- `meta.toml`: its address and time, and the pages beside it that the template is learned from, if any;
- `template.json`: the template of the archive it was saved from, in place of such pages;
- `expected.json`: field → value.

The idea of input, expected, meta and a test for each field is web-poet's. A case is read with today's profile and
hook of its site, so that a changed selector shows.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC
from pathlib import Path
from typing import Any

from pydantic import AwareDatetime, BaseModel, ConfigDict

from crawler.blocks import MAX_BYTES, read_document
from crawler.checking.examine import Examined, examine
from crawler.checking.knowledge import Knowledge, from_pages
from crawler.classes import dataclass
from crawler.errors import ConfigError, PresswatchError, UsageError
from crawler.model import Capture
from crawler.profile import Profile, find_profile, hook_of
from crawler.render.records import stamp
from crawler.template import Template
from crawler.text import compare_form
from crawler.toml_files import load_toml, quoted
from crawler.urls import is_local

FOLDER = "fixtures"
EXPECTED = "expected.json"
META = "meta.toml"
TEMPLATE = "template.json"
TYPES = {".html": "text/html", ".htm": "text/html", ".txt": "text/plain"}
SHOWN = 300  # characters of a value in a message
ABSENT = "(no such field)"


class Meta(BaseModel):
    """`pages`: files beside the page → their addresses. `lines`: of other pages, for a text capture."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: str
    at: AwareDatetime
    content_type: str = ""
    pages: dict[str, str] = {}
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """`expected` maps fields to values; `found` is what is read now; `examined` tells all of it."""

    folder: Path
    expected: Mapping[str, Any]
    examined: Examined

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def found(self) -> dict[str, Any]:
        return {field.name: field.value for field in self.examined.fields}


@dataclass(frozen=True, slots=True)
class Difference:
    field: str
    expected: Any
    found: Any

    def __str__(self) -> str:
        return f"{self.field}: expected {_first(self.expected, self.found)}, found {_first(self.found, self.expected)}"


def _first(value: Any, other: Any) -> str:
    """The value, of a list the first item that the other has not in that place."""
    if isinstance(value, list) and isinstance(other, list):
        at = next(
            (i for i, (a, b) in enumerate(zip(value, other, strict=False)) if a != b), min(map(len, (value, other)))
        )
        shown = _shown(value[at]) if at < len(value) else "nothing"
        return f"{shown} as item {at + 1} of {len(value)}"
    return _shown(value)


def _shown(value: Any) -> str:
    text = value if value == ABSENT else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def find_cases(sites: Path, site: str) -> list[Path]:
    """The folders of a site's cases, by name."""
    return sorted(path.parent for path in (sites / site / FOLDER).glob(f"*/{EXPECTED}"))


def load_case(folder: Path) -> Case:
    """Read a case's page as it is read today.

    Raises:
        ConfigError: a file of the case is missing or wrong.
        UsageError: its site has no profile.
    """
    site, sites = folder.parent.parent.name, folder.parent.parent.parent
    profile = find_profile(sites, site)
    meta = load_toml(folder / META, Meta)
    capture = _capture(folder, _page_file(folder), meta.url, meta)
    knowledge = _knowledge(folder, meta, capture, profile)
    return Case(folder, _expected(folder / EXPECTED), examine(capture, knowledge, url=meta.url))


def _knowledge(folder: Path, meta: Meta, page: Capture, profile: Profile) -> Knowledge:
    hook = hook_of(folder.parent.parent.parent, profile.site)
    lines = frozenset(map(compare_form, meta.lines))
    if (stored := folder / TEMPLATE).is_file():
        template = _template(stored)
        return Knowledge(profile.site, profile, hook, template, source=f"{stored}", lines=lines)
    beside = [_capture(folder, _inside(folder, name), url, meta) for name, url in meta.pages.items()]
    documents = [read_document(capture) for capture in (page, *beside)] if beside else []
    learned = from_pages(documents, profile.site, profile, hook)
    return learned.with_lines(lines)


def _template(path: Path) -> Template:
    try:
        return Template.from_json(_text(path))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ConfigError(f"{path}: is no template: {error}", hint="save the case anew") from error


def _page_file(folder: Path) -> Path:
    found = [path for suffix in TYPES if (path := folder / f"page{suffix}").is_file()]
    if not found:
        raise ConfigError(f"{folder}: has no page.html or page.txt", hint="put the saved page there")
    return found[0]


def _inside(folder: Path, name: str) -> Path:
    """A page beside a case; it lies in the site's folder of fixtures."""
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.parent.resolve()) or path.suffix.lower() not in TYPES:
        raise ConfigError(f"{folder / META}: pages: '{name}' is no page below {folder.parent}")
    return path


def _capture(folder: Path, path: Path, url: str, meta: Meta) -> Capture:
    kind = meta.content_type if path.parent == folder and path.stem == "page" else ""
    headers = {"content-type": kind or TYPES[path.suffix.lower()]}
    return Capture(url, meta.at.astimezone(UTC), headers=headers, body=_bytes(path), source=str(path))


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror or error}") from error


def _text(path: Path) -> str:
    try:
        return _bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not UTF-8, save the file as UTF-8") from error


def _expected(path: Path) -> Mapping[str, Any]:
    try:
        value = json.loads(_text(path))
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"{path}: not valid JSON: {error}") from error
    if not isinstance(value, dict):
        raise ConfigError(f"{path}: should be an object: field → value")
    return value


def compare_case(case: Case) -> list[Difference]:
    """The fields that are not as expected; one that is read and not expected counts, unless it is empty."""
    found = case.found
    names = [*case.expected, *(field.name for field in case.examined.fields if not field.empty)]
    pairs = ((name, case.expected.get(name, ABSENT), found.get(name, ABSENT)) for name in dict.fromkeys(names))
    return [Difference(name, expected, value) for name, expected, value in pairs if expected != value]


# Writing one


def save_case(sites: Path, name: str, examined: Examined, knowledge: Knowledge, beside: Sequence[Capture] = ()) -> Path:
    """Write what was examined as a new case of its site; its folder.

    Args:
        sites: the folder of profiles.
        name: of the case.
        examined: the page; what is read from it now is what is expected.
        knowledge: what it was read with.
        beside: the pages that the template was learned from, where it is not the archive's.

    Raises:
        UsageError: the name is none, or taken, or the answer was no page.
        PresswatchError: the disk refuses.
    """
    folder = _new_folder(sites / knowledge.site / FOLDER, name)
    if not examined.fields:
        raise UsageError(f"{examined.url}: is no page to save: {examined.judgement.reason}")
    files = _files(examined, knowledge, beside)
    try:
        folder.mkdir(parents=True)
        for file, content in files.items():
            (folder / file).write_bytes(content)
    except OSError as error:
        raise PresswatchError(f"{folder}: cannot be written: {error.strerror or error}") from error
    return folder


def _new_folder(fixtures: Path, name: str) -> Path:
    if not name or name != Path(name).name or name.startswith("."):
        raise UsageError(f"{name[:60]!r} is no name for a case", hint="use letters, digits and hyphens")
    folder = fixtures / name
    if folder.exists():
        raise UsageError(f"{folder}: is there already", hint="give another name, or remove the folder first")
    return folder


def _files(examined: Examined, knowledge: Knowledge, beside: Sequence[Capture]) -> dict[str, bytes]:
    capture = examined.capture
    suffix = ".txt" if examined.document is not None and examined.document.is_text else ".html"
    pages = {f"beside-{n}{_suffix(each)}": each for n, each in enumerate(beside, 1)}
    url = _public(examined.url)
    known = [] if beside else _known_lines(examined, knowledge)
    expected = {field.name: field.value for field in examined.fields if not field.empty}
    files = {
        f"page{suffix}": capture.body,
        META: _meta(
            capture, url, known, {name: _public(read_document(each).url) for name, each in pages.items()}
        ).encode(),
        EXPECTED: (json.dumps(expected, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace"),
        **{name: each.body for name, each in pages.items()},
    }
    if knowledge.template.learned and not beside:
        files[TEMPLATE] = (knowledge.template.to_json() + "\n").encode("utf-8", "replace")
    return files


def _suffix(capture: Capture) -> str:
    return ".txt" if capture.headers.get("content-type", "").startswith("text/plain") else ".html"


def _public(url: str) -> str:
    """A file's address without the folders of whoever saved it."""
    return f"file:///{Path(url).name}" if is_local(url) else url


def _meta(capture: Capture, url: str, known: Sequence[str], pages: Mapping[str, str]) -> str:
    lines = [f"url = {quoted(url)}", f"at = {stamp(capture.fetched_at)}"]
    if kind := capture.headers.get("content-type", ""):
        lines.append(f"content_type = {quoted(kind)}")
    if known:
        lines.append(f"lines = [{', '.join(map(quoted, known))}]")
    if pages:
        lines += ["", "[pages]", *(f"{quoted(name)} = {quoted(address)}" for name, address in pages.items())]
    return "\n".join(lines) + "\n"


def _known_lines(examined: Examined, knowledge: Knowledge) -> list[str]:
    """Of the lines that are known of the site, those that this text capture has."""
    if examined.document is None or not examined.document.is_text:
        return []
    known = knowledge.lines_for(examined.document)
    return [block.text for block in examined.document.blocks if compare_form(block.text) in known]

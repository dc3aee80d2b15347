"""TOML files that people write, read into pydantic models, with errors that name file, key and the mend."""

from __future__ import annotations

import json
import re
import tomllib
import types
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, NamedTuple, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from rapidfuzz import fuzz, process

from crawler.errors import ConfigError

M = TypeVar("M", bound=BaseModel)

MAX_BYTES = 1_000_000
LIKENESS = 60  # per cent, below which a did-you-mean is a guess and no help
SHOWN = 40  # characters of a wrong value that an error shows

_EXPECTED = {
    "bool": "true or false",
    "int": "a whole number",
    "float": "a number",
    "string": "text in quotes",
    "list": 'a list, such as ["…"]',
    "tuple": 'a list, such as ["…"]',
    "set": 'a list, such as ["…"]',
    "frozen": 'a list, such as ["…"]',
    "dict": "a table",
    "model": "a table",
    "date": "a date, such as 2026-05-12",
    "datetime": "a date and time, such as 2026-05-12T08:00:00Z",
}


class Problem(NamedTuple):
    """One thing that is wrong: `key` is dotted, as TOML would write it ("" for the whole file)."""

    key: str
    what: str


def load_toml(path: Path, model: type[M]) -> M:
    """The file as a `model`. Raises ConfigError ("FILE: key: what is wrong, and the mend")."""
    return validated(read_toml(path), model, str(path))


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of a file, unchecked. Raises ConfigError."""
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror or error}") from error
    if len(raw) > MAX_BYTES:
        raise ConfigError(f"{path}: larger than {MAX_BYTES:,} bytes, so it is no settings file")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise ConfigError(f"{path}: line {line}: not UTF-8, save the file as UTF-8") from error
    return _tables(text, str(path))


def parse_toml(text: str, model: type[M], name: str) -> M:
    """`text` as a `model`; `name` stands for the file in errors. Raises ConfigError."""
    return validated(_tables(text, name), model, name)


def _tables(text: str, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{name}: {_syntax(str(error))}") from error
    except RecursionError as error:
        raise ConfigError(f"{name}: brackets are nested too deeply, close them") from error


def validated(table: Mapping[str, Any], model: type[M], name: str) -> M:
    """Tables as a `model`; `name` stands for the file in errors. Raises ConfigError."""
    try:
        return model.model_validate(table)
    except ValidationError as error:
        raise config_error(problems(error, model), name) from error


def config_error(found: Sequence[Problem], name: str) -> ConfigError:
    """The first problem as one line; the others are counted, for they often follow from the first."""
    first = found[0]
    key = f"{first.key}: " if first.key else ""
    more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
    return ConfigError(f"{name}: {key}{first.what}{more}")


def problems(error: ValidationError, model: type[BaseModel]) -> list[Problem]:
    """What pydantic found, in words; unknown keys first, since a misspelt key makes another missing."""
    details = sorted(error.errors(include_url=False), key=lambda each: each["type"] != "extra_forbidden")
    found = [Problem(_dotted(each["loc"]), _what(each, model)) for each in details]
    return list(dict.fromkeys(found))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Such as ", did you mean 'host'?"; or the keys there are, where nothing is near and they are few."""
    keys = sorted(set(known))
    best = process.extractOne(word, keys, scorer=fuzz.ratio, score_cutoff=LIKENESS)
    if best is not None:
        return f", did you mean '{best[0]}'?"
    return f", known are: {', '.join(keys)}" if 0 < len(keys) <= 20 else ""  # noqa: PLR2004 - a line's worth


def quoted(text: str) -> str:
    """A TOML basic string: JSON's escapes are TOML's, but for DEL, which TOML wants escaped, and surrogates."""
    safe = text.encode("utf-8", "replace").decode("utf-8")
    return json.dumps(safe, ensure_ascii=False).replace("\x7f", "\\u007F")


def _syntax(message: str) -> str:
    """Moves tomllib's "(at line 3, column 5)" to the front, where editors look for it."""
    match = re.search(r"\s*\(at (line \d+, column \d+|end of document)\)$", message)
    if match is None:
        return f"not valid TOML: {message}"
    return f"{match[1]}: not valid TOML: {message[: match.start()]}"


def _dotted(loc: Sequence[int | str]) -> str:
    text = ""
    for step in loc:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{_bare(step)}"
    return text.lstrip(".")


def _bare(key: str) -> str:
    """A key as an error can show it on one line, whatever a person quoted."""
    return key if re.fullmatch(r"[A-Za-z0-9_-]{1,60}", key) else repr(key[:60])


def _what(details: ErrorDetails, model: type[BaseModel]) -> str:
    kind, given = details["type"], details["input"]
    if kind == "extra_forbidden":
        *parent, last = details["loc"]
        return f"unknown key{did_you_mean(str(last), _keys(model, parent))}"
    if kind == "missing":
        return "is required, add it"
    if kind in {"value_error", "assertion_error"}:
        return str(details.get("ctx", {}).get("error", details["msg"]))
    if kind in {"literal_error", "enum"}:
        return _choice(str(details.get("ctx", {}).get("expected", "")), given)
    return f"should be {_expected(kind, details['msg'])}, not {_shown(given)}"


def _choice(expected: str, given: object) -> str:
    known = re.findall(r"'([^']*)'", expected)
    near = did_you_mean(given, known) if isinstance(given, str) else ""
    return f"should be {expected}, not {_shown(given)}{near if 'mean' in near else ''}"


def _expected(kind: str, message: str) -> str:
    family, _, problem = kind.partition("_")
    if problem.startswith(("type", "parsing", "set_type", "from_float", "attributes")) and family in _EXPECTED:
        return _EXPECTED[family]
    return re.sub(r"^(Input|String|Value) should (be )?", "", message)


def _shown(given: object) -> str:
    """The wrong value as TOML would write it, cut to a word's length."""
    if isinstance(given, bool):
        return str(given).lower()
    if isinstance(given, Mapping):
        return "a table"
    if isinstance(given, list):
        return "a list"
    text = repr(given) if isinstance(given, str) else str(given)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def _keys(model: type[BaseModel], loc: Sequence[int | str]) -> list[str]:
    """The keys of the table at `loc`, as a person writes them."""
    kind: Any = model
    for step in loc:
        kind = _inside(kind, step)
    table = _model(kind)
    return [] if table is None else [_alias(name, table) for name in table.model_fields]


def _alias(name: str, model: type[BaseModel]) -> str:
    field = model.model_fields[name]
    return field.validation_alias if isinstance(field.validation_alias, str) else field.alias or name


def _inside(kind: Any, step: int | str) -> Any:
    """The type of what stands at `step` (an index or a key) inside of a `kind`."""
    table = _model(kind)
    if table is not None:
        names = {_alias(name, table): name for name in table.model_fields}
        name = names.get(str(step))
        return None if name is None else table.model_fields[name].annotation
    for part in _parts(kind):
        arguments = get_args(part)
        if arguments and get_origin(part) is not None:
            return arguments[-1] if isinstance(step, str) or arguments[-1] is not ... else arguments[0]
    return None


def _model(kind: Any) -> type[BaseModel] | None:
    return next((p for p in _parts(kind) if isinstance(p, type) and issubclass(p, BaseModel)), None)


def _parts(kind: Any) -> list[Any]:
    """The members of a union, bare of Annotated."""
    origin = get_origin(kind)
    if origin is Annotated:
        return _parts(get_args(kind)[0])
    if origin in {Union, types.UnionType}:
        return [part for argument in get_args(kind) for part in _parts(argument)]
    return [kind]

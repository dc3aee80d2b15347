"""Files that people write: every mistake is told with file, key and the mend."""

import json
from pathlib import Path
from typing import Annotated, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field, field_validator

from crawler.errors import ConfigError
from crawler.toml_files import load_toml, parse_toml


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Item(Strict):
    name: str
    limit: int = 1


class Mail(Strict):
    host: str = ""
    sender: str = Field("", alias="from")
    port: Annotated[int, Field(gt=0)] = 25
    security: Literal["tls", "starttls"] = "tls"
    to: list[str] = []
    loud: bool = False

    @field_validator("host")
    @classmethod
    def no_space(cls, value: str) -> str:
        if " " in value:
            raise ValueError("has a space in it, take it out")
        return value


class File(Strict):
    url: str = ""
    email: Mail | None = None
    item: tuple[Item, ...] = ()
    items: list[Item] = []
    named: dict[str, Item] = {}


def message(text: str) -> str:
    with pytest.raises(ConfigError) as caught:
        parse_toml(text, File, "data/x.toml")
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[email]\nhots = "x"', "data/x.toml: email.hots: unknown key, did you mean 'host'?"),
        ('[email]\nform = "x"', "data/x.toml: email.form: unknown key, did you mean 'from'?"),
        ("[emial]", "data/x.toml: emial: unknown key, did you mean 'email'?"),
        ("[email]\nzzz = 1", "email.zzz: unknown key, known are: from, host, loud, port, security, to"),
        (
            '[[items]]\nnmae = "x"',
            "data/x.toml: items[1].nmae: unknown key, did you mean 'name'? (and 1 more)",
        ),
        ('[[item]]\nname = "x"\nlimt = 1', "item[1].limt: unknown key, did you mean 'limit'?"),
        ('[named.a]\nname = "x"\nlimt = 1', "named.a.limt: unknown key, did you mean 'limit'?"),
        ("[[items]]", "data/x.toml: items[1].name: is required, add it"),
        ("url = 3", "url: should be text in quotes, not 3"),
        ('[email]\nport = "many"', "email.port: should be a whole number, not 'many'"),
        ("[email]\nport = 0", "email.port: should be greater than 0, not 0"),
        ('[email]\nto = "a@b"', "email.to: should be a list, such as [\"…\"], not 'a@b'"),
        ("[email]\nto = [1]", "email.to[1]: should be text in quotes, not 1"),
        ('[email]\nloud = "very"', "email.loud: should be true or false, not 'very'"),
        ('[email]\nsecurity = "startls"', "not 'startls', did you mean 'starttls'?"),
        ('[email]\nhost = "a b"', "data/x.toml: email.host: has a space in it, take it out"),
        ("email = 1", "email: should be a table, not 1"),
        ("url = 1\nemail = 1", "(and 1 more)"),
        ("url = \n", "data/x.toml: line 1, column 7: not valid TOML: Invalid value"),
        ("a = 1\na = 2\n", "data/x.toml: line 2, column 6: not valid TOML: Cannot overwrite a value"),
        ("url = '''", "not valid TOML"),
        ("a = " + "[" * 5000, "nested too deeply"),
    ],
)
def test_a_mistake_is_named_with_file_key_and_mend(text: str, expected: str) -> None:
    assert expected in message(text)


def test_a_long_wrong_value_is_cut() -> None:
    assert len(message(f'[email]\nport = "{"9x" * 5000}"')) < 200


def test_what_is_right_is_read() -> None:
    read = parse_toml('[email]\nfrom = "a@b.org"\nto = ["c@d.org"]', File, "x")
    assert read.email is not None
    assert (read.email.sender, read.email.to) == ("a@b.org", ["c@d.org"])


def test_a_file_with_a_byte_order_mark_and_dos_lines_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(b'\xef\xbb\xbfurl = "u"\r\n')
    assert load_toml(path, File).url == "u"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [(b"url = '\xff'", "line 1: not UTF-8"), (b"#" * 1_000_001, "larger than 1,000,000 bytes")],
)
def test_bytes_that_are_no_settings_are_told(tmp_path: Path, raw: bytes, expected: str) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(raw)
    with pytest.raises(ConfigError, match=expected):
        load_toml(path, File)


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nothing\.toml: cannot be read: No such file"):
        load_toml(tmp_path / "nothing.toml", File)
    with pytest.raises(ConfigError, match="cannot be read: Is a directory"):
        load_toml(tmp_path, File)


@given(st.text(max_size=60))
def test_any_text_gives_settings_or_a_one_line_config_error(text: str) -> None:
    told = ""
    try:
        parse_toml(text, File, "x")
    except ConfigError as error:
        told = str(error)
    assert len(told.splitlines()) <= 1


@given(st.text(max_size=60))
def test_any_key_in_any_table_is_refused_in_one_line(key: str) -> None:
    quoted = json.dumps("k" + key).replace("\x7f", "")
    assert len(message(f"[named.x]\nname = 'n'\n{quoted} = 1").splitlines()) == 1

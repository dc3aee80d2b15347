"""`verify` over a data folder of real crawls, `show --proof` and its recipe, heads where they are to be seen."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner
from lab import FIVE, Lab, SmallPaper, change_five, served

from crawler.cli import presswatch, run
from crawler.store import open_archive
from crawler.verify import verify

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    """Three runs with raw captures and mails to a folder."""
    paper = SmallPaper(noise=False)
    with served(paper) as server:
        lab = Lab(tmp_path_factory.mktemp("verify"), server)
        lab.configure(
            "[archive]\nwarc = true\n[crawl]\ndelay = 0.0\n", '[email]\nto = ["desk@example.org"]\nfolder = "mails"\n'
        )
        lab.crawl()
        lab.later(30)
        change_five(paper)
        assert lab.crawl().kinds == FIVE
        lab.later(30)
        lab.crawl()
    with lab.archive() as archive:
        archive.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return lab.folder


@pytest.fixture
def folder(crawled, tmp_path) -> Path:
    """A copy to be tampered with."""
    copy = tmp_path / "data"
    shutil.copytree(crawled, copy)
    return copy


def faults(folder: Path) -> list[str]:
    with open_archive(folder / "archive.db", read_only=True) as archive:
        return list(verify(archive, folder))


def warc(folder: Path) -> Path:
    (path,) = (folder / "warc").rglob("*.warc.gz")
    return path


def call(folder: Path, *args: str):
    return CliRunner().invoke(presswatch, ["--data", str(folder), *args])


def test_a_folder_that_nobody_touched_is_whole(folder):
    assert faults(folder) == []


def test_the_command_prints_the_head_and_nothing_else(folder, capsys):
    assert run(["--data", str(folder), "verify"]) == 0
    told = capsys.readouterr()
    with open_archive(folder / "archive.db", read_only=True) as archive:
        assert told.out.split() == [archive.head()]
        last = list(archive.links())[-1][1]
    assert sha256(last.encode()).hexdigest() == told.out.strip()


def test_a_fault_is_a_line_and_the_exit_status_says_so(folder, capsys):
    with sqlite3.connect(folder / "archive.db") as db:
        db.execute("UPDATE captures SET status = 404 WHERE id = 3")
    assert run(["--data", str(folder), "verify"]) == 1
    told = capsys.readouterr()
    assert re.fullmatch(r"capture 3 \(http://\S+, 2026-\S+\) was altered\n", told.out)
    assert told.err.startswith("presswatch: 1 fault found")


def test_the_head_stands_in_status_and_at_the_foot_of_the_mail(folder, capsys):
    (mail,) = (folder / "mails").rglob("*.eml")
    told = mail.read_text("utf-8").replace("=\n", "")
    with open_archive(folder / "archive.db", read_only=True) as archive:
        links = [sha256(text.encode()).hexdigest() for _, text in archive.links()]
    assert links[1] in told
    assert run(["--data", str(folder), "status"]) == 0
    assert f"head of the chain: {links[-1]}" in capsys.readouterr().err
    assert run(["--data", str(folder), "status", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["head"] == links[-1]
    assert run(["--data", str(folder), "verify", "--head", links[1]]) == 0
    assert run(["--data", str(folder), "verify", "--head", "00ff"]) == 1
    assert run(["--data", str(folder), "verify", "--head", "zz"]) == 2


# -- raw captures ----------------------------------------------------------------------------------------------------


def flip(path: Path, place: int) -> None:
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize("share", [0.0, 0.3, 0.7, 0.999])
def test_a_bit_of_a_raw_capture_that_flips_is_found_and_the_capture_named(folder, share):
    flip(warc(folder), int(share * (warc(folder).stat().st_size - 1)))
    (fault,) = faults(folder)
    assert re.match(r"raw capture \d+ \(.+\.warc\.gz, bytes \d+ to \d+\) was altered", fault)


def test_raw_captures_that_are_cut_off_are_missing(folder):
    path = warc(folder)
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size - 100)
    (fault,) = faults(folder)
    assert "is missing: the file ends before it" in fault


def test_two_raw_captures_exchanged_are_found(folder):
    with open_archive(folder / "archive.db", read_only=True) as archive:
        places = [raw for _, _, raw in archive.raw_places()]
    data = warc(folder).read_bytes()
    one, two = places[3], places[4]
    swapped = data[: one.start] + data[two.start : two.end] + data[one.start : one.end] + data[two.end :]
    warc(folder).write_bytes(swapped)
    assert len(faults(folder)) == 2


def test_a_file_of_raw_captures_that_is_gone_is_told_in_one_line(folder):
    path = warc(folder)
    path.unlink()
    assert faults(folder) == [f"{path} is missing"]


def test_bytes_and_files_that_no_run_recorded_are_found(folder):
    path = warc(folder)
    with path.open("ab") as file:
        file.write(b"more")
    stranger = path.with_name("ledger-20260101-00001.warc.gz")
    stranger.write_bytes(b"what is this")
    assert faults(folder) == [
        f"{path}: 4 bytes at its end are of no recorded run",
        f"{stranger} is of no recorded run",
    ]


# -- the alert log ---------------------------------------------------------------------------------------------------


def edit_log(folder: Path, edit) -> None:
    path = folder / "alerts.jsonl"
    path.write_text("".join(edit(path.read_text("utf-8").splitlines(keepends=True))), "utf-8")


def test_a_line_of_the_log_that_was_altered_is_found(folder):
    edit_log(folder, lambda lines: [lines[0], lines[1].replace('"summary": "', '"summary": "Not '), *lines[2:]])
    (fault,) = faults(folder)
    assert re.search(r"alerts\.jsonl, line 2: alert \w+ is not told as in the archive", fault)


def test_what_a_channel_was_tried_with_is_no_line_that_was_put_in(folder):
    assert run(["--data", str(folder), "test-alert", "log"]) == 0
    assert "presswatch-test" in (folder / "alerts.jsonl").read_text("utf-8")
    assert faults(folder) == []


def test_a_line_that_only_says_to_be_what_a_channel_was_tried_with_is_one_that_was_put_in(folder):
    assert run(["--data", str(folder), "test-alert", "log"]) == 0
    edit_log(folder, lambda lines: [*lines[:-1], lines[-1].replace("nothing happened", "the mayor resigned")])
    (fault,) = faults(folder)
    assert "is not in the archive" in fault


def test_a_line_of_the_log_that_is_missing_put_in_or_told_twice_is_found(folder):
    edit_log(folder, lambda lines: [*lines[:1], lines[0], lines[1].replace('"id": "', '"id": "f'), *lines[2:], "torn"])
    told = "\n".join(faults(folder))
    assert "line 2: alert" in told
    assert "is told again" in told
    assert "is not in the archive" in told
    assert "was logged, and is missing from" in told
    assert "line 7: is no alert record" in told


def test_lines_that_were_rotated_away_are_not_missed(folder):
    path = folder / "alerts.jsonl"
    path.rename(path.with_name("alerts.jsonl.1"))
    assert faults(folder) == []


# -- damage ----------------------------------------------------------------------------------------------------------


def test_a_damaged_page_of_the_database_is_told_and_no_traceback(folder):
    path = folder / "archive.db"
    data = bytearray(path.read_bytes())
    for page in range(12, len(data) // 4096, 9):
        data[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    path.write_bytes(data)
    result = subprocess.run(
        [sys.executable, "-m", "crawler", "--data", str(folder), "verify"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert "this is a bug" not in result.stderr


# -- proof of one version --------------------------------------------------------------------------------------------


@pytest.fixture
def recipe(tmp_path) -> Path:
    """The check of docs/proof.md, as its reader would save it."""
    (text,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs/proof.md").read_text("utf-8"), re.DOTALL)
    path = tmp_path / "check.py"
    path.write_text(text, "utf-8")
    return path


def check(recipe: Path, proof: dict, head: str):
    (recipe.parent / "proof.json").write_text(json.dumps(proof), "utf-8")
    command = [sys.executable, "-I", str(recipe), str(recipe.parent / "proof.json"), head]
    return subprocess.run(command, capture_output=True, text=True, cwd=recipe.parent, check=False)


def edited_url(folder: Path) -> str:
    with open_archive(folder / "archive.db", read_only=True) as archive:
        return next(v.key.page for v in archive.all_versions() if v.number == 2 and v.key.page)


def proof_of(folder: Path, *options: str) -> dict:
    return json.loads(call(folder, "show", edited_url(folder), "--proof", *options).stdout)


@pytest.mark.parametrize("version", ["1", "2"])
def test_the_recipe_proves_a_version_without_anything_of_ours(folder, recipe, version):
    proof = proof_of(folder, "--version", version)
    with open_archive(folder / "archive.db", read_only=True) as archive:
        head = archive.head()
    result = check(recipe, proof, head)
    assert result.returncode == 0, result.stderr
    assert f"version {version} of {edited_url(folder)} is what this head covers" in result.stdout
    assert json.loads(proof["content"])["paragraphs"]
    (file, start, _, end, digest) = next(json.loads(r["entry"]) for r in proof["rows"] if r["lane"] == "raws")[4:]
    assert sha256((folder / "warc" / file).read_bytes()[start:end]).hexdigest() == digest


def test_the_recipe_refuses_every_proof_that_was_altered(folder, recipe):
    proof = proof_of(folder, "--version", "1")
    with open_archive(folder / "archive.db", read_only=True) as archive:
        head = archive.head()
    row = proof["rows"][0]
    forged = [
        {**proof, "content": proof["content"].replace("school", "prison")},
        {**proof, "head": proof["head"].replace("2026", "2025")},
        {**proof, "rows": [{**row, "entry": row["entry"].replace("2026", "2025")}, *proof["rows"][1:]]},
        {**proof, "rows": [{**row, "link": row["link"].replace("2026", "2025")}, *proof["rows"][1:]]},
        {**proof, "rows": [{**row, "path": row["path"][1:]}, *proof["rows"][1:]]},
    ]
    assert [check(recipe, each, head).returncode for each in forged] == [1] * len(forged)
    assert check(recipe, proof, "00" * 32).returncode == 1


def test_a_version_that_was_read_anew_is_proved_as_it_was_first_read(folder, recipe):
    with open_archive(folder / "archive.db") as archive:
        (key,) = archive.find_region(edited_url(folder))
        first = archive.version(key, 1)
        archive.replace_reading(first, archive.version(key, 2).state, "abcd")
        head = archive.head()
    assert faults(folder) == []
    proof = proof_of(folder, "--version", "1")
    assert check(recipe, proof, head).returncode == 0
    assert tuple(json.loads(proof["content"])["paragraphs"]) == first.state.paragraphs


def test_the_request_for_a_timestamp_holds_the_head(folder, tmp_path):
    result = call(folder, "verify", "--timestamp-request", str(tmp_path / "head.tsq"))
    data = (tmp_path / "head.tsq").read_bytes()
    assert bytes.fromhex(result.stdout.strip()) in data
    assert data[:2] == bytes([0x30, len(data) - 2])

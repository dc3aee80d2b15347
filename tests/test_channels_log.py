"""The alert log: every alert once, whole lines only, whatever happens between."""

import gzip
import json
import logging
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from alert_samples import HOSTILE, LIST_CHANGE, NOW, SAMPLES, SILENT_EDIT, alert, delivery

from crawler import render
from crawler.channels.log import LogChannel
from crawler.errors import DeliveryError
from crawler.model import Delivery

BATCH = [delivery(each, number) for number, each in enumerate(SAMPLES)]


def again(batch: list[Delivery]) -> list[Delivery]:
    return [replace(each, attempts=each.attempts + 1) for each in batch]


def ids(path: Path) -> list[str]:
    return [json.loads(line)["id"] for line in path.read_text("utf-8").splitlines()]


@pytest.fixture
def log(tmp_path: Path) -> LogChannel:
    return LogChannel(tmp_path / "data" / "alerts.jsonl")


def test_each_alert_is_one_line_in_the_contracts_form(log: LogChannel) -> None:
    assert log.send(BATCH, NOW).sent == frozenset(range(len(BATCH)))
    lines = log.path.read_text("utf-8").split("\n")
    assert lines.pop() == ""
    assert [json.loads(line) for line in lines] == [render.record(each) for each in SAMPLES]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_headline_is_one_line_and_kept_exactly(log: LogChannel, text: str) -> None:
    log.send([delivery(alert(summary=text))], NOW)
    (line,) = log.path.read_text("utf-8").splitlines()
    assert json.loads(line)["summary"] == text


def test_a_readable_line_goes_to_the_programs_log(log: LogChannel, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "crawler.alerts"):
        log.send(BATCH[:1], NOW)
        log.send(again(BATCH[:1]), NOW)
    assert caplog.messages == [render.line(SILENT_EDIT)]


def test_what_was_written_and_not_marked_is_not_written_again(log: LogChannel) -> None:
    log.send(BATCH[:3], NOW)
    assert log.send([*again(BATCH[:4]), BATCH[4]], NOW).sent == frozenset(range(5))
    assert ids(log.path) == [each.id for each in SAMPLES[:5]]


@pytest.mark.parametrize("name", ["alerts.jsonl.1", "alerts.jsonl-20260512", "alerts.jsonl.2.gz"])
def test_the_look_back_reaches_into_the_files_rotated_last(log: LogChannel, name: str) -> None:
    log.send(BATCH[:2], NOW)
    if name.endswith(".gz"):
        log.path.with_name(name).write_bytes(gzip.compress(log.path.read_bytes()))
        log.path.unlink()
        log.path.with_name("alerts.jsonl.3.gz").write_bytes(b"\x1f\x8bno gzip")
    else:
        log.path.rename(log.path.with_name(name))
    log.send(again(BATCH[:3]), NOW)
    assert ids(log.path) == [SAMPLES[2].id]


@pytest.mark.parametrize("rotate", ["move", "truncate"])
def test_rotation_between_batches_loses_nothing(log: LogChannel, rotate: str) -> None:
    log.send(BATCH[:2], NOW)
    if rotate == "move":
        log.path.rename(log.path.with_name("alerts.jsonl.1"))
    else:
        os.truncate(log.path, 0)
    log.send(BATCH[2:4], NOW)
    assert ids(log.path) == [each.id for each in SAMPLES[2:4]]
    assert b"\0" not in log.path.read_bytes()


@pytest.mark.parametrize("torn", ['{"id": "sample-1", "at"', '{"id": "sample-1"', "\xff"])
def test_after_a_torn_line_the_next_one_starts_afresh_and_the_torn_one_is_told_again(
    log: LogChannel, torn: str
) -> None:
    log.path.parent.mkdir()
    log.path.write_text(torn, encoding="utf-8")
    log.send(again(BATCH[:2]), NOW)
    assert log.path.read_text("utf-8").splitlines()[0] == torn
    assert [json.loads(line)["id"] for line in log.path.read_text("utf-8").splitlines()[1:]] == ["sample-1", "sample-2"]


def test_an_error_at_the_last_moment_fails_the_batch_and_its_lines_are_not_written_again(
    log: LogChannel, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(DeliveryError, match="No space left"):
            log.send(BATCH[:2], NOW)
    assert log.send(again(BATCH[:2]), NOW).sent == {0, 1}
    assert ids(log.path) == ["sample-1", "sample-2"]


def test_a_rotation_while_a_batch_is_written_loses_nothing(log: LogChannel, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    rotated = log.path.with_name("alerts.jsonl.1")

    def write(file: int, data: bytes) -> int:
        if not rotated.exists():
            log.path.rename(rotated)
        return real(file, data)

    monkeypatch.setattr(os, "write", write)
    log.send(BATCH[:2], NOW)
    log.send(BATCH[2:3], NOW)
    assert ids(rotated) + ids(log.path) == [each.id for each in SAMPLES[:3]]


@contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    """As a full disk: the write that crosses `size` is cut short, the next one fails."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_fails_what_does_not_fit_and_leaves_no_half_line(log: LogChannel) -> None:
    log.send(BATCH[:1], NOW)
    whole = log.path.read_bytes()
    room = len(render.json_line(LIST_CHANGE).encode()) + 1
    with no_file_larger_than(len(whole) + room + 7):
        result = log.send(BATCH[1:4], NOW)
    assert result.sent == {1}
    assert set(result.failed) == {2, 3}
    assert "cannot be written" in str(result.failed[2])
    assert not result.failed[2].permanent
    assert ids(log.path) == ["sample-1", "sample-2"]
    log.send(again(BATCH[1:4]), NOW)
    assert ids(log.path) == [f"sample-{number}" for number in range(1, 5)]


def test_a_log_that_cannot_be_opened_is_a_failed_delivery(log: LogChannel) -> None:
    log.path.mkdir(parents=True)
    with pytest.raises(DeliveryError, match="cannot be written: Is a directory"):
        log.send(BATCH, NOW)


def test_two_programs_that_append_at_once_do_not_mix_their_lines(log: LogChannel) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from alert_samples import NOW, alert, delivery; from crawler.channels.log import LogChannel\n"
        "for n in range(60): LogChannel(Path(sys.argv[1])).send("
        "[delivery(alert(id=f'{sys.argv[2]}-{n}', summary='s' * 9000), n)], NOW)"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])}
    writers = [
        subprocess.Popen([sys.executable, "-c", code, str(log.path), name], env=environment) for name in ("a", "b")
    ]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    found = ids(log.path)
    assert len(found) == len(set(found)) == 120

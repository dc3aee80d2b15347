"""The files in `contrib/`: what they copy, start and mount is there, and they agree with one another.

No container is built and no unit started here; calls of the command line in them are parsed by `test_docs.py`.
"""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from crawler.cli import presswatch
from crawler.errors import ConfigError, LockedError

ROOT = Path(__file__).resolve().parent.parent
CONTRIB = ROOT / "contrib"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
UNITS = sorted(path.name for path in CONTRIB.iterdir() if path.suffix in {".service", ".timer"})


def parses(words: list[str]) -> None:
    """Parse a call of presswatch, without its first word; raises click's errors where it is none."""
    ctx = click.Context(presswatch)
    name, *rest = presswatch.make_parser(ctx).parse_args(list(words))[1]
    command = presswatch.get_command(ctx, name)
    assert command is not None, name
    command.make_context(name, rest, parent=ctx)


def instructions() -> list[tuple[str, str]]:
    """The Containerfile, an instruction each: its name, and the rest."""
    text = re.sub(r"^#.*\n", "", (CONTRIB / "Containerfile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    lines = [line for line in text.replace("\\\n", " ").splitlines() if line.strip()]
    return [(name, rest) for name, _, rest in (line.partition(" ") for line in lines)]


def last(name: str) -> str:
    return [rest for found, rest in instructions() if found == name][-1]


def unit(name: str) -> dict[str, dict[str, list[str]]]:
    """A unit file: section → key → values."""
    sections: dict[str, dict[str, list[str]]] = {}
    for line in (CONTRIB / name).read_text(encoding="utf-8").splitlines():
        if head := re.fullmatch(r"\[(\w+)\]", line):
            section = sections.setdefault(head[1], {})
        elif line and not line.startswith("#"):
            key, _, value = line.partition("=")
            section.setdefault(key, []).append(value)
    return sections


def documents() -> dict[str, Any]:
    found = yaml.safe_load_all((CONTRIB / "cronjob.yaml").read_text(encoding="utf-8"))
    return {each["kind"]: each for each in found}


def pod() -> Any:
    return documents()["CronJob"]["spec"]["jobTemplate"]["spec"]["template"]["spec"]


class TestContainerfile:
    def test_every_instruction_is_one(self):
        known = set("FROM WORKDIR COPY RUN ENV USER VOLUME STOPSIGNAL ENTRYPOINT CMD".split())
        assert {name for name, _ in instructions()} <= known
        assert instructions()[0][0] == "FROM"

    def test_every_file_that_is_copied_is_in_the_repository(self):
        for name, rest in instructions():
            if name == "COPY" and "--from" not in rest:
                *sources, _ = rest.split()
                assert all((ROOT / source).exists() for source in sources)

    def test_what_is_copied_is_all_that_the_package_is_built_from(self):
        copied = {word for name, rest in instructions() if name == "COPY" for word in rest.split()}
        assert {PROJECT["readme"], *PROJECT["license-files"], "pyproject.toml", "crawler"} <= copied

    def test_its_python_is_one_that_the_package_runs_on(self):
        images = {rest.split()[0] for name, rest in instructions() if name == "FROM"}
        (version,) = {tuple(map(int, re.search(r"python:(\d+)\.(\d+)", image).groups())) for image in images}
        least = tuple(map(int, re.search(r"(\d+)\.(\d+)", PROJECT["requires-python"]).groups()))
        assert version >= least

    def test_what_it_starts_is_installed_on_its_path_and_is_a_command(self):
        program, *words = [*json.loads(last("ENTRYPOINT")), *json.loads(last("CMD"))]
        assert program in PROJECT["scripts"]
        parses(words)
        (venv,) = [rest.split()[-1] for name, rest in instructions() if name == "COPY" and "--from" in rest]
        assert f"PATH={venv}/bin:" in last("ENV")
        assert f"python -m venv {venv} && {venv}/bin/pip install" in next(r for n, r in instructions() if n == "RUN")

    def test_its_data_folder_is_its_volume_and_belongs_to_its_user(self):
        volume = last("VOLUME")
        assert f"PRESSWATCH_DATA={volume} " in f"{last('ENV')} "
        assert f"--home-dir {volume} {last('USER')} " in last("RUN")
        assert last("RUN").endswith(f"install -d -o {last('USER')} -g {last('USER')} {volume}")

    def test_it_is_stopped_by_the_signal_that_stops_a_run(self):
        assert last("STOPSIGNAL") == "SIGTERM"


class TestCronJob:
    def test_it_runs_a_command_of_the_image_as_the_images_user(self):
        (container,) = pod()["containers"]
        parses(container["args"])
        uid = int(re.search(r"--uid (\d+)", last("RUN"))[1])
        assert pod()["securityContext"]["runAsUser"] == uid
        assert "command" not in container  # the image's own entry point

    def test_the_image_has_the_version_of_the_package(self):
        (container,) = pod()["containers"]
        assert container["image"].endswith(f":{PROJECT['version']}")

    def test_the_data_folder_is_the_claim_and_everything_mounted_is_a_volume(self):
        (container,) = pod()["containers"]
        mounts = {mount["mountPath"]: mount["name"] for mount in container["volumeMounts"]}
        volumes = {volume["name"]: volume for volume in pod()["volumes"]}
        assert set(mounts.values()) == set(volumes)
        claim = volumes[mounts[last("VOLUME")]]["persistentVolumeClaim"]["claimName"]
        assert claim == documents()["PersistentVolumeClaim"]["metadata"]["name"]

    def test_files_that_variables_name_lie_on_a_mounted_volume(self):
        (container,) = pod()["containers"]
        files = [each["value"] for each in container["env"] if each["name"].endswith("_FILE")]
        paths = [mount["mountPath"] for mount in container["volumeMounts"]]
        assert files
        assert all(any(file.startswith(f"{path}/") for path in paths) for file in files)

    def test_one_run_at_a_time_every_so_often(self):
        spec = documents()["CronJob"]["spec"]
        assert spec["concurrencyPolicy"] == "Forbid"
        assert len(spec["schedule"].split()) == 5


class TestUnits:
    @pytest.mark.parametrize("name", [name for name in UNITS if name.endswith(".service")])
    def test_a_service_starts_a_command_over_the_folder_that_systemd_makes(self, name):
        service = unit(name)["Service"]
        program, *words = shlex.split(service["ExecStart"][0])
        assert Path(program).name in PROJECT["scripts"]
        parses(words)
        assert words[:2] == ["--data", f"/var/lib/{service['StateDirectory'][0]}"]

    def test_exit_statuses_mean_what_the_program_means_by_them(self):
        assert unit("presswatch.service")["Service"]["SuccessExitStatus"] == [str(LockedError("").exit_status)]
        never = unit("presswatch-watch.service")["Service"]["RestartPreventExitStatus"]
        assert never == [str(ConfigError("").exit_status)]

    def test_the_timer_starts_the_service_of_its_name(self):
        timers = [name for name in UNITS if name.endswith(".timer")]
        assert all(f"{Path(name).stem}.service" in UNITS for name in timers)

    @pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd-analyze")
    def test_systemd_finds_no_fault(self, tmp_path):
        program = tmp_path / "presswatch"
        program.write_text("#!/bin/sh\n")
        program.chmod(0o755)
        for name in UNITS:
            text = (CONTRIB / name).read_text(encoding="utf-8")
            (tmp_path / name).write_text(text.replace("/opt/presswatch/.venv/bin/presswatch", str(program)))
        found = subprocess.run(
            ["systemd-analyze", "verify", "--man=no", *(str(tmp_path / name) for name in UNITS)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert (found.returncode, found.stderr) == (0, "")


class TestCrontab:
    def test_every_line_is_a_comment_a_variable_or_a_job_with_five_times(self):
        for line in (CONTRIB / "presswatch.crontab").read_text(encoding="utf-8").splitlines():
            if not line or line.startswith("#") or re.fullmatch(r"[A-Z_]+=\S+", line):
                continue
            *times, command = line.split(None, 5)
            assert len(times) == 5
            assert all(re.fullmatch(r"[\d*/,-]+", each) for each in times)
            assert "%" not in command.replace("\\%", "")  # cron takes it for a line end
            program, *words = shlex.split(re.split(r"[>|]|\d>", command)[0])
            assert Path(program).name in PROJECT["scripts"]
            parses(words)


def test_a_call_that_is_none_would_be_noticed():
    with pytest.raises(click.ClickException):
        parses(["crawl", "--no-such-option"])

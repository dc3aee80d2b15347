"""Raw captures are kept in general where `archive.toml` says so, and a profile's own word wins."""

from __future__ import annotations

from pathlib import Path

import pytest
from lab import Lab, SmallPaper, served

from crawler.cli import run
from crawler.config.archive import ARCHIVE_FILE, load_archive_config
from crawler.errors import ConfigError
from crawler.keeper import keeper_of
from crawler.profile import Profile
from crawler.profile.schema import ArchiveRules
from crawler.store import open_archive

PAGE = "<!DOCTYPE html><title>Herons</title><link rel=canonical href=https://quay.example/herons><h1>Herons</h1><p>Two."


def profile(own: bool | None) -> Profile | None:
    return Profile(url="https://quay.example/", archive=ArchiveRules(warc=own)).named("quay")


def write(data: Path, text: str) -> None:
    data.mkdir(exist_ok=True)
    (data / ARCHIVE_FILE).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("general", [True, False, None])
@pytest.mark.parametrize("own", [True, False, None])
def test_what_the_profile_says_counts_and_else_what_is_said_in_general(tmp_path, own, general):
    if general is not None:
        write(tmp_path, f"[archive]\nwarc = {str(general).lower()}\n")
    with open_archive(tmp_path / "archive.db") as archive:
        wanted = general if own is None else own
        assert (keeper_of(archive, "quay", profile(own), tmp_path) is not None) == bool(wanted)


def test_a_site_without_a_profile_goes_by_what_is_said_in_general(tmp_path):
    with open_archive(tmp_path / "archive.db") as archive:
        assert keeper_of(archive, "quay", None, tmp_path) is None
        write(tmp_path, "[archive]\nwarc = true\n")
        assert keeper_of(archive, "quay", None, tmp_path) is not None


def test_a_crawl_keeps_what_came_though_its_profile_says_nothing(tmp_path):
    with served(SmallPaper(noise=False)) as server:
        lab = Lab(tmp_path, server)
        lab.configure()
        write(tmp_path, "[archive]\nwarc = true\n")
        lab.crawl()
    assert list((tmp_path / "warc").rglob("*.warc.gz"))
    with lab.archive() as archive:
        kept = {number for _, number, _ in archive.raws() if number is not None}
        assert kept == {capture.id for capture in archive.captures()} != set()


def test_what_is_ingested_is_kept_for_sites_made_on_the_fly_too(tmp_path, capsys):
    write(tmp_path / "data", "[archive]\nwarc = true\n")
    saved = tmp_path / "herons.html"
    saved.write_text(PAGE, encoding="utf-8")
    assert run(["--data", str(tmp_path / "data"), "ingest", str(saved)]) == 0
    capsys.readouterr()
    assert [path.suffixes for path in (tmp_path / "data" / "warc").rglob("*.gz")] == [[".warc", ".gz"]]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[archive]\nwrac = true", "archive.wrac: unknown key, did you mean 'warc'?"),
        ("[archve]\nwarc = true", "archve: unknown key, did you mean 'archive'?"),
        ("[archive]\nwarc = 1", "archive.warc: should be true or false, not 1"),
        ("warc = true", "warc: unknown key"),
    ],
)
def test_a_mistake_is_one_line_with_file_key_and_mend(tmp_path, text, told):
    write(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        load_archive_config(tmp_path)
    assert str(caught.value).startswith(f"{tmp_path / ARCHIVE_FILE}: {told}")


def test_a_crawl_with_a_mistake_in_it_does_not_start(tmp_path, capsys):
    with served(SmallPaper(noise=False)) as server:
        Lab(tmp_path, server).configure()
        write(tmp_path, "[archive]\nwrac = true\n")
        assert run(["--data", str(tmp_path), "crawl"]) == 2
    told = capsys.readouterr().err
    assert "did you mean 'warc'?" in told
    assert "Traceback" not in told

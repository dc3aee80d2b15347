"""Profiles on disk: `data/sites/NAME.toml`, read with errors that can be mended, written once and never touched."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from crawler.errors import ConfigError, PresswatchError, UsageError
from crawler.profile.schema import Profile
from crawler.toml_files import did_you_mean, load_toml, quoted

_NAME = re.compile(r"[^\W_][\w.-]{0,99}")
_LINE = 100  # characters of a comment line


class Loaded(NamedTuple):
    """The profiles that could be read, by site name, and what was wrong with the others."""

    profiles: dict[str, Profile]
    errors: tuple[ConfigError, ...]


def load_profile(path: Path) -> Profile:
    """The profile in a file; the site is named by the file's stem. Raises ConfigError with file, key and mend."""
    return load_toml(path, Profile).named(path.stem)


def load_profiles(folder: Path) -> Loaded:
    """All profiles of a folder, in order of name. A broken file does not hide the others."""
    profiles: dict[str, Profile] = {}
    errors: list[ConfigError] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            profiles[path.stem] = load_profile(path)
        except ConfigError as error:
            errors.append(error)
    return Loaded(profiles, tuple(errors))


def find_profile(folder: Path, site: str) -> Profile:
    """The profile of the site called `site`. Raises UsageError with a did-you-mean where there is none."""
    path = profile_path(folder, site)
    if not path.is_file():
        known = [each.stem for each in folder.glob("*.toml")]
        hint = f"presswatch add URL --name {site} makes one"
        raise UsageError(f"no site '{site}' in {folder}{did_you_mean(site, known)}", hint=hint)
    return load_profile(path)


def profile_path(folder: Path, site: str) -> Path:
    """Where the profile of `site` lies. Raises UsageError for a name that is none (`../x`, `a/b`, "")."""
    if not _NAME.fullmatch(site):
        shown = repr(site[:60])
        raise UsageError(f"{shown} is no site name", hint="use letters, digits, hyphens and dots, such as 'example'")
    return folder / f"{site}.toml"


def write_profile(path: Path, found: Profile, comments: Sequence[str] = ()) -> bool:
    """Write a new profile and say whether it was written.

    Only what differs from the defaults is written, with `comments` above (what was found on the site). A file that
    exists is somebody's and stays as it is, byte by byte. Raises PresswatchError where the disk refuses.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(profile_text(found, comments))
    except FileExistsError:
        return False
    except OSError as error:
        raise PresswatchError(
            f"{path}: cannot be written: {error.strerror or error}", hint="choose another folder with --data"
        ) from error
    return True


def profile_text(found: Profile, comments: Sequence[str] = ()) -> str:
    """The profile as TOML: `url`, the name, and the top-level keys and selectors that were given."""
    lines = [_comment(comment) for comment in comments]
    lines.append(f"url = {quoted(found.url)}")
    if found.name:
        lines.append(f"name = {quoted(found.name)}")
    lines += [f"{key} = {_list(values)}" for key in _LISTS if (values := getattr(found, key))]
    if found.article_urls:
        lines.append(f"article_urls = {quoted(found.article_urls)}")
    lines += _region_lines(found)
    return "\n".join(lines) + "\n"


_LISTS = ("hosts", "feeds", "sitemaps", "sections")


def _region_lines(found: Profile) -> list[str]:
    rules = found.regions
    keys = [f"{key} = {quoted(query)}" for key in ("title", "body") if (query := getattr(rules, key))]
    lines = ["", "[regions]", *keys] if keys else []
    for kind, each in (("list", rules.list), ("live", rules.live)):
        for rule in each:
            lines += ["", f"[[regions.{kind}]]", f"name = {quoted(rule.name)}", f"items = {quoted(rule.items)}"]
    return lines


def _comment(text: str) -> str:
    """A comment on one line: what comes from the web must not end it and become a key."""
    flat = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return f"# {flat[:_LINE]}".rstrip()


def _list(values: Sequence[str]) -> str:
    return f"[{', '.join(map(quoted, values))}]"

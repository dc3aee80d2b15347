"""The commands `verify` and `reprocess`, and what `show --proof` prints."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from crawler.cli.common import ARCHIVE, archive_of, data_of, moment
from crawler.cli.output import note, write
from crawler.errors import PresswatchError, UsageError
from crawler.model import RegionKey
from crawler.profile import Profile
from crawler.proof import audit_path, leaf_hash, sided
from crawler.render import plain
from crawler.render.records import stamp
from crawler.store import Archive
from crawler.text import counted

_MOST = 1_000  # problems that are told
_MOST_TOLD = 20
_HEX = frozenset("0123456789abcdefABCDEF")


@click.command(
    epilog="""\b
Examples:
  presswatch verify
  presswatch verify --head 1f6c0a2b
  presswatch verify --timestamp-request head.tsq"""
)
@click.option("--head", metavar="HEX", default="", help="A head that was written down; it has to be in the chain.")
@click.option(
    "--timestamp-request",
    "request",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Also write a request for a timestamp on the head (RFC 3161).",
)
@click.pass_context
def verify(ctx: click.Context, head: str, request: Path | None) -> None:
    """Check that the archive is whole, and that nothing in it was altered since it was recorded.

    Reads all of it: the database, every content, the chain over captures, versions, changes, alerts and raw captures,
    the WARC files, the alert log. Each fault is a line on standard output, and the exit status is 1; else the only
    line is the head of the chain. Nothing is changed.
    """
    if head and not set(head) <= _HEX:
        raise UsageError(f"--head: {plain(head, 80)!r} is no digest", hint="give it as mails and `status` show it")
    from crawler.verify import verify as check

    with archive_of(ctx) as archive:
        count = 0
        for count, problem in enumerate(check(archive, data_of(ctx), head), 1):
            if count <= _MOST:
                write(plain(problem, 500))
        if count:
            raise PresswatchError(
                f"{counted(count, 'fault')} found" + (f", of which {_MOST} are told" if count > _MOST else ""),
                hint="restore a copy from before; keep this one as it is, if it may have to be explained",
            )
        _tell_head(archive, request)


def proof_of(archive: Archive, key: RegionKey, number: int) -> dict[str, Any]:
    """What another person needs to check one version with nothing but SHA-256; see docs/proof.md.

    Raises:
        PresswatchError: no link covers it yet.
    """
    found = archive.sealed_version(key, number)
    links = [text for _, text in archive.links()]
    if found is None or not links:
        raise PresswatchError("no link of the chain covers this version yet", hint="the next run closes one")
    row, capture, content = found
    wanted = [("versions", row)]
    if capture is not None:
        wanted.append(("captures", capture))
        wanted += [("raws", raw[0])] if (raw := archive.raw_of(capture)) is not None else []
    return {
        "content": content.decode("utf-8", "surrogatepass"),
        "rows": [_row_proof(archive, lane, each, links) for lane, each in wanted],
        "head": links[-1],
    }


def _row_proof(archive: Archive, lane: str, number: int, links: Sequence[str]) -> dict[str, Any]:
    entry, found = archive.entry_of(lane, number), archive.path_of(lane, number)
    if entry is None or found is None:
        raise PresswatchError("no link of the chain covers this version yet", hint="the next run closes one")
    text, place, leaves, path = found
    place_of_link = links.index(text)
    before_head = [leaf_hash(each.encode("utf-8")) for each in links[:-1]]
    to_head = [] if text == links[-1] else audit_path(place_of_link, before_head)
    return {
        "lane": lane,
        "entry": entry.decode("utf-8", "surrogatepass"),
        "path": sided(place, leaves, path),
        "link": text,
        "to_head": sided(place_of_link, len(before_head), to_head),
    }


def _tell_head(archive: Archive, request: Path | None) -> None:
    found = archive.head()
    if not found:
        note("nothing is wrong; the chain has no link yet")
        return
    write(found)
    note(f"nothing is wrong: {counted(sum(1 for _ in archive.links()), 'link')}, the head is above")
    if request is not None:
        from crawler.proof import request as timestamp_request

        request.write_bytes(timestamp_request(bytes.fromhex(found)))
        note(f"{request}: send it to a timestamp authority, and keep its answer (see docs/proof.md)")


@click.command(
    epilog="""\b
Examples:
  presswatch reprocess --dry-run
  presswatch reprocess example --since 2026-05-12"""
)
@click.argument("sites", nargs=-1, metavar="[SITE]...")
@click.option("--since", callback=moment, metavar="T", help="Captures from then on: 30m, 2h, 3d, a day, an ISO time.")
@click.option("--dry-run", "dry", is_flag=True, help="Only say what would differ.")
@click.pass_context
def reprocess(ctx: click.Context, sites: tuple[str, ...], since: datetime | None, dry: bool) -> None:
    """Read kept raw captures again with today's parser and profiles, and put what they say now in force.

    Prints a line for each version that appears, vanishes or changes. All of a site's new versions are put in force at
    once; those that stood before are kept beside them, and the chain says so. No alert comes of it. Without SITE all
    sites that have a profile are read.
    """
    from crawler.lock import run_lock
    from crawler.profile import find_profile, load_profiles
    from crawler.store import open_archive
    from crawler.store.upkeep import steps_behind
    from crawler.warc import require_warcio

    require_warcio("reprocess")
    data = data_of(ctx)
    folder = data / "sites"
    names = sites or tuple(load_profiles(folder).profiles)
    profiles = [find_profile(folder, name) for name in dict.fromkeys(names)]
    steps_behind(data / ARCHIVE)  # nothing is made where there is none
    read = 0
    with run_lock(data), closing(open_archive(data / ARCHIVE)) as archive:
        for profile in profiles:
            read += _reprocess(archive, profile, data, since, dry)
    if not read:
        raise PresswatchError(
            "no raw captures to read",
            hint="they are kept where a profile or archive.toml says archive.warc = true (docs/warc.md)",
        )


def _reprocess(archive: Archive, profile: Profile, data: Path, since: datetime | None, dry: bool) -> int:
    """The number of captures that were read."""
    from crawler.config import load_config
    from crawler.profile import hook_of
    from crawler.recorder import SiteSetup
    from crawler.reprocess import reprocess as read_again

    setup = SiteSetup.of(profile, load_config(data, os.environ), hook_of(data / "sites", profile.site))
    done = read_again(archive, setup, data, since=since, now=datetime.now(UTC), dry=dry)
    for each in done.differences:
        where = each.key.page or each.key.name
        write("\t".join((each.what, plain(each.key.site), each.key.kind.value, stamp(each.at), plain(where, 300))))
    for problem in done.problems[:_MOST_TOLD]:
        note(plain(problem, 300))
    what = "would differ" if dry else "differ"
    ended = f"; generation {done.generation} is kept beside them" if done.generation else ""
    note(f"{profile.site}: {counted(done.captures, 'capture')} read, {len(done.differences)} versions {what}{ended}")
    return done.captures

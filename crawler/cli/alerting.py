"""Commands about where alerts go: rules, test-alert."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from crawler.cli.common import ARCHIVE, archive_of, data_of, moment, unknown
from crawler.cli.output import note, wants_colour, write, write_or_note
from crawler.config import FILE_NAME, LOG, PUBLISHED, WEBHOOK, AlertsConfig, Rule, load_config, variable
from crawler.errors import DeliveryError, PresswatchError, UsageError
from crawler.render import line, plain

if TYPE_CHECKING:
    from pathlib import Path

    from crawler.channels import Channel
    from crawler.model import Alert, Article
    from crawler.store import Archive


def settings_of(data: Path) -> AlertsConfig:
    """The alert settings of a data folder; what looks forgotten in them is told."""
    config = load_config(data, os.environ)
    for warning in config.warnings:
        note(f"presswatch: {warning}")
    return config


@click.command(
    epilog="""\b
Examples:
  presswatch rules
  presswatch rules test --since 7d
  presswatch rules test "war numbers" --since 2026-05-12"""
)
@click.argument("what", type=click.Choice(["show", "test"]), default="show", metavar="[test")
@click.argument("rule", required=False, metavar="[RULE]]")
@click.option("--since", callback=moment, metavar="T", help="From then on: 30m, 2h, 3d, 2w, a day, an ISO 8601 time.")
@click.pass_context
def rules(ctx: click.Context, what: str, rule: str | None, since: datetime | None) -> None:
    """Show which alerts go where, or what a rule would have selected.

    Alone: the channels that are set up, when each sends, and the rules of data/alerts.toml. With `test`: the alerts
    of the history that RULE, or each of the rules, would have selected as they stand now. Nothing is sent.
    """
    config = settings_of(data_of(ctx))
    for text in _strange_sites(ctx, config):
        note(f"presswatch: {text}")
    if what == "test":
        _test(ctx, config, rule, since)
        return
    if rule or since:
        raise UsageError("RULE and --since are for `presswatch rules test`")
    for text in _in_force(config):
        write(text)


def _test(ctx: click.Context, config: AlertsConfig, rule: str | None, since: datetime | None) -> None:
    if not config.rules:
        raise UsageError("there are no rules", hint=f"write some into {data_of(ctx) / FILE_NAME}, see docs/alerts.md")
    chosen = [each for each in config.rules if rule in {None, each.name}]
    if not chosen:
        raise unknown("rule", rule or "", [each.name for each in config.rules])
    with archive_of(ctx) as archive:
        for each in chosen:
            write_or_note(_selected(archive, each, since), f"{plain(each.name)}: no alert would have been selected")


def _strange_sites(ctx: click.Context, config: AlertsConfig) -> Iterator[str]:
    """Sites that rules name and nobody knows: a misspelt one selects nothing, in silence."""
    known = {path.stem for path in (data_of(ctx) / "sites").glob("*.toml")}
    if (data_of(ctx) / ARCHIVE).exists():
        with archive_of(ctx) as archive:
            known |= {name for name, _ in archive.sites()}
    for rule in config.rules:
        for name in (name for name in rule.sites if "*" not in name):
            if name.casefold() not in {each.casefold() for each in known}:
                yield f"rule '{plain(rule.name)}': {unknown('site', name, known).message}"


def _selected(archive: Archive, rule: Rule, since: datetime | None) -> Iterator[str]:
    from crawler.rules import selects

    for alert in _history(archive, rule, since):
        if selects(rule, alert, _article(archive, alert)):
            yield f"{plain(rule.name)}\t{line(alert, colour=wants_colour())}"


def _history(archive: Archive, rule: Rule, since: datetime | None) -> Iterator[Alert]:
    """The alerts there were; for a rule that asks for them, also the new articles, which were recorded untold."""
    yield from (alert for alert in archive.alerts((), since) if alert.kind != PUBLISHED)
    if PUBLISHED in rule.kinds:
        yield from _published(archive, since)


def _published(archive: Archive, since: datetime | None) -> Iterator[Alert]:
    from crawler.model import Article
    from crawler.rules import PageEvent, article_published

    for change in archive.changes(None, since):
        if change.kind == PUBLISHED and change.key is not None:
            first = archive.version(change.key, 1)
            title = first.state.title if first and isinstance(first.state, Article) else ""
            yield article_published(PageEvent(change.site, change.url, change.at, title))


def _article(archive: Archive, alert: Alert) -> Article | None:
    """The article that an alert told of, as it stood then."""
    from crawler.model import Article, RegionKey, RegionKind

    if not alert.kind.startswith("article."):
        return None
    page = str(alert.change.get("to") or alert.url)
    key = RegionKey(alert.site, RegionKind.ARTICLE, page=page)
    version = archive.version_at(key, alert.at) or archive.latest(key)
    return version.state if version and isinstance(version.state, Article) else None


def _in_force(config: AlertsConfig) -> Iterator[str]:
    ruled = {name for rule in config.rules for reference in rule.channels for name in config.meant(reference)}
    for name, settings in config.channels.items():
        by = "what its rules select" if name in ruled else _from(settings.min_severity.value)
        unsigned = name.startswith(f"{WEBHOOK}:") and name not in config.secrets
        sign = f", not signed (no {variable(name)})" if unsigned else ""
        yield f"channel  {plain(name)}: {by}{_when(config, name)}{sign}"
    for rule in config.rules:
        chosen = _chosen(rule.model_dump(mode="json", by_alias=True, exclude_defaults=True))
        yield f"rule     {plain(rule.name)}: {chosen or 'every alert'} -> {', '.join(map(plain, rule.channels))}"
        if rule.digest or rule.quiet or rule.mute_until:
            told = (
                rule.digest,
                rule.quiet and f"quiet {rule.quiet}",
                rule.mute_until and f"muted to {rule.mute_until}",
            )
            yield f"         {', '.join(str(each) for each in told if each)}"
    if not config.channels:
        yield "no channel is set up: alerts stay in the archive"


def _from(severity: str) -> str:
    return "every alert" if severity == "info" else f"severity {severity} and up"


def _when(config: AlertsConfig, name: str) -> str:
    timing, cap = config.timing(name), config.cap(name)
    told = (
        "" if name == LOG else str(timing.digest),
        f"quiet {timing.quiet}" if timing.quiet else "",
        f"at most {cap} an hour" if cap else "",
    )
    return "".join(f", {each}" for each in told if each)


def _chosen(table: dict[str, object]) -> str:
    left_out = {"name", "channels", "digest", "quiet", "mute_until"}
    return ", ".join(f"{key} {_shown(value)}" for key, value in table.items() if key not in left_out)


def _shown(value: object) -> str:
    if isinstance(value, list | tuple):
        return " or ".join(plain(each, 80) for each in value)
    if isinstance(value, dict):
        return f"({_chosen(value)})"
    return plain(str(value).lower() if isinstance(value, bool) else value, 80)


@click.command(
    "test-alert",
    epilog="""\b
Examples:
  presswatch test-alert email
  presswatch test-alert webhook:desk""",
)
@click.argument("channel")
@click.pass_context
def test_alert(ctx: click.Context, channel: str) -> None:
    """Send a sample alert through CHANNEL, and say what came of it.

    CHANNEL is a name that `presswatch rules` shows, or a kind such as `email` for all of that kind. The sample is
    named as one; in the log and the feed it stays.
    """
    from crawler.channels import build_channels

    data = data_of(ctx)
    config = settings_of(data)
    meant = config.meant(channel)
    if not meant:
        raise _not_set_up(channel, config)
    ways = build_channels(config, data)
    failed = [name for name in meant if not _try(ways[name])]
    if failed:
        raise PresswatchError(f"{len(failed)} of {len(meant)} could not be reached", hint="see the lines above")


def _not_set_up(channel: str, config: AlertsConfig) -> UsageError:
    if channel in config.kinds:
        return UsageError(f"the channel {channel} is not set up", hint="docs/alerts.md says how; see: presswatch rules")
    return unknown("channel", channel, [*config.kinds, *config.channels])


def _try(channel: Channel) -> bool:
    from crawler.channels.sample import sample
    from crawler.model import Delivery

    now = datetime.now(UTC)
    try:
        result = channel.send([Delivery(0, sample(now), channel.name, 1)], now)
    except DeliveryError as error:
        note(f"{plain(channel.name)}: {error}")
        return False
    for failure in result.failed.values():
        note(f"{plain(channel.name)}: {failure}")
    if 0 in result.sent:
        write(f"{plain(channel.name)}: sent")
    return 0 in result.sent

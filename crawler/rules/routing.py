"""Which channels an alert goes through, and by which rule."""

from __future__ import annotations

from collections.abc import Mapping

from crawler.config import PUBLISHED, AlertsConfig
from crawler.model import Alert, Article
from crawler.rules.selecting import selects


def routes(config: AlertsConfig, alert: Alert, article: Article | None = None) -> Mapping[str, str]:
    """The channels of an alert, each with the name of the rule that chose it ("": none did), in the order of sending.

    A channel that rules name gets what one of them selects: the first in the file decides when it is sent. One that no
    rule names gets all of its own `min_severity` and up. A new article is told only where a rule asks for such.
    """
    by_rule: dict[str, str] = {}
    ruled: set[str] = set()
    for rule in config.rules:
        meant = [name for reference in rule.channels for name in config.meant(reference)]
        ruled.update(meant)
        if selects(rule, alert, article):
            by_rule = dict.fromkeys(meant, rule.name) | by_rule
    told = alert.kind != PUBLISHED or bool(by_rule)
    found = {}
    for name, settings in config.channels.items():
        if name in by_rule:
            found[name] = by_rule[name]
        elif name not in ruled and told and alert.severity.weight >= settings.min_severity.weight:
            found[name] = ""
    return found

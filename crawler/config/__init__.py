"""Where alerts go: `data/alerts.toml` (optional) and, above it, the environment. docs/alerts.md has every key."""

from crawler.config.addresses import ascii_domain, parse_address
from crawler.config.alerts import APPRISE, WEBHOOK, AlertsConfig, variable
from crawler.config.choice import PUBLISHED, Rule, Selection
from crawler.config.loading import FILE_NAME, GROUP, VARIABLES, load_config, strangers
from crawler.config.tables import (
    EMAIL,
    FEED,
    LOG,
    PASSWORD,
    PASSWORD_FILE,
    AppriseSettings,
    ChannelSettings,
    EmailSettings,
    FeedSettings,
    LogSettings,
    Security,
    WebhookSettings,
)
from crawler.config.timing import IMMEDIATELY, Digest, Quiet, Timing, parse_digest, parse_quiet

__all__ = [
    "APPRISE",
    "EMAIL",
    "FEED",
    "FILE_NAME",
    "GROUP",
    "IMMEDIATELY",
    "LOG",
    "PASSWORD",
    "PASSWORD_FILE",
    "PUBLISHED",
    "VARIABLES",
    "WEBHOOK",
    "AlertsConfig",
    "AppriseSettings",
    "ChannelSettings",
    "Digest",
    "EmailSettings",
    "FeedSettings",
    "LogSettings",
    "Quiet",
    "Rule",
    "Security",
    "Selection",
    "Timing",
    "WebhookSettings",
    "ascii_domain",
    "load_config",
    "parse_address",
    "parse_digest",
    "parse_quiet",
    "strangers",
    "variable",
]

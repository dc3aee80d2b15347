"""The table of commands, in the order of the help: where each is, and its first sentence."""

from __future__ import annotations

from crawler.cli.lazy import LazyCommand

COMMANDS: dict[str, LazyCommand] = {
    "add": LazyCommand("crawler.cli.running:add", "Probe the site at URL and write its profile."),
    "crawl": LazyCommand(
        "crawler.cli.running:crawl", "Run once: fetch what is due, store it, tell what changed, deliver the alerts."
    ),
    "watch": LazyCommand(
        "crawler.cli.watching:watch", "Keep running: crawl each page when it is due, until interrupted."
    ),
    "ingest": LazyCommand(
        "crawler.cli.running:ingest", "Take captures in from files, oldest first, as if they had been crawled."
    ),
    "alerts": LazyCommand("crawler.cli.reading:alerts", "Show the alerts, oldest first."),
    "history": LazyCommand("crawler.cli.articles:history", "Show the versions of the article at URL, one a line."),
    "show": LazyCommand("crawler.cli.articles:show", "Show the text of one version of the article at URL."),
    "diff": LazyCommand("crawler.cli.articles:diff", "Show what changed, word by word, between two versions of URL."),
    "lists": LazyCommand("crawler.cli.reading:lists", "Show the ranked lists of SITE as they stood."),
    "live": LazyCommand("crawler.cli.reading:live", "Show the live regions of SITE as they stood last."),
    "check": LazyCommand(
        "crawler.cli.checking:check",
        "Show what is read from a page of SITE, field by field, and what its template strips.",
    ),
    "explain": LazyCommand(
        "crawler.cli.explaining:explain_page",
        "Explain why the page at URL was recorded as it was, at its last look or at one before.",
    ),
    "search": LazyCommand(
        "crawler.cli.searching:search",
        "Search the texts of all versions, also the words that were taken out since.",
    ),
    "export": LazyCommand("crawler.cli.exporting:export", "Write records of the archive to standard output."),
    "report": LazyCommand("crawler.cli.reporting:report", "Write a static HTML report."),
    "deliver": LazyCommand(
        "crawler.cli.running:deliver",
        "Send the alerts that are not delivered yet, also those that a failure has put off.",
    ),
    "rules": LazyCommand(
        "crawler.cli.alerting:rules", "Show which alerts go where, or what a rule would have selected."
    ),
    "test-alert": LazyCommand(
        "crawler.cli.alerting:test_alert", "Send a sample alert through CHANNEL, and say what came of it."
    ),
    "status": LazyCommand("crawler.cli.status:status", "Show how each site and its deliveries are doing."),
    "datasette": LazyCommand("crawler.cli.browsing:datasette", "Open the archive in a browser, with Datasette."),
    "backup": LazyCommand("crawler.cli.upkeep:backup", "Copy the archive to PATH, whole and checked."),
    "upgrade": LazyCommand("crawler.cli.upkeep:upgrade", "Bring an archive that an older Presswatch made up to date."),
    "vacuum": LazyCommand("crawler.cli.upkeep:vacuum", "Make the archive's file as small as it gets."),
    "reprocess": LazyCommand(
        "crawler.cli.proving:reprocess",
        "Read kept raw captures again with today's parser and profiles, and put what they say now in force.",
    ),
    "verify": LazyCommand(
        "crawler.cli.proving:verify",
        "Check that the archive is whole, and that nothing in it was altered since it was recorded.",
    ),
    "prune": LazyCommand(
        "crawler.cli.upkeep:prune", "Remove raw captures that are older than archive.toml keeps them."
    ),
    "demo": LazyCommand(
        "crawler.cli.running:demo",
        "Crawl the bundled demo site through several hours of news, and hold the alerts against its script.",
    ),
}

"""Scrapy settings, for `scrapy crawl site -a site=NAME` and `presswatch crawl NAME` alike.

Where a value differs from Scrapy's default, the line says why.
"""

from __future__ import annotations

import os

from crawler.politeness import CONTACT, user_agent

BOT_NAME = "presswatch"
SPIDER_MODULES = ["crawler.spiders"]
NEWSPIDER_MODULE = "crawler.spiders"

# Sites can see who asks, and where to reach them (a profile may say otherwise).
USER_AGENT = user_agent(os.environ.get(CONTACT, ""))
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "Presswatch"  # the name that rules are for, whatever stands beside it

ITEM_PIPELINES = {
    "crawler.pipelines.StripSharedBlocks": 100,
    "crawler.pipelines.RecordVersions": 200,
}

# What a page answers must not send the crawler to another site.
DOWNLOADER_MIDDLEWARES = {
    "crawler.spiders.own_hosts.OwnHosts": 50,
    "crawler.spiders.robots.Robots": 100,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,  # forgets with the run, takes 5xx for yes
    "crawler.spiders.polite.Politeness": 950,
    "crawler.spiders.raw.KeepRaw": 960,  # sees bodies as they came, before anything unpacks them
    # Nothing of ours asks for them, and every request and response passes through all of them.
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.stats.DownloaderStats": None,
}
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,  # errors are evidence: the guard judges them
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,  # page keys are bounded
}
STATS_CLASS = "scrapy.statscollectors.DummyStatsCollector"  # a run keeps its own record

# Scrapy starts so many tasks for every response, even where nothing is yielded (scrapy issue 5182).
CONCURRENT_ITEMS = 1
CONCURRENT_REQUESTS = 16
CONCURRENT_REQUESTS_PER_DOMAIN = 8  # one, where a delay is kept; see `Politeness`
DOWNLOAD_DELAY = 1.0
DOWNLOAD_DELAY_JITTER = 0  # a delay is a promise: never shorter

# Everything fetched is hostile: bounded in size, time and depth.
DOWNLOAD_MAXSIZE = 16_000_000
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_TIMEOUT = 30
REDIRECT_MAX_TIMES = 5
RETRY_TIMES = 1
RETRY_HTTP_CODES = [500, 502, 503, 504, 522, 524, 408]  # not 429: who is told to slow down does not ask again at once

COOKIES_ENABLED = False  # every look is a stranger's first look
TELNETCONSOLE_ENABLED = False  # no open ports
REMOTE_CONTROL_ENABLED = False  # likewise: it runs Python that is sent to it
METAREFRESH_ENABLED = False  # a refreshing page is told by what it says, not followed
HTTPCACHE_ENABLED = False
AJAXCRAWL_ENABLED = False
WARN_ON_GENERATOR_RETURN_VALUE = False  # it reads and parses the spider's source at every start

LOG_LEVEL = "WARNING"
LOG_FORMAT = "%(asctime)s %(levelname)s %(message)s"
LOGSTATS_INTERVAL = 0.0
EXTENSIONS = {
    "scrapy.extensions.logstats.LogStats": None,
    "scrapy.extensions.corestats.CoreStats": 0,
    # Switched off above; named here too, since loading them to find that out takes a fifth of a second.
    "scrapy.extensions.telnet.TelnetConsole": None,
    "scrapy.extensions.remote_control.RemoteControl": None,
}
LOG_INSTALL_ROOT_HANDLER = True

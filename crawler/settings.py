"""Scrapy settings, for `scrapy crawl site -a site=NAME` and `presswatch crawl NAME` alike.

Where a value differs from Scrapy's default, the line says why.
"""

from __future__ import annotations

import os
from importlib.util import find_spec

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

# Scrapy's parts are named one by one, in place of switching some of its own choice off: what a *_BASE setting or a
# None names is imported all the same, and the parts that are not wanted here (cookies, telnet, remote control, FTP,
# S3 …) cost a third of a second at every start. Every request and response passes through all of them.
DOWNLOADER_MIDDLEWARES_BASE = {
    "scrapy.downloadermiddlewares.downloadtimeout.DownloadTimeoutMiddleware": 350,
    "scrapy.downloadermiddlewares.defaultheaders.DefaultHeadersMiddleware": 400,
    "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": 500,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": 550,
    "crawler.spiders.unpacking.Unpacking": 590,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": 600,
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": 750,
}  # no cookies: every look is a stranger's first look; no meta refresh: such a page is told by what it says
DOWNLOADER_MIDDLEWARES = {
    "crawler.spiders.own_hosts.OwnHosts": 50,  # what a page answers must not send the crawler to another site
    "crawler.spiders.robots.Robots": 100,  # Scrapy's own forgets with the run, and takes 5xx for yes
    "crawler.spiders.rendering.Rendering": 150,  # sees answers that were mended, unpacked and followed to their end
    "crawler.spiders.polite.Politeness": 950,
    "crawler.spiders.raw.KeepRaw": 960,  # sees bodies as they came, before anything unpacks them
}
# Not here: HttpError, since errors are evidence that the guard judges; UrlLength, since page keys are bounded.
SPIDER_MIDDLEWARES_BASE = {
    "scrapy.spidermiddlewares.start.StartSpiderMiddleware": 25,
    "scrapy.spidermiddlewares.referer.RefererMiddleware": 700,  # the redirect middleware asks for it
}
DOWNLOAD_HANDLERS_BASE = {  # no file:, no ftp:, whatever a page links to
    "http": "scrapy.core.downloader.handlers.http11.HTTP11DownloadHandler",
    "https": "scrapy.core.downloader.handlers.http11.HTTP11DownloadHandler",
}
EXTENSIONS_BASE: dict[str, int] = {}  # no telnet, no remote control: no open ports
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

TELNETCONSOLE_ENABLED = False  # no open ports
REMOTE_CONTROL_ENABLED = False  # likewise: it runs Python that is sent to it
WARN_ON_GENERATOR_RETURN_VALUE = False  # it reads and parses the spider's source at every start

LOG_LEVEL = "WARNING"
LOG_FORMAT = "%(asctime)s %(levelname)s %(message)s"
LOG_FORMATTER = "crawler.spiders.log_lines.WantedLines"
LOG_INSTALL_ROOT_HANDLER = True

# An event loop in C, where it is installed (the extra `fast`): a twentieth less of all that a page costs.
if find_spec("uvloop") is not None:
    ASYNCIO_EVENT_LOOP = "uvloop.Loop"

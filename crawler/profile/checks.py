"""Checks of the values in a profile. Each raises ValueError with what is wrong and how to mend it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator

from crawler.urls import host_of, resolve

LONGEST = timedelta(days=3660)
_UNITS = {"w": "weeks", "d": "days", "h": "hours", "m": "minutes", "s": "seconds"}
_DURATION = re.compile(r"(?:\d{1,9}[wdhms])+")
_CONTACT = re.compile(r"(?:https?://[!-'*-~]{1,150}|[!-'*-?A-~]{1,64}@[\w.-]{1,100})", re.ASCII)
_SHOWN = 60  # characters of a wrong value that an error shows


def duration(value: object) -> timedelta:
    """`"5m"`, `"7d"`, `"1h30m"` (units w, d, h, m, s) as a timedelta; a timedelta as it is.

    >>> duration("1h30m")
    datetime.timedelta(seconds=5400)
    """
    if isinstance(value, timedelta):
        return value
    if not isinstance(value, str) or not _DURATION.fullmatch(value.replace(" ", "")):
        raise ValueError(f'{_show(value)} is no duration, write it like "5m", "1h30m" or "7d"')
    length = timedelta()
    for number, unit in re.findall(r"(\d+)([wdhms])", value.replace(" ", "")):
        length += min(timedelta(**{_UNITS[unit]: min(int(number), 10**9)}), LONGEST)
    if length >= LONGEST:
        raise ValueError(f"{_show(value)} is longer than ten years, write a shorter duration")
    return length


def regular_expression(value: str) -> str:
    """A regular expression that compiles, as it is."""
    try:
        re.compile(value)
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(f"{_show(value)} is no regular expression: {error}") from error
    return value


def selector(value: str) -> str:
    """A CSS selector, or an XPath expression (it starts with `/`, `./` or `(`), that selects something."""
    from parsel import Selector

    query = value.strip()
    if not query:
        raise ValueError("the selector is empty, write one or remove the key")
    page = Selector(text="<html><body><p>x</p></body></html>", type="html")
    try:
        found = page.xpath(query) if is_xpath(query) else page.css(query)
    except (ValueError, SyntaxError, RuntimeError) as error:  # cssselect's and parsel's errors are these
        kind = "XPath expression" if is_xpath(query) else "CSS selector"
        raise ValueError(f"{_show(query)} is no {kind}: {_first_line(error)}") from error
    if any(isinstance(each.root, (bool, float)) for each in found):
        raise ValueError(f"{_show(query)} gives a value, not elements; select the elements themselves")
    return query


def is_xpath(query: str) -> bool:
    return query.startswith(("/", "./", "("))


def web_url(value: str) -> str:
    """An absolute http(s) URL."""
    url = resolve("", value)
    if not url:
        raise ValueError(f'{_show(value)} is no web address, write it like "https://example.org/"')
    return url


def host_name(value: str) -> str:
    """A bare host name in lower case, with its port where that is not the usual one."""
    host = host_of(f"https://{value}/")
    if not host or "/" in value:
        raise ValueError(f'{_show(value)} is no host name, write it like "news.example.org"')
    return host


def contact(value: str) -> str:
    """An address that a site's operator can write to or look up, or ""; it goes into a header."""
    if value and not _CONTACT.fullmatch(value):
        raise ValueError(f'{_show(value)} is no contact, write it like "https://example.org/bot" or "desk@example.org"')
    return value


def _show(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:200]


Duration = Annotated[timedelta, BeforeValidator(duration)]
Regex = Annotated[str, AfterValidator(regular_expression)]
Query = Annotated[str, AfterValidator(selector)]
WebUrl = Annotated[str, AfterValidator(web_url)]
HostName = Annotated[str, AfterValidator(host_name)]
Contact = Annotated[str, AfterValidator(contact)]

"""The spelling of URLs: resolving, the page key, hosts and site names. Nothing here raises on hostile input."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import SplitResult, unquote_plus, urljoin, urlsplit, urlunsplit

from w3lib.url import canonicalize_url, safe_url_string

from crawler.urls.trackers import is_tracker

# Characters. Longer ones are no addresses of pages: the sitemap protocol ends at 2,048, and a slug in Devanagari
# takes nine characters a letter once it is encoded.
MAX_URL = 4096
_CACHE = 32_768  # a site's links recur on each of its pages

_DEFAULT_PORT = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_-]|\.(?!\.)){0,252}|\[[0-9a-f:.]{2,45}\]")
_INNER = re.compile(r"[\t\n\r]")  # what browsers drop inside a URL (URL standard, basic parser)
_EDGES = "".join(map(chr, range(33))) + "\x7f\u00a0\u200b\ufeff"
_CONTROL = re.compile(r"[\x00-\x20\x7f-\xa0]")
_SLASHES = re.compile(r"(?<!:)/{2,}")  # not in the path of a web archive: /web/2020/https://example.org/

# Links that come out of the long way unchanged: nearly all of them, and many times as fast.
_PLAIN_PORT = r"(?::(?!(?:80|443)/)(?:[1-5]\d{4}|[1-9]\d{0,3}))?"
_PLAIN_ABSOLUTE = re.compile(
    rf"https?://[a-z0-9](?:[a-z0-9-]|\.(?![.:/]))*{_PLAIN_PORT}/[\w.~,:@/-]*(?:\?[\w.~,=&-]+)?", re.ASCII
)
_PLAIN_ORIGIN = re.compile(
    rf"https?://[a-z0-9](?:[a-z0-9-]|\.(?![.:/])){{0,252}}{_PLAIN_PORT}(?=/)", re.ASCII
)  # a host has 253 characters at most
_PLAIN_ROOTED = re.compile(r"/(?!/)[\w.~,:@/-]*(?:\?[\w.~,=&-]+)?(?:#[\w.~-]+)?", re.ASCII)
_PLAIN_KEY = re.compile(
    rf"https?://[a-z0-9](?:[a-z0-9-]|\.(?![.:/]))*{_PLAIN_PORT}/(?:[\w~,@-][\w.~,@-]*+/)*+(?:[\w~,@-][\w.~,@-]*)?",
    re.ASCII,
)

_PLAIN_FRAGMENT = re.compile(r"#[\w.~-]+", re.ASCII)
_PLAIN_QUERY = re.compile(r"[\w.~-]+=[\w.~-]+(?:&[\w.~-]+=[\w.~-]+)*", re.ASCII)


def resolve(base: str, href: str) -> str:
    """The absolute http(s) URL that `href` means on the page `base`, or "" where it means none (mailto:,
    javascript:, data:, broken, longer than `MAX_URL`).

    Like a browser, white space around and line breaks inside are dropped and backslashes are slashes; user names
    and passwords are left out. The fragment is kept: entries of live blogs are linked by it. On a page of which no web
    address is known (a saved file), a link that leaves the scheme to its page means https. Never raises.

    >>> resolve("https://example.org/news/", "../story?id=1#top")
    'https://example.org/story?id=1#top'
    >>> resolve("file:///home/ann/story.html", "//example.org/story")
    'https://example.org/story'
    """
    if len(href) <= MAX_URL:
        if _PLAIN_ABSOLUTE.fullmatch(href):
            return href
        if _PLAIN_ROOTED.fullmatch(href) and "/." not in href and "//" not in href:
            origin = _origin(base)
            return origin + href if origin and len(origin) + len(href) <= MAX_URL else ""
        if _PLAIN_FRAGMENT.fullmatch(href) and _PLAIN_ABSOLUTE.fullmatch(base) and len(base) + len(href) <= MAX_URL:
            return base + href
    return _resolve(base, href)


def _resolve(base: str, href: str) -> str:
    if len(href) > MAX_URL:
        return ""
    href = _INNER.sub("", href.strip(_EDGES))
    if href.startswith("//") and not base.startswith("http"):
        href = "https:" + href
    path, mark, rest = _cut(href)
    try:
        joined = urljoin(base, path.replace("\\", "/") + mark + rest)
        parts = _web_parts(joined)
        if parts is None:
            return ""
        url = safe_url_string(urlunsplit(parts))
    except ValueError:  # bad ports, brackets, surrogates (UnicodeError is one)
        return ""
    return "" if len(url) > MAX_URL or _CONTROL.search(url) else url


def _cut(href: str) -> tuple[str, str, str]:
    """`href` before, at and after its query or fragment."""
    found = re.search(r"[?#]", href)
    if found is None:
        return href, "", ""
    return href[: found.start()], found.group(), href[found.end() :]


def _web_parts(url: str) -> SplitResult | None:
    """The parts of a web URL with a plain host: no user, no default port, no final dot. Raises ValueError."""
    parts = urlsplit(url)
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORT or not parts.hostname:
        return None
    host = _ascii_host(parts.hostname)
    if not host:
        return None
    if parts.port is not None and parts.port != _DEFAULT_PORT[scheme]:
        host = f"{host}:{parts.port}"
    return SplitResult(scheme, host, parts.path or "/", parts.query, parts.fragment)


def _ascii_host(name: str) -> str:
    """A host as the network knows it (lower case, IDNA), or "" where it can be none. Raises UnicodeError."""
    if not name.isascii():
        name = name.encode("idna").decode("ascii")
    host = f"[{name.lower()}]" if ":" in name else name.lower().removesuffix(".")
    return host if _HOST.fullmatch(host) else ""


@lru_cache(maxsize=1024)
def _origin(base: str) -> str:
    found = _PLAIN_ORIGIN.match(base)
    return found.group() if found else _resolve(base, "/").removesuffix("/")


@lru_cache(maxsize=_CACHE)
def page_key(url: str) -> str:
    """The one spelling by which a page is known, itself an address that can be fetched.

    1. Scheme and host in lower case (IDNA), default port, user and fragment dropped; a hash-bang fragment stays.
    2. Tracking parameters dropped (`trackers`), the other parameters sorted.
    3. Dot segments resolved, runs of slashes made one, percent-encoding normal (w3lib's `canonicalize_url`).
    4. A trailing slash, the scheme and `www.` stay as they are, since a server may answer on one spelling only;
       `same_page` compares without them.

    `file:` URLs, which captures from files have, are kept. "" for what is no address. Idempotent; never raises.

    >>> page_key("HTTPS://Example.org:443//a/../b?utm_source=x&z=1&a=2#part")
    'https://example.org/b?a=2&z=1'
    """
    if len(url) <= MAX_URL:
        address, mark, query = url.partition("?")
        if _PLAIN_KEY.fullmatch(address) and (not mark or _PLAIN_QUERY.fullmatch(query)):
            kept = sorted((part for part in query.split("&") if part and not _tracks(part)), key=_name_and_value)
            return f"{address}?{'&'.join(kept)}" if kept else address
    if url[:5].lower() == "file:":
        return _file_key(url)
    resolved = _resolve("", url)
    try:
        key = _canonical(resolved) if resolved else ""
    except ValueError:
        return ""
    return key if len(key) <= MAX_URL else ""


def _canonical(url: str) -> str:
    parts = urlsplit(url)
    query = "&".join(part for part in parts.query.split("&") if part and not _tracks(part))
    fragment = parts.fragment if parts.fragment.startswith("!") else ""
    plain = canonicalize_url(urlunsplit(parts._replace(query=query, fragment=fragment)), keep_fragments=True)
    parts = urlsplit(plain)
    if "=" not in query:  # ?12345 stays what it is: w3lib would write ?12345=
        parts = parts._replace(query=parts.query.removesuffix("="))
    return urlunsplit(parts._replace(path=_SLASHES.sub("/", parts.path) or "/"))


def _name_and_value(parameter: str) -> list[str]:
    return parameter.split("=", 1)


def _tracks(parameter: str) -> bool:
    return _is_trackers_name(parameter.partition("=")[0])


@lru_cache(maxsize=1024)
def _is_trackers_name(name: str) -> bool:
    return is_tracker(unquote_plus(name))


def _file_key(url: str) -> str:
    try:
        safe = safe_url_string(_INNER.sub("", url.strip(_EDGES)).partition("#")[0])
    except ValueError:
        return ""
    return "" if len(safe) > MAX_URL or _CONTROL.search(safe) else safe


def same_page(one: str, other: str) -> bool:
    """Whether two URLs name one page, give or take the scheme, `www.` and a trailing slash.

    >>> same_page("http://www.example.org/x/", "https://example.org/x?utm_source=mail")
    True
    """
    return one == other or (loose_key(one) == loose_key(other) != "")


@lru_cache(maxsize=_CACHE)
def loose_key(url: str) -> str:
    """What the spellings of one page's address share: no scheme, no `www.`, no slash at its end. Never raises.

    >>> loose_key("http://www.example.org/x/") == loose_key("https://example.org/x")
    True
    """
    key = page_key(url)
    parts = urlsplit(key)
    host = parts.netloc.removeprefix("www.")
    return key and urlunsplit(("", host, parts.path.rstrip("/"), parts.query, parts.fragment))


@lru_cache(maxsize=_CACHE)
def host_of(url: str) -> str:
    """The host of a URL in lower case; "" where there is none. Never raises.

    A port that is not the scheme's own belongs to it: another server answers there, with another robots.txt.

    >>> host_of("https://Example.org:443/a"), host_of("http://localhost:8080/")
    ('example.org', 'localhost:8080')
    """
    key = page_key(url)
    return urlsplit(key).netloc if key.startswith("http") else ""


def same_site(url: str, hosts: Iterable[str]) -> bool:
    """Whether a URL is on one of `hosts` (as `host_of` gives them); `www.` makes no difference."""
    host = host_of(url).removeprefix("www.")
    return bool(host) and any(host == name.lower().removeprefix("www.") for name in hosts)


# Labels that stand before a country's: co.uk, com.au, gob.mx, or.jp, net.ua … A short list instead of the public
# suffix list: it only serves to name a site, and a name may be chosen freely.
_SECOND_LEVEL = frozenset(
    ("ac", "co", "com", "edu", "gob", "gouv", "gov", "go", "gv", "mil", "ne", "net", "nom", "or", "org")
)
_NO_NAME = frozenset(("www", "www2", "www3", "m", "mobile", "amp"))


def site_name(url: str) -> str:
    """A name for the site at `url`, fit for a file name: its host without `www.` and the public suffix.

    >>> site_name("https://www.bbc.co.uk/news"), site_name("https://sport.example.org/")
    ('bbc', 'sport-example')
    """
    host = host_of(url)
    labels = host.split(".")
    if len(labels) > 1 and not re.fullmatch(r"[0-9.]+|.*:.*", host):
        labels.pop()
        if len(labels) > 1 and labels[-1] in _SECOND_LEVEL:
            labels.pop()
        labels = [label for label in labels[:-1] if label not in _NO_NAME] + labels[-1:]
    name = re.sub(r"[^a-z0-9]+", "-", "-".join(labels)).strip("-")
    return name[:60].strip("-") or "site"

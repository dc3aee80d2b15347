"""Capture in, document out: HTML or plain text, bounded, never raising on what a page contains."""

from __future__ import annotations

import re
from itertools import islice

from lxml import etree

from crawler.blocks.asides import apart
from crawler.blocks.copies import as_it_was
from crawler.blocks.encoding import as_utf8, decode_text
from crawler.blocks.head import read_head
from crawler.blocks.html import walk
from crawler.blocks.streamed import put_in_place
from crawler.blocks.tags import without_crowds, without_masses
from crawler.errors import CaptureError
from crawler.model import Block, Capture, Document, Head
from crawler.text import fold
from crawler.urls import is_local, resolve

MAX_BYTES = 16_000_000
MAX_LINES = 50_000
_PROBE = 4096
_SCRIPTS = 9
_ALERT = re.compile(r"""\balert\s*\(\s*(["'])(.{1,300}?)\1""")
_ALERTED = ("html", "body", "script")
# Without comments, so that text around them is one text.
_PARSER = etree.HTMLParser(encoding="utf-8", recover=True, remove_comments=True, remove_pis=True, no_network=True)


def is_html(capture: Capture) -> bool:
    """By Content-Type; without one, by what the first bytes look like."""
    kind = capture.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind:
        return kind in {"text/html", "application/xhtml+xml"}
    start = capture.body[:_PROBE].lstrip().lower()
    return start.startswith(b"<") and any(mark in start for mark in (b"<html", b"<!doctype html", b"<head", b"<body"))


def read_document(capture: Capture) -> Document:
    """Read a capture's body into blocks.

    Raises:
        CaptureError: the body is larger than `MAX_BYTES`, or neither HTML nor text.
    """
    if len(capture.body) > MAX_BYTES:
        raise CaptureError(
            f"{capture.url}: {len(capture.body) // 1_000_000} MB is more than is read of a page",
            hint=f"pages up to {MAX_BYTES // 1_000_000} MB are read",
        )
    kind = capture.headers.get("content-type", "")
    if is_html(capture):
        body = as_utf8(capture.body, kind)
        body = as_it_was(body) if is_local(capture.location) else body
        kept = without_masses(body)
        return _read_html(capture.location, without_crowds(kept), is_cut=len(kept) < len(body))
    if not kind or kind.lower().startswith("text/plain"):
        text = decode_text(capture.body, kind)
        if text is None:
            raise CaptureError(f"{capture.url}: is not text", hint="only HTML and plain text are read")
        return _read_text(capture.location, text)
    raise CaptureError(
        f"{capture.url}: {kind.partition(';')[0]} is not a page", hint="only HTML and plain text are read"
    )


def _read_html(url: str, body: bytes, *, is_cut: bool) -> Document:
    try:
        root = etree.fromstring(body, _PARSER)
    except (etree.XMLSyntaxError, ValueError):
        root = None  # nothing but white space or control characters
    if root is None:
        return Document(url, ())
    if is_local(url):
        url = _own_address(root) or url
    put_in_place(root, body)
    base_element = root.find(".//base[@href]")
    base = (resolve(url, base_element.get("href") or "") if base_element is not None else "") or url
    blocks, attributes, truncated = walk(root, base)
    blocks = [part for block in blocks for part in apart(block)] or _alerted(root)
    return Document(url, tuple(blocks), read_head(root, base), attributes, truncated=truncated or is_cut, root=root)


def _alerted(root: etree._Element) -> list[Block]:
    """What a page without any text says in a box of its script's: old systems take leave of a deleted article so."""
    scripts = (script.text or "" for script in islice(root.iter("script"), _SCRIPTS))
    said = (found for text in scripts if (found := _ALERT.search(text[:_PROBE])))
    return [
        Block(fold(match[2].replace("\\n", " ")), path=_ALERTED, trail=(0, 1, 2)) for match in said if match[2].strip()
    ]


def _own_address(root: etree._Element) -> str:
    """The address that a saved page gives itself: its links are relative to that, and not to the folder it lies in."""
    links = (link for link in root.iter("link") if "canonical" in (link.get("rel") or "").lower().split())
    return next((address for link in links if (address := resolve("", link.get("href") or ""))), "")


def _read_text(url: str, text: str) -> Document:
    blocks: list[Block] = []
    gap = False
    lines = text.splitlines()
    for line in lines[:MAX_LINES]:
        folded = fold(line)
        if folded:
            blocks.append(Block(folded, gap=gap))
        gap = not folded
    return Document(url, tuple(blocks), Head(), is_text=True, truncated=len(lines) > MAX_LINES)

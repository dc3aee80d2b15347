"""How families of sites mark their pages up: tickers, ranked lists, and articles, to be combined."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from html import escape
from random import Random

from family_words import Paper, Story, sentence

Items = Sequence[tuple[str, str]]


def link(title: str, path: str, inner: str = "") -> str:
    return f'<a href="{path}">{inner}{escape(title)}</a>'


def paragraphs(texts: Sequence[str], tag: str = "p") -> str:
    return "".join(f"<{tag}>{escape(text)}</{tag}>" for text in texts)


def hashed(word: str, build: int = 0) -> str:
    return "c" + hashlib.md5(f"{word}{build}".encode()).hexdigest()[:6]


def _rows(items: Items, form: str) -> str:
    return "".join(
        form.format(place=place, rank=place + 1, url=path, title=escape(title), count=900 - 7 * place)
        for place, (title, path) in enumerate(items)
    )


# Ranked lists by form: what stands before the items, an item, what stands after them.
_LIST_FORMS = {
    "ol": ("<aside><h3>{}</h3><ol>", '<li><a href="{url}">{title}</a></li>', "</ol></aside>"),
    "ul with digits": (
        '<div class="w"><div class="wh">{}</div><ul>',
        '<li><span class="num">{rank}</span> <a href="{url}">{title}</a></li>',
        "</ul></div>",
    ),
    "spans": (
        '<div class="rb"><span class="lab">{}</span>',
        '<span class="row"><span class="no">{rank}</span><a href="{url}">{title}</a></span>',
        "</div>",
    ),
    "table with counts": (
        "<table><caption>{}</caption>",
        '<tr><td>{rank:02}</td><td><a href="{url}">{title}</a></td><td>{count}</td></tr>',
        "</table>",
    ),
    "old table": (
        '<table border=0><tr><td bgcolor="#003"><b>{}</b></td></tr>',
        '<tr><td>{rank}.</td><td><a href="{url}">{title}</a></td></tr>',
        "</table>",
    ),
    "dl": ("<dl><dt>{}</dt>", '<dd><a href="{url}">{title}</a></dd>', "</dl>"),
    "lines": ('<div class="w"><strong>{}</strong>', '<br>{rank}. <a href="{url}">{title}</a>', "</div>"),
    "cards": (
        '<section><header><h2><a href="/list">{}</a></h2><a href="/list">See all</a></header><div class="grid">',
        '<article><a href="{url}"><img alt="{title}"></a><span>Sea</span><h3><a href="{url}">{title}</a></h3></article>',
        "</div></section>",
    ),
    "whole links": (
        '<div class="pop"><div class="pop-h"><span>{}</span></div>',
        '<a class="pc" href="{url}"><i class="rank">{rank}</i><span class="headline">{title}</span><u>{count} views</u></a>',
        "</div>",
    ),
    "fold": ("<details open><summary>{}</summary><ol>", '<li><a href="{url}">{title}</a></li>', "</ol></details>"),
    "component": (
        '<x-list><template shadowrootmode="open"><h2>{}</h2><ol>',
        '<li><a href="{url}">{title}</a></li>',
        "</ol></template></x-list>",
    ),
    "label for screen readers": (
        '<aside aria-label="{}"><ol>',
        '<li><a href="{url}">{title}</a></li>',
        "</ol></aside>",
    ),
    "section and author as links": (
        "<section><h2>{}</h2><ul>",
        '<li><a href="/sea">Sea and Coast</a><a href="{url}">{title}</a><a href="/by/ada">Ada Quill of the Post</a></li>',
        "</ul></section>",
    ),
    "no box": ('<div class="h">{}</div>', '<div class="i"><a href="{url}">{title}</a></div>', ""),
    "no box, lines": ("<p><b>{}</b></p>", '<p>{rank}) <a href="{url}">{title}</a></p>', ""),
}
LIST_FORMS = tuple(_LIST_FORMS)


def lists(paper: Paper, form: str) -> str:
    before, item, after = _LIST_FORMS[form]
    shown = (before.format(escape(heading)) + _rows(items, item) + after for heading, items in paper.lists)
    return f'<div class="rail">{"".join(shown)}</div>'


def tabs(paper: Paper) -> str:
    labels = "".join(f'<li role=tab><a href="#t{n}">{escape(name)}</a></li>' for n, (name, _) in enumerate(paper.lists))
    panels = "".join(
        f"<div id=t{n} role=tabpanel{' hidden' * n}><ol>{_rows(items, _LIST_FORMS['ol'][1])}</ol></div>"
        for n, (_, items) in enumerate(paper.lists)
    )
    return f"<div><ul role=tablist>{labels}</ul>{panels}</div>"


# Tickers: what stands before the items, an item, what stands after them.
_TICKERS = {
    "ul": ('<ul class="tk">', '<li><a href="{url}">{title}</a></li>', "</ul>"),
    "spans": ('<div class="now">', '<span class="hl"><a href="{url}">{title}</a></span>', "</div>"),
    "no links": ('<section class="bar"><h2>Live</h2>', "<p>{title}</p>", "</section>"),
    "clock times": ('<div class="bar">', "<div><time>8:{rank:02}</time><span>{title}</span></div>", "</div>"),
    "table": ('<table class="wire">', '<tr><td>8:{rank:02}</td><td><a href="{url}">{title}</a></td></tr>', "</table>"),
    "old table": (
        "<table><tr><td><table>",
        '<tr><td><font size=1><a href="{url}">{title}</a></font></td></tr>',
        "</table></table>",
    ),
    "component": (
        "<x-bar>",
        '<x-item><template shadowrootmode="open"><a href="{url}">{title}</a></template></x-item>',
        "</x-bar>",
    ),
}
TICKERS = tuple(_TICKERS)


def ticker(paper: Paper, form: str = "ul") -> str:
    before, item, after = _TICKERS[form]
    return before + _rows([(text, f"/t/{place}") for place, text in enumerate(paper.ticker)], item) + after


def menu() -> str:
    return "<nav><ul>" + _rows([("Home", "/"), ("Sea", "/sea"), ("Town", "/town")], _TICKERS["ul"][1]) + "</ul></nav>"


def foot(paper: Paper) -> str:
    return f"<footer><p>© 2026 {escape(sentence(paper.language, Random(paper.name)))}</p></footer>"


def head(paper: Paper, story: Story, **told: object) -> str:
    """A title with the site's name, OpenGraph, and JSON-LD where something is `told` in it."""
    node = {"@type": "NewsArticle", "headline": story.title, "author": {"name": story.author}, **told}
    jsonld = f'<script type="application/ld+json">{json.dumps(node)}</script>' if told else ""
    return (
        f'<!doctype html><html lang="{paper.language}"><head><meta charset=utf-8>'
        f"<title>{escape(story.title)} | {paper.name.title()}</title>"
        f'<meta property="og:title" content="{escape(story.title)}">'
        f'<meta property="og:site_name" content="{paper.name.title()}">'
        f'<meta property="og:type" content="article">{jsonld}</head>'
    )


def page(paper: Paper, body: str, *, lists: str, ticker: str, head: str) -> str:
    return f"{head}<body>{menu()}{ticker}{body}{lists}{foot(paper)}</body></html>"

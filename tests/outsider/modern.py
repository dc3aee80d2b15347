"""Papers as they are made today: a weekly on WordPress, and one of divs alone, whose class names each build makes anew."""

from __future__ import annotations

import random
from collections.abc import Sequence
from html import escape
from zlib import crc32

from outsider.layouts import PAPER, Link, Sheet, anchor, items
from outsider.story import SECTIONS, Story
from outsider.words import NAMES, sentence

BUILD_HOURS = 3


def gutenberg(page: Sheet) -> str:
    """Blocks, related posts and pictures in the text, and below it the next article, whole, as on a page without end."""
    new = page.world.skin == "new"
    post = page.story.id if page.story else 0
    kind = f"single single-post postid-{post}" if page.story else "home blog"
    main = _posts(page, new=new) if page.story else items(page.cards, '<li class="wp-block-post"><h2>{}</h2></li>')
    lists = (
        '<section class="widget widget_wpp"><h3 class="widget-title">Most Popular</h3><ul class="wpp-list">'
        + items(page.popular, '<li><span class="wpp-thumb"></span>{}</li>')
        + '</ul></section><div class="wp-block-query"><h3 class="wp-block-heading">Editors’ Picks</h3>'
        f'<ul class="wp-block-post-template">{items(page.picks, "<li><h4>{}</h4></li>")}</ul></div>'
    )
    sections = items([(f"/{name}/", name.title()) for name in SECTIONS], '<li class="menu-item">{}</li>')
    breaking = f'<div class="breaking-bar"><strong>Breaking</strong><ul>{items(page.ticker)}</ul></div>'
    if new:
        return (
            f'<!doctype html><html lang=en><head>{page.head()}</head><body class="{kind} wp-theme-block"><div class="wp-site-blocks">'
            f'<header class="wp-block-template-part"><p class="wp-block-site-title">{anchor(("/", PAPER))}</p>'
            f'<nav class="wp-block-navigation"><ul>{sections}</ul></nav>{breaking}</header>'
            f'<main class="wp-block-group is-layout-flow">{main}</main><div class="wp-block-columns">{lists}</div>'
            f'<footer class="wp-block-template-part"><p>{page.weather()} · <span>{page.nonce()}</span></p></footer></div></body></html>'
        )
    return (
        f'<!doctype html><html lang=en><head>{page.head()}</head><body class="{kind}"><div id="page" class="site">'
        f'<header id="masthead" class="site-header"><div class="site-branding">{anchor(("/", PAPER))}</div>'
        f'<nav id="site-navigation"><ul id="primary-menu">{sections}</ul></nav><p class="forecast">{page.weather()}</p></header>{breaking}'
        f'<div id="content" class="site-content"><div id="primary"><main id="main">{main}</main></div>'
        f'<aside id="secondary" class="widget-area">{lists}</aside></div>'
        f'<footer id="colophon"><p>Proudly printed in Skelby. {page.nonce()}</p></footer></div></body></html>'
    )


def _posts(page: Sheet, *, new: bool) -> str:
    """The article, and in the old theme the one that was published before it."""
    front = page.world.front()
    place = next((n for n, story in enumerate(front) if page.story and story.id == page.story.id), len(front))
    after = front[place + 1 : place + 2] if not new else []
    return _post(page, new=new) + "".join(_appended(page, story) for story in after)


def _post(page: Sheet, *, new: bool) -> str:
    story = page.story
    if story is None:
        return ""
    seeded = random.Random(story.path)
    body = page.inside(
        lambda text: f"<p>{text}</p>", lambda text: f'<div class="code-block code-block-3"><p>{text}</p></div>'
    )
    first, end, rest = body.partition("</p>")
    related = f'<div class="wp-block-group read-also"><h4>Read also</h4><ul>{items(page.related()[:2])}</ul></div>'
    picture = (
        '<figure class="wp-block-image size-large"><img src="/wp-content/a.jpg" alt=""><figcaption class="wp-element-caption">'
        f"{escape(sentence(seeded))} Photo: {seeded.choice(NAMES)}</figcaption></figure>"
    )
    meta = f'<span class="byline">{page.byline()}</span> <time class="entry-date">{page.ago(story.published)}</time>'
    more = items(page.related(), '<div class="jp-relatedposts-post"><h4>{}</h4></div>')
    title = "wp-block-post-title" if new else "entry-title"
    content = "entry-content wp-block-post-content is-layout-constrained" if new else "entry-content"
    return (
        f'<article id="post-{story.id}" class="post-{story.id} post type-post status-publish hentry">'
        f'<header class="entry-header"><h1 class="{title}">{escape(page.title)}</h1><div class="entry-meta">{meta}</div></header>'
        f'<div class="{content}">{first}{end}{picture}{related}{rest}'
        f'<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">Share this:</h3><p>{page.counts()}</p></div>'
        f'<div id="jp-relatedposts"><h3>Related</h3>{more}</div></div></article>'
    )


def _appended(page: Sheet, story: Story) -> str:
    body = "".join(f"<p>{escape(part, quote=False)}</p>" for part in story.parts)
    return (
        f'<article id="post-{story.id}" class="post-{story.id} post type-post status-publish hentry infinite-post">'
        f'<header class="entry-header"><h2 class="entry-title">{anchor((story.path, story.title))}</h2>'
        f'<div class="entry-meta"><span class="byline">By {escape(story.author)}</span> {page.ago(story.published)}</div></header>'
        f'<div class="entry-content">{body}</div></article>'
    )


def hashed(page: Sheet) -> str:
    """Not an element that means anything, and class names that every build makes anew, some hours apart."""
    new = page.world.skin == "new"
    build = int(page.world.now.timestamp()) // 3600 // BUILD_HOURS

    def box(name: str, inside: str, more: str = "") -> str:
        number = crc32(f"{name} {build} {page.world.skin}".encode())
        kind = (
            f"css-{_base36(number)}"
            if crc32(name.encode()) % 2
            else f"sc-{_letters(number)} {_letters(number // 7 + 1)}"
        )
        return f'<div class="{kind}"{more}>{inside}</div>'

    def rows(name: str, links: Sequence[Link]) -> str:
        found = (
            box(f"{name}-n", f"<span>{n}</span>") + box(f"{name}-t", anchor(link)) for n, link in enumerate(links, 1)
        )
        return "".join(box(f"{name}-row", row) for row in found)

    story = "".join(box("card", box("card-t", anchor(link))) for link in page.cards)
    if page.story:
        body = page.inside(lambda text: box("para", text), lambda text: box("slot", box("slot-in", text)))
        line = box("by", f"<span>{page.byline()}</span><span>{page.ago(page.story.published)}</span>")
        title = box("title", escape(page.title), ' role="heading" aria-level="1"')
        inner = box("prose", body)
        story = box(
            "story", title + line + (box("wrap", box("wrap-in", inner)) if new else inner) + box("n", page.counts())
        )
    lists = box("box", box("box-h", "Most Popular") + rows("pop", page.popular))
    lists += box("box", box("box-h", "Editors’ Picks") + rows("pick", page.picks))
    strip = box("strip", "".join(box("line", anchor(link)) for link in page.ticker))
    menu = box("menu", "".join(box("menu-i", anchor((f"/{name}/", name.title()))) for name in SECTIONS))
    top = box("top", box("logo", anchor(("/", PAPER))) + menu + box("wx", page.weather()))
    if new:
        frame = box("grid", box("left", lists + strip) + box("right", box("inner", top) + box("main", story)))
    else:
        frame = top + strip + box("cols", box("main", story) + box("side", lists))
    return (
        f"<!doctype html><html lang=en><head>{page.head()}</head><body><div id=app>{frame}"
        f"{box('foot', f'The Morrow Courier is printed in Skelby. {page.nonce()}')}</div></body></html>"
    )


def _base36(number: int) -> str:
    return _digits(number, "0123456789abcdefghijklmnopqrstuvwxyz")


def _letters(number: int) -> str:
    return _digits(number, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")


def _digits(number: int, digits: str) -> str:
    return "".join(digits[number // len(digits) ** place % len(digits)] for place in range(6))

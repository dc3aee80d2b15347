"""The pages of a random paper: articles, the front page, the live blog, and pages that say one thing only."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from typing import Any

from crawler.demo.timeline.frame import Frame
from crawler.demo.timeline.paper import BLOG_LENGTH, BLOG_PATH, SHOWN_FREE, Post, Story

SECOND = "/2"  # what the address of a second page has more
BREAK = "\0"  # where an answer breaks off
_SECOND = 4  # paragraphs of a second page
_LONG = 4  # shorter articles have nothing between their paragraphs
_ADS = 2
_RELATED = 4


class View(Frame):
    """All kinds of pages, each as HTML."""

    def article(self, story: Story, canonical: str = "") -> str:
        """An article's page; `canonical`: the address that it says to have, where that is another."""
        theme = self.theme
        byline = self._byline(story)
        inner = self.el("h1", "title", self.text(story.title))
        inner += self.el("p", "lead", self.text(story.standfirst)) if theme.lead else ""
        inner += byline if theme.byline == "top" else ""
        inner = self.el("header", "head", inner + (byline if theme.byline == "header" else ""))
        inner += self.el("div", "share", self.a("/share", self.label["share"])) if theme.share else ""
        inner += self._figure(story) if theme.caption else ""
        inner += self.el("div", "body", self._body(story)) + self._numbers(story)
        inner += byline if theme.byline == "bottom" else ""
        inner = self.el(theme.article, "article", inner + self._counters(story)) + self._next(story)
        if self.paper.dress.wrapper:
            inner = f'<div class="{self.paper.dress.wrapper}">{inner}</div>'
        inner += self._related(story) + self.lists("below")
        return self.page(story.path, f"{story.title} | {self.paper.name}", inner, self._head(story), canonical)

    def second_page(self, story: Story) -> str:
        """Where a story in pages goes on."""
        rng = random.Random(f"second page {story.id}")  # noqa: S311 - words that a test can repeat
        parts = tuple(self.paper.tongue.paragraph(rng, 3) for _ in range(_SECOND))
        canonical = story.path if self.paper.one_canonical else ""
        return self.article(replace(story, path=story.path + SECOND, parts=parts), canonical)

    def front(self) -> str:
        teasers = (
            f"<h2>{self.link(s.id)}</h2><p>{self.text(s.standfirst)}</p><span>{self.minutes(s.published)}</span>"
            for s in self.paper.newest()
        )
        inner = "".join(self.el("div", "teaser", teaser) for teaser in teasers)
        if self.paper.posts:
            inner += self.el("div", "teaser", f"<h2>{self.a(BLOG_PATH, self.text(self.paper.blog_title))}</h2>")
        return self.page("/", self.paper.name, inner + self.lists("below"))

    def blog(self) -> str:
        posts = self.paper.posts[:BLOG_LENGTH]
        inner = self.el("h1", "title", self.text(self.paper.blog_title)) + "".join(map(self._post, posts))
        updates = [
            {
                "@type": "BlogPosting",
                "@id": f"{self.base}{BLOG_PATH}#post-{post.id}",
                "headline": post.title,
                "articleBody": post.text,
                "datePublished": post.at.isoformat(),
            }
            for post in posts
        ]
        head = _jsonld({"@type": "LiveBlogPosting", "headline": self.paper.blog_title, "liveBlogUpdate": updates})
        title = f"{self.paper.blog_title} | {self.paper.name}"
        return self.page(BLOG_PATH, title, self.el("div", "live", inner) + self.lists("below"), head)

    def notice(self, path: str, title: str, words: str) -> str:
        """A page of the site that says one thing only: not found."""
        return self.page(path, f"{title} | {self.paper.name}", self.el("h1", "title", title) + f"<p>{words}</p>")

    # Parts of an article

    def _numbers(self, story: Story) -> str:
        """The numbers of its pages, where it has more than one."""
        if story.id not in self.paper.paged:
            return ""
        first = story.path.removesuffix(SECOND)
        return self.el("div", "pages", f"{self.a(first, '1')} {self.a(first + SECOND, '2')}")

    def _next(self, story: Story) -> str:
        """The article that follows, whole, on a page without an end."""
        others = self._others(story)
        if not self.paper.endless or not others:
            return ""
        after = self.paper.stories[next((number for number in others if number > story.id), others[0])]
        body = "".join(map(self._part, after.parts))
        inner = self.el("h2", "title", self.link(after.id)) + self._byline(after) + self.el("div", "body", body)
        return self.el(self.theme.article, "article", inner)

    def _figure(self, story: Story) -> str:
        caption = f"{self.text(story.caption)} {self.label['photo']}: {story.author}"
        return f'<figure><img src="/p/{story.id}.jpg" alt=""><figcaption>{caption}</figcaption></figure>\n'

    def _byline(self, story: Story) -> str:
        match self.theme.time:
            case "machine":
                shown = f"{story.published:%d.%m.%Y, %H:%M}"
                time = f'<time datetime="{story.published.isoformat()}">{shown}</time>'
            case "relative":
                time = f"<span>{self.minutes(story.published)}</span>"
            case _:
                time = f"<span>{self.label['updated']}: {story.modified:%d.%m.%Y, %H:%M}</span>"
        by = f"{self.label['by']} {story.author}"
        return self.el("div", "byline", f"<span{self.theme.cls('author')}>{by}</span> {time}")

    def _counters(self, story: Story) -> str:
        if not self.theme.counters:
            return ""
        views = story.id * 311 % 4000 + self.rng.randrange(900)
        counts = f"<span>{views} {self.label['views']}</span> "
        counts += f"<span>{self.rng.randrange(90)} {self.label['comments']}</span>"
        return self.el("div", "counts", counts)

    def _body(self, story: Story) -> str:
        parts = [self._part(part) for part in story.parts]
        if self.half:
            return "".join(parts[: len(parts) // 2]) + "<p>" + self.text(story.parts[-1])[:40] + BREAK
        if self.cut:
            return "".join((*parts[:SHOWN_FREE], self._paragraph(self.label["paywall"])))
        for place, extra in sorted(self._extras(story, len(parts)), reverse=True):
            parts.insert(place, extra)
        return "".join(parts)

    def _part(self, part: str) -> str:
        if part.startswith("## "):
            return self.el(self.theme.subhead, "subhead", self.text(part[3:]))
        if part.startswith("> "):
            return self.el("blockquote", "quote", f"<p>{self.text(part[2:])}</p>")
        return self._paragraph(self.text(part))

    def _paragraph(self, words: str) -> str:
        return f"{words}<br><br>\n" if self.theme.body == "br" else self.el(self.theme.body, "paragraph", words)

    def _others(self, story: Story) -> list[int]:
        return [number for number in sorted(self.paper.stories) if number != story.id and number not in self.paper.gone]

    def _extras(self, story: Story, length: int) -> Iterator[tuple[int, str]]:
        """What stands between the paragraphs and is none: (place, markup)."""
        theme, others = self.theme, self._others(story)
        if length < _LONG:
            return
        near = [others[(story.id + step) % len(others)] for step in range(3)]
        if theme.box == "aside":
            links = "".join(f"<li>{self.link(number)}</li>" for number in near)
            yield length // 2, self.el("aside", "related", f"<h4>{self.label['also']}</h4><ul>{links}</ul>")
        elif theme.box == "paragraph":
            yield length // 2, self._paragraph(f"{self.label['also']}: {self.link(near[0])}")
        if theme.promo != "none":
            words = self.label["promo"]
            is_box = theme.promo == "box"
            yield length - 1, self.el("div", "promo", f"<p>{words}</p>") if is_box else self._paragraph(words)
        for place in self.rng.sample(range(1, length), _ADS) if theme.ads != "none" else ():
            yield place, self._advertisement()

    def _advertisement(self) -> str:
        """Other words at each request; in a box of its own, or in a paragraph like every other."""
        offer = self.label["offer"].format(self.rng.randrange(10, 9000)) + f" ({self.rng.getrandbits(20):05x})"
        if self.theme.ads == "plain":
            return self._paragraph(offer)
        return self.el("div", "ad", f"<span>{self.label['ad']}</span><p>{offer}</p>")

    def _related(self, story: Story) -> str:
        if self.theme.related == "none":
            return ""
        others = self._others(story)
        ring = [others[(3 * story.id + step) % len(others)] for step in range(min(_RELATED + 2, len(others)))]
        near = self.rng.sample(ring, min(_RELATED, len(ring)))
        heading = self.el("h3", "related-heading", self.label["related"])
        if self.theme.related == "ul":
            links = "<ul>" + "".join(f"<li>{self.link(n)}</li>" for n in near) + "</ul>"
            return self.el("div", "related-box", heading + links)
        stories = [self.paper.stories[n] for n in near]
        cards = (f"<h4>{self.link(s.id)}</h4><span>{self.minutes(s.published)}</span>" for s in stories)
        held = "".join(self.card("related-card", n, card) for n, card in zip(near, cards, strict=True))
        return self.el("div", "related-box", heading + held)

    def _head(self, story: Story) -> str:
        head = ""
        if self.theme.og:
            head += '<meta property="og:type" content="article">'
            head += f'<meta property="og:title" content="{escape(story.title)}">'
            head += f'<meta property="article:published_time" content="{story.published.isoformat()}">'
        if self.theme.jsonld:
            head += _jsonld(
                {
                    "@type": "NewsArticle",
                    "headline": story.title,
                    "datePublished": story.published.isoformat(),
                    "dateModified": story.modified.isoformat(),
                    "author": [{"@type": "Person", "name": story.author}],
                }
            )
        return head

    def _post(self, post: Post) -> str:
        time = f'<time datetime="{post.at.isoformat()}">{post.at:%H:%M}</time>'
        inner = f"{time}<h3>{self.text(post.title)}</h3><p>{self.text(post.text)}</p>"
        return self.el("article", "post", inner, f' id="post-{post.id}"')


def wall(title: str, words: str) -> str:
    """A page that stands in place of every page."""
    title, words = escape(title), escape(words)
    body = f"<div><h1>{title}</h1><p>{words}</p></div>"
    return f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{body}</body></html>"


def _jsonld(data: dict[str, Any]) -> str:
    text = json.dumps({"@context": "https://schema.org"} | data, ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>'

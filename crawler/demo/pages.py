"""Renders the pages of the paper: templates, and what each of them is given."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from email.utils import format_datetime
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from crawler.classes import dataclass
from crawler.demo import bulk
from crawler.demo.model import PAPER, SECTIONS, LiveBlog, SiteState, Story
from crawler.demo.noise import Noise, ago
from crawler.demo.prose import curly, glued

RELATED = 4
SHOWN_FREE = 2  # parts of a story that stand before a paywall
STYLES, DRAWINGS = 14_000, 7_000  # bytes
TRACKING = "utm_source=ledger&utm_medium="


@dataclass(frozen=True, slots=True)
class View:
    """What a page needs to be drawn: state, noise and time of the request, and the base of absolute URLs."""

    state: SiteState
    noise: Noise
    now: datetime
    base: str
    light: bool = False  # a quarter of the styles and scripts: pages of some 25 kB

    def page(self, template: str, path: str, **values: Any) -> str:
        scale = 4 if self.light else 1
        drawn = (
            environment()
            .get_template(template)
            .render(
                view=self,
                state=self.state,
                noise=self.noise,
                path=path,
                paper=PAPER,
                sections=SECTIONS,
                t=self.dressed,
                styles=bulk.styles(STYLES // scale),
                drawings=bulk.drawings(DRAWINGS // scale),
                scripts=bulk.scripts(bulk.weight(path) // scale),
                **values,
            )
        )
        return redesigned(drawn) if self.state.markup.redesigned else drawn

    def dressed(self, text: str) -> str:
        """The text as the site's markup of the moment shows it."""
        text = curly(text) if self.state.markup.curly else text
        return glued(text) if self.state.markup.nbsp else text

    def ago(self, then: datetime) -> str:
        return ago(then, self.now)

    def link(self, name: str, medium: str = "") -> str:
        """The root-relative address of the story `name`, with tracking parameters for a `medium`."""
        tracked = f"?{TRACKING}{medium}&utm_content={self.noise.token(4)}" if medium else ""
        return f"{self.state.stories[name].path}{tracked}"

    def article(self, story: Story) -> str:
        walled = story.id in self.state.walled
        story = replace(story, parts=story.parts[:SHOWN_FREE]) if walled else story
        return self.page(
            "article.html.j2",
            story.path,
            story=story,
            walled=walled,
            title=story.title,
            description=story.standfirst,
            data=self._news_article(story),
            related=self.noise.shuffled(_related(self.state, story)),
            ads=self.noise.places(len(story.parts), 2),
            also=len(story.parts) // 2,
        )

    def front(self) -> str:
        stories = self.state.newest()
        return self.page(
            "front.html.j2",
            "/",
            title=f"{PAPER}: news from the estuary",
            description="News from Tarrow Quay and the Wend estuary.",
            stories=stories,
            by_section={name: [s for s in stories if s.section == name][1:8] for name in SECTIONS},
        )

    def section(self, name: str) -> str:
        return self.page(
            "section.html.j2",
            f"/{name}/",
            title=f"{SECTIONS[name]} | {PAPER}",
            description=f"All stories from our {SECTIONS[name].lower()} desk.",
            name=name,
            stories=[story for story in self.state.newest() if story.section == name],
        )

    def live(self) -> str:
        blog = self.state.blog
        return self.page(
            "live.html.j2",
            blog.path,
            blog=blog,
            title=blog.title,
            description=blog.standfirst,
            data=self._live_posting(blog),
        )

    def plain(self, path: str, title: str, paragraphs: Sequence[str]) -> str:
        return self.page("plain.html.j2", path, title=title, description=title, paragraphs=paragraphs)

    def _news_article(self, story: Story) -> str:
        return _script_json(
            {
                "@context": "https://schema.org",
                "@type": "NewsArticle",
                "headline": self.dressed(story.title),
                "description": self.dressed(story.standfirst),
                "datePublished": story.published.isoformat(),
                "dateModified": story.modified.isoformat(),
                "author": [{"@type": "Person", "name": name} for name in story.authors],
                "articleSection": SECTIONS.get(story.section, ""),
                "mainEntityOfPage": self.base + story.path,
                "publisher": {"@type": "NewsMediaOrganization", "name": PAPER, "url": self.base + "/"},
            }
        )

    def _live_posting(self, blog: LiveBlog) -> str:
        return _script_json(
            {
                "@context": "https://schema.org",
                "@type": "LiveBlogPosting",
                "headline": blog.title,
                "datePublished": blog.published.isoformat(),
                "dateModified": blog.modified.isoformat(),
                "coverageStartTime": blog.published.isoformat(),
                "liveBlogUpdate": [
                    {
                        "@type": "BlogPosting",
                        "@id": f"{self.base}{blog.path}#{entry.id}",
                        "url": f"{self.base}{blog.path}#{entry.id}",
                        "headline": self.dressed(entry.title),
                        "datePublished": entry.at.isoformat(),
                        "articleBody": self.dressed(entry.text),
                    }
                    for entry in blog.entries
                ],
            }
        )


_CLASSES = re.compile(r'class="([^"]+)"')
_RENAMED = {
    "story": "piece",
    "masthead": "mast",
    "strip": "wire",
    "ranked": "chart",
    "card": "tile",
    "related": "nearby",
    "talk": "forum",
    "colophon": "imprint",
    "entry": "post",
    "page": "sheet",
    "foot-lists": "charts",
}


def redesigned(html: str) -> str:
    """The same words in other markup: other names, another nesting."""

    def renamed(match: re.Match[str]) -> str:
        names = match[1].replace("__", " ").replace("--", " ").split()
        return f'class="{"-".join(_RENAMED.get(name, name) for name in names)}-v2"'

    html = _CLASSES.sub(renamed, html)
    html = html.replace('<main id="content">', '<div class="shell-v2"><div class="column-v2"><main>')
    return html.replace("</main>", "</main></div></div>")


def xml(template: str, view: View, stories: Sequence[Story]) -> str:
    """A feed or sitemap of `stories`."""
    return environment().get_template(template).render(view=view, state=view.state, stories=stories, paper=PAPER)


@cache
def environment() -> Environment:
    env = Environment(
        loader=PackageLoader("crawler.demo"),
        autoescape=select_autoescape(("html.j2", "xml.j2")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters["iso"] = datetime.isoformat
    env.filters["clock"] = _clock
    env.filters["rfc822"] = format_datetime
    return env


def _clock(time: datetime) -> str:
    return f"{time.day} {time:%B %Y, %H:%M}"


def _related(state: SiteState, story: Story) -> list[Story]:
    """The stories behind this one in its section, in a ring: other ones on every page."""
    ring = sorted((s for s in state.stories.values() if s.section == story.section), key=lambda s: s.id)
    place = next((at for at, other in enumerate(ring) if other.id == story.id), 0)
    return [*ring[place + 1 :], *ring[:place]][:RELATED]


def _script_json(data: Mapping[str, Any]) -> str:
    """JSON that can't end the script element that holds it."""
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")

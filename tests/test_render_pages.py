"""Sites with `render = true`: pages whose words come by script are read as readers see them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from lab import BOUND, SITE, Lab, environment, served

from crawler.cli import presswatch
from crawler.demo.web import Request, Response
from crawler.errors import UsageError
from crawler.model import Article
from crawler.settings import DOWNLOADER_MIDDLEWARES
from crawler.spiders.browser import PROGRAM, Answer, Fetch, Part, RenderError
from crawler.spiders.rendering import MAX_KEPT, Rendering, Scripts

RENDERED = "[crawl]\ndelay = 0.0\nrender = true\n"
OWN = "crawler.spiders.rendering.Rendering"
BY_HAND = {
    "DOWNLOADER_MIDDLEWARES": {
        "test_render_pages.ByHand" if name == OWN else name: place for name, place in DOWNLOADER_MIDDLEWARES.items()
    }
}
CHROMIUM = os.environ.get(PROGRAM) or shutil.which("chromium") or shutil.which("chromium-browser") or ""
needs_browser = pytest.mark.skipif(not CHROMIUM, reason="needs a Chromium (PRESSWATCH_BROWSER names one)")

APP = """
const name = location.pathname.split('/').pop();
fetch('/data/' + name + '.json', {headers: {'X-Key': 'reader'}}).then(answer => answer.json()).then(story => {
  document.querySelector('h1').textContent = story.title;
  for (const text of story.paragraphs) {
    const paragraph = document.createElement('p');
    paragraph.textContent = text;
    document.querySelector('.story').append(paragraph);
  }
});
fetch('/forbidden/count.json').catch(() => 0);
fetch('http://localhost:PORT/inside').catch(() => 0);
"""
SHELL = """<!doctype html><html lang="en"><head><title>The Script Post</title><meta property="og:type" content="article">
<script src="/app.js" defer></script></head><body><main><h1></h1>
<time datetime="2031-05-04T08:00:00Z">4 May</time><div class="story"></div></main></body></html>"""
TITLES = {
    "harbour": "Harbour wall is to be raised by a metre after the January flood",
    "library": "Library of the old town opens on Sundays from the autumn on",
    "orchard": "Orchard keepers count the damage after two nights of frost",
}


class ScriptPost:
    """A paper that sends the same empty page, with the same ETag, for every story: its words come as JSON."""

    def __init__(self) -> None:
        self.port = 0
        self.stories = {
            name: [f"{title}, the council was told on Monday. Paragraph {number} of this story says what {name} needs, "
                   f"who pays for it and why it took {number + 3} years to come so far." for number in range(6)]
            for name, title in TITLES.items()
        }  # fmt: skip

    def respond(self, request: Request) -> Response:
        path = request.path
        if path == "/robots.txt":
            return Response(200, b"User-agent: *\nDisallow: /forbidden/\n", "text/plain")
        if path == "/":
            links = "".join(f'<p><a href="/news/{name}">{title}</a></p>' for name, title in TITLES.items())
            return Response(200, f"<html><body><h1>The Script Post</h1>{links}</body></html>".encode(), "text/html")
        if path == "/app.js":
            return Response(200, APP.replace("PORT", str(self.port)).encode(), "text/javascript")
        name = path.rsplit("/", 1)[-1].removesuffix(".json")
        if name not in TITLES:
            return Response(404, b"gone", "text/plain")
        if path.startswith("/data/"):
            story = {"title": TITLES[name], "paragraphs": self.stories[name]}
            return Response(200, json.dumps(story).encode(), "application/json")
        return Response(200, SHELL.encode(), "text/html", {"ETag": '"shell"'})


class Clerk:
    """Does by hand what a browser would do with the pages of The Script Post."""

    async def render(self, url: str, answer: Answer, fetch: Fetch) -> str:
        name = url.rsplit("/", 1)[-1]
        if not name:
            return answer.body.decode()
        script = await fetch(Part(url.replace(f"news/{name}", "app.js"), "script", {"Referer": url}))
        assert script is not None
        assert script.headers["content-type"].startswith("text/javascript")
        inside = script.body.decode().split("fetch('http://localhost")[1].split("'")[0]
        for more in (
            f"http://localhost{inside}",
            url.replace(f"news/{name}", "forbidden/count.json"),
            "file:///etc/hosts",
        ):
            assert await fetch(Part(more, "fetch", {})) is None
        data = await fetch(Part(url.replace(f"news/{name}", f"data/{name}.json"), "fetch", {"X-Key": "reader"}))
        assert data is not None
        story = json.loads(data.body)
        if not story["paragraphs"]:
            raise RenderError("its scripts did not come to an end in time")
        paragraphs = "".join(f"<p>{text}</p>" for text in story["paragraphs"])
        html = answer.body.decode().replace("<h1></h1>", f"<h1>{story['title']}</h1>")
        return html.replace('class="story">', f'class="story">{paragraphs}')

    async def close(self) -> None: ...


class ByHand(Rendering):
    def __init__(self, crawler: Any, session: Any) -> None:
        super().__init__(crawler, session)
        self.browser = Clerk()  # type: ignore[assignment]  # what it is called by, it has


@pytest.fixture
def post() -> ScriptPost:
    return ScriptPost()


@pytest.fixture
def lab(tmp_path: Path, post: ScriptPost) -> Iterator[Lab]:
    with served(post) as server:
        post.port = server.port
        made = Lab(tmp_path / "data", server)
        made.configure(RENDERED)
        yield made


def stories(lab: Lab) -> dict[str, Article]:
    with lab.archive() as archive:
        return {
            version.state.title: version.state
            for version in archive.all_versions(SITE)
            if isinstance(version.state, Article)
        }


def test_an_edit_in_what_a_page_loads_is_told_though_the_page_itself_never_changes(lab: Lab, post: ScriptPost) -> None:
    assert lab.crawl(settings=BY_HAND).problems == []
    read = stories(lab)
    assert set(read) == set(TITLES.values())
    assert all(list(read[TITLES[name]].paragraphs) == words for name, words in post.stories.items())
    lab.later(60)
    assert lab.crawl(settings=BY_HAND).alerts == []
    post.stories["library"][2] = post.stories["library"][2].replace("5 years", "15 years")
    lab.later(60)
    (alert,) = lab.crawl(settings=BY_HAND).alerts
    assert (alert.kind, alert.change["edits"]) == ("article.changed", ["number"])


@needs_browser
def test_a_real_browser_shows_the_same(lab: Lab, post: ScriptPost) -> None:
    def crawl() -> None:
        command = [sys.executable, "-m", "crawler", "crawl", "--all"]
        env = {**environment(lab.folder), PROGRAM: CHROMIUM}
        done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=BOUND, check=False)
        assert done.returncode == 0, done.stderr

    crawl()
    read = stories(lab)
    assert all(list(read[TITLES[name]].paragraphs) == words for name, words in post.stories.items())
    post.stories["library"][2] = post.stories["library"][2].replace("5 years", "15 years")
    crawl()
    assert [alert.change["edits"] for alert in lab.alerts() if alert.kind == "article.changed"] == [["number"]]
    assert not any("forbidden" in path or "inside" in path for path in lab.asked())


def test_a_page_is_asked_for_once_a_look_and_a_script_once_a_run(lab: Lab) -> None:
    lab.crawl(settings=BY_HAND)
    before = len(lab.server.log)
    lab.later(60)
    lab.crawl(settings=BY_HAND)
    asked = lab.asked(before)
    assert sorted(asked) == sorted(
        ["/", "/app.js", *(f"/news/{name}" for name in TITLES), *(f"/data/{name}.json" for name in TITLES)]
    )


def test_a_page_that_cannot_be_rendered_is_told_and_is_no_edit(lab: Lab, post: ScriptPost) -> None:
    lab.crawl(settings=BY_HAND)
    words, post.stories["orchard"] = post.stories["orchard"], []
    lab.later(60)
    broken = lab.crawl(settings=BY_HAND)
    assert [problem for problem in broken.problems if "orchard: could not be rendered: its scripts" in problem]
    assert not [alert for alert in broken.alerts if alert.kind.startswith("article.")]
    post.stories["orchard"] = words
    lab.later(60)
    assert not [alert for alert in lab.crawl(settings=BY_HAND).alerts if alert.kind.startswith("article.")]


def test_without_playwright_a_run_says_what_to_install(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.spiders.browser.find_spec", lambda _: None)
    for command in (["crawl"], ["watch"], ["check", SITE]):
        result = CliRunner().invoke(presswatch, ["--data", str(lab.folder), *command])
        assert isinstance(result.exception, UsageError | SystemExit)
        assert "needs Playwright, which is not installed" in str(result.exception) + result.stderr


def test_scripts_are_kept_up_to_a_bound_and_the_oldest_goes_first() -> None:
    scripts = Scripts()
    half = Answer(200, {}, b"x" * (MAX_KEPT // 2))
    for name in "abc":
        scripts.keep(name, half)
    scripts.keep("huge", Answer(200, {}, b"x" * (MAX_KEPT + 1)))
    assert [name for name in ("a", "b", "c", "huge") if scripts.get(name)] == ["b", "c"]

"""What a profile says to ignore is left out of comparison, in every region and in the one that names it."""

from __future__ import annotations

from datetime import UTC, datetime

from crawler.blocks import read_document
from crawler.model import Capture, Page
from crawler.parsing import read_page
from crawler.profile import ListRule, LiveRule, RegionRules
from crawler.template import Template

HTML = """<html><body><ul class="strip"><li>Fog on the bay, 3 minutes ago</li><li>4 minutes ago</li></ul>
<article><h1>The ferry sails again</h1><p>The ferry sails again after two weeks in the dock, the harbour office says.
(17 comments)</p><p>It leaves at seven in the morning and comes back at nine in the evening, each day.</p>
<p>(18 comments)</p></article><div class="top"><a href="/a">One headline (3)</a><a href="/b">Another headline (12)</a>
</div></body></html>"""


def read(rules: RegionRules) -> Page:
    at = datetime(2026, 5, 12, tzinfo=UTC)
    capture = Capture("https://paper.example/a", at, headers={"content-type": "text/html"}, body=HTML.encode())
    return read_page(read_document(capture), Template(), rules=rules).page


def test_text_to_ignore_is_cut_from_every_region_and_empty_paragraphs_go():
    page = read(RegionRules(title="h1", body="article p", ignore=(r"\(\d+ comments?\)",)))
    assert page.article is not None
    assert not any("comments" in text for text in page.article.paragraphs)
    assert len(page.article.paragraphs) == 2 == len(page.article.slots)


def test_a_list_rule_and_a_live_rule_ignore_in_their_region_only():
    rules = RegionRules(
        list=(ListRule(name="Top", items=".top a", ignore=(r"\(\d+\)",)),),
        live=(LiveRule(name="Strip", items=".strip li", ignore=(r",? ?\d+ minutes? ago",)),),
    )
    page = read(rules)
    assert [item.title for item in page.lists[0].items] == ["One headline", "Another headline"]
    assert [item.text for item in page.live[0].items] == ["Fog on the bay"]

"""Rules of a person: which alerts they select, and through which channels those go."""

import time
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from alert_samples import DEGRADED, HOSTILE, LIST_CHANGE, LIVE_CHANGE, NOW, PAPER, REMOVED, RTL, SILENT_EDIT, alert
from hypothesis import given
from hypothesis import strategies as st

from crawler.config import AlertsConfig, Rule, load_config
from crawler.errors import ConfigError
from crawler.model import Alert, Article, RunRecord, Severity
from crawler.recorder.ledger import Ledger
from crawler.recorder.setup import Tally
from crawler.rules import change_text, globbed, routes, selects
from crawler.store import open_archive

ARTICLE = Article("Ferries", ("The minister said nothing.",), authors=("Ines Holm", "Per Vik"))
PUBLISHED = alert("article.published", 9, severity=Severity.INFO, summary="New article: Old crane")


def rule(**keys: Any) -> Rule:
    return Rule.model_validate({"name": "r", "channels": ["log"]} | keys)


def config(folder: Path, text: str) -> AlertsConfig:
    (folder / "alerts.toml").write_text(text, encoding="utf-8")
    return load_config(folder, {})


def failure(folder: Path, text: str) -> str:
    with pytest.raises(ConfigError) as caught:
        config(folder, text)
    return str(caught.value).replace(f"{folder}/", "")


@pytest.mark.parametrize(
    ("keys", "chosen", "passed_over"),
    [
        ({}, SILENT_EDIT, PUBLISHED),
        ({"sites": "harbour-gazette"}, SILENT_EDIT, RTL),
        ({"sites": ["al-*", "x"]}, RTL, SILENT_EDIT),
        ({"kinds": ["article.*"]}, REMOVED, LIST_CHANGE),
        ({"kinds": "article.published"}, PUBLISHED, REMOVED),
        ({"regions": ["most read"]}, LIST_CHANGE, LIVE_CHANGE),
        ({"min_severity": "important"}, SILENT_EDIT, LIST_CHANGE),
        ({"edits": ["typo", "number"]}, SILENT_EDIT, RTL),
        ({"silent": True}, SILENT_EDIT, RTL),
        ({"silent": False}, RTL, SILENT_EDIT),
        ({"min_words": 24}, SILENT_EDIT, replace(SILENT_EDIT, change={"words": {"added": 20, "removed": 3}})),
        ({"min_words": 24}, LIST_CHANGE, RTL),
        ({"words": ["FERRY company"]}, SILENT_EDIT, LIST_CHANGE),
        ({"words": ["passeng*"]}, SILENT_EDIT, LIST_CHANGE),
        ({"words": ["passeng"]}, replace(REMOVED, summary="a passeng"), SILENT_EDIT),
        ({"words": ["سفن"]}, RTL, SILENT_EDIT),
        ({"words": ["choir seeks tenors"]}, LIST_CHANGE, LIVE_CHANGE),
        ({"words": ["fog warning"]}, LIVE_CHANGE, LIST_CHANGE),
        ({"words": "東京"}, replace(REMOVED, summary="本日東京で"), RTL),
        ({"matches": r"\b1,\d{3}\b"}, SILENT_EDIT, LIVE_CHANGE),
        ({"matches": "(?i)COUNCIL"}, REMOVED, SILENT_EDIT),
        ({"urls": [f"{PAPER}/news/1?utm_source=x"]}, SILENT_EDIT, REMOVED),
        ({"urls": [f"{PAPER}/news/*"]}, REMOVED, LIST_CHANGE),
        ({"words": ["ferry company"], "edits": ["number"]}, SILENT_EDIT, RTL),
        ({"except": {"kinds": ["list.changed"]}}, SILENT_EDIT, LIST_CHANGE),
        ({"except": {"kinds": ["list.changed"], "sites": ["other"]}}, LIST_CHANGE, PUBLISHED),
        ({"except": {}}, LIST_CHANGE, PUBLISHED),
        ({"mute_until": NOW}, SILENT_EDIT, replace(SILENT_EDIT, at=NOW - timedelta(seconds=1))),
    ],
)
def test_a_rule_selects_what_all_of_its_keys_hold_for(keys: dict[str, Any], chosen: Alert, passed_over: Alert) -> None:
    made = rule(**keys)
    assert selects(made, chosen)
    assert not selects(made, passed_over)


def test_authors_and_the_articles_own_words_are_those_of_the_article() -> None:
    assert selects(rule(authors="ines holm"), SILENT_EDIT, ARTICLE)
    assert not selects(rule(authors="Holm"), SILENT_EDIT, ARTICLE)
    assert not selects(rule(authors="Ines Holm"), SILENT_EDIT, None)
    assert not selects(rule(words="minister"), SILENT_EDIT, ARTICLE)
    assert selects(rule(words="minister", look_in="article"), SILENT_EDIT, ARTICLE)
    assert selects(rule(words="fish market", look_in="article"), LIST_CHANGE)


def test_no_expression_can_be_made_to_hang() -> None:
    text = replace(REMOVED, summary="a" * 50_000)
    started = time.process_time()
    for pattern in (r"(a+)+$b", r"(a|aa)+c", r"(.*a){20}x", r"a*a*a*a*b"):
        assert not selects(rule(matches=pattern), text)
    assert time.process_time() - started < 5


@given(st.sampled_from(list(HOSTILE.values())))
def test_hostile_texts_are_looked_through_and_nothing_happens(text: str) -> None:
    shown = alert(summary=text, change={"title": text, "hunks": [text, {"before": 3}], "words": "many"})
    assert change_text(shown).startswith(text)
    assert not selects(rule(words="nowhere", matches="nowhere"), shown)


@given(st.text("ab*", max_size=8), st.text("ab", max_size=8))
def test_a_star_stands_for_anything(pattern: str, text: str) -> None:
    import re

    expected = re.fullmatch(re.escape(pattern).replace(r"\*", ".*"), text) is not None
    assert globbed(pattern, text) is expected


def test_channels_that_no_rule_names_go_on_as_before(tmp_path: Path) -> None:
    found = config(
        tmp_path,
        '[email]\nfolder="m"\n[feed]\n[webhook.desk]\nurl="https://x.org/"\n'
        '[[rule]]\nname="lists"\nkinds=["list.changed"]\nchannels=["webhook"]',
    )
    assert routes(found, LIST_CHANGE) == {"log": "", "feed": "", "email": "", "webhook:desk": "lists"}
    assert routes(found, SILENT_EDIT) == {"log": "", "feed": "", "email": ""}
    assert routes(found, replace(LIST_CHANGE, severity=Severity.INFO)) == {"log": "", "webhook:desk": "lists"}


def test_the_first_rule_that_selects_decides_when_and_all_of_them_where(tmp_path: Path) -> None:
    found = config(
        tmp_path,
        '[email]\nhost="h"\nto=["a@x.org", "b@x.org"]\ndigest="hourly"\nquiet="22:00-07:00"\n'
        '[[rule]]\nname="one"\nkinds=["site.*"]\nchannels=["email:a@X.ORG"]\ndigest="immediately"\nquiet="none"\n'
        '[[rule]]\nname="two"\nchannels=["email"]\n',
    )
    assert routes(found, DEGRADED) == {"log": "", "email:a@x.org": "one", "email:b@x.org": "two"}
    assert str(found.timing("email:a@x.org", "one").digest) == "immediately"
    assert str(found.timing("email:b@x.org", "two").digest) == "hourly"
    assert str(found.timing("email:a@x.org", "one").quiet) == "none"
    assert str(found.timing("email:b@x.org", "two").quiet) == "22:00-07:00 UTC"
    assert str(found.timing("email:a@x.org", "gone by now").digest) == "hourly"
    assert str(found.timing("log", "one").digest) == "per run"


def test_new_articles_are_told_only_where_a_rule_names_their_kind(tmp_path: Path) -> None:
    text = '[[rule]]\nname="all"\nchannels=["feed"]\n[feed]\n'
    assert routes(config(tmp_path, text), PUBLISHED) == {}
    wanted = text + '[[rule]]\nname="new"\nkinds=["article.published"]\nchannels=["feed"]'
    assert routes(config(tmp_path, wanted), PUBLISHED) == {"log": "", "feed": "new"}


def test_a_channel_of_a_rule_that_is_not_set_up_is_warned_of(tmp_path: Path) -> None:
    (warning,) = config(tmp_path, '[[rule]]\nname="r"\nchannels=["email"]').warnings
    assert warning == "rule 'r' names the channel email, which is not set up"


R = '[[rule]]\nname = "r"\nchannels = ["log"]\n'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[rules]]", "alerts.toml: rules: unknown key, did you mean 'rule'?"),
        ('[[rule]]\nchannels = ["log"]', "alerts.toml: rule[1].name: is required, add it"),
        ('[[rule]]\nname = "r"', "rule[1].channels: is required"),
        (R + R, "rule[2].name: there is a rule 'r' already"),
        (R + 'matchs = "x"', "rule[1].matchs: unknown key, did you mean 'matches'?"),
        (R + 'matches = "(?=x)"', "rule[1].matches: '(?=x)' is no regular expression that can be used: look-around"),
        (R + "matches = '(a{1000}){1000}{1000}'", "rule[1].matches: "),
        (R + 'kinds = ["article.chnged"]', "did you mean 'article.changed'?"),
        (R + 'edits = "numbers"', "did you mean 'number'?"),
        (R + 'words = ["--"]', "rule[1].words[1]: '--' has no word in it"),
        (R + 'except = {site = "x"}', "rule[1].except.site: unknown key, did you mean 'sites'?"),
        (R + 'mute_until = "tomorrow"', "rule[1].mute_until: "),
        (R + 'digest = "dayly"', "rule[1].digest: 'dayly' is no digest"),
        (R.replace("log", "lgo"), "rule[1].channels: no channel 'lgo', did you mean 'log'?"),
        ('[webhook]\nurl = "https://x.org"', "webhook: url: stands in a table with a name, such as [webhook.desk]"),
        ('[webhook."A b"]\nurl = "https://x.org"', "'A b' is no name for a channel"),
        ('[webhook.a]\nurl = "ftp://x.org"', "webhook.a: 'ftp://x.org' is no address of a web page"),
        ('[webhook.a]\nurl = "https://me:pw@x.org"', "no user and password in it"),
        ("[webhook.a]", "webhook.a.url: is required"),
        ("[feed]\nentries = 0", "feed.entries: should be greater than or equal to 1"),
        ("[email]\nmax_per_hour = 0", "email.max_per_hour: should be greater than or equal to 1"),
    ],
)
def test_a_mistake_names_file_key_and_mend(tmp_path: Path, text: str, told: str) -> None:
    found = failure(tmp_path, text)
    assert told in found
    assert len(found.splitlines()) == 1


@pytest.mark.parametrize("given", ["2026-06-01", "2026-06-01T03:00:00+03:00", "2026-06-01T00:00:00"])
def test_a_day_or_a_time_may_end_a_mute(tmp_path: Path, given: str) -> None:
    (made,) = config(tmp_path, f"{R}mute_until = {given}").rules
    assert made.mute_until is not None
    assert made.mute_until.isoformat() == "2026-06-01T00:00:00+00:00"


def test_a_services_address_that_is_missing_is_warned_of(tmp_path: Path) -> None:
    (warning,) = config(tmp_path, "[apprise.desk]").warnings
    assert warning == "apprise:desk has no address: set PRESSWATCH_APPRISE_DESK"


def test_new_articles_are_told_by_a_rule_but_not_by_a_sites_first_run(tmp_path: Path) -> None:
    asked = config(tmp_path, '[[rule]]\nname="new"\nkinds=["article.published"]\nchannels=["log"]')
    with open_archive(tmp_path / "archive.db") as archive:
        tally = Tally()
        ledger = Ledger(archive, "harbour-gazette", partial(routes, asked), tally)
        ledger.published(f"{PAPER}/1", ARTICLE, None, NOW)
        assert tally.alerts == []
        archive.start_run("harbour-gazette", NOW)
        ledger.published(f"{PAPER}/2", ARTICLE, None, NOW)
        assert tally.alerts == []
        ended = RunRecord("harbour-gazette", NOW, ended=NOW, outcome="ok", pages={"ok": 1}, id=1)
        for early in (replace(ended, outcome="interrupted"), replace(ended, pages={"outage": 1})):
            archive.finish_run(early)
            ledger.published(f"{PAPER}/2", ARTICLE, None, NOW)
            assert tally.alerts == []
        archive.finish_run(ended)
        ledger.published(f"{PAPER}/3", ARTICLE, None, NOW)
        assert [each.kind for each in tally.alerts] == ["article.published"]
        assert [each.rule for each in archive.claim("log", NOW, 60, 9)] == ["new"]
        assert tally.changes == 5

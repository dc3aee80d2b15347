"""The chain: what was recorded is covered, lawful changes leave it whole, and every kind of tampering is found."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_drivers import ARTICLE, SITE, TICKER, URL, alert, article, hours, page

from crawler.model import CaptureRecord, ChangeRecord, LiveItem, LiveRegion, RawRecord, RunRecord, Verdict
from crawler.store import SqliteArchive, open_archive
from crawler.store.lanes import line

PAGES = 6
NEW_URL = "https://harbour.example/news/crane-moves"


values = (
    st.none() | st.integers() | st.booleans() | st.text() | st.text('\ud800\udc00\x00"é') | st.floats(allow_nan=False)
)


@given(st.lists(values | st.lists(values, max_size=2), max_size=12))
def test_a_line_is_the_compact_json_of_its_values(facts):
    plain = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
    assert line(facts) == plain.encode("utf-8", "surrogatepass")


def region(number: int):
    return replace(ARTICLE, page=f"{URL}-{number}")


def capture(url: str, at: float, verdict: Verdict = Verdict.OK) -> CaptureRecord:
    return CaptureRecord(SITE, url, hours(at), 200, verdict, sha256=f"{int(at * 100) % 256:02x}" * 32)


def record_run(archive: SqliteArchive, at: float) -> None:
    """A run in several transactions: captures of all pages, an edit of some, a state of the ticker, an alert."""
    run = archive.start_run(SITE, hours(at))
    for number in range(PAGES):
        key = region(number)
        with archive.transaction():
            found = archive.add_capture(capture(key.page, at + number / 100))
            archive.add_raw(SITE, raw(found, at), found)
            if at and number % 3:
                archive.touch(key, hours(at + number / 100))
            else:
                text = article(f"The crane stands, said {number} at {at}.")
                archive.add_version(key, text, f"{number:02x}{int(at):02x}", hours(at + number / 100), found)
    with archive.transaction():
        entries = (LiveItem(key="1", title="Tide", text=f"The tide stands at {at} metres."),)
        archive.add_version(TICKER, LiveRegion("Ticker", entries), f"{int(at):04x}", hours(at), found)
        change = archive.add_change(
            ChangeRecord(SITE, "live.changed", TICKER, hours(at), None, None, {"added": [{"key": str(at)}]})
        )
        archive.add_alert(alert(f"a{at}", at=hours(at), change={"added": [{"key": str(at)}]}), ["log"], change)
    archive.finish_run(RunRecord(SITE, hours(at), hours(at + 0.5), "ok", id=run))


def raw(number: int, at: float) -> RawRecord:
    start = number * 100
    return RawRecord(f"{SITE}/one.warc.gz", start, start + 10, start + 100, f"{number:02x}" * 32, hours(at))


def fill(path: Path) -> SqliteArchive:
    """Three runs, with everything that lawfully changes what was sealed in between."""
    archive = open_archive(path)
    archive.ensure_site(SITE, "https://harbour.example/")
    record_run(archive, 0)
    archive.replace_reading(archive.latest(region(2)), article("As a newer reader reads it."), "ff02")
    archive.save_page(page(region(1).page, looks=1, state="known"))
    archive.move_page(SITE, region(1).page, NEW_URL)
    record_run(archive, 1)
    archive.replace_reading(archive.latest(region(2)), article("As one newer still reads it."), "ff03")
    record_run(archive, 2)
    archive.touch(region(5), hours(2.4))
    return archive


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("chain") / "archive.db"
    with fill(path) as archive:
        archive.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


def copy(folder: Path, whole: Path) -> Path:
    path = folder / "archive.db"
    for name in ("archive.db-wal", "archive.db-shm"):
        (folder / name).unlink(missing_ok=True)
    path.write_bytes(whole.read_bytes())
    return path


def problems(path: Path, head: str = "") -> list[str]:
    with open_archive(path, read_only=True) as archive:
        return [*archive.check(), *archive.check_chain(head)]


def test_an_archive_that_nobody_touched_has_nothing_wrong(tmp_path, whole):
    assert problems(copy(tmp_path, whole)) == []


def test_what_the_chain_has_read_is_not_read_again(tmp_path, whole, monkeypatch):
    with open_archive(copy(tmp_path, whole), read_only=True) as archive:
        contents = archive.db.execute("SELECT count(*) FROM contents").fetchone()[0]
        replaced = archive.db.execute("SELECT count(*) FROM events WHERE kind = 'reread'").fetchone()[0]
        assert list(archive.check_chain()) == []
        read = []
        monkeypatch.setattr(
            archive, "_content", lambda number, real=archive._content: read.append(number) or real(number)
        )
        assert list(archive.check_contents()) == []
        assert 0 < len(read) <= replaced < contents


def test_an_empty_archive_has_nothing_wrong_and_no_head(tmp_path):
    with open_archive(tmp_path / "archive.db") as archive:
        assert archive.head() == ""
        assert list(archive.check_chain()) == []


def test_each_run_closes_one_link_that_names_the_one_before(tmp_path, whole):
    with open_archive(copy(tmp_path, whole), read_only=True) as archive:
        links = [json.loads(text) for _, text in archive.links()]
        assert [link["link"] for link in links] == [1, 2, 3]
        assert [link["run"] for link in links] == [1, 2, 3]
        assert links[0]["before"] == ""
        assert links[0]["at"] == "2026-05-12T08:30:03Z"


def test_rows_of_a_run_that_was_killed_are_covered_before_its_link_is_closed(tmp_path):
    path = tmp_path / "archive.db"
    with open_archive(path) as archive:
        archive.add_capture(capture(URL, 0))
    assert problems(path) == []
    with sqlite3.connect(path) as db:
        db.execute("UPDATE captures SET status = 404")
    assert problems(path) == [f"capture 1 ({URL}, 2026-05-12T08:00:03.250001Z) was altered"]


def test_what_is_rolled_back_is_not_covered(tmp_path):
    path = tmp_path / "archive.db"
    with open_archive(path) as archive:
        archive.add_version(ARTICLE, article(), "01", hours(0), None)
        with suppress(KeyboardInterrupt), archive.transaction():
            archive.touch(ARTICLE, hours(5))
            archive.add_capture(capture(URL, 0))
            raise KeyboardInterrupt
        archive.touch(ARTICLE, hours(1))
    assert problems(path) == []


def test_a_failure_inside_that_is_caught_leaves_the_rest_covered(tmp_path):
    path = tmp_path / "archive.db"
    with open_archive(path) as archive, archive.transaction():
        archive.add_version(ARTICLE, article(), "01", hours(0), None)
    with open_archive(path) as archive:
        with archive.transaction():
            archive.touch(ARTICLE, hours(1))
            with suppress(ValueError), archive.transaction():
                archive.touch(ARTICLE, hours(2))
                raise ValueError("caught")
        assert archive.latest(ARTICLE).last_seen == hours(1)
    assert problems(path) == []


def test_rows_that_were_there_before_the_chain_are_covered_as_they_were_found(tmp_path, whole):
    path = copy(tmp_path, whole)
    with sqlite3.connect(path) as db:
        for table in ("links", "lanes", "marks", "events", "raws"):
            db.execute(f"DROP TABLE {table}")
        db.execute("DELETE FROM _sqlite_migrations WHERE name LIKE '%proof%'")
    with open_archive(path) as archive:
        (begun,) = archive.db.query("SELECT kind, facts FROM events")
        assert begun["kind"] == "begun"
        assert json.loads(begun["facts"])["found"]["captures"] == 3 * PAGES
        record_run(archive, 9)
        assert json.loads(next(archive.links())[1])["captures"][:2] == [1, 4 * PAGES]
    assert problems(path) == []
    with sqlite3.connect(path) as db:
        db.execute("UPDATE captures SET fetched_at = fetched_at + 1 WHERE id = 3")
    assert len(problems(path)) == 1


def test_a_head_that_was_written_down_elsewhere_is_looked_up(tmp_path, whole):
    path = copy(tmp_path, whole)
    with open_archive(path, read_only=True) as archive:
        head = archive.head()
    assert problems(path, head) == []
    assert problems(path, head[:12]) == []
    assert problems(path, "00" * 32) == [f"no link of this chain has the digest {'00' * 32}"]


def test_retired_rows_leave_the_chain_whole_and_their_absence_on_record(tmp_path, whole):
    path = copy(tmp_path, whole)
    with open_archive(path) as archive, archive.transaction():
        archive.retire("raws", [1, 2, 3], "keep raw 90d")
        archive.db.execute("DELETE FROM raws WHERE id <= 3")
        numbers = [row[0] for row in archive.db.execute("SELECT id FROM versions WHERE number = 1").fetchall()]
        archive.retire("versions", numbers, "keep versions 1d")
        archive.db.execute("DELETE FROM versions WHERE number = 1")
    assert [line for line in problems(path) if "points to no row" not in line] == []
    with sqlite3.connect(path) as db:
        db.execute("DELETE FROM raws WHERE id = 4")
    assert problems(path) == ["raw capture 4 is missing"]


# -- tampering -----------------------------------------------------------------------------------------------------

Tamper = Callable[[sqlite3.Connection, int], object]


def _set(table: str, column: str, value: str, where: str = "1", key: str = "id") -> Tamper:
    def tamper(db: sqlite3.Connection, pick: int) -> object:
        rows = [row[0] for row in db.execute(f"SELECT {key} FROM {table} WHERE {where} ORDER BY {key}")]
        return db.execute(f"UPDATE {table} SET {column} = {value} WHERE {key} = ?", [rows[pick % len(rows)]])

    return tamper


def _delete(table: str, key: str = "id") -> Tamper:
    def tamper(db: sqlite3.Connection, pick: int) -> object:
        rows = [row[0] for row in db.execute(f"SELECT {key} FROM {table} ORDER BY {key}")]
        return db.execute(f"DELETE FROM {table} WHERE {key} = ?", [rows[pick % len(rows)]])

    return tamper


def _swap(table: str) -> Tamper:
    def tamper(db: sqlite3.Connection, pick: int) -> object:
        rows = [row[0] for row in db.execute(f"SELECT id FROM {table} ORDER BY id")]
        one, two = rows[pick % (len(rows) - 1)], rows[pick % (len(rows) - 1) + 1]
        for old, new in ((one, -1), (two, one), (-1, two)):
            db.execute(f"UPDATE {table} SET id = ? WHERE id = ?", [new, old])
        return None

    return tamper


def _insert(table: str, changed: str, value: str) -> Tamper:
    def tamper(db: sqlite3.Connection, pick: int) -> object:
        columns = [row[1] for row in db.execute(f"PRAGMA table_info({table})") if row[1] != "id"]
        told = ", ".join(value if column == changed else column for column in columns)
        return db.execute(f"INSERT INTO {table} ({', '.join(columns)}) SELECT {told} FROM {table} LIMIT 1")

    return tamper


def _last_link(db: sqlite3.Connection, _: int) -> object:
    return db.execute("DELETE FROM links WHERE number = (SELECT max(number) FROM links)")


def _other_look(db: sqlite3.Connection, pick: int) -> object:
    """The time of another capture that there really was."""
    rows = db.execute("SELECT id, first_seen + seen_for FROM versions ORDER BY id").fetchall()
    row, seen = rows[pick % len(rows)]
    times = [at for (at,) in db.execute("SELECT fetched_at FROM captures WHERE fetched_at <> ?", [seen])]
    return db.execute("UPDATE versions SET seen_for = ? - first_seen WHERE id = ?", [times[pick % len(times)], row])


def _content(db: sqlite3.Connection, pick: int) -> object:
    rows = db.execute("SELECT id, data FROM contents WHERE base_id IS NULL ORDER BY id").fetchall()
    row, data = rows[pick % len(rows)]
    text = zstandard.ZstdDecompressor().decompress(data).replace(b"The", b"No")
    return db.execute("UPDATE contents SET data = ? WHERE id = ?", [zstandard.ZstdCompressor().compress(text), row])


TAMPERINGS: dict[str, Tamper] = {
    "a capture's time": _set("captures", "fetched_at", "fetched_at - 60000000"),
    "a capture's status": _set("captures", "status", "404"),
    "a capture's verdict": _set("captures", "verdict", "'gone'"),
    "a capture's reason": _set("captures", "reason", "'never mind'"),
    "a capture's digest": _set("captures", "sha256", "x'ab'"),
    "a capture's page": _set("captures", "page_id", "page_id % 2 + 1", "page_id > 2"),
    "a capture removed": _delete("captures"),
    "a capture put in": _insert("captures", "fetched_at", "fetched_at + 1"),
    "two captures exchanged": _swap("captures"),
    "a version's first sight": _set("versions", "first_seen", "first_seen - 1000000"),
    "a version's last sight": _set("versions", "seen_for", "seen_for + 7000000"),
    "a last sight, of another look": _other_look,
    "a version's content": _set(
        "versions", "content_id", "(SELECT max(c.id) FROM contents c WHERE c.id <> content_id)"
    ),
    "a version's digest": _set("versions", "digest", "x'abcd'"),
    "a version's capture": _set("versions", "capture_id", "NULL"),
    "a version's region": _set("versions", "number = number + 40, region_id", "region_id % 7 + 1"),
    "a version's number": _set("versions", "number", "number + 40"),
    "a version removed": _delete("versions"),
    "a version put in": _insert("versions", "number", "90"),
    "two versions exchanged": _swap("versions"),
    "the words of a content": _content,
    "a content's digest": _set("contents", "sha256", "zeroblob(16)"),
    "a content's digest, made longer": _set("contents", "sha256", "CAST(sha256 || zeroblob(16) AS BLOB)"),
    "a page's address": _set("pages", "url", "url || '/x'", "id IN (SELECT page_id FROM captures)"),
    "a region's name": _set("regions", "name", "name || '!'"),
    "a region's page": _set("regions", "page_id", "(SELECT id FROM pages WHERE url LIKE '%-1')", "page_id > 2"),
    "a site's name": _set("sites", "name", "'lighthouse'"),
    "a change's time": _set("changes", "at", "at + 1"),
    "a change's words": _set("changes", "change", "(SELECT c.change FROM changes c WHERE c.id <> changes.id)"),
    "a change removed": _delete("changes"),
    "an alert's severity": _set("alerts", "severity", "'info'", key="number"),
    "an alert's summary": _set("alerts", "summary", "'nothing'", key="number"),
    "an alert removed": _delete("alerts", key="number"),
    "a raw capture's place": _set("raws", "start", "start + 1"),
    "a raw capture's digest": _set("raws", "sha256", "zeroblob(32)"),
    "a raw capture removed": _delete("raws"),
    "an event's facts": _set("events", "facts", "replace(facts, '1', '2')", "kind <> 'begun'"),
    "where the chain begins": _set("events", "facts", "replace(facts, '0', '5')", "kind = 'begun'"),
    "an event removed": _delete("events"),
    "an event put in": _insert("events", "facts", "'{\"found\":{}}'"),
    "a link's text": _set("links", "text", "replace(text, 'captures', 'capture')", key="number"),
    "a link's time, with its digest": lambda db, _: None,
    "a link removed": _delete("links", key="number"),
    "the last link removed": _last_link,
    "a mark": _set("lanes", "tail", "zeroblob(length(tail))", "length(tail) > 0", key="name"),
    "how far is sealed": _set("lanes", "last", "last - 1", "name IN ('captures', 'versions', 'raws')", key="name"),
    "the sum of last sights": _set("lanes", "peaks", "zeroblob(256)", "name = 'seen'", key="name"),
}


def _forge_link(db: sqlite3.Connection, pick: int) -> None:
    """A link whose digest is made to fit its altered text."""
    from hashlib import sha256

    rows = db.execute("SELECT number, text FROM links ORDER BY number").fetchall()
    number, text = rows[pick % len(rows)]
    forged = text.replace("2026", "2025", 1)
    db.execute(
        "UPDATE links SET text = ?, digest = ? WHERE number = ?", [forged, sha256(forged.encode()).digest(), number]
    )


TAMPERINGS["a link's time, with its digest"] = _forge_link


@pytest.mark.parametrize("kind", TAMPERINGS)
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pick=st.integers(0, 10_000))
def test_every_kind_of_tampering_is_found(tmp_path, whole, kind, pick):
    path = copy(tmp_path, whole)
    db = sqlite3.connect(path)
    before = list(db.iterdump())
    with db:
        TAMPERINGS[kind](db, pick)
    changed = list(db.iterdump()) != before
    db.close()
    assert changed, "nothing was tampered with"
    assert problems(path) != []

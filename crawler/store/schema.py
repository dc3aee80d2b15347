"""Tables of the archive, as migrations: each one is released once and never changed again.

Times are whole microseconds since 1970 UTC, digests are bytes; the views (see `views`) show both readably.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from crawler.store.proof_schema import add_generations, add_proof
from crawler.store.shorter import shorten
from crawler.store.views import VIEWS

MIGRATIONS = Migrations("presswatch")

_WATCHED = """
CREATE TABLE sites (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  url TEXT NOT NULL
);
CREATE TABLE pages (
  id INTEGER PRIMARY KEY,
  site_id INTEGER NOT NULL REFERENCES sites(id),
  url TEXT NOT NULL,
  kind TEXT NOT NULL,
  first_seen INTEGER,
  last_look INTEGER,
  last_good INTEGER,
  last_origin INTEGER,
  last_change INTEGER,
  next_look INTEGER,
  looks INTEGER NOT NULL DEFAULT 0,
  changes INTEGER NOT NULL DEFAULT 0,
  misses INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL DEFAULT 'new',
  moved_to TEXT,
  published TEXT,
  hint TEXT,
  etag TEXT,
  last_modified TEXT,
  body_sha256 BLOB,
  last_capture INTEGER,
  generation INTEGER NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX pages_url ON pages(url, site_id);
CREATE INDEX pages_site ON pages(site_id);
CREATE INDEX pages_due ON pages(site_id, next_look) WHERE next_look IS NOT NULL;
CREATE TABLE aliases (
  site_id INTEGER NOT NULL REFERENCES sites(id),
  url TEXT NOT NULL,
  page_id INTEGER NOT NULL REFERENCES pages(id),
  PRIMARY KEY (url, site_id)
);
CREATE TABLE captures (
  id INTEGER PRIMARY KEY,
  page_id INTEGER NOT NULL REFERENCES pages(id),
  fetched_at INTEGER NOT NULL,
  status INTEGER NOT NULL,
  verdict TEXT NOT NULL,
  reason TEXT,
  sha256 BLOB,
  source TEXT
);
"""

# A content is never changed nor deleted: others may be compressed against it (`base_id`). `depth` counts the
# contents that must be read before it. The index holds eight bytes of the digest, a quarter of its size.
_VERSIONED = """
CREATE TABLE contents (
  id INTEGER PRIMARY KEY,
  sha256 BLOB NOT NULL,
  base_id INTEGER REFERENCES contents(id),
  depth INTEGER NOT NULL,
  data BLOB NOT NULL
);
CREATE INDEX contents_sha256 ON contents(substr(sha256, 1, 8));
CREATE TABLE regions (
  id INTEGER PRIMARY KEY,
  site_id INTEGER NOT NULL REFERENCES sites(id),
  page_id INTEGER REFERENCES pages(id),
  kind TEXT NOT NULL,
  name TEXT NOT NULL
);
CREATE UNIQUE INDEX regions_of_page ON regions(page_id, kind, name) WHERE page_id IS NOT NULL;
CREATE UNIQUE INDEX regions_of_site ON regions(site_id, kind, name) WHERE page_id IS NULL;
CREATE TABLE versions (
  id INTEGER PRIMARY KEY,
  region_id INTEGER NOT NULL REFERENCES regions(id),
  number INTEGER NOT NULL,
  content_id INTEGER NOT NULL REFERENCES contents(id),
  digest BLOB,
  first_seen INTEGER NOT NULL,
  last_seen INTEGER NOT NULL,
  capture_id INTEGER REFERENCES captures(id)
);
CREATE UNIQUE INDEX versions_region ON versions(region_id, number);
"""

# `before_capture` and `after_capture` are what was told, and stay when captures are retired: no foreign keys.
# `change` is NULL where the alert tells its change word for word.
_TOLD = """
CREATE TABLE changes (
  id INTEGER PRIMARY KEY,
  site_id INTEGER NOT NULL REFERENCES sites(id),
  region_id INTEGER REFERENCES regions(id),
  kind TEXT NOT NULL,
  at INTEGER NOT NULL,
  from_version INTEGER,
  to_version INTEGER,
  url TEXT,
  change BLOB NOT NULL
);
CREATE TABLE alerts (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  site_id INTEGER NOT NULL REFERENCES sites(id),
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  severity TEXT NOT NULL,
  region TEXT NOT NULL,
  url TEXT NOT NULL,
  summary TEXT NOT NULL,
  before_capture INTEGER,
  after_capture INTEGER,
  change_id INTEGER REFERENCES changes(id),
  change BLOB
);
CREATE INDEX alerts_at ON alerts(at);
CREATE TABLE deliveries (
  id INTEGER PRIMARY KEY,
  alert_number INTEGER NOT NULL REFERENCES alerts(number),
  channel TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'pending',
  attempts INTEGER NOT NULL DEFAULT 0,
  next_try INTEGER,
  leased_until INTEGER,
  sent_at INTEGER,
  error TEXT,
  UNIQUE (alert_number, channel)
);
CREATE INDEX deliveries_pending ON deliveries(channel) WHERE state = 'pending';
CREATE INDEX deliveries_dead ON deliveries(channel) WHERE state = 'dead';
"""

_KEPT_ASIDE = """
CREATE TABLE templates (
  site_id INTEGER NOT NULL REFERENCES sites(id),
  number INTEGER NOT NULL,
  at INTEGER NOT NULL,
  template BLOB NOT NULL,
  PRIMARY KEY (site_id, number)
);
CREATE TABLE meta (
  site_id INTEGER NOT NULL REFERENCES sites(id),
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (site_id, name)
);
CREATE TABLE spool (
  id INTEGER PRIMARY KEY,
  site_id INTEGER NOT NULL REFERENCES sites(id),
  url TEXT NOT NULL,
  fetched_at INTEGER NOT NULL,
  head BLOB NOT NULL,
  body BLOB NOT NULL
);
CREATE INDEX spool_site ON spool(site_id);
CREATE TABLE runs (
  id INTEGER PRIMARY KEY,
  site_id INTEGER NOT NULL REFERENCES sites(id),
  started INTEGER NOT NULL,
  ended INTEGER,
  outcome TEXT NOT NULL DEFAULT 'running',
  requests INTEGER NOT NULL DEFAULT 0,
  pages TEXT NOT NULL DEFAULT '{}',
  changes INTEGER NOT NULL DEFAULT 0,
  alerts INTEGER NOT NULL DEFAULT 0,
  bytes INTEGER NOT NULL DEFAULT 0,
  errors INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX runs_site ON runs(site_id);
"""

# A page stays with its site. An insert that becomes an update, for the page is known, fires no trigger.
_COUNTED = """
ALTER TABLE sites ADD COLUMN pages INTEGER NOT NULL DEFAULT 0;
UPDATE sites SET pages = (SELECT count(*) FROM pages WHERE site_id = sites.id);
CREATE TRIGGER pages_counted_in AFTER INSERT ON pages
BEGIN UPDATE sites SET pages = pages + 1 WHERE id = new.site_id; END;
CREATE TRIGGER pages_counted_out AFTER DELETE ON pages
BEGIN UPDATE sites SET pages = pages - 1 WHERE id = old.site_id; END;
DROP INDEX pages_due;
CREATE INDEX pages_due ON pages(site_id, next_look) WHERE next_look IS NOT NULL AND state <> 'moved';
"""


@MIGRATIONS()
def m001_archive(db: Database) -> None:
    for script in (_WATCHED, _VERSIONED, _TOLD, _KEPT_ASIDE, VIEWS):
        db.executescript(script)


@MIGRATIONS()
def m002_notes_on_captures(db: Database) -> None:
    """Why a capture was recorded as it was, where more is to be said than its verdict: few captures have a note."""
    db.executescript(
        "CREATE TABLE notes (capture_id INTEGER PRIMARY KEY REFERENCES captures(id), "
        "generation INTEGER NOT NULL, note TEXT NOT NULL);"
    )


@MIGRATIONS()
def m003_proof_and_raw_captures(db: Database) -> None:
    add_proof(db)


@MIGRATIONS()
def m004_dictionaries(db: Database) -> None:
    """Dictionaries to compress with. A content is looked for among its region's, which `versions` finds."""
    db.executescript(
        "CREATE TABLE dictionaries (number INTEGER PRIMARY KEY, site_id INTEGER NOT NULL REFERENCES sites(id), "
        "articles INTEGER NOT NULL, data BLOB NOT NULL);"
        "CREATE INDEX dictionaries_site ON dictionaries(site_id);"
        "DROP INDEX contents_sha256;"
    )


@MIGRATIONS()
def m005_pages_are_counted(db: Database) -> None:
    """How many pages a site has is kept, not counted; what is due is told by the index alone."""
    db.executescript(_COUNTED)


@MIGRATIONS()
def m006_rules_of_deliveries(db: Database) -> None:
    """Which rule chose a delivery's channel, since it also says when to send."""
    db.executescript("ALTER TABLE deliveries ADD COLUMN rule TEXT;")


@MIGRATIONS()
def m007_rates_and_hints(db: Database) -> None:
    """What a page's looks say of how often it changes, and which sources have told of a change since the last."""
    db.executescript("ALTER TABLE pages ADD COLUMN rate TEXT; ALTER TABLE pages ADD COLUMN hinted TEXT;")


@MIGRATIONS()
def m008_generations(db: Database) -> None:
    add_generations(db)


@MIGRATIONS()
def m009_blocks_of_edits(_: Database) -> None:
    """Edits are kept as bare blocks (`deltas`) from here on, which older programs can't read. No table changes."""


@MIGRATIONS()
def m010_shorter_rows(db: Database) -> None:
    """How long a version was seen, which takes fewer bytes than until when; half a digest from here on (`contents`)."""
    shorten(db)


@MIGRATIONS()
def m011_intervals_of_runs(db: Database) -> None:
    """What lies between two runs of a site is worked out as a run begins: `status` need not read the runs before it."""
    db.executescript("ALTER TABLE runs ADD COLUMN interval INTEGER;")


@MIGRATIONS()
def m012_readers_of_pages(db: Database) -> None:
    """Which program read what is stored of a page, so that what only a newer one's rules change is no edit."""
    db.executescript("ALTER TABLE pages ADD COLUMN reader INTEGER;")


@MIGRATIONS()
def m013_edits_as_copies(_: Database) -> None:
    """Edits are kept as copies and words put in (`edits`) from here on, which older programs can't read."""


KNOWN = frozenset(migration.name for migration in MIGRATIONS.pending(Database(memory=True)))

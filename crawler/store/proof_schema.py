"""Tables of proof and of raw captures, for `schema`."""

from __future__ import annotations

import json

from sqlite_utils import Database

# `lanes`: what is sealed of each table, `count` rows of it since the last link, `peaks` their tree, `tail` the marks
# that are not in `marks` yet. A mark is the beginning of a row's hash: it tells which row was altered.
_CHAIN = """
CREATE TABLE links (
  number INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  digest BLOB NOT NULL,
  text TEXT NOT NULL
);
CREATE TABLE lanes (
  name TEXT PRIMARY KEY,
  last INTEGER NOT NULL DEFAULT 0,
  first INTEGER,
  count INTEGER NOT NULL DEFAULT 0,
  peaks BLOB NOT NULL DEFAULT x'',
  tail_first INTEGER,
  tail BLOB NOT NULL DEFAULT x''
);
CREATE TABLE marks (
  lane TEXT NOT NULL,
  first INTEGER NOT NULL,
  marks BLOB NOT NULL,
  PRIMARY KEY (lane, first)
) WITHOUT ROWID;
CREATE TABLE events (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  facts TEXT NOT NULL
);
INSERT INTO lanes (name) VALUES ('captures'), ('versions'), ('changes'), ('alerts'), ('raws'), ('events'),
  ('links'), ('seen');
"""

# `start` and `end` bound what one capture put into the file, all its records; `offset` is that of the answer.
# `payload` finds the same payload again; `refers` is the raw capture that holds it, where this one does not.
_RAWS = """
CREATE TABLE raws (
  id INTEGER PRIMARY KEY,
  site_id INTEGER NOT NULL REFERENCES sites(id),
  capture_id INTEGER REFERENCES captures(id),
  at INTEGER NOT NULL,
  file TEXT NOT NULL,
  start INTEGER NOT NULL,
  offset INTEGER NOT NULL,
  end INTEGER NOT NULL,
  sha256 BLOB NOT NULL,
  payload BLOB,
  refers INTEGER REFERENCES raws(id)
);
CREATE UNIQUE INDEX raws_file ON raws(file, start);
CREATE INDEX raws_at ON raws(site_id, at);
CREATE INDEX raws_payload ON raws(substr(payload, 1, 8)) WHERE payload IS NOT NULL;
CREATE INDEX raws_capture ON raws(capture_id) WHERE capture_id IS NOT NULL;
CREATE INDEX raws_refers ON raws(refers) WHERE refers IS NOT NULL;
"""

_KNOWN = ("captures", "versions", "changes", "alerts")


def add_proof(db: Database) -> None:
    """The tables, and the event with which the chain begins: rows up to these are covered as they were found."""
    db.executescript(_CHAIN)
    db.executescript(_RAWS)
    found = {name: db.execute(f"SELECT coalesce(max(rowid), 0) FROM {name}").fetchone()[0] for name in _KNOWN}  # noqa: S608 - names of ours
    facts = json.dumps({"found": found}, separators=(",", ":"))
    db.execute("INSERT INTO events (kind, facts) VALUES ('begun', :facts)", {"facts": facts})


# Versions that a reprocessing put out of force, as they were; numbered on with those in force.
_GENERATIONS = """
CREATE TABLE superseded (
  id INTEGER PRIMARY KEY,
  generation INTEGER NOT NULL,
  region_id INTEGER NOT NULL REFERENCES regions(id),
  number INTEGER NOT NULL,
  content_id INTEGER NOT NULL REFERENCES contents(id),
  digest BLOB,
  first_seen INTEGER NOT NULL,
  last_seen INTEGER NOT NULL,
  capture_id INTEGER REFERENCES captures(id)
);
CREATE INDEX superseded_region ON superseded(region_id, generation, number);
CREATE TABLE generations (
  site_id INTEGER NOT NULL REFERENCES sites(id),
  number INTEGER NOT NULL,
  at INTEGER NOT NULL,
  since INTEGER,
  versions INTEGER NOT NULL,
  PRIMARY KEY (site_id, number)
);
"""


def add_generations(db: Database) -> None:
    db.executescript(_GENERATIONS)

"""Bytes a version and writes a second: this archive beside other ways to keep histories of articles.

    .venv/bin/python benchmarks/storage.py [--articles 1000] [--versions 10] [--skip git]

Every way gets the same bytes, version by version over all articles, as sweeps bring them. Bytes are those of whole
files, indexes and all. CPU time is that of this process (of git's for git). Run by hand.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import io
import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import zstandard
from histories import STREAM, histories

from crawler.differ import digest_state
from crawler.model import Article, CaptureRecord, PageRecord, RegionKey, RegionKind, Verdict
from crawler.store import SqliteArchive, open_archive
from crawler.store.codec import encode

T0 = datetime(2026, 5, 12, 8, tzinfo=UTC)
BATCH = 48  # looks settled in one transaction, as the recorder does
CHAIN = 10
READS = 500


@dataclass
class Figures:
    name: str
    size: int
    seconds: float
    reads: list[float] = field(default_factory=list)  # seconds each


@dataclass(frozen=True)
class Workload:
    states: list[list[Article]]
    raw: list[list[bytes]]
    digests: list[list[str]]

    @property
    def versions(self) -> int:
        return sum(map(len, self.raw))

    def sweeps(self) -> Iterator[tuple[int, int]]:
        """Article and version, in the order in which they are seen."""
        return ((a, v) for v in range(len(self.raw[0])) for a in range(len(self.raw)))

    def batches(self) -> Iterator[list[tuple[int, int]]]:
        for v in range(len(self.raw[0])):
            for start in range(0, len(self.raw), BATCH):
                yield [(a, v) for a in range(start, min(start + BATCH, len(self.raw)))]

    def some(self) -> list[tuple[int, int]]:
        random_ = random.Random(5)
        return [(random_.randrange(len(self.raw)), random_.randrange(len(self.raw[0]))) for _ in range(READS)]


def address(article: int) -> str:
    return f"https://paper.example/news/2026/05/{article}-what-the-harbour-board-said"


def key(article: int) -> RegionKey:
    return RegionKey("paper", RegionKind.ARTICLE, "", address(article))


@contextmanager
def clocked(into: list[float]) -> Iterator[None]:
    started = time.process_time()
    yield
    into.append(time.process_time() - started)


def reads(work: Workload, read: Callable[[int, int], bytes | Article]) -> list[float]:
    found = []
    for a, v in work.some():
        started = time.perf_counter()
        got = read(a, v)
        found.append(time.perf_counter() - started)
        assert got == (work.raw[a][v] if isinstance(got, bytes) else work.states[a][v])
    return found


# Ways to keep them in a plain table: article, version, base, data


def in_rows(name: str, work: Workload, folder: Path, codec: Codec) -> Figures:
    path = folder / f"{name.replace(' ', '-')}.db"
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE versions (article INTEGER, version INTEGER, data BLOB, PRIMARY KEY (article, version))")
    spent: list[float] = []
    with clocked(spent):
        for batch in work.batches():
            rows = ((a, v, codec.pack(work.raw[a], v)) for a, v in batch)
            db.executemany("INSERT INTO versions VALUES (?, ?, ?)", rows)
            db.commit()

    def read(a: int, v: int) -> bytes:
        rows = db.execute(
            "SELECT data FROM versions WHERE article = ? AND version BETWEEN ? AND ?", (a, codec.first(v), v)
        )
        return codec.unpack([data for (data,) in rows])

    figures = Figures(name, path.stat().st_size + codec.extra, sum(spent), reads(work, read))
    db.close()
    return figures


class Codec:
    """Plain: a row is the text."""

    extra = 0  # bytes kept beside the rows

    def first(self, version: int) -> int:
        return version

    def pack(self, history: list[bytes], version: int) -> bytes:
        return history[version]

    def unpack(self, rows: list[bytes]) -> bytes:
        return rows[-1]


class Zstd(Codec):
    def __init__(self, dictionary: zstandard.ZstdCompressionDict | None = None) -> None:
        self.packer = zstandard.ZstdCompressor(level=3, dict_data=dictionary)
        self.reader = zstandard.ZstdDecompressor(dict_data=dictionary)
        self.extra = len(dictionary) if dictionary else 0

    def pack(self, history: list[bytes], version: int) -> bytes:
        return self.packer.compress(history[version])

    def unpack(self, rows: list[bytes]) -> bytes:
        return self.reader.decompress(rows[-1])


class Chained(Zstd):
    """Against the version before, a full one every ten."""

    def first(self, version: int) -> int:
        return version - version % CHAIN

    def pack(self, history: list[bytes], version: int) -> bytes:
        if version % CHAIN == 0:
            return super().pack(history, version)
        return zstandard.ZstdCompressor(level=3, dict_data=_raw(history[version - 1])).compress(history[version])

    def unpack(self, rows: list[bytes]) -> bytes:
        text = self.reader.decompress(rows[0])
        for data in rows[1:]:
            text = zstandard.ZstdDecompressor(dict_data=_raw(text)).decompress(data)
        return text


def _raw(text: bytes) -> zstandard.ZstdCompressionDict:
    return zstandard.ZstdCompressionDict(text, dict_type=zstandard.DICT_TYPE_RAWCONTENT)


def trained(work: Workload) -> zstandard.ZstdCompressionDict:
    return zstandard.train_dictionary(110 << 10, [history[0] for history in work.raw[:300]])


# WARC and git


def warc(work: Workload, folder: Path) -> Figures:
    from warcio.warcwriter import WARCWriter

    path, spent = folder / "all.warc.gz", []
    places: dict[tuple[int, int], tuple[int, int]] = {}
    with path.open("wb") as file, clocked(spent):
        writer = WARCWriter(file, gzip=True)
        for a, v in work.sweeps():
            start = file.tell()
            record = writer.create_warc_record(address(a), "resource", payload=io.BytesIO(work.raw[a][v]))
            writer.write_record(record)
            places[a, v] = start, file.tell() - start
    file = path.open("rb")

    def read(a: int, v: int) -> bytes:
        file.seek(places[a, v][0])
        record = gzip.decompress(file.read(places[a, v][1]))
        return record.partition(b"\r\n\r\n")[2].removesuffix(b"\r\n\r\n")

    return Figures("WARC, gzip a record", path.stat().st_size, sum(spent), reads(work, read))


def git(work: Workload, folder: Path) -> Figures:
    """A commit a sweep through fast-import, then gc: the packfile with its index."""
    repo = folder / "git"
    subprocess.run(["git", "init", "-q", "--bare", repo], check=True)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with subprocess.Popen(["git", "-C", repo, "fast-import", "--quiet"], stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        for a, v in work.sweeps():
            if a == 0:
                process.stdin.write(b"commit refs/heads/main\ncommitter b <b@b> %d +0000\ndata 0\n" % v)
            data = work.raw[a][v]
            process.stdin.write(b"M 644 inline %d\ndata %d\n%s\n" % (a, len(data), data))
    subprocess.run(["git", "-C", repo, "gc", "-q", "--aggressive"], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    commits = subprocess.run(
        ["git", "-C", repo, "rev-list", "--reverse", "main"], check=True, capture_output=True, text=True
    ).stdout.split()
    size = sum(file.stat().st_size for file in (repo / "objects").rglob("*") if file.is_file())
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Figures("git packfile", size, seconds, list(_git_reads(work, repo, commits)))


def _git_reads(work: Workload, repo: Path, commits: list[str]) -> Iterator[float]:
    command = ["git", "-C", repo, "cat-file", "--batch"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for a, v in work.some():
            started = time.perf_counter()
            process.stdin.write(f"{commits[v]}:{a}\n".encode())
            process.stdin.flush()
            size = int(process.stdout.readline().split()[2])
            assert process.stdout.read(size + 1)[:-1] == work.raw[a][v]
            yield time.perf_counter() - started


# This archive, through its own methods


def ours(work: Workload, folder: Path, *, whole: bool) -> Figures:
    """`whole`: with the capture and the page that each version has in a crawl."""
    path = folder / f"ours-{whole}.db"
    spent: list[float] = []
    with open_archive(path) as archive:
        for batch in work.batches():
            with clocked(spent), archive.transaction():
                for a, v in batch:
                    _record(archive, work, a, v, whole=whole)
    size = path.stat().st_size
    empty = folder / "empty.db"
    open_archive(empty).close()
    with open_archive(path) as archive:
        _, small = archive.vacuum()
    told = (
        f"an empty archive takes {empty.stat().st_size / work.versions:.0f}, after vacuum {small / work.versions:.0f}"
    )
    print(f"bytes a version: {size / work.versions:.0f} as written, of which {told}", file=sys.stderr)
    with open_archive(path, read_only=True) as archive:

        def read(a: int, v: int) -> Article:
            archive._unpacked.clear()  # noqa: SLF001 - every read is to be a cold one
            found = archive.version(key(a), v + 1)
            assert found is not None
            assert isinstance(found.state, Article)
            return found.state

        times = reads(work, read)
    if not whole:
        explain(path, work.versions)
    edits = len(spent) // len(work.raw[0])
    name = "ours, with its capture and page" if whole else "ours"
    per_edit = sum(spent[edits:]) / (work.versions - len(work.raw))
    print(f"{name}: {1 / per_edit:,.0f} writes of a later version a CPU second", file=sys.stderr)
    return Figures(name, size, sum(spent), times)


def _record(archive: SqliteArchive, work: Workload, a: int, v: int, *, whole: bool) -> None:
    seen = T0 + timedelta(hours=v, seconds=a)
    capture = None
    if whole:
        digest = f"{a * 1000 + v:064x}"
        capture = archive.add_capture(CaptureRecord("paper", address(a), seen, 200, Verdict.OK, "", digest))
        record = PageRecord("paper", address(a), first_seen=T0, last_look=seen, last_good=seen, body_sha256=digest)
        archive.save_page(record)
    archive.add_version(key(a), work.states[a][v], work.digests[a][v], seen, capture)


def explain(path: Path, versions: int) -> None:
    """Where the bytes go."""
    db = sqlite3.connect(path)
    rows = db.execute(
        "SELECT name, sum(pgsize), sum(unused) FROM dbstat GROUP BY name ORDER BY 2 DESC LIMIT 8"
    ).fetchall()
    ((full, delta),) = db.execute(
        "SELECT avg(CASE WHEN depth = 0 THEN length(data) END), avg(CASE WHEN depth > 0 THEN length(data) END) "
        "FROM contents"
    )
    db.close()
    print(f"first texts {full:.0f} bytes, later ones {delta:.0f}; by table and index:", file=sys.stderr)
    for name, size, unused in rows:
        print(f"  {name:<24}{size / versions:>7.1f} bytes a version, {unused / versions:.1f} unused", file=sys.stderr)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--articles", type=int, default=1000)
    options.add_argument("--versions", type=int, default=10)
    options.add_argument("--invented", action="store_true", help="invented words, even where the stream is there")
    options.add_argument("--skip", nargs="*", default=[], choices=["git", "warc", "rows"])
    chosen = options.parse_args()
    states = histories(chosen.articles, chosen.versions, folder=Path("none") if chosen.invented else STREAM)
    raw = [[encode(state) for state in history] for history in states]
    work = Workload(states, raw, [[digest_state(state) for state in history] for history in states])
    gc.freeze()  # to look through the workload's objects again and again is no cost of what is measured
    plain = statistics.mean(len(data) for history in raw for data in history)
    print(f"{chosen.articles} articles x {chosen.versions} versions of {plain:,.0f} bytes on average")
    print(f"{'':<34}{'bytes a version':>16}{'writes a CPU s':>16}{'read, median us':>17}{'slowest':>9}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for each in figures(work, folder, chosen.skip):
            slow = max(each.reads) * 1e6
            print(
                f"{each.name:<34}{each.size / work.versions:>16,.0f}{work.versions / each.seconds:>16,.0f}"
                f"{statistics.median(each.reads) * 1e6:>17,.0f}{slow:>9,.0f}",
                flush=True,
            )


def figures(work: Workload, folder: Path, skip: list[str]) -> Iterator[Figures]:
    if "rows" not in skip:
        yield in_rows("plain rows", work, folder, Codec())
        yield in_rows("zstd a row", work, folder, Zstd())
        yield in_rows("zstd with a dictionary", work, folder, Zstd(trained(work)))
        yield in_rows("chained", work, folder, Chained())
        yield in_rows("chained with a dictionary", work, folder, Chained(trained(work)))
    if "warc" not in skip:
        yield warc(work, folder)
    if "git" not in skip:
        yield git(work, folder)
    yield ours(work, folder, whole=False)
    yield ours(work, folder, whole=True)


if __name__ == "__main__":
    main()

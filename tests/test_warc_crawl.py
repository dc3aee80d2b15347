"""Raw captures of a crawl: what came over the wire is in the WARC files, whole, and the archive says where."""

from __future__ import annotations

import gzip
from argparse import Namespace
from collections import Counter
from hashlib import sha256
from io import BytesIO

import pytest
from lab import FIVE, Lab, SmallPaper, change_five, served
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from crawler.demo.web import Response
from crawler.model import RunRecord
from crawler.verify import verify
from crawler.warc.reading import capture_of, read_at

WARC = "[archive]\nwarc = true\n[crawl]\ndelay = 0.0\n"


def raw_files(lab: Lab):
    return sorted((lab.folder / "warc").rglob("*.warc.gz"))


def records(lab: Lab):
    for path in raw_files(lab):
        with path.open("rb") as file:
            for record in ArchiveIterator(file):
                yield record, record.raw_stream.read()


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    """Three runs: the first look, five changes, nothing new."""
    paper = SmallPaper(noise=False)
    paper.also["/moved-on/"] = Response(301, headers={"Location": paper.path("theatre-deficit")})
    masthead = "".join(f"<p>Desk {sha256(bytes([desk])).hexdigest()}: a cat.</p>" for desk in range(40))
    paper.also["/masthead/"] = Response(body=f"<!DOCTYPE html><title>Masthead</title>{masthead}".encode())
    with served(paper) as server:
        lab = Lab(tmp_path_factory.mktemp("warc"), server)
        lab.configure(WARC)
        lab.crawl()
        lab.later(30)
        change_five(paper)
        assert lab.crawl().kinds == FIVE
        lab.crawl(urls=(f"{server.base}/masthead/",))
        lab.later(30)
        lab.crawl(
            urls=(
                f"{server.base}/masthead/",
                f"{server.base}/moved-on/",
                f"{server.base}/coast/",
                f"{server.base}/nowhere/",
            )
        )
        yield lab


def test_the_files_pass_the_check_of_warcio(crawled, capsys):
    checker = Checker(Namespace(inputs=[str(path) for path in raw_files(crawled)], verbose=True))
    assert checker.process_all() == 0
    told = capsys.readouterr().out
    assert "failed" not in told
    assert told.count("digest pass") > 20


def test_every_answer_is_a_record_and_every_capture_points_into_one(crawled):
    with crawled.archive() as archive:
        captures = {capture.id: capture for capture in archive.captures()}
        places = list(archive.raws())
        assert captures.keys() == {number for _, number, _ in places if number is not None}
        for _, number, place in places:
            record = read_at(crawled.folder / "warc" / place.file, place.offset)
            capture = capture_of(record, place.at, "")
            assert record.at == place.at
            if number is not None:
                assert capture.status == captures[number].status
                assert capture.fetched_at == captures[number].fetched_at
                if captures[number].sha256 and record.revisit is None:
                    assert sha256(capture.body).hexdigest() == captures[number].sha256


def test_what_the_rows_say_is_what_lies_in_the_file_from_its_first_byte_to_its_last(crawled):
    with crawled.archive() as archive:
        reached: Counter[str] = Counter()
        for _, _, place in archive.raw_places():
            data = (crawled.folder / "warc" / place.file).read_bytes()
            assert place.start == reached[place.file]
            assert sha256(data[place.start : place.end]).hexdigest() == place.sha256
            reached[place.file] = place.end
        assert {crawled.folder / "warc" / file: end for file, end in reached.items()} == {
            path: path.stat().st_size for path in raw_files(crawled)
        }


def test_bodies_are_as_they_came_and_so_are_their_headers(crawled):
    seen = 0
    for record, body in records(crawled):
        if record.rec_type == "response" and record.http_headers.get_header("Content-Encoding") == "gzip":
            assert gzip.decompress(body).lstrip().startswith(b"<!DOCTYPE html>")
            assert record.http_headers.get_header("Transfer-Encoding") is None
            assert record.http_headers.get_header("Content-Length") in {None, str(len(body))}
            seen += 1
    assert seen > 10


def test_what_came_again_unchanged_is_a_revisit_of_what_came_first(crawled):
    found = list(records(crawled))
    answers = {record.rec_headers.get_header("WARC-Record-ID"): record.rec_headers for record, _ in found}
    revisits = [record.rec_headers for record, _ in found if record.rec_type == "revisit"]
    profiles = Counter(headers.get_header("WARC-Profile").rpartition("/")[2] for headers in revisits)
    assert profiles["server-not-modified"] >= 1
    assert profiles["identical-payload-digest"] >= 1
    for headers in revisits:
        first = answers[headers.get_header("WARC-Refers-To")]
        assert first.get_header("WARC-Type") == "response"
        assert first.get_header("WARC-Target-URI") == headers.get_header("WARC-Refers-To-Target-URI")
        assert first.get_header("WARC-Date") == headers.get_header("WARC-Refers-To-Date")
        assert first.get_header("WARC-Payload-Digest") == headers.get_header("WARC-Payload-Digest")


def test_each_answer_has_its_request_with_the_host_that_was_asked(crawled):
    found = [record for record, _ in records(crawled)]
    answers = {r.rec_headers.get_header("WARC-Record-ID") for r in found if r.rec_type in {"response", "revisit"}}
    requests = [record for record in found if record.rec_type == "request"]
    assert {request.rec_headers.get_header("WARC-Concurrent-To") for request in requests} == answers
    for request in requests:
        assert request.http_headers.get_header("Host") in crawled.server.base
        assert "Presswatch" in request.http_headers.get_header("User-Agent")


def test_a_redirect_is_kept_before_the_answer_and_read_back_with_it(crawled):
    with crawled.archive() as archive:
        found = [read_at(crawled.folder / "warc" / place.file, place.offset) for _, _, place in archive.raws()]
    (moved,) = [capture_of(record, record.at, "") for record in found if record.own]
    assert moved.url.endswith("/moved-on/")
    assert moved.location.endswith("/business/theatre-deficit/")
    assert [(redirect.status, redirect.url) for redirect in moved.redirects] == [(301, moved.url)]
    statuses = Counter(r.http_headers.get_statuscode() for r, _ in records(crawled) if r.rec_type == "response")
    assert statuses["301"] == 1
    assert statuses["404"] == 1


def test_without_the_key_nothing_is_kept(tmp_path):
    with served(SmallPaper()) as server:
        lab = Lab(tmp_path / "data", server)
        lab.configure()
        lab.crawl(urls=(f"{server.base}/coast/",))
        assert not (lab.folder / "warc").exists()
        with lab.archive() as archive:
            assert list(archive.raws()) == []


def test_a_folder_that_cannot_be_written_ends_the_run_in_one_line(tmp_path):
    with served(SmallPaper()) as server:
        lab = Lab(tmp_path / "data", server)
        lab.configure(WARC)
        (lab.folder / "warc").write_text("in the way", "utf-8")
        outcome = lab.start(everything=True).result()
        assert outcome.error.startswith("raw captures cannot be written: ")
        assert outcome.status == 1


def test_a_run_that_was_killed_leaves_files_that_the_next_run_goes_on_with(tmp_path):
    paper = SmallPaper(noise=False)
    with served(paper) as server:
        lab = Lab(tmp_path / "data", server)
        lab.configure(WARC)
        running = lab.start()
        from lab import wait_for

        wait_for(lambda: any(path.stat().st_size > 20_000 for path in raw_files(lab)), "raw captures")
        running.kill()
        with lab.archive() as archive:
            assert list(verify(archive, lab.folder)) == []  # a run that was killed is no tampering
        (path,) = raw_files(lab)
        with path.open("ab") as file:
            file.write(gzip.compress(b"WARC/1.1\r\nWARC-Type: response\r\n")[:-9])  # torn in the middle of a record
        lab.crawl()
        lab.assert_sound()
        assert Checker(Namespace(inputs=[str(path)], verbose=False)).process_all() == 0
        with lab.archive() as archive:
            filed = {capture.id for capture in archive.captures() if capture.status}
            assert filed == {number for _, number, _ in archive.raws() if number is not None}
            for file in {place.file for _, _, place in archive.raws()}:
                assert archive.raw_gaps(file) == []
                assert archive.raw_end(file) == path.stat().st_size
            assert isinstance(archive.last_run("ledger"), RunRecord)


def test_what_a_reader_makes_of_a_record_is_what_the_crawl_made_of_the_answer(crawled):
    """The bytes that the parser saw and those that are read back are the same, whatever coding was between."""
    with crawled.archive() as archive:
        pages = {page.url: page for page in archive.pages("ledger")}
        for _, number, place in archive.raws():
            record = read_at(crawled.folder / "warc" / place.file, place.offset)
            page = pages.get(record.url)
            if page and number == page.last_capture and record.kind == "response" and page.body_sha256:
                body = capture_of(record, place.at, "").body
                assert sha256(body).hexdigest() == page.body_sha256
                assert BytesIO(body).read(1) != b""

"""WARC files of other programs through the same pipeline: right times, oldest first, damage told and skipped."""

from __future__ import annotations

import gzip
import importlib.util
from io import BytesIO
from pathlib import Path

import pytest
import zstandard
from article_pages import PARAGRAPHS, TITLE, URL, page, paragraphs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from text_captures import Data
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.errors import CaptureError, UsageError
from crawler.ingest import find_files
from crawler.model import Article, RegionKey, RegionKind
from crawler.warc.index import WarcIndex, records
from crawler.warc.reading import capture_of, parse_date, read_at, read_record

MORNING, NOON = "2024-03-05T06:00:00Z", "2024-03-05T12:30:00Z"
FIRST = page(paragraphs())
EDITED = page(paragraphs((*PARAGRAPHS[:3], PARAGRAPHS[3].replace("410,000", "540,000"), PARAGRAPHS[4])))


class Warc:
    """A file as wget writes it: warcinfo, then a request and a response for each address, then its log."""

    def __init__(self, path: Path, *, compressed: bool = True, version: str = "1.0") -> None:
        self.path = path
        self._file = path.open("wb")
        self._writer = WARCWriter(self._file, gzip=compressed, warc_version=version)
        self._write(self._writer.create_warcinfo_record(path.name, {"software": "Wget/1.21.3 (linux-gnu)"}))

    def _write(self, record) -> None:
        self._writer.write_record(record)
        self._file.flush()

    def record(
        self, kind: str, at: str, url: str = URL, body: bytes = b"", content_type: str = "", **fields: str
    ) -> None:
        told = {"WARC-Date": at, **{name.replace("_", "-"): value for name, value in fields.items()}}
        made = self._writer.create_warc_record(
            url, kind, payload=BytesIO(body), length=len(body), warc_content_type=content_type, warc_headers_dict=told
        )
        self._write(made)

    def answer(
        self,
        at: str,
        body: bytes | str,
        url: str = URL,
        status: str = "200 OK",
        kind: str = "text/html",
        **headers: str,
    ) -> str:
        """A request and its answer; the answer's payload digest."""
        told = [("Content-Type", kind), *((name.replace("_", "-"), value) for name, value in headers.items())]
        asked = StatusAndHeaders("GET / HTTP/1.1", [("Host", "harbourpost.example")], is_http_request=True)
        self._write(
            self._writer.create_warc_record(url, "request", http_headers=asked, warc_headers_dict={"WARC-Date": at})
        )
        data = body.encode() if isinstance(body, str) else body
        made = self._writer.create_warc_record(
            url,
            "response",
            payload=BytesIO(data),
            length=len(data),
            http_headers=StatusAndHeaders(status, told, protocol="HTTP/1.1"),
            warc_headers_dict={"WARC-Date": at},
        )
        self._write(made)
        return made.rec_headers.get_header("WARC-Payload-Digest")

    def revisit(self, at: str, digest: str, of: str, url: str = URL) -> None:
        http = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        made = self._writer.create_revisit_record(url, digest, url, of, http, {"WARC-Date": at})
        self._write(made)

    def close(self) -> Path:
        self.record("metadata", NOON, "metadata://gnu.org/software/wget/warc/MANIFEST.txt", b"x", "text/plain")
        self._file.close()
        return self.path


@pytest.fixture
def data(tmp_path) -> Data:
    return Data(tmp_path / "data", site=None)


def versions(data: Data, url: str = URL):
    with data.archive() as archive:
        (name,) = [name for name, _ in archive.sites()]
        return archive.versions(RegionKey(name, RegionKind.ARTICLE, "", url))


def texts(data: Data) -> list[str]:
    return [version.state.paragraphs[3] for version in versions(data) if isinstance(version.state, Article)]


def test_the_records_time_is_the_captures_and_the_oldest_comes_first(data, tmp_path):
    late, early = Warc(tmp_path / "a.warc.gz"), Warc(tmp_path / "b.warc.gz")
    late.answer(NOON, EDITED)
    early.answer(MORNING, FIRST)
    done = data.take(late.close(), early.close(), at=None)
    assert done.problems == []
    assert [f"{version.first_seen:%Y-%m-%dT%H:%M:%SZ}" for version in versions(data)] == [MORNING, NOON]
    assert texts(data) == [PARAGRAPHS[3], PARAGRAPHS[3].replace("410,000", "540,000")]
    (alert,) = data.alerts()
    assert alert.kind == "article.changed"
    assert alert.change["hunks"][0]["before"] == PARAGRAPHS[3]


@pytest.mark.parametrize("compressed", [True, False], ids=["warc.gz", "warc"])
@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_both_forms_and_both_versions_are_read(data, tmp_path, compressed, version):
    warc = Warc(tmp_path / f"a.warc{'.gz' if compressed else ''}", compressed=compressed, version=version)
    warc.answer(MORNING, FIRST)
    warc.answer(NOON, EDITED)
    assert data.take(warc.close(), at=None).problems == []
    assert len(versions(data)) == 2


def chunked(body: bytes, size: int = 700) -> bytes:
    parts = [body[start : start + size] for start in range(0, len(body), size)]
    return b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


CODINGS = {
    "gzip": ({"Content_Encoding": "gzip"}, gzip.compress(FIRST.encode())),
    "zstd": ({"Content_Encoding": "zstd"}, zstandard.compress(FIRST.encode())),
    "chunks": ({"Transfer_Encoding": "chunked"}, chunked(FIRST.encode())),
    "gzip in chunks": (
        {"Transfer_Encoding": "chunked", "Content_Encoding": "gzip"},
        chunked(gzip.compress(FIRST.encode())),
    ),
    "gzip that was unpacked already": ({"Content_Encoding": "gzip"}, FIRST.encode()),
    "chunks that were put together already": ({"Transfer_Encoding": "chunked"}, FIRST.encode()),
}


@pytest.mark.parametrize("coding", CODINGS)
def test_payloads_are_unpacked_whatever_their_coding(data, tmp_path, coding):
    headers, body = CODINGS[coding]
    warc = Warc(tmp_path / "a.warc.gz")
    warc.answer(MORNING, body, **headers)
    assert data.take(warc.close(), at=None).problems == []
    assert texts(data) == [PARAGRAPHS[3]]


def test_a_coding_that_nobody_knows_is_told_in_a_line(data, tmp_path):
    warc = Warc(tmp_path / "a.warc.gz")
    warc.answer(MORNING, FIRST, Content_Encoding="rot13")
    warc.answer(NOON, EDITED)
    done = data.take(warc.close(), at=None)
    assert done.problems == [f"{tmp_path / 'a.warc.gz'}: {URL}: its content coding 'rot13' is not known"]
    assert len(versions(data)) == 1


def test_a_payload_that_unpacks_without_end_is_told_and_not_unpacked(data, tmp_path):
    warc = Warc(tmp_path / "a.warc.gz")
    warc.answer(MORNING, gzip.compress(b"<p>more</p>" * 2_000_000), Content_Encoding="gzip")
    warc.answer(NOON, EDITED)
    (problem,) = data.take(warc.close(), at=None).problems
    assert "more than the 16 MB" in problem


def test_a_revisit_stands_for_the_payload_it_refers_to_wherever_that_lies(data, tmp_path):
    one, two = Warc(tmp_path / "one.warc.gz"), Warc(tmp_path / "two.warc.gz")
    digest = one.answer(MORNING, FIRST)
    one.answer("2024-03-05T09:00:00Z", EDITED)
    two.revisit(NOON, digest, MORNING)
    done = data.take(two.close(), one.close(), at=None)
    assert done.problems == []
    assert [paragraph.count("410,000") for paragraph in texts(data)] == [1, 0, 1]


def test_a_revisit_of_what_is_not_there_is_told(data, tmp_path):
    warc = Warc(tmp_path / "a.warc.gz")
    warc.answer(MORNING, FIRST)
    warc.revisit(NOON, "sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "2020-01-01T00:00:00Z")
    (problem,) = data.take(warc.close(), at=None).problems
    assert problem.endswith(f"{URL}: the record that holds its payload is not in these files")


def test_not_modified_is_a_look_that_found_nothing_new(data, tmp_path):
    warc = Warc(tmp_path / "a.warc.gz")
    warc.answer(MORNING, FIRST)
    warc.answer(NOON, b"", status="304 Not Modified", kind="")
    assert data.take(warc.close(), at=None).problems == []
    (version,) = versions(data)
    assert f"{version.last_seen:%Y-%m-%dT%H:%M:%SZ}" == NOON


def test_what_is_no_page_is_left_out_without_a_word(data, tmp_path):
    warc = Warc(tmp_path / "a.warc.gz")
    warc.record("resource", MORNING, "dns:harbourpost.example", b"20240305\nharbourpost.example.", "text/dns")
    warc.answer(MORNING, b"User-agent: *", "https://harbourpost.example/robots.txt", kind="text/plain")
    warc.answer(MORNING, b"\x89PNG", "https://harbourpost.example/logo.png", kind="image/png")
    warc.answer(MORNING, FIRST)
    assert data.take(warc.close(), at=None).problems == []
    with data.archive() as archive:
        assert [capture.url for capture in archive.captures()] == [URL]


def test_a_file_without_any_page_is_told(data, tmp_path):
    warc = Warc(tmp_path / "robots.warc.gz")
    warc.answer(MORNING, "User-agent: *", kind="text/plain")
    problems: list[str] = []
    assert len(WarcIndex.of([warc.close()], problems)) == 0
    assert problems == [f"{warc.path}: holds no page: no answer in it is HTML"]


def test_failures_count_for_pages_that_are_known_only(data, tmp_path):
    warc = Warc(tmp_path / "a.warc.gz")
    warc.answer(MORNING, FIRST)
    for at in ("2024-03-05T08:00:00Z", NOON):
        warc.answer(at, b"<h1>Gone</h1>", status="410 Gone")
        warc.answer(at, b"<h1>Nothing</h1>", "https://harbourpost.example/nothing", status="404 Not Found")
    data.take(warc.close(), at=None)
    assert [alert.kind for alert in data.alerts()] == ["article.removed"]
    with data.archive() as archive:
        assert {capture.url for capture in archive.captures()} == {URL}


def test_a_redirect_and_the_answer_it_led_to_are_one_look_so_that_an_article_is_seen_to_move(data, tmp_path):
    new = URL.replace("/news/", "/harbour/")
    warc = Warc(tmp_path / "a.warc.gz")
    warc.answer(MORNING, FIRST)
    warc.answer(NOON, b"", status="301 Moved Permanently", Location="/harbour/night-ferry")
    warc.answer("2024-03-05T12:30:01Z", FIRST, new)
    data.take(warc.close(), at=None)
    (alert,) = data.alerts()
    assert alert.kind == "article.moved"
    assert alert.change == {"from": URL, "to": new}


def test_with_a_site_named_pages_of_other_hosts_are_left_out_and_counted(tmp_path):
    data = Data(tmp_path / "data", site="harbourpost")
    warc = Warc(tmp_path / "a.warc.gz")
    warc.answer(MORNING, FIRST)
    warc.answer(NOON, EDITED, "https://adverts.example/frame")
    done = data.take(warc.close(), at=None)
    assert done.problems == ["1 answers of other hosts, and failures of unknown pages, were left out"]
    assert len(versions(data)) == 1


def test_a_damaged_record_in_the_middle_costs_itself_only(data, tmp_path):
    warc = Warc(tmp_path / "a.warc.gz")
    warc.answer(MORNING, FIRST)
    start = warc.path.stat().st_size
    warc.answer("2024-03-05T09:00:00Z", page("<p>Lost.</p>" * 40, title="Lost"), "https://harbourpost.example/lost")
    end = warc.path.stat().st_size
    warc.answer(NOON, EDITED)
    path = warc.close()
    whole = bytearray(path.read_bytes())
    whole[start + 40 : end - 40] = bytes(end - start - 80)
    path.write_bytes(whole)
    (problem,) = data.take(path, at=None).problems
    assert problem.startswith(f"{path}: the record at byte ")
    assert "is damaged" in problem
    assert len(versions(data)) == 2


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.integers(0, 10_000), compressed=st.booleans())
def test_what_lies_before_the_end_of_a_torn_file_is_read(tmp_path, cut, compressed):
    warc = Warc(tmp_path / "torn.warc", compressed=compressed)
    warc.answer(MORNING, FIRST)
    whole_until = warc.path.stat().st_size
    warc.answer(NOON, EDITED)
    path = warc.close()
    data = path.read_bytes()
    path.write_bytes(data[: cut % len(data)])
    told: list[str] = []
    with path.open("rb") as file:
        found = [read_record(record).at for _, record in records(file, told.append) if record.rec_type == "response"]
    assert len(told) <= 2
    if cut % len(data) >= whole_until:
        assert found[:1] == [parse_date(MORNING)]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=400), st.booleans())
def test_no_bytes_are_so_odd_that_reading_fails(tmp_path, data, headed):
    path = tmp_path / "odd.warc"
    path.write_bytes((b"WARC/1.0\r\nWARC-Type: response\r\n" if headed else b"") + data)
    problems: list[str] = []
    index = WarcIndex.of([path], problems)
    for at, file, offset in index:
        try:
            capture_of(index.complete(read_at(file, offset)), at, "")
        except CaptureError:
            continue


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-03-05T06:00:00Z", "2024-03-05T06:00:00+00:00"),
        ("2024-03-05T06:00:00.250001Z", "2024-03-05T06:00:00.250001+00:00"),
        ("2024-03-05", "2024-03-05T00:00:00+00:00"),
        ("2024", "2024-01-01T00:00:00+00:00"),
    ],
)
def test_dates_may_be_as_fine_or_as_coarse_as_the_standard_allows(text, expected):
    assert parse_date(text).isoformat() == expected


def test_a_date_that_is_none_is_told(data, tmp_path):
    warc = Warc(tmp_path / "a.warc.gz")
    warc.answer("yesterday", FIRST)
    warc.answer(NOON, EDITED)
    (problem,) = data.take(warc.close(), at=None).problems
    assert problem.endswith("has no date: 'yesterday'")


def test_files_and_records_are_taken_in_the_order_of_their_times(data, tmp_path):
    warc = Warc(tmp_path / "a.warc.gz")
    warc.answer(NOON, EDITED)
    saved = tmp_path / "saved.html"
    saved.write_text(FIRST.replace("<head>", f'<head><link rel="canonical" href="{URL}">'), "utf-8")
    data.take(warc.close(), saved, at=parse_date(MORNING))
    assert [f"{version.first_seen:%H:%M}" for version in versions(data)] == ["06:00", "12:30"]


def test_without_the_extra_one_line_names_what_to_install(data, tmp_path, monkeypatch):
    path = Warc(tmp_path / "a.warc.gz").close()
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr("crawler.warc.extra.find_spec", lambda name: None)
    with pytest.raises(UsageError) as error:
        data.take(path, at=None)
    assert (
        str(error.value) == "reading WARC files needs warcio, which is not installed (pip install 'presswatch[warc]')"
    )


def test_folders_are_searched_for_warc_files_too(tmp_path):
    for name in ("a.warc", "b.warc.gz", "c.gz", "d.html"):
        (tmp_path / name).touch()
    assert [path.name for path in find_files([tmp_path])] == ["a.warc", "b.warc.gz", "d.html"]
    assert TITLE

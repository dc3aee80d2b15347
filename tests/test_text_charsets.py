"""Plain-text captures in charsets that their files do not name."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.blocks.encoding import decode, decode_text
from crawler.cli import run

TEXTS = {
    "cp1251": "Паром через протоку знову ходить\n\nУ перші сім днів він перевіз вісімнадцять тисяч людей, каже лінія.\n",
    "koi8-r": "Паром снова ходит через пролив\n\nЗа первую неделю он перевез восемнадцать тысяч человек.\n",
    "shift_jis": "渡し船がまた動きだした\n\n最初の一週間で一万八千人を運んだと会社は言う。港の会議は四週間後に開かれる。\n",
    "euc-jp": "渡し船がまた動きだした\n\n最初の一週間で一万八千人を運んだと会社は言う。港の会議は四週間後に開かれる。\n",
    "gb18030": "渡轮重新开通\n\n公司说，第一周就运送了一万八千人。港口委员会将在四周后再次开会。\n",
    "big5": "渡輪重新開通\n\n公司說，第一週就運送了一萬八千人。港口委員會將在四週後再次開會。\n",
    "euc-kr": "나룻배가 다시 다닌다\n\n첫 주에 만 팔천 명을 실어 날랐다고 회사는 말했다. 항만 위원회는 다시 모인다.\n",
    "cp1253": "Το πορθμείο κινείται ξανά\n\nΤην πρώτη εβδομάδα μετέφερε δεκαοκτώ χιλιάδες ανθρώπους.\n",
    "cp1255": "המעבורת פועלת שוב\n\nבשבוע הראשון היא העבירה שמונה עשר אלף איש, אומרת החברה.\n",
    "cp1256": "العبارة تعمل من جديد\n\nفي الأسبوع الأول نقلت ثمانية عشر ألف شخص، كما قالت الشركة.\n",
    "cp1252": "Fähre fährt wieder\n\nIn der ersten Woche trug sie 18.400 Menschen über den Sund. „Wir sind müde“, hieß es.\n",
}


@pytest.mark.parametrize("charset", TEXTS)
@pytest.mark.parametrize("times", [1, 8])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_file_is_read_in_its_charset(charset, times, ends):
    text = (TEXTS[charset] * times).replace("\n", ends)
    assert decode_text(text.encode(charset), "text/plain") == text


@pytest.mark.parametrize("charset", ["shift_jis", "gb18030", "cp1251"])
def test_a_long_file_is_read_to_its_end(charset):
    text = TEXTS[charset] * 900
    assert decode_text(text.encode(charset), "text/plain") == text


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", TEXTS.values())
def test_unicode_needs_no_mark(charset, text):
    assert decode_text(text.encode(charset)) == text


def test_a_charset_that_is_declared_wins():
    assert decode_text(TEXTS["cp1251"].encode("cp1251"), "text/plain; charset=koi8-r") == (
        TEXTS["cp1251"].encode("cp1251").decode("koi8-r")
    )


@pytest.mark.parametrize(
    "body",
    [
        b"\x00\x01\x02\x00PNG\x00\x00" * 40,
        ("Plain words, one after the other. " * 9 + " \0 and").encode(),
        b"\x7fELF\x02\x01\x01" + bytes(64),
        bytes(100),
    ],
)
def test_what_is_no_text_is_none(body):
    assert decode_text(body) is None


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_none_and_nothing_is_raised(body):
    assert decode_text(body) is None or isinstance(decode_text(body), str)


@given(st.text(max_size=200))
def test_what_is_utf_8_is_read_as_ever(text):
    body = text.encode("utf-8", "replace").replace(b"\x00", b"")
    if not body.startswith((b"\xff\xfe", b"\xfe\xff")):
        assert decode_text(body) == decode(body)


@pytest.mark.parametrize("charset", ["cp1251", "utf-16-le"])
def test_the_same_file_in_another_charset_is_the_same_article(tmp_path, capsys, charset):
    data, path = str(tmp_path / "data"), tmp_path / "parom.txt"
    body = "\n\n".join(
        f"{TEXTS['cp1251'].splitlines()[2]} Рада гавані збереться знову за {weeks}." for weeks in ("тиждень", "місяць")
    )
    text = f"{TEXTS['cp1251'].splitlines()[0]}\n\n{body}\n"
    for hour, coding in enumerate(("utf-8", charset)):
        path.write_bytes(text.replace("\n", "\r\n").encode(coding))
        assert run(["--data", data, "ingest", "--site", "parom", "--at", f"2026-05-12T0{hour}:00:00Z", str(path)]) == 0
    capsys.readouterr()
    assert run(["--data", data, "export", "versions"]) == 0
    (version,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert version["title"] == "Паром через протоку знову ходить"

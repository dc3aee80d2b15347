"""The times that a page shows, for pages whose head does not tell: of publication by markup, by the URL or by the line
below the headline, of an update by its words.

A page may show the time of now, too: on all pages of a site, so a line that they share tells nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Sequence
from functools import cache, partial

from crawler.model import Document
from crawler.regions.article.day_order import NOON, month_first
from crawler.regions.article.times import date_of_url, iso_time
from crawler.text import fold

MAX_LINE = 200
_ABOVE = 4  # blocks above the headline, and below the text
_BELOW = 8  # blocks below the headline
_LONGEST_LINE = 120
_LONGEST_DAY = 28  # characters
_BETWEEN = 24  # characters between the word and the day
_CLOCK_NEAR = 16
_THIS_CENTURY = 20
_BUDDHIST = 543  # years, in Thailand
_DAY = 10  # characters of an ISO day
_TWO = 2
_LABELS = 10  # words around two times: labels, names of days, zones
# A line a month.
_MONTHS = """
january jan januar januari janvier enero ene janeiro gennaio gen januara січня января ocak stycznia ledna \
يناير ינואר január ιανουαρίου tammikuuta ianuarie januarja \
जनवरी มกราคม ม.ค. ஜனவரி
february feb februar februari février fevrier febrero fevereiro febbraio лютого февраля şubat lutego \
února فبراير פברואר február φεβρουαρίου helmikuuta februarie februarja \
फ़रवरी फरवरी กุมภาพันธ์ ก.พ. பிப்ரவரி
march mar märz maerz maart mars marzo março березня марта mart marca března مارس מרץ március μαρτίου \
maaliskuuta martie \
मार्च มีนาคม มี.ค. மார்ச்
april apr avril abril aprile квітня апреля nisan kwietnia dubna أبريل אפריל április απριλίου huhtikuuta \
aprilie aprila \
अप्रैल เมษายน เม.ย. ஏப்ரல்
may mai mei maj mayo maio maggio травня мая mayıs maja května مايو מאי május μαΐου toukokuuta \
मई พฤษภาคม พ.ค. மே
june jun juni juin junio junho giugno червня июня haziran czerwca června يونيو יוני június ιουνίου \
kesäkuuta iunie junija \
जून มิถุนายน มิ.ย. ஜூன்
july jul juli juillet julio julho luglio липня июля temmuz lipca července يوليو יולי július ιουλίου \
heinäkuuta iulie julija \
जुलाई กรกฎาคม ก.ค. ஜூலை
august aug augustus août aout agosto серпня августа ağustos sierpnia srpna أغسطس אוגוסט augusztus \
αυγούστου elokuuta avgusta augusti \
अगस्त สิงหาคม ส.ค. ஆகஸ்ட்
september sep sept septembre septiembre setembro settembre вересня сентября eylül września září سبتمبر \
ספטמבר szeptember σεπτεμβρίου syyskuuta septembrie septembra \
सितंबर सितम्बर กันยายน ก.ย. செப்டம்பர்
october oct oktober okt octobre octubre outubro ottobre жовтня октября ekim października října أكتوبر \
אוקטובר október οκτωβρίου lokakuuta octombrie oktobra \
अक्टूबर अक्तूबर ตุลาคม ต.ค. அக்டோபர்
november nov novembre noviembre novembro листопада ноября kasım listopadu نوفمبر נובמבר νοεμβρίου \
marraskuuta noiembrie novembra \
नवंबर नवम्बर พฤศจิกายน พ.ย. நவம்பர்
december dec dezember dez décembre decembre diciembre dezembro dicembre грудня декабря aralık grudnia \
prosince ديسمبر דצמבר δεκεμβρίου joulukuuta decembrie decembra desember \
दिसंबर दिसम्बर ธันวาคม ธ.ค. டிசம்பர்
""".strip().splitlines()
_UPDATED = (
    r"(?:last )?(?:updated?|modified|edited|revised|corrected)|(?:zuletzt )?(?:aktualisiert|geändert|bearbeitet)|stand"
    r"|mise? à jour|modifié|actualizad[oa]|modificad[oa]|atualizad[oa]|aggiornat[oa]|modificat[oa]|bijgewerkt|aangepast"
    r"|uppdatera[dt]|ändrad|oppdatert|opdateret|endret|päivitetty|muokattu|zaktualizowano|aktualizacja|aktualizován[oa]"
    r"|aktualizováno|frissítve|módosítva|actualizat|обновлен[оа]|изменен[оа]|оновлено|змінено|ενημερώθηκε|ενημέρωση"
    r"|güncellen\w+|güncelleme|(?:آخر )?تحديث|עודכן|עדכון|به‌روزرسانی|수정|갱신|업데이트"
    r"|cập nhật|अपडेट|अद्यतन|புதுப்பி\w*"
)
_UPDATED_UNSPACED = "更新|修正|更改|อัปเดต|อัพเดท|อัพเดต|ปรับปรุง|แก้ไข"
_SPELT = re.compile(
    r"(?P<y1>\d{4})\s?[-./年년]\s?(?P<m1>\d{1,2})\s?[-./月월]\s?(?P<d1>\d{1,2})"
    r"|(?P<d2>\d{1,2})\s?(?P<mark>[./-])\s?(?P<m2>\d{1,2})\s?[./-]\s?(?P<y2>\d{4})"
    r"|(?P<d3>\d{1,2})(?:st|nd|rd|th|\.|er|º)?\s(?:de\s)?(?P<m3>[^\W\d_][^\s\d_,/-]{1,13}?)\.?,?\s(?:de\s)?(?P<y3>\d{4})"
    r"|(?P<m4>[^\W\d_][^\s\d_,/-]{1,13}?)\.?\s(?P<d4>\d{1,2})(?:st|nd|rd|th)?,?\s(?P<y4>\d{4})"
    r"|(?P<y5>\d{4})\.?\s(?:m\.\s)?(?P<m5>[^\W\d_][^\s\d_,/-]{1,13}?)\.?\s(?P<d5>\d{1,2})(?!\d)"
)
_CLOCK = re.compile(r"(?<!\d)(\d{1,2})\s?[:：.h時时시]\s?(\d{2})(?!\d)(?:\s?([ap])\.?m\b)?", re.IGNORECASE)
# Right behind the word for an update, for whoever has told the day: "12 May 2026, 08:30, updated at 09:05".
_AT_ONCE = re.compile(
    r"\W*(?:[^\W\d]{1,4}\s)?(?=\d{1,2}(?:\s?[:：h時时시]\s?\d{2}|\.\d{2}\s?Uhr)(?!\d))", re.IGNORECASE
)
_Order = Callable[[], bool | None]


def find_time(
    document: Document,
    title: int | None,
    body: Sequence[int],
    *,
    skip: Container[int] = frozenset(),
    language: str = "",
) -> str | None:
    """When it was published: the machine-readable time nearest to the headline, else the day in the URL, with its
    clock where the page shows that; else the day in a short line between headline and text. Blocks to `skip` are other
    pages', too."""
    anchor = document.blocks[title if title is not None else body[0]].trail
    end = document.blocks[body[-1]].trail
    times = [
        (abs(number - anchor[-1]), time)
        for number, kept in document.attributes.items()
        if number <= end[-1] and (time := iso_time(kept.get("datetime", "")))
    ]
    if times:
        return min(times)[1]
    day = date_of_url(document.url)
    shown = _shown_below(document, title, body[0], skip, language)
    return shown if shown and (day is None or shown[:_DAY] == day) else day


def _shown_below(document: Document, title: int | None, end: int, skip: Container[int], language: str) -> str | None:
    """The first day, with its clock, that a short line below the headline tells, and not as the one of an update."""
    if title is None:
        return None
    order = cache(partial(month_first, document, language, None))
    for index in range(title + 1, min(end, title + 1 + _BELOW)):
        text = document.blocks[index].text
        if index in skip or len(text) > _LONGEST_LINE or not any(map(str.isdigit, text)):
            continue
        if told := next(_days_shown(fold(text), order), None):
            return told
    return None


def _days_shown(text: str, order: _Order) -> Iterator[str]:
    """The days in a line, each with the clock behind it, that stand behind no word for an update."""
    behind = (
        _SPELT.search(text, word.end(), word.end() + _BETWEEN + _LONGEST_DAY) for word in update_words().finditer(text)
    )
    updates = {day.start() for day in behind if day}
    for day in _SPELT.finditer(text):
        if day.start() in updates:
            continue
        clock = _CLOCK.search(text, day.end(), day.end() + _CLOCK_NEAR)
        told = _day(day, "", order, american=bool(clock and clock[3]))
        if told and (found := iso_time(f"{told}{_hour(clock) if clock else ''}")):
            yield found


def find_update(
    document: Document, title: int | None, body: Sequence[int], *, language: str = "", published: str | None = None
) -> str | None:
    """The latest day, with its clock where that is told, that a line near the headline or below the text calls the one
    of an update, in ISO 8601 without a zone; None where none does.

    Where the day stands in figures that can be read both ways (05/06/2026), it is not before the one of publication,
    and else what `day_order.month_first` makes of the page. Where nothing tells, the month leads before a clock of
    twelve hours: that there was an update is known all the same, and an edit that came with it is no silent one.
    """
    if not body:
        return None
    order = cache(partial(month_first, document, language, published))
    first, last = body[0], body[-1]
    start = max(0, (first if title is None or title > first else title) - _ABOVE)
    own = set(body)
    near = (*range(start, first), *range(last + 1, min(last + 1 + _ABOVE, len(document.blocks))))
    lines = (document.blocks[index].text for index in near if index not in own)
    short = (line for line in lines if len(line) <= MAX_LINE)
    return max((time for line in short for time in update_times(line, published or "", order)), default=None)


def update_times(line: str, published: str = "", order: _Order = lambda: None) -> Iterator[str]:
    """The times that stand in a line right behind a word for an update. `published` is a day, or "", before which
    none is; `order` tells whether 05/06/2026 is in May.

    >>> list(update_times("By Ann Oak | 12.05.2026, 08:30 | updated 13.05.2026, 09:05"))
    ['2026-05-13T09:05:00']
    >>> list(update_times("12 May 2026, 08:30"))
    []
    """
    if not any(map(str.isdigit, line)):
        return
    text = fold(line)
    for word in update_words().finditer(text):
        day = _SPELT.search(text, word.end())
        if day is None or day.start() - word.end() > _BETWEEN:
            day = _day_before(text, word)
        if day is None:
            continue
        near = max(day.end(), word.end())
        clock = _CLOCK.search(text, near, near + _CLOCK_NEAR) or _CLOCK.search(text, word.end(), day.start())
        told = _day(day, published[:_DAY], order, american=bool(clock and clock[3]))
        if told and (found := iso_time(f"{told}{_hour(clock) if clock else ''}")):
            yield found


def tells_two_times(line: str) -> bool:
    """Whether a line tells two days, each with its clock, one of them as the one of an update, and little else.

    >>> tells_two_times("Updated: Tuesday, 12 May 2026, 4:25 PM Published: Tuesday, 12 May 2026, 3:05 PM")
    True
    >>> tells_two_times("Born on 12 May 1920, she died on 3 June 1999")
    False
    """
    text = fold(line)
    rest, days = _SPELT.subn(" ", text)
    if not _TWO <= days == len(_CLOCK.findall(rest)) or update_words().search(text) is None:
        return False
    return sum(map(str.isalpha, rest.split())) <= _LABELS


@cache
def update_words() -> re.Pattern[str]:
    """What says that a text was updated, in whatever language."""
    return re.compile(rf"(?<![^\W_])(?:{_UPDATED})(?![a-z])|{_UPDATED_UNSPACED}", re.IGNORECASE)


def _day_before(text: str, word: re.Match[str]) -> re.Match[str] | None:
    """The last day in front of a word for an update that has only a clock behind it."""
    if _AT_ONCE.match(text, word.end()) is None:
        return None
    return next(iter(list(_SPELT.finditer(text, 0, word.start()))[-1:]), None)


def _day(day: re.Match[str], published: str, order: _Order, *, american: bool) -> str:
    """The day that was found, in ISO 8601; "" where it is of another century. `american`: what a guess falls on."""
    parts = {name[0]: value for name, value in day.groupdict().items() if value and name != "mark"}
    number, month, year = int(parts["d"]), _month(parts["m"]), int(parts["y"])
    year -= _BUDDHIST if year // 100 == _THIS_CENTURY + 5 else 0
    if year // 100 != _THIS_CENTURY:
        return ""
    days = [f"{year:04}-{month:02}-{number:02}"]
    if day["mark"] and (month > NOON >= number or (day["mark"] != "." and number <= NOON)):
        days.append(f"{year:04}-{number:02}-{month:02}")  # 05/13/2026
    if month > NOON or number > NOON or len(set(days)) == 1:
        return days[-1]
    possible = [each for each in days if each >= published]
    if len(possible) == 1:
        return possible[0]
    first = order()
    return days[american if first is None else first]


def is_month(word: str) -> bool:
    """Whether a word is a month's name, or short for it."""
    return not word.isdecimal() and _month(word) > 0


def _month(word: str) -> int:
    if word.isdecimal():
        return int(word)
    return next((at for at, names in enumerate(_names(), 1) if word.casefold().rstrip(".") in names), 0)


@cache
def _names() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(name.rstrip(".") for name in fold(names).split()) for names in _MONTHS)


def _hour(clock: re.Match[str]) -> str:
    hour = int(clock[1])
    if clock[3]:
        hour = hour % NOON + NOON * (clock[3] in "pP")
    return f"T{hour:02}:{int(clock[2]):02}:00"

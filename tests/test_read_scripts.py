"""Articles and lists in Arabic, Hindi, Japanese, Russian and Greek, in the markup of several kinds of sites."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from article_pages import document

from crawler.model import Page
from crawler.parsing import read_page
from crawler.template import Template


@dataclass(frozen=True)
class Language:
    """A story of a night ferry that stops, and what the site says around it."""

    title: str
    paragraphs: tuple[str, ...]
    byline: str
    author: str
    read_also: str
    newsletter: str
    most_read: str
    most_shared: str

    def link(self, number: int) -> str:
        return f'<a href="/news/{number}">{self.headline(number)}</a>'

    def headline(self, number: int) -> str:
        return self.paragraphs[number % 4][:48]


LANGUAGES = {
    "ar": Language(
        title="العبارة الليلية إلى الجزيرة الرمادية تتوقف في الخريف",
        paragraphs=(
            "أعلن مجلس الميناء يوم الثلاثاء أن العبارة الليلية إلى الجزيرة الرمادية ستقوم برحلتها الأخيرة في الثلاثين من سبتمبر.",
            "على مدى ستين عاما حملت العبارة الخبازين والممرضات والبريد بين البر الرئيسي وقريتي الجزيرة.",
            "وقالت صاحبة المخبز قرب الرصيف: لم يسألنا أحد، وعرفنا بالأمر من إعلان على الباب.",
            "ويقدر المجلس الخسارة السنوية بأربعمئة وعشرة آلاف كرونة ويقول إن قوارب النهار تكفي الجميع.",
        ),
        byline="بقلم: أحمد علي",
        author="أحمد علي",
        read_also="اقرأ أيضا:",
        newsletter="اشترك في نشرتنا البريدية لتصلك أهم الأخبار كل صباح.",
        most_read="الأكثر قراءة",
        most_shared="الأكثر مشاركة",
    ),
    "hi": Language(
        title="ग्रे आइलैंड की रात की नौका शरद ऋतु में बंद होगी",
        paragraphs=(
            "बंदरगाह बोर्ड ने मंगलवार को कहा कि ग्रे आइलैंड के लिए रात की नौका तीस सितंबर को अपनी आखिरी यात्रा करेगी।",
            "साठ साल से यह नाव मुख्य भूमि और द्वीप के दो गांवों के बीच नानबाइयों, नर्सों और डाक को ले जाती रही है।",
            "घाट के पास बेकरी चलाने वाली महिला ने कहा कि हमसे किसी ने नहीं पूछा और हमें दरवाजे पर लगी सूचना से पता चला।",
            "बोर्ड का कहना है कि सालाना घाटा चार लाख दस हजार क्राउन है और दिन की नावों में सबके लिए जगह है।",
        ),
        byline="राम कुमार",
        author="राम कुमार",
        read_also="यह भी पढ़ें:",
        newsletter="हमारे न्यूज़लेटर की सदस्यता लें और हर सुबह खबरें पाएं।",
        most_read="सबसे ज्यादा पढ़ी गई",
        most_shared="सबसे ज्यादा शेयर",
    ),
    "ja": Language(
        title="灰色島行きの夜行フェリー、秋に運航終了へ",
        paragraphs=(
            "港湾委員会は火曜日、灰色島行きの夜行フェリーが九月三十日に最後の運航を行うと発表した。",
            "六十年にわたり、この船は本土と島の二つの村の間でパン職人や看護師、郵便物を運んできた。",
            "「誰も私たちに聞かなかった」と埠頭のそばでパン屋を営む女性は話した。「扉の張り紙で知った」",
            "委員会は年間の赤字を四十一万クローネとし、昼の便に十分な席があると説明している。",
        ),
        byline="山田太郎",
        author="山田太郎",
        read_also="関連記事：",
        newsletter="ニュースレターに登録して、毎朝ニュースを受け取りましょう。",
        most_read="アクセスランキング",
        most_shared="人気記事",
    ),
    "ru": Language(
        title="Ночной паром на Серый остров отменят осенью",
        paragraphs=(
            "Ночной паром на Серый остров совершит последний рейс 30 сентября, сообщил во вторник совет порта.",
            "Шестьдесят лет судно возило пекарей, медсестёр и почту между материком и двумя деревнями острова.",
            "«Нас никто не спросил, — говорит хозяйка пекарни у причала. — Мы узнали об этом из объявления на двери».",
            "Совет оценивает годовой убыток в 410 тысяч крон и утверждает, что дневных рейсов хватит всем.",
        ),
        byline="Автор: Иван Петров",
        author="Иван Петров",
        read_also="Читайте также:",
        newsletter="Подпишитесь на нашу рассылку и получайте новости каждое утро.",
        most_read="Самое читаемое",
        most_shared="Самое обсуждаемое",
    ),
    "el": Language(
        title="Το νυχτερινό πλοίο για το Γκρίζο Νησί σταματά το φθινόπωρο",
        paragraphs=(
            "Το νυχτερινό πλοίο για το Γκρίζο Νησί θα κάνει το τελευταίο του ταξίδι στις 30 Σεπτεμβρίου, είπε την Τρίτη το συμβούλιο.",
            "Επί εξήντα χρόνια το πλοίο μετέφερε φουρνάρηδες, νοσοκόμες και ταχυδρομείο ανάμεσα στη στεριά και τα δύο χωριά.",
            "«Κανείς δεν μας ρώτησε», λέει η ιδιοκτήτρια του φούρνου δίπλα στην προβλήτα. «Το μάθαμε από μια ανακοίνωση».",
            "Το συμβούλιο υπολογίζει την ετήσια ζημιά σε 410.000 κορώνες και λέει ότι τα πρωινά πλοία αρκούν.",
        ),
        byline="Του Γιάννη Ρήγα",
        author="Γιάννη Ρήγα",
        read_also="Διαβάστε επίσης:",
        newsletter="Εγγραφείτε στο ενημερωτικό δελτίο και λάβετε τα νέα κάθε πρωί.",
        most_read="Τα πιο δημοφιλή",
        most_shared="Πιο σχολιασμένα",
    ),
}
MARKUP = {
    "paragraphs": lambda texts: "".join(f"<p>{text}</p>" for text in texts),
    "boxes of hashed names": lambda texts: "".join(
        f'<div class="css-1x{i}ab2">{text}</div>' for i, text in enumerate(texts)
    ),
    "line breaks": lambda texts: f'<div class="txt">{"<br><br>".join(texts)}</div>',
    "sections": lambda texts: "".join(f'<section class="c-block"><p>{text}</p></section>' for text in texts),
    "a table": lambda texts: f"<table><tr><td>{''.join(f'<p>{text}</p>' for text in texts)}</td></tr></table>",
    "elements of its own": lambda texts: "".join(f"<x-para>{text}</x-para>" for text in texts),
}
BOXES = {
    "nothing": lambda _: "",
    "a line to another story": lambda one: f"<p>{one.read_also} {one.link(2)}</p>",
    "a list of other stories": lambda one: (
        f'<div class="xq9z1"><span>{one.read_also}</span><ul><li>{one.link(2)}</li><li>{one.link(3)}</li></ul></div>'
    ),
    "a newsletter": lambda one: (
        f'<div class="newsletter-box"><p>{one.newsletter}</p><form><input><button>OK</button></form></div>'
    ),
    "a caption": lambda one: f"<figure><img src=a><figcaption>{one.paragraphs[1][:40]}</figcaption></figure>",
}


def read(body: str, one: Language) -> Page:
    head = f"<head><title>{one.title} | X</title></head>"
    return read_page(document(f"<html>{head}<body><nav><a href='/'>X</a></nav>{body}</body></html>"), Template()).page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("markup", MARKUP)
@pytest.mark.parametrize("box", BOXES)
def test_a_body_is_read_whole_and_without_the_box_in_its_middle(language, markup, box):
    one = LANGUAGES[language]
    texts = (*one.paragraphs, *(f"{text} {one.paragraphs[0]}" for text in one.paragraphs))
    write = MARKUP[markup]
    page = read(
        f'<div class="wq-1"><h1>{one.title}</h1><div class="byline">{one.byline}</div>'
        f'<time datetime="2026-05-12T08:00:03Z">12.05</time></div>'
        f'<div class="zz8k">{write(texts[:4])}{BOXES[box](one)}{write(texts[4:])}</div>',
        one,
    )
    assert page.article is not None
    assert page.article.paragraphs == texts
    assert page.article.title == one.title
    assert page.article.authors == (one.author,)
    assert page.article.published == "2026-05-12T08:00:03Z"


@pytest.mark.parametrize("language", LANGUAGES)
def test_tabs_of_buttons_have_a_list_each(language):
    one = LANGUAGES[language]
    first = "".join(f'<li><a href="/news/{i}"><img src=x></a>{one.link(i)}</li>' for i in range(3))
    second = "".join(f"<li>{one.link(i)}</li>" for i in range(4, 8))
    page = read(
        f"<div class=t><div><button>{one.most_read}</button><button>{one.most_shared}</button></div>"
        f"<div class=p1><ul>{first}</ul></div><div class=p2 hidden><ul>{second}</ul></div></div>",
        one,
    )
    assert [(found.name, len(found.items)) for found in page.lists] == [(one.most_read, 3), (one.most_shared, 4)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_lists_stand_in_tables_and_in_boxes_of_hashed_names(language):
    one = LANGUAGES[language]
    rows = "".join(f"<tr><td>{i + 1}</td><td>{one.link(i)}</td><td>12:3{i}</td></tr>" for i in range(4))
    boxes = "".join(
        f'<div class="css-x{i}1"><a href="/news/{i}"><div class="css-aa1"><img></div><div class="css-b2b">{i + 1}</div>'
        f'<div class="css-c3c">{one.headline(i)}</div></a></div>'
        for i in range(4)
    )
    wanted = [one.headline(i) for i in range(4)]
    for body in (
        f"<aside><h3>{one.most_read}</h3><table>{rows}</table></aside>",
        f'<div class="sc-1ab"><div class="css-0p1z">{one.most_read}</div><div class="css-9k1">{boxes}</div></div>',
    ):
        (found,) = read(body, one).lists
        assert found.name == one.most_read
        assert [item.title.strip() for item in found.items] == [title.strip() for title in wanted]

"""Made-up papers in many languages for the tests of site families: stories, a ticker, two ranked lists."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

# Nouns, verbs, what joins words, what ends a sentence, and what the two lists are called.
_TONGUES = {
    "en": (
        "harbour council ferry keeper bridge bakery lantern winter island teacher orchard railway market captain",
        "opened mended painted counted sold refused promised carried watched",
        (" ", "."),
        ("Most Popular", "Editors' Picks"),
    ),
    "de": (
        "Hafenrat Fährmann Brücke Bäckerei Laterne Winter Insel Lehrerin Obstgarten Eisenbahn Markt Kapitän",
        "öffnete reparierte malte zählte verkaufte verweigerte versprach trug",
        (" ", "."),
        ("Meistgelesen", "Empfehlungen der Redaktion"),
    ),
    "fr": (
        "port conseil bateau gardien pont boulangerie lanterne hiver verger marché capitaine jardin lettres musée",
        "ouvre répare peint compte vend refuse promet porte",
        (" ", "."),
        ("Les plus lus", "La sélection de la rédaction"),
    ),
    "ru": (
        "гавань совет паром смотритель мост пекарня фонарь зима остров учитель рынок капитан письма деревня",
        "открыл починил покрасил продал отказал обещал принёс измерил",
        (" ", "."),
        ("Самое читаемое", "Выбор редакции"),
    ),
    "ar": (
        "الميناء المجلس العبارة الحارس الجسر المخبز الفانوس الشتاء الجزيرة المعلم البستان السوق القبطان",
        "فتح أصلح رسم باع رفض وعد حمل قاس",
        (" ", "."),
        ("الأكثر قراءة", "اختيارات المحرر"),
    ),
    "he": (
        "הנמל המועצה המעבורת השומר הגשר המאפייה הפנס החורף האי המורה הפרדס השוק הקברניט",
        "פתח תיקן צייר מכר סירב הבטיח נשא מדד",
        (" ", "."),
        ("הנקראות ביותר", "בחירת העורך"),
    ),
    "ja": (
        "港湾 評議会 渡船 灯台 橋梁 製パン所 提灯 冬至 離島 教師 果樹園 市場 船長 庭園 書簡 村人",
        "を開いた を直した を描いた を売った を断った を約束した を運んだ",
        ("", "。"),
        ("アクセスランキング", "編集部のおすすめ"),
    ),
    "zh": (
        "港口 议会 渡轮 守塔人 大桥 面包店 灯笼 冬天 海岛 教师 果园 市场 船长 花园 信件 村民",
        "打开了 修好了 画出了 卖掉了 拒绝了 答应了 搬走了",
        ("", "。"),
        ("热门文章", "编辑推荐"),
    ),
    "ko": (
        "항구 의회 나룻배 등대지기 다리 빵집 등불 겨울 섬마을 교사 과수원 시장 선장 정원",
        "열었다 고쳤다 그렸다 팔았다 거절했다 약속했다",
        (" ", "."),
        ("많이 본 뉴스", "편집자 추천"),
    ),
    "hi": (
        "बंदरगाह परिषद नौका रखवाला पुल बेकरी लालटेन सर्दी द्वीप शिक्षक बाग बाज़ार कप्तान",
        "खोला सुधारा बनाया बेचा ठुकराया दिया",
        (" ", "।"),
        ("सबसे ज़्यादा पढ़ी गईं", "संपादक की पसंद"),
    ),
    "th": (
        "ท่าเรือ สภาเมือง เรือข้ามฟาก ผู้ดูแล สะพาน ร้านขนมปัง โคมไฟ ฤดูหนาว เกาะใหญ่ ครูใหญ่ สวนผลไม้ ตลาดเช้า กัปตัน",
        "เปิดใหม่ ซ่อมแซม ทาสี ขายไป ปฏิเสธ สัญญา ขนส่ง",
        ("", ""),
        ("ข่าวยอดนิยม", "บรรณาธิการแนะนำ"),
    ),
    "es": (
        "puerto consejo barco guardián puente panadería linterna invierno isla maestra huerto mercado capitán",
        "abrió reparó pintó contó vendió negó prometió llevó",
        (" ", "."),
        ("Lo más leído", "Selección del editor"),
    ),
    "tr": (
        "liman meclis vapur bekçi köprü fırın fener kış ada öğretmen bahçe pazar kaptan mektup",
        "açtı onardı boyadı sattı reddetti taşıdı",
        (" ", "."),
        ("En çok okunanlar", "Editörün seçtikleri"),
    ),
    "pl": (
        "port rada prom latarnik most piekarnia latarnia zima wyspa nauczycielka sad rynek kapitan",
        "otworzył naprawił pomalował sprzedał odmówił obiecał przyniósł",
        (" ", "."),
        ("Najczęściej czytane", "Redakcja poleca"),
    ),
    "vi": (
        "bến cảng hội đồng con phà tiệm bánh đèn lồng mùa đông hòn đảo cô giáo thuyền trưởng",
        "mở sửa vẽ bán hứa",
        (" ", "."),
        ("Đọc nhiều nhất", "Biên tập viên chọn"),
    ),
    "pt": (
        "porto conselho barco guarda ponte padaria lanterna inverno ilha professora pomar mercado capitão",
        "abriu reparou pintou contou vendeu recusou prometeu",
        (" ", "."),
        ("Mais lidas", "Escolhas do editor"),
    ),
    "sv": (
        "hamnen rådet färjan vakten bron bageriet lyktan vintern läraren trädgården marknaden kaptenen",
        "öppnade lagade målade räknade sålde vägrade lovade",
        (" ", "."),
        ("Mest läst", "Redaktionens val"),
    ),
    "el": (
        "λιμάνι συμβούλιο πλοίο φύλακας γέφυρα φούρνος φανάρι χειμώνας νησί δασκάλα περιβόλι αγορά καπετάνιος",
        "άνοιξε επισκεύασε έβαψε πούλησε αρνήθηκε υποσχέθηκε μετέφερε",
        (" ", "."),
        ("Τα πιο δημοφιλή", "Επιλογές της σύνταξης"),
    ),
    "nl": (
        "haven raad veerboot wachter brug bakkerij lantaarn winter eiland lerares boomgaard markt kapitein",
        "opende herstelde schilderde telde verkocht weigerde beloofde",
        (" ", "."),
        ("Meest gelezen", "Keuze van de redactie"),
    ),
}
LANGUAGES = tuple(_TONGUES)
_AUTHORS = ("Ada Quill", "Bo Marsh", "Cleo Vane", "Dov Hart", "Eli Stone")
TICKER = 15


@dataclass(frozen=True)
class Story:
    number: int
    title: str
    paragraphs: tuple[str, ...]
    author: str
    path: str


@dataclass(frozen=True)
class Paper:
    name: str
    language: str
    stories: tuple[Story, ...]
    ticker: tuple[str, ...]
    lists: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]  # heading, then titles and paths

    @property
    def host(self) -> str:
        return f"https://{self.name}.example"

    def others(self, story: Story) -> list[Story]:
        return [other for other in self.stories if other is not story]


def words(language: str, random: Random, count: int) -> str:
    nouns, verbs, (space, _), _ = _TONGUES[language]
    said = [random.choice((verbs if place % 4 == 2 else nouns).split()) for place in range(count)]
    text = space.join(said)
    return text[:1].upper() + text[1:]


def sentence(language: str, random: Random) -> str:
    return words(language, random, random.randint(10, 16)) + _TONGUES[language][2][1]


def paragraph(language: str, random: Random) -> str:
    return _TONGUES[language][2][0].join(sentence(language, random) for _ in range(random.randint(2, 4)))


def paper(name: str, language: str = "en", *, paragraphs: tuple[int, int] = (6, 9), stories: int = 5) -> Paper:
    """The same paper for the same name, whenever it is asked for."""
    random = Random(f"{name} {language}")
    told = [
        Story(
            number,
            words(language, random, random.randint(7, 9)),
            tuple(paragraph(language, random) for _ in range(random.randint(*paragraphs))),
            _AUTHORS[number % len(_AUTHORS)],
            f"/2026/05/{number + 10}/story-{random.randint(1000, 9999)}",
        )
        for number in range(stories)
    ]
    ticker = tuple(sentence(language, random) for _ in range(TICKER))
    lists = tuple(
        (
            heading,
            tuple(
                (words(language, random, 8), f"/2026/04/{place + 1:02}/{random.randint(1, 10**6)}")
                for place in range(n)
            ),
        )
        for heading, n in zip(_TONGUES[language][3], (5, 3), strict=True)
    )
    return Paper(name, language, tuple(told), ticker, lists)

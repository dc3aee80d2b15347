"""Fictional words in some languages, among them those that walls and error pages are made of."""

from __future__ import annotations

import random
from dataclasses import dataclass

NAMES = "Oriel Marchetti|Bram Okonjo|Lise Thorvald|Hedda Kuznik|Samir Valdane|Pia Ransome|Teo Achterberg|Noor Castellan"


@dataclass(frozen=True, slots=True)
class Lexicon:
    code: str
    subjects: tuple[str, ...]
    verbs: tuple[str, ...]
    objects: tuple[str, ...]
    places: tuple[str, ...]
    tails: tuple[str, ...]
    said: str
    label: dict[str, str]

    def clause(self, rng: random.Random) -> str:
        parts = (self.subjects, self.verbs, self.objects, self.places)
        return " ".join(rng.choice(part) for part in parts)

    def sentence(self, rng: random.Random) -> str:
        what = rng.random()
        if what < 0.2:
            return f"“{self.clause(rng)}, {rng.choice(self.tails)}”, {self.said} {rng.choice(NAMES.split('|'))}."
        figure = rng.choice(("{} %", "{}", "{},5", "€{}", "{}.000")).format(rng.randrange(2, 990))
        return f"{self.clause(rng)} ({figure}), {rng.choice(self.tails)}."

    def paragraph(self, rng: random.Random) -> str:
        return " ".join(self.sentence(rng) for _ in range(rng.randint(2, 4)))

    def headline(self, rng: random.Random) -> str:
        return f"{self.clause(rng)}, {rng.choice(self.tails)}"


def _lexicon(code: str, said: str, parts: list[str], labels: str) -> Lexicon:
    subjects, verbs, objects, places, tails = (tuple(p.strip() for p in part.split("|")) for part in parts)
    label = dict(pair.split("=", 1) for pair in labels.strip().split("\n"))
    return Lexicon(code, subjects, verbs, objects, places, tails, said, label)


ENGLISH = _lexicon(
    "en",
    "says",
    [
        (
            "A registered member of the rowing club|The cookie factory|The data consent board|A hacker from Ellstrom"
            "|The subscription library|The keeper of lost property|The not-for-profit radio|Two security guards"
            "|The live music union|The correction officers|The premium orchard|A robot that sorts mail"
        ),
        (
            "denied access to|subscribed to|found no trace of|blocked|updated|signed in to|checked|registered"
            "|unlocked|corrected|accepted|removed"
        ),
        (
            "the cookie tins|a captcha for the lifts|the page that moved to the museum|41 bread ovens|the consent forms"
            "|the missing pages of the parish book|a membership card from 1911|the tram browser|the DDoS defences"
            "|an unavailable bridge|the error in the tide table|the newsletter of the bees"
        ),
        (
            "beside the Ellstrom weir|in upper Fennick|at the old gasworks|on the seventh pier|under the clock arcade"
            "|behind the tannery|in the village of Orrin|along the mail canal"
        ),
        (
            "as nobody had asked before|although the fee was waived|in spite of a second count|with the mayor watching"
            "|until the lamps went out|for the third year running|after a night of sleet|to the dismay of anglers"
        ),
    ],
    """popular=Most Read
picks=Editor’s Choice
ticker=Breaking
by=By
updated=Last updated
ago={} hours ago
read=Read also
related=More stories
ad=Advertisement
offer=Only today: {} pairs of slippers, shipped free
reading={} people are reading this
comments={} comments
letter=Get our newsletter: the week in ten minutes. Subscribe or sign in to manage your mail.
cookies=We and our partners use cookies to measure our audience. Manage your consent settings.
accept=Accept all
block_title=One moment, please
block=We have detected unusual traffic from your network. Solve the captcha to show that you are not a robot.
consent_title=Your privacy
consent=We value your privacy. Accept cookies, or choose what you consent to, before you continue to the Gazette.
wall=This story is for subscribers. Subscribe now to continue reading. Already have an account? Sign in.
gone_title=Page not found
gone=The page you were looking for is no longer available. It may have been moved or removed.
note=Correction: an earlier version of this article misstated the place.
tags=Topics
legal=All rights reserved. Member of the press council.
front=The Fennick Gazette""",
)
GERMAN = _lexicon(
    "de",
    "sagt",
    [
        (
            "Ein Mitglied des Rudervereins|Die Keksfabrik|Der Datenschutzbeirat|Eine Abonnentin aus Ellstrom"
            "|Das Fundbüro|Zwei Wachleute der Reederei|Der Verein der Nachtschwimmer|Ein Roboter der Post"
            "|Die Leiterin der Sternwarte|Das Amt für Brücken"
        ),
        "verweigert|abonniert|findet|sperrt|aktualisiert|prüft|berichtigt|entfernt|genehmigt|versteigert",
        (
            "den Zugriff auf die Akten|41 Backöfen|die Einwilligung der Eltern|den Fehler im Fahrplan|die Kekse"
            "|das Konto der Feuerwehr|den Zugang zur Schleuse|einen nicht mehr verfügbaren Kran|alte Cookies aus Blech"
            "|das Archiv der Gezeiten"
        ),
        "am Wehr von Ellstrom|im oberen Fennick|hinter der Gerberei|unter den Arkaden|am Postkanal|auf der siebten Mole",
        (
            "obwohl niemand gefragt hat|nach einer Nacht voller Schneeregen|zum dritten Mal in Folge"
            "|gegen den Rat der Angler|bis die Lampen ausgingen|ohne dass es Folgen hatte"
        ),
    ],
    """popular=Meistgelesen
picks=Empfehlungen der Redaktion
ticker=Eilmeldungen
by=Von
updated=Aktualisiert am
ago=vor {} Stunden
read=Lesen Sie auch
related=Mehr zum Thema
ad=Anzeige
offer=Nur heute: {} Paar Pantoffeln, versandkostenfrei
reading={} Menschen lesen das gerade
comments={} Kommentare
letter=Unser Newsletter: die Woche in zehn Minuten. Jetzt abonnieren oder anmelden.
cookies=Wir verwenden Cookies, um unsere Reichweite zu messen. Einwilligung verwalten.
accept=Alle akzeptieren
block_title=Einen Moment bitte
block=Zugriff verweigert. Bitte bestätigen Sie mit dem Captcha, dass Sie kein Roboter sind.
consent_title=Ihre Privatsphäre
consent=Wir schätzen Ihre Privatsphäre. Bitte stimmen Sie den Cookies zu oder verwalten Sie Ihre Einwilligung.
wall=Dieser Text ist nur für Abonnenten. Jetzt abonnieren und weiterlesen. Schon Abonnent? Hier anmelden.
gone_title=Seite nicht gefunden
gone=Die gesuchte Seite ist nicht mehr verfügbar. Vielleicht wurde sie verschoben oder gelöscht.
note=Korrektur: In einer früheren Fassung dieses Artikels war der Ort falsch angegeben.
tags=Themen
legal=Alle Rechte vorbehalten. Mitglied des Presserats.
front=Fennicker Anzeiger""",
)
ARABIC = _lexicon(
    "ar",
    "قال",
    [
        (
            "عضو في نادي التجديف|مصنع البسكويت|مجلس حماية البيانات|مشتركة من الميناء القديم|حارس الفنار"
            "|اتحاد الصيادين|مديرة المرصد|روبوت البريد|لجنة الجسور|إذاعة الحي"
        ),
        "رفض|فتح|أغلق|راجع|سجل|حدّث|وجد|باع|أصلح|نقل",
        (
            "ملفات الأرشيف|واحدا وأربعين فرنا|نماذج الموافقة|الخطأ في جدول المد|بطاقات العضوية|الصفحات المفقودة"
            "|دفاتر الضرائب|رافعة الميناء|كعك العيد|مفاتيح البوابة"
        ),
        "قرب السد|في الحي العلوي|خلف المدبغة|تحت الأقواس|على الرصيف السابع|بمحاذاة القناة",
        (
            "رغم أن أحدا لم يسأل|بعد ليلة من المطر|للسنة الثالثة على التوالي|خلافا لنصيحة الصيادين"
            "|حتى انطفأت المصابيح|دون أي عواقب"
        ),
    ],
    """popular=الأكثر قراءة
picks=اختيارات المحررين
ticker=عاجل
by=بقلم
updated=آخر تحديث
ago=قبل {} ساعات
read=اقرأ أيضا
related=مواضيع ذات صلة
ad=إعلان
offer=اليوم فقط: {} زوجا من النعال مع شحن مجاني
reading={} شخصا يقرؤون هذا الآن
comments={} تعليقات
letter=نشرتنا البريدية: الأسبوع في عشر دقائق. اشترك الآن أو سجل الدخول.
cookies=نستخدم ملفات تعريف الارتباط لقياس جمهورنا. إدارة الموافقة.
accept=قبول الكل
block_title=لحظة من فضلك
block=تم رفض الوصول. يرجى حل اختبار captcha لإثبات أنك لست روبوتا.
consent_title=خصوصيتك
consent=نحن نقدر خصوصيتك. اقبل ملفات تعريف الارتباط cookies أو أدر موافقتك قبل المتابعة.
wall=هذه المادة للمشتركين فقط. اشترك الآن لمتابعة القراءة. لديك حساب؟ تسجيل الدخول.
gone_title=الصفحة غير موجودة
gone=الصفحة التي تبحث عنها لم تعد متوفرة. ربما تم نقلها أو حذفها.
note=تصحيح: ذكرت نسخة سابقة من هذا المقال مكانا خاطئا.
tags=مواضيع
legal=جميع الحقوق محفوظة. عضو مجلس الصحافة.
front=جريدة الميناء""",
)
LEXICONS = (ENGLISH, GERMAN, ARABIC)

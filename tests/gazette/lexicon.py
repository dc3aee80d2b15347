"""Fictional words in some languages, among them those that walls and error pages are made of."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

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
    marks: tuple[str, str, str] = (" ", ", ", ".")  # between words, between clauses, at the end of a sentence

    def clause(self, rng: random.Random) -> str:
        parts = (self.subjects, self.verbs, self.objects, self.places)
        return self.marks[0].join(rng.choice(part) for part in parts)

    def sentence(self, rng: random.Random) -> str:
        what = rng.random()
        space, comma, end = self.marks
        if what < 0.2:
            quoted = f"“{self.clause(rng)}{comma}{rng.choice(self.tails)}”"
            return f"{quoted}{comma}{self.said}{space}{rng.choice(NAMES.split('|'))}{end}"
        figure = rng.choice(("{} %", "{}", "{},5", "€{}", "{}.000")).format(rng.randrange(2, 990))
        return f"{self.clause(rng)}{space}({figure}){comma}{rng.choice(self.tails)}{end}"

    def paragraph(self, rng: random.Random) -> str:
        return self.marks[0].join(self.sentence(rng) for _ in range(rng.randint(2, 4)))

    def headline(self, rng: random.Random) -> str:
        return f"{self.clause(rng)}{self.marks[1]}{rng.choice(self.tails)}"


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
maintenance=We are moving house tonight. Please come back in an hour.
abroad=Sorry, this page cannot be shown in your country.
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
maintenance=Wir ziehen heute Nacht um. Bitte kommen Sie in einer Stunde wieder.
abroad=Leider können wir diese Seite in Ihrem Land nicht zeigen.
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
maintenance=ننتقل الليلة إلى خوادم جديدة. يرجى العودة بعد ساعة.
abroad=عذرا، لا يمكن عرض هذه الصفحة في بلدكم.
front=جريدة الميناء""",
)
UKRAINIAN = _lexicon(
    "uk",
    "каже",
    [
        (
            "Член веслувального клубу|Фабрика печива|Рада із захисту даних|Абонентка з верхнього міста|Бюро знахідок"
            "|Двоє вартових порту|Спілка нічних плавців|Поштовий робот|Керівниця обсерваторії|Управління мостів"
        ),
        "забороняє|передплачує|знаходить|блокує|оновлює|перевіряє|виправляє|прибирає|схвалює|продає",
        (
            "доступ до архіву|сорок одну піч|згоду батьків|помилку в розкладі|старі бляшанки|рахунок пожежників"
            "|прохід до шлюзу|недоступний кран|бляшане печиво|книгу припливів"
        ),
        "біля греблі|у верхньому місті|за шкірзаводом|під аркадами|вздовж поштового каналу|на сьомому молі",
        (
            "хоча ніхто не питав|після ночі з мокрим снігом|третій рік поспіль|всупереч порадам рибалок"
            "|доки не згасли ліхтарі|без жодних наслідків"
        ),
    ],
    """popular=Найпопулярніше
picks=Вибір редакції
ticker=Терміново
by=Автор:
updated=Оновлено
ago={} годин тому
read=Читайте також
related=Більше за темою
ad=Реклама
offer=Тільки сьогодні: {} пар капців з безкоштовною доставкою
reading={} людей читають це зараз
comments={} коментарів
letter=Наша розсилка: тиждень за десять хвилин. Підпишіться або увійдіть.
cookies=Ми використовуємо файли cookie, щоб рахувати читачів. Керувати згодою.
accept=Прийняти все
block_title=Хвилинку
block=Доступ заборонено. Розв'яжіть captcha, щоб довести, що ви не робот.
consent_title=Ваша приватність
consent=Ми цінуємо вашу приватність. Прийміть файли cookie або надайте згоду, перш ніж продовжити.
wall=Ця стаття лише для передплатників. Підпишіться, щоб читати далі. Вже маєте акаунт? Увійдіть.
gone_title=Сторінку не знайдено
gone=Сторінка, яку ви шукаєте, більше не доступна. Можливо, її перенесли або видалили.
note=Виправлення: у попередній версії цієї статті було неправильно вказано місце.
tags=Теми
legal=Усі права захищено. Член ради преси.
maintenance=Сьогодні вночі ми переїжджаємо. Завітайте за годину.
abroad=На жаль, цю сторінку не можна показати у вашій країні.
front=Портовий вісник""",
)
CHINESE = replace(
    _lexicon(
        "zh",
        "说道",
        [
            "赛艇俱乐部的一名会员|饼干工厂|数据保护委员会|来自旧港的订阅者|失物招领处|两名码头保安|夜泳者协会|邮局的机器人|天文台台长|桥梁管理局",
            "拒绝了|订购了|找到了|封锁了|更新了|检查了|更正了|移走了|批准了|拍卖了",
            "档案的查阅权|四十一座烤炉|家长的同意书|时刻表里的错误|旧铁皮罐头|消防队的账户|船闸的通道|一台停用的吊车|潮汐档案|遗失的教区名册",
            "在水坝旁边|在上城区|在皮革厂后面|在拱廊下面|在邮政运河沿岸|在第七号码头",
            "尽管没有人问过|经过一夜的雨夹雪之后|连续第三年如此|违背了钓鱼者的建议|直到灯火熄灭|没有任何后果",
        ],
        """popular=热门文章
picks=编辑推荐
ticker=快讯
by=作者：
updated=更新于
ago={}小时前
read=延伸阅读
related=相关报道
ad=广告
offer=仅限今天：{}双拖鞋免运费
reading={}人正在阅读
comments={}条评论
letter=我们的通讯：十分钟读完一周。立即订阅或登录。
cookies=我们使用Cookie统计读者。管理同意设置。
accept=全部接受
block_title=请稍候
block=访问被拒绝。请完成验证码，证明您不是机器人。
consent_title=您的隐私
consent=我们重视您的隐私。请接受Cookie或管理您的同意设置后继续。
wall=本文仅供订阅者阅读。立即订阅，阅读全文。已有账户？请登录。
gone_title=找不到页面
gone=您要找的页面不存在，可能已被移动或删除。
note=更正：本文早前版本写错了地点。
tags=主题
legal=版权所有。新闻评议会成员。
maintenance=我们今晚搬迁服务器，请一小时后再来。
abroad=抱歉，您所在的国家无法显示此页面。
front=港口日报""",
    ),
    marks=("", "，", "。"),
)
LEXICONS = (ENGLISH, GERMAN, ARABIC, UKRAINIAN, CHINESE)

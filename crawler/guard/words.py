"""The words of pages that are none: gone, blocked, behind a consent wall, a login or a subscription. By language."""

from __future__ import annotations

import re

from crawler.text.sieves import sieve

GONE = re.compile(
    r"(?:^|error |fehler |erreur |ошибка |błąd )(?:404|410)\b|not found|"
    r"(page|article|story|content) (was |is |could )?(not|no longer|cannot)( be)? (found|available|exist)|"
    r"nicht (mehr )?(gefunden|verfügbar|abrufbar)\b|introuvable|n.existe (pas|plus)|no (se ha )?encontrad|ya no existe|"
    r"non (è stata )?trovat|não (foi )?encontrad|niet (meer )?gevonden|nie (została )?znalezion|не (была )?найден|"
    r"не знайден|nenalezen|nenájden|hittades inte|finns inte|ikke funnet|ikke fundet|ei löyty|nem található|"
    r"nu a fost găsit|δεν βρέθηκε|bulunamadı|не е намерен|nije pronađen|見つかりません|找不到|不存在|찾을 수 없|"
    r"غير موجود|לא נמצא|پیدا نشد|ไม่พบ|không tìm thấy|tidak ditemukan",
    re.IGNORECASE,
)
# What else the headline of an error page has: with other words it is one of news ("Missing climber not found").
BESIDE_GONE = frozenset(
    """
    the this that a an page article story error oops sorry ooops die diese der dieser das seite artikel
    beitrag fehler leider wurde la le l cette cet erreur désolé esta este el página artículo nota noticia lo
    sentimos o artigo matéria erro questa pagina articolo errore deze dit fout strona artykuł błąd strony
    tej страница статья ошибка страницу сторінка сторінку стаття помилка stránka článek článok chyba sidan
    artikeln siden artikkelen artiklen sivua sivu artikkelia oldal cikk az articolul eroare η σελίδα το
    άρθρο sayfa haber hata страницата грешка stranica članak greška ページ ペ ー ジ が は 記 事 页 面 頁 文 章 新 聞 闻
    페이지를 페이지가 기사를 기사가 الصفحة المقال الصفحه הדף העמוד הכתבה صفحه หน้า trang bài viết halaman 404 410
    """.split()
)
# What is missing there, as pages call it.
PAGE = re.compile(
    r"(?<!\w)(?:pages?|articles?|stor(?:y|ies)|content|document|link|url|seiten?|artikel|beitrag|inhalt|página|artículo|"
    r"nota|noticia|contenido|artigo|matéria|notícia|conteúdo|pagina|articolo|contenuto|notizia|contenu|strona|strony|"
    r"artykuł|страниц|стать|материал|публикаци|сторінк|статт|матеріал|stránk|článe?k|sidan?|siden|artikeln|artikkel|"
    r"sivu|oldal|cikk|articol|σελίδα|άρθρο|sayfa|haber|strani|halaman|trang)|"
    r"ページ|記事|页面|頁面|网页|網頁|文章|新闻|新聞|페이지|기사|게시물|صفح|مقال|الموضوع|הדף|העמוד|הכתבה|หน้า",
    re.IGNORECASE,
)
# That it is, in more words than a headline has.
NOT_THERE = re.compile(
    r"(?:could ?n.t|could not|can.t|can ?not|unable to|not able to) (?:seem to )?(?:find|locate) "
    r"(?:the|that|this|your|an?y?)(?: \w+)? (?:page|article|story|content|document)|"
    r"(?:page|article|story|content)[^.]{0,40} (?:doesn.t|does not|no longer) exists?|"
    r"(?:page|article|story|content|document)[^.]{0,60} (?:could ?n.t|could not|can.t|can ?not) be "
    r"(?:found|located|displayed)|"
    r"(?:seite|artikel|beitrag)[^.]{0,60} (?:gibt es|existiert) (?:leider )?nicht|"
    r"(?:page|article|contenu)[^.]{0,60} n.(?:a pas (?:pu être |été )trouv|est (?:pas|plus) disponible)|"
    r"(?:página|artículo|nota|noticia|contenido)[^.]{0,60} no (?:existe|se (?:encuentra|encontró|pudo encontrar)|"
    r"(?:fue|ha sido|pudo ser) encontrad|está disponible)|"
    r"(?:pagina|articolo|contenuto)[^.]{0,60} non (?:esiste|è (?:più )?disponibile)|"
    r"(?:página|artigo|matéria|notícia|conteúdo)[^.]{0,60} não (?:existe|está disponível|pôde ser encontrad)|"
    r"(?:pagina|artikel)[^.]{0,60} bestaat (?:helaas )?niet|(?:strona|artykuł)[^.]{0,60} nie istnieje|"
    r"(?:страниц|стат|материал)[^.]{0,60} не существует|(?:сторінк|статт|матеріал)[^.]{0,60} не існує",
    re.IGNORECASE,
)
# Of a page that has no article any more; there are headlines of what was taken away.
TAKEN_AWAY = re.compile(
    r"existiert (?:leider )?nicht|"
    r"(?:is|are) no longer (?:available|online|on (?:this|our) (?:web ?)?site)|"
    r"(?:has been|was) (?:deleted|removed|withdrawn)|(?:wurde|ist) (?:gelöscht|entfernt)|a été (?:supprimée?|retirée?)|"
    r"(?:ha sido|fue) (?:eliminad|retirad|borrad)|è stat[oa] (?:rimoss|cancellat|eliminat)|"
    r"foi (?:removid|excluíd|apagad)|"
    r"удал[её]н|видален|снят[аоы]? с публикации|знят[аоиі]? з публікації|"
    r"usunięt|is verwijderd|smazán|silin(?:di|miş)|kaldırıl(?:dı|mış)|삭제[된되]|존재하지 않|"
    r"없는 (?:기사|게시물|페이지)|"
    r"削除され|削除しました|存在しません|(?:掲載|公開|配信|提供)(?:期間)?(?:は|を|が)?終了|"
    r"已(?:被|经)?[删刪]除|已下[线線架]|تم حذف|حذفت|נמחק|הוסר|"
    r"لم (?:يعد|تعد) (?:متوفر|متاح|موجود)|n.est plus (?:disponible|en ligne)|ya no está disponible|"
    r"non è più disponibile|não está mais disponível|niet (?:langer|meer) (?:beschikbaar|online)|"
    r"больше не (?:доступн|существу)|nie jest już dostępn|već nije dostupn|již není (?:dostupn|k dispozici)|"
    r"inte längre tillgänglig|ikke længere tilgængelig|ikke lenger tilgjengelig|ei ole enää|"
    r"nu mai (?:este disponibil|există)|δεν είναι πλέον διαθέσιμ|artık (?:mevcut|yayında) değil|"
    r"دیگر (?:موجود|در دسترس) نیست|không còn tồn tại|已失效",
    re.IGNORECASE,
)
BLOCKED = re.compile(
    r"captcha|are you (a )?(human|robot)|not a robot|verify (that )?you are|checking your browser|"
    r"unusual (traffic|activity)|access (to this page has been )?denied|request (was )?blocked|attention required|ddos|"
    r"enable javascript and cookies|"
    r"security check|bot (detection|protection)|too many requests|zugriff verweigert|kein roboter|accès refusé|"
    r"êtes.vous un (humain|robot)|acceso denegado|no soy un robot|accesso negato|acesso negado|доступ (запрещ|огранич)|"
    r"не робот|доступ заборонено|アクセスが拒否|访问被拒绝|验证码|확인해 주세요",
    re.IGNORECASE,
)
CONSENT = re.compile(
    r"cookie|consent|gdpr|privacy (choices|settings)|we value your privacy|einwilligung|datenschutz|zustimm|"
    r"consentement|consentimiento|consenso|toestemming|samtyck|samtykke|zgod[aęy]|souhlas|согласи|згод[аи]|同意|"
    r"valoramos (su|tu) privacidad|cenimy (twoją|państwa) prywatność|votre vie privée|プライバシーを(尊重|大切)|"
    r"(نحترم|نقدر) خصوصيتك|ملفات تعريف الارتباط|gizliliğin(iz)?e (değer|önem)|quyền riêng tư của bạn",
    re.IGNORECASE,
)
# What a wall asks for, by kind. Whole words only, and none that news is made of: "members", "premium" and the middle of
# "assassination" stand in stories every day.
JOIN = re.compile(
    r"(?<!\w)(?:subscribe(?!d|rs?\b|s\b)|subscription|register (?:to|for|now)|become a (?:member|subscriber)|"
    r"abonnieren?(?!\w)|abonne[zr]|"
    r"s.abonner|suscr[ií]b|suscripción|assine|assinar|abbonat|prenumerera|subskrybuj|předplaťte|előfizet|подпи[сш]|"
    r"підпи[сш]|συνδρομ|s.inscrire|inscrivez)|購読|会員登録|会員限定|有料会員(?:登録|限定|向け|になる)|订阅|訂閱|구독|"
    r"(?<!\w)(?:ا?شترك|الاشتراك|اشتراك|للمشتركين|اشترا[کك]|הירשמו|להירשם|למנויים|abone ol|berlangganan|"
    r"đăng ký|pretplat|"
    r"абонирай|abonați|abonează|abonneer|word abonnee|tilaa)|सब्सक्राइब|สมัครสมาชิก",
    re.IGNORECASE,
)
ENTER = re.compile(
    r"(?<!\w)(?:sign in|log ?in|already (?:a|have)|anmelden|einloggen|melden sie sich an|melde dich an|connectez|"
    r"se connecter|inicia(?:r)? sesión|inicie sesión|accedi|accede|entrar|logga in|log ind|zaloguj|přihla[sš]|"
    r"войдите|увійдіть|ввійдіть|bejelentkez|συνδεθείτε)|ログイン|登录|登入|로그인|"
    r"(?<!\w)(?:تسجيل الدخول|سجّ?ل الدخول|ورود|התחבר|giriş yap|oturum aç|đăng nhập|prijav|autentific|"
    r"conectați|inloggen|"
    r"kirjaudu|logg inn)|लॉग ?इन|เข้าสู่ระบบ",
    re.IGNORECASE,
)
READ_ON = re.compile(
    r"(?<!\w)(?:keep reading|continue reading|read on|to read (?:more|on|the)|unlock(?!s|ed|ing)|weiterlesen|"
    r"weiter zu lesen|"
    r"lire la suite|pour continuer|seguir leyendo|para continuar|continuar lendo|per continuare|continua a leggere|"
    r"läs(?:a)? vidare|læs videre|les videre|czytać dalej|číst dál|читать дальше|читати далі|tovább)|"
    r"続きを読む|阅读全文|계속 읽|"
    r"(?<!\w)(?:متابعة القراءة|لمتابعة|واصل القراءة|ادامه مطلب|להמשך קריאה|okumaya devam|devamını oku|"
    r"baca selengkapnya|"
    r"đọc tiếp|nastav\w+ čita|прочетете|citește mai|lees verder|verder lezen|jatka lukemista)|आगे पढ़|อ่านต่อ",
    re.IGNORECASE,
)
WALL_KINDS = (JOIN, ENTER, READ_ON)
may_ask = sieve(*(kind.pattern for kind in WALL_KINDS))

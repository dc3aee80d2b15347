"""Words over ranked lists that mean other things too ("Popular"): they must be almost all of a heading.

Written as in `vocabulary`.
"""

from __future__ import annotations

WEAK = {
    "en": """
        popular; trending; top stories; top story; top news; top articles; top posts; top reads; must read*;
        must see*; must watch; what's hot; hot now; hot right now; hot news; in the spotlight;
        headlines of the day; most; top headlines; favo*rites; best of; reader* choice; picks;
        picked for you by our editors; viral; buzzing now; going viral; hot topics; top ten; top 10; top 5;
        the top 10; the latest and most read
    """,
    "de": """
        beliebt; top themen; topthemen; top news; topnews; top meldungen; im trend; trending; top storys;
        top stories; top thema; am meisten; favoriten; pflichtlekture; angesagt; top 10; top 5;
        redaktionsauswahl
    """,
    "fr": """
        populaire*; tendance*; top articles; a la une; les tops; les essentiels; top 5; top 10; top news;
        en vogue
    """,
    "es": """
        popular*; tendencia*; destacad*; lo mas; las mas; los mas; top 5; top 10; imprescindible*;
        en tendencia; lo mas top; top noticias
    """,
    "pt": """
        popular*; em alta; tendencia*; destaques; as mais; top 5; top 10; o que esta em alta; assuntos em alta;
        bombando; bombando agora
    """,
    "it": """
        popolari; di tendenza; tendenze; in evidenza; i piu; le piu; top news; top 5; top 10; da non perdere;
        in tendenza
    """,
    "ro": """
        populare; top stiri; top articole; in trend; trending; top citite; stiri populare; in tendinte
    """,
    "nl": """
        populair; trending; topverhalen; top 5; top 10; topnieuws; uitgelicht; aanraders
    """,
    "sv": """
        popular*; trendar; toppnyheter; topplistan; just nu popular*; hetast just nu; topp 5; topp 10; trendande
    """,
    "no": """
        popular*; trender; toppsaker; topp 5; topp 10; pa topp; mest; populaert; populært
    """,
    "da": """
        popular*; trender; tophistorier; topnyheder; populært; top 5; top 10; mest
    """,
    "fi": """
        suosittua; suositut; nousussa; puhutaan nyt; top 5; top 10; nyt puhuttaa
    """,
    "pl": """
        popularne; na topie; na czasie; hity; top 5; top 10; trendy; gorace tematy; warto przeczytac;
        polecane tematy
    """,
    "cs": """
        popularni; trendy; top zpravy; top 5; top 10; top clanky
    """,
    "sk": """
        popularne; trendy; top spravy; top clanky; top 5; top 10
    """,
    "sh": """
        popularno; u trendu; trending; top vijesti; top vesti; top 5; top 10; популарно; топ вести
    """,
    "sl": """
        priljubljeno; popularno; top 5; top 10
    """,
    "bg": """
        популярни; популярно; топ новини; топ 5; топ 10; горещи теми
    """,
    "ru": """
        популярное; популярные; популярно; в тренде; тренды; в топе; топ; топ 5; топ 10; главное;
        главные новости; главное за день; горячее; обсуждаемое; рейтинг; главное сегодня; важное
    """,
    "uk": """
        популярне; популярні; популярно; у тренді; в тренді; тренди; топ; топ 5; топ 10; головне;
        головні новини; обговорюване; рейтинг; головне за день; важливе;
        топ тижня; топ дня; найцікавіше; гарячі новини
    """,
    "el": """
        δημοφιλη; δημοφιλ*; τασεις; top stories; κορυφαια; ροη δημοφιλ*
    """,
    "hu": """
        nepszeru*; felkapott*; top 5; top 10; top hirek; olvasott*; toplista; top cikkek
    """,
    "tr": """
        populer; trendler; one cikanlar; gundemdekiler; trend; manset haberler; one cikan haberler;
        trend haberler; cok okunan
    """,
    "ar": """
        رائج; الرائج; الأكثر; الاكثر; شائع; ترند; تريند; الأبرز; ابرز الاخبار; أبرز الأخبار; اهم الاخبار;
        أهم الأخبار; أهم العناوين
    """,
    "fa": """
        محبوب; داغ ترین*; داغترین*; برگزیده*; پیشنهاد ما; تازه های پربازدید; خبرهای داغ; منتخب سردبیر
    """,
    "he": """
        פופולרי; פופולרים; טרנדים; חם עכשיו; הכי חם; הכי חמים; הנצפים; הנקראים; הנקראות; כותרות ראשיות;
        הפופולריות; פופולריות; הפופולריים
    """,
    "hi": """
        ट्रेंडिंग; लोकप्रिय; पॉपुलर; टॉप न्यूज; टॉप न्यूज़; टॉप स्टोरी*; बड़ी खबरें; टॉप खबर*; मुख्य समाचार;
        टॉप ट्रेंडिंग; चर्चित
    """,
    "bn": """
        জনপ্রিয়; ট্রেন্ডিং; শীর্ষ সংবাদ; শীর্ষ খবর; আলোচিত
    """,
    "ta": """
        டிரெண்டிங்; ட்ரெண்டிங்; பிரபலம்; முக்கிய செய்திகள்; டாப் செய்திகள்
    """,
    "te": """
        ట్రెండింగ్; టాప్ స్టోరీస్; టాప్ న్యూస్
    """,
    "id": """
        populer; trending; sedang hangat; topik hangat; berita utama; headline; berita pilihan; terpopuler;
        tren; viral; terhangat; terpanas
    """,
    "ms": """
        popular; trending; berita utama; tular; sohor kini; hangat
    """,
    "vi": """
        nổi bật; noi bat; xu hướng; được quan tâm; tin hot; tin nóng; tiêu điểm; chú ý; phổ biến; bài viết nổi bật
    """,
    "ko": """
        인기; 랭킹; 급상승; 베스트; 톱 기사; 이 시각 주요뉴스; 실시간 뉴스 랭킹; 핫이슈; 핫 이슈; hot 이슈
    """,
    "sw": """
        maarufu; zinazovuma; habari kuu
    """,
}

WEAK_UNSPACED = """
    ランキング; 人気; 注目; トレンド; おすすめ記事; 话题榜; 热门; 熱門; 排行; 热点; 熱點; 热图; 焦点; 焦點;
    热搜榜; 头条; 頭條; 要闻; 要聞; 推荐阅读排行; 热议; 最热; 最熱; 人氣; 人气; ヘッドライン; 話題; 주목;
    ข่าวฮอต; ฮิต; ฮอต; 精选; 精選; 热文; 熱文; 热评; 熱話; 熱爆; 最夯; 最Hit; オススメ記事
"""

# What may stand around a WEAK phrase: words for the things listed, and times.
AROUND = """
    news story stories article articles post posts read reads video videos now today right this the week weekly
    month daily our your all 24 hours hour 7 days day top most everywhere in s on at der die das des heute
    jetzt woche artikel themen beitrage dans cette section aujourd hui semaine jour du de la le les en el los
    las hoy ahora semana noticias contenido contenidos do da dia os as hoje agora noticia della del di oggi
    settimana i il notizie van het nu vandaag nieuws just idag dag uge uke uka timmar timer nyheter nyheder
    dzis dzisiaj teraz tygodnia artykuly wiadomosci teksty tydnia dne dnes den clanky spravy vesti vijesti
    danas сегодня сейчас за неделю день месяц сутки новости статьи материалы сьогодні зараз тиждень добу новини
    статті ma hirek cikkek gunun haftanin bugun haberler haberleri haber اليوم الآن الاخبار الأخبار المقالات
    اخبار أخبار הכתבות היום ה समाचार खबरें न्यूज़ न्यूज आज খবর সংবাদ আজকের hari ini minggu berita kini tin bai
    hom nay tuan ngay za hodin hodiny ها 뉴스 기사 오늘 주간 일간 월간
"""

# A short heading may go on after these with the name of a section or a site: "Trending in Science".
JOINING = """
    by among with por para pela pelo pelos par chez per tra von unter onder bland blant af av für fra fran od
    dla wsrod bij среди для серед in on at from for across within im bei aus auf dans sur en em no na nos nas
    su nel da w v u på i op uit в на у se din de ב في
"""

# Words that tell that what is listed are no articles.
NOT_NEWS = """
    topics topic tags tag searches search keywords categories category products product authors courses recipes
    cities movies jobs themen schlagworte suchbegriffe kategorien produkte temas etiquetas busquedas categorias
    sujets mots tagi tematy kategorie теги темы категории категорії キーワード タグ 关键词 標籤 标签 검색어
    키워드 topik tagar
"""

"""Headings of ranked lists in the languages of news sites: read, and told from headings of other things."""

from __future__ import annotations

import pytest

from crawler.regions.ranked_list.headings import ranked_names

HEADINGS = {
    "Arabic": "الأكثر قراءة; الأعلى مشاهدة; الأخبار الرائجة; اختيارات رئيس التحرير; ترشيحات المحرر",
    "Bengali": "সর্বাধিক পঠিত; সবচেয়ে আলোচিত; পাঠকের পছন্দ; সম্পাদকের নির্বাচন",
    "Chinese": "热点推荐; 24小时热文; 7日热门; 今日熱點; 人氣文章; 最热新闻; 最多留言; 編輯推介; 大家都爱看; 點閱率TOP10; 今日最夯; 热文",
    "Czech": "Nejčtenější za 24 hodin; Nejoblíbenější; Tip redakce; Výběr editorů; Právě čtou",
    "Danish": "Mest læste; Populære artikler; Lige nu læser andre; Redaktørens anbefalinger; Mest debatterede",
    "Dutch": "Best bekeken; Anderen lezen ook; Redactiekeuze; Gekozen door de redactie",
    "Finnish": "Luetuimmat; Keskustelluimmat; Juuri nyt luetaan; Toimituksen nostot",
    "Greek": "Πιο διαβασμένα; Η σύνταξη προτείνει; Διαβάζονται τώρα; Προτάσεις της σύνταξης",
    "Hebrew": "הנקראות ביותר; הכתבות הפופולריות; המלצות המערכת; קוראים עכשיו",
    "Hindi": "सर्वाधिक पठित; मोस्ट रेड; संपादकीय पसंद; ट्रेंडिंग स्टोरीज",
    "Hungarian": "Legolvasottabb; Ezt olvassák most; Szerkesztői ajánlat; A szerkesztőség ajánlatai",
    "Indonesian": "Terpopuler; Banyak Dibaca; Sedang Ramai; Paling Dikomentari",
    "Japanese": "よく見られている記事; 最も読まれている; アクセスTOP10; 人気の動画; 編集部オススメ; みんなが読んでいる記事; 読者が選ぶ",
    "Korean": "주간인기 기사; 베스트클릭; 많이 찾은 기사; 에디터픽; 최다조회 뉴스; 지금 뜨는 뉴스; 조회수 TOP10; 핫이슈",
    "Norwegian": "Mest lest; Akkurat nå leser andre; Anbefalt av redaksjonen; Mest diskutert",
    "Persian": "پربازدیدترین‌ها; داغ‌ترین‌ها; خواندنی‌ترین‌ها; پیشنهاد تحریریه",
    "Polish": "Najpoczytniejsze; Rekomendacje redakcji; Wybrane przez redakcję; Wybór redaktora",
    "Romanian": "Recomandate de redacție; Selecția editorilor; Citite acum; Cele mai discutate",
    "Slovak": "Najčítanejšie za 24 hodín; Výber editora; Tipy redakcie; Najzdieľanejšie",
    "Swahili": "Zilizosomwa sana; Zilizotazamwa zaidi; Chaguo la wahariri; Habari zinazovuma",
    "Swedish": "Mest läst; Det läser andra; Redaktionen tipsar; Mest diskuterat",
    "Tamil": "அதிகம் வாசித்தவை; ஆசிரியரின் தேர்வு; பிரபல செய்திகள்",
    "Turkish": "Çok tıklananlar; Şu an okunanlar; Editör önerileri; En beğenilenler",
    "Ukrainian": "Рекомендації редакції; Топ тижня; Читають найбільше; Вибір читачів",
    "Vietnamese": "Bạn đọc quan tâm; Đang được quan tâm; Tòa soạn chọn; Bình luận nhiều nhất",
}
# Boxes of related stories, partners and products, and the site's newest.
OTHERS = (
    "Recommended for you; Polecamy; Polecane produkty; Doporučujeme; Odporúčame; Ajánljuk; Vă recomandăm; Рекомендуємо; "
    "Рекомендуем; Προτεινόμενα; Suosittelemme; Vi anbefaler; Lees ook; Sizin için seçtiklerimiz; मोबाइल रिचार्ज; Tin mới nhất; "
    "Rekomendasi untuk Anda; پیشنهاد ویژه; מומלצים; اخترنا لكم; সর্বশেষ; Matangazo; Wybory; Najnowsze; Uchaguzi; "
    "相关推荐; 推荐阅读; 猜你喜欢; 热词; 百度热搜; 热门标签; 關鍵字; 関連記事; あなたにおすすめの記事; 人気のタグ; 관련기사; 추천기사; 인기검색어"
)


@pytest.mark.parametrize("language", HEADINGS)
def test_a_heading_over_a_ranked_list_is_read(language: str) -> None:
    for heading in HEADINGS[language].split("; "):
        assert ranked_names(heading) == (heading,)


@pytest.mark.parametrize("heading", OTHERS.split("; "))
def test_a_heading_over_something_else_is_none(heading: str) -> None:
    assert ranked_names(heading) == ()


@pytest.mark.parametrize("joined", ["داغ‌ترین‌ها", "داغ‌ترین‌ اخبار", "محبوب‌ترین‌ها", "پربحث‌ترین‌ها"])
def test_joiners_without_width_part_no_words_and_make_no_others(joined: str) -> None:
    assert ranked_names(joined) == (joined,)
    assert ranked_names(joined.replace("\u200c", "")) != ()

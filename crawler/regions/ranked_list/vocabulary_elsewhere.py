"""Unmistakable words over ranked lists in the languages of Asia and Africa that set words apart, as in `vocabulary`."""

from __future__ import annotations

STRONG = {
    "kk": """
        ең көп оқыл*; көп оқылған*; ең танымал*; ең көп қарал*; танымал жаңалықтар; редакция таңдауы
    """,
    "ky": """
        эң көп окул*; көп окулган*; популярдуу жаңылык*
    """,
    "uz": """
        eng ko p o qil*; ko p o qil*; eng ommabop; mashhur yangilik*; muharrir tanlovi; энг кўп ўқил*
    """,
    "mn": """
        хамгийн их унши*; их уншсан*; эрэлттэй мэдээ*; их уншигдсан*
    """,
    "tr": """
        en cok okunan*; en çok okunan*; cok okunan*; en cok izlenen*; en cok tiklanan*; en cok paylasilan*;
        en populer*; populer haberler; populer yazilar; en cok yorumlanan*; editorun sectik*; editorun secim*;
        editor un sectikleri; editorun secimi; en cok begenilen*; editorun oneri*; editor secim*;
        cok konusulan*; cok izlenen*; cok tiklanan*; cok paylasilan*; cok aranan*; cok begenilen*; en begenilen*;
        su an okunan*; simdi okunan*; editor oneri*; editorlerin sectik*
    """,
    "az": """
        ən cox oxunan*; cox oxunan*; ən cox baxilan*; en cox oxunan*; ən populyar; redaktorun secimi;
        populyar xəbərlər
    """,
    "hy": """
        ամենաընթերցված*; ամենից շատ ընթերցված*; ամենադիտված*; շատ ընթերցված*; ամենաշատ կարդացված*;
        խմբագրի ընտրությամբ; խմբագրի ընտրան*
    """,
    "ka": """
        ყველაზე კითხვად*; ყველაზე პოპულარულ*; პოპულარული სიახლე*; კითხვადი; ყველაზე ნახვად*; რედაქტორის რჩეული;
        რედაქტორის რჩევ*; რედაქტორის არჩევან*
    """,
    "ar": """
        الاكثر قراءة; الأكثر قراءة; الاكثر مشاهدة; الأكثر مشاهدة; الاكثر قراءه; الاكثر تداولا; الأكثر تداولا;
        الاكثر شعبية; الأكثر شعبية; الاكثر تفاعلا; الأكثر تفاعلا; الاكثر تعليقا; الأكثر تعليقا; الاكثر مشاركة;
        الأكثر مشاركة; الاكثر زيارة; الأكثر زيارة; الاكثر بحثا; المقالات الأكثر; الاخبار الاكثر;
        الأخبار الأكثر; اختيارات المحرر; اختيار المحرر; اختيارات المحررين; مختارات المحرر; الأكثر استماعا;
        المواضيع الأكثر;
        اختيارات التحرير;
        الأكثر رواجا;
        الأعلى قراءة; الأعلى مشاهدة; الأكثر متابعة; الأكثر تصفحا; الأكثر إعجابا; الأكثر اهتماما; مقالات رائجة;
        الأخبار الرائجة; مواضيع رائجة; اختيارات هيئة التحرير; اختيارات رئيس التحرير; اختيار رئيس التحرير;
        ترشيحات المحرر
    """,
    "fa": """
        پربازدید*; پر بازدید*; پربيننده*; پربیننده*; پر بیننده*; پرمخاطب*; پرخواننده*; پرطرفدار*; محبوب ترین*;
        محبوبترین*; پربحث*; انتخاب سردبیر; پیشنهاد سردبیر; بیشترین بازدید; خواندنی ترین*;
        محبوب ترین ها; محبوب‌ترین‌ها; برگزیده سردبیر; محبوب‌ترین*;
        پیشنهاد سردبیران; پیشنهاد تحریریه; انتخاب سردبیران; برگزیده سردبیران; پر بحث*; پرنظر*; خواندنیترین*
    """,
    "ps": """
        ډېر لوستل*; ډیر لوستل*
    """,
    "ku": """
        zortirin xwendin; زۆرترین خوێنراوە*; زۆرترین بینراو*; پڕخوێنەرترین*; herî zêde hatin xwendin;
        herî zêde xwendî
    """,
    "ur": """
        سب سے زیادہ پڑھ*; زیادہ پڑھی جانے*; مقبول ترین*; سب سے زیادہ دیکھ*; مقبول خبریں; مقبول عام;
        ایڈیٹر کی پسند; زیادہ پڑھا گیا; ایڈیٹر کا انتخاب; مدیر کا انتخاب
    """,
    "he": """
        הנקראות ביותר; הנקראים ביותר; הכי נקראות; הכי נקראים; הנצפים ביותר; הנצפות ביותר; הכי נצפים; הכי נצפות;
        הפופולריים ביותר; הכי פופולרי*; הפופולריות ביותר; הכתבות הנקראות; נקראות ביותר; המדוברות ביותר;
        בחירת העורכים; בחירת העורך; בחירות העורכים; כתבות פופולריות; המומלצים של העורכים;
        המדוברות ביותר; הכי מדוברות; בחירות העורך;
        המדוברים ביותר; הכי מדוברים; הכי נקרא; הכי נצפה; הכי משותפים; נקראים ביותר; קוראים עכשיו; הנקראים עכשיו;
        הנקראות עכשיו; הכתבות הפופולריות; הכתבות הנצפות; המלצות העורך; המלצת העורך; המלצות המערכת; בחירת המערכת;
        מומלצי העורכים
    """,
    "hi": """
        सबसे ज्यादा पढ*; सबसे ज़्यादा पढ*; सर्वाधिक पढ*; सबसे अधिक पढ*; सर्वाधिक लोकप्रिय; सबसे लोकप्रिय;
        लोकप्रिय खबर*; लोकप्रिय ख़बर*; पॉपुलर न्यूज*; पॉपुलर खबर*; ट्रेंडिंग न्यूज*; ट्रेंडिंग खबर*;
        सबसे ज्यादा देख*; संपादक की पसंद; ज्यादा पढ़ी गई;
        सबसे ज्यादा शेयर*; सबसे ज़्यादा शेयर*; सबसे चर्चित;
        सर्वाधिक पठित; मोस्ट रेड; ट्रेंडिंग स्टोरी*; एडिटर्स पिक*; एडिटर की पसंद; संपादकीय पसंद; पाठकों की पसंद
    """,
    "mr": """
        सर्वाधिक वाचल*; सर्वाधिक वाचन*; लोकप्रिय बातम्या; सर्वाधिक लोकप्रिय; जास्त वाचल*; ट्रेंडिंग बातम्या; संपादकांची निवड
    """,
    "ne": """
        सबैभन्दा धेरै पढि*; धेरै पढिए*; लोकप्रिय समाचार; धेरै पढिएको; सर्वाधिक पढिए*
    """,
    "bn": """
        সর্বাধিক পঠিত; সর্বোচ্চ পঠিত; সবচেয়ে বেশি পঠিত; বেশি পঠিত; সর্বাধিক জনপ্রিয়; জনপ্রিয় সংবাদ;
        জনপ্রিয় খবর; সবচেয়ে জনপ্রিয়; পাঠকপ্রিয়; সম্পাদকের পছন্দ; সম্পাদকের বাছাই; সর্বাধিক আলোচিত;
        বেশি পড়া;
        সবচেয়ে পঠিত; বহুল পঠিত; সর্বাধিক পড়া; সর্বাধিক দেখা; সর্বাধিক শেয়ার*; সর্বাধিক মন্তব্য*; সবচেয়ে আলোচিত;
        পাঠক প্রিয়; পাঠকের পছন্দ; সম্পাদক নির্বাচিত; সম্পাদকের নির্বাচন
    """,
    "pa": """
        ਸਭ ਤੋਂ ਵੱਧ ਪੜ੍ਹ*; ਸਭ ਤੋਂ ਵੱਧ ਪੜ੍ਹੀਆਂ; ਪ੍ਰਸਿੱਧ ਖ਼ਬਰਾਂ
    """,
    "gu": """
        સૌથી વધુ વંચા*; સૌથી વધુ વાંચ*; લોકપ્રિય સમાચાર; ટ્રેન્ડિંગ ન્યૂઝ
    """,
    "or": """
        ସର୍ବାଧିକ ପଠିତ; ଲୋକପ୍ରିୟ ଖବର
    """,
    "ta": """
        அதிகம் படிக்க*; அதிகம் படித்த*; அதிகம் வாசிக்க*; அதிகம் பார்க்க*; பிரபலமான செய்திகள்; பிரபலமானவை;
        அதிகம் பகிர*; ஆசிரியர் தேர்வு;
        அதிகம் பார்த்த*; அதிகம் வாசித்த*; அதிகம் விரும்ப*; அதிகமாக வாசிக்க*; அதிகமாக படிக்க*; பிரபல செய்திகள்;
        பிரபலமான கட்டுரைகள்; ஆசிரியரின் தேர்வு; ஆசிரியர் பரிந்துரை
    """,
    "te": """
        ఎక్కువ మంది చదివిన*; ఎక్కువగా చదివిన*; అత్యధికంగా చదివిన*; ట్రెండింగ్ వార్తలు; పాపులర్ న్యూస్
    """,
    "kn": """
        ಹೆಚ್ಚು ಓದಿದ*; ಅತಿ ಹೆಚ್ಚು ಓದಿದ*; ಜನಪ್ರಿಯ ಸುದ್ದಿ*; ಹೆಚ್ಚು ಓದಲ್ಪಟ್ಟ*
    """,
    "ml": """
        ഏറ്റവും കൂടുതൽ വായിച്ച*; കൂടുതൽ വായിച്ച*; കൂടുതൽ വായിക്ക*; ജനപ്രിയ വാർത്ത*; മോസ്റ്റ് റെഡ്
    """,
    "si": """
        වැඩිපුර කියවූ*; වැඩිපුරම කියවූ*; ජනප්‍රිය පුවත්; වැඩිපුර කියවන*
    """,
    "id": """
        terpopuler*; terbanyak dibaca; paling banyak dibaca; paling populer; paling banyak dilihat;
        berita terpopuler; artikel terpopuler; berita populer; artikel populer; paling sering dibaca;
        pilihan editor; pilihan redaksi; rekomendasi redaksi; rekomendasi editor; sedang tren; lagi ramai;
        paling dicari; terpopuler; paling dibagikan;
        paling banyak dikomentari; paling banyak dibagikan;
        banyak dibaca; ramai dibaca; sedang ramai; banyak dibicarakan; ramai dibicarakan; banyak dicari;
        banyak dikomentari; paling dikomentari; paling hits; terfavorit; terhits
    """,
    "ms": """
        paling popular; paling banyak dibaca; paling dibaca; popular minggu ini; berita popular;
        artikel popular; pilihan pengarang; pilihan penyunting; terkini & popular; paling trending;
        paling banyak ditonton
    """,
    "tl": """
        pinakabasa*; pinaka basa*; pinakasikat*; pinakapopular*; pinakamaraming nabasa; pinakapinanood
    """,
    "vi": """
        doc nhieu nhat; đọc nhiều*; doc nhieu; xem nhieu*; xem nhiều nhất; tin đọc nhiều; tin doc nhieu;
        bài đọc nhiều; tin nổi bật; tin noi bat; được quan tâm nhất; quan tâm nhất; phổ biến nhất;
        lựa chọn của biên tập*; bien tap vien chon; tin được đọc nhiều; tin nhiều người đọc; nhieu nguoi doc;
        xu hướng đọc; bien tap vien de xuat; toa soan de xuat;
        bạn đọc quan tâm; đang được quan tâm; bình luận nhiều nhất; chia sẻ nhiều; thảo luận nhiều;
        ban biên tập chọn; tòa soạn chọn; lựa chọn của ban biên tập
    """,
    "sw": """
        zilizosomwa zaidi; habari zilizosomwa; iliyosomwa zaidi; maarufu zaidi; zinazosomwa zaidi; zilizovuma;
        habari maarufu; chaguo la mhariri;
        inayosomwa zaidi; iliyosomwa sana; zilizosomwa sana; zinazosomwa sana; zilizotazamwa zaidi;
        zilizotazamwa sana; zinazotazamwa zaidi; zilizosambazwa zaidi; zilizopendwa zaidi; habari zinazovuma;
        zinazovuma sasa; chaguo la wahariri; machaguo ya mhariri; mapendekezo ya mhariri
    """,
    "so": """
        ugu akhriska badan; loogu akhriska badan*; ugu daawashada badan
    """,
    "ha": """
        wadanda aka fi karant*; aka fi karantawa; labaran da aka fi karant*; wadda aka fi karant*
    """,
    "yo": """
        eyi ti won n ka ju; awon iroyin to gbajumo
    """,
    "ig": """
        nke kacha ewu ewu; akuko kacha ewu
    """,
    "zu": """
        okufundwa kakhulu; ezifundwa kakhulu
    """,
    "am": """
        በብዛት የተነበቡ; በብዛት የተነበበ; ብዙ የተነበቡ; በጣም የተነበቡ; ተነባቢ ዜና*
    """,
    "ko": """
        많이 본*; 많이본*; 가장 많이 본*; 많이 읽은*; 가장 많이 읽은*; 인기 뉴스*; 인기뉴스*; 인기 기사*;
        인기기사*; 인기기사; 인기 급상승*; 댓글 많은*; 조회수 많은*; 랭킹 뉴스*; 랭킹뉴스*; 추천 많은*;
        공감 많은*; 핫 뉴스; 핫뉴스; 주요 뉴스; 주요뉴스; 주요 기사; 에디터 추천*; 에디터 픽*; 편집자 추천*;
        편집자 픽; 화제의 뉴스; 실시간 인기*; 실시간 랭킹*; 뉴스 랭킹; 뉴스랭킹; 톱뉴스; 많이 공유한*;
        베스트 클릭; 기자 추천*; 편집국 추천*; 주간인기*; 주간베스트; 베스트클릭; 클릭 베스트; best 클릭;
        많이 공유된*; 많이 찾은*; 에디터픽; 에디터스 픽; 인기글; 인기 글; 인기 칼럼*; 인기 포스트*; 실시간 베스트;
        가장많이본*; 최다 조회*; 최다조회*; 최다 클릭*; 최다클릭*; 지금 뜨는 뉴스; 지금 뜨는 기사;
        화제의 기사; 조회수 top*
    """,
}

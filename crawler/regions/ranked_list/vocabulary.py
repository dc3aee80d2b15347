"""Words that stand over ranked lists, by language: the unmistakable ones (the others are in `weak_words`).

A phrase is a run of words as people write them; `*` at the end of a word stands for any ending, so that one
entry serves all genders and cases. Case and diacritics do not matter. `STRONG` phrases tell what the list is
wherever they stand in a short heading; `UNSPACED` are those of scripts without spaces between words.
"""

from __future__ import annotations

STRONG = {
    "en": """
        most read; most viewed; most watched; most shared; most popular; most emailed; most commented;
        most discussed; most clicked; most visited; most liked; most recommended; most seen; most listened;
        most downloaded; most searched; most engaged; most played; most talked about; best read; popular posts;
        popular stories; popular articles; popular news; popular now; popular right now; trending now;
        trending news; trending stories; trending articles; trending posts; top read*; top viewed;
        editor* pick*; editor* choice*; editorial pick*; staff pick*; our picks; top picks; hot stories;
        top trending; editors recommend; readers favo*; reader favo*; what's trending;
        what everyone is reading; what people are reading; what readers are reading; people are reading;
        others are reading; what's popular; recommended by our editors; chosen by our editors
    """,
    "de": """
        meistgelesen*; meist gelesen*; am meisten gelesen*; meistgeklickt*; meist geklickt*; meistkommentiert*;
        meist kommentiert*; meistgeteilt*; meistgesehen*; meist gesehen*; meistgesucht*; meistdiskutiert*;
        meistbesucht*; am haufigsten gelesen*; beliebteste*; beliebte artikel; beliebte beitrage; popularste*;
        oft gelesen; viel gelesen*; topartikel; top artikel; empfehlung* der redaktion; redaktionstipp*;
        tipp* der redaktion; auswahl der redaktion; leserlieblinge; das lesen andere;
        redaktionsempfehlung*; lesetipp* der redaktion; von der redaktion empfohlen;
        redaktion empfiehlt; empfohlen von der redaktion
    """,
    "fr": """
        plus lu*; plus vu*; plus consulte*; plus partage*; plus commente*; plus populaire*; plus ecoute*;
        plus recherche*; plus envoye*; articles populaires; choix de la redaction; choix de l editeur;
        coup* de coeur de la redaction; selection de la redaction; tendances actuelles; articles tendance*;
        redaction recommande; recommande* par la redaction; redaction conseille
    """,
    "es": """
        mas leid*; mas vist*; mas popular*; mas comentad*; mas compartid*; mas valorad*; mas votad*;
        mas buscad*; mas escuchad*; mas destacad*; + leid*; + vist*; leidas; noticias populares;
        entradas populares; articulos populares; seleccion del editor; seleccion de la redaccion;
        eleccion del editor; recomendad* por la redaccion; recomendados del editor; recomendacion* del editor;
        lo que mas se lee; seleccion de los editores; elegid* por el editor; elegid* por la redaccion;
        redaccion recomienda; redaccion aconseja
    """,
    "pt": """
        mais lid*; mais vist*; mais popular*; mais comentad*; mais partilhad*; mais compartilhad*;
        mais acessad*; mais ouvid*; mais procurad*; + lid*; + vist*; escolha* do editor; escolha* dos editores;
        escolha* da redacao; selecao do editor; noticias populares; posts populares; artigos populares;
        destaques do editor; redacao recomenda; recomendad* pela redacao
    """,
    "it": """
        piu lett*; piu vist*; piu popolar*; piu commentat*; piu condivis*; piu cliccat*; piu ascoltat*;
        piu cercat*; articoli popolari; post popolari; scelt* della redazione; scelt* dell editore;
        scelti per voi; consigliati dalla redazione; scelt* dalla redazione; selezione della redazione;
        redazione consiglia; consigliat* dalla redazione
    """,
    "ca": """
        mes llegi*; mes vist*; mes popular*; mes comentat*; mes compartit*; tria de l editor;
        tria de la redaccio
    """,
    "gl": """
        mais lid*; o mais visto; mais comentad*
    """,
    "eu": """
        irakurrien*; ikusien*; gehien irakurri*; gehien ikusi*
    """,
    "oc": """
        mai legit*
    """,
    "ro": """
        cele mai citite; cele mai vizualizate; cele mai vazute; cele mai populare; cele mai comentate;
        cele mai accesate; cele mai distribuite; mai citite; alegerea redactiei; recomandarea redactiei;
        recomandarile redactiei; recomandarea editor*; recomandarile editor*; alegerea editor*
    """,
    "nl": """
        meest gelezen; meest bekeken; meest gedeeld; meest besproken; meest populair*; meestgelezen;
        best gelezen; bestgelezen; meest geklikt; meest gereageerd; populairste*; populaire artikelen;
        populair nieuws; keuze van de redactie; redactietip*; tip* van de redactie; veel gelezen; veelgelezen;
        aanbevolen door de redactie; redactie raadt aan; redactie tipt
    """,
    "af": """
        mees geleesde; mees gelees; meeste gelees; gewildste; gewilde stories; redakteur se keuse;
        redakteurskeuse
    """,
    "fy": """
        meast lezen*
    """,
    "lb": """
        am meeschte gelies; meescht gelies*; meistgelies*
    """,
    "sv": """
        mest last*; mest sett*; mest delat*; mest delade; mest popular*; mest kommentera*; mest klickat;
        topplista*; popularast*; redaktionens val; redaktionen rekommenderar; redaktorens val; popularaste;
        just nu laser andra; redaktionen valjer
    """,
    "no": """
        mest lest*; mest sett*; mest delt*; mest populaer*; mest popul*; mest kommenter*; mest klikk*;
        redaksjonens valg; redaktorens valg; redaksjonen anbefaler; folk leser; redaksjonens utvalg*
    """,
    "da": """
        mest laest*; mest læst*; mest set*; mest delt*; mest kommenter*; mest populær*; redaktionens valg;
        redaktionen anbefaler; redaktørens valg; mest klikk*; redaktionens udvalg*
    """,
    "is": """
        mest lesi*; mest skodad*; mest skoðað*; vinsaelast*; vinsælast*; mest lesnar
    """,
    "fo": """
        mest lisi*; mest lisn*
    """,
    "fi": """
        luetuimma*; luetuin; katsotuimma*; suosituimma*; suosituin; eniten luettu*; kommentoiduimma*;
        jaetuimma*; toimituksen valin*; toimitus suosittelee; puhutuimma*; toimituksen poimin*
    """,
    "et": """
        loetuima*; loetum*; enim loetud*; enimloetud*; populaarseima*; vaadatuima*; kommenteerituima*; toimetaja valik;
        toimetuse valik; toimetus soovitab;
        populaarsemad*; enim jagatud
    """,
    "lv": """
        lasitaka*; lasitākie; visvairak lasit*; popularaka*; skatitaka*; komentetaka*; redakcijas izvele;
        redakcija iesaka; redaktora izvel*
    """,
    "lt": """
        skaitomiausi*; populiariausi*; ziurimiausi*; komentuojamiausi*; daugiausia skaitom*;
        redakcijos pasirinkim*; redaktoriaus pasirinkim*; redakcija rekomenduoja
    """,
    "pl": """
        najczesciej czytan*; najczesciej ogladan*; najczesciej komentowan*; najpopularniejsz*;
        najchetniej czytan*; najbardziej popularn*; popularne artykuly; popularne wiadomosci; popularne teksty;
        wybor redakcji; redakcja poleca; polecane przez redakcje; najczesciej wyszukiwan*; czytane teraz;
        najwiecej czytan*; najnowsze i najpopularniejsze; popularne teraz;
        najczęściej udostępnian*; najchętniej udostępnian*
    """,
    "cs": """
        nejctenejsi*; nejcastejsi cteni; nejvice ctene; nejpopularnejsi*; nejsledovanejsi*; nejkomentovanejsi*;
        nejdiskutovanejsi*; nejsdilenejsi*; vyber redakce; redakce doporucuje; doporuceni redakce; nej ctene
    """,
    "sk": """
        najcitanejsi*; najpopularnejsi*; najsledovanejsi*; najdiskutovanejsi*; najcastejsie citane;
        vyber redakcie; odporuca redakcia; redakcia odporuca; najviac citane
    """,
    "sl": """
        najbolj bran*; najbolj gledan*; najbolj priljubljen*; najbolj komentiran*; izbor urednistva;
        izbor urednika; urednistvo priporoca
    """,
    "sh": """
        najcitanij*; najpopularnij*; najgledanij*; najkomentiranij*; najkomentarisanij*; najvise citano;
        najvise pregledano; izbor urednika; izbor urednistva; izbor redakcije; urednik preporucuje;
        најчитаниј*; најпопуларниј*; најгледаниј*; најкоментарисаниј*; највише читано; избор уредника;
        избор редакције; preporuk* uredni*; препорук* уредни*
    """,
    "mk": """
        најчитан*; најпопуларн*; најгледан*; нај читани; избор на уредникот; избор на редакцијата
    """,
    "bg": """
        най четен*; най популярн*; най гледан*; най коментиран*; най споделян*; най харесван*;
        избор на редактора; избрано от редактора; редакцията препоръчва
    """,
    "ru": """
        самое читаем*; самые читаем*; самое популярн*; самые популярн*; самое обсуждаем*; самые обсуждаем*;
        самое просматриваем*; самые просматриваем*; самое интересное; самое важное; наиболее читаем*;
        популярные новости; популярные статьи; популярные материалы; популярные записи; популярное за;
        популярно в соцсетях; топ новостей; топ статей; топ материалов; чаще всего читают; чаще читают;
        сейчас читают; выбор редакции; выбор редактора; редакция рекомендует; редакция советует; рекомендует редакция;
        рейтинг новостей; популярное сегодня; популярное сейчас;
        самое комментируем*; самые комментируем*
    """,
    "uk": """
        найпопулярніш*; найчитаніш*; найбільш читан*; найбільш популярн*; найбільше читають; популярні новини;
        популярні статті; популярні матеріали; популярне за; популярне сьогодні; найважливіш*; вибір редакції;
        вибір редактора; редакція рекомендує; редакція радить; топ новин*; топ статей;
        зараз читають; читають зараз; обговорюють;
        найбільш обговорюван*; найбільш коментован*
    """,
    "be": """
        самае чытаем*; самае папулярн*; папулярныя навіны; папулярнае за; выбар рэдакцыі; найбольш чытан*;
        найпапулярнейш*; chytajuc ciapier
    """,
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
    "el": """
        δημοφιλη αρθρα; πιο δημοφιλ*; τα δημοφιλη; δημοφιλεστερα; δημοφιλεστερες; πιο διαβασμεν*;
        πρωτα σε αναγνωσιμοτητα; αναγνωσιμοτητα*; πιο πολυδιαβασμεν*; πολυδιαβασμεν*; επιλογες του συντακτη;
        επιλογες συντακτων; επιλογη συνταξης; προτασεις συντακτη;
        πιο σχολιασμεν*; πιο κοινοποιημεν*;
        επιλογες συνταξης; επιλογ* της συνταξης; επιλογ* του εκδοτη; διαβαστηκαν περισσοτερο
    """,
    "hu": """
        legolvasottabb*; legnepszerubb*; legnezettebb*; leginkabb olvasott; legtobbet olvasott;
        legtobbet kommentelt; szerkeszto ajanlata; a szerkeszto ajanlja; szerkesztoi ajanlo;
        szerkesztoseg ajanlja; legfrissebb es legolvasottabb; topolvasott;
        legtöbbet megosztott*; legtöbbet kommentált*
    """,
    "sq": """
        me te lexuara*; me te lexuarat; me te klikuara*; me te shikuara*; me te ndjekura*;
        zgjedhja e redaksise; zgjedhja e editorit; me te lexuar*
    """,
    "tr": """
        en cok okunan*; en çok okunan*; cok okunan*; en cok izlenen*; en cok tiklanan*; en cok paylasilan*;
        en populer*; populer haberler; populer yazilar; en cok yorumlanan*; editorun sectik*; editorun secim*;
        editor un sectikleri; editorun secimi; en cok begenilen*; editorun oneri*; editor secim*
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
        الأكثر رواجا
    """,
    "fa": """
        پربازدید*; پر بازدید*; پربيننده*; پربیننده*; پر بیننده*; پرمخاطب*; پرخواننده*; پرطرفدار*; محبوب ترین*;
        محبوبترین*; پربحث*; انتخاب سردبیر; پیشنهاد سردبیر; بیشترین بازدید; خواندنی ترین*;
        محبوب ترین ها; محبوب‌ترین‌ها; برگزیده سردبیر; محبوب‌ترین*
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
        המדוברות ביותר; הכי מדוברות; בחירות העורך
    """,
    "hi": """
        सबसे ज्यादा पढ*; सबसे ज़्यादा पढ*; सर्वाधिक पढ*; सबसे अधिक पढ*; सर्वाधिक लोकप्रिय; सबसे लोकप्रिय;
        लोकप्रिय खबर*; लोकप्रिय ख़बर*; पॉपुलर न्यूज*; पॉपुलर खबर*; ट्रेंडिंग न्यूज*; ट्रेंडिंग खबर*;
        सबसे ज्यादा देख*; संपादक की पसंद; ज्यादा पढ़ी गई;
        सबसे ज्यादा शेयर*; सबसे ज़्यादा शेयर*; सबसे चर्चित
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
        বেশি পড়া
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
        அதிகம் பகிர*; ஆசிரியர் தேர்வு
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
        paling banyak dikomentari; paling banyak dibagikan
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
        xu hướng đọc; bien tap vien de xuat; toa soan de xuat
    """,
    "sw": """
        zilizosomwa zaidi; habari zilizosomwa; iliyosomwa zaidi; maarufu zaidi; zinazosomwa zaidi; zilizovuma;
        habari maarufu; chaguo la mhariri
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
    "mt": """
        l aktar moqrija; aktar moqrija; l iktar moqrija; iktar moqrija; l aktar popolari
    """,
    "ga": """
        is mo leite; is mo a leitear; na sceala is mo leite; rogha an eagarthora; is mo leamh
    """,
    "cy": """
        mwyaf poblogaidd; darllenwyd fwyaf; wedi ei ddarllen fwyaf; dewis y golygydd; y mwyaf poblogaidd
    """,
    "gd": """
        as fhearr a chaidh leughadh
    """,
    "eo": """
        plej legata*; plej popular*
    """,
    "la": """
        maxime lecta
    """,
    "ko": """
        많이 본*; 많이본*; 가장 많이 본*; 많이 읽은*; 가장 많이 읽은*; 인기 뉴스*; 인기뉴스*; 인기 기사*;
        인기기사*; 인기기사; 인기 급상승*; 댓글 많은*; 조회수 많은*; 랭킹 뉴스*; 랭킹뉴스*; 추천 많은*;
        공감 많은*; 핫 뉴스; 핫뉴스; 주요 뉴스; 주요뉴스; 주요 기사; 에디터 추천*; 에디터 픽*; 편집자 추천*;
        편집자 픽; 화제의 뉴스; 실시간 인기*; 실시간 랭킹*; 뉴스 랭킹; 뉴스랭킹; 톱뉴스; 많이 공유한*;
        베스트 클릭; 기자 추천*; 편집국 추천*
    """,
}

UNSPACED = {
    "ja": """
        アクセスランキング; ニュースランキング; 記事ランキング; 人気ランキング; 閲覧ランキング; 週間ランキング;
        総合ランキング; 注目ランキング; デイリーランキング; 月間ランキング; 人気記事; 人気の記事;
        よく読まれている; よく読まれた; 読まれている記事; 読まれています; 最も読まれた; もっとも読まれた;
        人気ニュース; 人気のニュース; 人気コンテンツ; 人気の投稿; 注目の記事; 注目記事; 注目ニュース;
        話題の記事; 話題のニュース; 編集部おすすめ; 編集部のおすすめ; 編集部イチオシ; 編集長おすすめ;
        編集者のおすすめ; 編集部ピックアップ; 急上昇; トレンド記事; 人気エントリー; 本日の人気; 今読まれている;
        アクセス数ランキング; 動画ランキング; コメントランキング; 売れ筋記事; トップニュース;
        シェアランキング; シェア数ランキング
    """,
    "zh": """
        点击排行; 點擊排行; 阅读排行; 閱讀排行; 热门推荐; 熱門推薦; 热门文章; 熱門文章; 热门新闻; 熱門新聞;
        热门排行; 熱門排行; 热点排行; 熱點排行; 排行榜; 热榜; 熱榜; 点击榜; 热文排行; 热文榜; 最多人看;
        最多人閱讀; 最受欢迎; 最受歡迎; 最热门; 最熱門; 人气排行; 人氣排行; 一周热门; 一週熱門; 本周热门;
        本週熱門; 今日热门; 今日熱門; 热点新闻; 熱點新聞; 新闻排行; 新聞排行; 热门阅读; 熱門閱讀; 热门点击;
        熱門點擊; 评论排行; 評論排行; 浏览排行; 瀏覽排行; 周排行; 月排行; 日排行; 热读; 熱讀; 熱門話題;
        热门话题; 编辑推荐; 編輯推薦; 编辑精选; 編輯精選; 主编推荐; 小编推荐; 小編推薦; 編輯嚴選; 人氣新聞;
        人气新闻; 跟贴排行; 最多瀏覽; 最多浏览; 热点文章; 热门资讯; 熱門焦點; 即時熱門; 熱門即時; 热门图文;
        热门内容; 大家都在看; 熱搜; 点击量排行; 阅读榜; 閱讀榜; 关注排行; 人氣榜; 人气榜; 發燒話題; 發燒新聞;
        最多阅读; 最多閱讀; 最多分享; 分享排行
    """,
    "th": """
        อ่านมากที่สุด; ยอดนิยม; ข่าวยอดนิยม; ข่าวฮิต; ข่าวที่มีผู้อ่านมากที่สุด; ข่าวเด่น; ได้รับความนิยม;
        เรื่องฮิต; มาแรง; คนอ่านมากที่สุด; บทความยอดนิยม; นิยมอ่าน; ข่าวเด่นประจำวัน; บรรณาธิการแนะนำ; ยอดวิวสูงสุด
    """,
    "km": """
        អានច្រើនបំផុត; ពេញនិយម; អានច្រើន; ព័ត៌មានពេញនិយម; មើលច្រើនបំផុត
    """,
    "lo": """
        ອ່ານຫຼາຍທີ່ສຸດ; ນິຍົມ; ຍອດນິຍົມ; ອ່ານຫລາຍທີ່ສຸດ
    """,
    "my": """
        ဖတ်အများဆုံး; လူဖတ်အများဆုံး; အဖတ်များဆုံး; လူကြိုက်များ; ဖတ်ရှုမှုအများဆုံး
    """,
    "bo": """
        ཀློག་མཁན་མང་ཤོས
    """,
}

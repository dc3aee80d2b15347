"""Words that stand over ranked lists, in the languages of Europe: the unmistakable ones (others are in `weak_words`).

A phrase is a run of words as people write them; `*` at the end of a word stands for any ending, so that one
entry serves all genders and cases. Case and diacritics do not matter. These phrases tell what the list is
wherever they stand in a short heading. `vocabulary_elsewhere` and `vocabulary_unspaced` have other languages.
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
        recomandarile redactiei; recomandarea editor*; recomandarile editor*; alegerea editor*;
        recomandate de redactie; selectia redactiei; selectia editor*; alegerile editor*; redactia recomanda;
        editorii recomanda; preferatele cititorilor; articole populare; citite acum; cel mai citit;
        cele mai discutate; cele mai apreciate; cele mai cautate
    """,
    "nl": """
        meest gelezen; meest bekeken; meest gedeeld; meest besproken; meest populair*; meestgelezen;
        best gelezen; bestgelezen; meest geklikt; meest gereageerd; populairste*; populaire artikelen;
        populair nieuws; keuze van de redactie; redactietip*; tip* van de redactie; veel gelezen; veelgelezen;
        aanbevolen door de redactie; redactie raadt aan; redactie tipt;
        best bekeken; meest beluisterd; meest becommentarieerd; anderen lezen; lezen anderen; redactie kiest;
        redactiekeuze; favorieten van de redactie; selectie van de redactie; gekozen door de redactie;
        door de redactie gekozen
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
        just nu laser andra; redaktionen valjer;
        andra laser; andra har last; mest diskutera*; mest lyssna*; utvalt av redaktionen;
        rekommenderat av redaktionen; redaktionens favorit*; redaktionen tipsar; lasarnas favorit*; laser andra
    """,
    "no": """
        mest lest*; mest sett*; mest delt*; mest populaer*; mest popul*; mest kommenter*; mest klikk*;
        redaksjonens valg; redaktorens valg; redaksjonen anbefaler; folk leser; redaksjonens utvalg*;
        andre leser; leses na; mest lese; mest lesne; mest diskuter*; mest omtalt*; mest likt*; mest hort*;
        anbefalt av redaksjonen; utvalgt av redaksjonen; leser andre
    """,
    "da": """
        mest laest*; mest læst*; mest set*; mest delt*; mest kommenter*; mest populær*; redaktionens valg;
        redaktionen anbefaler; redaktørens valg; mest klikk*; redaktionens udvalg*;
        populære artikler; populært lige nu; andre læser; læserne læser; mest debattere*; mest hørt*; mest omtalt*;
        udvalgt af redaktionen; anbefalet af redaktionen; redaktørens udvalg*; redaktørens anbefaling*; læser andre
    """,
    "is": """
        mest lesi*; mest skodad*; mest skoðað*; vinsaelast*; vinsælast*; mest lesnar
    """,
    "fo": """
        mest lisi*; mest lisn*
    """,
    "fi": """
        luetuimma*; luetuin; katsotuimma*; suosituimma*; suosituin; eniten luettu*; kommentoiduimma*;
        jaetuimma*; toimituksen valin*; toimitus suosittelee; puhutuimma*; toimituksen poimin*;
        keskustelluimma*; kuunnelluimma*; eniten luetu*; luetuinta; suosituinta; juuri nyt luetaan;
        toimituksen suosituks*; toimituksen nostot
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
        najczęściej udostępnian*; najchętniej udostępnian*;
        najpoczytniejsz*; najbardziej poczytn*; najlepiej czytan*; rekomendacje redakcji;
        rekomendowane przez redakcje; wybrane przez redakcje; redakcja wybrala; wybor redaktora;
        inni czytaja teraz; co czytaja inni
    """,
    "cs": """
        nejctenejsi*; nejcastejsi cteni; nejvice ctene; nejpopularnejsi*; nejsledovanejsi*; nejkomentovanejsi*;
        nejdiskutovanejsi*; nejsdilenejsi*; vyber redakce; redakce doporucuje; doporuceni redakce; nej ctene;
        tip redakce; tipy redakce; nejoblibenejsi*; vyber editor*; editor doporucuje; nejvyhledavanejsi*;
        nejprehravanejsi*; prave ctou; co se prave cte
    """,
    "sk": """
        najcitanejsi*; najpopularnejsi*; najsledovanejsi*; najdiskutovanejsi*; najcastejsie citane;
        vyber redakcie; odporuca redakcia; redakcia odporuca; najviac citane;
        tip redakcie; tipy redakcie; najoblubenejsi*; najzdielanejsi*; najkomentovanejsi*; najpozeranejsi*;
        najvyhladavanejsi*; vyber editor*; prave citaju
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
        найбільш обговорюван*; найбільш коментован*;
        рекомендації редакції; вибір читачів; читають найбільше; найбільше переглядів; топ публікац*;
        топ матеріал*; топ читань
    """,
    "be": """
        самае чытаем*; самае папулярн*; папулярныя навіны; папулярнае за; выбар рэдакцыі; найбольш чытан*;
        найпапулярнейш*; chytajuc ciapier
    """,
    "el": """
        δημοφιλη αρθρα; πιο δημοφιλ*; τα δημοφιλη; δημοφιλεστερα; δημοφιλεστερες; πιο διαβασμεν*;
        πρωτα σε αναγνωσιμοτητα; αναγνωσιμοτητα*; πιο πολυδιαβασμεν*; πολυδιαβασμεν*; επιλογες του συντακτη;
        επιλογες συντακτων; επιλογη συνταξης; προτασεις συντακτη;
        πιο σχολιασμεν*; πιο κοινοποιημεν*;
        επιλογες συνταξης; επιλογ* της συνταξης; επιλογ* του εκδοτη; διαβαστηκαν περισσοτερο;
        επιλογη συντακτη; επιλογες αρχισυνταξιας; προτασεις της συνταξης; συνταξη προτεινει; δημοφιλεις ειδησεις;
        διαβαζονται τωρα; διαβαζουν τωρα; διαβαζουν οι αλλοι; διαβαζονται περισσοτερο; περισσοτερο διαβασμεν*
    """,
    "hu": """
        legolvasottabb*; legnepszerubb*; legnezettebb*; leginkabb olvasott; legtobbet olvasott;
        legtobbet kommentelt; szerkeszto ajanlata; a szerkeszto ajanlja; szerkesztoi ajanlo;
        szerkesztoseg ajanlja; legfrissebb es legolvasottabb; topolvasott;
        legtöbbet megosztott*; legtöbbet kommentált*;
        szerkesztoi ajanlat*; szerkesztok valasztas*; szerkeszto valasztas*; szerkesztok ajanlas*;
        szerkesztoseg ajanlat*; szerkesztoi valogatas; ezt olvassak; most olvassak; sokan olvassak;
        legtobben olvas*; legkedveltebb*
    """,
    "sq": """
        me te lexuara*; me te lexuarat; me te klikuara*; me te shikuara*; me te ndjekura*;
        zgjedhja e redaksise; zgjedhja e editorit; me te lexuar*
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
}

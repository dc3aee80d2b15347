"""Plain-text captures in charsets that their files do not name."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.blocks.encoding import decode, decode_text
from crawler.cli import run

TEXTS = {
    "cp1251": "Паром через протоку знову ходить\n\nУ перші сім днів він перевіз вісімнадцять тисяч людей, каже лінія.\n",
    "koi8-r": "Паром снова ходит через пролив\n\nЗа первую неделю он перевез восемнадцать тысяч человек.\n",
    "shift_jis": "渡し船がまた動きだした\n\n最初の一週間で一万八千人を運んだと会社は言う。港の会議は四週間後に開かれる。\n",
    "euc-jp": "渡し船がまた動きだした\n\n最初の一週間で一万八千人を運んだと会社は言う。港の会議は四週間後に開かれる。\n",
    "gb18030": "渡轮重新开通\n\n公司说，第一周就运送了一万八千人。港口委员会将在四周后再次开会。\n",
    "big5": "渡輪重新開通\n\n公司說，第一週就運送了一萬八千人。港口委員會將在四週後再次開會。\n",
    "euc-kr": "나룻배가 다시 다닌다\n\n첫 주에 만 팔천 명을 실어 날랐다고 회사는 말했다. 항만 위원회는 다시 모인다.\n",
    "cp1253": "Το πορθμείο κινείται ξανά\n\nΤην πρώτη εβδομάδα μετέφερε δεκαοκτώ χιλιάδες ανθρώπους.\n",
    "cp1255": "המעבורת פועלת שוב\n\nבשבוע הראשון היא העבירה שמונה עשר אלף איש, אומרת החברה.\n",
    "cp1256": "العبارة تعمل من جديد\n\nفي الأسبوع الأول نقلت ثمانية عشر ألف شخص، كما قالت الشركة.\n",
    "cp1252": "Fähre fährt wieder\n\nIn der ersten Woche trug sie 18.400 Menschen über den Sund. „Wir sind müde“, hieß es.\n",
}


@pytest.mark.parametrize("charset", TEXTS)
@pytest.mark.parametrize("times", [1, 8])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_file_is_read_in_its_charset(charset, times, ends):
    text = (TEXTS[charset] * times).replace("\n", ends)
    assert decode_text(text.encode(charset), "text/plain") == text


@pytest.mark.parametrize("charset", ["shift_jis", "gb18030", "cp1251"])
def test_a_long_file_is_read_to_its_end(charset):
    text = TEXTS[charset] * 900
    assert decode_text(text.encode(charset), "text/plain") == text


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", TEXTS.values())
def test_unicode_needs_no_mark(charset, text):
    assert decode_text(text.encode(charset)) == text


def test_a_charset_that_is_declared_wins():
    assert decode_text(TEXTS["cp1251"].encode("cp1251"), "text/plain; charset=koi8-r") == (
        TEXTS["cp1251"].encode("cp1251").decode("koi8-r")
    )


@pytest.mark.parametrize(
    "body",
    [
        b"\x00\x01\x02\x00PNG\x00\x00" * 40,
        ("Plain words, one after the other. " * 9 + " \0 and").encode(),
        b"\x7fELF\x02\x01\x01" + bytes(64),
        bytes(100),
    ],
)
def test_what_is_no_text_is_none(body):
    assert decode_text(body) is None


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_none_and_nothing_is_raised(body):
    assert decode_text(body) is None or isinstance(decode_text(body), str)


@given(st.text(max_size=200))
def test_what_is_utf_8_is_read_as_ever(text):
    body = text.encode("utf-8", "replace").replace(b"\x00", b"")
    if not body.startswith((b"\xff\xfe", b"\xfe\xff")):
        assert decode_text(body) == decode(body)


@pytest.mark.parametrize("charset", ["cp1251", "utf-16-le"])
def test_the_same_file_in_another_charset_is_the_same_article(tmp_path, capsys, charset):
    data, path = str(tmp_path / "data"), tmp_path / "parom.txt"
    body = "\n\n".join(
        f"{TEXTS['cp1251'].splitlines()[2]} Рада гавані збереться знову за {weeks}." for weeks in ("тиждень", "місяць")
    )
    text = f"{TEXTS['cp1251'].splitlines()[0]}\n\n{body}\n"
    for hour, coding in enumerate(("utf-8", charset)):
        path.write_bytes(text.replace("\n", "\r\n").encode(coding))
        assert run(["--data", data, "ingest", "--site", "parom", "--at", f"2026-05-12T0{hour}:00:00Z", str(path)]) == 0
    capsys.readouterr()
    assert run(["--data", data, "export", "versions"]) == 0
    (version,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert version["title"] == "Паром через протоку знову ходить"


LATIN = {
    "pl cp1250": (
        "Prom nocny na Szarą Wyspę przestanie kursować jesienią. Zarząd portu ogłosił we wtorek, że ostatni rejs odbędzie się trzydziestego września. „Nikt nas nie pytał” – mówi właścicielka piekarni przy przystani. Wyspiarze chcą się spotkać z zarządem w czerwcu; petycję podpisało tysiąc dwieście osób. Łódź dzienna ma dość miejsca dla każdego."
    ),
    "cs cp1250": (
        "Noční trajekt na Šedý ostrov přestane na podzim jezdit. Přístavní rada v úterý oznámila, že poslední plavba se uskuteční třicátého září. „Nikdo se nás neptal,“ říká majitelka pekárny u mola. Ostrované se chtějí s radou sejít v červnu; petici podepsalo tisíc dvě stě lidí."
    ),
    "hu cp1250": (
        "Ősszel megszűnik az éjszakai komp a Szürke-szigetre. A kikötői tanács kedden közölte, hogy az utolsó járat szeptember harmincadikán indul. „Senki sem kérdezett minket” – mondja a mólónál lévő pékség tulajdonosa. A szigetlakók júniusban szeretnének találkozni a tanáccsal; a petíciót ezerkétszázan írták alá."
    ),
    "hr cp1250": (
        "Noćni trajekt za Sivi otok prestaje voziti na jesen. Lučka uprava objavila je u utorak da će posljednja vožnja biti tridesetog rujna. „Nitko nas nije pitao”, kaže vlasnica pekarnice uz pristanište. Otočani žele u lipnju razgovarati s upravom; peticiju je potpisalo tisuću dvjesto ljudi, među njima i župnik."
    ),
    "ro cp1250": (
        "Feribotul de noapte spre Insula Cenuşie nu va mai circula din toamnă. Consiliul portului a anunţat marţi că ultima cursă va avea loc pe treizeci septembrie. „Nimeni nu ne-a întrebat”, spune proprietara brutăriei de lângă chei. Locuitorii vor să se întâlnească cu consiliul în iunie; petiţia a strâns o mie două sute de semnături."
    ),
    "tr cp1254": (
        "Gri Ada’ya giden gece vapuru sonbaharda kaldırılıyor. Liman kurulu salı günü son seferin otuz Eylül’de yapılacağını açıkladı. “Kimse bize sormadı” diyor iskeledeki fırının sahibi. Adalılar haziranda kurulla görüşmek istiyor; dilekçeyi bin iki yüz kişi imzaladı. Gündüz vapurlarında herkese yer olduğu söyleniyor."
    ),
    "lt cp1257": (
        "Naktinis keltas į Pilkąją salą rudenį nustos plaukioti. Uosto taryba antradienį pranešė, kad paskutinis reisas bus rugsėjo trisdešimtąją. „Niekas mūsų neklausė“, – sako kepyklos prie prieplaukos savininkė. Salos gyventojai nori susitikti su taryba birželį; peticiją pasirašė tūkstantis du šimtai žmonių."
    ),
    "lv cp1257": (
        "Nakts prāmis uz Pelēko salu rudenī pārtrauks kursēt. Ostas valde otrdien paziņoja, ka pēdējais reiss būs trīsdesmitajā septembrī. „Neviens mums nejautāja,” saka maizes ceptuves īpašniece pie piestātnes. Salinieki vēlas tikties ar valdi jūnijā; petīciju parakstījuši tūkstoš divsimt cilvēku."
    ),
    "et cp1257": (
        "Öine praam Hallile saarele lõpetab sügisel sõitmise. Sadama nõukogu teatas teisipäeval, et viimane reis toimub kolmekümnendal septembril. „Keegi ei küsinud meilt,” ütleb kai ääres asuva pagariäri omanik. Saarlased tahavad nõukoguga juunis kohtuda; pöördumisele on alla kirjutanud tuhat kakssada inimest."
    ),
    "fr cp1252": (
        "Le bac de nuit vers l’île Grise s’arrêtera à l’automne. Le conseil du port a annoncé mardi que la dernière traversée aura lieu le trente septembre. « Personne ne nous a demandé », dit la gérante de la boulangerie près de la jetée. Les îliens veulent rencontrer le conseil en juin ; la pétition a reçu mille deux cents signatures."
    ),
    "de cp1252": (
        "Die Nachtfähre zur Grauen Insel fährt ab Herbst nicht mehr. Der Hafenrat teilte am Dienstag mit, dass die letzte Überfahrt am dreißigsten September stattfindet. „Niemand hat uns gefragt“, sagt die Bäckerin am Steg. Die Inselbewohner möchten den Rat im Juni treffen; die Bittschrift hat zwölfhundert Unterschriften."
    ),
    "es cp1252": (
        "El transbordador nocturno a la Isla Gris dejará de navegar en otoño. La junta del puerto anunció el martes que la última travesía será el treinta de septiembre. «Nadie nos preguntó», dice la dueña de la panadería del muelle. Los isleños quieren reunirse con la junta en junio; la petición tenía mil doscientas firmas. ¿Quién llevará el pan?"
    ),
    "pt cp1252": (
        "A balsa noturna para a Ilha Cinzenta deixará de navegar no outono. O conselho do porto anunciou na terça-feira que a última travessia será a trinta de setembro. «Ninguém nos perguntou», diz a dona da padaria junto ao cais. Os ilhéus querem reunir-se com o conselho em junho; a petição já tem mil e duzentas assinaturas."
    ),
    "sv cp1252": (
        "Nattfärjan till Grå ön slutar gå i höst. Hamnrådet meddelade på tisdagen att den sista överfarten blir den trettionde september. ”Ingen frågade oss”, säger bagaren vid bryggan. Öborna vill träffa rådet i juni; namnlistan hade tolvhundra namn."
    ),
    "da cp1252": (
        "Natfærgen til Grå Ø holder op med at sejle til efteråret. Havnerådet meddelte tirsdag, at den sidste overfart bliver den tredivte september. »Ingen spurgte os,« siger bageren ved molen. Øboerne vil møde rådet i juni; underskriftsindsamlingen har tolv hundrede navne."
    ),
    "fi cp1252": (
        "Yölautta Harmaasaareen lakkaa kulkemasta syksyllä. Satamaneuvosto ilmoitti tiistaina, että viimeinen matka tehdään syyskuun kolmantenakymmenentenä. ”Kukaan ei kysynyt meiltä”, sanoo laiturin leipomon omistaja. Saarelaiset haluavat tavata neuvoston kesäkuussa; vetoomuksessa on tuhat kaksisataa nimeä."
    ),
    "is cp1252": (
        "Næturferjan til Gráeyjar hættir að sigla í haust. Hafnarráðið tilkynnti á þriðjudag að síðasta ferðin verði þrítugasta september. „Enginn spurði okkur,“ segir bakarinn við bryggjuna. Eyjaskeggjar vilja hitta ráðið í júní; tólf hundruð nöfn eru á undirskriftalistanum."
    ),
    "it cp1252": (
        "Il traghetto notturno per l’Isola Grigia si fermerà in autunno. Il consiglio del porto ha annunciato martedì che l’ultima traversata sarà il trenta settembre. «Nessuno ce l’ha chiesto», dice la proprietaria del panificio sul molo, perché così è. Gli isolani vogliono incontrare il consiglio a giugno; la petizione ha già milleduecento firme."
    ),
}


@pytest.mark.parametrize("name", LATIN)
@pytest.mark.parametrize("times", [1, 5])
def test_a_text_of_latin_letters_is_read_in_the_charset_of_its_language(name, times):
    charset = name.split()[1]
    text = f"{LATIN[name]}\n\n" * times
    assert decode_text(text.encode(charset)) == text


@pytest.mark.parametrize("name", [name for name in LATIN if name.endswith("cp1250")])
def test_what_iso_8859_2_has_in_other_places_is_told_too(name):
    text = LATIN[name].translate(str.maketrans("„”“’–", '"""\'-'))
    assert decode_text(text.encode("iso8859_2")) == text


@pytest.mark.parametrize("name", [name for name in LATIN if name.endswith("cp1252")])
def test_no_part_of_a_western_text_is_taken_for_another_charset_s(name):
    words = LATIN[name].split()
    for start in range(0, len(words), 4):
        for size in (8, 15, 30):
            text = " ".join(words[start : start + size])
            assert decode_text(text.encode("cp1252")) == text


def test_a_text_with_few_letters_that_tell_is_windows_1252():
    text = "The café’s owner, Zoë, paid £410 — or €480 — for the façade."
    assert decode_text(text.encode("cp1252")) == text


TELLING = {
    "iso8859_9": "Şehir meclisi köprünün güneydeki ayağı için yapılan çağrıyı görüştü; ışıklar gece boyunca söndü. ",
    "cp1251": "Совет города обсудил ремонт южной опоры моста; огни на набережной не горели всю ночь. ",
    "cp1250": "Żołnierze przyjechali późną nocą, a mieszkańcy wciąż śledzą wysokość wody w rzece; łódź stoi źle. ",
    "cp1252": "Les élèves de l'école ont été prévenus à la fin de l'après-midi; le pont fermé rouvrira bientôt. ",
}


@pytest.mark.parametrize("charset", TELLING)
def test_a_page_that_declares_utf_8_and_is_none_is_read_in_the_charset_of_its_words(charset):
    script = "<script>var words = 'one two three four';</script>" * 50
    page = f'<html><head><meta charset="utf-8">{script}</head><body><p>{TELLING[charset] * 8}</p></body></html>'
    assert decode(page.encode(charset), "text/html; charset=utf-8") == page


def test_a_page_of_utf_8_with_some_bytes_that_are_none_stays_utf_8():
    page = f"<p>{TELLING['cp1251'] * 8}</p>".encode() + "<i>é à ü ö ä ß ç ñ ø å</i>".encode("cp1252")
    assert decode(page, "text/html; charset=utf-8").startswith(f"<p>{TELLING['cp1251']}")

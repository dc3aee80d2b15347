"""Labels on headlines ("Live:", "Related:", "… | Video") that come and go while the headline stays."""

from __future__ import annotations

from functools import cache

from crawler.regions.ranked_list.phrases import key
from crawler.text import token_key, tokens

_MOST_WORDS = 4  # or letters, of scripts without spaces
_FREE_WORDS = 2  # of a label in brackets or behind a bar, which is one in any words
_BARS = frozenset("|/·•‖¦")
_BRACKETS = {"[": "]", "(": ")", "【": "】", "（": "）", "「": "」", "《": "》"}
# A headline that becomes a question, or a cry, says something else.
_SAYING = frozenset("?!¿¡؟？！;")

# What newsrooms set before or behind a headline: that it goes on, what kind of piece or picture it is, that it is news.
_LABELS = """
live; live blog; liveblog; live updates; live coverage; live now; live stream; livestream; live video;
as it happened; updates; update; updated; latest; breaking; breaking news; just in; developing; new; exclusive;
video; videos; watch; watch live; watch now; listen; audio; podcast; photos; photo; pictures; in pictures;
gallery; graphic; map; chart; quiz; poll; interview; analysis; opinion; comment; commentary; editorial; column;
explainer; explained; fact check; factcheck; feature; long read; profile; review; obituary; letter; letters;
q&a; faq; recap; timeline; related; read more; more; see also; also; sponsored; advertisement; ad; premium;
subscribers only; free; archive; investigation; special report; report; background; opinion piece; newsletter;
blog; urgent; live-ticker; liveticker; ticker; newsblog; im liveblog; im ticker; eilmeldung; exklusiv;
aktualisiert; bilder; fotos; bildergalerie; fotostrecke; grafik; karte; kommentar; analyse; meinung;
gastbeitrag; leitartikel; kolumne; hintergrund; portrat; umfrage; faktencheck; nachruf; rezension; reportage;
mehr dazu; lesen sie auch; mehr zum thema; anzeige; plus; abo; neu; en direct; direct; direct video;
mis a jour; mise a jour; derniere minute; exclusif; infographie; carte; diaporama; en images; images;
entretien; tribune; edito; chronique; decryptage; enquete; portrait; recit; a lire aussi; lire aussi; a lire;
abonnes; reserve aux abonnes; alerte; sondage; verification; en vivo; en directo; directo; ultima hora;
ultimo momento; actualizado; actualizacion; exclusiva; exclusivo; foto; galeria; imagenes; en imagenes;
grafico; mapa; entrevista; analisis; columna; cronica; reportaje; encuesta; relacionado; lea tambien;
mas informacion; suscriptores; publicidad; verificacion; ao vivo; atualizado; atualizacao; imagens;
infografico; analise; opiniao; coluna; reportagem; leia tambem; leia mais; relacionadas; assinantes; em direto;
direto; in diretta; diretta; diretta live; ultim'ora; aggiornato; aggiornamento; esclusiva; esclusivo; le foto;
il video; galleria; intervista; analisi; opinione; commento; editoriale; sondaggio; leggi anche;
approfondimento; abbonati; laatste nieuws; bijgewerkt; exclusief; beeld; in beeld; opinie; achtergrond;
lees ook; liveverslag; peiling; direkte; direkt; direktesending; siste; siste nytt; oppdatert; eksklusivt;
bildeserie; intervju; meninger; les ogsa; live nu; opdateret; billeder; debat; laes ogsa; uppdaterad;
senaste nytt; just nu; exklusivt; bildspel; ledare; kronika; debatt; las ocksa; suora; suora lahetys;
juuri nyt; paivittyy; paivitetty; kuvat; analyysi; kolumni; mielipide; haastattelu; paakirjoitus; lue myos;
otsepilt; otseblogi; uuendatud; galerii; arvamus; loe ka; tiesioginis; tiesiogiai; atnaujinta; nuotraukos;
vaizdo irasas; komentaras; nuomone; skaitykite taip pat; tiesraide; papildinats; viedoklis; foto un video;
lasi ari; na zywo; relacja na zywo; pilne; aktualizacja; z ostatniej chwili; wideo; zdjecia; wywiad; analiza;
opinia; komentarz; felieton; sondaz; czytaj tez; zobacz tez; tylko u nas; nazivo; online; aktualizovano;
exkluzivne; rozhovor; komentar; nazor; anketa; prectete si take; aktualizovane; citajte aj; elo;
elo kozvetites; frissitve; exkluziv; kepek; interju; velemeny; elemzes; v zivo; uzivo; u zivo; najnovije;
najnovejse; ekskluzivno; galerija; misljenje; procitajte i; live text; actualizare; exclusivitate;
galerie foto; interviu; citeste si; ne drejtperdrejt; e fundit; ekskluzive; canli; canli yayin; canli anlatim;
son dakika; guncellendi; ozel; ozel haber; galeri; foto galeri; roportaj; analiz; yorum; gorus; наживо; онлайн;
оновлено; оновлюється; терміново; ексклюзив; відео; фото; фоторепортаж; інтерв'ю; інтервю; аналіз; аналітика;
думка; колонка; опитування; читайте також; головне; пряма трансляція; трансляція; реклама; блог; подкаст;
прямой эфир; в прямом эфире; обновлено; обновляется; срочно; эксклюзив; видео; интервью; анализ; аналитика;
мнение; опрос; читайте также; трансляция; прямая трансляция; на живо; обновена; обновено; извънредно;
ексклузивно; галерия; уживо; анализа; мишљење; коментар; жива; у прямым эфіры; абноўлена; тікелей эфир; шұғыл;
ζωντανα; live εικονα; εκτακτο; ενημερωση; αποκλειστικο; βιντεο; φωτο; φωτογραφιες; συνεντευξη; αναλυση; αποψη;
δειτε επισης; ուղիղ; ուղիղ եթեր; տեսանյութ; ლაივი; პირდაპირი ეთერი; ვიდეო; ფოტო; מבזק; שידור חי; לייב; עדכון;
בלעדי; וידאו; צפו; תמונות; ראיון; פרשנות; דעה; גלריה; مباشر; بث مباشر; عاجل; تحديث; محدث; خاص; حصري; فيديو;
بالفيديو; شاهد; صور; بالصور; مقابلة; تحليل; راي; تقرير; اقرا ايضا; زنده; پخش زنده; فوری; اختصاصی; ویدئو; ویدیو;
عکس; تصاویر; گفتگو; گفت وگو; تحلیل; دیدگاه; براه راست; تازه ترین; लाइव; लाइव अपडेट; ब्रेकिंग; वीडियो; तस्वीरें;
विश्लेषण; विचार; सम्पादकीय; লাইভ; ভিডিও; ছবি; মতামত; বিশ্লেষণ; நேரலை; வீடியோ; లైవ్; వీడియో; siaran langsung;
langsung; terkini; eksklusif; baca juga; opini; truc tiep; moi nhat; hinh anh; y kien; phan tich; สด; ด่วน;
วิดีโอ; คลิป; ภาพ; 直播; 现场直播; 实时; 快讯; 突发; 最新; 更新; 独家; 獨家; 视频; 視頻; 影片; 图集; 圖集;
图片; 分析; 评论; 評論; 观点; 觀點; 专访; 專訪; 即時; 快訊; 影音; 速報; ライブ; ライブ配信; 生中継; 中継; 動画;
写真; 独自; 特集; 解説; 社説; インタビュー; 속보; 생중계; 실시간; 라이브; 영상; 동영상; 사진; 단독; 인터뷰;
분석; 사설; 칼럼; 포토
"""


def is_label_only(before: str, after: str) -> bool:
    """Whether labels are all that came, went or changed: the headlines without theirs are the same.

    A label is one of the words that newsrooms use for it, with a mark or without, or up to two words of any language in
    brackets or behind a bar. What is said by whom ("…, police say"), a question mark and any other word are no labels.

    >>> is_label_only("Live: Mayor resigns", "Mayor resigns"), is_label_only("He resigns", "He resigns, aide says")
    (True, False)
    """
    one, other = (_keys(text) for text in (before, after))
    if one == other:
        return False
    return (bool(_bare(one)) and _bare(one) == _bare(other)) or _is_framed(*sorted((one, other), key=len))


def _keys(text: str) -> tuple[str, ...]:
    return tuple(token_key(token) for token in tokens(text))


def _is_framed(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether the longer headline is the shorter one with a word or two in brackets or beyond a bar."""
    extra = len(long) - len(short)
    if not short or extra <= 0:
        return False
    if long[extra:] == short:
        return _is_frame(long[:extra], long[extra - 1])
    return long[:-extra] == short and _is_frame(long[-extra:], long[-extra])


def _is_frame(part: tuple[str, ...], edge: str) -> bool:
    words = [token for token in part if _is_word(token)]
    if len(words) > _FREE_WORDS:
        return False
    if not words:
        return _SAYING.isdisjoint(part)
    return edge in _BARS or _BRACKETS.get(part[0]) == part[-1]


def _bare(headline: tuple[str, ...]) -> tuple[str, ...]:
    """A headline without the labels that we know at its two ends; () where it is nothing else."""
    rest = headline
    while rest and (count := _label(rest)):
        rest = rest[count:]
    while rest and (count := _label(rest[::-1], turned=True)):
        rest = rest[:-count]
    return rest


def _label(run: tuple[str, ...], *, turned: bool = False) -> int:
    """How many tokens at the start of a run (from its end, where it is `turned`) are a label with its marks."""
    start = 0
    while start < len(run) and not _is_word(run[start]) and _SAYING.isdisjoint(run[start]):
        start += 1
    for words in range(_MOST_WORDS, 0, -1):
        part = run[start : start + words]
        if len(part) < words or not all(map(_is_word, part)):
            continue
        part = part[::-1] if turned else part
        is_spaced = key(" ".join(part)) in _known()
        if not is_spaced and "".join(part) not in _known():
            continue
        stop = start + words
        while stop < len(run) and not _is_word(run[stop]) and _SAYING.isdisjoint(run[stop]):
            stop += 1
        is_marked = start > 0 or stop > start + words
        # Before a headline a label needs no mark, where there are spaces; behind one the last word might be one.
        return stop if stop < len(run) and (is_marked or (is_spaced and not turned)) else 0
    return 0


def _is_word(token: str) -> bool:
    return any(map(str.isalnum, token))


@cache
def _known() -> frozenset[str]:
    return frozenset(key(" ".join(label.split())) for label in _LABELS.split(";"))

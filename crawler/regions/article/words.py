"""What class and id names say of an element: names that sites in many languages give to what is not the body.

Names are cut into words (`js-relatedTopics` → js, related, topics) and each word is looked up; nothing here reads
the text that a visitor sees.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise, takewhile
from typing import Final


class Role:
    """What an element seems to be for, by its name: bits of an int, since they are tested for every block of a page."""

    NONE: Final = 0
    AD: Final = 1
    RELATED: Final = 2
    SIGNUP: Final = 4
    SHARE: Final = 8
    CAPTION: Final = 16
    BYLINE: Final = 32
    BIO: Final = 64
    COMMENT: Final = 128
    NAVIGATION: Final = 256
    TAGS: Final = 512
    DATE: Final = 1024
    STANDFIRST: Final = 2048
    HIDDEN: Final = 4096
    EMBED: Final = 8192
    BODY: Final = 16384
    TITLE: Final = 32768
    CONSENT: Final = 65536


Roles = int

_WORDS: dict[Roles, str] = {
    Role.AD: """
        ad ads adv advert adverts advertisement advertising advertorial adslot adunit adsbygoogle adbox
        adwrapper adcontainer banner dfp gpt mpu leaderboard taboola outbrain revcontent sponsor
        sponsored sponsors sponsoring anzeige werbung anuncio anuncios publicidad publicidade pubblicita
        publicite reklama reklam reklame annons annonse annonce commercial affiliate skyscraper
        billboard interstitial plista zergnet mgid
        inread mrec teads dianomi adlabel adtext adbanner adzone adspot admanager googlead googleads banners
        bannerad advertisment annoncer mainos mainokset hirdetes hirdetesek oglas oglasi inzerce quangcao iklan
        werbebox werbemittel reklamlar placeholder guanggao
    """,
    Role.RELATED: """
        related relateds relatedlinks relatedarticles relatedposts relatedcontent relacionadas
        relacionados relacionada relacionado recommended recommendation recommendations recommend recirc
        recirculation readmore readalso lireaussi alsoread alsolike seealso morefrom morenews
        morestories morelinks promo promos promobox teaser teasers teaserbox popular mostpopular
        mostread mostviewed meistgelesen trending trend trends latest latestnews toplist topstories
        similar suggested suggestions suggestion upnext nextup nextarticle prevnext jp-relatedposts
        yarpp carousel slider slideshow ticker headlines rail mehr weiterlesen correlati correlate
        correlates lesmer lesogsa saiba leia leiamais leertambien vermas artikellisten verwandt
        verwandte onward onwards crosspromo crosslink internallink interlink inlinerelated playlist summary-v0-block
        catcher linkbox linklist linkliste linklists readnext readnow readmorelink alsoreads tinlienquan
        lienquan kanren kanrenkiji bacajuga lihatjuga beritaterkait czytajtez zobacztez lesook leesook
        lasmer lesmeer leesmeer luemyos lestambien leetambien leamas masnoticias masinformacion ilgili
        ilgilihaber benzer benzerhaberler cokokunan leggianche articolicorrelati vejatambem noticiasrelacionadas
        whatsnext moreon morelike mostshared trendingnow recos reco richlink seemore anbefalet anbefalede
        aiheesta procitajte procitajtejos
        tuijian xiangguan
    """,
    Role.SIGNUP: """
        newsletter newsletters signup subscribe subscription subscriptions subscriber abonnement abo
        abonnieren paywall regwall piano register registration login signin donate donation donations
        support cta calltoaction membership offer offers suscripcion suscribete inscription
        boletin boletines nyhetsbrev nyhedsbrev uutiskirje hirlevel nieuwsbrief newsletterpromo optin leadgen
        subscribebox tipus tipoff
    """,
    Role.CONSENT: """
        cookie cookies cookiebanner consent gdpr ccpa onetrust ot-sdk-container didomi usercentrics cmpbox
        cmpwrapper cmpcontainer cmpmodal cmpconsent cmpui cmpoverlay qc-cmp sp-message truste popup popover
        modal overlay tooltip dialog interstitial toast snackbar
    """,
    Role.SHARE: """
        share shares sharing sharebar sharebox sharetools sharethis addthis addtoany sharedaddy social
        socials socialmedia partager compartir teilen condividi follow followus bookmark bookmarks print
        toolbar tools toolbox sharer whatsapp reactions reaction like likes likebox rating ratings vote
        rrss compartilhar compartilhe condivisione partage paylas udostepnij sdilet delning sharebuttons
        sharelinks fenxiang
    """,
    Role.CAPTION: """
        caption captions figcaption photo photos image images picture pictures foto fotos bild bilder
        imagen imagens immagine credit credits imagecredit photocredit photographer copyright legend
        bildunterschrift bildtext bildquelle imagecaption didascalia legende pie photocaption
        mediacaption wp-caption-text gallery galleries
        imgdesc imgcaption imgtext imgcap imgcredit imgsource imgalt imagedesc imagetext imagedescription
        imagesource phototext photodesc photocap photodescription photosource pictext piccaption picdesc picinfo
        picsource mediadescription mediadesc mediacredit piefoto piedefoto bildetekst billedtekst kuvateksti
        fototext fotocredit fotobeschrijving cutline figcap bijschrift popisek didascalie leyenda descvideo
        videodesc videocaption picbox imgbox imagebox photobox
    """,
    Role.BYLINE: """
        byline bylines author authors autor autores auteur auteurs autore autori contributor
        contributors writer reporter forfatter journalist writtenby
        signature signatures firma firmante redactor periodista giornalista journaliste journalists
        yazar muhabir tacgia kirjoittaja toimittaja szerzo skribent autorka authorname authornames verfasser
    """,
    Role.BIO: """
        bio bios biography authorbio authorbox authorinfo aboutauthor autorbox authorprofile postauthor
    """,
    Role.COMMENT: """
        comment comments commentlist comentarios commentaires kommentare kommentar kommentarer komentar
        disqus discussion respond reply replies livefyre spotim openweb fbcomments
        yorum yorumlar komentarze kommentit hozzaszolasok reacties commenti binhluan komentari komentare diskuse
        diskuze readercomments usercomments divforum forumfil forummessage forumtexte forumchapo
    """,
    Role.NAVIGATION: """
        nav navigation navbar menu menus submenu breadcrumb breadcrumbs pagination pager paging footer
        sidebar masthead skiplink topbar toc tableofcontents inhaltsverzeichnis subnav megamenu sitemap
        crumb crumbs filariane migas pagenav paginator backlink daohang
    """,
    Role.TAGS: """
        tags tag taglist tagcloud topics keywords hashtags categories postcats themen etiquetas
        hashtag etiket etiketler trefwoorden emner stichworte schlagworte schlagwort motscles palabrasclave
    """,
    Role.DATE: """
        date dates datetime dateline timestamp time published pubdate updated datum fecha uhrzeit
        readingtime readtime postmeta entrymeta articlemeta postinfo entryinfo metadata
        tarih zaman dateandtime datepublished datemodified
    """,
    Role.STANDFIRST: """
        standfirst dek deck lede leadtext subtitle subheadline subheading subtitulo entradilla chapo
        chapeau sapo ingress vorspann introtext teasertext tagline summary excerpt articlesummary
        sottotitolo bajada copete
    """,
    Role.HIDDEN: """
        hidden sronly visuallyhidden screenreader visually-hidden sr-only screen-reader-text noprint
        offscreen assistive invisible printonly print-only
    """,
    Role.EMBED: """
        tweet twitter instagram facebook tiktok embed embeds embedded oembed fbpost youtube videoplayer
        player infographic datawrapper podcast podcasts audio scribble quiz poll
    """,
    Role.BODY: """
        articlebody articletext articlecontent storybody storytext storycontent entrycontent postcontent
        postbody postentry bodycopy bodytext artikeltext maincontent contentbody richtext article-body
        story-body entry-content post-content post-body article-content article-text body-copy rich-text
        newstext newsbody paragraph paragraphs
    """,
    Role.TITLE: """
        headline title heading titre titel titulo titolo headlines entrytitle posttitle articletitle
    """,
}
_LOOKUP = {word: role for role, words in _WORDS.items() for word in words.split()}
TAG_ROLES = {
    "figcaption": Role.CAPTION,
    "figure": Role.CAPTION,
    "nav": Role.NAVIGATION,
    "footer": Role.NAVIGATION,
    "aside": Role.RELATED,
    "button": Role.SHARE,
    "form": Role.SIGNUP,
    "dialog": Role.CONSENT,
    "time": Role.DATE,
    "menu": Role.NAVIGATION,
}
# They say what an element has or may do, not what it is: has-caption, with-sidebar, comments-enabled.
_STATES = frozenset(
    "has have with without no is are hide hides show shows enable enables enabled disable disabled use open".split()
)
_HAS = frozenset({"has", "have"})
# Rows and cells are called after what they are about.
_NAMELESS = frozenset({"tr", "td", "th", "tbody"})
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_SPLIT = re.compile(r"[.#:]")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PARTS = re.compile(r"[-_0-9]+")

# Roles that, named on an element below the article's container, put everything in it outside of the body.
OUTSIDE = (
    Role.AD
    | Role.RELATED
    | Role.SIGNUP
    | Role.SHARE
    | Role.CAPTION
    | Role.BYLINE
    | Role.BIO
    | Role.COMMENT
    | Role.CONSENT
    | Role.NAVIGATION
    | Role.TAGS
    | Role.DATE
    | Role.HIDDEN
    | Role.EMBED
)


def words_of(name: str) -> list[str]:
    """Words of a class or id name, lower case: `js-relatedTopics` → js, related, topics."""
    return [part.lower() for piece in _CAMEL.split(name) for part in _PARTS.split(piece) if part]


@lru_cache(maxsize=16384)
def name_roles(name: str) -> Roles:
    """Roles that one class or id name tells: by itself, by its words, by two of them together."""
    lower = name.lower()
    found = _LOOKUP.get(lower, Role.NONE) | _LOOKUP.get(_PARTS.sub("", lower), Role.NONE)
    words = words_of(name)
    if words and (words[0] in _STATES or words[-1] in _STATES):
        return Role.NONE
    words = list(takewhile(lambda word: word not in _HAS, words))  # an article-has-inline-image is no image
    for word in words:
        found |= _LOOKUP.get(word, Role.NONE)
    for one, two in pairwise(words):
        found |= _LOOKUP.get(one + two, Role.NONE)
    return found


@lru_cache(maxsize=16384)
def parts_of(step: str) -> tuple[tuple[str, Roles], ...]:
    """The tag and the names of a step of a container path that tell something, each with what it tells."""
    tag, *names = _SPLIT.split(step)
    if tag in _NAMELESS:
        return ()
    ignored = Role.NAVIGATION if tag in _HEADINGS else Role.NONE  # a heading's id is the anchor of a table of contents
    told = [(tag, TAG_ROLES.get(tag, Role.NONE)), *((name, name_roles(name) & ~ignored) for name in names)]
    return tuple((name, role) for name, role in told if role)


@lru_cache(maxsize=16384)
def roles(step: str) -> Roles:
    """Roles of an element by its step of a container path (`div.story-body#main`)."""
    found = Role.NONE
    for _, role in parts_of(step):
        found |= role
    return found


@lru_cache(maxsize=16384)
def path_roles(path: tuple[str, ...]) -> Roles:
    """Roles of all the elements on a container path, but for those around the whole page."""
    found = Role.NONE
    for step in path[2:]:
        found |= roles(step)
    return found

"""Words that tell what a path leads to, in the languages that news sites write their paths in.

They weigh, they never decide alone: a site in a language without an entry is told by dates, ids and slugs.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ARTICLE_WORDS = _words("""
    article articles artikel articulo articulos articolo articoli artigo artykul artykuly story stories noticia
    noticias nota notas notizia notizie nieuws nyhet nyheter nyhed haber haberler berita makale novost novosti novyny
    news post posts actualite actu content doc read a
""")
AUTHOR_WORDS = _words("""
    author authors autor autores autoren auteur auteurs autore autori profile profiles people person
""")
PERSON_WORDS = AUTHOR_WORDS | _words("""
    by staff bio bios contributor contributors columnist columnists journalist journalists writer writers reporter
    reporters correspondent correspondents colaboradores columnistas firmas periodista periodistas redactor redactores
    journaliste journalistes signataires giornalisti firme colunista colunistas redakteur redakteure redaktion
    medarbetare journalister skribenter auteurs-columnisten kolumnisten kolumnist yazar yazarlar penulis autorzy avtor
    avtory kirjoittaja forfatter skribent
""")
LISTING_WORDS = AUTHOR_WORDS | _words("""
    tag tags topic topics thema themen theme themes tema temas sujet sujets etiqueta etiquetas temat tagi hashtag
    category categories kategorie kategorien categorie categoria categorias rubrik rubrique section sections
    archive archives archiv archivo archivio arsiv search suche buscar busca recherche ricerca zoek ara poisk sok
    page seite pagina strona collection collections series label labels index
""")
MEDIA_WORDS = _words("""
    video videos gallery galleries galerie galeria galerias foto fotos photo photos fotostrecke bildergalerie
    diaporama podcast podcasts audio watch listen tv radio mediathek slideshow pictures
""")
SERVICE_WORDS = _words("""
    login signin sign-in logout register signup sign-up subscribe subscription subscriptions subscribers account
    my-account service user users abo abonnement abonnements abonnieren anmelden registrieren connexion inscription
    suscripcion suscripciones suscribete suscribirse abbonamenti accedi registrati assinatura assine prenumerata
    konto compte cuenta minha-conta newsletter newsletters boletines about about-us ueber-uns a-propos
    quienes-somos chi-siamo sobre over-ons o-nas kontakt contact contact-us contacto contatti contato contacts
    impressum imprint legal mentions-legales aviso-legal note-legali privacy privacy-policy datenschutz
    confidentialite privacidad privacidade cookie cookies cookie-policy terms terms-of-use terms-of-service
    terms-and-conditions agb cgu cgv nutzungsbedingungen conditions condiciones termos faq help hilfe aide ayuda
    ajuda support advertise advertising mediadaten publicite publicidad publicidade werbung reklama reklam jobs
    careers karriere stellenangebote shop store boutique tienda donate donation spenden feedback accessibility
    barrierefreiheit sitemap rss feeds app apps games jeux spiele widget embed share print comment comments
    kommentare commentaires comentarios cart checkout wp-login wp-admin wp-json cdn-cgi auth oauth sso
""")
SIGNUP_WORDS = _words("""
    signup sign-up subscribe subscription subscriptions abo abonnement abonnements abonnieren abbonamenti suscripcion
    suscripciones suscribete suscribirse assinatura assine prenumerata prenumerera abonnere abonner tilaa
""")
LETTER_WORDS = _words("""
    newsletter newsletters newsletteranmeldung boletin boletines infolettre infolettres nieuwsbrief nieuwsbrieven
    nyhedsbrev nyhedsbreve nyhetsbrev nyhetsbrevet uutiskirje uutiskirjeet hirlevel rassylka rassylki bulten bulteni
    newsletery meilimaagazin
""")
FILE_ENDINGS = _words("""
    7z aac avi avif bmp css csv doc docx epub exe flac flv gif gz ico ics jpeg jpg js json m3u8 m4a m4v mkv mov mp3
    mp4 mpeg mpg ogg ogv pdf png ppt pptx rar rtf svg tar tif tiff ttf txt wav webm webmanifest webp wmv woff woff2
    xls xlsx zip
""")
FEED_ENDINGS = _words("xml rss atom rdf")

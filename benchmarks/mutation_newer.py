"""More of what real sites change beside their words: labels in any language, texts cut off, clocks, trials."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from lxml import etree
from mutation_boxes import WARES
from mutation_scene import Noise, Scene, between, gold, made, outside, put_after, set_text
from mutation_sites import LIST, MARK, nodes, plain

_LABELS = ("Annons", "Mainos", "Reklam", "Реклама", "Διαφήμιση", "إعلان", "विज्ञापन", "廣告", "Artykuł sponsorowany")
_ALSO = {
    "de": "Lesen Sie auch:",
    "fr": "Lire aussi :",
    "es": "Lea también:",
    "it": "Leggi anche:",
    "pt": "Leia também:",
    "ru": "Читайте также:",
    "sv": "Läs också:",
    "ja": "あわせて読みたい：",
    "ko": "함께 읽기:",
}
_UPDATED = {
    "de": "Aktualisiert am {:02}.06.2026, {:02}:{:02} Uhr",
    "fr": "Mis à jour le {:02} juin 2026 à {:02}h{:02}",
    "es": "Actualizado el {:02}/06/2026 a las {:02}:{:02}",
    "it": "Aggiornato il {:02} giugno 2026 alle {:02}:{:02}",
    "ru": "Обновлено: {:02}.06.2026, {:02}:{:02}",
    "ja": "更新：2026年6月{:02}日 {:02}時{:02}分",
}
_WALLS = {
    "de": "Jetzt abonnieren und weiterlesen. Sie haben schon ein Abo? Anmelden.",
    "fr": "Abonnez-vous pour lire la suite. Déjà abonné ? Se connecter.",
    "es": "Suscríbase para seguir leyendo. ¿Ya tiene cuenta? Inicie sesión.",
}
_WALL = "Subscribe to read on. Already a subscriber? Log in."
_BIOS = (
    "{} has reported from harbours and courts since 2009.",
    "{} writes on money. Her second book, on salt, is out in autumn.",
    "Contact: {}, desk@paper.example, or by post to the old customs house.",
)
_MOST = 0.9  # of the gold
_FEWEST = 6  # paragraphs of a text that is cut off
_QUOTES = str.maketrans("“”‘’", "\"\"''")


def labelled_ads(root: etree._Element, scene: Scene) -> bool:
    """A label in whatever language, and what it labels, as paragraphs like others."""
    places = between(root, scene.fresh, 2)
    for place in places:
        slot = made("div", {"class": "m-unit"})
        etree.SubElement(slot, "p").text = scene.fresh.choice(_LABELS)
        etree.SubElement(slot, "p").text = f"{scene.fresh.choice(WARES)}, {scene.fresh.randint(2, 90)}.99"
        put_after(place, slot)
    return bool(places)


def also_lines(root: etree._Element, scene: Scene) -> bool:
    """A paragraph that is nothing but a link to another story each time."""
    places = between(root, scene.steady, 1)
    for place in places:
        line = made("p", {})
        strong = etree.SubElement(line, "strong")
        strong.text = _ALSO.get(scene.page.language, "Read also:") + " "
        link = etree.SubElement(strong, "a", {"href": f"/{scene.steady.randrange(10**6)}"})
        link.text = scene.steady.choice(scene.pool)
        put_after(place, line)
    return bool(places)


def cut_off(root: etree._Element, scene: Scene) -> bool:
    """Some fetches get the beginning and a wall."""
    spots = [element for element in gold(root) if element.tag == "p"]
    if scene.page.live or len(spots) < _FEWEST or scene.fresh.random() < 0.5:
        return False
    home = spots[len(spots) // 2].getparent()
    inside = [element for element in spots if element.getparent() is home]
    if home is None or len(inside) < max(_FEWEST, _MOST * len(gold(root))):
        return False  # what stands elsewhere would stay
    at = home.index(inside[2])
    for element in list(home)[at + 1 :]:
        home.remove(element)
    wall = made("div", {"class": "offer"})
    etree.SubElement(wall, "p").text = _WALLS.get(scene.page.language, _WALL)
    home.append(wall)
    return True


def trials(root: etree._Element, scene: Scene) -> bool:
    """Another headline for half of the fetches."""
    heading = root.find(".//h1")
    if heading is None or not scene.page.title or plain("".join(heading.itertext())) != scene.page.title:
        return False
    if scene.fresh.random() < 0.5:
        other = scene.steady.choice(scene.pool)
        for element, tail, text in list(nodes(heading)):
            set_text(element, other if plain(text) == scene.page.title else text, tail=tail)
    return True


def caption_trials(root: etree._Element, scene: Scene) -> bool:
    """A picture between paragraphs whose words are others at each request."""
    places = between(root, scene.steady, 1)
    for place in places:
        figure = made("figure", {"class": "media"})
        etree.SubElement(figure, "img", {"src": "/i.jpg", "alt": scene.fresh.choice(scene.pool)})
        etree.SubElement(figure, "figcaption").text = scene.fresh.choice(scene.pool)
        put_after(place, figure)
    return bool(places)


def comment_counts(root: etree._Element, scene: Scene) -> bool:
    title = root.find(".//h1")
    if title is None:
        return False
    link = made("a", {"href": "#comments", "class": "talk"}, f"{scene.fresh.randint(2, 900)} comments")
    put_after(title, link)
    return True


def author_box(root: etree._Element, scene: Scene) -> bool:
    """What a paper says of its author below the text."""
    last = [element for element in gold(root) if element.tag == "p"][-1:]
    outer = last[0].getparent() if last else None
    if outer is None or outer.tag in {"body", "html"} or not scene.page.authors:
        return False
    box = made("div", {"class": "author-box"})
    name = scene.page.authors[0]
    etree.SubElement(box, "h4").text = name
    etree.SubElement(box, "p").text = scene.steady.choice(_BIOS).format(name)
    put_after(outer, box)
    return True


def updated_lines(root: etree._Element, scene: Scene) -> bool:
    """When the page was made, for a reader."""
    title = root.find(".//h1")
    if title is None:
        return False
    pattern = _UPDATED.get(scene.page.language, "Updated June {}, 2026 at {:02}:{:02}")
    put_after(title, made("p", {"class": "when"}, pattern.format(1, 6 + scene.sweep % 18, scene.steady.randrange(60))))
    return True


def late_embeds(root: etree._Element, scene: Scene) -> bool:
    """A post of a network that is there, or is a frame that is to be filled."""
    places = between(root, scene.steady, 1)
    for place in places:
        if scene.fresh.random() < 0.5:
            box = made("div", {"class": "embed-frame"})
            etree.SubElement(box, "iframe", {"src": "https://social.example/embed/1"})
        else:
            box = made("blockquote", {"class": "social-post", "cite": "https://social.example/p/1"})
            etree.SubElement(box, "p").text = "The lamp at the quay burns again, after eleven years. Who lit it?"
            etree.SubElement(box, "a", {"href": "https://social.example/p/1"}).text = "— Harbour Watch, 1 June"
        put_after(place, box)
    return bool(places)


def trackers(root: etree._Element, scene: Scene) -> bool:
    for link in root.iter("a"):
        href = link.get("href") or ""
        if urlsplit(href).scheme in {"", "http", "https"} and href[:1] not in {"#", ""}:
            address, hash_, fragment = href.partition("#")
            mark = f"utm_source=site&utm_campaign=c{scene.fresh.randrange(10**6)}"
            link.set("href", f"{address}{'&' if '?' in address else '?'}{mark}{hash_}{fragment}")
    return True


def reordered(root: etree._Element, scene: Scene) -> bool:
    """Links in lists without rank stand in another order."""
    found = False
    for home in root.iter("ul"):
        items = [item for item in home if item.tag == "li" and item.find(".//a") is not None]
        around = (*home.iter(), *home.iterancestors())
        marked = any(MARK in element.attrib or LIST in element.attrib for element in around)
        long = sum(len(plain("".join(item.itertext()))) >= 30 for item in items)
        if marked or len(items) < 3 or long < 3 or len(items) != len(home):
            continue
        scene.steady.shuffle(items)
        for item in items:
            home.append(item)
        found = True
    return found


def lazy_images(root: etree._Element, scene: Scene) -> bool:
    found = False
    for image in list(root.iter("img")):
        parent = image.getparent()
        if parent is None or not image.get("src") or scene.fresh.random() < 0.5:
            continue
        copy = etree.Element("noscript")
        etree.SubElement(copy, "img", {"src": image.get("src") or ""})
        image.set("data-src", image.get("src") or "")
        image.set("src", "data:image/gif;base64,R0lGODlhAQABAAAAACw=")
        image.set("class", f"{image.get('class') or ''} lazyload".strip())
        put_after(image, copy)
        found = True
    return found


def quotes_everywhere(root: etree._Element, scene: Scene) -> bool:
    """Straight marks in place of typographic ones, soft hyphens and hard spaces, in headings and links as well."""
    way = scene.steady.randrange(3)
    for element, tail, text in list(nodes(root)):
        told = (
            text.translate(_QUOTES),
            re.sub(r"(\w{6})(\w{4})", "\\1\u00ad\\2", text),
            text.replace(" ", "\u00a0", 2),
        )
        set_text(element, told[way], tail=tail)
    return True


def request_classes(root: etree._Element, scene: Scene) -> bool:
    """A name made for the request on each paragraph and what holds it."""
    token = f"{scene.fresh.getrandbits(32):08x}"
    elements = gold(root)
    holders = {parent for element in elements if (parent := element.getparent()) is not None}
    for element in (*elements, *holders):
        element.set("class", f"{element.get('class') or ''} r-{token}".strip())
        element.set("data-request", token)
    return bool(elements)


def counts_of_words(root: etree._Element, scene: Scene) -> bool:
    """Short numbers outside of the text, each another one."""
    for element, tail, text in list(outside(root, scene.page)):
        if re.fullmatch(r"\d{1,4}(?:[.,]\d)?[KkM]?", plain(text)) and element.tag in {"span", "a", "button"}:
            set_text(element, str(scene.fresh.randint(2, 999)), tail=tail)
    return True


NEWER: dict[str, Noise] = {
    "labelled ads": labelled_ads,
    "also lines": also_lines,
    "cut off": cut_off,
    "trials": trials,
    "caption trials": caption_trials,
    "comment counts": comment_counts,
    "author box": author_box,
    "updated lines": updated_lines,
    "late embeds": late_embeds,
    "trackers": trackers,
    "reordered": reordered,
    "lazy images": lazy_images,
    "quotes everywhere": quotes_everywhere,
    "request classes": request_classes,
    "counts of words": counts_of_words,
}

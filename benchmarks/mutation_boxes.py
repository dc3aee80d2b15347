"""Boxes that real sites put between paragraphs and around them: advertisements, letters, links to other stories."""

from __future__ import annotations

from lxml import etree
from mutation_scene import Scene, between, gold, made, put_after

_AD = {"de": "Anzeige", "fr": "Publicité", "es": "Publicidad", "it": "Pubblicità", "ja": "広告", "ko": "광고"}
_COOKIES = {
    "de": "Wir und unsere Partner verwenden Cookies, um Inhalte zu messen. Mit Ihrer Einwilligung lesen Sie leichter.",
    "fr": "Nous utilisons des cookies pour mesurer l'audience. Vous pouvez retirer votre consentement à tout moment.",
    "es": "Utilizamos cookies para medir la audiencia. Puede retirar su consentimiento en cualquier momento.",
}
_COOKIE = "We and our partners use cookies to measure what is read. You may withdraw your consent at any time."
_LETTER = {
    "de": ("Der Brief am Morgen", "Jeden Tag um sechs die wichtigsten Meldungen, kostenlos in Ihrem Postfach."),
    "fr": ("La lettre du matin", "Chaque jour à six heures, l'essentiel de l'actualité dans votre boîte."),
    "es": ("La carta de la mañana", "Cada día a las seis, lo esencial de la actualidad en su correo."),
}
_LETTERS = ("The Morning Letter", "Every day at six the most important stories, free of charge, in your inbox.")
WARES = ("Lanterns", "Harbour mugs", "Rope ladders", "Storm coats", "Brass bells", "Sea maps")
_SAYS = ("Well said, I had not thought of it.", "My uncle kept that bridge for years.", "Who pays for all this, then?")


def ads(root: etree._Element, scene: Scene) -> bool:
    """Named slots between paragraphs, filled anew with each request."""
    places = between(root, scene.fresh, 3)
    for number, place in enumerate(places):
        slot = made("div", {"class": "ad-slot", "id": f"ad-{scene.fresh.randrange(10**6)}"})
        etree.SubElement(slot, "span").text = _AD.get(scene.page.language, "Advertisement")
        text = f"{scene.fresh.choice(WARES)} at half the price, {scene.fresh.randint(2, 90)}.99, this week only."
        etree.SubElement(slot, "p" if number % 2 else "div").text = text
        put_after(place, slot)
    return bool(places)


def bare_ads(root: etree._Element, scene: Scene) -> bool:
    """The same in slots whose names say nothing."""
    places = between(root, scene.fresh, 2)
    for place in places:
        slot = made("div", {"class": f"x{scene.fresh.randrange(10**5)}"})
        etree.SubElement(slot, "div").text = f"{scene.fresh.choice(WARES)} for {scene.fresh.randint(2, 90)}.99 only"
        put_after(place, slot)
    return bool(places)


def cookie_banner(root: etree._Element, scene: Scene) -> bool:
    body = root.find("body")
    if body is None:
        return False
    banner = made("div", {"class": "cmp-banner", "role": "dialog"})
    etree.SubElement(banner, "p").text = _COOKIES.get(scene.page.language, _COOKIE)
    for label in ("OK", "Settings"):
        etree.SubElement(banner, "button").text = label
    if scene.steady.random() < 0.5:
        body.insert(0, banner)
    else:
        body.append(banner)
    return True


def newsletter(root: etree._Element, scene: Scene) -> bool:
    title, text = _LETTER.get(scene.page.language, _LETTERS)
    for place in between(root, scene.steady, 1):
        box = made("div", {"class": "newsletter-box"})
        etree.SubElement(box, "h4").text = title
        etree.SubElement(box, "p").text = text
        form = etree.SubElement(box, "form", {"action": "/letters"})
        etree.SubElement(form, "input", {"type": "email"})
        etree.SubElement(form, "button").text = "OK"
        put_after(place, box)
        return True
    return False


def read_also(root: etree._Element, scene: Scene) -> bool:
    """A box with a link or two between paragraphs, to other stories each time."""
    for place in between(root, scene.steady, 1):
        box = made("aside" if scene.steady.random() < 0.5 else "div", {"class": "read-more"})
        etree.SubElement(box, "strong").text = "»"
        for _ in range(scene.steady.randint(1, 2)):
            title = scene.steady.choice(scene.pool)
            link = etree.SubElement(etree.SubElement(box, "div"), "a")
            link.text = title
            link.set("href", f"/{scene.steady.randrange(10**6)}")
        put_after(place, box)
        return True
    return False


def embeds(root: etree._Element, scene: Scene) -> bool:
    """A post of a network between paragraphs, whose counts and words are another's each time."""
    for place in between(root, scene.steady, 1):
        box = made("blockquote", {"class": "twitter-tweet"})
        etree.SubElement(box, "p").text = f"{scene.fresh.choice(_SAYS)} #{scene.fresh.choice(WARES).split()[0]}"
        etree.SubElement(box, "a", {"href": "https://social.example/p/1"}).text = f"{scene.fresh.randint(2, 90)} likes"
        put_after(place, box)
        return True
    return False


def comments(root: etree._Element, scene: Scene) -> bool:
    last = [element for element in gold(root) if element.tag == "p"][-1:]
    body = root.find("body")
    if body is None:
        return False
    box = made("section", {"class": "comments", "id": "comments"})
    etree.SubElement(box, "h3").text = f"Comments ({scene.sweep + 3})"
    for number in range(scene.sweep + 3):
        one = etree.SubElement(box, "div", {"class": "comment"})
        etree.SubElement(one, "b").text = f"reader{number}"
        etree.SubElement(one, "p").text = f"{_SAYS[number % 3]} {scene.pool[number % len(scene.pool)]}."
    outer = last[0].getparent() if last else None
    if outer is not None and outer.tag not in {"body", "html"}:
        put_after(outer, box)
    else:
        body.append(box)
    return True

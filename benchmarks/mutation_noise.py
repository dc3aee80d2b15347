"""What real sites change beside their words: each kind alters a copy of a page's tree, never the gold's own text.

A kind draws from two sources of chance: `steady` is the same for a page throughout a sweep, `fresh` is new with each
request. Returns whether there was anything to alter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from random import Random

import mutation_boxes as boxes
from lxml import etree
from mutation_newer import NEWER
from mutation_scene import Noise, Scene, gold, made, outside, put_after, set_text
from mutation_sites import LIST, MARK, block_of, nodes, plain

from crawler.text import compare_form

_HASHED = re.compile(r"(?=.*\d)(?=.*[A-Za-z])[\w-]{5,}\Z")
_RELATIVE = re.compile(
    r"(\d+)(\s*(?:min\b|mins\b|minutes?\b|hours?\b|hrs?\b|days?\b|h\b|Min\.|Minuten|Stunden|Tagen|minutos|horas|минут))"
)
_AGO = {
    "de": "vor {} Minuten",
    "fr": "il y a {} minutes",
    "es": "hace {} minutos",
    "it": "{} minuti fa",
    "sv": "{} minuter sedan",
    "ja": "{}分前",
    "ko": "{}분 전",
    "ru": "{} минут назад",
    "pt": "há {} minutos",
}


def related(root: etree._Element, scene: Scene) -> bool:
    """Headline-like links in groups, outside of the gold and of gold lists: other headlines, other addresses."""
    links = []
    for link in root.iter("a"):
        text = plain("".join(link.itertext()))
        if len(text) < 30 or not link.get("href") or compare_form(text) in scene.page.gold:
            continue
        if plain("".join(block_of(link, tail=False).itertext())) != text:
            continue  # words of a paragraph
        if any(
            MARK in element.attrib or LIST in element.attrib or element.tag == "h1"
            for element in (*link.iter(), *link.iterancestors())
        ):
            continue  # the headline may be a link
        links.append(link)
    for link in links:
        _retell(link, scene)
    return bool(links)


def _retell(link: etree._Element, scene: Scene) -> None:
    title = scene.steady.choice(scene.pool)
    own = [(e, t, text) for e, t, text in nodes(link) if not (e is link and t) and len(plain(text)) >= 15]
    if own:
        element, tail, _ = max(own, key=lambda found: len(found[2]))
        set_text(element, title, tail=tail)
        link.set("href", f"/{scene.steady.randrange(10**7)}-" + "-".join(re.findall(r"\w+", title.lower())[:6]))


def relative_times(root: etree._Element, scene: Scene) -> bool:
    for element, tail, text in list(outside(root, scene.page)):
        said = "".join(block_of(element, tail=tail).itertext())  # in a sentence it is a word like others
        if _RELATIVE.search(text) and len(plain(said)) < 60 and compare_form(text) not in scene.page.gold:
            set_text(element, _RELATIVE.sub(lambda m: f"{scene.steady.randint(2, 50)}{m[2]}", text), tail=tail)
    if (title := root.find(".//h1")) is not None:
        line = _AGO.get(scene.page.language, "{} minutes ago").format(scene.fresh.randint(2, 59))
        put_after(title, made("div", {"class": "stamp"}, line))
    return True


def counters(root: etree._Element, scene: Scene) -> bool:
    for element, tail, text in list(outside(root, scene.page)):
        alone = plain("".join(block_of(element, tail=tail).itertext())) == plain(text)
        if (
            alone
            and plain(text).isdigit()
            and len(plain(text)) < 6
            and element.tag in {"span", "em", "strong", "b", "i"}
        ):
            set_text(element, str(scene.steady.randint(2, 900)), tail=tail)
    box = made("div", {"class": "tools"})
    etree.SubElement(box, "span", {"class": "count"}).text = str(scene.fresh.randint(10, 4000))
    etree.SubElement(box, "span").text = "shares"
    if (title := root.find(".//h1")) is not None:
        put_after(title, box)
    return True


def nonces(root: etree._Element, scene: Scene) -> bool:
    token = f"{scene.fresh.getrandbits(96):x}"
    for element in root.iter(etree.Element):
        if element.get("nonce"):
            element.set("nonce", token)
        elif element.tag == "input" and element.get("type") == "hidden":
            element.set("value", token)
        elif (ident := element.get("id")) and re.search(r"\d{4,}", ident):
            element.set("id", re.sub(r"\d{4,}", lambda m: str(scene.fresh.randrange(10 ** len(m[0]))), ident))
    head = root.find("head")
    if head is not None:
        etree.SubElement(head, "meta", {"name": "csrf-token", "content": token})
    return True


def hashed_classes(root: etree._Element, scene: Scene) -> bool:
    """Another build: names that a compiler made are made anew."""
    names: dict[str, str] = {}

    def anew(name: str) -> str:
        if not _HASHED.match(name) or len(re.findall(r"\d", name)) < 2:
            return name
        return names.setdefault(name, re.sub(r"[a-z0-9]", _other(f"{scene.sweep} {name}"), name, count=99))

    for element in root.iter(etree.Element):
        if classes := element.get("class"):
            element.set("class", " ".join(map(anew, classes.split())))
    return bool(names)


def _other(seed: str) -> Callable[[re.Match[str]], str]:
    rng = Random(seed)
    return lambda m: rng.choice("0123456789") if m[0].isdigit() else m[0]


def reclassed(root: etree._Element, _scene: Scene) -> bool:
    """A redesign of the style sheet: every class has another name."""
    for element in root.iter(etree.Element):
        if classes := element.get("class"):
            element.set("class", " ".join(f"{name}-next" for name in classes.split()))
    return True


def typography(root: etree._Element, scene: Scene) -> bool:
    way = scene.steady.randrange(4)
    for element in gold(root):
        for tail in (False, True):
            text = element.tail if tail else element.text
            if text and not (tail and len(text) < 40):
                set_text(element, _respelt(text, way), tail=tail)
    return True


def _respelt(text: str, way: int) -> str:
    if way == 0:
        return text.translate(str.maketrans("“”‘’–", "\"\"''-"))
    if way == 1:
        return text.replace("'", "’").replace(" ", "  ", 5).replace(". ", ".\n\t ")
    if way == 2:
        return unicodedata.normalize("NFD", text).replace(" ", "\u00a0", 3)
    return re.sub(r"(\w{5})(\w{5})", "\\1\u00ad\\2", text)


def markup(root: etree._Element, scene: Scene) -> bool:
    """Words in spans, b for strong: nothing that is read."""
    other = {"b": "strong", "strong": "b", "i": "em", "em": "i"}
    for element in gold(root):
        for inner in element.iter(*other):
            inner.tag = other[inner.tag]
        words = (element.text or "").split(" ")
        if element.tag in {"p", "li", "div"} and not len(element) and len(words) > 6:
            at = scene.steady.randrange(1, len(words) - 3)
            element.text = " ".join(words[:at]) + " "
            span = etree.SubElement(element, scene.steady.choice(("span", "b", "em", "mark")))
            span.text, span.tail = " ".join(words[at : at + 2]), " " + " ".join(words[at + 2 :])
    return True


def wrapped(root: etree._Element, _scene: Scene) -> bool:
    """Each paragraph in an element of its own."""
    parents = {element.getparent() for element in gold(root) if element.tag == "p"}
    for element in [child for parent in parents if parent is not None for child in parent.iterchildren("p")]:
        parent = element.getparent()
        assert parent is not None
        box = made("div", {"class": "text-part"})
        box.tail, element.tail = element.tail, None
        parent.replace(element, box)
        box.append(element)
    return bool(parents)


def head_dates(root: etree._Element, scene: Scene) -> bool:
    """The modified time moves and nothing else does."""
    now = f"2026-06-01T{scene.sweep % 24:02}:30:00+00:00"
    found = False
    for element in root.iter("script", "meta"):
        if element.tag == "meta" and "modified" in (element.get("property") or element.get("itemprop") or ""):
            element.set("content", now)
            found = True
        elif element.get("type") == "application/ld+json" and element.text:
            text = re.sub(r'("dateModified"\s*:\s*")[^"]*"', rf'\g<1>{now}"', element.text)
            found = found or text != element.text
            element.text = text
    return found


def scripts(root: etree._Element, scene: Scene) -> bool:
    body = root.find("body")
    if body is None:
        return False
    for number in range(2):
        script = made("script", {}, f'window.__S{number}={{"t":{scene.fresh.getrandbits(60)},"p":"<p>No text</p>"}};')
        body.insert(scene.fresh.randrange(len(body) + 1), script)
    return True


def captions(root: etree._Element, scene: Scene) -> bool:
    found = False
    for element in root.iter("figcaption", "img"):
        if element.tag == "img":
            element.set("alt", scene.steady.choice(scene.pool))
        elif compare_form(plain("".join(element.itertext()))) not in scene.page.gold and not gold(element):
            for child in list(element):
                element.remove(child)
            element.text = f"{scene.steady.choice(scene.pool)}. Photo: Brisvall"
            found = True
    return found


# By name; those that stay as they are throughout a sweep, and those that each request makes anew, alike.
NOISE: dict[str, Noise] = {
    "related links": related,
    "relative times": relative_times,
    "counters": counters,
    "nonces": nonces,
    "hashed classes": hashed_classes,
    "reclassed": reclassed,
    "ads": boxes.ads,
    "bare ads": boxes.bare_ads,
    "cookie banner": boxes.cookie_banner,
    "newsletter": boxes.newsletter,
    "read also": boxes.read_also,
    "typography": typography,
    "markup": markup,
    "wrapped": wrapped,
    "embeds": boxes.embeds,
    "comments": boxes.comments,
    "head dates": head_dates,
    "scripts": scripts,
    "captions": captions,
}
# Those and more; apart, so that the stories of earlier seeds stay as they were.
ALL: dict[str, Noise] = {**NOISE, **NEWER}
# In place of the page; see `mutation_faults`.
FAULTS = ("503", "captcha", "consent", "login")

"""How site builders and portals write an article: each part in boxes of the builder's own, what is beside the text in the
same kind of boxes as the text. As in `family_systems`, what a reader calls its text is the story's paragraphs alone."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from family_markup import link, paragraphs
from family_systems import between, house, label, said
from family_words import Paper, Story


def _teasers(others: Iterable[Story], form: str) -> str:
    return "".join(
        form.format(link(other.title, other.path), escape(other.paragraphs[0][:30]) + "…") for other in others
    )


def sections(paper: Paper, story: Story) -> str:
    """A builder whose editor puts every paragraph, picture and box into a block of one grid."""

    def part(kind: str, inside: str) -> str:
        return (
            f'<div class="sqs-block {kind}-block sqs-block-{kind}"><div class="sqs-block-content">{inside}</div></div>'
        )

    one, two, *_ = paper.others(story)
    boxes = (
        part(
            "image",
            f'<figure><img><figcaption class="image-caption-wrapper"><p>{said(paper, story, "a")}</p></figcaption></figure>',
        ),
        part("newsletter", f"<h2>{label(paper, 'n')}</h2><div><p>{house(paper, 'n')}</p></div><form><input></form>"),
        part(
            "summary-v2",
            f'<div class="summary-item"><div class="summary-title">{link(one.title, one.path)}</div>'
            f'<div class="summary-excerpt"><p>{escape(one.paragraphs[0][:100])}…</p></div></div>',
        ),
    )
    wrapped = part("html", '<div class="sqs-html-content"><p>{}</p></div>')
    return (
        f'<article class="blog-item-wrapper"><h1 class="entry-title">{escape(story.title)}</h1>'
        f'<div class="blog-item-content"><div class="sqs-layout">{between(story.paragraphs, boxes, wrapped)}</div></div></article>'
        f'<section class="item-pagination"><a href="{two.path}"><h2>{escape(two.title)}</h2></a></section>'
    )


def weblog(paper: Paper, story: Story) -> str:
    """Breaks, then divisions with empty ones between them, as an editor for everybody leaves them."""
    first, rest = story.paragraphs[:3], story.paragraphs[3:]
    picture = f'<table class="tr-caption-container"><tr><td><img></td></tr><tr><td class="tr-caption">{said(paper, story, "a")}</td></tr></table>'
    text = "<br /><br />".join(map(escape, first)) + picture
    text += "".join(f'<div><br /></div><div style="text-align: justify;">{escape(each)}</div>' for each in rest)
    popular = _teasers(paper.others(story)[:2], '<li>{}<div class="item-snippet">{}</div></li>')
    return (
        '<div class="blog-posts hfeed"><div class="date-outer"><h2 class="date-header"><span>10.5.2026</span></h2>'
        f'<div class="post hentry"><h3 class="post-title entry-title">{escape(story.title)}</h3>'
        f'<div class="post-body entry-content" id="post-body-{77 + story.number}">{text}</div></div></div></div>'
        f'<div class="widget PopularPosts"><ul>{popular}</ul></div>'
    )


def frames(paper: Paper, story: Story) -> str:
    """Numbered frames, one a content element, the text in as many as the rest."""

    def frame(kind: str, inside: str, number: int) -> str:
        return f'<div id="c{number + 100 * story.number}" class="frame frame-default frame-type-{kind} frame-layout-0">{inside}</div>'

    form = '<div class="ce-textpic"><div class="ce-bodytext"><p>{}</p></div></div>'
    text = "".join(frame("textmedia", form.format(escape(each)), n) for n, each in enumerate(story.paragraphs, 2))
    related = _teasers(paper.others(story)[:3], "<li>{}</li>")
    heading = frame("header", f"<header><h1>{escape(story.title)}</h1></header>", 1)
    menu = frame("menu_related_pages", f"<header><h2>{label(paper, 'r')}</h2></header><ul>{related}</ul>", 90)
    foot = frame("shortcut", f"<p>{house(paper, 'foot')}</p>", 91)
    return f'<main id="main">{heading}{text}{menu}{foot}</main>'


def portal(paper: Paper, story: Story) -> str:
    """Divisions named for what they are, a headline of the fourth level, links to assets below."""
    form = '<div class="paragraph"><div class="paragraph__text">{}</div></div>'
    return (
        '<div class="portlet-boundary portlet-asset-publisher"><section class="portlet"><div class="asset-full-content">'
        f'<h4 class="asset-title">{escape(story.title)}</h4><div class="journal-content-article">'
        f'<div class="taglib-header">{label(paper, "k")}</div>{between(story.paragraphs, (), form)}</div>'
        f'<div class="asset-links"><div>{label(paper, "l")}</div><ul>{_teasers(paper.others(story)[:2], "<li>{}</li>")}</ul></div>'
        "</div></section></div>"
    )


def component(paper: Paper, story: Story) -> str:
    """A text in the component of a shop's or town's site: bare lines with two breaks, news of other days below."""
    news = _teasers(
        paper.others(story)[:3],
        '<p class="news-item"><span class="news-date-time">9.05.2026</span> <b>{}</b><br>{}</p>',
    )
    text = "".join(f"{escape(each)}<br />\n<br />\n" for each in story.paragraphs)
    return (
        f'<div class="news-detail"><span class="news-date-time">10.05.2026</span><h3>{escape(story.title)}</h3>'
        f'<div class="news-detail-text">{text}</div><div class="news-detail-share">{label(paper, "s")}</div></div>'
        f'<div class="news-list">{news}</div>'
    )


def utilities(paper: Paper, story: Story) -> str:
    """Style sheets of single rules: names say how a thing looks, and never what it is."""
    one, *_ = paper.others(story)
    card = (
        f'<a class="block rounded-xl border p-4" href="{one.path}"><div class="text-xs uppercase">{label(paper, "x")}</div>'
        f'<div class="font-semibold">{escape(one.title)}</div><p class="text-sm">{escape(one.paragraphs[0][:60])}…</p></a>'
    )
    call = (
        f'<div class="rounded-lg bg-gray-100 p-6"><p class="font-bold">{label(paper, "n")}</p>'
        f'<p class="text-sm">{house(paper, "n")}</p><form class="flex"><input><button>OK</button></form></div>'
    )
    others = _teasers(paper.others(story)[:3], '<div><h3 class="text-lg">{}</h3><p class="text-sm">{}</p></div>')
    return (
        f'<div class="mx-auto max-w-3xl px-4"><h1 class="text-4xl font-bold leading-tight">{escape(story.title)}</h1>'
        f'<div class="space-y-6 text-lg">{between(story.paragraphs, (card, call), "<p class=leading-8>{}</p>")}</div></div>'
        f'<div class="grid grid-cols-3 gap-6">{others}</div>'
    )


def widgets(paper: Paper, story: Story) -> str:
    """A page builder's widgets: the text in two of them, a picture between, a call and other posts below."""

    def widget(kind: str, inside: str) -> str:
        return f'<div class="elementor-element elementor-widget elementor-widget-{kind}"><div class="elementor-widget-container">{inside}</div></div>'

    posts = _teasers(
        paper.others(story)[:3],
        '<article class="elementor-post"><h3 class="elementor-post__title">{}</h3><div class="elementor-post__excerpt"><p>{}</p></div></article>',
    )
    return (
        '<div class="elementor elementor-location-single"><section class="elementor-section"><div class="elementor-widget-wrap">'
        + widget("theme-post-title", f'<h1 class="elementor-heading-title">{escape(story.title)}</h1>')
        + widget("text-editor", paragraphs(story.paragraphs[:3]))
        + widget(
            "image", f'<figure><img><figcaption class="wp-caption-text">{said(paper, story, "c")}</figcaption></figure>'
        )
        + widget("text-editor", paragraphs(story.paragraphs[3:]))
        + widget(
            "call-to-action",
            f"<h2>{label(paper, 'c')}</h2><div class=elementor-cta__description>{house(paper, 'c')}</div>",
        )
        + widget("posts", posts)
        + "</div></section></div>"
    )


BUILDERS = {
    made.__name__: made for made in (sections, weblog, frames, portal, component, utilities, widgets)
}  # fmt: skip

"""How big publishing systems write an article: their elements, their class names, and the boxes that editors put between
the paragraphs. Each function gives the body of a page; what a reader calls its text is the story's paragraphs alone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from html import escape
from random import Random

from family_markup import link, paragraphs
from family_words import Paper, Story, sentence, words


def said(paper: Paper, story: Story, name: str) -> str:
    return escape(sentence(paper.language, Random(f"{story.title}{name}")))


def house(paper: Paper, name: str) -> str:
    """What the house says on each page."""
    return escape(sentence(paper.language, Random(f"{paper.name}{name}")))


def label(paper: Paper, name: str) -> str:
    return escape(words(paper.language, Random(name), 2))


def between(texts: Sequence[str], boxes: Iterable[str], tag: str = "<p>{}</p>") -> str:
    """Paragraphs, with a box after each from the second on, as long as there are boxes."""
    waiting = iter(boxes)
    rows = [tag.format(escape(text)) + (next(waiting, "") if place else "") for place, text in enumerate(texts)]
    return "".join(rows)


def wordpress(paper: Paper, story: Story) -> str:
    """A block theme: the site editor's wrappers, blocks of the editor, boxes of well-known plug-ins."""
    one, two, three, *_ = paper.others(story)
    boxes = (
        f'<figure class="wp-block-image size-large"><img src=/a.jpg><figcaption class="wp-element-caption">{said(paper, story, "a")}</figcaption></figure>',
        f'<figure class="wp-block-pullquote"><blockquote><p>{escape(story.paragraphs[0][:60])}</p></blockquote></figure>',
        (
            f'<div class="wp-block-group has-background"><h3 class="wp-block-heading">{label(paper, "letter")}</h3><p>{house(paper, "b")}</p>'
            '<div class="wp-block-jetpack-subscriptions__form"><form><input type=email><button>OK</button></form></div></div>'
        ),
        f'<figure class="wp-block-embed is-type-wp-embed"><div class="wp-block-embed__wrapper"><blockquote class="wp-embedded-content">{link(one.title, one.path)}</blockquote></div></figure>',
        '<div class="code-block code-block-3"><div id="div-gpt-ad-17"><script>x()</script></div></div>',
    )
    latest = "".join(
        f'<li class="wp-block-post"><h3 class="wp-block-post-title">{link(other.title, other.path)}</h3><div class="wp-block-post-excerpt"><p class="wp-block-post-excerpt__excerpt">{escape(other.paragraphs[0][:160])}…</p></div></li>'
        for other in (one, two, three)
    )
    first, rest = story.paragraphs[0], story.paragraphs[1:]
    return (
        '<div class="wp-site-blocks"><main class="wp-block-group is-layout-flow"><div class="wp-block-group alignwide">'
        f'<div class="taxonomy-category wp-block-post-terms"><a href="/c" rel="tag">{label(paper, "c")}</a></div>'
        f'<h1 class="wp-block-post-title">{escape(story.title)}</h1>'
        f'<div class="wp-block-post-author"><p class="wp-block-post-author__name">{story.author}</p></div>'
        '<div class="wp-block-post-date"><time datetime="2026-05-10T08:00:00+00:00">10.5.2026</time></div></div>'
        '<div class="entry-content wp-block-post-content has-global-padding is-layout-constrained">'
        f'<p class="has-drop-cap">{escape(first)}</p>{between(rest, boxes)}'
        f'<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">{label(paper, "s")}</h3><ul><li><a href="#f">Facebook</a></li></ul></div>'
        f'<div id="jp-relatedposts" class="jp-relatedposts"><h3>{label(paper, "r")}</h3></div></div>'
        f'<div class="wp-block-query"><ul class="wp-block-post-template">{latest}</ul></div></main></div>'
    )


def drupal(paper: Paper, story: Story) -> str:
    """Fields in fields; the text in paragraphs of the Paragraphs module, with view modes of other nodes among them."""
    one, two, *_ = paper.others(story)

    def part(kind: str, inside: str) -> str:
        return f'<div class="field__item"><div class="paragraph paragraph--type--{kind} paragraph--view-mode--default">{inside}</div></div>'

    def text(inside: str) -> str:
        return part(
            "text",
            f'<div class="clearfix text-formatted field field--name-field-text field--type-text-long field--label-hidden field__item">{inside}</div>',
        )

    cards = "".join(
        f'<article class="node node--type-article node--view-mode-teaser"><h2 class="node__title">{link(other.title, other.path)}</h2><div class="field field--name-field-lead">{escape(other.paragraphs[0])}</div></article>'
        for other in (one, two)
    )
    told = story.paragraphs
    items = [
        text(paragraphs(told[:2])),
        part(
            "image",
            f'<div class="field field--name-field-media-image"><img src=/a.jpg></div><div class="field field--name-field-caption field__item">{said(paper, story, "a")}</div>',
        ),
        text(paragraphs(told[2:4])),
        part(
            "related",
            f'<div class="field__label">{label(paper, "rel")}</div><div class="field field--name-field-related">{cards}</div>',
        ),
        text(paragraphs(told[4:])),
    ]
    tags = f'<div class="field field--name-field-tags"><div class="field__label">{label(paper, "t")}</div><div class="field__item"><a href="/t">{label(paper, "u")}</a></div></div>'
    return (
        f'<div class="layout-content"><div class="region region-content"><div class="block block-core block-page-title-block"><h1 class="page-title"><span class="field field--name-title">{escape(story.title)}</span></h1></div>'
        f'<article class="node node--type-article node--view-mode-full"><footer class="node__meta"><div class="author">{story.author}</div></footer><div class="node__content">'
        f'<div class="field field--name-field-paragraphs field--type-entity-reference-revisions field__items">{"".join(items)}</div>{tags}</div></article></div></div>'
    )


def arc(paper: Paper, story: Story) -> str:
    one, two, *_ = paper.others(story)
    boxes = (
        f'<div class="c-ad b-ads-block" id="arcad-feature-12"><span>{label(paper, "ad")}</span></div>',
        f'<div class="b-article-body__interstitial c-interstitial"><span class="c-interstitial__label">{label(paper, "also")}:</span> {link(one.title, one.path)}</div>',
        f'<figure class="c-media-item c-media-item__image"><img><figcaption class="c-media-item__fig-caption"><span class="c-media-item__caption">{said(paper, story, "a")}</span><span class="c-media-item__credit">({story.author})</span></figcaption></figure>',
        f'<aside class="b-promo c-newsletter-promo"><h2 class="c-heading">{label(paper, "n")}</h2><p class="c-paragraph">{house(paper, "n")}</p><a class="c-button" href="/newsletters/daily">OK</a></aside>',
        f'<div class="c-stack b-link-list"><ul><li>{link(one.title, one.path)}</li><li>{link(two.title, two.path)}</li></ul></div>',
    )
    return (
        f'<article class="b-single"><div class="c-stack"><a class="c-overline" href="/s">{label(paper, "o")}</a><h1 class="b-headline c-heading">{escape(story.title)}</h1>'
        f'<div class="b-byline"><span class="b-byline__by">{label(paper, "by")}</span> <a class="b-byline__link" href="/author/1">{story.author}</a></div><time class="b-date c-date" datetime="2026-05-10T08:00:00Z">10.5.2026</time></div>'
        f'<div class="article-body-wrapper b-article-body">{between(story.paragraphs, boxes, "<p class=c-paragraph>{}</p>")}</div>'
        f'<div class="b-author-bio"><p class="b-author-bio__description">{said(paper, story, "bio")}</p></div></article>'
    )


def brightspot(paper: Paper, story: Story) -> str:
    one, two, *_ = paper.others(story)

    def promo(other: Story) -> str:
        return f'<ps-promo class="PromoB"><div class="PromoB-content"><div class="PromoB-title">{link(other.title, other.path)}</div><div class="PromoB-description">{escape(other.paragraphs[0])}</div></div></ps-promo>'

    boxes = (
        f'<div class="Enhancement" data-align-center><div class="Enhancement-item"><figure class="Figure"><img><div class="Figure-content"><div class="Figure-caption">{said(paper, story, "a")}</div><div class="Figure-credit">{story.author}</div></div></figure></div></div>',
        f'<div class="Enhancement" data-align-right><div class="Enhancement-item"><div class="Quote"><blockquote>{escape(story.paragraphs[1][:70])}</blockquote></div></div></div>',
        f'<div class="Enhancement"><div class="Enhancement-item">{promo(one)}</div></div>',
        f'<div class="GoogleDfpAd-wrapper"><div class="GoogleDfpAd-label">{label(paper, "ad")}</div></div>',
        f'<div class="Enhancement"><div class="Enhancement-item"><ps-newsletter-module class="NewsletterModule"><div class="NewsletterModule-title">{label(paper, "n")}</div><div class="NewsletterModule-description">{house(paper, "n")}</div><form><input></form></ps-newsletter-module></div></div>',
    )
    more = f'<div class="Page-below"><bsp-list-loadmore class="PageListStandardD"><h2 class="PageListStandardD-header-title">{label(paper, "more")}</h2>{promo(one)}{promo(two)}</bsp-list-loadmore></div>'
    return (
        f'<div class="Page-content"><div class="Page-oneColumn"><div class="Page-lead"><h1 class="Page-headline">{escape(story.title)}</h1></div>'
        f'<div class="Page-byline"><div class="Page-authors">{story.author}</div><div class="Page-datePublished">10.5.2026</div></div><div class="Page-actions"><ul><li><a href="#f">Facebook</a></li></ul></div>'
        f'<main class="Page-main"><article class="Page-mainContent"><div class="Page-storyBody"><div class="RichTextStoryBody RichTextBody">{between(story.paragraphs, boxes)}</div></div></article></main></div>{more}</div>'
    )


def ghost(paper: Paper, story: Story) -> str:
    one, *_ = paper.others(story)
    boxes = (
        f'<div class="kg-card kg-signup-card kg-width-wide"><div class="kg-signup-card-text"><h2 class="kg-signup-card-heading">{label(paper, "n")}</h2><p class="kg-signup-card-subheading">{house(paper, "n")}</p></div><form class="kg-signup-card-form"><input></form></div>',
        f'<figure class="kg-card kg-bookmark-card"><a class="kg-bookmark-container" href="{one.path}"><div class="kg-bookmark-content"><div class="kg-bookmark-title">{escape(one.title)}</div><div class="kg-bookmark-description">{escape(one.paragraphs[0])}</div><div class="kg-bookmark-metadata"><span class="kg-bookmark-author">{paper.name}</span></div></div></a></figure>',
        f'<figure class="kg-card kg-image-card kg-card-hascaption"><img class="kg-image"><figcaption><span style="white-space: pre-wrap;">{said(paper, story, "a")}</span></figcaption></figure>',
        f'<div class="kg-card kg-cta-card kg-cta-minimal"><div class="kg-cta-content"><p>{house(paper, "cta")}</p><a class="kg-cta-button" href="#/portal/signup">OK</a></div></div>',
    )
    cards = "".join(
        f'<article class="gh-card post"><a class="gh-card-link" href="{other.path}"><h3 class="gh-card-title">{escape(other.title)}</h3><p class="gh-card-excerpt">{escape(other.paragraphs[0])}</p></a></article>'
        for other in paper.others(story)[:3]
    )
    return (
        f'<main class="gh-main"><article class="gh-article post"><header class="gh-article-header gh-canvas"><a class="gh-article-tag" href="/t">{label(paper, "t")}</a><h1 class="gh-article-title">{escape(story.title)}</h1>'
        f'<p class="gh-article-excerpt">{said(paper, story, "dek")}</p><div class="gh-article-meta"><h4 class="gh-article-author-name">{story.author}</h4></div></header>'
        f'<section class="gh-content gh-canvas">{between(story.paragraphs, boxes)}</section></article></main>'
        f'<section class="gh-container"><h2 class="gh-container-title">{label(paper, "more")}</h2><div class="gh-feed">{cards}</div></section>'
    )


def letter(paper: Paper, story: Story) -> str:
    """As newsletters stand on the web: the text in one division, calls to subscribe inside, comments below."""
    boxes = (
        f'<div class="subscription-widget-wrap"><div class="subscription-widget show-subscribe"><div class="preamble"><p>{house(paper, "n")}</p></div><form class="subscription-widget-subscribe"><input type=email><input type=submit></form></div></div>',
        f'<div class="pullquote"><p>{escape(story.paragraphs[1][:70])}</p></div>',
        f'<p class="button-wrapper"><a class="button primary" href="/subscribe"><span>{label(paper, "share")}</span></a></p>',
        f'<div class="captioned-image-container"><figure><a class="image-link"><img></a><figcaption class="image-caption">{said(paper, story, "a")}</figcaption></figure></div>',
    )
    comments = "".join(
        f'<div class="comment"><div class="comment-meta">reader{n}</div><div class="comment-body"><p>{said(paper, story, f"c{n}")}</p></div></div>'
        for n in range(4)
    )
    return (
        f'<div class="single-post-container"><article class="typography newsletter-post post"><div class="post-header"><h1 class="post-title published">{escape(story.title)}</h1><h3 class="subtitle">{said(paper, story, "dek")}</h3>'
        f'<div class="byline-wrapper"><a href="/@1">{story.author}</a><div>10.5.2026</div><div class="post-ufi">12</div></div></div>'
        f'<div class="available-content"><div dir="auto" class="body markup">{between(story.paragraphs, boxes)}</div></div></article>'
        f'<div class="comments-page"><h4>{label(paper, "com")}</h4>{comments}</div></div>'
    )


def amp(paper: Paper, story: Story) -> str:
    one, two, *_ = paper.others(story)
    boxes = (
        f"<amp-ad width=300 height=250 type=doubleclick><div placeholder>{label(paper, 'ad')}</div></amp-ad>",
        f'<figure class="amp-wp-block-image"><amp-img src=/a.jpg><noscript><img src=/a.jpg></noscript></amp-img><figcaption>{said(paper, story, "a")}</figcaption></figure>',
        f'<amp-list layout=fixed-height src=/rel.json><template type="amp-mustache"><a href="{{{{url}}}}">{{{{title}}}}</a></template><div fallback>{link(one.title, one.path)}</div></amp-list>',
        '<amp-social-share type="email"></amp-social-share>',
    )
    return (
        f'<amp-sidebar id=menu layout=nodisplay side=left><ul><li><a href="/">{label(paper, "home")}</a></li></ul></amp-sidebar>'
        f'<article class="amp-wp-article"><header class="amp-wp-article-header"><h1 class="amp-wp-title">{escape(story.title)}</h1><div class="amp-wp-meta amp-wp-byline"><span class="amp-wp-author">{story.author}</span></div></header>'
        f'<div class="amp-wp-article-content">{between(story.paragraphs, boxes)}</div><footer class="amp-wp-article-footer"><div class="amp-wp-meta amp-wp-tax-category">{link(two.title, two.path)}</div></footer></article>'
    )


def scripted(paper: Paper, story: Story) -> str:
    """Nothing but data, the text as a list of typed parts: a client draws the page."""
    parts: list[object] = [{"type": "paragraph", "text": text} for text in story.paragraphs]
    parts.insert(2, {"type": "image", "src": "/a.jpg", "caption": sentence(paper.language, Random(story.title))})
    parts.insert(4, {"type": "ad", "slot": "mid-1"})
    told = {
        "props": {"pageProps": {"article": {"title": story.title, "body": parts}}},
        "related": [{"title": o.title, "url": o.path, "teaser": o.paragraphs[0]} for o in paper.others(story)[:2]],
    }
    return f'<div id="__next"></div><script id="__NEXT_DATA__" type="application/json">{json.dumps(told)}</script>'


def indented(paper: Paper, story: Story) -> str:
    """A single break and an indentation of spaces for each paragraph, all in one cell."""
    text = "".join(f"<br>\u3000\u3000{escape(text)}" for text in story.paragraphs)
    return f'<div class="art"><h1>{escape(story.title)}</h1><table><tr><td id="zoom"><!--c-->{text}</td></tr></table></div>'


def initials(paper: Paper, story: Story) -> str:
    """The first letter in an element of its own, for the eye and once more for the ear."""
    first, *rest = story.paragraphs
    opened = f'<p><span class="dropcap" aria-hidden="true">{first[:1]}</span><span class="sr-only">{first[:1]}</span>{escape(first[1:])}</p>'
    return f'<main><h1>{escape(story.title)}</h1><div class="body">{opened}{paragraphs(rest)}</div></main>'


def interrupted(paper: Paper, story: Story) -> str:
    """An advertisement, its label and an empty paragraph after each paragraph, as scripts leave them."""
    ad = '<p>&nbsp;</p><div class="r{0}"><span class="t{0}">{1}</span><ins class="adsbygoogle" data-ad-slot="{0}"></ins></div>'
    rows = "".join(
        f"<p>{escape(text)}</p>{ad.format(n, label(paper, 'ad'))}" for n, text in enumerate(story.paragraphs)
    )
    return f'<div class="story"><h1>{escape(story.title)}</h1><div class="txt">{rows}</div></div>'


SYSTEMS = {
    made.__name__: made
    for made in (
        wordpress,
        drupal,
        arc,
        brightspot,
        ghost,
        letter,
        amp,
        scripted,
        indented,
        initials,
        interrupted,
    )
}  # fmt: skip

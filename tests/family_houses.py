"""How houses of many countries write an article in systems of their own: each with the boxes between its paragraphs, its
ticker and its ranked lists. As in `family_systems`, what a reader calls its text is the story's paragraphs alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape

from family_markup import lists as plain_lists
from family_markup import ticker as plain_ticker
from family_systems import between, house, label, said
from family_words import Paper, Story


@dataclass(frozen=True)
class House:
    language: str  # that of the houses that write so
    body: Callable[[Paper, Story], str]
    lists: Callable[[Paper], str] = lambda paper: plain_lists(paper, "ul with digits")
    ticker: Callable[[Paper], str] = plain_ticker


def _each(items: Iterable[tuple[str, str]], form: str) -> str:
    return "".join(form.format(n=n, url=url, title=escape(title)) for n, (title, url) in enumerate(items, 1))


def _stories(others: Iterable[Story], form: str) -> str:
    return "".join(
        form.format(
            n=n, url=other.path, title=escape(other.title), lead=escape(other.paragraphs[0][:90]), author=other.author
        )
        for n, other in enumerate(others, 1)
    )


# --- a broadsheet in islands of scripts, names made by a library of styles


def islands_body(paper: Paper, story: Story) -> str:
    one, two, *_ = paper.others(story)
    skip = (
        f'<a data-ignore="global-link-styling" href="#signup-skip" class="dcr-jzxpee">{label(paper, "skip past")}</a>'
    )
    letter = (
        f'<figure id="a{story.number}" data-spacefinder-role="inline" class="dcr-173mewl">{skip}'
        f'<aside aria-label="newsletter promotion" class="dcr-av5gvd"><div><p class="dcr-6u3b5">{label(paper, "letter")}</p>'
        f'<p class="dcr-1pd2m">{house(paper, "letter")}</p></div><form><label>E-mail<input type="email"></label><button>OK</button>'
        f'<span class="dcr-priv"><strong>{label(paper, "privacy")}:</strong> {house(paper, "privacy")}</span></form></aside>'
        f'<p id="signup-skip" tabindex="0" class="dcr-jzxpee">{label(paper, "after")}</p></figure>'
    )
    rich = (
        '<figure data-spacefinder-role="richLink" class="dcr-47fhrn"><gu-island name="RichLink"><div class="dcr-1ohx">'
        f'<div class="dcr-1mfia"><a href="{one.path}">{escape(one.title)}</a></div><span class="dcr-rm">{label(paper, "more")}</span></div></gu-island></figure>'
    )
    quote = (
        '<aside class="dcr-18mt"><svg></svg><blockquote class="dcr-zzndwp">'
        f"{escape(story.paragraphs[1][:50])}</blockquote><footer><cite>{story.author}</cite></footer></aside>"
    )
    picture = (
        f'<figure id="b" data-spacefinder-role="inline" class="dcr-5h0uf4"><div><img alt="{said(paper, story, "alt")}"></div>'
        f'<figcaption data-spacefinder-role="inline"><span class="dcr-1inf02i"><svg></svg></span><span class="dcr-1qvd3m6">{said(paper, story, "cap")} {story.author}/Picture House</span></figcaption></figure>'
    )
    text = between(story.paragraphs, (rich, letter, quote, picture), '<p class="dcr-16w5gq9">{}</p>')
    return (
        f'<main><article class="dcr-1aul"><div data-gu-name="headline"><h1 class="dcr-u0h1qy">{escape(story.title)}</h1></div>'
        f'<div data-gu-name="media"><figure><img><figcaption><span>{said(paper, story, "main")}</span></figcaption></figure></div>'
        f'<div data-gu-name="meta"><address><a rel="author" href="/profile/a">{story.author}</a></address><details><summary>10.5.2026</summary></details></div>'
        f'<div data-gu-name="body"><div id="maincontent" class="dcr-wqvln3"><div class="article-body-viewer dcr-1ulpvf">{text}</div></div>'
        f'<div class="dcr-tags"><div>{label(paper, "topics")}</div><ul><li><a href="/t/a">{label(paper, "ta")}</a></li><li><a href="/t/b">{label(paper, "tb")}</a></li></ul></div></div></article>'
        f'<section class="dcr-onw"><h2>{label(paper, "more on")}</h2><ul>{_stories((one, two), "<li><div><h3><a href={url}>{title}</a></h3><div>{lead}</div></div></li>")}</ul></section></main>'
    )


def islands_lists(paper: Paper) -> str:
    tabs = "".join(
        f'<li role="tab" id="tab-{n}"><button>{escape(name)}</button></li>' for n, (name, _) in enumerate(paper.lists)
    )
    panels = "".join(
        f'<div role="tabpanel" aria-labelledby="tab-{n}" class="dcr-pan"><ol class="dcr-ol">'
        + _each(
            items,
            '<li class="dcr-li"><a href="{url}"><span class="dcr-n"><svg viewBox="0 0 20 48"><path d="M1"></path></svg></span><h4 class="dcr-h4">{title}</h4></a></li>',
        )
        + "</ol></div>"
        for n, (_, items) in enumerate(paper.lists)
    )
    return f'<section class="dcr-most"><ul role="tablist">{tabs}</ul>{panels}</section>'


# --- a tabloid: key points, pictures with captions of their own paragraph class, carousels


def tabloid_body(paper: Paper, story: Story) -> str:
    one, two, three, *_ = paper.others(story)
    picture = (
        '<div class="artSplitter mol-img-group"><div class="mol-img"><img></div>'
        f'<p class="imageCaption">{said(paper, story, "cap")}</p></div>'
    )
    carousel = (
        f'<div class="moduleFull related-carousel"><h4 class="wocc">{label(paper, "related")}</h4><div class="scroller"><ul class="rotator">'
        f"{_stories((one, two, three), '<li class=item><a href={url}><span class=pagesTitle>{title}</span></a><div class=shareArticles><h3>12k</h3></div></li>')}</ul></div></div>"
    )
    vote = f'<div class="mol-poll"><h3>{label(paper, "poll")}</h3><p class="mol-q">{house(paper, "poll")}?</p><ul><li>A <span>52%</span></li><li>B <span>48%</span></li></ul></div>'
    more = f'<div class="mol-readmore"><p class="mol-para-with-font"><strong>{label(paper, "more")}: <a href="{two.path}">{escape(two.title)}</a></strong></p></div>'
    text = between(story.paragraphs, (picture, carousel, vote, more), '<p class="mol-para-with-font">{}</p>')
    return (
        f'<div class="article-text wide" id="js-article-text"><h1>{escape(story.title)}</h1>'
        f'<p class="author-section byline-plain">{label(paper, "by")} <a class="author" href="/x">{story.author}</a></p>'
        f'<p class="byline-section"><span class="article-timestamp"><b>10:15</b> <time datetime="2026-05-10T10:15:00Z">10.5.2026</time></span></p>'
        f'<div class="shareArticles"><ul><li><a href="#fb">Facebook</a></li><li><a href="#x">X</a></li></ul><div id="viewComments">327 {label(paper, "vc")}</div></div>'
        f'<div itemprop="articleBody">{text}</div><div class="column-content"><div class="article-reactions"><h2>{label(paper, "cm")}</h2>'
        f'<div class="reader-comment"><p class="user-info">Tern77</p><p class="comment-body">{said(paper, story, "c1")}</p></div>'
        f'<div class="reader-comment"><p class="user-info">Gull</p><p class="comment-body">{said(paper, story, "c2")}</p></div></div></div></div>'
    )


def tabloid_lists(paper: Paper) -> str:
    return "".join(
        f'<div class="puff-box"><div class="puff-head bdrcc"><span>{escape(heading)}</span></div><ul class="pufflist">'
        + _each(
            items,
            '<li class="p{n}"><a href="{url}"><img alt="{title}"><span class="rank-img"><img src="/n{n}.gif" alt="{n}"></span><span class="pufftext"><strong>{title}</strong></span></a><span class="cc">{n}7 comments</span></li>',
        )
        + "</ul></div>"
        for heading, items in paper.lists
    )


# --- a daily whose boxes among the paragraphs are paragraphs


def catchers_body(paper: Paper, story: Story) -> str:
    one, *_ = paper.others(story)
    also = (
        f'<section class="catcher catcher--article"><p class="catcher__content"><span class="catcher__desc">{label(paper, "also")} <span class="sr">|</span></span> '
        f'<a href="{one.path}" class="js-article-read-also"><span class="catcher__title">{escape(one.title)}</span></a></p></section>'
    )
    inread = (
        f'<section class="inread inread--NL"><div class="inread__title">{label(paper, "nl")}</div><div class="inread__description">{house(paper, "nl")}</div>'
        f'<a class="inread__cta" href="/newsletters">{label(paper, "sub")}</a></section>'
    )
    services = f'<section class="catcher services-inread"><h4 class="services__title">{label(paper, "app")}</h4><p>{house(paper, "app")} <a href="/app">{label(paper, "get")}</a></p></section>'
    text = between(story.paragraphs, (also, inread, services), '<p class="article__paragraph ">{}</p>')
    return (
        f'<section class="article__wrapper"><header class="article__header"><ul class="breadcrumb"><li><a href="/s">{label(paper, "sec")}</a></li></ul>'
        f'<h1 class="article__title">{escape(story.title)}</h1><p class="article__desc">{said(paper, story, "desc")}</p>'
        f'<p class="meta__authors">{label(paper, "par")} <a href="/signataires/a" class="article__author-link">{story.author}</a></p>'
        f'<p class="meta__publisher"><time datetime="2026-05-10">{label(paper, "pub")} 10.5.2026, 08:00</time> · 4 min</p></header>'
        f'<section class="article__content">{text}<p class="article__signature">{story.author}</p></section>'
        f'<section class="article__reactions"><a href="#r"><span class="reactions__label">{label(paper, "react")}</span></a></section>'
        f'<div class="friend"><h4>{label(paper, "partners")}</h4><ul><li><a href="/p1">{said(paper, story, "p1")}</a></li><li><a href="/p2">{said(paper, story, "p2")}</a></li></ul></div></section>'
    )


def catchers_lists(paper: Paper) -> str:
    return "".join(
        f'<section class="river most"><h2 class="area__title"><a href="/most">{escape(heading)}</a></h2>'
        + _each(
            items,
            '<div class="thread"><span class="rank-{n}"></span><a href="{url}"><p class="article__type">4 min</p><h3 class="article__title">{title}</h3></a></div>',
        )
        + "</section>"
        for heading, items in paper.lists
    )


# --- a portal of agencies: lines and breaks in one division, captions and bylines between them


def lines_body(paper: Paper, story: Story) -> str:
    one, two, *_ = paper.others(story)
    caption = f'<span class="end_photo_org"><div class="nbd_im_w"><img></div><p class="img_desc">{said(paper, story, "cap")}</p></span>'
    rows = [f"{escape(text)}<br><br>" for text in story.paragraphs]
    rows[2:2] = [caption]
    related = "".join(f'<a href="{other.path}">{escape(other.title)}</a><br>' for other in (one, two))
    return (
        f'<div id="ct" class="newsct"><div class="media_end_head go_trans"><a class="media_end_head_top_logo" href="/press"><img alt="{paper.name}"></a>'
        f'<h2 id="title_area" class="media_end_head_headline"><span>{escape(story.title)}</span></h2>'
        f'<div class="media_end_head_info"><span class="media_end_head_info_datestamp_time" data-date-time="2026-05-10 08:00:00">2026.05.10. 08:00</span><em class="media_end_head_journalist_name">{story.author}</em>'
        f'<button>{label(paper, "tts")}</button><a href="#comments">{label(paper, "cm")} <span>12</span></a></div></div>'
        f'<div id="contents" class="newsct_body"><div id="newsct_article" class="newsct_article"><article id="dic_area" class="go_trans _article_content">{"".join(rows)}'
        f'<div class="rel_in"><strong>{label(paper, "rel")}</strong><br>{related}</div></article></div>'
        f'<div class="byline"><p class="byline_p"><span>{story.author} (desk@{paper.name}.example)</span></p></div>'
        f'<div class="copyright"><p>Copyright ⓒ {paper.name}. {house(paper, "c")}</p></div>'
        f'<div class="media_end_categorize"><em>{label(paper, "cat")}</em><p>{house(paper, "cat")}</p></div></div></div>'
    )


def lines_lists(paper: Paper) -> str:
    return "".join(
        f'<div class="aside_ranking"><strong class="ranking_title">{escape(heading)}</strong><div class="date">08:00~09:00</div><ul class="list_r">'
        + _each(
            items,
            '<li><a href="{url}" class="t"><em class="num">{n}</em><div class="txt"><p class="tit">{title}</p><span class="view">{n},204</span></div><div class="thumb"><img alt=""></div></a></li>',
        )
        + "</ul></div>"
        for heading, items in paper.lists
    )


# --- a house with readings above its words, indents, and ranks told by styles alone


def ruby_body(paper: Paper, story: Story) -> str:
    one, two, *_ = paper.others(story)
    return (
        f'<div id="container"><div class="ArticleTitle"><div class="Title"><h1>{escape(story.title)}</h1>'
        f'<p class="LastUpdated">2026年5月10日 8時00分</p></div><ul class="SocialUtility"><li>list</li><li><a href="#">{label(paper, "print")}</a></li></ul></div>'
        f'<div class="ImagesMod"><div class="Image"><a href="/photo"><img></a><p class="Caption">{said(paper, story, "cap")}</p></div></div>'
        f'<div class="ArticleText"><div class="ArticleTextInner">'
        + "".join(f"<p>　{escape(text)}</p>" for text in story.paragraphs)
        + f'</div><p class="Tail"><span>（{story.author}）</span></p></div>'
        f'<div class="MemberOnly"><p>{house(paper, "member")}</p><a href="/login">{label(paper, "login")}</a></div>'
        f'<div class="KanrenKiji"><div class="Title">{label(paper, "kan")}</div><ul>{_stories((one, two), "<li><a href={url}>{title}</a> <span>（5/9）</span></li>")}</ul></div></div>'
    )


def counters_lists(paper: Paper) -> str:
    return "".join(
        f'<div class="side-box" id="rk{n}"><p class="side-ttl"><span>{escape(heading)}</span></p><style>.rk li{{counter-increment:n}}</style><ol class="rk">'
        + _each(
            items,
            '<li class="r{n}"><dl><dt class="r-img"><a href="{url}"><img alt=""></a></dt><dd class="r-txt"><a href="{url}">{title}</a><time>5/9 12:0{n}</time></dd></dl></li>',
        )
        + "</ol></div>"
        for n, (heading, items) in enumerate(paper.lists)
    )


# --- a house whose writers end their text by their name, with a table around each picture


def desk_body(paper: Paper, story: Story) -> str:
    one, two, *_ = paper.others(story)
    picture = (
        f'<figure data-size="true" itemprop="associatedMedia image" class="tplCaption action_thumb_added"><div class="fig-picture"><picture><img></picture></div>'
        f'<figcaption itemprop="description"><p class="Image">{said(paper, story, "cap")} <em>{story.author}</em></p></figcaption></figure>'
    )
    table = f'<table class="tplCaption" align="center"><tbody><tr><td><img></td></tr><tr><td class="Image"><p>{said(paper, story, "tab")}</p></td></tr></tbody></table>'
    inner = f'<div class="box_embed_video" data-component><div class="embed-container"><p class="desc_video">{said(paper, story, "vid")}</p></div></div>'
    also = f'<ul class="list-news" data-campaign="TinLienQuan"><li><a href="{one.path}" title="x">{escape(one.title)}</a></li><li><a href="{two.path}">{escape(two.title)}</a></li></ul>'
    text = between(story.paragraphs, (picture, table, inner), '<p class="Normal">{}</p>')
    return (
        f'<section class="section page-detail"><div class="container"><div class="sidebar-1"><div class="header-content"><ul class="breadcrumb"><li><a href="/t">{label(paper, "b")}</a></li></ul><span class="date">10/5/2026, 08:00 (GMT+7)</span></div>'
        f'<h1 class="title-detail">{escape(story.title)}</h1><p class="description"><span class="location-stamp">{label(paper, "loc")}</span>{said(paper, story, "desc")}</p>{also}'
        f'<article class="fck_detail ">{text}<p class="author_mail" style="text-align:right;"><strong>{story.author}</strong></p></article>'
        f'<div class="footer-content"><a href="/back">{label(paper, "back")}</a></div><div class="box-tinlienquanv2"><h3>{label(paper, "lq")}</h3>{_stories((one, two), "<article class=item-news><h4 class=title-news><a href={url}>{title}</a></h4><p class=description>{lead}</p></article>")}</div>'
        f'<div id="box_comment_vne"><h3>{label(paper, "y")} (2)</h3><div class="comment_item"><div class="content-comment"><p class="full_content"><span class="txt-name"><a class="nickname"><b>Tern</b></a></span>{said(paper, story, "c1")}</p></div></div></div></div></div></section>'
    )


def desk_lists(paper: Paper) -> str:
    return "".join(
        f'<div class="box-category box-pop{n}"><hgroup class="width_common title-box-category"><h2 class="parent-cate"><a class="inner-title" href="/pop">{escape(heading)}</a></h2></hgroup><div class="content-box-category">'
        + _each(
            items,
            '<article class="item-news"><h4 class="title-news"><a href="{url}" title="{title}">{title}</a><span class="meta-news"><a class="count_cmt" href="{url}#box"><i></i><span>{n}3</span></a></span></h4><p class="ord">{n}</p></article>',
        )
        + "</div></div>"
        for n, (heading, items) in enumerate(paper.lists)
    )


# --- bold read-also lines in paragraphs like all others


def bold_body(paper: Paper, story: Story) -> str:
    one, two, three, *_ = paper.others(story)
    also = (
        f'<p><strong>{label(paper, "also")}: <a href="{one.path}" target="_blank">{escape(one.title)}</a></strong></p>'
    )
    arrow = f'<p>» <a href="{two.path}"><b>{escape(two.title)}</b></a></p>'
    follow = f'<p><em>{house(paper, "follow")} <a href="https://news.google.com/publications/c17">{label(paper, "gn")}</a></em></p>'
    text = between(story.paragraphs, (also, "<p>&nbsp;</p>", arrow), "<p>{}</p>")
    return (
        f'<div class="story-wrap"><h1 class="entry-title">{escape(story.title)}</h1><div class="meta"><span class="date">10/05/2026 | 08:00</span> <span class="author">{story.author}</span></div>'
        f'<div class="main-photo"><img><span class="photo-cap">{said(paper, story, "cap")}</span></div><div class="cnt entry-content"><div class="story-fulltext">{text}{follow}</div>'
        f'<div class="tags"><span>{label(paper, "tags")}:</span> <a href="/t1">{label(paper, "t1")}</a>, <a href="/t2">{label(paper, "t2")}</a></div>'
        f'<div class="read-next"><h3>{label(paper, "next")}</h3>{_stories((two, three), "<div class=rn><a href={url}><h4>{title}</h4></a><p>{lead}…</p></div>")}</div></div></div>'
    )


def definition_lists(paper: Paper) -> str:
    return "".join(
        f'<dl class="mr"><dt class="mrh">{escape(heading)}</dt>'
        + _each(items, '<dt class="no">{n}</dt><dd><span><span><a href="{url}">{title}</a></span></span></dd>')
        + "</dl>"
        for heading, items in paper.lists
    )


# --- text in bare lines between boxes, all in one division


def bare_body(paper: Paper, story: Story) -> str:
    one, two, *_ = paper.others(story)
    ad = f'<div class="ad mrec" id="div-clmb-ctn-{story.number}"><span>{label(paper, "ad")}</span></div>'
    also = f'<div class="cdatainfo id-r-component relart"><a href="{one.path}"><div class="k1">{label(paper, "also")}</div><div class="k2">{escape(one.title)}</div></a></div>'
    poll = f'<div class="poll" data-plugin="poll"><div class="pq">{label(paper, "poll")} {label(paper, "poll2")}?</div><label><input type=radio>{label(paper, "yes")}</label></div>'
    live = f'<section class="v1"><h2 class="v2">{label(paper, "also2")}</h2><ul>{_stories((two,), "<li><a href={url}><figcaption>{title}</figcaption></a></li>")}</ul></section>'
    boxes = iter((ad, also, poll, live))
    text = "".join(f"{escape(each)}<br><br>{next(boxes, '') if n else ''}" for n, each in enumerate(story.paragraphs))
    return (
        f'<div class="Qk2r contentwrapper"><h1 class="HNMDR"><span>{escape(story.title)}</span></h1><div class="xf8Pm byline"><a href="/t">{story.author}</a> / <span>{paper.name.title()}</span> / May 10, 2026, 08:00 IST</div>'
        f'<div class="yYIu- highlights"><div class="hl">{label(paper, "hl")}</div></div><div class="_s30J clearfix" data-articlebody="1"><div>{text}</div></div>'
        f'<div class="ABT"><h3>{label(paper, "about")}</h3><p>{said(paper, story, "about")}</p></div></div>'
    )


def nested_lists(paper: Paper) -> str:
    return "".join(
        f'<div class="qW1e"><div class="t7Ys"><span><span>{escape(heading)}</span></span><svg></svg></div><div class="o0Pl">'
        + _each(
            items,
            '<div class="m3Nb"><div class="x9Kj"><div class="z1Qa"><span>{n}</span></div><div class="b5Vc"><a class="h4Hh" href="{url}"><span><span>{title}</span></span></a><a class="tg" href="/topic/{n}">TOPIC NAME</a></div></div></div>',
        )
        + "</div></div>"
        for heading, items in paper.lists
    )


# --- a party paper: indents, a desk in brackets, the next page, a share in codes


def column_body(paper: Paper, story: Story) -> str:
    one, two, *_ = paper.others(story)
    text = "".join(f'<p style="text-indent: 2em;">\u3000\u3000{escape(each)}</p>' for each in story.paragraphs)
    return (
        f'<div class="layout rm_txt cf"><div class="col col-1 fl"><h3 class="pre"></h3><h1>{escape(story.title)}</h1><h4 class="sub"></h4><div class="author cf"></div>'
        f'<div class="channel cf"><div class="col-1-1 fl">2026-05-10 08:00 | {label(paper, "src")}：<a href="/src">{paper.name.title()}</a></div><div class="col-1-2 fr"><span id="font">T</span></div></div>'
        f'<div class="rm_txt_con cf"><div class="bza"><!-- --></div><p style="text-align:center"><img></p><p style="text-align: center;" class="pictext">{said(paper, story, "cap")}</p>{text}'
        f'<div class="zdfy clearfix"></div><center><table border=0><tr></tr></table></center><div class="box_pic"></div><div class="edit cf">({label(paper, "ed")}：{story.author})</div></div>'
        f'<div class="paper_num"><p>{house(paper, "num")}</p></div><div class="rm_share"><div>{label(paper, "sh")}</div></div>'
        f'<div class="rm_relevant box_news"><h2><span>{label(paper, "rel")}</span></h2><ul class="cf">{_stories((one, two), "<li><a href={url}>{title}</a></li>")}</ul></div></div></div>'
    )


def table_lists(paper: Paper) -> str:
    return "".join(
        f'<table class="pht"><thead><tr><th colspan="3"><img src="/dot.gif" alt=""> {escape(heading)}</th></tr></thead><tbody>'
        + _each(
            items,
            '<tr class="o{n}"><td class="i"><img src="/num/{n}.png"></td><td class="t"><a href="{url}" target="_blank">{title}</a></td><td class="d">05-0{n}</td></tr>',
        )
        + "</tbody></table>"
        for heading, items in paper.lists
    )


# --- a public broadcaster: facts, quotes and references as sections among the paragraphs


def broadcaster_body(paper: Paper, story: Story) -> str:
    one, two, *_ = paper.others(story)
    reference = f'<div class="reference article-reference"><a href="{one.path}" class="reference__link"><div class="ref-t"><h2>{escape(one.title)}</h2><p>{escape(one.paragraphs[0])}</p></div></a></div>'
    player = f'<figure class="fig-video"><div class="player" data-id="9"><span class="dur">01:12</span></div><figcaption><p>{said(paper, story, "v")}</p><p class="credit">{label(paper, "foto")}: {story.author}</p></figcaption></figure>'
    tip = f'<div class="tip-us"><h2>{label(paper, "tip")}</h2><p>{house(paper, "tip")}</p><p>{house(paper, "tip2")}</p><ul><li><a href="mailto:desk@{paper.name}.example">{story.author}</a></li></ul></div>'
    text = between(story.paragraphs, (player, reference, tip), '<p class="text-body">{}</p>')
    return (
        f'<article class="article published"><header class="article-header"><h1 class="title">{escape(story.title)}</h1><div class="lead"><p>{said(paper, story, "lead")}</p></div></header>'
        f'<div class="article-feature"><figure><img><figcaption class="figure-caption"><p>{said(paper, story, "main")}</p></figcaption></figure></div>'
        f'<div class="bulletin-author"><ul class="authors"><li><a class="author__name">{story.author}</a><span class="author__role">{label(paper, "role")}</span></li></ul><time class="datetime-absolute" datetime="2026-05-10T08:00:00+02:00">10. 5. 08:00</time></div>'
        f'<div class="article-body">{text}</div><footer class="article-footer"><p>{label(paper, "pub")} 10.05.2026, kl. 08.00</p></footer></article>'
        f'<div class="recommendations"><ul>{_stories((one, two), "<li><a href={url}><h3>{title}</h3></a></li>")}</ul></div>'
    )


# --- a house right to left: keywords in a line, boxes of links in the text, a share bar at each end


def rtl_body(paper: Paper, story: Story) -> str:
    one, two, three, *_ = paper.others(story)
    inside = f'<div class="inside-related" dir="rtl"><div class="ttl">{label(paper, "also")}</div>{_stories((one, two), "<div class=rel><a href={url}><span>{title}</span></a></div>")}</div>'
    line = f'<p style="direction: rtl;"><span style="color:#b22222;"><strong>{label(paper, "also")}..</strong></span> <a href="{three.path}"><strong>{escape(three.title)}</strong></a></p>'
    ad = f'<div class="ad-lbl"><p>{label(paper, "ad")}</p></div>'
    share = f'<div class="addthis"><span>{label(paper, "share")}</span><a href="#f"></a><a href="#w">WhatsApp</a></div>'
    text = between(
        story.paragraphs,
        (inside, line, ad),
        '<p style="direction: rtl; text-align: justify;"><span style="font-size:18px;">{}</span></p>',
    )
    return (
        f'<div class="articlecont" dir="rtl"><div class="titleArt"><h1>{escape(story.title)}</h1></div><div class="newsStoryDate"> 10/05/2026 08:00 </div><div class="writeBy">{label(paper, "by")} {story.author}</div>{share}'
        f'<div class="img-cont"><img alt="x"><span class="img-desc">{said(paper, story, "cap")}</span></div><div id="articleBody">{text}</div>{share}'
        f'<div class="tags"><div class="kw">{label(paper, "k1")} - {label(paper, "k2")}</div></div><div class="fb-comments"></div></div>'
    )


def rtl_lists(paper: Paper) -> str:
    return "".join(
        f'<div class="mostread" dir="rtl"><div class="secHeadStyle"><h3>{escape(heading)}</h3></div>'
        + _each(
            items,
            '<div class="mRow"><div class="mNum">{n}</div><div class="mImg"><a href="{url}"><img alt="{title}"></a></div><div class="mTxt"><a href="{url}"><h4>{title}</h4></a><span class="dt">10 05 2026 08:{n}0</span></div></div>',
        )
        + "</div>"
        for heading, items in paper.lists
    )


# --- paid stories: the text, then what is left of it in an empty box, an offer, and what others read


def offer_body(paper: Paper, story: Story) -> str:
    one, *_ = paper.others(story)
    embed = f'<blockquote class="twitter-tweet"><p>{said(paper, story, "tw")}</p>&mdash; Tern (@tern) <a href="https://x.example/1">May 10, 2026</a></blockquote>'
    aside = f'<aside class="id-StoryElement-inTextContainer"><div class="id-Teaser-label">{label(paper, "also")}</div>{_stories((one,), "<a class=id-TeaserLink href={url}><span class=id-Teaser-el--kicker>Kicker here</span><span class=id-Teaser-el--title>{title}</span></a>")}</aside>'
    podcast = f'<div class="id-Embed podcast-box"><h3>{label(paper, "pod")}</h3><p>{house(paper, "pod")}</p><a href="/podcast">{label(paper, "listen")}</a></div>'
    text = between(story.paragraphs, (aside, embed, podcast), '<p class="id-StoryElement-paragraph">{}</p>')
    return (
        f'<article class="id-Story"><header class="id-StoryElement-head"><h2 class="id-StoryElement-kicker">{label(paper, "kick")}</h2><h1 class="id-StoryElement-headline">{escape(story.title)}</h1></header>'
        f'<ul class="id-StoryElement-meta"><li>10.05.2026, 08:00</li><li>{label(paper, "von")} <a href="/a">{story.author}</a></li></ul><div class="id-StoryElement-intro"><p>{said(paper, story, "intro")}</p></div>'
        f'<div class="id-Story-content">{text}</div><p class="id-StoryElement-footer"><small>{house(paper, "rev")}</small></p>'
        f'<div class="id-Comments"><h2>{label(paper, "komm")}</h2><a href="/login">{label(paper, "login")}</a></div></article>'
        f'<div class="offer"><h3>{label(paper, "plus")}</h3><p>{house(paper, "offer")}</p><ul><li>{house(paper, "o1")}</li><li>{house(paper, "o2")}</li></ul><a href="/abo">{label(paper, "abo")}</a></div>'
    )


def slider_lists(paper: Paper) -> str:
    return "".join(
        f'<section class="id-LB id-LB--most"><div class="id-LB-head"><h2 class="id-LB-title"><span>{escape(heading)}</span></h2></div><div class="swiper"><div class="swiper-wrapper">'
        + _each(
            items,
            '<div class="swiper-slide"><a class="id-T" href="{url}"><div class="id-T-img"><img></div><div class="id-T-nr">{n:02}</div><h3><span class="id-T-kicker">Home and Town</span><span class="id-T-title">{title}</span></h3></a></div>',
        )
        + "</div><button>›</button></div></section>"
        for heading, items in paper.lists
    )


HOUSES = {
    "islands": House("pt", islands_body, islands_lists),
    "tabloid": House("nl", tabloid_body, tabloid_lists),
    "catchers": House("fr", catchers_body, catchers_lists),
    "lines": House("ko", lines_body, lines_lists),
    "indents": House("ja", ruby_body, counters_lists),
    "desk": House("vi", desk_body, desk_lists),
    "bold": House("el", bold_body, definition_lists),
    "bare": House("hi", bare_body, nested_lists),
    "column": House("zh", column_body, table_lists),
    "broadcaster": House("sv", broadcaster_body, lambda paper: plain_lists(paper, "cards")),
    "right to left": House("ar", rtl_body, rtl_lists),
    "offer": House("de", offer_body, slider_lists),
}

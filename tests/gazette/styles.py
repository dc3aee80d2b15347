"""Styles of markup, each after a habit of the web. `{inner}`, `{id}`, `{rank}` and `{rnd}` (anew each time) are
filled in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Style:
    elements: dict[str, str]
    jsonld: bool = True
    og: bool = True
    canonical: bool = True
    byline_inside: bool = False
    ticker_links: bool = True
    gap: str = " "  # between words and a time beside them


_ROLES = (
    "shell top nav nav-item weather ticker ticker-label ticker-items ticker-item main aside foot cookies letter list "
    "list-label rows row cards teaser ago article title dek byline figure body p read ad ad-label ad-text wall counts "
    "related related-label blog entry entry-head"
).split()


def _style(text: str, **more: bool) -> Style:
    found = dict(line.split(" := ", 1) for line in text.strip().split("\n"))
    assert set(found) == set(_ROLES), set(found) ^ set(_ROLES)
    return Style(found, **more)


WORDPRESS = _style(
    """
shell := <div id="page" class="site hfeed"><div class="site-inner">{inner}</div></div>
top := <header id="masthead" class="site-header"><p class="site-title">{inner}</p></header>
nav := <nav class="main-navigation"><ul class="menu">{inner}</ul></nav>
nav-item := <li class="menu-item menu-item-type-taxonomy">{inner}</li>
weather := <span class="widget_weather">{inner}</span>
ticker := <div class="newsticker-wrap clearfix">{inner}</div>
ticker-label := <span class="newsticker-heading">{inner}</span>
ticker-items := <ul class="newsticker">{inner}</ul>
ticker-item := <li>{inner}</li>
main := <div id="primary" class="content-area"><main id="main" class="site-main">{inner}</main></div>
aside := <div id="secondary" class="widget-area">{inner}</div>
foot := <footer id="colophon" class="site-footer"><div class="site-info">{inner}</div></footer>
cookies := <div id="cookie-law-info-bar"><span>{inner}</span></div>
letter := <section id="mc4wp-2" class="widget widget_mc4wp"><h3 class="widget-title">Mail</h3><p>{inner}</p></section>
list := <section class="widget widget_top-posts">{inner}</section>
list-label := <h3 class="widget-title">{inner}</h3>
rows := <ul>{inner}</ul>
row := <li>{inner}</li>
cards := <div class="posts-wrap">{inner}</div>
teaser := <div class="post type-post hentry teaser"><h2 class="entry-title">{inner}</h2></div>
ago := <span class="posted-on">{inner}</span>
article := <article id="post-{id}" class="post-{id} post type-post status-publish hentry">{inner}</article>
title := <h1 class="entry-title">{inner}</h1>
dek := <div class="entry-excerpt"><p>{inner}</p></div>
byline := <div class="entry-meta"><span class="byline author vcard">{inner}</span></div>
figure := <figure class="wp-block-image"><img src="/wp-content/{id}.jpg" alt=""><figcaption>{inner}</figcaption></figure>
body := <div class="entry-content">{inner}</div>
p := <p>{inner}</p>
read := <p><strong>{inner}</strong></p>
ad := <div class="code-block code-block-3" style="margin:8px 0">{inner}</div>
ad-label := <small>{inner}</small>
ad-text := <p>{inner}</p>
wall := <div class="pmpro_content_message"><p>{inner}</p></div>
counts := <div class="sharedaddy sd-sharing-enabled">{inner}</div>
related := <div id="jp-relatedposts" class="jp-relatedposts">{inner}</div>
related-label := <h3 class="jp-relatedposts-headline"><em>{inner}</em></h3>
blog := <article class="liveblog">{inner}</article>
entry := <div class="liveblog-entry" id="{id}">{inner}</div>
entry-head := <header class="liveblog-meta">{inner}</header>
"""
)
HASHED = _style(
    """
shell := <div id="root"><div class="css-1u9k0fa">{inner}</div></div>
top := <div class="css-8atqhb e1m0pgfh1" data-testid="masthead">{inner}</div>
nav := <div class="css-17ih8de">{inner}</div>
nav-item := <div class="css-1dv1kvn">{inner}</div>
weather := <div class="css-4skfbu">{inner}</div>
ticker := <div class="css-kgn7zc" data-testid="live-strip"><div>{inner}</div></div>
ticker-label := <span class="css-9d0u1z">{inner}</span>
ticker-items := <div class="css-1xdhyk6">{inner}</div>
ticker-item := <div class="css-1ho5u4o"><span>{inner}</span></div>
main := <div id="site-content" class="css-v05v33">{inner}</div>
aside := <div class="css-1wa7u5r e17jgwx02">{inner}</div>
foot := <div class="css-1e1s8k7"><div>{inner}</div></div>
cookies := <div class="css-hqisq1" role="dialog"><div>{inner}</div></div>
letter := <div class="css-13xlhr5"><div class="css-yy3qsz">{inner}</div></div>
list := <div class="css-q1t5bb">{inner}</div>
list-label := <h2 class="css-1yeddwp e1x1pwtg0">{inner}</h2>
rows := <ol class="css-ak6n5l">{inner}</ol>
row := <li class="css-1iski2w"><span aria-hidden="true">{rank}</span><div>{inner}</div></li>
cards := <div class="css-13mho3u"><div>{inner}</div></div>
teaser := <div class="css-1l4w6pd"><div class="css-1a5fuvt"><h3>{inner}</h3></div></div>
ago := <span class="css-ymr2qz">{inner}</span>
article := <div id="story" class="css-1vxca1d e1lmdhsb0"><div>{inner}</div></div>
title := <h1 class="css-fkwqn5 e1h9rw200" data-testid="headline">{inner}</h1>
dek := <p id="article-summary" class="css-79rysd e1wiw3jv0">{inner}</p>
byline := <div class="css-vp77d3 epjyd6m0"><p class="css-4anu6l e1jsehar1">{inner}</p></div>
figure := <div class="css-1xdhyk9"><div data-testid="photo-{id}"><span class="css-jevhma">{inner}</span></div></div>
body := <div class="meteredContent css-1r7ky0e"><div class="css-53u6y8">{inner}</div></div>
p := <p class="css-at9mc1 evys1bk0">{inner}</p>
read := <div class="css-7suef1"><div>{inner}</div></div>
ad := <div class="css-1ssu9p{rnd}" id="story-ad-{rnd}-wrapper"><div class="css-142l3g4">{inner}</div></div>
ad-label := <div class="css-r3fift">{inner}</div>
ad-text := <p class="css-98fnzl">{inner}</p>
wall := <div class="css-gx5sib" id="gateway-content"><div>{inner}</div></div>
counts := <div class="css-15j21fj">{inner}</div>
related := <div class="css-1t7yl1y"><div>{inner}</div></div>
related-label := <h2 class="css-xu4mxq">{inner}</h2>
blog := <div class="css-12uw2yk" data-testid="live-blog">{inner}</div>
entry := <div class="css-pqgzhs live-blog-post" id="{id}" data-testid="live-blog-post">{inner}</div>
entry-head := <div class="css-1kr7mxt">{inner}</div>
"""
)
TABLES = _style(
    """
shell := <center><table width="780" cellpadding="4"><tr><td>{inner}</td></tr></table></center>
top := <table width="100%" bgcolor="#003366"><tr><td><font size="5">{inner}</font></td></tr></table>
nav := <table><tr>{inner}</tr></table>
nav-item := <td nowrap><font size="2">{inner}</font></td>
weather := <font size="1" color="gray">{inner}</font>
ticker := <table width="100%" bgcolor="#ffffcc">{inner}</table>
ticker-label := <tr><td><b>{inner}</b></td></tr>
ticker-items := {inner}
ticker-item := <tr><td><font size="2">{inner}</font></td></tr>
main := <table width="100%"><tr><td width="560" valign="top">{inner}</td>
aside := <td width="200" valign="top" bgcolor="#eeeeee">{inner}</td></tr></table>
foot := <hr><center><font size="1">{inner}</font></center>
cookies := <table bgcolor="#cccccc" width="100%"><tr><td><font size="1">{inner}</font></td></tr></table>
letter := <table border="1"><tr><td><font size="1">{inner}</font></td></tr></table>
list := <table width="190" border="0">{inner}</table>
list-label := <tr><td colspan="2" bgcolor="#003366"><b><font color="white">{inner}</font></b></td></tr>
rows := {inner}
row := <tr><td>{rank}.</td><td><font size="2">{inner}</font></td></tr>
cards := <table width="100%">{inner}</table>
teaser := <tr><td><b>{inner}</b></td></tr>
ago := <font size="1"> ({inner})</font>
article := {inner}
title := <h2><font face="Georgia">{inner}</font></h2>
dek := <p><b>{inner}</b></p>
byline := <p><i>{inner}</i></p>
figure := <table align="right" width="150"><tr><td><img src="/img/{id}.gif"><br><font size="1">{inner}</font></td></tr></table>
body := <font size="3" face="Georgia">{inner}</font>
p := {inner}<br><br>
read := <blockquote><font size="2">{inner}</font></blockquote>
ad := <table width="468" border="1" align="center"><tr><td>{inner}</td></tr></table>
ad-label := <font size="1">{inner}</font><br>
ad-text := <a href="/click?{rnd}">{inner}</a>
wall := <table width="100%" bgcolor="#ffeeaa"><tr><td><b>{inner}</b></td></tr></table>
counts := <p align="right"><font size="1">{inner}</font></p>
related := <hr><table width="100%" bgcolor="#f4f4f4">{inner}</table>
related-label := <tr><td><b>{inner}</b></td></tr>
blog := {inner}
entry := <a name="{id}"></a><table width="100%" border="0" class="entry"><tr><td>{inner}</td></tr></table>
entry-head := <b>{inner}</b>
""",
    jsonld=False,
    og=False,
    canonical=False,
    ticker_links=False,
)
RTL = _style(
    """
shell := <div class="layout"><div class="layout__inner">{inner}</div></div>
top := <header class="header">{inner}</header>
nav := <nav class="header__nav"><ul>{inner}</ul></nav>
nav-item := <li class="header__nav-item">{inner}</li>
weather := <div class="header__weather">{inner}</div>
ticker := <section class="urgent">{inner}</section>
ticker-label := <h4 class="urgent__label">{inner}</h4>
ticker-items := <div class="urgent__list">{inner}</div>
ticker-item := <article class="urgent__item">{inner}</article>
main := <main class="layout__main">{inner}</main>
aside := <aside class="layout__side">{inner}</aside>
foot := <footer class="footer"><p>{inner}</p></footer>
cookies := <aside class="gdpr-notice"><p>{inner}</p></aside>
letter := <form class="newsletter"><label>{inner}</label></form>
list := <section class="ranking">{inner}</section>
list-label := <header class="ranking__head"><h3>{inner}</h3></header>
rows := <ol class="ranking__rows">{inner}</ol>
row := <li class="ranking__row"><span class="ranking__number">{rank}</span>{inner}</li>
cards := <div class="grid">{inner}</div>
teaser := <article class="grid__card"><h3 class="grid__title">{inner}</h3></article>
ago := <time class="when">{inner}</time>
article := <article class="story" data-id="{id}">{inner}</article>
title := <h1 class="story__title">{inner}</h1>
dek := <p class="story__lead">{inner}</p>
byline := <div class="story__by">{inner}</div>
figure := <figure class="story__photo"><img src="/p/{id}.webp" alt=""><figcaption>{inner}</figcaption></figure>
body := <div class="story__text">{inner}</div>
p := <p>{inner}</p>
read := <div class="story__also">{inner}</div>
ad := <div class="dfp-slot" id="dfp-{rnd}">{inner}</div>
ad-label := <span>{inner}</span>
ad-text := <p>{inner}</p>
wall := <div class="story__gate">{inner}</div>
counts := <div class="story__numbers">{inner}</div>
related := <section class="more">{inner}</section>
related-label := <h2 class="more__head">{inner}</h2>
blog := <section class="minute">{inner}</section>
entry := <article class="minute__entry" id="{id}">{inner}</article>
entry-head := <div class="minute__time">{inner}</div>
"""
)
HEADLESS = _style(
    """
shell := <div id="wrap">{inner}</div>
top := <div id="head">{inner}</div>
nav := <div id="menu">{inner}</div>
nav-item := <span>{inner}</span>
weather := <div id="wx">{inner}</div>
ticker := <div id="flash">{inner}</div>
ticker-label := <em>{inner}</em>
ticker-items := <div id="flash-in">{inner}</div>
ticker-item := <div class="fl">{inner}</div>
main := <div id="left">{inner}</div>
aside := <div id="right">{inner}</div>
foot := <div id="bottom"><small>{inner}</small></div>
cookies := <div id="ck"><div>{inner}</div></div>
letter := <div class="sb"><div class="sbt">{inner}</div></div>
list := <div class="sb">{inner}</div>
list-label := <div class="sbh">{inner}</div>
rows := <div class="sbl">{inner}</div>
row := <div class="sbi"><b>{rank}</b> {inner}</div>
cards := <div id="idx">{inner}</div>
teaser := <div class="ix"><div class="ixt">{inner}</div></div>
ago := <span class="dt">{inner}</span>
article := <div id="art">{inner}</div>
title := <div class="ttl">{inner}</div>
dek := <div class="ldt">{inner}</div>
byline := <div class="par">{inner}</div>
figure := <div class="ph"><img src="/f/{id}.jpg"><div class="cap">{inner}</div></div>
body := <div id="txt">{inner}</div>
p := <div class="par">{inner}</div>
read := <div class="par">{inner}</div>
ad := <div class="bn bn{rnd}"><div>{inner}</div></div>
ad-label := <span>{inner}</span>
ad-text := <div>{inner}</div>
wall := <div class="par">{inner}</div>
counts := <div class="ct">{inner}</div>
related := <div class="rl">{inner}</div>
related-label := <div class="rlh">{inner}</div>
blog := <div id="lb">{inner}</div>
entry := <div class="le" id="{id}">{inner}</div>
entry-head := <div class="lt">{inner}</div>
""",
    jsonld=False,
    og=True,
    byline_inside=True,
)
CUSTOM = _style(
    """
shell := <app-root><page-frame>{inner}</page-frame></app-root>
top := <site-top class="tw-flex tw-bg-white">{inner}</site-top>
nav := <nav class="tw-hidden md:tw-flex">{inner}</nav>
nav-item := <span class="tw-px-2">{inner}</span>
weather := <wx-badge>{inner}</wx-badge>
ticker := <news-strip class="tw-overflow-x-auto">{inner}</news-strip>
ticker-label := <b class="tw-uppercase">{inner}</b>
ticker-items := <ul class="tw-flex">{inner}</ul>
ticker-item := <li class="tw-mr-4">{inner}</li>
main := <main class="tw-col-span-8">{inner}</main>
aside := <aside class="tw-col-span-4">{inner}</aside>
foot := <site-foot><p class="tw-text-xs">{inner}</p></site-foot>
cookies := <consent-banner><p>{inner}</p></consent-banner>
letter := <mail-box class="tw-border"><p class="tw-text-sm">{inner}</p></mail-box>
list := <rank-box class="tw-mb-8">{inner}</rank-box>
list-label := <h4 class="tw-font-bold">{inner}</h4>
rows := <ol class="tw-list-decimal">{inner}</ol>
row := <li class="tw-py-1">{inner}</li>
cards := <section class="tw-grid">{inner}</section>
teaser := <div class="tw-card"><h3 class="tw-text-lg">{inner}</h3></div>
ago := <time-ago class="tw-text-gray-400">{inner}</time-ago>
article := <article class="tw-prose">{inner}</article>
title := <h1 class="tw-text-4xl">{inner}</h1>
dek := <h2 class="tw-text-xl">{inner}</h2>
byline := <p class="tw-italic">{inner}</p>
figure := <figure class="tw-my-4"><img src="/m/{id}.avif" alt=""><figcaption>{inner}</figcaption></figure>
body := <section class="tw-leading-7">{inner}</section>
p := <p class="tw-mb-4">{inner}</p>
read := <p class="tw-mb-4">{inner}</p>
ad := <p class="tw-mb-4 tw-bg-gray-100">{inner}</p>
ad-label := <small>{inner}</small>
ad-text := <span>{inner}</span>
wall := <p class="tw-mb-4">{inner}</p>
counts := <p class="tw-text-xs">{inner}</p>
related := <section class="tw-mt-8">{inner}</section>
related-label := <h3 class="tw-font-bold">{inner}</h3>
blog := <section class="tw-live">{inner}</section>
entry := <section class="tw-live-entry" id="{id}">{inner}</section>
entry-head := <p class="tw-text-xs">{inner}</p>
""",
    byline_inside=True,
)
STYLES = {
    "wordpress": WORDPRESS,
    "hashed": HASHED,
    "tables": TABLES,
    "rtl": RTL,
    "headless": HEADLESS,
    "custom": CUSTOM,
}

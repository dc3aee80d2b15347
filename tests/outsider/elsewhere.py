"""Papers of other kinds: an agency of very short reports, and a paper in Japanese."""

from __future__ import annotations

from html import escape

from outsider.layouts import PAPER, Link, Sheet, anchor, items
from outsider.nihongo import NAMES
from outsider.story import SECTIONS

TEAMS = ("Skelby", "Port Anwell", "Tarn", "Millhaven", "Oster Vale", "Quay Rovers")


def wire(page: Sheet) -> str:
    """Two or three sentences each, with the time as a line of the text; scores on top, what is read most twice, counts
    of comments inside of links, and more headlines below each time."""
    new = page.world.skin == "new"
    hour = page.world.now.hour
    scores = "".join(
        f"<tr><td>{home}</td><td>{(hour * 7 + n) % 5} : {(hour * 3 + n) % 4}</td><td>{away}</td></tr>"
        for n, (home, away) in enumerate(zip(TEAMS[::2], TEAMS[1::2], strict=True))
    )
    desk = f'<div class="hide-mobile"><h2>Most Popular</h2><ol>{_counted(page, page.popular)}</ol></div>'
    phone = f'<div class="show-mobile"><h2>Most Popular</h2><ol>{_counted(page, page.popular)}</ol></div>'
    picks = f'<div class="picks"><h2>Editors’ Picks</h2><ul>{items(page.picks)}</ul></div>'
    strip = f'<div class="breaking"><span>Breaking</span><ul>{items(page.ticker)}</ul></div>'
    top = f'<div class="scores"><table><caption>Scores</caption>{scores}</table></div>{strip}'
    main = _report(page) if page.story else f'<ul class="feed">{_counted(page, page.cards)}</ul>'
    more = f'<div class="more"><h3>More headlines</h3><ul>{items(page.related())}</ul><button>Load more</button></div>'
    sections = items([(f"/{name}/", name.title()) for name in SECTIONS], "<li>{}</li>")
    kind = "agency" if new else "wire"
    if new:
        frame = f'<main class="agency-main">{phone}{main}{more}</main><aside class="agency-aside">{desk}{picks}</aside>'
    else:
        frame = f'<div class="col-left">{desk}{picks}</div><div class="col-mid">{main}{more}</div>{phone}'
    return (
        f"<!doctype html><html lang=en><head>{page.head()}</head><body><header class={kind}-top>"
        f'{anchor(("/", PAPER))}<ul class="menu">{sections}</ul>{top}</header><div class="{kind}-page">{frame}</div>'
        f"<footer>{page.weather()} <small>{page.nonce()}</small></footer></body></html>"
    )


def _counted(page: Sheet, links: list[Link] | tuple[Link, ...]) -> str:
    rows = (
        f'<li><a href="{path}">{escape(words)} <span class="talk">{page.rng.randrange(300)}</span></a></li>'
        for path, words in links
    )
    return "".join(rows)


def _report(page: Sheet) -> str:
    story = page.story
    if story is None:
        return ""
    stamp = f"<p>{story.published:%H:%M} GMT · updated {page.ago(story.modified)}</p>"
    body = page.inside(lambda text: f"<p>{text}</p>", lambda text: f'<div class="slot"><span>{text}</span></div>')
    return (
        f'<div class="report"><h1>{escape(page.title)}</h1><div class="copy">{stamp}{body}'
        f'<p>({page.byline()}; editing by the desk)</p></div><div class="talk">{page.counts()}</div></div>'
    )


def shimbun(page: Sheet) -> str:
    """Words without spaces, names with their reading above them, bars between what is said of a story."""
    new = page.world.skin == "new"
    ranks = "".join(
        f'<li><span class="num">{n}</span>{anchor(link)}<span class="time">{_ago(page)}</span></li>'
        for n, link in enumerate(page.popular, 1)
    )
    lists = (
        f'<div class="{"c-rank" if new else "ranking"}"><h2>アクセスランキング</h2><ol>{ranks}</ol></div>'
        f'<div class="{"c-picks" if new else "osusume"}"><h2>編集部のおすすめ</h2><ul>{items(page.picks)}</ul></div>'
    )
    strip = f'<div class="{"c-flash" if new else "sokuho"}"><b>速報</b><ul>{items(page.ticker)}</ul></div>'
    names = ("町", "県", "海", "文化")
    menu = items([(f"/{path}/", name) for path, name in zip(SECTIONS, names, strict=True)])
    main = _kiji(page, new=new) if page.story else f'<ul class="ichiran">{items(page.cards)}</ul>'
    head = page.head().replace(f" | {PAPER}</title>", "｜モロー新報</title>")
    logo = anchor(("/", "モロー新報"))
    foot = f"<footer class={'l-foot' if new else 'foot'}>Copyright モロー新報社　無断転載を禁じます<i>{page.nonce()}</i></footer>"
    if new:
        frame = f'<div class="l-wrap"><div class="l-main">{main}</div><div class="l-side">{lists}</div></div>{strip}'
    else:
        frame = f'{strip}<div id="container"><div id="side">{lists}</div><div id="main">{main}</div></div>'
    return (
        f'<!doctype html><html lang="ja"><head>{head}</head><body><header class="{"l-head" if new else "head"}">'
        f'<p class="logo">{logo}</p><nav><ul>{menu}</ul></nav></header>{frame}{foot}</body></html>'
    )


def _ago(page: Sheet) -> str:
    return f"{page.rng.randrange(1, 59)}分前"


def _kiji(page: Sheet, *, new: bool) -> str:
    story = page.story
    if story is None:
        return ""
    adverts = ("広告", "PR：あなたの船の保険、比べてみませんか", f"【PR】{page.rng.randrange(90, 400)}クローネの布団")
    rows = [f"<p>{_with_ruby(escape(part, quote=False))}</p>" for part in page.parts]
    for _ in range(min(2, len(rows))):
        rows.insert(
            page.rng.randrange(1, len(rows) + 1), f'<div class="koukoku"><p>{page.rng.choice(adverts)}</p></div>'
        )
    wall = f'<div class="yuryo"><p>{page.wall}</p></div>' if page.wall else ""
    when = f"{story.published:%Y年%m月%d日 %H時%M分}"
    bars = f"{story.author}｜{when}｜{page.rng.randrange(2, 900)}件のコメント"
    related = f'<div class="kanren"><h3>関連記事</h3><ul>{items(page.related())}</ul></div>'
    body = f'<div class="{"m-text" if new else "honbun"}">{"".join(rows)}{wall}</div>'
    tools = '<ul class="share"><li>シェア</li><li>印刷</li></ul>'
    return (
        f'<article><h1>{escape(page.title)}</h1><p class="info">{bars}</p>{tools}{body}'
        f'<p class="more"><a href="/">もっと見る</a></p>{related}</article>'
    )


def _with_ruby(text: str) -> str:
    """The family name of whoever is named, with its reading."""
    for name in NAMES:
        family = name[:2]
        text = text.replace(family, f"<ruby>{family}<rp>（</rp><rt>{READINGS[family]}</rt><rp>）</rp></ruby>")
    return text


READINGS = dict(
    zip(
        (name[:2] for name in NAMES),
        "ふなこし|ふじもり|からさわ|わたなべ|はいたに|おぐろ|もちづき|えのもと".split("|"),
        strict=True,
    )
)

"""How families of sites mark up an article, and which of its texts are the body."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from itertools import count
from random import Random

from family_markup import hashed, link, paragraphs
from family_words import Paper, Story, paragraph, sentence

Body = Callable[[Paper, Story], str]


def _title(story: Story) -> str:
    return f"<h1>{escape(story.title)}</h1>"


def plain(paper: Paper, story: Story) -> str:
    return f'<main>{_title(story)}<div class="b">{paragraphs(story.paragraphs)}</div></main>'


def divs(paper: Paper, story: Story) -> str:
    """No class says anything, and no element is a paragraph."""
    rows = "".join(f'<div class="{hashed("row")}">{escape(text)}</div>' for text in story.paragraphs)
    top = f'<div class="{hashed("top")}"><h1 class="{hashed("h")}">{escape(story.title)}</h1></div>'
    return f'<div class="{hashed("main")}">{top}<div class="{hashed("body")}">{rows}</div></div>'


def rebuilt(paper: Paper, story: Story) -> str:
    """Other class names on each page, as after a deploy of the site's style sheets."""
    name = lambda word: hashed(word, story.number)  # noqa: E731 - one word for one thing
    rows = "".join(f'<p class="{name("p")}">{escape(text)}</p>' for text in story.paragraphs)
    top = f'<h1 class="{name("h")}">{escape(story.title)}</h1>'
    return f'<div class="{name("main")}">{top}<div class="{name("body")}">{rows}</div></div>'


def wrapped(paper: Paper, story: Story) -> str:
    rows = "".join(
        f'<div class="css-4a"><div class="css-5b"><p>{escape(text)}</p></div></div>' for text in story.paragraphs
    )
    return f'<div class="css-1x"><div class="css-2y">{_title(story)}</div>{rows}</div>'


def component(paper: Paper, story: Story) -> str:
    inside = f"{_title(story)}<x-body>{paragraphs(story.paragraphs)}</x-body>"
    return f'<x-app><template shadowrootmode="open"><x-article>{inside}</x-article></template></x-app><template><p>{"Not shown. " * 30}</p></template>'


def breaks(paper: Paper, story: Story) -> str:
    return f'<div class="a">{_title(story)}<div class="t">{"<br><br>".join(map(escape, story.paragraphs))}</div></div>'


def cells(paper: Paper, story: Story) -> str:
    """Twenty years old: layout by tables, a headline that is no heading, in the same cell as the text."""
    top = f"<font size=5><b>{escape(story.title)}</b></font><br><i>By {story.author}</i>"
    text = "<br><br>".join((top, *map(escape, story.paragraphs)))
    return f"<table width=100%><tr><td valign=top>{text}</td></tr></table>"


def bold_title(paper: Paper, story: Story) -> str:
    return f'<div class="c"><p><b>{escape(story.title)}</b></p><p>10 May 2026</p>{paragraphs(story.paragraphs)}</div>'


def sections(paper: Paper, story: Story) -> str:
    parts = [story.paragraphs[at : at + 2] for at in range(0, len(story.paragraphs), 2)]
    random = Random(story.title)
    rows = (f"<section>{paragraphs(part)}</section>{_ad(paper, random)}" for part in parts)
    return f'<div class="page">{_title(story)}{"".join(rows)}</div>'


def _ad(paper: Paper, random: Random) -> str:
    said = escape(sentence(paper.language, random))
    return f'<div class="ad-slot"><p>{said}</p><a href="https://ads.example/{random.random()}">More</a></div>'


def boxes(paper: Paper, story: Story) -> str:
    """Between the paragraphs: a letter to sign up for, a link to read also, a picture, a line that is a link."""
    one, two, *_ = paper.others(story)
    between = {
        1: f'<div class="see"><span>Read also</span>{link(one.title, one.path)}</div>',
        2: '<div class="box-7"><h4>Our letter</h4><p>The best of the week, every Sunday morning in your mailbox, free of charge.'
        "</p><form><input type=email><button>Sign up</button></form></div>",
        3: f"<figure><img src=/x.jpg><figcaption>{escape(sentence(paper.language, Random(story.title)))}</figcaption></figure>",
        4: f"<p><strong>More: {link(two.title, two.path)}</strong></p>",
    }
    rows = "".join(f"<p>{escape(text)}</p>{between.get(place, '')}" for place, text in enumerate(story.paragraphs))
    return f'<main>{_title(story)}<div class="b">{rows}</div><div class="bio"><p>{story.author} lives by the sea.</p></div></main>'


def comments(paper: Paper, story: Story) -> str:
    random = Random(story.title)
    said = "".join(
        f'<div class="q7"><div class="q8">user{random.randint(1, 999)}</div><div class="q9">{escape(paragraph(paper.language, random))}</div></div>'
        for _ in range(6)
    )
    return f'<div class="a1">{_title(story)}<div class="a2">{paragraphs(story.paragraphs)}</div></div><div class="q1">{said}</div>'


def printed_twice(paper: Paper, story: Story) -> str:
    inside = f"{_title(story)}{paragraphs(story.paragraphs)}"
    return f'<main>{_title(story)}<div class="b">{paragraphs(story.paragraphs)}</div><div style="display:none">{inside}</div></main>'


def shown_twice(paper: Paper, story: Story) -> str:
    """For phones and for wide screens, told apart by a style sheet alone."""
    copy = f'{_title(story)}<div class="b">{paragraphs(story.paragraphs)}</div>'
    return f'<main><div class="d-none d-md-block">{copy}</div><div class="d-md-none">{copy}</div></main>'


def notes(paper: Paper, story: Story) -> str:
    note = '<div class="label">Advertisement</div><p class="cont">The story goes on below</p>'
    rows = "".join(f"<p>{escape(text)}</p>{note}" for text in story.paragraphs)
    return f'<main>{_title(story)}<div class="b">{rows}</div></main>'


def next_below(paper: Paper, story: Story) -> str:
    """Scrolling without end: the next story stands below, whole."""
    told = (story, paper.others(story)[story.number % 3])
    rows = (f"<article class=s>{_title(one)}<div class=b>{paragraphs(one.paragraphs)}</div></article>" for one in told)
    return f'<div class="stream">{"".join(rows)}</div>'


def latest_below(paper: Paper, story: Story) -> str:
    """The same latest story below each, under a heading of the second level."""
    latest = paper.others(story)[0]
    own = f"<article class=s>{_title(story)}<div class=b>{paragraphs(story.paragraphs)}</div></article>"
    return f"<main>{own}<article class=s><h2>{escape(latest.title)}</h2><div class=b>{paragraphs(latest.paragraphs)}</div></article></main>"


def linked_below(paper: Paper, story: Story) -> str:
    """The next story below, longer than this one, in a box of the same kind under a headline that leads to it."""
    after = paper.others(story)[story.number % 3]
    title = f'<h2><a href="{after.path}">{escape(after.title)}</a></h2>'
    more = paragraphs((*after.paragraphs, *after.paragraphs))
    own = f'<div class="part">{_title(story)}<div class="b">{paragraphs(story.paragraphs)}</div></div>'
    return f'<main>{own}<div class="part">{title}<div class="b">{more}</div></div></main>'


def questions(paper: Paper, story: Story) -> str:
    asked = asked_and_answered(story)
    rows = zip(asked[::2], asked[1::2], strict=True)
    return f'<main>{_title(story)}<div class="b">{"".join(f"<p><b>{q}</b></p><p>{escape(a)}</p>" for q, a in rows)}</div></main>'


def transcript(paper: Paper, story: Story) -> str:
    said = spoken(story)
    rows = (f"<dt>{name}</dt><dd>{escape(text)}</dd>" for name, text in zip(said[::2], said[1::2], strict=True))
    return f"<main>{_title(story)}<dl>{''.join(rows)}</dl></main>"


def spoken(story: Story) -> Sequence[str]:
    return [said for place, text in enumerate(story.paragraphs) for said in (f"Speaker {'AB'[place % 2]}", text)]


def asked_and_answered(story: Story) -> Sequence[str]:
    return [
        said
        for place, text in enumerate(story.paragraphs)
        for said in (f"And the {place}th year of case {len(story.title)}{story.number}, what of it?", text)
    ]


def recipe(paper: Paper, story: Story) -> str:
    first, *steps = story.paragraphs
    needed = "".join(f"<li>{place} cups of {story.title[:14].strip()}</li>" for place in range(2, 6))
    return (
        f'<main>{_title(story)}<div class="b"><p>{escape(first)}</p><h2>Ingredients</h2><ul>{needed}</ul>'
        f"<h2>Method</h2><ol>{paragraphs(steps, 'li')}</ol></div></main>"
    )


def recipe_text(story: Story) -> Sequence[str]:
    first, *steps = story.paragraphs
    return [
        first,
        "Ingredients",
        *(f"{place} cups of {story.title[:14].strip()}" for place in range(2, 6)),
        "Method",
        *steps,
    ]


def listicle(paper: Paper, story: Story) -> str:
    shown = zip(ranked(story)[::2], story.paragraphs, count(), strict=False)
    figure = '<figure><img src="/{}.jpg"><figcaption>Photo: Ada</figcaption></figure>'
    rows = "".join(f"<h2>{escape(name)}</h2>{figure.format(n)}<p>{escape(text)}</p>" for name, text, n in shown)
    return f'<main>{_title(story)}<div class="b">{rows}</div></main>'


def ranked(story: Story) -> Sequence[str]:
    return [
        said
        for n, text in enumerate(story.paragraphs, 1)
        for said in (f"{n}. {text[:20].strip()} of {story.number}", text)
    ]


def teaser(paper: Paper, story: Story) -> str:
    offer = '<div class="offer"><h2>Keep reading for one crown a week</h2><p>Subscribe to read this story and everything else we print.</p><button>Subscribe</button></div>'
    return f'<main>{_title(story)}<div class="b">{paragraphs(story.paragraphs[:2])}</div>{offer}</main>'

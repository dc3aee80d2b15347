"""What pages share is learned by container, in no order, and stays known when its text rotates."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from crawler.blocks import slot_of
from crawler.model import Block, Document, Head
from crawler.template import (
    Evidence,
    Sample,
    Template,
    apply,
    common_lines,
    decide,
    fits,
    gather,
    gather_noise,
    head_length,
    merge,
    text_marks,
)

TICKER = ("html", "body", "ul.ticker", "li")
BODY = ("html", "body", "article", "p")
AD = ("html", "body", "article", "div.slot", "p")


def page(number: int, ticker: list[str], body: list[str], ad: str = "") -> Document:
    blocks = [Block(text, TICKER, tag="li") for text in ticker]
    blocks += [Block(text, BODY, tag="p") for text in body]
    if ad:
        blocks.append(Block(ad, AD, tag="p"))
    return Document(f"https://paper.example/{number}", tuple(blocks), Head(title=f"Story {number}"))


def sample(document: Document) -> Sample:
    return Sample(document, frozenset(i for i, block in enumerate(document.blocks) if block.path == BODY))


TEASERS = [f"Teaser number {n} of the morning" for n in range(5)]
PAGES = [page(n, TEASERS, [f"Paragraph {n}.{i} of the story." for i in range(6)]) for n in range(4)]


def learned(pages: list[Document], **more: object) -> Template:
    evidence = gather([sample(each) for each in pages])
    return decide(merge(Evidence(), evidence), Template(), body=None, text_head=0)


def test_a_container_with_the_same_text_on_different_pages_is_shared_and_the_body_is_not():
    template = learned(PAGES)
    marks = apply(template, PAGES[0])
    assert marks.shared == frozenset(range(5))
    assert not marks.noise


FRONT = [
    Document(
        f"https://paper.example/{name}",
        (
            *PAGES[0].blocks[:5],
            *(Block(f"Headline {n} of the front", ("html", "body", "main", "h3")) for n in range(9)),
        ),
        Head(title=name),
    )
    for name in ("Home", "News")
]
MANY = [page(n, TEASERS, [f"Paragraph {n}.{i} of the story." for i in range(6)]) for n in range(12)]


def test_what_two_of_many_pages_share_is_shared_and_rare():
    marks = apply(learned([*MANY, *FRONT]), FRONT[0])
    assert marks.shared == frozenset(range(14))
    assert marks.rare == frozenset(range(5, 14))
    assert apply(learned([*MANY[:6], *FRONT]), FRONT[0]).rare == frozenset()


def test_what_was_shared_by_more_does_not_become_rare_and_what_is_rare_is_kept_with_the_template():
    before = learned([*MANY[:6], *FRONT])
    evidence = merge(gather([sample(each) for each in [*MANY[:6], *FRONT]]), gather([sample(each) for each in MANY]))
    assert decide(evidence, Template(), body=None, text_head=0).rare
    assert not decide(evidence, before, body=None, text_head=0).rare
    template = learned([*MANY, *FRONT])
    assert Template.from_json(template.to_json()) == template


def test_a_container_of_lists_in_which_most_pages_have_a_text_of_their_own_is_not_the_sites():
    """Tables in tables: short articles, and much longer lists, in cells of one path."""
    lists = [f"Headline {n} that stands in a list on each of the pages" for n in range(10)]
    pages = [
        Document(
            f"https://paper.example/{n}",
            tuple(Block(text, BODY, tag="td") for text in (*lists, f"The story {n} begins.", f"And {n} ends here.")),
            Head(title=f"Story {n}"),
        )
        for n in range(6)
    ]
    samples = [Sample(each, frozenset({10, 11})) for each in pages]
    template = decide(merge(Evidence(), gather(samples)), Template(), body=None, text_head=0)
    assert not template.shared
    misread = [Sample(each, frozenset({0, 1})) for each in pages]  # what other pages have, too, proves nothing
    assert decide(merge(Evidence(), gather(misread)), Template(), body=None, text_head=0).shared


def test_rotated_text_in_a_known_container_is_stripped_at_once():
    template = learned(PAGES)
    later = page(9, ["A teaser never seen before", "Another one"], ["A new story."])
    assert apply(template, later).shared == frozenset({0, 1})


def test_a_background_paragraph_that_recurs_in_a_follow_up_stays_body():
    background = "The harbour has been closed since the storm of last winter."
    pages = [page(n, TEASERS, [f"News {n}.{i}." for i in range(5)] + ([background] if n < 2 else [])) for n in range(6)]
    template = learned(pages)
    assert not apply(template, pages[0]).all & {10}
    assert not template.phrases


def test_a_sentence_in_the_body_of_most_pages_is_the_sites():
    call = "Subscribe to our letter and read the morning before it happens."
    pages = [
        page(n, TEASERS, [f"News {n}.{i} of the day, told at length." for i in range(5)] + [call]) for n in range(6)
    ]
    assert apply(learned(pages), pages[0]).noise == frozenset({10})


def test_copies_of_one_page_do_not_make_its_body_look_shared():
    copies = [Document(f"https://paper.example/copy-{n}", PAGES[0].blocks, PAGES[0].head) for n in range(3)]
    template = learned([*copies, PAGES[1]])
    assert not any(path.endswith("article > p") for path in template.shared.values())


@given(st.randoms())
def test_the_same_pages_in_any_order_give_the_same_template(rng: random.Random):
    shuffled = PAGES[:]
    rng.shuffle(shuffled)
    assert learned(shuffled) == learned(PAGES)


def test_what_differs_between_two_fetches_of_a_page_is_noise():
    pairs = [
        (page(n, TEASERS, ["a", "b"], f"Offer {n}"), page(n, TEASERS, ["a", "b"], f"Offer {n}{n}")) for n in range(2)
    ]
    evidence = merge(gather([sample(p) for p in PAGES]), gather_noise(pairs))
    template = decide(evidence, Template(), body=None, text_head=0)
    assert [path.split(" > ")[-2] for path in template.noise.values()] == ["div.slot"]


def test_what_stands_in_another_container_in_the_other_of_two_layouts_is_no_noise():
    """A site that tries a new layout draws one of the two at each request."""
    old, new = ("html", "body", "main.story", "h1.headline"), ("html", "body", "main.b-story", "h1.b-title")
    ad = ("html", "body", "div.offer")

    def fetched(path: tuple[str, ...], n: int, offer: str) -> Document:
        return Document(f"https://a.example/{n}", (Block(f"The lamp of house {n} is out", path), Block(offer, ad)))

    pairs = [(fetched(old, n, f"Offer {n}"), fetched(new, n, f"Offer {n} to-day")) for n in range(3)]
    evidence = gather_noise(pairs)
    assert [evidence.slots[slot_of(Block("", path))].varied for path in (old, new, ad)] == [0, 0, 3]
    assert set(decide(evidence, Template(), body=None, text_head=0).noise.values()) == {" > ".join(ad)}


def test_advertisements_that_are_a_quarter_of_all_text_are_noise_beside_a_body_of_three_times_as_much():
    pairs = [(ads(n, "to-day"), ads(n, "to-morrow")) for n in range(2)]
    bodies = [
        Sample(each, frozenset(range(5, len(each.blocks)))) for each, _ in [*pairs, *((ads(n), 0) for n in (2, 3))]
    ]
    template = decide(merge(gather(bodies), gather_noise(pairs)), Template(), body=None, text_head=0)
    assert set(template.noise.values()) == {" > ".join(AD)}


def ads(number: int, day: str = "") -> Document:
    plain = page(number, TEASERS, [f"Paragraph {number}.{i} of the story." for i in range(6)])
    offers = tuple(Block(f"Offer {number}.{i} of {day or number}", AD, tag="p") for i in range(2))
    return Document(plain.url, (*plain.blocks, *offers), plain.head)


def test_an_edit_between_two_fetches_does_not_turn_the_body_into_noise():
    pairs = [(page(n, TEASERS, ["a", "b"]), page(n, TEASERS, ["a", "c"])) for n in range(3)]
    evidence = merge(gather([sample(p) for p in PAGES]), gather_noise(pairs))
    assert not decide(evidence, Template(), body=None, text_head=0).noise


def test_template_and_evidence_survive_storing():
    evidence = gather([sample(p) for p in PAGES])
    template = decide(evidence, Template(), body={"slots": [1]}, text_head=3)
    assert Template.from_json(template.to_json()) == template
    assert Evidence.from_json(evidence.to_json()) == evidence


def test_a_template_that_would_say_the_same_is_no_new_generation():
    first = learned(PAGES)
    again = decide(gather([sample(p) for p in PAGES]), first, body=None, text_head=0)
    assert again is first


# Text captures


def capture(lines: list[str]) -> Document:
    return Document("file:///x", tuple(Block(line) for line in lines), is_text=True)


HEAD = [f"A teaser of the hour, number {n}." for n in range(6)]
FOOT = ["Most Popular", "One headline", "Another headline"]


def story(n: int, length: int = 8) -> list[str]:
    return [f"Title {n}", *(f"Sentence {i} of story {n}." for i in range(length))]


TEXTS = [capture([*HEAD, *story(n), *FOOT]) for n in range(3)]


def test_the_shared_run_at_the_head_and_at_the_foot_is_stripped():
    known = common_lines(TEXTS)
    marks = text_marks(TEXTS[0], known, 0)
    assert marks.shared == frozenset((*range(6), *range(15, 18)))
    assert head_length(TEXTS, known) == 6


def test_a_head_that_rotated_is_known_by_its_length():
    rotated = capture([*(f"Quite another teaser {n}." for n in range(6)), *story(7), *FOOT])
    assert set(range(6)) <= text_marks(rotated, frozenset(), 6).shared


def test_one_line_that_changed_inside_the_head_belongs_to_it():
    changed = capture([*HEAD[:3], "A changed teaser.", *HEAD[4:], *story(0), *FOOT])
    assert set(range(6)) <= text_marks(changed, frozenset(HEAD), 6).shared


def test_edited_copies_of_one_page_share_nothing_but_with_others():
    edited = capture([*HEAD, *story(0)[:4], "An edited sentence.", *story(0)[5:], *FOOT])
    assert common_lines([TEXTS[0], edited]) == frozenset()


def test_an_article_that_stands_in_the_sites_own_lists_keeps_its_headline():
    foot = [*FOOT, "Title 0", "Title 2"]
    texts = [capture([*HEAD, *story(n), *foot]) for n in range(3)]
    known = common_lines(texts)
    assert all(
        set(range(6)) <= text_marks(text, known, 0).shared and 6 not in text_marks(text, known, 0).shared
        for text in texts
    )
    assert head_length(texts, known) == 6
    assert 6 not in text_marks(texts[0], known, 6).shared


def frame(*paths: str) -> Document:
    """A page of which one block stands in each of these containers."""
    blocks = tuple(Block(f"What stands in {path}", tuple(path.split(" > ")), tag=path.split()[-1]) for path in paths)
    return Document("https://paper.example/frame", blocks)


PLAIN = ("body > header", "body > nav > a", "body > footer > p", "body > footer > li", "body > div > h3")
NAMED = ("body > main > div.css > aside > h4", "body > main > div.css > ul > li")


def of_frame(*paths: str) -> Template:
    return Template(shared={slot_of(block): " > ".join(block.path) for block in frame(*paths).blocks}, generation=1)


def test_a_box_with_a_name_that_goes_is_no_new_layout_where_most_of_the_frame_stays():
    assert fits(of_frame(*PLAIN, *NAMED), frame(*PLAIN))


def test_containers_without_a_name_that_outlive_the_rest_are_no_sign_of_the_old_layout():
    assert not fits(of_frame(*PLAIN, *NAMED), frame(*PLAIN[:3], "body > main > section.new > p"))
    assert fits(of_frame(*PLAIN, *NAMED), frame(*PLAIN[:3], NAMED[0]))

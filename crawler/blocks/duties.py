"""What the walk over a page does with an element, by its tag; tags that are not here start a block."""

_INLINE_TAGS = (
    "a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd label mark nobr picture q ruby "
    "s samp small source span strike strong sub sup time tt u var wbr output meter progress".split()
)
_SKIPPED_TAGS = (
    "head script style noscript noembed noframes svg math iframe frame object embed applet canvas map audio video "
    "track select option datalist textarea input rp rt rtc".split()  # ruby: how a word is read, above it
)
_MAYBE_UNSEEN = ("span", "button", "template")

BLOCK, INLINE, LINK, BREAK, SKIP, ASK = range(6)
DUTIES = {
    **dict.fromkeys(_INLINE_TAGS, INLINE),
    **dict.fromkeys(_SKIPPED_TAGS, SKIP),
    **dict.fromkeys(_MAYBE_UNSEEN, ASK),
    "a": LINK,
    "br": BREAK,
}

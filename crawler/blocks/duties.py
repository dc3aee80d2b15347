"""What the walk over a page does with an element, by its tag; of tags that are not here is asked where they stand."""

_INLINE_TAGS = (
    "a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd label mark nobr picture q ruby "
    "s samp small source span strike strong sub sup time tt u var wbr output meter progress".split()
)
_SKIPPED_TAGS = (
    "head script style noscript noembed noframes svg math iframe frame object embed applet canvas map audio video "
    "track select option datalist textarea input rp rt rtc".split()  # ruby: how a word is read, above it
)
_MAYBE_UNSEEN = ("span", "button", "template")

_BLOCK_TAGS = (
    "html body main article section nav aside header footer address hgroup div p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd "
    "blockquote pre figure figcaption table caption colgroup col tbody thead tfoot tr td th hr form fieldset legend "
    "details summary dialog menu dir center search listing xmp plaintext optgroup source param slot"
).split()

BLOCK, INLINE, LINK, BREAK, SKIP, ASK, STRANGE = range(7)
DUTIES = {
    **dict.fromkeys(_BLOCK_TAGS, BLOCK),
    **dict.fromkeys(_INLINE_TAGS, INLINE),
    **dict.fromkeys(_SKIPPED_TAGS, SKIP),
    **dict.fromkeys(_MAYBE_UNSEEN, ASK),
    "a": LINK,
    "br": BREAK,
}

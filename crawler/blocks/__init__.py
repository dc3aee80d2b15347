"""From bytes to an ordered list of blocks: the form that everything after works on."""

from crawler.blocks.encoding import decode
from crawler.blocks.read import MAX_BYTES, is_html, read_document
from crawler.blocks.slots import slot_of

__all__ = ["MAX_BYTES", "decode", "is_html", "read_document", "slot_of"]

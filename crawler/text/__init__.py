"""Text: the form that is stored, the form that is compared, tokens, sentences, relative times, digests."""

from crawler.text.counts import counted
from crawler.text.digests import digest
from crawler.text.forms import compare_form, fold, joined_form
from crawler.text.lines import line_form
from crawler.text.paths import readable_path
from crawler.text.sentences import sentences
from crawler.text.times import (
    LONGEST_STAMP,
    instant,
    is_relative_time,
    is_time_stamp,
    relative_spans,
    without_relative_times,
)
from crawler.text.tokens import is_number, is_unspaced, numbers, pieces, token_key, token_spans, tokens
from crawler.text.traces import is_gone_from, stands_in, traces

__all__ = [
    "LONGEST_STAMP",
    "compare_form",
    "counted",
    "digest",
    "fold",
    "instant",
    "is_gone_from",
    "is_number",
    "is_relative_time",
    "is_time_stamp",
    "is_unspaced",
    "joined_form",
    "line_form",
    "numbers",
    "pieces",
    "readable_path",
    "relative_spans",
    "sentences",
    "stands_in",
    "token_key",
    "token_spans",
    "tokens",
    "traces",
    "without_relative_times",
]

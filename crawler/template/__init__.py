"""What the pages of a site share: learned by container, applied to every page, explainable.

A container path whose text is the same on different pages at about the same time holds something that belongs to the
site and not to the page, and it does so still when its text rotates. Text alone is no proof: a background paragraph
that recurs in follow-up stories is body. All functions are pure, and none depends on the order of the pages.
"""

from crawler.template.evidence import Evidence, Sample, gather, gather_noise, merge, noise_of
from crawler.template.model import Marks, Template
from crawler.template.texts import common_lines, foot_lines, head_length, text_marks
from crawler.template.use import apply, decide, fits, share_of_frame

__all__ = [
    "Evidence",
    "Marks",
    "Sample",
    "Template",
    "apply",
    "common_lines",
    "decide",
    "fits",
    "foot_lines",
    "gather",
    "gather_noise",
    "head_length",
    "merge",
    "noise_of",
    "share_of_frame",
    "text_marks",
]

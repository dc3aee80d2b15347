"""HTML for mail, feeds and reports: Jinja2 with everything escaped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from crawler.model import Alert
from crawler.render.redline import hunk_segments
from crawler.render.views import View, view

if TYPE_CHECKING:
    from jinja2 import Environment


@cache
def environment(package: str = "crawler.render") -> Environment:
    """Of the templates of a package."""
    from jinja2 import Environment, PackageLoader, StrictUndefined  # only who sends mail or writes a feed loads it

    return Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def redline_html(hunks: Iterable[Mapping[str, Any]]) -> str:
    """Hunks of an `article.changed` as paragraphs of safe HTML with <del> and <ins>."""
    shown = [hunk_segments(hunk) for hunk in hunks]
    return environment().get_template("redline.html.j2").render(paragraphs=shown)


def card(seen: View, *, brief: bool = False, caption: str = "") -> str:
    """An alert as a table row of the mail, below a caption; `brief` leaves out what changed."""
    return environment().get_template("card.html.j2").render(view=seen, brief=brief, caption=caption)


def entry_html(alert: Alert) -> str:
    """An alert as the content of a feed's entry."""
    return environment().get_template("entry.html.j2").render(view=view(alert))


def page(**parts: Any) -> str:
    """The mail around its cards; see `digest.html.j2` for the parts."""
    return environment().get_template("digest.html.j2").render(**parts)

"""Records made into pages: static HTML that needs no script, no network and nothing beside it."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from typing import Any

from crawler.render.html import environment

_PACKAGE = "crawler.report"


def page(template: str, **parts: Any) -> str:
    """The page that `templates/{template}.html.j2` makes of its parts."""
    return environment(_PACKAGE).get_template(f"{template}.html.j2").render(style=_style(), policy=_policy(), **parts)


@cache
def _style() -> str:
    return environment(_PACKAGE).get_template("style.css.j2").render()


@cache
def _policy() -> str:
    """Nothing but our own styles, named by their digest (CSP level 2): whatever slipped through would not run."""
    digest = b64encode(sha256(_style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"

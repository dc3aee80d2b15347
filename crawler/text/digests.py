"""Digests of what is compared. The version stands in front: a new rule must never look like a new text."""

from __future__ import annotations

import hashlib

# Raise it when the meaning of a digest changes: digests of unlike versions say nothing about each other.
DIGEST_VERSION = "1"
_BITS = 128


def digest(*parts: str) -> str:
    """A short stable name of `parts` (33 characters).

    Empty parts are left out, so a new optional field changes no old digest; callers tag the parts whose
    position matters (`"title=" + title`).
    """
    state = hashlib.blake2b(digest_size=_BITS // 8)
    for part in parts:
        if part:
            data = part.encode("utf-8", "replace")
            state.update(len(data).to_bytes(8, "big"))
            state.update(data)
    return DIGEST_VERSION + state.hexdigest()

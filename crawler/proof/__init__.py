"""Arithmetic of proof: hash trees, sums of what changes, timestamp requests. No disk, no clock."""

from __future__ import annotations

from crawler.proof.sums import EMPTY, change
from crawler.proof.timestamps import request
from crawler.proof.trees import Frontier, audit_path, leaf_hash, root_of, sided

__all__ = ["EMPTY", "Frontier", "audit_path", "change", "leaf_hash", "request", "root_of", "sided"]

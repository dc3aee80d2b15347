"""Profiles: what a person says of a site, where finding out by itself needs help."""

from crawler.profile.checks import duration
from crawler.profile.files import (
    Loaded,
    find_profile,
    load_profile,
    load_profiles,
    profile_path,
    profile_text,
    write_profile,
)
from crawler.profile.hooks import HookFunction, hook_of, load_hook
from crawler.profile.schema import ArchiveRules, CrawlRules, Layout, ListRule, LiveRule, Profile, RegionRules

__all__ = [
    "ArchiveRules",
    "CrawlRules",
    "HookFunction",
    "Layout",
    "ListRule",
    "LiveRule",
    "Loaded",
    "Profile",
    "RegionRules",
    "duration",
    "find_profile",
    "hook_of",
    "load_hook",
    "load_profile",
    "load_profiles",
    "profile_path",
    "profile_text",
    "write_profile",
]

"""URLs: one spelling for a page, safe resolving of what pages link to, and what the shape of a path tells."""

from crawler.urls.keys import MAX_URL, host_of, loose_key, page_key, resolve, same_page, same_site, site_name
from crawler.urls.later_pages import beginning, first_pages, is_later_page
from crawler.urls.shapes import (
    address_form,
    is_feed_url,
    is_file_url,
    is_live_url,
    is_local,
    is_person_url,
    is_service_url,
    is_signup_url,
    looks_like_article,
    stable_id,
)
from crawler.urls.spellings import may_be_one_page, other_spellings, place_of
from crawler.urls.typed import with_scheme

__all__ = [
    "MAX_URL",
    "address_form",
    "beginning",
    "first_pages",
    "host_of",
    "is_feed_url",
    "is_file_url",
    "is_later_page",
    "is_live_url",
    "is_local",
    "is_person_url",
    "is_service_url",
    "is_signup_url",
    "looks_like_article",
    "loose_key",
    "may_be_one_page",
    "other_spellings",
    "page_key",
    "place_of",
    "resolve",
    "same_page",
    "same_site",
    "site_name",
    "stable_id",
    "with_scheme",
]

"""Query parameters that say where a reader came from or which visit it is, never which page.

A name stands here only where it has hardly any other use: a wrong entry would merge two pages into one, a missing
one costs a duplicate that rel=canonical mends. So `from`, `source`, `mod`, `s` and `t` are left alone.
"""

from __future__ import annotations

# (prefix of the lower-case name, whose it is)
TRACKER_PREFIXES: tuple[tuple[str, str], ...] = (
    ("utm_", "Urchin and Google Analytics campaigns"),
    ("itm_", "internal campaigns, same scheme"),
    ("at_", "AT Internet campaigns"),
    ("mtm_", "Matomo campaigns"),
    ("matomo_", "Matomo campaigns"),
    ("pk_", "Piwik campaigns"),
    ("piwik_", "Piwik campaigns"),
    ("hsa_", "HubSpot ads"),
    ("_hs", "HubSpot mail"),
    ("mc_", "Mailchimp campaign and reader"),
    ("oly_", "Omeda mail: reader and campaign"),
    ("vero_", "Vero mail"),
    ("ref_", "referrer: ref_src, ref_url, ref_noscript"),
    ("wt_", "Webtrekk campaigns"),
    ("wt.", "Webtrends campaigns"),
    ("fb_", "Facebook sharing"),
    ("__twitter_", "Twitter sharing"),
    ("ns_", "comScore: campaign, source, channel"),
    ("aspsessionid", "ASP's session, with letters of its own"),
)

# (lower-case name, whose it is)
TRACKER_NAMES: tuple[tuple[str, str], ...] = (
    ("fbclid", "Facebook click"),
    ("gclid", "Google Ads click"),
    ("gclsrc", "Google Ads click source"),
    ("gbraid", "Google Ads click, iOS"),
    ("wbraid", "Google Ads click, web to app"),
    ("dclid", "Google Display click"),
    ("msclkid", "Microsoft Ads click"),
    ("yclid", "Yandex click"),
    ("ysclid", "Yandex search click"),
    ("twclid", "Twitter click"),
    ("ttclid", "TikTok click"),
    ("li_fat_id", "LinkedIn click"),
    ("igshid", "Instagram share"),
    ("igsh", "Instagram share"),
    ("epik", "Pinterest click"),
    ("_ga", "Google Analytics linker"),
    ("_gl", "Google Analytics linker"),
    ("_openstat", "Openstat campaigns"),
    ("xtor", "AT Internet, older scheme"),
    ("xts", "AT Internet site number"),
    ("ocid", "Microsoft and BBC campaigns"),
    ("cvid", "MSN click"),
    ("cmp", "campaign"),
    ("cmpid", "campaign"),
    ("icid", "internal campaign"),
    ("ncid", "campaign (AOL and others)"),
    ("intcid", "internal campaign"),
    ("intcmp", "internal campaign"),
    ("int_cid", "internal campaign"),
    ("mkt_tok", "Marketo mail"),
    ("mbid", "Condé Nast mail"),
    ("smid", "shared through social media"),
    ("smtyp", "shared through social media"),
    ("sr_share", "share button"),
    ("share_id", "share button"),
    ("shareid", "share button"),
    ("sharetoken", "share button"),
    ("share_token", "share button"),
    ("__source", "share button"),
    ("ref", "referrer"),
    ("referer", "referrer"),
    ("referrer", "referrer"),
    ("replytocom", "WordPress's reply button"),
    ("s_cid", "Adobe Analytics campaign"),
    ("s_campaign", "Adobe Analytics campaign"),
    ("taid", "Trueanthem"),
    ("spm", "Alibaba click path"),
    ("guccounter", "Yahoo consent"),
    ("guce_referrer", "Yahoo consent"),
    ("guce_referrer_sig", "Yahoo consent"),
    ("tpcc", "campaign (Time and TechCrunch)"),
    ("wt_mc", "Webtrekk campaign"),
    ("wtmc", "Webtrekk campaign"),
    ("phpsessid", "PHP's session"),
    ("jsessionid", "Java servlets' session"),
    ("asp.net_sessionid", "ASP.NET's session"),
    ("sessionid", "session"),
    ("session_id", "session"),
    ("sessid", "session"),
    ("cfid", "ColdFusion's session"),
    ("cftoken", "ColdFusion's session"),
    ("oscsid", "osCommerce's session"),
    ("zenid", "Zen Cart's session"),
)

_PREFIXES = tuple(prefix for prefix, _ in TRACKER_PREFIXES)
_NAMES = frozenset(name for name, _ in TRACKER_NAMES)


def is_tracker(name: str) -> bool:
    """Whether a query parameter of this name only says where a reader came from.

    >>> is_tracker("UTM_Source"), is_tracker("amp;utm_medium"), is_tracker("page")
    (True, True, False)
    """
    folded = name.lower().removeprefix("amp;")  # an ampersand that was escaped twice
    return folded in _NAMES or folded.startswith(_PREFIXES)

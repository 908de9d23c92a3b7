"""Open Badges 3.0: a certificate as a signed credential, the list of those that no longer stand, and whose they are.

The one place that knows `openbadgeslib`, which is imported when the first badge is signed. Nothing here asks the
network: the contexts that a signature covers come with that library. See docs/decisions/0030.
"""

from documents.badges.credentials import BadgeFacts, SignedBadge, is_made_for, sign_badge
from documents.badges.issuer import achievement_document, did_document, issuer_did, issuer_document
from documents.badges.keys import BadgeKeyMalformed, is_offered, new_key, published_keys
from documents.badges.status import PLACES, place_of, sign_status_list

__all__ = [
    "PLACES",
    "BadgeFacts",
    "BadgeKeyMalformed",
    "SignedBadge",
    "achievement_document",
    "did_document",
    "is_made_for",
    "is_offered",
    "issuer_did",
    "issuer_document",
    "new_key",
    "place_of",
    "published_keys",
    "sign_badge",
    "sign_status_list",
]

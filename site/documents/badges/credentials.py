"""A certificate as an OpenBadgeCredential (Open Badges 3.0 on W3C Verifiable Credentials 2.0), signed both ways."""

import json
import uuid
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from documents.badges.issuer import KIND, issuer_did, method_of
from documents.badges.keys import name_of, signing_key
from documents.badges.status import PURPOSE

if TYPE_CHECKING:
    from openbadgeslib.ob3 import OpenBadgeCredential


@dataclass(frozen=True)
class BadgeFacts:
    """What a badge says. `address` is where its certificate is checked, and its id; `achievement` and `issuer_page` are
    addresses too. Moments are aware. `email` goes in as a hash with `salt`, and no name goes in at all. `status_list`
    is the address of the list in which bit `status_index` says whether it still holds good."""

    address: str
    achievement: str
    title: str
    description: str
    criteria: str
    hours: Decimal
    issuer: str
    issuer_page: str
    issued_at: datetime
    valid_until: datetime | None
    email: str
    salt: str
    status_list: str
    status_index: int


@dataclass(frozen=True)
class SignedBadge:
    """One credential in two forms: JSON-LD with an eddsa-rdfc-2022 proof in it, and a VC-JWT; and the key of both."""

    credential: str
    jwt: str
    key_id: str


def sign_badge(facts: BadgeFacts, *, at: datetime) -> SignedBadge:
    """Sign with the key of today. The same facts, key and moment give the same text.

    The JWT carries the public key in its header, as Open Badges 3.0 (8.2.3) allows; whoever checks it holds that key
    against those of the DID document. Raises BadgeKeyMalformed.
    """
    from openbadgeslib.ob3 import OB3LdpSigner, OB3Signer

    key, credential = signing_key(), _credential(facts)
    signed = OB3LdpSigner(key, method_of(name_of(key))).sign(credential, created=at)
    return SignedBadge(
        credential=json.dumps(signed, ensure_ascii=False, indent=2),
        jwt=OB3Signer(key, "EdDSA").sign(credential),
        key_id=name_of(key),
    )


def is_made_for(credential: str, email: str) -> bool:
    """Whether the recipient of a signed credential, as its JSON-LD, is whoever has this address."""
    from openbadgeslib.ob3 import IdentityObject

    [told] = json.loads(credential)["credentialSubject"]["identifier"]
    return bool(told["identityHash"] == IdentityObject.create(email.lower(), told["salt"]).identity_hash)


def _credential(facts: BadgeFacts) -> "OpenBadgeCredential":
    from openbadgeslib.ob3 import Achievement, IdentityObject, Issuer, OpenBadgeCredential, status_entry

    hours = float(facts.hours)
    return OpenBadgeCredential(
        id=facts.address,
        issuer=Issuer(id=issuer_did(), name=facts.issuer, url=facts.issuer_page),
        # A name for the subject that says nothing: the `sub` of a VC-JWT, which must have one, is its id.
        recipient_id=uuid.uuid5(uuid.NAMESPACE_URL, facts.address).urn,
        identifiers=[IdentityObject.create(facts.email.lower(), facts.salt)],
        achievement=Achievement(
            id=facts.achievement,
            name=facts.title,
            description=facts.description,
            criteria_narrative=facts.criteria,
            achievement_type=KIND,
            credits_available=hours,
        ),
        credits_earned=hours,
        issuance_date=facts.issued_at,
        expiration_date=facts.valid_until,
        credential_status=[status_entry(facts.status_list, PURPOSE, facts.status_index)],
    )

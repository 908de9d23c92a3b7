"""Which badges no longer hold good: lists of bits (W3C Bitstring Status List 1.0), one bit for each certificate."""

import json
from datetime import datetime, timedelta
from functools import lru_cache

from documents.badges.issuer import issuer_did, method_of
from documents.badges.keys import name_of, signing_key

PLACES = 131_072  # bits of one list: the fewest that the standard allows, so that a list says little of one person
PURPOSE = "revocation"
VALID_FOR = timedelta(days=1)  # an older copy, of before a withdrawal, is refused by whoever checks
ASK_AGAIN_AFTER = timedelta(minutes=5)


def place_of(position: int) -> tuple[int, int]:
    """The number of a list, and the index in it, of the certificate at a position that counts from 0."""
    return divmod(position, PLACES)


def sign_status_list(*, address: str, indexes: frozenset[int], made_at: datetime) -> str:
    """The list at an address as a signed BitstringStatusListCredential, with the bits at these indexes set.

    Lists that were asked for lately are kept in the process, since many verifiers ask for the same one.
    Raises BadgeKeyMalformed.
    """
    return _signed(address, indexes, made_at, signing_key().private_bytes_raw(), issuer_did())


@lru_cache(maxsize=4)
def _signed(address: str, indexes: frozenset[int], made_at: datetime, seed: bytes, issuer: str) -> str:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from openbadgeslib.ob3 import add_data_integrity_proof, build_status_list_credential

    key = Ed25519PrivateKey.from_private_bytes(seed)
    unsigned = build_status_list_credential(
        issuer,
        address,
        PURPOSE,
        indexes,
        size_bits=PLACES,
        issued=made_at,
        valid_until=made_at + VALID_FOR,
        ttl=ASK_AGAIN_AFTER // timedelta(milliseconds=1),
    )
    return json.dumps(add_data_integrity_proof(unsigned, key, method_of(name_of(key)), created=made_at))

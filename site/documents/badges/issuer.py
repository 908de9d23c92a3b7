"""Whose badges they are: a did:web of the site's host with every key that holds good, a profile, and achievements."""

import base64
from decimal import Decimal
from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings

from documents.badges.keys import public_bytes, published_keys

CONTEXTS = ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]
KIND = "Certificate"  # of those that Open Badges 3.0 lists as achievementType


def issuer_did() -> str:
    """The issuer's name: did:web:training.example.org, whose document is at /.well-known/did.json there.

    Only https names can be looked up by others; on one's own machine it is a name all the same.
    """
    return "did:web:" + quote(urlsplit(settings.SITE_URL).netloc.lower(), safe="")


def method_of(key: str) -> str:
    """How a proof names the key it was made with."""
    return f"{issuer_did()}#{key}"


def did_document() -> dict[str, Any] | None:
    """The DID document (W3C DID Core 1.0), or None where there is no key at all.

    Each key stands in it twice: as a Multikey for Data Integrity proofs, and as a JSON Web Key for those who check a
    VC-JWT against it.
    """
    did, keys = issuer_did(), published_keys()
    if not keys:
        return None
    multikeys: list[dict[str, Any]] = [
        {"id": method_of(key), "type": "Multikey", "controller": did, "publicKeyMultibase": key} for key in keys
    ]
    json_keys: list[dict[str, Any]] = [
        {"id": f"{did}#jwk-{key}", "type": "JsonWebKey", "controller": did, "publicKeyJwk": _json_key(key)}
        for key in keys
    ]
    methods = [*multikeys, *json_keys]
    return {
        "@context": [
            "https://www.w3.org/ns/did/v1",
            "https://w3id.org/security/multikey/v1",
            "https://w3id.org/security/jwk/v1",
        ],
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def issuer_document(*, name: str, page: str, email: str) -> dict[str, Any]:
    """The issuer's profile as Open Badges 3.0 has it; `page` is its address, `email` may be empty."""
    from openbadgeslib.ob3 import Issuer

    profile = Issuer(id=issuer_did(), name=name, url=page, email=email or None)
    return {"@context": CONTEXTS, **profile.to_dict()}


def achievement_document(
    *, address: str, title: str, description: str, criteria: str, hours: Decimal, issuer: str, page: str
) -> dict[str, Any]:
    """What a badge is given for, as the course is today; a badge carries its own copy of what held at its issue."""
    from openbadgeslib.ob3 import Achievement, Issuer

    achievement = Achievement(
        id=address,
        name=title,
        description=description,
        criteria_narrative=criteria,
        achievement_type=KIND,
        credits_available=float(hours),
    )
    creator = Issuer(id=issuer_did(), name=issuer, url=page)
    return {"@context": CONTEXTS, **achievement.to_dict(), "creator": creator.to_dict()}


def _json_key(name: str) -> dict[str, str]:
    """A public key as a JSON Web Key (RFC 8037)."""
    x = base64.urlsafe_b64encode(public_bytes(name)).decode().rstrip("=")
    return {"kty": "OKP", "crv": "Ed25519", "x": x}

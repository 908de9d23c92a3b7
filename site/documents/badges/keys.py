"""The keys that badges are signed with: Ed25519, from the settings, the earlier ones by their public halves alone.

A public key is written as a Multikey (W3C Controlled Identifiers 1.0): `z`, then base58 of two bytes that say Ed25519
and the 32 of the key. That text is also the key's name wherever one is needed.
"""

import base64
from functools import cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
PUBLIC, SECRET = b"\xed\x01", b"\x80\x26"  # Ed25519 in the table of multicodecs, as variable-length integers
LENGTH = 32


class BadgeKeyMalformed(ImproperlyConfigured):
    """A setting that holds no key. The text says which, and what to put there; it never repeats what was there."""


def is_offered() -> bool:
    """Whether badges can be signed here: a key is set."""
    return bool(settings.BADGE_KEY)


def signing_key() -> Ed25519PrivateKey:
    """The key of today. Raises BadgeKeyMalformed where BADGE_KEY is no key, or is not set."""
    return Ed25519PrivateKey.from_private_bytes(_seed(settings.BADGE_KEY))


def signing_key_name() -> str:
    """The public half of the key of today."""
    return name_of(signing_key())


def published_keys() -> list[str]:
    """The public keys whose badges hold good: today's, if any, then earlier ones. Raises BadgeKeyMalformed."""
    today = [signing_key_name()] if is_offered() else []
    return list(dict.fromkeys([*today, *map(_checked, settings.BADGE_OLD_KEYS)]))


def new_key() -> tuple[str, str]:
    """A new secret as BADGE_KEY takes it, and its public half as BADGE_OLD_KEYS will, once there is another."""
    key = Ed25519PrivateKey.generate()
    return base64.b64encode(key.private_bytes_raw()).decode(), name_of(key)


def name_of(key: Ed25519PrivateKey) -> str:
    """The public half of a key as a Multikey."""
    return "z" + _to_base58(PUBLIC + key.public_key().public_bytes_raw())


def public_bytes(name: str) -> bytes:
    """The 32 bytes of a public key, from its Multikey. Raises ValueError where it is none of Ed25519."""
    raw = _from_base58(name.removeprefix("z"))
    if not name.startswith("z") or not raw.startswith(PUBLIC) or len(raw) != len(PUBLIC) + LENGTH:
        raise ValueError("no Multikey of Ed25519")
    return raw.removeprefix(PUBLIC)


@cache
def _seed(text: str) -> bytes:
    """The 32 secret bytes, from base64, or from a Multikey that holds a secret (`secretKeyMultibase`)."""
    for raw in (_from_base64(text), _secret_of_multikey(text)):
        if len(raw) == LENGTH:
            return raw
    raise BadgeKeyMalformed(
        "BADGE_KEY is no key: set it to 32 bytes in base64, or leave it empty and no badges are offered. "
        "`manage.py make_badge_key` makes one."
    )


def _from_base64(text: str) -> bytes:
    """Of the usual alphabet or that for addresses, padded or not; nothing where it is neither."""
    plain = text.replace("-", "+").replace("_", "/").rstrip("=")
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except ValueError:
        return b""


def _secret_of_multikey(text: str) -> bytes:
    """Nothing where it is none. Some programs write the public half after the secret one."""
    try:
        raw = _from_base58(text.removeprefix("z"))
    except ValueError:
        return b""
    is_one = raw.startswith(SECRET) and len(raw) in (len(SECRET) + LENGTH, len(SECRET) + 2 * LENGTH)
    return raw[len(SECRET) :][:LENGTH] if is_one else b""


def _checked(name: str) -> str:
    try:
        public_bytes(name)
    except ValueError:
        raise BadgeKeyMalformed(
            "BADGE_OLD_KEYS names something that is no public key: each begins with z6Mk, with commas between them. "
            "`manage.py make_badge_key` prints today's."
        ) from None
    return name


def _to_base58(raw: bytes) -> str:
    """Base58 of bytes of which the first is not zero."""
    number, letters = int.from_bytes(raw, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        letters = BASE58[rest] + letters
    return letters


def _from_base58(text: str) -> bytes:
    number = 0
    for letter in text:
        number = number * 58 + BASE58.index(letter)
    return number.to_bytes((number.bit_length() + 7) // 8, "big")

"""Keys for whatever the site seals or signs, all of them made of its one secret."""

from functools import cache

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


@cache
def key_for(purpose: str) -> bytes:
    """The key of 32 bytes for one purpose, always the same: HKDF (RFC 5869) over SECRET_KEY. Whoever learns one learns
    nothing of those for other purposes."""
    derivation = HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode())
    return derivation.derive(settings.SECRET_KEY.encode())

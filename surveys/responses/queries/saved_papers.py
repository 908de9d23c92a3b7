"""How a page that is saved for later is locked: only its code finds it, and only its code opens it.

The code is 100 random bits, so one step of HKDF makes a key that nobody can guess. It is kept nowhere.
"""

import hashlib
import hmac
from functools import cache

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from surveys.questionnaires.models import Survey

GROUPS = 5


def locator_of(survey: Survey, code: str) -> str:
    """By what the page of a code is found: HMAC-SHA-256, in hex."""
    return hmac.new(_site_key(), f"{survey.pk}:{code}".encode(), hashlib.sha256).hexdigest()


def key_of(survey: Survey, code: str) -> bytes:
    """What the page of a code is locked with."""
    told = f"surveys.saved.page:{survey.pk}".encode()
    return HKDF(algorithm=SHA256(), length=32, salt=_site_key(), info=told).derive(code.encode())


@cache
def _site_key() -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"surveys.saved").derive(settings.SECRET_KEY.encode())

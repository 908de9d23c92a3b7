"""How a page that is saved for later is locked: only its code finds it, and only its code opens it.

The code is 100 bits of an HMAC over the 128 random bits that the paper was begun with, so nobody can guess it, and a
paper has one code however often it is saved. Neither is kept anywhere but in the page itself, sealed.
"""

import hashlib
import hmac

from documents.codes import code_of
from documents.keys import key_for
from surveys.responses.queries.papers import Paper

GROUPS = 5


def code_for(paper: Paper) -> str:
    """The code under which a paper is saved: K7M2-9QXT-... in five groups."""
    return code_of(_made("surveys.saved.code", paper.survey, paper.nonce), GROUPS)


def locator_of(survey: int, code: str) -> str:
    """By what the page of a code is found, in hex."""
    return _made("surveys.saved.locator", survey, code).hex()


def lock_of(survey: int, code: str) -> bytes:
    """What the page of a code is locked with."""
    return _made("surveys.saved.lock", survey, code)


def _made(purpose: str, survey: int, what: str) -> bytes:
    return hmac.new(key_for(purpose), f"{survey}:{what}".encode(), hashlib.sha256).digest()

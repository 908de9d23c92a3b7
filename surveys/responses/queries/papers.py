"""A paper: what somebody has answered so far, travelling sealed in the page itself. The server keeps nothing of it.

Sealed with AES-256-GCM under a key made of SECRET_KEY: whoever holds the page can neither read nor change what the seal
covers.
"""

import base64
import hashlib
import hmac
import json
import secrets
import zlib
from dataclasses import asdict, dataclass, field
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from documents.keys import key_for

SEAL, BEFORE = "surveys.seal", "before"
MOST_BYTES = 200_000  # a paper with every long text filled in, many times over


class Tampered(Exception):
    """Not a page of ours, or not as we sent it."""

    def __init__(self) -> None:
        super().__init__("This page has been changed since we sent it, so we cannot take it. Please start again.")


@dataclass(frozen=True)
class Paper:
    """Answers on the way, by question, as `definition.answers` writes them, texts in full. `page` is the one that
    is shown. Of how it began: `code` is a printed single-use code, `occasion` what the training side handed over,
    `about` the course, `wave` and `own_code` are for pairing. `quotable` are the texts that may be quoted.
    `begun_at` is in seconds since 1970: it tells robots from people and is kept nowhere."""

    survey: int
    version: int
    language: str = "en"
    nonce: str = field(default_factory=lambda: secrets.token_hex(16))
    begun_at: int = 0
    page: str = ""
    answers: dict[str, Any] = field(default_factory=dict)
    quotable: tuple[str, ...] = ()
    code: str = ""
    occasion: str = ""
    about: str = ""
    wave: str = ""
    own_code: str = ""


def seal(paper: Paper, key: bytes | None = None) -> str:
    """A paper as text that only this site can open (or only whoever has the key)."""
    nonce = secrets.token_bytes(12)
    told = zlib.compress(json.dumps(asdict(paper), separators=(",", ":")).encode())
    return base64.urlsafe_b64encode(nonce + AESGCM(key or key_for(SEAL)).encrypt(nonce, told, None)).decode()


def unseal(sealed: str, key: bytes | None = None) -> Paper:
    """The paper of a sealed text. Refused where it is none of ours, or was changed: Tampered."""
    try:
        raw = base64.urlsafe_b64decode(sealed.encode("ascii"))
        told = AESGCM(key or key_for(SEAL)).decrypt(raw[:12], raw[12:], None)
        facts = json.loads(zlib.decompressobj().decompress(told, MOST_BYTES))
        return Paper(**{**facts, "quotable": tuple(facts["quotable"])})
    except (InvalidTag, ValueError, TypeError, KeyError, UnicodeError, zlib.error) as error:
        raise Tampered from error


def digest_of(survey: int, what: str) -> str:
    """What is kept of something that counts once: a page that was begun (by its nonce), a printed code, an occasion.
    HMAC-SHA-256, in hex."""
    return hmac.new(key_for("surveys.digest"), f"{survey}:{what}".encode(), hashlib.sha256).hexdigest()


def digests_of(paper: Paper) -> list[str]:
    """All that a paper spends when it is sent, in their order: its page, and its printed code and its occasion, if it
    has them. Each counts once, whichever page it is sent from and whatever else is on it; an occasion once before and
    once after, where answers are paired."""
    occasion = f"{paper.occasion}:{BEFORE}" if paper.occasion and paper.wave == BEFORE else paper.occasion
    return sorted(digest_of(paper.survey, what) for what in (paper.nonce, paper.code, occasion) if what)

"""Codes that people read off paper and type: unguessable, and forgiving of how they are written."""

import base64
import re
import secrets

from anyascii import anyascii

# Crockford's Base32 alphabet: no I, L, O or U, so that a code read aloud or off paper is not misread.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUP = 4
CROCKFORD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", ALPHABET)  # from the alphabet of RFC 4648
# What a reader may take for a digit. The alphabet has none of these letters, so each can only mean one thing.
MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_code(groups: int) -> str:
    """An unguessable code of 20 random bits for each group of four: 7K3M-9QXT-4HPW has three."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(GROUP)) for _ in range(groups))


def code_of(digest: bytes, groups: int) -> str:
    """A digest of 20 bits or more for each group, as a code: the same for the same digest."""
    letters = base64.b32encode(digest).decode().translate(CROCKFORD)[: groups * GROUP]
    return "-".join(letters[start : start + GROUP] for start in range(0, len(letters), GROUP))


def canonical_code(typed: str, groups: int) -> str:
    """A code as it is printed, from however it was typed: any case, with or without spaces and hyphens, the letter O
    for zero, I or L for one. Empty where it cannot be one of so many groups."""
    letters = re.sub(r"[^0-9A-Z]", "", anyascii(typed).upper()).translate(MISREAD)
    if len(letters) != groups * GROUP or set(letters) - set(ALPHABET):
        return ""
    return "-".join(letters[start : start + GROUP] for start in range(0, len(letters), GROUP))

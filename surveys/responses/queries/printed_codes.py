"""Printed single-use codes: made and known again without a list of them.

K7M2-9QXT-4HPW-3D8R is 40 random bits, then 40 bits of an HMAC over them and the survey. So nothing is kept when codes
are made, nobody can tell who got which, and a made-up code is right once in 2**40: far too seldom to be found by
trying, and short enough to be typed off a card.
"""

import hashlib
import hmac

from documents.codes import canonical_code, code_of, new_code
from documents.keys import key_for
from surveys.questionnaires.models import Survey

RANDOM_GROUPS = TAG_GROUPS = 2
GROUPS = RANDOM_GROUPS + TAG_GROUPS
MOST_AT_ONCE = 5_000


def make_codes(survey: Survey, number: int) -> list[str]:
    """So many new codes of a survey, at most 5,000 at once. Nothing of them is kept."""
    if not 1 <= number <= MOST_AT_ONCE:
        raise ValueError(f"Between 1 and {MOST_AT_ONCE} codes can be made at once.")
    return [_with_tag(survey, new_code(RANDOM_GROUPS)) for _ in range(number)]


def printed_code(survey: Survey, typed: str) -> str:
    """A code of this survey as it is printed, however it was typed; empty where it is none of its codes."""
    code = canonical_code(typed[:200], GROUPS)
    random = code[: RANDOM_GROUPS * 5 - 1]
    return code if code and hmac.compare_digest(_with_tag(survey, random), code) else ""


def is_code(survey: Survey, text: str) -> bool:
    """Whether a text is one of the codes of this survey, spent or not."""
    return printed_code(survey, text) != ""


def _with_tag(survey: Survey, random: str) -> str:
    tag = hmac.new(key_for("surveys.code"), f"{survey.pk}:{random}".encode(), hashlib.sha256).digest()
    return f"{random}-{code_of(tag, TAG_GROUPS)}"

"""Occasions: opaque texts that others hand over, so that answers about one thing are given once by each they ask.

Whoever hands them out puts a way to know them in `about_of`, and may ask here which of them were answered. Nobody is
told as it happens: a note made beside somebody's name in the moment of an answer would tie the two together.
"""

from collections.abc import Callable, Collection
from typing import NamedTuple

from surveys.questionnaires.models import Survey
from surveys.responses.models import Spent
from surveys.responses.queries.papers import digest_of

AT_ONCE = 500  # how many digests one statement asks for


class About(NamedTuple):
    """What answers are about: as it is kept with them ("TIP-101", at most 40 characters), and as people call it."""

    label: str
    title: str


# Each is asked what an occasion is about, in the survey at hand; None where it is none of its own, or was not handed
# out for this survey.
about_of: list[Callable[[Survey, str], About | None]] = []


def about_what(survey: Survey, occasion: str) -> About | None:
    """What answers to this occasion are about; None where nobody handed it out for this survey."""
    found = (ask(survey, occasion) for ask in about_of)
    return next((about for about in found if about is not None), None)


def answered(survey: Survey, occasions: Collection[str]) -> frozenset[str]:
    """Those of the occasions that were answered. Nothing is known of it once the survey has closed, when what was spent
    is forgotten."""
    by_digest = {digest_of(survey.pk, each): each for each in occasions}
    digests = sorted(by_digest)
    asked = (digests[start : start + AT_ONCE] for start in range(0, len(digests), AT_ONCE))
    spent = (Spent.objects.filter(digest__in=some).values_list("digest", flat=True) for some in asked)
    return frozenset(by_digest[digest] for found in spent for digest in found)

"""Whether a paper could still be sent, asked before a page of it is shown.

Nothing here is said of an occasion. Whoever has the link of an attender could else ask whether they have answered, as
often as they like, and so learn when.
"""

from django.db.models import Exists

from surveys.responses.models import Spent
from surveys.responses.queries.papers import Paper, digest_of


def page_is_sent(paper: Paper) -> Exists:
    """Whether this very page was sent, as part of another statement: its answers are then shown to nobody who goes back
    to it."""
    return Exists(Spent.objects.filter(digest=digest_of(paper.survey, paper.nonce)))


def is_page_sent(paper: Paper) -> bool:
    """The same, asked by itself."""
    return Spent.objects.filter(digest=digest_of(paper.survey, paper.nonce)).exists()


def is_code_spent(survey: int, code: str) -> bool:
    """Whether a printed code was used. Nobody knows who got which, so that this tells of nobody."""
    return Spent.objects.filter(digest=digest_of(survey, code)).exists()

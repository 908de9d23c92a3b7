"""Whether a paper could still be sent, asked before anybody takes the trouble of filling it in."""

from surveys.responses.models import Spent
from surveys.responses.queries.papers import Paper, digest_of


def is_spent(paper: Paper) -> bool:
    """Whether this page, its printed code or its occasion was used before."""
    return Spent.objects.filter(digest=digest_of(paper)).exists()

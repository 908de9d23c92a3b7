"""What somebody who answers does with the pages, without a browser."""

import re
import time
from dataclasses import replace

from surveys.models import Survey
from surveys.responses.queries.papers import Paper, seal, unseal

LONG_AGO = 3600  # seconds: more than anybody needs to read


def begun_paper(survey: Survey, *, page: str = "~check", answers=None, **facts) -> Paper:
    """A paper of the survey's first version, begun an hour ago."""
    version = survey.versions.order_by("number").first()
    begun = int(time.time()) - LONG_AGO
    return Paper(survey.pk, version.pk, **{"page": page, "answers": answers or {}, "begun_at": begun, **facts})


def paper_in(response) -> Paper:
    """The paper that a page carries."""
    return unseal(re.search(r'name="paper" value="([^"]+)"', response.content.decode())[1])


def press(client, survey: Survey, paper: Paper, action: str = "continue", *, named=False, **fields):
    """Press a button on the page of a paper, with what was chosen on it."""
    address = f"/surveys/{survey.slug}/{'named' if named else 'answer'}/"
    return client.post(address, {"paper": seal(paper), "action": action, **fields})


def begin(client, survey: Survey, **fields):
    """Press "Begin"."""
    return client.post(f"/surveys/{survey.slug}/answer/", {"action": "begin", **fields})


def long_begun(paper: Paper) -> Paper:
    """The same, begun an hour ago."""
    return replace(paper, begun_at=int(time.time()) - LONG_AGO)


def text_of(response) -> str:
    """What a page says, without its tags."""
    plain = re.sub(r"(?s)<(script|style|head).*?</\1>|<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", plain)

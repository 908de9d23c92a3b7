"""The words of messages as staff wrote them: which are in force, and what may stand in them."""

import re
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Q

from training.bookings.models import MessageText, NoticeKind
from training.sessions.models import Session

# What stands for a fact of the booking, and what it is replaced by.
PLACEHOLDERS = {
    "name": "the person's name",
    "course": "the title of the course",
    "date": "the day of the session, as in Tuesday 3 March 2026",
    "time": "when it starts, as in 9:30am",
    "place": "the name of the venue, or: online",
    "organisation": "where the person works or volunteers",
}
IN_BRACES = re.compile(r"\{([^{}]*)\}")
ITEM = "- "
# A manager is asked in the product's own words: what they are told of a colleague is not for others to reword.
NEVER_REWORDED = frozenset({NoticeKind.APPROVAL_ASKED, NoticeKind.APPROVAL_REMINDED})


@dataclass(frozen=True)
class Paragraph:
    """Lines that belong together: a list where each began with a dash."""

    lines: list[str]
    is_list: bool = False


@dataclass(frozen=True)
class Said:
    """Words with the facts in their places, for a template to set."""

    subject: str
    heading: str
    paragraphs: list[Paragraph]


@dataclass(frozen=True)
class Words:
    """What a message says in its own words, with placeholders: subject and heading can be empty for the usual ones."""

    subject: str
    heading: str
    body: str

    @classmethod
    def of(cls, text: MessageText) -> "Words":
        """The words of a text that staff wrote."""
        return cls(text.subject, text.heading, text.body)

    def say(self, facts: dict[str, str]) -> Said:
        """The words with these facts in place of their placeholders. What a fact says makes no paragraph or list."""
        paragraphs = [
            Paragraph([fill(line, facts) for line in part.lines], part.is_list) for part in _paragraphs(self.body)
        ]
        return Said(fill(self.subject, facts), fill(self.heading, facts), paragraphs)


def _paragraphs(body: str) -> list[Paragraph]:
    """An empty line parts paragraphs, and so does the first line that begins with a dash, or no longer does."""
    found = []
    for block in re.split(r"\n\s*\n", body.replace("\r\n", "\n")):
        lines = [line.strip() for line in block.splitlines() if line.strip()]
        for is_list, some in groupby(lines, key=lambda line: line.startswith(ITEM)):
            found.append(Paragraph([line.removeprefix(ITEM) if is_list else line for line in some], is_list))
    return found


def unknown_placeholders(*texts: str) -> list[str]:
    """What stands in braces in these texts and means nothing, in the order of the text, each once."""
    named = (name for text in texts for name in IN_BRACES.findall(text))
    return list(dict.fromkeys(name for name in named if name not in PLACEHOLDERS))


def fill(text: str, facts: dict[str, str]) -> str:
    """The text with each placeholder replaced by its fact, once: what a fact says is never looked into."""
    return IN_BRACES.sub(lambda found: facts.get(found[1], found[0]), text)


def words_for(kind: str, session: Session) -> Words | None:
    """The words that staff wrote for a message about a session: those of the session, else of its course, else
    everywhere; None where the product's own are said."""
    if kind in NEVER_REWORDED:
        return None
    of_session = Q(session=session.pk) | Q(course=session.course_id) | Q(session=None, course=None)
    texts = MessageText.objects.filter(of_session, kind=kind)
    chosen = min(texts, key=lambda text: (text.session_id is None, text.course_id is None), default=None)
    return Words.of(chosen) if chosen else None

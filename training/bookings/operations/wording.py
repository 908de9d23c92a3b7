"""Putting staff's own words into messages, and going back to the usual ones."""

from datetime import datetime

from django.db import transaction
from wagtail.log_actions import log

from people.models import Person
from training.bookings import emails
from training.bookings.models import MessageText, NoticeKind
from training.bookings.queries.samples import moment_of, sample_booking
from training.bookings.queries.wording import NEVER_REWORDED, PLACEHOLDERS, Words, unknown_placeholders
from training.courses.models import Course
from training.sessions.models import Session


class WordsRefused(Exception):
    """Words that cannot be sent. The text is fit to show to whoever wrote them."""


def refuse_words(*texts: str) -> None:
    """Refuse with WordsRefused what stands in braces and is no placeholder, naming those that there are."""
    unknown = unknown_placeholders(*texts)
    if unknown:
        wrong = ", ".join(f"{{{name}}}" for name in unknown)
        known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
        raise WordsRefused(f"{wrong} stands for nothing. You can use: {known}.")


@transaction.atomic
def write_message(
    *,
    kind: NoticeKind,
    course: Course | None = None,
    session: Session | None = None,
    subject: str = "",
    heading: str = "",
    body: str,
    by: Person | None,
    at: datetime,
) -> MessageText:
    """Let a kind of message say these words from now on, for one session, for one course, or everywhere. Writing the
    same again changes nothing.

    The body is plain text: an empty line begins a paragraph, and lines that begin with a dash are a list. An empty
    subject or heading is the usual one. Refuses with WordsRefused: words that are missing, a placeholder that does not
    exist, and messages that managers get.
    """
    subject, heading, body = " ".join(subject.split()), " ".join(heading.split()), body.replace("\r\n", "\n").strip()
    if kind in NEVER_REWORDED:
        raise WordsRefused("What a line manager is asked is said in the same words everywhere.")
    if not body:
        raise WordsRefused("Enter the words of the message, or go back to the usual ones.")
    refuse_words(subject, heading, body)
    kept = MessageText.objects.filter(kind=kind, course=course, session=session).first()
    if kept is not None and (kept.subject, kept.heading, kept.body) == (subject, heading, body):
        return kept
    facts = {"subject": subject, "heading": heading, "body": body, "changed_at": at}
    text, _ = MessageText.objects.update_or_create(kind=kind, course=course, session=session, defaults=facts)
    log(instance=text, action="training.message.write", user=by, data=_what(text))
    return text


@transaction.atomic
def reset_message(
    *,
    kind: NoticeKind,
    course: Course | None = None,
    session: Session | None = None,
    by: Person | None,
    at: datetime,
) -> bool:
    """Forget the words that staff wrote there, so that those of the next wider scope, at last the product's own, are
    said. Returns whether there were any; the log keeps them."""
    found = MessageText.objects.select_for_update().filter(kind=kind, course=course, session=session)
    text = found.first()
    if text is None:
        return False
    log(
        instance=text,
        action="training.message.reset",
        user=by,
        data={**_what(text), "subject": text.subject, "heading": text.heading, "body": text.body},
    )
    text.delete()
    return True


@transaction.atomic
def send_test_message(*, kind: NoticeKind, session: Session, words: Words, by: Person, at: datetime) -> None:
    """Send a message in these words, about an invented booking, to whoever wrote them and to nobody else. The words
    need not be saved. Refuses with WordsRefused what cannot be sent to others either."""
    refuse_words(words.subject, words.heading, words.body)
    booking = sample_booking(kind, session, at=at)
    emails.send_sample(kind, booking, words=words, to=by.email, at=moment_of(kind, session, at=at))


def _what(text: MessageText) -> dict[str, object]:
    return {"kind": text.kind, "course": text.course_id, "session": text.session_id}

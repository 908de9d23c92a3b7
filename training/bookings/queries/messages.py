"""Which words each message says, for whom, and when it is sent: what staff see of messages."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from training.bookings.models import MessageText, NoticeKind
from training.bookings.queries.samples import can_be_reworded
from training.courses.models import Course
from training.sessions.models import Session

OTHERS_SHOWN = 10

# Every message that a person gets, in the order in which they may meet it, and when it is sent.
MOMENTS: dict[str, dict[NoticeKind, str]] = {
    "On booking": {
        NoticeKind.CONFIRM: "To whoever books without signing in, at once",
        NoticeKind.CONFIRMED: "When a place is confirmed, with the calendar invitation",
        NoticeKind.EXISTING: "When somebody books again with the same address",
        NoticeKind.APPROVAL_AWAITED: "When an organisation asks line managers first",
        NoticeKind.DECLINED: "When a line manager says no",
        NoticeKind.LAPSED: "When a place was not confirmed in time",
    },
    "Waiting list": {
        NoticeKind.WAITING: "On joining the waiting list",
        NoticeKind.OFFERED: "When a place becomes free for somebody",
        NoticeKind.OFFER_LAPSED: "When an offer was not accepted in time",
        NoticeKind.LEFT_LINE: "On leaving the waiting list",
        NoticeKind.LINE_CLOSED: "To those who still wait when the session starts",
        NoticeKind.DATED: "When the date is set that somebody asked to be told of",
    },
    "Before the session": {
        NoticeKind.REMINDER_WEEK: "At 8am, 7 days before",
        NoticeKind.REMINDER_TWO_DAYS: "At 8am, 2 days before",
    },
    "On the day": {
        NoticeKind.HOW_TO_JOIN: "At 7:30am, or two hours before an early start, once the joining link can be shown",
        NoticeKind.WALKED_IN: "To whoever came without a place and was put on the register",
    },
    "After the session": {
        NoticeKind.THANKS: "To those marked in the register as there, once it is over, by day",
    },
    "When something changes": {
        NoticeKind.CHANGED: "When the time, the place or the link of a session changes",
        NoticeKind.MOVED: "When somebody moves to another date",
        NoticeKind.WAY_CHANGED: "When somebody joins online instead of in the room, or the other way round",
        NoticeKind.SWAPPED_OUT: "To whoever passed their place to a colleague",
        NoticeKind.CANCELLED: "When somebody gives their place back",
        NoticeKind.CANCELLED_FOR: "When somebody else gives a person's place back",
        NoticeKind.SESSION_CANCELLED: "When a session is called off",
    },
}


@dataclass(frozen=True)
class Scope:
    """Where words are said: in one session, in all of a course, or everywhere."""

    course: Course | None = None
    session: Session | None = None

    def facts(self) -> dict[str, Course | Session | None]:
        """What a text of this scope is found by."""
        return {"course": self.course, "session": self.session}

    def wider(self) -> "list[Scope]":
        """Where words are looked for that this scope does not have itself, the nearest first."""
        if self.session is not None:
            return [Scope(course=self.session.course), Scope()]
        return [Scope()] if self.course is not None else []

    def holds(self, text: MessageText) -> bool:
        """Whether a text is of this very scope."""
        course, session = self.course.pk if self.course else None, self.session.pk if self.session else None
        return (text.course_id, text.session_id) == (course, session)

    def __str__(self) -> str:
        return str(self.session or self.course or "everywhere")


@dataclass
class Line:
    """One kind of message in one scope: whose words it says, and where others are said."""

    kind: NoticeKind
    sent: str
    own: MessageText | None = None
    inherited: MessageText | None = None
    others: list[MessageText] = field(default_factory=list)

    def others_shown(self) -> list[MessageText]:
        """The first few of the others."""
        return self.others[:OTHERS_SHOWN]

    def others_more(self) -> int:
        """How many more there are."""
        return max(len(self.others) - OTHERS_SHOWN, 0)


def lines(scope: Scope, *, at: datetime) -> list[tuple[str, list[Line]]]:
    """Every message by its moment, with the words that are said in this scope. One question to the database."""
    texts = list(_texts(scope, at))
    return [
        (moment, [_line(kind, sent, scope, texts) for kind, sent in kinds.items() if can_be_reworded(kind)])
        for moment, kinds in MOMENTS.items()
    ]


def text_of(kind: NoticeKind, scope: Scope) -> MessageText | None:
    """What staff wrote for this very scope."""
    return MessageText.objects.filter(kind=kind, **scope.facts()).first()


def inherited_text(kind: NoticeKind, scope: Scope) -> MessageText | None:
    """What is said where this scope has no words of its own; None for the product's own words."""
    for wider in scope.wider():
        if text := text_of(kind, wider):
            return text
    return None


def _texts(scope: Scope, at: datetime) -> Iterable[MessageText]:
    """Texts of the scope and of those around it and in it. Those of sessions that are over are history."""
    coming = Q(session=None) | Q(session__ends_at__gt=at)
    if scope.session is not None:
        chosen = Q(session=scope.session) | Q(course=scope.session.course_id) | Q(session=None, course=None)
    elif scope.course is not None:
        inside = Q(session__course=scope.course, session__ends_at__gt=at)
        chosen = Q(course=scope.course) | Q(session=None, course=None) | inside
    else:
        chosen = coming
    of_which = Coalesce("course__title", "session__course__title")
    texts = MessageText.objects.filter(chosen).select_related("course", "session__course")
    return texts.order_by(of_which, F("session__starts_at").asc(nulls_first=True), "pk")


def _line(kind: NoticeKind, sent: str, scope: Scope, texts: list[MessageText]) -> Line:
    line = Line(kind, sent)
    around = scope.wider()
    for text in texts:
        if text.kind != kind:
            continue
        if scope.holds(text):
            line.own = text
        elif any(wider.holds(text) for wider in around):
            is_nearer = line.inherited is None or text.course_id is not None
            line.inherited = text if is_nearer else line.inherited
        else:
            line.others.append(text)
    return line

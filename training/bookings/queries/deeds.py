"""What others did about somebody's booking, as its person is told: who changed it, and whether a manager was asked."""

from wagtail.models import ModelLogEntry

from people.accounts.policies import leads_training_of
from people.models import Person
from training.bookings.models import Booking, Notice, NoticeKind
from training.sessions.operations import moment_in_log

# What is told when a booking ends by somebody's will.
ENDINGS = frozenset(
    {
        NoticeKind.CANCELLED,
        NoticeKind.CANCELLED_FOR,
        NoticeKind.LEFT_LINE,
        NoticeKind.DECLINED,
        NoticeKind.SWAPPED_OUT,
        NoticeKind.SESSION_CANCELLED,
    }
)
SAYS_WHO = frozenset({NoticeKind.CANCELLED_FOR, NoticeKind.MOVED, NoticeKind.SWAPPED_OUT})

SAYS_WHO_BOOKED = frozenset({NoticeKind.CONFIRMED, NoticeKind.WAITING, NoticeKind.APPROVAL_AWAITED})


def done_by(booking: Booking, kind: NoticeKind) -> str:
    """Who did it, as the log has it: the training lead by name, or the training team; empty where it was the person
    themselves. A lead comes first: who is staff as well is known to their colleagues as their lead."""
    return _said_of(_doer(booking, kind), booking, otherwise="somebody who has the link to your booking")


def booked_by(booking: Booking) -> str:
    """Who booked for its person, in the same words; a colleague who passed their own place on by name."""
    doer = booking.booked_by
    return _said_of(doer, booking, otherwise=doer.get_full_name() if doer else "")


def _said_of(doer: Person | None, booking: Booking, *, otherwise: str) -> str:
    if doer is None or doer.pk == booking.person_id or doer.email == booking.email:
        return ""
    if leads_training_of(doer, booking.organisation_id):
        return f"{doer.get_full_name()}, who looks after training at {booking.organisation}"
    return "the training team" if doer.is_staff or doer.is_superuser else otherwise


def what_was(told: Notice) -> list[str]:
    """What its person knew of a session before the change that a notice tells of, and is not so any more: the date, the
    hours, the place. Empty where something else changed, as the link or a venue's address."""
    entries = ModelLogEntry.objects.for_instance(told.booking.session).filter(action="training.session.change")
    data = entries.filter(data__at=moment_in_log(told.made_at)).values_list("data", flat=True).first()
    was = (data or {}).get("was", {})
    return [was[name] for name in ("date", "time", "where") if name in was]


def manager_was_asked(told: Notice) -> bool:
    """Whether the line manager had been asked when a notice of a booking was owed. People name them when they book, and
    they are asked once the address is proved."""
    asked = Notice.objects.filter(booking=told.booking_id, kind=NoticeKind.APPROVAL_ASKED)
    return asked.filter(pk__lt=told.pk).exists()


def how_it_ended(booking: Booking) -> NoticeKind:
    """How a cancelled booking came to its end, by what its person was told then."""
    told = Notice.objects.filter(booking=booking, kind__in=ENDINGS).order_by("-pk").values_list("kind", flat=True)
    return NoticeKind(told.first() or NoticeKind.CANCELLED)


def _doer(booking: Booking, kind: NoticeKind) -> Person | None:
    """A swap is written down beside the booking that took the place over."""
    changed, action = booking, "training.booking.move" if kind == NoticeKind.MOVED else "training.booking.cancel"
    if kind == NoticeKind.SWAPPED_OUT:
        changed, action = booking.replaced_by, "training.booking.swap"
    entries = ModelLogEntry.objects.for_instance(changed).filter(action=action).order_by("-pk")
    latest = entries.values_list("user_id", flat=True).first()  # none where the link alone was used
    return Person.objects.filter(pk=latest).first()

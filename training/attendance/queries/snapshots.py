"""What a device is given, so that a register can be marked without a signal."""

import base64
from datetime import datetime
from typing import Any

from django.db.models import Exists, Max, OuterRef, Subquery
from django.utils.crypto import salted_hmac

from documents.dates import clock, day
from people.models import Person, Role
from training.attendance.models import Attendance, Claim, SteppedOut
from training.attendance.queries.arriving import late_after
from training.attendance.queries.closing import names_are_kept_until
from training.bookings.models import Booking
from training.sessions.models import Session


def snapshot(session: Session, person: Person, *, at: datetime) -> dict[str, Any]:
    """One session's register for one person's device, as JSON holds it: names, and how each stands. Neither needs nor
    addresses are in it. `saw` is the key of the latest claim of somebody, 0 for none."""
    return {
        "session": {
            "id": session.pk,
            "course": session.course.title,
            "when": f"{day(session.starts_at)}, {clock(session.starts_at)} to {clock(session.ends_at)}",
            "place": session.where(),
            "minutes": session.minutes(),
            "starts_at": session.starts_at.isoformat(),
            "ends_at": session.ends_at.isoformat(),
            "opens_at": session.doors_open_at().isoformat(),
            "late_after": late_after(session).isoformat(),
        },
        "people": [_entry(booking) for booking in _expected(session)],
        "roles": list(Role.objects.filter(is_offered=True).order_by("name").values("id", "name")),
        "key": device_key(session, person),
        "expires_at": names_are_kept_until(session).isoformat(),
        "closed": False,
        "server_at": at.isoformat(),
        "facilitator": person.pk,
    }


def device_key(session: Session, person: Person) -> str:
    """The key with which this person's device keeps this session's register: 32 bytes, in base64. It is made of the
    site's secret each time, so that it is kept nowhere, and the same person is always given the same."""
    made = salted_hmac("training.attendance.device", f"{session.pk}:{person.pk}", algorithm="sha256")
    return base64.b64encode(made.digest()).decode()


def _expected(session: Session) -> list[Booking]:
    """Everyone expected, by name, with what was said last of each, in one question."""
    latest = Claim.objects.filter(attendance__booking=OuterRef("pk")).order_by("-made_at", "-pk").values("made_at")[:1]
    saw = Claim.objects.filter(attendance__booking=OuterRef("pk")).values("attendance").annotate(key=Max("pk"))
    out = SteppedOut.objects.filter(booking=OuterRef("pk"), back_at=None)
    return list(
        Booking.objects.confirmed()
        .filter(session=session)
        .select_related("role", "organisation", "attendance")
        .annotate(since=Subquery(latest), saw=Subquery(saw.values("key")), is_out=Exists(out))
        .order_by("name", "pk")
    )


def _entry(booking: Any) -> dict[str, Any]:
    attendance: Attendance | None = getattr(booking, "attendance", None)
    return {
        "booking": booking.pk,
        "name": booking.name,
        "about": f"{booking.role.name}, {booking.organisation.name}",
        "code": booking.check_in_code,
        "status": attendance.status if attendance else None,
        "minutes": attendance.minutes if attendance else None,
        "disputed": attendance.is_disputed if attendance else False,
        "saw": booking.saw or 0,
        "since": booking.since.isoformat() if booking.since else None,
        "walked_in": booking.walked_in,
        "stepped_out": booking.is_out,
    }

"""Making a series of sessions, adding dates to it, and changing whom it is for."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from wagtail.log_actions import log

from people.models import Organisation, Person
from training.courses.models import Course
from training.facts import keep_facts
from training.sessions.models import Series, Session, SessionStatus
from training.sessions.models.series import new_key
from training.sessions.operations.planning import change_session, schedule_session
from training.sessions.operations.refusals import SessionRefusal


class SeriesChanged(SessionRefusal):
    """Dates were added meanwhile, so that what somebody looked at is no longer so."""

    message = "Dates have been added to this series since you looked, so nothing was added now. Please look again."


class ClosedToNobody(SessionRefusal):
    """A series can be closed to others only where it is for somebody."""

    message = "A series that is closed to others needs the organisation that it is for."


class Slot(NamedTuple):
    """One date to be: when the session starts and ends, and when booking opens and closes, where that is said."""

    starts_at: datetime
    ends_at: datetime
    booking_opens_at: datetime | None = None
    booking_closes_at: datetime | None = None


@transaction.atomic
def schedule_series(
    *,
    key: str,
    name: str,
    course: Course,
    slots: Sequence[Slot],
    organisation: Organisation | None = None,
    is_closed: bool = False,
    by: Person | None,
    at: datetime,
    **facts: Any,
) -> Series:
    """Make a series and all its sessions, or nothing. The facts are those that the sessions share, as
    `schedule_session` takes them; afterwards each is a session of its own.

    The key belongs to the preview that was agreed to: with one that is taken, the series that has it is returned and
    nothing is made. Refuses a date that has passed (SessionOver), and closing to others what is for nobody
    (ClosedToNobody).
    """
    if is_closed and organisation is None:
        raise ClosedToNobody
    given = {"name": name, "course": course, "organisation": organisation, "is_closed": is_closed}
    series, is_new = Series.objects.get_or_create(key=key, defaults=given)
    if is_new:
        _make(series, slots, facts, by=by, at=at)
        log(instance=series, action="training.series.schedule", user=by, data={"sessions": len(slots)})
    return series


@transaction.atomic
def add_dates(
    *, series: Series, after: int, slots: Sequence[Slot], by: Person | None, at: datetime, **facts: Any
) -> int:
    """Add sessions to a series, all or none, and return how many were made.

    `after` is how many sessions the series had when somebody looked at these dates. None is ever taken out of a series,
    so another number means that some were added meanwhile: by the same request, sent again, and then nothing is to be
    done (0); else it is refused (SeriesChanged). Refuses a date that has passed (SessionOver).
    """
    kept = Series.objects.select_for_update(no_key=True).get(pk=series.pk)
    starts = list(kept.sessions.order_by("pk").values_list("starts_at", flat=True))
    if len(starts) != after:
        if set(starts[after:]) >= {slot.starts_at for slot in slots}:
            return 0
        raise SeriesChanged
    _make(kept, slots, facts, by=by, at=at)
    log(instance=kept, action="training.series.extend", user=by, data={"sessions": len(slots)})
    return len(slots)


def _make(
    series: Series, slots: Sequence[Slot], facts: dict[str, Any], *, by: Person | None, at: datetime
) -> list[Session]:
    return [
        schedule_session(series=series, course=series.course, **slot._asdict(), **facts, by=by, at=at) for slot in slots
    ]


@transaction.atomic
def change_series(
    *, series: Series, name: str, organisation: Organisation | None, is_closed: bool, by: Person | None, at: datetime
) -> Series:
    """Change what a series is called, whom it is for, and whether it is closed to others. Its sessions, and who holds a
    place in them, stay. Refuses closing to others what is for nobody (ClosedToNobody)."""
    if is_closed and organisation is None:
        raise ClosedToNobody
    kept = Series.objects.select_for_update(no_key=True).get(pk=series.pk)
    changed = keep_facts(kept, {"name": name, "organisation": organisation, "is_closed": is_closed})
    if changed:
        log(instance=kept, action="training.series.change", user=by, data={"changed": changed})
    return kept


@transaction.atomic
def renew_link(*, series: Series, by: Person | None, at: datetime) -> Series:
    """Give a series another link, so that the one that was shared leads nowhere. Who holds a place keeps it."""
    kept = Series.objects.select_for_update(no_key=True).get(pk=series.pk)
    kept.key = new_key()
    kept.save(update_fields=["key"])
    log(instance=kept, action="training.series.renew_link", user=by)
    return kept


@transaction.atomic
def schedule_drafts(*, series: Series, by: Person | None, at: datetime) -> int:
    """Open for booking every draft of a series that is to come. Returns how many there were."""
    drafts = series.sessions.filter(status=SessionStatus.DRAFT, starts_at__gt=at).order_by("pk")
    scheduled = [change_session(session=each, status=SessionStatus.SCHEDULED, by=by, at=at) for each in drafts]
    return len(scheduled)

"""Importing a webinar's log: what somebody looked at and agreed to is written, once, and nothing else."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from wagtail.log_actions import log as write_log

from people.models import Person
from training.attendance.models import Claim, Recognition, WebinarImport
from training.attendance.operations.claims import Answer
from training.attendance.operations.recording import record
from training.attendance.operations.weighing import ChangedMeanwhile, ChoicesOpen, Weighed, state_of, weigh_log
from training.attendance.queries.webinar_files import Log
from training.attendance.queries.webinar_minutes import attended
from training.sessions.models import Session

NOTED_FOR = timedelta(days=30)


def import_log(
    *,
    session: Session,
    log: Log,
    uid: UUID,
    choices: Mapping[int, str],
    shift: timedelta,
    state: str,
    by: Person | None,
    at: datetime,
) -> WebinarImport:
    """Write what was weighed, once for each `uid`: claims, what staff decided of who is who, and that it was imported.

    `state` is the register's as it was looked at.
    Refusals: those of `weigh_log`; ChoicesOpen; ChangedMeanwhile where anything in the register is not as it was.
    """
    try:
        with transaction.atomic():
            return _import_log(session, log, uid, choices, shift, state, by, at)
    except IntegrityError:  # agreed to twice at the same moment
        done = WebinarImport.objects.filter(uid=uid).first()
        if done is None:
            raise
        return done


def _import_log(
    session: Session,
    log: Log,
    uid: UUID,
    choices: Mapping[int, str],
    shift: timedelta,
    state: str,
    by: Person | None,
    at: datetime,
) -> WebinarImport:
    _lock(session)
    done = WebinarImport.objects.filter(uid=uid).first()
    if done is not None:
        return done
    if state_of(session) != state:
        raise ChangedMeanwhile
    weighed = weigh_log(session=session, log=log, uid=uid, choices=choices, shift=shift, by=by, at=at)
    if weighed.open_matches:
        raise ChoicesOpen
    kept = [each for each in record(session=session, said=weighed.said, by=by, at=at) if each.answer == Answer.KEPT]
    _remember(session, weighed, by, at)
    imported = WebinarImport.objects.create(
        uid=uid,
        session=session,
        sha256=log.sha256,
        layout=log.layout,
        people=len(log.people),
        recognised=weighed.recognised,
        absent=weighed.absent,
        changed=len(kept),
        noted=_noted(session, weighed),
        imported_by=by,
        imported_at=at,
    )
    data = {"sha256": log.sha256, "layout": str(log.layout), "people": len(log.people), "changed": len(kept)}
    write_log(instance=session, action="training.webinar_log.import", user=by, data=data)
    return imported


def claims_of(imported: WebinarImport) -> list[Claim]:
    """The claims that an import made, by name."""
    keys = imported.session.bookings.values_list("pk", flat=True)
    claims = Claim.objects.filter(uid__in=[uuid5(imported.uid, str(key)) for key in keys])
    return list(claims.select_related("attendance__booking").order_by("attendance__booking__name", "pk"))


def forget_noted(*, at: datetime) -> int:
    """Forget the names of those who came without a booking, noted a month ago or longer; return of how many imports."""
    return WebinarImport.objects.filter(imported_at__lte=at - NOTED_FOR).exclude(noted=[]).update(noted=[])


def _lock(session: Session) -> None:
    """Let nobody claim anything of anybody here until the transaction ends, as `record` locks: in the order of keys."""
    locked = session.bookings.confirmed().select_for_update(of=("self",), no_key=True).order_by("pk")
    list(locked.values_list("pk", flat=True))


def _remember(session: Session, weighed: Weighed, by: Person | None, at: datetime) -> None:
    """Keep what staff decided otherwise than would have been assumed."""
    decisions = {
        one.known_by(): Recognition(
            session=session,
            known_by=one.known_by(),
            person_id=one.booking.person_id if one.booking else None,
            decided_by=by,
            decided_at=at,
        )
        for one in weighed.decisions
    }
    Recognition.objects.bulk_create(
        decisions.values(),
        update_conflicts=True,
        unique_fields=["session", "known_by"],
        update_fields=["person", "decided_by", "decided_at"],
    )


def _noted(session: Session, weighed: Weighed) -> list[dict[str, object]]:
    return [
        {
            "name": one.participant.name,
            "email": next(iter(one.participant.addresses), ""),
            "minutes": attended([one.participant], session, shift=weighed.shift).minutes,
        }
        for one in weighed.matches
        if one.is_noted
    ]

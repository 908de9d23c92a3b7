"""Planning sessions that have no date yet, and giving them one."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from people.models import LocalAuthority, Person
from training.courses.models import Course
from training.facts import keep_facts
from training.sessions.models import Language, Session, SessionMode, SessionStatus, UndatedSession
from training.sessions.operations.planning import schedule_session
from training.sessions.operations.refusals import CannotBeDraft, refuse_unless_undated

# What must happen in the same transaction when the plan to hold a session is given up. Bookings put theirs in when the
# app starts: whoever asked to be told of the date is told that there will be none.
on_withdrawn: list[Callable[[UndatedSession, Person | None, datetime], object]] = []


@transaction.atomic
def plan_undated(
    *,
    course: Course,
    about_when: str,
    local_authority: LocalAuthority | None = None,
    mode: SessionMode | str,
    language: Language | str = Language.ENGLISH,
    is_announced: bool = True,
    by: Person | None,
    at: datetime,
) -> UndatedSession:
    """Plan a session whose date is to be set later. Announced, it is on the course's page, and people can ask to be
    told of the date. `about_when` is in words: autumn term, on a weekday morning."""
    undated = UndatedSession.objects.create(
        course=course,
        about_when=" ".join(about_when.split()),
        local_authority=local_authority,
        mode=mode,
        language=language,
        is_announced=is_announced,
    )
    log(instance=undated, action="training.undated.plan", user=by)
    return undated


@transaction.atomic
def change_undated(*, undated: UndatedSession, by: Person | None, at: datetime, **facts: Any) -> UndatedSession:
    """Change what is said of a session without a date: `about_when`, `local_authority`, `mode`, `language`,
    `is_announced`. The course stays: it is what people asked for.

    Refusals: AlreadyDated, UndatedWithdrawn.
    """
    kept = lock_undated(undated_id=undated.pk)
    refuse_unless_undated(kept)
    if "about_when" in facts:
        facts["about_when"] = " ".join(facts["about_when"].split())
    changed = keep_facts(kept, facts)
    if changed:
        log(instance=kept, action="training.undated.change", user=by, data={"changed": changed})
    return kept


@transaction.atomic
def withdraw_undated(*, undated: UndatedSession, by: Person | None, at: datetime) -> UndatedSession:
    """Give up the plan to hold a session. Whoever asked to be told of its date is told so, once, in the same
    transaction. Doing it twice changes nothing. Refuses with AlreadyDated: a session that is set is cancelled."""
    kept = lock_undated(undated_id=undated.pk)
    if kept.withdrawn_at is not None:
        return kept
    refuse_unless_undated(kept)
    kept.withdrawn_at = at
    kept.save(update_fields=["withdrawn_at"])
    log(instance=kept, action="training.undated.withdraw", user=by)
    for tell in on_withdrawn:
        tell(kept, by, at)
    return kept


@transaction.atomic
def give_date(*, undated: UndatedSession, by: Person | None, at: datetime, **facts: Any) -> Session:
    """Make the session that an undated one becomes, scheduled. `facts` are those of `schedule_session` without the
    course. Whoever asked is not invited here: bookings' `set_date` calls this and does so in the same transaction.

    Refusals: AlreadyDated, UndatedWithdrawn, SessionOver, CannotBeDraft.
    """
    kept = lock_undated(undated_id=undated.pk)
    refuse_unless_undated(kept)
    if facts.pop("status", SessionStatus.SCHEDULED) != SessionStatus.SCHEDULED:
        raise CannotBeDraft
    kept.session = schedule_session(**facts, course=kept.course, status=SessionStatus.SCHEDULED, by=by, at=at)
    kept.save(update_fields=["session"])
    log(instance=kept, action="training.undated.date", user=by, data={"session": kept.session.pk})
    return kept.session


def lock_undated(*, undated_id: int) -> UndatedSession:
    """Lock the row of an undated session, with its course at hand, until the transaction ends: whoever asks to be told,
    takes that back, sets the date or withdraws it does so one after the other."""
    rows = UndatedSession.objects.select_related("course").select_for_update(of=("self",), no_key=True)
    return rows.get(pk=undated_id)

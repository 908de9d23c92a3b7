"""Who may plan sessions, and who runs one."""

from secrets import compare_digest

from django.contrib.auth.models import AnonymousUser

from people.accounts.policies import StaffRole, has_staff_role, leads_training_of
from people.models import Person
from training.sessions.models import Session


def may_plan_sessions(viewer: Person | AnonymousUser) -> bool:
    """Programme managers make, change and cancel courses and sessions."""
    return has_staff_role(viewer, StaffRole.PROGRAMME_MANAGER)


def facilitates(viewer: Person | AnonymousUser, session: Session) -> bool:
    """Whether the viewer is staff who facilitates this session."""
    return has_staff_role(viewer, StaffRole.FACILITATOR) and session.facilitators.filter(pk=viewer.pk).exists()


def may_see_draft(viewer: Person | AnonymousUser, session: Session) -> bool:
    """A draft is shown to those who plan it and those who will run it."""
    return may_plan_sessions(viewer) or facilitates(viewer, session)


def may_see_cohort(viewer: Person | AnonymousUser, session: Session, cohort_key: str) -> bool:
    """A session of a closed cohort is there for whoever brings its link, for its organisation's training leads, and for
    staff who plan or run it. Any other session is there for everyone."""
    series = session.series
    if series is None or not series.is_closed or compare_digest(cohort_key.encode(), series.key.encode()):
        return True
    if series.organisation_id is not None and leads_training_of(viewer, series.organisation_id):
        return True
    return may_plan_sessions(viewer) or facilitates(viewer, session)

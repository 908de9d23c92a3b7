"""Who may plan sessions, and who runs one."""

from django.contrib.auth.models import AnonymousUser

from people.accounts.policies import StaffRole, has_staff_role
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

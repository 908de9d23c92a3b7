"""Who may mark a register."""

from django.contrib.auth.models import AnonymousUser

from people.accounts.policies import StaffRole, has_staff_role
from people.models import Person
from training.sessions.models import Session
from training.sessions.policies import facilitates


def may_mark(viewer: Person | AnonymousUser, session: Session) -> bool:
    """Programme managers, administrators, and the facilitators of this session."""
    return has_staff_role(viewer, StaffRole.PROGRAMME_MANAGER) or facilitates(viewer, session)


def may_mark_any(viewer: Person | AnonymousUser) -> bool:
    """Programme managers and administrators see every session of the day, facilitators their own."""
    return has_staff_role(viewer, StaffRole.PROGRAMME_MANAGER)


def may_open_today(viewer: Person | AnonymousUser) -> bool:
    """Whoever may mark some register."""
    return has_staff_role(viewer, StaffRole.FACILITATOR, StaffRole.PROGRAMME_MANAGER)

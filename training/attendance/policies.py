"""Who may mark a register, record a headcount, and look at what was recorded."""

from django.contrib.auth.models import AnonymousUser

from people.accounts.policies import StaffRole, has_staff_role
from people.models import Person
from training.attendance.models import Headcount
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


def may_record_headcounts(viewer: Person | AnonymousUser) -> bool:
    """Facilitators, programme managers and administrators."""
    return has_staff_role(viewer, StaffRole.FACILITATOR, StaffRole.PROGRAMME_MANAGER)


def may_manage_headcounts(viewer: Person | AnonymousUser) -> bool:
    """Programme managers and administrators see everybody's, and keep the list of topics."""
    return has_staff_role(viewer, StaffRole.PROGRAMME_MANAGER)


def may_change_headcount(viewer: Person | AnonymousUser, headcount: Headcount) -> bool:
    """Whoever recorded it, while they may record any, and programme managers; they alone see its sign-in sheet too."""
    is_own = isinstance(viewer, Person) and headcount.recorded_by_id == viewer.pk
    return (is_own and may_record_headcounts(viewer)) or may_manage_headcounts(viewer)

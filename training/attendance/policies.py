"""Who may mark a register and record headcounts, who may look at them, and how often a stranger may check in."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from people.accounts.policies import StaffRole, has_staff_role
from people.accounts.rates import is_spent, within_rate
from people.models import Person
from surveys.questionnaires.policies import may_read_texts
from training.attendance.models import Headcount
from training.sessions.models import Session
from training.sessions.policies import facilitates

# A whole hall checks in behind one address within minutes; and most wrong codes are those of the step before.
CHECK_INS_FROM_ONE_PLACE = 600
# Whoever guesses addresses in the room is told so little that it is not worth it, and soon nothing at all.
WRONG_ADDRESSES_FROM_ONE_PLACE = 30
SECONDS = 600


def may_mark(viewer: Person | AnonymousUser, session: Session) -> bool:
    """Programme managers, administrators, and the facilitators of this session."""
    return facilitates(viewer, session) or has_staff_role(viewer, StaffRole.PROGRAMME_MANAGER)


def may_mark_any(viewer: Person | AnonymousUser) -> bool:
    """Programme managers and administrators see every session of the day, facilitators their own."""
    return has_staff_role(viewer, StaffRole.PROGRAMME_MANAGER)


def reads_texts(viewer: Person | AnonymousUser, session: Session) -> bool:
    """Whoever may read what is written in the course's evaluation by a questionnaire of ours. They are not shown who
    has answered: the two seen side by side, day by day, would tell who wrote what. Reads the course and its survey."""
    survey = session.course.evaluation
    return survey is not None and may_read_texts(viewer, survey)


def may_open_today(viewer: Person | AnonymousUser) -> bool:
    """Whoever may mark some register."""
    return has_staff_role(viewer, StaffRole.FACILITATOR, StaffRole.PROGRAMME_MANAGER)


def may_check_in(request: HttpRequest) -> bool:
    """Count one more attempt from this place on the network, and say whether there were not too many."""
    return within_rate(request, action="check-in", most=CHECK_INS_FROM_ONE_PLACE, seconds=SECONDS)


def may_name_address(request: HttpRequest) -> bool:
    """Whether few enough addresses that were not booked have been typed at this place."""
    return not is_spent(request, action="check-in-address", most=WRONG_ADDRESSES_FROM_ONE_PLACE, seconds=SECONDS)


def count_wrong_address(request: HttpRequest) -> None:
    """Count one more address that was not booked."""
    within_rate(request, action="check-in-address", most=WRONG_ADDRESSES_FROM_ONE_PLACE, seconds=SECONDS)


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

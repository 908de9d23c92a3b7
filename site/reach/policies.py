"""Who may see reach."""

from django.contrib.auth.models import AnonymousUser

from people.accounts.policies import StaffRole, has_staff_role
from people.models import Person


def may_see_reach(viewer: Person | AnonymousUser) -> bool:
    """Analysts, programme managers and administrators: figures, the rows behind them, and exports of both."""
    return has_staff_role(viewer, StaffRole.ANALYST, StaffRole.PROGRAMME_MANAGER)

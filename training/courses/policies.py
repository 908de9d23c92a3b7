"""Who may plan what is taught."""

from django.contrib.auth.models import AnonymousUser

from people.accounts.policies import StaffRole, has_staff_role
from people.models import Person


def may_plan_courses(viewer: Person | AnonymousUser) -> bool:
    """Programme managers make and change courses, their themes and frameworks; editors write their pages elsewhere."""
    return has_staff_role(viewer, StaffRole.PROGRAMME_MANAGER)

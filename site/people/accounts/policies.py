"""Who may do what: staff roles, and small predicates over them."""

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.http import HttpRequest

from people.accounts.models import Person


class StaffRole(models.TextChoices):
    """What a member of the partnership's staff does here. Each is a group of the same name."""

    FACILITATOR = "Facilitators"
    PROGRAMME_MANAGER = "Programme managers"
    EDITOR = "Editors"
    APPROVER = "Approvers"
    ANALYST = "Analysts"
    ADMINISTRATOR = "Administrators"


def has_staff_role(viewer: Person | AnonymousUser, *roles: StaffRole) -> bool:
    """Whether this viewer is active staff with one of the roles; administrators have them all."""
    if not isinstance(viewer, Person) or not viewer.is_active:
        return False
    if viewer.is_superuser:
        return True
    held = viewer.group_names if viewer.is_staff else frozenset()
    return not held.isdisjoint(role.value for role in (*roles, StaffRole.ADMINISTRATOR))


def holds_staff_role(viewer: Person | AnonymousUser, role: StaffRole) -> bool:
    """Whether this viewer is active staff who was given the role itself: for what not even administrators see."""
    if not isinstance(viewer, Person) or not viewer.is_active or not viewer.is_staff:
        return False
    return role.value in viewer.group_names


def may_look_up_people(viewer: Person | AnonymousUser) -> bool:
    """Programme managers name training leads, so they find people by name or address; editors have no need to."""
    return has_staff_role(viewer, StaffRole.PROGRAMME_MANAGER)


def signed_in_person(request: HttpRequest) -> Person | None:
    """The person who is signed in, if anybody is."""
    return request.user if isinstance(request.user, Person) else None


def leads_training_of(viewer: Person | AnonymousUser, organisation_id: int) -> bool:
    """Whether this viewer was named by staff to look after training for an organisation."""
    return isinstance(viewer, Person) and viewer.leads.filter(organisation=organisation_id).exists()


def leads_training(viewer: Person | AnonymousUser) -> bool:
    """The same for any organisation."""
    return isinstance(viewer, Person) and viewer.leads.exists()

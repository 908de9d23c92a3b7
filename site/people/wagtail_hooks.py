"""What people adds to the Wagtail admin: its staff screens, and names for the audit entries it writes."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup
from wagtail.log_actions import LogActionRegistry
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from people.accounts.models import Person, TrainingLead
from people.accounts.permissions import StaffRolePermissionPolicy
from people.accounts.policies import may_look_up_people
from people.accounts.viewsets import RoleGroupViewSet, RoleViewSet, TrainingLeadViewSet
from people.accounts.work_panel import WorkPanel
from people.choosers import organisation_chooser, person_chooser
from people.organisations.viewsets import KindViewSet, LocalAuthorityViewSet, OrganisationViewSet, SectorViewSet
from people.partnership.viewsets import HelplineViewSet

register_snippet(HelplineViewSet)

LOG_ACTIONS = {
    "people.organisation.propose": ("Propose organisation", "Organisation proposed"),
    "people.organisation.confirm": ("Confirm organisation", "Organisation confirmed"),
    "people.organisation.merge": ("Merge organisation", "Organisation merged into another"),
    "people.organisation.close": ("Close organisation", "Organisation closed"),
    "people.schools.import": ("Import schools", "Changed by the import of schools"),
    "people.address.note": ("Note undeliverable address", "Email does not reach this address"),
    "people.address.forget": ("Forget undeliverable address", "Email is tried again at this address"),
    "people.person.open": ("Open account", "Account opened"),
    "people.organisation.add": ("Add organisation", "Organisation added"),
    "people.person.change": ("Change person", "Account changed by staff"),
    "people.person.profile": ("Edit profile", "Profile edited"),
    "people.person.give_staff_role": ("Give staff role", "Staff role given"),
    "people.lead.name": ("Name training lead", "Made training lead of an organisation"),
    "people.lead.release": ("Release training lead", "No longer training lead of an organisation"),
    "people.person.remove_staff_role": ("Remove staff role", "Staff role taken away"),
}


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    """Name each audit entry in words that staff read in the admin's reports."""
    for action, (label, message) in LOG_ACTIONS.items():
        actions.register_action(action, label, message)


register_permission_policy(TrainingLead, StaffRolePermissionPolicy(TrainingLead, may_look_up_people, never=("change",)))


class PeopleGroup(ViewSetGroup):
    """The menu of people and organisations. People themselves are under Settings, where Wagtail keeps users."""

    menu_label = "Organisations"
    menu_icon = "group"
    menu_order = 300
    items = (
        OrganisationViewSet,
        KindViewSet,
        SectorViewSet,
        LocalAuthorityViewSet,
        RoleViewSet,
        RoleGroupViewSet,
        TrainingLeadViewSet,
    )


@hooks.register("register_admin_viewset")
def register_staff_screens() -> list[ViewSet]:
    """The screens and the choosers they use."""
    return [organisation_chooser, person_chooser, PeopleGroup()]


@hooks.register("before_bulk_action")
def change_people_one_by_one(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> None:
    """Refuse Wagtail's changes to many people at once: they pass by our operations and what those write down, and
    would let a person give a role to themselves."""
    if action.model is Person:
        raise PermissionDenied


@hooks.register("construct_homepage_panels")
def put_work_first(request: HttpRequest, panels: list[Any]) -> None:
    """Open the admin with where this member of staff does their work."""
    panels.append(WorkPanel())

"""The first thing on the admin's own first page: where this member of staff does their work."""

from typing import Any

from django.utils import timezone
from wagtail.admin.ui.components import Component
from wagtail.permission_policies.pages import PagePermissionPolicy

from people.accounts.models import Person, UndeliverableAddress
from people.accounts.policies import StaffRole, has_staff_role, may_look_up_people
from people.accounts.staff_links import StaffLink, staff_links
from people.organisations.models import Organisation, OrganisationStatus


def admin_links(viewer: Person) -> list[StaffLink]:
    """Lists of the admin that this person may open, soonest needed first. Paths are the product's fixed ones."""
    links = []
    if viewer.has_perm("training.change_session"):
        coming = f"/admin/training/session/?ordering=starts_at&starts_at__date__gte={timezone.localdate():%Y-%m-%d}"
        links.append(StaffLink("Sessions to come", coming, "Change or cancel one, and see who has booked"))
        links.append(StaffLink("Add a session", "/admin/training/session/new/", "Choose its course, time and place"))
    if viewer.has_perm("people.change_organisation"):
        waiting = Organisation.objects.filter(status=OrganisationStatus.PROPOSED).count()
        about = f"{waiting} to confirm or merge" if waiting else "None waits to be confirmed"
        links.append(StaffLink("Organisations people added", "/admin/organisations/?status=proposed", about))
    if may_look_up_people(viewer) and (unreached := UndeliverableAddress.objects.count()):
        about = f"{unreached} to mend: these people may not know what we wrote to them"
        links.append(StaffLink("Undeliverable addresses", "/admin/training/undeliverable-address/", about))
    return [*links, *links_to_surveys(viewer), *links_to_what_visitors_read(viewer)]


def links_to_surveys(viewer: Person) -> list[StaffLink]:
    """Where surveys are written and published, and where their results are, for those who may open the lists."""
    links = []
    roles = (StaffRole.EDITOR, StaffRole.PROGRAMME_MANAGER, StaffRole.ANALYST, StaffRole.APPROVER)
    if has_staff_role(viewer, *roles):
        links.append(StaffLink("Surveys", "/admin/surveys/survey/", "Write questions, translate and publish them"))
    if has_staff_role(viewer, StaffRole.PROGRAMME_MANAGER, StaffRole.ANALYST, StaffRole.APPROVER):
        links.append(StaffLink("Results of surveys", "/admin/surveys/results/", "See what people said, and publish it"))
    return links


def links_to_what_visitors_read(viewer: Person) -> list[StaffLink]:
    """Pages and what stands around them, for those who may change them."""
    links = []
    if PagePermissionPolicy().user_has_any_permission(viewer, ["add", "change", "publish"]):
        links.append(StaffLink("Pages", "/admin/pages/", "Write one, change one, send it to be approved"))
    if viewer.has_perm("people.change_partnership"):
        look = "/admin/settings/people/partnership/"
        links.append(StaffLink("Name, logo and colours", look, "And how people reach you"))
    if viewer.has_perm("cms.change_navigation"):
        links.append(StaffLink("Menu and footer", "/admin/settings/cms/navigation/", "And where the quick exit leads"))
    if viewer.has_perm("people.change_helpline"):
        links.append(StaffLink("Helplines", "/admin/snippets/people/helpline/", "Where visitors are sent for help"))
    return links


class WorkPanel(Component):
    """Links, each with what one does there; nothing where there is none."""

    order = 50
    template_name = "people/work_panel.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """The lists of the admin, then the person's pages outside it, without the admin itself."""
        viewer = parent_context["request"].user
        outside = [link for link in staff_links(viewer) if link.href != parent_context["request"].path]
        return {"links": [*admin_links(viewer), *outside]}

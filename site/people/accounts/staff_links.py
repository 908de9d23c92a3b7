"""Where each staff role does its work, as links in the account menu and on the account page."""

from typing import NamedTuple

from django.urls import reverse

from people.accounts.models import Person
from people.accounts.policies import StaffRole, has_staff_role


class StaffLink(NamedTuple):
    """A link and what one does there."""

    text: str
    href: str
    about: str


def staff_links(viewer: Person) -> list[StaffLink]:
    """The links for this person's roles; none for those who are not staff. Paths are the product's fixed ones."""
    links = []
    if has_staff_role(viewer, StaffRole.FACILITATOR, StaffRole.PROGRAMME_MANAGER):
        links.append(StaffLink("Today’s sessions", "/sessions/today/", "Mark who came"))
        links.append(StaffLink("Headcounts", "/headcounts/", "Record an assembly or workshop that nobody booked"))
    if has_staff_role(viewer, StaffRole.ANALYST, StaffRole.PROGRAMME_MANAGER):
        links.append(StaffLink("Reach", "/reach/", "Figures with their definitions and rows"))
    if viewer.has_perm("wagtailadmin.access_admin"):
        links.append(StaffLink("Administration", reverse("wagtailadmin_home"), "Pages, courses, people and lists"))
    return links

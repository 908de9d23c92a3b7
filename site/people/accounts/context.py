"""What every page knows of the person's work here, and of their part in their organisation's."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from people.accounts.staff_links import StaffLink, staff_links
from people.models import Person


def staff_menu(request: HttpRequest) -> dict[str, object]:
    """`staff_menu` in every template: where staff do their work, asked only for staff, once, and only when used; and
    `leads_training`, which came with the person who is signed in."""
    return {
        "staff_menu": SimpleLazyObject(lambda: _links(request)),
        "leads_training": SimpleLazyObject(lambda: getattr(getattr(request, "user", None), "leads_some", False)),
    }


def _links(request: HttpRequest) -> list[StaffLink]:
    """The links of the person who is signed in; none for anybody who is not staff, without a question asked."""
    viewer = getattr(request, "user", None)  # none on a page that answers before anybody is known
    if not isinstance(viewer, Person) or not (viewer.is_staff or viewer.is_superuser):
        return []
    return staff_links(viewer)

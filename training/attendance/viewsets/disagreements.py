"""The staff list of people of whom claims disagree. They are decided on the page of their session."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from training.attendance.models import Attendance


def decide_page(attendance: Attendance) -> str:
    """Where it is decided."""
    page = reverse("training:disagreement-decide", args=[attendance.session_id])
    return f"{page}#person-{attendance.booking_id}"


class DisagreementIndexView(generic.IndexView):
    """Everybody who waits, those of the latest session on top."""

    page_title = "Attendance to decide"
    no_results_message = (
        "Nobody waits for you. A person is listed here when a register, a code at the door, a webinar’s log or a "
        "signed list do not say the same of them, and no certificate goes out until somebody decides."
    )

    def get_base_queryset(self) -> QuerySet[Attendance]:
        """What waits for somebody to decide."""
        return Attendance.objects.disputed().select_related("booking", "session__course", "organisation")

    def get_list_more_buttons(self, instance: Attendance) -> list[Any]:
        """None: the name leads to where it is decided."""
        return []


class DisagreementViewSet(ModelViewSet):
    """People of whom claims disagree."""

    model = Attendance
    icon = "warning"
    menu_label = "Attendance to decide"
    index_view_class = DisagreementIndexView
    inspect_view_enabled = False
    copy_view_enabled = False
    add_to_admin_menu = False
    ordering = ["-attended_on", "pk"]
    list_display = [
        TitleColumn("booking__name", label="Name", accessor="booking.name", get_url=decide_page),
        Column("course", label="Course", accessor="session.course"),
        Column("attended_on", label="Date", sort_key="attended_on"),
        Column("organisation", label="Organisation"),
        Column("get_status_display", label="Stands as"),
    ]
    form_fields = ["status"]  # asked for by Wagtail; no form is ever shown

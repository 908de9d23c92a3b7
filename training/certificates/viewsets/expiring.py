"""The staff list of certificates that end: whose, when, and whether their holders were reminded or will renew them."""

from collections import OrderedDict
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.utils import timezone
from django_filters import ChoiceFilter, ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic

from documents.dates import short_day
from documents.exports import log_export, safe
from people.models import Organisation
from training.certificates import queries
from training.certificates.models import Certificate
from training.certificates.viewsets.certificates import CertificateViewSet
from training.courses.models import Course

WINDOWS = {
    "30": "Within 30 days",
    "90": "Within 90 days",
    "expired": "Expired",
    "expired-90": "Expired in the last 90 days",
}


def reminded(certificate: Certificate) -> str:
    """Which reminders were sent, and why no more are."""
    sent = ", ".join(f"{each.get_kind_display()} ({short_day(each.sent_at)})" for each in certificate.reminders.all())
    reasons = {
        "Account not in use": not certificate.person.is_active,
        "Email does not arrive": certificate.is_unreached,  # type: ignore[attr-defined]
        "Wants no reminders": certificate.wants_none,  # type: ignore[attr-defined]
    }
    return ". ".join(filter(None, [sent, *(words for words, holds in reasons.items() if holds)]))


def booked(certificate: Certificate) -> str:
    """The day of the session by which it will be renewed."""
    starts_at = certificate.booked_for  # type: ignore[attr-defined]
    return short_day(starts_at) if starts_at else ""


def came(certificate: Certificate) -> str:
    """The day on which the holder came again, where the new one waits for the evaluation."""
    came_on = certificate.came_on  # type: ignore[attr-defined]
    return f"Came on {short_day(came_on)}" if came_on else ""


class ExpiringFilterSet(WagtailFilterSet):
    """By course, organisation of today, and when it ends."""

    course = ModelChoiceFilter(label="Course", queryset=Course.objects.order_by("title"))
    organisation = ModelChoiceFilter(
        label="Organisation", field_name="person__organisation", queryset=Organisation.objects.order_by("name")
    )
    ends = ChoiceFilter(label="Ends", choices=list(WINDOWS.items()), empty_label="All", method="keep_window")

    class Meta:
        model = Certificate
        fields: list[str] = []

    def keep_window(self, certificates: QuerySet[Certificate], name: str, value: str) -> QuerySet[Certificate]:
        """Those that end in so many days, or have ended."""
        today = timezone.localdate()
        if not value.startswith("expired"):
            return certificates.filter(expires_on__gte=today, expires_on__lte=today + timedelta(days=int(value)))
        ended = certificates.filter(expires_on__lt=today)
        return ended.filter(expires_on__gte=today - timedelta(days=90)) if value == "expired-90" else ended


class ExpiringIndexView(generic.IndexView):
    """Certificates that end within ninety days or have ended, and that nothing has renewed."""

    page_title = "Expiring certificates"
    no_results_message = "No certificate ends within ninety days, and none has ended that was not renewed."
    list_export = [
        "holder", "email", "organisation", "course", "number", "ends", "state", "reminders", "booked", "came",
    ]  # fmt: skip
    export_headings = {
        "holder": "Holder", "email": "Email", "organisation": "Organisation", "course": "Course", "number": "Number",
        "ends": "Ends on", "state": "State", "reminders": "Reminders", "booked": "Booked for",
        "came": "Waits for the evaluation",
    }  # fmt: skip
    export_filename = "expiring-certificates"

    def get_base_queryset(self) -> QuerySet[Certificate]:
        """The first to end first."""
        return queries.expiring(at=timezone.now())

    def to_row_dict(self, item: Certificate) -> OrderedDict[str, Any]:
        """A line of the list to take away; no spreadsheet program takes any of it for a formula."""
        cells = [
            str(item.person),
            item.person.email,
            str(item.person.organisation or ""),
            item.course_title,
            item.number,
            item.expires_on,
            str(item.state(timezone.localdate()).label),
            reminded(item),
            booked(item),
            came(item),
        ]
        return OrderedDict(zip(self.list_export, map(safe, cells), strict=True))

    def as_spreadsheet(self, queryset: Any, spreadsheet_format: str) -> HttpResponseBase:
        """The list as it is narrowed. Who took it away stays in the log."""
        log_export(
            action="training.certificate.export", title="Expiring certificates", of=self.request.user,
            by=self.request.user, rows=len(queryset), form=spreadsheet_format,
        )  # fmt: skip
        response: HttpResponseBase = super().as_spreadsheet(queryset, spreadsheet_format)
        return response


class ExpiringViewSet(CertificateViewSet):
    """What ends, for those who look after certificates."""

    icon = "history"
    menu_label = "Expiring certificates"
    index_view_class = ExpiringIndexView
    inspect_view_enabled = False
    filterset_class = ExpiringFilterSet
    list_export = ExpiringIndexView.list_export
    export_headings = ExpiringIndexView.export_headings
    export_filename = ExpiringIndexView.export_filename
    ordering = ["expires_on", "pk"]
    search_fields = ["number", "person__name", "person__email"]
    list_display = [
        TitleColumn("holder_name", label="Holder", url_name="certificate:inspect", accessor="person"),
        Column("organisation", label="Organisation", accessor="person.organisation"),
        Column("course_title", label="Course"),
        Column("expires_on", label="Ends on", accessor=lambda each: short_day(each.expires_on), sort_key="expires_on"),
        Column("state", label="State", accessor=lambda each: str(each.state(timezone.localdate()).label)),
        Column("reminded", label="Reminders", accessor=reminded),
        Column("booked", label="Booked for", accessor=booked),
        Column("came", label="Waits for the evaluation", accessor=came),
    ]

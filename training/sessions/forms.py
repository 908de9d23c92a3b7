"""What staff are asked of a session."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateTimeInput

from people.accounts.policies import StaffRole
from people.models import Person
from training.sessions.models import Session, SessionMode, SessionStatus

WHO_FACILITATES = (StaffRole.FACILITATOR, StaffRole.PROGRAMME_MANAGER, StaffRole.ADMINISTRATOR)


def facilitators() -> QuerySet[Person]:
    """Staff who can be asked to run a session."""
    names = [role.value for role in WHO_FACILITATES]
    return Person.objects.filter(is_staff=True, is_active=True, groups__name__in=names).distinct().order_by("name")


class SessionForm(WagtailAdminModelForm):
    """The facts of a session. What contradicts itself is said beside the field where it can be mended."""

    joining_link = forms.URLField(
        required=False, assume_scheme="https", help_text="Shown only to people with a confirmed place"
    )

    class Meta:
        model = Session
        fields = [
            "course",
            "starts_at",
            "ends_at",
            "mode",
            "venue",
            "joining_link",
            "joining_notes",
            "language",
            "capacity",
            "facilitators",
            "booking_opens_at",
            "booking_closes_at",
            "status",
        ]
        widgets = {
            "facilitators": forms.CheckboxSelectMultiple,
            "joining_notes": forms.Textarea(attrs={"rows": 4}),
            **dict.fromkeys(["starts_at", "ends_at", "booking_opens_at", "booking_closes_at"], AdminDateTimeInput()),
        }
        labels = {
            "starts_at": "Starts",
            "ends_at": "Ends",
            "mode": "How it is held",
            "capacity": "Places",
            "booking_opens_at": "Booking opens",
            "booking_closes_at": "Booking closes",
        }
        help_texts = {
            "starts_at": "Year, month, day and time, as in 2027-03-09 09:30",
            "venue": "For a session in person",
            "capacity": "How many people can come",
            "facilitators": "They mark the register on their phone, and see what people need",
            "status": "Staff alone see a draft; a scheduled session can be booked",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["facilitators"].queryset = facilitators()
        for name, invitation in {"course": "Choose a course", "venue": "No venue"}.items():
            self.fields[name].empty_label = invitation
        self.fields["mode"].choices = [("", "Choose one"), *SessionMode.choices]
        status = self.fields["status"]
        status.choices = [(s.value, s.label) for s in (SessionStatus.DRAFT, SessionStatus.SCHEDULED)]
        if self.instance.pk and self.instance.status != SessionStatus.DRAFT:
            del self.fields["status"]  # a scheduled session is cancelled by its own button, which tells everyone

    def clean(self) -> dict[str, Any]:
        """Compare the answers with one another."""
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        starts_at, ends_at = facts.get("starts_at"), facts.get("ends_at")
        opens_at, closes_at = facts.get("booking_opens_at"), facts.get("booking_closes_at")
        if starts_at and ends_at and ends_at <= starts_at:
            self.add_error("ends_at", "The end must be after the start.")
        if facts.get("mode") == SessionMode.IN_PERSON and not facts.get("venue"):
            self.add_error("venue", "A session in person needs a venue.")
        if facts.get("capacity") == 0:
            self.add_error("capacity", "There must be room for at least one person.")
        if opens_at and closes_at and closes_at <= opens_at:
            self.add_error("booking_closes_at", "Booking must close after it opens.")
        if opens_at and starts_at and opens_at >= starts_at:
            self.add_error("booking_opens_at", "Booking must open before the session starts.")
        return facts

"""What staff are asked of a session."""

from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateTimeInput

from people.accounts.policies import StaffRole
from people.models import LocalAuthority, Person, RoleGroup, Sector
from training.sessions.models import Session, SessionMode, SessionStatus

WHO_FACILITATES = (StaffRole.FACILITATOR, StaffRole.PROGRAMME_MANAGER, StaffRole.ADMINISTRATOR)
LONGEST = timedelta(hours=24)  # what lasts longer is a slip of the pen, or several sessions
FACTS = [
    "mode",
    "capacity",
    "online_capacity",
    "venue",
    "joining_link",
    "joining_link_hours_before",
    "joining_notes",
    "language",
    "facilitators",
    "sectors",
    "role_groups",
    "areas",
    "prerequisite",
    "places_per_organisation",
    "refuses_clashes",
    "fairness",
    "offer_hours",
    "changes_close_hours_before",
    "pools_return_days_before",
    "status",
]


def facilitators() -> QuerySet[Person]:
    """Staff who can be asked to run a session."""
    names = [role.value for role in WHO_FACILITATES]
    return Person.objects.filter(is_staff=True, is_active=True, groups__name__in=names).distinct().order_by("name")


class SessionFactsForm(WagtailAdminModelForm):
    """The facts of a session but its course and its date, which the sessions of a series share. What contradicts itself
    is said beside the field where it can be mended."""

    joining_link = forms.URLField(
        required=False, assume_scheme="https", help_text="Shown only to people with a confirmed place"
    )

    class Meta:
        model = Session
        fields = FACTS
        widgets = {
            **dict.fromkeys(["facilitators", "sectors", "role_groups", "areas"], forms.CheckboxSelectMultiple),
            "joining_notes": forms.Textarea(attrs={"rows": 4}),
        }
        labels = {
            "mode": "How it is held",
            "capacity": "Places",
            "online_capacity": "Of these, places online",
            "joining_link_hours_before": "Joining link shown, hours before",
            "sectors": "For these sectors",
            "role_groups": "For these roles",
            "areas": "For organisations in these areas",
            "prerequisite": "Follows on from",
            "places_per_organisation": "Most places for one organisation",
            "refuses_clashes": "Refuse people who have another session at that time",
            "fairness": "Order of the waiting list",
            "offer_hours": "Working hours to accept an offer",
            "changes_close_hours_before": "Changes close, hours before",
            "pools_return_days_before": "Reserved places return, days before",
        }
        help_texts = {
            "venue": "Where there is a room",
            "capacity": "How many people can take part, in the room and online together",
            "online_capacity": "Only where people can choose between the room and online",
            "sectors": "Tick none to let in all. Whoever is not let in is told why",
            "role_groups": "Tick none to let in all",
            "areas": "Tick none to let in all",
            "offer_hours": "Shorter as the date nears, so that the next person has a chance too",
            "facilitators": "They mark the register on their phone, and see what people need",
            "status": "Staff alone see a draft; a scheduled session can be booked",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["facilitators"].queryset = facilitators()
        self.fields["sectors"].queryset = Sector.objects.order_by("position", "name")
        self.fields["role_groups"].queryset = RoleGroup.objects.order_by("position", "name")
        self.fields["areas"].queryset = LocalAuthority.objects.order_by("name")
        for name, invitation in {"course": "Choose a course", "venue": "No venue", "prerequisite": "No course"}.items():
            if name in self.fields:
                self.fields[name].empty_label = invitation
        self.fields["online_capacity"].required = False
        self.fields["mode"].choices = [("", "Choose one"), *SessionMode.choices]
        status = self.fields["status"]
        status.choices = [(s.value, s.label) for s in (SessionStatus.DRAFT, SessionStatus.SCHEDULED)]
        if self.instance.pk and self.instance.status != SessionStatus.DRAFT:
            del self.fields["status"]  # a scheduled session is cancelled by its own button, which tells everyone

    def clean(self) -> dict[str, Any]:
        """Compare the answers with one another."""
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        if facts.get("mode") in (SessionMode.IN_PERSON, SessionMode.HYBRID) and not facts.get("venue"):
            self.add_error("venue", "A session in a room needs a venue.")
        if facts.get("mode") == SessionMode.ONLINE:
            facts["venue"] = None
        self._check_places_online(facts)
        for name in ("places_per_organisation", "offer_hours"):
            if facts.get(name) == 0:
                self.add_error(name, "Enter at least 1.")
        if facts.get("capacity") == 0:
            self.add_error("capacity", "There must be room for at least one person.")
        return facts

    def _check_places_online(self, facts: dict[str, Any]) -> None:
        """Only a hybrid session has places of both kinds, and some of each."""
        capacity, online = facts.get("capacity") or 0, facts.get("online_capacity") or 0
        is_hybrid = facts.get("mode") == SessionMode.HYBRID
        facts["online_capacity"] = online if is_hybrid else 0
        if is_hybrid and capacity and not 0 < online < capacity:
            self.add_error(
                "online_capacity",
                f"Enter how many of the {capacity} places are online: at least 1, and not all of them.",
            )


class SessionForm(SessionFactsForm):
    """All the facts of one session."""

    class Meta(SessionFactsForm.Meta):
        fields = ["course", "starts_at", "ends_at", *FACTS, "booking_opens_at", "booking_closes_at"]
        widgets = SessionFactsForm.Meta.widgets | dict.fromkeys(
            ["starts_at", "ends_at", "booking_opens_at", "booking_closes_at"], AdminDateTimeInput()
        )
        labels = SessionFactsForm.Meta.labels | {
            "starts_at": "Starts",
            "ends_at": "Ends",
            "booking_opens_at": "Booking opens",
            "booking_closes_at": "Booking closes",
        }
        help_texts = SessionFactsForm.Meta.help_texts | {
            "starts_at": "Year, month, day and time, as in 2027-03-09 09:30",
        }

    def clean(self) -> dict[str, Any]:
        """Compare the times with one another too."""
        facts = super().clean()
        starts_at, ends_at = facts.get("starts_at"), facts.get("ends_at")
        opens_at, closes_at = facts.get("booking_opens_at"), facts.get("booking_closes_at")
        if starts_at and ends_at and ends_at <= starts_at:
            self.add_error("ends_at", "The end must be after the start.")
        elif starts_at and ends_at and ends_at - starts_at > LONGEST:
            self.add_error(
                "ends_at", "This is more than 24 hours after the start. Please look at the day and the month."
            )
        if opens_at and closes_at and closes_at <= opens_at:
            self.add_error("booking_closes_at", "Booking must close after it opens.")
        if opens_at and starts_at and opens_at >= starts_at:
            self.add_error("booking_opens_at", "Booking must open before the session starts.")
        return facts

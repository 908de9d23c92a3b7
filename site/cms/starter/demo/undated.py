"""A session of the demonstration whose date is to be set, and the people who asked to be told of it."""

from datetime import datetime, timedelta

from people.models import LocalAuthority, Person
from training.bookings.operations import ask_to_be_told
from training.models import Course, SessionMode
from training.sessions.operations import plan_undated

ATTENDERS_WHO_ASK = 3


def load_undated(at: datetime) -> str:
    """One undated session that the manager planned three weeks ago; since then a few people have asked, a day apart."""
    undated = plan_undated(
        course=Course.objects.get(code="TTT-301"),
        about_when="the term after next, on a weekday morning",
        local_authority=LocalAuthority.objects.order_by("name").first(),
        mode=SessionMode.IN_PERSON,
        by=Person.objects.get(email="manager@demo.example"),
        at=at - timedelta(weeks=3),
    )
    known = Person.objects.select_related("role", "organisation").filter(is_staff=False)
    attenders = known.filter(role__isnull=False, organisation__isnull=False).exclude(email__endswith="@demo.example")
    asking = [*attenders.order_by("pk")[:ATTENDERS_WHO_ASK], known.get(email="teacher@demo.example")]
    for number, person in enumerate(asking):
        if person.role and person.organisation:
            ask_to_be_told(
                undated=undated,
                email=person.email,
                name=person.name,
                role=person.role,
                organisation=person.organisation,
                by=person,
                at=at - timedelta(days=len(asking) - number),
            )
    return f"1 session whose date is to be set, and {len(asking)} people who asked to be told"

"""The demonstration's headcounts: a year of assemblies, lessons and workshops that nobody registered for."""

from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from documents.dates import moment
from people.models import LocalAuthority, Organisation, Person, RoleGroup
from training.attendance.operations import Counted, Tally, record_headcounts
from training.attendance.queries import fitting
from training.models import Audience, PartOfDay, Topic

DAYS_BACK, EVERY_DAYS = 360, 4
SEED = 2023
YEARS = {
    "primary": (Audience.YEAR_4, Audience.YEAR_5, Audience.YEAR_6),
    "secondary": (Audience.YEAR_7, Audience.YEAR_8, Audience.YEAR_9, Audience.YEAR_10),
    "ages": (Audience.AGED_11_TO_15, Audience.AGED_16_TO_17, Audience.AGED_18_TO_24, Audience.AGED_25_AND_OVER),
}
IN_THE_PARK = "Example Summer Fair"
NOTES = ("", "", "", "A good many questions at the end", "Asked for a second date in the spring term")


def load_headcounts(at: datetime) -> str:
    """Headcounts of the last year, most by the facilitator and some by the manager, as they record them."""
    random = Random(SEED)  # noqa: S311  (nothing secret hangs on it)
    facilitator = Person.objects.get(email="facilitator@demo.example")
    manager = Person.objects.get(email="manager@demo.example")
    schools = list(
        Organisation.objects.choosable()
        .filter(kind__sector__slug__startswith="education-")
        .exclude(kind__name="University")
        .select_related("kind__sector")
        .order_by("pk")
    )
    topics = list(Topic.objects.order_by("position"))
    today, number = timezone.localdate(at), 0
    for days in range(DAYS_BACK, 0, -EVERY_DAYS):
        on = today - timedelta(days=days)
        if on.weekday() > 4 or on.month == 8:
            continue
        told = _at_school(random.choice(schools), random.choice(topics), on, random)
        by = manager if random.random() < 0.2 else facilitator
        record_headcounts(told=[told], by=by, at=moment(on, time(16, 30)))
        number += 1
    record_headcounts(told=[_in_the_park(topics[0], today)], by=facilitator, at=at)
    return f"{number + 1} headcounts of assemblies and workshops"


def _at_school(school: Organisation, topic: Topic, on: date, random: Random) -> Tally:
    years = [year for slug in fitting(school.kind) for year in YEARS[slug]]
    chosen = sorted(random.sample(years, random.choice((1, 1, 2))), key=list(Audience).index)
    counts = [Counted(year, random.randrange(24, 190)) for year in chosen]
    education = RoleGroup.objects.order_by("position").first()
    if education:
        counts.append(Counted(Audience.PROFESSIONALS, random.randrange(2, 9), education.pk))
    return Tally(
        held_on=on,
        part_of_day=random.choice((PartOfDay.MORNING, PartOfDay.AFTERNOON)),
        topic=topic,
        organisation=school,
        counts=tuple(counts),
        is_estimate=random.random() < 0.25,
        notes=random.choice(NOTES),
    )


def _in_the_park(topic: Topic, today: date) -> Tally:
    """One at a place that is none of the organisations, estimated."""
    counts = (
        Counted(Audience.AGED_5_TO_10, 60), Counted(Audience.AGED_11_TO_15, 85), Counted(Audience.PARENTS, 70),
    )  # fmt: skip
    return Tally(
        held_on=today - timedelta(days=1),
        part_of_day=PartOfDay.AFTERNOON,
        topic=topic,
        place=IN_THE_PARK,
        local_authority=LocalAuthority.objects.order_by("name").first(),
        counts=counts,
        is_estimate=True,
    )

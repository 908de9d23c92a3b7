"""Made-up headcounts of the last year: assemblies and workshops that nobody registered for."""

from datetime import date, time, timedelta
from random import Random

from documents.dates import moment
from people.models import Organisation, Person, RoleGroup
from training.attendance.operations import Counted, Tally, record_headcounts
from training.demo.groundwork import Groundwork
from training.models import Audience, PartOfDay, Topic

DAYS = 360
TOPICS = ("Demo assembly", "Demo workshop", "Demo stall")
OUTSIDE = "Demo summer fair"
EVERY_FIFTH = 5  # is at a place that is no organisation, and estimated


def make_headcounts(*, number: int, groundwork: Groundwork, today: date, random: Random) -> int:
    """Record so many headcounts as facilitators do, and return how many people they count: most at organisations and
    counted, every fifth outside and estimated, parents and professionals among them."""
    topics = list(Topic.objects.filter(is_offered=True).order_by("position", "pk")) or _make_topics()
    people = Person.objects.in_bulk(groundwork.facilitator_ids)
    groups = list(RoleGroup.objects.order_by("pk"))
    total = 0
    for place in range(number):
        on = today - timedelta(days=random.randrange(1, DAYS))
        at_work = Organisation.objects.get(pk=random.choice(groundwork.workplaces).organisation_id)
        is_outside = place % EVERY_FIFTH == 0
        counts = (
            Counted(Audience.AGED_11_TO_15, random.randrange(20, 180)),
            Counted(Audience.PARENTS, random.randrange(5, 60)),
            Counted(Audience.PROFESSIONALS, random.randrange(2, 9), random.choice(groups).pk),
        )
        told = Tally(
            held_on=on,
            topic=random.choice(topics),
            counts=counts if is_outside else (counts[0], counts[2]),
            organisation=None if is_outside else at_work,
            place=OUTSIDE if is_outside else "",
            local_authority=at_work.local_authority if is_outside else None,
            part_of_day=random.choice(PartOfDay.values),
            is_estimate=is_outside,
        )
        by = people[random.choice(groundwork.facilitator_ids)]
        record_headcounts(told=[told], by=by, at=moment(on, time(21)))
        total += sum(each.number for each in told.counts)
    return total


def _make_topics() -> list[Topic]:
    return [
        Topic.objects.get_or_create(name=name, defaults={"position": position})[0]
        for position, name in enumerate(TOPICS, start=1)
    ]

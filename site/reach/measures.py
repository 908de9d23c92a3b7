"""What reach counts. The definition of each measure is printed beside every figure."""

from dataclasses import dataclass

from django.db.models import Aggregate, Count


@dataclass(frozen=True)
class Measure:
    """A figure: its name, what exactly it counts, what one row of it is, and how it is counted over attendance."""

    slug: str
    name: str
    definition: str
    row: str
    count: Aggregate


PROFESSIONALS = Measure(
    slug="professionals",
    name="Professionals reached",
    definition=(
        "Different people, in a professional capacity, who met the attendance rule of at least one session in the "
        "period. A person counts once, however many sessions they attend."
    ),
    row="person",
    count=Count("person", distinct=True),
)
ATTENDANCES = Measure(
    slug="attendances",
    name="Attendances",
    definition=(
        "Each person at each session where they met its attendance rule in the period. A person who attends three "
        "sessions makes three attendances."
    ),
    row="attendance",
    count=Count("pk"),
)
MEASURES = (PROFESSIONALS, ATTENDANCES)
BY_SLUG = {measure.slug: measure for measure in MEASURES}

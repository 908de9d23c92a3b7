"""The ways a figure can be split: by a fact frozen with the attendance, or by time."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Model

from people.models import LocalAuthority, Organisation, Role, Sector
from reach.periods import PeriodKind
from training.models import Course

NOT_KNOWN = "not-known"


@dataclass(frozen=True)
class Fact:
    """Something attendance says about itself: `field` on Attendance, labelled from `model`."""

    slug: str
    name: str
    field: str
    model: type[Model]
    label: str = "name"
    note: tuple[str, ...] = ()
    when_null: str = "Not known"

    def labels(self, keys: Iterable[int]) -> dict[int, tuple[str, str]]:
        """Label and note of each record, in one query however many there are."""
        wanted = set(keys)
        records = self.model._default_manager.values_list("pk", self.label, *self.note)
        if len(wanted) <= 500:  # beyond this the database would be asked in several goes
            records = records.filter(pk__in=wanted)
        return {pk: (label, ", ".join(filter(None, note))) for pk, label, *note in records if pk in wanted}


ROLE = Fact("role", "Role", "role", Role)
SECTOR = Fact("sector", "Sector", "sector", Sector)
# 43 schools of one region share a name with another, so kind and area stand beside it.
ORGANISATION = Fact(
    "organisation", "Organisation", "organisation", Organisation, note=("kind__name", "local_authority__name")
)
AREA = Fact("area", "Local authority", "local_authority", LocalAuthority, when_null="No single authority, or not known")
COURSE = Fact("course", "Course", "course", Course, label="title", note=("code",))

FACTS = {fact.slug: fact for fact in (ROLE, SECTOR, ORGANISATION, AREA, COURSE)}
TIMES = {kind.value: kind for kind in PeriodKind if kind != PeriodKind.DATES}
CHOICES = [(fact.slug, fact.name) for fact in FACTS.values()] + [(kind.value, kind.label) for kind in TIMES.values()]
NAMES = dict(CHOICES)

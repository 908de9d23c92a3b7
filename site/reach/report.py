"""A report: the figures of a scope and their split, with everything a reader needs to trust them."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from reach.breakdowns import NAMES, TIMES
from reach.measures import MEASURES, Measure
from reach.queries import Figures, Group, groups, totals
from reach.scopes import Scope

OVERLAP = (
    "A person counted in two lines is still one person, so the lines of professionals reached can add up to more than "
    "the total. Lines of attendances always add up to the total."
)
AS_IT_WAS = "Role, sector, organisation and local authority are those at the time of attendance."


@dataclass(frozen=True)
class Report:
    """Figures as they stood at `made_at`."""

    scope: Scope
    narrowed_by: list[tuple[str, str, str]]
    by: str
    totals: Figures
    groups: list[Group]
    made_at: datetime

    @property
    def measures(self) -> tuple[Measure, ...]:
        """What it counts, in the order of its columns."""
        return MEASURES

    @property
    def by_name(self) -> str:
        """What its lines are: Sector, Month."""
        return NAMES[self.by]

    @property
    def is_over_time(self) -> bool:
        """Whether its lines are periods."""
        return self.by in TIMES

    @property
    def is_empty(self) -> bool:
        """Whether nothing was counted."""
        return not any(self.totals.values())

    @property
    def largest(self) -> int:
        """The greatest figure of the first measure in any line: what bars are drawn against."""
        return max((group.figures[MEASURES[0].slug] for group in self.groups), default=0)

    def is_still_running(self, today: date) -> bool:
        """Whether the period has days to come, so that the figures will grow."""
        return self.scope.period.ends_on >= today

    def facts_in_words(self) -> str:
        """What it is narrowed by: "Sector: Health; Role: Nurse", or that it is not."""
        return narrowing(self.narrowed_by)

    def notes(self) -> list[str]:
        """What to know when reading the lines."""
        return [OVERLAP, AS_IT_WAS]


def make_report(*, scope: Scope, by: str, at: datetime) -> Report:
    """Count the scope in total and by line. Three queries, and one more for each fact it is narrowed by."""
    return Report(scope, list(scope.in_words()), by, totals(scope), groups(scope, by), timezone.localtime(at))


def narrowing(narrowed_by: list[tuple[str, str, str]]) -> str:
    """The facts of a scope in one line."""
    return "; ".join(f"{name}: {label}" for _, name, label in narrowed_by) or "None"

"""What staff can choose from when they look closer: courses, months, versions, groups and questions."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count

from surveys.models import Mode, Tally
from surveys.questionnaires.definition import ONE_OPTION
from surveys.responses.models import ROWS
from surveys.responses.queries.tallying import PEOPLE
from surveys.results.disclosure.rules import STANDARD
from surveys.results.queries.ground import Ground
from surveys.results.queries.selections import (
    ABOUT,
    BETWEEN,
    PERIOD,
    VERSION,
    may_be_narrowed_by,
    month_of,
    period_in_words,
)

Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Choices:
    """Values with their words, for the fields of a form. A list with one choice or none is no choice, and empty."""

    about: Pairs
    period: Pairs
    version: Pairs
    group: list[tuple[str, Pairs]]
    questions: Pairs
    groups: Pairs


def choices_of(ground: Ground) -> Choices:
    """What this survey can be narrowed down to, and compared by: nothing once answers were deleted. One statement."""
    if ground.survey.answers_deleted_on is not None:
        return Choices(about=[], period=[], version=[], group=[], questions=[], groups=[])
    about, months = _kept(ground)
    allowed = may_be_narrowed_by(ground.survey)
    versions = [(str(number), f"Version {number}") for number in sorted(ground.joined.numbers.values())]
    several_times = [(month, period_in_words(month)) for month in months] if "period" in allowed else []
    found = {
        "about": [(each, each) for each in about if each] if len(about) > 1 else [],
        "period": several_times if len(several_times) > 1 else [],
        "version": versions if len(versions) > 1 else [],
    }
    beside = {ABOUT: ("about", "What it was about"), PERIOD: ("period", "Month"), VERSION: ("version", "Version")}
    groups = [(key, words) for key, (name, words) in beside.items() if found[name]]
    return Choices(
        **found,
        group=_groups(ground) if "group" in allowed else [],
        questions=[(key, each.label) for key, each in ground.comparable.items()],
        groups=[*groups, *((key, each.label) for key, each in ground.shown.items() if each.is_exclusive)],
    )


def _kept(ground: Ground) -> tuple[list[str], list[str]]:
    """The courses and the months that enough people answered in: to list one is to say that there are answers."""
    survey = ground.survey
    abouts: Counter[str] = Counter()
    months: Counter[str] = Counter()
    if survey.mode == Mode.COUNTED:
        for about, people in Tally.objects.filter(version__survey=survey, table=PEOPLE).values_list("about", "number"):
            abouts[about] += people
    else:
        rows = ROWS[Mode(survey.mode)].objects.released().of(survey).values_list("about", "period")
        for about, period, people in rows.annotate(people=Count("pk")).order_by():
            abouts[about] += people
            months[month_of(period)] += people
    return _enough(abouts), _enough(months)


def _enough(numbers: Counter[str]) -> list[str]:
    return sorted(name for name, people in numbers.items() if people >= STANDARD.least_base)


def _groups(ground: Ground) -> list[tuple[str, Pairs]]:
    dimensions = [each for each in ground.shown.values() if each.kind in ONE_OPTION]
    return [
        (each.label, [(f"{each.key}{BETWEEN}{option.key}", option.label) for option in each.categories])
        for each in dimensions
    ]

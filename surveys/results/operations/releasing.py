"""Releasing tables: each is counted once, kept in the register, and from then on shown as it was."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from documents.dates import day
from people.models import Person
from surveys.models import ReleasedTable, Survey
from surveys.questionnaires.definition import ONE_OPTION
from surveys.results.disclosure.published import Protected
from surveys.results.disclosure.register import held_against
from surveys.results.disclosure.releases import Release
from surveys.results.queries.counting import count, ground_of
from surveys.results.queries.ground import BESIDE_QUESTIONS, Ground
from surveys.results.queries.labels import Labels, labels_of
from surveys.results.queries.protecting import protected
from surveys.results.queries.refusals import ResultsRefusal
from surveys.results.queries.register import LabelledRelease, Register
from surveys.results.queries.selections import Look, Selection, may_be_narrowed_by
from surveys.results.queries.tables import Table, in_groups, questions_by_themselves
from surveys.results.queries.writers import count_writers


class StillOpen(ResultsRefusal):
    """Results by question while people answer."""

    def __init__(self) -> None:
        super().__init__(
            "This survey is not closed yet. Until then only the number of people who have answered is shown, so that "
            "nobody can tell what the last ones said."
        )


class AnswersDeleted(ResultsRefusal):
    """Counting what is not there any more."""

    def __init__(self, on: date) -> None:
        super().__init__(f"The single answers were deleted on {day(on)}; what was released before stays.")


class NotComparable(ResultsRefusal):
    """A comparison that this survey does not have."""


@dataclass(frozen=True)
class Released:
    """What may be shown: a table for each dimension, and for those that may not, why in plain words."""

    tables: dict[str, LabelledRelease]
    refused: dict[str, str]


def release_answers(*, survey: Survey, selection: Selection, by: Person | None, at: datetime) -> Released:
    """Every question by itself, of everybody or of those selected. What was released before is shown as it was, and
    nothing is counted again. Refusals: StillOpen, AnswersDeleted, NotComparable."""
    return _release(survey, selection, "", None, by, at)


def release_comparison(
    *, survey: Survey, selection: Selection, groups: str, keys: Sequence[str], by: Person | None, at: datetime
) -> Released:
    """Some questions, compared by groups: a dimension's key, "~period", "~version" or "~about". Refusals: StillOpen,
    AnswersDeleted, NotComparable; and NotCounted, where only totals are kept that were not counted so."""
    return _release(survey, selection, groups, list(keys), by, at)


def is_released(survey: Survey, look: Look, keys: Sequence[str]) -> bool:
    """Whether there is nothing left to count of what somebody looks at; `keys`: the questions that they compare."""
    known = Register(survey).of(look.selection.population(survey), look.groups)
    return bool(known) and set(keys) <= set(known)


@transaction.atomic
def _release(
    survey: Survey, selection: Selection, groups: str, keys: list[str] | None, by: Person | None, at: datetime
) -> Released:
    survey = Survey.objects.select_for_update(of=("self",)).get(pk=survey.pk)
    if survey.closed_at is None:
        raise StillOpen
    _refuse_what_is_not_there(survey, selection)
    register, population = Register(survey), selection.population(survey)
    known = register.of(population, groups)
    if known and (keys is None or set(keys) <= set(known)):
        return Released(known, {})
    if survey.answers_deleted_on is not None:
        raise AnswersDeleted(survey.answers_deleted_on)
    ground = ground_of(survey)
    _refuse_unknown(ground, selection, groups, keys or [])
    counted = _count(ground, selection, groups, keys)
    tables = [table for table in counted if table.key not in known and table.key != selection.group[0]]
    labels = {table.key: labels_of(ground, table, selection) for table in tables}
    holds = {key: each.holds for key, each in ground.shown.items()} if selection.is_whole else {}
    found, refused = _hold_against(register, protected(tables, holds), population, labels, at)
    _keep(survey, found, by, at)
    return Released({**known, **found}, refused)


def _refuse_what_is_not_there(survey: Survey, selection: Selection) -> None:
    facts = {"period": selection.period, "group": selection.group[0]}
    if any(fact and name not in may_be_narrowed_by(survey) for name, fact in facts.items()):
        raise NotComparable("This survey keeps totals only, so its answers cannot be narrowed down in this way.")


def _refuse_unknown(ground: Ground, selection: Selection, groups: str, keys: list[str]) -> None:
    chosen = ground.shown.get(selection.group[0])
    if selection.group[0] and (chosen is None or chosen.kind not in ONE_OPTION):
        raise NotComparable("Answers are narrowed down by a question with one answer each, and by no other.")
    dimension = ground.shown.get(groups)
    if groups and groups not in BESIDE_QUESTIONS and (dimension is None or not dimension.is_exclusive):
        raise NotComparable("People cannot be put into groups by this question, because they could choose several.")
    if groups == "~period" and not ground.keeps_rows:
        raise NotComparable("This survey keeps totals only, and not when people answered.")
    if groups in keys or any(key not in ground.shown for key in keys):
        raise NotComparable("Choose two different questions of this survey.")
    if any(key not in ground.comparable for key in keys):
        raise NotComparable("What people wrote is kept apart from their answers, so it cannot be compared by groups.")


def _count(ground: Ground, selection: Selection, groups: str, keys: list[str] | None) -> list[Table]:
    if keys is None:
        counted = count(ground, selection)
        count_writers(ground, counted, selection)
        return questions_by_themselves(ground, counted)
    only = sorted({ground.shown[key].question for key in keys})
    return in_groups(ground, count(ground, selection, by=groups, only=only), keys, groups)


def _hold_against(
    register: Register,
    tables: list[tuple[Table, Protected]],
    population: frozenset[str],
    labels: dict[str, Labels],
    at: datetime,
) -> tuple[dict[str, LabelledRelease], dict[str, str]]:
    """Those that tell nothing together with what was released before; and the reasons for the others."""
    releases: dict[str, Release] = {}
    for table, shown in tables:
        rows_of, columns_of = (table.by, table.key) if table.by else (table.key, "")
        on = timezone.localdate(at)
        releases[table.key] = Release(labels[table.key].name, population, rows_of, columns_of, table.counts, shown, on)
    keys = list(releases)
    reasons = held_against(register.releases, list(releases.values()))
    refused = {keys[place]: conflicts[0].words for place, conflicts in reasons.items()}
    found = {key: LabelledRelease(release, labels[key]) for key, release in releases.items() if key not in refused}
    register.add(found.values())
    return found, refused


def _keep(survey: Survey, found: dict[str, LabelledRelease], by: Person | None, at: datetime) -> None:
    rows = [_row(survey, kept, by, at) for kept in found.values()]
    ReleasedTable.objects.bulk_create(rows)
    if rows:
        log(instance=survey, action="surveys.results.release", user=by, data={"tables": len(rows)})


def _row(survey: Survey, kept: LabelledRelease, by: Person | None, at: datetime) -> ReleasedTable:
    release = kept.release
    dimensions = [each for each in (release.rows_of, release.columns_of) if each]
    facts = {"dimensions": dimensions, "population": sorted(release.population), "table": release.as_json()}
    digest = hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()
    facts["labels"] = kept.labels.as_json()
    return ReleasedTable(survey=survey, digest=digest, released_at=at, released_by=by, **facts)

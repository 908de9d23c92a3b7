"""Making, changing and closing surveys, and making them more private."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from people.models import Person
from surveys.questionnaires.definition import as_json
from surveys.questionnaires.definition.words import printable
from surveys.questionnaires.models import Mode, Survey
from surveys.questionnaires.operations.readers import READERS, refuse_new_readers
from surveys.questionnaires.operations.refusals import (
    AddressTaken,
    AlreadyClosed,
    FixedAtLaunch,
    NeedsItsDates,
    NeverLessPrivate,
    NotLaunched,
    OnlyWordsOnceClosed,
    StillNeedsAReader,
)
from surveys.questionnaires.queries.drafts import draft_of
from surveys.questionnaires.queries.versions import current_version, questionnaire_of

# Called in the transaction that does it, once the survey's own row is written.
on_more_private: list[Callable[[Survey, Mode, Mode], None]] = []  # the survey, its mode until now, its mode from now on
on_closed: list[Callable[[Survey, datetime], None]] = []

FIXED_AT_LAUNCH = {
    "slug": "its address",
    "mode": "how private answers are",
    "purpose": "what it is for",
    "is_by_invitation": "whether a printed code is needed",
    "months_kept": "for how long answers are kept",
}
# Somebody has to read what waits, also when whoever was named leaves; and staff read results in the words of the draft
# once these are mended.
STILL_OPEN_ONCE_CLOSED = frozenset({"results_on", "content", *READERS})


@transaction.atomic
def create_survey(*, raw_readers: Iterable[Person] = (), by: Person | None, at: datetime, **facts: Any) -> Survey:
    """Make a draft. Refusals: AddressTaken, NamesThemselves."""
    readers = list(raw_readers)
    refuse_new_readers(Survey(), reviewer=facts.get("reviewer"), raw_readers=readers, by=by)
    _refuse_taken_address(Survey(), facts)
    survey = Survey.objects.create(**_printable(facts))
    survey.raw_readers.set(readers)
    log(instance=survey, action="surveys.survey.create", user=by)
    return survey


@transaction.atomic
def change_survey(
    *, survey: Survey, raw_readers: Iterable[Person] | None = None, by: Person | None, at: datetime, **facts: Any
) -> Survey:
    """Change some facts, or the draft of the questions. What people answer changes only when that is published.

    Once launched, the address, the mode, the purpose and the need of a code stay, and only an approver names who else
    reads what people wrote or may take single answers away; once closed, all stays but these, the date of the results
    and the words of the questions. Nothing is written or logged where nothing differs. Refusals: FixedAtLaunch,
    AlreadyClosed, OnlyWordsOnceClosed, AddressTaken, NamesThemselves, NamedByApprovers, StillNeedsAReader,
    NeedsItsDates.
    """
    kept = Survey.objects.select_for_update(of=("self",)).get(pk=survey.pk)
    changed = {name: value for name, value in _printable(facts).items() if not _is_same(kept, name, value)}
    _refuse_what_is_fixed(kept, changed)
    _refuse_taken_address(kept, changed)
    _refuse_lost_dates(kept, changed, at)
    named, were = set(raw_readers or ()), set(kept.raw_readers.all()) if raw_readers is not None else set()
    refuse_new_readers(kept, reviewer=changed.get("reviewer"), raw_readers=named - were, by=by)
    for name, value in changed.items():
        setattr(kept, name, value)
    if kept.closed_at and "content" in changed:
        _refuse_more_than_words(kept)
    if changed:
        kept.save(update_fields=changed)
    if named != were:
        kept.raw_readers.set(named)
        changed["raw_readers"] = True
    if changed:
        is_about_readers = kept.launched_at is not None and changed.keys() <= READERS
        action = "surveys.survey.readers" if is_about_readers else "surveys.survey.change"
        log(instance=kept, action=action, user=by, data={"changed": sorted(changed)})
    return kept


def _printable(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: printable(value) if isinstance(value, str) else value for name, value in facts.items()}


def _is_same(survey: Survey, name: str, value: Any) -> bool:
    was = getattr(survey, name)
    if name == "content":
        return bool(was.get_prep_value() == (value.get_prep_value() if hasattr(value, "get_prep_value") else value))
    return bool(was == value)


def _refuse_what_is_fixed(survey: Survey, changed: dict[str, Any]) -> None:
    if survey.closed_at and set(changed) - STILL_OPEN_ONCE_CLOSED:
        raise AlreadyClosed
    fixed = [words for name, words in FIXED_AT_LAUNCH.items() if name in changed]
    if survey.launched_at and fixed:
        raise FixedAtLaunch(fixed)
    if survey.launched_at and "reviewer" in changed and changed["reviewer"] is None:
        version = current_version(survey)
        if version and questionnaire_of(version).takes_text():
            raise StillNeedsAReader


def _refuse_more_than_words(survey: Survey) -> None:
    version = current_version(survey)
    if version is None or as_json(draft_of(survey).questionnaire) != as_json(questionnaire_of(version)):
        raise OnlyWordsOnceClosed


def _refuse_lost_dates(survey: Survey, changed: dict[str, Any], at: datetime) -> None:
    if survey.launched_at is None or changed.keys().isdisjoint({"closes_on", "results_on"}):
        return
    closes, results = (changed.get(name, getattr(survey, name)) for name in ("closes_on", "results_on"))
    is_past = "closes_on" in changed and closes is not None and closes < timezone.localdate(at)
    if closes is None or results is None or is_past or results <= closes:
        raise NeedsItsDates


def _refuse_taken_address(survey: Survey, facts: dict[str, Any]) -> None:
    if "slug" in facts and Survey.objects.filter(slug=facts["slug"]).exclude(pk=survey.pk).exists():
        raise AddressTaken


@transaction.atomic
def make_more_private(*, survey: Survey, mode: Mode, by: Person | None, at: datetime) -> Survey:
    """Keep less of who answers from now on, and of those who have: `on_more_private` takes away what is kept too much.

    A draft changes its mode freely in its form. Refusals: NotLaunched, NeverLessPrivate.
    """
    kept = Survey.objects.select_for_update(of=("self",)).get(pk=survey.pk)
    if kept.launched_at is None:
        raise NotLaunched
    was, becomes = Mode(kept.mode), Mode(mode)
    if becomes <= was:
        raise NeverLessPrivate(kept, becomes)
    kept.mode = becomes
    kept.save(update_fields=["mode"])
    for follow in on_more_private:
        follow(kept, was, becomes)
    log(instance=kept, action="surveys.survey.more_private", user=by, data={"was": was.name, "becomes": becomes.name})
    return kept


@transaction.atomic
def close_survey(*, survey: Survey, by: Person | None, at: datetime) -> Survey:
    """Take no more answers, now and for good. Refusals: NotLaunched, AlreadyClosed."""
    kept = Survey.objects.select_for_update(of=("self",)).get(pk=survey.pk)
    if kept.launched_at is None:
        raise NotLaunched
    if kept.closed_at is not None:
        raise AlreadyClosed
    kept.closed_at = at
    kept.save(update_fields=["closed_at"])
    for follow in on_closed:
        follow(kept, at)
    log(instance=kept, action="surveys.survey.close", user=by)
    return kept

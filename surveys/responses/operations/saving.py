"""Leaving a page for later, and taking it up again by its code."""

from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from documents.codes import canonical_code, new_code
from surveys.questionnaires.models import Survey, SurveyStatus
from surveys.responses.models import SavedPaper
from surveys.responses.operations.refusals import NotASavedPage, SurveyClosed
from surveys.responses.queries.papers import Paper, Tampered, seal, unseal
from surveys.responses.queries.saved_papers import GROUPS, key_of, locator_of

DAYS_KEPT = 30


@transaction.atomic
def save_for_later(paper: Paper, at: datetime) -> str:
    """Keep a page locked with a new code, which is returned and kept nowhere: K7M2-9QXT-... in five groups. A page that
    was saved before is kept under the new code alone. It is deleted when it is sent, when the survey closes, and after
    30 days at the latest. Refused: SurveyClosed."""
    survey = Survey.objects.get(pk=paper.survey)
    if survey.status_at(at) != SurveyStatus.OPEN or survey.closes_on is None:
        raise SurveyClosed
    code = new_code(GROUPS)
    locator, key = locator_of(survey, code), key_of(survey, code)
    delete_on = min(survey.closes_on + timedelta(days=1), timezone.localdate(at) + timedelta(days=DAYS_KEPT))
    sealed = seal(replace(paper, saved=locator), key).encode()
    SavedPaper.objects.filter(locator=paper.saved).delete()
    SavedPaper.objects.create(locator=locator, survey=survey, sealed=sealed, delete_on=delete_on)
    return code


def take_up(survey: Survey, code: str) -> Paper:
    """The page that was saved under a code, however it is typed. It stays saved until it is sent or saved anew. Refused
    where there is none, or none any more: NotASavedPage."""
    plain = canonical_code(code[:200], GROUPS)
    saved = SavedPaper.objects.filter(locator=locator_of(survey, plain), survey=survey).first() if plain else None
    if saved is None:
        raise NotASavedPage
    try:
        return unseal(bytes(saved.sealed).decode(), key_of(survey, plain))
    except Tampered as error:
        raise NotASavedPage from error


def delete_old_papers(*, at: datetime) -> int:
    """Delete the pages whose day has come; how many."""
    return SavedPaper.objects.filter(delete_on__lte=timezone.localdate(at)).delete()[0]

"""Leaving a page for later, and taking it up again by its code."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from documents.codes import canonical_code
from surveys.questionnaires.models import Survey, SurveyStatus
from surveys.responses.models import SavedPaper
from surveys.responses.operations.refusals import AlreadySent, NotASavedPage, SurveyClosed
from surveys.responses.queries.papers import Paper, Tampered, seal, unseal
from surveys.responses.queries.saved_papers import GROUPS, code_for, locator_of, lock_of
from surveys.responses.queries.spent import is_page_sent

DAYS_KEPT = 30


@transaction.atomic
def save_for_later(paper: Paper, at: datetime) -> str:
    """Keep a page locked with its code, which is returned and kept nowhere: K7M2-9QXT-... in five groups. A page that
    was saved before takes the place of what it was, under the same code. It is deleted when it is sent, when the survey
    closes, and after 30 days at the latest. Refused: SurveyClosed; AlreadySent, also where it is sent elsewhere at the
    same moment: one of the two waits for the other."""
    survey = Survey.objects.select_for_update(no_key=True).get(pk=paper.survey)
    if survey.status_at(at) != SurveyStatus.OPEN or survey.closes_on is None:
        raise SurveyClosed
    if is_page_sent(paper):
        raise AlreadySent
    code = code_for(paper)
    delete_on = min(survey.closes_on + timedelta(days=1), timezone.localdate(at) + timedelta(days=DAYS_KEPT))
    facts = {"survey": survey, "sealed": seal(paper, lock_of(survey.pk, code)).encode(), "delete_on": delete_on}
    SavedPaper.objects.update_or_create(locator=locator_of(survey.pk, code), defaults=facts)
    return code


def take_up(survey: Survey, code: str) -> Paper:
    """The page that was saved under a code, however it is typed. It stays saved until it is sent. Refused
    where there is none, or none any more: NotASavedPage."""
    plain = canonical_code(code[:200], GROUPS)
    saved = SavedPaper.objects.filter(locator=locator_of(survey.pk, plain), survey=survey).first() if plain else None
    if saved is None:
        raise NotASavedPage
    try:
        return unseal(bytes(saved.sealed).decode(), lock_of(survey.pk, plain))
    except Tampered as error:
        raise NotASavedPage from error


def delete_old_papers(*, at: datetime) -> int:
    """Delete the pages whose day has come; how many."""
    return SavedPaper.objects.filter(delete_on__lte=timezone.localdate(at)).delete()[0]

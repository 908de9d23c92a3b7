"""Taking what somebody sent: the one place where an answer becomes a row, or a few more in a total."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from people.models import Person
from surveys.questionnaires.definition import NotAnAnswer
from surveys.questionnaires.models import Mode, Survey, SurveyStatus, Version
from surveys.questionnaires.queries.versions import questionnaire_of
from surveys.responses.models import AnonymousResponse, HeldText, NamedResponse, PairedResponse, Wave
from surveys.responses.operations.refusals import (
    AlreadySent,
    AnswerRefused,
    NameNeeded,
    NotACode,
    NotThisSurvey,
    SurveyClosed,
    WaveNeeded,
)
from surveys.responses.operations.spending import refuse_what_was_spent, spend
from surveys.responses.operations.tallying import add_to_totals
from surveys.responses.queries.pairing import token_of
from surveys.responses.queries.papers import Paper, digests_of
from surveys.responses.queries.printed_codes import printed_code
from surveys.responses.queries.saved_papers import code_for, locator_of
from surveys.responses.queries.settling import Settled, period_of, settle


def submit(*, survey: Survey, version: Version, paper: Paper, person: Person | None = None, at: datetime) -> None:
    """Keep the answers of a paper, as the survey's mode allows, and note that it was sent: it counts once.

    `version` may be an older one of the survey: the one that the paper was begun with. `person` is kept in the mode
    NAMED alone, whoever is told. Refusals: NotThisSurvey, SurveyClosed, NotACode, CodeSpent, AlreadySent, NameNeeded,
    WaveNeeded, AnswerRefused.

    What `survey` says of itself may be a guess: it is looked at again as the answers are kept. Three statements in one
    transaction, and one more where something was written.
    """
    while not _is_taken(survey, version, paper, person, at):
        pass  # the survey was not what its object said, which knows better now


def _is_taken(survey: Survey, version: Version, paper: Paper, person: Person | None, at: datetime) -> bool:
    _refuse_unfit(survey, version, paper, person, at)
    if paper.code or survey.is_by_invitation:
        paper = replace(paper, code=printed_code(survey, paper.code))
        if not paper.code:
            raise NotACode
    settled = _settle(survey, version, paper)
    digests = digests_of(paper)
    is_kept = _keep_once(survey, version, paper, settled, digests, person, at)
    if not is_kept:
        refuse_what_was_spent(survey, paper, digests, at)
    return is_kept


def _refuse_unfit(survey: Survey, version: Version, paper: Paper, person: Person | None, at: datetime) -> None:
    if not (paper.survey == survey.pk == version.survey_id and paper.version == version.pk):
        raise NotThisSurvey
    if survey.status_at(at) != SurveyStatus.OPEN:
        raise SurveyClosed
    if survey.mode == Mode.NAMED and person is None:
        raise NameNeeded
    if survey.mode == Mode.PAIRED and paper.wave not in Wave.values:
        raise WaveNeeded


def _settle(survey: Survey, version: Version, paper: Paper) -> Settled:
    try:
        return settle(questionnaire_of(version), paper, takes_text=survey.reviewer_id is not None)
    except NotAnAnswer as error:
        question = str(error).partition(":")[0]
    raise AnswerRefused(question)  # outside, so that no traceback tells of the answer


def _keep_once(survey: Survey, *facts: Any) -> bool:
    """As `_keep`. A second paper of somebody whose name is kept is refused, whatever page it came from: the database
    holds one per person, survey and course."""
    try:
        return _keep(survey, *facts)
    except IntegrityError:
        if survey.mode != Mode.NAMED:
            raise
    raise AlreadySent  # outside, so that no traceback tells of the row


@transaction.atomic
def _keep(
    survey: Survey,
    version: Version,
    paper: Paper,
    settled: Settled,
    digests: list[str],
    person: Person | None,
    at: datetime,
) -> bool:
    if not spend(survey, digests, saved_as=locator_of(survey.pk, code_for(paper)), at=at):
        return False
    _hold_texts(version, paper, settled)
    day = timezone.localdate(at)
    facts: dict[str, Any] = {"version": version, "about": paper.about}
    row = {**facts, "period": period_of(day, about=paper.about), "answers": settled.answers}
    named: dict[str, Any] = {"survey": survey, "person": person, "answered_on": day}
    match survey.mode:
        case Mode.COUNTED:  # last, since everybody waits for the same rows
            add_to_totals(questionnaire_of(version), answers=settled.answers, **facts)
        case Mode.ANONYMOUS:
            AnonymousResponse.objects.create(**row)
        case Mode.PAIRED:
            token = token_of(survey, about=paper.about, own_code=paper.own_code)
            PairedResponse.objects.create(wave=paper.wave, token=token, **row)
        case Mode.NAMED:
            NamedResponse.objects.create(**row, **named)
    return True


def _hold_texts(version: Version, paper: Paper, settled: Settled) -> None:
    if settled.texts:
        HeldText.objects.bulk_create(
            HeldText(
                version=version, about=paper.about, question=written.question, text=written.text,
                may_be_quoted=written.may_be_quoted, is_worrying=written.is_worrying, is_shown=written.is_worrying,
            )
            for written in settled.texts
        )  # fmt: skip

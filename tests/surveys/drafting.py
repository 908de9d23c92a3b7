"""Surveys as drafts, built of blocks as editors build them."""

from datetime import timedelta

from django.utils import timezone

from surveys.models import Survey
from surveys.questionnaires.definition import Kind, Option, Page, Question, Questionnaire
from surveys.questionnaires.queries import as_content, checked_draft_of
from tests.factories import PersonFactory
from tests.factories.surveys import SMALL, WORDS, SurveyFactory


def draft_survey(questionnaire=SMALL, texts=WORDS["en"], **facts) -> Survey:
    """A survey with everything that publishing needs, unless it is told otherwise."""
    day = timezone.localdate()
    if questionnaire.takes_text() and "reviewer" not in facts:
        facts |= {"reviewer": PersonFactory(is_staff=True), "read_from": "09:00", "read_until": "17:00"}
    dates = {"closes_on": day + timedelta(days=30), "results_on": day + timedelta(days=60)}
    survey = SurveyFactory(**{"content": as_content(questionnaire, texts), **dates, **facts})
    return Survey.objects.get(pk=survey.pk)  # as it is read, its hours and blocks not as they were typed


def reworded(survey, questionnaire=SMALL, **texts) -> Survey:
    """The survey with another draft, as an editor changed it; words with two underscores for each dot."""
    words = WORDS["en"] | {key.replace("__", "."): text for key, text in texts.items()}
    Survey.objects.filter(pk=survey.pk).update(content=as_content(questionnaire, words))
    return Survey.objects.get(pk=survey.pk)


def problems_of(questionnaire: Questionnaire, texts=None, **facts) -> list[str]:
    """What is wrong with a draft, as one line for each problem. Words that are not given are made of the ids."""
    written = {key: key for key in _keys(questionnaire)} | (texts or {})
    draft = checked_draft_of(draft_survey(questionnaire, written, **facts))
    return [f"{each.where}: {each.text}" for each in draft.problems]


def _keys(questionnaire):
    for page in questionnaire.pages:
        yield f"page.{page.id}.title"
        yield from (f"page.{page.id}.help.{each.id}.{part}" for each in page.help for part in ("title", "text"))
        for question in page.questions:
            yield f"q.{question.id}.label"
            yield from (f"q.{question.id}.option.{option.id}" for option in question.options)
            yield from (f"q.{question.id}.row.{row}" for row in question.rows)


def choice(key, *, kind=Kind.SINGLE, options=("yes", "no"), **facts):
    return Question(key, kind, tuple(Option(each) for each in options), **facts)


def is_yes(question):
    return {"op": "equal", "question": question, "value": "yes"}


def asks(*pages, **facts):
    return Questionnaire(tuple(pages), **facts)


def only(questionnaire, texts=None, **facts):
    """The one thing that is wrong."""
    problems = problems_of(questionnaire, texts, **facts)
    assert len(problems) == 1, problems
    return problems[0]


PLAIN = asks(Page("one", (choice("a"),)))

"""What the database itself refuses of surveys."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from surveys.models import AnonymousResponse, Mode, NamedResponse, PairedResponse, Survey, Tally, Version
from tests.factories import PersonFactory, SurveyFactory, launched_survey

pytestmark = pytest.mark.django_db


def refused(act) -> str:
    """What the database says when it refuses; fails where it does not."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        act()
    return str(refusal.value)


@pytest.mark.parametrize(("was", "becomes"), [(was, to) for was in Mode for to in Mode if to < was])
def test_a_launched_survey_never_becomes_less_private(was, becomes):
    survey = launched_survey(mode=was)
    said = refused(lambda: Survey.objects.filter(pk=survey.pk).update(mode=becomes))
    assert "never_becomes_less_private" in said


@pytest.mark.parametrize(("was", "becomes"), [(was, to) for was in Mode for to in Mode if to > was])
def test_a_launched_survey_may_become_more_private(was, becomes):
    survey = launched_survey(mode=was)
    assert Survey.objects.filter(pk=survey.pk).update(mode=becomes) == 1


def test_a_draft_may_change_its_mode_in_either_direction():
    survey = SurveyFactory(mode=Mode.COUNTED)
    assert Survey.objects.filter(pk=survey.pk).update(mode=Mode.NAMED) == 1


def test_a_launched_survey_is_never_a_draft_again():
    survey = launched_survey()
    assert "less_private" in refused(lambda: Survey.objects.filter(pk=survey.pk).update(launched_at=None))


@pytest.mark.parametrize("change", [{"structure": {"format": 1, "pages": []}}, {"digest": "0" * 64}, {"number": 9}])
def test_a_published_version_keeps_its_structure(change):
    version = launched_survey().versions.get()
    said = refused(lambda: Version.objects.filter(pk=version.pk).update(**change))
    assert "a_published_version_keeps_its_structure" in said


def test_the_words_of_a_published_version_can_be_mended():
    version = launched_survey().versions.get()
    assert Version.objects.filter(pk=version.pk).update(words={"en": {"title": "Mended"}}) == 1


def make_row(mode: Mode, survey: Survey):
    """A row of the table of one mode."""
    version, answers = survey.versions.get(), {"period": "2026-W10", "answers": {"safe": "yes"}}
    if mode == Mode.ANONYMOUS:
        return AnonymousResponse.objects.create(version=version, **answers)
    if mode == Mode.PAIRED:
        return PairedResponse.objects.create(version=version, wave="before", token="x", **answers)
    if mode == Mode.NAMED:
        facts = {"person": PersonFactory(), "answered_on": timezone.localdate()}
        return NamedResponse.objects.create(version=version, survey=survey, **facts, **answers)
    return Tally.objects.create(version=version, table="safe", cell="yes", number=1)


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("table", Mode)
def test_an_answer_is_kept_in_the_table_of_its_mode_and_in_no_other(mode, table):
    survey = launched_survey(mode=mode)
    if mode == table:
        assert make_row(table, survey).pk is not None
    else:
        assert "is_of_a_survey_in_its_mode" in refused(lambda: make_row(table, survey))


@pytest.mark.parametrize("mode", Mode)
def test_a_draft_takes_no_answers(mode):
    survey = launched_survey(mode=mode)
    draft = SurveyFactory(mode=mode)
    version = survey.versions.get()
    draft_version = Version.objects.create(
        survey=draft,
        number=1,
        structure=version.structure,
        words=version.words,
        digest=version.digest,
        published_on=timezone.localdate(),
    )
    assert draft_version.survey.launched_at is None
    assert "is_of_a_survey_in_its_mode" in refused(lambda: make_row(mode, draft))


@pytest.mark.parametrize("period", ["2026-03-10", "2026-W1", "2026-Q5", ""])
def test_an_anonymous_response_has_no_day(period):
    version = launched_survey().versions.get()
    with pytest.raises(DatabaseError), transaction.atomic():  # a day does not even fit
        AnonymousResponse.objects.create(version=version, period=period, answers={})
    assert not AnonymousResponse.objects.exists()


def test_a_launched_survey_has_a_closing_date_and_a_date_for_its_results():
    survey = launched_survey()
    for missing in ("closes_on", "results_on"):
        said = refused(lambda missing=missing: Survey.objects.filter(pk=survey.pk).update(**{missing: None}))
        assert "a_launched_survey_has_a_closing_date" in said

"""Publishing freezes what is asked; later, words are mended and changes of meaning make new versions."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from people.accounts.policies import StaffRole
from surveys.models import Survey, Translation, WordingFix
from surveys.questionnaires import operations
from surveys.questionnaires.definition import Kind, Option, Page, Question, Questionnaire, as_json, digest
from surveys.questionnaires.operations import (
    AlreadyClosed,
    ChangesWhatIsAsked,
    NoReason,
    NotATextOfIt,
    NothingToPublish,
    NotReady,
    OnlyWordsOnceClosed,
    RepeatsAnotherAnswer,
)
from surveys.questionnaires.queries import as_content, current_version, differences, draft_of, questionnaire_of
from tests.factories import staff_member
from tests.factories.surveys import SMALL, WORDS, SurveyFactory, launched_survey
from tests.surveys.drafting import draft_survey, reworded

pytestmark = pytest.mark.django_db


@pytest.fixture
def approver():
    return staff_member(StaffRole.APPROVER)


@pytest.fixture
def publish(approver):
    return lambda survey, **facts: operations.publish(survey=survey, **{"by": approver, "at": timezone.now(), **facts})


@pytest.fixture
def published(publish):
    """A survey that was published eight days ago, so that it can be followed by another version."""
    survey = draft_survey()
    publish(survey, at=timezone.now() - timedelta(days=8))
    return survey


@pytest.fixture
def mend(approver):
    return lambda survey, reason="A slip": operations.mend_words(
        survey=survey, reason=reason, by=approver, at=timezone.now()
    )


@pytest.fixture
def fix(approver):
    return lambda version, texts, language="en", reason="A slip": operations.fix_wording(
        version=version, language=language, texts=texts, reason=reason, by=approver, at=timezone.now()
    )


def entries():
    return [(each.action, each.data) for each in ModelLogEntry.objects.order_by("pk")]


def test_the_first_publication_freezes_the_draft_and_launches_the_survey(publish, approver):
    survey, at = draft_survey(), timezone.now()
    version = publish(survey, at=at)
    survey.refresh_from_db()
    assert (survey.launched_at, version.number, version.mapping, version.published_by) == (at, 1, {}, approver)
    assert version.published_on == timezone.localdate(at)
    assert questionnaire_of(version) == SMALL
    assert version.digest == digest(as_json(SMALL), dict(draft_of(survey).words))
    facts = {"version": 1, "digest": version.digest, "mode": "Anonymous: nobody can be told from the answers"}
    assert entries() == [("surveys.survey.publish", facts)]


def test_a_draft_with_problems_is_not_published_and_all_of_them_are_told(publish):
    survey = draft_survey(closes_on=None, results_on=None)
    with pytest.raises(NotReady, match="A survey without a closing date is not published") as refusal:
        publish(survey)
    survey.refresh_from_db()
    assert (len(refusal.value.problems), survey.launched_at, survey.versions.count()) == (2, None, 0)


def test_the_last_day_is_held_against_the_day_of_publishing(publish):
    with pytest.raises(NotReady, match="is over already"):
        publish(draft_survey(), at=timezone.now() + timedelta(days=31))


def test_the_words_of_every_language_are_published_with_it(publish):
    survey = draft_survey(languages=["ur"])
    Translation.objects.create(survey=survey, language="ur", texts={"q.safe.label": {"text": "محفوظ", "of": "x"}})
    assert publish(survey).words["ur"] == {"q.safe.label": "محفوظ"}


def test_what_is_published_is_not_published_again_unchanged(publish):
    survey = draft_survey()
    publish(survey)
    with pytest.raises(NothingToPublish):
        publish(survey)
    assert survey.versions.count() == 1


def test_a_closed_survey_is_not_published(publish, approver):
    survey = draft_survey()
    publish(survey)
    operations.close_survey(survey=survey, by=approver, at=timezone.now())
    with pytest.raises(AlreadyClosed):
        publish(reworded(survey, q__safe__label="Are you safe?"))


def changed_questionnaire():
    """SMALL with one option less and one more, a new question, and one of another kind."""
    age = Question("age", Kind.SINGLE, (Option("under_16"), Option("over_16")))
    years = Question("years", Kind.YEAR)
    pages = [replace(page, questions=(age, years)) if page.id == "you" else page for page in SMALL.pages]
    return Questionnaire((*pages, Page("last", (Question("joy", Kind.SCALE, (Option("1"), Option("2"))),))))


EXTRA = {"q__age__option__over_16": "16 or over", "page__last__title": "Last", "q__joy__label": "What joy?"}


def test_a_change_of_what_is_asked_is_a_new_version_that_goes_on_with_the_one_before(publish, published):
    survey = reworded(published, changed_questionnaire(), **EXTRA)
    found = differences(current_version(survey), draft_of(survey))
    joined = {each.question.id: each for each in found.joined}
    assert (joined["age"].added, joined["age"].lost) == (["over_16"], ["16_24", "over_24"])
    assert [key for key, each in joined.items() if each.was is None] == ["years", "joy"]
    assert found.gone == ()
    version = publish(survey)
    assert version.number == 2
    assert version.mapping["questions"] == {
        key: key for key in ("safe", "where", "hope", "who", "order", "age", "more")
    }
    assert version.mapping["options"]["age"] == {"under_16": "under_16"}
    assert questionnaire_of(survey.versions.get(number=1)) == SMALL


def test_a_question_that_means_something_else_now_goes_on_with_none(publish, published):
    survey = reworded(published, q__safe__label="Did you feel safe last year?")
    version = publish(survey, others=frozenset({"safe"}))
    assert ("safe" in version.mapping["questions"], "safe" in version.mapping["options"]) == (False, False)
    assert version.mapping["questions"]["age"] == "age"


def test_a_question_that_is_not_asked_any_more_is_told(publish):
    survey = draft_survey()
    version = publish(survey)
    survey = reworded(survey, Questionnaire(SMALL.pages[:3]))
    assert [each.id for each in differences(version, draft_of(survey)).gone] == ["age", "years", "more"]


def test_mended_words_stand_in_the_version_that_is_there_and_are_kept_as_fixes(publish, mend, approver):
    survey = draft_survey()
    version = publish(survey)
    survey = reworded(survey, q__safe__label="Do you feel safe at home?")
    fix = mend(survey)[0]
    version.refresh_from_db()
    assert version.words["en"]["q.safe.label"] == "Do you feel safe at home?"
    assert (fix.key, fix.before, fix.after, fix.reason, fix.fixed_by) == (
        "q.safe.label", WORDS["en"]["q.safe.label"], "Do you feel safe at home?", "A slip", approver,
    )  # fmt: skip
    data = {"version": 1, "language": "en", "texts": ["q.safe.label"], "reason": "A slip"}
    assert entries()[-1] == ("surveys.version.mend", data)
    assert (survey.versions.count(), WordingFix.objects.count()) == (1, 1)
    with pytest.raises(NothingToPublish):
        mend(survey)


def test_the_digest_stays_that_of_what_was_published(publish, fix):
    version = publish(draft_survey())
    was = version.digest
    fix(version, {"q.safe.label": "Do you feel safe at home?"})
    version.refresh_from_db()
    assert version.digest == was


def test_a_translation_that_comes_later_is_a_fix_too(publish, mend):
    survey = draft_survey(languages=["ur"])
    version = publish(survey)
    Translation.objects.create(survey=survey, language="ur", texts={"q.safe.label": {"text": "محفوظ", "of": "x"}})
    assert [(each.language, each.before, each.after) for each in mend(survey)] == [("ur", "", "محفوظ")]
    version.refresh_from_db()
    assert version.words["ur"] == {"q.safe.label": "محفوظ"}


def test_more_than_words_is_not_mended(publish, mend):
    survey = draft_survey()
    publish(survey)
    with pytest.raises(ChangesWhatIsAsked):
        mend(reworded(survey, changed_questionnaire(), **EXTRA))


@pytest.fixture
def closed(publish, approver):
    """A survey that was published and has closed, and whose last day is over."""
    survey = draft_survey()
    publish(survey)
    operations.close_survey(survey=survey, by=approver, at=timezone.now())
    day = timezone.localdate()
    Survey.objects.filter(pk=survey.pk).update(closes_on=day - timedelta(days=9), results_on=day)
    return Survey.objects.get(pk=survey.pk)


def content_of(questionnaire=SMALL, **texts):
    return as_content(questionnaire, WORDS["en"] | {key.replace("__", "."): text for key, text in texts.items()})


def test_words_of_a_closed_survey_are_mended_with_a_reason_since_staff_read_its_results_in_them(closed, mend):
    editor = staff_member(StaffRole.EDITOR)
    content = content_of(q__safe__label="Do you feel safe at home?")
    operations.change_survey(survey=closed, content=content, by=editor, at=timezone.now())
    assert current_version(closed).words["en"]["q.safe.label"] == WORDS["en"]["q.safe.label"]
    [fix] = mend(closed, reason="A spelling mistake")
    assert (fix.key, fix.reason) == ("q.safe.label", "A spelling mistake")
    assert current_version(closed).words["en"]["q.safe.label"] == "Do you feel safe at home?"
    assert [action for action, _ in entries()][-2:] == ["surveys.survey.change", "surveys.version.mend"]


def test_what_a_closed_survey_asked_is_not_changed(closed, mend):
    content = content_of(changed_questionnaire(), **EXTRA)
    with pytest.raises(OnlyWordsOnceClosed, match="put it back"):
        operations.change_survey(survey=closed, content=content, by=None, at=timezone.now())
    unfinished = reworded(closed, changed_questionnaire(), **EXTRA)  # as an editor had left the draft before
    with pytest.raises(OnlyWordsOnceClosed):
        mend(unfinished)
    again = content_of(q__safe__label="Do you feel safe at home?")
    assert operations.change_survey(survey=unfinished, content=again, by=None, at=timezone.now()).pk


def test_what_people_read_of_a_closed_survey_stays(closed):
    for change in ({"title": "Other"}, {"introduction": "Other"}, {"closes_on": timezone.localdate()}):
        with pytest.raises(AlreadyClosed):
            operations.change_survey(survey=closed, by=None, at=timezone.now(), **change)


@pytest.mark.parametrize(
    ("texts", "refusal"),
    [
        ({"q.gone.label": "Gone?"}, NotATextOfIt),
        ({"q.safe.label": ""}, NotATextOfIt),
        ({"q.safe.option.yes": " "}, NotATextOfIt),
        ({"page.feeling.help.unsafe.text": ""}, NotATextOfIt),
        ({"q.age.label": "You said {safe}. How old are you?"}, RepeatsAnotherAnswer),
    ],
)
def test_a_fix_of_words_changes_nothing_else(fix, texts, refusal):
    version = launched_survey().versions.get()
    with pytest.raises(refusal):
        fix(version, texts)
    assert (WordingFix.objects.count(), entries()) == (0, [])


def test_a_fix_needs_a_reason_and_one_that_changes_nothing_is_none(fix):
    version = launched_survey().versions.get()
    with pytest.raises(NoReason):
        fix(version, {"q.safe.label": "Safe?"}, reason="  ")
    assert fix(version, {"q.safe.label": WORDS["en"]["q.safe.label"]}) == []
    assert entries() == []


def test_characters_that_no_chart_or_spreadsheet_can_hold_are_left_out_of_fixes_and_of_what_is_published(publish, fix):
    version = publish(reworded(draft_survey(), q__safe__label="Do you\x0c feel safe?"))
    assert version.words["en"]["q.safe.label"] == "Do you feel safe?"
    fix(version, {"q.safe.label": "Do you feel\x1f safe now?\uffff\ud800"})
    version.refresh_from_db()
    assert version.words["en"]["q.safe.label"] == "Do you feel safe now?"
    assert fix(version, {"q.safe.label": "Do you feel safe now?\x08"}) == []


def test_a_text_that_is_not_needed_can_be_taken_away(fix):
    version = launched_survey().versions.get()
    fix(version, {"q.safe.label": ""}, language="ur")
    fix(version, {"introduction": ""})
    version.refresh_from_db()
    assert ("q.safe.label" in version.words["ur"], "introduction" in version.words["en"]) == (False, False)


def test_words_of_a_draft_that_was_never_published_are_not_mended(mend):
    with pytest.raises(NothingToPublish):
        mend(SurveyFactory())


def test_words_that_lack_something_are_not_taken_over(publish, mend):
    survey = draft_survey()
    publish(survey)
    with pytest.raises(NotReady, match="An option has no words"):
        mend(reworded(survey, q__age__option__over_24=""))

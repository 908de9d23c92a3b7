"""Answers are deleted once they were kept for as long as people were told, and nothing else goes with them."""

from datetime import date, datetime, timedelta
from itertools import count

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email
from wagtail.models import ModelLogEntry

from people.accounts.policies import StaffRole
from surveys.models import (
    HeldText,
    Mode,
    NamedResponse,
    Publication,
    ReleasedTable,
    SavedPaper,
    Spent,
    Survey,
    Version,
)
from surveys.questionnaires.operations import publish
from surveys.responses.models import TABLES
from surveys.responses.operations import (
    delete_answers,
    deleting,
    keep_text,
    remove_text,
    save_for_later,
    tell_of_deletions,
)
from surveys.responses.queries.quoting import quotable_texts
from surveys.results.exports.files import Format
from surveys.results.operations.exporting import take_answers, take_texts
from surveys.results.queries.refusals import ResultsRefusal
from tests.factories import PersonFactory, SurveyFactory, staff_member
from tests.surveys.drafting import draft_survey
from tests.surveys.sending import AT, answered, opened, paper_of, send
from tests.surveys.test_guards import refused
from tests.surveys.test_naming_readers import client_of

pytestmark = pytest.mark.django_db
DUE = date(2028, 6, 8)  # two years after AT, as days go in London
NIGHT = timezone.make_aware(datetime(2028, 6, 8, 3, 15))


def left(mode):
    return [table.objects.count() for table in TABLES[mode]]


@pytest.mark.parametrize("mode", Mode)
def test_answers_of_every_mode_are_deleted_on_their_day_and_not_before(mode):
    survey = answered(mode)
    released = ReleasedTable.objects.create(
        survey=survey, dimensions=["safe"], population=[], table={}, labels={}, digest="x", released_at=AT
    )
    published = Publication.objects.create(survey=survey, findings="f", response="r", tables={}, published_at=AT)
    Spent.objects.create(survey=survey, digest="of a page that crossed the closing")
    SavedPaper.objects.create(survey=survey, locator="and one that was saved", sealed=b"", delete_on=DUE)
    before = left(mode)
    assert delete_answers(at=NIGHT - timedelta(days=1)) == 0
    assert left(mode) == before
    assert before[0] > 0
    assert before[1:] == [2, 1, 1]
    assert delete_answers(at=NIGHT) == sum(before)
    assert left(mode) == [0, 0, 0, 0]
    survey.refresh_from_db()
    assert survey.answers_deleted_on == DUE
    assert (ReleasedTable.objects.get(), Publication.objects.get()) == (released, published)
    assert Version.objects.filter(survey=survey).count() == 1


def test_it_is_done_once_and_the_log_says_how_many_in_tens(django_assert_max_num_queries):
    survey = answered(number=25)
    assert [delete_answers(at=NIGHT + timedelta(days=day)) > 0 for day in range(2)] == [True, False]
    [entry] = ModelLogEntry.objects.filter(action="surveys.answers.delete")
    assert (str(entry.object_id), entry.user_id) == (str(survey.pk), None)
    assert entry.data == {"at_least": {"answers": 20, "texts": 20}}
    with django_assert_max_num_queries(8):  # which are due, and what is left in each table
        delete_answers(at=NIGHT)


def test_nothing_goes_of_a_survey_that_is_open_or_whose_time_is_not_over():
    is_open, young = answered(is_closed=False), answered(months_kept=25)
    save_for_later(paper_of(is_open), AT)
    old = answered()
    assert delete_answers(at=NIGHT) == 5
    for survey in (is_open, young):
        survey.refresh_from_db()
        assert survey.answers_deleted_on is None
        assert HeldText.objects.filter(version__survey=survey).count() == 2
    assert (Spent.objects.count(), SavedPaper.objects.count()) == (3, 1)
    assert not HeldText.objects.filter(version__survey=old).exists()


def test_a_quotation_goes_with_its_text_and_so_does_what_was_never_read():
    reader = staff_member(StaffRole.EDITOR)
    answered(number=4, reviewer=reader)
    kept, removed, _unread = HeldText.objects.select_related("version__survey").order_by("text")
    keep_text(text=kept, by=reader, at=AT)
    remove_text(text=removed, by=reader, at=AT)
    assert quotable_texts().count() == 1
    delete_answers(at=NIGHT)
    assert (HeldText.objects.count(), quotable_texts().count()) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_a_night_that_breaks_off_counts_nothing_more_and_is_taken_up_by_the_next(monkeypatch):
    survey = answered(number=7)
    monkeypatch.setattr(deleting, "AT_ONCE", 2)
    deletions = count(1)

    def break_off_at_the_third(execute, sql, *rest):
        if sql.startswith("DELETE") and next(deletions) == 3:
            raise KeyboardInterrupt
        return execute(sql, *rest)

    with connection.execute_wrapper(break_off_at_the_third), pytest.raises(KeyboardInterrupt):
        delete_answers(at=NIGHT)
    for take in (take_answers, take_texts):  # of a page that was opened the day before
        facts = {"form": Format.CSV} if take is take_answers else {}
        with pytest.raises(ResultsRefusal, match="were deleted on"):
            take(survey=survey, reason="For the annual report", by=staff_member(StaffRole.ANALYST), at=NIGHT, **facts)
    survey.refresh_from_db()
    assert survey.answers_deleted_on == DUE
    assert sum(left(Mode.ANONYMOUS)) == 13 - 4
    assert delete_answers(at=NIGHT + timedelta(days=1)) == 13 - 4
    assert sum(left(Mode.ANONYMOUS)) == 0
    assert ModelLogEntry.objects.filter(action="surveys.answers.delete").count() == 1


def test_named_answers_go_with_their_account_too():
    person = PersonFactory()
    survey = opened(Mode.NAMED)
    send(survey, person=person)
    person.delete()
    assert not NamedResponse.objects.exists()


# --- For how long ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("mode", "months"), [(Mode.NAMED, 12), (Mode.PAIRED, 24), (Mode.ANONYMOUS, 24), (4, 24)])
def test_what_is_usual_is_written_down_at_launch(mode, months):
    draft = draft_survey(mode=mode, months_kept=None)
    assert draft.months_of_keeping() == months
    publish(survey=draft, by=None, at=timezone.now())
    draft.refresh_from_db()
    assert draft.months_kept == months


def test_the_database_refuses_to_keep_them_longer_or_to_take_their_end_back():
    survey = answered()
    rows = Survey.objects.filter(pk=survey.pk)
    assert "never_becomes_less_private" in refused(lambda: rows.update(months_kept=25))
    assert "says_for_how_long" in refused(lambda: rows.update(months_kept=None))
    assert rows.update(months_kept=23) == 1
    rows.update(answers_deleted_on=DUE)
    assert "deleted_stay_deleted" in refused(lambda: rows.update(answers_deleted_on=None))
    is_open = Survey.objects.filter(pk=opened().pk)
    assert "once_their_survey_is_closed" in refused(lambda: is_open.update(answers_deleted_on=DUE))
    for months in (0, 61):
        draft = Survey.objects.filter(pk=SurveyFactory().pk)
        said = refused(lambda draft=draft, months=months: draft.update(months_kept=months))
        assert "a_month_at_least" in said


def test_the_list_of_surveys_says_until_when_answers_are_kept(wagtail_site):
    answered()
    client = client_of(staff_member(StaffRole.APPROVER))
    assert "8 Jun 2028" in client.get(reverse("survey:index")).text
    delete_answers(at=NIGHT)
    assert "Deleted on 8 Jun 2028" in client.get(reverse("survey:index")).text


def test_those_who_may_take_answers_away_are_told_a_month_before_and_once():
    survey, reader = answered(), staff_member(StaffRole.ANALYST, name="Ana Lyst")
    month_before = NIGHT - timedelta(days=31)
    assert tell_of_deletions(at=month_before) == 0  # nobody may
    survey.raw_readers.set([reader, PersonFactory(is_staff=False)])
    assert tell_of_deletions(at=month_before - timedelta(days=1)) == 0
    assert [tell_of_deletions(at=month_before + timedelta(days=day)) for day in range(2)] == [1, 0]
    email = Email.objects.get()
    assert email.to == [reader.email]
    assert "on Thursday 8 June 2028" in email.message
    why = f"because you are one of those who may take single answers to “{survey.title}” away"
    assert why in " ".join(email.message.split())

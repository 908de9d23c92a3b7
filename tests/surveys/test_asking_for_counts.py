"""What staff ask to be counted is counted once, in the background, and what came of it is kept beside."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from people.accounts.operations import set_up_staff_roles
from people.accounts.policies import StaffRole
from surveys.models import AnonymousResponse, Counting, Mode, ReleasedTable
from surveys.results.operations import counting
from surveys.results.operations.counting import MOST_TRIES, ask_for_count
from surveys.results.operations.releasing import AnswersDeleted, StillOpen
from surveys.results.queries.register import Register
from surveys.results.queries.selections import Look, Selection
from surveys.results.tasks import count, count_what_is_asked
from tests.factories import PersonFactory, launched_survey, staff_member
from tests.sign_in import sign_in
from tests.surveys.answered import crowd, lay, version_of
from tests.workers import wait_until

BY_AGE = Look(groups="age")


def closed(answers, *, mode=Mode.ANONYMOUS, **facts):
    survey = launched_survey(mode=mode, **facts)
    lay(version_of(survey), answers)
    survey.closed_at = timezone.now()
    survey.save()
    return survey


def ask(survey, look=BY_AGE, by=None):
    return ask_for_count(survey=survey, look=look, by=by, at=timezone.now())


@pytest.mark.django_db
def test_the_same_is_asked_for_once_until_it_is_counted():
    survey, first, second = closed(crowd(60)), PersonFactory(), PersonFactory()
    asked = ask(survey, by=first)
    assert ask(survey, by=second) == asked
    assert ask(survey, Look(groups="hope")) != asked
    assert count(asked.pk)
    asked.refresh_from_db()
    assert (asked.asked_by, asked.refusal, asked.unshown) == (first, "", {})
    assert ask(survey) is None
    assert ask(survey, Look(groups="age", question="safe")) is None
    assert set(Register(survey).seen(BY_AGE)) == {
        "safe",
        "who.family",
        "who.friends",
        "where",
        "hope",
        "order",
        "years",
    }


@pytest.mark.django_db
def test_nothing_is_asked_for_while_people_answer_or_once_their_answers_are_deleted():
    with pytest.raises(StillOpen):
        ask(launched_survey())
    gone = closed(crowd(60))
    gone.answers_deleted_on = timezone.localdate()
    gone.save()
    with pytest.raises(AnswersDeleted, match="what was released before stays"):
        ask(gone)
    assert not Counting.objects.exists()


@pytest.mark.django_db
def test_answers_that_were_deleted_before_a_worker_came_are_not_counted_as_nobody():
    survey = closed(crowd(60))
    asked = ask(survey, Look())
    survey.answers_deleted_on = timezone.localdate()
    survey.save()
    AnonymousResponse.objects.all().delete()
    assert count(asked.pk)
    asked.refresh_from_db()
    assert "The single answers were deleted on" in asked.refusal
    assert not ReleasedTable.objects.exists()


@pytest.mark.django_db
def test_what_cannot_be_counted_together_says_so_where_it_was_asked_for():
    survey = closed(crowd(60), mode=Mode.COUNTED)
    asked = ask(survey, Look(groups="hope", question="safe"))
    count(asked.pk)
    client = analyst()
    page = client.get(reverse("surveys_results", args=[survey.pk]) + "?groups=hope&questions=safe")
    assert "these two questions were not counted together from the beginning" in page.content.decode()
    assert not ReleasedTable.objects.exists()


@pytest.mark.django_db
def test_counting_again_does_nothing():
    survey = closed(crowd(60))
    asked = ask(survey, Look())
    assert (count(asked.pk), count(asked.pk), count_what_is_asked()) == (True, False, 0)
    assert ModelLogEntry.objects.filter(action="surveys.results.release").count() == 1


@pytest.mark.django_db
def test_the_sweep_takes_up_what_a_lost_message_left():
    survey = closed(crowd(60))
    ask(survey, Look()), ask(survey)
    assert count_what_is_asked() == 2
    assert not Counting.objects.open().exists()


@pytest.mark.django_db
def test_what_kills_each_worker_is_given_up_and_says_so():
    asked = ask(closed(crowd(60)))
    Counting.objects.update(tries=MOST_TRIES)
    assert (count(asked.pk), count_what_is_asked()) == (False, 0)
    assert Counting.objects.open().exists()  # the first sweep that meets it cannot tell it from one that has just begun
    assert (count(asked.pk), count_what_is_asked()) == (False, 0)
    asked.refresh_from_db()
    assert asked.done_at
    assert asked.refusal == counting.WENT_WRONG


@pytest.mark.django_db
def test_a_last_try_that_has_just_begun_is_not_given_up():
    asked, swept = ask(closed(crowd(60))), []
    Counting.objects.update(tries=MOST_TRIES - 1)

    def sweep_once_it_begins(execute, sql, *facts):
        done = execute(sql, *facts)
        if sql.startswith("UPDATE") and '"tries"' in sql and not swept:
            swept.append("about to")
            swept[0] = counting.give_up(at=timezone.now())
        return done

    with connection.execute_wrapper(sweep_once_it_begins):
        assert count(asked.pk)
    asked.refresh_from_db()
    assert (swept, asked.refusal, ReleasedTable.objects.exists()) == ([0], "", True)


@pytest.mark.django_db
def test_what_goes_wrong_is_told_and_holds_up_nothing_else():
    wrong, right = closed(crowd(60)), closed(crowd(60), slug="another")
    first = ask(wrong, Look(Selection(period="no month")))
    ask(right, Look())
    assert count_what_is_asked() == 2
    first.refresh_from_db()
    assert first.refusal == counting.WENT_WRONG
    assert set(ReleasedTable.objects.values_list("survey", flat=True)) == {right.pk}


@pytest.mark.django_db
def test_what_was_done_a_week_ago_is_deleted_and_what_waits_is_not():
    survey, now = closed(crowd(60)), timezone.now()
    old, new = ask(survey, Look()), ask(survey)
    count(old.pk), count(new.pk)
    Counting.objects.filter(pk=old.pk).update(done_at=now - timedelta(days=7))
    count_what_is_asked()
    assert list(Counting.objects.all()) == [new]
    assert ReleasedTable.objects.exists()


def analyst():
    set_up_staff_roles()
    return sign_in(Client(), staff_member(StaffRole.ANALYST))


@pytest.mark.django_db
def test_the_page_looks_again_by_itself_at_once_and_then_less_often():
    survey, client = closed(crowd(60)), analyst()
    sent = client.post(reverse("surveys_results", args=[survey.pk]), {"groups": "age"})
    assert sent.url.endswith("?groups=age")
    page = client.get(sent.url)
    assert "Being counted…" in page.content.decode()
    assert page["Refresh"] == f"1;url={sent.url}"
    for waited, seconds in ((12, 4), (40, 13), (9_000, 15)):
        Counting.objects.update(asked_at=timezone.now() - timedelta(seconds=waited))
        assert client.get(sent.url)["Refresh"] == f"{seconds};url={sent.url}"
    assert "takes longer than it should" in client.get(sent.url).content.decode()
    count_what_is_asked()
    page = client.get(sent.url)
    assert (page.get("Refresh"), "Being counted…" in page.content.decode()) == (None, False)


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_one_counts(rivals):
    survey = closed(crowd(60))
    assert rivals.race("ask_for_count", survey.pk, list(range(24))) == {"asked": 24}
    [asked] = Counting.objects.all()
    assert rivals.race("count_what_was_asked", asked.pk, list(range(24))) == {"counted": 1, "left alone": 23}
    assert ModelLogEntry.objects.filter(action="surveys.results.release").count() == 1
    assert Counting.objects.get().refusal == ""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("tries", [1, MOST_TRIES, MOST_TRIES + 1])
def test_a_sweep_leaves_what_another_worker_is_at_without_waiting(tries, rivals):
    """Where a row cannot be held by itself, as in SQLite, it waits for all that is written, and leaves it then."""
    held, free = ask(closed(crowd(60))), ask(closed(crowd(60), slug="another"))
    Counting.objects.filter(pk=held.pk).update(tries=tries)
    with ThreadPoolExecutor(1) as thread, transaction.atomic():
        mine = Counting.objects.select_for_update().get(pk=held.pk)
        sweep = thread.submit(rivals.race, "count_what_waits", 0, [0])
        if connection.vendor == "postgresql":
            assert sweep.result(timeout=60) == {"1 counted": 1}
        mine.done_at = timezone.now()
        mine.save()
    assert sweep.result() == {"1 counted": 1}
    held.refresh_from_db(), free.refresh_from_db()
    assert (held.refusal, held.tries, free.refusal) == ("", tries, "")
    assert set(ReleasedTable.objects.values_list("survey", flat=True)) == {free.survey_id}


@pytest.mark.django_db(transaction=True)
def test_a_worker_counts_what_a_page_asks_for(worker):
    survey, client = closed(crowd(60)), analyst()
    client.post(reverse("surveys_results", args=[survey.pk]))
    wait_until(lambda: not Counting.objects.open().exists(), otherwise=worker.log.read_text)
    assert "About 60 people answered." in client.get(reverse("surveys_results", args=[survey.pk])).content.decode()

"""Rows are released in shuffled batches, and all at closing; nothing of the database itself tells their order."""

import shutil
from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pytest
from django.core.files.storage import storages
from django.db import connection

from config.celery import app
from surveys.models import AnonymousResponse, HeldText, Mode, PairedResponse, SavedPaper, Spent, Tally
from surveys.questionnaires.operations import close_survey, make_more_private
from surveys.responses.models import ROWS
from surveys.responses.operations import (
    close_due_surveys,
    forget_old_secrets,
    release_batches,
    save_for_later,
    settle_closed_survey,
)
from surveys.responses.queries.occasions import answered
from surveys.responses.queries.pairing import secret_files
from tests.surveys.sending import AT, opened, paper_of, send

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_secrets():
    """Surveys of a test that was rolled back had the same numbers."""
    shutil.rmtree(storages["private"].path("pairing"), ignore_errors=True)


PLACES = {"postgresql": "ctid::text, xmin::text, cmin::text", "sqlite": "rowid"}


def places(table, column):
    """What the database itself knows of each row, by the value of a column: its place in the files, and on PostgreSQL
    the transaction and the command that wrote it."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT "{column}", {PLACES[connection.vendor]} FROM "{table._meta.db_table}"')
        return {value: tuple(place) for value, *place in cursor.fetchall()}


def begin_new_files(table):
    """PostgreSQL writes rows into the room that the rows of earlier tests left behind, wherever that is."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f'TRUNCATE "{table._meta.db_table}" CASCADE')


def years(survey, numbers, **facts):
    """Send an answer for each number, in this order."""
    for number in numbers:
        send(survey, paper_of(survey, {"safe": "yes", "years": number}, **facts))


def in_order(table):
    """The numbers in the order in which a reader of the database's files would come upon them."""
    where = "ctid" if connection.vendor == "postgresql" else "rowid"
    told = "answers->>'years'"
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT {told} FROM "{table._meta.db_table}" ORDER BY {where}')
        return [int(number) for (number,) in cursor.fetchall()]


@pytest.mark.parametrize(("mode", "table"), [(Mode.ANONYMOUS, AnonymousResponse), (Mode.PAIRED, PairedResponse)])
def test_nothing_in_the_database_tells_the_order_of_released_rows(mode, table):
    begin_new_files(table)
    survey = opened(mode)
    years(survey, range(40))
    before, keys = in_order(table), set(table.objects.values_list("key", flat=True))
    assert before == list(range(40))
    assert release_batches(at=AT) == 40
    after = in_order(table)
    assert sorted(after) == before
    assert sum(a < b for a, b in pairwise(after)) < 35  # 39 where order was kept; 20 by chance
    assert keys.isdisjoint(table.objects.values_list("key", flat=True))
    if connection.vendor == "postgresql":  # one transaction and one command wrote them all
        assert len({place[1:] for place in places(table, "key").values()}) == 1


def test_less_than_a_batch_waits_and_a_course_waits_apart():
    survey = opened()
    years(survey, range(9))
    years(survey, range(9, 12), about="ACE1")
    assert release_batches(at=AT) == 0
    assert AnonymousResponse.objects.released().count() == 0
    years(survey, [12])
    assert release_batches(at=AT) == 10
    assert release_batches(at=AT) == 0
    assert set(AnonymousResponse.objects.values_list("about", "is_released")) == {("", True), ("ACE1", False)}


def test_a_survey_whose_last_day_is_over_waits_to_be_closed():
    survey = opened()
    years(survey, range(12))
    type(survey).objects.filter(pk=survey.pk).update(closed_at=AT)
    assert release_batches(at=AT) == 0


def test_closing_releases_all_in_one_new_order_and_forgets_what_was_sent():
    survey, other = opened(), opened()
    years(survey, range(30))
    release_batches(at=AT)
    years(survey, range(30, 34))
    years(other, [0])
    save_for_later(paper_of(survey), AT)
    save_for_later(paper_of(other), AT)
    close_survey(survey=survey, by=None, at=AT)
    mine = AnonymousResponse.objects.of(survey)
    assert (mine.count(), mine.released().count()) == (34, 34)
    late = [place for place, number in enumerate(in_order(AnonymousResponse)) if number >= 30]
    assert late[0] < 30  # where order was kept, these four would come after the first thirty
    assert Spent.objects.get().survey == other
    assert SavedPaper.objects.get().survey == other
    if connection.vendor == "postgresql":
        written = places(AnonymousResponse, "key")
        assert len({written[key][1:] for key in mine.values_list("key", flat=True)}) == 1


def test_totals_and_unread_texts_are_written_anew_together():
    survey = opened(Mode.COUNTED)
    for number in range(12):
        send(survey, paper_of(survey, {"safe": "no", "years": number, "more": f"text {number}"}))
    numbers, texts = dict(Tally.objects.values_list("cell", "number")), set(HeldText.objects.values_list("text"))
    ids = set(Tally.objects.values_list("pk", flat=True))
    release_batches(at=AT)
    assert dict(Tally.objects.values_list("cell", "number")) == numbers
    assert ids.isdisjoint(Tally.objects.values_list("pk", flat=True))
    assert set(HeldText.objects.values_list("text")) == texts
    keys = set(HeldText.objects.values_list("key"))
    release_batches(at=AT)
    assert set(HeldText.objects.values_list("key")) == keys  # a page that its reviewer has open still finds them
    if connection.vendor == "postgresql":
        assert len({place[1:] for place in places(Tally, "id").values()}) == 1
        assert len({place[1:] for place in places(HeldText, "key").values()}) == 1


@pytest.mark.parametrize("mode", [Mode.PAIRED, Mode.ANONYMOUS])
def test_nothing_that_waits_is_joined_with_what_was_spent_once_the_sweep_has_been(mode):
    survey = opened(mode)
    for number in range(4):  # less than a batch
        send(survey, paper_of(survey, {"years": number}, occasion=f"occasion {number}", wave="after"))
    rows, spent = ROWS[mode].objects.of(survey), Spent.objects.filter(survey=survey)
    told = (set(rows.values_list("answers__years")), set(spent.values_list("digest")))
    assert release_batches(at=AT) == 0
    assert (set(rows.values_list("answers__years")), set(spent.values_list("digest"))) == told
    assert rows.filter(is_released=False).count() == 4
    assert answered(survey, ["occasion 0", "occasion 3"]) == {"occasion 0", "occasion 3"}
    if connection.vendor == "postgresql":
        written = [places(table, column) for table, column in ((ROWS[mode], "key"), (Spent, "digest"))]
        assert [len({place[1:] for place in each.values()}) for each in written] == [1, 1]  # all of each by one


def test_the_numbers_of_totals_do_not_count_up():
    survey = opened(Mode.COUNTED)
    for number in range(20):
        send(survey, paper_of(survey, {"years": number}))
    ids = list(Tally.objects.filter(table="years").exclude(cell="~asked").order_by("pk").values_list("cell", flat=True))
    assert ids != sorted(ids, key=int)


def pairs_of(survey):
    """Which numbers of years were joined, before with after."""
    joined = PairedResponse.objects.of(survey).exclude(pair=None)
    waves = {(row.pair, row.wave): row.answers["years"] for row in joined}
    return {(waves[pair, "before"], waves[pair, "after"]) for pair, _ in waves}


def test_pairs_are_joined_at_closing_where_nobody_else_has_the_code():
    survey = opened(Mode.PAIRED)
    told = [("before", "one", 1), ("after", "One ", 11), ("before", "two", 2), ("after", "three", 13)]
    told += [("before", "four", 4), ("before", "four", 5), ("after", "four", 14)]  # two had the same idea
    told += [("before", "", 6), ("after", "", 16)]
    for wave, code, number in told:
        send(survey, paper_of(survey, {"years": number}, wave=wave, own_code=code, about="ACE1"))
    send(survey, paper_of(survey, {"years": 21}, wave="after", own_code="two", about="ACE2"))
    assert secret_files(survey)
    settle_closed_survey(survey, AT)
    assert pairs_of(survey) == {(1, 11)}
    assert PairedResponse.objects.of(survey).released().count() == len(told) + 1
    assert Counter(PairedResponse.objects.values_list("token", flat=True)) == {"": len(told) + 1}


@pytest.mark.django_db(transaction=True)
def test_the_secrets_are_deleted_once_the_survey_is_closed_and_only_its_own():
    survey, other = opened(Mode.PAIRED), opened(Mode.PAIRED)
    for each in (survey, other):
        for about in ("", "ACE1"):
            send(each, paper_of(each, about=about))
    files = secret_files(survey)
    assert [file.stat().st_size for file in files] == [32, 32]
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    assert files[0].is_relative_to(storages["private"].path(""))
    close_survey(survey=survey, by=None, at=AT)
    assert secret_files(survey) == []
    assert len(secret_files(other)) == 2


MORE_PRIVATE = [(was, to) for was in Mode for to in Mode if to > was]


@pytest.mark.parametrize(("was", "becomes"), MORE_PRIVATE)
def test_answers_move_to_the_table_of_the_more_private_mode_and_nothing_stays(was, becomes):
    survey, other = opened(was), opened(was)
    for each in (survey, other):
        years(each, [*range(12), 3], about="ACE1")
    make_more_private(survey=survey, mode=becomes, by=None, at=AT)
    for mode, table in ROWS.items():
        expected = {survey} if mode == becomes else set()
        expected |= {other} if mode == was else set()
        assert {row.version.survey for row in table.objects.all()} == expected
    if becomes == Mode.COUNTED:
        told = dict(Tally.objects.filter(table="years", about="ACE1").values_list("cell", "number"))
        assert told == {"~asked": 13, **{str(n): 1 for n in range(12)}, "3": 2}
    else:
        rows = ROWS[becomes].objects.of(survey)
        assert sorted(row.answers["years"] for row in rows) == sorted([*range(12), 3])
        assert {(row.about, row.period, row.is_released) for row in rows} == {("ACE1", "2026-Q2", False)}
        assert [row.answers["years"] for row in rows] != [*range(12), 3]
    assert Spent.objects.filter(survey=survey).count() == 13


@pytest.mark.parametrize("becomes", [Mode.PAIRED, Mode.ANONYMOUS])
def test_answers_that_lost_their_names_wait_for_a_batch_and_are_released_like_others(becomes):
    survey = opened(Mode.NAMED)
    years(survey, range(9))
    make_more_private(survey=survey, mode=becomes, by=None, at=AT)
    assert release_batches(at=AT) == 0
    survey.refresh_from_db()
    years(survey, [9], wave="after")
    assert release_batches(at=AT) == 10


@pytest.mark.parametrize(
    ("was", "becomes"),
    [(Mode.NAMED, Mode.PAIRED), (Mode.NAMED, Mode.ANONYMOUS), (Mode.PAIRED, Mode.ANONYMOUS)],
)
def test_answers_of_a_closed_survey_that_becomes_more_private_are_released_at_once_in_no_order(was, becomes):
    survey = opened(was)
    years(survey, range(12))
    close_survey(survey=survey, by=None, at=AT)
    make_more_private(survey=survey, mode=becomes, by=None, at=AT)
    rows = ROWS[becomes].objects.of(survey)
    assert sorted(row.answers["years"] for row in rows.released()) == [*range(12)]
    assert in_order(ROWS[becomes]) != [*range(12)]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("becomes", [Mode.ANONYMOUS, Mode.COUNTED])
def test_the_secrets_go_when_nothing_is_to_be_paired_any_more(becomes):
    survey = opened(Mode.PAIRED)
    years(survey, range(3))
    assert secret_files(survey)
    make_more_private(survey=survey, mode=becomes, by=None, at=AT)
    assert secret_files(survey) == []


# --- Sweeps ----------------------------------------------------------------------------------------------------------


def test_a_survey_is_closed_once_its_last_day_is_over_and_only_once():
    survey = opened()
    years(survey, range(3))
    assert close_due_surveys(at=AT + timedelta(days=30)) == 0
    assert [close_due_surveys(at=AT + timedelta(days=31)) for _ in range(2)] == [1, 0]
    survey.refresh_from_db()
    assert survey.closed_at == AT + timedelta(days=31)
    assert AnonymousResponse.objects.released().count() == 3


def test_secrets_that_outlived_their_survey_are_deleted_by_the_sweep_and_others_stay():
    survey, other = opened(Mode.PAIRED), opened(Mode.PAIRED)
    for each in (survey, other):
        years(each, [1])
    type(survey).objects.filter(pk=survey.pk).update(closed_at=AT)  # as after a crash, with the file still there
    assert [forget_old_secrets() for _ in range(2)] == [1, 0]
    assert secret_files(survey) == []
    assert len(secret_files(other)) == 1


def test_the_scheduler_asks_for_each_sweep_and_each_runs():
    asked = {each["task"] for each in app.conf.beat_schedule.values() if "surveys.responses" in each["task"]}
    assert asked == {f"surveys.responses.tasks.{name}" for name in (
        "close_due_surveys", "delete_what_is_over", "release_batches", "tell_of_deletions", "tell_readers",
    )}  # fmt: skip
    app.loader.import_default_modules()
    assert [app.tasks[name]() for name in asked] == [0] * 5

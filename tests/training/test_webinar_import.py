"""Importing a webinar's log: what would change is weighed, and what was agreed to is written, once."""

from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from tests.factories import BookingFactory, PersonFactory, SessionFactory, VenueFactory
from tests.training.webinar_samples import layouts
from tests.training.webinar_samples.layouts import HERE, SAMPLES
from tests.training.webinars import ATTENDED, session_of_samples, standing
from training.attendance import operations
from training.attendance.operations import import_log, mark, weigh_log
from training.attendance.operations.weighing import MOST_ASKED
from training.attendance.queries.webinar_files import read_log
from training.models import Attendance, Booking, Claim, ClaimSource, Recognition, SessionStatus, WebinarImport

pytestmark = pytest.mark.django_db
KATH = "Katherine Lee"


@pytest.fixture
def fay():
    return PersonFactory(name="Fay Facilitator", email="fay@partnership.example.org", is_staff=True)


@pytest.fixture
def session(noon, fay):
    return session_of_samples(noon, fay)


@pytest.fixture
def after(session):
    """An hour after it ended."""
    return session.ends_at + timedelta(hours=1)


def weigh(session, content, at, choices=None, **facts):
    log = read_log(content, starts_at=session.starts_at)
    return weigh_log(session=session, log=log, uid=uuid4(), choices=choices, by=None, at=at, **facts)


def with_kath(weighed):
    """The choices as they stand, with Kath Lee known to be Katherine."""
    kath = str(Booking.objects.get(name=KATH).pk)
    return {one.number: kath if one.is_open else one.choice() for one in weighed.matches}


def agree(session, content, at, by=None, **facts):
    """Look at a log, say who Kath is, and agree."""
    weighed = weigh(session, content, at)
    return import_log(
        session=session, log=weighed.log, uid=uuid4(), choices=with_kath(weighed), shift=weighed.shift,
        state=weighed.state, by=by, at=at, **facts,
    )  # fmt: skip


def changing(weighed):
    return {line.booking.name for line in weighed.lines if line.changes}


# --- Each sample, twice --------------------------------------------------------------------------------------------

OTHERWISE = {
    # Nobody's end is in the list who was still there: it is taken to be the session's. One of two devices never left.
    "teams_list_2020_uk.csv": {"Mohammed Khan": ("present", 119)},
    "teams_list_2020_us.csv": {"Mohammed Khan": ("present", 119)},
    # On her phone until the computer let her in: a stay, and the sum of two.
    "teams_report_2022_two_devices.csv": {"Priya Sample": ("present", 109)},
    # Minutes in all, no more than the session's, without a word on when.
    "zoom_unique_users.csv": {
        "Priya Sample": ("present", 106),
        "Zoë O'Brien-Okafor": ("left_early", 91),
        "Tomasz Wójcik": ("left_early", 81),
        "Mohammed Khan": ("present", 120),
        "Katherine Lee": ("present", 120),
    },
}
OTHERWISE["teams_list_2020_uk.csv"] |= {"Katherine Lee": ("present", 120)}
OTHERWISE["teams_list_2020_us.csv"] |= {"Katherine Lee": ("present", 120)}


@pytest.mark.parametrize("name", SAMPLES)
def test_each_sample_is_imported_right_and_the_second_time_changes_nothing(session, fay, after, name):
    content = (HERE / name).read_bytes()
    imported = agree(session, content, after, by=fay)
    assert standing() == ATTENDED | OTHERWISE.get(name, {})
    assert (imported.people, imported.recognised, imported.absent, imported.changed) == (8, 6, 1, 7)
    again = weigh(session, content, after)
    assert (changing(again), again.open_matches, again.has_news) == (set(), [], False)
    assert set(Claim.objects.values_list("source", flat=True)) == {ClaimSource.WEBINAR}
    assert Claim.objects.count() == 7


def test_weighing_writes_nothing(session, after):
    before = [model.objects.count() for model in (Attendance, Claim, Recognition, WebinarImport, ModelLogEntry)]
    weighed = weigh(session, layouts.teams_sections(), after)
    assert changing(weighed) == set(ATTENDED)
    assert [model.objects.count() for model in (Attendance, Claim, Recognition, WebinarImport, ModelLogEntry)] == before


def test_a_corrected_file_changes_only_what_differs(session, after):
    agree(session, layouts.teams_sections(), after)
    stayed = replace(layouts.TOMASZ, stays=((0, 120),))
    others = [each for each in layouts.EVERYONE if each not in (layouts.TOMASZ, layouts.ZOE)]
    corrected = layouts.teams_sections(guests=[*others, stayed])
    weighed = weigh(session, corrected, after)
    assert changing(weighed) == {"Tomasz Wójcik", "Zoë O'Brien-Okafor"}
    agree(session, corrected, after + timedelta(minutes=1))  # of two imports the latest counts
    assert standing() == ATTENDED | {"Tomasz Wójcik": ("present", 120), "Zoë O'Brien-Okafor": ("absent", 0)}
    assert Claim.objects.count() == 9


# --- Beside the register -------------------------------------------------------------------------------------------


def test_what_those_who_ran_it_marked_stands_and_a_disagreement_is_pointed_out(session, fay, after):
    for name, status in (("Sam Example", "absent"), ("Aisha Begum", "present"), ("Priya Sample", "present")):
        mark(booking=Booking.objects.get(name=name), status=status, by=fay, at=after)
    weighed = weigh(session, layouts.teams_sections(), after)
    assert {line.booking.name for line in weighed.lines if line.disagrees} == {"Sam Example", "Aisha Begum"}
    agree(session, layouts.teams_sections(), after)
    told = ATTENDED | {"Sam Example": ("absent", 0), "Aisha Begum": ("present", 120), "Priya Sample": ("present", 120)}
    assert standing() == told
    disputed = Attendance.objects.disputed().values_list("booking__name", flat=True)
    assert set(disputed) == {"Sam Example", "Aisha Begum"}


def test_in_a_hybrid_session_nobody_is_absent_for_being_in_the_room(session, after):
    session.mode, session.venue, session.online_capacity = "hybrid", VenueFactory(), 5
    session.save()
    session.bookings.filter(name__in=["Sam Example", "Katherine Lee"]).update(online=True)
    weighed = weigh(session, layouts.teams_sections(guests=[layouts.PRIYA]), after)
    said = {line.booking.name: line.will_be.status for line in weighed.lines if line.changes}
    assert said == {"Priya Sample": "present", "Sam Example": "absent", "Katherine Lee": "absent"}


def test_only_confirmed_places_are_spoken_of(session, after):
    Booking.objects.filter(name="Sam Example").update(status="cancelled")
    weighed = weigh(session, layouts.teams_sections(), after)
    assert "Sam Example" not in {line.booking.name for line in weighed.lines}


# --- Agreeing ------------------------------------------------------------------------------------------------------


def test_agreeing_twice_imports_once(session, after):
    weighed, uid = weigh(session, layouts.teams_sections(), after), uuid4()
    facts = {
        "session": session, "log": weighed.log, "uid": uid, "choices": with_kath(weighed), "shift": weighed.shift,
        "state": weighed.state, "by": None, "at": after,
    }  # fmt: skip
    first = import_log(**facts)
    assert import_log(**facts) == first
    assert (WebinarImport.objects.count(), Claim.objects.count()) == (1, 7)


def test_a_register_that_changed_meanwhile_is_not_written_to(session, fay, after):
    weighed = weigh(session, layouts.teams_sections(), after)
    mark(booking=Booking.objects.get(name="Sam Example"), status="absent", by=fay, at=after)
    with pytest.raises(operations.ChangedMeanwhile):
        import_log(
            session=session, log=weighed.log, uid=uuid4(), choices=with_kath(weighed), shift=weighed.shift,
            state=weighed.state, by=None, at=after,
        )  # fmt: skip
    assert (Claim.objects.count(), WebinarImport.objects.count(), Recognition.objects.count()) == (1, 0, 0)


def test_somebody_who_booked_meanwhile_is_looked_at_first(session, after):
    weighed = weigh(session, layouts.teams_sections(), after)
    BookingFactory(session=session)
    with pytest.raises(operations.ChangedMeanwhile):
        import_log(
            session=session, log=weighed.log, uid=uuid4(), choices=with_kath(weighed), shift=weighed.shift,
            state=weighed.state, by=None, at=after,
        )  # fmt: skip


def test_nothing_is_written_while_somebody_is_to_be_recognised(session, after):
    weighed = weigh(session, layouts.teams_sections(), after)
    assert [one.participant.name for one in weighed.open_matches] == ["Kath Lee"]
    with pytest.raises(operations.ChoicesOpen):
        import_log(
            session=session, log=weighed.log, uid=uuid4(), choices={}, shift=weighed.shift, state=weighed.state,
            by=None, at=after,
        )  # fmt: skip
    assert Claim.objects.count() == 0


def test_more_people_than_are_asked_about_at_once_wait_and_are_asked_about_next_time(noon, after):
    session = SessionFactory(starts_at=noon, mode="online", venue=None, capacity=200)
    surnames = ["".join(letters) for letters in permutations("bkmrtz", 4)][: MOST_ASKED + 2]
    for surname in surnames:
        BookingFactory(session=session, name=f"Ada {surname}")
    whole = ((0, 120),)
    guests = [layouts.Guest(f"A {surname}", "", whole) for surname in surnames]
    content = layouts.teams_sections(guests=[*guests, layouts.Guest("Conference room 2", "", whole)])

    def first_of_each(weighed):
        return {one.number: str(one.suggestions[0].pk) if one.is_open else one.choice() for one in weighed.asked}

    for asked, waiting, left_out in ((MOST_ASKED, 2, 1), (MOST_ASKED, 0, 1)):
        weighed = weigh(session, content, after)
        assert (len(weighed.asked), len(weighed.waiting), weighed.left_out) == (asked, waiting, left_out)
        choices = first_of_each(weighed)
        import_log(
            session=session, log=weighed.log, uid=uuid4(), choices=choices, shift=weighed.shift, state=weighed.state,
            by=None, at=after,
        )  # fmt: skip
        assert set(standing().values()) == {("present", 120)}
        assert len(standing()) == len(surnames) - waiting


def test_that_a_name_is_somebody_in_the_room_is_taken_back_by_the_next_import_of_the_file(session, fay, after):
    session.mode, session.venue, session.online_capacity = "hybrid", VenueFactory(), 5
    session.save()
    content = layouts.teams_sections(guests=[layouts.KATH])
    agree(session, content, after)
    assert standing() == {KATH: ("present", 119)}
    later = after + timedelta(minutes=1)
    weighed = weigh(session, content, later)
    nobody = {one.number: "nobody" for one in weighed.matches}
    import_log(
        session=session, log=weighed.log, uid=uuid4(), choices=nobody, shift=weighed.shift, state=weighed.state,
        by=fay, at=later,
    )  # fmt: skip
    assert standing() == {KATH: ("absent", 0)}
    again = weigh(session, content, later)
    assert ([one.choice() for one in again.matches], changing(again)) == (["nobody"], set())


def test_who_somebody_is_is_remembered_here_and_chosen_first_elsewhere(session, noon, fay, after):
    agree(session, layouts.teams_sections(), after, by=fay)
    [kept] = Recognition.objects.all()  # names that were recognised anyway are not kept
    assert (kept.person.name, kept.session, kept.decided_by) == (KATH, session, fay)
    other = session_with_katherine(session)
    log = read_log(layouts.teams_sections(guests=[layouts.KATH]), starts_at=session.starts_at)
    weighed = weigh_log(session=other, log=log, uid=uuid4(), by=None, at=after)
    assert [(one.how.value, one.booking.person.name) for one in weighed.matches] == [("before", KATH)]


def session_with_katherine(session):
    """Another session at the same time with Katherine in it, so that the same file will do."""
    other = SessionFactory(starts_at=session.starts_at, mode="online", venue=None)
    kath = Booking.objects.get(name=KATH)
    BookingFactory(session=other, person=kath.person, name="K. A. Leigh")
    return other


def test_a_stranger_can_be_noted_for_a_month(session, after):
    weighed = weigh(session, layouts.teams_sections(), after)
    [room] = [one.number for one in weighed.matches if one.participant.name == "Conference room 2"]
    imported = import_log(
        session=session, log=weighed.log, uid=uuid4(), choices=with_kath(weighed) | {room: "noted"},
        shift=weighed.shift, state=weighed.state, by=None, at=after,
    )  # fmt: skip
    assert imported.noted == [{"name": "Conference room 2", "email": "", "minutes": 30}]
    assert operations.forget_noted(at=after + timedelta(days=29)) == 0
    assert operations.forget_noted(at=after + timedelta(days=30)) == 1
    imported.refresh_from_db()
    assert imported.noted == []
    assert operations.forget_noted(at=after + timedelta(days=31)) == 0


def test_what_an_import_wrote_is_found_again_by_itself(session, after):
    agree(session, layouts.teams_sections(), after)
    second = agree(session, layouts.teams_sections(guests=[layouts.SAM, layouts.KATH]), after)
    assert [claim.attendance.booking.name for claim in operations.claims_of(second)] == [
        "Mohammed Khan", "Priya Sample", "Tomasz Wójcik", "Zoë O'Brien-Okafor"
    ]  # fmt: skip


def test_the_audit_names_nobody(session, fay, after):
    imported = agree(session, layouts.teams_sections(), after, by=fay)
    entry = ModelLogEntry.objects.get(action="training.webinar_log.import")
    assert (entry.user, entry.data) == (
        fay, {"sha256": imported.sha256, "layout": "stays", "people": 8, "changed": 7}
    )  # fmt: skip


# --- Refusals ------------------------------------------------------------------------------------------------------


def test_a_log_is_refused_before_the_session_is_over(session):
    with pytest.raises(operations.NotOver):
        weigh(session, layouts.teams_sections(), session.ends_at - timedelta(seconds=1))


def test_a_log_is_refused_for_a_session_in_a_room(session, after):
    session.mode = "in_person"
    with pytest.raises(operations.NotHeldOnline):
        weigh(session, layouts.teams_sections(), after)


def test_a_log_of_another_day_is_refused(session, after):
    session.starts_at -= timedelta(days=7)
    session.ends_at -= timedelta(days=7)
    session.save()
    with pytest.raises(operations.OfAnotherDay, match="Check that it is the report of this session"):
        weigh(session, layouts.teams_sections(), after)


def test_a_log_is_refused_for_a_session_that_was_called_off(session, after):
    session.status = SessionStatus.CANCELLED
    with pytest.raises(operations.SessionCalledOff):
        weigh(session, layouts.teams_sections(), after)


# --- Questions to the database -------------------------------------------------------------------------------------


def test_as_few_questions_are_asked_for_forty_people_as_for_two(session, after):
    session.bookings.all().delete()

    def asked(number):
        bookings = [BookingFactory(session=session, online=True) for _ in range(number)]
        guests = [layouts.Guest(each.name, each.email, ((0, 120),)) for each in bookings[1:]]
        content = layouts.teams_sections(guests=[*guests, layouts.STRANGER])
        with CaptureQueriesContext(connection) as weighing:
            weighed = weigh(session, content, after)
        with CaptureQueriesContext(connection) as importing:
            import_log(
                session=session, log=weighed.log, uid=uuid4(), choices={}, shift=weighed.shift, state=weighed.state,
                by=None, at=after,
            )  # fmt: skip
        return len(weighing), len(importing)

    session.capacity = 100
    session.save()
    asked(2)  # so that some have been marked
    assert asked(2) == asked(40) == (12, 33)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_anybody_booked", [True, False])
def test_many_who_agree_to_one_preview_at_once_import_it_once(rivals, noon, fay, is_anybody_booked):
    session = session_of_samples(noon, fay)
    if not is_anybody_booked:
        session.bookings.all().delete()
    changed = 7 if is_anybody_booked else 0
    assert rivals.race("import_webinar_log", session.pk, [fay.pk] * 16) == {f"{changed} changed": 16}
    assert (WebinarImport.objects.count(), Claim.objects.count()) == (1, changed)

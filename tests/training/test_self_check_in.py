"""The code on the screen, and people who check themselves in with it."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from documents.codes import ALPHABET
from people.accounts.policies import StaffRole
from tests.factories import BookingFactory, PersonFactory, SessionFactory, staff_member
from tests.sign_in import sign_in
from training.attendance.operations import CheckInClosed, NoPlaceKnown, WrongRoomCode, check_in, close_register
from training.attendance.policies import CHECK_INS_FROM_ONE_PLACE, WRONG_ADDRESSES_FROM_ONE_PLACE
from training.attendance.queries.room_codes import canonical_room_code, room_code, seconds_left, sessions_behind
from training.bookings.operations import cancel
from training.models import Attendance, Booking, BookingStatus, Claim, Session, SessionStatus

pytestmark = pytest.mark.django_db
STEP, MINUTE = timedelta(seconds=30), timedelta(minutes=1)
PAGE = "/check-in/"


@pytest.fixture
def session(noon):
    return SessionFactory(starts_at=noon, capacity=60)


@pytest.fixture
def booking(session):
    return BookingFactory(session=session, person__name="Ama Example", person__email="ama@example.org")


@pytest.fixture
def at_noon(time_machine, noon):
    time_machine.move_to(noon, tick=False)


def claims():
    return list(Claim.objects.values_list("source", "status", "minutes"))


# --- The code ------------------------------------------------------------------------------------------------------


@given(key=st.integers(1, 2**40), at=st.datetimes(datetime(2020, 1, 1), datetime(2080, 1, 1), timezones=st.just(UTC)))
def test_every_code_has_six_letters_of_the_alphabet_and_lasts_for_half_a_minute(key, at):
    session = Session(pk=key)
    code = room_code(session, at=at)
    assert (len(code), set(code) - set(ALPHABET)) == (6, set())
    left = seconds_left(at)
    assert 1 <= left <= 30
    assert room_code(session, at=at + timedelta(seconds=left - 1)) == code
    assert canonical_room_code(f" {code[:3].lower()}-{code[3:]} ") == code


def test_codes_differ_from_step_to_step_and_between_sessions_and_secrets(noon, settings):
    codes = {room_code(Session(pk=key), at=noon + step * STEP) for key in range(1, 101) for step in range(100)}
    assert len(codes) > 9_990  # two of ten thousand are the same once in twenty times
    before = room_code(Session(pk=1), at=noon)
    settings.SECRET_KEY = "another"
    assert room_code(Session(pk=1), at=noon) != before


def test_the_code_of_now_and_the_one_before_are_accepted_and_no_other(session, noon):
    code = room_code(session, at=noon)
    accepted = [step for step in range(-3, 5) if session in sessions_behind(code, at=noon + step * STEP)]
    assert accepted == [0, 1]


@pytest.mark.parametrize("typed", ["", "ABC12", "ABC1234", "ABCDU1", "ÄBC123", "ABC12\u0663"])
def test_what_cannot_be_a_code_is_none(typed):
    assert canonical_room_code(typed) == ""


# --- Checking in ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("after", "status", "minutes", "left"),
    [
        (-30 * MINUTE, "present", 120, None),
        (10 * MINUTE, "present", 120, None),
        (40 * MINUTE, "late", 80, 80),
        (134 * MINUTE, "late", 1, 1),
    ],
)
def test_whoever_joins_late_has_the_minutes_from_then_on(session, booking, noon, after, status, minutes, left):
    at = noon + after
    done = check_in(code=room_code(session, at=at), person=booking.person, by=booking.person, at=at)
    assert (done.booking, done.is_new, done.minutes) == (booking, True, left)
    assert claims() == [("self", status, minutes)]
    assert Claim.objects.get().made_by == booking.person


def test_checking_in_twice_says_since_when_and_changes_nothing(session, booking, noon):
    for number, after in enumerate((20 * MINUTE, 50 * MINUTE)):
        at = noon + after
        done = check_in(code=room_code(session, at=at), person=None, email=" AMA@Example.org ", by=None, at=at)
        assert (done.is_new, done.arrived_at, done.minutes) == (number == 0, noon + 20 * MINUTE, 100)
    assert claims() == [("self", "late", 100)]


@pytest.mark.parametrize(
    ("after", "refusal"),
    [
        (timedelta(minutes=-30, seconds=-1), WrongRoomCode),
        (timedelta(minutes=135), CheckInClosed),
        (timedelta(minutes=136), WrongRoomCode),
    ],
)
def test_outside_its_window_no_code_checks_in(session, booking, noon, after, refusal):
    at = noon + after
    with pytest.raises(refusal):
        check_in(code=room_code(session, at=at), person=booking.person, by=booking.person, at=at)
    assert claims() == []


def test_once_the_register_is_closed_checking_in_is_too(client, session, booking, noon, at_noon, facilitator):
    close_register(session=session, by=facilitator, at=noon, despite_unmarked=True)
    with pytest.raises(CheckInClosed):
        check_in(
            code=room_code(session, at=noon), person=booking.person, by=booking.person, at=noon + timedelta(seconds=5)
        )
    page = sign_in(client, facilitator).get(reverse("training:room-code", args=[session.pk])).text
    assert "Checking in has closed" in page
    assert room_code(session, at=noon) not in page


@pytest.mark.parametrize("status", [SessionStatus.CANCELLED, SessionStatus.DRAFT])
def test_a_session_that_is_not_held_has_no_code(session, booking, noon, status):
    Session.objects.update(status=status)
    with pytest.raises(WrongRoomCode):
        check_in(code=room_code(session, at=noon), person=booking.person, by=booking.person, at=noon)


def test_a_place_in_another_session_checks_nobody_in(session, noon):
    elsewhere = BookingFactory(session=SessionFactory(starts_at=noon))
    with pytest.raises(NoPlaceKnown):
        check_in(code=room_code(session, at=noon), person=elsewhere.person, by=elsewhere.person, at=noon)
    assert claims() == []


def test_whoever_gave_the_place_back_and_booked_again_is_checked_in_once(session, booking, noon):
    cancel(booking=booking, by=booking.person, at=noon - timedelta(hours=2))
    again = BookingFactory(session=session, person=booking.person)
    assert check_in(code=room_code(session, at=noon), person=booking.person, by=None, at=noon).booking == again
    assert Attendance.objects.get().booking == again


# --- The page ------------------------------------------------------------------------------------------------------


def said(answer):
    soup = BeautifulSoup(answer.content, "html.parser")
    errors = [error.get_text() for error in soup.select(".govuk-error-summary__list li")]
    return errors or soup.select_one(".done-panel__title").get_text()


def test_a_person_who_is_signed_in_types_only_the_code(client, session, booking, noon, at_noon):
    sign_in(client, booking.person)
    assert "Your email address" not in client.get(PAGE).text
    answer = client.post(PAGE, {"code": room_code(session, at=noon).lower()})
    assert (answer.status_code, said(answer)) == (200, "You are checked in")
    assert "Ama Example" in answer.text
    assert said(client.post(PAGE, {"code": room_code(session, at=noon)})) == "You are checked in already"


def test_a_stranger_types_the_address_that_was_booked_with_and_is_told_no_name(client, session, booking, noon, at_noon):
    answer = client.post(PAGE, {"code": room_code(session, at=noon), "email": "Ama@Example.org"})
    assert (answer.status_code, said(answer)) == (200, "You are checked in")
    assert "Ama Example" not in answer.text
    assert claims() == [("self", "present", 120)]
    assert Claim.objects.get().made_by is None


def test_the_qr_code_fills_in_the_code_and_checks_nobody_in(client, session, booking, noon, at_noon):
    sign_in(client, booking.person)
    soup = BeautifulSoup(client.get(PAGE, {"code": room_code(session, at=noon)}).content, "html.parser")
    assert soup.select_one("[name=code]")["value"] == room_code(session, at=noon)
    assert claims() == []


@pytest.mark.parametrize("status", [each for each in BookingStatus if each != BookingStatus.CONFIRMED])
def test_an_address_that_is_booked_and_one_that_is_not_are_refused_in_the_same_words(
    client, session, booking, noon, at_noon, status
):
    Booking.objects.update(status=status, hold_ends_at=noon)
    code = room_code(session, at=noon)
    booked = client.post(PAGE, {"code": code, "email": "ama@example.org"})
    unknown = client.post(PAGE, {"code": code, "email": "nobody@example.org"})
    assert (booked.status_code, said(booked)) == (unknown.status_code, said(unknown)) == (
        409,
        ["We could not check you in with this. Use the address that you booked with, or ask the facilitator: they can "
         "check you in by name."],
    )  # fmt: skip
    assert claims() == []


EMAIL_FORM = "Enter an email address in the right form, such as name@example.org"
OF_A_BOOKING = "This is the code of your booking: show it at the door. Here, type the code on the screen."
CHANGES = "This is not the code on the screen now. It changes every 30 seconds, so please type the one that you see."
AMA = {"email": "ama@example.org"}


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, ["Enter the code on the screen", "Enter the email address that you booked with"]),
        ({"code": "\0", "email": "x"}, ["Null characters are not allowed.", EMAIL_FORM]),
        ({"code": "K7M2-9QXT", **AMA}, [OF_A_BOOKING]),
        ({"code": "000000", **AMA}, [CHANGES]),
        ({"code": "12345", **AMA}, [CHANGES]),
    ],
)
def test_what_cannot_check_anybody_in_is_refused_in_kind_words(client, booking, at_noon, sent, words):
    assert said(client.post(PAGE, sent)) == words
    assert claims() == []


def test_whoever_guesses_addresses_is_soon_told_nothing_not_even_for_the_right_one(
    client, session, booking, noon, at_noon
):
    code = room_code(session, at=noon)
    for number in range(WRONG_ADDRESSES_FROM_ONE_PLACE):
        assert client.post(PAGE, {"code": code, "email": f"guess{number}@example.org"}).status_code == 409
    answer = client.post(PAGE, {"code": code, "email": "ama@example.org"})
    assert answer.status_code == 429
    assert claims() == []
    sign_in(client, booking.person)  # who has proved the address is not kept waiting by others
    assert client.post(PAGE, {"code": code}).status_code == 200


def test_whoever_guesses_codes_is_stopped(client, session, booking, at_noon):
    sign_in(client, booking.person)
    answers = [client.post(PAGE, {"code": "000000"}).status_code for _ in range(CHECK_INS_FROM_ONE_PLACE + 1)]
    assert (set(answers[:-1]), answers[-1]) == ({409}, 429)


# --- The facilitator's screen --------------------------------------------------------------------------------------


def screen(session):
    return reverse("training:room-code", args=[session.pk])


@pytest.fixture
def facilitator(session):
    facilitator = staff_member(StaffRole.FACILITATOR)
    session.facilitators.add(facilitator)
    return facilitator


def test_the_screen_shows_the_code_of_now_its_time_and_an_address_to_scan(client, session, facilitator, noon, at_noon):
    page = BeautifulSoup(sign_in(client, facilitator).get(screen(session)).content, "html.parser")
    assert page.select_one(".room-code__code").get_text() == room_code(session, at=noon)
    assert page.select_one("[data-room-words]").get_text() == "A new code in 30 seconds"
    assert page.select_one("noscript meta[http-equiv=refresh]")["content"] == "31"
    assert page.select_one(".room-code__how strong").get_text() == "testserver/check-in"


@pytest.mark.parametrize(
    ("after", "status", "words"),
    [
        (timedelta(minutes=-31), "scheduled", "The code appears here at 11:30am on Tuesday 10 March 2026"),
        (timedelta(minutes=135), "scheduled", "Checking in has closed"),
        (timedelta(0), "cancelled", "This session is not being held"),
    ],
)
def test_outside_its_window_the_screen_shows_no_code_and_says_why(
    client, session, facilitator, noon, time_machine, after, status, words
):
    Session.objects.update(status=status)
    time_machine.move_to(noon + after, tick=False)
    text = sign_in(client, facilitator).get(screen(session)).text
    assert words in text
    assert room_code(session, at=noon + after) not in text


@pytest.mark.parametrize(
    ("roles", "expected"),
    [((StaffRole.FACILITATOR,), 403), ((StaffRole.EDITOR,), 403), ((), 403), ((StaffRole.PROGRAMME_MANAGER,), 200)],
)
def test_only_those_who_mark_the_register_see_the_code(client, session, at_noon, roles, expected):
    assert client.get(screen(session)).url.startswith("/account/login/?next=")
    sign_in(client, staff_member(*roles) if roles else PersonFactory())
    assert client.get(screen(session)).status_code == expected


def test_the_register_and_the_day_lead_to_the_door_and_to_the_code(client, session, facilitator, at_noon):
    sign_in(client, facilitator)
    for page in (reverse("training:register-mark", args=[session.pk]), "/sessions/today/"):
        links = re.findall(r'href="([^"]+)"', client.get(page).text)
        assert {screen(session), reverse("training:session-scan", args=[session.pk])} <= set(links)


# --- Queries -------------------------------------------------------------------------------------------------------

VIEWER, OPEN, BOOKING, LOCK, CLOSED, STANDS, KNOWN, WRITTEN, LOG, SAVEPOINTS = 2, 1, 1, 1, 1, 1, 1, 2, 3, 2


@pytest.mark.parametrize("others", [1, 30])
def test_checking_in_asks_the_same_with_thirty_sessions_at_once_as_with_one(
    client, session, noon, at_noon, others, django_assert_num_queries
):
    SessionFactory.create_batch(others, starts_at=noon)
    first, second = BookingFactory(session=session), BookingFactory(session=session)
    sign_in(client, first.person).post(PAGE, {"code": room_code(session, at=noon)})  # what is kept from then on
    sign_in(client, second.person).get(PAGE)  # what stands around every page
    asked = VIEWER + OPEN + BOOKING + LOCK + CLOSED + STANDS + KNOWN + WRITTEN + LOG + SAVEPOINTS
    with django_assert_num_queries(asked):
        assert said(client.post(PAGE, {"code": room_code(session, at=noon)})) == "You are checked in"

"""Who the people in a webinar's log are."""

from datetime import timedelta

import pytest

from tests.factories import BookingFactory, PersonFactory, SessionFactory
from training.attendance.models import LogLayout
from training.attendance.queries.naming import ALIKE, are_same, likeness, spellings, words_of
from training.attendance.queries.webinar_files import Log, LogParticipant
from training.attendance.queries.webinar_matching import How, known_by, match, remembered
from training.models import Recognition

# --- Names ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("seen", "booked"),
    [
        ("Sam Example", "sam EXAMPLE"),
        ("Example, Sam", "Sam Example"),
        ("Example Sam", "Sam Example"),
        ("Zoe OBrien Okafor (Guest)", "Zoë O'Brien-Okafor"),
        ("Wójcik, Tomasz", "Tomasz Wojcik"),
        ("Dr Sam Example [External]", "Sam Example"),
        ("Sam Example | Oak School", "Sam Example"),
        ("Kath (Katherine Lee)", "Katherine Lee"),
        ("Sam J. Example", "Sam James Example"),
        ("Sam Example", "Sam James Example"),
        ("أحمد علي", "أحمد علي"),
    ],
)
def test_names_that_are_taken_for_the_same(seen, booked):
    assert any(are_same(a, b) for a in spellings([seen]) for b in spellings([booked]))


@pytest.mark.parametrize(
    ("seen", "booked"),
    [
        ("Sam Example", "Sam Sample"),
        ("Mohammed Ali Khan", "Mohammed Hussain Khan"),  # often two people
        ("Sam", "Sam"),  # a single word is nobody's for sure
        ("iPad (2)", "iPad (2)"),
        ("", ""),
    ],
)
def test_names_that_are_not(seen, booked):
    assert not any(are_same(a, b) for a in spellings([seen]) for b in spellings([booked]))


@pytest.mark.parametrize(
    ("seen", "booked", "is_suggested"),
    [
        ("Kath Lee", "Katherine Lee", True),
        ("Mohammed Ali Khan", "Mohammed Hussain Khan", True),
        ("Smantha Example", "Samantha Example", True),
        ("Katherine", "Katherine Lee", True),
        ("Jo", "Jo Lee", False),  # too short to say anything
        ("Conference room 2", "Katherine Lee", False),
        ("Priya Sample", "Sam Example", False),
    ],
)
def test_names_that_are_suggested(seen, booked, is_suggested):
    assert (likeness(words_of(seen), words_of(booked)) >= ALIKE) == is_suggested


# --- People --------------------------------------------------------------------------------------------------------

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(noon):
    return SessionFactory(starts_at=noon, mode="online", venue=None)


def booked(session, name, email, **facts):
    return BookingFactory(session=session, person=PersonFactory(name=name, email=email), **facts)


def seen(name, *addresses, ran_it=False):
    return LogParticipant(name, (), addresses, (), 3600, ran_it)


def recognised(session, *people, choices=None, ran_by=()):
    """Each person's name, how they were recognised, and the booked name; suggestions in a list."""
    log = Log("0" * 64, LogLayout.TOTALS, people)
    bookings = list(session.bookings.select_related("person").order_by("name"))
    found = match(log, bookings, remembered(session, log), ran_by=ran_by, choices=choices or {})
    return [
        (one.how, one.booking.name if one.booking else [each.name for each in one.suggestions] or None) for one in found
    ]


def decided(session, participant, person, noon):
    Recognition.objects.create(session=session, known_by=known_by(participant), person=person, decided_at=noon)


def test_an_address_of_the_booking_or_of_the_account_is_enough(session):
    booking = booked(session, "Sam Example", "sam@example.org")
    booking.email = "sam.work@example.org"
    booking.save()
    for address in ("sam@example.org", "sam.work@example.org"):
        assert recognised(session, seen("iPad", "other@example.org", address)) == [(How.ADDRESS, "Sam Example")]


def test_without_an_address_a_name_that_one_booking_has_is_enough(session):
    booked(session, "Sam Example", "sam@example.org")
    booked(session, "Ada Example", "ada@example.org")
    assert recognised(session, seen("Example, Sam (Guest)")) == [(How.NAME, "Sam Example")]


def test_a_name_that_two_bookings_have_is_to_be_decided(session):
    booked(session, "Sam Example", "sam1@example.org")
    booked(session, "Sam Example", "sam2@example.org")
    assert recognised(session, seen("Sam Example")) == [(How.UNKNOWN, ["Sam Example", "Sam Example"])]


def test_two_people_of_one_name_with_other_addresses_are_to_be_decided(session):
    booked(session, "Sam Example", "sam@example.org")
    people = seen("Sam Example", "s1@elsewhere.example"), seen("Sam Example", "s2@elsewhere.example")
    assert recognised(session, *people) == [(How.UNKNOWN, ["Sam Example"])] * 2


def test_a_second_device_without_an_address_is_the_same_person_and_one_with_another_is_asked_about(session):
    booked(session, "Sam Example", "sam@example.org")
    people = seen("Sam Example", "sam@example.org"), seen("Sam Example"), seen("Sam Example", "x@elsewhere.example")
    assert recognised(session, *people) == [
        (How.ADDRESS, "Sam Example"), (How.NAME, "Sam Example"), (How.UNKNOWN, ["Sam Example"])
    ]  # fmt: skip


def test_a_name_written_much_like_one_and_the_same_word_before_the_at_sign_are_suggested(session):
    booked(session, "Katherine Lee", "katherine.lee@oak.example.org")
    booked(session, "Sam Example", "sam@example.org")
    people = seen("Kath Lee"), seen("KL", "katherine.lee@mail.example.com"), seen("Room 2")
    assert recognised(session, *people) == [
        (How.UNKNOWN, ["Katherine Lee"]), (How.UNKNOWN, ["Katherine Lee"]), (How.UNKNOWN, None)
    ]  # fmt: skip


def test_those_who_ran_it_are_no_attenders_unless_they_are_booked(session):
    fay = PersonFactory(name="Fay Facilitator", email="fay@example.org")
    people = seen("F", "fay@example.org"), seen("Fay Facilitator"), seen("Somebody", ran_it=True)
    assert recognised(session, *people, ran_by=[fay]) == [(How.RAN_IT, None)] * 3
    BookingFactory(session=session, person=fay, email="fay@example.org", name="Fay Facilitator")
    assert [how for how, _ in recognised(session, *people, ran_by=[fay])] == [How.ADDRESS, How.NAME, How.RAN_IT]


def test_what_was_decided_for_the_session_holds_before_names(session, noon):
    booked(session, "Sam Example", "sam@example.org")
    ada = booked(session, "Ada Example", "ada@example.org")
    decided(session, seen("Sam Example"), ada.person, noon)
    decided(session, seen("Ada Example"), None, noon)
    assert recognised(session, seen("Sam Example"), seen("Ada Example")) == [
        (How.DECIDED, "Ada Example"), (How.DECIDED, ["Ada Example"])
    ]  # fmt: skip


def test_what_was_decided_for_another_session_is_chosen_first_where_that_person_is_booked(session, noon):
    kath = booked(session, "Katherine Lee", "k.lee@example.org")
    other = SessionFactory(starts_at=noon + timedelta(days=7))
    decided(other, seen("ipad"), kath.person, noon)
    decided(other, seen("Room 2"), None, noon)
    decided(other, seen("Sam"), PersonFactory(), noon)
    assert recognised(session, seen("iPad"), seen("Room 2"), seen("Sam")) == [
        (How.BEFORE, "Katherine Lee"), (How.BEFORE, None), (How.UNKNOWN, None)
    ]  # fmt: skip


def test_what_is_chosen_holds_and_a_choice_of_nobody_here_is_none(session):
    kath = booked(session, "Katherine Lee", "k.lee@example.org")
    elsewhere = booked(SessionFactory(), "Somebody Else", "else@example.org")

    def after(choice):
        return recognised(session, seen("Kath Lee"), choices={0: choice})

    assert after(str(kath.pk)) == [(How.DECIDED, "Katherine Lee")]
    assert after("nobody") == after("noted") == [(How.DECIDED, ["Katherine Lee"])]
    for nonsense in ("", str(elsewhere.pk), "x"):
        assert after(nonsense) == [(How.UNKNOWN, ["Katherine Lee"])]


def test_what_is_remembered_holds_no_name():
    participant = seen("Katherine Lee", "k.lee@example.org")
    assert known_by(participant) == known_by(seen("Another", "k.lee@example.org"))
    assert known_by(seen("KATHERINE LEE")) == known_by(seen("Katherine Lee")) != known_by(participant)
    assert len(known_by(participant)) == 64
    assert "lee" not in known_by(participant)

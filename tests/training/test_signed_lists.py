"""Lists of who was there that an organisation signed."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from wagtail.models import ModelLogEntry

from tests.factories import (
    BookingFactory,
    OrganisationFactory,
    PersonFactory,
    SeriesFactory,
)
from tests.sign_in import sign_in
from training.attendance.operations import MarkRefused, close_register, enter_signed_list, mark
from training.attendance.queries import organisations_in
from training.models import Attendance, Booking, Claim, SignedList

pytestmark = pytest.mark.django_db


@pytest.fixture
def elm():
    return OrganisationFactory(name="Elm School")


@pytest.fixture
def people(session, elm):
    """Ada and Ben of Elm School; Cem is of another."""
    ada, ben = (BookingFactory(session=session, name=name, person=PersonFactory(organisation=elm)) for name in "AB")
    return ada, ben, BookingFactory(session=session, name="C", person=PersonFactory(organisation=OrganisationFactory()))


def enter(session, elm, *bookings, by, at, **facts):
    return enter_signed_list(
        session=session, organisation=elm, listed=[booking.pk for booking in bookings], by=by, at=at, **facts
    )


def attendances():
    return dict(Attendance.objects.values_list("booking__name", "status"))


def test_those_on_the_list_are_claimed_to_have_been_there(session, elm, people, facilitator, noon):
    ada, ben, _ = people
    assert enter(session, elm, ada, ben, by=facilitator, at=noon, signed_by=" Head  Teacher ") == 2
    assert attendances() == {"A": "present", "B": "present"}
    assert set(Claim.objects.values_list("source", "made_by")) == {("signed_list", facilitator.pk)}
    signed = SignedList.objects.get()
    assert (signed.organisation, signed.signed_by, signed.entered_by, signed.entered_at) == (
        elm, "Head Teacher", facilitator, noon,
    )  # fmt: skip
    entry = ModelLogEntry.objects.get(action="training.signed_list.enter")
    assert (entry.user, entry.data) == (facilitator, {"people": 2, "taken_off": 0, "session": session.pk})


def test_the_same_list_again_is_no_news(session, elm, people, facilitator, noon):
    assert enter(session, elm, people[0], by=facilitator, at=noon) == 1
    assert enter(session, elm, people[0], by=facilitator, at=noon) == 0
    assert Claim.objects.count() == 1


def test_a_list_that_is_entered_twice_is_one_list_unless_somebody_else_signed_it(
    session, elm, people, facilitator, noon
):
    for signed_by in ("Head Teacher", "Head Teacher", ""):
        enter(session, elm, people[0], by=facilitator, at=noon, signed_by=signed_by)
    assert SignedList.objects.get().signed_by == "Head Teacher"
    assert ModelLogEntry.objects.filter(action="training.signed_list.enter").count() == 1
    enter(session, elm, people[0], by=facilitator, at=noon, signed_by="Deputy")
    assert (SignedList.objects.count(), Claim.objects.count()) == (2, 1)


def test_a_corrected_list_replaces_the_first(session, elm, people, facilitator, noon):
    ada, ben, _ = people
    enter(session, elm, ada, ben, by=facilitator, at=noon)
    enter(session, elm, ben, by=facilitator, at=noon + timedelta(hours=1))
    assert attendances() == {"A": "absent", "B": "present"}
    enter(session, elm, ada, ben, by=facilitator, at=noon + timedelta(hours=2))
    assert attendances() == {"A": "present", "B": "present"}
    assert Attendance.objects.disputed().count() == 0


def test_a_list_names_nobody_of_another_organisation(session, elm, people, facilitator, noon):
    with pytest.raises(MarkRefused, match="Nobody is on this list"):
        enter(session, elm, people[2], by=facilitator, at=noon)
    assert (Claim.objects.count(), SignedList.objects.count()) == (0, 0)


def test_what_the_register_says_goes_before_the_list_and_a_contradiction_waits(session, elm, people, facilitator, noon):
    mark(booking=people[0], status="absent", by=facilitator, at=noon)
    close_register(session=session, by=facilitator, at=noon, despite_unmarked=True)
    enter(session, elm, people[0], by=facilitator, at=noon + timedelta(days=1))
    entry = Attendance.objects.get()
    assert (entry.status, entry.is_disputed) == ("absent", True)


def test_a_cohorts_list_can_name_everybody_in_it(session, elm, people):
    assert organisations_in(session)[0] == (elm, 2)
    session.series = SeriesFactory(organisation=elm, course=session.course)
    session.save()
    assert organisations_in(session) == [(elm, 3)]


# --- The page ------------------------------------------------------------------------------------------------------


@pytest.fixture
def phone(client, facilitator, time_machine, noon):
    time_machine.move_to(noon + timedelta(hours=3), tick=False)
    return sign_in(client, facilitator)


def address(session, organisation=None):
    return f"/sessions/{session.pk}/signed-list/" + (f"?organisation={organisation.pk}" if organisation else "")


def boxes(answer):
    page = BeautifulSoup(answer.content, "html.parser")
    return [(box["value"], box.has_attr("checked")) for box in page.select("[name=people]")]


def test_whoever_came_to_a_cohort_from_elsewhere_is_offered_without_a_tick(phone, session, elm, people):
    Booking.objects.filter(pk=people[1].pk).update(walked_in=True)
    guest = BookingFactory(session=session, name="D", walked_in=True)
    session.series = SeriesFactory(organisation=elm, course=session.course)
    session.save()
    answer = phone.get(address(session))
    assert boxes(answer) == [(str(each.pk), each.name != "D") for each in (*people, guest)]
    assert f"D, {guest.organisation}" in answer.content.decode()


def test_the_register_and_who_decides_are_told_which_list_it_was(phone, session, elm, people, facilitator, noon):
    mark(booking=people[0], status="absent", by=facilitator, at=noon)
    enter(session, elm, people[0], people[1], by=facilitator, at=noon + timedelta(minutes=5), signed_by="Head Teacher")
    enter(session, elm, people[0], by=facilitator, at=noon + timedelta(minutes=9))
    enter(session, people[2].organisation, people[2], by=facilitator, at=noon + timedelta(minutes=11))
    register = phone.get(f"/sessions/{session.pk}/register/").content.decode()
    for words in (
        "on the signed list of Elm School, signed by Head Teacher, at 12:05pm",
        "Not on the signed list of Elm School any more at 12:09pm",
        f"On the signed list of {people[2].organisation} at 12:11pm",
    ):
        assert words in register, words
    decide = phone.get(f"/sessions/{session.pk}/disagreements/").content.decode()
    assert "On the signed list of Elm School, signed by Head Teacher, at 12:05pm" in decide


def test_who_enters_a_list_is_told_of_the_one_before(phone, session, elm, people, facilitator, noon):
    enter(session, elm, people[0], by=facilitator, at=noon, signed_by="Head Teacher")
    text = " ".join(phone.get(address(session, elm)).content.decode().split())
    assert "entered already: Tuesday 10 March 2026, midday, by Fay Facilitator. It was signed by Head Teacher." in text


def test_first_the_organisation_is_chosen_then_everyone_is_ticked(phone, session, elm, people):
    page = BeautifulSoup(phone.get(address(session)).content, "html.parser")
    assert page.find("a", string="Elm School")["href"] == f"?organisation={elm.pk}"
    assert boxes(phone.get(address(session, elm))) == [(str(people[0].pk), True), (str(people[1].pk), True)]


def test_where_one_organisation_alone_is_there_it_is_chosen_already(phone, session):
    booking = BookingFactory(session=session)
    assert boxes(phone.get(address(session))) == [(str(booking.pk), True)]


def test_a_list_is_entered_and_found_again_as_it_was(phone, session, elm, people):
    data = {"people": [people[0].pk], "signed_by": "Head Teacher"}
    answer = phone.post(address(session, elm), data, follow=True)
    assert "The list of Elm School is entered: 1 person on it." in answer.content.decode()
    assert boxes(phone.get(address(session, elm))) == [(str(people[0].pk), True), (str(people[1].pk), False)]
    assert "Elm School, signed by Head Teacher: Tuesday 10 March 2026, 3pm, by Fay Facilitator" in " ".join(
        phone.get(address(session)).content.decode().split()
    )


@pytest.mark.parametrize(
    ("data", "words"),
    [({}, "Nobody is on this list. Tick those who are."), ({"people": ["99999"]}, "Select a valid choice")],
)
def test_a_list_of_nobody_is_asked_again(phone, session, elm, people, data, words):
    assert words in phone.post(address(session, elm), data).content.decode()
    assert SignedList.objects.count() == 0


@pytest.mark.parametrize("organisation", ["99999", "nobody", ""])
def test_an_organisation_that_has_nobody_there_is_not_chosen(phone, session, people, organisation):
    answer = phone.get(f"{address(session)}?organisation={organisation}")
    assert "Whose signed list is it?" in answer.content.decode()

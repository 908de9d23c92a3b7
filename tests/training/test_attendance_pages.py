"""The facilitator's day and the register, as pages."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from people.accounts.policies import StaffRole
from tests.factories import BookingFactory, PersonFactory, SessionFactory, staff_member
from tests.sign_in import sign_in
from training.attendance.operations import mark
from training.certificates.operations import issue
from training.models import Attendance, BookingNeeds, BookingStatus, Claim, SessionStatus

pytestmark = pytest.mark.django_db
TODAY = "/sessions/today/"


@pytest.fixture
def facilitator():
    return staff_member(StaffRole.FACILITATOR, name="Fay Facilitator")


@pytest.fixture
def session(noon, facilitator):
    session = SessionFactory(starts_at=noon, capacity=60)
    session.facilitators.add(facilitator)
    return session


@pytest.fixture
def at_noon(time_machine, noon):
    time_machine.move_to(noon, tick=False)


@pytest.fixture
def phone(client, facilitator, at_noon):
    """The facilitator's browser, at noon."""
    return sign_in(client, facilitator)


def address(session):
    return reverse("training:register-mark", args=[session.pk])


def row(booking, status="", minutes="", seen=0):
    return {f"p{booking.pk}-status": status, f"p{booking.pk}-minutes": minutes, f"p{booking.pk}-seen": seen}


def cards(answer):
    """The title and the numbers of each session on the day's page."""
    soup = BeautifulSoup(answer.content, "html.parser")
    return [
        (
            card.select_one(".day-card__title").get_text(),
            " ".join(card.select_one(".day-card__numbers").get_text().split()),
        )
        for card in soup.select(".day-card")
    ]


def about_training(queries):
    """How many of the queries read training's own tables: what surrounds every page is counted elsewhere."""
    return sum('FROM "training_' in query["sql"] for query in queries)


def attendances():
    return dict(Attendance.objects.values_list("booking__name", "status"))


# --- Who may open them ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("roles", "is_theirs", "expected"),
    [
        ((StaffRole.FACILITATOR,), True, 200),
        ((StaffRole.FACILITATOR,), False, 403),
        ((StaffRole.PROGRAMME_MANAGER,), False, 200),
        ((StaffRole.ADMINISTRATOR,), False, 200),
        ((StaffRole.EDITOR, StaffRole.ANALYST), True, 403),
        ((), True, 403),
    ],
)
def test_a_register_opens_for_its_facilitators_and_programme_managers(
    client, session, at_noon, roles, is_theirs, expected
):
    viewer = staff_member(*roles) if roles else PersonFactory()
    if is_theirs:
        session.facilitators.add(viewer)
    booking = BookingFactory(session=session)
    sign_in(client, viewer)
    assert client.get(address(session)).status_code == expected
    answer = client.post(address(session), row(booking, "present"))
    assert answer.status_code == (302 if expected == 200 else 403)
    assert Attendance.objects.count() == (expected == 200)


def test_a_stranger_is_asked_to_sign_in(client, session):
    for path in (TODAY, address(session)):
        assert client.get(path).url.startswith("/account/login/?next=")


@pytest.mark.parametrize(("role", "expected"), [(StaffRole.ANALYST, 403), (None, 403), (StaffRole.FACILITATOR, 200)])
def test_the_day_opens_for_those_who_mark(client, at_noon, role, expected):
    sign_in(client, staff_member(role) if role else PersonFactory())
    assert client.get(TODAY).status_code == expected


# --- Today ---------------------------------------------------------------------------------------------------------


def test_the_day_shows_ones_own_sessions_of_today_and_the_unfinished_of_the_last_month(phone, facilitator, noon):
    kinds = {
        "Today": timedelta(hours=3),
        "Tomorrow": timedelta(days=1),
        "Unmarked": timedelta(days=-29),
        "Long ago": timedelta(days=-32),
        "Marked": timedelta(days=-2),
        "Nobody came": timedelta(days=-3),
        "Of another": timedelta(hours=1),
        "Cancelled": timedelta(hours=2),
    }
    for title, difference in kinds.items():
        session = SessionFactory(course__title=title, starts_at=noon + difference)
        if title != "Of another":
            session.facilitators.add(facilitator)
        if title != "Nobody came":
            booking = BookingFactory(session=session)
        if title == "Marked":
            mark(booking=booking, status="absent", by=None, at=noon)
        if title == "Cancelled":
            session.status = SessionStatus.CANCELLED
            session.save()
    assert cards(phone.get(TODAY)) == [("Today", "1 expected"), ("Unmarked", "1 expected, Not marked yet")]


def test_a_programme_manager_sees_everyones_day(client, session, at_noon):
    sign_in(client, staff_member(StaffRole.PROGRAMME_MANAGER))
    assert cards(client.get(TODAY)) == [(session.course.title, "Nobody booked")]


def test_a_day_without_sessions_says_so_kindly(phone):
    assert "You are not down to run a session today" in phone.get(TODAY).content.decode()


def test_the_day_asks_the_database_as_often_for_one_session_as_for_many(phone, facilitator, noon):
    def hold(number):
        for each in range(number):
            session = SessionFactory(starts_at=noon + timedelta(minutes=each))
            session.facilitators.add(facilitator)
            BookingFactory.create_batch(2, session=session)

    hold(1)
    phone.get(TODAY)
    with CaptureQueriesContext(connection) as for_one:
        phone.get(TODAY)
    hold(11)
    with CaptureQueriesContext(connection) as for_many:
        phone.get(TODAY)
    assert about_training(for_one) == 2
    assert len(for_many) == len(for_one)


# --- The register --------------------------------------------------------------------------------------------------


def test_the_register_asks_the_database_as_often_for_one_person_as_for_forty(phone, session, noon):
    def expect(people):
        for booking in BookingFactory.create_batch(people, session=session):
            BookingNeeds.objects.create(booking=booking, access="A chair with arms")
            mark(booking=booking, status="present", by=booking.person, at=noon)
            mark(booking=booking, status="absent", by=None, at=noon)

    expect(1)
    phone.get(address(session))
    with CaptureQueriesContext(connection) as for_one:
        phone.get(address(session))
    expect(39)
    with CaptureQueriesContext(connection) as for_forty:
        answer = phone.get(address(session))
    assert answer.content.decode().count("A chair with arms") == 40
    assert about_training(for_one) == 5
    assert len(for_forty) == len(for_one)


def test_the_register_names_those_expected_and_no_one_else(phone, session):
    BookingFactory(session=session, name="Ada Expected")
    BookingFactory(session=session, name="Cal Cancelled", status=BookingStatus.CANCELLED, confirmed_at=None)
    BookingFactory(session=SessionFactory(), name="Oda Otherwise")
    text = phone.get(address(session)).content.decode()
    assert [name in text for name in ("Ada Expected", "Cal Cancelled", "Oda Otherwise")] == [True, False, False]


def test_each_choice_is_saved_and_what_was_not_chosen_stays_unmarked(phone, session):
    ada, ben, cem, dee = (BookingFactory(session=session, name=name) for name in ("Ada", "Ben", "Cem", "Dee"))
    data = row(ada, "present") | row(ben, "late", 100) | row(cem, "absent", 7) | row(dee)
    answer = phone.post(address(session), data)
    assert answer.url == address(session)
    assert [str(message) for message in get_messages(answer.wsgi_request)] == ["Saved: 3 people marked."]
    assert attendances() == {"Ada": "present", "Ben": "late", "Cem": "absent"}


def test_one_button_saves_one_person_and_leaves_the_others(phone, session):
    ada, ben = BookingFactory(session=session, name="Ada"), BookingFactory(session=session, name="Ben")
    answer = phone.post(address(session), row(ada, "late", "nonsense") | row(ben, "present") | {"only": ben.pk})
    assert answer.url == f"{address(session)}#person-{ben.pk}"
    assert attendances() == {"Ben": "present"}


@pytest.mark.parametrize("only", ["9" * 5000, "nobody", "-1"])
def test_a_button_of_nobody_on_the_register_saves_nobody(phone, session, only):
    ada = BookingFactory(session=session, name="Ada")
    assert phone.post(address(session), row(ada, "present") | {"only": only}).status_code == 302
    assert phone.get(f"{address(session)}?meanwhile={only}").status_code == 200
    assert attendances() == {}


def test_everyone_is_marked_present_but_those_chosen_otherwise(phone, session):
    ada, ben, cem = (BookingFactory(session=session, name=name) for name in ("Ada", "Ben", "Cem"))
    phone.post(address(session), row(ada) | row(ben, "absent") | row(cem) | {"everyone": "1"})
    assert attendances() == {"Ada": "present", "Ben": "absent", "Cem": "present"}


def test_minutes_that_do_not_fit_are_pointed_out_and_nothing_is_saved(phone, session):
    ada, ben = BookingFactory(session=session, name="Ada"), BookingFactory(session=session, name="Ben")
    answer = phone.post(address(session), row(ada, "late", 500) | row(ben, "present"))
    assert answer.status_code == 200
    text = answer.content.decode()
    assert f'<a href="#id_p{ada.pk}-minutes">Ada: enter the minutes attended, from 1 to 120</a>' in text
    assert "<title>Error: Register" in text
    assert Attendance.objects.count() == 0


def test_saving_a_page_that_was_only_looked_at_marks_nobody_again(phone, session, noon):
    booking = BookingFactory(session=session)
    first = mark(booking=booking, status="late", minutes=100, by=None, at=noon).claims.get()
    phone.post(address(session), row(booking, "late", 100, seen=first.pk))
    assert Claim.objects.count() == 1


def test_two_facilitators_with_the_page_open_do_not_undo_each_other(phone, session, noon):
    ada, ben = BookingFactory(session=session, name="Ada"), BookingFactory(session=session, name="Ben")
    ada_seen = mark(booking=ada, status="present", by=None, at=noon).claims.get().pk
    # Meanwhile another facilitator corrects Ada and marks Ben; this page still shows Ada present and Ben unmarked.
    mark(booking=ada, status="absent", by=None, at=noon)
    mark(booking=ben, status="late", minutes=60, by=None, at=noon)
    answer = phone.post(address(session), row(ada, "present", seen=ada_seen) | row(ben, "present", seen=0))
    assert attendances() == {"Ada": "absent", "Ben": "late"}
    assert answer.url == f"{address(session)}?meanwhile={ben.pk}"
    text = phone.get(answer.url).content.decode()
    assert "Somebody else marked Ben while your page was open" in text
    assert "Somebody else marked Ada" not in text


def test_the_register_shows_who_marked_last_and_what_was_marked_before(phone, session, facilitator, noon):
    booking = BookingFactory(session=session)
    mark(booking=booking, status="present", by=facilitator, at=noon)
    mark(booking=booking, status="late", minutes=45, by=facilitator, at=noon + timedelta(minutes=50))
    text = " ".join(phone.get(address(session)).content.decode().split())
    assert "Late, 45 minutes: marked at 12:50pm by Fay Facilitator" in text
    assert "Present, 120 minutes: Tuesday 10 March 2026, midday, by Fay Facilitator" in text


def test_a_register_before_its_time_lists_names_and_takes_no_mark(phone, session, time_machine, noon):
    booking = BookingFactory(session=session, name="Ada Expected")
    time_machine.move_to(noon - timedelta(hours=2), tick=False)
    for answer in (phone.get(address(session)), phone.post(address(session), row(booking, "present"))):
        text = answer.content.decode()
        assert "The register opens 30 minutes before the session starts." in text
        assert "Ada Expected" in text
        assert "<form" not in text.partition('id="main-content"')[2].partition("</main>")[0]
    assert Attendance.objects.count() == 0


def test_a_certificate_that_is_no_longer_earned_is_pointed_out(phone, session, noon):
    booking = BookingFactory(session=session, name="Ada")
    attendance = mark(booking=booking, status="present", by=None, at=noon)
    issue(attendance_id=attendance.pk, at=session.ends_at)
    notice = "already has a certificate for this session, and these minutes no longer earn it"
    assert notice not in phone.get(address(session)).content.decode()
    mark(booking=booking, status="absent", by=None, at=noon)
    assert notice in phone.get(address(session)).content.decode()


def test_a_register_without_people_says_so(phone, session):
    assert "Nobody has a confirmed place" in phone.get(address(session)).content.decode()

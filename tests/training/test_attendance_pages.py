"""The facilitator's day and the register, as pages."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from people.accounts.policies import StaffRole
from tests.factories import (
    BookingFactory,
    OrganisationFactory,
    PersonFactory,
    RoleFactory,
    SessionFactory,
    staff_member,
)
from tests.sign_in import sign_in
from training.attendance.operations import Said, close_register, mark, record, step_out
from training.certificates.operations import issue
from training.models import (
    Attendance,
    Booking,
    BookingNeeds,
    BookingStatus,
    Claim,
    ClaimSource,
    ClosedRegister,
    Notice,
    SessionStatus,
    SteppedOut,
)

pytestmark = pytest.mark.django_db
TODAY = "/sessions/today/"


@pytest.fixture
def at_noon(time_machine, noon):
    time_machine.move_to(noon, tick=False)


@pytest.fixture
def phone(client, facilitator, at_noon):
    """The facilitator's browser, at noon."""
    return sign_in(client, facilitator)


def address(session):
    return reverse("training:register-mark", args=[session.pk])


def row(booking, status="", missed="", seen=0, *, other=""):
    """What is sent of one person; the minutes that they missed by a touch, or typed."""
    prefix = f"p{booking.pk}-"
    return {f"{prefix}status": status, f"{prefix}missed": missed, f"{prefix}missed_other": other, f"{prefix}seen": seen}


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
    assert about_training(for_one) == 3
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
    assert about_training(for_one) == 7
    assert len(for_forty) == len(for_one)


def test_a_long_register_is_small_on_its_way(phone, session):
    BookingFactory.create_batch(30, session=session)
    small, whole = (phone.get(address(session), headers={"accept-encoding": how}) for how in ("gzip", "identity"))
    assert small.headers["Content-Encoding"] == "gzip"
    assert len(small.content) * 8 < len(whole.content)


def test_the_register_names_those_expected_and_no_one_else(phone, session):
    BookingFactory(session=session, name="Ada Expected")
    BookingFactory(session=session, name="Cal Cancelled", status=BookingStatus.CANCELLED, confirmed_at=None)
    BookingFactory(session=SessionFactory(), name="Oda Otherwise")
    text = phone.get(address(session)).content.decode()
    assert [name in text for name in ("Ada Expected", "Cal Cancelled", "Oda Otherwise")] == [True, False, False]


def test_each_choice_is_saved_and_what_was_not_chosen_stays_unmarked(phone, session):
    ada, ben, cem, dee = (BookingFactory(session=session, name=name) for name in ("Ada", "Ben", "Cem", "Dee"))
    data = row(ada, "present") | row(ben, "late", 15) | row(cem, "absent", 10) | row(dee)
    answer = phone.post(address(session), data)
    assert answer.url == address(session)
    assert [str(message) for message in get_messages(answer.wsgi_request)] == ["Saved: 3 people marked."]
    assert attendances() == {"Ada": "present", "Ben": "late", "Cem": "absent"}
    assert dict(Attendance.objects.values_list("booking__name", "minutes")) == {"Ada": 120, "Ben": 105, "Cem": 0}


@pytest.mark.parametrize(
    ("status", "missed", "other", "minutes", "words"),
    [
        ("late", "5", "", 115, "Late by 5 minutes"),
        ("left_early", "30", "", 90, "Left 30 minutes early"),
        ("late", "other", "1", 119, "Late by 1 minute"),
        ("late", "", "119", 1, "Late by 119 minutes"),
        ("late", "10", "77", 110, "Late by 10 minutes"),
        ("apology", "", "nonsense", 0, "Absent, sent apologies"),
    ],
)
def test_minutes_are_chosen_as_missed_and_kept_as_attended(phone, session, status, missed, other, minutes, words):
    ada = BookingFactory(session=session, name="Ada")
    phone.post(address(session), row(ada, status, missed, other=other))
    entry = Attendance.objects.get()
    assert (entry.status, entry.minutes) == (status, minutes)
    page = BeautifulSoup(phone.get(address(session)).content, "html.parser")
    assert page.select_one(".register-row__state").get_text() == words


def test_fewer_minutes_are_offered_than_the_session_has(phone, noon, facilitator):
    short = SessionFactory(starts_at=noon, ends_at=noon + timedelta(minutes=15))
    short.facilitators.add(facilitator)
    BookingFactory(session=short)
    page = BeautifulSoup(phone.get(address(short)).content, "html.parser")
    assert [label.get_text() for label in page.select(".register-row__quick label")] == ["5", "10", "Other"]


def test_one_button_saves_one_person_and_leaves_the_others(phone, session):
    ada, ben = BookingFactory(session=session, name="Ada"), BookingFactory(session=session, name="Ben")
    answer = phone.post(address(session), row(ada, "late", other="nonsense") | row(ben, "present") | {"only": ben.pk})
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


@pytest.mark.parametrize("other", ["", "0", "-5", "120", "500", "nonsense", "9" * 30])
@pytest.mark.parametrize("missed", ["", "other", "nonsense"])
def test_minutes_that_do_not_fit_are_pointed_out_and_nothing_is_saved(phone, session, missed, other):
    ada, ben = BookingFactory(session=session, name="Ada"), BookingFactory(session=session, name="Ben")
    answer = phone.post(address(session), row(ada, "late", missed, other=other) | row(ben, "present"))
    assert answer.status_code == 200
    page = BeautifulSoup(answer.content, "html.parser")
    [link] = page.select(".govuk-error-summary a")
    assert link.get_text() == "Ada: choose how many minutes late they were, from 1 to 119"
    assert page.find(id=link["href"][1:])["value"] == other
    assert page.title.get_text().startswith("Error: Register")
    assert Attendance.objects.count() == 0


@pytest.mark.parametrize(
    ("minutes", "sent"), [(110, {"missed": "10"}), (88, {"missed": "other", "other": "32"}), (120, {})]
)
def test_saving_a_page_that_was_only_looked_at_marks_nobody_again(phone, session, noon, minutes, sent):
    booking = BookingFactory(session=session)
    first = mark(booking=booking, status="late", minutes=minutes, by=None, at=noon).claims.get()
    page = BeautifulSoup(phone.get(address(session)).content, "html.parser")
    shown = {each["name"]: each.get("value", "") for each in page.select("main form input[name^=p]")
             if each["type"] not in ("radio", "checkbox") or each.has_attr("checked")}  # fmt: skip
    assert shown == {key: str(value) for key, value in row(booking, "late", seen=first.pk, **sent).items()
                     if value or not key.endswith("missed")}  # fmt: skip
    phone.post(address(session), shown)
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
    assert "Something else was said of Ben while your page was open" in text
    assert "Something else was said of Ada" not in text


def test_the_register_shows_who_marked_last_and_what_was_marked_before(phone, session, facilitator, noon):
    booking = BookingFactory(session=session)
    mark(booking=booking, status="present", by=facilitator, at=noon)
    mark(booking=booking, status="late", minutes=45, by=facilitator, at=noon + timedelta(minutes=50))
    text = " ".join(BeautifulSoup(phone.get(address(session)).content, "html.parser").get_text().split())
    assert "Late by 75 minutes Change" not in text
    assert "Late by 75 minutes" in text
    assert "Marked by Fay Facilitator at 12:50pm" in text
    assert "Present: marked by Fay Facilitator at midday" in text


@pytest.mark.parametrize(
    ("said", "stands", "source"),
    [
        ({"source": ClaimSource.SCAN, "status": "present"}, "Present", "Code scanned at the door at 12:12pm"),
        ({"source": ClaimSource.SELF, "status": "present"}, "Present", "Checked in by themselves at 12:12pm"),
        (
            {"source": ClaimSource.WEBINAR, "status": "present", "minutes": 88},
            "Present, 88 of 120 minutes", "From the webinar’s log at 12:12pm",
        ),
        (
            {"source": ClaimSource.SIGNED_LIST, "status": "present"},
            "Present", "On the organisation’s signed list at 12:12pm",
        ),
    ],
)  # fmt: skip
def test_the_register_says_where_it_is_known_from(phone, session, noon, said, stands, source):
    booking, then = BookingFactory(session=session), noon + timedelta(minutes=12)
    record(session=session, said=[Said(booking.pk, **said, made_at=then)], by=None, at=noon + timedelta(days=1))
    page = BeautifulSoup(phone.get(address(session)).content, "html.parser")
    assert page.select_one(".register-row__state").get_text() == stands
    assert page.select_one(".register-row__source").get_text() == source


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


def main(answer):
    return answer.content.decode().partition('id="main-content"')[2].partition("</main>")[0]


def test_what_is_known_from_elsewhere_is_marked_otherwise_or_alike_by_a_touch(phone, session, noon):
    ada, ben = BookingFactory(session=session, name="Ada"), BookingFactory(session=session, name="Ben")
    told = [Said(booking.pk, "present", ClaimSource.WEBINAR, minutes=88) for booking in (ada, ben)]
    record(session=session, said=told, by=None, at=noon)
    page = BeautifulSoup(phone.get(address(session)).content, "html.parser")
    assert page.select("main form [name$=status][checked]") == []
    seen = {claim.attendance.booking_id: claim.pk for claim in Claim.objects.select_related("attendance")}
    phone.post(address(session), row(ada, "present", seen=seen[ada.pk]) | row(ben, seen=seen[ben.pk]))
    assert dict(Attendance.objects.values_list("booking__name", "minutes")) == {"Ada": 120, "Ben": 88}


def test_several_marks_are_saved_in_as_many_questions_as_one(phone, session):
    def counted(number):
        people = BookingFactory.create_batch(number, session=session)
        data = {}
        for booking in people:
            data |= row(booking, "absent")
        with CaptureQueriesContext(connection) as queries:
            assert phone.post(address(session), data).status_code == 302
        return len([query for query in queries if '"training_' in query["sql"]])

    counted(2)
    assert counted(2) == counted(30)


# --- Stepping out --------------------------------------------------------------------------------------------------


def test_stepping_out_is_noted_and_taken_back_near_the_person_and_marks_nobody(phone, session):
    ada = BookingFactory(session=session, name="Ada")
    answer = phone.post(address(session), row(ada, "absent") | {"out": ada.pk})
    assert answer.url == f"{address(session)}#person-{ada.pk}"
    page = phone.get(address(session)).content.decode()
    assert "Out of the room" in page
    assert "It never counts against anybody, and it is deleted the night after" in page
    phone.post(address(session), row(ada) | {"back": ada.pk})
    assert "Out of the room" not in phone.get(address(session)).content.decode()
    assert (SteppedOut.objects.get().back_at is None, Attendance.objects.count()) == (False, 0)


@pytest.mark.parametrize("button", ["out", "back"])
def test_nobody_of_another_session_steps_out_here(phone, session, noon, button):
    elsewhere = BookingFactory(session=SessionFactory(starts_at=noon))
    for key in (elsewhere.pk, "nobody", "9" * 40):
        assert phone.post(address(session), {button: key}).status_code == 302
    assert SteppedOut.objects.count() == 0


def test_nobody_but_those_who_run_the_session_sees_who_stepped_out(phone, client, session, noon):
    ada = BookingFactory(session=session, name="Ada")
    step_out(session=session, booking_id=ada.pk, at=noon)
    sign_in(client, staff_member(StaffRole.ANALYST))
    for path in (address(session), f"/bookings/{ada.key}/"):
        assert "Out of the room" not in client.get(path).content.decode()


# --- Walk-ins ------------------------------------------------------------------------------------------------------


def walk_in(session, **facts):
    organisation = OrganisationFactory(name="Elm Surgery")
    told = {"name": "Wanda Walker", "email": "wanda@example.org", "role": RoleFactory(name="Nurse").pk,
            "organisation_query": "", "organisation": organisation.pk, "late_by": ""}  # fmt: skip
    return f"/sessions/{session.pk}/walk-ins/add/", told | facts


def test_somebody_without_a_place_is_put_on_the_register_and_marked(phone, session, facilitator):
    path, told = walk_in(session)
    answer = phone.post(path, told)
    booking = Booking.objects.get()
    assert answer.url == f"{address(session)}#person-{booking.pk}"
    assert (booking.walked_in, booking.booked_by, booking.attendance.status) == (True, facilitator, "present")
    assert "Walked in" in phone.get(address(session)).content.decode()


def test_only_whoever_had_no_place_is_told_by_email_that_they_are_on_the_register(phone, session, noon):
    path, told = walk_in(session)
    words = [str(message) for message in get_messages(phone.post(path, told).wsgi_request)]
    assert words == ["Wanda Walker is on the register, and is told by email."]
    booked = BookingFactory(session=session, name="Ada", confirmed_at=noon - timedelta(days=1))
    answer = phone.post(path, told | {"name": "Ada", "email": booked.person.email})
    words = [str(message) for message in get_messages(answer.wsgi_request)]
    assert words[-1] == "Ada had a place already, and is marked."
    assert set(Notice.objects.values_list("booking__name", "kind")) == {("Wanda Walker", "booking_walked_in")}


@pytest.mark.parametrize(("mode", "is_offered"), [("in_person", True), ("hybrid", True), ("online", False)])
def test_codes_are_scanned_where_there_is_a_door(phone, session, mode, is_offered):
    session.mode, session.online_capacity = mode, 5 if mode == "hybrid" else 0
    session.save()
    for path in (TODAY, address(session)):
        links = [link["href"] for link in BeautifulSoup(phone.get(path).content, "html.parser").select("main a[href]")]
        assert (reverse("training:session-scan", args=[session.pk]) in links) == is_offered
        assert reverse("training:room-code", args=[session.pk]) in links


def test_a_late_walk_in_is_kept_with_the_minutes_attended(phone, session):
    path, told = walk_in(session, late_by="20")
    phone.post(path, told)
    entry = Attendance.objects.get()
    assert (entry.status, entry.minutes) == ("late", 100)


def test_the_next_walk_in_has_role_and_organisation_of_the_last_chosen_already(phone, session):
    phone.post(*walk_in(session))
    page = BeautifulSoup(phone.get(address(session)).content, "html.parser").select_one("form.walk-in")
    assert page.select_one("option[selected]").get_text() == "Nurse"
    assert page.select_one("[name=organisation][checked]").find_next("label").get_text().split()[:2] == [
        "Elm",
        "Surgery",
    ]
    assert page.select_one("[name=name]").get("value") is None


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": ""}, "Enter their name."),
        ({"email": ""}, "Enter their email address."),
        ({"role": "99999"}, "Choose their role."),
        ({"late_by": "soon"}, "Enter the minutes as a number."),
        ({"late_by": "120"}, "Enter how many minutes late they were, from 1 to 119."),
        ({"late_by": "-5"}, "Enter how many minutes late they were, from 1 to 119."),
    ],
)
def test_a_walk_in_that_lacks_something_is_asked_again_with_all_that_was_typed(phone, session, wrong, words):
    path, told = walk_in(session, **wrong)
    answer = phone.post(path, told)
    assert words in answer.content.decode()
    if wrong != {"name": ""}:
        assert 'value="Wanda Walker"' in answer.content.decode()
    assert Booking.objects.count() == 0


def test_nobody_is_put_on_a_register_that_is_closed_meanwhile(phone, session, facilitator, noon):
    close_register(session=session, by=facilitator, at=noon - timedelta(minutes=1))
    path, told = walk_in(session)
    answer = phone.post(path, told)
    assert answer.status_code == 409
    assert "This register was closed on Tuesday 10 March 2026" in answer.content.decode()
    assert Booking.objects.count() == 0


# --- Closing -------------------------------------------------------------------------------------------------------


def test_closing_shows_what_there_is_and_asks_first_while_somebody_is_unmarked(phone, session, noon):
    ada, _ = BookingFactory(session=session, name="Ada"), BookingFactory(session=session, name="Ben")
    mark(booking=ada, status="present", by=None, at=noon)
    path = f"/sessions/{session.pk}/register/close/"
    page = main(phone.get(path))
    assert "Ben" in page
    assert "Close it although 1 is not marked" in page
    answer = phone.post(path)
    assert (answer.status_code, "1 person is not marked yet" in answer.content.decode()) == (409, True)
    assert phone.post(path, {"despite_unmarked": "1"}).url == address(session)
    closed = main(phone.get(address(session)))
    assert "This register is closed" in closed
    assert "Fay Facilitator closed it at midday" in closed
    assert "Mark everyone" not in closed
    assert phone.post(f"/sessions/{session.pk}/register/reopen/").url == address(session)
    assert "Mark everyone else present" in main(phone.get(address(session)))


def test_a_page_that_was_open_when_the_register_was_closed_marks_nobody(phone, session, facilitator, noon):
    ada = BookingFactory(session=session)
    close_register(session=session, by=facilitator, at=noon, despite_unmarked=True)
    answer = phone.post(address(session), row(ada, "present"), follow=True)
    assert "This register was closed" in answer.content.decode()
    assert Attendance.objects.count() == 0


def test_a_register_is_not_opened_again_by_looking_nor_by_anybody_else(phone, client, session, facilitator, noon):
    close_register(session=session, by=facilitator, at=noon)
    path = f"/sessions/{session.pk}/register/reopen/"
    assert phone.get(path).status_code == 405
    sign_in(client, staff_member(StaffRole.FACILITATOR))
    assert client.post(path).status_code == 403
    assert ClosedRegister.objects.count() == 1


# --- Other days ----------------------------------------------------------------------------------------------------


@pytest.fixture
def sessions_around(facilitator, noon):
    for days in (-31, -30, -1, 0, 1, 14, 15):
        title = f"{abs(days)} days {'ago' if days < 0 else 'ahead'}"
        SessionFactory(course__title=title, starts_at=noon + timedelta(days=days)).facilitators.add(facilitator)
    SessionFactory(course__title="Of another", starts_at=noon + timedelta(days=2))


@pytest.mark.parametrize(
    ("query", "expected"), [("", ["1 days ahead", "14 days ahead"]), ("?past", ["1 days ago", "30 days ago"])]
)
def test_sessions_of_other_days_are_found(phone, sessions_around, query, expected):
    assert [title for title, _ in cards(phone.get(f"/sessions/near/{query}"))] == expected


def test_many_sessions_of_other_days_are_shown_in_pages_in_as_many_questions(phone, facilitator, noon):
    def counted(number):
        for each in range(number):
            session = SessionFactory(starts_at=noon + timedelta(days=3, minutes=each))
            session.facilitators.add(facilitator)
        with CaptureQueriesContext(connection) as queries:
            phone.get("/sessions/near/")
        return len(queries)

    counted(1)
    assert counted(1) == counted(15)
    counted(8)
    assert (len(cards(phone.get("/sessions/near/"))), len(cards(phone.get("/sessions/near/?page=2")))) == (20, 5)

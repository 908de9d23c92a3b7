"""What a training lead sees of their organisation's bookings, and changing them for the people concerned."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from people.accounts.policies import StaffRole
from people.models import TrainingLead
from tests.factories import (
    BookingFactory,
    CourseFactory,
    OrganisationFactory,
    PersonFactory,
    SessionFactory,
    staff_member,
)
from tests.letters import letters
from tests.sign_in import sign_in
from training.attendance import operations as attendance
from training.bookings import operations
from training.bookings.queries.invariants import breaches
from training.certificates import operations as certificates
from training.models import Booking, BookingNeeds, BookingStatus, GroupTakes, Notice, NoticeKind, Pool

pytestmark = pytest.mark.django_db

OVERVIEW, BOOK = "/colleagues/", "/colleagues/book/"


def make_lead(organisation=None, **facts):
    person = PersonFactory(**facts)
    TrainingLead.objects.create(person=person, organisation=organisation or person.organisation)
    return person


@pytest.fixture
def lead(client):
    person = make_lead(name="Lea Example")
    client.force_login(person)
    return person


def booked(lead, session=None, **facts):
    return BookingFactory(session=session or SessionFactory(), organisation=lead.organisation, **facts)


def offered(lead, session, **facts):
    ends_at = timezone.now() + timedelta(hours=5)
    return booked(lead, session, status=BookingStatus.OFFERED, confirmed_at=None, hold_ends_at=ends_at, **facts)


def colleagues_on(response):
    page = BeautifulSoup(response.text, "html.parser")
    return [name.text for name in page.select(".colleagues__name")]


def change(verb, booking):
    return reverse(f"training:colleague-{verb}", args=[booking.pk])


def swap_answers(booking, email="instead@example.org"):
    return {"name": "Ines Instead", "email": email, "role": booking.role_id}


# What is shown


def test_colleagues_are_shown_however_they_booked_and_nobody_elses(client, lead):
    session = SessionFactory(capacity=30, pools_return_days_before=2)
    booked(lead, session, person__name="Ama Alone")
    pool = operations.reserve(
        session_id=session.pk, organisation=lead.organisation, places=2, by=lead, at=timezone.now()
    )
    someone = operations.Colleague("Bo Grouped", "bo@example.org", lead.role)
    operations.book_group(
        session_id=session.pk, organisation=lead.organisation, colleagues=[someone], by=lead, at=timezone.now()
    )
    Booking.objects.filter(pk=booked(lead, session, person__name="Cy Pooled").pk).update(pool=pool)
    Pool.objects.filter(pk=pool.pk).update(unfilled=1)
    waits = booked(lead, session, person__name="Di Waits", status=BookingStatus.WAITING, confirmed_at=None)
    booked(lead, session, person__name="Ed Cancelled", status=BookingStatus.CANCELLED)
    BookingFactory(session=session, name="Somebody Else")
    # Works there, and booked for another organisation.
    BookingFactory(session=session, person__organisation=lead.organisation, organisation=OrganisationFactory())
    response = client.get(OVERVIEW)
    assert colleagues_on(response) == ["Ama Alone", "Bo Grouped", "Cy Pooled", "Di Waits"]
    assert "1 of 2 reserved places is not filled." in response.text
    assert change("cancel", waits) in response.text


def test_needs_and_joining_links_are_never_shown_to_a_lead(client, lead):
    link = "https://meet.example.org/only-for-holders"
    booking = booked(lead, SessionFactory(mode="online", venue=None, joining_link=link), person__name="Ama Private")
    BookingNeeds.objects.create(booking=booking, access="A ramp to the stage", dietary="No nuts at all")
    pages = [client.get(address) for address in (OVERVIEW, *(change(v, booking) for v in ("cancel", "move", "swap")))]
    for page in pages:
        assert "Ama Private" in page.text
        for secret in (link, "A ramp to the stage", "No nuts at all", booking.key):
            assert secret not in page.text


def test_an_offer_comes_first_and_is_accepted_for_the_colleague(client, lead):
    booking = offered(lead, SessionFactory(), person__name="Ama Offered")
    page = client.get(OVERVIEW)
    assert "One offered place wants an answer" in page.text
    assert "Ama Offered" in client.get(change("accept", booking)).text
    booking.refresh_from_db()
    assert booking.status == BookingStatus.OFFERED  # opening the page changed nothing
    for _ in range(2):
        assert client.post(change("accept", booking)).url == f"{OVERVIEW}?organisation={lead.organisation_id}"
    booking.refresh_from_db()
    assert booking.status == BookingStatus.CONFIRMED
    assert [email.to for email in letters()] == [[booking.email]]
    assert "wants an answer" not in client.get(OVERVIEW).text


def test_an_offer_to_an_address_that_nobody_has_proved_is_answered_by_its_link_alone(client, lead):
    booking = offered(lead, SessionFactory())
    Booking.objects.filter(pk=booking.pk).update(person=None, email="victim@example.org")
    assert change("accept", booking) not in client.get(OVERVIEW).text
    client.post(change("accept", booking))
    booking.refresh_from_db()
    assert (booking.status, booking.person) == (BookingStatus.OFFERED, None)


def test_the_offers_of_a_group_are_one_and_lead_to_the_group(client, lead):
    session = SessionFactory(capacity=2)
    holder, other = BookingFactory.create_batch(2, session=session)
    people = [operations.Colleague(f"Member {n}", f"m{n}@example.org", lead.role) for n in range(2)]
    facts = {"session_id": session.pk, "organisation": lead.organisation, "colleagues": people, "by": lead}
    group = operations.book_group(**facts, waits=GroupTakes.ALL_OR_NONE, at=timezone.now())
    for booking in (holder, other):
        operations.cancel(booking=booking, by=None, at=timezone.now())
    text = client.get(OVERVIEW).text
    assert "2 offered places want an answer" in text
    assert "Member 0 and 1 more" in text
    assert reverse("training:group-detail", args=[group.pk]) in text


def test_an_offer_that_has_run_out_is_not_asked_for(client, lead):
    booking = offered(lead, SessionFactory())
    Booking.objects.filter(pk=booking.pk).update(hold_ends_at=timezone.now() - timedelta(minutes=1))
    assert "wants an answer" not in client.get(OVERVIEW).text


def test_past_sessions_are_on_a_page_of_their_own_the_latest_first(client, lead):
    now = timezone.now()
    for days, name in ((3, "Three days ago"), (1, "Yesterday"), (-3, "To come")):
        booked(lead, SessionFactory(starts_at=now - timedelta(days=days)), person__name=name)
    gone = booked(lead, SessionFactory(starts_at=now - timedelta(days=2)), person__name="Gave it back")
    Booking.objects.filter(pk=gone.pk).update(status=BookingStatus.CANCELLED)
    assert colleagues_on(client.get(OVERVIEW)) == ["To come"]
    past = client.get(OVERVIEW, {"when": "past"})
    assert colleagues_on(past) == ["Yesterday", "Three days ago"]
    assert "/cancel/" not in past.text


def states_on(response):
    page = BeautifulSoup(response.text, "html.parser")
    rows = page.select(".colleagues__row")
    return {
        row.select_one(".colleagues__name").text: " ".join(row.select_one(".colleagues__state").text.split())
        for row in rows
    }


def test_past_sessions_say_who_attended_and_who_has_a_certificate_that_stands(client, lead):
    at = timezone.now()
    session = SessionFactory(starts_at=at - timedelta(days=2), capacity=30)
    marks = {
        "Ama Stayed": ("present", None),
        "Bo Left": ("left_early", 20),
        "Cy Absent": ("absent", None),
        "Di Withdrawn": ("present", None),
        "Ed Unmarked": None,
    }
    for name, said in marks.items():
        booking = booked(lead, session, person__name=name)
        if said:
            entry = attendance.mark(booking=booking, status=said[0], minutes=said[1], by=None, at=at)
            certificate = certificates.issue(attendance_id=entry.pk, at=at)
            if name == "Di Withdrawn":
                certificates.withdraw(certificate=certificate, reason="issued_in_error", by=lead, at=at)
    assert states_on(client.get(OVERVIEW, {"when": "past"})) == {
        "Ama Stayed": "Attended Certificate",
        "Bo Left": "Attended",
        "Cy Absent": "Did not attend",
        "Di Withdrawn": "Attended",
        "Ed Unmarked": "Not marked",
    }


def test_a_colleague_who_is_marked_before_the_session_is_over_has_a_place_still(client, lead):
    booking = booked(lead, SessionFactory(starts_at=timezone.now() - timedelta(minutes=5)), person__name="Ama Here")
    attendance.mark(booking=booking, status="present", by=None, at=timezone.now())
    assert states_on(client.get(OVERVIEW)) == {"Ama Here": "Has a place"}


def test_past_sessions_ask_the_same_number_of_questions(client, lead, wagtail_site):
    asked = []
    for more in (1, 1, 28):
        for days in range(more):
            session = SessionFactory(starts_at=timezone.now() - timedelta(days=days + 2), capacity=30)
            for _ in range(2):
                booking = booked(lead, session)
                attendance.mark(booking=booking, status="present", by=None, at=timezone.now())
        with CaptureQueriesContext(connection) as queries:
            client.get(OVERVIEW, {"when": "past"})
        asked.append(len(queries))
    assert asked[1] == asked[2] == 11


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({"q": "ama"}, ["Ama Example"]),
        ({"q": "BO@EXAMPLE"}, ["Bo Example"]),
        ({"q": "nobody"}, []),
        ({"on": "course-{course}"}, ["Ama Example", "Bo Example"]),
        ({"on": "session-{session}"}, ["Ama Example"]),
        ({"on": "session-9999"}, ["Ama Example", "Bo Example", "Cy Example"]),
        ({"on": "course-1 OR 1=1", "page": "x"}, ["Ama Example", "Bo Example", "Cy Example"]),
        ({"q": "ama", "on": "session-{session}"}, ["Ama Example"]),
    ],
)
def test_the_overview_is_narrowed_by_colleague_course_and_date(client, lead, asked, shown):
    course = CourseFactory()
    now = timezone.now()
    first, second, third = (
        SessionFactory(course=chosen, starts_at=now + timedelta(days=days))
        for chosen, days in ((course, 2), (course, 3), (CourseFactory(), 4))
    )
    for session, name in ((first, "Ama"), (second, "Bo"), (third, "Cy")):
        booked(lead, session, person__name=f"{name} Example", person__email=f"{name.lower()}@example.org")
    query = {key: value.format(course=course.pk, session=first.pk) for key, value in asked.items()}
    response = client.get(OVERVIEW, query)
    assert colleagues_on(response) == shown
    if not shown:
        assert "Nobody matches" in response.text


def test_a_lead_of_two_organisations_sees_one_at_a_time_and_none_that_they_do_not_lead(client, lead):
    other, foreign = OrganisationFactory(name="Zeta School"), OrganisationFactory()
    TrainingLead.objects.create(person=lead, organisation=other)
    booked(lead, person__name="Here Example")
    BookingFactory(organisation=other, person__name="There Example")
    BookingFactory(organisation=foreign, person__name="Foreign Example")
    assert colleagues_on(client.get(OVERVIEW)) == ["Here Example"]
    assert colleagues_on(client.get(OVERVIEW, {"organisation": other.pk})) == ["There Example"]
    for tampered in (foreign.pk, "x", "-1"):
        assert client.get(OVERVIEW, {"organisation": tampered}).status_code == 403


def test_an_empty_overview_says_how_to_book_colleagues(client, lead):
    text = client.get(OVERVIEW).text
    assert "None of your colleagues has a booking to come" in text
    assert text.count(f'href="{BOOK}"') == 2  # the main action, and where there is nothing yet
    assert "No past sessions yet" in client.get(OVERVIEW, {"when": "past"}).text


def test_the_menu_and_the_account_lead_to_the_overview_for_those_who_lead_alone(client, lead):
    text = client.get("/account/").text
    assert [text.count(f'href="{address}"') for address in (OVERVIEW, BOOK)] == [2, 1]
    client.force_login(PersonFactory())
    assert OVERVIEW not in client.get("/account/").text


def test_the_overview_asks_the_same_number_of_questions_and_shows_ten_dates_at_a_time(client, lead, wagtail_site):
    asked = []
    for more in (1, 1, 28):
        for _ in range(more):
            session = SessionFactory(capacity=30, pools_return_days_before=2)
            booked(lead, session)
            offered(lead, session)
            operations.reserve(
                session_id=session.pk, organisation=lead.organisation, places=2, by=lead, at=timezone.now()
            )
        with CaptureQueriesContext(connection) as queries:
            response = client.get(OVERVIEW)
        asked.append(len(queries))
    assert asked[1] == asked[2] <= 12
    assert response.text.count('class="on-date"') == 10
    assert client.get(OVERVIEW, {"page": "3"}).text.count('class="on-date"') == 10


# Changing a booking for its person


def test_a_lead_gives_a_place_back_and_the_person_is_told_who_did_it(client, lead):
    booking = booked(lead, person__name="Ama Example")
    BookingNeeds.objects.create(booking=booking, access="A ramp")
    assert "Give the place of Ama Example back" in client.get(change("cancel", booking)).text
    for _ in range(2):
        assert client.post(change("cancel", booking)).status_code == 302
    booking.refresh_from_db()
    assert (booking.status, booking.session.places_held, BookingNeeds.objects.count()) == ("cancelled", 0, 0)
    [email] = letters()
    assert email.to == [booking.email]
    assert email.subject.startswith("Your place was given back")
    assert f"given back by Lea Example, who looks after training at {lead.organisation}" in " ".join(
        email.message.split()
    )
    assert [file.mimetype for file in email.attachments.all()] == ["text/calendar; method=CANCEL"]
    entry = ModelLogEntry.objects.get(action="training.booking.cancel")
    assert (entry.user, entry.data) == (lead, {"session": booking.session_id})
    assert list(breaches(at=timezone.now())) == []


def test_whoever_gives_their_own_place_back_is_told_nothing_of_others(client, lead):
    own = booked(lead, person=lead)
    client.post(change("cancel", own))
    assert list(Notice.objects.values_list("kind", flat=True)) == [NoticeKind.CANCELLED]


def test_a_lead_takes_somebody_off_the_waiting_list(client, lead):
    booking = booked(lead, status=BookingStatus.WAITING, confirmed_at=None, person__name="Ama Example")
    page = client.post(change("cancel", booking), follow=True)
    assert "Ama Example has left the waiting list, and we have told them." in page.text
    [email] = letters()
    assert email.subject.startswith("Your booking was cancelled")
    assert email.attachments.count() == 0


def test_a_lead_moves_a_colleague_to_another_date_who_is_told_by_whom(client, lead):
    booking = booked(lead)
    other = SessionFactory(course=booking.session.course)
    form = client.post(change("move", booking), {"session": ""})
    assert "Choose one of the other dates." in form.text
    assert client.post(change("move", booking), {"session": other.pk}).status_code == 302
    booking.refresh_from_db()
    assert booking.session == other
    [email] = letters()
    assert "You were moved to this date by Lea Example" in " ".join(email.message.split())


def test_a_lead_swaps_a_colleague_and_both_are_told(client, lead):
    booking = booked(lead, person__name="Ama Example")
    page = client.post(change("swap", booking), swap_answers(booking), follow=True)
    assert "Ama Example has passed the place to Ines Instead. Both are told." in page.text
    booking.refresh_from_db()
    assert (booking.status, booking.replaced_by.status, booking.replaced_by.booked_by) == (
        BookingStatus.CANCELLED, BookingStatus.CONFIRMED, lead
    )  # fmt: skip
    told = {email.to[0]: " ".join(email.message.split()) for email in letters()}
    assert set(told) == {booking.email, "instead@example.org"}
    assert "It was passed on by Lea Example" in told[booking.email]


def test_a_place_that_was_passed_on_names_its_new_holder_in_the_group(client, lead, django_assert_num_queries):
    session = SessionFactory()
    people = [operations.Colleague(f"Member {n}", f"m{n}@example.org", lead.role) for n in range(3)]
    facts = {"session_id": session.pk, "organisation": lead.organisation, "colleagues": people, "by": lead}
    group = operations.book_group(**facts, at=timezone.now())
    page = reverse("training:group-detail", args=[group.pk])
    client.get(page), client.get(page)  # what stands around every page is made, then kept
    with CaptureQueriesContext(connection) as queries:
        client.get(page)
    before = len(queries)
    passed_on, given_back, _ = group.bookings.order_by("pk")
    client.post(change("swap", passed_on), swap_answers(passed_on))
    client.post(change("cancel", given_back))
    client.get(page)  # what was said of the changes is shown once
    with django_assert_num_queries(before):
        states = states_on(client.get(page))
    assert states == {
        "Ines Instead": "Has a place",
        "Member 0": "Passed on to Ines Instead",
        "Member 1": "Cancelled",
        "Member 2": "Has a place",
    }


def test_a_colleague_who_has_a_place_already_is_said_at_the_field(client, lead):
    booking = booked(lead)
    there = BookingFactory(session=booking.session)
    page = client.post(change("swap", booking), swap_answers(booking, there.email))
    assert page.text.count("This colleague has a place in this session already, or waits for one.") == 2
    assert Booking.objects.confirmed().count() == 2


@pytest.mark.parametrize("verb", ["cancel", "move", "swap"])
def test_the_cut_off_binds_a_lead_as_it_binds_the_person(client, lead, verb):
    session = SessionFactory(starts_at=timezone.now() + timedelta(hours=5), changes_close_hours_before=24)
    booking, other = booked(lead, session), SessionFactory(course=session.course)
    assert change(verb, booking) not in client.get(OVERVIEW).text
    page = client.post(change(verb, booking), {"session": other.pk, **swap_answers(booking)})
    assert page.status_code == 409
    assert "too near the session to change" in page.text
    booking.refresh_from_db()
    assert (booking.status, booking.session, Notice.objects.count()) == (BookingStatus.CONFIRMED, session, 0)


@pytest.mark.parametrize(("came_from", "name"), [("group", "group-detail"), ("pool", "pool-detail")])
def test_a_change_leads_back_to_where_it_was_begun(client, lead, came_from, name):
    booking, at = booked(lead), timezone.now()
    facts = {"session": booking.session, "organisation": lead.organisation, "lead": lead}
    pool = Pool.objects.create(
        **facts, places=2, unfilled=1, reserved_at=at, returns_at=booking.session.starts_at - timedelta(days=1)
    )
    group = lead.group_bookings.create(**{k: v for k, v in facts.items() if k != "lead"}, booked_at=at)
    Booking.objects.filter(pk=booking.pk).update(pool=pool, group=group)
    back = reverse(f"training:{name}", args=[{"group": group, "pool": pool}[came_from].pk])
    address = f"{change('cancel', booking)}?from={came_from}"
    assert address in client.get(back).text
    assert client.post(address).url == back


@pytest.mark.parametrize("verb", ["cancel", "move", "swap", "accept"])
def test_only_leads_of_the_bookings_organisation_change_it(client, lead, verb):
    booking = offered(lead, SessionFactory()) if verb == "accept" else booked(lead)
    strangers = [make_lead(OrganisationFactory()), PersonFactory(), booking.person]
    for person in strangers:
        client.force_login(person)
        for method in (client.get, client.post):
            assert method(change(verb, booking)).status_code == 403
    client.logout()
    assert client.post(change(verb, booking)).url.startswith("/account/login/")
    client.force_login(lead)
    assert client.get(change(verb, booking)).status_code == 200
    assert client.get(f"/colleagues/999999/{verb}/").status_code == 404
    before = Booking.objects.get(pk=booking.pk)
    assert (before.status, Notice.objects.count()) == (booking.status, 0)


@pytest.mark.parametrize("role", ["facilitator of the session", StaffRole.PROGRAMME_MANAGER, StaffRole.ANALYST])
def test_staff_have_screens_of_their_own_and_not_the_leads(client, lead, role):
    booking = booked(lead)
    person = staff_member(StaffRole.FACILITATOR if role == "facilitator of the session" else role)
    booking.session.facilitators.add(person)
    sign_in(client, person)
    for address in (OVERVIEW, change("cancel", booking), change("swap", booking)):
        assert client.get(address).status_code == 403
    assert client.post(change("cancel", booking)).status_code == 403


def test_the_overview_asks_a_visitor_to_sign_in(client):
    assert client.get(OVERVIEW).url == f"/account/login/?next={OVERVIEW}"


def test_whoever_has_a_link_that_is_not_theirs_is_told_of_as_that(client, lead):
    booking = booked(lead)
    client.force_login(PersonFactory(name="Nosy Neighbour"))
    client.post(reverse("training:booking-cancel", args=[booking.key]))
    text = " ".join(letters().get().message.split())
    assert "was given back by somebody who has the link to your booking" in text
    assert "Nosy" not in text


@pytest.mark.parametrize("page", ["group", "pool"])
def test_the_pages_of_a_group_and_a_pool_ask_the_same_number_of_questions(client, lead, wagtail_site, page):
    session = SessionFactory(capacity=100, pools_return_days_before=2)
    facts = {"session_id": session.pk, "organisation": lead.organisation, "by": lead, "at": timezone.now()}
    ama = operations.Colleague("Ama", "ama@example.org", lead.role)
    group = operations.book_group(**facts, colleagues=[ama])
    pool = operations.reserve(**facts, places=40)
    address = reverse(f"training:{page}-detail", args=[{"group": group, "pool": pool}[page].pk])
    asked = []
    for more in (1, 1, 28):
        for _ in range(more):
            booking = booked(lead, session)
            Booking.objects.filter(pk=booking.pk).update(**{page: {"group": group, "pool": pool}[page]})
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
        asked.append(len(queries))
    assert len(colleagues_on(response)) >= 30
    assert asked[1] == asked[2]


def test_whoever_moves_their_own_place_again_is_told_of_no_lead(client, lead):
    booking = booked(lead)
    first, second = SessionFactory.create_batch(2, course=booking.session.course)
    client.post(change("move", booking), {"session": first.pk})
    assert "by Lea Example" in " ".join(letters().last().message.split())
    operations.move(booking=booking, session_id=second.pk, by=None, at=timezone.now())
    assert "You were moved" not in letters().last().message


def test_a_lead_who_accepts_for_a_colleague_learns_nothing_of_what_they_do_at_that_time(client, lead):
    session = SessionFactory()
    booking = offered(lead, session)
    there = SessionFactory(course__title="A secret", starts_at=session.starts_at, ends_at=session.ends_at)
    BookingFactory(session=there, person=booking.person)
    response = client.post(change("accept", booking))
    assert (response.status_code, "They cannot come at that time" in response.text) == (409, True)
    assert "A secret" not in response.text

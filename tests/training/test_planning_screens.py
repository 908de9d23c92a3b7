"""The staff screens for courses, sessions and bookings in the Wagtail admin."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from people.accounts.policies import StaffRole
from tests.factories import BookingFactory, CourseFactory, RoleFactory, SessionFactory, VenueFactory, staff_member
from tests.letters import letters
from tests.training.session_answers import session_answers
from training.bookings.policies import may_see_bookings, may_see_needs
from training.courses.forms import CANNOT_RENEW, CourseForm
from training.models import BookingNeeds, Course, Session, SessionStatus
from training.sessions.forms import SessionForm, VenueForm
from training.sessions.queries.staffing import when

pytestmark = pytest.mark.django_db


TOO_LONG = "This is more than 24 hours after the start. Please look at the day and the month."
PLACES_ONLINE = "Enter how many of the 12 places are online: at least 1, and not all of them."


def actions():
    return list(ModelLogEntry.objects.order_by("pk").values_list("action", flat=True))


def test_a_programme_manager_schedules_a_session(client, sign_in):
    manager = sign_in(StaffRole.PROGRAMME_MANAGER)
    response = client.post(reverse("session:add"), session_answers(facilitators=[manager.pk]))
    session = Session.objects.get()
    assert response.status_code == 302
    assert (session.capacity, session.status, list(session.facilitators.all())) == (12, "scheduled", [manager])
    assert actions() == ["training.session.schedule"]


@pytest.mark.parametrize(
    ("answer", "field", "said"),
    [
        ({"venue": ""}, "venue", "A session in a room needs a venue."),
        ({"ends_at": "2020-01-01 10:00"}, "ends_at", "The end must be after the start."),
        ({"starts_at": "2099-03-09 09:30", "ends_at": "2099-04-09 11:00"}, "ends_at", TOO_LONG),
        ({"starts_at": "2099-03-09 09:30", "ends_at": "2099-03-10 09:31"}, "ends_at", TOO_LONG),
        ({"mode": "hybrid", "venue": ""}, "venue", "A session in a room needs a venue."),
        ({"mode": "hybrid", "online_capacity": ""}, "online_capacity", PLACES_ONLINE),
        ({"mode": "hybrid", "online_capacity": 12}, "online_capacity", PLACES_ONLINE),
        ({"places_per_organisation": 0}, "places_per_organisation", "Enter at least 1."),
        ({"offer_hours": 0}, "offer_hours", "Enter at least 1."),
        ({"capacity": 0}, "capacity", "There must be room for at least one person."),
        (
            {"booking_opens_at": "2099-01-01 10:00"},
            "booking_opens_at",
            "Booking must open before the session starts.",
        ),
    ],
)
def test_answers_that_contradict_one_another_are_refused_beside_the_field(client, sign_in, answer, field, said):
    sign_in(StaffRole.PROGRAMME_MANAGER)
    response = client.post(reverse("session:add"), session_answers(**answer))
    assert response.context["form"].errors[field] == [said]
    assert Session.objects.count() == 0


def test_a_session_may_last_a_whole_day(client, sign_in):
    sign_in(StaffRole.PROGRAMME_MANAGER)
    given = session_answers(starts_at="2099-03-09 09:30", ends_at="2099-03-10 09:30")
    assert client.post(reverse("session:add"), given).status_code == 302


def test_a_session_in_the_past_is_refused_with_everything_kept(client, sign_in):
    sign_in(StaffRole.PROGRAMME_MANAGER)
    past = {"starts_at": "2020-01-01 10:00", "ends_at": "2020-01-01 12:00"}
    response = client.post(reverse("session:add"), session_answers(**past))
    assert response.context["form"].non_field_errors() == ["A new session must start in the future."]
    assert Session.objects.count() == 0


def test_the_capacity_does_not_fall_below_the_places_held(client, sign_in):
    sign_in(StaffRole.PROGRAMME_MANAGER)
    session = SessionFactory(capacity=3)
    BookingFactory.create_batch(2, session=session)
    answers = session_answers(course=session.course_id, venue=session.venue_id, capacity=1)
    response = client.post(reverse("session:edit", args=[session.pk]), answers)
    session.refresh_from_db()
    said = "2 places are already held, so there cannot be fewer than that."
    assert response.context["form"].non_field_errors() == [said]
    assert session.capacity == 3


def test_a_changed_session_is_written_down(client, sign_in):
    sign_in(StaffRole.PROGRAMME_MANAGER)
    session = SessionFactory(capacity=3)
    answers = session_answers(course=session.course_id, venue=session.venue_id, capacity=30)
    assert client.post(reverse("session:edit", args=[session.pk]), answers).status_code == 302
    session.refresh_from_db()
    assert (session.capacity, actions()) == (30, ["training.session.change"])
    assert ModelLogEntry.objects.get().label == str(session)  # what staff read in the log


def test_before_people_are_told_of_a_change_staff_see_what_and_how_many(client, sign_in):
    sign_in(StaffRole.PROGRAMME_MANAGER)
    session = SessionFactory(starts_at=timezone.now() + timedelta(days=30))
    BookingFactory.create_batch(2, session=session)
    address = reverse("session:edit", args=[session.pk])
    moved = session_answers(days=40, course=session.course_id, venue=session.venue_id)
    asked = client.post(address, moved)
    assert "Nothing is saved yet. 2 people have a place or wait for one" in asked.text
    until_now, from_now_on = asked.text.partition("Until now")[2].split("From now on")
    assert f"{when(session)}. {session.venue.name}, " in until_now
    assert (" to midday. " in from_now_on, "Save and tell 2 people" in asked.text) == (True, True)
    other = session_answers(days=41, course=session.course_id, venue=session.venue_id)
    again = client.post(address, other | {"agreed": asked.context["agreed"]})
    assert "Nothing is saved yet." in again.text  # agreeing to one change agrees to no other
    was = session.starts_at
    session.refresh_from_db()
    assert (session.starts_at, letters().count()) == (was, 0)
    done = client.post(address, other | {"agreed": again.context["agreed"]}, follow=True)
    assert "2 people are told." in done.text
    session.refresh_from_db()
    assert (session.starts_at > was, letters().count()) == (True, 2)


def test_a_change_of_which_nobody_is_told_is_saved_at_once(client, sign_in):
    sign_in(StaffRole.PROGRAMME_MANAGER)
    starts_at = (timezone.now() + timedelta(days=30)).replace(second=0, microsecond=0)
    session = SessionFactory(capacity=3, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2))
    BookingFactory(session=session)
    start, end = (f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" for moment in (session.starts_at, session.ends_at))
    given = session_answers(
        course=session.course_id, venue=session.venue_id, capacity=9, starts_at=start, ends_at=end, mode=session.mode,
        joining_link=session.joining_link,
    )  # fmt: skip
    saved = client.post(reverse("session:edit", args=[session.pk]), given, follow=True)
    assert "Nobody is written to." in saved.text
    assert (Session.objects.get().capacity, letters().count()) == (9, 0)


def test_a_session_is_called_by_its_course_and_its_local_time():
    starts_at = datetime(2026, 7, 6, 8, 30, tzinfo=UTC)
    session = SessionFactory(course__title="Noticing harm", starts_at=starts_at)
    assert str(session) == "Noticing harm, 6 July 2026, 9:30am"


@pytest.mark.parametrize(("venue", "where"), [({"name": "Oak Hall"}, "Oak Hall"), (None, "online")])
def test_a_session_says_when_and_where_in_one_line(venue, where):
    venue, mode = (VenueFactory(**venue), "in_person") if venue else (None, "online")
    session = SessionFactory(starts_at=datetime(2026, 12, 7, 12, tzinfo=UTC), venue=venue, mode=mode)
    assert session.when_and_where() == f"Monday 7 December 2026, midday, {where}"


def test_an_online_session_is_nowhere_else_though_it_has_a_venue_still():
    session = SessionFactory(mode="online", starts_at=datetime(2026, 12, 7, 12, tzinfo=UTC))
    assert (session.room(), session.when_and_where()) == (None, "Monday 7 December 2026, midday, online")
    hybrid = SessionFactory(mode="hybrid", online_capacity=2)
    assert hybrid.room() == hybrid.venue


@pytest.mark.parametrize(
    ("facts", "how"),
    [
        ({"mode": "in_person"}, "In person at Oak Hall, Walsall. Held in Urdu. 19 places left"),
        ({"mode": "in_person", "language": "en", "places_held": 19}, "In person at Oak Hall, Walsall. 1 place left"),
        ({"mode": "online", "venue": None}, "Online. Held in Urdu. 19 places left"),
        (
            {"mode": "hybrid", "online_capacity": 5, "language": "en"},
            "In person at Oak Hall, Walsall, or online. In the room: 14 places left. Online: 5 places left",
        ),
    ],
)
def test_a_date_to_choose_says_all_that_tells_it_from_another(facts, how):
    oak_hall = {"venue": VenueFactory(name="Oak Hall", local_authority__name="Walsall")}
    starts_at = datetime(2026, 12, 7, 12, tzinfo=UTC)
    session = SessionFactory(starts_at=starts_at, **{"language": "ur", "places_held": 1} | oak_hall | facts)
    assert session.to_choose() == f"Monday 7 December 2026, midday to 2pm. {how}"


def test_cancelling_a_session_asks_once_and_tells_everyone_once(client, sign_in):
    sign_in(StaffRole.PROGRAMME_MANAGER)
    session = SessionFactory()
    BookingFactory.create_batch(2, session=session)
    address = reverse("training_session_cancel", args=[session.pk])
    assert client.get(address).status_code == 200
    assert Session.objects.get().status == SessionStatus.SCHEDULED
    for _ in range(2):
        assert client.post(address).status_code == 302
    session.refresh_from_db()
    assert (session.status, session.places_held, letters().count()) == (SessionStatus.CANCELLED, 0, 2)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"status": SessionStatus.CANCELLED}, "This session is cancelled already."),
        ({"status": SessionStatus.DRAFT}, "This session is a draft"),
        ({"starts_at": timezone.now() - timedelta(minutes=1)}, "This session has already started"),
    ],
)
def test_where_there_is_nothing_to_cancel_it_leads_back_and_says_why(client, sign_in, facts, said):
    sign_in(StaffRole.PROGRAMME_MANAGER)
    session = SessionFactory(**facts)
    for ask in (client.get, client.post):
        response = ask(reverse("training_session_cancel", args=[session.pk]), follow=True)
        assert response.redirect_chain == [(reverse("session:index"), 302)]
        assert said in response.text
    session.refresh_from_db()
    assert (session.status, actions()) == (facts.get("status", SessionStatus.SCHEDULED), [])


@pytest.mark.parametrize("number", [0, 1])
def test_cancelling_says_that_people_are_told_where_there_are_some(client, sign_in, number):
    sign_in(StaffRole.PROGRAMME_MANAGER)
    session = SessionFactory()
    BookingFactory.create_batch(number, session=session)
    response = client.post(reverse("training_session_cancel", args=[session.pk]), follow=True)
    assert "The session is cancelled" in response.text
    assert ("everyone who held a place is told" in response.text) == bool(number)


@pytest.mark.parametrize("name", ["training_session_bookings", "training_session_line"])
def test_the_bookings_of_a_cancelled_session_say_that_it_is(client, sign_in, name):
    sign_in(StaffRole.PROGRAMME_MANAGER)
    said = [
        "This session is cancelled." in client.get(reverse(name, args=[SessionFactory(status=status).pk])).text
        for status in (SessionStatus.CANCELLED, SessionStatus.SCHEDULED)
    ]
    assert said == [True, False]


def test_a_draft_is_deleted_after_asking_and_a_session_that_people_can_see_never(client, sign_in):
    manager = sign_in(StaffRole.PROGRAMME_MANAGER)
    draft, open_to_all = SessionFactory(status=SessionStatus.DRAFT), SessionFactory()
    draft.facilitators.add(manager)
    delete = {each: reverse("training_session_delete", args=[each.pk]) for each in (draft, open_to_all)}
    listed = client.get(reverse("session:index")).text
    assert (delete[draft] in listed, delete[open_to_all] in listed) == (True, False)
    assert "nobody is written to" in client.get(delete[draft]).text
    assert Session.objects.count() == 2
    client.post(delete[open_to_all])
    assert "The draft is deleted." in client.post(delete[draft], follow=True).text
    assert (list(Session.objects.all()), actions()) == ([open_to_all], ["training.session.delete"])
    assert client.post(delete[draft]).status_code == 404


def test_only_who_plans_sessions_deletes_a_draft(client, sign_in):
    sign_in(StaffRole.EDITOR)
    draft = SessionFactory(status=SessionStatus.DRAFT)
    client.post(reverse("training_session_delete", args=[draft.pk]))
    assert list(Session.objects.all()) == [draft]


@pytest.mark.parametrize("link", ["http://maps.example/1", "javascript:alert(1)", "maps"])
def test_a_link_to_a_map_that_is_not_safe_is_refused_in_one_sentence(link):
    form = VenueForm({"name": "Oak Hall", "map_link": link})
    assert form.errors["map_link"] == ["Enter a link that begins with https://."]


def test_a_programme_manager_makes_and_changes_a_course(client, sign_in):
    sign_in(StaffRole.PROGRAMME_MANAGER)
    answers = {
        "code": "ACE1",
        "title": "Childhood adversity",
        "learning_outcomes": "",
        "audience": "",
        "duration_minutes": 120,
        "cpd_hours": 2,
        "delivery_modes": ["online"],
        "certificate_minutes": 90,
        "awards_certificate": "on",
        "validity_months": 36,
        "is_active": "on",
    }
    assert client.post(reverse("course:add"), answers).status_code == 302
    course = Course.objects.get()
    assert client.post(reverse("course:edit", args=[course.pk]), answers | {"title": "Adversity"}).status_code == 302
    course.refresh_from_db()
    assert (course.title, course.delivery_modes) == ("Adversity", ["online"])
    assert actions() == ["training.course.create", "training.course.change"]


def test_a_certificate_cannot_ask_for_more_minutes_than_the_course_lasts(client, sign_in):
    sign_in(StaffRole.PROGRAMME_MANAGER)
    answers = {
        "code": "A",
        "title": "A",
        "duration_minutes": 60,
        "cpd_hours": 1,
        "delivery_modes": ["online"],
        "certificate_minutes": 61,
    }
    response = client.post(reverse("course:add"), answers)
    said = ["The course lasts 60 minutes, so it cannot ask for more."]
    assert response.context["form"].errors["certificate_minutes"] == said


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("http://forms.example/after", ["Enter a link that begins with https://."]),
        ("javascript:alert(1)", ["Enter a link that begins with https://."]),
        ("https://forms.example/after", None),
        ("", None),
    ],
)
def test_the_link_to_the_evaluation_is_a_secure_one(client, sign_in, link, said):
    sign_in(StaffRole.PROGRAMME_MANAGER)
    course = CourseFactory()
    form = CourseForm({"evaluation_link": link}, instance=course)
    assert form.errors.get("evaluation_link") == said


def test_a_refresher_names_the_course_that_it_renews(client, sign_in):
    sign_in(StaffRole.PROGRAMME_MANAGER)
    whole, refresher = CourseFactory(title="Noticing harm"), CourseFactory()
    page = client.get(reverse("course:edit", args=[refresher.pk]))
    assert "For a shorter refresher" in page.text
    form = page.context["form"]
    facts = {name: form[name].value() for name in form.fields}
    sent = {name: "" if value is None else value for name, value in facts.items() if value is not False}
    assert client.post(reverse("course:edit", args=[refresher.pk]), {**sent, "renews": whole.pk}).status_code == 302
    refresher.refresh_from_db()
    assert refresher.renews == whole


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"validity_months": None}, "Certificates of Noticing harm do not expire, so there is nothing to renew."),
        ({"renews": True}, CANNOT_RENEW),
    ],
)
def test_a_refresher_renews_a_course_whose_certificate_ends(facts, said):
    if "renews" in facts:
        facts = {"renews": CourseFactory()}
    whole = CourseFactory(title="Noticing harm", **facts)
    form = CourseForm({"renews": whole.pk}, instance=CourseFactory())
    assert form.errors["renews"] == [said]


def test_a_course_renews_neither_itself_nor_another_while_it_has_a_refresher():
    whole = CourseFactory()
    assert CourseForm({"renews": whole.pk}, instance=whole).errors["renews"] == [CANNOT_RENEW]
    CourseFactory(renews=whole)
    other = CourseForm({"renews": CourseFactory().pk}, instance=whole)
    assert other.errors["renews"] == [CANNOT_RENEW]


@pytest.mark.parametrize("name", ["session", "course", "venue", "theme", "framework", "competency"])
def test_lists_open_for_programme_managers_and_nobody_else(client, sign_in, name):
    address = reverse(f"{name}:index")
    assert client.get(address).status_code == 302
    sign_in(StaffRole.EDITOR, StaffRole.ANALYST, StaffRole.FACILITATOR)
    assert client.get(address).status_code == 302
    sign_in(StaffRole.PROGRAMME_MANAGER)
    assert client.get(address).status_code == 200


def test_nothing_is_deleted_on_these_screens(client, sign_in):
    sign_in(StaffRole.PROGRAMME_MANAGER)
    session = SessionFactory()
    client.post(reverse("session:delete", args=[session.pk]))
    assert Session.objects.count() == 1


def test_the_list_of_sessions_asks_the_same_number_of_questions(client, sign_in):
    sign_in(StaffRole.PROGRAMME_MANAGER)
    asked = []
    for more in (1, 1, 19):  # the first time warms what is kept between requests; twenty fill one page
        SessionFactory.create_batch(more)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(reverse("session:index") + "?starts_at__date__gte=2026-01-01")
        asked.append(len(queries))
    assert response.text.count("Understanding trauma") >= 20
    assert asked[1] == asked[2] <= 30


def test_the_list_of_sessions_begins_with_the_next_one_and_ends_with_the_oldest(client, sign_in):
    sign_in(StaffRole.PROGRAMME_MANAGER)
    now = timezone.now()
    days = [-400, 60, -3, 2]
    edit = {day: reverse("session:edit", args=[SessionFactory(starts_at=now + timedelta(days=day)).pk]) for day in days}
    page = client.get(reverse("session:index")).text
    assert sorted(days, key=lambda day: page.index(f'href="{edit[day]}"')) == [2, 60, -3, -400]


@pytest.mark.parametrize(
    ("words", "shown"),
    [("noticing", {"Oak Hall"}), ("elm", {"Elm Hall"}), ("example", {"Elm Hall"}), ("nobody", set())],
)
def test_sessions_are_found_by_course_venue_and_facilitator(client, sign_in, words, shown):
    sign_in(StaffRole.PROGRAMME_MANAGER)
    SessionFactory(course__title="Noticing harm", venue__name="Oak Hall")
    other = SessionFactory(venue__name="Elm Hall")
    other.facilitators.add(*(staff_member(StaffRole.FACILITATOR, name=f"{name} Example") for name in ("Ama", "Bo")))
    found = client.get(reverse("session:index"), {"q": words}).context["object_list"]
    assert [session.venue.name for session in found] == sorted(shown)


def test_the_list_of_sessions_is_narrowed_in_plain_words(client, sign_in):
    sign_in(StaffRole.PROGRAMME_MANAGER)
    labels = [field.label for field in client.get(reverse("session:index")).context["filters"].form]
    assert labels == ["From", "Until", "Course", "Status", "How it is held", "Area", "Needs attention"]


@pytest.fixture
def booked_with_needs():
    booking = BookingFactory()
    BookingNeeds.objects.create(booking=booking, access="A ramp to the stage", dietary="No nuts")
    return booking


@pytest.mark.parametrize("viewer", ["programme manager", "its facilitator"])
def test_needs_are_shown_to_programme_managers_and_the_sessions_facilitators(
    client, sign_in, booked_with_needs, viewer
):
    if viewer == "its facilitator":
        booked_with_needs.session.facilitators.add(sign_in(StaffRole.FACILITATOR))
    else:
        sign_in(StaffRole.PROGRAMME_MANAGER)
    response = client.get(reverse("training_session_bookings", args=[booked_with_needs.session_id]))
    assert booked_with_needs.email in response.text
    assert "A ramp to the stage" in response.text


@pytest.mark.parametrize("role", [StaffRole.FACILITATOR, StaffRole.EDITOR, StaffRole.ANALYST])
def test_other_staff_see_neither_bookings_nor_needs(client, sign_in, booked_with_needs, role):
    sign_in(role)
    response = client.get(reverse("training_session_bookings", args=[booked_with_needs.session_id]), follow=True)
    assert booked_with_needs.email not in response.text
    assert "A ramp to the stage" not in response.text


def test_an_administrator_sees_bookings_and_not_the_needs_told_in_confidence(client, sign_in, booked_with_needs):
    sign_in(StaffRole.ADMINISTRATOR)
    response = client.get(reverse("training_session_bookings", args=[booked_with_needs.session_id]))
    assert booked_with_needs.email in response.text
    assert "A ramp to the stage" not in response.text
    register = client.get(reverse("training:register-mark", args=[booked_with_needs.session_id]))
    assert booked_with_needs.name in register.text
    assert "A ramp to the stage" not in register.text


def test_a_superuser_without_a_role_sees_no_needs(booked_with_needs):
    superuser = staff_member(is_superuser=True)
    assert may_see_bookings(superuser, booked_with_needs.session) is True
    assert may_see_needs(superuser, booked_with_needs.session) is False


def test_a_programme_manager_whose_account_is_closed_sees_no_needs(booked_with_needs):
    assert may_see_needs(staff_member(StaffRole.PROGRAMME_MANAGER), booked_with_needs.session) is True
    closed = staff_member(StaffRole.PROGRAMME_MANAGER, is_active=False)
    assert may_see_needs(closed, booked_with_needs.session) is False


def test_the_bookings_of_a_session_lead_on_to_what_each_may_do(client, sign_in):
    session = SessionFactory()
    address = reverse("training_session_bookings", args=[session.pk])
    session.facilitators.add(sign_in(StaffRole.FACILITATOR))
    html = client.get(address).text
    assert reverse("training:register-mark", args=[session.pk]) in html
    assert reverse("session:edit", args=[session.pk]) not in html
    sign_in(StaffRole.PROGRAMME_MANAGER)
    assert reverse("session:edit", args=[session.pk]) in client.get(address).text


def test_a_session_can_be_called_off_from_its_own_screen_until_it_starts(client, sign_in):
    sign_in(StaffRole.PROGRAMME_MANAGER)
    coming, past = SessionFactory(), SessionFactory(starts_at=timezone.now() - timedelta(days=1))
    for session, offered in ((coming, True), (past, False)):
        html = client.get(reverse("session:edit", args=[session.pk])).text
        assert reverse("training_session_bookings", args=[session.pk]) in html
        assert (reverse("training_session_cancel", args=[session.pk]) in html) is offered


def test_a_hybrid_session_with_rules_is_scheduled_and_made_online_only(client, sign_in):
    sign_in(StaffRole.PROGRAMME_MANAGER)
    role = RoleFactory()
    given = session_answers(
        mode="hybrid", online_capacity=5, role_groups=[role.group_id], fairness="by_area", joining_link_hours_before=48
    )
    assert client.post(reverse("session:add"), given).status_code == 302
    session = Session.objects.get()
    assert (session.online_capacity, session.fairness, session.joining_link_hours_before) == (5, "by_area", 48)
    assert list(session.role_groups.all()) == [role.group]
    given |= {"mode": "online", "role_groups": []}
    assert client.post(reverse("session:edit", args=[session.pk]), given).status_code == 302
    session.refresh_from_db()
    assert (session.mode, session.online_capacity, session.role_groups.count()) == ("online", 0, 0)
    assert (session.venue, session.when_and_where().endswith(", online")) == (None, True)


def test_the_form_of_a_session_takes_no_venue_where_everybody_joins_online():
    form = SessionForm(session_answers(mode="online"))
    assert (form.errors, form.cleaned_data["venue"]) == ({}, None)


@pytest.mark.parametrize("link", ["http://map.example/1", "javascript:alert(1)"])
def test_a_map_link_that_is_not_https_is_refused_at_its_field(client, sign_in, link):
    sign_in(StaffRole.PROGRAMME_MANAGER)
    area = VenueFactory().local_authority
    given = {"name": "Hall", "address": "", "postcode": "", "local_authority": area.pk, "access_information": ""}
    assert "begins with https://" in client.post(reverse("venue:add"), {**given, "map_link": link}).text
    assert client.post(reverse("venue:add"), {**given, "map_link": "https://map.example/1"}).status_code == 302


def test_the_list_of_courses_says_yes_or_no(client, sign_in):
    sign_in(StaffRole.PROGRAMME_MANAGER)
    CourseFactory(is_active=False)
    page = client.get(reverse("course:index")).text
    assert ("False" in page.split("<tbody>")[-1], "No" in page.split("<tbody>")[-1]) == (False, True)


@pytest.mark.parametrize("number", [2, 3])
def test_facilitators_are_compared_from_three_people_on(client, sign_in, number):
    sign_in(StaffRole.PROGRAMME_MANAGER)
    people = [staff_member(StaffRole.FACILITATOR) for _ in range(number)]
    for day in range(1, 6):
        SessionFactory(starts_at=timezone.now() + timedelta(days=day)).facilitators.add(people[0])
    page = client.get(reverse("facilitators:index")).text
    assert ("Half of them have" in page, "Far more than most" in page) == (number == 3, number == 3)

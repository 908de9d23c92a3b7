"""The staff screens of sessions without a date: planning, who asked, setting the date, giving the plan up."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from people.accounts.operations import note_undeliverable, set_up_staff_roles
from people.accounts.policies import StaffRole
from tests.factories import (
    BookingFactory,
    CourseFactory,
    InterestFactory,
    LocalAuthorityFactory,
    PersonFactory,
    RoleGroupFactory,
    UndatedSessionFactory,
    staff_member,
)
from tests.letters import letters
from tests.people.test_access import PERSONAS, outcome, show_second_factor
from tests.training.session_answers import session_answers
from tests.training.test_session_form import FOLDED, SECTIONS, sections
from training.bookings.viewsets import undated as undated_screens
from training.models import Session, UndatedSession
from training.sessions.queries.staffing import NOBODY

pytestmark = pytest.mark.django_db

DETAIL, DATE, WITHDRAW = "training_undated_detail", "training_undated_date", "training_undated_withdraw"
LOGIN = "to sign in"


@pytest.fixture
def undated():
    return UndatedSessionFactory(course__title="Noticing harm", language="pl", mode="online")


def screen(name, undated):
    return reverse(name, args=[undated.pk])


def date_answers(**changed):
    return session_answers(**({"capacity": 1} | changed))


TABLE = {  # visitor, person, facilitator, manager, editor, analyst, administrator
    "undated_session:index": (LOGIN, 403, 403, 200, "/admin/", "/admin/", 200),
    "undated_session:add": (LOGIN, 403, 403, 200, "/admin/", "/admin/", 200),
    "undated_session:edit": (LOGIN, 403, 403, 200, "/admin/", "/admin/", 200),
    DETAIL: (LOGIN, 403, 403, 200, "/admin/", "/admin/", 200),
    DATE: (LOGIN, 403, 403, 200, "/admin/", "/admin/", 200),
    WITHDRAW: (LOGIN, 403, 403, 200, "/admin/", "/admin/", 200),
}


@pytest.mark.parametrize(
    ("name", "roles", "answer"),
    [
        pytest.param(name, roles, answer, id=f"{persona} {name}")
        for name, answers in TABLE.items()
        for (persona, roles), answer in zip(PERSONAS.items(), answers, strict=True)
    ],
)
def test_each_persona_gets_what_the_table_says(client, wagtail_site, undated, name, roles, answer):
    set_up_staff_roles()
    InterestFactory(undated=undated, name="Ama Private")
    if roles is not None:
        person = staff_member(*roles) if roles else PersonFactory()
        client.force_login(person)
        show_second_factor(client, person)
    address = reverse(name) if name.endswith((":index", ":add")) else screen(name, undated)
    response = client.get(address)
    assert outcome(response) == answer
    assert ("Ama Private" in response.text) == (answer == 200 and name in (DETAIL, WITHDRAW))


@pytest.mark.parametrize("name", [DATE, WITHDRAW])
def test_nobody_else_sets_a_date_or_withdraws(client, sign_in, undated, name):
    sign_in(StaffRole.EDITOR)
    client.post(screen(name, undated), date_answers())
    undated.refresh_from_db()
    assert (undated.session, undated.withdrawn_at, Session.objects.count()) == (None, None, 0)


def test_a_manager_plans_a_session_without_a_date_and_changes_it(client, manager):
    answers = {
        "course": CourseFactory().pk, "about_when": "Next term", "local_authority": LocalAuthorityFactory().pk,
        "mode": "in_person", "language": "en", "is_announced": "on",
    }  # fmt: skip
    assert client.post(reverse("undated_session:add"), answers).status_code == 302
    undated = UndatedSession.objects.get()
    edit = screen("undated_session:edit", undated)
    assert client.post(edit, answers | {"course": CourseFactory().pk, "about_when": "In spring"}).status_code == 302
    undated.refresh_from_db()
    assert (undated.about_when, undated.course_id) == ("In spring", answers["course"])  # the course stays
    actions = ModelLogEntry.objects.order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["training.undated.plan", "training.undated.change"]


def test_what_is_missing_is_said_at_its_field(client, manager):
    response = client.post(reverse("undated_session:add"), {"about_when": ""})
    assert set(response.context["form"].errors) == {"course", "about_when", "mode", "language"}
    assert UndatedSession.objects.count() == 0


def test_what_has_a_date_is_not_changed_here(client, manager, undated):
    client.post(screen(DATE, undated), date_answers())
    answers = {"about_when": "never", "mode": "online", "language": "en"}
    response = client.post(screen("undated_session:edit", undated), answers)
    assert response.context["form"].non_field_errors() == ["The date of this session has been set already."]


def test_who_asked_is_listed_in_order_with_what_staff_need(client, manager, undated):
    now = timezone.now()
    late = InterestFactory(undated=undated, asked_at=now, name="Late Asker")
    early = InterestFactory(undated=undated, asked_at=now - timedelta(days=1), name="Early Asker")
    InterestFactory(undated=undated, withdrawn_at=now, name="Gone Asker")
    note_undeliverable(email=late.email, reason="refused: 550", by=None, at=now)
    html = client.get(screen(DETAIL, undated)).text
    assert html.index("Early Asker") < html.index("Late Asker")
    assert "Gone Asker" not in html
    for said in (early.email, str(early.role), str(early.organisation), "Collects interest"):
        assert said in html
    assert html.count("email has not reached this address since") == 1


def test_where_they_stand_now_is_said_in_words_for_staff(client, manager):
    booking = BookingFactory(status="awaiting_approval", confirmed_at=None, hold_ends_at=timezone.now())
    undated = UndatedSessionFactory(session=booking.session)
    InterestFactory(undated=undated, booking=booking)
    html = client.get(screen(DETAIL, undated)).text
    assert "<td>Waits for a line manager</td>" in html


def test_a_long_list_of_who_asked_has_pages_and_counts_on(client, manager, undated, monkeypatch):
    monkeypatch.setattr(undated_screens, "ASKED_ON_A_PAGE", 2)
    for number in range(3):
        InterestFactory(undated=undated, name=f"Asker {number}", asked_at=timezone.now() + timedelta(minutes=number))
    first, second = (client.get(screen(DETAIL, undated), {"p": page}) for page in (1, 2))
    assert [(number, each.name) for number, each, _ in first.context["rows"]] == [(1, "Asker 0"), (2, "Asker 1")]
    assert [(number, each.name) for number, each, _ in second.context["rows"]] == [(3, "Asker 2")]
    assert ("Page 1 of 2" in first.text, "?p=2" in first.text, "?p=1" in second.text) == (True, True, True)


def test_setting_the_date_begins_with_what_is_known(client, manager, undated):
    InterestFactory.create_batch(2, undated=undated)
    response = client.get(screen(DATE, undated))
    initial = response.context["form"].initial
    assert (initial["course"], initial["mode"], initial["language"]) == (undated.course, "online", "pl")
    assert "2 people have asked to be told" in response.text
    assert "status" not in response.context["form"].fields


def test_setting_the_date_is_asked_for_in_the_sections_of_any_session(client, manager, undated):
    shown = sections(client.get(screen(DATE, undated)))
    assert shown == {name: name in FOLDED for name in SECTIONS}


@pytest.mark.parametrize("somebody", [True, False])
def test_a_date_that_nobody_runs_yet_is_set_with_a_warning(client, manager, undated, somebody):
    answers = date_answers(facilitators=[manager.pk] if somebody else [])
    response = client.post(screen(DATE, undated), answers)
    assert [m.level_tag for m in get_messages(response.wsgi_request)] == ["success", *([] if somebody else ["warning"])]
    assert (NOBODY in client.get(response.url).text) is not somebody


def test_setting_the_date_says_how_many_were_offered_a_place_and_how_many_wait(client, manager, undated):
    InterestFactory.create_batch(3, undated=undated)
    response = client.post(screen(DATE, undated), date_answers(capacity=2, course=CourseFactory().pk), follow=True)
    session = Session.objects.get()
    assert response.redirect_chain == [(reverse("training_session_line", args=[session.pk]), 302)]
    assert "The date is set. 2 are offered a place. 1 person waits for one." in response.text
    assert (session.course, session.status, session.language) == (undated.course, "scheduled", "en")
    assert letters().count() == 3


def test_whom_the_rules_keep_out_is_counted_and_nobody_is_said_to_be_nobody(client, manager, undated):
    InterestFactory(undated=undated)
    answers = date_answers(role_groups=[RoleGroupFactory(name="Policing").pk])
    response = client.post(screen(DATE, undated), answers, follow=True)
    assert "The session&#x27;s rules do not let in 1 of those who asked; they are told why." in response.text
    response = client.post(screen(DATE, UndatedSessionFactory()), date_answers(), follow=True)
    assert "The date is set. Nobody had asked to be told." in response.text


PAST = {"starts_at": "2020-01-01 10:00", "ends_at": "2020-01-01 12:00"}


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        (PAST, None, "A new session must start in the future."),
        ({"venue": ""}, "venue", "A session in a room needs a venue."),
        ({"capacity": 0}, "capacity", "There must be room for at least one person."),
        ({"capacity": ""}, "capacity", "This field is required."),
    ],
)  # fmt: skip
def test_facts_that_cannot_be_are_refused_with_all_that_was_typed(client, manager, undated, wrong, field, said):
    InterestFactory(undated=undated)
    response = client.post(screen(DATE, undated), date_answers(**wrong))
    form = response.context["form"]
    assert (form.errors[field] if field else form.non_field_errors()) == [said]
    undated.refresh_from_db()
    assert (undated.session, Session.objects.count(), letters().count()) == (None, 0, 0)


def test_setting_the_date_twice_makes_one_session(client, manager, undated):
    InterestFactory(undated=undated)
    for _ in range(2):
        response = client.post(screen(DATE, undated), date_answers(), follow=True)
    assert "The date of this session has been set already." in response.text
    assert (Session.objects.count(), letters().count()) == (1, 1)
    assert client.post(screen(WITHDRAW, undated), follow=True).status_code == 200
    undated.refresh_from_db()
    assert undated.withdrawn_at is None


def test_withdrawing_asks_once_says_who_is_told_and_tells_them_once(client, manager, undated):
    interest = InterestFactory(undated=undated, name="Ama Asker")
    html = client.get(screen(WITHDRAW, undated)).text
    assert "1 person asked" in html
    assert f"Ama Asker, {interest.organisation}" in html
    undated.refresh_from_db()
    assert undated.withdrawn_at is None
    for _ in range(2):
        assert client.post(screen(WITHDRAW, undated)).url == screen(DETAIL, undated)
    undated.refresh_from_db()
    assert (undated.withdrawn_at is None, [letter.to for letter in letters()]) == (False, [[interest.email]])
    for name in (DATE, WITHDRAW):
        assert client.get(screen(name, undated)).url == screen(DETAIL, undated)
    assert "No longer planned" in client.get(screen(DETAIL, undated)).text


def test_the_list_shows_how_many_asked_and_where_each_stands(client, manager, undated):
    InterestFactory.create_batch(2, undated=undated)
    InterestFactory(undated=undated, withdrawn_at=timezone.now())
    done, gone = UndatedSessionFactory(), UndatedSessionFactory(withdrawn_at=timezone.now())
    client.post(screen(DATE, done), date_answers())
    response = client.get(reverse("undated_session:index"))
    shown = [(each.pk, each.asked) for each in response.context["object_list"]]
    assert shown == [(undated.pk, 2), (done.pk, 0), (gone.pk, 0)]
    for said in (
        "Collects interest",
        "Date set: ",
        "No longer planned",
        screen(DETAIL, undated),
        screen(WITHDRAW, undated),
    ):
        assert said in response.text
    assert screen(WITHDRAW, gone) not in response.text


def test_the_list_and_the_page_ask_the_same_number_of_questions_however_long(client, manager, undated):
    asked = {"list": [], "page": []}
    for more in (1, 1, 18):
        UndatedSessionFactory.create_batch(more)
        InterestFactory.create_batch(more, undated=undated)
        for name, address in (("list", reverse("undated_session:index")), ("page", screen(DETAIL, undated))):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            asked[name].append(len(queries))
    assert asked["list"][1] == asked["list"][2]
    assert asked["page"][1] == asked["page"][2]

"""The long form of a session in its sections, and what is said after it is saved."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from people.accounts.policies import StaffRole
from tests.factories import CourseFactory, SessionFactory, staff_member
from tests.sign_in import sign_in
from tests.training.session_answers import session_answers
from training.models import FairnessPolicy, Session
from training.sessions.forms import SeriesForm, SessionForm
from training.sessions.forms.sections import MORE_DATES, SERIES, SESSION
from training.sessions.queries.staffing import SENSITIVE

pytestmark = pytest.mark.django_db
SECTIONS = [
    "What and when",
    "Where, and for how many",
    "Who runs it",
    "Messages",
    "Who can book",
    "Booking window and changes",
    "Waiting list",
]
FOLDED = {"Who can book", "Booking window and changes", "Waiting list"}


@pytest.fixture
def manager(client):
    person = staff_member(StaffRole.PROGRAMME_MANAGER, is_superuser=True, name="Dan Example")
    sign_in(client, person)
    return person


def sections(response):
    """The headings of the sections in their order, each with whether it is folded."""
    soup = BeautifulSoup(response.content, "html.parser")
    panels = soup.select("#w-editor-form section.w-panel")
    return {
        panel.select_one("[data-panel-heading-text]").text.strip(): "collapsed" in panel["class"] for panel in panels
    }


def edited(client, **facts):
    return sections(client.get(reverse("session:edit", args=[SessionFactory(**facts).pk])))


def test_a_new_session_is_asked_for_in_sections_with_the_rarely_needed_ones_folded(client, manager):
    assert sections(client.get(reverse("session:add"))) == {name: name in FOLDED for name in SECTIONS}


@pytest.mark.parametrize(
    ("facts", "section"),
    [
        ({"fairness": FairnessPolicy.BY_AREA}, "Waiting list"),
        ({"offer_hours": 8}, "Waiting list"),
        ({"places_per_organisation": 2}, "Who can book"),
        ({"refuses_clashes": False}, "Who can book"),
        ({"changes_close_hours_before": 24}, "Booking window and changes"),
        ({"booking_opens_at": timezone.now()}, "Booking window and changes"),
    ],
)
def test_a_section_with_an_unusual_answer_is_open(client, manager, facts, section):
    assert {name for name, is_folded in edited(client, **facts).items() if is_folded} == FOLDED - {section}


def test_sections_that_nobody_touched_stay_folded_after_a_refusal(client, manager):
    response = client.post(reverse("session:add"), answers(capacity=0))
    assert {name for name, is_folded in sections(response).items() if is_folded} == FOLDED


def test_a_nought_that_was_typed_opens_its_section_where_it_is_not_the_usual(client, manager):
    shown = sections(client.post(reverse("session:add"), answers(capacity=0, pools_return_days_before=0)))
    assert {name for name, is_folded in shown.items() if is_folded} == FOLDED - {"Booking window and changes"}


def test_a_folded_section_alone_shows_that_it_opens(client, manager):
    soup = BeautifulSoup(client.get(reverse("session:add")).content, "html.parser")
    panels = soup.select("#w-editor-form section.w-panel")
    opens = {
        panel.select_one("[data-panel-heading-text]").text.strip()
        for panel in panels
        if panel.select_one("[data-panel-toggle] .icon-placeholder")
    }
    assert opens >= FOLDED
    assert opens & (set(SECTIONS) - FOLDED) == set()


def test_sections_with_the_usual_answers_are_folded_again(client, manager):
    assert {name for name, is_folded in edited(client).items() if is_folded} == FOLDED


def test_a_list_that_lets_in_some_opens_its_section(client, manager):
    session = SessionFactory()
    session.areas.add(session.venue.local_authority)
    assert sections(client.get(reverse("session:edit", args=[session.pk])))["Who can book"] is False


def test_every_field_is_in_a_section():
    for panel, form in ((SESSION, SessionForm), (SERIES, SeriesForm)):
        shown = panel.bind_to_model(Session).get_form_options()["fields"]
        assert sorted(shown) == sorted(form().fields)
    without = {"name", "course", "organisation", "is_closed"}
    more = MORE_DATES.bind_to_model(Session).get_form_options()["fields"]
    assert set(more) == set(SeriesForm().fields) - without


def answers(**changed):
    given = {"course": CourseFactory(is_sensitive=True).pk, "refuses_clashes": "on"}
    return session_answers(days=7, **(given | changed))


def test_a_refusal_stands_beside_its_field_in_the_section_that_the_browser_opens(client, manager):
    response = client.post(reverse("session:add"), answers(offer_hours=0))
    soup = BeautifulSoup(response.content, "html.parser")
    section = soup.select_one("#id_offer_hours").find_parent("section")
    assert "Enter at least 1." in section.text
    assert section.select_one("[aria-invalid=true]")["id"] == "id_offer_hours"


def test_a_session_is_saved_and_what_to_look_at_is_said_and_stands_on_its_page(client, manager):
    response = client.post(reverse("session:add"), answers(facilitators=[manager.pk]))
    session = Session.objects.get()
    [_saved, warned] = [(m.level_tag, str(m)) for m in get_messages(response.wsgi_request)]
    assert warned[0] == "warning"
    assert SENSITIVE in warned[1]
    assert reverse("session:edit", args=[session.pk]) in warned[1]
    assert SENSITIVE in client.get(reverse("session:edit", args=[session.pk])).text


def test_a_double_booking_on_a_sessions_page_leads_to_the_other_session(client, manager):
    session, other = SessionFactory(), SessionFactory(course__title="Noticing harm")
    for each in (session, other):
        each.facilitators.add(manager)
    page = client.get(reverse("session:edit", args=[session.pk])).text
    assert "Dan Example runs Noticing harm at that time" in page
    assert f'<a href="{reverse("session:edit", args=[other.pk])}">See that session</a>' in page


def test_a_session_with_nothing_amiss_is_saved_without_a_warning(client, manager):
    given = answers(facilitators=[manager.pk], course=CourseFactory().pk)
    response = client.post(reverse("session:add"), given)
    assert [m.level_tag for m in get_messages(response.wsgi_request)] == ["success"]
    assert "Please look at this" not in client.get(reverse("session:edit", args=[Session.objects.get().pk])).text


def test_the_list_flags_and_filters_the_sessions_that_need_attention(client, manager):
    fine, nobodys = SessionFactory(), SessionFactory()
    fine.facilitators.add(manager)
    everything = client.get(reverse("session:index")).text
    assert everything.count("No facilitator") == 1
    flagged = client.get(reverse("session:index") + "?attention=yes").text
    shown = [session for session in (fine, nobodys) if reverse("session:edit", args=[session.pk]) in flagged]
    assert shown == [nobodys]

"""A training lead sees whose certificates end, and books them together."""

import csv
import io
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cms.models import Navigation
from documents.dates import short_day
from people.accounts.policies import StaffRole
from people.models import Partnership, TrainingLead, UndeliverableAddress
from tests.factories import (
    BookingFactory,
    CourseFactory,
    OrganisationFactory,
    PersonFactory,
    RoleFactory,
    SessionFactory,
    staff_member,
)
from tests.sign_in import sign_in
from tests.training.certified import at_noon, attend, certify, expire
from training.attendance.operations import note_evaluation
from training.certificates import operations
from training.models import Booking

pytestmark = pytest.mark.django_db
LIST, CSV, BOOK = "/colleagues/refreshers/", "/colleagues/refreshers/refreshers.csv", "/colleagues/refreshers/book/"


@pytest.fixture
def elm():
    return OrganisationFactory(name="Elm")


@pytest.fixture
def lead(client, elm):
    person = PersonFactory(name="Lea Example", organisation=elm)
    TrainingLead.objects.create(person=person, organisation=elm)
    client.force_login(person)
    return person


@pytest.fixture
def course():
    return CourseFactory(title="Noticing harm")


def due(organisation, course, ends_in, name, **facts):
    """Somebody whose certificate ends in so many days, or ended before."""
    person = PersonFactory(name=name, organisation=organisation, **facts)
    certificate = certify(person, on=date(2024, 6, 15), course=course)
    return expire(certificate, timezone.localdate() + timedelta(days=ends_in))


def names_on(response):
    page = BeautifulSoup(response.text, "html.parser")
    return [name.text.strip() for name in page.select(".due .colleagues__name")]


def counts_on(response):
    rows = BeautifulSoup(response.text, "html.parser").select(".due-counts tbody tr")
    return [(row.th.a.find(string=True), *(int(cell.text) for cell in row.select("td"))) for row in rows]


def ticked_on(response):
    page = BeautifulSoup(response.text, "html.parser")
    return [box["value"] for box in page.select("input[name=certificate]") if box.has_attr("checked")]


# --- Who is shown --------------------------------------------------------------------------------------------------


def test_those_who_are_due_are_counted_by_course_and_named(client, lead, elm, course):
    other = CourseFactory(title="Asking well")
    due(elm, course, 90, "Ama Soon")
    due(elm, course, -400, "Bo Long Ago")
    due(elm, course, 0, "Cy Today")
    due(elm, other, -1, "Di Yesterday")
    due(elm, course, 91, "Ed Later")
    response = client.get(LIST)
    assert counts_on(response) == [("Asking well", 0, 1), ("Noticing harm", 2, 1)]
    assert names_on(response) == ["Bo Long Ago", "Di Yesterday", "Cy Today", "Ama Soon"]


def test_nobody_of_another_organisation_is_shown_nor_anybody_who_left(client, lead, elm, course):
    oak = OrganisationFactory(name="Oak")
    due(oak, course, 10, "Somebody Else")
    left = due(elm, course, 10, "Lee Left")
    left.person.organisation = oak
    left.person.save()
    due(elm, course, 10, "Gil Gone", is_active=False)
    due(None, course, 10, "Nobody's Own")
    came = due(oak, course, 10, "Cam Came")
    came.person.organisation = elm
    came.person.save()
    assert names_on(client.get(LIST)) == ["Cam Came"]


def test_who_has_renewed_or_lost_the_certificate_is_not_due(client, lead, elm, course):
    renewed, lost = due(elm, course, 10, "Rae Renewed"), due(elm, course, 10, "Lou Lost")
    certify(renewed.person, on=timezone.localdate() - timedelta(days=2), course=course)
    operations.withdraw(certificate=lost, reason="issued_in_error", by=None, at=timezone.now())
    assert "Nobody is due" in client.get(LIST).text


def test_the_list_is_narrowed_and_ordered(client, lead, elm, course):
    other = CourseFactory(title="Asking well")
    due(elm, course, 5, "Zoe"), due(elm, course, -5, "Yan"), due(elm, course, 50, "Ali"), due(elm, other, 1, "Bea")
    assert names_on(client.get(LIST, {"course": course.pk})) == ["Yan", "Zoe", "Ali"]
    assert names_on(client.get(LIST, {"course": course.pk, "state": "soon"})) == ["Zoe", "Ali"]
    assert names_on(client.get(LIST, {"state": "expired"})) == ["Yan"]
    assert names_on(client.get(LIST, {"sort": "name"})) == ["Ali", "Bea", "Yan", "Zoe"]
    assert "Nobody matches" in client.get(LIST, {"course": other.pk, "state": "expired"}).text


@pytest.mark.parametrize("query", [{"course": "x"}, {"course": "999"}, {"state": "x"}, {"sort": "x"}, {"page": "x"}])
def test_what_cannot_be_read_narrows_nothing(client, lead, elm, course, query):
    due(elm, course, 5, "Zoe")
    assert names_on(client.get(LIST, query)) == ["Zoe"]


def test_a_place_and_an_address_that_is_not_reached_are_shown(client, lead, elm, course):
    booked, unreached = due(elm, course, 5, "Bo Booked"), due(elm, course, 6, "Una Unreached")
    refresher = CourseFactory(renews=course)
    starts = timezone.localdate() + timedelta(days=20)
    BookingFactory(person=booked.person, session=SessionFactory(course=refresher, starts_at=at_noon(starts)))
    UndeliverableAddress.objects.create(email=unreached.person.email, since=timezone.now())
    response = client.get(LIST, {"course": course.pk})
    assert f"Booked for {starts.day} {starts:%b %Y}" in response.text
    assert response.text.count("Our emails do not reach this address") == 1
    assert ticked_on(response) == [str(unreached.pk)]


def test_whoever_came_again_and_has_not_answered_the_evaluation_is_still_due(client, lead, elm, course):
    came, other = due(elm, course, 5, "Cam Came"), due(elm, course, 6, "Oda Other")
    on = timezone.localdate() - timedelta(days=3)
    waits = CourseFactory(renews=course, certificate_waits_for_evaluation=True)
    attendance = attend(came.person, on=on, course=waits)
    response = client.get(LIST, {"course": course.pk})
    assert names_on(response) == ["Cam Came", "Oda Other"]
    assert response.text.count(f"Came on {short_day(on)}: waits for the evaluation") == 1
    assert ticked_on(response) == [str(other.pk)]
    [line, _] = csv.DictReader(io.StringIO(b"".join(client.get(CSV)).decode()))
    assert line["came_again_on"] == on.isoformat()
    note_evaluation(attendances=[attendance.pk], by=None, at=timezone.now())
    assert names_on(client.get(LIST)) == ["Oda Other"]


def test_a_lead_of_two_organisations_sees_one_at_a_time_and_no_third(client, lead, elm, course):
    oak, ash = OrganisationFactory(name="Oak"), OrganisationFactory(name="Ash")
    TrainingLead.objects.create(person=lead, organisation=oak)
    due(elm, course, 5, "Of Elm"), due(oak, course, 5, "Of Oak"), due(ash, course, 5, "Of Ash")
    assert names_on(client.get(LIST)) == ["Of Elm"]
    assert names_on(client.get(LIST, {"organisation": oak.pk})) == ["Of Oak"]
    for path in (LIST, CSV):
        assert client.get(path, {"organisation": ash.pk}).status_code == 403
    assert client.post(BOOK, {"organisation": ash.pk, "course": course.pk}).status_code == 403


@pytest.mark.parametrize("role", [None, StaffRole.PROGRAMME_MANAGER, StaffRole.ADMINISTRATOR])
def test_nobody_but_a_lead_gets_in(client, elm, course, role):
    sign_in(client, staff_member(role) if role else PersonFactory(organisation=elm))
    assert [client.get(LIST).status_code, client.get(CSV).status_code, client.post(BOOK).status_code] == [403] * 3


def test_whoever_is_not_signed_in_is_asked_to(client):
    for response in (client.get(LIST), client.get(CSV), client.post(BOOK)):
        assert response.url.startswith("/account/login/")


def test_what_somebody_added_or_told_is_not_shown(client, lead, elm, course):
    certificate = due(elm, course, 5, "Ama Soon")
    operations.add_evidence(
        title="A private book", kind="reading", done_on=date(2026, 1, 2), minutes=60, by=certificate.person,
        at=timezone.now(),
    )  # fmt: skip
    certificate.attendance.evaluated_at = timezone.now()
    certificate.attendance.save()
    for path in (LIST, CSV):
        text = b"".join(client.get(path)).decode()
        assert ("Ama Soon" in text, "private" in text, "valuat" in text) == (True, False, False)


# --- Taking the list away ------------------------------------------------------------------------------------------


def test_the_list_is_taken_away_as_it_is_narrowed_without_formulas(client, lead, elm, course):
    due(elm, course, -5, "=1+1", email="formula@example.org", role=RoleFactory(name="Nurse"))
    due(elm, course, 5, "Zoe")
    response = client.get(CSV, {"course": course.pk, "state": "expired"})
    [line] = csv.DictReader(io.StringIO(b"".join(response).decode()))
    ended = timezone.localdate() - timedelta(days=5)
    assert {name: line[name] for name in ("name", "email", "role", "course", "certificate_ends_on", "state")} == {
        "name": "'=1+1", "email": "formula@example.org", "role": "Nurse", "course": "Noticing harm",
        "certificate_ends_on": ended.isoformat(), "state": "Expired",
    }  # fmt: skip
    assert line["organisation"] == "Elm"
    assert response["Content-Disposition"] == 'attachment; filename="refreshers.csv"'
    entry = ModelLogEntry.objects.get(action="training.certificate.export")
    assert (entry.user, entry.label, entry.data) == (lead, "Refreshers due", {"rows": 1, "format": "csv"})


# --- Booking them --------------------------------------------------------------------------------------------------


def ticked(organisation, course, *certificates):
    return {
        "organisation": organisation.pk, "course": course.pk, "certificate": [each.pk for each in certificates],
    }  # fmt: skip


def forms_on(response):
    """The forms that fill in a group booking: where each is sent, and what with."""
    page = BeautifulSoup(response.text, "html.parser")
    found = {}
    for form in page.select("form.session-row__form"):
        fields = {field["name"]: field.get("value", "") for field in form.select("input")}
        buttons = [(button.get("name"), button.get("value")) for button in form.select("button")]
        found[form["action"]] = (fields, buttons)
    return found


def test_those_who_are_ticked_are_booked_by_the_form_of_a_group(client, lead, elm, course):
    nurse = RoleFactory(name="Nurse")
    refresher = CourseFactory(title="Noticing harm again", renews=course)
    session, whole = SessionFactory(course=refresher), SessionFactory(course=course)
    SessionFactory(course=course, capacity=1, places_held=1)
    ama, bo = due(elm, course, 5, "Ama Soon", role=nurse), due(elm, course, -5, "Bo Gone", role=nurse)
    due(elm, course, 9, "Cy Not Ticked", role=nurse)
    shown = client.post(BOOK, ticked(elm, course, ama, bo))
    forms = forms_on(shown)
    assert list(forms) == [f"/sessions/{session.pk}/book-colleagues/", f"/sessions/{whole.pk}/book-colleagues/"]
    address = f"/sessions/{session.pk}/book-colleagues/"
    fields, _ = forms[address]
    assert fields["typed"].splitlines() == [
        f"Ama Soon\t{ama.person.email}\tNurse", f"Bo Gone\t{bo.person.email}\tNurse"
    ]  # fmt: skip
    assert "Ama" not in address
    check = BeautifulSoup(client.post(address, fields).text, "html.parser")
    rows = {field["name"]: field["value"] for field in check.select("input[name^=form-]") if field.get("value")}
    rows |= {
        select["name"]: select.find("option", selected=True)["value"] for select in check.select("select[name^=form-]")
    }
    booked = client.post(address, {**rows, "organisation": elm.pk}, follow=True)
    assert "Each of them has an email from us" in booked.text
    assert set(Booking.objects.filter(group__isnull=False).values_list("name", "email", "session", "role__name")) == {
        ("Ama Soon", ama.person.email, session.pk, "Nurse"), ("Bo Gone", bo.person.email, session.pk, "Nurse")
    }  # fmt: skip
    assert ticked_on(client.get(LIST, {"course": course.pk})) == [
        str(certificate.pk) for certificate in course.certificates.filter(holder_name="Cy Not Ticked")
    ]


def test_a_hybrid_session_is_booked_in_the_room_or_online(client, lead, elm, course):
    SessionFactory(course=course, mode="hybrid", capacity=10, online_capacity=4)
    ama = due(elm, course, 5, "Ama Soon", role=RoleFactory(name="Nurse"))
    [(address, (fields, buttons))] = forms_on(client.post(BOOK, ticked(elm, course, ama))).items()
    assert buttons == [("online", "False"), ("online", "True")]
    check = client.post(address, {**fields, "online": "True"})
    assert "Check your list" in check.text
    assert "govuk-error-summary" not in check.text


def test_without_any_date_it_says_so(client, lead, elm, course):
    ama = due(elm, course, 5, "Ama Soon")
    assert "There is no date with places at the moment" in client.post(BOOK, ticked(elm, course, ama)).text


def test_nobody_ticked_is_explained(client, lead, elm, course):
    due(elm, course, 5, "Ama Soon")
    response = client.post(BOOK, ticked(elm, course))
    assert (response.status_code, "Tick at least one colleague" in response.text) == (409, True)
    assert names_on(response) == ["Ama Soon"]


@pytest.mark.parametrize("key", ["x", "-1", "99999999999999999999999"])
def test_what_is_no_certificate_is_refused(client, lead, elm, course, key):
    due(elm, course, 5, "Ama Soon")
    sent = {"organisation": elm.pk, "course": course.pk, "certificate": [key]}
    assert client.post(BOOK, sent).status_code == 409
    assert client.post(BOOK, {**sent, "course": key}).status_code == 409


def test_somebody_who_is_not_due_there_cannot_be_ticked(client, lead, elm, course):
    other = due(OrganisationFactory(name="Oak"), course, 5, "Somebody Else")
    later = due(elm, course, 200, "Ed Later")
    for certificate in (other, later):
        response = client.post(BOOK, ticked(elm, course, certificate))
        assert (response.status_code, "Somebody Else" in response.text) == (409, False)


def test_the_way_there_is_on_the_overview(client, lead, elm):
    assert f'href="{LIST}?organisation={elm.pk}"' in client.get("/colleagues/").text


# The session, the person, the organisations led; what is counted, how many there are, and who.
@pytest.mark.parametrize("number", [1, 30])
def test_the_pages_ask_as_many_questions_for_one_colleague_as_for_thirty(client, lead, elm, course, number):
    certificates = [due(elm, course, 5, f"Colleague {n}") for n in range(number)]
    for _ in range(number):
        SessionFactory(course=course)
    Partnership.load(), Navigation.load()
    client.get("/search/")
    found = {}
    for name, ask in {
        "list": lambda: client.get(LIST, {"course": course.pk}),
        "csv": lambda: b"".join(client.get(CSV)),
        "book": lambda: client.post(BOOK, ticked(elm, course, *certificates)),
    }.items():
        with CaptureQueriesContext(connection) as queries:
            ask()
        found[name] = len(queries)
    assert found == {
        "list": 6,
        "csv": 8,
        "book": 6,
    }  # the log of the list asks three; to book: who is due, and dates of both kinds

"""The page that a browser keeps, the worker that keeps it, and who may open what."""

import json
import re

import pytest
from bs4 import BeautifulSoup
from django.contrib.messages import add_message, constants
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from people.accounts.policies import StaffRole
from people.models import Partnership, Person
from tests.factories import BookingFactory, PersonFactory, SessionFactory, staff_member
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def facilitator():
    return staff_member(StaffRole.FACILITATOR, name="Fay Facilitator", email="fay@example.org")


@pytest.fixture
def session(noon, facilitator):
    session = SessionFactory(starts_at=noon)
    session.facilitators.add(facilitator)
    BookingFactory(session=session, person=PersonFactory(name="Amira Khan"))
    return session


def kept_by(worker: HttpResponse) -> dict:
    """What the worker is told to keep."""
    first = worker.content.decode().split("\n", 1)[0]
    return json.loads(re.fullmatch(r"self\.KEPT = (.*);", first)[1])


@pytest.mark.parametrize(
    ("role", "is_theirs", "answer"),
    [
        (StaffRole.FACILITATOR, True, 200),
        (StaffRole.FACILITATOR, False, 403),
        (StaffRole.PROGRAMME_MANAGER, False, 200),
        (StaffRole.ADMINISTRATOR, False, 200),
        (StaffRole.ANALYST, False, 403),
        (StaffRole.EDITOR, False, 403),
    ],
)
def test_only_those_who_mark_a_register_may_make_it_ready(client, wagtail_site, session, role, is_theirs, answer):
    person = staff_member(role)
    if is_theirs:
        session.facilitators.add(person)
    assert sign_in(client, person).get(f"/registers/{session.pk}/").status_code == answer


def test_whoever_is_signed_out_is_asked_to_sign_in_and_a_session_that_is_not_there_is_not_found(
    client, wagtail_site, session, facilitator
):
    response = client.get(f"/registers/{session.pk}/")
    assert (response.status_code, response.url) == (302, f"/account/login/?next=/registers/{session.pk}/")
    assert sign_in(client, facilitator).get(f"/registers/{session.pk + 1}/").status_code == 404


def test_the_page_that_is_kept_is_the_same_for_everybody_and_names_nobody(
    client, wagtail_site, session, facilitator, rf
):
    from training.attendance.views import register_kept

    for_anybody = client.get("/registers/").content
    sign_in(client, facilitator)
    assert client.get("/registers/").content == for_anybody
    for secret in ("Fay", "fay@", "Amira", "Khan", "csrf"):
        assert secret not in client.get(f"/registers/{session.pk}/").content.decode()
    with_message = rf.get("/registers/")
    with_message.user, with_message.session = facilitator, client.session
    with_message._messages = client.get("/registers/").wsgi_request._messages
    add_message(with_message, constants.SUCCESS, "Amira Khan was marked")
    assert register_kept(with_message).content == for_anybody


def test_a_device_is_told_what_to_send_with_and_whose_it_is(client, wagtail_site, facilitator):
    response = client.get("/registers/token/")
    assert (response.status_code, response.json()) == (401, {"signed_out": True})
    response = sign_in(client, facilitator).get("/registers/token/")
    assert response.json()["facilitator"] == facilitator.pk
    assert "no-store" in response["Cache-Control"]


def test_the_token_lets_a_device_send_and_without_it_nothing_is_taken(wagtail_site, session, facilitator, time_machine):
    time_machine.move_to(session.starts_at)
    client = sign_in(Client(enforce_csrf_checks=True), facilitator)
    address = reverse("training:register-send", args=[session.pk])
    nothing = {"sent_at": session.starts_at.isoformat(), "claims": []}
    assert client.post(address, nothing, content_type="application/json").status_code == 403
    token = client.get("/registers/token/").json()["token"]
    response = client.post(address, nothing, content_type="application/json", headers={"X-CSRFToken": token})
    assert response.status_code == 200


def test_the_worker_keeps_the_page_and_all_that_it_is_drawn_with(client, wagtail_site):
    worker = client.get("/worker.js")
    assert worker["Content-Type"] == "text/javascript; charset=utf-8"
    assert worker["Cache-Control"] == "no-cache"
    kept = kept_by(worker)
    assert kept["shells"] == {"/registers/": "/registers/", "/headcounts/kept/": "/headcounts/kept/"}
    assert kept["instead"] == {"/headcounts/new/": "/headcounts/kept/"}
    page = BeautifulSoup(client.get("/registers/").content, "html.parser")
    drawn_with = {tag.get("src") or tag.get("href") for tag in page.select("script[src], link[href]")}
    assert drawn_with - {"/manifest.webmanifest"} <= set(kept["assets"])
    assert finders.find("theme/kept-register.js")
    assert "/static/theme/kept-register.js" in kept["assets"]
    for address in kept["assets"]:
        assert address.startswith("/static/") or client.get(address).status_code == 200


def test_nothing_that_names_somebody_is_in_the_workers_list(client, wagtail_site, session):
    kept = kept_by(client.get("/worker.js"))
    addresses = [*kept["shells"].values(), *kept["assets"]]
    texts = [client.get(address).content.decode() for address in addresses if not address.startswith("/static/")]
    assert len(texts) == 3  # the two pages, and the partnership's colours
    assert [text for text in texts if "Khan" in text or "Fay" in text] == []


def test_the_worker_is_the_same_for_everybody_and_new_once_something_that_it_keeps_is(
    client, wagtail_site, facilitator
):
    before = client.get("/worker.js").content
    assert sign_in(Client(), facilitator).get("/worker.js").content == before
    partnership = Partnership.load()
    partnership.name = "Another Partnership"
    partnership.save()
    assert kept_by(client.get("/worker.js"))["version"] != kept_by(HttpResponse(before))["version"]


def test_a_register_can_be_put_on_the_home_screen_in_the_partnerships_name(client, wagtail_site):
    manifest = client.get("/manifest.webmanifest")
    assert manifest["Content-Type"] == "application/manifest+json"
    facts = manifest.json()
    assert (facts["name"], facts["start_url"], facts["display"]) == (
        "Violence Reduction Partnership", "/registers/", "standalone",
    )  # fmt: skip
    assert "?" not in json.dumps(facts)  # nothing by which a visit could be told apart


def test_the_days_page_leads_to_the_register_that_works_without_a_signal(
    client, wagtail_site, session, facilitator, time_machine
):
    time_machine.move_to(session.starts_at)
    page = BeautifulSoup(sign_in(client, facilitator).get("/sessions/today/").content, "html.parser")
    assert page.find("a", href=f"/registers/{session.pk}/").get_text().startswith("Make it work without a signal")


def test_signing_out_says_whose_registers_to_remove(client, wagtail_site, facilitator):
    page = BeautifulSoup(sign_in(client, facilitator).get("/account/logout/").content, "html.parser")
    assert page.select_one("[data-unsent]")["data-person"] == str(Person.objects.get(name="Fay Facilitator").pk)

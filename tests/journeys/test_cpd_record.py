"""Somebody keeps their CPD record on a phone; and a training lead books who is due a refresher."""

import json
import zipfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from page import ValidationProfile, validate_pdf_bytes
from playwright.sync_api import Page, expect

from people.models import TrainingLead
from tests.documents.test_received_files import picture
from tests.factories import CourseFactory, PersonFactory, RoleFactory, SessionFactory
from tests.training.certified import at_noon, certify, expire
from tests.visitors import link_in, mail_to, sign_in
from training.certificates.operations import remind_of_refreshers
from training.models import Booking, Evidence

pytestmark = pytest.mark.django_db(transaction=True)


def test_somebody_adds_evidence_on_a_phone_and_takes_the_record_away(phone: Page, axe, fits, tmp_path):
    person = PersonFactory(name="Sam Example", email="sam@example.org")
    certify(person, on=date(2026, 1, 12), course=CourseFactory(title="Noticing harm"))
    sign_in(phone, person, to="/account/")
    phone.get_by_role("link", name="Your CPD record").click()
    expect(phone.get_by_role("heading", name="Noticing harm")).to_be_visible()
    axe(phone)
    fits(phone)

    phone.get_by_role("button", name="Add what you learned elsewhere").click()
    phone.get_by_role("button", name="Add to my record").click()
    expect(phone.get_by_role("link", name="Enter what it was.")).to_be_visible()
    axe(phone)
    fits(phone)
    phone.get_by_label("What was it?").fill("A talk on trust")
    phone.get_by_label("A conference or event").check()
    for part, value in (("Day", "3"), ("Month", "2"), ("Year", "2026")):
        phone.get_by_label(part, exact=True).fill(value)
    phone.get_by_label("How many hours?").fill("1.5")
    phone.get_by_label("What will you do differently?").fill("Listen first")
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(picture())
    phone.get_by_label("A file that shows it").set_input_files(photo)
    phone.get_by_role("button", name="Add to my record").click()
    expect(phone.get_by_text("It is on your record")).to_be_visible()
    expect(phone.get_by_role("heading", name="A talk on trust")).to_be_visible()
    axe(phone)
    fits(phone)

    with phone.expect_download() as saved:
        phone.get_by_role("link", name="photo.jpg").click()
    assert Path(saved.value.path()).read_bytes()[:3] == b"\xff\xd8\xff"

    phone.get_by_role("button", name="Remove A talk on trust").click()
    expect(phone.get_by_text("It is off your record")).to_be_visible()
    axe(phone)
    fits(phone)
    phone.get_by_role("button", name="Put back A talk on trust").click()
    expect(phone.get_by_text("It is back on your record")).to_be_visible()

    with phone.expect_download() as saved:
        phone.get_by_role("button", name="Download as PDF").click()
    report = validate_pdf_bytes(Path(saved.value.path()).read_bytes(), profile=ValidationProfile.PDF_UA_1)
    assert [failure.message for failure in report.failures] == []
    with phone.expect_download() as saved:
        phone.get_by_role("link", name="Data (JSON)").click()
    data = json.loads(Path(saved.value.path()).read_bytes())
    assert data["hours"]["together"] == "3.5"
    with phone.expect_download() as saved:
        phone.get_by_role("link", name="Both, with your files").click()
    with zipfile.ZipFile(saved.value.path()) as taken:
        assert taken.read("files/2026-02-03 photo.jpg")[:3] == b"\xff\xd8\xff"
    assert Evidence.objects.get().reflection == "Listen first"


def test_a_record_is_kept_without_javascript(no_javascript: Page):
    page, person = no_javascript, PersonFactory(name="Sam Example", email="sam@example.org")
    sign_in(page, person, to="/cpd/evidence/add/")
    page.get_by_label("What was it?").fill("A book")
    page.get_by_label("Reading, watching or listening").check()
    for part, value in (("Day", "3"), ("Month", "2"), ("Year", "2026")):
        page.get_by_label(part, exact=True).fill(value)
    page.get_by_label("How many hours?").fill("2")
    page.get_by_role("button", name="Add to my record").click()
    page.get_by_role("link", name="Change A book").click()
    page.get_by_label("How many hours?").fill("2.25")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("2.25 hours")).to_be_visible()
    page.get_by_role("button", name="Remove A book").click()
    page.get_by_role("button", name="Put back A book").click()
    assert Evidence.objects.get().minutes == 135


def test_a_lead_books_who_is_due_and_whoever_is_reminded_can_switch_that_off(page: Page, phone: Page, axe, fits):
    lead = PersonFactory(name="Lea Example", email="lead@example.org")
    TrainingLead.objects.create(person=lead, organisation=lead.organisation)
    nurse, course = RoleFactory(name="Nurse"), CourseFactory(title="Noticing harm")
    session = SessionFactory(course=CourseFactory(title="Noticing harm: refresher", renews=course))
    today = timezone.localdate()
    for name, ends_in in (("Ama", 14), ("Bo", -14)):
        colleague = PersonFactory(
            name=f"{name} Example", email=f"{name.lower()}@example.org", organisation=lead.organisation, role=nurse
        )
        expire(certify(colleague, on=date(2024, 6, 14), course=course), today + timedelta(days=ends_in))

    assert remind_of_refreshers(at=at_noon(today)) == 2
    told = mail_to("ama@example.org", "Your certificate ends on")
    phone.goto(link_in(told, "20 places left"))
    expect(phone.get_by_text("Noticing harm: refresher").first).to_be_visible()
    phone.goto(link_in(told, "Switch them off"))
    axe(phone)
    fits(phone)
    phone.get_by_role("button", name="Send me no more reminders").click()
    expect(phone.get_by_text("We will send you no more of these reminders")).to_be_visible()
    axe(phone)

    sign_in(page, lead, to="/colleagues/")
    page.get_by_role("link", name="Refreshers due").click()
    axe(page)
    page.get_by_role("link", name="see who, and book them").click()
    expect(page.get_by_label("Ama Example")).to_be_checked()
    axe(page)
    page.get_by_label("Bo Example").uncheck()
    page.get_by_role("button", name="Book these").click()
    expect(page.get_by_role("heading", name="The shorter refresher")).to_be_visible()
    assert "Ama" not in page.url
    axe(page)
    page.get_by_role("button", name="Book on this date").click()
    expect(page.get_by_label("Name")).to_have_value("Ama Example")
    page.get_by_role("button", name="Book this person").click()
    expect(page.get_by_text("Each of them has an email from us")).to_be_visible()
    assert list(Booking.objects.filter(session=session).values_list("email", flat=True)) == ["ama@example.org"]
    page.goto(f"/colleagues/refreshers/?course={course.pk}")
    expect(page.get_by_label("Ama Example")).not_to_be_checked()
    axe(page)
    phone.context.clear_cookies()
    sign_in(phone, lead, to=f"/colleagues/refreshers/?course={course.pk}")
    axe(phone)
    fits(phone)
    phone.get_by_role("button", name="Book these").click()
    axe(phone)
    fits(phone)

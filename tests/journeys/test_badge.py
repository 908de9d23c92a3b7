"""Somebody downloads a certificate as a digital badge on their phone, and an employer's program checks it."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.factories import BookingFactory, PersonFactory, SessionFactory
from tests.verifying import KEYS, verify
from tests.visitors import sign_in
from training.attendance.operations import mark
from training.certificates.operations import issue, withdraw
from training.models import WithdrawalReason

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def certificate(wagtail_site):
    now = timezone.now()
    session = SessionFactory(starts_at=now - timedelta(hours=4), course__title="Understanding trauma")
    booking = BookingFactory(session=session, person=PersonFactory(name="Hana Holder"))
    attendance = mark(booking=booking, status="present", by=None, at=session.starts_at)
    return issue(attendance_id=attendance.pk, at=now)


def check(page: Page, badge: dict) -> dict:
    """What a program says that fetches what the badge names: the issuer's keys, and the list of what no longer holds
    good. Here the web server has no TLS, which did:web would ask for."""
    fetched = [page.request.get(address).json() for address in ("/.well-known/did.json", _list_of(badge))]
    [said] = verify(documents={each["id"]: each for each in fetched}, credentials=[badge])["credentials"]
    return said


def _list_of(badge: dict) -> str:
    return badge["credentialStatus"]["statusListCredential"]


def test_a_badge_is_downloaded_on_a_phone_and_checked_by_a_program(phone, certificate, settings, axe, fits):
    settings.BADGE_KEY = KEYS[0]
    sign_in(phone, certificate.person, to="/certificates/")
    offer = phone.get_by_role("link", name="Badge (JSON) for Understanding trauma")
    expect(offer).to_be_hidden()
    phone.get_by_text("Digital badge for Understanding trauma").click()
    expect(offer).to_be_visible()
    fits(phone)
    axe(phone)
    with phone.expect_download() as download:
        offer.click()
    assert download.value.suggested_filename == f"badge-{certificate.number}.json"
    badge = json.loads(download.value.path().read_text())
    assert check(phone, badge) == {"verified": True, "revoked": False, "problems": []}

    phone.goto(badge["id"])
    expect(phone.get_by_role("heading", name="This certificate is valid")).to_be_visible()
    phone.get_by_role("link", name="How to check a badge").click()
    expect(phone.get_by_text(badge["issuer"]["id"])).to_be_visible()
    fits(phone)
    axe(phone)
    phone.goto(badge["credentialSubject"]["achievement"]["id"])
    expect(phone.get_by_role("heading", name="Understanding trauma")).to_be_visible()
    fits(phone)
    axe(phone)

    withdraw(certificate=certificate, reason=WithdrawalReason.ISSUED_IN_ERROR, by=None, at=timezone.now())
    assert check(phone, badge) == {"verified": True, "revoked": True, "problems": []}
    phone.goto(f"/certificates/{certificate.number}/badge.json")
    expect(phone.get_by_role("heading", name="This badge no longer holds good")).to_be_visible()
    fits(phone)
    axe(phone)

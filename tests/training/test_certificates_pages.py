"""The holder's certificates, and the screens of staff."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from people.accounts.policies import StaffRole
from tests.factories import BookingFactory, PersonFactory, SessionFactory, staff_member
from tests.sign_in import sign_in
from training.attendance.operations import mark
from training.certificates.emails import download_url
from training.certificates.operations import issue, withdraw
from training.models import WithdrawalReason

pytestmark = pytest.mark.django_db
LIST = "/certificates/"


def certify(noon, person, **session):
    booking = BookingFactory(session=SessionFactory(starts_at=noon, **session), person=person)
    attendance = mark(booking=booking, status="present", by=None, at=noon)
    return issue(attendance_id=attendance.pk, at=noon + timedelta(hours=2))


@pytest.fixture
def holder():
    return PersonFactory(name="Hana Holder")


@pytest.fixture
def certificate(noon, holder):
    return certify(noon, holder, course__title="Understanding trauma")


def pdf_of(certificate):
    return reverse("training:certificate-download", args=[certificate.number])


def test_a_person_sees_their_own_certificates_and_no_one_elses(client, certificate, holder, noon):
    certify(noon, PersonFactory(), course__title="Somebody else's course")
    text = sign_in(client, holder).get(LIST).content.decode()
    assert ("Understanding trauma" in text, "Somebody else" in text) == (True, False)


def test_the_list_is_for_whoever_is_signed_in(client):
    assert client.get(LIST).url == "/account/login/?next=/certificates/"


def test_a_person_without_certificates_is_told_how_they_come(client, holder):
    assert "No certificates yet" in sign_in(client, holder).get(LIST).content.decode()


def test_the_list_asks_the_database_as_often_for_one_certificate_as_for_many(client, certificate, holder, noon):
    sign_in(client, holder).get(LIST)
    with CaptureQueriesContext(connection) as for_one:
        client.get(LIST)
    for days in range(1, 6):
        certify(noon - timedelta(days=days), holder)
    with CaptureQueriesContext(connection) as for_six:
        client.get(LIST)
    assert len(for_six) == len(for_one)


def test_the_holder_downloads_the_document_as_it_was_issued(client, certificate, holder):
    answer = sign_in(client, holder).get(pdf_of(certificate))
    assert answer.content == bytes(certificate.file.pdf)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'inline; filename="certificate-{certificate.number}.pdf"'
    assert "no-store" in answer["Cache-Control"]


def test_the_link_from_the_email_opens_it_without_signing_in(client, certificate):
    link = download_url(certificate)
    assert certificate.holder_name.split()[-1] not in link
    assert client.get(link.removeprefix("http://testserver")).content[:5] == b"%PDF-"


def test_a_link_that_was_tampered_with_opens_nothing(client, certificate, noon):
    other = certify(noon, PersonFactory())
    key = download_url(certificate).partition("key=")[2]
    for path in (f"{pdf_of(certificate)}?key={key[:-1]}", f"{pdf_of(other)}?key={key}", f"{pdf_of(other)}?key=é"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert "This link does not open a certificate" in answer.content.decode()


def test_what_cannot_be_a_number_is_not_found(client):
    for wrong in ("%00", "x" * 10_000, "..%2f"):
        assert client.get(f"/certificates/{wrong}/certificate.pdf?key=x").status_code == 404


def test_the_number_alone_opens_nothing(client, certificate):
    assert client.get(pdf_of(certificate)).url == f"/account/login/?next={pdf_of(certificate)}"
    assert sign_in(client, PersonFactory()).get(pdf_of(certificate)).status_code == 404


def test_a_withdrawn_certificate_is_not_handed_out_any_more(client, certificate, holder, noon):
    withdraw(certificate=certificate, reason=WithdrawalReason.ISSUED_IN_ERROR, by=None, at=noon)
    for path in (pdf_of(certificate), download_url(certificate).removeprefix("http://testserver")):
        answer = sign_in(client, holder).get(path)
        assert answer.status_code == 410
        assert "This certificate was withdrawn" in answer.content.decode()


# --- Staff ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def manager(client):
    return sign_in(client, in_admin(staff_member(StaffRole.PROGRAMME_MANAGER)))


def in_admin(person):
    """Staff whose role lets them into the admin at all."""
    person.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return person


def withdrawal_of(certificate):
    return reverse("training_certificate_withdraw", args=[certificate.pk])


@pytest.mark.parametrize("words", ["Hana", "number"])
def test_staff_find_a_certificate_by_number_and_by_name(manager, certificate, noon, words):
    certify(noon, PersonFactory(name="Otto Other"))
    query = certificate.number if words == "number" else words
    text = manager.get(reverse("certificate:index"), {"q": query}).content.decode()
    assert ("Hana Holder" in text, "Otto Other" in text) == (True, False)


def test_staff_read_a_certificate_and_can_change_nothing_of_it(manager, certificate):
    text = manager.get(reverse("certificate:inspect", args=[certificate.pk])).content.decode()
    assert certificate.number in text
    assert withdrawal_of(certificate) in text
    assert "Withdrawn at" not in text
    for path in (reverse("certificate:add"), reverse("certificate:edit", args=[certificate.pk])):
        manager.post(path, {"holder_name": "Forged Name"})
    certificate.refresh_from_db()
    assert certificate.holder_name == "Hana Holder"


def test_staff_withdraw_a_certificate_with_a_reason(manager, certificate):
    answer = manager.post(withdrawal_of(certificate), {})
    certificate.refresh_from_db()
    assert (answer.status_code, certificate.withdrawn_at) == (200, None)
    manager.post(withdrawal_of(certificate), {"reason": "at_holders_request"})
    certificate.refresh_from_db()
    assert certificate.withdrawal_reason == "at_holders_request"
    assert "It was withdrawn on" in manager.get(withdrawal_of(certificate)).content.decode()


def test_staff_see_which_certificates_are_no_longer_earned(manager, certificate, noon):
    certify(noon, PersonFactory(name="Otto Other"))
    assert "None waits for you." in manager.get(reverse("unearned_certificate:index")).content.decode()
    mark(booking=certificate.attendance.booking, status="absent", by=None, at=noon)
    text = manager.get(reverse("unearned_certificate:index")).content.decode()
    assert ("Hana Holder" in text, "Otto Other" in text) == (True, False)


@pytest.mark.parametrize("role", [StaffRole.FACILITATOR, StaffRole.EDITOR, StaffRole.ANALYST])
def test_other_staff_see_no_certificates(client, certificate, role):
    sign_in(client, in_admin(staff_member(role)))
    for path in (reverse("certificate:index"), withdrawal_of(certificate)):
        assert "Hana Holder" not in client.get(path, follow=False).content.decode()
    client.post(withdrawal_of(certificate), {"reason": "issued_in_error"})
    certificate.refresh_from_db()
    assert certificate.withdrawn_at is None

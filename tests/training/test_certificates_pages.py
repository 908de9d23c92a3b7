"""The holder's certificates, and the screens of staff."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from people.accounts.policies import StaffRole
from tests.factories import BookingFactory, CourseFactory, PersonFactory, SessionFactory, staff_member
from tests.sign_in import sign_in
from training.attendance.operations import mark
from training.certificates.emails import download_url
from training.certificates.operations import ask_for_name, correct_name, issue, withdraw
from training.models import Certificate, NameRequest, WithdrawalReason

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


# --- Replaced, and a name that is wrong ------------------------------------------------------------------------------


def test_an_old_link_says_what_replaced_the_certificate_and_leads_its_holder_to_the_new_one(client, certificate, noon):
    old_link = download_url(certificate).removeprefix("http://testserver")
    new = correct_name(certificate=certificate, name="Hanna Holder", by=None, at=noon)
    answer = client.get(old_link)
    text = answer.content.decode()
    assert (answer.status_code, "This certificate was replaced" in text) == (410, True)
    link = BeautifulSoup(text, "html.parser").find("a", string="Download the new one")["href"]
    assert client.get(link.removeprefix("http://testserver")).content == bytes(new.file.pdf)


def test_the_number_of_an_old_certificate_opens_nothing_either(client, certificate, noon):
    correct_name(certificate=certificate, name="Hanna Holder", by=None, at=noon)
    assert sign_in(client, PersonFactory()).get(pdf_of(certificate)).status_code == 404


def test_where_the_new_one_was_withdrawn_an_old_link_leads_to_no_document(client, certificate, noon):
    old_link = download_url(certificate).removeprefix("http://testserver")
    new = correct_name(certificate=certificate, name="Hanna Holder", by=None, at=noon)
    withdraw(certificate=new, reason=WithdrawalReason.ISSUED_IN_ERROR, by=None, at=noon)
    text = client.get(old_link).content.decode()
    assert ("was withdrawn on" in text, "Download" in text, "key=" in text) == (True, False, False)


def test_the_list_shows_each_certificate_once_with_what_it_replaced(client, certificate, holder, noon):
    new = correct_name(certificate=certificate, name="Hanna Holder", by=None, at=noon)
    cards = BeautifulSoup(sign_in(client, holder).get(LIST).content, "html.parser").select(".certificate-card")
    assert len(cards) == 1
    text = " ".join(cards[0].get_text().split())
    assert f"Number {new.number}" in text
    assert f"In place of {certificate.number} since Tuesday 10 March 2026: the holder's name was corrected" in text


def test_the_list_asks_as_often_however_much_was_replaced_and_asked_for(client, certificate, holder, noon):
    sign_in(client, holder).get(LIST)
    with CaptureQueriesContext(connection) as before:
        client.get(LIST)
    for days in range(1, 5):
        new = correct_name(certificate=certify(noon - timedelta(days=days), holder), name="Hana", by=None, at=noon)
        ask_for_name(certificate=new, name="Hanna", by=holder, at=noon)
    with CaptureQueriesContext(connection) as after:
        client.get(LIST)
    assert len(after) == len(before)


def name_of(certificate):
    return reverse("training:certificate-ask-name", args=[certificate.number])


def test_a_holder_says_that_their_name_is_wrong_and_staff_decide(client, certificate, holder):
    sign_in(client, holder)
    assert name_of(certificate) in client.get(LIST).content.decode()
    assert 'value="Hana Holder"' in client.get(name_of(certificate)).content.decode()
    assert client.post(name_of(certificate), {"name": " Hanna  Holder "}).url == LIST
    asked = NameRequest.objects.get()
    assert (asked.certificate, asked.name, asked.state) == (certificate, "Hanna Holder", "open")
    assert "to put Hanna Holder on it" in client.get(LIST).content.decode()
    assert Certificate.objects.get().holder_name == "Hana Holder"


@pytest.mark.parametrize("name", ["", "   ", "x" * 151, "Hana Holder"])
def test_a_name_that_cannot_be_asked_for_is_said_where_it_was_typed(client, certificate, holder, name):
    answer = sign_in(client, holder).post(name_of(certificate), {"name": name})
    assert (answer.status_code, 'id="id_name-error"' in answer.content.decode()) == (200, True)
    assert NameRequest.objects.count() == 0


def test_nobody_else_asks_for_a_name(client, certificate):
    assert client.get(name_of(certificate)).url == f"/account/login/?next={name_of(certificate)}"
    sign_in(client, PersonFactory())
    for answer in (client.get(name_of(certificate)), client.post(name_of(certificate), {"name": "Forged"})):
        assert (answer.status_code, b"Hana" in answer.content) == (404, False)
    assert client.get("/certificates/0000-0000-0000/name/").status_code == 404
    assert NameRequest.objects.count() == 0


def test_the_name_on_an_old_certificate_is_asked_for_on_the_new_one(client, certificate, holder, noon):
    new = correct_name(certificate=certificate, name="Hanna Holder", by=None, at=noon)
    text = sign_in(client, holder).get(name_of(certificate)).content.decode()
    assert ("was replaced" in text, name_of(new) in text, "<form method" in text) == (True, True, False)
    withdraw(certificate=new, reason=WithdrawalReason.ISSUED_IN_ERROR, by=None, at=noon)
    assert "was withdrawn" in client.get(name_of(new)).content.decode()


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
    assert "The register has less than the rule asks for" in text


def test_staff_read_which_other_attendance_counts_before_they_choose_why(manager, certificate):
    text = manager.get(withdrawal_of(certificate)).content.decode()
    assert text.count("only a session that ends from now on earns them another") == 2
    assert text.count("The requirements were not met: this session does not count. Another that they attended") == 1


def test_staff_see_that_what_a_certificate_renews_was_withdrawn(manager, noon):
    person, course = PersonFactory(name="Rae Renewed"), CourseFactory(validity_months=12)
    main = certify(noon, person, course=course)
    certify(noon + timedelta(days=300), person, course=CourseFactory(renews=course))
    withdraw(certificate=main, reason="requirements_not_met", by=None, at=noon + timedelta(days=301))
    text = manager.get(reverse("unearned_certificate:index")).content.decode()
    assert ("Rae Renewed" in text, "The certificate that it renews was withdrawn" in text) == (True, True)


@pytest.mark.parametrize("role", [StaffRole.FACILITATOR, StaffRole.EDITOR, StaffRole.ANALYST])
def test_other_staff_see_no_certificates(client, certificate, role):
    sign_in(client, in_admin(staff_member(role)))
    for path in (reverse("certificate:index"), withdrawal_of(certificate)):
        assert "Hana Holder" not in client.get(path, follow=False).content.decode()
    client.post(withdrawal_of(certificate), {"reason": "issued_in_error"})
    certificate.refresh_from_db()
    assert certificate.withdrawn_at is None

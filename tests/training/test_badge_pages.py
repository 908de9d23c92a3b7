"""Addresses of badges: a holder's download, and what anyone may fetch to check one."""

import base64
import gzip
import json
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from documents.badges import PLACES
from people.accounts.policies import StaffRole
from tests.factories import BookingFactory, CourseFactory, PersonFactory, SessionFactory, staff_member
from tests.sign_in import sign_in
from tests.verifying import KEYS
from training.attendance.operations import mark
from training.certificates.emails import download_url
from training.certificates.operations import correct_name, issue, make_badge, replace, withdraw
from training.models import Certificate, CertificateBadge, WithdrawalReason

pytestmark = pytest.mark.django_db
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
PUBLIC = ["/.well-known/did.json", "/badges/issuer/", "/badges/courses/{course}/", "/badges/status/0/"]


@pytest.fixture(autouse=True)
def key(settings):
    settings.BADGE_KEY, settings.BADGE_OLD_KEYS = KEYS[0], []


def certify(noon, person=None, **course):
    session = SessionFactory(starts_at=noon, course=CourseFactory(**course))
    booking = BookingFactory(session=session, person=person or PersonFactory())
    attendance = mark(booking=booking, status="present", by=None, at=noon)
    return issue(attendance_id=attendance.pk, at=session.ends_at)


@pytest.fixture
def holder():
    return PersonFactory(name="Hana Holder")


@pytest.fixture
def certificate(noon, holder):
    return certify(noon, holder, title="Understanding trauma", certificate_minutes=75)


@pytest.fixture
def badge(certificate, noon):
    return make_badge(certificate=certificate, by=None, at=noon)


def address_of(certificate, ending="json"):
    return f"/certificates/{certificate.number}/badge.{ending}"


def bits(answer):
    """The indexes that a status list has set, read without any code of ours."""
    encoded = json.loads(answer.content)["credentialSubject"]["encodedList"]
    assert encoded[0] == "u"
    raw = gzip.decompress(base64.urlsafe_b64decode(encoded[1:] + "=" * (-len(encoded[1:]) % 4)))
    assert len(raw) * 8 == PLACES
    return {place * 8 + bit for place, byte in enumerate(raw) if byte for bit in range(8) if byte & (0x80 >> bit)}


def end(certificate, noon):
    withdraw(certificate=certificate, reason=WithdrawalReason.ISSUED_IN_ERROR, by=None, at=noon + timedelta(days=1))


# --- The holder's download ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ending", "kind", "form"), [("json", "application/ld+json", "credential"), ("jwt", "application/vc+jwt", "jwt")]
)
def test_the_holder_downloads_the_badge_in_either_form(client, certificate, holder, ending, kind, form):
    answer = sign_in(client, holder).get(address_of(certificate, ending))
    assert answer.content.decode() == getattr(CertificateBadge.objects.get(), form)
    assert answer["Content-Type"] == kind
    assert answer["Content-Disposition"] == f'attachment; filename="badge-{certificate.number}.{ending}"'
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert not answer.has_header("Access-Control-Allow-Origin")
    assert client.get(address_of(certificate, ending)).content == answer.content


def test_the_key_from_the_email_opens_it_without_signing_in(client, certificate):
    key = download_url(certificate).split("?key=")[1]
    assert client.get(address_of(certificate), {"key": key}).json()["id"].endswith(f"/verify/{certificate.number}/")


def test_nobody_else_gets_it_and_none_is_made_for_them(client, certificate, noon):
    other = certify(noon, PersonFactory())
    key_of_other = download_url(other).split("?key=")[1]
    address = address_of(certificate)
    assert client.get(address).url == f"/account/login/?next={address}"
    assert client.get(address, {"key": "wrong"}).status_code == 404
    assert client.get(address, {"key": key_of_other}).status_code == 404
    assert sign_in(client, PersonFactory()).get(address).status_code == 404
    assert CertificateBadge.objects.count() == 0


def test_who_looks_after_certificates_gets_it_and_other_staff_do_not(client, certificate):
    assert sign_in(client, staff_member(StaffRole.EDITOR)).get(address_of(certificate)).status_code == 404
    assert sign_in(client, staff_member(StaffRole.PROGRAMME_MANAGER)).get(address_of(certificate)).status_code == 200


@pytest.mark.parametrize("number", ["AAAA-AAAA-AAAA", "x", "7K3M-9QXT-4HPW-"])
def test_a_number_that_is_nobodys_is_answered_like_one_that_is_somebody_elses(client, holder, certificate, number):
    theirs = sign_in(client, PersonFactory()).get(address_of(certificate))
    unknown = client.get(f"/certificates/{number}/badge.json")
    assert (unknown.status_code, unknown.content) == (theirs.status_code, theirs.content)


def test_asking_for_the_head_gives_no_body_and_the_same_headers(client, certificate, holder):
    sign_in(client, holder)
    head, got = client.head(address_of(certificate)), client.get(address_of(certificate))
    assert (head.content, dict(head.headers)) == (b"", dict(got.headers))


def test_nothing_can_be_sent_to_any_of_these_addresses(client, certificate, badge, holder):
    sign_in(client, holder)
    addresses = [*PUBLIC, address_of(certificate), address_of(certificate, "jwt")]
    answers = [client.post(each.format(course=certificate.course_id)) for each in addresses]
    assert {answer.status_code for answer in answers} == {405}


@pytest.mark.parametrize("made_before", [True, False])
def test_of_a_withdrawn_certificate_there_is_none(client, certificate, holder, noon, made_before):
    if made_before:
        make_badge(certificate=certificate, by=None, at=noon)
    end(certificate, noon)
    answer = sign_in(client, holder).get(address_of(certificate))
    assert answer.status_code == 410
    text = " ".join(answer.content.decode().split())
    assert "This badge no longer holds good" in text
    assert "Its certificate was withdrawn on Wednesday 11 March 2026" in text
    assert "Reason: issued in error." in text


def test_of_a_replaced_certificate_there_is_none_and_the_new_one_is_pointed_to(client, certificate, holder, noon):
    new = correct_name(certificate=certificate, name="Hanna Holder", by=None, at=noon)
    answer = sign_in(client, holder).get(address_of(certificate, "jwt"))
    text = answer.content.decode()
    assert (answer.status_code, "This badge no longer holds good" in text) == (410, True)
    assert "Its certificate was replaced on Tuesday 10 March 2026" in text
    link = BeautifulSoup(text, "html.parser").find("a", string="Download the new badge")["href"]
    assert (link, client.get(link).status_code) == (address_of(new, "jwt"), 200)


# --- What anyone may fetch ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", PUBLIC)
def test_any_page_anywhere_may_read_it_and_keep_it_for_five_minutes(client, badge, address):
    answer = client.get(address.format(course=badge.certificate.course_id))
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Cache-Control"] == "public, max-age=300"
    assert answer["Content-Type"] == ("application/did+ld+json" if "did" in address else "application/ld+json")
    assert answer.cookies == {}
    head = client.head(address.format(course=badge.certificate.course_id))
    assert (head.content, dict(head.headers)) == (b"", dict(answer.headers))


@pytest.mark.parametrize("address", PUBLIC)
def test_without_a_key_there_is_nothing(client, badge, settings, address):
    settings.BADGE_KEY = ""
    assert client.get(address.format(course=badge.certificate.course_id)).status_code == 404


def test_without_a_key_no_page_speaks_of_badges(client, certificate, holder, settings):
    pages = ["/certificates/", f"/verify/{certificate.number}/"]
    sign_in(client, holder)
    assert ["badge" in client.get(page).content.decode() for page in pages] == [True, True]
    settings.BADGE_KEY = ""
    assert ["badge" in client.get(page).content.decode() for page in pages] == [False, False]
    assert client.get(address_of(certificate)).status_code == 404


def test_keys_of_before_are_published_even_where_no_badge_is_made_any_more(client, badge, settings):
    settings.BADGE_KEY, settings.BADGE_OLD_KEYS = "", [badge.key_id]
    [method, _] = client.get("/.well-known/did.json").json()["verificationMethod"]
    assert (method["id"], method["publicKeyMultibase"]) == (f"did:web:testserver#{badge.key_id}", badge.key_id)


def test_the_issuer_is_a_profile_for_programs_and_a_page_for_people(client, certificate):
    profile = client.get("/badges/issuer/", headers={"accept": "application/ld+json, application/json"})
    assert (profile.json()["id"], profile.json()["type"]) == ("did:web:testserver", ["Profile"])
    assert profile.json()["name"] == certificate.issuer
    page = client.get("/badges/issuer/", headers={"accept": BROWSER})
    assert "How to check a badge" in page.content.decode()
    assert "did:web:testserver" in page.content.decode()
    assert (profile["Vary"], "Accept" in page["Vary"]) == ("Accept", True)


def test_a_page_with_somebodys_menu_is_kept_by_nobody(client, badge, holder):
    sign_in(client, holder)
    for address in ("/badges/issuer/", f"/badges/courses/{badge.certificate.course_id}/"):
        page = client.get(address, headers={"accept": BROWSER})
        assert "no-store" in page["Cache-Control"]
        assert not page.has_header("Access-Control-Allow-Origin")


def test_what_a_badge_is_given_for_is_the_course_as_it_is_today(client, badge):
    course = badge.certificate.course
    course.title, course.certificate_waits_for_evaluation = "Trauma, renamed", True
    course.save()
    address = f"/badges/courses/{course.pk}/"
    achievement = client.get(address).json()
    criteria = "Take part in a session for at least 75 minutes, as its register shows, and answer the evaluation."
    assert achievement["id"] == "http://testserver" + address
    assert (achievement["name"], achievement["criteria"]) == ("Trauma, renamed", {"narrative": criteria})
    assert achievement["creator"]["id"] == "did:web:testserver"
    page = client.get(address, headers={"accept": BROWSER}).content.decode()
    assert "Trauma, renamed" in page
    assert criteria in page


def test_a_course_is_told_of_only_once_somebody_has_a_badge_of_it(client, certificate, noon):
    address = f"/badges/courses/{certificate.course_id}/"
    assert client.get(address).status_code == 404
    make_badge(certificate=certificate, by=None, at=noon)
    assert client.get(address).status_code == 200
    for other in (CourseFactory().pk, 0, 10**30):
        assert client.get(f"/badges/courses/{other}/").status_code == 404


# --- The status list ------------------------------------------------------------------------------------------------


def test_the_list_has_the_bits_of_those_that_ended_and_of_no_others(client, certificate, noon):
    withdrawn, replaced = certify(noon), certify(noon)
    assert bits(client.get("/badges/status/0/")) == set()
    end(withdrawn, noon)
    Certificate.objects.filter(pk=replaced.pk).update(replaced_at=noon, replacement_reason="name_corrected")
    assert bits(client.get("/badges/status/0/")) == {withdrawn.pk, replaced.pk}


def test_the_list_is_asked_for_again_only_when_something_in_it_changed(client, certificate, noon, time_machine):
    time_machine.move_to(noon + timedelta(days=2, minutes=5), tick=False)
    first = client.get("/badges/status/0/")
    time_machine.move_to(noon + timedelta(days=2, minutes=55), tick=False)
    again = client.get("/badges/status/0/", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content, again["Cache-Control"]) == (304, b"", "public, max-age=300")
    assert again["Access-Control-Allow-Origin"] == "*"
    end(certificate, noon)
    changed = client.get("/badges/status/0/", headers={"if-none-match": first["ETag"]})
    assert (changed.status_code, bits(changed)) == (200, {certificate.pk})


def test_the_list_is_made_anew_each_hour_and_refused_a_day_later(client, certificate, noon, time_machine):
    time_machine.move_to(noon + timedelta(days=2, minutes=40), tick=False)
    first = client.get("/badges/status/0/")
    assert (first.json()["validFrom"], first.json()["validUntil"]) == ("2026-03-12T12:00:00Z", "2026-03-13T12:00:00Z")
    time_machine.move_to(noon + timedelta(days=2, minutes=60), tick=False)
    assert client.get("/badges/status/0/", headers={"if-none-match": first["ETag"]}).status_code == 200


def test_a_list_that_tells_of_a_change_is_not_dated_before_it(client, certificate, noon, time_machine):
    time_machine.move_to(noon + timedelta(days=1, minutes=30), tick=False)
    withdraw(certificate=certificate, reason=WithdrawalReason.ISSUED_IN_ERROR, by=None, at=timezone.now())
    listed = client.get("/badges/status/0/").json()
    assert (listed["validFrom"], listed["proof"]["created"]) == ("2026-03-11T12:30:00Z", "2026-03-11T12:30:00Z")


def test_another_key_signs_another_list(client, certificate, settings):
    first = client.get("/badges/status/0/")
    settings.BADGE_KEY = KEYS[1]
    second = client.get("/badges/status/0/", headers={"if-none-match": first["ETag"]})
    assert second.status_code == 200
    assert second.json()["proof"]["verificationMethod"] != first.json()["proof"]["verificationMethod"]


@pytest.mark.parametrize("number", ["1", "9999", str(10**18), str(10**40), "-1", "0x", "9" * 5000])
def test_a_list_in_which_nothing_has_a_place_is_not_there(client, certificate, number):
    assert client.get(f"/badges/status/{number}/").status_code == 404


def test_the_first_list_is_not_there_before_the_first_certificate(client):
    assert client.get("/badges/status/0/").status_code == 404


def test_the_hundred_and_thirty_thousandth_certificate_begins_the_next_list(client, certificate, noon):
    certificate.file.delete()
    Certificate.objects.update(id=PLACES + 3)
    later = Certificate.objects.get()
    assert client.get("/badges/status/0/").status_code == 404
    assert json.loads(make_badge(certificate=later, by=None, at=noon).credential)["credentialStatus"] == {
        "id": "http://testserver/badges/status/1/#3",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "3",
        "statusListCredential": "http://testserver/badges/status/1/",
    }
    end(later, noon)
    assert bits(client.get("/badges/status/1/")) == {3}


def test_the_list_costs_one_query_whether_one_badge_ended_or_many(client, certificate, noon):
    asked = []
    for number in (0, 1, 6):
        for other in [certify(noon) for _ in range(number)]:
            end(other, noon)
        with CaptureQueriesContext(connection) as queries:
            client.get("/badges/status/0/")
        asked.append(len(queries))
    assert asked == [1, 1, 1]


# --- Where people find it -------------------------------------------------------------------------------------------


def test_the_holder_is_offered_the_badge_of_what_stands_and_of_nothing_else(client, certificate, holder, noon):
    gone = certify(noon - timedelta(days=9), holder)
    end(gone, noon)
    text = sign_in(client, holder).get("/certificates/").content.decode()
    assert [address_of(each) in text for each in (certificate, gone)] == [True, False]
    assert address_of(certificate, "jwt") in text


def test_whoever_checks_a_certificate_is_told_how_to_check_a_badge(client, certificate):
    text = client.get(f"/verify/{certificate.number}/").content.decode()
    assert 'href="/badges/issuer/"' in text


# --- When its certificate ends -------------------------------------------------------------------------------------


def last_email():
    return " ".join(Email.objects.latest("pk").message.split())


@pytest.mark.parametrize("has_badge", [True, False])
def test_whoever_has_a_badge_is_told_that_it_no_longer_holds_good_and_staff_before(
    client, manager, certificate, noon, has_badge
):
    if has_badge:
        make_badge(certificate=certificate, by=None, at=noon)
    preview = client.get(reverse("training_reissue_choose"), {"reason": "new_document"}).text
    assert ("The digital badge that was downloaded of it no longer holds good." in preview) == has_badge
    for way in ("replace", "withdraw"):
        asked = client.get(reverse(f"training_certificate_{way}", args=[certificate.pk])).text
        assert ("A digital badge was downloaded of it" in asked) == has_badge
    new = replace(certificate=certificate, reason="new_document", by=None, at=noon)
    assert ("please take the new one from the list of your certificates" in last_email()) == has_badge
    if has_badge:
        make_badge(certificate=new, by=None, at=noon)
    withdraw(certificate=new, reason="issued_in_error", by=None, at=noon)
    assert ("The digital badge that you downloaded of it no longer holds good" in last_email()) == has_badge

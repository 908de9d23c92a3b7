"""Badges: made once from what is frozen, and checked by a verifier that knows no code of ours."""

import base64
import copy
import hashlib
import json
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from joserfc import jwt
from joserfc.errors import SecurityWarning
from joserfc.jwk import OKPKey
from wagtail.models import ModelLogEntry

from documents import badges
from people.models import Partnership
from tests.factories import BookingFactory, CourseFactory, PersonFactory, SessionFactory
from tests.verifying import KEYS, verify
from training.attendance.operations import mark
from training.certificates.operations import NoBadgesOffered, NoLongerStands, issue, make_badge, withdraw
from training.models import Certificate, CertificateBadge, WithdrawalReason

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture(autouse=True)
def key(settings):
    settings.BADGE_KEY, settings.BADGE_OLD_KEYS = KEYS[0], []


def certify(name="Hana Holder", **course):
    """A certificate that was earned this morning, so that what is made of it is valid now."""
    session = SessionFactory(starts_at=NOW - timedelta(hours=5), course=CourseFactory(**course))
    booking = BookingFactory(session=session, person=PersonFactory(name=name))
    attendance = mark(booking=booking, status="present", by=None, at=session.starts_at)
    return issue(attendance_id=attendance.pk, at=session.ends_at)


@pytest.fixture
def certificate():
    return certify(title="Understanding trauma", cpd_hours="3.5")


def badge_of(certificate):
    return make_badge(certificate=certificate, by=None, at=NOW)


def published(client):
    """What anyone can fetch from here: the keys, and the first status list."""
    found = {}
    for address in ("/.well-known/did.json", "/badges/status/0/"):
        document = client.get(address).json()
        found[document["id"]] = document
    return found


def check(client, *credentials, **changed):
    """What the verifier says of credentials, given as text or as objects."""
    given = [json.loads(each) if isinstance(each, str) else each for each in credentials]
    return verify(documents={**published(client), **changed}, credentials=given)["credentials"]


GENUINE = {"verified": True, "revoked": False, "problems": []}

# --- Somebody else's verifier ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("facts", [{"cpd_hours": "2.0"}, {"cpd_hours": "0.5", "validity_months": None}])
def test_a_strangers_verifier_finds_a_badge_genuine_and_in_force(client, certificate, facts):
    other = certify(name="José Álvarez", title="Kørsel & <b>trauma</b>", **facts)
    assert check(client, badge_of(certificate).credential, badge_of(other).credential) == [GENUINE, GENUINE]


def hashed_for_another(copied, other):
    copied["credentialSubject"]["identifier"] = other["credentialSubject"]["identifier"]


def with_old_issuer_name(copied, other):
    copied["issuer"]["name"] = "Another partnership"


TAMPERED = {
    "hours": lambda copied, other: copied["credentialSubject"].update(creditsEarned=35),
    "hours of the course": lambda copied, other: copied["credentialSubject"]["achievement"].update(creditsAvailable=9),
    "achievement": lambda copied, other: copied["credentialSubject"]["achievement"].update(name="Surgery"),
    "criteria": lambda copied, other: copied["credentialSubject"]["achievement"]["criteria"].update(narrative="Paid."),
    "title": lambda copied, other: copied.update(name="Surgery"),
    "recipient": hashed_for_another,
    "salt": lambda copied, other: copied["credentialSubject"]["identifier"][0].update(salt="0" * 32),
    "issuer's name": with_old_issuer_name,
    "issuer": lambda copied, other: copied["issuer"].update(id="did:web:elsewhere.example"),
    "end": lambda copied, other: copied.update(validUntil="2099-01-01T00:00:00Z"),
    "no end": lambda copied, other: copied.pop("validUntil"),
    "place in the list": lambda copied, other: copied["credentialStatus"].update(statusListIndex="90000"),
    "proof's moment": lambda copied, other: copied["proof"].update(created="2020-01-01T00:00:00Z"),
    "added claim": lambda copied, other: copied.update(note="and a doctor"),
}


def test_every_tampered_copy_is_refused(client, certificate):
    original = json.loads(badge_of(certificate).credential)
    other = json.loads(badge_of(certify(name="Somebody Else")).credential)
    copies = {}
    for what, change in TAMPERED.items():
        copies[what] = copy.deepcopy(original)
        change(copies[what], other)
        assert copies[what] != original
    said = check(client, *copies.values(), original)
    assert {what for what, each in zip(copies, said, strict=False) if each["verified"]} == set()
    assert said[-1] == GENUINE


def test_a_badge_that_somebody_else_signs_in_our_name_is_refused(client, certificate, settings):
    settings.BADGE_KEY = KEYS[1]
    forged = badge_of(certificate)
    settings.BADGE_KEY = KEYS[0]
    [said] = check(client, forged.credential)
    assert not said["verified"]
    assert said["problems"][-1].startswith("There is no key did:web:testserver#z6Mk")
    [said] = verify(documents=published(client), jwts=[forged.jwt])["jwts"]
    assert said == {"verified": False, "problems": ["The issuer has no such key"]}


def test_a_badge_of_another_issuer_names_that_issuer(client, certificate, settings):
    settings.SITE_URL = "https://elsewhere.example"
    theirs = json.loads(badge_of(certificate).credential)
    keys = {badges.issuer_did(): badges.did_document()}
    assert theirs["issuer"]["id"] == "did:web:elsewhere.example"
    settings.SITE_URL = "http://testserver"
    [said] = check(client, theirs, **keys)
    assert not said["verified"]  # its status list is theirs, and nobody here has it


def test_withdrawn_and_replaced_ones_are_revoked_and_no_others(client, certificate):
    kept, gone, replaced = certificate, certify(name="B"), certify(name="C")
    texts = [badge_of(each).credential for each in (kept, gone, replaced)]
    assert [each["revoked"] for each in check(client, *texts)] == [False, False, False]
    withdraw(certificate=gone, reason=WithdrawalReason.ISSUED_IN_ERROR, by=None, at=NOW)
    Certificate.objects.filter(pk=replaced.pk).update(replaced_at=NOW, replacement_reason="name_corrected")
    said = check(client, *texts)
    assert [(each["verified"], each["revoked"]) for each in said] == [(True, False), (True, True), (True, True)]


def test_a_status_list_that_was_tampered_with_or_is_out_of_date_is_refused(client, certificate, time_machine):
    badge, [keys, status] = badge_of(certificate), published(client).values()
    Certificate.objects.update(withdrawn_at=NOW, withdrawal_reason="issued_in_error")
    later = published(client)[status["id"]]
    subject = {**later["credentialSubject"], "encodedList": status["credentialSubject"]["encodedList"]}
    [said] = check(client, badge.credential, **{status["id"]: {**later, "credentialSubject": subject}})
    assert (said["verified"], "not verified" in said["problems"][-1]) == (False, True)
    time_machine.move_to(NOW - timedelta(days=3), tick=False)
    old = badges.sign_status_list(
        address=status["id"], indexes=frozenset(), made_at=timezone.now().replace(microsecond=0)
    )
    [said] = verify(
        documents={keys["id"]: keys, status["id"]: json.loads(old)}, credentials=[json.loads(badge.credential)]
    )["credentials"]
    assert (said["verified"], said["revoked"]) == (False, None)


def test_badges_of_an_old_key_hold_good_after_it_was_changed(client, certificate, settings):
    old = badge_of(certificate)
    settings.BADGE_KEY, settings.BADGE_OLD_KEYS = KEYS[1], [old.key_id]
    new = badge_of(certify(name="Newcomer"))
    assert new.key_id != old.key_id
    assert check(client, old.credential, new.credential) == [GENUINE, GENUINE]
    said = verify(documents=published(client), jwts=[old.jwt, new.jwt])["jwts"]
    assert [each["verified"] for each in said] == [True, True]
    assert badge_of(certificate).credential == old.credential


def test_a_badge_of_a_key_that_was_given_up_is_refused_and_another_takes_its_place(client, certificate, settings):
    old = badge_of(certificate)
    settings.BADGE_KEY = KEYS[1]
    new = badge_of(certificate)
    assert [each["verified"] for each in check(client, old.credential, new.credential)] == [False, True]
    assert (new.pk, new.salt, CertificateBadge.objects.count()) == (old.pk, old.salt, 1)


def hash_in(badge):
    [recipient] = json.loads(badge.credential)["credentialSubject"]["identifier"]
    return recipient["identityHash"]


def test_who_has_another_address_gets_a_badge_for_it_and_the_copy_for_the_old_one_holds_good(client, certificate):
    first, old = certificate.person.email, badge_of(certificate)
    certificate.person.email = "moved@example.org"
    certificate.person.save()
    new = badge_of(Certificate.objects.get())
    assert hash_in(old) == "sha256$" + hashlib.sha256(f"{first}{old.salt}".encode()).hexdigest()
    assert hash_in(new) == "sha256$" + hashlib.sha256(f"moved@example.org{new.salt}".encode()).hexdigest()
    assert (new.pk, CertificateBadge.objects.count()) == (old.pk, 1)
    assert check(client, old.credential, new.credential) == [GENUINE, GENUINE]
    assert badge_of(Certificate.objects.get()).jwt == new.jwt


def read_jwt(text, public):
    """A VC-JWT as joserfc reads it, which warns that EdDSA has a newer name (RFC 9864): wallets know the old one."""
    with pytest.warns(SecurityWarning, match="EdDSA is deprecated"):
        return jwt.decode(text, OKPKey.import_key(public), algorithms=["EdDSA"])


# --- The JWT --------------------------------------------------------------------------------------------------------


def test_the_jwt_says_the_same_and_is_verified_by_two_libraries(client, certificate):
    badge, documents = badge_of(certificate), published(client)
    [said] = verify(documents=documents, jwts=[badge.jwt])["jwts"]
    [keys] = [each for each in documents.values() if "verificationMethod" in each]
    [public] = [each["publicKeyJwk"] for each in keys["verificationMethod"] if "publicKeyJwk" in each]
    token = read_jwt(badge.jwt, public)
    assert (token.header, token.claims) == ({"alg": "EdDSA", "typ": "JWT", "jwk": public}, said["payload"])
    credential = json.loads(badge.credential)
    del credential["proof"]
    registered = {name: token.claims.pop(name) for name in ("iss", "sub", "jti", "nbf", "exp")}
    assert token.claims == credential
    assert (registered["iss"], registered["jti"]) == (keys["id"], credential["id"])
    assert registered["sub"] == credential["credentialSubject"]["id"]


def test_a_tampered_jwt_is_refused(client, certificate):
    header, payload, signature = badge_of(certificate).jwt.split(".")
    other = badge_of(certify(name="Somebody Else")).jwt.split(".")
    swapped = [".".join((header, other[1], signature)), ".".join((header, payload, other[2]))]
    said = verify(documents=published(client), jwts=swapped)["jwts"]
    assert said == [{"verified": False, "problems": ["signature verification failed"]}] * 2


# --- What is in it --------------------------------------------------------------------------------------------------


def test_it_says_what_the_certificate_says_and_where_to_check_it(certificate):
    credential = json.loads(badge_of(certificate).credential)
    subject, achievement = credential["credentialSubject"], credential["credentialSubject"]["achievement"]
    assert credential["id"] == f"http://testserver/verify/{certificate.number}/"
    assert credential["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert (credential["name"], achievement["name"]) == ("Understanding trauma", "Understanding trauma")
    assert (subject["creditsEarned"], achievement["creditsAvailable"]) == (3.5, 3.5)
    assert achievement["id"] == f"http://testserver/badges/courses/{certificate.course_id}/"
    assert achievement["description"] == (
        "3.5 hours of continuing professional development (CPD). "
        "What people learn: Say what trauma is; Notice how it shows."
    )
    assert achievement["criteria"]["narrative"].endswith("as the session’s register shows.")
    assert credential["validFrom"] == certificate.issued_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert "evidence" not in credential


@pytest.mark.parametrize(
    ("last", "until"), [(date(2029, 3, 10), "2029-03-10T23:59:59Z"), (date(2029, 7, 1), "2029-07-01T22:59:59Z")]
)
def test_it_holds_good_to_the_end_of_the_last_day_as_clocks_here_show_it(certificate, last, until):
    certificate.expires_on = last
    assert json.loads(badge_of(certificate).credential)["validUntil"] == until


def test_it_holds_no_name_and_no_address(certificate):
    badge = badge_of(certificate)
    payload = badge.jwt.split(".")[1]
    texts = (badge.credential, base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)).decode())
    for personal in ("Hana", "Holder", *certificate.person.email.split("@"), certificate.attendance.organisation.name):
        assert [personal in text for text in texts] == [False, False]


def test_it_is_of_what_was_frozen_whatever_changed_since(certificate):
    course, partnership = certificate.course, Partnership.load()
    course.title, course.cpd_hours, course.certificate_words = "Renamed", "9.0", "New words"
    course.learning_outcomes = "Something else"
    course.save()
    partnership.issuer = "New issuer"
    partnership.save()
    text = badge_of(Certificate.objects.get()).credential
    for new in ("Renamed", "New words", "Something else", "New issuer"):
        assert new not in text
    credential = json.loads(text)
    assert (credential["issuer"]["name"], credential["name"]) == (certificate.issuer, certificate.course_title)
    assert credential["credentialSubject"]["creditsEarned"] == 3.5


def test_two_badges_have_salts_of_their_own(certificate):
    first, second = badge_of(certificate), badge_of(certify())
    assert first.salt != second.salt
    assert len(first.salt) == 32


# --- When it is made ------------------------------------------------------------------------------------------------


def test_issuing_makes_none(certificate):
    assert CertificateBadge.objects.count() == 0


def test_it_is_made_once_and_kept(certificate):
    first = badge_of(certificate)
    again = make_badge(certificate=certificate, by=certificate.person, at=NOW + timedelta(days=1))
    assert again == first
    assert again.credential == first.credential
    assert ModelLogEntry.objects.filter(action="training.certificate.make_badge").count() == 1


def test_one_that_is_there_costs_one_query(certificate):
    badge_of(certificate)
    with CaptureQueriesContext(connection) as queries:
        badge_of(certificate)
    assert len(queries) == 1


def test_none_is_made_without_a_key(certificate, settings):
    settings.BADGE_KEY = ""
    with pytest.raises(NoBadgesOffered, match="not offered here"):
        badge_of(certificate)


@pytest.mark.parametrize("made_before", [True, False])
def test_none_is_handed_out_of_what_no_longer_stands(certificate, made_before):
    if made_before:
        badge_of(certificate)
    gone = withdraw(certificate=certificate, reason=WithdrawalReason.ISSUED_IN_ERROR, by=None, at=NOW)
    with pytest.raises(NoLongerStands, match="no longer stands"):
        badge_of(gone)


def test_none_is_made_of_a_certificate_that_ends_meanwhile(certificate):
    as_it_was = Certificate.objects.get()
    withdraw(certificate=certificate, reason=WithdrawalReason.ISSUED_IN_ERROR, by=None, at=NOW)
    with pytest.raises(NoLongerStands):
        badge_of(as_it_was)
    assert CertificateBadge.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_asked_for_many_times_at_once_it_is_made_once(rivals, certificate):
    salts = rivals.race("make_badge", certificate.pk, list(range(48)))
    badge = CertificateBadge.objects.get()
    assert salts == {badge.salt: 48}
    assert ModelLogEntry.objects.filter(action="training.certificate.make_badge").count() == 1

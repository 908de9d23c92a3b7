"""The public check of a certificate: what anyone may know, and what only those who know the holder."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import BookingFactory, CourseFactory, PersonFactory, SessionFactory
from training.attendance.operations import mark
from training.certificates import policies
from training.certificates.operations import correct_name, issue, replace, withdraw
from training.certificates.queries import canonical_number, is_surname, masked
from training.models import Certificate, ReplacementReason, WithdrawalReason


@pytest.fixture
def certificate(db, noon):
    session = SessionFactory(starts_at=noon, course=CourseFactory(title="Understanding trauma"))
    booking = BookingFactory(session=session, person=PersonFactory(name="José Álvarez O’Neill"))
    attendance = mark(booking=booking, status="present", by=None, at=noon)
    certificate = issue(attendance_id=attendance.pk, at=session.ends_at)
    Certificate.objects.filter(pk=certificate.pk).update(number="7K3M-9QX0-1HPW")
    certificate.refresh_from_db()
    return certificate


ADDRESS = "/verify/7K3M-9QX0-1HPW/"


def words_of(answer):
    return " ".join(answer.content.decode().split())


def test_anyone_sees_what_it_was_issued_for_and_not_to_whom(client, certificate, time_machine, noon):
    time_machine.move_to(noon + timedelta(days=1))
    text = words_of(client.get(ADDRESS))
    for fact in (
        "This certificate is valid",
        "It is valid until Saturday 10 March 2029",
        "Understanding trauma",
        "Tuesday 10 March 2026",
        "J••• Á••• O•••",
        "Violence Reduction Partnership",
    ):
        assert fact in text
    for part in ("José", "lvarez", "Neill", certificate.person.email, certificate.attendance.organisation.name):
        assert part not in text


def test_nobody_keeps_the_answer(client, certificate):
    for answer in (client.get(ADDRESS), client.post(ADDRESS, {"surname": "O'Neill"}), client.get("/verify/X/")):
        assert "no-store" in answer["Cache-Control"]
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert '<meta name="robots" content="noindex, nofollow">' in answer.content.decode()


def test_it_is_valid_through_its_last_day_and_expired_the_day_after(client, certificate, time_machine):
    time_machine.move_to("2029-03-10T23:30:00+00:00")
    assert "This certificate is valid" in words_of(client.get(ADDRESS))
    time_machine.move_to("2029-03-11T00:30:00+00:00")
    text = words_of(client.get(ADDRESS))
    assert "This certificate has expired" in text
    assert "It is genuine, and was valid until Saturday 10 March 2029." in text


def test_a_certificate_without_a_limit_says_so(client, certificate):
    Certificate.objects.update(expires_on=None)
    assert "It does not expire." in words_of(client.get(ADDRESS))


def test_a_withdrawn_certificate_says_when_and_why_even_when_it_has_expired(client, certificate, noon, time_machine):
    withdraw(certificate=certificate, reason=WithdrawalReason.ISSUED_IN_ERROR, by=None, at=noon + timedelta(days=7))
    time_machine.move_to("2030-01-01T12:00:00+00:00")
    text = words_of(client.get(ADDRESS))
    assert "This certificate was withdrawn" in text
    assert "It has not been valid since Tuesday 17 March 2026. Reason: issued in error." in text


def test_an_unknown_number_gets_a_kind_page(client, certificate):
    for number in ("7K3M-9QX0-1HPX", "nonsense"):
        answer = client.get(f"/verify/{number}/")
        assert answer.status_code == 404
        assert "We do not know this certificate" in words_of(answer)


# --- The number ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "7K3M-9QX0-1HPW",
        "7k3m9qx01hpw",
        " 7K3M 9QX0 1HPW ",
        "7K3M–9QX0–1HPW",
        "7K3M9QXO1HPW",
        "7k3m-9qxo-ihpw",
        "7K3M-9QX0-lHPW",
        "7 K 3 M . 9QX0/1HPW",
    ],
)
def test_a_number_is_understood_however_it_is_typed(client, certificate, typed):
    assert client.get("/verify/", {"number": typed}).url == ADDRESS


@pytest.mark.parametrize("typed", ["", "7K3M-9QX0-1HP", "7K3M-9QX0-1HPWW", "7K3M-9QX0-1HPU", "é" * 60, "   "])
def test_what_cannot_be_a_number_is_said_where_it_was_typed(client, db, typed):
    answer = client.get("/verify/", {"number": typed})
    assert answer.status_code == 200
    assert 'id="id_number-error"' in answer.content.decode()
    assert canonical_number(typed) == ""


def test_an_address_in_another_shape_leads_to_the_one_that_is_printed(client, certificate):
    assert client.get("/verify/7k3m9qxo1hpw/").url == ADDRESS


def test_the_form_alone_asks_for_nothing_to_be_mended(client, db):
    assert "error" not in client.get("/verify/").content.decode().partition("<main")[2].partition("</main>")[0]


# --- The holder's name ---------------------------------------------------------------------------------------------


def test_the_full_name_appears_to_whoever_knows_the_surname(client, certificate):
    answer = client.post(ADDRESS, {"surname": "oneill"})
    assert answer.status_code == 200
    assert "José Álvarez O’Neill" in words_of(answer)


@pytest.mark.parametrize("typed", ["José", "Smith", "Neil", "O", "•••", "", "%", "Alvarez"])
def test_the_name_stays_hidden_from_whoever_does_not(client, certificate, typed):
    text = words_of(client.post(ADDRESS, {"surname": typed}))
    assert "Álvarez" not in text
    assert 'id="id_surname-error"' in text


@pytest.mark.parametrize(
    ("typed", "name", "answer"),
    [
        ("O'Neill", "José Álvarez O’Neill", True),
        ("ALVAREZ ONEILL", "José Álvarez O’Neill", True),
        ("josé álvarez o’neill", "José Álvarez O’Neill", True),
        ("Smith-Jones", "Ann Smith Jones", True),
        ("Jones", "Ann Smith-Jones", True),
        ("Lodz", "Ewa Łódź", True),
        ("Wyn", "Siân Ŵyn", True),
        ("Strasse", "Anna Straße", True),
        ("Madonna", "Madonna", True),
        ("van der Berg", "Piet van der Berg", True),
        ("al-Rahman", "Abd al Rahman", True),
        ("الرحمن", "محمد الرحمن", True),
        ("Ann", "Ann Smith", False),
        ("mith", "Ann Smith", False),
        ("Smith Ann", "Ann Smith", False),
        ("", "Ann Smith", False),
        ("Smith", "", False),
    ],
)
def test_a_surname_is_known_by_the_last_words_of_the_name(typed, name, answer):
    assert is_surname(typed, name) is answer


def test_a_masked_name_tells_no_lengths():
    assert masked("Jo Featherstonehaugh") == "J••• F•••"


def test_surnames_can_be_tried_only_so_often_from_one_place(client, certificate, monkeypatch):
    monkeypatch.setattr(policies, "TRIES_FROM_ONE_PLACE", 2)
    answers = [client.post(ADDRESS, {"surname": "Smith"}).status_code for _ in range(2)]
    late = client.post(ADDRESS, {"surname": "O'Neill"})
    elsewhere = client.post(ADDRESS, {"surname": "O'Neill"}, REMOTE_ADDR="10.1.1.1")
    assert (answers, late.status_code, elsewhere.status_code) == ([200, 200], 429, 200)
    assert "Álvarez" not in words_of(late)
    assert "Please wait an hour before trying another" in words_of(late)


def test_surnames_can_be_tried_only_so_often_at_one_certificate(client, certificate, monkeypatch):
    monkeypatch.setattr(policies, "TRIES_AT_ONE_CERTIFICATE", 2)
    answers = [
        client.post(ADDRESS, {"surname": surname}, REMOTE_ADDR=f"10.1.1.{place}").status_code
        for place, surname in enumerate(["Smith", "Jones", "O'Neill"])
    ]
    assert answers == [200, 200, 429]


# --- Replaced ------------------------------------------------------------------------------------------------------


@pytest.fixture
def replaced(certificate, noon):
    """What took the place of the certificate, twice over."""
    facts = {"by": None, "at": noon + timedelta(days=7)}
    second = correct_name(certificate=certificate, name="José Álvarez Neill", **facts)
    return replace(certificate=second, reason=ReplacementReason.NEW_DOCUMENT, by=None, at=noon + timedelta(days=9))


def test_a_replaced_certificate_says_when_and_why_and_leads_to_the_last(
    client, certificate, replaced, time_machine, noon
):
    time_machine.move_to(noon + timedelta(days=10))
    text = words_of(client.get(ADDRESS))
    assert "This certificate was replaced" in text
    assert "It was replaced on Tuesday 17 March 2026 because the holder&#39;s name was corrected." in text
    assert f"Certificate {replaced.number} stands in its place and is valid until Saturday 10 March 2029." in text
    assert f'href="/verify/{replaced.number}/"' in text
    assert "This certificate is valid" in words_of(client.get(f"/verify/{replaced.number}/"))
    assert "Show the full name" not in text


def test_of_one_whose_successor_was_withdrawn_or_expired_the_old_number_says_so(
    client, certificate, replaced, time_machine, noon
):
    time_machine.move_to("2029-03-11T12:00:00+00:00")
    assert f"Certificate {replaced.number} took its place, and was valid until Saturday 10 March 2029." in words_of(
        client.get(ADDRESS)
    )
    withdraw(certificate=replaced, reason=WithdrawalReason.ISSUED_IN_ERROR, by=None, at=noon + timedelta(days=11))
    text = words_of(client.get(ADDRESS))
    assert f"Certificate {replaced.number} took its place, and was withdrawn on Saturday 21 March 2026." in text
    assert "Reason: issued in error." in text


@pytest.mark.parametrize("surname", ["oneill", "neill", "smith", ""])
def test_a_surname_tried_at_an_old_number_leads_to_the_new_one_and_names_nobody(client, certificate, replaced, surname):
    answer = client.post(ADDRESS, {"surname": surname}, follow=True)
    assert answer.redirect_chain == [(f"/verify/{replaced.number}/", 302)]
    for page in (client.get(ADDRESS), answer):
        assert "O’Neill" not in words_of(page)
    assert ("J•••" in words_of(client.get(ADDRESS)), "J•••" in words_of(answer)) == (False, True)
    assert "José Álvarez Neill" in words_of(client.post(answer.redirect_chain[0][0], {"surname": "neill"}))


def test_a_check_asks_as_often_however_long_the_line_is(client, certificate, noon):
    asked, current = [], certificate
    client.get(ADDRESS), client.get(ADDRESS)  # what stands around every page is kept from here on
    for number in range(4):
        with CaptureQueriesContext(connection) as counted:
            client.get(ADDRESS)
        asked.append(len(counted))
        current = correct_name(certificate=current, name=f"José Number {number}", by=None, at=noon)
    assert asked == [1, 2, 2, 2]

"""What becomes of a certificate: its name corrected, made anew, withdrawn, reinstated; and what its holder asks for."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from post_office.models import Email
from wagtail.models import ModelLogEntry

from tests.factories import CourseFactory, PersonFactory
from tests.training.attending import certify
from training.certificates import operations, queries
from training.certificates.operations import replacing
from training.models import (
    Certificate,
    CertificateFile,
    NameRequest,
    NameRequestState,
    ReplacementReason,
    WithdrawalReason,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(noon):
    """Some days after the certificate was issued."""
    return noon + timedelta(days=5)


@pytest.fixture
def staff():
    return PersonFactory(name="Mo Manager")


@pytest.fixture
def certificate(noon):
    return certify(noon, name="Sam Exmaple")


def frozen(certificate):
    """What it says of the holder and of the course."""
    names = set(queries.facts.FROZEN) - {"number", "issued_at", "template_version", "holder_name"}
    return {name: getattr(certificate, name) for name in names}


# --- A corrected name ----------------------------------------------------------------------------------------------


def test_a_corrected_name_makes_a_certificate_that_replaces_the_old_one(certificate, at, staff):
    new = operations.correct_name(certificate=certificate, name=" Sam   Example ", by=staff, at=at)
    certificate.refresh_from_db()
    assert (new.holder_name, new.replaces, new.cycle, new.issued_at) == ("Sam Example", certificate, 1, at)
    assert frozen(new) == frozen(certificate)
    assert (certificate.holder_name, certificate.replaced_at) == ("Sam Exmaple", at)
    assert (certificate.state(at.date()), new.state(at.date())) == ("replaced", "valid")
    assert new.number != certificate.number
    assert queries.is_as_issued(Certificate.objects.get(pk=new.pk))
    assert (certificate.person.name, CertificateFile.objects.count()) == ("Sam Exmaple", 2)


def test_the_holder_is_told_with_the_new_document(certificate, at):
    new = operations.correct_name(certificate=certificate, name="Sam Example", by=None, at=at)
    email = Email.objects.latest("pk")
    assert (email.to, email.subject) == ([new.person.email], "Your new certificate: Understanding trauma")
    assert f"Number: {new.number}, in place of {certificate.number}" in email.message
    assert [each.name for each in email.attachments.all()] == [f"certificate-{new.number}.pdf"]


def test_correcting_to_the_same_name_twice_makes_one_certificate(certificate, at):
    facts = {"certificate": certificate, "name": "Sam Example", "by": None}
    new = operations.correct_name(at=at, **facts)
    assert operations.correct_name(at=at + timedelta(days=1), **facts) == new
    assert (Certificate.objects.count(), Email.objects.count()) == (2, 2)


def test_an_old_certificate_is_not_corrected_again_and_the_one_that_stands_is_named(certificate, at):
    second = operations.correct_name(certificate=certificate, name="Sam Example", by=None, at=at)
    third = operations.correct_name(certificate=second, name="Samira Example", by=None, at=at)
    with pytest.raises(operations.AlreadyReplaced, match=third.number) as refused:
        operations.correct_name(certificate=certificate, name="Another", by=None, at=at)
    assert refused.value.current == third
    certificate.refresh_from_db()
    second.refresh_from_db()
    assert queries.latest_of(certificate) == queries.latest_of(second) == queries.latest_of(third) == third
    assert queries.line_of(second) == [certificate, second, third]


@pytest.mark.parametrize(
    ("name", "refusal"),
    [
        ("", operations.NameNeeded),
        (" \n ", operations.NameNeeded),
        ("x" * 151, operations.NameNeeded),
        ("Sam Exmaple", operations.NothingToCorrect),
        ("Sam\u200b Example", operations.NameUnreadable),
        ("Sam \u202eelpmaxE", operations.NameUnreadable),
    ],
)
def test_a_name_that_is_none_or_the_same_is_refused(certificate, at, name, refusal):
    with pytest.raises(refusal):
        operations.correct_name(certificate=certificate, name=name, by=None, at=at)
    assert (Certificate.objects.count(), Email.objects.count()) == (1, 1)


def test_a_withdrawn_certificate_is_not_corrected(certificate, at):
    operations.withdraw(certificate=certificate, reason="issued_in_error", by=None, at=at)
    with pytest.raises(operations.AlreadyWithdrawn):
        operations.correct_name(certificate=certificate, name="Sam Example", by=None, at=at)


def test_one_that_is_withdrawn_while_its_successor_is_printed_stays_withdrawn(certificate, at, monkeypatch):
    printed = replacing.print_certificate

    def withdrawn_meanwhile(new):
        operations.withdraw(certificate=certificate, reason="issued_in_error", by=None, at=at)
        return printed(new)

    monkeypatch.setattr(replacing, "print_certificate", withdrawn_meanwhile)
    with pytest.raises(operations.AlreadyWithdrawn):
        operations.correct_name(certificate=certificate, name="Sam Example", by=None, at=at)
    assert Certificate.objects.get().withdrawn_at == at


# --- Made anew -----------------------------------------------------------------------------------------------------


def test_corrected_details_are_taken_from_the_course_as_it_is_now_and_the_name_is_not(certificate, at, staff):
    course, person = certificate.course, certificate.person
    course.title, course.validity_months, course.signatory_name = "Trauma understood", 12, "Ada Signs"
    course.save()
    person.name = "New Name"
    person.save()
    new = operations.replace(certificate=certificate, reason=ReplacementReason.DETAILS_CORRECTED, by=staff, at=at)
    assert (new.course_title, new.expires_on, new.signatory_name) == (
        "Trauma understood",
        date(2027, 3, 10),
        "Ada Signs",
    )
    assert (new.renewable_from, new.holder_name) == (date(2026, 9, 8), "Sam Exmaple")


def test_details_that_did_not_change_are_not_corrected(certificate, at):
    with pytest.raises(operations.NothingToCorrect):
        operations.replace(certificate=certificate, reason="details_corrected", by=None, at=at)


def test_a_document_made_anew_says_what_the_old_one_says_on_the_template_of_today(certificate, at):
    Certificate.objects.update(template_version="old")
    certificate.course.title = "Another title"
    certificate.course.save()
    new = operations.replace(certificate=certificate, reason=ReplacementReason.NEW_DOCUMENT, by=None, at=at)
    assert (new.course_title, len(new.template_version)) == ("Understanding trauma", 12)
    again = operations.replace(certificate=certificate, reason=ReplacementReason.NEW_DOCUMENT, by=None, at=at)
    assert (again, Certificate.objects.count()) == (new, 2)


def test_what_was_withdrawn_in_error_is_reinstated_under_a_new_number(certificate, at):
    operations.withdraw(certificate=certificate, reason="issued_in_error", by=None, at=at)
    new = operations.replace(certificate=certificate, reason=ReplacementReason.REINSTATED, by=None, at=at)
    certificate.refresh_from_db()
    assert (new.withdrawn_at, new.withdrawal_reason, new.state(at.date())) == (None, "", "valid")
    assert (certificate.withdrawn_at, certificate.state(at.date())) == (at, "replaced")
    assert "by mistake" in Email.objects.latest("pk").message


def test_what_stands_is_not_reinstated(certificate, at):
    with pytest.raises(operations.NotWithdrawn):
        operations.replace(certificate=certificate, reason=ReplacementReason.REINSTATED, by=None, at=at)


def test_what_the_holder_has_earned_anew_since_is_not_reinstated_beside_it(certificate, at):
    operations.withdraw(certificate=certificate, reason="issued_in_error", by=None, at=at)
    anew = certify(at + timedelta(days=1), person=certificate.person, course=certificate.course)
    with pytest.raises(operations.AnotherStands, match=anew.number):
        operations.replace(certificate=certificate, reason=ReplacementReason.REINSTATED, by=None, at=at)


@pytest.mark.parametrize("reason", ["", "because", "name_corrected"])
def test_a_replacement_needs_a_reason_of_its_own(certificate, at, reason):
    with pytest.raises(operations.ReasonNeeded):
        operations.replace(certificate=certificate, reason=reason, by=None, at=at)


def test_what_was_replaced_is_not_withdrawn(certificate, at):
    new = operations.correct_name(certificate=certificate, name="Sam Example", by=None, at=at)
    with pytest.raises(operations.AlreadyReplaced, match=new.number):
        operations.withdraw(certificate=certificate, reason=WithdrawalReason.ISSUED_IN_ERROR, by=None, at=at)


def test_the_audit_says_who_and_why_and_names_no_holder(certificate, at, staff):
    new = operations.correct_name(certificate=certificate, name="Sam Example", by=staff, at=at)
    entry = ModelLogEntry.objects.get(action="training.certificate.replace")
    assert (entry.user, entry.object_id) == (staff, str(new.pk))
    assert entry.data == {"reason": "name_corrected", "replaces": certificate.number}


@pytest.mark.parametrize(
    "facts", [{"replaced_at": None, "replacement_reason": "reinstated"}, {"replacement_reason": ""}]
)
def test_a_replacement_without_time_or_reason_cannot_be_written(certificate, at, facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.update(**{"replaced_at": at, "replacement_reason": "reinstated", **facts})


# --- Asking for a name ---------------------------------------------------------------------------------------------


@pytest.fixture
def asked(certificate, at):
    return operations.ask_for_name(certificate=certificate, name="Sam Example", by=certificate.person, at=at)


def test_asking_for_a_name_changes_nothing_by_itself(certificate, asked):
    certificate.refresh_from_db()
    assert (certificate.holder_name, certificate.replaced_at, Certificate.objects.count()) == ("Sam Exmaple", None, 1)
    assert asked.state == NameRequestState.OPEN


def test_a_certificate_has_one_open_request_and_asking_again_changes_the_name(certificate, asked, at):
    later = at + timedelta(days=1)
    same = operations.ask_for_name(certificate=certificate, name="Sam Example", by=None, at=later)
    assert (same, same.asked_at) == (asked, at)
    other = operations.ask_for_name(certificate=certificate, name="Samira Example", by=None, at=later)
    assert (other.pk, other.name, NameRequest.objects.count()) == (asked.pk, "Samira Example", 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        NameRequest.objects.create(certificate=certificate, name="A third", asked_at=at)


def test_agreeing_makes_the_certificate_that_was_asked_for_once(certificate, asked, at, staff):
    new = operations.agree_to_name(request=asked, name=asked.name, by=staff, at=at)
    asked.refresh_from_db()
    assert (new.holder_name, asked.state, asked.decided_at) == ("Sam Example", NameRequestState.AGREED, at)
    assert operations.agree_to_name(request=asked, name=asked.name, by=staff, at=at) == new
    assert Certificate.objects.count() == 2


def test_declining_tells_the_holder_why(certificate, asked, at, staff):
    operations.decline_name(request=asked, answer="Please send us a copy of your passport.", by=staff, at=at)
    asked.refresh_from_db()
    email = Email.objects.latest("pk")
    assert (asked.state, email.to) == (NameRequestState.DECLINED, [certificate.person.email])
    assert "Please send us a copy of your passport." in email.message
    with pytest.raises(operations.AlreadyDecided):
        operations.agree_to_name(request=asked, name=asked.name, by=staff, at=at)
    with pytest.raises(operations.AlreadyDecided):
        operations.decline_name(request=asked, answer="No.", by=staff, at=at)
    assert Certificate.objects.count() == 1


def test_a_holder_is_not_declined_without_a_word(asked, at):
    with pytest.raises(operations.AnswerNeeded):
        operations.decline_name(request=asked, answer="  ", by=None, at=at)


def test_one_that_is_declined_while_its_certificate_is_printed_stays_declined(asked, at, monkeypatch):
    printed = replacing.print_certificate

    def declined_meanwhile(new):
        operations.decline_name(request=asked, answer="No.", by=None, at=at)
        return printed(new)

    monkeypatch.setattr(replacing, "print_certificate", declined_meanwhile)
    with pytest.raises(operations.AlreadyDecided):
        operations.agree_to_name(request=asked, name=asked.name, by=None, at=at)
    assert Certificate.objects.count() == 1


def test_a_request_follows_its_certificate_until_the_name_is_right(certificate, asked, at):
    second = operations.replace(certificate=certificate, reason=ReplacementReason.NEW_DOCUMENT, by=None, at=at)
    asked.refresh_from_db()
    assert (asked.certificate, asked.state) == (second, NameRequestState.OPEN)
    operations.correct_name(certificate=second, name="Sam Example", by=None, at=at)
    asked.refresh_from_db()
    assert asked.state == NameRequestState.AGREED


def test_no_name_is_asked_for_where_nothing_stands_or_nothing_would_change(certificate, at):
    with pytest.raises(operations.NothingToCorrect):
        operations.ask_for_name(certificate=certificate, name="Sam Exmaple", by=None, at=at)
    operations.withdraw(certificate=certificate, reason="issued_in_error", by=None, at=at)
    with pytest.raises(operations.AlreadyWithdrawn):
        operations.ask_for_name(certificate=certificate, name="Sam Example", by=None, at=at)
    operations.replace(certificate=certificate, reason=ReplacementReason.REINSTATED, by=None, at=at)
    with pytest.raises(operations.AlreadyReplaced):
        operations.ask_for_name(certificate=certificate, name="Sam Example", by=None, at=at)


def test_two_courses_of_one_title_are_two_lines(noon, certificate):
    other = certify(
        noon + timedelta(days=1), person=certificate.person, course=CourseFactory(title="Understanding trauma")
    )
    assert (queries.line_of(certificate), queries.line_of(other)) == ([certificate], [other])

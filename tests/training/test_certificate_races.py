"""Several processes at the same certificates at the same moment: one is made, and all agree which."""

from datetime import timedelta

import pytest
from django.utils import timezone
from post_office.models import Email

from tests.factories import CourseFactory, PersonFactory
from tests.training.attending import attend, certify
from training.models import Certificate, CertificateFile, Evidence

pytestmark = pytest.mark.django_db(transaction=True)
RIVALS = 16


def whole():
    """Every certificate has its document and one email brought it."""
    certificates = Certificate.objects.count()
    told = Email.objects.filter(subject__contains="certificate: ").count()
    return CertificateFile.objects.count() == told == certificates


def test_two_attendances_of_one_person_and_course_make_one_certificate(rivals):
    at, person, course = timezone.now(), PersonFactory(), CourseFactory(validity_months=12)
    sessions = [attend(at - timedelta(days=days), person=person, course=course).session for days in (30, 20)]
    assert rivals.race("issue_earned", sessions[0].pk, [person.pk] * RIVALS) == {"issued": RIVALS}
    assert (Certificate.objects.count(), whole()) == (1, True)


def test_two_attendances_in_two_cycles_make_one_certificate_for_each(rivals):
    at, person, course = timezone.now(), PersonFactory(), CourseFactory(validity_months=12)
    for days in (400, 20):
        session = attend(at - timedelta(days=days), person=person, course=course).session
    rivals.race("issue_earned", session.pk, [person.pk] * RIVALS)
    issued = Certificate.objects.order_by("attended_on").values_list("cycle", flat=True)
    assert (list(issued), whole()) == ([1, 2], True)


def test_a_form_of_evidence_that_is_sent_many_times_at_once_adds_one_thing(rivals):
    assert rivals.race("add_evidence", 60, [PersonFactory().pk] * RIVALS) == {"added": RIVALS}
    assert Evidence.objects.count() == 1


def test_of_staff_who_correct_and_withdraw_one_certificate_at_once_one_is_first(rivals):
    certificate = certify(timezone.now() - timedelta(days=9), name="Name 0")
    outcomes = rivals.race("correct_name", certificate.pk, list(range(RIVALS)))
    made = {name for name in outcomes if name.startswith("Name")}
    certificate.refresh_from_db()
    if certificate.withdrawn_at:
        assert (outcomes["withdrawn"], made, Certificate.objects.count()) == (1, set(), 1)
    else:
        assert made == {Certificate.objects.get(replaces=certificate).holder_name}
        assert (outcomes["withdrawn"], Certificate.objects.count()) == (0, 2)
    assert set(outcomes) <= {"withdrawn", *made, "AlreadyReplaced", "AlreadyWithdrawn"}

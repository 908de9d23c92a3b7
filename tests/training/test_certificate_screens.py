"""Staff screens for one certificate, for names that holders asked for, and for what certificates of a course say."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from people.accounts.policies import StaffRole
from tests.factories import CourseFactory, SessionFactory
from tests.training.attending import certify
from training.certificates import operations
from training.certificates.document import TEMPLATE_VERSION
from training.courses.operations import NotRenewable, change_course, create_course
from training.courses.queries import renewable_courses
from training.models import Certificate, Course, NameRequest

pytestmark = pytest.mark.django_db
WAYS = ["correct_name", "replace", "withdraw", "reinstate"]


@pytest.fixture
def certificate(noon):
    return certify(noon, name="Hana Holder")


def way(name, certificate):
    return reverse(f"training_certificate_{name}", args=[certificate.pk])


def inspect(certificate):
    return reverse("certificate:inspect", args=[certificate.pk])


def withdrawn(certificate):
    return operations.withdraw(certificate=certificate, reason="issued_in_error", by=None, at=timezone.now())


# --- One certificate -----------------------------------------------------------------------------------------------


def test_staff_correct_a_name(client, manager, certificate):
    certificate.person.name = "Hannah Holder"
    certificate.person.save()
    assert 'value="Hannah Holder"' in client.get(way("correct_name", certificate)).text
    answer = client.post(way("correct_name", certificate), {"name": "Hanna Holder"})
    new = Certificate.objects.get(replaces=certificate)
    assert (answer.url, new.holder_name) == (inspect(new), "Hanna Holder")
    assert ModelLogEntry.objects.get(action="training.certificate.replace").user == manager


@pytest.mark.parametrize(("name", "status"), [("", 200), ("x" * 151, 200), ("Hana Holder", 409)])
def test_a_name_that_is_refused_is_said_and_changes_nothing(client, manager, certificate, name, status):
    answer = client.post(way("correct_name", certificate), {"name": name})
    assert (answer.status_code, Certificate.objects.count()) == (status, 1)
    assert "error" in answer.text


def test_a_second_click_leads_to_the_one_that_was_made(client, manager, certificate):
    for _ in range(2):
        answer = client.post(way("correct_name", certificate), {"name": "Hanna Holder"})
    assert answer.url == inspect(Certificate.objects.get(replaces=certificate))
    other = client.post(way("correct_name", certificate), {"name": "Another Name"})
    assert (other.url, Certificate.objects.count()) == (answer.url, 2)


def test_staff_see_what_would_differ_before_details_are_corrected(client, manager, certificate):
    assert "Nothing: a new one would say the same." in client.get(way("replace", certificate)).text
    assert client.post(way("replace", certificate), {"reason": "details_corrected"}).status_code == 409
    Course.objects.update(title="Another title")
    assert "<strong>Another title</strong>" in client.get(way("replace", certificate)).text
    assert "error" in client.post(way("replace", certificate), {"reason": "reinstated"}).text
    client.post(way("replace", certificate), {"reason": "details_corrected"})
    assert Certificate.objects.get(replaces=certificate).course_title == "Another title"


def test_what_was_withdrawn_in_error_is_reinstated(client, manager, certificate):
    assert client.post(way("reinstate", certificate)).status_code == 409
    withdrawn(certificate)
    assert "It was withdrawn on" in client.get(way("reinstate", certificate)).text
    client.post(way("reinstate", certificate))
    assert Certificate.objects.get(replaces=certificate).stands()


def test_each_state_offers_what_can_be_done_with_it(client, manager, certificate, noon):
    def offered(each):
        text = client.get(inspect(each)).text
        return [name for name in WAYS if way(name, each) in text]

    assert offered(certificate) == ["correct_name", "replace", "withdraw"]
    withdrawn(certificate)
    assert offered(certificate) == ["reinstate"]
    new = operations.replace(certificate=certificate, reason="reinstated", by=None, at=noon)
    assert (offered(certificate), offered(new)) == ([], ["correct_name", "replace", "withdraw"])
    assert "nothing can be done with this one" in client.get(way("withdraw", certificate)).text


def test_the_history_says_what_replaced_what_and_who_did_it(client, manager, certificate):
    manager.name = "Mo Manager"
    manager.save()
    client.post(way("correct_name", certificate), {"name": "Hanna Holder"})
    new = Certificate.objects.get(replaces=certificate)
    for each, other in ((certificate, new), (new, certificate)):
        text = " ".join(client.get(inspect(each)).text.split())
        assert f'<a href="{inspect(other)}">{other.number}</a>' in text
        assert f"Issued in place of another, {new.number}, by Mo Manager" in text
        assert f"Certificate issued, {certificate.number}" in text
        assert TEMPLATE_VERSION in text
        assert "its hash is another" not in text


def test_a_record_that_was_tampered_with_is_pointed_out(client, manager, certificate):
    Certificate.objects.update(holder_name="Forged Name")
    assert "its hash is another" in client.get(inspect(certificate)).text


def test_staff_open_the_document_of_one_that_was_replaced(client, manager, certificate, noon):
    operations.correct_name(certificate=certificate, name="Hanna Holder", by=None, at=noon)
    answer = client.get(reverse("training_certificate_document", args=[certificate.pk]))
    assert (answer.content, answer["Content-Type"]) == (bytes(certificate.file.pdf), "application/pdf")
    certificate.file.delete()
    assert client.get(reverse("training_certificate_document", args=[certificate.pk])).status_code == 404


def test_the_page_of_a_certificate_asks_as_often_however_often_it_was_replaced(client, manager, certificate, noon):
    asked = []
    for name in ("", "Hanna Holder", "Hannah Holder", "Hannah Houlder"):
        if name:
            current = Certificate.objects.current().get()
            operations.correct_name(certificate=current, name=name, by=manager, at=noon)
        client.get(inspect(certificate))
        with CaptureQueriesContext(connection) as counted:
            client.get(inspect(certificate))
        asked.append(len(counted))
    assert asked == asked[:1] * 4


@pytest.mark.parametrize("role", [StaffRole.FACILITATOR, StaffRole.EDITOR, StaffRole.ANALYST])
def test_other_staff_do_nothing_with_certificates(client, sign_in, certificate, noon, role):
    asked = operations.ask_for_name(certificate=certificate, name="Hanna Holder", by=None, at=noon)
    sign_in(role)
    request_page = reverse("training_name_request", args=[asked.pk])
    pages = [*(way(name, certificate) for name in WAYS), request_page, reverse("name_request:index")]
    pages += [reverse("training_certificate_document", args=[certificate.pk]), reverse("reissue:index")]
    for page in pages:
        for answer in (client.get(page), client.post(page, {"name": "X", "reason": "issued_in_error", "agree": "yes"})):
            assert (answer.status_code == 200, b"Holder" in answer.content) == (False, False)
    assert Certificate.objects.get().stands()


# --- The list ------------------------------------------------------------------------------------------------------


@pytest.fixture
def each_state(certificate, noon):
    """One certificate in each state."""
    operations.correct_name(certificate=certificate, name="Val Valid", by=None, at=noon)
    withdrawn(certify(noon, name="Wim Withdrawn"))
    certify(noon - timedelta(days=5000), name="Exa Expired")


@pytest.mark.parametrize(
    ("state", "holder"),
    [("valid", "Val Valid"), ("expired", "Exa Expired"), ("withdrawn", "Wim Withdrawn"), ("replaced", "Hana Holder")],
)
def test_the_list_is_narrowed_by_state(client, manager, each_state, state, holder):
    text = client.get(reverse("certificate:index"), {"state": state}).text
    names = ("Val Valid", "Exa Expired", "Wim Withdrawn", "Hana Holder")
    assert [name for name in names if name in text] == [holder]


def test_the_list_is_narrowed_by_template(client, manager, each_state):
    Certificate.objects.filter(holder_name="Val Valid").update(template_version="older")
    text = client.get(reverse("certificate:index"), {"template_version": "older"}).text
    assert ("Val Valid" in text, "Exa Expired" in text) == (True, False)
    assert "older (1)" in text


def test_the_list_is_taken_away_as_it_is_narrowed_with_no_formula_in_it(client, manager, certificate, noon):
    certify(noon, name='=HYPERLINK("http://x")')
    withdrawn(certify(noon, name="Wim Withdrawn"))
    answer = client.get(reverse("certificate:index"), {"export": "csv", "state": "valid"})
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))
    assert sorted(row["Holder name"] for row in rows) == ['\'=HYPERLINK("http://x")', "Hana Holder"]
    entry = ModelLogEntry.objects.get(action="training.certificate.export")
    assert (entry.user, entry.label, entry.data) == (manager, "Certificates", {"rows": 2, "format": "csv"})
    assert client.get(reverse("certificate:index"), {"export": "csv", "q": "nobody at all"}).status_code == 200
    assert [each.data["rows"] for each in ModelLogEntry.objects.filter(action=entry.action).order_by("pk")] == [2, 0]
    assert client.get(reverse("certificate:index"), {"export": "xlsx"}).status_code == 200


def test_the_list_asks_as_often_for_many_as_for_one(client, manager, certificate, noon):
    asked = []
    for number in (0, 8):
        for place in range(number):
            certify(noon, name=f"Person {place}")
        client.get(reverse("certificate:index"))
        with CaptureQueriesContext(connection) as counted:
            client.get(reverse("certificate:index"))
        asked.append(len(counted))
    assert asked[0] == asked[1]


# --- Names that holders asked for ----------------------------------------------------------------------------------


@pytest.fixture
def asked(certificate, noon):
    return operations.ask_for_name(certificate=certificate, name="Hanna Holder", by=certificate.person, at=noon)


def test_staff_see_who_asked_and_agree_to_nothing_but_what_they_saw(client, manager, asked, noon):
    assert "Hanna Holder" in client.get(reverse("name_request:index")).text
    page = reverse("training_name_request", args=[asked.pk])
    assert "Hana Holder" in client.get(page).text
    operations.ask_for_name(certificate=asked.certificate, name="Hana Other", by=None, at=noon)
    assert "asked for another name since" in client.post(page, {"agree": "Hanna Holder"}).text
    operations.ask_for_name(certificate=asked.certificate, name="Hanna Holder", by=None, at=noon)
    assert Certificate.objects.count() == 1
    answer = client.post(page, {"agree": "Hanna Holder"})
    new = Certificate.objects.get(holder_name="Hanna Holder")
    assert answer.url == inspect(new)
    assert "Agreed to" in client.get(page).text
    assert "Make the new certificate" not in client.get(page).text


def test_staff_decline_with_words(client, manager, asked):
    page = reverse("training_name_request", args=[asked.pk])
    assert "the holder is sent these words" in client.post(page, {"decline": "yes", "answer": ""}).text
    assert client.post(page, {"decline": "yes", "answer": "Please ring us."}).url == reverse("name_request:index")
    assert client.post(page, {"agree": "Hanna Holder"}).status_code == 409
    assert "decided already" in client.post(page, {"decline": "yes", "answer": "Again."}).text
    assert (NameRequest.objects.get().answer, Certificate.objects.count()) == ("Please ring us.", 1)


def test_a_post_that_says_neither_decides_nothing(client, manager, asked):
    assert client.post(reverse("training_name_request", args=[asked.pk]), {}).status_code == 200
    assert NameRequest.objects.get().state == "open"


# --- What certificates of a course say -----------------------------------------------------------------------------


def test_a_sample_is_shown_in_each_language(client, manager):
    course = CourseFactory(title="Trauma")
    text = client.get(reverse("training_course_certificate", args=[course.pk])).text
    for language in ("en", "pl", "pa", "ur", "cy"):
        page = reverse("training_course_certificate_sample", args=[course.pk, language])
        assert page in text
        assert client.get(page).content[:5] == b"%PDF-"
    assert client.get(reverse("training_course_certificate_sample", args=[course.pk, "xx"])).content[:5] == b"%PDF-"
    assert (
        reverse("training_course_certificate", args=[course.pk])
        in client.get(reverse("course:edit", args=[course.pk])).text
    )


def test_samples_are_for_those_who_plan_courses(client, sign_in):
    course = CourseFactory(title="Trauma")
    sign_in(StaffRole.FACILITATOR)
    assert client.get(reverse("training_course_certificate", args=[course.pk])).status_code == 302
    assert client.get(reverse("training_course_certificate_sample", args=[course.pk, "en"])).status_code == 302


@pytest.mark.parametrize(
    ("renews", "said"),
    [
        (True, "Whoever holds the certificate of Main, and attends at least 90 minutes, gets a new one of that course"),
        (False, "This course awards no certificate at present."),
    ],
)
def test_a_course_without_a_certificate_of_its_own_says_whether_it_renews_another(client, manager, renews, said):
    course = CourseFactory(awards_certificate=False, renews=CourseFactory(title="Main") if renews else None)
    text = " ".join(client.get(reverse("training_course_certificate", args=[course.pk])).text.split())
    assert (said in text, course.earns_certificates) == (True, renews)
    session = SessionFactory(course=course, starts_at=timezone.now() - timedelta(hours=1))
    closing = client.get(reverse("training:register-close", args=[session.pk])).text
    assert ("holds the certificate that this course renews, is sent their certificate" in closing) == renews


def course_answers(course, **changed):
    return {
        "code": course.code, "title": course.title, "learning_outcomes": "One", "audience": "", "duration_minutes": 120,
        "cpd_hours": 2, "delivery_modes": ["online"], "certificate_minutes": 90, "awards_certificate": "on",
        "validity_months": 12, "renews": "", "certificate_heading": "", "certificate_words": "", "signatory_name": "",
        "signatory_post": "", "evaluation_link": "", "is_active": "on", **changed,
    }  # fmt: skip


def test_the_details_of_the_certificate_are_in_the_form_of_the_course(client, manager):
    course, main = CourseFactory(), CourseFactory(title="The main course")
    own = {
        "certificate_heading": "Heading", "certificate_words": "Words.", "signatory_name": "Ada",
        "signatory_post": "Head", "certificate_waits_for_evaluation": "on", "renews": main.pk,
    }  # fmt: skip
    assert client.post(reverse("course:edit", args=[course.pk]), course_answers(course, **own)).status_code == 302
    course.refresh_from_db()
    assert (course.certificate_heading, course.signatory_post, course.renews) == ("Heading", "Head", main)
    assert course.certificate_waits_for_evaluation


def test_words_for_which_a_sheet_has_no_room_are_refused(client, manager):
    course = CourseFactory()
    answer = client.post(reverse("course:edit", args=[course.pk]), course_answers(course, certificate_words="x" * 301))
    assert (answer.status_code, "at most 300 characters" in answer.text) == (200, True)


def test_a_refresher_of_a_refresher_is_not_offered_and_not_taken(noon):
    main = CourseFactory(title="Main")
    refresher = CourseFactory(title="Refresher", renews=main)
    other = CourseFactory(title="Other")
    assert set(renewable_courses(Course())) == {main, other}
    assert set(renewable_courses(refresher)) == {main, other}
    assert set(renewable_courses(other)) == {main}
    assert set(renewable_courses(main)) == set()
    facts = {"by": None, "at": noon}
    for course, renews in ((other, refresher), (main, other), (other, other)):
        with pytest.raises(NotRenewable):
            change_course(course=course, renews=renews, **facts)
    with pytest.raises(NotRenewable):
        create_course(
            code="X", title="X", duration_minutes=9, cpd_hours=1, certificate_minutes=9, renews=refresher, **facts
        )
    assert change_course(course=refresher, renews=other, **facts).renews == other
    assert change_course(course=refresher, renews=None, **facts).renews is None

"""Batches: who would get a new certificate and why, agreed to once, done in the background, safe to interrupt."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from post_office.models import Email

from documents.dates import day
from tests.factories import CourseFactory, PersonFactory
from tests.training.attending import attend, certify
from training.certificates import operations, queries, tasks
from training.certificates.operations import reissuing
from training.certificates.queries import Choice, batches
from training.models import Certificate, Course, Reissue, ReissueRow, ReplacementReason

pytestmark = pytest.mark.django_db
CHOOSE = reverse_lazy("training_reissue_choose")


@pytest.fixture
def at(noon):
    return noon + timedelta(days=5)


@pytest.fixture
def three(noon):
    """Certificates of one course, of which one person has another name by now."""
    course = CourseFactory(title="Understanding trauma")
    found = [certify(noon, course=course, name=name) for name in ("Ama First", "Bea Second", "Cem Third")]
    person = found[1].person
    person.name = "Bea Married"
    person.save()
    return found


def chosen(reason, at, **choice):
    return queries.candidates(Choice(reason, **choice), at=at)


def batch_of(certificates, reason, at, key=None):
    agreed = [each for each in chosen(reason, at) if each.certificate in certificates]
    batch, _ = operations.start_reissue(key=key or uuid4(), reason=reason, agreed=agreed, by=None, at=at)
    return batch


# --- Who, and why --------------------------------------------------------------------------------------------------


def test_corrected_names_are_those_whose_person_is_called_otherwise_by_now(three, at):
    [found] = chosen("name_corrected", at)
    [change] = found.changes
    assert (found.certificate, found.name) == (three[1], "Bea Married")
    assert (change.label, change.was, change.now) == ("Name", "Bea Second", "Bea Married")


def test_a_name_that_was_corrected_by_hand_is_pointed_out_and_not_ticked(client, manager, three, at):
    new = operations.correct_name(certificate=three[0], name="Ama Corrected", by=None, at=at)
    shown = page(client, reason="name_corrected")
    assert [(each.certificate, is_kept) for each, is_kept in shown.context["rows"]] == [(new, False), (three[1], True)]
    assert shown.content.decode().count(batches.CORRECTED_BEFORE) == 1


def test_corrected_details_are_those_whose_course_says_otherwise_and_leave_the_name(three, at, noon):
    certify(noon, name="Another course")
    assert chosen("details_corrected", at) == []
    course = three[0].course
    course.title, course.learning_outcomes, course.validity_months = "Trauma", "", None
    course.save()
    found = chosen("details_corrected", at)
    assert [each.name for each in found] == ["Ama First", "Bea Second", "Cem Third"]
    assert [(each.label, each.was, each.now) for each in found[0].changes] == [
        ("Course", "Understanding trauma", "Trauma"),
        ("What the course covers", "Say what trauma is; Notice how it shows", "nothing"),
        ("Valid until", "Saturday 10 March 2029", "nothing"),
    ]


def test_documents_are_made_anew_by_course_session_days_and_template(three, at, noon):
    later = certify(noon + timedelta(days=2), name="Dee Later")
    Certificate.objects.filter(pk=three[0].pk).update(template_version="older")
    session = later.attendance.session
    assert [each.certificate for each in chosen("new_document", at)] == [*three, later]
    assert [each.certificate for each in chosen("new_document", at, course=three[0].course)] == three
    assert [each.certificate for each in chosen("new_document", at, session=session)] == [later]
    assert [each.certificate for each in chosen("new_document", at, since=noon.date() + timedelta(1))] == [later]
    assert [each.certificate for each in chosen("new_document", at, until=noon.date())] == three
    assert [each.certificate for each in chosen("new_document", at, template_version="older")] == [three[0]]


def test_a_corrected_name_is_doubted_however_many_documents_came_after_it(three, at):
    certificate = three[0]
    corrected = operations.correct_name(certificate=certificate, name="Right Name", by=None, at=at)
    anew = operations.replace(certificate=corrected, reason="new_document", by=None, at=at)
    [found] = [each for each in chosen("name_corrected", at) if each.certificate == anew]
    assert (found.name, found.doubt) == (anew.person.name, batches.CORRECTED_BEFORE)


def test_whoever_reinstates_sees_when_and_why_each_was_withdrawn_and_ticks_it(three, at):
    operations.withdraw(certificate=three[0], reason="at_holders_request", by=None, at=at)
    [found] = chosen("reinstated", at)
    assert found.doubt == f"Withdrawn on {day(at)}: at the holder's request."
    three[0].attendance.met_rule = False
    three[0].attendance.save()
    [found] = chosen("reinstated", at)
    assert found.doubt.endswith("By the register they did not meet the rule.")


def test_only_what_stands_is_made_anew_and_only_what_was_withdrawn_is_reinstated(three, at):
    operations.withdraw(certificate=three[0], reason="issued_in_error", by=None, at=at)
    new = operations.replace(certificate=three[2], reason=ReplacementReason.NEW_DOCUMENT, by=None, at=at)
    assert [each.certificate for each in chosen("new_document", at)] == [three[1], new]
    assert [each.certificate for each in chosen("reinstated", at)] == [three[0]]


def test_looking_asks_as_often_for_many_as_for_one(noon, at, django_assert_num_queries):
    course = CourseFactory()
    for number in range(4):
        certify(noon, course=course, name=f"Person {number}")
    with CaptureQueriesContext(connection) as for_one:
        chosen("details_corrected", at, until=noon.date())
    with django_assert_num_queries(len(for_one)):
        chosen("new_document", at)


# --- Doing it ------------------------------------------------------------------------------------------------------


def test_each_row_is_done_once_and_says_what_became_of_it(three, at):
    batch = batch_of(three, "new_document", at)
    operations.correct_name(certificate=three[2], name="Cem Corrected", by=None, at=at)
    told = Email.objects.count()
    assert (tasks.reissue_certificates(), tasks.reissue_certificates()) == (2, 0)
    rows = list(batch.rows.order_by("certificate__holder_name"))
    assert [row.made.replaces if row.made else None for row in rows] == [three[0], three[1], None]
    assert "has already taken the place" in rows[2].refusal
    assert (ReissueRow.objects.to_do().count(), Email.objects.count()) == (0, told + 2)


def test_without_a_key_that_can_be_used_rows_and_certificates_wait_and_the_log_says_why(
    three, noon, at, settings, caplog
):
    earned = attend(noon, course=three[0].course)
    batch_of(three, "new_document", at)
    settings.PDF_SIGNING_KEY = "no key"
    with pytest.raises(operations.CannotBeSigned, match="nothing was done"):
        operations.correct_name(certificate=three[2], name="Cem Corrected", by=None, at=at)
    assert (tasks.reissue_certificates(), tasks.issue_owed(everything=True)) == (0, 0)
    why = "Certificates wait to be signed. PDF_SIGNING_KEY is neither the path of a PKCS#12 file nor one in Base64."
    assert caplog.messages == [why, why]
    settings.PDF_SIGNING_KEY = ""
    assert (tasks.reissue_certificates(), tasks.issue_owed(everything=True)) == (3, 1)
    assert Certificate.objects.filter(attendance=earned).exists()


def test_names_are_those_that_were_agreed_to(three, at):
    batch_of(three, "name_corrected", at)
    three[1].person.name = "Changed since"
    three[1].person.save()
    tasks.reissue_certificates()
    assert Certificate.objects.get(replaces=three[1]).holder_name == "Bea Married"


def test_details_that_changed_after_they_were_agreed_to_are_refused(three, at):
    """Somebody corrects the title once more between the agreement and the worker; one is done before that."""
    course = three[0].course
    course.title = "Trauma, understood"
    course.save()
    batch = batch_of(three, "details_corrected", at)
    first, second, third = batch.rows.order_by("certificate__holder_name")
    made = operations.do_row(row_id=first.pk, at=at)
    course.title = "Trauma misunderstood"
    course.save()
    operations.replace(certificate=three[1], reason="details_corrected", by=None, at=at)
    assert [operations.do_row(row_id=row.pk, at=at) for row in (first, second, third)] == [None, None, None]
    second.refresh_from_db(), third.refresh_from_db()
    assert made.course_title == "Trauma, understood"
    assert "has already taken the place" in second.refusal
    assert third.refusal == str(operations.SaysOtherwise())
    assert Certificate.objects.get(pk=three[2].pk).stands()


def test_a_batch_of_details_that_did_not_change_since_is_done(three, at):
    Course.objects.update(title="Trauma, understood")
    batch_of(three, "details_corrected", at)
    assert tasks.reissue_certificates() == 3


def test_agreeing_twice_makes_one_batch(three, at):
    key = uuid4()
    assert batch_of(three, "new_document", at, key) == batch_of(three, "new_document", at, key)
    assert (Reissue.objects.count(), ReissueRow.objects.count()) == (1, 3)


def test_interrupted_after_the_certificate_was_made_a_row_finds_it(three, at, monkeypatch):
    batch = batch_of(three[:1], "new_document", at)
    row = batch.rows.get()
    replaced = reissuing.replace

    def killed(**facts):
        replaced(**facts)
        raise KeyboardInterrupt

    monkeypatch.setattr(reissuing, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        operations.do_row(row_id=row.pk, at=at)
    monkeypatch.undo()
    assert operations.do_row(row_id=row.pk, at=at) == Certificate.objects.get(replaces=three[0])
    assert operations.do_row(row_id=row.pk, at=at) is None
    assert Certificate.objects.count() == 4


def test_one_that_cannot_be_printed_waits_and_holds_up_no_other(three, at, caplog):
    batch = batch_of(three, "new_document", at)
    person = three[0].person
    person.email = "no address"
    person.save()
    assert tasks.reissue_certificates() == 2
    assert [row.certificate for row in ReissueRow.objects.to_do()] == [three[0]]
    row = batch.rows.get(certificate=three[0])
    assert caplog.messages == [f"No certificate could be made anew for row {row.pk}: ValidationError"]


@pytest.mark.parametrize("reason", ["", "because"])
def test_a_batch_needs_a_reason_and_something_to_do(three, at, reason):
    for why, agreed in ((reason, chosen("new_document", at)), (reason, []), ("new_document", [])):
        with pytest.raises(operations.ReasonNeeded):
            operations.start_reissue(key=uuid4(), reason=why, agreed=agreed, by=None, at=at)
    assert Reissue.objects.count() == 0


def test_a_row_that_is_done_without_a_word_cannot_be_written(three, at):
    batch = batch_of(three, "new_document", at)
    with pytest.raises(IntegrityError), transaction.atomic():
        batch.rows.update(done_at=at)


# --- The screens ---------------------------------------------------------------------------------------------------


def page(manager_client, **answers):
    return manager_client.get(CHOOSE, answers)


def agree(client, shown, keep, **choice):
    note = shown.context["note"]
    query = "&".join(f"{name}={value}" for name, value in choice.items())
    return client.post(f"{CHOOSE}?{query}", {"note": note, "keep": [each.pk for each in keep]})


def test_staff_see_who_and_why_take_one_out_and_agree_once(client, manager, three, monkeypatch):
    asked = []
    monkeypatch.setattr(tasks.reissue_certificates, "apply_async", lambda *args, **options: asked.append(args))
    shown = page(client, reason="new_document", course=three[0].course_id)
    text = shown.content.decode()
    assert all(each.number in text for each in three)
    assert "3 certificates. Nothing is made yet." in text
    done = agree(client, shown, three[:2], reason="new_document", course=three[0].course_id)
    again = agree(client, shown, three[:2], reason="new_document", course=three[0].course_id)
    batch = Reissue.objects.get()
    assert done.url == again.url == reverse("training_reissue", args=[batch.pk])
    assert (batch.made_by, batch.rows.count()) == (manager, 2)
    assert "0 of 2 made, 2 to do" in client.get(done.url).content.decode()
    tasks.reissue_certificates()
    text = client.get(done.url).content.decode()
    assert "2 of 2 made: all done" in text
    assert "Document was made anew" not in client.get(reverse("reissue:index")).content.decode()
    assert "The document was made anew" in client.get(reverse("reissue:index")).content.decode()


def test_what_changed_since_it_was_looked_at_is_shown_again_and_nothing_is_made(client, manager, three):
    shown = page(client, reason="name_corrected")
    three[1].person.name = "Bea Again"
    three[1].person.save()
    answer = agree(client, shown, [three[1]], reason="name_corrected")
    assert answer.status_code == 409
    assert "not quite what you agreed to" in answer.content.decode()
    assert Reissue.objects.count() == 0


@pytest.mark.parametrize(("keep", "note", "words"), [(0, None, "Keep at least one"), (1, "forged", "look again")])
def test_nothing_kept_or_a_forged_note_makes_nothing(client, manager, three, keep, note, words):
    shown = page(client, reason="new_document")
    sent = {"note": note or shown.context["note"], "keep": [each.pk for each in three[:keep]]}
    answer = client.post(f"{CHOOSE}?reason=new_document", sent)
    assert (answer.status_code, words in answer.content.decode()) == (409, True)
    assert Reissue.objects.count() == 0


def test_one_that_was_not_shown_cannot_be_agreed_to(client, manager, three):
    shown = page(client, reason="name_corrected")
    assert agree(client, shown, three[:2], reason="name_corrected").status_code == 409
    assert Reissue.objects.count() == 0


@pytest.mark.parametrize("bound", ["MOST_AT_ONCE", "MOST_COMPARED"])
def test_more_than_anybody_can_look_through_or_wait_for_is_to_be_narrowed(client, manager, three, monkeypatch, bound):
    """Also of corrected details, for which every certificate is held against its course, though few differ."""
    reason = {"MOST_AT_ONCE": "new_document", "MOST_COMPARED": "details_corrected"}[bound]
    monkeypatch.setattr(batches, bound, 2)
    shown = page(client, reason=reason)
    assert "Narrow them by course" in shown.content.decode()
    assert "note" not in shown.context
    monkeypatch.setattr(batches, bound, 3)
    assert "Narrow them by course" not in page(client, reason=reason).content.decode()


@pytest.mark.parametrize("answers", [{"reason": "x"}, {"reason": "new_document", "course": "nonsense", "since": "x"}])
def test_answers_that_mean_nothing_are_said(client, manager, three, answers):
    assert "error" in page(client, **answers).content.decode()


def test_a_session_of_the_course_can_be_chosen_once_the_course_is(client, manager, three):
    session = three[0].attendance.session
    found = page(client, reason="new_document", course=three[0].course_id, session=session.pk)
    assert [each.certificate for each, _ in found.context["rows"]] == [three[0]]
    assert "error" in page(client, reason="new_document", session=session.pk).content.decode()


def test_the_page_of_a_batch_asks_as_often_for_many_rows_as_for_one(client, manager, noon):
    asked = []
    for number in (1, 6):
        found = [certify(noon + timedelta(days=number), name=f"Person {place}") for place in range(number)]
        path = reverse("training_reissue", args=[batch_of(found, "new_document", timezone.now()).pk])
        client.get(path)
        with CaptureQueriesContext(connection) as counted:
            client.get(path)
        asked.append(len(counted))
    assert asked[0] == asked[1]


def test_others_neither_look_nor_agree(client, sign_in, three):
    from people.accounts.policies import StaffRole

    sign_in(StaffRole.FACILITATOR)
    batch = batch_of(three, "new_document", timezone.now())
    for path in (f"{CHOOSE}?reason=new_document", reverse("training_reissue", args=[batch.pk])):
        assert "Ama First" not in client.get(path).content.decode()
    client.post(f"{CHOOSE}?reason=new_document", {"keep": [three[0].pk]})
    assert Reissue.objects.count() == 1


def test_a_person_without_a_name_in_their_profile_keeps_the_one_on_the_certificate(noon, at):
    certificate = certify(noon, person=PersonFactory(name="Ama First"))
    certificate.person.name = ""
    certificate.person.save()
    assert chosen("name_corrected", at) == []
    assert attend(noon + timedelta(days=1), name="Nobody new").person_id != certificate.person_id

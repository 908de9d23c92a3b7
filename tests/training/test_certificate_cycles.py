"""One certificate for each person, course and cycle: attending again, renewing, refreshers, evaluations."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from post_office.models import Email

from tests.factories import BookingFactory, CourseFactory, PersonFactory, SessionFactory
from tests.training.attending import attend, certify
from training.attendance.operations import mark, note_evaluation
from training.certificates import queries, tasks
from training.certificates.operations import issue, replace, withdraw
from training.certificates.queries.badges import criteria_met, criteria_of
from training.models import Certificate, Course, ReplacementReason, WithdrawalReason

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=365)
AN_END = timedelta(hours=2)


@pytest.fixture
def person():
    return PersonFactory(name="Sam Example")


@pytest.fixture
def course():
    return CourseFactory(title="Understanding trauma", validity_months=12)


@pytest.fixture
def refresher(course):
    return CourseFactory(title="Trauma, again", renews=course, cpd_hours=1, validity_months=6)


def again(attendance):
    """What an attendance is issued once its session is over."""
    return issue(attendance_id=attendance.pk, at=attendance.session.ends_at)


# --- Cycles --------------------------------------------------------------------------------------------------------


def test_attending_again_inside_the_cycle_owes_nothing(noon, person, course):
    certify(noon, person=person, course=course)
    for days in (0, 1, 100, 181):
        assert again(attend(noon + timedelta(days=days, hours=3), person=person, course=course)) is None
    assert Certificate.objects.count() == 1


def test_in_the_renewal_window_attending_again_begins_a_new_cycle(noon, person, course):
    first = certify(noon, person=person, course=course)
    assert (first.expires_on, first.renewable_from) == (date(2027, 3, 10), date(2026, 9, 8))
    the_day_before = attend(noon + timedelta(days=181), person=person, course=course)
    second = certify(noon + timedelta(days=182), person=person, course=course)
    assert (again(the_day_before), second.cycle, second.expires_on) == (None, 2, date(2027, 9, 8))
    assert again(attend(noon + timedelta(days=183), person=person, course=course)) is None
    assert first.stands()


def test_whichever_is_asked_for_first_the_earliest_begins_the_cycles(noon, person, course):
    attendances = [attend(noon + timedelta(days=days), person=person, course=course) for days in (0, 60, 400)]
    at = noon + timedelta(days=401)
    last = issue(attendance_id=attendances[2].pk, at=at)
    assert list(Certificate.objects.order_by("cycle").values_list("attendance", "cycle")) == [
        (attendances[0].pk, 1), (attendances[2].pk, 2),
    ]  # fmt: skip
    assert (last.cycle, issue(attendance_id=attendances[1].pk, at=at)) == (2, None)


def test_long_after_the_expiry_it_is_the_next_cycle_still(noon, person, course):
    certify(noon, person=person, course=course)
    assert certify(noon + 3 * YEAR, person=person, course=course).cycle == 2


def test_what_never_expires_is_never_renewed(noon, person):
    course = CourseFactory(validity_months=None)
    certify(noon, person=person, course=course)
    assert again(attend(noon + 5 * YEAR, person=person, course=course)) is None


def test_an_attendance_of_long_ago_that_counts_only_now_begins_no_cycle(noon, person, course):
    late = attend(noon - 3 * YEAR, person=person, course=course, status="absent")
    certify(noon, person=person, course=course)
    mark(booking=late.booking, status="present", by=None, at=noon)
    assert issue(attendance_id=late.pk, at=noon + AN_END) is None


def test_another_person_and_another_course_have_cycles_of_their_own(noon, person, course):
    certify(noon, person=person, course=course)
    assert certify(noon, person=PersonFactory(name="Kim Other"), course=course).cycle == 1
    assert certify(noon + timedelta(hours=3), person=person).cycle == 1


def test_a_second_certificate_of_a_cycle_or_of_an_attendance_cannot_be_written(noon, person, course):
    certificate = certify(noon, person=person, course=course)
    other = attend(noon + timedelta(days=1), person=person, course=course)
    for attendance, cycle in ((other, 1), (certificate.attendance, 2)):
        twin = Certificate(attendance=attendance, person=person, course=course, cycle=cycle, cpd_hours=1)
        twin.attended_on, twin.issued_at = noon.date(), noon
        with pytest.raises(IntegrityError), transaction.atomic():
            twin.save()


# --- After a withdrawal --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("reason", [WithdrawalReason.AT_HOLDERS_REQUEST, WithdrawalReason.ISSUED_IN_ERROR])
def test_after_a_withdrawal_a_later_attendance_earns_anew_and_no_earlier_one_does(noon, person, course, reason):
    certificate = certify(noon, person=person, course=course)
    between = attend(noon + timedelta(days=20), person=person, course=course)
    at = noon + timedelta(days=30)
    withdraw(certificate=certificate, reason=reason, by=None, at=at)
    assert tasks.issue_owed(everything=True) == 0
    assert (again(certificate.attendance), again(between)) == (certificate, None)
    anew = certify(noon + timedelta(days=40), person=person, course=course)
    assert (anew.cycle, anew.attendance.attended_on) == (2, date(2026, 4, 19))


def test_where_only_one_attendance_had_not_met_the_rule_another_counts_for_itself(noon, person, course):
    certificate = certify(noon, person=person, course=course)
    other = attend(noon + timedelta(days=20), person=person, course=course)
    mark(booking=certificate.attendance.booking, status="absent", by=None, at=noon + timedelta(days=21))
    at = noon + timedelta(days=30)
    withdraw(certificate=certificate, reason=WithdrawalReason.REQUIREMENTS_NOT_MET, by=None, at=at)
    assert issue(attendance_id=other.pk, at=at).cycle == 2


def test_an_attendance_whose_certificate_was_withdrawn_earns_no_other(noon, person, course):
    certificate = certify(noon, person=person, course=course)
    withdraw(certificate=certificate, reason=WithdrawalReason.REQUIREMENTS_NOT_MET, by=None, at=noon + AN_END)
    mark(booking=certificate.attendance.booking, status="absent", by=None, at=noon + AN_END)
    mark(booking=certificate.attendance.booking, status="present", by=None, at=noon + AN_END)
    assert list(queries.owed(noon + YEAR)) == []


def test_a_replacement_stays_in_its_cycle_and_is_renewed_as_the_first_would_be(noon, person, course):
    first = certify(noon, person=person, course=course)
    new = replace(certificate=first, reason=ReplacementReason.NEW_DOCUMENT, by=None, at=noon + timedelta(days=50))
    assert again(attend(noon + timedelta(days=60), person=person, course=course)) is None
    assert (new.cycle, certify(noon + YEAR, person=person, course=course).cycle) == (1, 2)


# --- Refreshers ----------------------------------------------------------------------------------------------------


def test_a_refresher_renews_the_certificate_of_the_main_course(noon, person, course, refresher):
    main = certify(noon, person=person, course=course)
    renewed = certify(noon + timedelta(days=300), person=person, course=refresher)
    assert (renewed.course, renewed.cycle, renewed.course_title) == (course, 2, "Understanding trauma")
    assert (renewed.renewed_by, renewed.cpd_hours, renewed.expires_on) == ("Trauma, again", 1, date(2028, 1, 4))
    assert (main.renewed_by, main.stands()) == ("", True)


def test_a_renewal_says_so_wherever_it_is_shown(client, noon, person, course, refresher):
    certify(noon, person=person, course=course)
    renewed = certify(noon + timedelta(days=300), person=person, course=refresher)
    email = " ".join(Email.objects.latest("pk").message.split())
    assert "for taking part in Trauma, again. It has renewed your certificate for Understanding trauma" in email
    checked = " ".join(client.get(f"/verify/{renewed.number}/").text.split())
    for words in ("Renewed by attending", "Trauma, again", "1, of the refresher"):
        assert words in checked
    assert criteria_met(renewed) == (
        "Held the certificate of this course, and renewed it: took part in Trauma, again on 4 January 2027 for at least"
        " as long as it asks for, as the session’s register shows."
    )
    assert criteria_of(course).endswith(" Renewed by taking part in Trauma, again.")
    client.force_login(person)
    assert "Renewed by Trauma, again" in client.get("/certificates/").text
    assert "which renews the one for Understanding trauma" in client.get("/cpd/").text


def test_a_refresher_taken_too_early_earns_nothing(noon, person, course, refresher):
    certify(noon, person=person, course=course)
    assert again(attend(noon + timedelta(days=30), person=person, course=refresher)) is None


def test_a_refresher_renews_one_that_has_expired(noon, person, course, refresher):
    certify(noon, person=person, course=course)
    assert certify(noon + 2 * YEAR, person=person, course=refresher).course == course


def test_who_does_not_hold_the_main_certificate_gets_the_refreshers_own(noon, person, course, refresher):
    own = certify(noon, person=person, course=refresher)
    assert (own.course, own.course_title, own.cycle) == (refresher, "Trauma, again", 1)
    main = certify(noon + timedelta(days=1), person=person, course=course)
    assert (main.course, main.cycle) == (course, 1)


def test_a_refresher_that_awards_nothing_of_its_own_renews_all_the_same(noon, person, course, refresher):
    Course.objects.filter(pk=refresher.pk).update(awards_certificate=False)
    assert again(attend(noon, person=PersonFactory(), course=refresher)) is None
    certify(noon, person=person, course=course)
    assert certify(noon + YEAR, person=person, course=refresher).course == course


def test_who_had_the_main_certificate_withdrawn_gets_the_refreshers_own(noon, person, course, refresher):
    main = certify(noon, person=person, course=course)
    withdraw(certificate=main, reason=WithdrawalReason.ISSUED_IN_ERROR, by=None, at=noon + AN_END)
    assert certify(noon + timedelta(days=300), person=person, course=refresher).course == refresher


def test_a_renewal_of_what_was_never_earned_is_shown_to_staff(noon, person, course, refresher):
    main = certify(noon, person=person, course=course)
    renewed = certify(noon + timedelta(days=300), person=person, course=refresher)
    at = noon + timedelta(days=301)
    assert list(queries.no_longer_earned()) == []
    withdraw(certificate=main, reason=WithdrawalReason.REQUIREMENTS_NOT_MET, by=None, at=at)
    [found] = queries.no_longer_earned()
    assert (found, found.renews_nothing) == (renewed, True)
    reinstated = replace(certificate=main, reason=ReplacementReason.REINSTATED, by=None, at=at)
    assert list(queries.no_longer_earned()) == []
    withdraw(certificate=reinstated, reason=WithdrawalReason.AT_HOLDERS_REQUEST, by=None, at=at)
    assert list(queries.no_longer_earned()) == []


@pytest.mark.parametrize("awards", [True, False], ids=["that has a certificate of its own", "that only renews"])
@pytest.mark.parametrize("asked_first", [0, 1])
def test_the_main_course_is_certified_before_the_refresher_whichever_is_asked_for_first(
    noon, person, course, refresher, awards, asked_first
):
    Course.objects.filter(pk=refresher.pk).update(awards_certificate=awards)
    both = [
        attend(noon + timedelta(days=days), person=person, course=each)
        for days, each in ((0, course), (300, refresher))
    ]
    at = noon + timedelta(days=301)
    for attendance in (both[asked_first], both[1 - asked_first]):
        issue(attendance_id=attendance.pk, at=at)
    rows = Certificate.objects.order_by("cycle").values_list("attendance", "course", "cycle", "renewed_by")
    assert list(rows) == [(both[0].pk, course.pk, 1, ""), (both[1].pk, course.pk, 2, "Trauma, again")]


def test_a_refresher_attended_before_the_main_course_keeps_its_own_certificate(noon, person, course, refresher):
    early, main = (
        attend(noon + timedelta(days=days), person=person, course=each) for days, each in ((0, refresher), (1, course))
    )
    at = noon + timedelta(days=2)
    assert issue(attendance_id=main.pk, at=at).course == course
    assert issue(attendance_id=early.pk, at=at).course == refresher


def test_one_attendance_earns_one_certificate_also_when_the_main_one_comes_later(noon, person, course, refresher):
    """The main course is attended first and its evaluation answered last."""
    Course.objects.filter(pk=course.pk).update(certificate_waits_for_evaluation=True)
    course.refresh_from_db()
    main = attend(noon, person=person, course=course)
    own = certify(noon + timedelta(days=300), person=person, course=refresher)
    note_evaluation(attendances=[main.pk], by=None, at=noon + timedelta(days=301))
    assert issue(attendance_id=main.pk, at=noon + timedelta(days=301)).course == course
    assert list(queries.owed(noon + timedelta(days=302))) == []
    assert own.course == refresher


def test_what_is_printed_for_one_course_is_not_kept_once_another_is_owed(noon, person, course, refresher, monkeypatch):
    main = certify(noon, person=person, course=course)
    attendance, at = attend(noon + timedelta(days=300), person=person, course=refresher), noon + timedelta(days=301)
    from training.certificates.operations import issuing

    printed = issuing.print_certificate

    def withdrawn_meanwhile(certificate):
        if main.withdrawn_at is None:
            main.withdrawn_at = at
            Certificate.objects.filter(pk=main.pk).update(withdrawn_at=at, withdrawal_reason="issued_in_error")
        return printed(certificate)

    monkeypatch.setattr(issuing, "print_certificate", withdrawn_meanwhile)
    assert issue(attendance_id=attendance.pk, at=at) is None
    assert issue(attendance_id=attendance.pk, at=at).course == refresher


# --- Evaluations ---------------------------------------------------------------------------------------------------


@pytest.fixture
def waiting(noon, person):
    return attend(noon, person=person, course=CourseFactory(certificate_waits_for_evaluation=True))


def test_none_is_owed_until_the_evaluation_is_answered(noon, person, waiting):
    at = noon + timedelta(days=3)
    assert (again(waiting), list(queries.awaiting_evaluation(person, at))) == (None, [waiting])
    note_evaluation(attendances=[waiting.pk], by=None, at=at)
    certificate = issue(attendance_id=waiting.pk, at=at)
    assert (certificate.attended_on, certificate.issued_at) == (noon.date(), at)
    assert list(queries.awaiting_evaluation(person, at)) == []


def test_the_evaluation_alone_earns_nothing(noon, person, waiting):
    mark(booking=waiting.booking, status="left_early", minutes=20, by=None, at=noon)
    note_evaluation(attendances=[waiting.pk], by=None, at=noon)
    assert (again(waiting), list(queries.awaiting_evaluation(person, noon + AN_END))) == (None, [])


# --- The sweep -----------------------------------------------------------------------------------------------------


def test_the_sweep_of_every_minute_looks_two_months_back_and_that_of_the_night_at_all(noon, time_machine):
    time_machine.move_to(noon)
    lately, long_ago = attend(noon - timedelta(days=60)), attend(noon - timedelta(days=70))
    assert (tasks.issue_owed(), Certificate.objects.get().attendance) == (1, lately)
    assert (tasks.issue_owed(everything=True), Certificate.objects.latest("pk").attendance) == (1, long_ago)


@pytest.mark.parametrize(("days", "everything"), [(1, False), (90, True)])
def test_a_long_register_that_is_marked_asks_for_the_sweep_that_reaches_it(
    noon, monkeypatch, django_capture_on_commit_callbacks, days, everything
):
    asked = []
    monkeypatch.setattr(tasks.issue_owed, "apply_async", lambda args, kwargs, **options: asked.append(kwargs))
    at, session = noon + timedelta(days=days), SessionFactory(starts_at=noon)
    bookings = BookingFactory.create_batch(6, session=session)
    attendances = [mark(booking=each, status="present", by=None, at=at) for each in bookings]
    with django_capture_on_commit_callbacks(execute=True):
        tasks.ask_for_certificates(attendances, at)
    assert asked == [{"everything": everything}]


def test_more_than_a_handful_is_shared_with_other_workers(noon, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(tasks, "IN_A_HANDFUL", 2)
    course = CourseFactory()
    for number in range(5):
        attend(noon, course=course, name=f"Person {number}")
    asked = []
    monkeypatch.setattr(tasks.issue_owed, "apply_async", lambda args, kwargs, **options: asked.append(kwargs))
    with django_capture_on_commit_callbacks(execute=True):
        assert tasks.issue_owed(everything=True, helpers=2) == 5
        assert tasks.issue_owed(everything=True) == 0
    assert asked == [{"helpers": 1, "everything": True}]


# --- The hash ------------------------------------------------------------------------------------------------------


def test_the_hash_is_the_same_when_it_is_worked_out_again_and_another_for_any_other_fact(noon, person):
    course = CourseFactory(
        title="Trauma “und” Łódź",
        cpd_hours="1.5",
        certificate_words="Words",
        signatory_name="Ada",
        certificate_heading="Heading",
    )
    issued = certify(noon, person=person, course=course, language="ur")
    kept = Certificate.objects.get(pk=issued.pk)
    assert (len(kept.facts_hash), queries.is_as_issued(kept)) == (64, True)
    assert kept.facts_hash == queries.hash_of_facts(issued) == queries.hash_of_facts(kept)
    others = {
        "holder_name": "Sam Exemple", "cpd_hours": 2, "words": "", "outcomes": [], "language": "en", "cycle": 2,
        "issued_at": noon, "expires_on": None, "number": "x", "attended_on": date(2026, 3, 11), "heading": "",
        "issuer": "", "course_title": "", "renewed_by": "x", "signatory_name": "", "signatory_post": "x",
        "template_version": "",
    }  # fmt: skip
    for name, value in others.items():
        was = getattr(kept, name)
        setattr(kept, name, value)
        assert not queries.is_as_issued(kept), name
        setattr(kept, name, was)

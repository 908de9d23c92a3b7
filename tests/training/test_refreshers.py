"""Reminders before and after a certificate ends: to whom, when, what they say, and switching them off."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email
from wagtail.models import ModelLogEntry

from people.models import UndeliverableAddress
from tests.factories import BookingFactory, CourseFactory, PersonFactory, SessionFactory, VenueFactory
from tests.training.certified import at_noon, attend, certify, expire
from training.attendance.operations import note_evaluation
from training.certificates import operations, queries
from training.certificates.emails import person_of_switch, switch_path
from training.certificates.tasks import remind_of_refreshers
from training.models import (
    BookingStatus,
    Certificate,
    RefresherOptOut,
    RefresherReminder,
    ReplacementReason,
)

pytestmark = pytest.mark.django_db
ENDS = date(2027, 6, 15)
LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def course():
    return CourseFactory(title="Noticing harm", validity_months=36)


@pytest.fixture
def person():
    return PersonFactory(name="Sam Example", email="sam@example.org")


@pytest.fixture
def certificate(person, course):
    """One that ends on 15 June 2027."""
    certificate = certify(person, on=date(2024, 6, 15), course=course)
    Email.objects.all().delete()
    assert certificate.expires_on == ENDS
    return certificate


def sweep(days, hour=12):
    """The sweep so many days after the last valid day; before it where the number is negative."""
    day = ENDS + timedelta(days=days)
    return operations.remind_of_refreshers(at=datetime(day.year, day.month, day.day, hour, tzinfo=LONDON))


def kinds():
    return list(RefresherReminder.objects.order_by("pk").values_list("kind", flat=True))


def words(email):
    return " ".join(email.message.split())


# --- When ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "kind"),
    [
        *((-61, []), (-60, ["two_months"]), (-15, ["two_months"]), (-14, ["two_weeks"]), (0, ["two_weeks"])),
        *((1, []), (13, []), (14, ["expired"]), (27, ["expired"]), (28, []), (400, [])),
    ],
)
def test_a_reminder_is_sent_in_its_days_and_on_no_other(certificate, days, kind):
    assert sweep(days) == len(kind)
    assert kinds() == kind
    assert Email.objects.count() == len(kind)


def test_each_reminder_is_sent_once_however_often_it_is_asked_for(certificate):
    for days in (-60, -60, -59, -14, -13, 0, 14, 15, 27):
        sweep(days)
    assert kinds() == ["two_months", "two_weeks", "expired"]
    assert Email.objects.count() == 3


@pytest.mark.parametrize(("hour", "sent"), [(0, 0), (7, 0), (8, 1), (19, 1), (20, 0), (23, 0)])
def test_nobody_is_written_to_at_night(certificate, hour, sent):
    assert sweep(-60, hour) == sent


def test_the_database_keeps_one_of_each_kind(certificate):
    sweep(-60)
    with pytest.raises(IntegrityError), transaction.atomic():
        RefresherReminder.objects.create(certificate=certificate, kind="two_months", sent_at=timezone.now())


def test_a_certificate_that_lasts_a_month_is_not_reminded_of_two_months_before(person):
    certificate = certify(person, on=date(2027, 5, 15), course=CourseFactory(validity_months=1))
    assert certificate.expires_on == ENDS
    assert [sweep(days) for days in (-31, -20, -14)] == [0, 0, 1]


# --- To whom -------------------------------------------------------------------------------------------------------


def test_one_that_does_not_end_is_not_reminded_of(person):
    certify(person, on=date(2024, 6, 15), course=CourseFactory(validity_months=None))
    assert sweep(-60) == 0


def withdrawn(certificate):
    operations.withdraw(certificate=certificate, reason="issued_in_error", by=None, at=timezone.now())


def replaced(certificate):
    certificate.replaced_at, certificate.replacement_reason = timezone.now(), ReplacementReason.NAME_CORRECTED
    certificate.save()


def renewed(certificate):
    certify(certificate.person, on=date(2027, 1, 15), course=certificate.course)


def renewed_by_a_refresher(certificate):
    certify(certificate.person, on=date(2027, 1, 15), course=CourseFactory(renews=certificate.course))


def attended_and_evaluated(certificate):
    attendance = attended_and_not_evaluated(certificate)
    note_evaluation(attendances=[attendance.pk], by=None, at=timezone.now())


def attended_and_not_evaluated(certificate):
    course = CourseFactory(
        title="A refresher",
        renews=certificate.course,
        certificate_waits_for_evaluation=True,
        evaluation_link="https://survey.example/evaluate",
    )
    return attend(certificate.person, on=date(2027, 1, 15), course=course)


def attended_and_disputed(certificate):
    attendance = attended_and_not_evaluated(certificate)
    attendance.is_disputed = True
    attendance.save()


def booked(certificate):
    session = SessionFactory(course=certificate.course, starts_at=at_noon(ENDS + timedelta(days=90)))
    BookingFactory(person=certificate.person, session=session)


def booked_on_a_refresher(certificate):
    refresher = CourseFactory(renews=certificate.course)
    session = SessionFactory(course=refresher, starts_at=at_noon(ENDS + timedelta(days=90)))
    BookingFactory(person=certificate.person, session=session)


def gone(certificate):
    certificate.person.is_active = False
    certificate.person.save()


def unreached(certificate):
    UndeliverableAddress.objects.create(email=certificate.person.email, since=timezone.now())


def wants_none(certificate):
    operations.switch_reminders(person=certificate.person, on=False, by=certificate.person, at=timezone.now())


@pytest.mark.parametrize(
    "happens",
    [
        withdrawn, replaced, renewed, renewed_by_a_refresher, attended_and_evaluated, attended_and_disputed, booked,
        booked_on_a_refresher, gone, unreached, wants_none,
    ],
)  # fmt: skip
def test_whoever_needs_no_reminder_is_sent_none_and_others_are(certificate, course, happens):
    happens(certificate)
    Email.objects.all().delete()
    other = certify(PersonFactory(email="other@example.org"), on=date(2024, 6, 15), course=course)
    Email.objects.all().delete()
    for days in (-60, -14, 14):
        assert sweep(days) == 1
    assert set(RefresherReminder.objects.values_list("certificate", flat=True)) == {other.pk}
    assert {address for email in Email.objects.all() for address in email.to} == {"other@example.org"}


def test_a_place_in_another_course_a_cancelled_one_and_the_waiting_list_do_not_silence_it(certificate, person, course):
    soon = at_noon(ENDS + timedelta(days=90))
    BookingFactory(person=person, session=SessionFactory(starts_at=soon))
    for n, status in enumerate((BookingStatus.CANCELLED, BookingStatus.WAITING)):
        session = SessionFactory(course=course, starts_at=soon + timedelta(days=n))
        BookingFactory(person=person, session=session, status=status, confirmed_at=None)
    cancelled = SessionFactory(course=course, starts_at=soon + timedelta(days=9), status="cancelled")
    BookingFactory(person=person, session=cancelled)
    assert sweep(-60) == 1


def test_whoever_gives_the_place_back_is_reminded_after_all(certificate, person, course):
    booking = BookingFactory(
        person=person, session=SessionFactory(course=course, starts_at=at_noon(ENDS + timedelta(days=90)))
    )
    assert sweep(-60) == 0
    booking.status = BookingStatus.CANCELLED
    booking.save()
    assert sweep(-50) == 1


def test_a_renewal_that_was_withdrawn_does_not_silence_it(certificate, person, course):
    again = certify(person, on=date(2027, 1, 15), course=course)
    withdrawn(again)
    assert sweep(-60) == 1


def test_a_certificate_that_takes_the_place_of_another_does_not_remind_twice(certificate, person):
    sweep(-60)
    replaced(certificate)
    facts = {name: getattr(certificate, name) for name in ("person", "course", "attendance", "cycle", "holder_name")}
    kept = ("course_title", "cpd_hours", "attended_on", "issuer", "expires_on", "renewable_from")
    facts |= {name: getattr(certificate, name) for name in kept}
    issued_at = at_noon(ENDS - timedelta(days=50))
    Certificate.objects.create(**facts, issued_at=issued_at, replaces=certificate)
    assert [sweep(days) for days in (-49, -14)] == [0, 1]
    assert kinds() == ["two_months", "two_weeks"]


def test_one_that_cannot_be_written_holds_up_no_other_and_names_nobody(certificate, course, caplog):
    certificate.person.email = "not an address"
    certificate.person.save()
    certify(PersonFactory(email="other@example.org"), on=date(2024, 6, 15), course=course)
    assert sweep(-60) == 1
    assert caplog.messages == [f"No reminder of certificate {certificate.pk} can be made (ValidationError)"]
    assert RefresherReminder.objects.count() == 1


def test_the_scheduled_task_sends_what_is_due(person, course, time_machine):
    certify(person, on=date(2024, 6, 15), course=course)
    time_machine.move_to(at_noon(ENDS - timedelta(days=60)))
    assert remind_of_refreshers() == 1


@pytest.mark.parametrize("number", [1, 12])
def test_finding_out_that_nobody_is_due_asks_little(course, number, django_assert_num_queries):
    for _ in range(number):
        certify(PersonFactory(), on=date(2024, 6, 15), course=course)
    sweep(-60)
    with django_assert_num_queries(3):  # one for each kind
        assert sweep(-59) == 0


# --- What it says --------------------------------------------------------------------------------------------------


def dates(course, **facts):
    """A refresher of half an hour, and the course itself."""
    refresher = CourseFactory(
        title="Noticing harm: refresher", renews=course, duration_minutes=60, certificate_minutes=50
    )
    starts_at = timezone.now().replace(hour=10, minute=0, second=0, microsecond=0) + timedelta(days=20)
    venue = VenueFactory(name="Elm Hall", local_authority__name="Elmshire")
    return (
        SessionFactory(course=refresher, starts_at=starts_at, mode="online", venue=None, capacity=12, places_held=4),
        SessionFactory(course=course, starts_at=starts_at + timedelta(days=1), venue=venue, capacity=5, places_held=4),
    )


def upcoming(certificate, ends_in):
    """The reminder that a certificate gets which ends in so many days from today."""
    expire(certificate, timezone.localdate() + timedelta(days=ends_in))
    assert operations.remind_of_refreshers(at=at_noon(timezone.localdate())) == 1
    return Email.objects.get()


def test_the_reminder_before_names_the_refresher_first_then_the_course_with_places_left(certificate, course):
    short, whole = dates(course)
    email = upcoming(certificate, 60)
    ends = certificate.expires_on
    day = f"{ends:%A} {ends.day} {ends:%B %Y}"
    assert email.to == ["sam@example.org"]
    assert email.subject == f"Your certificate ends on {day}: Noticing harm"
    said = words(email)
    assert said.startswith("Your certificate ends soon ========================== Hello Sam Example,")
    assert f"Your certificate for Noticing harm is valid until {day}. You can renew it now." in said
    assert f"Certificate: {certificate.number} You attended on: Saturday 15 June 2024 Valid until: {day}" in said
    order = [
        "The shorter way: a refresher", "Noticing harm: refresher:", "Online. 8 places left",
        f"http://testserver/sessions/{short.pk}/", "Or the whole course again", "In person at Elm Hall, Elmshire",
        "1 place left", f"http://testserver/sessions/{whole.pk}/", "If you do nothing",
        f"From the day after {day}, whoever checks your certificate sees that it has expired.",
        "you can renew it later as well", "If the course is no longer part of your work, that is fine.",
        "Your certificates: http://testserver/certificates/",
        "You would like no reminders like this one? Switch them off",
    ]  # fmt: skip
    places = [said.find(part) for part in order]
    assert -1 not in places, order[places.index(-1)]
    assert places == sorted(places)
    assert email.html_message.count("<h1") == 1


def test_the_reminder_after_says_that_it_has_ended(certificate, course):
    dates(course)
    email = upcoming(certificate, -14)
    assert email.subject == "Your certificate has ended: Noticing harm"
    said = words(email)
    assert "You can still renew it." in said
    assert "Was valid until:" in said
    assert "Whoever checks your certificate sees that it has expired. It stays on your record" in said
    assert "valid until" not in said.replace("was valid until", "").replace("Was valid until", "")


@pytest.mark.parametrize("days", [-60, 14])
def test_whoever_came_again_is_told_that_the_evaluation_is_what_is_missing(certificate, course, days):
    dates(course)
    attended_and_not_evaluated(certificate)
    assert sweep(days) == 1
    email = Email.objects.get(subject="Answer the evaluation to renew your certificate: Noticing harm")
    said = words(email)
    assert "you attended A refresher on Friday 15 January 2027. You need not come once more." in said
    assert "Answer the evaluation: https://survey.example/evaluate" in said
    assert ("places left" in said, "Take the course" in said, "no date with places" in said) == (False,) * 3


def test_whoever_came_again_to_a_course_that_awards_nothing_by_now_is_promised_nothing(certificate, course):
    course.awards_certificate, course.certificate_waits_for_evaluation = False, True
    course.save()
    attend(certificate.person, on=date(2027, 1, 15), course=course)
    assert sweep(-60) == 1
    assert "You need not come once more" not in words(Email.objects.latest("pk"))


def test_without_a_refresher_the_course_is_named_alone(certificate, course):
    SessionFactory(course=course)
    said = words(upcoming(certificate, 14))
    assert "Take the course again" in said
    assert ("refresher" in said, "Or the whole course" in said) == (False, False)


def test_without_any_date_it_says_so(certificate, course):
    SessionFactory(course=course, capacity=1, places_held=1)
    said = words(upcoming(certificate, 14))
    assert "There is no date with places at the moment." in said
    assert "Take the course again" not in said


def test_what_is_kept_for_a_cohort_and_what_nobody_can_book_is_not_named(certificate, course):
    from tests.factories import SeriesFactory

    SessionFactory(course=course, series=SeriesFactory(course=course, is_closed=True))
    SessionFactory(course=CourseFactory(renews=course, is_active=False))
    SessionFactory(course=course, status="draft")
    ways = queries.ways_to_renew(course, at=timezone.now())
    assert (ways.refreshers, ways.course) == ([], [])


# --- Switching them off --------------------------------------------------------------------------------------------


def switch_link(email):
    return words(email).split("Switch them off <http://testserver")[1].split(">")[0]


def test_the_link_in_the_email_switches_them_off_with_one_button_and_on_again(client, certificate):
    link = switch_link(upcoming(certificate, 60))
    shown = client.get(link)
    assert "Send me no more reminders" in shown.text
    assert shown["X-Robots-Tag"] == "noindex, nofollow"
    assert RefresherOptOut.objects.count() == 0
    off = client.post(link, {"reminders": "off"}, follow=True)
    assert "We will send you no more of these reminders" in off.text
    expire(certificate, timezone.localdate() + timedelta(days=14))
    assert operations.remind_of_refreshers(at=at_noon(timezone.localdate())) == 0
    on = client.post(link, {"reminders": "on"}, follow=True)
    assert "We will remind you again" in on.text
    assert operations.remind_of_refreshers(at=at_noon(timezone.localdate())) == 1


@pytest.mark.parametrize("key", ["1", "1:x", "x:y", "0:", "99999999999999999999:aaaa"])
def test_a_link_that_is_not_ours_leads_nowhere(client, person, key):
    assert person_of_switch(key) is None
    assert client.get(reverse("training:reminders-switch", args=[key])).status_code == 404
    assert client.post(reverse("training:reminders-switch", args=[key]), {"reminders": "off"}).status_code == 404
    assert RefresherOptOut.objects.count() == 0


def test_the_link_of_somebody_who_is_gone_leads_nowhere(client, person):
    link = switch_path(person)
    person.delete()
    assert client.get(link).status_code == 404


def test_a_link_to_a_certificate_switches_nothing_off(client, certificate):
    from training.certificates.emails import DOWNLOAD

    key = DOWNLOAD.sign(str(certificate.person_id))
    assert client.post(reverse("training:reminders-switch", args=[key]), {"reminders": "off"}).status_code == 404


def test_switching_twice_is_logged_once_without_a_name(person):
    for _ in range(2):
        operations.switch_reminders(person=person, on=False, by=None, at=timezone.now())
    for _ in range(2):
        operations.switch_reminders(person=person, on=True, by=None, at=timezone.now())
    entries = ModelLogEntry.objects.filter(action__startswith="training.reminders").order_by("pk")
    assert [(entry.action, entry.label) for entry in entries] == [
        ("training.reminders.switch_off", f"Person {person.pk}"),
        ("training.reminders.switch_on", f"Person {person.pk}"),
    ]


def test_the_record_says_whether_reminders_are_sent(client, person):
    client.force_login(person)
    assert "We write to you two months before" in client.get("/cpd/").text
    operations.switch_reminders(person=person, on=False, by=person, at=timezone.now())
    assert "You asked us not to write to you" in client.get("/cpd/").text
    assert switch_path(person) in client.get("/cpd/").text


# --- Several sweeps at once ----------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_many_sweeps_at_once_send_each_reminder_once(rivals, course):
    people = [PersonFactory(email=f"due{n}@example.org") for n in range(6)]
    for person in people:
        expire(certify(person, on=date(2024, 6, 15), course=course), timezone.localdate() + timedelta(days=14))
    Email.objects.all().delete()
    assert rivals.race("remind_of_refreshers", 0, [person.pk for person in people] * 4) == {"swept": 24}
    assert sorted(address for email in Email.objects.all() for address in email.to) == [
        person.email for person in people
    ]
    assert kinds() == ["two_weeks"] * 6

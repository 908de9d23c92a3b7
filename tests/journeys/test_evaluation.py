"""Somebody who was at a course is thanked, says on a phone what they thought of it, and gets the certificate."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from post_office.models import Email

from cms.starter.surveys.evaluation import EVALUATION
from cms.starter.surveys.loading import words_of
from surveys.models import AnonymousResponse, HeldText, Mode, PairedResponse, Purpose
from surveys.questionnaires.operations import close_survey
from surveys.responses.views import steps
from tests.factories import BookingFactory, CourseFactory, PersonFactory, SessionFactory, launched_survey
from tests.letters import letters
from tests.visitors import link_in
from training.attendance.operations import mark, note_answered
from training.attendance.queries import evaluation_for
from training.bookings.operations import owe_timed_messages
from training.certificates.operations import issue
from training.certificates.queries import owed
from training.models import Attendance, Booking

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def survey(monkeypatch):
    monkeypatch.setattr(steps, "LONGEST_WAIT", 0)  # a browser that is driven answers faster than anybody reads
    words = {language: words_of("evaluation", language) for language in ("en", "pl")}
    facts = {"purpose": Purpose.EVALUATION, "slug": "how-was-the-course", "title": "How was the course?"}
    return launched_survey(questionnaire=EVALUATION, words=words, reviewer=PersonFactory(), languages=["pl"], **facts)


@pytest.fixture
def attendance(survey):
    """Of somebody who was at a session this afternoon, whose certificate waits for the evaluation."""
    course = CourseFactory(
        title="Trauma-informed practice", code="TIP-9", evaluation=survey, certificate_waits_for_evaluation=True
    )
    ended = timezone.localtime().replace(hour=13, minute=0, second=0, microsecond=0) - timedelta(days=1)
    session = SessionFactory(course=course, starts_at=ended - timedelta(hours=2), ends_at=ended)
    booking = BookingFactory(session=session, person=PersonFactory(name="Ama Example"), name="Ama Example")
    return mark(booking=booking, status="present", by=None, at=session.starts_at)


def press(page: Page, name: str) -> None:
    """Press a button that sends a form, and wait for the whole page that answers: what is counted there is there."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def choose(page: Page, question: str, option: str) -> None:
    page.get_by_role("group", name=question, exact=True).get_by_label(option, exact=True).check()


def test_whoever_was_there_says_what_they_thought_and_gets_the_certificate(attendance, phone, axe, fits):
    def go_on() -> None:
        axe(phone)
        fits(phone)
        press(phone, "Continue")

    ended = attendance.session.ends_at
    owe_timed_messages(at=ended + timedelta(hours=1))
    thanks: Email = letters(ended + timedelta(hours=1)).get(subject__startswith="Thank you for coming")
    phone.set_content(thanks.html_message)
    phone.get_by_role("link", name="Say what I thought of it").click()
    expect(phone.get_by_text("Trauma-informed practice")).to_be_visible()
    axe(phone)
    fits(phone)
    press(phone, "Begin")
    press(phone, "Continue")
    choose(phone, "Before the course", "A little")
    choose(phone, "Now", "A lot")
    go_on()
    choose(phone, "Now", "Quite sure")
    go_on()
    choose(phone, "Will you do anything in a different way because of the course?", "Yes, and I know what")
    go_on()
    choose(phone, "What would you like to do?", "Change how I speak with people")
    go_on()
    choose(phone, "It was useful to me", "I agree")
    go_on()
    phone.get_by_label("What will you remember?").fill("To ask what happened.")
    phone.get_by_label("You may show these words to others").check()
    go_on()
    axe(phone)
    press(phone, "Send my answers")
    expect(phone.get_by_role("heading", name="Thank you")).to_be_visible()
    certificate_comes_the_day_after(attendance)


def certificate_comes_the_day_after(attendance) -> None:
    """Nothing is noted as the answer comes; the next morning it is, with the day alone, and the certificate is due."""
    now = timezone.now()
    assert (Attendance.objects.get().evaluated_at, list(owed(now))) == (None, [])
    assert note_answered(at=now) == 1
    assert list(owed(now)) == [attendance]
    assert issue(attendance_id=attendance.pk, at=now).course_title == "Trauma-informed practice"
    [row], [text] = AnonymousResponse.objects.all(), HeldText.objects.all()
    assert (row.about, row.answers["knowledge"]) == ("TIP-9", {"before": "little", "now": "a_lot"})
    assert "remember" not in row.answers
    assert (text.about, text.text, text.may_be_quoted) == ("TIP-9", "To ask what happened.", True)


def test_the_link_of_somebody_who_has_answered_says_so_kindly(attendance, phone, axe):
    address = evaluation_for(attendance, timezone.now()).address
    for _ in range(2):  # whether it was answered is said on sending alone
        phone.goto(address)
        press(phone, "Begin")
        while phone.get_by_role("button", name="Continue", exact=True).count():
            press(phone, "Continue")
        press(phone, "Send my answers")
    expect(phone.get_by_role("heading", name="We have these answers already")).to_be_visible()
    axe(phone)
    assert AnonymousResponse.objects.count() == 1


# --- Before and after ----------------------------------------------------------------------------------------------


@pytest.fixture
def paired(monkeypatch):
    monkeypatch.setattr(steps, "LONGEST_WAIT", 0)
    facts = {"purpose": Purpose.EVALUATION, "mode": Mode.PAIRED, "slug": "before-and-after", "title": "Safety"}
    return launched_survey(reviewer=PersonFactory(), **facts)


@pytest.fixture
def coming(paired):
    """A session in two days, with a place left."""
    course = CourseFactory(title="Trauma-informed practice", code="TIP-9", evaluation=paired)
    at = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0) + timedelta(days=2)
    return SessionFactory(course=course, starts_at=at, ends_at=at + timedelta(hours=2))


def answer_with(page: Page, code: str, hope: str, axe, fits) -> None:
    """From the first page to the thanks, with one answer chosen."""
    axe(page)
    fits(page)
    page.get_by_label("Your own code").fill(code)
    press(page, "Begin")
    while page.get_by_role("button", name="Continue", exact=True).count():
        if page.get_by_role("group", name="How hopeful are you?", exact=True).count():
            choose(page, "How hopeful are you?", hope)
        press(page, "Continue")
    press(page, "Send my answers")
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()


def book_by_link(phone: Page, session, axe, fits) -> None:
    """A place that is held for somebody is confirmed by them, by the link that they were sent."""
    ama = PersonFactory(name="Ama Example")
    until = timezone.now() + timedelta(hours=1)
    booking = BookingFactory(
        session=session, person=ama, name=ama.name, status="unconfirmed", confirmed_at=None, hold_ends_at=until
    )
    phone.goto(f"/bookings/{booking.key}/confirm/")
    press(phone, "Confirm my place")
    expect(phone.get_by_role("heading", name="A few questions first, if you like")).to_be_visible()
    axe(phone)
    fits(phone)


def test_who_books_is_asked_before_and_after_and_the_two_are_joined_when_it_closes(paired, coming, phone, axe, fits):
    book_by_link(phone, coming, axe, fits)
    before = letters().get(subject__startswith="Your place is confirmed")
    phone.goto(link_in(before, "Answer before the course"))
    expect(phone.get_by_text("Before the course", exact=True)).to_be_visible()
    first = phone.url
    answer_with(phone, "LE07ST", "2", axe, fits)
    coming.ends_at = timezone.localtime().replace(hour=13, minute=0, second=0, microsecond=0) - timedelta(days=1)
    coming.starts_at = coming.ends_at - timedelta(hours=2)
    coming.save()
    phone.goto(first)
    expect(phone.get_by_role("heading", name="This link was for before the course")).to_be_visible()
    axe(phone)
    attendance = mark(booking=Booking.objects.get(), status="present", by=None, at=coming.starts_at)
    owe_timed_messages(at=coming.ends_at + timedelta(hours=1))
    thanks = letters(coming.ends_at + timedelta(hours=1)).get(subject__startswith="Thank you for coming")
    phone.goto(link_in(thanks, "Say what I thought of it"))
    expect(phone.get_by_text("After the course", exact=True)).to_be_visible()
    answer_with(phone, "le 07 st", "4", axe, fits)
    the_pair_is_joined(paired, attendance)


def the_pair_is_joined(survey, attendance) -> None:
    """Of the two sets of answers, once the survey has closed; and attendance knows of one."""
    assert note_answered(at=timezone.now()) == 1
    close_survey(survey=survey, by=None, at=timezone.now())
    after, before = PairedResponse.objects.order_by("wave")
    assert (before.wave, before.answers["hope"], after.wave, after.answers["hope"]) == ("before", "2", "after", "4")
    assert (before.pair == after.pair is not None, before.token, after.token) == (True, "", "")
    assert Attendance.objects.get(evaluated_at__isnull=False) == attendance

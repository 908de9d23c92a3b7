"""What is asked before a course where answers before and after are paired: of whom, until when, and what is known."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from surveys.models import Mode, PairedResponse, Purpose, Spent, Survey
from surveys.questionnaires.operations import close_survey, make_more_private
from surveys.responses.operations import AlreadySent
from surveys.responses.queries.occasions import find_about
from surveys.responses.queries.papers import unseal
from tests.factories import BookingFactory, PersonFactory, SessionFactory, launched_survey
from tests.letters import letters
from tests.training.evaluating import answer, answer_by, evaluating_survey, noted
from training.attendance.operations import mark, note_answered
from training.attendance.queries.evaluations import evaluation_for, questions_before
from training.attendance.queries.occasions import occasion_before, occasion_of
from training.bookings.emails import preview
from training.bookings.operations import make_emails, owe_timed_messages
from training.bookings.operations.telling import owe
from training.bookings.queries.samples import sample_booking
from training.models import Attendance, Booking, BookingStatus, NoticeKind, SessionStatus

pytestmark = pytest.mark.django_db
OWN = {"own_code": "LE07ST"}
ASKED = "A few questions first, if you like"
TOO_LATE = "This link was for before the course"


@pytest.fixture
def survey():
    return evaluating_survey(mode=Mode.PAIRED)


@pytest.fixture
def coming(course):
    """A session of the course in three days, at noon."""
    at = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0) + timedelta(days=3)
    return SessionFactory(course=course, starts_at=at, ends_at=at + timedelta(hours=2), capacity=60)


@pytest.fixture
def booking(coming):
    return BookingFactory(session=coming, person=PersonFactory(name="Ama"), name="Ama")


def begins(session):
    """Let the session have begun a minute ago."""
    now = timezone.now()
    session.starts_at, session.ends_at = now - timedelta(minutes=1), now + timedelta(hours=2)
    session.save()


def ends(session):
    """Let it be over since an hour."""
    now = timezone.now()
    session.starts_at, session.ends_at = now - timedelta(hours=3), now - timedelta(hours=1)
    session.save()


def link_before(booking):
    return reverse("surveys:response-create-for", args=["how-was-it", occasion_before(booking)])


def page_of(client, booking):
    return client.get(reverse("training:booking-detail", args=[booking.key])).text


# --- Of whom, and until when ---------------------------------------------------------------------------------------


def test_the_page_of_a_booking_asks_kindly_until_the_session_begins(client, booking, coming):
    said = page_of(client, booking)
    assert (ASKED in said, link_before(booking) in said) == (True, True)
    assert "your place does not depend on it" in said
    begins(coming)
    assert (ASKED in page_of(client, booking), link_before(booking) in page_of(client, booking)) == (False, False)


@pytest.mark.parametrize("status", [status for status in BookingStatus if status != BookingStatus.CONFIRMED])
def test_who_has_no_confirmed_place_is_not_asked(client, booking, survey, status):
    booking.status, booking.hold_ends_at = status, timezone.now() + timedelta(hours=1)
    booking.save()
    assert (ASKED in page_of(client, booking), questions_before(booking, timezone.now())) == (False, None)
    assert find_about(survey, occasion_before(booking)).is_over


@pytest.mark.parametrize("mode", [mode for mode in Mode if mode != Mode.PAIRED])
def test_only_where_answers_are_paired_is_anything_asked_before(booking, course, mode):
    course.evaluation = launched_survey(purpose=Purpose.EVALUATION, mode=mode)
    course.save()
    assert questions_before(booking, timezone.now()) is None
    assert find_about(course.evaluation, occasion_before(booking)).is_over


def test_nothing_is_asked_before_once_the_questionnaire_is_closed_or_the_session_cancelled(booking, survey):
    now = timezone.now()
    booking.session.status = SessionStatus.CANCELLED
    assert questions_before(booking, now) is None
    booking.session.status = SessionStatus.SCHEDULED
    assert questions_before(booking, now)
    close_survey(survey=survey, by=None, at=now)
    booking.session.course.evaluation.refresh_from_db()
    assert questions_before(booking, now) is None


def told(kind, booking):
    """The letter of a kind about a booking, as plain text."""
    at = timezone.now()
    owe(booking, kind, at=at)
    make_emails(at=at)
    return letters(at).get(to=booking.email).message


@pytest.mark.parametrize(
    ("kind", "asks"), [(NoticeKind.CONFIRMED, True), (NoticeKind.MOVED, False), (NoticeKind.CONFIRM, False)]
)
def test_the_confirmation_asks_and_other_letters_do_not(booking, kind, asks):
    said = told(kind, booking)
    assert (ASKED in said, link_before(booking) in said) == (asks, asks)


def test_of_the_reminders_the_last_one_asks(booking, coming):
    booking.confirmed_at = coming.starts_at - timedelta(days=20)
    booking.save()
    asks = {}
    for days in (7, 2):
        at = coming.starts_at - timedelta(days=days)
        owe_timed_messages(at=at)
        letter = letters(at).filter(to=booking.email).order_by("-pk")[0]
        asks[days] = link_before(booking) in letter.message
    assert asks == {7: False, 2: True}


def test_the_thanks_ask_for_the_same_code(booking, coming):
    at = timezone.localtime().replace(hour=14)
    coming.starts_at, coming.ends_at = at - timedelta(hours=3), at - timedelta(hours=1)
    coming.save()
    mark(booking=booking, status="present", by=None, at=coming.starts_at)
    owe_timed_messages(at=at)
    said = letters(at).get(subject__startswith="Thank you for coming").message
    assert "If you answered before the course, please use the same code of your own." in said


def test_staff_see_how_the_confirmation_asks(coming):
    booking = sample_booking(NoticeKind.CONFIRMED, coming, at=timezone.now())
    letter = preview(NoticeKind.CONFIRMED, booking, words=None, at=timezone.now())
    assert ASKED in letter.html
    assert f'{reverse("surveys:survey-detail", args=["how-was-it"])}"' in letter.html


# --- Before and after are never exchanged --------------------------------------------------------------------------


def begin(client, occasion, **sent):
    address = reverse("surveys:response-create", args=["how-was-it"])
    return client.post(address, {"action": "begin", "occasion": occasion, **OWN, **sent})


def paper_in(answer):
    return unseal(BeautifulSoup(answer.content, "html.parser").select_one("input[name=paper]")["value"])


def test_the_link_says_whether_it_is_before_or_after_and_nothing_sent_changes_that(client, booking, coming):
    before = occasion_before(booking)
    assert 'name="wave"' not in client.get(link_before(booking)).text
    assert "<strong>Before the course</strong>" in client.get(link_before(booking)).text
    assert paper_in(begin(client, before, wave="after")).wave == "before"
    ends(coming)
    after = occasion_of(mark(booking=booking, status="present", by=None, at=coming.starts_at))
    assert paper_in(begin(client, after, wave="before")).wave == "after"


def test_the_occasions_of_one_number_before_and_after_are_two(survey):
    before, after = occasion_before(Booking(pk=7)), occasion_of(Attendance(pk=7))
    assert (before != after, len(before), len(after)) == (True, 32, 32)


@pytest.mark.parametrize("language", ["en", "ur"])
def test_the_link_for_before_says_plainly_that_it_is_too_late(client, booking, coming, language):
    begins(coming)
    answer = client.get(f"{link_before(booking)}?language={language}")
    assert (answer.status_code, TOO_LATE in answer.text) == (410, language == "en")
    assert "with your booking" in answer.text or language == "ur"
    assert begin(client, occasion_before(booking)).status_code == 410


def test_a_page_that_was_saved_before_is_not_taken_up_after_the_session_has_begun(client, booking, coming):
    page = begin(client, occasion_before(booking))
    sealed = BeautifulSoup(page.content, "html.parser").select_one("input[name=paper]")["value"]
    answering = reverse("surveys:response-create", args=["how-was-it"])
    saved = client.post(answering, {"action": "save", "paper": sealed})
    code = BeautifulSoup(saved.content, "html.parser").select_one(".survey-saved__code").get_text(strip=True)
    take_up = reverse("surveys:paper-take-up", args=["how-was-it"])
    assert client.post(take_up, {"code": code}).status_code == 200
    begins(coming)
    refused = client.post(take_up, {"code": code})
    assert (refused.status_code, TOO_LATE in refused.text) == (410, True)


def test_an_occasion_for_before_of_another_survey_or_of_nobody_opens_nothing(client, booking, survey):
    other = Survey.objects.create(title="Other", slug="other", mode=Mode.PAIRED)
    assert find_about(other, occasion_before(booking)) is None
    forged = link_before(booking).replace(occasion_before(booking), "A" * 32)
    assert client.get(forged).status_code == 404


# --- What is known of it -------------------------------------------------------------------------------------------


def test_each_is_answered_once_and_only_afterwards_counts_as_answered(booking, coming, survey):
    answer_by(survey, occasion_before(booking), **OWN)
    with pytest.raises(AlreadySent):
        answer_by(survey, occasion_before(booking), **OWN)
    ends(coming)
    attendance = mark(booking=booking, status="present", by=None, at=coming.starts_at)
    assert (note_answered(at=timezone.now()), noted()) == (0, [])
    assert evaluation_for(attendance, timezone.now())
    answer(survey, attendance, **OWN)
    assert (note_answered(at=timezone.now()), noted()) == (1, [attendance])
    with pytest.raises(AlreadySent):
        answer(survey, attendance, **OWN)
    assert Spent.objects.filter(survey=survey).count() == 4  # two pages, and one of either occasion


def test_closing_notes_nobody_who_has_answered_before_alone_and_joins_who_has_answered_twice(booking, coming, survey):
    bea = BookingFactory(session=coming, person=PersonFactory(name="Bea"), name="Bea")
    answer_by(survey, occasion_before(booking), own_code="LE07ST")
    answer_by(survey, occasion_before(bea), own_code="BI21PA")
    ends(coming)
    came = [mark(booking=each, status="present", by=None, at=coming.starts_at) for each in (booking, bea)]
    answer(survey, came[0], own_code="le07-st")
    close_survey(survey=survey, by=None, at=timezone.now())
    assert noted() == [came[0]]
    rows = PairedResponse.objects.order_by("wave")
    assert [(each.wave, each.about, each.token) for each in rows] == [
        ("after", "TIP-9", ""), ("before", "TIP-9", ""), ("before", "TIP-9", ""),
    ]  # fmt: skip
    assert len({each.pair for each in rows if each.pair}) == 1
    assert [each.wave for each in rows if each.pair is None] == ["before"]


def test_no_table_of_bookings_changes_as_somebody_answers_before(booking, survey, coming):
    def held():
        models = apps.get_app_config("training").get_models()
        return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}

    was = held()
    answer_by(survey, occasion_before(booking), **OWN)
    note_answered(at=timezone.now())
    assert held() == was
    markers = {occasion_before(booking), booking.key, booking.email}
    rows = [str(row) for model in apps.get_app_config("surveys").get_models() for row in model.objects.values()]
    assert [(marker, row) for marker in markers for row in rows if marker in row] == []


def test_whether_it_was_answered_shows_nowhere(client, booking, survey):
    was = page_of(client, booking), client.get(link_before(booking)).text
    answer_by(survey, occasion_before(booking), **OWN)
    assert (page_of(client, booking), client.get(link_before(booking)).text) == was


def test_a_survey_that_becomes_more_private_asks_nothing_before_any_more(client, booking, survey):
    make_more_private(survey=survey, mode=Mode.ANONYMOUS, by=None, at=timezone.now())
    assert TOO_LATE in client.get(link_before(booking)).text
    assert ASKED not in page_of(client, booking)

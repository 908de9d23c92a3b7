"""Codes scanned at the door: who is let in, as what, and what becomes of the others."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry

from people.accounts.policies import StaffRole
from tests.factories import BookingFactory, PersonFactory, SeriesFactory, SessionFactory, staff_member
from tests.sign_in import sign_in as let_in
from training.attendance.operations import (
    RegisterClosed,
    SessionCalledOff,
    SessionEnded,
    TooSoon,
    close_register,
    mark,
    scan,
)
from training.attendance.queries.arriving import code_in
from training.models import Attendance, Booking, BookingStatus, Claim, FailedScan, ScanAnswer, SessionStatus

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def booking(session):
    return BookingFactory(session=session, person__name="Ama Example")


@pytest.fixture
def door(client, facilitator, time_machine, noon):
    """The facilitator's browser, five minutes before the start."""
    time_machine.move_to(noon - 5 * MINUTE, tick=False)
    return let_in(client, facilitator)


def address(session):
    return reverse("training:session-scan", args=[session.pk])


def send(client, session, code, **facts):
    sent = {"code": code, "uid": str(uuid4()), **facts}
    return client.post(address(session), json.dumps(sent), content_type="application/json")


def claims():
    return list(Claim.objects.values_list("source", "status", "minutes"))


# --- Who is let in -------------------------------------------------------------------------------------------------


def test_a_code_checks_its_person_in_and_a_second_scan_says_since_when(session, booking, facilitator, noon):
    facts = {"session": session, "code": booking.check_in_code, "by": facilitator}
    first = scan(**facts, uid=uuid4(), at=noon)
    again = scan(**facts, uid=uuid4(), at=noon + 3 * MINUTE)
    assert (first.answer, first.booking, first.arrived_at, first.minutes) == ("welcome", booking, noon, None)
    assert (again.answer, again.booking, again.arrived_at) == ("already", booking, noon)
    assert claims() == [("scan", "present", 120)]
    assert Claim.objects.get().made_by == facilitator
    assert ModelLogEntry.objects.get(action="training.attendance.mark").user == facilitator


@pytest.mark.parametrize(
    ("after", "status", "minutes", "left"),
    [
        (timedelta(minutes=-30), "present", 120, None),
        (timedelta(minutes=10), "present", 120, None),
        (timedelta(minutes=10, seconds=1), "late", 109, 109),
        (timedelta(minutes=45), "late", 75, 75),
        (timedelta(minutes=119, seconds=59), "late", 1, 1),
    ],
)
def test_from_ten_minutes_after_the_start_somebody_is_late_with_what_remains(
    session, booking, noon, after, status, minutes, left
):
    scanned = scan(session=session, code=booking.check_in_code, uid=uuid4(), by=None, at=noon + after)
    assert (scanned.answer, scanned.minutes) == ("welcome", left)
    assert claims() == [("scan", status, minutes)]


def test_whoever_was_marked_in_the_register_is_here_already(session, booking, noon):
    mark(booking=booking, status="present", by=None, at=noon - 2 * MINUTE)
    scanned = scan(session=session, code=booking.check_in_code, uid=uuid4(), by=None, at=noon)
    assert (scanned.answer, scanned.arrived_at) == ("already", noon - 2 * MINUTE)


def test_whoever_was_marked_absent_and_comes_after_all_is_welcome(session, booking, noon):
    mark(booking=booking, status="absent", by=None, at=noon + MINUTE)
    scanned = scan(session=session, code=booking.check_in_code, uid=uuid4(), by=None, at=noon + 20 * MINUTE)
    assert (scanned.answer, scanned.minutes) == ("welcome", 100)
    assert Attendance.objects.get().status == "late"


@pytest.mark.parametrize(
    ("typed", "is_ours"),
    [
        ("K7M2-9QXT", True),
        ("k7m29qxt", True),
        (" k7m2 9qxt ", True),
        ("http://testserver/check-in/K7M2-9QXT/", True),
        ("HTTPS://ELSEWHERE.EXAMPLE/CHECK-IN/k7m29qxt?x=1", True),
        ("https://example.org/", False),
        ("http://testserver/check-in/K7M2/", False),
        ("K7M2-9QXU", False),
        ("", False),
        ("K7M2-9QXT-4HPW", False),
    ],
)
def test_a_code_is_found_alone_or_in_our_address_however_it_was_typed(typed, is_ours):
    assert code_in(typed) == ("K7M2-9QXT" if is_ours else "")


# --- Who is not ----------------------------------------------------------------------------------------------------

NOT_CONFIRMED = {
    BookingStatus.WAITING: "Ama Example is on the waiting list.",
    BookingStatus.OFFERED: "Ama Example was offered a place and has not accepted it.",
    BookingStatus.UNCONFIRMED: "Ama Example has not confirmed the booking.",
    BookingStatus.AWAITING_APPROVAL: "Ama Example waits for a line manager to agree.",
    BookingStatus.LAPSED: "Ama Example did not confirm in time, so the place was released.",
}


@pytest.mark.parametrize("status", [each for each in BookingStatus if each != BookingStatus.CONFIRMED])
def test_a_booking_that_is_not_confirmed_lets_nobody_in_and_says_why(door, session, booking, noon, status):
    Booking.objects.update(status=status, hold_ends_at=noon)
    answer = send(door, session, booking.check_in_code)
    kind = "cancelled" if status == BookingStatus.CANCELLED else "not_confirmed"
    said = NOT_CONFIRMED.get(status, "The booking of Ama Example was cancelled.")
    assert (answer.status_code, answer.json()["answer"], answer.json()["text"]) == (200, kind, said)
    failed = FailedScan.objects.get()
    assert (failed.kind, failed.code, failed.session) == (kind, booking.check_in_code, session)
    assert not Attendance.objects.exists()


@pytest.mark.parametrize(("typed", "kept"), [("0000-0000", "0000-0000"), ("https://private.example/of/mine", "")])
def test_an_unknown_code_is_kept_only_where_it_could_be_ours(door, session, facilitator, typed, kept):
    answer = send(door, session, typed).json()
    assert (answer["answer"], answer["title"], answer["failed"]) == ("unknown", "Unknown code", 1)
    failed = FailedScan.objects.get()
    assert (failed.kind, failed.code, failed.made_by) == ("unknown", kept, facilitator)
    entry = ModelLogEntry.objects.get(action="training.scan.fail")
    assert (entry.user, entry.data) == (facilitator, {"kind": "unknown"})


OPEN = "This code is for Knife crime, Tuesday 10 March 2026, 3pm."
THEIRS = "The code of Ben Elsewhere is for Knife crime, Tuesday 10 March 2026, 3pm."
HIDDEN = "This code is for another session."


@pytest.mark.parametrize(
    ("facts", "marks_it", "said"),
    [
        ({}, False, OPEN),
        ({}, True, THEIRS),
        ({"series__is_closed": True}, False, HIDDEN),
        ({"series__is_closed": True}, True, THEIRS),
        ({"status": SessionStatus.DRAFT}, False, HIDDEN),
    ],
)
def test_of_another_sessions_code_only_as_much_is_said_as_the_facilitator_may_see(
    door, session, facilitator, noon, facts, marks_it, said
):
    if facts.get("series__is_closed"):
        facts = {"series": SeriesFactory(is_closed=True)}
    other = SessionFactory(starts_at=noon + timedelta(hours=3), course__title="Knife crime", **facts)
    if marks_it:
        other.facilitators.add(facilitator)
    answer = send(door, session, BookingFactory(session=other, person__name="Ben Elsewhere").check_in_code)
    assert (answer.json()["answer"], answer.json()["title"], answer.json()["text"]) == (
        "wrong_session", "Wrong session", said,
    )  # fmt: skip
    assert ("Ben" in answer.text) == marks_it


def test_before_the_doors_open_after_the_end_and_when_it_is_called_off_nothing_is_scanned(session, booking, noon):
    facts = {"session": session, "code": booking.check_in_code, "uid": uuid4(), "by": None}
    with pytest.raises(TooSoon):
        scan(**facts, at=noon - 31 * MINUTE)
    with pytest.raises(SessionEnded):
        scan(**facts, at=session.ends_at)
    session.status = SessionStatus.CANCELLED
    with pytest.raises(SessionCalledOff):
        scan(**facts, at=noon)
    assert (Claim.objects.count(), FailedScan.objects.count()) == (0, 0)


# --- Sent twice ----------------------------------------------------------------------------------------------------


def test_a_scan_that_is_sent_again_has_the_answer_of_the_first_time(session, booking, noon):
    facts = {"session": session, "code": booking.check_in_code, "uid": uuid4(), "by": None}
    first = scan(**facts, at=noon)
    again = scan(**facts, at=noon + 30 * MINUTE)
    assert first == again
    booking.status = BookingStatus.CANCELLED
    booking.save()
    assert scan(**facts, at=noon + 31 * MINUTE).answer == "welcome"
    assert (Claim.objects.count(), FailedScan.objects.count()) == (1, 0)


def test_a_failed_scan_that_is_sent_again_fails_as_the_first_time_and_is_kept_once(session, booking, noon):
    Booking.objects.update(status=BookingStatus.WAITING)
    facts = {"session": session, "code": booking.check_in_code, "uid": uuid4(), "by": None}
    assert scan(**facts, at=noon).answer == "not_confirmed"
    Booking.objects.update(status=BookingStatus.CONFIRMED)
    assert scan(**facts, at=noon).answer == "not_confirmed"
    assert scan(**{**facts, "uid": uuid4()}, at=noon).answer == "welcome"
    assert FailedScan.objects.count() == ModelLogEntry.objects.filter(action="training.scan.fail").count() == 1


def test_a_scan_that_waited_on_the_device_counts_from_when_it_was_made_by_whatever_clock(door, session, booking, noon):
    wrong = noon + timedelta(days=3)
    times = {"device_at": wrong.isoformat(), "sent_at": (wrong + 3 * MINUTE).isoformat()}
    assert send(door, session, booking.check_in_code, **times).json()["text"] == "Checked in at 11:52am."
    claim = Claim.objects.get()
    assert (claim.made_at, claim.device_at, claim.received_at) == (noon - 8 * MINUTE, wrong, noon - 5 * MINUTE)


@pytest.mark.parametrize("clock", ["9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59", "yesterday", "null"])
def test_a_clock_that_cannot_be_right_is_left_out(door, session, booking, noon, clock):
    assert send(door, session, booking.check_in_code, device_at=clock, sent_at=clock).json()["answer"] == "welcome"
    assert Claim.objects.get().device_at == noon - 5 * MINUTE


# --- As a page -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("roles", "is_theirs", "expected"),
    [
        ((StaffRole.FACILITATOR,), True, 200),
        ((StaffRole.FACILITATOR,), False, 403),
        ((StaffRole.PROGRAMME_MANAGER,), False, 200),
        ((StaffRole.EDITOR, StaffRole.ANALYST), True, 403),
        ((), True, 403),
    ],
)
def test_those_who_mark_the_register_scan(client, session, booking, time_machine, noon, roles, is_theirs, expected):
    time_machine.move_to(noon, tick=False)
    viewer = staff_member(*roles) if roles else PersonFactory()
    if is_theirs:
        session.facilitators.add(viewer)
    let_in(client, viewer)
    assert client.get(address(session)).status_code == expected
    assert send(client, session, booking.check_in_code).status_code == expected
    assert Attendance.objects.count() == (expected == 200)


def test_a_stranger_is_asked_to_sign_in(client, session, booking):
    assert client.get(address(session)).url.startswith("/account/login/?next=")
    assert send(client, session, booking.check_in_code).status_code == 302
    assert not Attendance.objects.exists()


def test_the_form_answers_without_a_script_and_the_same_when_it_is_sent_twice(door, session, booking):
    soup = BeautifulSoup(door.get(address(session)).content, "html.parser")
    sent = {"code": "k7m2", "uid": soup.select_one("[name=uid]")["value"]}
    sent["code"] = booking.check_in_code.lower()
    for _ in range(2):
        page = BeautifulSoup(door.post(address(session), sent).content, "html.parser")
        assert page.select_one("[data-scan-title]").get_text() == "Welcome, Ama Example"
        assert "scan-result--welcome" in page.select_one("#scan-result")["class"]
        undo = page.select_one("[data-scan-way]")
        assert undo["href"] == f"/sessions/{session.pk}/register/#person-{booking.pk}"
        assert page.select_one("[name=uid]")["value"] != sent["uid"]
    assert claims() == [("scan", "present", 120)]


@pytest.mark.parametrize(
    "sent", ["[]", "null", '"x"', "{", '{"code": "K7M2-9QXT"}', '{"code": [1], "uid": ["x"]}', '{"uid": {"a": 1}}']
)
def test_what_is_no_scan_is_refused_and_nothing_kept(door, session, sent):
    answer = door.post(address(session), sent, content_type="application/json")
    assert (answer.status_code, answer.json()["answer"]) == (400, "refused")
    assert not FailedScan.objects.exists()


@pytest.mark.parametrize("when", ["0001-01-01T00:00:00+05:00", "9999-12-31T23:59:59-05:00", "0001-01-01T00:00:00"])
def test_a_clock_that_nobody_has_and_half_a_letter_keep_no_scan_from_being_answered(door, session, when):
    scan = {"code": "K7M2 \ud800", "uid": str(uuid4()), "device_at": when, "sent_at": when}
    answer = door.post(address(session), json.dumps(scan), content_type="application/json")
    assert (answer.status_code, answer.json()["answer"]) == (200, "unknown")


def test_too_early_the_page_says_when_and_a_scan_is_refused(door, session, booking, time_machine, noon):
    time_machine.move_to(noon - timedelta(hours=1), tick=False)
    assert "The register opens 30 minutes before" in door.get(address(session)).text
    answer = send(door, session, booking.check_in_code)
    assert (answer.status_code, answer.json()["text"]) == (
        409, "The register opens 30 minutes before the session starts.",
    )  # fmt: skip


def test_only_the_page_that_scans_may_ask_for_the_camera(door, session):
    assert door.get(address(session))["Permissions-Policy"].startswith("camera=(self), ")
    assert door.get("/check-in/")["Permissions-Policy"].startswith("camera=(), ")


def test_failed_scans_are_counted_on_the_page(door, session):
    send(door, session, "0000-0000")
    send(door, session, "no code at all")
    soup = BeautifulSoup(door.get(address(session)).content, "html.parser")
    assert soup.select_one("[data-scan-failed]").get_text() == "2"


def test_staff_see_how_often_and_why_a_session_kept_people_waiting(client, sign_in, session, facilitator, noon):
    facts = {"session": session, "by": facilitator}
    for minute, code in enumerate(("no code at all", "0000-0001", BookingFactory().check_in_code)):
        scan(**facts, code=code, uid=uuid4(), at=noon + minute * MINUTE)
    sign_in(StaffRole.PROGRAMME_MANAGER)
    screen = client.get(failed_scans_of(session))
    assert "3 scans checked nobody in: code of another session 1, unknown code 2." in screen.text
    rows = BeautifulSoup(screen.content, "html.parser").select("tbody tr")
    assert [[cell.get_text() for cell in row.select("td")] for row in rows] == [
        ["Tuesday 10 March 2026, 12:02pm", "Code of another session", FailedScan.objects.last().code, str(facilitator)],
        ["Tuesday 10 March 2026, 12:01pm", "Unknown code", "0000-0001", str(facilitator)],
        ["Tuesday 10 March 2026, midday", "Unknown code", "Not one of ours", str(facilitator)],
    ]
    assert failed_scans_of(session) in client.get(reverse("training_session_bookings", args=[session.pk])).text


def failed_scans_of(session):
    return reverse("training_session_failed_scans", args=[session.pk])


def test_staff_without_a_part_in_a_session_do_not_see_its_failed_scans(client, sign_in, session):
    sign_in(StaffRole.EDITOR)
    assert client.get(failed_scans_of(session)).url == "/admin/"


# --- What a code opens ---------------------------------------------------------------------------------------------


def test_a_strangers_camera_is_told_nothing_not_even_whether_there_is_such_a_booking(client, booking):
    pages = []
    for code in (booking.check_in_code, "0000-0000"):
        answer = client.get(reverse("training:door-code", args=[code]))
        soup = BeautifulSoup(answer.content, "html.parser")
        assert soup.select_one("h1").get_text() == "Show this at the door"
        assert (answer["X-Robots-Tag"], "no-store" in answer["Cache-Control"]) == ("noindex", True)
        soup.select_one(".door-code").decompose()
        pages.append(soup.select_one("main").get_text())
    assert pages[0] == pages[1]
    assert "Ama" not in pages[0]


@pytest.mark.parametrize("code", ["nothing-at-all", "K7M2", "K7M2-9QXU"])
def test_what_is_no_code_opens_nothing(client, wagtail_site, code):
    assert client.get(f"/check-in/{code}/").status_code == 404


def test_whoever_marks_that_register_is_led_to_it_and_opening_it_checks_nobody_in(door, session, booking):
    answer = door.get(reverse("training:door-code", args=[booking.check_in_code.lower()]))
    assert answer.url == f"{address(session)}?code={booking.check_in_code}"
    page = BeautifulSoup(door.get(answer.url).content, "html.parser")
    assert page.select_one("#id_code")["value"] == booking.check_in_code
    assert not Attendance.objects.exists()


def test_a_facilitator_of_another_session_sees_what_strangers_see(client, booking):
    let_in(client, staff_member(StaffRole.FACILITATOR))
    page = client.get(reverse("training:door-code", args=[booking.check_in_code]))
    assert (page.status_code, "Ama Example" in page.text) == (200, False)


# --- Queries -------------------------------------------------------------------------------------------------------

VIEWER, SESSION, MAY_MARK = 2, 1, 2
BOOKING, LOCK, CLOSED, STANDS, KNOWN, WRITTEN, LOG = 1, 1, 1, 1, 1, 2, 3
SAVEPOINTS = 2
A_WELCOME = VIEWER + SESSION + MAY_MARK + BOOKING + LOCK + CLOSED + STANDS + KNOWN + WRITTEN + LOG


@pytest.mark.parametrize("others", [1, 30])
def test_a_welcome_asks_the_database_as_little_with_thirty_expected_as_with_one(door, session, others):
    bookings = BookingFactory.create_batch(others + 1, session=session)
    send(door, session, bookings[0].check_in_code)  # what is kept from then on
    with CaptureQueriesContext(connection) as asked:
        assert send(door, session, bookings[-1].check_in_code).json()["answer"] == ScanAnswer.WELCOME
    assert len(asked) == A_WELCOME + SAVEPOINTS


def test_the_session_that_a_code_is_for_is_asked_for_at_once_with_its_course_and_series(door, session):
    other = BookingFactory(session__series=SeriesFactory())
    with CaptureQueriesContext(connection) as asked:
        assert other.session.course.title in send(door, session, other.check_in_code).json()["text"]
    tables = ("training_session", "training_course", "training_series")
    reads = [each["sql"] for each in asked if any(f'FROM "{table}" ' in each["sql"] for table in tables)]
    assert len(reads) == SESSION + 1


def test_a_closed_register_says_so_and_keeps_no_failed_scan(session, booking, facilitator, noon):
    close_register(session=session, by=facilitator, at=noon, despite_unmarked=True)
    with pytest.raises(RegisterClosed):
        scan(session=session, code=booking.check_in_code, uid=uuid4(), by=facilitator, at=noon + MINUTE)
    assert FailedScan.objects.count() == 0

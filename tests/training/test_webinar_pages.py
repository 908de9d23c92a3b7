"""A webinar's log as pages: chosen, looked at, agreed to."""

import logging
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from people.accounts.policies import StaffRole
from tests.factories import BookingFactory, PersonFactory, SessionFactory, VenueFactory, staff_member
from tests.sign_in import sign_in
from tests.training.webinar_samples import layouts
from tests.training.webinars import ATTENDED, session_of_samples, standing
from training.attendance.operations import mark
from training.models import Attendance, Booking, Claim, Recognition, SessionStatus, WebinarImport

pytestmark = pytest.mark.django_db


@pytest.fixture
def facilitator():
    return staff_member(StaffRole.FACILITATOR, name="Fay Facilitator", email="fay@partnership.example.org")


@pytest.fixture
def session(noon, facilitator):
    return session_of_samples(noon, facilitator)


@pytest.fixture
def browser(client, facilitator, session, time_machine):
    """The facilitator's browser, an hour after the webinar."""
    time_machine.move_to(session.ends_at + timedelta(hours=1), tick=False)
    return sign_in(client, facilitator)


def address(session):
    return reverse("training:webinar-log-import", args=[session.pk])


def choose(browser, session, content=None, name="report.csv"):
    content = layouts.teams_sections() if content is None else content
    return browser.post(address(session), {"report": SimpleUploadedFile(name, content)})


def soup_of(answer):
    return BeautifulSoup(answer.content, "html.parser")


def fields(answer):
    """What the preview's form would send, its buttons left out."""
    soup = soup_of(answer)
    sent = {"note": soup.select_one("[name=note]")["value"]}
    for select in soup.select("select"):
        chosen = select.select_one("option[selected]")
        sent[select["name"]] = chosen["value"] if chosen else select.select_one("option")["value"]
    return sent


def who(answer, name):
    """The name of the field that asks who somebody in the log is."""
    [label] = [label for label in soup_of(answer).select("label") if label.get_text(strip=True) == name]
    return label["for"].removeprefix("id_")


def with_kath(answer):
    return fields(answer) | {who(answer, "Kath Lee"): Booking.objects.get(name="Katherine Lee").pk}


def rows(answer, heading):
    """The names below a heading of the preview."""
    title = next((each for each in soup_of(answer).select("h2") if each.get_text() == heading), None)
    return [] if title is None else [each.get_text() for each in title.find_next("ul").select(".log-line__name")]


def text_of(answer):
    return " ".join(soup_of(answer).select_one("main").get_text(" ").split())


def imported(browser, session, content=None):
    """Choose a log, say who Kath is, look again, and agree."""
    looked = browser.post(address(session), with_kath(choose(browser, session, content)) | {"look": "1"})
    return browser.post(address(session), fields(looked) | {"agree": "1"})


# --- Who may open them ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("roles", "is_theirs", "expected"),
    [
        ((StaffRole.FACILITATOR,), True, 200),
        ((StaffRole.FACILITATOR,), False, 403),
        ((StaffRole.PROGRAMME_MANAGER,), False, 200),
        ((StaffRole.ADMINISTRATOR,), False, 200),
        ((StaffRole.EDITOR, StaffRole.ANALYST), True, 403),
        ((), True, 403),
    ],
)
def test_a_log_is_imported_by_those_who_mark_the_register(browser, session, roles, is_theirs, expected):
    done = imported(browser, session)
    viewer = staff_member(*roles) if roles else PersonFactory()
    if is_theirs:
        session.facilitators.add(viewer)
    sign_in(browser, viewer)
    answers = browser.get(address(session)), choose(browser, session), browser.get(done.url)
    assert [answer.status_code for answer in answers] == [expected] * 3


def test_a_stranger_is_asked_to_sign_in(client, session):
    for path in (address(session), f"{address(session)}1/"):
        assert client.get(path).url.startswith("/account/login/?next=")


def test_one_sessions_import_is_not_shown_as_anothers(browser, session, facilitator):
    done = imported(browser, session)
    other = SessionFactory()
    other.facilitators.add(facilitator)
    assert browser.get(done.url.replace(f"/{session.pk}/", f"/{other.pk}/")).status_code == 404


# --- Looking -------------------------------------------------------------------------------------------------------


def test_the_preview_says_for_each_person_what_would_change_and_writes_nothing(browser, session):
    answer = choose(browser, session)
    assert rows(answer, "Changes") == sorted(ATTENDED)
    text = text_of(answer)
    assert (
        "Priya Sample Now Not marked Will be Present, 105 minutes File There from 12:04pm to 2pm, in 2 parts." in text
    )
    assert "Aisha Begum Now Not marked Will be Absent File Not in the log." in text
    assert "8 people in the file 5 of 7 expected recognised in it 2 expected online and not in it" in text
    assert "Fay Facilitator: not counted as having attended." in text
    assert (Claim.objects.count(), WebinarImport.objects.count(), Recognition.objects.count()) == (0, 0, 0)


def test_a_disagreement_with_the_register_is_pointed_out(browser, session, facilitator):
    mark(booking=Booking.objects.get(name="Sam Example"), status="absent", by=facilitator, at=session.ends_at)
    text = text_of(choose(browser, session))
    assert (
        "Sam Example Now Absent Will be Absent File Present, 120 minutes. There from midday to 2pm. This is not" in text
    )
    assert text.count("This is not what the register says") == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "This file is empty"),
        (b"PK\x03\x04", "report.csv: This is an Excel file"),
        (b"name,email\n", "report.csv: We could not find a list of people"),
        (layouts.teams_report(lambda at: layouts.us(at + timedelta(days=7))), "report.csv: Nobody in this file joined"),
    ],
)
def test_a_file_that_is_no_log_of_this_session_is_refused_beside_its_field(browser, session, content, words):
    answer = choose(browser, session, content)
    assert "<title>Error: " in answer.text
    assert words in soup_of(answer).select_one("#id_report-error").get_text()


def test_choosing_no_file_is_pointed_out(browser, session):
    assert "Choose the attendance report." in text_of(browser.post(address(session), {}))


def test_names_in_a_file_are_words_and_nothing_else(browser, session):
    guest = layouts.Guest('<script>alert("x")</script>', "x@example.org", ((0, 120),))
    answer = choose(browser, session, layouts.teams_sections(guests=[guest, layouts.SAM]))
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;alert(" in answer.text


def test_nothing_of_a_file_is_logged_or_in_an_address(browser, session, caplog):
    with caplog.at_level(logging.DEBUG):
        done = imported(browser, session)
    assert "priya" not in (caplog.text + done.url).lower()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"mode": "in_person"}, "People met in a room for this session"),
        ({"status": SessionStatus.CANCELLED}, "This session is not being held"),
    ],
)
def test_a_session_without_a_webinar_takes_no_log(browser, session, change, words):
    session.venue = VenueFactory()
    for name, value in change.items():
        setattr(session, name, value)
    session.save()
    for answer in (browser.get(address(session)), choose(browser, session)):
        assert words in text_of(answer)
        assert not soup_of(answer).select("main form")


def test_a_log_waits_until_the_session_is_over(browser, session, time_machine):
    time_machine.move_to(session.ends_at - timedelta(minutes=1), tick=False)
    assert "This session is not over yet" in text_of(browser.get(address(session)))


# --- Agreeing ------------------------------------------------------------------------------------------------------


def test_what_was_agreed_to_is_written_and_shown(browser, session, facilitator):
    answer = imported(browser, session)
    done = WebinarImport.objects.get()
    assert answer.url == reverse("training:webinar-log-detail", args=[session.pk, done.pk])
    assert standing() == ATTENDED
    shown = browser.get(answer.url)
    assert rows(shown, "7 entries written") == sorted(ATTENDED)
    assert done.sha256 in shown.text
    assert "by Fay Facilitator" in text_of(browser.get(address(session))).replace("By", "by")


def test_the_same_file_again_changes_nothing(browser, session):
    imported(browser, session)
    again = choose(browser, session)
    assert "Nothing changes This file was imported on Tuesday 10 March 2026, 3pm." in text_of(again)
    assert (rows(again, "Changes"), soup_of(again).select("[name=agree]")) == ([], [])
    assert rows(again, "No change") == sorted(ATTENDED)


def test_a_double_click_imports_once(browser, session):
    sent = fields(browser.post(address(session), with_kath(choose(browser, session)))) | {"agree": "1"}
    first, second = browser.post(address(session), sent), browser.post(address(session), sent)
    assert first.url == second.url
    assert (WebinarImport.objects.count(), Claim.objects.count()) == (1, 7)
    assert "This preview was agreed to already" in browser.get(second.url).text


def test_a_choice_changed_in_the_same_breath_is_shown_before_it_is_written(browser, session):
    answer = browser.post(address(session), with_kath(choose(browser, session)) | {"agree": "1"})
    assert (answer.status_code, Claim.objects.count()) == (409, 0)
    assert "You changed a choice below" in text_of(answer)
    assert "Katherine Lee Now Not marked Will be Present, 119 minutes" in text_of(answer)
    assert browser.post(address(session), fields(answer) | {"agree": "1"}).status_code == 302


def test_somebody_to_be_recognised_is_pointed_out_beside_the_field(browser, session):
    answer = browser.post(address(session), fields(choose(browser, session)) | {"agree": "1"})
    field = who(answer, "Kath Lee")
    assert soup_of(answer).select_one(f'.govuk-error-summary a[href="#id_{field}"]').get_text() == (
        "Choose who Kath Lee is."
    )
    assert Claim.objects.count() == 0


def test_a_register_that_changed_meanwhile_is_looked_at_again(browser, session, facilitator):
    sent = fields(browser.post(address(session), with_kath(choose(browser, session)))) | {"agree": "1"}
    mark(booking=Booking.objects.get(name="Sam Example"), status="absent", by=facilitator, at=session.ends_at)
    answer = browser.post(address(session), sent)
    assert (answer.status_code, Claim.objects.count()) == (409, 1)
    assert "The register changed while you were looking" in text_of(answer)
    assert "This is not what the register says" in text_of(answer)
    browser.post(address(session), fields(answer) | {"agree": "1"})
    assert Claim.objects.count() == 8


def test_a_wrong_guess_can_be_put_right_and_is_remembered(browser, session):
    sent = with_kath(choose(browser, session))
    preview = browser.post(address(session), sent | {who(choose(browser, session), "Wójcik, Tomasz"): "nobody"})
    assert "Tomasz Wójcik Now Not marked Will be Absent" in text_of(preview)
    browser.post(address(session), fields(preview) | {"agree": "1"})
    assert Recognition.objects.filter(person=None).count() == 1
    assert rows(choose(browser, session), "Changes") == []


def test_the_clock_of_a_file_can_be_put_right(browser, session):
    answer = choose(browser, session, layouts.teams_report(lambda at: layouts.us(at - timedelta(hours=5))))
    assert "The clock of this file seems to differ from yours" in text_of(answer)
    assert "Priya Sample Now Not marked Will be Present, 105 minutes" in text_of(answer)
    as_written = browser.post(address(session), fields(answer) | {"shift": "0"})
    assert "Priya Sample Now Not marked Will be Absent File In the log, but not during the session." in text_of(
        as_written
    )


def test_a_report_without_times_is_pointed_out(browser, session):
    words = "This report has minutes and no times"
    assert words in text_of(choose(browser, session, layouts.zoom_totals()))
    assert words not in text_of(choose(browser, session, layouts.zoom_participants()))


def test_a_file_in_which_nobody_is_recognised_is_pointed_out(browser, session):
    answer = choose(browser, session, layouts.teams_sections(guests=[layouts.STRANGER, layouts.FAY]))
    assert "Nobody who is expected was recognised" in text_of(answer)


@pytest.mark.parametrize("spoil", [lambda note: note[:-2], lambda note: "", lambda note: "x" * 50])
def test_a_note_that_is_not_ours_is_not_taken(browser, session, spoil):
    sent = fields(choose(browser, session))
    answer = browser.post(address(session), sent | {"note": spoil(sent["note"]), "agree": "1"})
    assert "This preview can no longer be used" in text_of(answer)
    assert Attendance.objects.count() == 0


def test_a_note_of_another_session_or_of_the_day_before_is_not_taken(browser, session, facilitator, noon, time_machine):
    sent = fields(choose(browser, session)) | {"agree": "1"}
    other = SessionFactory(starts_at=noon, mode="online", venue=None)
    other.facilitators.add(facilitator)
    assert "This preview can no longer be used" in text_of(browser.post(address(other), sent))
    time_machine.shift(timedelta(days=1, minutes=1))
    sign_in(browser, facilitator)
    assert "This preview can no longer be used" in text_of(browser.post(address(session), sent))


@pytest.mark.parametrize("nonsense", ["9" * 400, "-1", "abc", "\0"])
def test_nonsense_in_a_choice_or_the_shift_is_no_choice(browser, session, nonsense):
    answer = choose(browser, session)
    sent = fields(answer) | {who(answer, "Kath Lee"): nonsense, "shift": nonsense, "who-9999": "1", "agree": "1"}
    assert browser.post(address(session), sent).status_code == 409
    assert Attendance.objects.count() == 0


# --- Ways to it ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("mode", "is_there"), [("online", True), ("hybrid", True), ("in_person", False)])
def test_the_register_and_the_day_lead_to_it_where_people_joined_online(browser, session, mode, is_there):
    session.mode, session.venue, session.online_capacity = mode, VenueFactory(), 5 if mode == "hybrid" else 0
    session.save()
    for path in (reverse("training:register-mark", args=[session.pk]), reverse("training:session-today")):
        assert (address(session) in browser.get(path).text) == is_there


def test_staff_are_led_to_it_from_the_session(client, wagtail_site, session, manager, time_machine):
    assert address(session) in client.get(reverse("session:edit", args=[session.pk])).text


# --- Questions to the database -------------------------------------------------------------------------------------


def test_the_pages_ask_the_database_as_often_for_two_people_as_for_forty(browser, session):
    def asked(people):
        for _ in range(people):
            BookingFactory(session=session)
        bookings = session.bookings.exclude(name__in=ATTENDED)
        guests = [layouts.Guest(each.name, each.email, ((0, 120),)) for each in bookings]
        content = layouts.teams_sections(guests=[*guests, *layouts.EVERYONE])
        counts, answer = [], None
        for step in range(5):
            with CaptureQueriesContext(connection) as queries:
                if step == 0:
                    browser.get(address(session))
                elif step == 1:
                    answer = choose(browser, session, content)
                elif step == 2:
                    answer = browser.post(address(session), with_kath(answer))
                elif step == 3:
                    answer = browser.post(address(session), fields(answer) | {"agree": "1"})
                else:
                    browser.get(answer.url)
            counts.append(len(queries))
        return counts

    session.capacity = 100
    session.save()
    asked(1)
    few, many = asked(2), asked(38)
    assert few == many == [10, 20, 22, 39, 10]  # with the account, its roles and the visit

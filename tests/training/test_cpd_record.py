"""A person's CPD record: what is on it, its hours, and taking it away."""

import csv
import io
import json
import zipfile
from datetime import date, timedelta
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from page import ValidationProfile, validate_pdf_bytes

from cms.models import Navigation
from documents.received_files import ReceivedFile
from people.models import Partnership
from tests.documents.test_received_files import PDF
from tests.factories import CourseFactory, OrganisationFactory, PersonFactory, RoleFactory
from tests.training.certified import attend, certify
from training.attendance.models import ClaimSource
from training.attendance.operations import mark
from training.attendance.operations.recording import Said, record
from training.certificates import operations
from training.certificates.models import private_files
from training.certificates.queries import record_in, years_of
from training.certificates.queries.years import year_from_code
from training.certificates.record_document import print_record
from training.models import Attendance, Evidence, RecordPrint

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 10)


@pytest.fixture
def person():
    return PersonFactory(
        name="Sam Example", role=RoleFactory(name="Nurse"), organisation=OrganisationFactory(name="Elm")
    )


@pytest.fixture
def signed_in(client, person):
    client.force_login(person)
    return client


@pytest.fixture
def files():
    """Nothing is left of the files that a test keeps."""
    yield
    for name in private_files().listdir("evidence")[1]:
        private_files().delete(f"evidence/{name}")


def learn(person, title="A book", on=date(2026, 2, 3), minutes=90, **facts):
    at = timezone.now()
    return operations.add_evidence(title=title, kind="reading", done_on=on, minutes=minutes, by=person, at=at, **facts)


def whole(person, period="all", at=None):
    return record_in(person, period, at=at or timezone.now())


def hours(shown):
    return [shown.certified_hours, shown.taught_hours, shown.own_hours, shown.hours]


def words_of(response):
    return BeautifulSoup(response.content, "html.parser").get_text(" ", strip=True)


# --- What is on it, and its hours ----------------------------------------------------------------------------------


def test_hours_are_kept_apart_by_what_shows_them_and_each_session_counts_once(person):
    certify(person, on=date(2026, 1, 12), course=CourseFactory(cpd_hours=Decimal("2.5")))
    attend(person, on=date(2026, 1, 14), course=CourseFactory(cpd_hours=3, awards_certificate=False))
    learn(person, minutes=45)
    assert hours(whole(person)) == [Decimal("2.5"), 3, Decimal("0.75"), Decimal("6.25")]


def test_one_who_did_not_come_is_not_on_the_record_and_one_who_left_early_has_no_hours(person):
    attend(person, on=date(2026, 1, 12), status="absent")
    attend(person, on=date(2026, 1, 13), status="left_early", minutes=30)
    [left] = whole(person).attended
    assert (left.attendance.status, left.hours) == ("left_early", 0)
    assert left.note == "Attended in part, so no hours are counted"


def test_only_one_who_was_there_for_too_short_a_time_is_said_to_have_attended_in_part(person):
    gone = certify(person, on=date(2026, 1, 12))
    operations.withdraw(certificate=gone, reason="issued_in_error", by=None, at=timezone.now())
    mark(booking=gone.attendance.booking, status="absent", by=None, at=timezone.now())
    attend(person, on=date(2026, 1, 13), course=CourseFactory(cpd_hours=0, awards_certificate=False))
    certify(person, on=date(2026, 1, 14), course=CourseFactory(cpd_hours=0))
    attend(person, on=date(2026, 1, 15), status="late", minutes=30)
    assert [(each.hours, each.note) for each in whole(person).attended] == [
        (0, "Attended in part, so no hours are counted"), (0, ""), (0, ""),
        (0, "Marked as absent, so no hours are counted"),
    ]  # fmt: skip


def test_hours_count_once_the_session_is_over(person):
    ends_at = attend(person, on=date(2026, 1, 12), course=CourseFactory(awards_certificate=False)).session.ends_at
    during, after = (whole(person, at=ends_at + timedelta(seconds=each)) for each in (-1, 0))
    assert (during.hours, during.attended[0].note) == (0, "Hours count once the session is over")
    assert (after.hours, after.attended[0].note) == (2, "")


def test_without_any_certificate_attendance_is_there(person, signed_in):
    attend(person, on=date(2026, 1, 12), course=CourseFactory(title="Noticing harm", awards_certificate=False))
    shown = words_of(signed_in.get("/cpd/"))
    assert "Noticing harm" in shown
    assert "Nurse, Elm" in shown


def test_role_and_organisation_are_those_of_the_time(person, signed_in):
    attend(person, on=date(2026, 1, 12))
    person.organisation, person.role = OrganisationFactory(name="Oak"), RoleFactory(name="Teacher")
    person.save()
    shown = words_of(signed_in.get("/cpd/"))
    assert "Nurse, Elm" in shown
    assert "Oak" not in shown


def dispute(attendance):
    """Somebody who is marked as absent checks in by themselves."""
    at = attendance.session.starts_at + timedelta(minutes=5)
    said = Said(booking_id=attendance.booking_id, source=ClaimSource.SELF, status="present", device_at=at, made_at=at)
    record(session=attendance.session, said=[said], by=None, at=at)
    attendance.refresh_from_db()
    assert attendance.is_disputed


def test_what_is_disputed_is_being_checked_and_its_hours_wait(person, signed_in):
    dispute(attend(person, on=date(2026, 1, 12), status="absent"))
    [disputed] = whole(person).attended
    assert (disputed.note, disputed.hours, whole(person).hours) == ("Being checked", 0, 0)
    assert "Being checked" in words_of(signed_in.get("/cpd/"))


def test_a_certificate_that_was_given_keeps_its_hours_while_its_attendance_is_checked(person):
    certificate = certify(person, on=date(2026, 1, 12))
    Attendance.objects.filter(pk=certificate.attendance_id).update(is_disputed=True)
    shown = whole(person)
    assert (shown.certified_hours, shown.attended[0].note) == (2, "Being checked")


def test_a_withdrawn_certificate_shows_no_hours_but_the_attendance_does(person, signed_in):
    certificate = certify(person, on=date(2026, 1, 12))
    operations.withdraw(certificate=certificate, reason="issued_in_error", by=None, at=timezone.now())
    assert hours(whole(person)) == [0, 2, 0, 2]
    page = signed_in.get("/cpd/")
    assert "Withdrawn" in words_of(page)
    assert f"/certificates/{certificate.number}/certificate.pdf" not in page.text


def test_an_expired_certificate_keeps_its_hours(person):
    certify(person, on=date(2020, 1, 13), course=CourseFactory(validity_months=12))
    shown = whole(person)
    assert (shown.certified_hours, shown.attended[0].state.value) == (2, "expired")


def test_nobody_elses_figures_are_on_a_record(person, signed_in):
    certify(on=date(2026, 1, 12), course=CourseFactory(title="Not theirs"))
    learn(PersonFactory(), title="A secret of somebody else")
    assert whole(person).is_empty
    for path in ("/cpd/", "/cpd/cpd-record.csv", "/cpd/cpd-record.json"):
        response = signed_in.get(path)
        text = b"".join(response).decode()
        assert ("Not theirs" in text, "A secret" in text) == (False, False)


# --- Years ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "title", "first", "last"),
    [
        ("academic-2025", "Academic year 2025/26, September 2025 to August 2026", date(2025, 9, 1), date(2026, 8, 31)),
        ("financial-2025", "Financial year 2025/26, April 2025 to March 2026", date(2025, 4, 1), date(2026, 3, 31)),
        ("calendar-2025", "Calendar year 2025, January 2025 to December 2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("academic-2099", "Academic year 2099/00, September 2099 to August 2100", date(2099, 9, 1), date(2100, 8, 31)),
        *(
            (code, "All time", None, None)
            for code in ("all", "", "academic-25", "lunar-2025", "academic-2025-1", "٢٠٢٥")
        ),
    ],
)
def test_a_year_is_named_by_its_code_and_anything_else_is_all_time(code, title, first, last):
    year = year_from_code(code)
    assert (year.title, year.starts_on, year.ends_on) == (title, first, last)


def test_the_same_days_lie_in_different_years_of_each_kind(person):
    learn(person, "In spring", on=date(2025, 3, 31))
    learn(person, "In autumn", on=date(2025, 9, 1))
    found = {
        code: [each.title for each in whole(person, code).evidence]
        for code in ("academic-2024", "academic-2025", "financial-2024", "financial-2025", "calendar-2025", "all")
    }
    assert found == {
        "academic-2024": ["In spring"], "academic-2025": ["In autumn"], "financial-2024": ["In spring"],
        "financial-2025": ["In autumn"], "calendar-2025": ["In autumn", "In spring"],
        "all": ["In autumn", "In spring"],
    }  # fmt: skip


def test_the_years_to_choose_from_reach_from_the_first_entry_to_today(person):
    learn(person, on=date(2024, 10, 1))
    offered = {kind: [year.code for year in years] for kind, years in years_of(person, today=TODAY)}
    assert offered == {
        "Academic year": ["academic-2025", "academic-2024"],
        "Financial year": ["financial-2025", "financial-2024"],
        "Calendar year": ["calendar-2026", "calendar-2025", "calendar-2024"],
    }


def test_the_page_can_show_one_year(person, signed_in):
    learn(person, "In spring", on=date(2025, 3, 31))
    learn(person, "In autumn", on=date(2025, 9, 1))
    shown = words_of(signed_in.get("/cpd/?period=academic-2025"))
    assert ("In autumn" in shown, "In spring" in shown) == (True, False)
    assert "/cpd/cpd-record.pdf?period=academic-2025" in signed_in.get("/cpd/?period=academic-2025").text


def test_an_empty_record_says_what_will_be_on_it(signed_in):
    assert "Nothing is on your record yet" in words_of(signed_in.get("/cpd/"))
    assert "Nothing is on your record in these months" in words_of(signed_in.get("/cpd/?period=calendar-2026"))


# --- Taking it away ------------------------------------------------------------------------------------------------


def filled(person):
    renewed = CourseFactory(title="Noticing harm")
    certify(person, on=date(2025, 10, 1), course=renewed)
    attend(person, on=date(2025, 11, 3), course=CourseFactory(title="Left early"), status="left_early", minutes=10)
    learn(person, "=cmd|' /C calc'!A1", provider="Łódź ŵŷ", reflection="One\nTwo नमस्ते")
    return whole(person)


def test_the_pdf_is_accessible_and_holds_what_is_on_the_record(person, signed_in):
    filled(person)
    response = signed_in.get("/cpd/cpd-record.pdf")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="cpd-record-all.pdf"'
    report = validate_pdf_bytes(response.content, profile=ValidationProfile.PDF_UA_1)
    assert [failure.message for failure in report.failures] == []
    text = pdf_text(response.content)
    number = Attendance.objects.get(met_rule=True).certificates.get().number
    for words in ("CPD record of Sam Example", "All time", "Noticing harm", "Nurse", "Elm", number, "Page 1 of 1"):
        assert words in text, words
    assert "Made on" in text


@pytest.mark.parametrize("name", ["", "Łucja Ó Ŵyn-O’Connor", "محمد عبد الرحمن", "नमस्ते शर्मा", "N" * 150])
def test_the_pdf_is_accessible_whoever_it_is_of_and_when_it_is_empty(person, name):
    person.name = name
    for shown in (whole(person, "academic-2025"), filled(person)):
        report = validate_pdf_bytes(print_record(shown), profile=ValidationProfile.PDF_UA_1)
        assert [failure.message for failure in report.failures] == []


def pdf_text(content):
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())


def test_the_table_holds_everything_and_no_formula(person, signed_in):
    filled(person)
    response = signed_in.get("/cpd/cpd-record.csv")
    lines = list(csv.DictReader(io.StringIO(b"".join(response).decode())))
    assert [(line["date"], line["title"], line["hours"]) for line in lines] == [
        ("2025-11-03", "Left early", "0"), ("2025-10-01", "Noticing harm", "2"),
        ("2026-02-03", "'=cmd|' /C calc'!A1", "1.5"),
    ]  # fmt: skip
    assert lines[1]["certificate_number"] == Attendance.objects.get(met_rule=True).certificates.get().number
    assert lines[1]["check_it_at"].startswith("http://testserver/verify/")
    assert {line["record_of"] for line in lines} == {"Sam Example"}


def test_the_data_holds_everything_with_its_sums(person, signed_in):
    filled(person)
    response = signed_in.get("/cpd/cpd-record.json?period=academic-2025")
    assert response["Content-Disposition"] == 'attachment; filename="cpd-record-academic-2025.json"'
    data = json.loads(response.content)
    assert data["record_of"] == {"name": "Sam Example", "email": person.email}
    assert data["period"]["first_day"] == "2025-09-01"
    assert data["hours"] == {
        "with_certificates": "2", "attended_without_a_certificate": "0", "added_by_me": "1.5", "together": "3.5",
    }  # fmt: skip
    assert [each["title"] for each in data["attended"]] == ["Left early", "Noticing harm"]
    assert data["attended"][1]["certificate"]["state"] == "Valid"
    assert (data["added"][0]["provider"], data["added"][0]["reflection"]) == ("Łódź ŵŷ", "One\nTwo नमस्ते")


def test_all_of_it_can_be_taken_away_with_the_files_that_were_added(person, signed_in, files):
    filled(person)
    for number, name in enumerate(("letter.pdf", "Letter.pdf", "Letter (2).pdf", "Łódź: a?.pdf")):
        learn(person, f"Thing {number}", file=ReceivedFile(name, "pdf", PDF + b"%d" % number))
    learn(PersonFactory(), "Not theirs", file=ReceivedFile("secret.pdf", "pdf", b"secret"))
    assert "/cpd/cpd-record.zip" in signed_in.get("/cpd/").text
    response = signed_in.get("/cpd/cpd-record.zip")
    assert response["Content-Disposition"] == 'attachment; filename="cpd-record-all.zip"'
    taken = zipfile.ZipFile(io.BytesIO(b"".join(response)))
    assert taken.testzip() is None
    data = json.loads(taken.read("cpd-record.json"))
    paths = [each["file"] for each in data["added"]]
    assert sorted(paths) == [
        "", "files/2026-02-03 Letter (2).pdf", "files/2026-02-03 Letter.pdf", "files/2026-02-03 letter (3).pdf",
        "files/2026-02-03 Łódź_ a_.pdf",
    ]  # fmt: skip
    assert {*taken.namelist()} == {"cpd-record.csv", "cpd-record.json", *filter(None, paths)}
    for each in data["added"]:
        if each["file"]:
            assert taken.read(each["file"]) == PDF + each["title"][-1:].encode()
    lines = list(csv.DictReader(io.StringIO(taken.read("cpd-record.csv").decode())))
    assert [line["file"] for line in lines if line["source"] == "Added by me"] == paths


def test_a_file_that_is_lost_holds_up_nothing_else(person, signed_in, files, caplog):
    learn(person, "kept", file=ReceivedFile("kept.pdf", "pdf", PDF))
    lost = learn(person, "lost", file=ReceivedFile("lost.pdf", "pdf", PDF))
    lost.file.storage.delete(lost.file.name)
    taken = zipfile.ZipFile(io.BytesIO(b"".join(signed_in.get("/cpd/cpd-record.zip"))))
    assert [name for name in taken.namelist() if name.startswith("files/")] == ["files/2026-02-03 kept.pdf"]
    assert [each["file"] for each in json.loads(taken.read("cpd-record.json"))["added"]] == [
        "lost.pdf", "files/2026-02-03 kept.pdf"
    ]  # fmt: skip
    assert caplog.messages == [f"The file of evidence {lost.pk} is lost"]


def test_without_a_file_none_are_offered_and_they_are_packed_so_many_times_an_hour(person, signed_in):
    learn(person)
    assert "/cpd/cpd-record.zip" not in signed_in.get("/cpd/").text
    assert {signed_in.get("/cpd/cpd-record.zip").status_code for _ in range(10)} == {200}
    refused = signed_in.get("/cpd/cpd-record.zip")
    assert (refused.status_code, "Please wait a little" in refused.text) == (429, True)


def test_pdfs_are_made_so_many_times_an_hour(signed_in):
    for _ in range(30):
        assert signed_in.get("/cpd/cpd-record.pdf").status_code == 200
    refused = signed_in.get("/cpd/cpd-record.pdf")
    assert (refused.status_code, "Please wait a little" in refused.text) == (429, True)


def make_long(person, number=41):
    at = timezone.now()
    Evidence.objects.bulk_create(
        Evidence(person=person, title=f"Thing {n}", kind="other", done_on=TODAY, minutes=60, added_at=at)
        for n in range(number)
    )


def test_a_long_record_is_printed_in_the_background_once_it_is_asked_for(person, signed_in):
    make_long(person)
    early = signed_in.get("/cpd/cpd-record.pdf")
    assert (early.status_code, "Ask for its PDF first" in early.text) == (409, True)
    assert "Make the PDF" in words_of(signed_in.get("/cpd/"))
    asked = signed_in.post("/cpd/print/", {"period": "all"}, follow=True)
    assert "is being made" in words_of(asked)
    assert signed_in.get("/cpd/cpd-record.pdf").status_code == 409
    assert operations.make_prints(at=timezone.now()) == 1
    assert operations.make_prints(at=timezone.now()) == 0
    made = signed_in.get("/cpd/cpd-record.pdf")
    report = validate_pdf_bytes(made.content, profile=ValidationProfile.PDF_UA_1)
    assert ([failure.message for failure in report.failures], report.document.page_count > 1) == ([], True)
    text = pdf_text(made.content)
    assert ("Thing 40" in text, f"Page 2 of {report.document.page_count}" in text) == (True, True)


def test_asking_twice_waits_once_and_asking_again_makes_it_anew(person):
    make_long(person)
    at = timezone.now()
    for _ in range(2):
        operations.ask_for_print(period="all", by=person, at=at)
    assert RecordPrint.objects.count() == 1
    operations.make_prints(at=at)
    asked = operations.ask_for_print(period="all", by=person, at=at + timedelta(hours=1))
    assert (asked.made_at, asked.pdf) == (None, None)


def test_a_print_is_deleted_after_a_week(person):
    at = timezone.now()
    operations.ask_for_print(period="all", by=person, at=at)
    assert operations.delete_old_prints(at=at + timedelta(days=6)) == 0
    assert operations.delete_old_prints(at=at + timedelta(days=7)) == 1


def test_one_record_that_cannot_be_printed_holds_up_no_other(person, caplog, monkeypatch):
    at = timezone.now()
    for each in (PersonFactory(name="Broken"), person):
        operations.ask_for_print(period="all", by=each, at=at)
    printed = operations.printing.print_record

    def breaks(shown):
        if shown.person.name == "Broken":
            raise OSError
        return printed(shown)

    monkeypatch.setattr(operations.printing, "print_record", breaks)
    assert (operations.make_prints(at=at), operations.make_prints(at=at)) == (1, 0)
    assert [record.getMessage().startswith("Record print ") for record in caplog.records] == [True]
    assert "Broken" not in caplog.text


def test_whoever_asked_is_told_that_a_print_failed_and_can_try_again(person, signed_in, monkeypatch):
    make_long(person)
    signed_in.post("/cpd/print/", {"period": "all"})
    with monkeypatch.context() as broken:
        broken.setattr(operations.printing, "print_record", lambda shown: 1 / 0)
        operations.make_prints(at=timezone.now())
    page = signed_in.get("/cpd/")
    assert ("We could not make your PDF" in page.text, "Download as PDF" in page.text) == (True, False)
    assert signed_in.get("/cpd/cpd-record.pdf").status_code == 409
    button = BeautifulSoup(page.text, "html.parser").find("button", string=lambda text: "Try again" in text)
    assert button.find_parent("form")["action"] == "/cpd/print/"
    asked = signed_in.post("/cpd/print/", {"period": "all"}, follow=True)
    assert ("is being made" in asked.text, "We could not" in asked.text) == (True, False)
    operations.make_prints(at=timezone.now())
    assert signed_in.get("/cpd/cpd-record.pdf").content.startswith(b"%PDF")


def test_a_print_that_nobody_makes_is_no_longer_said_to_take_a_minute(person, signed_in):
    make_long(person)
    operations.ask_for_print(period="all", by=person, at=timezone.now() - timedelta(minutes=10))
    shown = words_of(signed_in.get("/cpd/"))
    assert ("takes longer than it should" in shown, "a minute or two" in shown) == (True, False)


# The session and the person; attendance with certificates, and evidence. The page asks besides for the years to choose
# from (two), a print, what was removed, and whether reminders are wanted; a document for whose it is.
QUESTIONS = {"/cpd/": 10, "/cpd/cpd-record.csv": 5, "/cpd/cpd-record.json": 5, "/cpd/cpd-record.pdf": 6}


@pytest.mark.parametrize("number", [1, 19])
def test_a_record_asks_as_many_questions_for_three_lines_as_for_thirty_nine(client, person, number):
    course, other = CourseFactory(), CourseFactory(awards_certificate=False)
    for n in range(number):
        certify(person, on=TODAY - timedelta(days=n * 1_100 % 9_000), course=course if n == 0 else CourseFactory())
        learn(person)
    attend(person, on=TODAY, course=other)
    client.force_login(person)
    Partnership.load(), Navigation.load()
    client.get("/search/")  # what stands around every page is kept from here on
    found = {}
    for path in QUESTIONS:
        with CaptureQueriesContext(connection) as queries:
            b"".join(client.get(path + "?period=all"))
        found[path] = len(queries)
    assert found == QUESTIONS

"""A training lead books colleagues: typed, pasted, or from a spreadsheet."""

import io
import zipfile
from datetime import timedelta

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from people.models import Person, TrainingLead
from tests.factories import (
    BookingFactory,
    CourseFactory,
    OrganisationFactory,
    PersonFactory,
    RoleFactory,
    SectorFactory,
    SessionFactory,
)
from tests.letters import letters
from training.bookings import operations
from training.bookings.forms.colleagues import rows_of_text
from training.models import Booking, BookingStatus, GroupBooking, GroupTakes

pytestmark = pytest.mark.django_db

NURSE = "Nurse"


@pytest.fixture
def lead(client):
    """A training lead who is signed in."""
    person = PersonFactory()
    TrainingLead.objects.create(person=person, organisation=person.organisation)
    RoleFactory(name=NURSE)
    client.force_login(person)
    return person


def page(session):
    return reverse("training:group-create", args=[session.pk])


def workbook(*rows, name="colleagues.xlsx"):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return SimpleUploadedFile(name, file.getvalue())


def posted(response):
    """What the check page would send back as it stands."""
    page = BeautifulSoup(response.text, "html.parser")
    fields = {field["name"]: field.get("value", "") for field in page.select("main input[name]")}
    for choice in page.select("main select"):
        chosen = choice.select_one("option[selected]")
        fields[choice["name"]] = chosen["value"] if chosen else ""
    return fields


def names(response):
    return [value for name, value in posted(response).items() if name.endswith("-name")]


def test_pasted_rows_of_any_kind_are_read_and_each_person_is_booked_and_told(client, lead):
    session = SessionFactory()
    typed = (
        "Name\tEmail\tRole\n"
        "Ama Example\tama@example.org\tnurse\n"
        "Bo Example, bo@example.org, Nurse\n"
        "cy@example.org; Cy Example; Nurse\n"
        '"Di Example" <di@example.org> Nurse\n'
    )
    check = client.post(page(session), {"typed": typed})
    assert Booking.objects.count() == 0
    done = client.post(page(session), posted(check))
    group = GroupBooking.objects.get()
    assert done.url == reverse("training:group-detail", args=[group.pk])
    booked = group.bookings.order_by("email").values_list("email", "name", "role__name", "status", "booked_by")
    assert list(booked) == [
        (f"{name.lower()}@example.org", f"{name} Example", NURSE, BookingStatus.CONFIRMED, lead.pk)
        for name in ("Ama", "Bo", "Cy", "Di")
    ]
    told = sorted(address for email in letters() for address in email.to)
    assert told == sorted([lead.email, *(f"{name}@example.org" for name in ("ama", "bo", "cy", "di"))])
    assert "Ama Example" in client.get(done.url).text


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("a@example.org", ("", "a@example.org", "")),
        ("a@example.org,", ("", "a@example.org", "")),
        ("<a@example.org>", ("", "a@example.org", "")),
        ("Email address\na@example.org", ("", "a@example.org", "")),
        ("Ama Example <ama@example.org>", ("Ama Example", "ama@example.org", "")),
        ('"Example, Ama" <ama@example.org>;', ("Example, Ama", "ama@example.org", "")),
        ("ama@example.org, Ama Example", ("Ama Example", "ama@example.org", "")),
        ("Ama Example", ("Ama Example", "", "")),
    ],
)
def test_an_address_is_read_as_one_wherever_it_stands(typed, read):
    [row] = rows_of_text(typed)
    assert (row.name, row.email, row.role) == read


def test_bad_rows_are_said_at_the_row_and_mended_there(client, lead):
    session = SessionFactory()
    file = workbook(
        ["Full name", "Work email", "Job title"],
        ["Ama Example", "ama@example.org", NURSE],
        ["Bo Example", "bo@", "Wizard"],
    )
    check = client.post(page(session), {"spreadsheet": file})
    assert "Row 2: Enter an email address in full" in check.text
    assert "Row 2: We do not know the role “Wizard”. Choose the nearest one." in check.text
    assert "Row 1:" not in check.text
    again = client.post(page(session), posted(check))
    assert Booking.objects.count() == 0
    mended = posted(again) | {"form-1-email": "bo@example.org", "form-1-role": RoleFactory(name=NURSE).pk}
    assert client.post(page(session), mended).status_code == 302
    assert Booking.objects.confirmed().count() == 2


def test_a_row_is_taken_off_and_another_added_with_all_that_was_typed(client, lead):
    session = SessionFactory()
    check = client.post(page(session), {"typed": "Ama,ama@example.org,Nurse\nBo,bo@example.org,Nurse"})
    fewer = client.post(page(session), posted(check) | {"change": "remove-0"})
    assert names(fewer) == ["Bo"]
    more = client.post(page(session), posted(fewer) | {"change": "add"})
    assert names(more) == ["Bo", ""]
    assert Booking.objects.count() == 0


@pytest.mark.parametrize("number", ["9" * 5000, "1" + "0" * 5000, "-1", "1.5", "²", ""])
@pytest.mark.parametrize("change", ["add", "remove-0", ""])
def test_a_number_of_rows_that_no_page_sends_books_nobody(client, lead, number, change):
    session = SessionFactory()
    sent = posted(client.post(page(session), {"typed": "Ama,ama@example.org,Nurse"}))
    response = client.post(page(session), sent | {"form-TOTAL_FORMS": number, "change": change})
    assert (response.status_code, Booking.objects.count()) == (200, 0)
    assert len(names(response)) <= 200


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("Ama,ama@example.org,Nurse\nAma again,AMA@example.org,Nurse", "This email address is in the list twice."),
        ("Here,here@example.org,Nurse", "This person has a place in this session already, or waits for one."),
    ],
)
def test_who_cannot_be_booked_is_said_at_their_row_and_nobody_is_booked(client, lead, rows, said):
    session = SessionFactory()
    BookingFactory(session=session, person=PersonFactory(email="here@example.org"))
    response = client.post(page(session), posted(client.post(page(session), {"typed": rows})))
    assert (response.status_code, Booking.objects.count()) == (409, 1)
    assert said in response.text
    assert not Person.objects.filter(email="ama@example.org").exists()


def test_a_rule_of_the_session_explains_itself_at_the_row(client, lead):
    session = SessionFactory()
    session.sectors.add(SectorFactory(name="Policing"))
    response = client.post(page(session), posted(client.post(page(session), {"typed": "Ama,ama@example.org,Nurse"})))
    assert response.status_code == 409
    assert "Row 1: This session is for people who work in Policing." in response.text


@pytest.mark.parametrize("waits", ["", "as_many"])
def test_an_organisation_that_holds_more_than_it_may_is_told_so_once(client, lead, waits):
    session = SessionFactory(places_per_organisation=1)
    BookingFactory.create_batch(2, session=session, organisation=lead.organisation)
    check = client.post(page(session), {"typed": "Ama,ama@example.org,Nurse\nBo,bo@example.org,Nurse"})
    response = client.post(page(session), posted(check) | {"waits": waits})
    assert (response.status_code, Booking.objects.count()) == (409, 2)
    assert response.text.count("Each organisation can have one place in this session") == 1


def test_too_few_places_offer_the_waiting_list_for_the_whole_group(client, lead):
    session = SessionFactory(capacity=1)
    check = client.post(page(session), {"typed": "Ama,ama@example.org,Nurse\nBo,bo@example.org,Nurse"})
    short = client.post(page(session), posted(check))
    assert (short.status_code, Booking.objects.count()) == (409, 0)
    assert "Only one place is left in this session" in short.text
    waiting = client.post(page(session), posted(short) | {"waits": "all_or_none"}, follow=True)
    assert set(Booking.objects.values_list("status", flat=True)) == {BookingStatus.WAITING}
    assert "On the waiting list" in waiting.text


def test_as_many_as_there_are_places_for_are_offered_at_once_and_accepted_for_all(client, lead):
    session = SessionFactory(capacity=1)
    check = client.post(page(session), {"typed": "Ama,ama@example.org,Nurse\nBo,bo@example.org,Nurse"})
    group_page = client.post(page(session), posted(check) | {"waits": "as_many"}).url
    assert sorted(Booking.objects.values_list("status", flat=True)) == [BookingStatus.OFFERED, BookingStatus.WAITING]
    assert "Accept for all of them" in client.get(group_page).text
    client.post(group_page)
    assert sorted(Booking.objects.values_list("status", flat=True)) == [BookingStatus.CONFIRMED, BookingStatus.WAITING]


def test_a_group_waits_in_the_order_of_its_list_and_the_lead_is_told_how_many_are_offered_a_place(client, lead):
    session = SessionFactory(capacity=2)
    typed = "Zoe,zoe@example.org,Nurse\nMia,mia@example.org,Nurse\nAma,ama@example.org,Nurse"
    client.post(page(session), posted(client.post(page(session), {"typed": typed})) | {"waits": "as_many"})
    offers = Booking.objects.filter(status=BookingStatus.OFFERED).order_by("booked_at")
    assert [booking.name for booking in offers] == ["Zoe", "Mia"]
    [letter] = letters().filter(to=lead.email)
    assert letter.subject.startswith("2 places for your colleagues: ")
    assert "2 places are offered at once; the others wait." in " ".join(letter.message.split())


def test_enter_in_a_row_checks_the_list_and_books_nobody(client, lead):
    check = client.post(page(SessionFactory()), {"typed": "Ama,ama@example.org,Nurse"})
    first = BeautifulSoup(check.text, "html.parser").select_one("main form button")
    again = client.post(check.wsgi_request.path, posted(check) | {first["name"]: first["value"]})
    assert (again.status_code, names(again), Booking.objects.count()) == (200, ["Ama"], 0)


@pytest.fixture
def offered(client, lead):
    """The page of a group whose three people are offered places, one of whom has found something else to do then."""

    def _offered(takes):
        session = SessionFactory(capacity=3)
        names = ("Ama", "Bo", "Cy")
        group = operations.book_group(
            session_id=session.pk, organisation=lead.organisation, waits=takes, by=lead, at=timezone.now(),
            colleagues=[operations.Colleague(f"{n} Example", f"{n}@example.org".lower(), lead.role) for n in names],
        )  # fmt: skip
        BookingFactory(
            session=SessionFactory(starts_at=session.starts_at, course=CourseFactory(title="A private matter")),
            person=Person.objects.get(email="bo@example.org"),
        )
        return reverse("training:group-detail", args=[group.pk]), session

    return _offered


def told_of(response):
    """What the page says of those whom one accepted for."""
    return " ".join(BeautifulSoup(response.text, "html.parser").select_one("main [role=alert]").get_text(" ").split())


def statuses(session):
    return dict(Booking.objects.filter(session=session).values_list("email", "status"))


def test_each_is_accepted_who_can_be_and_the_page_says_who_cannot_and_why(client, offered):
    path, session = offered(GroupTakes.AS_MANY_AS_POSSIBLE)
    response = client.post(path)
    assert (response.status_code, statuses(session)) == (
        409,
        {
            "ama@example.org": BookingStatus.CONFIRMED,
            "bo@example.org": BookingStatus.OFFERED,
            "cy@example.org": BookingStatus.CONFIRMED,
        },
    )
    assert told_of(response) == (
        "Not everyone could be accepted Who has a place now, and an email from us: Ama Example Cy Example "
        "Who could not be accepted: Bo Example: They cannot come at that time."
    )
    assert "A private matter" not in response.text
    assert letters().filter(subject__startswith="Your place is confirmed").count() == 2


def test_of_a_group_that_takes_all_or_none_nobody_is_accepted_where_one_cannot_be(client, offered):
    path, session = offered(GroupTakes.ALL_OR_NONE)
    response = client.post(path)
    assert (response.status_code, set(statuses(session).values())) == (409, {BookingStatus.OFFERED})
    assert told_of(response) == (
        "Nobody has been accepted Your group takes places for everyone, or none. Who cannot be accepted: "
        "Bo Example: They cannot come at that time. "
        "If they will not come, give back their places below. Then accept for the others."
    )
    assert "A private matter" not in response.text
    assert letters().filter(subject__startswith="Your place is confirmed").count() == 0


def test_the_others_of_a_group_that_takes_all_or_none_are_accepted_once_a_place_is_given_back(client, offered):
    path, session = offered(GroupTakes.ALL_OR_NONE)
    client.post(reverse("training:colleague-cancel", args=[Booking.objects.get(session=session, name="Bo Example").pk]))
    assert "Accepted: 2." in client.post(path, follow=True).text
    assert statuses(session) == {
        "ama@example.org": BookingStatus.CONFIRMED,
        "bo@example.org": BookingStatus.CANCELLED,
        "cy@example.org": BookingStatus.CONFIRMED,
    }


@pytest.mark.parametrize("takes", GroupTakes)
def test_offers_that_ran_out_are_the_groups_still_where_nobody_else_waits(client, offered, takes):
    path, session = offered(takes)
    Booking.objects.filter(person__bookings__session__course__title="A private matter").update(group=None)
    Booking.objects.filter(session=session).update(hold_ends_at=timezone.now() - timedelta(minutes=1))
    assert "Accepted: 2." in client.post(path, follow=True).text
    assert sorted(statuses(session).values()) == [
        BookingStatus.CONFIRMED,
        BookingStatus.CONFIRMED,
        BookingStatus.LAPSED,
    ]


def test_what_is_there_no_more_is_not_said_to_be_accepted(client, offered):
    path, session = offered(GroupTakes.ALL_OR_NONE)
    operations.release_lapsed(at=session.starts_at)
    assert "There was nothing left to accept." in client.post(path, follow=True).text


def zip_bomb():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)
    return SimpleUploadedFile("colleagues.xlsx", file.getvalue())


HEADINGS = ["name", "email", "role"]
ONE = ["Ama", "ama@example.org", NURSE]
UNREADABLE = "We could not read this file as a spreadsheet."


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (lambda: workbook(HEADINGS, *[ONE] * 5000), "This spreadsheet has more than 200 rows."),
        (lambda: workbook(["first", "second"], ["a", "b"]), "could not find name"),
        (lambda: workbook(HEADINGS, ["Ama", "=HYPERLINK(1)", NURSE]), "Cell B2 holds a formula."),
        (lambda: workbook(HEADINGS), "has no rows below its headings"),
        (lambda: SimpleUploadedFile("a.csv", b"name,email,role\nAma,=1+1,Nurse"), "Cell B2 holds a formula."),
        (lambda: SimpleUploadedFile("a.xls", b"\xd0\xcf\x11\xe0" + b"\0" * 600), "the old kind of Excel file"),
        (lambda: SimpleUploadedFile("a.xlsx", b"PK\x03\x04 and nothing more"), UNREADABLE),
        (lambda: SimpleUploadedFile("a.csv", b"\x89PNG\0\0"), UNREADABLE),
        (lambda: SimpleUploadedFile("a.xlsx", b"%PDF-1.7\n1 0 obj\n"), UNREADABLE),
        (lambda: SimpleUploadedFile("a.csv", b"name,email\n" + b"x" * 2_100_000), "This file is too big"),
        (zip_bomb, "too big when it is unpacked"),
    ],
    ids=[
        "5,000 rows",
        "columns",
        "formula",
        "empty",
        "csv formula",
        "xls",
        "no zip",
        "picture",
        "pdf",
        "too big",
        "bomb",
    ],
)
def test_a_file_that_cannot_be_read_is_explained_at_its_field_and_changes_nothing(client, lead, file, said):
    response = client.post(page(SessionFactory()), {"spreadsheet": file()})
    assert response.status_code == 200
    assert response.text.count(said) >= 2  # in the summary and beside the field
    assert (Booking.objects.count(), GroupBooking.objects.count()) == (0, 0)


def test_a_csv_from_excel_in_its_own_alphabet_is_read(client, lead):
    content = "name;email;role\nZoë Müller;zoe@example.org;Nurse\n".encode("cp1252")
    check = client.post(page(SessionFactory()), {"spreadsheet": SimpleUploadedFile("a.csv", content)})
    assert names(check) == ["Zoë Müller"]


def test_two_hundred_and_one_pasted_people_are_too_many_at_a_time(client, lead):
    typed = "\n".join(f"P{n},p{n}@example.org,Nurse" for n in range(201))
    assert "You can book 200 at a time." in client.post(page(SessionFactory()), {"typed": typed}).text


def test_only_a_training_lead_books_colleagues_and_only_their_own_group_is_shown(client, lead):
    session = SessionFactory()
    check = client.post(page(session), {"typed": "Ama,ama@example.org,Nurse"})
    group_page = client.post(page(session), posted(check)).url
    client.logout()
    for path in (page(session), group_page):
        assert client.get(path).url.startswith("/account/login/")
    client.force_login(PersonFactory())
    for path in (page(session), group_page):
        assert client.get(path).status_code == 403
    other = PersonFactory()
    TrainingLead.objects.create(person=other, organisation=OrganisationFactory())
    client.force_login(other)
    assert client.get(group_page).status_code == 403
    assert client.post(group_page).status_code == 403


def test_the_spreadsheet_to_fill_in_offers_the_roles_and_is_read_when_it_comes_back(client, lead):
    RoleFactory(name="=Not a formula")
    RoleFactory(name="Not offered any more", is_offered=False)
    response = client.get(reverse("training:group-template"))
    assert response["Content-Disposition"] == 'attachment; filename="colleagues.xlsx"'
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    sheet, roles = book.worksheets
    assert [cell.value for cell in sheet[1]] == ["name", "email", "role"]
    offered = [row[0].value for row in roles.iter_rows(min_row=2)]
    assert sorted(offered) == ["'=Not a formula", NURSE, "Teacher"]
    [rule] = sheet.data_validations.dataValidation
    assert (str(rule.sqref), rule.formula1) == ("C2:C201", f"='Roles'!$A$2:$A${len(offered) + 1}")

    for row in (["Ama Example", "ama@example.org", NURSE], ["Bo Example", "bo@example.org", NURSE]):
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    session = SessionFactory()
    assert reverse("training:group-template") in client.get(page(session)).text
    check = client.post(page(session), {"spreadsheet": SimpleUploadedFile("colleagues.xlsx", file.getvalue())})
    assert client.post(page(session), posted(check)).status_code == 302
    assert list(Booking.objects.order_by("email").values_list("email", "role__name")) == [
        ("ama@example.org", NURSE), ("bo@example.org", NURSE)
    ]  # fmt: skip


def test_the_spreadsheet_sent_back_empty_is_explained_at_its_field(client, lead):
    blank = SimpleUploadedFile("colleagues.xlsx", client.get(reverse("training:group-template")).content)
    assert "has no rows below its headings" in client.post(page(SessionFactory()), {"spreadsheet": blank}).text


def test_the_spreadsheet_is_for_training_leads(client, lead):
    client.force_login(PersonFactory())
    assert client.get(reverse("training:group-template")).status_code == 403
    client.logout()
    assert client.get(reverse("training:group-template")).url.startswith("/account/login/")

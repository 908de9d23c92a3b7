"""A whole month by spreadsheet: every cell checked, looked at before it is saved, all or nothing, and once."""

import io

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.models import Navigation
from people.accounts.policies import StaffRole
from people.models import Partnership
from tests.factories import (
    HeadcountFactory,
    LocalAuthorityFactory,
    OrganisationFactory,
    RoleGroupFactory,
    TopicFactory,
    staff_member,
)
from tests.sign_in import sign_in
from training.attendance.operations import withdraw_headcount
from training.models import Headcount

pytestmark = pytest.mark.django_db
UPLOAD = "/headcounts/upload/"
HEADINGS = ["Date", "Part of day", "Place", "URN", "Local authority", "Topic", "Counted or estimated", "Notes"]
HEADINGS += ["Year 9", "25 and over", "Professionals: Education"]


@pytest.fixture
def phone(client, wagtail_site, facilitator):
    return sign_in(client, facilitator)


@pytest.fixture(autouse=True)
def lists(time_machine, noon):
    time_machine.move_to(noon, tick=False)
    TopicFactory(), RoleGroupFactory(), LocalAuthorityFactory(name="Example Area")
    OrganisationFactory(name="Example School", urn=103_456)


def row(**more):
    """A good row: 180 of year nine at Example School."""
    told = {"Date": "2026-03-09", "Place": "Example School", "Topic": "Whole-year assembly", "Year 9": "180"} | more
    return [told.get(heading, "") for heading in HEADINGS]


def as_csv(*rows, headings=HEADINGS):
    lines = [";".join(map(str, each)) for each in (headings, *rows)]
    return SimpleUploadedFile("march.csv", "\n".join(lines).encode())


def as_xlsx(*rows):
    book = openpyxl.Workbook()
    for each in (HEADINGS, *rows):
        book.active.append([cell or None for cell in each])
    content = io.BytesIO()
    book.save(content)
    return SimpleUploadedFile("march.xlsx", content.getvalue())


def check(phone, file):
    return BeautifulSoup(phone.post(UPLOAD, {"spreadsheet": file}).content, "html.parser")


def said(soup):
    return [item.get_text(strip=True) for item in soup.select(".govuk-error-summary li")]


def happens(soup):
    return [" ".join(each.select("td")[-1].get_text(" ").split()) for each in soup.select("tbody tr")]


def agree(phone, soup):
    return phone.post(UPLOAD, {"preview": soup.select_one("[name=preview]")["value"]}, follow=True)


def people():
    return sorted(sum(line.number for line in each.lines.all()) for each in Headcount.objects.standing())


def test_a_month_is_looked_at_and_then_saved(phone, facilitator):
    rows = [
        row(**{"Professionals: Education": "6", "Part of day": "Morning", "Notes": "Loud"}),
        row(Date="10/03/2026", Place="Example Park", **{"Local authority": "Example Area", "25 and over": "40"}),
    ]
    soup = check(phone, as_csv(*rows))
    assert happens(soup) == ["To record", "To record"]
    assert "Example Park, Example Area Not on our list" in " ".join(soup.select("tbody tr")[1].get_text(" ").split())
    assert not Headcount.objects.exists()
    assert "Saved: 2 headcounts recorded, 406 people." in agree(phone, soup).text
    assert people() == [186, 220]
    kept = Headcount.objects.get(organisation__name="Example School")
    assert (kept.recorded_by, kept.part_of_day, kept.notes, kept.is_estimate) == (facilitator, "morning", "Loud", False)


def test_a_workbook_with_real_dates_and_numbers_is_read(phone, noon):
    told = row(Date=noon.replace(tzinfo=None), URN=103456, Place="Any name", **{"Year 9": 180})
    agree(phone, check(phone, as_xlsx(told)))
    assert Headcount.objects.get().organisation.name == "Example School"
    assert Headcount.objects.get().held_on == noon.date()


def test_the_same_file_again_changes_nothing(phone):
    file = [row(), row(), row(Date="2026-03-08")]  # two alike were held on one day
    first = check(phone, as_csv(*file))
    agree(phone, first)
    before = list(Headcount.objects.values("pk", "uid").order_by("pk"))
    again = check(phone, as_csv(*file))
    assert happens(again) == ["Saved already"] * 3
    assert again.select_one("[name=preview]") is None
    assert "All of this was saved before" in agree(phone, first).text
    assert list(Headcount.objects.values("pk", "uid").order_by("pk")) == before
    assert people() == [180, 180, 180]


def test_rows_in_another_order_and_with_more_rows_find_what_is_there(phone):
    agree(phone, check(phone, as_csv(row(), row(Date="2026-03-08"))))
    soup = check(phone, as_csv(row(Date="2026-03-08"), row(Date="2026-03-07"), row()))
    assert happens(soup) == ["Saved already", "To record", "Saved already"]


def test_a_file_whose_numbers_were_mended_corrects_what_differs(phone):
    agree(phone, check(phone, as_csv(row(), row(Date="2026-03-08"))))
    soup = check(phone, as_csv(row(**{"Year 9": "175"}), row(Date="2026-03-08")))
    assert happens(soup) == ["To correct 180 before", "Saved already"]
    assert "Saved: 1 corrected." in agree(phone, soup).text
    assert people() == [175, 180]


def test_one_that_was_withdrawn_stays_withdrawn(phone, facilitator):
    agree(phone, check(phone, as_csv(row(), row(Date="2026-03-08"))))
    withdraw_headcount(headcount=Headcount.objects.first(), by=facilitator, at=timezone.now())
    assert happens(check(phone, as_csv(row(), row(Date="2026-03-08")))) == ["Withdrawn before", "Saved already"]


def test_the_same_file_of_two_people_is_two_months(phone, client):
    agree(phone, check(phone, as_csv(row())))
    sign_in(client, staff_member(StaffRole.FACILITATOR))
    agree(client, check(client, as_csv(row())))
    assert people() == [180, 180]


def test_one_that_was_recorded_on_a_phone_is_pointed_out(phone, facilitator):
    school = Headcount.organisation.field.related_model.objects.get(urn=103_456)
    HeadcountFactory(recorded_by=facilitator, organisation=school, held_on="2026-03-09")
    HeadcountFactory(organisation=school, held_on="2026-03-08")  # somebody else's
    soup = check(phone, as_csv(row(), row(Date="2026-03-08")))
    assert happens(soup) == ["To record Twice?", "To record"]
    assert "One row is like a headcount that you recorded in another way" in soup.get_text()


WRONG = {
    "Row 2, Date: write the date as 10/03/2026.": {"Date": "soon"},
    "Row 2, Date: The date is in the future. Record a headcount once it has been held.": {"Date": "2026-03-11"},
    "Row 2, Part of day: write morning, afternoon or evening, or nothing.": {"Part of day": "Night"},
    "Row 2, Place: name the place.": {"Place": ""},
    "Row 2, URN: no open school of our list has this number.": {"URN": "999999"},
    "Row 2, Local authority: “Atlantis” is none of our areas.": {"Local authority": "Atlantis"},
    "Row 2, Local authority: this place is not on our list. Check its name, or add its area to keep it as it is.": {
        "Place": "Exampel School"
    },
    "Row 2, Topic: “Knitting” is none of the topics.": {"Topic": "Knitting"},
    "Row 2, Topic: name the topic.": {"Topic": ""},
    "Row 2, Counted or estimated: write counted or estimated.": {"Counted or estimated": "guessed"},
    "Row 2, Notes: use at most 1,000 characters.": {"Notes": "N" * 1001},
    "Row 2, Year 9: write a whole number up to 5,000, or nothing.": {"Year 9": "30.5"},
    "Row 2, Professionals: Education: write a whole number up to 5,000, or nothing.": {
        "Professionals: Education": "5001"
    },
    "Row 2, numbers: Enter how many people were there, for at least one audience.": {"Year 9": ""},
}


@pytest.mark.parametrize(("words", "more"), WRONG.items(), ids=WRONG.keys())
def test_each_mistake_is_named_by_row_and_column(phone, words, more):
    soup = check(phone, as_csv(row(**more)))
    assert said(soup) == [words]
    assert soup.select_one("[name=preview]") is None


def test_one_bad_row_keeps_all_rows_out_and_rows_have_the_numbers_of_the_file(phone):
    soup = check(phone, as_csv(row(), [""] * len(HEADINGS), row(Date="x", Topic="y")))
    assert said(soup) == ["Row 4, Date: write the date as 10/03/2026.", "Row 4, Topic: “y” is none of the topics."]
    assert not Headcount.objects.exists()


def test_of_two_schools_of_one_name_the_area_or_the_number_decides(phone):
    other = OrganisationFactory(name="Example School", urn=103_999)
    assert said(check(phone, as_csv(row()))) == [
        "Row 2, Place: 2 organisations of our list have this name. Add the area, or the URN."
    ]
    agree(phone, check(phone, as_csv(row(URN="103999"), row(**{"Local authority": other.local_authority.name}))))
    assert set(Headcount.objects.values_list("organisation", flat=True)) == {other.pk}


@pytest.mark.parametrize(
    ("headings", "words"),
    [
        ([*HEADINGS[:-1], "Yr 10"], "We do not know the column “Yr 10”. Use the headings of the template."),
        ([*HEADINGS[:-1], "year 9"], "The column “year 9” is there twice. Keep one of them."),
        (["Day", *HEADINGS[1:]], "We do not know the column “Day”. Use the headings of the template."),
        (HEADINGS[1:], "The first row has no column “Date”. Use the headings of the template."),
        ([*HEADINGS[:-3], "", *HEADINGS[-2:]], "Column 9 has no heading. Use the headings of the template."),
    ],
)
def test_headings_that_are_not_ours_are_refused_since_their_numbers_would_be_lost(phone, headings, words):
    assert said(check(phone, as_csv(row(), headings=headings))) == [words]


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (lambda: as_xlsx(row(**{"Year 9": "=1+1"})), "Cell I2 holds a formula."),
        (lambda: as_csv(row(Notes="=HYPERLINK()")), "Cell H2 holds a formula."),
        (lambda: as_csv(*[row()] * 201), "more than 200 rows"),
        (lambda: SimpleUploadedFile("march.xlsx", b"PK\x03\x04 nonsense"), "could not read this file"),
        (lambda: SimpleUploadedFile("march.pdf", b"%PDF-1.7"), "could not read this file"),
        (lambda: SimpleUploadedFile("march.csv", b""), "This file is empty"),
    ],
)
def test_a_file_that_is_no_plain_list_is_refused(phone, file, words):
    [error] = said(check(phone, file()))
    assert words in error


def test_a_preview_that_is_changed_or_of_somebody_else_is_not_agreed_to(phone, client):
    soup = check(phone, as_csv(row()))
    note = soup.select_one("[name=preview]")["value"]
    for preview in (note[:-1] + "x", "nonsense", ""):
        assert "Choose the file again" in phone.post(UPLOAD, {"preview": preview}, follow=True).text
    sign_in(client, staff_member(StaffRole.FACILITATOR))
    assert "Choose the file again" in client.post(UPLOAD, {"preview": note}, follow=True).text
    assert not Headcount.objects.exists()


def test_a_preview_of_yesterday_is_too_old(phone, time_machine, noon):
    soup = check(phone, as_csv(row()))
    note = soup.select_one("[name=preview]")["value"]
    time_machine.move_to(noon.replace(day=12), tick=False)
    staff = Headcount.recorded_by.field.related_model.objects.get(name="Fay Facilitator")
    sign_in(phone, staff)
    assert "Choose the file again" in phone.post(UPLOAD, {"preview": note}, follow=True).text
    assert not Headcount.objects.exists()


def test_what_changed_since_the_preview_is_looked_at_again_before_it_is_saved(phone, facilitator):
    agree(phone, check(phone, as_csv(row())))
    soup = check(phone, as_csv(row(**{"Year 9": "175"})))
    Headcount.objects.get().lines.update(number=190)  # corrected on a phone meanwhile
    shown = BeautifulSoup(agree(phone, soup).content, "html.parser")
    assert "Some of these headcounts were changed since the preview was made" in shown.get_text()
    assert (happens(shown), people()) == (["To correct 190 before"], [190])
    agree(phone, shown)
    assert people() == [175]


def test_the_template_explains_each_column_and_offers_its_choices(phone):
    content = b"".join(phone.get(reverse("training:headcount-template")))
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Headcounts", "How to fill it in", "Choices"]
    [headings] = book["Headcounts"].iter_rows(values_only=True)
    assert set(HEADINGS) < set(headings)
    explained = dict(book["How to fill it in"].iter_rows(min_row=2, values_only=True))
    assert list(explained) == list(headings)
    assert all(explained.values())
    offered = {column[0]: [word for word in column[1:] if word] for column in zip(*book["Choices"].values, strict=True)}
    assert offered["Topic"] == ["Whole-year assembly"]
    assert offered["Counted or estimated"] == ["Counted", "Estimated"]
    lists = {str(each.sqref): each.formula1 for each in book["Headcounts"].data_validations.dataValidation}
    assert lists["F2:F201"] == "='Choices'!$C$2:$C$2"


def test_a_template_that_is_filled_in_is_taken(phone):
    content = b"".join(phone.get(reverse("training:headcount-template")))
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book["Headcounts"]
    told = dict(zip(HEADINGS, row(), strict=True))
    sheet.append([told.get(cell.value) or None for cell in sheet[1]])
    filled = io.BytesIO()
    book.save(filled)
    agree(phone, check(phone, SimpleUploadedFile("march.xlsx", filled.getvalue())))
    assert people() == [180]


def test_a_preview_asks_the_database_as_often_for_two_rows_as_for_thirty(phone):
    for n in range(30):
        OrganisationFactory(name=f"Another School {n}")

    Partnership.load(), Navigation.load()

    def asked(number):
        file = as_csv(*(row(Place=f"Another School {n}") for n in range(number)))
        with CaptureQueriesContext(connection) as queries:
            assert len(happens(check(phone, file))) == number
        return len(queries)

    asked(2)
    assert asked(2) == asked(30)

"""Spreadsheets: safe to open, whole, and carrying what their figures mean."""

import csv
import io
from datetime import date, timedelta

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.exports import csv_lines, safe, workbook
from reach import views
from tests.factories import OrganisationFactory, PersonFactory
from tests.reach.attended import attended

YEAR = "period=financial-year-2025"
JUNE = date(2025, 6, 10)


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "  =", " \t@"])
def test_text_that_a_spreadsheet_would_take_for_a_formula_is_escaped(sign):
    assert safe(f"{sign}1+1") == f"'{sign}1+1"


@pytest.mark.parametrize("value", ["St Mary's", "a=b", "Smith-Jones", "", 12, 0, None, JUNE])
def test_everything_else_stays_as_it_is(value):
    assert safe(value) == value


def test_characters_that_a_workbook_cannot_hold_are_left_out():
    assert safe("Bell\x07 School\x00") == "Bell School"


@settings(max_examples=30)
@given(st.lists(st.text(st.characters(codec="utf-8")), min_size=1, max_size=4))
def test_any_text_survives_both_formats_as_text(cells):
    headers = [f"H{n}" for n in range(len(cells))]
    lines = list(csv_lines(headers, [cells], {"Period": "May"}))
    [_, row] = csv.reader(io.StringIO("".join(lines), newline=""))
    assert row == [*(safe(cell) for cell in cells), "May"]
    sheet = openpyxl.load_workbook(io.BytesIO(workbook("Reach", headers, [cells], {}))).worksheets[0]
    assert {cell.data_type for cell in sheet[2]} <= {"s", "n", "inlineStr"}  # never f, a formula; n is an empty cell


@pytest.mark.django_db
def test_the_table_as_csv_has_one_header_and_says_in_columns_what_it_means(analyst):
    person = PersonFactory(organisation=OrganisationFactory(name="=cmd|' /C calc'!A0"))
    for n in range(2):
        attended(person, JUNE + timedelta(days=n))
    response = analyst.get(f"/reach/export/?{YEAR}&by=organisation&format=csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="reach-financial-year-2025-by-organisation.csv"'
    [row] = csv.DictReader(io.StringIO(b"".join(response).decode(), newline=""))
    assert row["organisation"] == "'=cmd|' /C calc'!A0"
    assert (row["professionals_reached"], row["attendances"]) == ("1", "2")
    assert (row["period_from"], row["period_to"]) == ("2025-04-01", "2026-03-31")
    assert row["period"] == "Financial year 2025/26, April 2025 to March 2026"
    assert row["professionals_reached_means"].startswith("Different people")
    assert row["narrowed_by"] == "None"
    assert row["made_at"]


@pytest.mark.django_db
def test_lines_over_time_carry_their_days(analyst):
    attended(PersonFactory(), JUNE)
    response = analyst.get("/reach/export/?period=dates&first=2025-06-05&last=2025-07-02&by=month")
    rows = list(csv.DictReader(io.StringIO(b"".join(response).decode(), newline="")))
    assert [(row["month"], row["from"], row["to"], row["attendances"]) for row in rows] == [
        ("June 2025", "2025-06-05", "2025-06-30", "1"),
        ("July 2025", "2025-07-01", "2025-07-02", "0"),
    ]


@pytest.mark.django_db
def test_the_workbook_has_figures_as_numbers_and_their_meaning_on_a_second_sheet(analyst):
    attended(PersonFactory(), JUNE)
    content = analyst.get(f"/reach/export/?{YEAR}&by=sector&format=xlsx").content
    figures, about = openpyxl.load_workbook(io.BytesIO(content)).worksheets
    assert [[cell.value for cell in row] for row in figures] == [
        ["Sector", "Note", "Professionals reached", "Attendances"],
        ["Education: secondary", None, 1, 1],
    ]
    meaning = {row[0].value: row[1].value for row in about}
    assert meaning["Period from"] == "2025-04-01"
    assert meaning["Attendances in total"] == 1
    assert meaning["Attendances means"].startswith("Each person at each session")


@pytest.mark.django_db
@pytest.mark.parametrize(("measure", "number"), [("professionals", 2), ("attendances", 6)])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_exported_rows_are_as_many_as_the_figure(measure, number, form, analyst):
    people = [PersonFactory(), PersonFactory()]
    for n in range(6):
        attended(people[n % 2], JUNE + timedelta(days=n))
    attended(PersonFactory(), JUNE, counts=False)
    response = analyst.get(f"/reach/export/?{YEAR}&measure={measure}&format={form}")
    if form == "csv":
        rows = [row[0] for row in csv.reader(io.StringIO(b"".join(response).decode(), newline=""))]
    else:
        rows = [row[0].value for row in openpyxl.load_workbook(io.BytesIO(response.content)).worksheets[0]]
    assert len(rows) == number + 1
    assert len(set(rows[1:])) == 2


@pytest.mark.django_db
def test_a_day_is_a_day_in_a_workbook_and_written_from_year_to_day_in_csv(analyst):
    attended(PersonFactory(), JUNE)
    content = analyst.get(f"/reach/export/?{YEAR}&measure=attendances&format=xlsx").content
    cell = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]["B2"]
    assert (cell.is_date, cell.value.date()) == (True, JUNE)
    lines = b"".join(analyst.get(f"/reach/export/?{YEAR}&measure=attendances")).decode()
    assert next(csv.DictReader(io.StringIO(lines, newline="")))["date"] == "2025-06-10"


@pytest.mark.django_db
def test_a_person_who_moved_job_is_exported_once_as_they_were_last(analyst):
    person = PersonFactory()
    attended(person, JUNE)
    later = OrganisationFactory(name="Later School")
    attended(person, JUNE + timedelta(days=5), organisation=later)
    response = analyst.get(f"/reach/export/?{YEAR}&measure=professionals")
    [row] = csv.DictReader(io.StringIO(b"".join(response).decode(), newline=""))
    assert (row["attendances"], row["first_attended"], row["last_attended"], row["latest_organisation"]) == (
        "2",
        "2025-06-10",
        "2025-06-15",
        "Later School",
    )


@pytest.mark.django_db
def test_more_rows_than_a_workbook_takes_are_refused_in_plain_words(analyst, monkeypatch):
    monkeypatch.setattr(views, "MOST_XLSX_ROWS", 1)
    for _ in range(2):
        attended(PersonFactory(), JUNE)
    response = analyst.get(f"/reach/export/?{YEAR}&measure=attendances&format=xlsx", follow=True)
    assert response.redirect_chain == [(f"/reach/rows/?{YEAR}&measure=attendances", 302)]
    assert "Choose CSV, which has no limit, or a shorter period." in response.content.decode()
    assert len(b"".join(analyst.get(f"/reach/export/?{YEAR}&measure=attendances")).splitlines()) == 3

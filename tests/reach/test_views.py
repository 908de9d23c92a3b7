"""The pages of reach: who may open them, what they show, and that a figure leads to as many rows as it says."""

import re
from datetime import date, timedelta
from html import unescape
from urllib.parse import parse_qs, urlparse

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from people.accounts.policies import StaffRole
from tests.factories import OrganisationFactory, PersonFactory, RoleFactory, SectorFactory, staff_member
from tests.reach.attended import attended, session_on

pytestmark = pytest.mark.django_db
YEAR = "period=financial-year-2025"
JUNE = date(2025, 6, 10)
URLS = ["/reach/", "/reach/rows/", "/reach/export/", "/reach/export/?measure=attendances"]


def text_of(response):
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())))


def links_of(response, path):
    return [unescape(link) for link in re.findall(rf'href="({re.escape(path)}\?[^"]*)"', response.content.decode())]


def figure_of(text):
    return int(re.search(r"Each row is one \w+: ([\d,]+) ", text)[1].replace(",", ""))


@pytest.mark.parametrize("url", URLS)
@pytest.mark.parametrize(
    ("persona", "status"),
    [
        (lambda: None, 302),
        (lambda: PersonFactory(), 403),
        (lambda: staff_member(StaffRole.FACILITATOR), 403),
        (lambda: staff_member(StaffRole.EDITOR), 403),
        (lambda: PersonFactory(is_staff=True), 403),
        (lambda: staff_member(StaffRole.PROGRAMME_MANAGER), 200),
        (lambda: staff_member(StaffRole.ANALYST), 200),
        (lambda: staff_member(StaffRole.ADMINISTRATOR), 200),
    ],
    ids=["visitor", "professional", "facilitator", "editor", "staff", "manager", "analyst", "administrator"],
)
def test_who_may_see_reach(url, persona, status, sign_in):
    attended(PersonFactory(), JUNE)
    person = persona()
    client = sign_in(person) if person else Client()
    response = client.get(url)
    assert response.status_code == status
    if status == 302:
        assert urlparse(response["Location"]).path == "/account/login/"


def test_staff_without_a_second_factor_are_led_to_show_one(client):
    client.force_login(staff_member(StaffRole.ANALYST))
    assert client.get("/reach/").status_code == 302


def test_a_person_whose_account_is_closed_sees_nothing(sign_in):
    response = sign_in(staff_member(StaffRole.ANALYST, is_active=False)).get("/reach/")
    assert response.status_code == 302


def test_reach_is_only_read(analyst):
    assert analyst.post("/reach/").status_code == 405


def test_the_report_shows_each_figure_with_its_definition_and_period(analyst):
    for n in range(3):
        attended(PersonFactory(), JUNE + timedelta(days=n))
    text = text_of(analyst.get(f"/reach/?{YEAR}&by=sector"))
    assert "3 Professionals reached" in text
    assert "Different people, in a professional capacity, who met the attendance rule" in text
    assert "Financial year 2025/26, April 2025 to March 2026" in text
    assert "can add up to more than the total" in text


def test_without_choices_the_report_is_of_the_running_financial_year_by_sector(analyst, time_machine):
    time_machine.move_to("2026-03-31T23:30:00+00:00", tick=False)  # already April in London
    text = text_of(analyst.get("/reach/"))
    assert "Financial year 2026/27, April 2026 to March 2027" in text
    assert "This period has days still to come" in text
    assert "Nobody is counted here" in text


@pytest.mark.parametrize(
    "by", ["sector", "role", "organisation", "area", "course", "month", "quarter", "academic-year"]
)
def test_every_figure_leads_to_as_many_rows_as_it_says(by, analyst):
    people = [PersonFactory(role=RoleFactory(name=f"Role {n % 2}")) for n in range(4)]
    for n in range(12):
        facts = {"role": None, "sector": None, "local_authority": None, "organisation": None} if n % 5 == 0 else {}
        attended(people[n % 4], JUNE + timedelta(days=20 * n), **facts)
    report = analyst.get(f"/reach/?{YEAR}&by={by}")
    figures = {
        unescape(link): int(figure.replace(",", ""))
        for link, figure in re.findall(r'href="(/reach/rows/\?[^"]*)">([\d,]+)<', report.content.decode())
    }
    assert len(figures) >= 4
    for link, figure in figures.items():
        page = analyst.get(link)
        assert figure_of(text_of(page)) == figure, link
        assert page.content.decode().count('class="govuk-table__header reach-rows__person"') == figure, link


def test_rows_hold_no_name_and_no_address(analyst):
    person = PersonFactory(name="Priya Unmistakable", email="priya.unmistakable@example.org")
    attended(person, JUNE)
    for measure in ("professionals", "attendances"):
        page = analyst.get(f"/reach/rows/?{YEAR}&measure={measure}").content.decode()
        export = b"".join(analyst.get(f"/reach/export/?{YEAR}&measure={measure}&format=csv")).decode()
        for text in (page, export):
            assert person.organisation.name in text
            assert "unmistakable" not in text.lower()


def test_a_person_has_one_reference_in_a_report_and_another_in_another(analyst):
    person = PersonFactory()
    for n in range(2):
        attended(person, JUNE + timedelta(days=n))

    def references(query):
        page = analyst.get(f"/reach/rows/?{query}").content.decode()
        return re.findall(r'reach-rows__person">(\w+)<', page)

    year = references(f"{YEAR}&measure=attendances")
    assert len(year) == 2
    assert len(set(year)) == 1
    assert references(f"{YEAR}&measure=professionals") == year[:1]
    assert references("period=month-2025-06&measure=professionals") != year[:1]


@pytest.mark.parametrize(
    ("url", "of_attendance"),
    [
        ("/reach/?by=organisation&", 2),
        ("/reach/?by=month&", 2),
        ("/reach/rows/?", 3),
        ("/reach/rows/?measure=attendances&", 2),
    ],
)
def test_a_page_asks_the_database_the_same_for_thirty_lines_as_for_one(url, of_attendance, analyst):
    def attend(number):
        session = session_on(JUNE)
        for _ in range(number):
            attended(PersonFactory(organisation=OrganisationFactory(), role=RoleFactory()), JUNE, session=session)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            analyst.get(url + YEAR)
        return [query["sql"] for query in queries]

    attend(1)
    asked()  # what is kept after the first time is not asked again
    for_one = asked()
    assert sum('FROM "training_attendance"' in sql for sql in for_one) == of_attendance
    assert len(for_one) <= 18  # four for the choices, two for contacts; the rest are the frame of every page
    attend(29)
    assert len(asked()) == len(for_one)


def test_many_organisations_are_shown_in_pages_and_exported_whole(analyst):
    session = session_on(JUNE)
    for _ in range(53):
        attended(PersonFactory(), JUNE, session=session)
    first = text_of(analyst.get(f"/reach/?{YEAR}&by=organisation"))
    assert "By organisation: 1 to 50 of 53" in first
    assert "By organisation: 51 to 53 of 53" in text_of(analyst.get(f"/reach/?{YEAR}&by=organisation&page=2"))
    export = b"".join(analyst.get(f"/reach/export/?{YEAR}&by=organisation&format=csv")).decode()
    assert len(export.splitlines()) == 54


def test_a_report_narrowed_by_a_fact_says_so_and_can_be_widened(analyst):
    police = SectorFactory(name="Police")
    attended(PersonFactory(), JUNE, sector=police)
    attended(PersonFactory(), JUNE, sector=None)
    text = text_of(analyst.get(f"/reach/?{YEAR}&sector={police.pk}"))
    assert "Sector: Police Remove" in text
    assert "1 Professionals reached" in text
    assert "1 Professionals reached" in text_of(analyst.get(f"/reach/?{YEAR}&sector=not-known"))
    assert "2 Professionals reached" in text_of(analyst.get(f"/reach/?{YEAR}"))


def test_days_of_ones_own_are_counted_to_the_last(analyst):
    attended(PersonFactory(), JUNE)
    days = f"period=dates&first={JUNE}&last={JUNE}"
    text = text_of(analyst.get(f"/reach/?{days}"))
    assert "10 June 2025 Professionals reached 1 " in text
    [link, _] = [
        link
        for link in links_of(analyst.get(f"/reach/?{days}"), "/reach/rows/")
        if "sector" not in link.split("by=")[0]
    ]
    assert parse_qs(urlparse(link).query)["first"] == ["2025-06-10"]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("period=dates&first=2026-01-05&last=2026-01-02", "is before the first day"),
        ("period=dates&first=2026-01-05", "Enter the last day of the period."),
        ("period=dates&first=yesterday&last=2026-01-02", "Enter the first day as a date."),
        ("period=dates&first=1900-01-01&last=2026-01-02", "Choose days between 2000 and 2099."),
        ("period=quarter-2025-9", "Choose a period from the list."),
        ("by=colour", "not one of the available choices"),
        ("sector=99999", "not one of the available choices"),
        ("sector=1%27%20OR%201", "not one of the available choices"),
        ("organisation=99999", "not on our list"),
        ("organisation=1%27%20OR%201", "Enter a valid value"),
        (f"organisation={'9' * 5000}", "Enter a valid value"),
    ],
)
def test_what_cannot_be_counted_is_said_plainly_and_no_figure_is_shown(query, words, analyst):
    response = analyst.get(f"/reach/?{query}")
    assert words in text_of(response)
    assert "Professionals reached" not in text_of(response)
    for other in ("rows", "export"):
        assert analyst.get(f"/reach/{other}/?{query}")["Location"].startswith("/reach/?")


def test_days_left_over_from_an_earlier_choice_do_not_matter(analyst):
    assert "Financial year 2025/26" in text_of(analyst.get(f"/reach/?{YEAR}&first=nonsense&last=2026-01-02"))


def test_an_older_period_than_the_list_offers_can_be_asked_for(analyst):
    attended(PersonFactory(), date(2009, 5, 1))
    assert "1 Professionals reached" in text_of(analyst.get("/reach/?period=quarter-2009-1"))


def test_who_exported_rows_is_written_down_without_personal_data(analyst):
    attended(PersonFactory(), JUNE)
    b"".join(analyst.get(f"/reach/export/?{YEAR}&measure=professionals"))
    entry = ModelLogEntry.objects.get(action="reach.rows.export")
    assert entry.data == {"rows": 1, "format": "csv", "scope": YEAR, "measure": "professionals"}

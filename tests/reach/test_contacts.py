"""Community contacts: counted from headcounts, by two ages, and never among the professionals reached."""

import csv
import io
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reach.contacts import DEFINITION, contacts
from reach.periods import dates
from reach.queries import totals
from reach.scopes import Scope
from tests.factories import HeadcountFactory, LocalAuthorityFactory, RoleFactory, TopicFactory
from training.attendance.operations import withdraw_headcount

pytestmark = pytest.mark.django_db
YEAR = Scope(dates(date(2025, 4, 1), date(2026, 3, 31)))
ADDRESS = "period=dates&first=2025-04-01&last=2026-03-31&by=sector"


def held(day, **facts):
    return HeadcountFactory(held_on=day, **facts)


def figures(response):
    soup = BeautifulSoup(response.content, "html.parser")
    return [int(next(each.stripped_strings).replace(",", "")) for each in soup.select(".stat__figure")]


@pytest.fixture
def there():
    held("2025-04-01", counts={"year_9": 1_000, "parents": 40})
    held("2026-03-31", counts={"aged_18_24": 20, "aged_25": 3}, is_estimate=True)
    held("2025-03-31", counts={"year_9": 7})
    held("2026-04-01", counts={"year_9": 7})
    mistake = held("2025-06-01", counts={"year_9": 7})
    withdraw_headcount(headcount=mistake, by=mistake.recorded_by, at=timezone.now())


def test_contacts_are_counted_by_two_ages_within_the_days_and_without_what_was_withdrawn(there):
    found = contacts(YEAR)
    assert (found.up_to_24, found.over_24, found.headcounts, found.estimated) == (1_020, 43, 2, 23)


def test_nobody_of_a_headcount_is_among_the_professionals_reached(there):
    assert totals(YEAR) == {"professionals": 0, "attendances": 0}


def test_contacts_are_narrowed_by_area_and_not_told_for_what_headcounts_do_not_know():
    area = LocalAuthorityFactory()
    held("2025-05-01", local_authority=area)
    held("2025-05-01")
    held("2025-05-01", organisation__local_authority=None)
    assert contacts(YEAR.narrowed("area", area.pk)).headcounts == 1
    assert contacts(YEAR.narrowed("area", None)).headcounts == 1
    assert contacts(YEAR.narrowed("role", 1)) is None


def test_the_report_shows_both_figures_with_their_definition_and_leads_to_their_rows(analyst, there):
    response = analyst.get(f"/reach/?{ADDRESS}")
    soup = BeautifulSoup(response.content, "html.parser")
    assert figures(response)[-2:] == [1_020, 43]
    assert DEFINITION in soup.get_text()
    assert "2 headcounts; 23 of these people are estimated" in soup.get_text()
    [link] = {each["href"] for each in soup.select('a[href^="/reach/contacts/"]')}
    rows = BeautifulSoup(analyst.get(link).content, "html.parser").select("tbody tr")
    numbers = [
        [int(cell.get_text().replace(",", "")) for cell in row.select(".govuk-table__cell--numeric")] for row in rows
    ]
    assert [sum(column) for column in zip(*numbers, strict=True)] == [1_020, 43]


def test_the_file_has_the_same_rows_with_what_they_mean_and_no_notes(analyst, there):
    held("2025-05-05", notes="A name", organisation__name="=Elm", counts={"year_7": 5})
    response = analyst.get(f"/reach/contacts/?{ADDRESS}&format=csv")
    rows = list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode())))
    assert sum(int(row["community_contacts_aged_24_and_under"]) for row in rows) == 1_025
    assert [row["place"] for row in rows if row["date"] == "2025-05-05"] == ["'=Elm"]
    assert (
        "never" in rows[0]["community_contacts_means"] or "nobody here is added" in rows[0]["community_contacts_means"]
    )
    assert "A name" not in str(rows)


def test_a_report_narrowed_by_role_says_why_contacts_are_missing(analyst, there):
    role = RoleFactory()
    text = analyst.get(f"/reach/?{ADDRESS}&role={role.pk}").text
    assert "take these choices away to see community contacts" in text
    assert analyst.get(f"/reach/contacts/?{ADDRESS}&role={role.pk}").status_code == 302


def test_facilitators_do_not_read_reach(client, wagtail_site):
    assert client.get("/reach/contacts/").status_code == 302


def test_the_rows_ask_the_database_as_often_for_one_as_for_thirty(analyst):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            analyst.get(f"/reach/contacts/?{ADDRESS}")
        return len(queries)

    held("2025-05-01")
    asked()
    asked()
    few = asked()
    for n in range(29):
        held("2025-05-01", topic=TopicFactory(name=f"Topic {n}"))
    asked()  # what stands around the page, since places were made
    assert asked() == few

"""Staff look at everybody's headcounts: filtered, added up, read in full, and taken away."""

import csv
import io

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import ModelLogEntry

from tests.factories import HeadcountFactory, LocalAuthorityFactory, RoleGroupFactory, TopicFactory
from training.attendance.operations import Counted, Tally, correct_headcount, keep_sheet, withdraw_headcount
from training.models import HeadcountLine, Topic

pytestmark = pytest.mark.django_db
LIST, EXPORT = "/admin/training/headcount/", "/admin/headcounts/export/"


def shown(response):
    soup = BeautifulSoup(response.content, "html.parser")
    return sorted(cell.get_text(strip=True) for cell in soup.select("td.title"))


def sums(response):
    soup = BeautifulSoup(response.content, "html.parser")
    return [
        int(each.get_text().replace(",", "")) for each in soup.select("#listing-results strong, .nice-padding p strong")
    ][:3]


@pytest.fixture
def there(manager):
    """Three headcounts that each filter tells apart."""
    area, other = LocalAuthorityFactory(), TopicFactory(name="Knife arch")
    first = HeadcountFactory(organisation__name="Elm", held_on="2026-01-10", counts={"year_9": 30, "parents": 4})
    second = HeadcountFactory(
        organisation=None, place="Oak Park", local_authority=area, held_on="2026-02-10", topic=other
    )
    third = HeadcountFactory(organisation__name="Ash", held_on="2026-03-10", is_estimate=True, counts={"aged_25": 1200})
    withdraw_headcount(headcount=second, by=manager, at=timezone.now())
    return first, second, third


def test_the_list_adds_up_what_is_not_withdrawn(client, there):
    response = client.get(LIST)
    assert shown(response) == ["Ash", "Elm", "Oak Park"]
    assert sums(response) == [1234, 30, 1204]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("since=2026-02-01", ["Ash", "Oak Park"]),
        ("until=2026-02-10", ["Elm", "Oak Park"]),
        ("is_estimate=True", ["Ash"]),
        ("is_estimate=False", ["Elm", "Oak Park"]),
        ("state=withdrawn", ["Oak Park"]),
        ("state=standing", ["Ash", "Elm"]),
        ("q=oak", ["Oak Park"]),
        ("q=elm", ["Elm"]),
    ],
)
def test_the_list_and_the_file_are_narrowed_alike(client, there, query, expected):
    assert shown(client.get(f"{LIST}?{query}")) == expected
    assert sorted({line["place"] for line in lines(client, query)}) == expected


def test_it_is_narrowed_by_area_topic_and_who_recorded(client, there):
    first, second, third = there
    for query, expected in (
        (f"local_authority={second.local_authority_id}", ["Oak Park"]),
        (f"topic={second.topic_id}", ["Oak Park"]),
        (f"recorded_by={third.recorded_by_id}", ["Ash"]),
    ):
        assert shown(client.get(f"{LIST}?{query}")) == expected
    assert sums(client.get(f"{LIST}?recorded_by={first.recorded_by_id}")) == [34, 30, 4]


def lines(client, query=""):
    text = b"".join(client.get(f"{EXPORT}?{query}").streaming_content).decode()
    return list(csv.DictReader(io.StringIO(text)))


def test_the_file_has_a_row_for_each_audience_and_who_took_it_is_logged(client, there, manager):
    HeadcountLine.objects.create(headcount=there[0], audience="professionals", role_group=RoleGroupFactory(), number=6)
    rows = [line for line in lines(client) if line["place"] == "Elm"]
    assert [(each["audience"], each["age_group"], each["number"]) for each in rows] == [
        ("Year 9", "24 and under", "30"),
        ("Parents and carers", "Over 24", "4"),
        ("Professionals: Education", "Over 24", "6"),
    ]
    entry = ModelLogEntry.objects.get(action="training.headcount.export")
    assert (entry.user, entry.data) == (manager, {"rows": 5, "format": "csv"})


def test_no_spreadsheet_program_takes_a_place_or_a_note_for_a_formula(client, manager):
    HeadcountFactory(organisation__name='=HYPERLINK("http://evil")', notes="@SUM(1)")
    [line] = lines(client)
    assert (line["place"], line["notes"]) == ('\'=HYPERLINK("http://evil")', "'@SUM(1)")


def test_a_headcount_is_read_in_full_with_what_it_said_before(client, manager):
    kept = HeadcountFactory(notes="Loud", recorded_by=manager)
    told = Tally(
        held_on=kept.held_on, topic=kept.topic, organisation=kept.organisation, notes="Quiet", is_estimate=True,
        counts=(Counted("year_9", 29),),
    )  # fmt: skip
    correct_headcount(headcount=kept, told=told, by=manager, at=timezone.now())
    keep_sheet(headcount=kept, photo=b"a photo", at=timezone.now())
    text = " ".join(BeautifulSoup(client.get(f"{LIST}inspect/{kept.pk}/").content, "html.parser").get_text(" ").split())
    assert "Year 9 29" in text
    assert f"by {manager} Before: Estimated: no; Year 9: 30. Also changed: notes" in text
    assert "Sign-in sheet" in text


def test_the_list_asks_the_database_as_often_for_one_as_for_thirty(client, manager):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        return len(queries)

    HeadcountFactory()
    asked()
    few = asked()
    for n in range(29):
        HeadcountFactory(topic=TopicFactory(name=f"Topic {n}"))
    assert asked() == few


def test_a_topic_is_taken_out_of_the_offer_and_never_deleted(client, manager):
    topic = TopicFactory()
    client.post(f"/admin/training/topic/edit/{topic.pk}/", {"name": topic.name, "position": "3"})
    topic.refresh_from_db()
    assert (topic.is_offered, topic.position) == (False, 3)
    client.post(f"/admin/training/topic/delete/{topic.pk}/")
    assert Topic.objects.exists()

"""`manage.py reach`: the page's figures on a terminal."""

import csv
import io
import json
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command

from reach.breakdowns import CHOICES
from tests.factories import PersonFactory, SectorFactory
from tests.reach.attended import attended

JUNE = date(2025, 6, 10)


def printed(**options):
    out = io.StringIO()
    call_command("reach", stdout=out, **{"first": "2025-04-01", "last": "2026-03-31", **options})
    return out.getvalue()


@pytest.fixture
def three_visits(db):
    health = SectorFactory(name="Health")
    person = PersonFactory()
    attended(person, JUNE, sector=health)
    attended(person, JUNE + timedelta(days=1), sector=health)
    attended(PersonFactory(), JUNE, sector=None)


def test_the_table_shows_lines_total_and_definitions(three_visits):
    lines = printed().splitlines()
    assert lines[:7] == [
        "1 April 2025 to 31 March 2026",
        "",
        "Sector     Professionals reached  Attendances",
        "---------  ---------------------  -----------",
        "Health                         1            2",
        "Not known                      1            1",
        "In total                       2            3",
    ]
    assert any(line.startswith("Professionals reached: Different people") for line in lines)


def test_json_holds_the_same_figures_and_their_definitions(three_visits):
    answer = json.loads(printed(format="json", by="month"))
    assert answer["period"] == {"from": "2025-04-01", "to": "2026-03-31"}
    assert {measure["name"]: measure["total"] for measure in answer["measures"]} == {
        "professionals_reached": 2,
        "attendances": 3,
    }
    june = {"name": "June 2025", "note": "", "professionals_reached": 2, "attendances": 3}
    assert [group for group in answer["groups"] if group["attendances"]] == [june]
    assert len(answer["groups"]) == 12


def test_csv_is_the_file_that_the_page_exports(three_visits, analyst):
    page = analyst.get("/reach/export/?period=dates&first=2025-04-01&last=2026-03-31&by=sector")
    answers = [csv.DictReader(io.StringIO(text)) for text in (printed(format="csv"), b"".join(page).decode())]
    mine, theirs = [[{**row, "made_at": ""} for row in rows] for rows in answers]
    assert mine == theirs
    assert [row["sector"] for row in mine] == ["Health", "Not known"]


@pytest.mark.parametrize("by", [slug for slug, _ in CHOICES])
def test_every_split_adds_up(by, three_visits):
    assert sum(group["attendances"] for group in json.loads(printed(format="json", by=by))["groups"]) == 3


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"first": "2025-13-01"}, "--from '2025-13-01' is not a day of the calendar. Write it like 2026-03-31."),
        ({"last": "tomorrow"}, "--to 'tomorrow' is not a day of the calendar. Write it like 2026-03-31."),
        ({"last": "2025-03-01"}, "The last day, 1 March 2025, is before the first day, 1 April 2025."),
        ({"first": ""}, "Say which days to count: --from is missing, for example --from 2026-03-31."),
        ({"first": "1990-01-01"}, "Choose days between 2000 and 2099."),
        ({"format": "pdf"}, "There is no format 'pdf'. Choose one of table, json, csv."),
    ],
)
def test_a_mistake_gets_one_sentence(options, words):
    with pytest.raises(CommandError) as refusal:
        printed(**options)
    assert str(refusal.value) == words
    assert refusal.value.returncode == 1


def test_an_unknown_split_gets_the_list_of_those_there_are():
    with pytest.raises(CommandError, match=r"split by 'colour'.* role, sector, organisation, area, course, month"):
        printed(by="colour")

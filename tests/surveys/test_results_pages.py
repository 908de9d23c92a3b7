"""Pages of results: who sees them, what they say, and that no small number is on any of them or in any file of them."""

import csv
import io
import re
from datetime import timedelta

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from documents.dates import day
from people.accounts.operations import set_up_staff_roles
from people.accounts.policies import StaffRole
from surveys.models import AnonymousResponse, Mode, Publication, ReleasedTable
from surveys.results.operations.publishing import (
    NothingCounted,
    NotPublished,
    SaysTooLittle,
    publish_results,
    withdraw_results,
)
from surveys.results.operations.releasing import StillOpen, release_answers, release_comparison
from surveys.results.queries.published import published
from surveys.results.queries.selections import Selection
from surveys.results.tasks import count_what_is_asked
from tests.factories import PersonFactory, launched_survey, staff_member
from tests.sign_in import sign_in
from tests.surveys.answered import FULL, FULL_WORDS, crowd, lay, version_of

pytestmark = pytest.mark.django_db
SAID = {"findings": "You feel safe.", "response": "We mend the lights."}


def closed(answers, *, mode=Mode.ANONYMOUS, **facts):
    survey = launched_survey(mode=mode, slug="how-safe", **facts)
    lay(version_of(survey), answers)
    survey.closed_at = timezone.now()
    survey.save()
    return survey


def counted(survey, *comparisons):
    facts = {"survey": survey, "selection": Selection(), "by": None, "at": timezone.now()}
    release_answers(**facts)
    for by in comparisons:
        release_comparison(groups=by, keys=["safe"], **facts)
    return survey


def publish(survey, **facts):
    told = {"keys": ["safe", "age", "who.family", "order", "where"], **SAID, **facts}
    return publish_results(survey=survey, by=None, at=timezone.now(), **told)


def staff(*roles):
    set_up_staff_roles()
    return sign_in(Client(), staff_member(*roles))


def text_of(response):
    return BeautifulSoup(response.content, "html.parser").get_text(" ", strip=True)


ANALYST, MANAGER = (StaffRole.ANALYST,), (StaffRole.PROGRAMME_MANAGER,)
EDITOR, APPROVER = (StaffRole.EDITOR,), (StaffRole.APPROVER,)
WHO_SEES = {  # analyst, programme manager, editor, approver, administrator; 302: sent away with a message
    "survey_results:index": (200, 200, 302, 200, 200),
    "surveys_results": (200, 200, 302, 302, 200),
    "surveys_results_publish": (200, 302, 302, 200, 200),
    "surveys_results_withdraw": (200, 302, 302, 200, 200),
    "surveys_results_codebook": (200, 200, 302, 302, 200),
    "surveys_results_answers": (302, 302, 302, 302, 302),
}
PERSONAS = (ANALYST, MANAGER, EDITOR, APPROVER, (StaffRole.ADMINISTRATOR,))


@pytest.mark.parametrize(
    ("name", "roles", "answer"),
    [
        pytest.param(name, roles, answer, id=f"{name} {roles[0].name}")
        for name, answers in WHO_SEES.items()
        for roles, answer in zip(PERSONAS, answers, strict=True)
    ],
)
def test_each_role_opens_what_the_table_says(name, roles, answer):
    survey = closed(crowd(40))
    args = [] if name.endswith("index") else [survey.pk]
    assert staff(*roles).get(reverse(name, args=args)).status_code == answer


def test_single_answers_are_for_those_whom_the_survey_names_and_for_nobody_else():
    survey, reader = closed(crowd(40)), None
    set_up_staff_roles()
    reader, other = staff_member(StaffRole.ANALYST), staff_member(StaffRole.ADMINISTRATOR, is_superuser=True)
    survey.raw_readers.add(reader)
    address = reverse("surveys_results_answers", args=[survey.pk])
    told = {"what": "csv", "reason": "For the university that evaluates it"}
    taken, refused = (sign_in(Client(), each).post(address, told) for each in (reader, other))
    assert (taken["Content-Type"], len(taken.content.decode().splitlines())) == ("text/csv; charset=utf-8", 41)
    assert (refused.status_code, refused.get("Content-Disposition")) == (302, None)


def test_while_people_answer_staff_see_how_many_and_nothing_by_question():
    survey = launched_survey()
    lay(version_of(survey), crowd(47))
    page = text_of(staff(*ANALYST).get(reverse("surveys_results", args=[survey.pk])))
    assert "40 or more people have answered." in page
    assert "Do you feel safe" not in page
    assert not re.search(r"\b4[1-9]\b", page)
    staff(StaffRole.ANALYST).post(reverse("surveys_results", args=[survey.pk]), {"groups": "age"})
    assert not ReleasedTable.objects.exists()


def asked_and_counted(client, address, told=None):
    """What staff see once they asked for something, and a worker counted it."""
    sent = client.post(address, told or {})
    assert count_what_is_asked() == 1
    return client.get(sent.url)


def test_looking_releases_nothing_and_counting_does():
    survey, client = closed(crowd(60)), staff(*ANALYST)
    address = reverse("surveys_results", args=[survey.pk])
    assert "not been counted yet" in text_of(client.get(address))
    assert not ReleasedTable.objects.exists()
    page = text_of(asked_and_counted(client, address))
    assert "About 60 people answered." in page
    assert ReleasedTable.objects.count() > 5


def test_a_table_that_would_tell_is_refused_on_the_page_in_plain_words():
    people = [{"safe": "yes", "age": "under_16"}] * 40 + [{"safe": "no", "age": "under_16"}] * 6
    survey = counted(closed(people + [{"safe": "no", "age": "over_24"}] + [{"safe": "yes", "age": "over_24"}] * 20))
    address = reverse("surveys_results", args=[survey.pk])
    page = text_of(asked_and_counted(staff(*ANALYST), address, {"group": "age=under_16"}))
    assert "Not shown: " in page
    assert "about nearly the same people" in page


def statements_of(client, address):
    """How many statements a page takes, once what is read only once was read."""
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_pages_of_results_take_the_same_statements_for_few_and_for_many():
    few, many = counted(closed(crowd(30))), launched_survey(title="Another")
    lay(version_of(many), crowd(330), about=("ACE1", "ACE2"), periods=("2026-W10", "2026-W15"))
    many.closed_at = timezone.now()
    many.save()
    counted(many, "age", "~about", "~period")
    client = staff(*ANALYST)
    taken = {statements_of(client, reverse("surveys_results", args=[survey.pk])) for survey in (few, many)}
    assert taken == {17}  # the admin's own frame for most
    assert statements_of(client, reverse("surveys_results", args=[many.pk]) + "?groups=age") == 17


def test_the_list_takes_the_same_statements_for_one_survey_and_for_thirty():
    publish(counted(closed(crowd(60))))
    client, address = staff(*ANALYST), reverse("survey_results:index")
    few = statements_of(client, address)
    for number in range(29):
        launched_survey(slug=f"survey-{number}", title=f"Survey {number}")
    assert statements_of(client, address) == few


def test_a_published_page_takes_the_same_few_statements_for_everybody(django_assert_num_queries, client):
    survey = counted(closed(crowd(60)))
    publish(survey)
    client.get("/surveys/how-safe/results/")
    with django_assert_num_queries(4):  # the survey, the publication; the partnership and helplines of every page
        client.get("/surveys/how-safe/results/")


def test_results_are_published_changed_withdrawn_and_brought_back(client):
    survey = counted(closed(crowd(60)))
    publish(survey)
    first = text_of(client.get("/surveys/how-safe/results/"))
    assert "We mend the lights." in first
    assert f"The last day to answer was {timezone.localdate():%A %-d %B %Y}." in first
    publish(survey, response="The lights are mended.")
    page = text_of(client.get("/surveys/how-safe/results/"))
    assert ("The lights are mended." in page, "We mend the lights." in page) == (True, False)
    assert [each.pk for each, _publication in published()] == [survey.pk]
    withdraw_results(survey=survey, by=None, at=timezone.now())
    gone = client.get("/surveys/how-safe/results/")
    assert (gone.status_code, "taken down" in text_of(gone), "mended" in text_of(gone)) == (410, True, False)
    assert client.get("/surveys/how-safe/results/csv/").status_code == 404
    assert list(published()) == []
    with pytest.raises(NotPublished):
        withdraw_results(survey=survey, by=None, at=timezone.now())
    publish(survey)
    assert client.get("/surveys/how-safe/results/").status_code == 200


def test_before_results_are_published_the_page_says_by_when(client):
    survey = closed(crowd(60))
    assert "They will be on this page by" in text_of(client.get("/surveys/how-safe/results/"))
    survey.closes_on, survey.results_on = (timezone.localdate() - timedelta(days=days) for days in (9, 2))
    survey.save()
    assert "we are late. We are sorry." in text_of(client.get("/surveys/how-safe/results/"))
    assert client.get("/surveys/how-safe/results/csv/").status_code == 404


def test_a_draft_has_no_results(client):
    launched_survey(slug="draft", launched_at=None)
    assert client.get("/surveys/draft/results/").status_code == 404
    assert client.get("/surveys/unknown/results/").status_code == 404


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [({"findings": "  "}, SaysTooLittle), ({"response": ""}, SaysTooLittle), ({"keys": []}, NothingCounted)],
)
def test_results_are_not_published_half(facts, refusal):
    survey = counted(closed(crowd(60)))
    with pytest.raises(refusal):
        publish(survey, **facts)
    assert not Publication.objects.exists()


def test_what_was_not_counted_or_is_still_open_is_not_published():
    with pytest.raises(NothingCounted):
        publish(closed(crowd(60)))
    with pytest.raises(StillOpen):
        publish(launched_survey())


def test_what_staff_wrote_is_text_and_nothing_else(client):
    publish(counted(closed(crowd(60))), findings="<script>alert(1)</script>\n\nTwo")
    page = client.get("/surveys/how-safe/results/").content.decode()
    assert "<script>alert" not in page
    assert '<p class="govuk-body">Two</p>' in page


PLACES = (".result td", ".result .chart__value", ".result__base, .result th .help")
SMALL = [1, 2, 3, 4, 6, 7, 8, 9, 11, 12, 13, 14, 16, 17, 18, 19, 21, 22, 23, 24]


def few_and_many():
    """Answers in which every true count below a hundred is one that must not be shown."""
    people = [{"safe": "yes", "age": "under_16", "hope": "1", "where": ["street"]}] * 103
    people += [{"safe": "no", "age": "16_24", "hope": "2", "who": {"family": "often"}}] * 23
    people += [{"safe": "sometimes", "age": "over_24", "hope": "3", "order": ["clubs", "police", "school"]}] * 4
    return people + [{"safe": "~uncomfortable", "age": "~prefer_not", "hope": "5", "who": "~prefer_not"}] * 3


@pytest.mark.parametrize("mode", Mode)
def test_no_page_and_no_file_holds_a_number_that_could_point_to_somebody(mode, client):
    survey = counted(closed(few_and_many(), mode=mode), "age")
    publish(survey, keys=["safe", "age", "hope", "who.family", "order", "where"], comparisons=["age"])
    analyst = staff(*ANALYST)
    address = reverse("surveys_results", args=[survey.pk])
    pages = [
        client.get("/surveys/how-safe/results/"),
        analyst.get(address),
        analyst.get(address, {"groups": "age"}),
    ]
    for page in pages:
        soup = BeautifulSoup(page.content, "html.parser")
        found = {place: [cell.get_text(" ", strip=True) for cell in soup.select(place)] for place in PLACES}
        assert all(found[place] for place in PLACES[:2])
        told = [words for place in PLACES for words in found[place]]
        assert {number for each in told for number in numbers_in(each)} & set(SMALL) == set()
    tables = analyst.post(reverse("surveys_results_tables", args=[survey.pk]) + "?groups=age", {"format": "csv"})
    for file in (client.get("/surveys/how-safe/results/csv/").content, tables.content):
        rows = list(csv.DictReader(io.StringIO(file.decode("utf-8-sig"))))
        told = [numbers_in(row[name]) for row in rows for name in ("people_asked", "people", "number")]
        assert any(told)
        assert {number for numbers in told for number in numbers} & set(SMALL) == set()
    book = openpyxl.load_workbook(io.BytesIO(client.get("/surveys/how-safe/results/xlsx/").content))
    headers, *rows = book["Results"].iter_rows(values_only=True)
    told = {row[headers.index("Number")] for row in rows}
    assert 105 in told
    assert told & set(SMALL) == set()


def numbers_in(text):
    """The counts of a cell: neither its percentage, nor what "fewer than 5" says."""
    plain = re.sub(r"\(?\d+%\)?|fewer than (5|10)|Average.*|\d+\.\d", "", text)
    return [int(each) for each in re.findall(r"\d+", plain)] if "to" not in plain else []


def told_of(response):
    """The results on a page: every question with its table."""
    return [each.get_text(" ", strip=True) for each in BeautifulSoup(response.content, "html.parser").select(".result")]


def test_what_was_released_stays_when_every_answer_is_deleted(client):
    survey = launched_survey(slug="how-safe", questionnaire=FULL, words=FULL_WORDS)
    lay(version_of(survey), crowd(600, questionnaire=FULL), periods=("2026-W10", "2026-W15"))
    survey.closed_at = timezone.now()
    survey.save()
    counted(survey, "age", "spent", "~period")
    release_answers(survey=survey, selection=Selection(period="2026-03"), by=None, at=timezone.now())
    analyst, address = staff(*ANALYST), reverse("surveys_results", args=[survey.pk])
    looks = ["", "?groups=age", "?groups=spent", "?groups=%7Eperiod", "?period=2026-03"]
    publish(survey, keys=["safe", "living", "spent"], comparisons=["spent"])
    tables = [address.replace(f"{survey.pk}/", f"{survey.pk}/tables/") + look for look in looks]
    before = [told_of(analyst.get(address + look)) for look in looks]
    files = [analyst.post(each, {"format": "csv"}).content for each in tables]
    public = told_of(client.get("/surveys/how-safe/results/"))

    AnonymousResponse.objects.all().delete()
    survey.answers_deleted_on = timezone.localdate()
    survey.save()
    assert [told_of(analyst.get(address + look)) for look in looks] == before
    assert [analyst.post(each, {"format": "csv"}).content for each in tables] == files
    for form in ("xlsx", "sav"):
        assert analyst.post(tables[2], {"format": form}).status_code == 200
        assert client.get(f"/surveys/how-safe/results/{form}/").status_code == 200
    assert client.get("/surveys/how-safe/results/codebook/").status_code == 200
    publish(survey, keys=["safe", "living", "spent"], comparisons=["spent"])
    assert told_of(client.get("/surveys/how-safe/results/")) == public
    assert all(each for each in (*before, public))


def test_when_answers_are_deleted_no_comparison_is_offered_and_none_is_counted():
    survey = counted(closed(crowd(60)))
    survey.answers_deleted_on = timezone.localdate()
    survey.save()
    analyst, address = staff(*ANALYST), reverse("surveys_results", args=[survey.pk])
    page = analyst.get(address)
    told = text_of(page)
    on = day(survey.answers_deleted_on)
    assert f"The single answers were deleted on {on}; what was released before stays." in told
    assert "Look closer" not in told
    assert BeautifulSoup(page.content, "html.parser").select("select") == []
    number = ReleasedTable.objects.count()
    for fields in ({"groups": "age"}, {"group": "age=16_24"}):
        analyst.post(address, fields)
        count_what_is_asked()
    assert ReleasedTable.objects.count() == number


@pytest.mark.parametrize(
    ("people", "sentence"),
    [
        (0, "Fewer than 10 people answered, or nobody."),
        (7, "Fewer than 10 people answered, or nobody."),
        (60, "About 60 people answered."),
    ],
)
def test_how_many_answered_is_a_sentence_however_few(people, sentence):
    survey = counted(closed(crowd(people)))
    page = text_of(staff(*ANALYST).get(reverse("surveys_results", args=[survey.pk])))
    assert sentence in page
    assert page.count("people answered") == 1


def test_a_downloaded_comparison_has_the_question_that_the_screen_shows_and_no_other():
    survey, now = closed(crowd(120)), timezone.now()
    release_comparison(survey=survey, selection=Selection(), groups="age", keys=["safe", "hope"], by=None, at=now)
    address = reverse("surveys_results_tables", args=[survey.pk]) + "?groups=age&questions=safe"
    file = staff(*ANALYST).post(address, {"format": "csv"}).content.decode("utf-8-sig")
    assert {row["question"] for row in csv.DictReader(io.StringIO(file))} == {"Do you feel safe where you live?"}


def test_staff_who_may_not_see_results_take_no_tables():
    survey = counted(closed(crowd(60)))
    address = reverse("surveys_results_tables", args=[survey.pk])
    assert staff(*EDITOR).post(address, {"format": "csv"}).get("Content-Disposition") is None
    assert staff(*MANAGER).post(address, {"format": "csv"})["Content-Disposition"].endswith('results.csv"')


def test_whoever_is_not_staff_finds_nothing_of_the_admin():
    survey = closed(crowd(60))
    response = sign_in(Client(), PersonFactory()).get(reverse("surveys_results", args=[survey.pk]))
    assert response.status_code == 403

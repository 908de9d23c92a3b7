"""The pages on which headcounts are recorded, listed, corrected and withdrawn, and what a device sends."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.models import Navigation
from people.models import Partnership
from tests.factories import (
    HeadcountFactory,
    LocalAuthorityFactory,
    OrganisationFactory,
    PersonFactory,
    RoleGroupFactory,
    TopicFactory,
)
from tests.sign_in import sign_in
from training.models import Headcount

pytestmark = pytest.mark.django_db
NEW, SEND = "/headcounts/new/", "/headcounts/send/"


@pytest.fixture
def phone(client, wagtail_site, facilitator):
    return sign_in(client, facilitator)


@pytest.fixture
def school():
    return OrganisationFactory(name="Example School")


def answers(school=None, **more):
    """What is filled in on the form: 180 of year nine, today."""
    return {
        "uid": str(uuid4()), "organisation": school.pk if school else "", "held_on": timezone.localdate().isoformat(),
        "part_of_day": "morning", "topic": TopicFactory().pk, "is_estimate": "False", "year_9": "180", "notes": "",
    } | more  # fmt: skip


def errors(response):
    soup = BeautifulSoup(response.content, "html.parser")
    return [item.get_text(strip=True) for item in soup.select(".govuk-error-summary li")]


def counted(headcount):
    return {line.audience: line.number for line in headcount.lines.all()}


def test_a_headcount_is_saved_and_said_back_with_undo(phone, school, facilitator):
    response = phone.post(NEW, answers(school, parents="4"), follow=True)
    soup = BeautifulSoup(response.content, "html.parser")
    assert soup.select_one(".saved__title").get_text() == "Saved: 184 people at Example School"
    kept = Headcount.objects.get()
    assert (counted(kept), kept.recorded_by) == ({"year_9": 180, "parents": 4}, facilitator)
    undone = phone.post(soup.select_one(".saved form")["action"], follow=True)
    assert "Taken back: Example School is not counted." in undone.text
    assert not Headcount.objects.standing().exists()


def test_sent_twice_by_a_double_click_it_is_one(phone, school):
    given = answers(school)
    phone.post(NEW, given)
    again = phone.post(NEW, given | {"year_9": "9"}, follow=True)
    assert "This was saved before, and stands as you see it here." in again.text
    assert counted(Headcount.objects.get()) == {"year_9": 180}


def test_professionals_are_counted_by_their_group_of_roles(phone, school):
    health = RoleGroupFactory(name="Health")
    phone.post(NEW, answers(school, **{f"professionals_{health.pk}": "12", "year_9": ""}))
    [line] = Headcount.objects.get().lines.all()
    assert (line.audience, line.role_group, line.number) == ("professionals", health, 12)


def test_a_place_that_is_none_of_ours_is_named_with_its_area(phone):
    area = LocalAuthorityFactory()
    place = {"organisation": "new", "new_organisation_name": "Example Park", "new_organisation_area": area.pk}
    phone.post(NEW, answers(**place))
    kept = Headcount.objects.get()
    assert (kept.place, kept.local_authority, kept.organisation) == ("Example Park", area, None)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"organisation": ""}, "Say where it was: type part of the name, then choose it."),
        ({"organisation": "999999"}, "That organisation is no longer in our list. Please find it again."),
        ({"organisation": "", "organisation_query": "zz"}, "Choose the place from the list, or “Somewhere else”."),
        ({"year_9": "many"}, "Year 9: enter a whole number from 1 to 5,000, or leave it empty."),
        ({"year_9": "5001"}, "Year 9: enter a whole number from 1 to 5,000, or leave it empty."),
        ({"year_9": "-3"}, "Year 9: enter a whole number from 1 to 5,000, or leave it empty."),
        ({"year_9": "0"}, "Enter how many people were there, for at least one audience."),
        ({"topic": ""}, "Choose the topic."),
        ({"topic": "999999"}, "Choose a topic from the list."),
        ({"held_on": "soon"}, "Enter the date as a day, month and year."),
        ({"held_on": "2199-01-01"}, "The date is in the future. Record a headcount once it has been held."),
        ({"held_on": "0202-03-10"}, "The date is more than three years ago. Check the year."),
        ({"is_estimate": ""}, "Say whether people were counted or estimated."),
        ({"uid": "nonsense"}, "Open this page again, please."),
    ],
)
def test_what_is_missing_or_wrong_is_said_and_nothing_is_kept(phone, school, more, said):
    response = phone.post(NEW, answers(school) | more)
    assert errors(response) == [said]
    assert not Headcount.objects.exists()


def test_somewhere_else_asks_for_its_name_and_area(phone):
    assert errors(phone.post(NEW, answers(organisation="new"))) == [
        "Enter the name of the place.",
        "Choose the area of the place.",
    ]


def test_without_scripts_the_button_find_shows_matches_and_keeps_what_was_typed(phone, school):
    response = phone.post(NEW, answers(organisation_query="exam", find="1"))
    soup = BeautifulSoup(response.content, "html.parser")
    assert soup.select_one(f'[name=organisation][value="{school.pk}"]')
    assert soup.select_one("[name=year_9]")["value"] == "180"
    assert errors(response) == []


def test_the_page_opens_the_audiences_of_the_place_that_is_chosen(phone):
    primary = OrganisationFactory(kind__name="Primary school", kind__sector__name="Education: primary")
    response = phone.post(NEW, answers(primary, year_9="x"))
    sets = BeautifulSoup(response.content, "html.parser").select("[data-set]")
    assert [(each["data-set"], each.has_attr("open")) for each in sets] == [
        ("primary", True),
        ("secondary", True),  # something is written in it
        ("ages", False),
        ("adults", False),
    ]


def test_places_used_last_are_there_before_anything_is_typed(phone, facilitator, school):
    HeadcountFactory(recorded_by=facilitator, organisation=school)
    for page in (NEW, reverse("training:headcount-places")):
        assert BeautifulSoup(phone.get(page).content, "html.parser").select_one(
            f'[name=organisation][value="{school.pk}"]'
        )


def test_the_same_again_begins_with_the_place_and_topic_and_no_numbers(phone, facilitator, school):
    kept = HeadcountFactory(recorded_by=facilitator, organisation=school, held_on=timezone.localdate())
    soup = BeautifulSoup(phone.get(f"{NEW}?like={kept.pk}").content, "html.parser")
    assert soup.select_one("[name=organisation][checked]")["value"] == str(school.pk)
    assert soup.select_one("[name=topic][checked]")["value"] == str(kept.topic_id)
    assert (soup.select_one("[name=year_9]")["value"], soup.select_one("[name=uid]")["value"]) != ("30", str(kept.uid))
    somebody_elses = HeadcountFactory()
    other = BeautifulSoup(phone.get(f"{NEW}?like={somebody_elses.pk}").content, "html.parser")
    assert other.select_one("[name=organisation][checked]") is None
    assert phone.get(f"{NEW}?like=x").status_code == 200


def test_a_correction_shows_what_is_there_and_saves_what_is_new(phone, facilitator, school):
    kept = HeadcountFactory(recorded_by=facilitator, organisation=school, notes="Loud")
    page = reverse("training:headcount-change", args=[kept.pk])
    soup = BeautifulSoup(phone.get(page).content, "html.parser")
    assert soup.select_one("[name=year_9]")["value"] == "30"
    assert soup.select_one("[name=notes]").get_text() == "Loud"
    phone.post(page, answers(school, year_9="31"))
    assert counted(kept) == {"year_9": 31}


def test_a_closed_school_stays_the_place_of_what_was_held_there(phone, facilitator, school):
    kept = HeadcountFactory(recorded_by=facilitator, organisation=school)
    type(school).objects.filter(pk=school.pk).update(status="closed")
    phone.post(reverse("training:headcount-change", args=[kept.pk]), answers(school, year_9="31"))
    assert counted(kept) == {"year_9": 31}
    assert errors(phone.post(NEW, answers(school))) == [
        "That organisation is no longer in our list. Please find it again."
    ]


def test_withdrawing_asks_once(phone, facilitator):
    kept = HeadcountFactory(recorded_by=facilitator)
    page = reverse("training:headcount-withdraw", args=[kept.pk])
    assert "Withdraw this headcount?" in phone.get(page).text
    assert Headcount.objects.standing().count() == 1
    phone.post(page)
    assert Headcount.objects.standing().count() == 0


@pytest.mark.parametrize("verb", ["change", "withdraw", "sheet"])
def test_somebody_elses_headcount_is_not_opened(phone, verb):
    kept = HeadcountFactory()
    page = reverse(f"training:headcount-{verb}", args=[kept.pk])
    assert phone.get(page).status_code == 403
    assert phone.post(page, answers(kept.organisation)).status_code in (403, 405)
    assert counted(kept) == {"year_9": 30}


def test_who_is_no_facilitator_any_more_changes_nothing(phone, facilitator):
    kept = HeadcountFactory(recorded_by=facilitator)
    facilitator.groups.clear()
    assert phone.post(reverse("training:headcount-withdraw", args=[kept.pk])).status_code == 403
    assert Headcount.objects.standing().count() == 1


def test_the_list_shows_ones_own_and_the_sum_of_the_month(phone, facilitator):
    HeadcountFactory(recorded_by=facilitator, organisation__name="Example Own School")
    HeadcountFactory(recorded_by=facilitator, held_on=timezone.localdate() - timedelta(days=40))
    HeadcountFactory(organisation__name="Example Hidden School")
    text = phone.get("/headcounts/").text
    assert "Example Own School" in text
    assert "Example Hidden School" not in text
    assert "<strong>30 people</strong> in 1 headcount." in text


def test_the_pages_ask_the_database_as_often_for_one_as_for_many(phone, facilitator):
    Partnership.load(), Navigation.load()

    def asked(page):
        phone.get(page)
        with CaptureQueriesContext(connection) as queries:
            assert phone.get(page).status_code == 200
        return len(queries)

    HeadcountFactory(recorded_by=facilitator)
    pages = ("/headcounts/", NEW, reverse("training:headcount-places") + "?organisation_query=exam")
    few = [asked(page) for page in pages]
    for n in range(14):
        HeadcountFactory(recorded_by=facilitator, topic=TopicFactory(name=f"Topic {n}"))
    assert [asked(page) for page in pages] == few


def test_the_page_that_a_browser_keeps_is_the_same_for_everybody_and_holds_nothing_of_anybody(
    client, wagtail_site, facilitator
):
    HeadcountFactory(recorded_by=facilitator, organisation__name="Example Own School")
    asked_by_nobody = client.get("/headcounts/kept/").text
    sign_in(client, facilitator)
    assert client.get("/headcounts/kept/").text == asked_by_nobody
    assert "Example Own School" not in asked_by_nobody
    assert "csrfmiddlewaretoken" not in asked_by_nobody


def test_a_device_is_given_the_places_used_last(phone, facilitator, school):
    HeadcountFactory(recorded_by=facilitator, organisation=school)
    form = BeautifulSoup(phone.get(NEW).content, "html.parser").select_one("[data-headcount]")
    about = f"Secondary school, {school.local_authority}"
    assert json.loads(form["data-places"]) == [
        {"id": school.pk, "name": "Example School", "about": about, "kind": "Secondary school"}
    ]
    assert form["data-person"] == str(facilitator.pk)


# --- What a device sends -----------------------------------------------------------------------------------------


def sent(school, **more):
    return {
        "uid": str(uuid4()), "organisation": school.pk, "held_on": timezone.localdate().isoformat(),
        "topic": TopicFactory().pk, "is_estimate": True, "notes": "Loud", "device_at": "2026-03-10T09:00:00Z",
        "lines": [{"audience": "year_9", "number": 180}],
    } | more  # fmt: skip


def send(phone, *headcounts):
    body = {"sent_at": "2026-03-10T10:00:00Z", "headcounts": headcounts}
    return phone.post(SEND, json.dumps(body), content_type="application/json")


def test_what_a_device_sends_is_kept_once_and_each_is_answered(phone, school, facilitator):
    group, area = RoleGroupFactory(), LocalAuthorityFactory()
    first = sent(school, lines=[{"audience": "professionals", "role_group": group.pk, "number": 5}])
    second = sent(school, organisation=None, place="Example Park", local_authority=area.pk, part_of_day="evening")
    assert [each["answer"] for each in send(phone, first, second).json()["answers"]] == ["kept", "kept"]
    again = send(phone, first, second).json()["answers"]
    assert again == [{"uid": each["uid"], "answer": "nothing_new", "words": ""} for each in (first, second)]
    kept = Headcount.objects.get(uid=first["uid"])
    assert (kept.is_estimate, kept.notes, kept.recorded_by) == (True, "Loud", facilitator)
    assert kept.device_at.isoformat() == "2026-03-10T09:00:00+00:00"
    assert Headcount.objects.get(uid=second["uid"]).where() == "Example Park"


@pytest.mark.parametrize(
    "more",
    [
        {"uid": "x"},
        {"uid": 7},
        {"held_on": "2199-01-01"},
        {"held_on": "2026-02-31"},
        {"held_on": None},
        {"topic": 999_999},
        {"topic": True},
        {"topic": 10**30},
        {"organisation": 999_999},
        {"organisation": "1"},
        {"organisation": None},
        {"organisation": None, "place": "P" * 201},
        {"local_authority": 999_999},
        {"lines": []},
        {"lines": None},
        {"lines": [7]},
        {"lines": [{"audience": "year_9", "number": 1.5}]},
        {"lines": [{"audience": "year_9", "number": -1}]},
        {"lines": [{"audience": "year_9", "number": 10**12}]},
        {"lines": [{"audience": ["year_9"], "number": 5}]},
        {"lines": [{"audience": "professionals", "role_group": 999_999, "number": 5}]},
        {"lines": [{"audience": "year_9", "number": 5}] * 61},
        {"notes": "N" * 1001},
        {"notes": "nul \0"},
        {"notes": "half a letter \ud83d"},
        {"uid": "\ud800"},
        {"organisation": None, "place": "\udfff"},
        {"lines": [{"audience": "\ud800", "number": 5}]},
        {"notes": {"a": 1}},
        {"photo": 7},
        {"photo": "no base64!"},
        {"photo": "é"},
        {"photo": "R0lGODlhAQABAAAAACw="},
        {"part_of_day": "night"},
    ],
)
def test_one_that_cannot_be_read_is_refused_in_words_and_the_others_are_kept(phone, school, more):
    good = sent(school)
    bad, answered = send(phone, sent(school) | more, good).json()["answers"]
    assert (bad["answer"], bool(bad["words"]), answered["answer"]) == ("refused", True, "kept")
    assert Headcount.objects.count() == 1


@pytest.mark.parametrize(
    "device_at",
    ["yesterday", "9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00Z", "0001-01-02T00:00:00Z", "2026-03-10T09:00:00",
     "\ud800", None, 5],
)  # fmt: skip
def test_a_clock_that_says_nonsense_keeps_nothing_out_and_is_not_kept(phone, school, device_at):
    assert send(phone, sent(school, device_at=device_at)).json()["answers"][0]["answer"] == "kept"
    kept = Headcount.objects.get()
    assert kept.device_at == kept.received_at


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b'{"headcounts": 5}', b'{"headcounts": [5]}', b"\xff", b"[" * 200_000]
)
def test_what_is_no_list_of_headcounts_is_refused_whole(phone, body):
    assert phone.post(SEND, body, content_type="application/json").status_code == 400


def test_more_than_two_hundred_are_refused_whole(phone, school):
    assert send(phone, *([sent(school)] * 201)).status_code == 400
    assert not Headcount.objects.exists()


def test_a_device_whose_person_is_signed_out_is_told_so(client, school):
    response = send(client, sent(school))
    assert (response.status_code, response.headers["Content-Type"]) == (401, "application/json")
    sign_in(client, PersonFactory())
    assert send(client, sent(school)).status_code == 403
    assert not Headcount.objects.exists()


def test_a_school_that_was_merged_meanwhile_is_the_one_it_became(phone, school):
    into = OrganisationFactory()
    type(school).objects.filter(pk=school.pk).update(status="merged", merged_into=into)
    send(phone, sent(school))
    assert Headcount.objects.get().organisation == into


def test_receiving_asks_the_database_as_often_for_two_as_for_thirty(phone, school):
    def asked(number):
        with CaptureQueriesContext(connection) as queries:
            send(phone, *(sent(school) for _ in range(number)))
        return len(queries)

    asked(2)
    topics = 30 - 2  # the test's own question for each
    assert asked(30) - asked(2) == topics

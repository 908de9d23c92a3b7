from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import (
    CourseFactory,
    LocalAuthorityFactory,
    SessionFactory,
    ThemeFactory,
    UndatedSessionFactory,
    VenueFactory,
)
from tests.factories.cms import make_catalogue, make_course_page

pytestmark = pytest.mark.django_db


def in_days(days: int):
    return (timezone.localtime() + timedelta(days=days)).replace(hour=10, minute=0, second=0, microsecond=0)


def session(course, *, days=7, **fields):
    return SessionFactory(course=course, starts_at=in_days(days), **fields)


def shown(client, **query) -> list[str]:
    """The titles of the courses that the catalogue shows for a query, in order."""
    make_catalogue()
    response = client.get("/courses/", query)
    assert response.status_code == 200
    return [page.title for page in response.context_data["courses"]]


def course(title, **fields):
    made = CourseFactory(title=title, **fields)
    make_course_page(made)
    return made


def test_courses_with_the_soonest_dates_come_first_and_those_without_dates_last(client):
    course("Without dates")
    session(course("Later"), days=20)
    session(course("Sooner"), days=2)
    assert shown(client) == ["Sooner", "Later", "Without dates"]


def test_courses_are_filtered_by_theme(client):
    trauma = ThemeFactory(name="Trauma")
    course("Understanding trauma").themes.add(trauma, ThemeFactory(name="Health"))
    course("Other").themes.add(ThemeFactory(name="Exploitation"))
    assert shown(client, theme="trauma") == ["Understanding trauma"]


def test_an_area_keeps_sessions_there_and_online(client):
    here, there = LocalAuthorityFactory(name="Here"), LocalAuthorityFactory(name="There")
    session(course("Near"), days=1, venue=VenueFactory(local_authority=here))
    session(course("Far"), days=2, venue=VenueFactory(local_authority=there))
    session(course("Online"), days=3, mode="online", venue=None)
    assert shown(client, area=here.ons_code) == ["Near", "Online"]


def test_the_session_shown_on_a_card_is_one_that_meets_the_filters(client):
    both = course("Both ways")
    session(both, days=1)
    online = session(both, days=5, mode="online", venue=None)
    make_catalogue()
    [page] = client.get("/courses/", {"mode": "online"}).context_data["courses"]
    assert page.next_session == online


def test_courses_at_ones_own_pace_are_found_without_a_session(client):
    course("Alone", delivery_modes=["self_paced"])
    session(course("Together", delivery_modes=["in_person"]))
    assert shown(client, mode="self_paced") == ["Alone"]


def test_courses_are_filtered_by_language(client):
    session(course("Polish"), language="pl")
    session(course("English"))
    assert shown(client, language="pl") == ["Polish"]


def test_both_dates_are_included(client):
    session(course("Day 3"), days=3)
    session(course("Day 4"), days=4)
    session(course("Day 5"), days=5)
    day = in_days(4).date().isoformat()
    assert shown(client, date_from=day, date_to=day) == ["Day 4"]


def test_only_places_left_leaves_out_full_sessions(client):
    session(course("Full"), capacity=1, places_held=1)
    session(course("Free"))
    assert shown(client, with_places="on") == ["Free"]


@pytest.mark.parametrize("words", ["knife", "KNF1", "pastoral", "bystander", "riverside"])
def test_words_find_a_course_by_its_facts_and_by_its_page(client, words):
    found = CourseFactory(
        title="Knife harm", code="KNF1", audience="Pastoral staff", learning_outcomes="Act as a bystander\nListen"
    )
    make_course_page(found, body='[{"type": "text", "value": "<p>Held by the riverside.</p>"}]')
    course("Something else")
    assert shown(client, words=words) == ["Knife harm"]


def test_filters_work_together(client):
    trauma = ThemeFactory(name="Trauma")
    wanted = course("Wanted")
    wanted.themes.add(trauma)
    session(wanted, language="pl")
    no_polish = course("No Polish")
    no_polish.themes.add(trauma)
    session(no_polish)
    session(course("No trauma"), language="pl")
    assert shown(client, theme="trauma", language="pl") == ["Wanted"]


def test_a_course_not_on_offer_and_an_unpublished_page_are_not_shown(client):
    course("Not on offer", is_active=False)
    make_course_page(CourseFactory(title="Draft page"), live=False)
    course("Shown")
    assert shown(client) == ["Shown"]


def test_a_wrong_date_is_explained_and_the_other_filters_still_work(client):
    session(course("Polish"), language="pl")
    session(course("English"))
    make_catalogue()
    response = client.get("/courses/", {"date_from": "soon", "language": "pl"})
    assert [page.title for page in response.context_data["courses"]] == ["Polish"]
    assert "Write the date as day, month and year, like 27/3/2026." in response.content.decode()


@pytest.mark.parametrize("typed", ["27/3/2026", "27.3.2026", "27 March 2026", "2026-03-27"])
def test_dates_are_understood_as_people_write_them(client, typed):
    make_catalogue()
    assert client.get("/courses/", {"date_from": typed}).context_data["form"].errors == {}


def test_dates_in_the_wrong_order_are_explained(client):
    make_catalogue()
    response = client.get("/courses/", {"date_from": "2026-05-02", "date_to": "2026-05-01"})
    assert response.context_data["form"].errors == {"date_to": ["This date is before the first one. Swap them round."]}


@pytest.mark.parametrize(
    "query",
    [{"theme": "x" * 500}, {"area": "'; drop"}, {"mode": "\x00"}, {"language": "zz"}, {"page": "-1"}, {"words": '"*('}],
)
def test_a_query_made_up_by_hand_is_answered_calmly(client, query):
    course("Shown")
    make_catalogue()
    assert client.get("/courses/", query).status_code == 200


def test_when_nothing_matches_there_is_a_way_to_clear_the_filters(client):
    course("Something")
    make_catalogue()
    html = client.get("/courses/", {"words": "zebra"}).content.decode()
    assert "No course matches" in html
    assert '<a class="govuk-link" href="/courses/">Clear the filters</a>' in html


def test_the_number_of_courses_is_announced(client):
    course("One")
    make_catalogue()
    html = client.get("/courses/", {"words": "one"}).content.decode()
    assert '<div role="status"><h2 class="govuk-heading-m">1 course found</h2></div>' in html
    assert "<title>Courses: 1 course" in html


def test_the_catalogue_makes_as_many_queries_for_thirty_courses_as_for_one(client, django_assert_num_queries):
    themes = [ThemeFactory(name=f"Theme {n}") for n in range(3)]

    def add(number):
        for _ in range(number):
            made = CourseFactory()
            made.themes.set(themes)
            make_course_page(made)
            session(made)

    add(1)
    client.get("/courses/")  # what is read once a process is read here
    with django_assert_num_queries(QUERIES):
        client.get("/courses/")
    add(29)
    with django_assert_num_queries(QUERIES):
        client.get("/courses/")


QUERIES = 17


def test_pages_of_courses_keep_the_filters(client):
    for _ in range(13):
        session(course("Many"), language="pl")
    html = client.get("/courses/", {"language": "pl"}).content.decode()
    assert "?language=pl&page=2" in html


def test_courses_with_a_date_to_be_set_come_after_those_with_one_and_before_those_without(client):
    course("Nothing yet")
    UndatedSessionFactory(course=course("To be set"), about_when="in spring", local_authority__name="Northtown")
    session(course("Dated"))
    assert shown(client) == ["Dated", "To be set", "Nothing yet"]
    assert "<strong>Date to be set:</strong> in spring, Northtown" in client.get("/courses/").text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"mode": "online"}, True),
        ({"mode": "in_person"}, False),
        ({"language": "pl"}, True),
        ({"language": "en"}, False),
        ({"area": "E99999999"}, True),
        ({"with_places": "on"}, False),
        ({"date_from": "2026-01-01"}, False),
    ],
)
def test_a_session_without_a_date_is_found_by_what_is_known_of_it(client, query, found):
    LocalAuthorityFactory(ons_code="E99999999")
    session(course("Other"), days=-5, language="pl")  # so that the language is offered
    UndatedSessionFactory(course=course("Wanted"), mode="online", local_authority=None, language="pl")
    assert ("Wanted" in shown(client, **query)) is found

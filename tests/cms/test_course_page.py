from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format

from cms.courses.facts import certificate_rule, length_in_words, months_in_words
from cms.models import CoursePage, ModulePage
from tests.factories import CourseFactory, SessionFactory, ThemeFactory, UndatedSessionFactory, VenueFactory
from tests.factories.cms import make_catalogue, make_course_page, make_page
from training.models import Competency, Framework

pytestmark = pytest.mark.django_db


def html_of(client, page) -> str:
    response = client.get(page.url)
    assert response.status_code == 200
    return response.content.decode()


def test_a_course_page_shows_the_facts(client):
    course = CourseFactory(
        title="Understanding trauma", audience="Everyone who works with children", cpd_hours="2.5", validity_months=36
    )
    course.themes.add(ThemeFactory(name="Trauma"))
    framework = Framework.objects.create(name="Learning framework")
    course.competencies.add(Competency.objects.create(framework=framework, code="T1", name="Notices trauma"))
    html = html_of(client, make_course_page(course))
    for fact in (
        "Everyone who works with children",
        "2 hours",
        "2.5",
        "In person, Online, live",
        "You get one when you attend at least 1 hour 30 minutes of the 2 hours. It is valid for 3 years.",
        "Trauma",
        "Say what trauma is",
        "Notice how it shows",
        "Learning framework",
        "T1 Notices trauma",
    ):
        assert fact in html


def test_a_course_page_follows_the_course_when_it_changes(client):
    course = CourseFactory()
    page = make_course_page(course)
    course.audience = "Nurses"
    course.save()
    assert "Nurses" in html_of(client, page)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"awards_certificate": False}, "This course does not award one"),
        (
            {"certificate_minutes": 120, "validity_months": None},
            "You get one when you attend the whole course. It does not expire.",
        ),
        (
            {"validity_months": 18},
            "You get one when you attend at least 1 hour 30 minutes of the 2 hours. It is valid for 18 months.",
        ),
    ],
)
def test_the_rule_for_a_certificate_is_said_in_words(fields, said):
    assert certificate_rule(CourseFactory.build(**fields)) == said


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (
            {"awards_certificate": False},
            "It renews your certificate of Noticing harm, if you hold one. The new one is valid for 2 years.",
        ),
        (
            {"awards_certificate": True},
            "It renews your certificate of Noticing harm, if you hold one. The new one is valid for 2 years. "
            "Without one you get a certificate of this course.",
        ),
    ],
)
def test_a_refresher_says_what_it_renews(client, fields, said):
    refresher = CourseFactory(renews=CourseFactory(title="Noticing harm", validity_months=24), **fields)
    assert certificate_rule(refresher) == said
    assert said in html_of(client, make_course_page(refresher))


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "0 minutes"), (1, "1 minute"), (60, "1 hour"), (61, "1 hour 1 minute"), (390, "6 hours 30 minutes")],
)
def test_lengths_are_said_in_words(minutes, words):
    assert length_in_words(minutes) == words


@pytest.mark.parametrize(("months", "words"), [(1, "1 month"), (12, "1 year"), (18, "18 months"), (36, "3 years")])
def test_validity_is_said_in_words(months, words):
    assert months_in_words(months) == words


def test_sessions_to_come_are_shown_with_places_left_and_a_way_to_book(client):
    course = CourseFactory()
    free = SessionFactory(course=course, capacity=20, places_held=8)
    SessionFactory(course=course, capacity=3, places_held=2)
    SessionFactory(course=course, capacity=1, places_held=1)
    past = SessionFactory(course=course, starts_at=timezone.now() - timedelta(days=3))
    draft = SessionFactory(course=course, status="draft")
    html = html_of(client, make_course_page(course))
    assert f'href="/sessions/{free.pk}/book/"' in html
    assert "12 places left" in html
    assert "1 place left" in html
    assert "Full" in html
    for hidden in (past, draft):
        assert f"/sessions/{hidden.pk}/" not in html


def test_a_full_date_leads_to_its_waiting_list_and_every_date_to_its_own_page(client):
    course = CourseFactory()
    free, full = SessionFactory(course=course), SessionFactory(course=course, capacity=1, places_held=1)
    rows = BeautifulSoup(html_of(client, make_course_page(course)), "html.parser").select(".session-row")
    ways = {link["href"]: link.find(string=True).strip() for row in rows for link in row.select("a")}
    assert ways == {
        f"/sessions/{free.pk}/": "About this date",
        f"/sessions/{free.pk}/book/": "Book a place",
        f"/sessions/{full.pk}/": "About this date",
        f"/sessions/{full.pk}/book/": "Join the waiting list",
    }


def test_a_hybrid_date_says_that_it_can_be_joined_online_on_the_page_and_in_the_catalogue(client):
    venue = VenueFactory(name="Oak Hall", local_authority__name="Walsall")
    session = SessionFactory(mode="hybrid", online_capacity=5, venue=venue)
    page = make_course_page(session.course)
    assert '<p class="session-row__place">Oak Hall, Walsall, or online</p>' in html_of(client, page)
    assert "Oak Hall, Walsall, or online</p>" in client.get(page.get_parent().url, {"mode": "online"}).text


def test_the_soonest_date_is_said_at_the_top_before_the_long_text(client):
    course = CourseFactory()
    later = SessionFactory(course=course, capacity=20)
    soonest = SessionFactory(
        course=course, capacity=1, places_held=1, starts_at=later.starts_at - timedelta(days=1), ends_at=later.starts_at
    )
    top = " ".join(html_of(client, make_course_page(course)).partition('class="hero__next"')[2].split())
    day_said = date_format(timezone.localtime(soonest.starts_at), "l j F Y")
    assert top.startswith(f"><strong>Next:</strong> {day_said},")
    assert top.partition("</p>")[0].endswith("(full)")


def test_the_joining_link_of_a_session_is_never_on_a_page(client):
    course = CourseFactory()
    SessionFactory(course=course, mode="online", venue=None, joining_link="https://meet.example.org/secret-room")
    assert "secret-room" not in html_of(client, make_course_page(course))


def test_without_dates_the_page_says_so_and_what_to_do(client):
    html = html_of(client, make_course_page())
    assert "No dates at the moment" in html
    assert 'href="/courses/">Look at other courses</a>' in html


def test_a_course_not_on_offer_says_so(client):
    html = html_of(client, make_course_page(CourseFactory(is_active=False)))
    assert "This course is not offered at the moment." in html


def test_only_published_modules_are_listed(client):
    page = make_course_page()
    make_page(ModulePage, page, "What trauma is", minutes=20)
    make_page(ModulePage, page, "Unfinished module", live=False)
    html = html_of(client, page)
    assert "What trauma is" in html
    assert "Unfinished module" not in html


def test_a_module_leads_to_the_next_and_the_one_before(client):
    page = make_course_page()
    modules = [make_page(ModulePage, page, f"Module {n}") for n in range(3)]
    html = html_of(client, modules[1])
    assert modules[0].url in html
    assert modules[2].url in html


def test_a_course_has_one_page_in_a_language():
    course = CourseFactory()
    make_course_page(course, title="The first page")
    with pytest.raises(ValidationError) as refused:
        make_page(CoursePage, make_catalogue(), "Another", course=course)
    assert refused.value.message_dict == {"course": ["“The first page” is already the page of this course."]}


def test_a_course_page_makes_as_many_queries_for_thirty_sessions_as_for_one(client, django_assert_num_queries):
    page = make_course_page()
    SessionFactory(course=page.course)
    client.get(page.url)
    with django_assert_num_queries(QUERIES):
        client.get(page.url)
    SessionFactory.create_batch(29, course=page.course)
    with django_assert_num_queries(QUERIES):
        client.get(page.url)


QUERIES = 19


def test_the_drawing_that_editors_chose_is_on_the_page_and_on_its_card(client):
    page = make_course_page(picture="bystander")
    assert "picture-box--bystander" in html_of(client, page)
    assert "picture-box--bystander" in html_of(client, make_catalogue())


def test_a_course_without_a_drawing_shows_what_it_leads_to(client):
    assert "picture-box--certificate" in html_of(client, make_course_page(CourseFactory()))


def test_a_session_whose_date_is_to_be_set_stands_after_those_that_have_one(client):
    course = CourseFactory()
    undated = UndatedSessionFactory(
        course=course, about_when="in spring", local_authority__name="Northtown", language="pl"
    )
    dated = SessionFactory(course=course)
    hidden = [
        UndatedSessionFactory(course=course, is_announced=False),
        UndatedSessionFactory(course=course, withdrawn_at=timezone.now()),
        UndatedSessionFactory(course=course, session=SessionFactory(course=course, status="draft")),
        UndatedSessionFactory(),
    ]
    html = html_of(client, make_course_page(course))
    asks = f'href="/undated-sessions/{undated.pk}/"'
    assert html.index(f'href="/sessions/{dated.pk}/book/"') < html.index("Date to be set") < html.index(asks)
    for said in ("In spring", "Northtown", "Held in Polish"):
        assert said in html
    assert [each for each in hidden if f"/undated-sessions/{each.pk}/" in html] == []


def test_where_no_date_is_set_people_are_led_to_the_one_that_will_be(client):
    undated = UndatedSessionFactory()
    html = html_of(client, make_course_page(undated.course))
    assert "Be told of the next date" in html
    assert "No dates at the moment" not in html


def test_a_course_page_makes_as_many_queries_for_many_undated_sessions(client, django_assert_num_queries):
    page = make_course_page()
    SessionFactory(course=page.course), UndatedSessionFactory(course=page.course)
    client.get(page.url)
    for more in (0, 29):
        UndatedSessionFactory.create_batch(more, course=page.course)
        with django_assert_num_queries(QUERIES):
            client.get(page.url)

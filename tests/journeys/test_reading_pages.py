"""Pages of every kind can be read by anyone: axe finds nothing, and nothing scrolls sideways on a phone."""

import pytest

from cms.models import NewsIndexPage, NewsPage, SectionPage
from tests.factories import SessionFactory
from tests.factories.cms import make_course_page, make_home, make_page, make_standard_page, stream

pytestmark = pytest.mark.django_db(transaction=True)


def test_pages_of_every_kind_are_accessible_and_fit_a_phone(phone, live_server, axe, fits):
    link = {"text": "Find a course", "page": None, "address": "/courses/"}
    figures = [{"figure": "7,053", "text": "professionals reached", "period": "2022 to 2023"}]
    home = make_home(
        body=stream(
            ("next_sessions", {"heading": "Coming up", "text": "", "how_many": 3, "link": link}),
            ("figures", {"heading": "Reach", "figures": figures, "note": "From the yearly report"}),
        )
    )
    course = make_course_page(summary="What it is about")
    SessionFactory(course=course.course)
    section = make_page(SectionPage, home, "Our work")
    note = {"mentions": "violence", "advice": "", "leave_to": None, "covered": []}
    sections = [{"heading": f"Question {n}", "text": "<p>Answer</p>"} for n in (1, 2)]
    body = stream(("text", "<h2>Words</h2>"), ("content_note", note), ("accordion", {"sections": sections}))
    make_standard_page("Standard", parent=section, offers_exit=True, body=body)
    news = make_page(NewsIndexPage, home, "News")
    make_page(NewsPage, news, "Item", summary="What happened")
    paths = [
        "/",
        "/courses/",
        course.url,
        "/our-work/",
        "/our-work/standard/",
        "/news/",
        "/news/item/",
        "/search/?q=what",
    ]
    for path in paths:
        assert phone.goto(path).status == 200
        axe(phone)
        fits(phone)

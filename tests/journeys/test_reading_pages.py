"""Pages of every kind can be read by anyone, on a phone, in the dark, in letters four times as large, on paper."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from cms.models import NewsIndexPage, NewsPage, SectionPage
from people.accounts.operations import set_up_staff_roles
from people.accounts.policies import StaffRole
from people.models import Helpline
from tests.factories import BookingFactory, SessionFactory, staff_member
from tests.factories.cms import make_course_page, make_home, make_page, make_standard_page, stream
from tests.visitors import has_authenticator_app, sign_in
from training.attendance.operations import mark
from training.certificates.operations import issue
from training.models import Certificate

pytestmark = pytest.mark.django_db(transaction=True)


def _certificate() -> Certificate:
    yesterday = timezone.now() - timedelta(days=1)
    booking = BookingFactory(session=SessionFactory(starts_at=yesterday))
    attendance = mark(booking=booking, status="present", by=None, at=timezone.now())
    return issue(attendance_id=attendance.pk, at=timezone.now())


@pytest.fixture
def paths() -> list[str]:
    """Where there is a page of every kind, with something of every kind on it."""
    link = {"text": "Find a course", "page": None, "address": "/courses/"}
    figures = [{"figure": "7,053", "text": "professionals reached", "period": "2022 to 2023"}]
    home = make_home(
        body=stream(
            ("next_sessions", {"heading": "Coming up", "text": "", "how_many": 3, "link": link}),
            ("figures", {"heading": "Reach", "figures": figures, "note": "From the yearly report"}),
            ("call_to_action", {"heading": "Bring your team", "text": "", "link": link}),
        )
    )
    course = make_course_page(summary="What it is about", picture="growing")
    session = SessionFactory(course=course.course)
    Helpline.objects.create(name="Helpline", phone="0800 000 0000", is_emergency=True, position=1)
    section = make_page(SectionPage, home, "Our work")
    note = {"mentions": "violence", "advice": "", "leave_to": None, "covered": []}
    sections = [{"heading": f"Question {n}", "text": f"<p>Answer {n}</p>"} for n in (1, 2)]
    body = stream(
        ("text", '<h2>Words</h2><p>With <a href="https://www.example.org/">a link</a></p>'),
        ("content_note", note),
        ("callout", {"heading": "Good to know", "text": "<p>Words</p>"}),
        ("accordion", {"sections": sections}),
        ("get_help", {"heading": "Get help", "text": "", "helplines": []}),
    )
    make_standard_page("Standard", parent=section, offers_exit=True, body=body, picture="school")
    news = make_page(NewsIndexPage, home, "News")
    make_page(NewsPage, news, "Item", summary="What happened")
    return [
        "/",
        "/courses/",
        "/courses/?words=nothing-like-it",
        course.url,
        "/our-work/",
        "/our-work/standard/",
        "/news/",
        "/news/item/",
        "/search/?q=what",
        f"/sessions/{session.pk}/book/",
        "/account/login/",
        "/verify/",
        f"/verify/{_certificate().number}/",
    ]


def test_pages_of_every_kind_are_accessible_and_fit_a_phone(phone: Page, paths, axe, fits):
    for path in paths:
        assert phone.goto(path).status == 200
        axe(phone)
        fits(phone)


def test_pages_of_every_kind_can_be_read_in_the_dark(new_context, paths, axe):
    page = new_context(color_scheme="dark").new_page()
    for path in paths:
        assert page.goto(path).status == 200
        axe(page)
    page.goto(paths[-4])
    page.get_by_role("button", name="Book my place").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter your name.")
    axe(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_staff_use_can_be_read_in_the_light_and_in_the_dark(new_context, axe, scheme):
    set_up_staff_roles()
    page = new_context(color_scheme=scheme).new_page()
    administrator = has_authenticator_app(staff_member(StaffRole.ADMINISTRATOR))
    session = BookingFactory().session_id
    sign_in(page, administrator, to="/reach/")
    of_a_session = [f"/sessions/{session}/register/", f"/admin/sessions/{session}/bookings/"]
    of_a_session += [f"/admin/sessions/{session}/cancel/", f"/admin/training/session/edit/{session}/"]
    lists = ["/admin/", "/admin/training/session/", "/admin/organisations/", "/admin/training/unearned-certificate/"]
    for path in ["/reach/", "/account/", "/bookings/", "/certificates/", *of_a_session, *lists]:
        assert page.goto(path).status == 200
        axe(page)


def test_letters_four_times_as_large_still_fit_the_window(page: Page, paths, fits):
    chromium = page.context.new_cdp_session(page)
    chromium.send("Page.enable")
    chromium.send("Page.setFontSizes", {"fontSizes": {"standard": 64, "fixed": 64}})
    for path in paths:
        page.goto(path)
        assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "64px"
        fits(page)


def test_what_is_folded_away_on_the_screen_is_there_on_paper(page: Page, paths):
    page.goto("/our-work/standard/")
    expect(page.get_by_text("Answer 2")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.get_by_text("Answer 2")).to_be_visible()

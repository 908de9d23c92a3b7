import pytest
from django.core.cache import cache
from django.test import RequestFactory

from cms.models import Navigation, SectionPage
from cms.navigation.context import is_current
from config.frame import frame
from people.models import Partnership
from tests.factories import SessionFactory
from tests.factories.cms import make_catalogue, make_home, make_page, make_standard_page, stream

pytestmark = pytest.mark.django_db


def link(text, page=None, address=""):
    return ("link", {"text": text, "page": page.pk if page else None, "address": address})


def set_navigation(menu=(), footer=(), **fields):
    setting = Navigation.load()
    setting.menu, setting.footer = stream(*menu), stream(*footer)
    for name, value in fields.items():
        setattr(setting, name, value)
    setting.save()


def read(path="/"):
    return frame(RequestFactory().get(path))["navigation"]


def test_the_menu_and_the_footer_are_those_that_editors_set():
    set_navigation(
        menu=[link("Courses", make_catalogue()), link("My bookings", address="/bookings/")],
        footer=[link("Elsewhere", address="https://example.org/")],
        exit_address="https://www.example.com/",
    )
    shown = read("/courses/")
    assert shown["menu"] == [
        {"text": "Courses", "href": "/courses/", "current": True},
        {"text": "My bookings", "href": "/bookings/", "current": False},
    ]
    assert shown["footer"] == [{"text": "Elsewhere", "href": "https://example.org/", "current": False}]
    assert shown["exit_address"] == "https://www.example.com/"


def test_a_page_that_is_not_published_is_left_out_of_the_menu():
    set_navigation(menu=[link("Secret plan", make_standard_page("Secret plan", live=False)), link("Home", make_home())])
    assert [entry["text"] for entry in read()["menu"]] == ["Home"]


def test_forms_and_the_footer_lead_to_the_pages_that_editors_chose(client):
    privacy = make_standard_page("What we keep", slug="what-we-keep")
    help_page = make_standard_page("Someone to talk to", slug="someone", live=False)
    set_navigation(courses_page=make_catalogue(), privacy_page=privacy, help_page=help_page)
    shown = read()
    assert (shown["courses"], shown["privacy"], shown["help"]) == ("/courses/", "/what-we-keep/", "")
    assert 'href="/what-we-keep/"' in client.get(f"/sessions/{SessionFactory().pk}/book/").content.decode()
    assert "Find someone to talk to" not in client.get("/account/login/").content.decode()
    help_page.save_revision().publish()
    assert 'href="/someone/">Find someone to talk to' in client.get("/account/login/").content.decode()


@pytest.mark.parametrize(
    ("href", "path", "current"),
    [
        ("/", "/", True),
        ("/", "/courses/", False),
        ("/courses/", "/courses/trauma/", True),
        ("/courses/", "/courses-old/", False),
        ("https://example.org/", "/", False),
    ],
)
def test_an_entry_is_current_on_its_page_and_on_those_below(href, path, current):
    assert is_current(href, path) is current


def test_nothing_is_read_until_it_is_used(django_assert_num_queries):
    with django_assert_num_queries(0):
        frame(RequestFactory().get("/"))


def test_eight_entries_take_as_many_queries_as_two(django_assert_num_queries):
    home = make_home()
    pages = [make_page(SectionPage, home, f"Section {n}") for n in range(8)]
    Partnership.load()

    def count(entries):
        set_navigation(menu=entries, footer=entries)
        cache.clear()
        with django_assert_num_queries(6):
            read_twice = read()
            assert len(read_twice["menu"]) == len(read_twice["footer"]) == len(entries)

    count([link("One", pages[0]), link("Two", pages[1])])
    count([link(page.title, page) for page in pages])


def test_a_quick_exit_is_on_the_pages_that_ask_for_it(client):
    set_navigation(exit_address="https://www.example.com/weather")
    hard = make_standard_page("Hard to read", slug="hard", offers_exit=True)
    plain = make_standard_page("Plain", slug="plain")
    assert 'href="https://www.example.com/weather"' in client.get(hard.url).content.decode()
    assert "https://www.example.com/weather" not in client.get(plain.url).content.decode()

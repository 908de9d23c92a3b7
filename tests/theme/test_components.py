"""Components that decide something: what is left, which page, what is decoration."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template import engines

from cms.blocks.pictures import picture_choices

PICTURES = Path(__file__).parents[2] / "templates" / "components" / "pictures"


def drawn(source, **context):
    return BeautifulSoup(engines["jinja2"].from_string(source).render(context), "html.parser")


def session_row(**options):
    macro = '{% from "components/session_row.html" import session_row %}'
    source = macro + '{{ session_row(start, end, "Town hall", **options) }}'
    start, end = datetime(2026, 3, 3, 9, 30, tzinfo=UTC), datetime(2026, 3, 3, 12, 0, tzinfo=UTC)
    return drawn(source, start=start, end=end, options=options)


@pytest.mark.parametrize(
    ("left", "said"), [(0, "Full"), (-1, "Full"), (1, "1 place left"), (5, "5 places left"), (40, "40 places left")]
)
def test_a_session_says_how_many_places_are_left(left, said):
    assert session_row(places_left=left).select_one(".session-row__places").get_text(strip=True) == said


@pytest.mark.parametrize(
    ("left", "offered"), [(0, "Join the waiting list"), (1, "Book a place"), (None, "Book a place")]
)
def test_a_full_session_offers_its_waiting_list_in_place_of_a_booking(left, offered):
    link = session_row(places_left=left, href="/book/").find("a")
    assert (link["href"], link.get_text().startswith(offered)) == ("/book/", True)


def test_a_session_leads_to_all_that_is_said_of_its_date():
    link = session_row(places_left=0, href="/book/", about_href="/sessions/1/", title="First steps").find("a")
    assert link["href"] == "/sessions/1/"
    assert " ".join(link.get_text().split()) == "About this date: First steps, Tuesday 3 March 2026, 9:30am"


def test_a_session_that_cannot_be_booked_has_no_button():
    assert session_row(places_left=0).find("a") is None


def test_a_booking_link_says_which_session_it_books():
    link = session_row(href="/book/", action="Book", title="First steps").find("a")
    assert " ".join(link.get_text().split()) == "Book First steps, Tuesday 3 March 2026, 9:30am, Town hall"


def test_pages_of_results_keep_the_rest_of_the_question():
    source = '{% from "components/pagination.html" import pagination %}{{ pagination(page, query) }}'
    query = QueryDict("theme=1&theme=2&words=a%26b&page=3")
    soup = drawn(source, page=Paginator(range(100), 10).page(3), query=query)
    following = soup.find("a", rel="next")["href"]
    assert following == "?theme=1&theme=2&words=a%26b&page=4"
    assert soup.p.text == "Page 3 of 10"
    assert [link.get_text(strip=True) for link in soup.find_all("a", attrs={"aria-current": "page"})] == ["3"]


def test_one_page_of_results_needs_no_way_through():
    source = '{% from "components/pagination.html" import pagination %}{{ pagination(page) }}'
    assert drawn(source, page=Paginator(range(3), 10).page(1)).find() is None


@pytest.mark.parametrize("path", sorted(PICTURES.glob("*.svg")), ids=lambda path: path.stem)
def test_a_picture_is_decoration_in_the_pages_own_colours(path):
    svg = BeautifulSoup(path.read_text(), "html.parser").find("svg")
    assert svg["aria-hidden"] == "true"
    assert svg.find_all(["image", "script", "style", "use"]) == []
    assert svg.find_all(style=True) == []


def test_every_drawing_that_editors_may_choose_is_there():
    assert [name for name, _ in picture_choices() if not (PICTURES / f"{name}.svg").exists()] == []


def test_an_emergency_line_stands_out_and_can_be_called():
    source = '{% from "components/get_help.html" import get_help %}{{ get_help(lines) }}'
    lines = [{"name": "Helpline", "phone": "0800 000 0000", "is_emergency": True, "web": "https://www.example.org/"}]
    soup = drawn(source, lines=lines)
    assert soup.select_one(".get-help__line--emergency .get-help__phone")["href"] == "tel:08000000000"
    number = soup.select_one(".get-help__phone bdi")
    assert (number["dir"], number.get_text()) == ("ltr", "0800 000 0000")
    assert [link.get_text() for link in soup.select(".get-help__ways .govuk-link")] == ["example.org"]

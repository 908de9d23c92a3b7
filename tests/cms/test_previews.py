import pytest
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from cms.models import CoursePage, ModulePage, NewsIndexPage, NewsPage, SectionPage, StandardPage
from cms.workflows.operations import set_up_publishing
from people.accounts.policies import StaffRole
from tests.cms.test_publishing import sign_in
from tests.factories import CourseFactory, staff_member
from tests.factories.cms import make_catalogue, make_course_page, make_home, make_page, make_standard_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer():
    set_up_publishing()
    return sign_in(staff_member(StaffRole.EDITOR))


def one_of(kind):
    """A page of a kind, and what its form needs beside title and slug."""
    body = {"body": streamfield([("text", rich_text("<p>Not saved yet.</p>"))])}
    home = make_home()
    if kind == "home":
        return home, {"hero_heading": "Not saved yet.", "hero_links": streamfield([]), "body": streamfield([])}
    if kind == "section":
        return make_page(SectionPage, home, "Section"), body
    if kind == "standard":
        return make_standard_page("Page"), body
    if kind == "catalogue":
        return make_catalogue(), {"summary": "Not saved yet."}
    if kind == "course":
        page = make_course_page()
        return page, {"course": page.course_id, **body}
    if kind == "module":
        return make_page(ModulePage, make_course_page(), "Module"), body
    index = make_page(NewsIndexPage, home, "News")
    if kind == "news index":
        return index, {"summary": "Not saved yet."}
    return make_page(NewsPage, index, "Item"), {"kind": "news", "published_on": "2026-03-01", **body}


def form(page, fields):
    none = inline_formset([])
    return nested_form_data({"title": page.title, "slug": page.slug, "summary": "", **fields, "comments": none})


@pytest.mark.parametrize("kind", ["home", "section", "standard", "catalogue", "course", "module", "news index", "news"])
def test_what_is_not_saved_yet_can_be_previewed(writer, kind):
    page, fields = one_of(kind)
    address = f"/admin/pages/{page.pk}/edit/preview/"
    assert writer.post(address, form(page, fields)).json() == {"is_valid": True, "is_available": True}
    shown = writer.get(address, {"mode": ""})
    assert shown.status_code == 200
    assert "Not saved yet." in shown.content.decode()
    assert "Not saved yet." not in writer.get(page.url).content.decode()


def test_a_new_page_can_be_previewed_before_it_exists(writer):
    home = make_home()
    address = f"/admin/pages/add/cms/standardpage/{home.pk}/preview/"
    fields = {"body": streamfield([("text", rich_text("<p>Brand new.</p>"))])}
    page = StandardPage(title="New", slug="new")
    assert writer.post(address, form(page, fields)).json() == {"is_valid": True, "is_available": True}
    assert "Brand new." in writer.get(address, {"mode": ""}).content.decode()
    assert StandardPage.objects.count() == 0


def test_a_new_course_page_can_be_previewed_before_it_exists(writer):
    catalogue, course = make_catalogue(), CourseFactory()
    address = f"/admin/pages/add/cms/coursepage/{catalogue.pk}/preview/"
    page = CoursePage(title="New", slug="new")
    fields = {"course": course.pk, "body": streamfield([])}
    assert writer.post(address, form(page, fields)).json() == {"is_valid": True, "is_available": True}
    assert course.audience in writer.get(address, {"mode": ""}).content.decode()


def test_a_page_that_is_not_complete_says_so_instead_of_failing(writer):
    page, fields = one_of("course")
    answer = writer.post(f"/admin/pages/{page.pk}/edit/preview/", form(page, {**fields, "course": ""}))
    assert answer.json() == {"is_valid": False, "is_available": True} or answer.json()["is_valid"] is False

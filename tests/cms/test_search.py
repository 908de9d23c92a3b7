import pytest
from django.contrib.auth.models import Group
from wagtail.models import PageViewRestriction

from cms.models import ModulePage, NewsIndexPage, NewsPage
from cms.search.excerpts import excerpt
from tests.factories import CourseFactory
from tests.factories.cms import make_course_page, make_home, make_page, make_standard_page, stream

pytestmark = pytest.mark.django_db


def found(client, words) -> list[str]:
    response = client.get("/search/", {"q": words})
    assert response.status_code == 200
    return titles(response)


def titles(response) -> list[str]:
    html = response.content.decode()
    parts = html.split('<h3 class="result__title">')[1:]
    return [part.split(">", 1)[1].split("<")[0] for part in parts]


def body(words):
    return stream(("text", f"<p>{words}</p>"))


@pytest.mark.parametrize("words", ["understanding", "TIP101", "midwives", "flashbacks", "lighthouse"])
def test_a_course_is_found_by_title_code_audience_outcomes_and_its_own_words(client, words):
    course = CourseFactory(
        title="Understanding harm", code="TIP101", audience="Midwives", learning_outcomes="Respond to flashbacks"
    )
    make_course_page(course, body=body("Like a lighthouse."))
    make_standard_page("Something else")
    assert found(client, words) == ["Understanding harm"]


def test_a_course_is_found_by_its_new_name_at_once(client):
    course = CourseFactory(title="The former name")
    make_course_page(course, title="A page")
    course.title = "Kaleidoscope"
    course.save()
    assert found(client, "kaleidoscope") == ["A page"]


def test_pages_of_every_kind_are_found(client):
    home = make_home()
    make_standard_page("Standard", body=body("quokka"))
    index = make_page(NewsIndexPage, home, "News", summary="quokka")
    make_page(NewsPage, index, "Item", body=body("quokka"))
    make_page(ModulePage, make_course_page(), "Module", body=body("quokka"))
    assert sorted(found(client, "quokka")) == ["Item", "Module", "News", "Standard"]


def test_words_inside_blocks_are_found(client):
    sections = [{"heading": "When", "text": "<p>At dusk, by the axolotl.</p>"}] * 2
    make_standard_page("With an accordion", body=stream(("accordion", {"sections": sections})))
    assert found(client, "axolotl") == ["With an accordion"]


def test_what_is_not_for_everyone_is_never_found(client):
    secret = "wolverine"
    shown = make_standard_page("Shown", body=body(secret))
    make_standard_page("Draft", slug="draft", live=False, body=body(secret))
    private = make_standard_page("Private", slug="private", body=body(secret))
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    make_standard_page("Below private", parent=private, body=body(secret))
    grouped = make_standard_page("For a group", slug="group", body=body(secret))
    restriction = PageViewRestriction.objects.create(page=grouped, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.add(Group.objects.create(name="Inner circle"))
    make_course_page(CourseFactory(title=f"Hidden {secret}"), live=False)
    unpublished_change = make_standard_page("Changed later", slug="changed")
    unpublished_change.body = body(secret)
    unpublished_change.save_revision()
    assert found(client, secret) == [shown.title]


def test_unpublishing_takes_a_page_out_of_search(client):
    page = make_standard_page("Gone soon", body=body("pangolin"))
    page.unpublish()
    assert found(client, "pangolin") == []


def test_permission_details_of_a_quotation_are_not_found(client):
    quotation = {
        "quotation": "Kind words",
        "attribution": "A nurse",
        "has_permission": True,
        "permission_from": "Zebedee Private",
        "permission_on": "2026-01-05",
    }
    make_standard_page("Quoted", body=stream(("quotation", quotation)))
    assert found(client, "kind") == ["Quoted"]
    assert found(client, "zebedee") == []


def test_the_name_of_a_drawing_is_no_word_of_its_page(client):
    link = {"text": "Read on", "page": None, "address": "/courses/"}
    offer = {"picture": "doorway", "heading": "Health", "text": "Training", "link": link}
    make_home(body=stream(("offers", {"heading": "What we do", "offers": [offer, offer]})))
    assert found(client, "training") == ["Home"]
    assert found(client, "door") == []


def test_the_number_of_results_is_announced(client):
    make_standard_page("About the marmot")
    html = client.get("/search/", {"q": "marmot"}).content.decode()
    assert '<div role="status"><h2 class="govuk-heading-m">1 result for “marmot”</h2></div>' in html


def test_nothing_found_says_what_to_try(client):
    make_course_page()
    html = client.get("/search/", {"q": "xylophone"}).content.decode()
    assert "Nothing found" in html
    assert 'href="/courses/">See every course</a>' in html


def test_without_words_there_is_only_the_box(client):
    make_home()
    html = client.get("/search/").content.decode()
    assert "result" not in html.split("<main")[1].split("</main")[0].lower().replace("results.", "")


@pytest.mark.parametrize(
    "words",
    [
        '"',
        "'",
        "*",
        "a AND",
        "NEAR(",
        "title:",
        "(",
        ")",
        "-",
        "--",
        "%",
        "\\",
        "<script>",
        "^",
        "{}",
        "🦉",
        "  ",
        "OR OR",
    ],
)
def test_any_characters_are_searched_for_calmly(client, words):
    make_standard_page("A page")
    response = client.get("/search/", {"q": words})
    assert response.status_code == 200
    assert "<script>" not in response.content.decode().split("<main")[1]


def test_a_very_long_search_is_explained(client):
    make_home()
    html = client.get("/search/", {"q": "a" * 200}).content.decode()
    assert "Error: " in html


def test_results_come_in_pages(client):
    for n in range(12):
        make_standard_page(f"Narwhal {n}", slug=f"narwhal-{n}")
    first, second = (client.get("/search/", {"q": "narwhal", "page": n}) for n in (1, 2))
    assert (len(titles(first)), len(titles(second))) == (10, 2)
    assert "?q=narwhal&page=2" in first.content.decode()


def test_an_excerpt_marks_the_words_and_keeps_markup_out():
    page = make_standard_page("Page", body=stream(("text", "<p>Tea &amp; toast &lt;b&gt; for Everyone.</p>")))
    assert excerpt(page, "everyone") == "Tea &amp; toast &lt;b&gt; for <mark>Everyone</mark>."


def test_a_long_page_is_cut_around_the_words():
    page = make_standard_page("Page", body=body("start " * 100 + "needle " + "end " * 100))
    said = excerpt(page, "needle")
    assert said.startswith("… start")
    assert "<mark>needle</mark>" in said
    assert len(said) < 300


def test_search_makes_as_many_queries_for_ten_results_as_for_one(client, django_assert_num_queries):
    make_standard_page("Narwhal 0", slug="narwhal-0")
    for _ in range(2):  # the first makes the site's settings, the second keeps what stands around every page
        client.get("/search/", {"q": "narwhal"})
    with django_assert_num_queries(QUERIES):
        client.get("/search/", {"q": "narwhal"})
    for n in range(1, 10):
        make_standard_page(f"Narwhal {n}", slug=f"narwhal-{n}")
    client.get("/search/", {"q": "narwhal"})  # where the site's pages begin is read once and kept
    with django_assert_num_queries(QUERIES):
        client.get("/search/", {"q": "narwhal"})


QUERIES = 12

import re

import pytest
from django.contrib.auth.models import Group
from wagtail.admin.forms.pages import PageViewRestrictionForm
from wagtail.models import PageViewRestriction

from cms.models import NewsIndexPage, NewsPage, SectionPage
from people.accounts.operations import set_up_staff_roles
from people.accounts.policies import StaffRole
from tests.factories import PersonFactory, staff_member
from tests.factories.cms import make_catalogue, make_course_page, make_home, make_page, make_standard_page, stream
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db


def test_pages_have_the_strict_policy_and_the_admin_a_looser_one(client):
    make_home()
    page = client.get("/").headers["Content-Security-Policy"]
    admin = client.get("/admin/").headers["Content-Security-Policy"]
    assert "script-src 'self';" in page + ";"
    assert "'unsafe-inline'" not in page
    assert "'unsafe-inline'" in admin


def test_the_editors_bar_is_on_the_pages_that_editors_write_and_weighs_on_no_other(client):
    set_up_staff_roles()
    page = make_standard_page()
    for_visitors = client.get(page.url).text
    sign_in(client, staff_member(StaffRole.ADMINISTRATOR))
    shown = {path: "userbar" in client.get(path).text for path in ("/", page.url, "/account/", "/sessions/today/")}
    assert shown == {"/": True, page.url: True, "/account/": False, "/sessions/today/": False}
    assert "userbar" not in for_visitors


@pytest.mark.parametrize("kind", ["home", "section", "standard", "catalogue", "course", "news index", "news"])
def test_every_page_has_one_heading_of_the_first_level_and_no_inline_script_or_style(client, kind):
    home = make_home(body=stream(("text", "<h2>Words</h2>")))
    index = make_page(NewsIndexPage, home, "News")
    page = {
        "home": lambda: home,
        "section": lambda: make_page(SectionPage, home, "Section"),
        "standard": make_standard_page,
        "catalogue": make_catalogue,
        "course": make_course_page,
        "news index": lambda: index,
        "news": lambda: make_page(NewsPage, index, "Item"),
    }[kind]()
    html = client.get(page.url).content.decode()
    assert html.count("<h1") == 1
    assert " style=" not in html
    assert "<style" not in html
    assert "onclick" not in html
    assert [tag for tag in html.split("<script")[1:] if "src=" not in tag.split(">")[0]] == []


def test_a_section_shows_cards_of_its_published_pages(client):
    section = make_page(SectionPage, make_home(), "Our work")
    make_standard_page("Schools", parent=section, summary="Plans for a year")
    make_standard_page("Not ready", parent=section, live=False)
    html = client.get(section.url).content.decode()
    assert "Schools" in html
    assert "Plans for a year" in html
    assert "Not ready" not in html


def test_news_is_listed_newest_first_and_in_pages(client):
    index = make_page(NewsIndexPage, make_home(), "News")
    for n in range(14):
        make_page(NewsPage, index, f"Item {n}", published_on=f"2026-01-{n + 1:02}")
    make_page(NewsPage, index, "Draft item", live=False, published_on="2026-02-01")
    first = [item.title for item in client.get(index.url).context_data["items"]]
    second = [item.title for item in client.get(index.url, {"page": 2}).context_data["items"]]
    assert first == [f"Item {n}" for n in range(13, 1, -1)]
    assert second == ["Item 1", "Item 0"]


def test_the_site_map_lists_published_pages_only_under_the_address_that_people_use(client, settings):
    settings.SITE_URL = "https://training.example.org"
    make_standard_page("Shown", slug="shown")
    make_standard_page("Hidden", slug="hidden", live=False)
    xml = client.get("/sitemap.xml", headers={"host": "made-up.example"}).content.decode()
    places = re.findall("<loc>(.*?)</loc>", xml)
    assert sorted(places) == ["https://training.example.org/", "https://training.example.org/shown/"]


def test_robots_are_kept_from_private_pages(client, settings):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /bookings/" in text
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in text


def test_a_summary_is_the_description_that_search_engines_read(client):
    page = make_standard_page(summary="Who we are and what we do")
    assert '<meta name="description" content="Who we are and what we do">' in client.get(page.url).content.decode()


def test_a_drawing_stands_beside_the_title_and_on_the_cards_of_the_section_above(client):
    section = make_page(SectionPage, make_home(), "Our work", picture="partners")
    page = make_standard_page("Schools", parent=section, picture="school")
    assert "picture-box--school" in client.get(page.url).content.decode()
    above = client.get(section.url).content.decode()
    assert "picture-box--partners" in above
    assert "picture-box--school" in above


def test_a_private_page_asks_whoever_is_not_signed_in_to_do_so_and_tells_others_that_it_is_not_for_them(client):
    page = make_standard_page("For our group")
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.add(Group.objects.create(name="A group"))
    asked = client.get(page.url, follow=True)
    assert asked.redirect_chain[-1] == (f"/account/login/?next={page.url}", 302)
    client.force_login(PersonFactory())
    assert client.get(page.url, follow=True).status_code == 403


def test_no_page_is_kept_by_a_password_that_many_share():
    form = PageViewRestrictionForm(private_page_options=make_standard_page().private_page_options)
    assert [name for name, _ in form.fields["restriction_type"].choices] == ["none", "login", "groups"]

"""What is around every page: ours alone, whole without scripts, and there even when all else failed."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.contrib.staticfiles import finders
from django.template import engines

TEMPLATES = Path(__file__).parents[2] / "templates"
ERROR_PAGES = ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"]


def built(name):
    found = finders.find(f"theme/{name}")
    assert found, "Build the theme first: make theme"
    return Path(found).read_text()


def page(source, context=None, request=None):
    template = engines["jinja2"].from_string('{% extends "base.html" %}' + source)
    return BeautifulSoup(template.render(context or {}, request), "html.parser")


def test_the_styles_carry_nothing_that_only_the_government_may_use():
    assert re.findall(r"GDS Transport|crest|crown|#1d70b8.*govuk-header", built("site.css")) == []


def test_the_styles_ask_no_other_host_for_anything():
    addresses = re.findall(r"url\(\s*[\"']?([^\"')]+)", built("site.css"))
    assert {address.split("/")[0] for address in addresses} == {"fonts"}
    assert "@import" not in built("site.css")


def test_every_letter_comes_from_our_own_files():
    for address in re.findall(r"url\(\s*[\"']?(fonts/[^\"')]+)", built("site.css")):
        assert finders.find(f"theme/{address}")
    assert built("site.css").count("font-display:swap") == built("site.css").count("@font-face")


def test_the_styles_follow_the_direction_of_the_words():
    physical = re.findall(
        r"[{;](?:margin|padding|border)-(?:left|right)[:-]|text-align:(?:left|right)", built("site.css")
    )
    assert physical == []


def test_no_template_carries_scripts_or_styles_inline():
    found = []
    for path in TEMPLATES.rglob("*.html"):
        if path.relative_to(TEMPLATES).parts[0] in ("emails", "documents", "wagtail"):
            continue
        text = path.read_text()
        found += [(path.name, each) for each in re.findall(r"<style|\sstyle=\"|\son[a-z]+=\"|javascript:", text)]
        found += [(path.name, each) for each in re.findall(r"<script(?![^>]*(?:\ssrc=|application/json))[^>]*>", text)]
    assert found == []


def test_no_template_loads_anything_from_another_host():
    loads = r"<(?:script|link|img|iframe|source|video|audio|use)\b[^>]*\s(?:src|href|srcset|poster)=\"(?:https?:)?//"
    found = [path.name for path in TEMPLATES.rglob("*.html") if re.search(loads, path.read_text())]
    assert found == []


@pytest.mark.parametrize("name", ERROR_PAGES)
def test_a_page_for_a_failure_needs_nothing_to_be_shown(name):
    soup = BeautifulSoup(engines["jinja2"].get_template(name).render(), "html.parser")
    assert len(soup.find_all("h1")) == 1
    assert soup.find("title").get_text() == soup.find("h1").get_text()


@pytest.mark.django_db
def test_a_page_that_is_not_there_says_so_kindly_in_the_partnerships_name(client, wagtail_site):
    response = client.get("/nowhere/")
    soup = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 404
    assert soup.find("title").get_text() == "We could not find that page – Violence Reduction Partnership"


def test_the_title_says_when_something_needs_another_look():
    class Wrong:
        errors = {"name": ["Enter your name"]}

    soup = page("{% block page_title %}Book{% endblock %}", {"form": Wrong()})
    assert soup.find("title").get_text() == "Error: Book"


def test_the_first_thing_on_a_page_leads_past_its_menu():
    soup = page("{% block content %}<h1>Here</h1>{% endblock %}")
    first = soup.find("body").find("a")
    assert first["href"] == "#main-content"
    assert soup.find("main")["id"] == "main-content"


def test_a_page_says_its_language_and_direction():
    soup = page("", {"htmlLang": "ur", "htmlDir": "rtl"})
    assert (soup.html["lang"], soup.html["dir"]) == ("ur", "rtl")
    assert (page("").html["lang"], page("").html["dir"]) == ("en-GB", "ltr")


def test_the_menu_marks_where_one_is():
    menu = [{"text": "Courses", "href": "/courses/", "current": True}, {"text": "News", "href": "/news/"}]
    soup = page("", {"navigation": {"menu": menu, "footer": []}})
    links = soup.find(id="navigation").find_all("a")
    assert [(link.get_text(), link.get("aria-current")) for link in links] == [("Courses", "true"), ("News", None)]


def test_a_message_is_said_by_its_kind():
    soup = page("", {"messages": [Message("Saved", "success"), Message("No", "error"), Message("So", "info")]})
    banners = soup.find_all(attrs={"data-module": "govuk-notification-banner"})
    assert [banner["role"] for banner in banners] == ["alert", "alert", "region"]
    assert [banner.find("h2").get_text() for banner in banners] == ["Done", "Please check", "Please note"]


class Message:
    def __init__(self, text, tags):
        self.text, self.tags = text, tags

    def __str__(self):
        return self.text

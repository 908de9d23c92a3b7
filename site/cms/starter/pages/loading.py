"""Makes the starter pages: first all of them, so that each can name the others; then their words, and publishes."""

import re
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Page, Site

from cms import models as kinds
from cms.starter.pages import navigation
from cms.starter.pages.making import Reference, StarterPage
from cms.starter.pages.tree import PAGES
from cms.starter.partnership import IDENTITY
from people.models import Helpline
from training.models import Course

PAGE_LINK = re.compile(r'href="page:([^"]+)"')


def load_pages(at: datetime) -> str:
    """The tree of pages, published, with the home page as the front door of the site."""
    made: dict[str, Any] = {}
    for page in PAGES:
        made[page.key] = _make(page, made, today=timezone.localdate(at))
    _open_at(made["home"])
    keys = {key: page.pk for key, page in made.items()}
    keys |= {f"helpline:{name}": pk for name, pk in Helpline.objects.values_list("name", "pk")}
    for content in PAGES:
        page = made[content.key]
        page.refresh_from_db()
        if content.body:
            page.body = filled_in(content.body, keys)
        if hero_links := content.fields.get("hero_links"):
            page.hero_links = filled_in(hero_links, keys)
        page.save_revision().publish()
    return f"{len(PAGES)} pages"


def _make(content: StarterPage, made: dict[str, Any], *, today: date) -> Any:
    """The page with everything but its words, under its parent and not yet published."""
    fields = {key: value for key, value in content.fields.items() if key not in ("days_ago", "hero_links")}
    if days_ago := content.fields.get("days_ago"):
        fields["published_on"] = today - timedelta(days=days_ago)
    if content.kind == "CoursePage":
        fields["course"] = Course.objects.get(code=content.key)
    page = getattr(kinds, content.kind)(
        title=content.title, slug=content.slug, summary=content.summary, live=False, **fields
    )
    parent = made[content.parent] if content.parent else Page.objects.get(depth=1)
    parent.add_child(instance=page)
    return page


def _open_at(home: Page) -> None:
    """Make this page the front door, in place of the page that Wagtail welcomes new sites with."""
    site = Site.objects.get(is_default_site=True)
    welcome = site.root_page
    site.root_page = home
    site.site_name = IDENTITY["name"]
    site.save()
    if welcome.depth > 1 and welcome.pk != home.pk and type(welcome.specific) is Page and not welcome.numchild:
        welcome.delete()


def load_navigation(at: datetime) -> str:
    """The menu and the footer's links."""
    keys = {content.key: _find(content).pk for content in PAGES}
    settings = kinds.Navigation.load()
    settings.menu = filled_in([{"type": "link", "value": value} for value in navigation.MENU], keys)
    settings.footer = filled_in([{"type": "link", "value": value} for value in navigation.FOOTER], keys)
    for field, key in navigation.WELL_KNOWN.items():
        setattr(settings, field, Page.objects.get(pk=keys[key]))
    settings.save()
    return f"a menu of {len(navigation.MENU)} links and a footer of {len(navigation.FOOTER)}"


def _find(content: StarterPage) -> Page:
    """The page made from this content."""
    return getattr(kinds, content.kind).objects.get(slug=content.slug)


def filled_in(value: Any, keys: dict[str, int]) -> Any:
    """Blocks as they are stored, every reference replaced by a primary key."""
    if isinstance(value, Reference):
        return keys[value.key]
    if isinstance(value, str):
        return PAGE_LINK.sub(lambda found: f'linktype="page" id="{keys[found[1]]}"', value)
    if isinstance(value, dict):
        return {key: filled_in(inner, keys) for key, inner in value.items()}
    if isinstance(value, list):
        return [filled_in(inner, keys) for inner in value]
    return value

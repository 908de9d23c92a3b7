"""What every page shows around its content."""

from typing import Any, TypedDict

from django.http import HttpRequest
from wagtail.models import Page

from cms.navigation.models import Navigation


class NavigationLink(TypedDict):
    """One entry of the menu or the footer."""

    text: str
    href: str
    current: bool


def links_of(stream: Any, request: HttpRequest) -> list[NavigationLink]:
    """The entries that lead somewhere: a page that is not published is left out."""
    links = [(child.value["text"], child.value.href(request)) for child in stream]
    return [{"text": text, "href": href, "current": False} for text, href in links if href]


def is_current(href: str, path: str) -> bool:
    """Whether an entry leads to the page shown, or to a page above it."""
    return path == href or (href not in ("", "/") and href.endswith("/") and path.startswith(href))


def address_of(page: Page | None, request: HttpRequest) -> str:
    """Where a page is; empty when none was chosen or it is not published, so that nothing is linked."""
    return (page.get_url(request) or "") if page is not None and page.live else ""


def read_navigation(request: HttpRequest) -> dict[str, Any]:
    """The menu, the footer's links, the addresses of well-known pages, and where a quick exit leads: alike for every
    page of the site that is asked, with no entry marked as current."""
    setting = Navigation.load(request_or_site=request)
    return {
        "menu": links_of(setting.menu, request),
        "footer": links_of(setting.footer, request),
        "courses": address_of(setting.courses_page, request),
        "help": address_of(setting.help_page, request),
        "privacy": address_of(setting.privacy_page, request),
        "exit_address": setting.exit_address,
    }


def mark_current(navigation: dict[str, Any], path: str) -> dict[str, Any]:
    """The same for the page at a path, with the entry of the menu that leads to it marked as current."""
    marked = {
        name: [{**link, "current": is_current(link["href"], path)} for link in navigation[name]]
        for name in ("menu", "footer")
    }
    return {**navigation, **marked}

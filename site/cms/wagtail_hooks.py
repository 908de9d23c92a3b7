"""What the CMS adds to Wagtail's admin, and what it takes away."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.models import Page

from cms.models import CoursePage, HomePage


@hooks.register("before_copy_page")
def keep_one_page_for_each_course(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse to copy a course's page, or pages above one: a course has one page in each language."""
    if not CoursePage.objects.descendant_of(page, inclusive=True).exists():
        return None
    messages.error(
        request, "A course has one page, so its page can not be copied. Write a new page for another course."
    )
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("construct_main_menu")
def leave_out_what_is_not_used(request: HttpRequest, menu_items: list[Any]) -> None:
    """Keep the menu to what staff need: help is in this product's own documentation."""
    menu_items[:] = [item for item in menu_items if item.name != "help"]


@hooks.register("insert_global_admin_css")
def wear_the_colours_of_the_product() -> str:
    """The admin looks as the site does: its own typeface, served by ourselves, and the deep green."""
    return format_html('<link rel="stylesheet" href="{}">', static("theme/admin.css"))


@hooks.register("construct_explorer_page_queryset")
def begin_at_the_home_page(parent_page: Page, pages: Any, request: HttpRequest) -> Any:
    """Hide Wagtail's welcome page, which is no page of the site, from the list under the root."""
    if parent_page.depth == 1 and HomePage.objects.exists():
        return pages.exclude(content_type__app_label="wagtailcore")
    return pages


@hooks.register("register_log_actions")
def name_what_is_logged(actions: Any) -> None:
    """Say in words what the audit log holds."""
    actions.register_action("cms.starter.load", "Load starter content", "Starter content loaded")

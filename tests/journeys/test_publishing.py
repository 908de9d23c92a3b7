"""A writer makes a page and looks at it before anyone else; somebody else approves it; then it is there for all."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from cms.workflows.operations import set_up_publishing
from people.accounts.policies import StaffRole
from tests.factories import staff_member
from tests.factories.cms import make_home
from tests.visitors import has_authenticator_app, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def home():
    set_up_publishing()
    return make_home()


@pytest.fixture
def staff_browser(browser, base_url) -> Iterator[Callable[..., Page]]:
    """Browsers of staff, each watched for other hosts and for what the policy stops, the admin's own pages included.

    The checker of accessibility in Wagtail's preview complains in its console when it is asked twice at once, so a
    script's failure is no offence here.
    """
    offences: list[str] = []

    def open_browser(role: StaffRole, *, to: str) -> Page:
        context = browser.new_context(base_url=base_url, viewport={"width": 1280, "height": 900})
        context.on("request", lambda request: watch(request.url))
        context.on("console", lambda said: "Security Policy" in said.text and offences.append(said.text))
        page = context.new_page()
        sign_in(page, has_authenticator_app(staff_member(role)), to=to)
        return page

    def watch(address: str) -> None:
        if not address.startswith((base_url, "data:", "blob:", "about:")):
            offences.append(f"Request to another host: {address}")

    yield open_browser
    assert offences == []


def add_block(page: Page, kind: str) -> None:
    page.get_by_role("button", name="Insert a block").last.click()
    page.get_by_role("option", name=kind, exact=True).click()


def write_the_page(page: Page) -> None:
    page.locator("[name=title]").fill("Support for schools")
    page.locator("[name=summary]").fill("What we can do together this year")
    add_block(page, "Text")
    text = page.locator("[data-contentpath=body] [role=textbox]")
    expect(text).to_be_focused()  # the editor takes the focus a moment after the block appears,
    page.keyboard.type("Talk to us about your plan.")  # and puts what is typed in the form a moment later
    expect(page.locator("[name=body-0-value]")).to_have_value(re.compile("Talk to us about your plan"))
    add_block(page, "Content note")
    page.locator("[name$=-value-mentions]").fill("violence among young people")


def test_a_page_is_written_looked_at_approved_and_read(staff_browser, new_context, home, axe):
    writer = staff_browser(StaffRole.EDITOR, to=f"/admin/pages/add/cms/standardpage/{home.pk}/")
    write_the_page(writer)

    writer.get_by_role("button", name="Toggle preview").click()
    preview = writer.frame_locator("#w-preview-iframe")
    expect(preview.get_by_text("Talk to us about your plan.")).to_be_visible()
    expect(preview.get_by_role("heading", level=1)).to_have_text("Support for schools")

    assert writer.get_by_role("button", name="Publish").count() == 0
    writer.get_by_role("button", name="More actions").click()
    writer.get_by_role("button", name="Submit to Write, then approve").click()
    expect(writer.get_by_text("Page 'Support for schools' created and submitted for moderation.")).to_be_visible()

    visitor = new_context().new_page()
    answer = visitor.goto("/support-for-schools/")
    assert answer.status == 404

    approver = staff_browser(StaffRole.APPROVER, to="/admin/")
    approver.get_by_role("link", name="Support for schools").first.click()
    approver.get_by_role("button", name="More actions").click()
    approver.get_by_role("button", name="Approve and Publish", exact=True).click()
    expect(approver.get_by_text("Page 'Support for schools' has been updated.")).to_be_visible()

    visitor.goto("/support-for-schools/")
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Support for schools")
    expect(visitor.get_by_text("Talk to us about your plan.")).to_be_visible()
    expect(visitor.get_by_text("This page mentions violence among young people.")).to_be_visible()
    axe(visitor)

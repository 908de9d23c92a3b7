"""An approver has the answers of a closed survey deleted sooner, and reads first what goes in the coming night."""

import pytest
from playwright.sync_api import expect

from cms.workflows.operations import set_up_publishing
from people.accounts.operations import set_up_staff_roles
from people.accounts.policies import StaffRole
from tests.factories import staff_member
from tests.factories.cms import make_home
from tests.surveys.sending import answered
from tests.visitors import has_authenticator_app, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_approver_is_asked_once_more_before_answers_go_at_once(new_context, axe, fits):
    set_up_staff_roles()
    set_up_publishing()
    make_home()
    survey = answered(number=12)
    page = new_context(viewport={"width": 1280, "height": 1000}).new_page()
    sign_in(page, has_authenticator_app(staff_member(StaffRole.APPROVER)), to="/admin/surveys/survey/")
    page.goto(f"/admin/surveys/survey/{survey.pk}/keep-less/")
    page.get_by_label("Months after closing").fill("1")
    page.get_by_label("I know that what is deleted cannot be brought back").check()
    page.get_by_role("button", name="Keep for less long").click()
    expect(page.get_by_text("10 or more sets of answers, and 10 or more texts")).to_be_visible()
    axe(page)
    page.set_viewport_size({"width": 320, "height": 800})
    fits(page)
    page.get_by_label("Delete all answers in the coming night").check()
    page.get_by_role("button", name="Keep for less long").click()
    expect(page.get_by_text("Saved. Answers are deleted in the coming night.")).to_be_visible()
    survey.refresh_from_db()
    assert survey.months_kept == 1

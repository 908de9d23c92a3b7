"""A facilitator imports the attendance report of Microsoft Teams: looks at every change, says who one person is,
agrees; and finds that the same file changes nothing the second time."""

import pytest
from playwright.sync_api import Page, expect

from people.accounts.policies import StaffRole
from tests.factories import staff_member
from tests.training.webinar_samples.layouts import HERE
from tests.training.webinars import ATTENDED, session_of_samples, standing
from tests.visitors import has_authenticator_app, sign_in
from training.models import Claim, Session

pytestmark = pytest.mark.django_db(transaction=True)
REPORT = HERE / "teams_report_2022_uk.csv"


@pytest.fixture
def facilitator():
    return has_authenticator_app(
        staff_member(StaffRole.FACILITATOR, name="Fay Facilitator", email="fay@partnership.example.org")
    )


@pytest.fixture
def session(noon, facilitator) -> Session:
    return session_of_samples(noon, facilitator)


def choose(page: Page) -> None:
    page.get_by_label("Attendance report").set_input_files(REPORT)
    page.get_by_role("button", name="Show what it would change").click()
    expect(page.get_by_role("heading", name="What this log would change")).to_be_visible()


def line_of(page: Page, name: str):
    return page.get_by_role("listitem").filter(has_text=name)


def test_a_teams_report_is_imported_once_one_person_is_recognised(page: Page, session, facilitator, axe, fits):
    sign_in(page, facilitator, to=f"/sessions/{session.pk}/register/")
    page.get_by_role("link", name="Import the webinar’s log").click()
    axe(page)
    choose(page)
    expect(line_of(page, "Priya Sample")).to_contain_text("Present, 105 minutes")
    expect(line_of(page, "Katherine Lee")).to_contain_text("Absent")
    axe(page)
    fits(page)

    page.get_by_role("button", name="Write these 7 changes").click()
    page.get_by_role("link", name="Choose who Kath Lee is.").click()
    axe(page)
    page.get_by_label("Kath Lee").select_option(label="Katherine Lee, " + session.bookings.get(
        name="Katherine Lee"
    ).organisation.name)  # fmt: skip
    page.get_by_role("button", name="Show the changes with these choices").click()
    expect(line_of(page, "Katherine Lee")).to_contain_text("Present, 119 minutes")
    assert Claim.objects.count() == 0

    page.get_by_role("button", name="Write these 7 changes").click()
    expect(page.get_by_role("heading", name="7 entries written")).to_be_visible()
    axe(page)
    assert standing() == ATTENDED

    page.get_by_role("link", name="Webinar logs").click()
    choose(page)
    expect(page.get_by_role("heading", name="Nothing changes")).to_be_visible()
    expect(page.get_by_role("button", name="Write")).to_have_count(0)
    axe(page)
    assert Claim.objects.count() == 7


def test_it_can_be_done_on_a_phone(phone: Page, session, facilitator, axe, fits):
    sign_in(phone, facilitator, to=f"/sessions/{session.pk}/webinar-log/")
    fits(phone)
    choose(phone)
    fits(phone)
    axe(phone)
    phone.get_by_label("Kath Lee").select_option("nobody")
    phone.get_by_role("button", name="Show the changes with these choices").click()
    phone.get_by_role("button", name="Write these 7 changes").click()
    expect(phone.get_by_role("heading", name="7 entries written")).to_be_visible()
    fits(phone)
    axe(phone)
    assert standing() == ATTENDED | {"Katherine Lee": ("absent", 0)}

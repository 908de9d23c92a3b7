"""Signing in: a newcomer by code, anyone by passkey, and staff with a second factor."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect

from people.accounts.operations import set_up_staff_roles
from people.accounts.policies import StaffRole
from people.models import Person
from tests.factories.people import PersonFactory, staff_member
from tests.visitors import mail_to, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def passkey_device(page: Page):
    """A phone or laptop that holds passkeys and knows its owner, as Chromium imitates it."""
    chromium = page.context.new_cdp_session(page)
    chromium.send("WebAuthn.enable")
    chromium.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def sign_out(page: Page) -> None:
    page.goto("/account/logout/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()


@pytest.mark.parametrize("kind", ["phone", "no_javascript"])
def test_a_newcomer_signs_in_and_says_who_they_are(request, kind, axe, fits):
    page: Page = request.getfixturevalue(kind)

    def look() -> None:
        if kind == "phone":
            axe(page)
            fits(page)

    page.goto("/account/login/?next=/account/passkeys/")
    look()
    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter your email address.")
    look()
    page.get_by_label("Your email address").fill("New.Comer@example.org")
    page.get_by_role("button", name="Send me a code").click()
    look()
    page.get_by_label("Code").fill("WRONG")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("alert")).to_contain_text("That code is not right.")
    page.get_by_label("Code").fill(mail_to("new.comer@example.org", "is your code").subject.split()[0])
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tell us who you are")
    look()
    page.get_by_label("Your name").fill("New Comer")
    page.get_by_role("button", name="Save and continue").click()
    expect(page).to_have_url(re.compile(r"/account/passkeys/$"))
    look()
    page.goto("/account/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Hello, New Comer")
    look()
    assert Person.objects.get().name == "New Comer"


def test_a_passkey_signs_in_without_a_code(page: Page, passkey_device, axe):
    person = PersonFactory(email="sam@example.org", name="Sam Example")
    sign_in(page, person, to="/account/passkeys/add/")
    axe(page)
    page.get_by_label("Name this passkey").fill("My laptop")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your recovery codes")
    axe(page)
    page.goto("/account/passkeys/")
    expect(page.get_by_role("term").filter(has_text="My laptop")).to_be_visible()
    axe(page)
    sign_out(page)
    page.goto("/account/login/?next=/account/2fa/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How you sign in")
    axe(page)


def test_a_person_with_a_passkey_may_still_use_a_code(page: Page, passkey_device):
    person = PersonFactory(email="sam@example.org", name="Sam Example")
    sign_in(page, person, to="/account/passkeys/add/")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your recovery codes")
    sign_out(page)
    page.goto("/account/login/")
    page.get_by_label("Your email address").fill(person.email)
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("Code").fill(mail_to(person.email, "is your code").subject.split()[0])
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hello, Sam Example")


def test_staff_set_up_a_passkey_and_it_is_enough_from_then_on(page: Page, passkey_device, axe):
    set_up_staff_roles()
    person = staff_member(StaffRole.ADMINISTRATOR, email="ada@example.org", name="Ada Administrator")
    sign_in(page, person, to="/admin/")
    expect(page.get_by_role("heading", level=1)).to_have_text("One more step for staff")
    axe(page)
    page.get_by_role("button", name="Set up a passkey").click()
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your recovery codes")
    page.goto("/admin/organisations/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Organisations")
    sign_out(page)
    page.goto("/account/login/?next=/admin/organisations/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Organisations")


def test_staff_set_up_an_app_without_scripts_and_are_asked_for_its_code_next_time(no_javascript: Page):
    page = no_javascript
    set_up_staff_roles()
    person = staff_member(StaffRole.ANALYST, email="ana@example.org", name="Ana Lyst")
    sign_in(page, person, to="/reach/")
    expect(page.get_by_role("heading", level=1)).to_have_text("One more step for staff")
    page.get_by_role("button", name="Set up an app").click()
    secret = page.locator("main code").inner_text()
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    page.get_by_label("Code from your app").fill("000000" if code != "000000" else "111111")
    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_role("alert")).to_contain_text("That code is not right.")
    page.get_by_label("Code from your app").fill(code)
    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your recovery codes")
    recovery_code = page.locator("main code").first.inner_text()
    page.goto("/reach/")
    expect(page.get_by_role("heading", level=1)).not_to_have_text("One more step for staff")
    sign_out(page)
    page.goto("/account/login/?next=/reach/")
    page.get_by_label("Your email address").fill(person.email)
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("Code").fill(mail_to(person.email, "is your code").subject.split()[0])
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("One more step")
    page.get_by_label("Code").fill("wrong")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("alert")).to_contain_text("That code is not right.")
    page.get_by_label("Code").fill(recovery_code)
    page.get_by_role("button", name="Continue").click()
    expect(page).to_have_url(re.compile(r"/reach/$"))

"""What people do in a browser in more than one journey: read their mail, sign in."""

import re
import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.utils import decrypt
from playwright.sync_api import Page
from post_office.models import Email

from people.models import Person
from tests.letters import letters
from tests.workers import wait_until


def mail_to(address: str, subject: str) -> Email:
    """The latest email to this address whose subject holds these words, once it is there."""
    found = Email.objects.filter(to=address, subject__contains=subject).order_by("-pk")
    wait_until(
        lambda: letters() and found.exists(),
        otherwise=lambda: f"Subjects so far: {list(Email.objects.values_list('subject', flat=True))}",
    )
    return found[0]


def link_in(email: Email, words: str) -> str:
    """The address behind these words in an email's plain text, as a person would open it."""
    return re.search(rf"{re.escape(words)}:? <?(https?://[^\s>]+)", email.message).group(1)


def has_authenticator_app(person: Person) -> Person:
    """Give a person a second factor, set up beforehand."""
    TOTP.activate(person, generate_totp_secret())
    return person


def current_code(person: Person) -> str:
    """What this person's authenticator app shows now."""
    secret = decrypt(Authenticator.objects.get(user=person, type=Authenticator.Type.TOTP).data["secret"])
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def sign_in(page: Page, person: Person, *, to: str) -> None:
    """Open a page that asks for signing in, and do so: a code by email and, for staff, one of the app."""
    page.goto(to)
    page.get_by_label("Email address").fill(person.email)
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("Code").fill(mail_to(person.email, "is your code").subject.split()[0])
    page.get_by_role("button", name="Continue").click()
    if Authenticator.objects.filter(user=person).exists():
        page.get_by_label("Code").fill(current_code(person))
        page.get_by_role("button", name="Continue").click()

"""Addresses that email does not reach: what servers and mail services say of them, and what staff see."""

import base64
import json
import smtplib
import sys
from datetime import UTC, datetime, timedelta
from importlib import reload

import pytest
from anymail.exceptions import AnymailRecipientsRefused
from anymail.signals import AnymailTrackingEvent, tracking
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.urls import clear_url_caches
from django.utils import timezone
from wagtail.models import ModelLogEntry

import config.urls
from documents import outbox
from documents.emails import queue_email
from people.accounts.operations import forget_undeliverable, note_undeliverable, set_up_staff_roles
from people.accounts.policies import StaffRole
from people.models import UndeliverableAddress
from tests.factories import PersonFactory, staff_member
from tests.people.test_access import show_second_factor

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
BOUNCE = {
    "RecordType": "Bounce",
    "Type": "HardBounce",
    "Email": "Gone@Example.org",
    "BouncedAt": "2026-03-10T12:00:00Z",
}


class Replying(EmailBackend):
    """A mail server that answers as it is told."""

    reply: Exception | None = None

    def send_messages(self, messages):
        if Replying.reply is not None:
            raise Replying.reply
        return super().send_messages(messages)


@pytest.fixture
def server_says(settings):
    """Sends an email to an address, and has the mail server answer with this."""
    sys.modules["replying_mail_server"] = sys.modules[__name__]
    settings.POST_OFFICE = {**settings.POST_OFFICE, "BACKENDS": {"default": "replying_mail_server.Replying"}}

    def send(reply, to="gone@example.org"):
        Replying.reply = reply
        queue_email(template="security_notice", to=to, context={"notice": "Hello", "account_url": "/"})
        outbox.send_due()

    yield send
    Replying.reply = None


def refused(code, text, address="gone@example.org"):
    return smtplib.SMTPRecipientsRefused({address: (code, text)})


def noted():
    return list(UndeliverableAddress.objects.order_by("email").values_list("email", "reason"))


def test_an_address_is_noted_once_whatever_its_case_and_the_first_time_stands():
    for hours, email in enumerate(("Gone@Example.org", "gone@example.org ", "GONE@EXAMPLE.ORG")):
        note_undeliverable(email=email, reason=f"reason {hours}", by=None, at=NOON + timedelta(hours=hours))
    known = UndeliverableAddress.objects.get()
    assert (known.email, known.since, known.reason) == ("gone@example.org", NOON, "reason 0")
    entry = ModelLogEntry.objects.get()
    assert (entry.action, entry.label) == ("people.address.note", f"Address {known.pk}")


def test_forgetting_twice_changes_nothing_and_what_was_noted_afterwards_stands():
    note_undeliverable(email="gone@example.org", reason="", by=None, at=NOON)
    assert forget_undeliverable(email="gone@example.org", by=None, at=NOON - timedelta(seconds=1)) is False
    assert forget_undeliverable(email="GONE@example.org", by=None, at=NOON) is True
    assert forget_undeliverable(email="gone@example.org", by=None, at=NOON) is False
    assert [entry.action for entry in ModelLogEntry.objects.order_by("pk")] == [
        "people.address.note",
        "people.address.forget",
    ]
    assert "gone@" not in "".join(entry.label for entry in ModelLogEntry.objects.all())


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (refused(550, b"no such person"), "refused: 550"),
        (refused(550, b"5.1.1 user unknown"), "refused: 550 5.1.1"),
        (refused(552, b"5.2.1 mailbox disabled"), "refused: 552 5.2.1"),
        (refused(550, b"5.4.1 Recipient address rejected"), "refused: 550 5.4.1"),
        (refused(550, b"no", "Gone@Example.org"), "refused: 550"),
        (AnymailRecipientsRefused(), "refused: by the mail service"),
    ],
)
def test_what_a_server_refuses_for_good_is_noted(server_says, reply, reason):
    server_says(reply)
    assert noted() == [("gone@example.org", reason)]


@pytest.mark.parametrize(
    "reply",
    [
        refused(450, b"4.2.1 try again later"),
        refused(421, b"busy"),
        refused(450, b"5.1.1 says two things at once"),
        refused(550, b"5.7.1 relaying denied"),
        refused(554, b"you look like spam"),
        refused(530, b"authentication required"),
        smtplib.SMTPServerDisconnected("gone@example.org"),
        smtplib.SMTPSenderRefused(550, b"not you", "us@example.org"),
        ValueError("gone@example.org"),
    ],
)
def test_what_may_pass_or_is_about_us_flags_nobody(server_says, reply):
    server_says(reply)
    assert noted() == []


def test_an_email_that_the_server_takes_clears_what_it_had_refused_and_costs_one_question(
    server_says, django_assert_num_queries
):
    server_says(refused(550, b"no such person"))
    note_undeliverable(email="other@example.org", reason="refused: 550", by=None, at=timezone.now())
    server_says(None, to="Gone@example.org")
    assert noted() == [("other@example.org", "refused: 550")]
    with django_assert_num_queries(1):
        for tell in outbox.on_delivered:
            tell("sam@example.org", timezone.now())


def test_that_a_mail_service_takes_an_email_does_not_clear_what_came_back_from_beyond(server_says):
    note_undeliverable(email="gone@example.org", reason="bounced: bounced", by=None, at=NOON)
    server_says(None)
    assert (noted(), len(mail.outbox)) == ([("gone@example.org", "bounced: bounced")], 1)


def test_the_outbox_calls_whoever_asked_to_hear(server_says, monkeypatch):
    heard = []
    monkeypatch.setattr(outbox, "on_refused", [lambda *what: heard.append(what[:2])])
    monkeypatch.setattr(outbox, "on_delivered", [lambda *what: heard.append(what[:1])])
    server_says(refused(550, b"5.1.1 unknown"))
    server_says(None, to="sam@example.org")
    assert heard == [("gone@example.org", "550 5.1.1"), ("sam@example.org",)]


def hears(**event):
    facts = {"recipient": "gone@example.org", "timestamp": NOON, "esp_event": {}, **event}
    tracking.send(sender=None, event=AnymailTrackingEvent(**facts), esp_name="Some service")


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        ({"event_type": "bounced", "reject_reason": "bounced"}, "bounced: bounced"),
        ({"event_type": "bounced", "recipient": "GONE@example.org"}, "bounced"),
        ({"event_type": "complained", "reject_reason": "spam"}, "complained: spam"),
        ({"event_type": "rejected", "reject_reason": "invalid"}, "rejected: invalid"),
        ({"event_type": "bounced", "mta_response": "smtp; 550 5.1.1 user unknown"}, "bounced"),
        ({"event_type": "bounced", "description": "Microsoft says no such user"}, "bounced"),
    ],
)
def test_what_a_mail_service_gives_up_is_noted(event, reason):
    hears(**event)
    assert (noted(), UndeliverableAddress.objects.get().since) == ([("gone@example.org", reason)], NOON)


@pytest.mark.parametrize(
    "event",
    [
        {"event_type": "deferred", "reject_reason": "bounced"},
        {"event_type": "opened"},
        {"event_type": "unsubscribed", "reject_reason": "unsubscribed"},
        {"event_type": "bounced", "reject_reason": "other"},
        {"event_type": "rejected", "reject_reason": "other"},
        {"event_type": "rejected"},
        {"event_type": "bounced", "reject_reason": "bounced", "esp_event": {"Type": "SoftBounce"}},
        {"event_type": "bounced", "reject_reason": "bounced", "esp_event": {"event": "soft_bounce"}},
        {"event_type": "bounced", "reject_reason": "bounced", "esp_event": {"type": "activity.soft_bounced"}},
        {"event_type": "bounced", "reject_reason": "bounced", "description": "Transient: MailboxFull"},
        {"event_type": "bounced", "reject_reason": "bounced", "mta_response": "452 4.2.2 mailbox full"},
        {"event_type": "bounced", "recipient": None},
        {"event_type": "bounced", "recipient": ""},
        {"event_type": "bounced", "recipient": "no address"},
        {"event_type": "bounced", "recipient": "x" * 300 + "@example.org"},
        {"event_type": "bounced", "recipient": ["gone@example.org"]},
    ],
)
def test_what_may_pass_or_names_no_address_changes_nothing(event):
    hears(**event)
    assert noted() == []


def test_a_delivery_clears_what_came_before_it_and_nothing_later():
    hears(event_type="bounced")
    hears(event_type="delivered", timestamp=NOON - timedelta(hours=1))
    assert noted() == [("gone@example.org", "bounced")]
    hears(event_type="delivered", recipient="Gone@example.org", timestamp=NOON + timedelta(hours=1))
    assert noted() == []


def test_an_event_from_the_future_or_without_a_time_is_of_now():
    hears(event_type="bounced", timestamp=timezone.now() + timedelta(days=400))
    hears(event_type="bounced", recipient="other@example.org", timestamp=None)
    assert UndeliverableAddress.objects.filter(since__lte=timezone.now()).count() == 2


@pytest.fixture
def webhook(settings, client):
    """Posts to the address that exists once there is a secret."""
    settings.ANYMAIL = {"WEBHOOK_SECRET": "random-name:random-password"}
    reload(config.urls)
    clear_url_caches()

    def post(body, secret="random-name:random-password"):
        given = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {"Authorization": "Basic " + base64.b64encode(secret.encode()).decode()} if secret else {}
        client.raise_request_exception = False
        return client.post("/anymail/postmark/tracking/", given, content_type="application/json", headers=headers)

    yield post
    settings.ANYMAIL = {}
    reload(config.urls)
    clear_url_caches()


def test_the_webhook_is_not_there_without_a_secret(client, wagtail_site):
    assert client.post("/anymail/postmark/tracking/", BOUNCE, content_type="application/json").status_code == 404
    assert noted() == []


def test_a_bounce_that_the_service_reports_is_noted_and_a_delivery_clears_it(webhook, caplog):
    assert webhook(BOUNCE).status_code == 200
    assert webhook(BOUNCE).status_code == 200
    assert noted() == [("gone@example.org", "bounced: bounced")]
    delivery = {"RecordType": "Delivery", "Recipient": "gone@example.org", "DeliveredAt": "2026-03-11T12:00:00Z"}
    assert webhook(delivery).status_code == 200
    assert noted() == []
    assert "gone@" not in caplog.text.lower()


@pytest.mark.parametrize("secret", ["", "random-name:wrong", "random-password:random-name", ":"])
def test_whoever_does_not_bring_the_secret_is_refused(webhook, secret):
    assert webhook(BOUNCE, secret=secret).status_code == 400
    assert noted() == []


@pytest.mark.parametrize(
    "body",
    [
        b"", b"\xff\xfe", b"[", [], {}, "words", 7, {"RecordType": "Bounce"},
        {**BOUNCE, "Email": None}, {**BOUNCE, "Email": "<script>"}, {**BOUNCE, "Email": {}},
        {**BOUNCE, "Type": "SoftBounce"}, {**BOUNCE, "Type": "Transient"},
        {"RecordType": "Open", "Recipient": "gone@example.org"},
    ],
)  # fmt: skip
def test_an_odd_payload_changes_nothing_even_with_the_secret(webhook, body, caplog):
    note_undeliverable(email="other@example.org", reason="refused: 550", by=None, at=NOON)
    assert webhook(body).status_code in (200, 500)
    assert noted() == [("other@example.org", "refused: 550")]
    assert "gone@" not in caplog.text.lower()


@pytest.fixture
def administrator(client, wagtail_site):
    set_up_staff_roles()
    person = staff_member(StaffRole.ADMINISTRATOR)
    client.force_login(person)
    show_second_factor(client, person)
    return person


def test_staff_see_it_in_the_list_of_people_and_beside_the_address(client, administrator):
    gone, reached = PersonFactory(email="gone@example.org"), PersonFactory()
    note_undeliverable(email=gone.email, reason="refused: 550", by=None, at=NOON)
    flag = "Email has not reached this address since 10 March 2026"
    html = client.get("/admin/users/").text
    assert (html.count(flag), f"{gone.email}. {flag}" in html, reached.email in html) == (1, True, True)
    assert flag in client.get(f"/admin/users/edit/{gone.pk}/").text
    assert flag not in client.get(f"/admin/users/edit/{reached.pk}/").text

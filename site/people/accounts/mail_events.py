"""What mail servers and mail services say of addresses, kept as addresses that email does not reach."""

import re
from datetime import datetime
from typing import Any

from anymail.signals import AnymailTrackingEvent, EventType, RejectReason
from django.core.exceptions import ValidationError
from django.utils import timezone

from people.accounts.forms import AddressField
from people.accounts.models import Person, UndeliverableAddress
from people.accounts.operations import forget_undeliverable, note_undeliverable

# How the reason begins where the server, or the mail service, refused the address while we sent.
WHILE_SENDING = "refused: "
NOT_REACHED = (EventType.BOUNCED, EventType.COMPLAINED, EventType.REJECTED)
# Refused because of what was sent or by whom, not because of where to.
NOT_ABOUT_THE_ADDRESS = (RejectReason.OTHER, RejectReason.UNSUBSCRIBED)
# What services call a failure that may pass. Some report it as a bounce, and a real one when they give up.
MAY_PASS = re.compile(r"\b(soft|transient)", re.IGNORECASE)
REPLY_THAT_MAY_PASS = re.compile(r"\s*(smtp;\s*)?4(\d\d|\.\d{1,3}\.\d{1,3})\b", re.IGNORECASE)


def hear_of_refusal(address: str, reason: str, at: datetime) -> None:
    """A server refused an address for good while we sent to it."""
    note_undeliverable(email=address, reason=f"{WHILE_SENDING}{reason}", by=None, at=at)


def hear_of_delivery(address: str, at: datetime) -> None:
    """A server took mail for an address: what it refused before, it no longer does. That a mail service took it says
    nothing yet of where it goes: what came back from there stands until the service reports a delivery."""
    email = Person.objects.normalize_email(address)
    if UndeliverableAddress.objects.filter(email=email, reason__startswith=WHILE_SENDING).exists():
        forget_undeliverable(email=email, by=None, at=at)


def hear_of_event(event: AnymailTrackingEvent, **kwargs: Any) -> None:
    """A mail service reports what became of an email, by its webhook. What is not about an address, or about none that
    mail could go to, changes nothing."""
    try:
        email = Person.objects.normalize_email(AddressField().clean(event.recipient))
    except ValidationError:
        return
    now = timezone.now()
    at = min(event.timestamp or now, now)
    if event.event_type == EventType.DELIVERED:
        forget_undeliverable(email=email, by=None, at=at)
    elif _is_for_good(event):
        reason = ": ".join(part for part in (event.event_type, event.reject_reason) if part)
        note_undeliverable(email=email, reason=reason, by=None, at=at)


def _is_for_good(event: AnymailTrackingEvent) -> bool:
    if event.event_type not in NOT_REACHED or event.reject_reason in NOT_ABOUT_THE_ADDRESS:
        return False
    if event.event_type == EventType.REJECTED and not event.reject_reason:
        return False
    told = event.esp_event if isinstance(event.esp_event, dict) else {}
    kinds = [event.description, *(told.get(name) for name in ("event", "type", "Type"))]
    if any(isinstance(kind, str) and MAY_PASS.search(kind) for kind in kinds):
        return False
    return not REPLY_THAT_MAY_PASS.match(str(event.mta_response or ""))

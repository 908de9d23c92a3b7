"""Emails that are owed: each change is told once, and one that cannot be made holds up no other."""

import logging

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from post_office.models import Email

from tests.factories import BookingFactory
from training.bookings.operations import make_emails
from training.models import Notice, NoticeKind

pytestmark = pytest.mark.django_db


def owed(kind=NoticeKind.CONFIRMED, **more):
    return Notice.objects.create(booking=BookingFactory(), kind=kind, sequence=0, made_at=timezone.now(), **more)


def test_what_is_owed_is_made_once():
    notice = owed()
    at = timezone.now()
    assert (make_emails(at=at), make_emails(at=at)) == (1, 0)
    notice.refresh_from_db()
    assert (notice.queued_at, Email.objects.count()) == (at, 1)


def test_a_change_is_not_told_twice():
    notice = owed()
    with pytest.raises(IntegrityError, match=r"each_change_of_a_booking_is_told_once|UNIQUE"), transaction.atomic():
        Notice.objects.create(booking=notice.booking, kind=notice.kind, sequence=0, made_at=timezone.now())


def test_one_that_cannot_be_made_stays_owed_holds_up_no_other_and_names_nobody(caplog):
    broken = owed(NoticeKind.APPROVAL_ASKED)  # nobody was named whom to ask
    owed()
    with caplog.at_level(logging.ERROR):
        assert make_emails(at=timezone.now()) == 1
    broken.refresh_from_db()
    assert (broken.queued_at, Email.objects.count()) == (None, 1)
    assert caplog.messages == [f"The email of notice {broken.pk} cannot be made (RelatedObjectDoesNotExist)"]

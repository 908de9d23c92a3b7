"""What people type into the booking form, and bookings that wait to be confirmed."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from tests.factories import BookingFactory, OrganisationFactory, RoleFactory
from training.models import BookingStatus


def page(session):
    return reverse("training:booking-create", args=[session.pk])


def answers(**changed):
    return {
        "name": "Sam Example",
        "email": "sam@example.org",
        "role": changed.pop("role", None) or RoleFactory().pk,
        "organisation": changed.pop("organisation", None) or OrganisationFactory().pk,
        "access": "",
        "dietary": "",
        "website": "",
        **changed,
    }


def unconfirmed(session, **facts):
    return BookingFactory(
        session=session,
        person=None,
        email=facts.pop("email", "sam@example.org"),
        name="Sam Example",
        role=RoleFactory(),
        organisation=OrganisationFactory(),
        status=facts.pop("status", BookingStatus.UNCONFIRMED),
        confirmed_at=None,
        hold_ends_at=facts.pop("hold_ends_at", None) or timezone.now() + timedelta(hours=2),
        **facts,
    )


def sent_page(session):
    return reverse("training:booking-sent", args=[session.pk])

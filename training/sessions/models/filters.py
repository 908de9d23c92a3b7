"""Filters over sessions."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce

from training.sessions.models.choices import LINK_DUE, NEEDED, NEEDED_IF_SENSITIVE, SessionStatus
from training.sessions.models.series import Series
from training.sessions.models.venues import SessionMode

if TYPE_CHECKING:
    from training.sessions.models.sessions import Session  # noqa: F401 (named by its name below)


class SessionQuerySet(models.QuerySet["Session"]):
    """Filters over sessions."""

    def scheduled(self) -> Self:
        """Those that are to be held, or were."""
        return self.filter(status=SessionStatus.SCHEDULED)

    def to_be_held(self) -> Self:
        """Those that are scheduled or may come to be: all but the cancelled ones."""
        return self.exclude(status=SessionStatus.CANCELLED)

    def with_staffing(self) -> Self:
        """With `facilitator_number`, and whether anyone of them runs another session `at_the_same_time`."""
        runs = self.model.facilitators.through.objects
        others = runs.filter(
            person=OuterRef("person"),
            session__starts_at__lt=OuterRef("session__ends_at"),
            session__ends_at__gt=OuterRef("session__starts_at"),
        ).exclude(Q(session=OuterRef("session")) | Q(session__status=SessionStatus.CANCELLED))
        own = runs.filter(session=OuterRef("pk"))
        counted = own.order_by().values("session").values_list(Count("pk"))
        return self.annotate(
            facilitator_number=Coalesce(Subquery(counted), 0), at_the_same_time=Exists(own.filter(Exists(others)))
        )

    def needing_attention(self, at: datetime) -> Self:
        """Those to come that nobody runs, that one runs where two are needed, or with somebody asked for twice; and
        those that are near and have no link for whoever joins online."""
        needed = Case(When(course__is_sensitive=True, then=NEEDED_IF_SENSITIVE), default=NEEDED)
        staffed_badly = Q(facilitator_number__lt=needed) | Q(at_the_same_time=True)
        no_link = ~Q(mode=SessionMode.IN_PERSON) & Q(joining_link="", starts_at__lte=at + LINK_DUE)
        return self.to_be_held().filter(ends_at__gt=at).with_staffing().filter(staffed_badly | no_link)

    def open_for_booking(self, at: datetime) -> Self:
        """Scheduled, and inside the booking window. A full session is still open: others may leave."""
        return (
            self.scheduled()
            .filter(starts_at__gt=at)
            .filter(Q(booking_opens_at__isnull=True) | Q(booking_opens_at__lte=at))
            .filter(Q(booking_closes_at__isnull=True) | Q(booking_closes_at__gt=at))
        )

    def with_places(self) -> Self:
        """Those that are not full."""
        return self.filter(places_held__lt=F("capacity"))

    def with_a_place_in_their_part(self, *, online: bool) -> Self:
        """Those that are not full; a hybrid session not in the part where the person would be."""
        room = F("capacity") - F("online_capacity") + F("online_held")
        part = Q(online_held__lt=F("online_capacity")) if online else Q(places_held__lt=room)
        return self.with_places().filter(~Q(mode=SessionMode.HYBRID) | part)

    def with_room_for(self, number: int, *, online: bool) -> Self:
        """Those with so many places left, online in a hybrid session or not."""
        if online:
            return self.filter(online_held__lte=F("online_capacity") - number)
        return self.filter(places_held__lte=F("capacity") - F("online_capacity") + F("online_held") - number)

    def listed(self, *, besides: Series | None = None) -> Self:
        """Without those of closed cohorts, which are booked by their link; but with those of one that is named."""
        closed = Q(series__is_closed=True)
        return self.exclude(closed if besides is None else closed & ~Q(series=besides))

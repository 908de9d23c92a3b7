"""What people tell us in confidence about access and food: kept beside the booking, and changed later."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from wagtail.log_actions import log

from people.models import Person
from training.bookings.models import Booking, BookingNeeds, Diet, DietaryNeed
from training.bookings.operations.refusals import BookingEnded
from training.sessions.operations import SessionOver


def keep_needs(booking: Booking, access: str, dietary: str, diets: Sequence[str]) -> None:
    """Write what was told for a new booking. Nothing told costs nothing: no row and no question."""
    if access or dietary or diets:
        _write_diets(BookingNeeds.objects.create(booking=booking, access=access, dietary=dietary), diets)


def change_needs(
    *, booking: Booking, access: str, dietary: str, diets: Sequence[str], by: Person | None, at: datetime
) -> None:
    """Let what is told now take the place of what was told before; nothing told deletes it. What it says is in no log.

    Refuses with BookingEnded where the booking neither holds a place nor waits, and with SessionOver from the start on.
    Only the booking's row is locked, so that needs do not outlive a place that is given back at the same moment.
    """
    access, dietary = access.strip(), dietary.strip()
    with transaction.atomic():
        locked = Booking.objects.active().select_for_update(of=("self",), no_key=True).select_related("session")
        kept = locked.filter(pk=booking.pk).first()
        if kept is None:
            raise BookingEnded
        if kept.session.starts_at <= at:
            raise SessionOver("This session has already started, so this can no longer be changed.")
        if access or dietary or diets:
            facts = {"access": access, "dietary": dietary}
            needs, _ = BookingNeeds.objects.update_or_create(booking=kept, defaults=facts)
            needs.diets.all().delete()
            _write_diets(needs, diets)
        else:
            BookingNeeds.objects.filter(booking=kept).delete()
        log(instance=kept, action="training.booking.change_needs", user=by)


def _write_diets(needs: BookingNeeds, diets: Sequence[str]) -> None:
    """Each of the diets once. One that we do not know is a slip of the caller's: ValueError."""
    if diets:
        DietaryNeed.objects.bulk_create(DietaryNeed(needs=needs, diet=diet) for diet in sorted(set(map(Diet, diets))))

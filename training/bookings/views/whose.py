"""For whom a page about a booking speaks: its holder, who has its link, or the training lead who acts for them."""

from dataclasses import dataclass

from django.urls import reverse

from training.bookings.models import Booking


@dataclass(frozen=True)
class Whose:
    """Where the page's links lead, and the colleague's name where somebody acts for them."""

    back: str
    back_words: str
    colleague: str = ""

    def said(self, to_holder: str, of_colleague: str) -> str:
        """What is said after a change; `of_colleague` follows the name."""
        return f"{self.colleague} {of_colleague}" if self.colleague else to_holder


def holders(booking: Booking) -> Whose:
    """The pages that a booking's own link opens."""
    return Whose(reverse("training:booking-detail", args=[booking.key]), "Back to your booking")


def leads(booking: Booking, came_from: str) -> Whose:
    """The pages of a training lead, who goes back to the group, to the reservation or to the overview."""
    if came_from == "group" and booking.group_id:
        back = reverse("training:group-detail", args=[booking.group_id]), "Back to the group"
    elif came_from == "pool" and booking.pool_id:
        back = reverse("training:pool-detail", args=[booking.pool_id]), "Back to the reserved places"
    else:
        back = f"{reverse('training:lead-overview')}?organisation={booking.organisation_id}", "Back to your colleagues"
    return Whose(*back, booking.name)

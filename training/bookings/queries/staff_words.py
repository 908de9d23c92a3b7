"""What the staff screens say of a booking: where it stands, and what each change of it does."""

from collections.abc import Iterable
from typing import NamedTuple

from training.bookings.models import Booking, BookingStatus
from training.sessions.models import Session

# Where a booking stands, for whoever is not its person.
STANDING = dict(BookingStatus.choices) | {
    BookingStatus.UNCONFIRMED.value: "Not confirmed yet",
    BookingStatus.AWAITING_APPROVAL.value: "Waits for a line manager",
}


def say_where_they_stand(bookings: Iterable[Booking | None]) -> None:
    """Set `stands` on each booking: its status in words for staff."""
    for booking in bookings:
        if booking is not None:
            is_there = booking.walked_in and booking.status == BookingStatus.CONFIRMED
            booking.stands = "Walked in" if is_there else STANDING[booking.status]  # type: ignore[attr-defined]


class Words(NamedTuple):
    """What is said of one change: its title, what it does, its button, and what was done. What takes a place away from
    somebody is `is_serious`."""

    title: str
    about: str
    button: str
    done: str
    is_serious: bool = False


MOVE = Words(
    "Move to another date",
    "They keep this place until the new one is theirs, and are told by email. All dates of this course that have "
    "places are here.",
    "Move to this date",
    "{name} is moved, and told.",
)
SWAP = Words(
    "Pass the place on",
    "Somebody else of the same organisation comes instead. Both are told by email.",
    "Pass the place on",
    "The place is passed on, and both are told.",
)
ACCEPT = Words(
    "Accept for them",
    "They have told you that they take the place that is offered to them. They are sent all they need.",
    "Accept for them",
    "{name} has the place, and is told.",
)
BY_THEIR_LINK = "They accept by the link in their email, which shows that the address is theirs."
ONCE_AGREED = "{name} has the place once their line manager agrees. Both are told."
AFTERWARDS = (
    "What they told us about access and food is deleted. They are told by email that the training team did it. This "
    "cannot be undone."
)


def words_of(verb: str, booking: Booking) -> Words:
    """What is said of a change of this booking."""
    return {"move": MOVE, "swap": SWAP}.get(verb) or _of_ending(booking)


def _of_ending(booking: Booking) -> Words:
    """What ending it is called depends on whether there is a place yet."""
    if booking.status == BookingStatus.WAITING:
        title, button, done = (
            "Take off the waiting list",
            "Take off the list",
            "{name} is off the waiting list, and told.",
        )
        return Words(title, f"They lose their turn. {AFTERWARDS}", button, done, is_serious=True)
    about = f"{_where_the_place_goes(booking)} {AFTERWARDS}"
    if booking.status == BookingStatus.OFFERED:
        title, done = "Withdraw the offer", "The offer is withdrawn, and {name} is told."
    else:
        title, done = "Cancel the booking", "The booking is cancelled, and {name} is told."
    return Words(title, about, title, done, is_serious=True)


def _where_the_place_goes(booking: Booking) -> str:
    """Back to the places that an organisation reserved, to the next in line, or to nobody in particular."""
    if booking.pool is not None and booking.pool.returned_at is None:
        return "The place goes back to those that the organisation has reserved."
    others = Booking.objects.waiting().filter(session=booking.session_id, online=booking.online)
    return "The place goes to the next in line at once." if others.exists() else "The place becomes free."


CONFIRMED_AT_ONCE = (
    "Their place is confirmed at once, and they are sent all they need. Their line manager is not asked."
)
CONFIRMED_OTHERWISE = "Otherwise their place is confirmed at once, and their line manager is not asked."


def words_of_putting_on(session: Session) -> str:
    """What happens to somebody who is put on a session, which depends on whether there are places."""
    ways = [("in the room", False), ("online", True)] if session.is_hybrid() else [("", None)]
    full = [where for where, online in ways if session.places_left(online=online) < 1]
    if not full:
        return CONFIRMED_AT_ONCE
    taken = f"Every place {full[0]}" if len(full) < len(ways) else "Every place"
    said = (
        f"{taken} is taken. Whoever asks for one is put on the waiting list, and told, unless you take the tick away."
    )
    return said if len(full) == len(ways) else f"{said} {CONFIRMED_OTHERWISE}"

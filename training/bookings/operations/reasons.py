"""Why staff change somebody's booking: a closed list, so that nothing about a person is written down freely."""

from django.db import models


class StaffReason(models.TextChoices):
    """What staff give as their reason. It is kept in the log and told to nobody."""

    PERSON_ASKED = "person_asked", "The person asked us to"
    ORGANISATION_ASKED = "organisation_asked", "Their organisation asked us to"
    BOOKED_BY_MISTAKE = "booked_by_mistake", "It was booked by mistake"
    NOT_REACHED = "not_reached", "We cannot reach them"
    SESSION_CHANGED = "session_changed", "The session has changed"
    OTHER = "other", "Another reason"


def noted(past_cut_off: bool, reason: StaffReason | None) -> dict[str, object]:
    """What the log keeps of a change by staff; nothing for anybody else's."""
    return ({"past_cut_off": True} if past_cut_off else {}) | ({"reason": reason.value} if reason else {})

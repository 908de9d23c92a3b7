"""Changing a venue."""

from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from wagtail.log_actions import log

from people.models import Person
from training.sessions.models import Venue
from training.sessions.operations.places import lock_sessions
from training.sessions.operations.planning import on_moved
from training.sessions.queries.venues import people_to_tell, sessions_to_come_in


class ChangedVenue(NamedTuple):
    """A venue as it is now, and how many people are told of it."""

    venue: Venue
    told: int


@transaction.atomic
def change_venue(*, venue: Venue, by: Person | None, at: datetime, **facts: Any) -> ChangedVenue:
    """Change some facts of a venue. All of them stand in what people are told, so whoever has a place in a session to
    come there, or waits for one, is told as when the session itself changes: once for each session.

    Lines that end in another way, as browsers send them, are no change.
    """
    kept = Venue.objects.select_for_update(no_key=True).get(pk=venue.pk)
    changed = sorted(name for name, value in facts.items() if _lines(getattr(kept, name)) != _lines(value))
    if not changed:
        return ChangedVenue(kept, 0)
    for name in changed:
        setattr(kept, name, facts[name])
    kept.save(update_fields=changed)
    log(instance=kept, action="training.venue.change", user=by, data={"changed": changed})
    to_come = sessions_to_come_in(kept, at=at)
    locked = lock_sessions(session_ids=set(to_come.values_list("pk", flat=True)))
    for session in to_come.filter(pk__in=locked).order_by("pk"):
        for tell in on_moved:
            tell(session, by, at)
    return ChangedVenue(kept, people_to_tell(kept, at=at))


def _lines(fact: Any) -> Any:
    return fact.splitlines() if isinstance(fact, str) else fact

"""A bare database loop: what a booking writes, with the same locking, by psycopg and nothing else."""

from collections.abc import Callable, Sequence

import psycopg
from django.contrib.contenttypes.models import ContentType

from bench.visitors import Visit
from people.models import Person
from training.models import Booking, Session

BOOKING = """
INSERT INTO training_booking (session_id, person_id, email, name, role_id, organisation_id, status, online, key,
                              check_in_code, walked_in, booked_at, confirmed_at, invitation_sequence)
VALUES (%s, %s, %s, %s, %s, %s, 'confirmed', false, md5(random()::text), left(md5(random()::text), 9), false, now(),
        now(), 0) RETURNING id"""
LOG = """
INSERT INTO wagtailcore_modellogentry (content_type_id, label, action, data, timestamp, uuid, user_id, content_changed,
                                       deleted, object_id)
VALUES (%s, 'Booking', 'training.booking.book', '{}', now(), NULL, %s, false, false, %s)"""
NOTICE = """
INSERT INTO training_notice (booking_id, kind, sequence, made_at) VALUES (%s, 'booking_confirmed', 0, now())"""
PLACE = "UPDATE training_session SET places_held = places_held + 1 WHERE id = %s AND places_held < capacity"
FREE = "SELECT places_held < capacity FROM training_session WHERE id = %s"


def booking_loop(url: str, people: Sequence[Person], sessions: Sequence[Session], *, clients: int) -> Visit:
    """Each client books its share of the people, one after another, into the sessions in turn."""
    content_type = ContentType.objects.get_for_model(Booking).pk

    def visit(number: int) -> Callable[[], str]:
        connection = psycopg.connect(url)
        mine = iter(range(number, len(people), clients))

        def book() -> str:
            turn = next(mine, None)
            if turn is None:
                connection.close()
                return ""
            return _book(connection, people[turn], sessions[turn % len(sessions)].pk, content_type)

        return book

    return visit


def _book(connection: psycopg.Connection, person: Person, session_id: int, content_type: int) -> str:
    """Everything in one transaction; the session's row, which everybody wants, is touched last."""
    facts = (session_id, person.pk, person.email, person.name, person.role_id, person.organisation_id)
    with connection.transaction(), connection.cursor() as cursor:
        if cursor.execute(FREE, [session_id]).fetchone() != (True,):
            return "full"
        [booking_id] = cursor.execute(BOOKING, facts).fetchone() or [None]
        cursor.execute(LOG, [content_type, person.pk, str(booking_id)])
        cursor.execute(NOTICE, [booking_id])
        if cursor.execute(PLACE, [session_id]).rowcount:
            return "booked"
        raise psycopg.Rollback
    return "full"

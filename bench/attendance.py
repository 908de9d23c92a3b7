"""Check-ins at the door, and a phone's queue that arrives all at once."""

import json
import statistics
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from bench import flows, ground
from bench.measures import SECONDS, Place
from bench.visitors import Answer, Connection, Visit, all_at_once
from people.models import Person
from training.models import Booking, Claim, Session

CHECK_INS = {1: 300, 8: 500}
QUEUE, SENDS = 500, 5
BARE_VIEWS = 2_000


def check_ins(at: Place, facilitator: str, clients: int) -> dict[str, Any]:
    """Codes scanned one after another, each of another person, beside the bare view; then all of them once more."""
    session, codes = expected(at.people[: CHECK_INS[clients]])
    before = flows.bare_rate(at.bare_port, clients, SECONDS)
    first = all_at_once(_scanning(at.port, facilitator, session, codes, clients=clients), visitors=clients)
    again = all_at_once(_scanning(at.port, facilitator, session, codes, clients=clients), visitors=clients)
    bare = (before + flows.bare_rate(at.bare_port, clients, SECONDS)) / 2
    kept = Claim.objects.filter(attendance__session=session).count()
    return {
        "clients": clients,
        "bare_per_second": round(bare, 1),
        "check_ins_per_second": round(first.rate("welcome"), 1),
        "check_in_to_bare": round(first.rate("welcome") / bare, 4),
        "outcomes": first.outcomes,
        "outcomes_of_a_second_scan": again.outcomes,
        "people": len(codes),
        "claims_kept": kept,
        "each_kept_once": kept == len(codes) == first.outcomes["welcome"] and not again.outcomes["welcome"],
    }


def queue(at: Place, facilitator: str) -> dict[str, Any]:
    """A queue of five hundred scans in one request, beside two thousand bare views; each queue is sent twice."""
    bare = flows.bare_rate(at.bare_port, 8, SECONDS)
    first: list[float] = []
    again: list[float] = []
    kept = 0
    for _ in range(SENDS):
        session, codes = expected(at.people[:QUEUE])
        body = _queue(codes, timezone.now())
        connection = _door(at.port, facilitator)
        for seconds in (first, again):
            begun = time.monotonic()
            answer = _post(connection, f"/sessions/{session.pk}/register/claims/", body)
            seconds.append(time.monotonic() - begun)
            if answer.status != 200:
                raise RuntimeError(f"The queue was not taken: {answer.status}")
        kept += Claim.objects.filter(attendance__session=session).count()
    bare = (bare + flows.bare_rate(at.bare_port, 8, SECONDS)) / 2
    median = statistics.median(first)
    return {
        "scans": QUEUE,
        "seconds": round(median, 3),
        "seconds_sent_again": round(statistics.median(again), 3),
        "bare_views_in_that_time": round(median * bare),
        "each_kept_once": kept == QUEUE * SENDS,
    }


def expected(people: Sequence[Person]) -> tuple[Session, list[str]]:
    """A session that begins now, with a confirmed place for each of these people; and their codes."""
    [session] = ground.make_sessions(1, capacity=len(people))
    now = timezone.now()
    session.starts_at, session.ends_at = now, now + timedelta(hours=2)
    session.places_held = len(people)
    session.save()
    bookings = Booking.objects.bulk_create(
        Booking(
            session=session, person=person, email=person.email, name=person.name, role=person.role,
            organisation=person.organisation, status="confirmed", booked_at=now, confirmed_at=now,
        )
        for person in people
    )  # fmt: skip
    return session, [booking.check_in_code for booking in bookings]


def _scanning(port: int, facilitator: str, session: Session, codes: Sequence[str], *, clients: int) -> Visit:
    """Each client scans its share of the codes, one after another."""

    def visit(number: int) -> Callable[[], str]:
        connection = _door(port, facilitator)
        mine = iter(codes[number::clients])

        def scan() -> str:
            code = next(mine, "")
            if not code:
                return ""
            sent = {"code": code, "uid": str(uuid4()), "device_at": timezone.now().isoformat()}
            answer = _post(connection, f"/sessions/{session.pk}/scan/", json.dumps(sent).encode())
            return str(json.loads(answer.body)["answer"]) if answer.status == 200 else f"refused: {answer.status}"

        return scan

    return visit


def _queue(codes: Sequence[str], at: datetime) -> bytes:
    made = at.isoformat()
    claims = [{"uid": str(uuid4()), "kind": "scan", "code": code, "device_at": made} for code in codes]
    return json.dumps({"sent_at": made, "claims": claims}).encode()


def _door(port: int, facilitator: str) -> Connection:
    return Connection(port, cookies={"sessionid": facilitator, "csrftoken": flows.CSRF})


def _post(connection: Connection, path: str, body: bytes) -> Answer:
    return connection.ask("POST", path, body, kind="application/json", headers={"X-CSRFToken": flows.CSRF})

"""Each measure, with what it is measured beside in the same minute."""

from dataclasses import dataclass
from typing import Any

from bench import flows, ground, raw
from bench.servers import THREADS, WORKERS
from bench.visitors import Tally, all_at_once
from people.models import Person
from training.models import Booking, Session

CLIENTS = (1, 8, 32)
BOOKINGS = {1: 150, 8: 400, 32: 480}
SPREAD_OVER = 50
SECONDS = 3.0
RUSH, PLACES = 500, 50


@dataclass(frozen=True)
class Place:
    """Where things are: the ports of the two servers, the database, and people with their session cookies."""

    bare_port: int
    port: int
    database_url: str
    people: list[Person]
    cookies: list[str]


def pages(at: Place) -> dict[str, Any]:
    """The course page, signed out, beside the bare view; and the same page when it is made anew each time."""
    path = ground.course_page().url
    before = _bare(at, 8)
    kept = all_at_once(flows.looking(at.port, path), visitors=8, seconds=SECONDS)
    anew = all_at_once(flows.looking(at.port, f"{path}?anew"), visitors=8, seconds=SECONDS)
    bare = (before + _bare(at, 8)) / 2
    return {
        "clients": 8,
        "bare_per_second": round(bare, 1),
        "course_page_per_second": round(kept.rate("200"), 1),
        "course_page_to_bare": round(kept.rate("200") / bare, 3),
        "course_page_made_anew_to_bare": round(anew.rate("200") / bare, 3),
        "outcomes": kept.outcomes + anew.outcomes,
    }


def bookings(at: Place, clients: int) -> dict[str, Any]:
    """Bookings from the form to the confirmation, on one hot session and spread over fifty, beside the bare view and
    the raw loop with as many clients."""
    number = BOOKINGS[clients]
    people, cookies = at.people[:number], at.cookies[:number]
    before = _bare(at, clients)
    loop = _raw(at, people, ground.make_sessions(1, capacity=number), clients=clients, booked=number)
    hot = _book(at, cookies, sessions=1, clients=clients)
    many = ground.make_sessions(SPREAD_OVER, capacity=number)
    spread_loop = _raw(at, people, many, clients=clients, booked=number)
    spread = _book(at, cookies, sessions=SPREAD_OVER, clients=clients)
    bare = (before + _bare(at, clients)) / 2
    return {"clients": clients, "bare_per_second": round(bare, 1)} | {
        name: {
            "raw_loop_per_second": round(beside.rate("booked"), 1),
            "bookings_per_second": round(tally.rate("booked"), 1),
            "booking_to_bare": round(tally.rate("booked") / bare, 4),
            "time_to_raw_loop": round(beside.rate("booked") / tally.rate("booked"), 2),
            "outcomes": tally.outcomes,
        }
        for name, tally, beside in (("one_hot_session", hot, loop), ("spread_over_50", spread, spread_loop))
    }


def rush(at: Place) -> dict[str, Any]:
    """Five hundred people send the form for fifty places at once, beside the raw loop with the server's connections."""
    people, cookies = at.people[:RUSH], at.cookies[:RUSH]
    [session] = ground.make_sessions(1, capacity=PLACES)
    tally = all_at_once(flows.rush(at.port, cookies, session), visitors=RUSH)
    [other] = ground.make_sessions(1, capacity=PLACES)
    beside = _raw(at, people, [other], clients=WORKERS * THREADS, booked=PLACES)
    return {
        "people": RUSH,
        "places": PLACES,
        "places_held": Booking.objects.holding_a_place().filter(session=session).count(),
        "seconds": round(tally.seconds, 3),
        "raw_loop_seconds": round(beside.seconds, 3),
        "time_to_raw_loop": round(tally.seconds / beside.seconds, 2),
        "outcomes": tally.outcomes,
    }


def _bare(at: Place, clients: int) -> float:
    return flows.bare_rate(at.bare_port, clients, SECONDS)


def _raw(at: Place, people: list[Person], sessions: list[Session], *, clients: int, booked: int) -> Tally:
    """The raw loop; a comparison with one that does not do its work would be worth nothing."""
    tally = all_at_once(raw.booking_loop(at.database_url, people, sessions, clients=clients), visitors=clients)
    if tally.outcomes["booked"] != booked:
        raise RuntimeError(f"The raw loop does not book: {dict(tally.outcomes)}")
    return tally


def _book(at: Place, cookies: list[str], *, sessions: int, clients: int) -> Tally:
    made = ground.make_sessions(sessions, capacity=len(cookies))
    return all_at_once(flows.booking(at.port, cookies, made, clients=clients), visitors=clients)

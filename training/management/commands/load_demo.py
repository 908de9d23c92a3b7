"""Fills a demo site with made-up people, sessions and attendance, to try it and to measure it at scale."""

import time
from argparse import ArgumentParser
from random import Random
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone
from tqdm import tqdm

from training.demo.crowd import make_people
from training.demo.deliveries import Delivered, deliver
from training.demo.groundwork import find_or_make
from training.demo.headcounts import make_headcounts
from training.models import Attendance

MOST_IN_ONE_SESSION = 1_000


class Command(BaseCommand):
    help = (
        "Adds made-up people with sessions, bookings and attendance over the last three years, and headcounts. One "
        "session waits for its evaluation, which nobody has answered. Names are plainly "
        "synthetic and no post reaches the addresses. It sends no email and owes no certificate."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--people", type=int, default=1_000, help="how many people to add (1000)")
        parser.add_argument("--sessions", type=int, default=200, help="how many sessions to add (200)")
        parser.add_argument("--attendances", type=int, help="how many attendances to add (ten for each person)")
        parser.add_argument("--headcounts", type=int, default=20, help="how many headcounts to add (20)")
        parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same data (1)")
        parser.add_argument("--force", action="store_true", help="also where the setting DEMO is off")

    def handle(self, *args: Any, **options: Any) -> None:
        if not (getattr(settings, "DEMO", False) or options["force"]):
            raise CommandError("This is not a demo site, so no made-up people were added. Add --force if you are sure.")
        people, sessions = options["people"], options["sessions"]
        random = Random(options["seed"])  # noqa: S311  (chance that can be repeated is what demo data needs)
        sizes = session_sizes(people, sessions, options["attendances"], random)
        started = time.monotonic()
        try:
            done, contacts = self.load(people, sizes, options["headcounts"], random, quiet=options["verbosity"] == 0)
        except KeyboardInterrupt as stopped:
            raise CommandError("Stopped. What was added until then stays, and is whole.") from stopped
        tidy_after_loading()
        took = time.monotonic() - started
        self.stdout.write(
            f"Added {people:,} people, {done.sessions:,} sessions and {done.attendances:,} attendances, of which "
            f"{done.counted:,} met the attendance rule, and {options['headcounts']:,} headcounts of {contacts:,} "
            f"people, in {took:,.0f} seconds."
        )

    def load(
        self, people: int, sizes: list[int], headcounts: int, random: Random, *, quiet: bool
    ) -> tuple[Delivered, int]:
        """Make the people, then the sessions they came to, then headcounts; returns of how many people, too."""
        today = timezone.localdate()
        groundwork = find_or_make(random)
        with tqdm(total=people, desc="People", unit=" people", disable=quiet) as bar:
            members = make_people(
                number=people, workplaces=groundwork.workplaces, today=today, random=random, progress=bar.update
            )
        with tqdm(total=sum(sizes), desc="Attendance", unit=" rows", disable=quiet) as bar:
            done = deliver(
                sizes=sizes, members=members, groundwork=groundwork, today=today, random=random, progress=bar.update
            )
        return done, make_headcounts(number=headcounts, groundwork=groundwork, today=today, random=random)


def session_sizes(people: int, sessions: int, attendances: int | None, random: Random) -> list[int]:
    """How many attend each session: uneven, adding up to exactly the number asked for."""
    if people < 1 or sessions < 1 or (attendances is not None and attendances < 0):
        raise CommandError("Ask for at least one person and one session.")
    room = min(people, MOST_IN_ONE_SESSION)
    wanted = min(people * 10, room * sessions) if attendances is None else attendances
    if wanted > room * sessions:
        raise CommandError(
            f"{sessions:,} sessions of at most {room:,} people have room for {room * sessions:,} attendances, not "
            f"{wanted:,}. Ask for more sessions or more people."
        )
    sizes = [min(room, wanted // sessions)] * sessions
    for i in random.sample(range(sessions), wanted - sum(sizes)):
        sizes[i] += 1
    for i in range(0, sessions - 1, 2):  # what one of a pair gives, the other takes
        shift = random.randint(0, min(sizes[i] // 2, room - sizes[i + 1]))
        sizes[i], sizes[i + 1] = sizes[i] - shift, sizes[i + 1] + shift
    return sizes


def tidy_after_loading() -> None:
    """Bring the database's statistics up to date, so that reports choose the right index at once."""
    tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in (Attendance,))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql" and not connection.in_atomic_block:
            cursor.execute(f"VACUUM (ANALYZE) {tables}")
        else:
            cursor.execute(f"ANALYZE {tables}")

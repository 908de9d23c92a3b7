"""Runs the benchmarks on a PostgreSQL database of their own: `make bench`, with DATABASE_URL naming a server."""

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg.sql import SQL, Identifier

SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "config.settings.base",
    "SECRET_KEY": "bench",
    "SITE_URL": "http://127.0.0.1",
    "MAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
}


def main() -> None:
    """Measure everything in one run, print it, and keep it in bench/results/."""
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        sys.exit(
            "Set DATABASE_URL to a PostgreSQL server that lets us make a database, for example\n"
            "  make bench DATABASE_URL=postgres://postgres@127.0.0.1:5432/postgres REDIS_URL=redis://127.0.0.1:6379/9"
        )
    with _database(server) as url, tempfile.TemporaryDirectory() as folder:
        os.environ |= {**SETTINGS, "DATABASE_URL": url, "VAR_DIR": folder}
        found = _measure(url, Path(folder))
    from bench.report import NEVER_MISSED, keep

    print(json.dumps(found, indent=1))  # noqa: T201
    print(f"Kept in {keep(found)}")  # noqa: T201
    if not all(goal["met"] for goal in found["goals"] if goal["goal"] in NEVER_MISSED):
        sys.exit("Places were given, or claims or answers kept, wrongly.")  # speed may fall short; this may not


@contextmanager
def _database(server: str) -> Iterator[str]:
    """A new database on the server, gone when the block ends."""
    name = Identifier(f"upstander_bench_{os.getpid()}")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(SQL("CREATE DATABASE {}").format(name))
        try:
            yield urlunsplit(urlsplit(server)._replace(path=f"/upstander_bench_{os.getpid()}"))
        finally:
            connection.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(name))


def _measure(url: str, folder: Path) -> dict[str, Any]:
    import django

    django.setup()
    from django.db import connections
    from django.utils import timezone

    from bench import certificates, ground, measures, report, surveys
    from bench.servers import serving
    from training.bookings.queries.invariants import breaches

    _say("Laying the ground: migrations, starter content, people ...")
    ground.lay()
    people = ground.make_people(certificates.BATCH)
    cookies, facilitator = ground.sign_in(people[: measures.RUSH]), ground.make_facilitator()
    found: dict[str, Any] = {"machine": report.machine()}
    with (
        serving("bench.bare:application", environment={}, log=folder / "bare.log") as bare_port,
        serving("config.wsgi:application", environment={}, log=folder / "web.log") as port,
    ):
        found |= _through_the_server(measures.Place(bare_port, port, url, people, cookies), facilitator)
    _say("Results of a survey with a hundred thousand responses ...")
    found["survey_results"] = surveys.results()
    _say("Certificates: one document, then a thousand with one worker and with two ...")
    found["document"] = certificates.one_document(people)
    found["thousand"] = certificates.thousand(people, folder)
    found["breaches"] = list(breaches(at=timezone.now()))
    found["goals"] = report.goals(found)
    connections.close_all()
    return found


def _through_the_server(at: Any, facilitator: str) -> dict[str, Any]:
    """What visitors do, beside the bare view."""
    from bench import attendance, measures, submissions
    from surveys.models import Mode

    _say("Pages ...")
    found: dict[str, Any] = {"pages": measures.pages(at), "bookings": []}
    for clients in measures.CLIENTS:
        _say(f"Bookings, clients: {clients} ...")
        found["bookings"].append(measures.bookings(at, clients))
    _say("The rush ...")
    found["rush"] = measures.rush(at)
    _say("Check-ins ...")
    found["check_ins"] = [attendance.check_ins(at, facilitator, clients) for clients in attendance.CHECK_INS]
    found["queue"] = attendance.queue(at, facilitator)
    _say("Answers to a survey, in each mode ...")
    found["submissions"] = [submissions.submissions(at, mode) for mode in Mode]
    return found


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()

"""Brings the database up to date and serves the whole product on this machine, until Ctrl-C."""

import signal
import time
import urllib.request
from argparse import ArgumentParser
from typing import Any
from urllib.error import URLError

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from config.demo import demo_staff
from config.ports import PortRefused, check_port
from config.processes import Processes, run_scheduler, run_worker, serve_web

SECONDS_TO_START = 60


class Stopped(Exception):
    """Somebody asked the product to stop."""


class Command(BaseCommand):
    help = "Migrates, loads the starter content once, and runs web server, worker and scheduler until Ctrl-C."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", default="8000", help="where the web server listens")
        parser.add_argument("--host", default="127.0.0.1", help="which of the machine's addresses it listens on")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            port = check_port(options["host"], options["port"])
        except PortRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, _stop)
        processes = Processes()
        try:
            self.prepare()
            self.serve(processes, options["host"], port)
        except Stopped:
            self.say("\nStopping ...")
        finally:
            for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(name, signal.SIG_IGN)
            processes.stop()
        self.say("Stopped.")

    def prepare(self) -> None:
        """Make the database what this version needs, and fill it the first time."""
        for folder in (settings.VAR_DIR, settings.MEDIA_ROOT, settings.STATIC_ROOT):
            folder.mkdir(parents=True, exist_ok=True)
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.say("Bringing the database up to date ...")
            call_command("migrate", verbosity=0, interactive=False)
            call_command("createcachetable")
        else:
            self.say("The database is up to date.")
        call_command("load_starter")

    def serve(self, processes: Processes, host: str, port: int) -> None:
        """Start all processes and stay until one ends or somebody stops us."""
        self.say("Starting web server, worker and scheduler ...")
        processes.start("web server", serve_web, host, port)
        processes.start("worker", run_worker)
        processes.start("scheduler", run_scheduler)
        deadline = time.monotonic() + SECONDS_TO_START
        while not _answers(port):
            self.watch(processes)
            if time.monotonic() > deadline:
                raise CommandError(f"The web server did not answer within {SECONDS_TO_START} seconds.")
        self.introduce(port)
        while True:
            self.watch(processes)

    def watch(self, processes: Processes) -> None:
        """Wait a moment, and refuse to go on when a process has ended by itself."""
        time.sleep(0.2)
        if ended := processes.ended():
            raise CommandError(f"The {' and the '.join(ended)} ended unexpectedly, so all of it stops.")

    def introduce(self, port: int) -> None:
        """Print where the product is, and who may sign in to try it."""
        address = f"http://localhost:{port}"
        self.say(f"\nUpstander is at {address}/")
        if settings.DEMO:
            self.say(
                "To sign in, give one of these addresses; the code that is emailed, and the second code for staff,"
            )
            self.say(f"are shown at {address}/demo/ (no email leaves this machine).")
            for person, roles in demo_staff():
                self.say(f"  {person.email:<28} {roles}")
        self.say("Press Ctrl-C to stop.")

    def say(self, line: str) -> None:
        """Print at once, also into a pipe."""
        self.stdout.write(line)
        self.stdout.flush()


def _stop(*signal_and_frame: object) -> None:
    raise Stopped


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/", timeout=5) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False

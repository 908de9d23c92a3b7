"""Says whether what must always hold of sessions and bookings does."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from training.bookings.queries.invariants import breaches


class Command(BaseCommand):
    help = "Checks every session and booking; prints one line for each rule that is broken, and then exits with 1."

    def handle(self, *args: Any, **options: Any) -> None:
        found = False
        for breach in breaches(at=timezone.now()):
            self.stdout.write(breach)
            found = True
        if found:
            sys.exit(1)
        self.stdout.write("Every rule holds.")

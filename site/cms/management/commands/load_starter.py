"""Loads what a new site begins with: lists, courses and pages, and a demonstration where the settings allow one."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from cms.starter.parts import load_all


class Command(BaseCommand):
    help = "Load the starter content once. What is loaded already is left exactly as editors have made it."

    def handle(self, *args: Any, **options: Any) -> None:
        with_demo = getattr(settings, "DEMO", False)
        loaded = load_all(at=timezone.now(), with_demo=with_demo, tell=lambda line: self.stdout.write(f"  {line}"))
        if loaded:
            self.stdout.write("The starter content is loaded.")
        else:
            self.stdout.write("The starter content is loaded already; nothing was changed.")

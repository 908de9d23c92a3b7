"""Imports schools and colleges from the DfE's table: `manage.py import_schools FILE [--dry-run]`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from people.organisations.schools_import import ImportSummary, NoAreasKnown, import_schools
from people.organisations.schools_table import NotTheSchoolsTable, open_schools_table


class Command(BaseCommand):
    help = (
        "Create and update schools and colleges from the DfE's download (get-information-schools.service.gov.uk, "
        "'All establishment data', CSV). Running it twice changes nothing the second time."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="say what would change, and write nothing")

    def handle(self, *, file: Path, dry_run: bool, **options: Any) -> None:
        try:
            with open_schools_table(file) as table:
                rows = tqdm(table.rows, total=table.lines, unit=" lines", disable=None, leave=False)
                summary = import_schools(rows=rows, dry_run=dry_run, by=None, at=timezone.now())
        except (NotTheSchoolsTable, NoAreasKnown) as refusal:
            raise CommandError(str(refusal)) from refusal
        self.report(summary, dry_run=dry_run)

    def report(self, summary: ImportSummary, *, dry_run: bool) -> None:
        """Print what happened, in the same words for a dry run."""
        if dry_run:
            self.stdout.write("Dry run: nothing was written. An import would give:")
        self.stdout.write(
            f"{summary.created:,} created, {summary.changed:,} changed, {summary.unchanged:,} unchanged, "
            f"{len(summary.refused):,} refused."
        )
        if summary.closed:
            self.stdout.write(f"{summary.closed:,} of them are closed, and kept marked as closed.")
        if summary.not_yet_open:
            self.stdout.write(f"{summary.not_yet_open:,} are not open yet and were left out.")
        if summary.outside:
            self.stdout.write(f"{summary.outside:,} are outside the region (their authority is not one of ours).")
        for row in summary.refused:
            self.stdout.write(f"Line {row.line}: {row.reason}.")

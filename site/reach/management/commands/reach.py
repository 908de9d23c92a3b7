"""Prints reach: the same figures as the page, for a terminal or another program."""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from documents.exports import column_name, csv_lines
from reach.breakdowns import NAMES
from reach.periods import NoSuchPeriod, Period, dates
from reach.report import Report, make_report
from reach.scopes import Scope
from reach.tables import report_table

FORMATS = ("table", "json", "csv")


class Command(BaseCommand):
    help = "Prints how many professionals were reached, and attendances, between two days (both counted)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        # Checked below and not by argparse, so that a mistake gets one sentence and the exit code 1.
        parser.add_argument("--from", dest="first", default="", metavar="DATE", help="first day, like 2025-04-01")
        parser.add_argument("--to", dest="last", default="", metavar="DATE", help="last day, like 2026-03-31")
        parser.add_argument("--by", default="sector", help=f"one of {', '.join(NAMES)} (sector)")
        parser.add_argument("--format", default="table", help=f"one of {', '.join(FORMATS)} (table)")

    def handle(self, *args: Any, **options: Any) -> None:
        by, form = options["by"], options["format"]
        if by not in NAMES:
            raise CommandError(f"Reach cannot be split by {by!r}. Choose one of {', '.join(NAMES)}.")
        if form not in FORMATS:
            raise CommandError(f"There is no format {form!r}. Choose one of {', '.join(FORMATS)}.")
        report = make_report(scope=Scope(_period(options["first"], options["last"])), by=by, at=timezone.now())
        write = {"table": as_table, "json": as_json, "csv": as_csv}[form]
        self.stdout.write(write(report), ending="" if form == "csv" else "\n")


def _period(first: str, last: str) -> Period:
    try:
        return dates(_day("--from", first), _day("--to", last))
    except NoSuchPeriod as refusal:
        raise CommandError(str(refusal)) from refusal


def _day(option: str, text: str) -> date:
    if not text:
        raise CommandError(f"Say which days to count: {option} is missing, for example {option} 2026-03-31.")
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"{option} {text!r} is not a day of the calendar. Write it like 2026-03-31.") from error


def as_table(report: Report) -> str:
    """Lines for a person to read, with the definitions below."""
    heads = [report.by_name, *(measure.name for measure in report.measures)]
    lines = [[_named(group.label, group.note), *map(_number, group.figures.values())] for group in report.groups]
    lines.append(["In total", *map(_number, report.totals.values())])
    widths = [max(len(line[i]) for line in [heads, *lines]) for i in range(len(heads))]
    shown = [_aligned(heads, widths), "  ".join("-" * width for width in widths), *(_aligned(x, widths) for x in lines)]
    meanings = [f"{measure.name}: {measure.definition}" for measure in report.measures]
    return "\n".join([report.scope.period.title, "", *shown, "", *meanings, *report.notes()])


def as_json(report: Report) -> str:
    """One object: period, measures with definition and total, groups."""
    period = report.scope.period
    content = {
        "period": {"from": period.starts_on.isoformat(), "to": period.ends_on.isoformat()},
        "by": report.by,
        "measures": [
            {
                "name": column_name(measure.name),
                "title": measure.name,
                "definition": measure.definition,
                "total": report.totals[measure.slug],
            }
            for measure in report.measures
        ],
        "groups": [
            {
                "name": group.label,
                "note": group.note,
                **{column_name(measure.name): group.figures[measure.slug] for measure in report.measures},
            }
            for group in report.groups
        ],
        "made_at": report.made_at.isoformat(timespec="seconds"),
    }
    return json.dumps(content, indent=2, ensure_ascii=False)


def as_csv(report: Report) -> str:
    """The same file as the page's export."""
    table = report_table(report)
    return "".join(csv_lines(table.headers, table.rows, table.about))


def _aligned(line: list[str], widths: list[int]) -> str:
    first, *figures = line
    return "  ".join([first.ljust(widths[0]), *(f.rjust(w) for f, w in zip(figures, widths[1:], strict=True))])


def _named(label: str, note: str) -> str:
    return f"{label} ({note})" if note else label


def _number(figure: int) -> str:
    return f"{figure:,}"

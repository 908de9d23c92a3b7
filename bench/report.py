"""The figures in words, and where they are kept."""

import json
import os
import platform
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db import connection

RESULTS = Path(__file__).parent / "results"
GOALS = (
    ("course page to bare view, at least", 0.3, lambda found: found["pages"]["course_page_to_bare"], True),
    (
        "booking to bare view, 8 clients, hot session, at least",
        0.05,
        lambda found: _hot(found)["booking_to_bare"],
        True,
    ),
    ("booking's time to the raw loop's, 8 clients, at most", 8, lambda found: _hot(found)["time_to_raw_loop"], False),
    ("rush's time to the raw loop's, at most", 8, lambda found: found["rush"]["time_to_raw_loop"], False),
    (
        "check-in to bare view, the lower of 1 and 8 clients, at least",
        0.1,
        lambda found: min(each["check_in_to_bare"] for each in found["check_ins"]),
        True,
    ),
    (
        "bare views in the time of a queue of 500, at most",
        2_000,
        lambda found: found["queue"]["bare_views_in_that_time"],
        False,
    ),
    (
        "submission to bare view, the lowest of the modes, at least",
        0.06,
        lambda found: min(each["submission_to_bare"] for each in found["submissions"]),
        True,
    ),
    (
        "results of 100,000 responses to hand-written SQL, at most",
        1.5,
        lambda found: found["survey_results"]["results_to_hand_written"],
        False,
    ),
    ("document to bare render, at most", 1.25, lambda found: found["document"]["document_to_bare_render"], False),
    ("2 workers to 1, times as fast, at least", 1.7, lambda found: found["thousand"]["times_as_fast"], True),
    (
        "memory after 1,000 to after 100, at most",
        1.1,
        lambda found: found["thousand"]["memory_after_all_to_after_the_first_hundred"],
        False,
    ),
)
RUSH_ENDS_IN = {"booked": 50, "offered the waiting list": 450}
RUSH_ENDS_WELL = f"the rush ends in {RUSH_ENDS_IN}"
EACH_KEPT_ONCE = "each check-in is kept once, however often it is sent"
NONE_LOST = "2,000 answers within a minute, none lost and none doubled, in each mode"
EVERY_RULE_HOLDS = "every rule of check_invariants holds"
NEVER_MISSED = (RUSH_ENDS_WELL, EACH_KEPT_ONCE, NONE_LOST, EVERY_RULE_HOLDS)


def _hot(found: dict[str, Any]) -> dict[str, Any]:
    return next(each["one_hot_session"] for each in found["bookings"] if each["clients"] == 8)


def machine() -> dict[str, Any]:
    """What it was measured on."""
    models = [line.split(":")[1] for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line]
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        [postgresql] = cursor.fetchone()
    return {
        "processor": (models or [platform.processor()])[0].strip(),
        "cores": os.cpu_count(),
        "load_before": os.getloadavg()[0],
        "python": platform.python_version(),
        "postgresql": postgresql,
        "commit": _git("rev-parse", "--short", "HEAD") + ("+" if _git("status", "--porcelain") else ""),
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def _git(*command: str) -> str:
    done = subprocess.run(["git", *command], capture_output=True, text=True, check=False)  # noqa: S603, S607
    return done.stdout.strip()


def goals(found: dict[str, Any]) -> list[dict[str, Any]]:
    """Each goal, what was found, and whether it is met."""
    told: list[dict[str, Any]] = []
    for what, goal, look, at_least in GOALS:
        figure = look(found)
        told.append({"goal": f"{what} {goal}", "found": figure, "met": figure >= goal if at_least else figure <= goal})
    outcomes = dict(found["rush"]["outcomes"])
    once = all(each["each_kept_once"] for each in (*found["check_ins"], found["queue"]))
    none_lost = all(each["none_lost_and_none_doubled"] and each["within_a_minute"] for each in found["submissions"])
    breaches = found["breaches"]
    return [
        *told,
        {"goal": RUSH_ENDS_WELL, "found": outcomes, "met": outcomes == RUSH_ENDS_IN},
        {"goal": EACH_KEPT_ONCE, "found": once, "met": once},
        {"goal": NONE_LOST, "found": none_lost, "met": none_lost},
        {"goal": EVERY_RULE_HOLDS, "found": breaches, "met": not breaches},
    ]


def keep(found: dict[str, Any]) -> Path:
    """Write the figures to a file of their own, and return it."""
    RESULTS.mkdir(exist_ok=True)
    file = RESULTS / f"{found['machine']['measured_at'][:16].replace(':', '')}.json"
    file.write_text(json.dumps(found, indent=1) + "\n")
    return file

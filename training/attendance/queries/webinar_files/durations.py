"""How long somebody stayed, as reports write it: 1h 2m 3s, 58m 10s, 00:58:10, or minutes alone."""

import re

CLOCK = re.compile(r"(\d{1,3}):([0-5]\d):([0-5]\d)")
PART = re.compile(r"(\d{1,4})\s?([^\W\d_]{1,12})\.?\s?,?\s?")
IN_UNITS = re.compile(rf"(?:{PART.pattern}){{1,3}}")
NUMBER = re.compile(r"\d{1,4}")
HOUR, MINUTE = 3600, 60


def seconds_of(text: str) -> int | None:
    """The seconds that a cell with hours, minutes or seconds holds, or None where it holds something else. Units may be
    abbreviated, and in another language: three of them are hours, minutes and seconds, in that order."""
    clock = CLOCK.fullmatch(text)
    if clock:
        hours, minutes, seconds = (int(part) for part in clock.groups())
        return hours * HOUR + minutes * MINUTE + seconds
    if not IN_UNITS.fullmatch(text):
        return None
    parts = PART.findall(text)
    worths = _worths([unit.lower() for _, unit in parts])
    return sum(int(number) * worth for (number, _), worth in zip(parts, worths, strict=True)) if worths else None


def minutes_of(text: str) -> int | None:
    """The minutes of a cell that holds a whole number and nothing else."""
    return int(text) if NUMBER.fullmatch(text) else None


def _worths(units: list[str]) -> list[int]:
    """What each unit is worth in seconds; nothing where they are no units of time in falling order."""
    if len(units) == 3:
        return [HOUR, MINUTE, 1]
    if len(units) == 2:
        return [HOUR, MINUTE] if units[1].startswith("m") else [MINUTE, 1] if units[0].startswith("m") else []
    [unit] = units
    if unit.startswith("m"):
        return [MINUTE]
    if unit.startswith(("h", "g", "st", "u")):  # hours, godziny, Stunden, uur
        return [HOUR]
    return [1] if unit.startswith("s") else []

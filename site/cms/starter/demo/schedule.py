"""When the demonstration's sessions are held: a rhythm for each course, worked out from the day of loading."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Europe/London")
DAYS_BACK, DAYS_AHEAD = 364, 182


@dataclass(frozen=True)
class Rhythm:
    """How often a course is held, at what time, for how many; in what languages other than English, and when."""

    code: str
    every_days: int
    first_day: int
    starts: time
    online_every: int  # each so many sessions is online; 1 is always, 0 never
    capacity: int
    languages: tuple[tuple[int, str], ...] = ()  # (each so many sessions, language code)


RHYTHMS = (
    Rhythm("TIP-101", 14, 3, time(9, 30), online_every=2, capacity=24, languages=((6, "pl"), (7, "ur"))),
    Rhythm("VAW-101", 28, 6, time(12, 30), online_every=1, capacity=24, languages=((6, "ur"),)),
    Rhythm("EXP-101", 30, 9, time(13, 0), online_every=3, capacity=20, languages=((5, "bfi"),)),
    Rhythm("SVD-101", 60, 16, time(9, 30), online_every=3, capacity=24),
    Rhythm("BYS-101", 45, 20, time(15, 45), online_every=0, capacity=18, languages=((4, "bfi"),)),
    Rhythm("TIP-210", 60, 24, time(10, 0), online_every=0, capacity=16),
    Rhythm("TTT-301", 120, 27, time(9, 30), online_every=0, capacity=12),
    Rhythm("EDA-101", 60, 13, time(14, 0), online_every=2, capacity=20, languages=((3, "pl"),)),
)


@dataclass(frozen=True)
class PlannedSession:
    """One session: `venue` counts round the list of venues, None is online. `filled` is the share of places held."""

    code: str
    starts_at: datetime
    ends_at: datetime
    venue: int | None
    language: str
    capacity: int
    filled: float
    is_marked: bool = False
    is_cancelled: bool = False
    is_the_facilitators: bool = False


def plan_sessions(*, at: datetime, durations: dict[str, int]) -> list[PlannedSession]:
    """A year back and half a year ahead of `at`; then two for today, one full, one with one place left, one cancelled.

    `durations` gives each course's minutes by code.
    """
    planned = [session for rhythm in RHYTHMS for session in _of_course(rhythm, at=at, minutes=durations[rhythm.code])]
    planned.sort(key=lambda session: session.starts_at)
    ahead = [i for i, session in enumerate(planned) if session.starts_at > at and session.venue is not None]
    planned[ahead[1]] = replace(planned[ahead[1]], filled=1.0)
    planned[ahead[2]] = replace(planned[ahead[2]], filled=1 - 1 / planned[ahead[2]].capacity)
    planned[ahead[4]] = replace(planned[ahead[4]], filled=0.2, is_cancelled=True)
    return [*planned, *_today(at=at, durations=durations)]


def _of_course(rhythm: Rhythm, *, at: datetime, minutes: int) -> Iterator[PlannedSession]:
    """The dates of one course, never on the day of loading, a weekend or between Christmas and New Year."""
    today = at.astimezone(LOCAL).date()
    first = rhythm.first_day - rhythm.every_days * ((DAYS_BACK + rhythm.first_day) // rhythm.every_days)
    for n, offset in enumerate(range(first, DAYS_AHEAD, rhythm.every_days)):
        day = _working_day(today + timedelta(days=offset))
        if day == today or (day.month, day.day) >= (12, 22) or (day.month, day.day) <= (1, 2):
            continue
        starts_at = datetime.combine(day, rhythm.starts, tzinfo=LOCAL)
        is_online = bool(rhythm.online_every) and n % rhythm.online_every == 0
        yield PlannedSession(
            code=rhythm.code,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=minutes),
            venue=None if is_online else n,
            language=next((code for each, code in rhythm.languages if n % each == each - 1), "en"),
            capacity=rhythm.capacity * (2 if is_online else 1),
            filled=(0.4 + 0.1 * (n % 5)) / (2 if is_online else 1) if day < today else max(0.1, 0.7 - offset / 200),
            is_marked=day < today,
            is_the_facilitators=n % 2 == 0,
        )


def _working_day(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=7 - day.weekday() if day.weekday() > 4 else 0)


def _today(*, at: datetime, durations: dict[str, int]) -> list[PlannedSession]:
    """One that ended a little while ago, its register unmarked, and one that starts soon: both the demonstration
    facilitator's. Nobody teaches before eight or after eight, at whatever hour this is loaded."""
    local = at.astimezone(LOCAL).replace(second=0, microsecond=0)
    half_past = local.replace(minute=30 if local.minute >= 30 else 0)
    eight, ten, evening = (local.replace(hour=hour, minute=0) for hour in (8, 10, 20))
    ended = min(half_past, evening)
    if ended - timedelta(minutes=durations["EXP-101"]) < eight:
        ended = local.replace(hour=16, minute=0) - timedelta(days=1)
    starts = min(max(half_past + timedelta(minutes=60), ten), evening - timedelta(minutes=durations["EDA-101"]))
    return [
        PlannedSession(
            "EXP-101",
            ended - timedelta(minutes=durations["EXP-101"]),
            ended,
            0,
            "en",
            20,
            0.6,
            is_the_facilitators=True,
        ),
        PlannedSession(
            "EDA-101",
            starts,
            starts + timedelta(minutes=durations["EDA-101"]),
            1,
            "en",
            20,
            0.5,
            is_the_facilitators=True,
        ),
    ]

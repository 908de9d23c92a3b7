"""How long somebody attended, from the times in a webinar's log."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from documents.dates import clock
from training.attendance.models import AttendanceStatus
from training.attendance.queries.arriving import GRACE
from training.attendance.queries.webinar_files import LogParticipant, Stay
from training.sessions.models import Session

NEAR = timedelta(minutes=30)
ONE_DAY = timedelta(days=1)
MOST_SHIFT = timedelta(hours=14)  # no clocks differ by more
ONLY_A_TOTAL = "The report gives only how many minutes they were there in all"


@dataclass(frozen=True)
class Attended:
    """How somebody attended, as the log has it: a status, whole minutes, and in words from when until when."""

    status: AttendanceStatus
    minutes: int
    why: str


def attended(people: Sequence[LogParticipant], session: Session, *, shift: timedelta) -> Attended:
    """How one person attended who is in the log once or several times, by other names or on other devices.

    Minutes are those between the session's start and its end in which any of their devices was there, each minute once,
    rounded down; less than one is absence. Who was there from the start to the end, but for ten minutes at either, and
    was not away for more than twenty in all, is present; else they were late or left early, whichever lost more. Where
    the report does not say when somebody left, they stayed to the end. Where it gives only their minutes in all, these
    count, up to the session's length.
    """
    stays = _within([_shifted(stay, shift) for each in people for stay in each.stays], session)
    minutes = int(_seconds(people, session, shift) // 60)
    if minutes < 1:
        return Attended(AttendanceStatus.ABSENT, 0, "In the log, but not during the session")
    if not stays:
        away = timedelta(minutes=session.minutes() - minutes)
        status = AttendanceStatus.PRESENT if away <= 2 * GRACE else AttendanceStatus.LEFT_EARLY
        return Attended(status, minutes, ONLY_A_TOTAL)
    return Attended(_status(stays, minutes, session), minutes, _in_words(stays, people))


def _seconds(people: Sequence[LogParticipant], session: Session, shift: timedelta) -> float:
    """How long they were there: the stays, each moment once, and of those who have only a sum that sum, which is no
    longer than from their first joining to their last leaving; all within what the session lasts."""
    lasts = session.minutes() * 60.0
    spans = {each: _length(_within([_shifted(stay, shift) for stay in each.stays], session)) for each in people}
    summed = [each for each in people if each.seconds is not None]
    whole = [stay for each in people if each.seconds is None for stay in each.stays]
    found = _length(_within([_shifted(stay, shift) for stay in whole], session))
    found += sum(min(float(each.seconds or 0), spans[each] if each.stays else lasts) for each in summed)
    is_all_placed = all(each.stays for each in people)
    every = [_shifted(stay, shift) for each in people for stay in each.stays]
    return min(found, _length(_within(every, session)) if is_all_placed else lasts)


def _length(stays: Sequence[tuple[datetime, datetime]]) -> float:
    return sum((left - joined).total_seconds() for joined, left in stays)


def best_shift(people: Sequence[LogParticipant], session: Session) -> timedelta:
    """By how many whole hours the log's clock seems to differ from ours: none, unless another number brings the middle
    one of the first joinings near the session's start, and half as much time again into the session. Staff see it, and
    can say otherwise."""
    firsts = sorted(each.stays[0].joined_at for each in people if each.stays)
    if not firsts:
        return timedelta(0)
    off = session.starts_at - firsts[len(firsts) // 2]
    shift = timedelta(hours=round(off / timedelta(hours=1)))
    if abs(shift) > MOST_SHIFT or abs(off - shift) > NEAR:
        return timedelta(0)
    gains = _in_session(people, session, shift) > 1.5 * _in_session(people, session, timedelta(0))
    return shift if gains else timedelta(0)


def is_of_another_day(people: Iterable[LogParticipant], session: Session) -> bool:
    """Whether nobody in the log joined within a day of the session, in whatever time zone."""
    stays = [stay for each in people for stay in each.stays]
    early, late = session.starts_at - ONE_DAY, session.ends_at + ONE_DAY
    return bool(stays) and not any(early <= stay.joined_at <= late for stay in stays)


def _in_session(people: Iterable[LogParticipant], session: Session, shift: timedelta) -> float:
    """The seconds that all of them were there for, together."""
    each_ones = (_within([_shifted(stay, shift) for stay in each.stays], session) for each in people)
    return sum((left - joined).total_seconds() for stays in each_ones for joined, left in stays)


def _shifted(stay: Stay, shift: timedelta) -> Stay:
    return Stay(stay.joined_at + shift, stay.left_at + shift if stay.left_at else None)


def _within(stays: Iterable[Stay], session: Session) -> list[tuple[datetime, datetime]]:
    """The stays as they fall into the session, those that touch made one, in order."""
    found: list[tuple[datetime, datetime]] = []
    for stay in sorted(stays, key=lambda each: each.joined_at):
        joined = max(stay.joined_at, session.starts_at)
        left = min(stay.left_at or session.ends_at, session.ends_at)
        if left <= joined:
            continue
        if found and joined <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], left))
        else:
            found.append((joined, left))
    return found


def _status(stays: Sequence[tuple[datetime, datetime]], minutes: int, session: Session) -> AttendanceStatus:
    late, early = stays[0][0] - session.starts_at, session.ends_at - stays[-1][1]
    away = timedelta(minutes=session.minutes() - minutes)
    if late <= GRACE and early <= GRACE and away <= 2 * GRACE:
        return AttendanceStatus.PRESENT
    return AttendanceStatus.LATE if late > max(early, GRACE) else AttendanceStatus.LEFT_EARLY


def _in_words(stays: Sequence[tuple[datetime, datetime]], people: Sequence[LogParticipant]) -> str:
    text = f"There from {clock(stays[0][0])} to {clock(stays[-1][1])}"
    if len(stays) > 1:
        text += f", in {len(stays)} parts"
    if any(stay.left_at is None for each in people for stay in each.stays):
        text += "; the report does not say when they left"
    return text

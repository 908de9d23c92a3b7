"""A claim on its way in, and what becomes of it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from uuid import UUID, uuid4

from people.models import Person
from training.attendance.models import AWAY, Attendance, AttendanceStatus, Claim, ClaimSource
from training.attendance.operations.refusals import MarkRefused, MinutesNeeded
from training.sessions.models import Session

# Who says these had before them all that was said until then. Nobody who scans a code or imports a list has.
KNOWS_WHAT_WAS_SAID = (ClaimSource.REGISTER, ClaimSource.BOOKING)


@dataclass(frozen=True)
class Said:
    """One claim. `minutes` are needed for late and left early, and by a webinar's log. `saw` is the key of the latest
    claim that its maker had before them, 0 for none; None says that it is made on a page of ours, with all there is in
    sight. `made_at` may be left out for now, as files that are imported do: of these the latest import counts.
    `settles` marks the decision of a disagreement: it is taken after the register is closed, and takes minutes that
    were measured for somebody who was present."""

    booking_id: int
    status: str
    source: ClaimSource
    minutes: int | None = None
    saw: int | None = None
    uid: UUID = field(default_factory=uuid4)
    device_at: datetime | None = None
    made_at: datetime | None = None
    settles: bool = False


class Answer(Enum):
    """What became of a claim. One that says nothing new may be kept all the same, as what was seen at the door
    is. Devices are told the value."""

    KEPT = "kept"
    SAYS_NOTHING_NEW = "nothing_new"
    REFUSED = "refused"


@dataclass(frozen=True)
class Outcome:
    """What became of one claim, the attendance as it stands, and the words of a refusal."""

    said: Said
    answer: Answer
    attendance: Attendance | None = None
    refusal: MarkRefused | None = None


def minutes_of(said: Said, session: Session) -> int:
    """The minutes that a claim stands for: the whole session where somebody is present and nobody measured, none where
    they are absent; late and left early need theirs. Refusals: MinutesNeeded, and MarkRefused for an unknown status."""
    if said.status in AWAY:
        return 0
    if said.status not in AttendanceStatus.values:
        raise MarkRefused("Choose present, late, left early, absent or apologies.")
    is_measured = said.source == ClaimSource.WEBINAR or (said.settles and said.minutes is not None)
    if said.status == AttendanceStatus.PRESENT and not is_measured:
        return session.minutes()
    if said.minutes is None or not 1 <= said.minutes <= session.minutes():
        raise MinutesNeeded(f"Enter how many minutes they attended, from 1 to {session.minutes()}.")
    return said.minutes


def new_claim(said: Said, attendance: Attendance, minutes: int, *, saw: int, by: Person | None, at: datetime) -> Claim:
    """The row of a claim that is received at that moment, not saved yet. It is never made after that."""
    device_at = said.device_at or said.made_at or at
    return Claim(
        uid=said.uid,
        attendance=attendance,
        source=said.source,
        status=said.status,
        minutes=minutes,
        saw=saw,
        made_by=by,
        device_at=device_at,
        made_at=min(said.made_at or device_at, at),
        received_at=at,
    )


def what_was_seen(said: Said, saved: int) -> int:
    """The key of the latest claim that whoever speaks had before them, where `saved` is that of the latest there is. No
    device can have seen what is not there yet."""
    if said.source not in KNOWS_WHAT_WAS_SAID:
        return 0
    return saved if said.saw is None else max(0, min(said.saw, saved))

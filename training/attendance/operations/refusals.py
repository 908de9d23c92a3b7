"""What a register does not take, and why."""

from datetime import datetime

from documents.dates import clock, day
from training.sessions.models import Session, SessionStatus


class MarkRefused(Exception):
    """A mark that the register does not take. The text is fit to show to the facilitator."""

    message = "This could not be marked."

    def __init__(self, message: str = "") -> None:
        super().__init__(message or self.message)


class NotExpected(MarkRefused):
    """The booking is not a confirmed one."""

    message = "This person does not have a confirmed place in this session."


class TooSoon(MarkRefused):
    """The session does not begin for some time."""

    message = "The register opens 30 minutes before the session starts."


class SessionCalledOff(MarkRefused):
    """The session is cancelled, or was never announced."""

    message = "This session is not being held, so it has no register."


class SessionEnded(MarkRefused):
    """Scanned after the end, when nobody can tell any more when they came."""

    message = "This session has ended. Mark people in the register instead."


class MinutesNeeded(MarkRefused):
    """Late or left early, without a number of minutes that fits the session."""


class RegisterClosed(MarkRefused):
    """The register was closed before this was marked."""

    def __init__(self, closed_at: datetime) -> None:
        when = f"{day(closed_at)}, {clock(closed_at)}"
        super().__init__(f"This register was closed on {when}. Open it again to change it.")


class StillUnmarked(MarkRefused):
    """The register is to be closed, and nothing is said of some people yet; `names` are theirs."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(f"{len(names)} {'person is' if len(names) == 1 else 'people are'} not marked yet.")
        self.names = names


class MarkedMeanwhile(MarkRefused):
    """Somebody else marked this person after the page was opened."""

    message = "Someone else marked this person while your page was open."


def refuse_unless_open(session: Session, *, at: datetime) -> None:
    """Refuse with the reason when the session's register cannot be marked at that moment."""
    if session.status != SessionStatus.SCHEDULED:
        raise SessionCalledOff
    if at < session.doors_open_at():
        raise TooSoon

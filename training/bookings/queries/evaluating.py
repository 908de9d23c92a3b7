"""Where somebody with a booking says what they thought of the course."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from training.bookings.models import Booking


@dataclass(frozen=True)
class Evaluation:
    """Where it is asked, as a full address. `is_ours`: by a questionnaire of this site, so that we hear by ourselves,
    within a day, that it was answered. `keeps_no_name`: and nobody can tell from the answers whose they are."""

    address: str
    is_ours: bool = False
    keeps_no_name: bool = False


# Ways to know where the evaluation of a booking's session is asked now; None where nowhere. Attendance puts its own in
# when the app starts: bookings do not know attendance.
evaluation_of: list[Callable[[Booking, datetime], Evaluation | None]] = []


def find_evaluation(booking: Booking, at: datetime) -> Evaluation | None:
    """Where the person of a booking says what they thought; None where nobody asks, or they have said it."""
    found = (ask(booking, at) for ask in evaluation_of)
    return next((evaluation for evaluation in found if evaluation), None)

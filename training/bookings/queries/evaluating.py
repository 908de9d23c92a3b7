"""Where somebody with a booking says what they think of the course's subject before, and of the course afterwards."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from training.bookings.models import Booking


@dataclass(frozen=True)
class Evaluation:
    """Where it is asked, as a full address. `is_ours`: by a questionnaire of this site, so that we hear by ourselves,
    within a day, that it was answered. `keeps_no_name`: and nobody can tell from the answers whose they are.
    `is_paired`: a code of their own joins the answers from before and after."""

    address: str
    is_ours: bool = False
    keeps_no_name: bool = False
    is_paired: bool = False


Asks = list[Callable[[Booking, datetime], Evaluation | None]]

# Ways to know where the evaluation of a booking's session is asked now; None where nowhere. Attendance puts its own in
# when the app starts: bookings do not know attendance.
evaluation_of: Asks = []
# The same of what is asked before the session. Nobody here is ever told whether it was answered.
questions_before_of: Asks = []


def find_evaluation(booking: Booking, at: datetime) -> Evaluation | None:
    """Where the person of a booking says what they thought; None where nobody asks, or they have said it."""
    return _first(evaluation_of, booking, at)


def find_questions_before(booking: Booking, at: datetime) -> Evaluation | None:
    """Where the person of a booking is asked before the session; None where nobody asks, or it has begun."""
    return _first(questions_before_of, booking, at)


def _first(asks: Asks, booking: Booking, at: datetime) -> Evaluation | None:
    found = (ask(booking, at) for ask in asks)
    return next((evaluation for evaluation in found if evaluation), None)

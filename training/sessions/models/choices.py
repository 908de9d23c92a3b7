"""What a session can be, who is next in its line, and what it can lack."""

from datetime import timedelta
from enum import Enum, auto

from django.db import models


class SessionStatus(models.TextChoices):
    """Where a session stands. That it is over follows from the clock, not from a status."""

    DRAFT = "draft", "Draft: staff only"
    SCHEDULED = "scheduled", "Scheduled"
    CANCELLED = "cancelled", "Cancelled"


class FairnessPolicy(models.TextChoices):
    """Who is offered the next place that becomes free. Among equals it is always whoever asked first."""

    FIRST_COME = "first_come", "First come, first served"
    BY_AREA = "by_area", "Fair share across local authorities"
    BY_ORGANISATION = "by_organisation", "Fair share across organisations"


class Lack(Enum):
    """Whom a session needs still to be run."""

    ANYBODY = auto()
    A_SECOND = auto()


# How many people run a session: one, and two where its course is sensitive.
NEEDED = 1
NEEDED_IF_SENSITIVE = 2
# How long before the start those who join online should have their link.
LINK_DUE = timedelta(days=14)

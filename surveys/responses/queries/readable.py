"""Which texts their reader may see already, told by how a text's random key begins.

A text that appears the moment it was written would tell when somebody answered, and so perhaps who. It waits under a
key that begins with a nought, and gets one that begins with an f from the hourly sweep, with all others that came
meanwhile, once there are ten in all. Words of risk do not wait, nor does anything once the survey has closed.
"""

import uuid

from django.db.models import Q

from surveys.questionnaires.models import Survey
from surveys.responses.models import HeldText

LEAST_TEXTS = 10
WAITING, SHOWN = "0", "f"  # the first figure of a key
FIRST_SHOWN = uuid.UUID(int=0xF << 124)


def new_key(*, is_worrying: bool) -> uuid.UUID:
    """The key of a text that has just been written."""
    return uuid.UUID((SHOWN if is_worrying else WAITING) + uuid.uuid4().hex[1:])


def readable() -> Q:
    """Of texts, those that their reader may see."""
    return Q(key__gte=FIRST_SHOWN) | Q(is_worrying=True) | Q(version__survey__closed_at__isnull=False)


def are_enough(survey: Survey) -> bool:
    """Whether at least ten texts of a survey wait or were read: fewer would tell too easily who wrote what."""
    return HeldText.objects.filter(version__survey=survey)[:LEAST_TEXTS].count() == LEAST_TEXTS

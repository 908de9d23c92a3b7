"""Background work of results: counting what staff asked for, and taking up what a lost message or a worker left."""

import time
from itertools import takewhile

from celery import shared_task
from django.utils import timezone

from surveys.models import Counting
from surveys.results.operations import counting

SECONDS = 60


@shared_task
def count(counting_id: int) -> bool:
    """Count what was asked for, if nobody did yet."""
    return counting.count_asked(counting_id=counting_id, at=timezone.now())


@shared_task
def count_what_is_asked() -> int:
    """Count what still waits, the longest waiting first, and return how much it was; give up what cannot be done, and
    delete what is long done. Asked for every minute, so it begins nothing new after one: the next goes on."""
    counting.give_up(at=timezone.now())
    counting.delete_old_counts(at=timezone.now())
    begun = time.monotonic()
    waiting = list(Counting.objects.open().order_by("asked_at", "pk").values_list("pk", flat=True))
    in_time = takewhile(lambda _: time.monotonic() - begun < SECONDS, waiting)
    return sum(counting.count_asked(counting_id=key, at=timezone.now()) for key in in_time)

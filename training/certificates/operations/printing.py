"""Printing long CPD records in the background."""

import logging
from datetime import datetime, timedelta

from django.db import transaction

from people.models import Person
from training.certificates.models import RecordPrint
from training.certificates.queries.record import record_in
from training.certificates.record_document import print_record

logger = logging.getLogger(__name__)
KEPT_FOR = timedelta(days=7)
FAILED = b""


@transaction.atomic
def ask_for_print(*, period: str, by: Person, at: datetime) -> RecordPrint:
    """Ask for a person's own record of a period as a PDF. One that waits already is not asked for twice; one that was
    made is made anew. It is a way of reading, so the log does not tell of it."""
    asked, is_new = RecordPrint.objects.select_for_update(no_key=True).get_or_create(
        person=by, period=period, defaults={"asked_at": at}
    )
    if not is_new and asked.made_at is not None:
        asked.asked_at, asked.made_at, asked.pdf = at, None, None
        asked.save()
    from training.certificates.tasks import make_prints  # tasks call the operations, and these ask for a task

    make_prints.delay_on_commit()
    return asked


def make_prints(*, at: datetime) -> int:
    """Make every PDF that was asked for, the longest waiting first, and return how many were made. It takes seconds, so
    nothing is locked meanwhile: two workers may make one, and it is kept once. One that cannot be made is not tried
    again by itself: its person is told, and can ask again."""
    made = 0
    for asked in RecordPrint.objects.filter(made_at=None).select_related("person").order_by("asked_at", "pk"):
        waiting = RecordPrint.objects.filter(pk=asked.pk, asked_at=asked.asked_at, made_at=None)
        try:
            pdf = print_record(record_in(asked.person, asked.period, at=at))
        except Exception as error:  # whatever is wrong with one record, the others are made
            logger.error("Record print %s cannot be made (%s)", asked.pk, type(error).__name__)
            waiting.update(pdf=FAILED, made_at=at)
            continue
        made += waiting.update(pdf=pdf, made_at=at)
    return made


def delete_old_prints(*, at: datetime) -> int:
    """Delete what was asked for a week ago or earlier; returns how many went."""
    deleted, _ = RecordPrint.objects.filter(asked_at__lte=at - KEPT_FOR).delete()
    return deleted

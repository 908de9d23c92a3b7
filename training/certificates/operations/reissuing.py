"""Batches of certificates that are made anew: agreed to once, then done one by one, and safe to interrupt."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from wagtail.log_actions import log

from people.models import Person
from training.certificates.models import Certificate, Reissue, ReissueRow, ReplacementReason
from training.certificates.operations.refusals import CannotBeSigned, CertificateRefusal, ReasonNeeded
from training.certificates.operations.replacing import correct_name, replace
from training.certificates.queries import Candidate


@transaction.atomic
def start_reissue(
    *, key: UUID, reason: str, agreed: Sequence[Candidate], by: Person | None, at: datetime
) -> tuple[Reissue, bool]:
    """Write down which certificates are to be made anew, each with the name that the new one bears and the hash of all
    that it says. Returns the batch, and whether it is new: `key` comes with the preview, so that agreeing twice makes
    one.

    Refusals: ReasonNeeded, also where there is nothing to do.
    """
    if reason not in ReplacementReason.values or not agreed:
        raise ReasonNeeded
    batch, is_new = Reissue.objects.get_or_create(key=key, defaults={"reason": reason, "made_by": by, "made_at": at})
    if is_new:
        rows = [
            ReissueRow(batch=batch, certificate=each.certificate, holder_name=each.name, words_hash=each.words_hash)
            for each in agreed
        ]
        ReissueRow.objects.bulk_create(rows)
        data = {"reason": reason, "certificates": len(rows)}
        log(instance=batch, action="training.certificate.reissue", user=by, data=data)
    return batch, is_new


def do_row(*, row_id: int, at: datetime) -> Certificate | None:
    """Make one certificate of a batch anew, and return it; None where that is refused, which is kept in words, or where
    the row was done before. One that would say anything else than was agreed to is refused. Interrupted after the
    certificate was made, it finds that one and makes no other. Raises CannotBeSigned, and the row waits."""
    row = ReissueRow.objects.to_do().select_related("batch__made_by", "certificate").filter(pk=row_id).first()
    if row is None:
        return None
    made, refusal = None, ""
    facts: dict[str, Any] = {
        "certificate": row.certificate,
        "agreed": row.words_hash,
        "by": row.batch.made_by,
        "at": at,
    }
    try:
        if row.batch.reason == ReplacementReason.NAME_CORRECTED:
            made = correct_name(name=row.holder_name, **facts)
        else:
            made = replace(reason=row.batch.reason, **facts)
    except CannotBeSigned:
        raise  # the row waits for a key that can be used
    except CertificateRefusal as refused:
        refusal = str(refused)[:250]
    ReissueRow.objects.to_do().filter(pk=row.pk).update(done_at=at, made=made, refusal=refusal)
    return made

"""What the reviewer does later with a text that was read and kept: remove it after all, or quote it no more."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from people.models import Person
from surveys.questionnaires.policies import may_read_texts
from surveys.responses.models import HeldText, TextState
from surveys.responses.operations.reading import NotTheReader, TextRefusal, locked_with_survey


class NotKept(TextRefusal):
    """A text that waits to be read, was removed, or is not there."""

    def __init__(self) -> None:
        super().__init__("This text is not kept, so there is nothing to do with it.")


class NotQuoted(TextRefusal):
    """A text that may not be quoted as it is."""

    def __init__(self) -> None:
        super().__init__("This text may not be quoted anyway.")


def remove_kept_text(*, text: HeldText, by: Person, at: datetime) -> HeldText:
    """Remove what was kept, for good: from then on no page quotes it and no file holds it. That something was written
    stays. Refused: NotTheReader, NotKept."""
    nothing = {"state": TextState.REMOVED, "text": "", "may_be_quoted": False, "is_worrying": False}
    return _change(text, by, "surveys.text.remove_kept", {**nothing, "read_on": timezone.localdate(at), "read_by": by})


def withdraw_quotation(*, text: HeldText, by: Person, at: datetime) -> HeldText:
    """Quote a text no more: no page shows it from then on, and it stays among what was kept. Nobody can give the
    permission back, since nobody knows whom to ask. Refused: NotTheReader, NotKept, NotQuoted."""
    return _change(text, by, "surveys.text.withdraw", {"may_be_quoted": False}, only_if_quoted=True)


@transaction.atomic
def _change(
    text: HeldText, by: Person, action: str, facts: Mapping[str, object], *, only_if_quoted: bool = False
) -> HeldText:
    kept = locked_with_survey().filter(pk=text.pk, state=TextState.KEPT).first()
    if kept is None:
        raise NotKept
    survey = kept.version.survey
    if not may_read_texts(by, survey):
        raise NotTheReader
    if only_if_quoted and not kept.may_be_quoted:
        raise NotQuoted
    for name, value in facts.items():
        setattr(kept, name, value)
    kept.save(update_fields=list(facts))
    log(instance=survey, action=action, user=by)
    return kept

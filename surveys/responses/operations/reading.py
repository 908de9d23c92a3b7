"""What the reviewer does with a text: keep it, keep it with words taken out, or remove it."""

import re
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from people.models import Person
from surveys.questionnaires.policies import may_read_texts
from surveys.responses.models import HeldText, TextState

TAKEN_OUT = "[…]"  # what may stand where something was
NOTHING_LEFT = {"state": TextState.REMOVED, "text": "", "may_be_quoted": False, "is_worrying": False}


class TextRefusal(Exception):
    """Something that is not done with a text, with the reason."""


class NotTheReader(TextRefusal):
    """Only the survey's reviewer reads."""

    def __init__(self) -> None:
        super().__init__("Only the person named as reader of this survey can do this.")


class AlreadyRead(TextRefusal):
    """The text was dealt with before, or is not there."""

    def __init__(self) -> None:
        super().__init__("This text has been read already.")


class OnlyTakeOut(TextRefusal):
    """The shortened text holds something that was not written, or nothing."""

    def __init__(self) -> None:
        super().__init__(
            f"Only take words out, or put {TAKEN_OUT} in their place: what is kept must be what was written. To keep "
            "nothing of it, remove the text."
        )


def keep_text(*, text: HeldText, by: Person, at: datetime) -> HeldText:
    """Keep a text as it was written. Refused: NotTheReader, AlreadyRead."""
    return _settle(text, by, at, "keep", {"state": TextState.KEPT})


def keep_shortened(*, text: HeldText, shortened: str, by: Person, at: datetime) -> HeldText:
    """Keep a text without some of its words, which are gone for good. Refused as `keep_text`, and OnlyTakeOut."""
    shortened = shortened.strip()
    refuse_additions(text.text, shortened)
    return _settle(text, by, at, "shorten", {"state": TextState.KEPT, "text": shortened})


def remove_text(*, text: HeldText, by: Person, at: datetime) -> HeldText:
    """Remove what was written, for good. That something was stays. Refused: NotTheReader, AlreadyRead."""
    return _settle(text, by, at, "remove", NOTHING_LEFT)


def is_shortened(written: str, shortened: str) -> bool:
    """Whether something is left, and all of it stood there in this order: parts of words may go, as the ending of a
    name."""
    rest = iter("".join(written.split()))
    left = "".join(re.sub(r"\[(…|\.\.\.)\]", " ", shortened).split())
    return left != "" and all(letter in rest for letter in left)


def refuse_additions(written: str, shortened: str) -> None:
    """Refuse what was not written, or nothing: OnlyTakeOut."""
    if not is_shortened(written, shortened):
        raise OnlyTakeOut


@transaction.atomic
def decide(
    text: HeldText,
    by: Person,
    action: str,
    facts: Mapping[str, object],
    *,
    stands: TextState,
    refusal: TextRefusal,
    unless: TextRefusal | None = None,
) -> HeldText:
    """Change a text as its reader decides, and log that it was done, not to which. Refused: `refusal` where it does not
    stand as it must, `unless` where it is so already, NotTheReader."""
    # With its survey as it is now: who reads may have changed.
    locked = HeldText.objects.select_for_update(of=("self",)).select_related("version__survey")
    kept = locked.filter(pk=text.pk, state=stands).first()
    if kept is None:
        raise refusal
    survey = kept.version.survey
    if not may_read_texts(by, survey):
        raise NotTheReader
    if unless and all(getattr(kept, name) == value for name, value in facts.items()):
        raise unless
    for name, value in facts.items():
        setattr(kept, name, value)
    kept.save(update_fields=list(facts))
    log(instance=survey, action=action, user=by)
    return kept


def _settle(text: HeldText, by: Person, at: datetime, action: str, facts: Mapping[str, object]) -> HeldText:
    read = {**facts, "read_on": timezone.localdate(at), "read_by": by}
    return decide(text, by, f"surveys.text.{action}", read, stands=TextState.HELD, refusal=AlreadyRead())

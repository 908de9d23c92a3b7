"""What the reviewer does later with a text that was read and kept: remove it after all, or quote it no more."""

from datetime import datetime

from people.models import Person
from surveys.responses.models import HeldText, TextState
from surveys.responses.operations.reading import NOTHING_LEFT, TextRefusal, decide


class NotKept(TextRefusal):
    """A text that waits to be read, was removed, or is not there."""

    def __init__(self) -> None:
        super().__init__("This text is not kept, so there is nothing to do with it.")


class NotQuoted(TextRefusal):
    """A text that may not be quoted as it is."""

    def __init__(self) -> None:
        super().__init__("This text may not be quoted anyway.")


def remove_kept_text(*, text: HeldText, by: Person, at: datetime) -> HeldText:
    """Remove what was kept, for good: from then on no page quotes it and no file holds it. That something was written,
    and who had read it when, stays. Refused: NotTheReader, NotKept."""
    return decide(text, by, "surveys.text.remove_kept", NOTHING_LEFT, stands=TextState.KEPT, refusal=NotKept())


def withdraw_quotation(*, text: HeldText, by: Person, at: datetime) -> HeldText:
    """Quote a text no more: no page shows it from then on, and it stays among what was kept. Nobody can give the
    permission back, since nobody knows whom to ask. Refused: NotTheReader, NotKept, NotQuoted."""
    nothing_quoted = {"may_be_quoted": False}
    return decide(
        text, by, "surveys.text.withdraw", nothing_quoted, stands=TextState.KEPT, refusal=NotKept(), unless=NotQuoted()
    )

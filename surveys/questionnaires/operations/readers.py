"""Who may be named to read what people wrote, or to take single answers away, and by whom."""

from collections.abc import Collection

from people.models import Person
from surveys.questionnaires.models import Survey
from surveys.questionnaires.operations.refusals import NamedByApprovers, NamesThemselves
from surveys.questionnaires.policies import may_publish_surveys

READING = ("reviewer", "read_from", "read_until")
READERS = frozenset({*READING, "raw_readers"})


def refuse_new_readers(
    survey: Survey, *, reviewer: Person | None, raw_readers: Collection[Person], by: Person | None
) -> None:
    """Refuse readers who were not named before. Nobody gives themself single answers. Once people were told who reads
    what they write, an approver names another one, and never themself: NamesThemselves, NamedByApprovers."""
    is_launched = survey.launched_at is not None
    new = [*raw_readers, *([reviewer] if reviewer else [])]
    if by is None or not new:
        return
    if by in raw_readers or (is_launched and by == reviewer):
        raise NamesThemselves
    if is_launched and not may_publish_surveys(by):
        raise NamedByApprovers

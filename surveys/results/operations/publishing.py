"""Publishing results, changing what is said of them, and withdrawing them."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from wagtail.log_actions import log

from people.models import Person
from surveys.models import Publication, Survey
from surveys.responses.queries.tallying import PEOPLE
from surveys.results.charts import pictures
from surveys.results.disclosure.words import explained
from surveys.results.operations.releasing import StillOpen
from surveys.results.queries.published import ResultsPage
from surveys.results.queries.refusals import ResultsRefusal
from surveys.results.queries.register import Register
from surveys.results.queries.selections import Selection
from surveys.results.queries.shown import people_in_words, questions


class NothingCounted(ResultsRefusal):
    """Results that nobody has had counted."""

    def __init__(self) -> None:
        super().__init__("The answers have not been counted yet. Open the results, and count them first.")


class SaysTooLittle(ResultsRefusal):
    """Results without what was heard, or without what is done about it."""

    def __init__(self) -> None:
        super().__init__(
            "Say what you heard and what you do because of it. People answer again when they see that it mattered."
        )


class NotPublished(ResultsRefusal):
    """Withdrawing what nobody can read."""

    def __init__(self) -> None:
        super().__init__("These results are not published, so there is nothing to withdraw.")


@transaction.atomic
def publish_results(
    *,
    survey: Survey,
    findings: str,
    response: str,
    keys: Sequence[str],
    comparisons: Sequence[str] = (),
    by: Person | None,
    at: datetime,
) -> Publication:
    """Let everybody read what was heard, what is done because of it, and these questions, by themselves and compared by
    these groups. What is shown is kept as it is now, charts included. Publishing again changes the page, and brings it
    back where it was withdrawn. Refusals: StillOpen, NothingCounted, SaysTooLittle."""
    survey = Survey.objects.select_for_update(of=("self",)).get(pk=survey.pk)
    if survey.closed_at is None:
        raise StillOpen
    if not findings.strip() or not response.strip():
        raise SaysTooLittle
    page = page_of(Register(survey), keys=list(keys), comparisons=list(comparisons))
    if not page.questions:
        raise NothingCounted
    facts = {"findings": findings.strip(), "response": response.strip(), "tables": page.as_json()}
    before = Publication.objects.filter(survey=survey).first()
    is_change = before is not None and before.withdrawn_at is None
    stamps = {} if is_change else {"published_at": at, "published_by": by, "withdrawn_at": None}
    publication, _created = Publication.objects.update_or_create(survey=survey, defaults={**facts, **stamps})
    log(instance=survey, action=f"surveys.results.{'change' if is_change else 'publish'}", user=by)
    return publication


def page_of(register: Register, *, keys: list[str], comparisons: list[str]) -> ResultsPage:
    """The page that publishing these questions, and these comparisons by their groups, would make: of tables that were
    released already, and of nothing else."""
    everybody = Selection().population(register.survey)
    tables = register.of(everybody)
    chosen = [each for each in questions(tables) if each.key in keys]
    for by in comparisons:
        chosen += questions(register.of(everybody, by))
    return ResultsPage(
        people_in_words(tables.get(PEOPLE)), tuple(zip(chosen, pictures(chosen), strict=True)), explained()
    )


@transaction.atomic
def withdraw_results(*, survey: Survey, by: Person | None, at: datetime) -> Publication:
    """Take the page away from the public; its text stays for when it is published again. Refusals: NotPublished."""
    publication = Publication.objects.select_for_update().filter(survey=survey, withdrawn_at__isnull=True).first()
    if publication is None:
        raise NotPublished
    publication.withdrawn_at = at
    publication.save(update_fields=["withdrawn_at"])
    log(instance=survey, action="surveys.results.withdraw", user=by)
    return publication

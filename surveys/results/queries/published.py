"""The results that the public reads, as they were when they were published."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from surveys.models import Publication, Survey
from surveys.results.charts import drawn
from surveys.results.disclosure.words import explained, in_words
from surveys.results.queries.ground import Ground
from surveys.results.queries.register import Register
from surveys.results.queries.selections import Selection
from surveys.results.queries.shown import Question, questions
from surveys.results.queries.tables import PEOPLE


@dataclass(frozen=True)
class Page:
    """A results page: how many answered, in words, each question with its chart, and how small numbers are treated."""

    people: str
    questions: tuple[tuple[Question, SafeString], ...]
    about_small_numbers: str

    def as_json(self) -> dict[str, Any]:
        """Plain values, for a publication to keep."""
        told = [{"question": question.as_json(), "chart": chart} for question, chart in self.questions]
        return {"people": self.people, "questions": told, "about_small_numbers": self.about_small_numbers}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Page":
        """The page that `as_json` wrote."""
        told = tuple(
            (Question.from_json(each["question"]), mark_safe(each["chart"]))  # noqa: S308  (drawn by us)
            for each in data["questions"]
        )
        return cls(data["people"], told, data["about_small_numbers"])


def published() -> Iterator[tuple[Survey, Publication]]:
    """Surveys whose results the public can read, the newest first. One statement."""
    found = Publication.objects.filter(withdrawn_at__isnull=True).defer("tables").select_related("survey")
    return ((publication.survey, publication) for publication in found.order_by("-published_at"))


def publication_of(survey: Survey) -> Publication | None:
    """What was published of a survey, withdrawn or not."""
    return Publication.objects.filter(survey=survey).first()


def page_of(ground: Ground, register: Register, *, keys: list[str], comparisons: list[str]) -> Page:
    """The page that publishing these questions, and these comparisons by their groups, would make: of tables that were
    released already, and of nothing else."""
    everybody = Selection().population(ground.survey)
    tables = register.of(everybody)
    chosen = [each for each in questions(ground, tables, {}) if each.key in keys]
    for by in comparisons:
        chosen += questions(ground, register.of(everybody, by), {}, by=by)
    people = in_words(tables[PEOPLE].table.base) if PEOPLE in tables else ""
    return Page(people, tuple(zip(chosen, pictures(chosen), strict=True)), explained())


def pictures(questions: Sequence[Question]) -> list[SafeString]:
    """The charts of questions, to stand in a page."""
    return [mark_safe(chart) for chart in drawn(questions)]  # noqa: S308  (drawn by us, with every word escaped)

"""The results that the public reads, as they were when they were published."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from surveys.models import Publication, Survey
from surveys.results.queries.shown import Question


@dataclass(frozen=True)
class ResultsPage:
    """A results page: how many answered, as a sentence; each question with its chart; how small numbers are treated."""

    people: str
    questions: tuple[tuple[Question, SafeString], ...]
    about_small_numbers: str

    def as_json(self) -> dict[str, Any]:
        """Plain values, for a publication to keep."""
        told = [{"question": question.as_json(), "chart": chart} for question, chart in self.questions]
        return {"people": self.people, "questions": told, "about_small_numbers": self.about_small_numbers}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "ResultsPage":
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

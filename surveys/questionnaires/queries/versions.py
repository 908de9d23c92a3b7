"""The published versions of a survey."""

from surveys.questionnaires.definition import Questionnaire, from_json
from surveys.questionnaires.models import Survey, Version

MOST_KEPT = 200
_kept: dict[tuple[int, str], Questionnaire] = {}


def current_version(survey: Survey) -> Version | None:
    """The version that people answer now: the last one published. None where none was."""
    return survey.versions.order_by("-number").first()


def questionnaire_of(version: Version) -> Questionnaire:
    """What a version asks. Kept for as long as this process runs, because the database lets no structure change."""
    key = (version.pk, version.digest)
    if key not in _kept:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[key] = from_json(version.structure)
    return _kept[key]

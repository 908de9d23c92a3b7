"""The questionnaire of a published version, read once in each process: its structure never changes."""

from surveys.questionnaires.definition import Questionnaire, from_json
from surveys.questionnaires.models import Version

MOST_KEPT = 64
_kept: dict[tuple[int, str], Questionnaire] = {}


def questionnaire_of(version: Version) -> Questionnaire:
    """What a version asks."""
    key = (version.pk, version.digest)
    if key not in _kept:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[key] = from_json(version.structure)
    return _kept[key]

"""The published versions of a survey."""

from django.core.cache import caches

from surveys.questionnaires.definition import Questionnaire, from_json
from surveys.questionnaires.models import Survey, Version

SECONDS_KNOWN = 10
# What taking answers needs to know of a version and its survey.
NEEDED_TO_SEND = (
    "number", "digest", "survey__slug", "survey__mode", "survey__launched_at", "survey__closed_at", "survey__closes_on",
    "survey__is_by_invitation", "survey__reviewer",
)  # fmt: skip

MOST_KEPT = 200
_kept: dict[tuple[int, str], Questionnaire] = {}


def current_version(survey: Survey) -> Version | None:
    """The version that people answer now: the last one published. None where none was."""
    return survey.versions.order_by("-number").first()


def known_version(pk: int) -> Version | None:
    """A version with its survey, as this process found them at most ten seconds ago: a guess, for whoever looks again
    at all that may have changed as they write. None where there is none."""
    found = Version.objects.select_related("survey").only("survey", *NEEDED_TO_SEND).filter(pk=pk)
    version: Version | None = caches["passing"].get_or_set(f"version:{pk}", found.first, SECONDS_KNOWN)
    return version


def questionnaire_of(version: Version) -> Questionnaire:
    """What a version asks. Kept for as long as this process runs, because the database lets no structure change."""
    key = (version.pk, version.digest)
    if key not in _kept:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[key] = from_json(version.structure)
    return _kept[key]

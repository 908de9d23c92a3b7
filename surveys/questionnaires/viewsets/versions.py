"""The staff screen of what was published of a survey, and of every fix of its words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from wagtail.admin.auth import permission_denied

from surveys.questionnaires.definition import SOURCE, Wording
from surveys.questionnaires.models import Survey, WordingFix
from surveys.questionnaires.policies import may_open_surveys
from surveys.questionnaires.queries.languages import direction, language_name
from surveys.questionnaires.queries.versions import questionnaire_of
from surveys.questionnaires.viewsets.outlines import place_of


def survey_versions(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Each version with its day, its digest and its fixes, the last one first."""
    if not may_open_surveys(request.user):
        return permission_denied(request)
    survey = get_object_or_404(Survey, pk=survey_id)
    versions = survey.versions.select_related("published_by").order_by("-number")
    fixes = WordingFix.objects.filter(version__survey=survey).select_related("fixed_by").order_by("-fixed_at", "-pk")
    by_version: dict[int, list[WordingFix]] = {}
    for fix in fixes:
        by_version.setdefault(fix.version_id, []).append(fix)
    entries = []
    for version in versions:
        questionnaire, wording = questionnaire_of(version), Wording(version.words, SOURCE)
        told = [
            {
                "fix": fix,
                "where": place_of(fix.key, questionnaire, wording),
                "language": language_name(fix.language),
                "dir": direction(fix.language),
            }
            for fix in by_version.get(version.pk, [])
        ]
        number = sum(1 for _ in questionnaire.questions())
        entries.append({"version": version, "questions": number, "fixes": told})
    return render(request, "surveys/versions.html", {"survey": survey, "entries": entries}, using="django")


urlpatterns = [path("surveys/survey/<int:survey_id>/versions/", survey_versions, name="surveys_versions")]

"""The staff screens for taking results away: tables, single answers for the named few, and what columns mean."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from wagtail.admin.auth import permission_denied

from documents.exports import TooManyRows
from people.accounts.policies import signed_in_person
from people.models import Person
from surveys.models import Mode, Survey
from surveys.results.exports.codebook import codebook
from surveys.results.exports.files import File, Format, codebook_file
from surveys.results.forms import TakeAnswersForm
from surveys.results.operations.exporting import KeepsNoRows, file_name, take_answers, take_tables, take_texts
from surveys.results.policies import may_export_raw, may_see_results
from surveys.results.queries.joined import joined
from surveys.results.queries.refusals import ResultsRefusal
from surveys.results.queries.register import Register
from surveys.results.queries.selections import Look
from surveys.results.queries.shown import questions


@require_POST
def tables(request: HttpRequest, survey_id: int) -> HttpResponse:
    """The tables that a screen shows, as a file: of what was released, and of nothing else."""
    if not may_see_results(request.user):
        return permission_denied(request)
    survey = get_object_or_404(Survey.objects.exclude(closed_at=None), pk=survey_id)
    seen, form = Register(survey).seen(Look.from_fields(request.GET.dict())), request.POST.get("format", "")
    if not seen or form not in Format.values:
        return redirect("surveys_results", survey.pk)
    facts = {"by": signed_in_person(request), "at": timezone.now()}
    return take_tables(survey=survey, questions=questions(seen), form=Format(form), **facts).as_download()  # type: ignore[arg-type]


@never_cache
def answers(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Single answers, for the few whom the survey names, each time with a reason."""
    survey = get_object_or_404(Survey.objects.exclude(closed_at=None), pk=survey_id)
    person = signed_in_person(request)
    if person is None or not may_export_raw(person, survey):
        return permission_denied(request)
    keeps_rows = survey.mode != Mode.COUNTED
    form = TakeAnswersForm(request.POST or None, survey=survey, keeps_rows=keeps_rows)
    if request.method == "POST" and form.is_valid():
        try:
            return _taken(survey, form.cleaned_data["what"], form.cleaned_data["reason"], person).as_download()
        except (ResultsRefusal, TooManyRows) as refusal:
            form.add_error(None, str(refusal))
    context = {
        "survey": survey,
        "form": form,
        "mode": Mode(survey.mode),
        "keeps_no_rows": "" if keeps_rows else str(KeepsNoRows()),
        "is_named": survey.mode == Mode.NAMED,
        "back": reverse("survey_results:index"),
    }
    status = 400 if form.errors else 200
    return render(request, "surveys/results_answers.html", context, status=status, using="django")


def _taken(survey: Survey, what: str, reason: str, person: Person) -> File:
    now = timezone.now()
    if what == "texts":
        return take_texts(survey=survey, reason=reason, by=person, at=now)
    return take_answers(survey=survey, form=Format(what), reason=reason, by=person, at=now)


def columns(request: HttpRequest, survey_id: int) -> HttpResponse:
    """What each column of the files means; as a workbook with `format=xlsx`."""
    survey = get_object_or_404(Survey.objects.exclude(launched_at=None), pk=survey_id)
    if not may_see_results(request.user) and not may_export_raw(request.user, survey):
        return permission_denied(request)
    entries = codebook(joined(survey))
    if request.GET.get("format") == "xlsx":
        return codebook_file(file_name(survey, "codebook"), survey.title, entries).as_download()
    return render(request, "surveys/results_codebook.html", {"survey": survey, "entries": entries}, using="django")


urlpatterns = [
    path("surveys/results/<int:survey_id>/tables/", tables, name="surveys_results_tables"),
    path("surveys/results/<int:survey_id>/answers/", answers, name="surveys_results_answers"),
    path("surveys/results/<int:survey_id>/codebook/", columns, name="surveys_results_codebook"),
]

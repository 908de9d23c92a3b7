"""The public page of a survey's results, and its downloads."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from surveys.models import Publication, Survey
from surveys.results.exports.codebook import codebook
from surveys.results.exports.files import File, Format, codebook_file, table_file
from surveys.results.operations.exporting import file_name
from surveys.results.queries.joined import joined
from surveys.results.queries.published import ResultsPage, publication_of


@require_safe
def publication_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """What was heard, what is done because of it, and the numbers. Before that, by when; and that it was withdrawn."""
    survey = get_object_or_404(Survey.objects.exclude(launched_at=None).defer("content"), slug=slug)
    publication = publication_of(survey)
    if publication is None or publication.withdrawn_at is not None:
        absent = {"survey": survey, "publication": publication, "today": timezone.localdate()}
        status = HTTPStatus.OK if publication is None else HTTPStatus.GONE
        return render(request, "surveys/publication_absent.html", absent, status=status)
    context = {
        "survey": survey,
        "results": ResultsPage.from_json(publication.tables),
        "findings": publication.findings,
        "response": publication.response,
        "published_at": publication.published_at,
    }
    return render(request, "surveys/publication.html", context)


@require_safe
def publication_download(request: HttpRequest, slug: str, what: str) -> HttpResponse:
    """The tables of a page that is published, as CSV, XLSX or SPSS; and what the columns mean."""
    survey = get_object_or_404(Survey.objects.defer("content"), slug=slug)
    publication = publication_of(survey)
    if publication is None or publication.withdrawn_at is not None or what not in {*Format.values, "codebook"}:
        raise Http404
    return _file(survey, publication, what).as_download()


def _file(survey: Survey, publication: Publication, what: str) -> File:
    entries = codebook(joined(survey))
    if what == "codebook":
        return codebook_file(file_name(survey, "codebook"), survey.title, entries)
    questions = [question for question, _chart in ResultsPage.from_json(publication.tables).questions]
    return table_file(file_name(survey, "results"), survey.title, questions, entries, Format(what))

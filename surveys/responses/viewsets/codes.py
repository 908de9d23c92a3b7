"""The staff screen that prints single-use codes of a survey."""

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from wagtail.admin.auth import permission_denied

from documents.pdf import render_pdf
from documents.qr import qr_svg
from people.accounts.policies import signed_in_person
from surveys.questionnaires.models import Survey
from surveys.questionnaires.policies import may_open_surveys
from surveys.responses import operations
from surveys.responses.forms.starting import languages_of

MOST_ON_PAPER = 300  # some fourteen sheets; more are printed in several goes


class CodesForm(forms.Form):
    """How many codes to print."""

    number = forms.IntegerField(label="How many", min_value=1, max_value=MOST_ON_PAPER, initial=30)


def print_codes(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Ask how many, then give a PDF of cards to cut out. It can be made this once: nobody keeps the codes."""
    if not may_open_surveys(request.user):
        return permission_denied(request)
    survey = get_object_or_404(Survey, pk=survey_id)
    form, refusal = CodesForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        number, by = form.cleaned_data["number"], signed_in_person(request)
        try:
            codes = operations.print_codes(survey=survey, number=number, by=by, at=timezone.now())
        except operations.NoCodesNeeded as refused:
            refusal = str(refused)
        else:
            return _sheet(survey, codes)
    context = {"survey": survey, "form": form, "refusal": refusal, "back": reverse("survey:index")}
    status = 409 if refusal else (400 if form.errors else 200)
    return render(request, "surveys/codes.html", context, status=status, using="django")


def _sheet(survey: Survey, codes: list[str]) -> HttpResponse:
    address = settings.SITE_URL + reverse("surveys:survey-detail", args=[survey.slug])
    shown = address.partition("://")[2]
    context = {
        "survey": survey, "codes": codes, "languages": languages_of(survey),
        "address": shown, "qr": qr_svg(address, f"Leads to {shown}"),
    }  # fmt: skip
    headers = {
        "Content-Disposition": f'attachment; filename="codes-{survey.slug}.pdf"',
        "Cache-Control": "no-store, private",
    }
    return HttpResponse(render_pdf("documents/survey_codes.html", context), "application/pdf", headers=headers)


urlpatterns = [path("surveys/survey/<int:survey_id>/codes/", print_codes, name="surveys_codes")]

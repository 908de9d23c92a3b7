"""The staff screens for publishing results, with a preview first, and for withdrawing them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied

from people.accounts.policies import signed_in_person
from surveys.models import Survey
from surveys.results.forms import PublishForm
from surveys.results.operations.publishing import page_of, publish_results, withdraw_results
from surveys.results.policies import may_publish_results, may_see_results
from surveys.results.queries.published import publication_of
from surveys.results.queries.refusals import ResultsRefusal
from surveys.results.queries.register import Register
from surveys.results.queries.selections import Selection
from surveys.results.queries.shown import questions


def publish(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Write what the public reads, look at the page as they will see it, then publish."""
    if not may_publish_results(request.user):
        return permission_denied(request)
    survey = get_object_or_404(Survey.objects.exclude(closed_at=None), pk=survey_id)
    register = Register(survey)
    form = _form(request, register)
    is_sent = request.method == "POST" and "change" not in request.POST
    if is_sent and form.is_valid():
        told = form.cleaned_data
        facts = {name: told[name] for name in ("findings", "response")}
        facts |= {"keys": told["questions"], "comparisons": told.get("comparisons", [])}
        if "publish" in request.POST:
            return _publish(request, survey, facts)
        return _preview(request, register, facts)
    context = {
        "survey": survey,
        "form": form,
        "publication": publication_of(survey),
        "is_counted": bool(register.releases),
        "sees_results": may_see_results(request.user),
    }
    status = 400 if is_sent and form.errors else 200
    return render(request, "surveys/results_publish.html", context, status=status, using="django")


def _form(request: HttpRequest, register: Register) -> PublishForm:
    everybody = Selection().population(register.survey)
    shown = questions(register.of(everybody))
    compared = [(by, labels.by) for by, population, labels in register.comparisons() if by and population == everybody]
    return PublishForm(
        request.POST if request.method == "POST" else None,
        questions=[(question.key, question.title) for question in shown],
        comparisons=[(by, f"Everything that was compared by: {words}") for by, words in compared],
        publication=publication_of(register.survey),
    )


def _preview(request: HttpRequest, register: Register, facts: dict[str, Any]) -> HttpResponse:
    """The page itself, with what was written carried along in it until it is published."""
    page = page_of(register, keys=facts["keys"], comparisons=facts["comparisons"])
    carried = [(name, value) for name in request.POST for value in request.POST.getlist(name) if name in CARRIED]
    context = {
        "survey": register.survey,
        "results": page,
        "findings": facts["findings"],
        "response": facts["response"],
        "published_at": timezone.now(),
        "carried": carried,
        "address": reverse("surveys_results_publish", args=[register.survey.pk]),
    }
    return render(request, "surveys/publication.html", context, using="jinja2")


CARRIED = frozenset({"findings", "response", "questions", "comparisons"})


def _publish(request: HttpRequest, survey: Survey, facts: dict[str, Any]) -> HttpResponse:
    try:
        publish_results(survey=survey, **facts, by=signed_in_person(request), at=timezone.now())
    except ResultsRefusal as refusal:
        messages.error(request, str(refusal))
        return redirect("surveys_results_publish", survey.pk)
    address = reverse("surveys:publication-detail", args=[survey.slug])
    messages.success(request, "The results are published.", buttons=[messages.button(address, "See them")])
    return redirect("survey_results:index")


def withdraw(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Ask once, then take the page away from the public."""
    if not may_publish_results(request.user):
        return permission_denied(request)
    survey = get_object_or_404(Survey, pk=survey_id)
    if request.method == "POST":
        try:
            withdraw_results(survey=survey, by=signed_in_person(request), at=timezone.now())
        except ResultsRefusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "The results are withdrawn. Nobody but staff can read them now.")
        return redirect("survey_results:index")
    return render(request, "surveys/results_withdraw.html", {"survey": survey}, using="django")


urlpatterns = [
    path("surveys/results/<int:survey_id>/publish/", publish, name="surveys_results_publish"),
    path("surveys/results/<int:survey_id>/withdraw/", withdraw, name="surveys_results_withdraw"),
]

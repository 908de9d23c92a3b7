"""What an approver decides of a published survey: what they are asked, and why not where it is refused."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied

from people.accounts.policies import signed_in_person
from surveys.questionnaires.forms import DecisionForm
from surveys.questionnaires.models import Survey
from surveys.questionnaires.operations import NotLaunched, SurveyRefusal
from surveys.questionnaires.policies import may_publish_surveys


def decide(
    request: HttpRequest,
    survey_id: int,
    *,
    ask: type[DecisionForm],
    do: Callable[..., Survey],
    template: str,
    done: Callable[[Survey], str],
) -> HttpResponse:
    """Ask, then call the operation `do` with what was answered; `done` says what holds of the survey then. Whoever
    comes for a draft is led back and told why; a refusal stands in the form, with all that was chosen."""
    if not may_publish_surveys(request.user):
        return permission_denied(request)
    survey = get_object_or_404(Survey.objects.select_related("reviewer"), pk=survey_id)
    if survey.launched_at is None:
        messages.info(request, str(NotLaunched()))
        return redirect("survey:index")
    form, status = ask(request.POST or None, survey=survey), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                changed = do(survey=survey, **form.cleaned_data, by=signed_in_person(request), at=timezone.now())
            except SurveyRefusal as refusal:
                form.refuse(refusal)
                status = 409
            else:
                messages.success(request, done(changed))
                return redirect("survey:index")
    return render(request, template, {"survey": survey, "form": form}, status=status, using="django")

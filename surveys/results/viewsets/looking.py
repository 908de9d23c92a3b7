"""The staff screen of a survey's results: each question as a chart and a table, looked at closer where that is safe."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied

from people.accounts.policies import signed_in_person
from surveys.models import Counting, Mode, Survey
from surveys.questionnaires.policies import may_export_raw
from surveys.responses.queries.tallying import PEOPLE
from surveys.results.charts import pictures
from surveys.results.disclosure.words import explained
from surveys.results.forms import LookForm
from surveys.results.operations.counting import ask_for_count
from surveys.results.policies import may_publish_results, may_see_results
from surveys.results.queries.choices import choices_of
from surveys.results.queries.counting import outline_of
from surveys.results.queries.ground import Ground
from surveys.results.queries.labels import by_in_words, selection_in_words
from surveys.results.queries.progress import total_so_far
from surveys.results.queries.refusals import ResultsRefusal
from surveys.results.queries.register import Register
from surveys.results.queries.selections import Look, Selection
from surveys.results.queries.shown import Question, people_in_words, questions

LONGEST_WAIT = 15  # seconds between two looks at whether something was counted; the first ones follow quickly
LATE = 300  # seconds after which counting takes longer than it should


def results(request: HttpRequest, survey_id: int) -> HttpResponse:
    """What was released of a survey, as the address says: everybody's answers, or some, or groups compared. Before it
    is closed, how many have answered and nothing else. What was never released is first counted when somebody asks."""
    if not may_see_results(request.user):
        return permission_denied(request)
    survey = get_object_or_404(Survey.objects.exclude(launched_at=None), pk=survey_id)
    if survey.closed_at is None:
        return render(request, "surveys/results_waiting.html", _waiting(survey), using="django")
    ground, register = outline_of(survey), Register(survey)
    form = LookForm(request.POST if request.method == "POST" else request.GET, choices=choices_of(ground))
    look = look_of(form, register)
    if look is None:
        messages.error(request, "That cannot be chosen for this survey, so everybody’s answers are shown.")
        return redirect("surveys_results", survey.pk)
    if request.method == "POST":
        return _count(request, survey, look)
    asked = Counting.objects.filter(survey=survey, asked=look.query).order_by("-pk").first()
    if asked is not None and asked.done_at is None:
        return _being_counted(request, survey, asked)
    context = {**_shown(ground, register, look), **_outcome(asked, register, look), **_ways_on(request, survey)}
    context |= {"form": form, "survey": survey}
    return render(request, "surveys/results.html", context, using="django")


def look_of(form: LookForm, register: Register) -> Look | None:
    """What the address, or a form that was sent, asks to see; None where that cannot be chosen. What was released
    before can be looked at for ever, whatever can be chosen today."""
    look = Look.from_fields(form.data)
    return look if register.seen(look) or (form.is_valid() and form.look() == look) else None


def _waiting(survey: Survey) -> dict[str, Any]:
    total = total_so_far(survey)
    nobody_to_tell = "Fewer than 10 people have answered, or nobody yet."
    return {"survey": survey, "total": f"{total:,} or more people have answered." if total else nobody_to_tell}


def _count(request: HttpRequest, survey: Survey, look: Look) -> HttpResponse:
    """Ask that it is counted, and go to where it is shown."""
    try:
        ask_for_count(survey=survey, look=look, by=signed_in_person(request), at=timezone.now())
    except ResultsRefusal as refusal:
        messages.error(request, str(refusal))
        return redirect("surveys_results", survey.pk)
    return redirect(_address(survey, look.query))


def _address(survey: Survey, query: str) -> str:
    address = reverse("surveys_results", args=[survey.pk])
    return f"{address}?{query}" if query else address


def _being_counted(request: HttpRequest, survey: Survey, asked: Counting) -> HttpResponse:
    """A page that looks again by itself, without a script: at once in the beginning, then less and less often."""
    waited = int((timezone.now() - asked.asked_at).total_seconds())
    address = _address(survey, asked.asked)
    context = {"survey": survey, "address": address, "is_late": waited > LATE}
    response = render(request, "surveys/results_counting.html", context, using="django")
    response["Refresh"] = f"{min(max(1, waited // 3), LONGEST_WAIT)};url={address}"
    return response


def _outcome(asked: Counting | None, register: Register, look: Look) -> dict[str, Any]:
    """What came of counting beside the tables: why there are none, or why some are missing."""
    if asked is None:
        return {}
    missing = [words for key, words in asked.unshown.items() if key not in register.seen(look)]
    return {"refusal": asked.refusal, "not_shown": list(dict.fromkeys(missing))}


def _shown(ground: Ground, register: Register, look: Look) -> dict[str, Any]:
    """The tables that are looked at, as far as they were released."""
    tables = register.seen(look)
    found = questions(tables)
    return {
        "is_counted": bool(tables),
        "questions": list(zip(found, pictures(found), map(table_of, found), strict=True)),
        "unshown": [words for key, words in asked_for(ground, look) if tables and key not in tables],
        "people": people_in_words(register.of(look.selection.population(register.survey)).get(PEOPLE)),
        "narrowed": selection_in_words(ground, look.selection),
        "compared_by": by_in_words(ground, look.groups) if look.groups else "",
        "earlier": _earlier(register),
        "explained": explained(),
        "is_whole": look == Look(),
        "query": look.query,
    }


def asked_for(ground: Ground, look: Look) -> list[tuple[str, str]]:
    """The questions that were asked for, as far as they can be shown at all."""
    keys = ground.compared(look) if look.groups else ground.shown
    return [(key, ground.shown[key].label) for key in keys if key in ground.shown]


def table_of(question: Question) -> list[tuple[str, list[Any]]]:
    """A compared question as the lines of one table: each answer with its row of each part, in their order."""
    lines = []
    for at, label in enumerate(question.labels):
        lines.append((label, [part.rows[at] if part.rows else None for part in question.parts]))
    return lines


def _earlier(register: Register) -> list[tuple[str, str]]:
    """What was looked at closer before, with the addresses where it is shown."""
    found = []
    for by, population, labels in register.comparisons():
        words = "; ".join([*([f"By: {labels.by}"] if by else []), *labels.whose])
        found.append((words, Look(Selection.from_population(population), by).query))
    return found


def _ways_on(request: HttpRequest, survey: Survey) -> dict[str, Any]:
    return {
        "may_publish": may_publish_results(request.user),
        "may_take_answers": may_export_raw(request.user, survey),
        "publication": getattr(survey, "publication", None),
        "mode": Mode(survey.mode).label,
    }


urlpatterns = [path("surveys/results/<int:survey_id>/", results, name="surveys_results")]

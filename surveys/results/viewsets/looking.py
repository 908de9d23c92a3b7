"""The staff screen of a survey's results: each question as a chart and a table, looked at closer where that is safe."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied

from people.accounts.policies import signed_in_person
from surveys.models import Mode, Survey
from surveys.questionnaires.policies import may_export_raw
from surveys.results.disclosure.words import explained, in_words
from surveys.results.forms import LookForm
from surveys.results.operations.releasing import Released, ResultsRefusal, release_answers, release_comparison
from surveys.results.policies import may_publish_results, may_see_results
from surveys.results.queries.choices import Choices, choices_of
from surveys.results.queries.counting import ground_of
from surveys.results.queries.ground import Ground
from surveys.results.queries.progress import total_so_far
from surveys.results.queries.published import pictures
from surveys.results.queries.register import Register, by_in_words, selection_in_words
from surveys.results.queries.selections import Selection
from surveys.results.queries.shown import Question, questions
from surveys.results.queries.tables import PEOPLE
from surveys.results.queries.tallies import NotCounted


def results(request: HttpRequest, survey_id: int) -> HttpResponse:
    """What was released of a survey, as the address says: everybody's answers, or some, or groups compared. Before it
    is closed, how many have answered and nothing else. What was never released is first counted when somebody asks."""
    if not may_see_results(request.user):
        return permission_denied(request)
    survey = get_object_or_404(Survey.objects.exclude(launched_at=None), pk=survey_id)
    if survey.closed_at is None:
        return render(request, "surveys/results_waiting.html", _waiting(survey), using="django")
    ground = ground_of(survey)
    choices = choices_of(ground)
    form = LookForm(request.POST if request.method == "POST" else request.GET, choices=choices)
    if not form.is_valid():
        messages.error(request, "That cannot be chosen for this survey, so everybody’s answers are shown.")
        return redirect("surveys_results", survey.pk)
    if request.method == "POST":
        return _count(request, survey, form, choices)
    context = {**_shown(ground, form), **_ways_on(request, survey), "form": form, "survey": survey}
    return render(request, "surveys/results.html", context, using="django")


def _waiting(survey: Survey) -> dict[str, Any]:
    total = total_so_far(survey)
    nobody_to_tell = "Fewer than 10 people have answered, or nobody yet."
    return {"survey": survey, "total": f"{total:,} or more people have answered." if total else nobody_to_tell}


def _count(request: HttpRequest, survey: Survey, form: LookForm, choices: Choices) -> HttpResponse:
    """Release what was asked for, then show it; say what cannot be shown, and why."""
    groups, facts = form.cleaned_data["groups"], {"by": signed_in_person(request), "at": timezone.now()}
    try:
        if groups:
            keys = form.keys(choices)
            released = release_comparison(survey=survey, selection=form.selection(), groups=groups, keys=keys, **facts)  # type: ignore[arg-type]
        else:
            released = release_answers(survey=survey, selection=form.selection(), **facts)  # type: ignore[arg-type]
    except (ResultsRefusal, NotCounted) as refusal:
        messages.error(request, str(refusal))
        return redirect("surveys_results", survey.pk)
    _say_what_is_not_shown(request, released)
    asked = {name: value for name, value in form.cleaned_data.items() if value}
    return redirect(f"{reverse('surveys_results', args=[survey.pk])}?{urlencode(asked)}")


def _say_what_is_not_shown(request: HttpRequest, released: Released) -> None:
    for words in dict.fromkeys(released.refused.values()):
        messages.warning(request, f"Not shown: {words}")


def _shown(ground: Ground, form: LookForm) -> dict[str, Any]:
    """The tables that the form asks for, as far as they were released."""
    register, selection, groups = Register(ground.survey), form.selection(), form.cleaned_data["groups"]
    population = selection.population(ground.survey)
    tables = register.of(population, groups)
    found = questions(ground, tables, {}, by=groups)
    chosen = form.cleaned_data.get("questions", "")
    found = [each for each in found if chosen in ("", each.key)] if groups else found
    people = register.of(population).get(PEOPLE)
    return {
        "questions": list(zip(found, pictures(found), map(table_of, found), strict=True)),
        "unshown": [words for key, words in asked_for(ground, groups, chosen) if tables and key not in tables],
        "people": in_words(people.table.base) if people else "",
        "narrowed": selection_in_words(ground, selection),
        "compared_by": by_in_words(ground, groups) if groups else "",
        "earlier": _earlier(ground, register),
        "explained": explained(),
        "is_whole": selection.is_whole and not groups,
        "query": urlencode({name: value for name, value in form.cleaned_data.items() if value}),
    }


def asked_for(ground: Ground, groups: str, chosen: str) -> list[tuple[str, str]]:
    """The questions that were asked for, as far as they can be shown at all."""
    found = [(key, each) for key, each in ground.shown.items() if chosen in ("", key) and key != groups]
    return [(key, each.label) for key, each in found if not (groups and each.is_in_own_words)]


def table_of(question: Question) -> list[tuple[str, list[Any]]]:
    """A compared question as the lines of one table: each answer with its row of each part, in their order."""
    lines = []
    for at, label in enumerate(question.labels):
        lines.append((label, [part.rows[at] if part.rows else None for part in question.parts]))
    return lines


def _earlier(ground: Ground, register: Register) -> list[tuple[str, str]]:
    """What was looked at closer before, with the addresses where it is shown."""
    found = []
    for by, population in register.comparisons():
        selection = selection_from(population)
        told = selection_in_words(ground, selection)
        words = "; ".join([*([f"By: {by_in_words(ground, by)}"] if by else []), *told])
        found.append((words, urlencode({"groups": by, **fields_of(selection)})))
    return found


def selection_from(population: frozenset[str]) -> Selection:
    """The selection whose population the register names so."""
    told = {name: value for name, _, value in (condition.rpartition(":") for condition in population)}
    group = next(((name, value) for name, value in told.items() if not name.startswith("~")), ("", ""))
    version = int(told.get("~version", 0))
    return Selection(told.get("~about", ""), told.get("~period", ""), version, group)


def fields_of(selection: Selection) -> dict[str, str]:
    """A selection as the fields of the form have it."""
    told = {"about": selection.about, "period": selection.period, "version": str(selection.version or "")}
    told["group"] = "=".join(selection.group) if selection.group[0] else ""
    return {name: value for name, value in told.items() if value}


def _ways_on(request: HttpRequest, survey: Survey) -> dict[str, Any]:
    return {
        "may_publish": may_publish_results(request.user),
        "may_take_answers": may_export_raw(request.user, survey),
        "publication": getattr(survey, "publication", None),
        "mode": Mode(survey.mode).label,
    }


urlpatterns = [path("surveys/results/<int:survey_id>/", results, name="surveys_results")]

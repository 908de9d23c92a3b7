"""One step through a survey: a page arrives with what was chosen on it, and the next one is drawn."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from surveys.questionnaires.definition import Questionnaire, Stop, holds
from surveys.questionnaires.definition.words import help_key
from surveys.responses.forms.pages import PageForm
from surveys.responses.queries import walking
from surveys.responses.queries.papers import Paper, seal
from surveys.responses.views.drawing import Place, draw

TRAP = "website"  # a field that people neither see nor hear of: whoever fills it in reads no page
LEAST_SECONDS_A_QUESTION = 1
LONGEST_WAIT = 15  # seconds after the beginning: from then on nobody is too fast, however long the questionnaire


@dataclass(frozen=True)
class Step:
    """What somebody does: the page that came, what it holds, and how to end. `finish` is what sending does, `save` what
    leaving it for later does."""

    request: HttpRequest
    place: Place
    paper: Paper
    finish: Callable[[Paper], HttpResponse]
    save: Callable[[Paper], HttpResponse]

    @property
    def to_check(self) -> bool:
        """Whether they only went back to change one thing."""
        return self.request.POST.get("then") == "check"

    def take(self) -> HttpResponse:
        """Do what the pressed button says."""
        action, _, target = self.request.POST.get("action", "continue").partition(":")
        if self.request.POST.get(TRAP):
            return self._again("trapped")
        match action:
            case "back" | "save" | "change":
                return self._leave(action, target)
            case "send" if self.paper.page == walking.CHECK:
                is_fast = is_too_fast(self.place.questionnaire, self.paper)
                return self._again("too_fast") if is_fast else self.finish(self.paper)
            case "stay" | "send":
                return draw_paper(self.request, self.place, self.paper)
        return self._go_on()

    def _go_on(self) -> HttpResponse:
        form = self._form()
        if form and form.errors:
            return draw_questions(self.request, self.place, self.paper, form, to_check=self.to_check)
        paper = self._with(form)
        moved = walking.forward(self.place.questionnaire, paper, to_check=self.to_check)
        return draw_paper(self.request, self.place, moved, to_check=self.to_check)

    def _leave(self, action: str, target: str) -> HttpResponse:
        """Go elsewhere, with what was understood of this page: what was not is asked again on coming back."""
        paper = self._with(self._form())
        if action == "save":
            return self.save(paper)
        if action == "change":
            moved = walking.turned_to(self.place.questionnaire, paper, target)
            return draw_paper(self.request, self.place, moved, to_check=True)
        return draw_paper(self.request, self.place, walking.backward(self.place.questionnaire, paper))

    def _again(self, notice: str) -> HttpResponse:
        """The same page once more, with what was chosen on it, and why."""
        form = self._form()
        if form is None:
            return draw_paper(self.request, self.place, self.paper, notice=notice)
        form.errors.clear()
        return draw_questions(self.request, self.place, self.paper, form, to_check=self.to_check, notice=notice)

    def _form(self) -> PageForm | None:
        stop = walking.stop_of(walking.route_of(self.place.questionnaire, self.paper), self.paper)
        if stop is None:
            return None
        sent: Mapping[str, list[str]] = {name: list(values) for name, values in self.request.POST.lists()}
        return PageForm.sent_for(stop, self.place.voice(self.paper), sent)

    def _with(self, form: PageForm | None) -> Paper:
        if form is None:
            return self.paper
        return walking.answered(self.place.questionnaire, self.paper, form.answers, form.quotable)


def is_too_fast(questionnaire: Questionnaire, paper: Paper) -> bool:
    """Whether less time has passed than reading takes. Whoever is asked to look again is let through once it has."""
    shown = walking.seen(questionnaire, paper)
    least = min(shown * LEAST_SECONDS_A_QUESTION, LONGEST_WAIT)
    return timezone.now().timestamp() - paper.begun_at < least


def draw_paper(
    request: HttpRequest, place: Place, paper: Paper, *, to_check: bool = False, notice: str = ""
) -> HttpResponse:
    """The page at which a paper stands: how to leave, questions, or everything once more. `notice` names a text of
    InterfaceWords to be read first."""
    way = walking.route_of(place.questionnaire, paper)
    stop = walking.stop_of(way, paper)
    if stop is not None:
        form = PageForm.shown(stop, place.voice(paper), paper)
        return draw_questions(request, place, paper, form, to_check=to_check, notice=notice)
    if paper.page == walking.LEAVING:
        return _draw(request, "leaving.html", place, paper, notice=notice)
    paper = replace(paper, page=walking.CHECK)  # also where it stood at a page that is no longer on the way
    helps = _helps(place, paper, way.stops[-1:])
    return _draw(request, "check.html", place, paper, notice=notice, stops=way.stops, helps=helps)


def draw_questions(
    request: HttpRequest, place: Place, paper: Paper, form: PageForm, *, to_check: bool = False, notice: str = ""
) -> HttpResponse:
    """A page of questions. Help is worked out here and now, from what was answered on this page and the one before."""
    way = walking.route_of(place.questionnaire, paper)
    page, asked = form.stop.page, form.asked()
    before = way.before(page.id)
    told: dict[str, Any] = {"page": page, "number": way.position(page.id), "total": len(way.stops), "asked": asked}
    told["errors"] = [(each.first_id, each.error) for each in asked if each.error]
    helps = _helps(place, paper, ((before,) if before else ()) + (form.stop,))
    return _draw(request, "page.html", place, paper, notice=notice, to_check=to_check, helps=helps, **told)


def _helps(place: Place, paper: Paper, stops: tuple[Stop, ...]) -> list[dict[str, object]]:
    """Where to turn because of what was answered: title and text of each."""
    voice = place.voice(paper)
    return [
        {
            "title": voice.say(help_key(stop.page.id, help.id, "title")),
            "paragraphs": voice.paragraphs(help_key(stop.page.id, help.id, "text")),
        }
        for stop in stops
        for help in stop.page.help
        if holds(help.when, paper.answers)
    ]


def _draw(request: HttpRequest, template: str, place: Place, paper: Paper, *, notice: str, **told: Any) -> HttpResponse:
    voice = place.voice(paper)
    told["notice"] = getattr(voice.interface, notice) if notice else ""
    sealed: dict[str, Any] = {
        "paper": seal(paper),
        "place": place,
        "voice": voice,
        "quotable": paper.quotable,
        "trap": TRAP,
    }
    return draw(request, template, voice.interface, knows_person=place.knows_person, **sealed, **told)

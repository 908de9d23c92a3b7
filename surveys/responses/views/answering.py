"""Beginning, answering page by page, saving for later, and sending.

A page travels sealed, and needs neither session nor cookie: in the modes without a name nobody is looked up. The way on
to the last page is drawn from what arrives; only sending, and saving for later, write anything.

Sending is where many wait for the same moment, so it is first tried with what this process knows of the survey already.
Where that does not do, all is read anew, as for any other page, and what is to be said is said of that.
"""

from http import HTTPStatus

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from people.models import Person
from surveys.questionnaires.models import Mode, Survey, SurveyStatus, Version
from surveys.questionnaires.queries.versions import current_version, known_version, questionnaire_of
from surveys.responses import operations
from surveys.responses.forms.starting import StartForm
from surveys.responses.queries.limits import may_begin, may_send, may_try_a_code, note_wrong_code
from surveys.responses.queries.occasions import find_about
from surveys.responses.queries.papers import Paper, Tampered, unseal
from surveys.responses.queries.printed_codes import printed_code
from surveys.responses.queries.spent import is_code_spent, page_is_sent
from surveys.responses.queries.walking import CHECK
from surveys.responses.views import refusing
from surveys.responses.views.drawing import Place, action_of, draw, keep_nowhere
from surveys.responses.views.saving import draw_saved
from surveys.responses.views.starting import draw_start, words_of
from surveys.responses.views.steps import TRAP, Step, draw_paper, is_too_fast
from surveys.responses.words import InterfaceWords, words_in


# No token against forged forms: it would need a cookie. There is nothing here to do in somebody else's name, and a
# page that is not as we sealed it is refused.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def response_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a page, and draw the next one. Whoever opens the address by itself is led to the start."""
    return _take(request, slug, person=None)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def response_create_named(request: HttpRequest, slug: str) -> HttpResponse:
    """The same where names are kept: signed in, and with forms that prove where they come from."""
    assert isinstance(request.user, Person)  # noqa: S101  (login_required)
    return _take(request, slug, person=request.user)


def _take(request: HttpRequest, slug: str, *, person: Person | None) -> HttpResponse:
    if request.method != "POST":
        return _show_start(request, slug, person)
    if request.POST.get("action") == "begin":
        return _begin(request, slug, person)
    words = words_in(request.POST.get("language", ""))
    try:
        paper = unseal(request.POST.get("paper", ""))
    except Tampered:
        return refusing.tampered(request, slug, words)
    if _is_sent_at_once(request, slug, paper, person):
        return _to_thanks(slug, paper)
    version, is_sent = _version_of(paper, slug)
    if version is None or (version.survey.mode == Mode.NAMED and person is None):
        return refusing.tampered(request, slug, words)
    words = words_in(paper.language)
    if version.survey.status_at(timezone.now()) != SurveyStatus.OPEN:
        return refusing.closed(request, version.survey, words, unsent=True)
    if is_sent:  # somebody went back in the browser: whoever holds the device now is shown no answer
        return refusing.already(request, version.survey, words)
    return _step(request, version, paper, person).take()


def _version_of(paper: Paper, slug: str) -> tuple[Version | None, bool]:
    """The version that a page was begun with, and whether the page was sent before, in one statement; None where page
    and address are not of one survey."""
    found = Version.objects.select_related("survey").defer("survey__content").annotate(is_sent=page_is_sent(paper))
    version = found.filter(pk=paper.version, survey=paper.survey, survey__slug=slug).first()
    return version, bool(version and version.is_sent)


def _is_sent_at_once(request: HttpRequest, slug: str, paper: Paper, person: Person | None) -> bool:
    """Whether all was to be sent, and is sent now."""
    is_sending = request.POST.get("action") == "send" and paper.page == CHECK and not request.POST.get(TRAP)
    version = known_version(paper.version) if is_sending else None
    if version is None or version.survey.slug != slug or is_too_fast(questionnaire_of(version), paper):
        return False
    if not may_send(request):
        return False
    try:
        operations.submit(survey=version.survey, version=version, paper=paper, person=person, at=timezone.now())
    except operations.ResponseRefusal:
        return False
    return True


def _to_thanks(slug: str, paper: Paper) -> HttpResponse:
    """To a page that is fetched, so that nothing can be sent again by going back."""
    answer = HttpResponseRedirect(f"{reverse('surveys:response-thanks', args=[slug])}?language={paper.language}")
    answer.status_code = HTTPStatus.SEE_OTHER
    return keep_nowhere(answer)


def _step(request: HttpRequest, version: Version, paper: Paper, person: Person | None) -> Step:
    survey = version.survey
    place = Place(survey, questionnaire_of(version), version, action_of(survey))

    def finish(sent: Paper) -> HttpResponse:
        return _send(request, version, place, sent, person)

    def save(left: Paper) -> HttpResponse:
        return _save(request, place, left)

    return Step(request, place, paper, finish, save)


def _send(request: HttpRequest, version: Version, place: Place, paper: Paper, person: Person | None) -> HttpResponse:
    survey = version.survey
    if not may_send(request):
        return draw_paper(request, place, paper, notice="too_many_sent")
    try:
        operations.submit(survey=survey, version=version, paper=paper, person=person, at=timezone.now())
    except operations.ResponseRefusal as refusal:
        return refusing.not_taken(request, survey, words_in(paper.language), refusal)
    return _to_thanks(survey.slug, paper)


def _save(request: HttpRequest, place: Place, paper: Paper) -> HttpResponse:
    if not may_send(request):
        return draw_paper(request, place, paper, notice="too_many_sent")
    try:
        code = operations.save_for_later(paper, timezone.now())
    except operations.ResponseRefusal as refusal:
        return refusing.not_taken(request, place.survey, words_in(paper.language), refusal)
    return draw_saved(request, place, paper, code)


def _show_start(request: HttpRequest, slug: str, person: Person | None) -> HttpResponse:
    start = redirect("surveys:survey-detail", slug)
    if person is None:
        return keep_nowhere(start)
    survey = _open_survey(slug)
    version = current_version(survey) if survey else None
    if survey is None or version is None or survey.mode != Mode.NAMED:
        return keep_nowhere(start)
    words, occasion = words_of(request, survey), request.GET.get("occasion", "")
    return draw(
        request, "named.html", words, survey=survey, person=person, occasion=occasion, knows_person=True,
        start=StartForm(survey, words), action=action_of(survey),
    )  # fmt: skip


def _open_survey(slug: str) -> Survey | None:
    return Survey.objects.open(timezone.now()).defer("content").filter(slug=slug).first()


def _begin(request: HttpRequest, slug: str, person: Person | None) -> HttpResponse:
    survey = _open_survey(slug)
    version = current_version(survey) if survey else None
    if survey is None or version is None or (survey.mode == Mode.NAMED) != (person is not None):
        return _show_start(request, slug, None)
    words = words_of(request, survey)
    occasion = request.POST.get("occasion", "")
    about = find_about(survey, occasion)
    if about is None:
        return refusing.unknown(request, words)
    if about.is_over:
        return refusing.too_late(request, words)
    form = _start_form(request, survey, words, given_wave=about.wave)
    if not may_begin(request):
        return refusing.busy(request, slug, words)
    place = Place(survey, questionnaire_of(version), version, action_of(survey))
    if form.errors:
        return draw_start(request, place, form, occasion=occasion, about=about)
    paper = _new_paper(survey, version, form, occasion=occasion, about=about.label)
    if paper.code and is_code_spent(survey.pk, paper.code):
        return refusing.not_taken(request, survey, words, operations.CodeSpent())
    return draw_paper(request, place, paper)


def _start_form(request: HttpRequest, survey: Survey, words: InterfaceWords, *, given_wave: str) -> StartForm:
    """What was filled in, where not too many have tried wrong codes from the same place within the minute."""
    form = StartForm.sent(survey, words, request.POST, given_wave=given_wave)
    if survey.is_by_invitation and not may_try_a_code(request):
        form.errors["code"] = words.too_many_codes
    elif "code" in form.errors and form.code:
        note_wrong_code(request)
    return form


def _new_paper(survey: Survey, version: Version, form: StartForm, *, occasion: str, about: str) -> Paper:
    return Paper(
        survey=survey.pk,
        version=version.pk,
        language=form.words.language,
        begun_at=int(timezone.now().timestamp()),
        code=printed_code(survey, form.code) if form.code else "",
        occasion=occasion,
        about=about,
        wave=form.wave,
        own_code=form.own_code,
    )

"""Staff screens for evaluations: who has answered, and who is waited for."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from people.accounts.policies import signed_in_person
from training.attendance import operations
from training.attendance.models import Attendance
from training.attendance.policies import may_mark, may_mark_any, reads_texts
from training.attendance.queries.evaluations import sessions_awaiting_evaluations, those_who_came
from training.sessions.models import Session

SESSIONS_ON_A_PAGE = 50
READS_TEXTS = (
    "Nothing was noted. You read what people write in this evaluation, so somebody else notes who has answered it."
)


def session_evaluations(request: HttpRequest, session_id: int) -> HttpResponse:
    """Who came to a session and has not answered its evaluation yet, to be ticked; and who has."""
    session = get_object_or_404(Session.objects.select_related("course__evaluation", "venue"), pk=session_id)
    if not may_mark(request.user, session):
        return permission_denied(request)
    came = list(those_who_came(session))
    if request.method == "POST":
        if reads_texts(request.user, session):
            messages.error(request, READS_TEXTS)
        else:
            _note_ticked(request, came)
        return redirect("training_session_evaluations", session.pk)
    context = {
        "session": session,
        "survey": session.course.evaluation,
        "names_nobody": reads_texts(request.user, session),
        "how_many": _how_many(sum(each.evaluated_at is not None for each in came), len(came)),
        "waiting": [each for each in came if each.evaluated_at is None],
        "answered": [each for each in came if each.evaluated_at],
        "sees_all": may_mark_any(request.user),
    }
    return render(request, "training/session_evaluations.html", context, using="django")


def _how_many(answered: int, came: int) -> str:
    """How many of those who came have answered, in a sentence or two."""
    if not came:
        return "Nobody is marked as having come."
    people = "1 person" if came == 1 else f"{came} people"
    if answered in (0, came):
        return f"{people} came. {'Everybody has answered.' if answered else 'Nobody has answered yet.'}"
    return f"{people} came. {answered} {'has' if answered == 1 else 'have'} answered."


def _note_ticked(request: HttpRequest, came: list[Attendance]) -> None:
    ticked = set(request.POST.getlist("answered"))
    chosen = [each.pk for each in came if str(each.pk) in ticked]
    noted = len(operations.note_evaluation(attendances=chosen, by=signed_in_person(request), at=timezone.now()))
    if noted:
        messages.success(request, f"Noted: {noted} {'person has' if noted == 1 else 'people have'} answered.")
    else:
        messages.info(request, "Nobody new was ticked, so nothing was noted.")


def evaluations(request: HttpRequest) -> HttpResponse:
    """Sessions whose certificates wait for evaluations that were not answered yet."""
    if not may_mark_any(request.user):
        return permission_denied(request)
    found = sessions_awaiting_evaluations(timezone.now())
    page = Paginator(found, SESSIONS_ON_A_PAGE).get_page(request.GET.get("p"))
    return render(request, "training/evaluations.html", {"page": page}, using="django")


class MarkersMenuItem(MenuItem):
    """Shown to those who see every register."""

    def is_shown(self, request: HttpRequest) -> bool:
        """As the page itself decides."""
        return may_mark_any(request.user)


class EvaluationsViewSet(ViewSet):
    """Evaluations that certificates wait for."""

    name = "evaluations"
    icon = "clipboard-list"
    menu_label = "Evaluations awaited"
    menu_item_class = MarkersMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        """One page."""
        return [path("", evaluations, name="index")]


urlpatterns = [path("sessions/<int:session_id>/evaluations/", session_evaluations, name="training_session_evaluations")]

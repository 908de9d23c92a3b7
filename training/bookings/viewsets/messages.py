"""The staff screens of messages: which words are said where, writing others with a preview, and going back."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from documents.dates import day
from documents.emails import Letter
from people.accounts.policies import signed_in_person
from training.bookings import emails, operations
from training.bookings.forms.messages import MessageForm
from training.bookings.models import MessageText, NoticeKind
from training.bookings.policies import may_write_messages
from training.bookings.queries.messages import MOMENTS, Line, Scope, inherited_text, lines, text_of
from training.bookings.queries.samples import (
    can_be_reworded,
    moment_of,
    sample_booking,
    session_to_show,
    usual_words,
)
from training.bookings.queries.wording import PLACEHOLDERS, Words
from training.courses.models import Course
from training.sessions.models import Session


def _scope(course_id: int | None, session_id: int | None) -> Scope:
    if session_id is not None:
        sessions = Session.objects.select_related("course", "venue__local_authority")
        return Scope(session=get_object_or_404(sessions, pk=session_id))
    return Scope(course=get_object_or_404(Course, pk=course_id)) if course_id is not None else Scope()


def _kind(value: str) -> NoticeKind:
    if value not in NoticeKind.values or not can_be_reworded(NoticeKind(value)):
        raise Http404
    return NoticeKind(value)


def address(view: str, scope: Scope, kind: str = "") -> str:
    """The address of a screen of messages for a scope: the list, or one message."""
    keys = [scope.session.pk] if scope.session else [scope.course.pk] if scope.course else []
    of = "_session" if scope.session else "_course" if scope.course else ""
    return reverse(f"training_messages:{view}{of}", args=[*keys, kind] if kind else keys)


def where(scope: Scope) -> str:
    """Who gets the words of a scope, as in a sentence."""
    if scope.session is not None:
        return f"people booked in {scope.session}"
    return f"people booked in any session of {scope.course}" if scope.course else "everyone, in every course"


@require_safe
def message_index(request: HttpRequest, course_id: int | None = None, session_id: int | None = None) -> HttpResponse:
    """Every message by its moment, and whose words it says."""
    if not may_write_messages(request.user):
        return permission_denied(request)
    scope = _scope(course_id, session_id)
    moments = [
        (moment, [_row(line, scope) for line in found]) for moment, found in lines(scope, at=timezone.now()) if found
    ]
    context = {"scope": scope, "where": where(scope), "moments": moments, "everywhere": address("index", Scope())}
    if scope.session is not None:
        context["of_course"] = address("index", Scope(course=scope.session.course))
    return render(request, "training/messages.html", context, using="django")


def _row(line: Line, scope: Scope) -> dict[str, Any]:
    return {
        "label": line.kind.label,
        "sent": line.sent,
        "url": address("edit", scope, line.kind.value),
        "own": f"Your words, since {day(timezone.localdate(line.own.changed_at))}" if line.own else "",
        "whose": _whose(line.inherited),
        "others": [(text.session or text.course, _address_of(text)) for text in line.others_shown()],
        "more": line.others_more(),
    }


def _whose(text: MessageText | None) -> str:
    if text is None:
        return "the usual words"
    return "your words for the course" if text.course_id else "your words for everyone"


def _address_of(text: MessageText) -> str:
    return address("edit", Scope(course=text.course, session=text.session), text.kind)


@require_http_methods(["GET", "HEAD", "POST"])
def message_edit(
    request: HttpRequest, kind: str, course_id: int | None = None, session_id: int | None = None
) -> HttpResponse:
    """Write the words of one message: look at them, send them to oneself, then save."""
    if not may_write_messages(request.user):
        return permission_denied(request)
    notice_kind, scope, at = _kind(kind), _scope(course_id, session_id), timezone.now()
    session = session_to_show(**scope.facts(), at=at)  # type: ignore[arg-type]
    usual = usual_words(notice_kind, sample_booking(notice_kind, session, at=at))
    own, inherited = text_of(notice_kind, scope), inherited_text(notice_kind, scope)
    otherwise = _completed(inherited, usual)
    words = _completed(own, usual) if own else otherwise
    form = MessageForm(request.POST if request.method == "POST" else None, words=words, usual=usual)
    shown: Words | None = words if own or inherited else None
    if form.is_bound:
        shown = form.written() if form.is_valid() else None
        if shown and "save" in request.POST:
            return _save(request, form, notice_kind, scope, at)
        if shown and "test" in request.POST:
            _send_test(request, shown, notice_kind, session, at)
    context = {
        "form": form,
        "kind": notice_kind,
        "sent": next(kinds[notice_kind] for kinds in MOMENTS.values() if notice_kind in kinds),
        "where": where(scope),
        "back": address("index", scope),
        "reset": address("reset", scope, kind) if own else "",
        "otherwise": otherwise,
        "whose": _whose(inherited),
        "placeholders": [(f"{{{name}}}", what) for name, what in PLACEHOLDERS.items()],
        "letter": None if form.is_bound and not shown else _letter(notice_kind, session, shown, at),
        "shown_for": session if session.pk else "an invented session",
        "has_calendar": notice_kind in emails.CALENDAR_METHOD,
    }
    return render(request, "training/message_edit.html", context, using="django")


def _completed(text: MessageText | None, usual: Words) -> Words:
    """The words of a text, with the usual subject and heading where it has none of its own."""
    if text is None:
        return usual
    words = Words.of(text)
    return Words(words.subject or usual.subject, words.heading or usual.heading, words.body)


def _letter(kind: NoticeKind, session: Session, words: Words | None, at: datetime) -> Letter:
    booking = sample_booking(kind, session, at=at)
    return emails.preview(kind, booking, words=words, at=moment_of(kind, session, at=at))


def _save(request: HttpRequest, form: MessageForm, kind: NoticeKind, scope: Scope, at: datetime) -> HttpResponse:
    operations.write_message(
        kind=kind, course=scope.course, session=scope.session, **form.facts(), by=signed_in_person(request), at=at
    )
    messages.success(request, f"{kind.label}: your words are saved, and said from now on.")
    return redirect(address("index", scope))


def _send_test(request: HttpRequest, words: Words, kind: NoticeKind, session: Session, at: datetime) -> None:
    person = signed_in_person(request)
    if person is not None:
        operations.send_test_message(kind=kind, session=session, words=words, by=person, at=at)
        messages.success(request, f"A test is on its way to {person.email}. Nothing is saved yet.")


@require_http_methods(["GET", "HEAD", "POST"])
def message_reset(
    request: HttpRequest, kind: str, course_id: int | None = None, session_id: int | None = None
) -> HttpResponse:
    """Ask once, showing what will be said, then go back to the usual words."""
    if not may_write_messages(request.user):
        return permission_denied(request)
    notice_kind, scope, at = _kind(kind), _scope(course_id, session_id), timezone.now()
    if request.method == "POST":
        operations.reset_message(kind=notice_kind, **scope.facts(), by=signed_in_person(request), at=at)  # type: ignore[arg-type]
        said = _whose(inherited_text(notice_kind, scope))
        messages.success(request, f"{notice_kind.label}: it says {said} again.")
        return redirect(address("index", scope))
    session = session_to_show(**scope.facts(), at=at)  # type: ignore[arg-type]
    usual = usual_words(notice_kind, sample_booking(notice_kind, session, at=at))
    inherited, own = inherited_text(notice_kind, scope), text_of(notice_kind, scope)
    context = {
        "kind": notice_kind,
        "where": where(scope),
        "own": Words.of(own) if own else None,
        "otherwise": _completed(inherited, usual),
        "whose": _whose(inherited),
        "back": address("edit", scope, kind),
    }
    return render(request, "training/message_reset.html", context, using="django")


class MessagesMenuItem(MenuItem):
    """In the menu of those who may write messages."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this viewer may."""
        return may_write_messages(request.user)


class MessagesViewSet(ViewSet):
    """Messages: their words everywhere, for one course, and for one session."""

    icon = "mail"
    menu_label = "Messages"
    menu_item_class = MessagesMenuItem

    def get_urlpatterns(self) -> list[Any]:
        """The same screens for each scope."""
        scopes = {"": "", "_course": "course/<int:course_id>/", "_session": "session/<int:session_id>/"}
        return [
            route
            for of, prefix in scopes.items()
            for route in (
                path(prefix, message_index, name=f"index{of}"),
                path(f"{prefix}<slug:kind>/", message_edit, name=f"edit{of}"),
                path(f"{prefix}<slug:kind>/usual/", message_reset, name=f"reset{of}"),
            )
        ]

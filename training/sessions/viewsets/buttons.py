"""The ways on from a session, in the list and on its own screen."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from wagtail.admin.widgets.button import Button

from training.sessions.models import Session, SessionStatus


def further_buttons(session: Session) -> list[Any]:
    """To the bookings, and to calling it off while it can be."""
    bookings = reverse("training_session_bookings", args=[session.pk])
    words = reverse("training_messages:index_session", args=[session.pk])
    buttons = [
        Button("Bookings", url=bookings, icon_name="group", priority=15),
        Button("Messages", url=words, icon_name="mail", priority=20),
    ]
    if session.status != SessionStatus.DRAFT and session.doors_open_at() <= timezone.now():
        scans = reverse("training_session_failed_scans", args=[session.pk])
        buttons.append(Button("Failed scans", url=scans, icon_name="warning", priority=25))
    if session.status == SessionStatus.SCHEDULED and session.was_online(timezone.now()):
        log = reverse("training:webinar-log-import", args=[session.pk])
        buttons.append(Button("Webinar log", url=log, icon_name="upload", priority=25))
    course = session.course
    if (course.certificate_waits_for_evaluation or course.evaluation_id) and session.is_over(timezone.now()):
        evaluations = reverse("training_session_evaluations", args=[session.pk])
        buttons.append(Button("Evaluations", url=evaluations, icon_name="clipboard-list", priority=18))
    if session.status == SessionStatus.SCHEDULED and session.starts_at > timezone.now():
        cancel = reverse("training_session_cancel", args=[session.pk])
        buttons.append(Button("Cancel session", url=cancel, icon_name="cross", priority=40))
    if session.status == SessionStatus.DRAFT:
        delete = reverse("training_session_delete", args=[session.pk])
        buttons.append(Button("Delete draft", url=delete, icon_name="bin", priority=40))
    return buttons

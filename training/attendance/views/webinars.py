"""A webinar's log: chosen, looked at, agreed to. Nothing of it is kept on the way; the page carries it, signed."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from people.accounts.policies import signed_in_person
from training.attendance import operations
from training.attendance.forms.webinars import LogForm, WhoForm, sent_choices, sent_shift
from training.attendance.models import AttendanceStatus, WebinarImport
from training.attendance.operations import MarkRefused, Weighed
from training.attendance.queries.webinar_files import Log
from training.attendance.views.running import session_to_run
from training.sessions.models import Session

SALT = "training.attendance.webinar-log"
A_DAY = 24 * 60 * 60  # seconds for which a preview can be agreed to
CHOOSE_AGAIN = "This preview can no longer be used. Choose the file again; nothing was changed."
LOOK_AGAIN = "You changed a choice below. This is what it comes to; nothing was written yet."
IMPORTED_BEFORE = "This preview was agreed to already. This is what it changed."


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def webinar_log_import(request: HttpRequest, session_id: int) -> HttpResponseBase:
    """Choose a log, look at all that it would change, and agree to it."""
    session = session_to_run(request, session_id)
    try:
        operations.refuse_unless_open(session, at=timezone.now())
        operations.refuse_unless_importable(session, at=timezone.now())
    except MarkRefused as refusal:
        return _show(request, session, None, str(refusal))
    if request.method != "POST":
        return _show(request, session, LogForm(session=session))
    if "note" in request.POST:
        return _looked_at(request, session)
    form = LogForm(request.POST, request.FILES, session=session)
    if not form.is_valid():
        return _show(request, session, form)
    uid = uuid4()
    try:
        weighed = operations.weigh_log(
            session=session, log=form.cleaned_data["log"], uid=uid, by=signed_in_person(request), at=timezone.now()
        )
    except MarkRefused as refusal:
        form.add_error("report", f"{form.cleaned_data['report'].name}: {refusal}")
        return _show(request, session, form)
    return _preview(request, session, weighed, uid)


@require_safe
@never_cache
@login_required
def webinar_log_detail(request: HttpRequest, session_id: int, import_id: int) -> HttpResponse:
    """What one import changed."""
    session = session_to_run(request, session_id)
    imports = WebinarImport.objects.select_related("session", "imported_by")
    imported = get_object_or_404(imports, pk=import_id, session=session)
    context = {"session": session, "imported": imported, "claims": operations.claims_of(imported)}
    return render(request, "training/attendance/webinar_log_detail.html", context)


def _looked_at(request: HttpRequest, session: Session) -> HttpResponse:
    """Somebody sent a preview back: to see what other choices come to, or to agree."""
    try:
        note = signing.loads(request.POST["note"], salt=SALT, max_age=A_DAY)
    except signing.BadSignature:
        note = {}
    if note.get("session") != session.pk:
        return _show(request, session, LogForm(session=session), CHOOSE_AGAIN)
    uid, log, choices = UUID(note["uid"]), Log.unpacked(note["log"]), sent_choices(request.POST)
    shift, is_as_shown = sent_shift(request.POST), all(request.POST.get(k) == v for k, v in note["shown"].items())
    facts: dict[str, Any] = {
        "session": session, "log": log, "uid": uid, "choices": choices, "by": signed_in_person(request),
        "at": timezone.now(),
    }  # fmt: skip
    done = WebinarImport.objects.filter(uid=uid).first()
    if done is not None:
        messages.info(request, IMPORTED_BEFORE)
        return redirect("training:webinar-log-detail", session.pk, done.pk)
    refusal = "" if "agree" not in request.POST else LOOK_AGAIN
    if "agree" in request.POST and is_as_shown and shift is not None:
        try:
            imported = operations.import_log(**facts, shift=shift, state=note["state"])
        except MarkRefused as refused:
            refusal = str(refused)
        else:
            return redirect("training:webinar-log-detail", session.pk, imported.pk)
    try:
        weighed = operations.weigh_log(**facts, shift=shift)
    except MarkRefused as refused:  # the session was changed meanwhile
        return _show(request, session, LogForm(session=session), str(refused))
    return _preview(request, session, weighed, uid, refusal=refusal)


def _preview(request: HttpRequest, session: Session, weighed: Weighed, uid: UUID, *, refusal: str = "") -> HttpResponse:
    form = WhoForm(weighed)
    if refusal and weighed.open_matches:
        form = WhoForm(weighed, data=form.shown())  # so that what is still to choose is said beside it
    note = {
        "session": session.pk, "uid": str(uid), "log": weighed.log.packed(), "shown": WhoForm(weighed).shown(),
        "state": weighed.state,
    }  # fmt: skip
    context = {
        "session": session,
        "weighed": weighed,
        "form": form,
        "refusal": refusal,
        "status_words": dict(AttendanceStatus.choices),
        "note": signing.dumps(note, salt=SALT, compress=True),
        "before": session.webinar_imports.filter(sha256=weighed.log.sha256).order_by("-pk").first(),
    }
    status = 409 if refusal else 200
    return render(request, "training/attendance/webinar_log_preview.html", context, status=status)


def _show(request: HttpRequest, session: Session, form: LogForm | None, refusal: str = "") -> HttpResponse:
    context = {
        "session": session,
        "form": form,
        "refusal": refusal,
        "imports": list(session.webinar_imports.select_related("imported_by").order_by("-imported_at", "-pk")),
    }
    return render(request, "training/attendance/webinar_log_import.html", context)

"""What a person adds to their own record, with forms that need no script. To everybody else it is not there."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documents.received_files import CONTENT_TYPES
from people.models import Person
from training.certificates import operations
from training.certificates.forms.evidence import EvidenceForm
from training.certificates.models import Evidence
from training.certificates.policies import may_add_evidence
from training.certificates.views.record import show_record

TOO_MANY = "You have added or changed many things within an hour. Please wait a little, and send it again."


def _for_its_person(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let in the person whose evidence it is; for anybody else there is none."""

    @never_cache
    @login_required
    @wraps(view)
    def answer(request: HttpRequest, evidence_id: int) -> HttpResponseBase:
        evidence = get_object_or_404(Evidence, pk=evidence_id, person=request.user.pk)
        return view(request, evidence, request.user)

    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def evidence_create(request: HttpRequest) -> HttpResponseBase:
    """Add something."""
    assert isinstance(request.user, Person)  # noqa: S101  (login_required)
    form = EvidenceForm(*_sent(request))
    if request.method == "POST" and form.is_valid() and _within_bounds(form, request.user):
        try:
            operations.add_evidence(**form.facts(), by=request.user, at=timezone.now())
        except operations.EvidenceRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "It is on your record.")
            return redirect("training:record-detail")
    return _asked(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
@_for_its_person
def evidence_change(request: HttpRequest, evidence: Evidence, person: Person) -> HttpResponseBase:
    """Say it anew."""
    if evidence.removed_at:
        raise Http404
    form = EvidenceForm(*_sent(request), evidence=evidence)
    if request.method == "POST" and form.is_valid() and _within_bounds(form, person):
        try:
            operations.change_evidence(evidence=evidence, **form.facts(), by=person, at=timezone.now())
        except operations.EvidenceRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Your change is saved.")
            return redirect("training:record-detail")
    return _asked(request, form, evidence=evidence)


@require_POST
@_for_its_person
def evidence_remove(request: HttpRequest, evidence: Evidence, person: Person) -> HttpResponseBase:
    """Take it off the record; the page that follows offers to put it back."""
    operations.remove_evidence(evidence=evidence, by=person, at=timezone.now())
    messages.success(request, "It is off your record. You can put it back for a week, at the end of this page.")
    return redirect(f"{reverse('training:record-detail')}#removed")


@require_POST
@_for_its_person
def evidence_restore(request: HttpRequest, evidence: Evidence, person: Person) -> HttpResponseBase:
    """Put it back."""
    try:
        operations.restore_evidence(evidence=evidence, by=person, at=timezone.now())
    except operations.EvidenceRefused as refusal:
        return show_record(request, person, status=HTTPStatus.CONFLICT, refusal=str(refusal))
    messages.success(request, "It is back on your record.")
    return redirect("training:record-detail")


@require_safe
@_for_its_person
def evidence_file(request: HttpRequest, evidence: Evidence, person: Person) -> HttpResponseBase:
    """The file, to be saved and never opened as a page of this site: it came from outside."""
    if not evidence.file:
        raise Http404
    try:
        file = evidence.file.open("rb")
    except OSError as missing:
        raise Http404 from missing
    kind = CONTENT_TYPES[str(evidence.file.name).rpartition(".")[2]]
    response = FileResponse(file, as_attachment=True, filename=evidence.file_name, content_type=kind)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _sent(request: HttpRequest) -> tuple[Any, ...]:
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _within_bounds(form: EvidenceForm, person: Person) -> bool:
    if may_add_evidence(person):
        return True
    form.add_error(None, TOO_MANY)
    return False


def _asked(request: HttpRequest, form: EvidenceForm, *, evidence: Evidence | None = None) -> HttpResponse:
    return render(request, "training/record/evidence_form.html", {"form": form, "evidence": evidence})

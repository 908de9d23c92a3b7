"""What staff do with one certificate: each asks first, says what follows, and tells the holder."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied

from people.accounts.policies import signed_in_person
from training.certificates import operations, queries
from training.certificates.forms import CorrectNameForm, ReplaceForm, WithdrawalForm
from training.certificates.models import Certificate, ReplacementReason
from training.certificates.policies import may_manage_certificates

NEW_NUMBER = (
    "A new certificate with a number of its own takes the place of this one and is sent to the holder. Whoever checks "
    "the old number sees the date and the reason, and is led to the new one."
)


def _certificate(certificate_id: int) -> Certificate:
    with_course = Certificate.objects.select_related("person", "course", "attendance__course", "attendance__session")
    return get_object_or_404(with_course, pk=certificate_id)


def correct_name(request: HttpRequest, certificate_id: int) -> HttpResponse:
    """Ask for the name as it should be, then replace the certificate."""
    now = _certificate(certificate_id).person.name
    form = CorrectNameForm(request.POST or None, initial={"name": now})

    def do(certificate: Certificate, **facts: Any) -> Certificate:
        return operations.correct_name(certificate=certificate, name=form.cleaned_data["name"], **facts)

    words = {"title": "Correct the name", "about": NEW_NUMBER, "button": "Make the new certificate", "icon": "edit"}
    done = "The new certificate is made, and sent to its holder."
    return _change(request, certificate_id, form, do, done=done, **words)


def replace(request: HttpRequest, certificate_id: int) -> HttpResponse:
    """Ask whether details are corrected or only the document is made anew, and show what would differ."""
    form = ReplaceForm(request.POST or None)

    def do(certificate: Certificate, **facts: Any) -> Certificate:
        return operations.replace(certificate=certificate, reason=form.cleaned_data["reason"], **facts)

    certificate = _certificate(certificate_id)
    reason, name = ReplacementReason.DETAILS_CORRECTED, certificate.holder_name
    corrected = queries.redraft(certificate, reason=reason, name=name, at=timezone.now())
    words: dict[str, Any] = {"title": "Make the certificate anew", "about": NEW_NUMBER, "icon": "resubmit"}
    words |= {"button": "Make it anew", "differences": queries.differences(certificate, corrected), "compares": True}
    done = "The new certificate is made, and sent to its holder."
    return _change(request, certificate_id, form, do, done=done, **words)


def withdraw(request: HttpRequest, certificate_id: int) -> HttpResponse:
    """Ask for the reason, then withdraw a certificate and tell its holder."""
    form = WithdrawalForm(request.POST or None)

    def do(certificate: Certificate, **facts: Any) -> Certificate:
        return operations.withdraw(certificate=certificate, reason=form.cleaned_data["reason"], **facts)

    about = (
        "From now on it can no longer be downloaded, whoever checks it sees the date and the reason, and its holder is "
        "told by email. If it turns out to be a mistake, it can be reinstated under a new number."
    )
    words = {"title": "Withdraw certificate", "about": about, "button": "Withdraw the certificate", "icon": "cross"}
    done = "The certificate is withdrawn, and its holder is told."
    return _change(request, certificate_id, form, do, done=done, is_serious=True, **words)


def reinstate(request: HttpRequest, certificate_id: int) -> HttpResponse:
    """Ask once, then let a certificate that was withdrawn in error stand again, under a new number."""
    form = Form(request.POST if request.method == "POST" else None)

    def do(certificate: Certificate, **facts: Any) -> Certificate:
        return operations.replace(certificate=certificate, reason=ReplacementReason.REINSTATED, **facts)

    words = {"title": "Reinstate certificate", "about": NEW_NUMBER, "button": "Reinstate the certificate"}
    done = "The certificate stands again under a new number, and is sent to its holder."
    return _change(request, certificate_id, form, do, done=done, icon="rotate", **words)


def _change(
    request: HttpRequest,
    certificate_id: int,
    form: Form,
    do: Callable[..., Certificate],
    *,
    done: str,
    **words: Any,
) -> HttpResponse:
    """Ask with the form; then do it, or say why not."""
    if not may_manage_certificates(request.user):
        return permission_denied(request)
    certificate = _certificate(certificate_id)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            changed = do(certificate, by=signed_in_person(request), at=timezone.now())
        except operations.AlreadyReplaced as refusal:  # by somebody else meanwhile: it is that one that can be changed
            messages.info(request, str(refusal))
            return redirect("certificate:inspect", refusal.current.pk)
        except operations.CertificateRefusal as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            messages.success(request, done)
            return redirect("certificate:inspect", changed.pk)
    context = {
        "certificate": certificate,
        "form": form,
        "has_badge": queries.badge_of(certificate) is not None,
        "back": reverse("certificate:inspect", args=[certificate.pk]),
        **words,
    }
    return render(request, "training/certificate_change.html", context, using="django", status=status)


urlpatterns = [
    path(f"certificates/<int:certificate_id>/{address}/", view, name=f"training_certificate_{view.__name__}")
    for address, view in (
        ("correct-name", correct_name),
        ("replace", replace),
        ("withdraw", withdraw),
        ("reinstate", reinstate),
    )
]

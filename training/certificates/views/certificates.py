"""The holder's certificates, and the public check of one."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from documents import badges
from people.accounts.policies import signed_in_person
from people.models import Person
from training.attendance.queries import evaluation_for
from training.certificates import operations, queries
from training.certificates.emails import download_url
from training.certificates.forms import FindForm, NameForm, SurnameForm
from training.certificates.models import Certificate, CertificateFile
from training.certificates.policies import may_ask_for_name, may_download, may_try_surname

TOO_MANY = "Several names have been tried. Please wait an hour before trying another."


@require_safe
@never_cache
@login_required
def certificate_list(request: HttpRequest) -> HttpResponse:
    """A person's own certificates."""
    assert isinstance(request.user, Person)  # noqa: S101  (login_required)
    at = timezone.now()
    today = timezone.localdate(at)
    context = {
        "held": [(each, each.certificate.state(today)) for each in queries.held_by(request.user)],
        "badges_are_offered": badges.is_offered(),
        "awaiting": [(each, evaluation_for(each, at)) for each in queries.awaiting_evaluation(request.user, at)],
    }
    return render(request, "training/certificates/list.html", context)


@require_safe
@never_cache
def certificate_download(request: HttpRequest, number: str) -> HttpResponseBase:
    """The document as it was issued, for its holder. One that was withdrawn or replaced is not handed out any more: the
    holder is told why, and led to the one that stands."""
    certificate = queries.find_certificate(number)
    key = request.GET.get("key", "")
    if certificate is None or not may_download(request.user, certificate, key=key):
        if not request.user.is_authenticated and not key:
            return redirect_to_login(request.get_full_path())
        return _unknown(request, "training/certificates/not_yours.html")
    if not certificate.stands():
        return say_closed(request, certificate, download_url)
    document = get_object_or_404(CertificateFile, certificate=certificate)
    response = HttpResponse(bytes(document.pdf), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="certificate-{certificate.number}.pdf"'
    return _unlisted(response)


def say_closed(
    request: HttpRequest, certificate: Certificate, new_at: Callable[[Certificate], str], *, is_badge: bool = False
) -> HttpResponse:
    """That a certificate, or the badge of it, ended: when, why, and where the new one is, if there is one."""
    context = _standing(certificate)
    context |= {"download_url": new_at(context["latest"]), "is_badge": is_badge}
    return _unlisted(render(request, "training/certificates/closed.html", context, status=HTTPStatus.GONE))


@require_safe
@never_cache
def certificate_find(request: HttpRequest) -> HttpResponseBase:
    """The form to check a certificate by its number."""
    form = FindForm(request.GET if "number" in request.GET else None)
    if form.is_valid():
        return redirect("training:certificate-verify", form.cleaned_data["number"])
    return _unlisted(render(request, "training/certificates/find.html", {"form": form}))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def certificate_verify(request: HttpRequest, number: str) -> HttpResponseBase:
    """What a certificate says, to anyone who has its number; its holder's name only to whoever knows the surname.

    One that was replaced names nobody any more, since the name may have been corrected: whoever tries is led to the
    one that took its place.
    """
    canonical = queries.canonical_number(number)
    if canonical and canonical != number:
        return redirect("training:certificate-verify", canonical)
    certificate = queries.find_certificate(canonical) if canonical else None
    if certificate is None:
        return _unknown(request, "training/certificates/unknown.html", form=FindForm())
    if request.method == "POST" and certificate.replaced_at:
        return redirect("training:certificate-verify", queries.latest_of(certificate).number)
    if request.method != "POST":
        return _shown(request, certificate, SurnameForm())
    form = SurnameForm(request.POST)
    if not form.is_valid():
        return _shown(request, certificate, form)
    if not may_try_surname(request, certificate):
        form.add_error(None, TOO_MANY)
        return _shown(request, certificate, form, status=HTTPStatus.TOO_MANY_REQUESTS)
    if queries.is_surname(form.cleaned_data["surname"], certificate.holder_name):
        return _shown(request, certificate, None, holder=certificate.holder_name)
    form.add_error("surname", "That is not the surname on this certificate. Check the spelling, or ask the holder.")
    return _shown(request, certificate, form)


def _shown(
    request: HttpRequest,
    certificate: Certificate,
    form: SurnameForm | None,
    *,
    holder: str = "",
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    context = {
        **_standing(certificate),
        "holder": holder,
        "masked": queries.masked(certificate.holder_name),
        "form": form,
        "badges_are_offered": badges.is_offered(),
    }
    return _unlisted(render(request, "training/certificates/verify.html", context, status=status))


def _standing(certificate: Certificate) -> dict[str, Any]:
    """The certificate and its state, and of one that was replaced the last that took its place, with the state of that
    one."""
    today, latest = timezone.localdate(), queries.latest_of(certificate)
    return {
        "certificate": certificate,
        "state": certificate.state(today).value,
        "latest": latest,
        "latest_state": latest.state(today).value,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def certificate_ask_name(request: HttpRequest, number: str) -> HttpResponseBase:
    """Where its holder says that the name on a certificate is wrong, and how it should be: staff decide."""
    certificate = queries.find_certificate(number)
    if certificate is None or not may_ask_for_name(request.user, certificate):
        return _unknown(request, "training/certificates/not_yours.html")
    form = NameForm(request.POST or None, initial={"name": certificate.holder_name})
    if request.method == "POST" and form.is_valid():
        facts: dict[str, Any] = {"by": signed_in_person(request), "at": timezone.now()}
        try:
            operations.ask_for_name(certificate=certificate, name=form.cleaned_data["name"], **facts)
        except operations.CertificateRefusal as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, "Thank you. We will look at it and write to you.")
            return redirect("training:certificate-list")
    return render(request, "training/certificates/name.html", {**_standing(certificate), "form": form})


def _unknown(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    return _unlisted(render(request, template, context, status=HTTPStatus.NOT_FOUND))


def _unlisted(response: HttpResponse) -> HttpResponse:
    """Search engines keep away; `never_cache` sees to everyone else."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response

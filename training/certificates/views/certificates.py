"""The holder's certificates, and the public check of one."""

from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from people.models import Person
from training.certificates import queries
from training.certificates.forms import FindForm, SurnameForm
from training.certificates.models import Certificate, CertificateFile
from training.certificates.policies import may_download, may_try_surname

TOO_MANY = "Several names have been tried. Please wait an hour before trying another."


@require_safe
@never_cache
@login_required
def certificate_list(request: HttpRequest) -> HttpResponse:
    """A person's own certificates."""
    assert isinstance(request.user, Person)  # noqa: S101  (login_required)
    today = timezone.localdate()
    certificates = [(each, each.state(today)) for each in queries.certificates_of(request.user)]
    return render(request, "training/certificates/list.html", {"certificates": certificates})


@require_safe
@never_cache
def certificate_download(request: HttpRequest, number: str) -> HttpResponseBase:
    """The document as it was issued, for its holder. One that was withdrawn is not handed out any more."""
    certificate = queries.find_certificate(number)
    key = request.GET.get("key", "")
    if certificate is None or not may_download(request.user, certificate, key=key):
        if not request.user.is_authenticated and not key:
            return redirect_to_login(request.get_full_path())
        return _unknown(request, "training/certificates/not_yours.html")
    if certificate.withdrawn_at:
        context = {"certificate": certificate}
        return render(request, "training/certificates/withdrawn.html", context, status=HTTPStatus.GONE)
    document = get_object_or_404(CertificateFile, certificate=certificate)
    response = HttpResponse(bytes(document.pdf), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="certificate-{certificate.number}.pdf"'
    return _unlisted(response)


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
    """What a certificate says, to anyone who has its number; its holder's name only to whoever knows the surname."""
    canonical = queries.canonical_number(number)
    if canonical and canonical != number:
        return redirect("training:certificate-verify", canonical)
    certificate = queries.find_certificate(canonical) if canonical else None
    if certificate is None:
        return _unknown(request, "training/certificates/unknown.html", form=FindForm())
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
    state = certificate.state(timezone.localdate())
    context = {
        "certificate": certificate,
        "state": state.value,
        "holder": holder,
        "masked": queries.masked(certificate.holder_name),
        "form": form,
    }
    return _unlisted(render(request, "training/certificates/verify.html", context, status=status))


def _unknown(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    return _unlisted(render(request, template, context, status=HTTPStatus.NOT_FOUND))


def _unlisted(response: HttpResponse) -> HttpResponse:
    """Search engines keep away; `never_cache` sees to everyone else."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response

"""A person's own pages: their account, their profile, and why staff need a second factor."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from people.accounts.forms import ProfileForm
from people.accounts.middleware import has_shown_second_factor
from people.accounts.models import Person
from people.accounts.operations import change_profile


@require_GET
@login_required
@never_cache
def account_home(request: HttpRequest) -> HttpResponse:
    """Who the person is here, how they sign in, and where their things are."""
    viewer = _with_belongings(request)
    kinds = list(Authenticator.objects.filter(user=viewer).values_list("type", flat=True))
    return render(
        request,
        "people/account_home.html",
        {
            "person": viewer,
            "passkeys": kinds.count(Authenticator.Type.WEBAUTHN),
            "has_app": Authenticator.Type.TOTP in kinds,
            "is_staff": viewer.is_staff or viewer.is_superuser,
            "shown": has_shown_second_factor(request),
            "leads": [lead.organisation.name for lead in viewer.leads.select_related("organisation")],
        },
    )


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def profile_edit(request: HttpRequest) -> HttpResponse:
    """Name, role and organisation; newcomers are led here once and go on to where they wanted."""
    viewer = _with_belongings(request)
    form = ProfileForm(request.POST or None, person=viewer)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        change_profile(
            person=viewer,
            name=form.cleaned_data["name"],
            role=form.cleaned_data["role"],
            organisation=form.chosen_organisation(by=viewer, at=now),
            by=viewer,
            at=now,
        )
        messages.success(request, "Your details are saved.")
        return HttpResponseRedirect(_next(request) or reverse("people:account-home"))
    return render(request, "people/profile_edit.html", {"form": form, "person": viewer, "next": _next(request)})


@require_GET
@login_required
@never_cache
def second_factor(request: HttpRequest) -> HttpResponse:
    """Tells staff why a second factor is due, and leads to showing or setting up one."""
    if has_shown_second_factor(request):
        return redirect("people:account-home")
    held = set(Authenticator.objects.filter(user=request.user).values_list("type", flat=True))
    return render(
        request,
        "people/second_factor.html",
        {"has_app": Authenticator.Type.TOTP in held, "has_passkey": Authenticator.Type.WEBAUTHN in held},
    )


@require_GET
@never_cache
def private_page(request: HttpRequest) -> HttpResponse:
    """Where Wagtail leads whoever may not read a private page: to sign in, or, who has, to the plain truth."""
    if request.user.is_authenticated:
        raise PermissionDenied
    return redirect_to_login(_next(request), settings.LOGIN_URL)


def _with_belongings(request: HttpRequest) -> Person:
    people = Person.objects.select_related("role", "organisation__kind", "organisation__local_authority")
    return people.get(email=request.user.get_username())


def _next(request: HttpRequest) -> str:
    """Where the person was going, if it is a page of ours."""
    target = request.POST.get("next") or request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if safe else ""

"""Staff pages open only after a second factor, and what is shown to one person is kept for no other."""

from collections.abc import Callable

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from people.accounts.models import Person


def has_shown_second_factor(request: HttpRequest) -> bool:
    """Whether an authenticator app, a recovery code or a passkey was used in this session."""
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records)


class SecondFactorMiddleware:
    """Leads staff who have shown one factor only to show, or to set up, a second, whatever page they ask for.

    The rule is turned round on purpose: a new page for staff is closed without anybody having to think of it. What
    stays open to them meanwhile is their account, where the second factor is set up, and what a page is drawn with.
    The admin asks it of everybody, and lets in only who may use it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.open = ("/account/", settings.STATIC_URL, settings.MEDIA_URL, reverse("people:theme-colours"))
        self.admin = reverse("wagtailadmin_home")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, or lead elsewhere. Without a session nobody is looked at, so pages stay cached."""
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or request.path.startswith(self.open):
            return self.get_response(request)
        viewer = request.user
        if not isinstance(viewer, Person):
            return self.get_response(request)
        in_admin = request.path.startswith(self.admin)
        if in_admin and not viewer.has_perm("wagtailadmin.access_admin"):
            raise PermissionDenied
        if (in_admin or viewer.is_staff or viewer.is_superuser) and not has_shown_second_factor(request):
            return HttpResponseRedirect(reverse("people:second-factor"))
        return self.get_response(request)


class PersonalPagesMiddleware:
    """Keeps pages out of every cache, on the way or in a browser that somebody else uses next, once there is a session:
    a name, a secret of an app or an address that was typed may stand in any of them. Files say themselves how long."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the headers to a page that has none of its own."""
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response

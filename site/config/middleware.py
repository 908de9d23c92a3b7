"""Headers that differ by part of the site."""

from collections.abc import Callable

from csp.middleware import CSPMiddleware, PolicyParts
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from config.settings.content_security import CONTENT_SECURITY_POLICY_IN_ADMIN


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """The strict policy everywhere, except under the CMS, whose editor needs a looser one."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        """Choose the policy by the path of the request."""
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and request.path.startswith(reverse("wagtailadmin_home")):
            parts.config = CONTENT_SECURITY_POLICY_IN_ADMIN
        return parts


class PermissionsPolicyMiddleware:
    """No page may ask for camera, microphone or place, nor may what is shown in it, but for one that says so itself."""

    FORBIDDEN = "camera=(), microphone=(), geolocation=()"

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the header to an answer that has none of its own."""
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", self.FORBIDDEN)
        return response

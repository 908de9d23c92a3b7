"""Headers that differ by part of the site."""

from csp.middleware import CSPMiddleware, PolicyParts
from django.http import HttpRequest, HttpResponseBase
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

"""How allauth signs people in here: what it says, what it mails, and where it leads."""

from datetime import timedelta
from ipaddress import IPv4Address, ip_address, ip_network
from typing import Any
from urllib.parse import urlencode

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from documents.emails import queue_email
from people.accounts.models import Person
from people.partnership.models import Partnership

INCORRECT_CODE = "That code is not right. Please check it and try again."
# What is told by email when the ways to sign in change, so that a change the person did not make is noticed.
SECURITY_NOTICES = {
    "mfa/email/totp_activated": "An authenticator app was added to your account.",
    "mfa/email/totp_deactivated": "The authenticator app was removed from your account.",
    "mfa/email/webauthn_added": "A passkey was added to your account.",
    "mfa/email/webauthn_removed": "A passkey was removed from your account.",
    "mfa/email/recovery_codes_generated": "New recovery codes were made for your account. Older ones no longer work.",
}


class AccountAdapter(DefaultAccountAdapter):
    """Accounts have an email address and no password."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "This account is closed. Please get in touch with us if you would like to use it again.",
        "incorrect_code": INCORRECT_CODE,
        "rate_limited": "That was several tries in a short time. Please wait a few minutes, then try again.",
        "too_many_login_attempts": (
            "That was several tries in a short time. Please wait a few minutes, then ask for a new code."
        ),
    }

    def get_login_stages(self) -> list[str]:
        """First the emailed code, then the second factor where one is due."""
        return ["allauth.account.stages.LoginByCodeStage", "people.accounts.sign_in.SecondFactorStage"]

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that limits are counted by. A line with IPv6 has 2 to the 64 of them, which count as one."""
        address = ip_address(super().get_client_ip(request))
        if isinstance(address, IPv4Address):
            return str(address)
        return str(address.ipv4_mapped or ip_network((address, 64), strict=False).network_address)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are opened by the emailed code and by no other form."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue the email in our own frame and words."""
        if template_prefix == "account/email/login_code":
            timeout = timedelta(seconds=app_settings.LOGIN_BY_CODE_TIMEOUT)
            queue_email(
                template="sign_in_code",
                to=email,
                context={"code": context["code"], "minutes": timeout.seconds // 60},
                urgent=True,
                expires_at=timezone.now() + timeout,
            )
        else:
            notice = {"notice": SECURITY_NOTICES[template_prefix], "account_url": settings.SITE_URL + "/account/"}
            queue_email(template="security_notice", to=email, context=notice)

    def post_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> HttpResponse:
        """Give staff a session of a working day; ask newcomers who they are before they go on."""
        if user.is_staff or user.is_superuser:
            request.session.set_expiry(settings.SESSION_AGE_OF_STAFF)
        response: HttpResponse = super().post_login(request, user, **kwargs)
        if not user.name and isinstance(response, HttpResponseRedirect):
            return HttpResponseRedirect(f"{reverse('people:profile-edit')}?{urlencode({'next': response.url})}")
        return response


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors carry the partnership's name, so that a person finds them in their app."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": INCORRECT_CODE,
        "unverified_email": "Please sign in once with a code sent to your address, then try again.",
        "cannot_delete_authenticator": "This one cannot be removed while nothing else is set up.",
    }

    def get_totp_issuer(self) -> str:
        """The name beside the code in an authenticator app."""
        return self._partnership_name()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The name that a browser shows when it asks for a passkey."""
        return super().get_public_key_credential_rp_entity() | {"name": self._partnership_name()}

    def get_public_key_credential_user_entity(self, user: Person) -> dict[str, Any]:
        """The account that a browser names when it offers its passkey."""
        return super().get_public_key_credential_user_entity(user) | {"display_name": str(user)}

    def generate_authenticator_name(self, user: Person, type: str) -> str:
        """A first name for a new passkey, which the person may change."""
        return "My passkey"

    def _partnership_name(self) -> str:
        return Partnership.load(request_or_site=context.request).name

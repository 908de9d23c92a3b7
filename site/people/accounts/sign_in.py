"""Signing in, and opening an account, by one and the same emailed code."""

from typing import Any, Self

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.internal.stagekit import stash_login
from allauth.account.models import EmailAddress, Login
from allauth.account.stages import LoginByCodeStage, LoginStageController
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.utils import is_mfa_enabled
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from people.accounts.models import Person
from people.accounts.operations import open_account


class SignInByCode(LoginCodeVerificationProcess):
    """allauth's process, which also serves an address without an account: the right code opens one.

    Everyone who gives an address gets a code and sees the same pages, so nobody learns who has an account here.
    """

    @classmethod
    def begin(cls, *, request: HttpRequest, email: str) -> Self:
        """Send a code to this address and remember, in the session, what was sent."""
        person = Person.objects.filter(email=email, is_active=True).first()
        login = Login(user=person, email=email)
        login.state["stages"] = {"current": LoginByCodeStage.key}
        stage = LoginByCodeStage(LoginStageController(request, login), request, login)
        stage.state.update(cls.initial_state(user=person, email=email) | {"initiated_by_user": True})
        process = cls(stage=stage)
        process.send()
        stash_login(request, login)
        return process

    def send_by_email(self, email: str, skip_enumeration_mails: bool = False) -> None:
        """Send a code, whether or not there is an account."""
        get_adapter().send_mail("account/email/login_code", email, {"code": self.generate_code()})

    def finish(self, redirect_url: str | None) -> HttpResponse:
        """Sign in; where the address had no account, open it first, since the code has proved the address."""
        email = self.state["email"]
        if self.user is None:
            self._user = open_account(email=email, by=None, at=timezone.now())
        _keep_as_proved(self._user, email)
        return super().finish(redirect_url)


@transaction.atomic
def _keep_as_proved(person: Person, email: str) -> None:
    """Make this the one address that allauth knows of the person, and of nobody else.

    Staff may have given the person another address since the last time, and this one may have been somebody's before.
    """
    theirs = EmailAddress.objects.filter(user=person, email=email)
    EmailAddress.objects.filter(Q(user=person) | Q(email=email)).exclude(pk__in=theirs.values("pk")).delete()
    EmailAddress.objects.update_or_create(user=person, email=email, defaults={"verified": True, "primary": True})


class SecondFactorStage(AuthenticateStage):
    """After the code: staff, and whoever set up an authenticator app, show a second factor.

    Others may use a passkey instead of a code, so having one must not lock them out when the device is not at hand.
    """

    def _should_handle(self, request: HttpRequest) -> bool:
        person: Any = self.login.user
        if not super()._should_handle(request):
            return False
        return person.is_staff or person.is_superuser or is_mfa_enabled(person, [Authenticator.Type.TOTP])

"""allauth's views where ours differ: one door for all, and a factor just set up counts as shown."""

from typing import Any

from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.stagekit import clear_login
from allauth.account.stages import LoginByCodeStage, LoginStage
from allauth.account.views import ConfirmLoginCodeView, RequestLoginCodeView
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.internal import auth as webauthn
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic.edit import FormView

from people.accounts.forms import EnterCodeForm, SignInForm
from people.accounts.sign_in import SignInByCode


@method_decorator(never_cache, name="dispatch")
class SignInView(RequestLoginCodeView):
    """Asks for an email address, and sends a code whether or not it has an account yet."""

    template_name = "account/login.html"
    form_class = SignInForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form counts requests against the limits."""
        return super().get_form_kwargs() | {"request": self.request}

    def get_form_class(self) -> type[SignInForm]:
        """Ours."""
        return SignInForm

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: LoginStage) -> None:
        """Begin again: a person comes back here to give another address."""
        clear_login(request)

    def form_valid(self, form: SignInForm) -> HttpResponse:
        """Send the code and ask for it."""
        SignInByCode.begin(request=self.request, email=form.cleaned_data["email"])
        return HttpResponseRedirect(self.get_success_url())


@method_decorator(login_stage_required(stage=LoginByCodeStage.key, redirect_urlname="account_login"), name="dispatch")
class EnterCodeView(ConfirmLoginCodeView):
    """Asks for the code; three wrong ones and a new one must be asked for."""

    form_class = EnterCodeForm

    @method_decorator(never_cache)
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Go on with our own process, which also serves addresses without an account."""
        self.stage = request._login_stage  # type: ignore[attr-defined]
        process = SignInByCode(stage=self.stage)
        self._process = process.abort_if_invalid()
        if self._process is None:
            return HttpResponseRedirect(reverse("account_login"))
        return FormView.dispatch(self, request, *args, **kwargs)


def _count_as_shown(request: HttpRequest, kind: str) -> None:
    """The person has just proved to hold the factor that they set up, so it need not be asked for again."""
    newest = Authenticator.objects.filter(user=request.user, type=kind).order_by("-pk").first()
    if newest is not None:
        record_authentication(request, request.user, "mfa", id=newest.pk, type=kind, reauthenticated=True)


class AddAppView(ActivateTOTPView):
    """Sets up an authenticator app."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Remember that its code was right."""
        response: HttpResponse = super().form_valid(form)
        _count_as_shown(self.request, Authenticator.Type.TOTP)
        return response


class AddPasskeyView(AddWebAuthnView):
    """Sets up a passkey: always one that can sign in by itself, kept on the device and guarded by it."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The options for the browser."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["js_data"] = {"creation_options": webauthn.begin_registration(self.request.user, True)}
        return context

    def form_valid(self, form: Any) -> HttpResponse:
        """Remember that it was used."""
        response: HttpResponse = super().form_valid(form)
        _count_as_shown(self.request, Authenticator.Type.WEBAUTHN)
        return response

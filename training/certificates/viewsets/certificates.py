"""Staff screens for certificates: found, read and withdrawn here, never written by hand."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton

from people.accounts.policies import signed_in_person
from training.certificates import operations, queries
from training.certificates.forms import WithdrawalForm
from training.certificates.models import Certificate
from training.certificates.policies import may_manage_certificates


def state(certificate: Certificate) -> str:
    """Valid, expired or withdrawn, today."""
    return str(certificate.state(timezone.localdate()).label)


class CertificateIndexView(generic.IndexView):
    """Certificates, the latest on top."""

    def get_list_more_buttons(self, instance: Certificate) -> list[Any]:
        """Withdrawing, while it stands."""
        buttons = super().get_list_more_buttons(instance)
        if not instance.withdrawn_at:
            withdraw = reverse("training_certificate_withdraw", args=[instance.pk])
            buttons.append(MenuItem("Withdraw", url=withdraw, icon_name="cross", priority=40))
        return buttons


class UnearnedIndexView(CertificateIndexView):
    """Those that stand although their attendance was corrected and no longer meets the rule."""

    page_title = "Certificates no longer earned"
    no_results_message = (
        "None waits for you. A certificate is listed here when its register was corrected after it was issued, and "
        "the holder no longer meets the rule: withdraw it, or correct the register again."
    )

    def get_base_queryset(self) -> QuerySet[Certificate]:
        """What waits for somebody to decide."""
        return queries.no_longer_earned()


class CertificateInspectView(generic.InspectView):
    """One certificate in full."""

    page_title = "Certificate"

    def get_fields_context(self) -> list[dict[str, Any]]:
        """What there is to say: nothing of a withdrawal where there was none, of an end where there is none."""
        return [line for line in super().get_fields_context() if line["value"] not in (None, "")]

    @property
    def header_buttons(self) -> list[Any]:
        """What may be done with it."""
        check = reverse("training:certificate-verify", args=[self.object.number])
        buttons = [HeaderButton("What others see", url=check, icon_name="view")]
        if not self.object.withdrawn_at:
            withdraw = reverse("training_certificate_withdraw", args=[self.object.pk])
            buttons.append(HeaderButton("Withdraw", url=withdraw, icon_name="cross"))
        return buttons


class CertificateViewSet(ModelViewSet):
    """Certificates. What was true at issue is read here; nothing of it can be changed."""

    model = Certificate
    icon = "form"
    menu_label = "Certificates"
    index_view_class = CertificateIndexView
    inspect_view_class = CertificateInspectView
    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_admin_menu = False
    ordering = ["-issued_at"]
    search_fields = ["number", "holder_name", "course_title"]
    search_backend_name = None
    list_filter = {"course": ["exact"], "attended_on": ["gte", "lte"], "withdrawal_reason": ["exact"]}
    list_display = [
        TitleColumn("number", label="Number", url_name="certificate:inspect"),
        Column("holder_name", label="Holder", sort_key="holder_name"),
        Column("course_title", label="Course"),
        Column("attended_on", label="Attended on", sort_key="attended_on"),
        Column("state", label="State", accessor=state),
    ]
    form_fields = ["holder_name"]  # asked for by Wagtail; no form is ever shown
    inspect_view_fields = [
        "number", "holder_name", "person", "course_title", "cpd_hours", "attended_on", "issuer",
        "issued_at", "expires_on", "withdrawn_at", "withdrawal_reason",
    ]  # fmt: skip


class UnearnedViewSet(CertificateViewSet):
    """The list of certificates that staff should look at."""

    icon = "warning"
    menu_label = "Certificates no longer earned"
    index_view_class = UnearnedIndexView
    inspect_view_enabled = False


def withdraw_certificate(request: HttpRequest, certificate_id: int) -> HttpResponse:
    """Ask for the reason, then withdraw a certificate and tell its holder."""
    if not may_manage_certificates(request.user):
        return permission_denied(request)
    certificate = get_object_or_404(Certificate, pk=certificate_id)
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.withdraw(
                certificate=certificate,
                reason=form.cleaned_data["reason"],
                by=signed_in_person(request),
                at=timezone.now(),
            )
            messages.success(request, "The certificate is withdrawn, and its holder is told.")
        except operations.WithdrawalRefused as refusal:
            messages.error(request, str(refusal))
        return redirect("certificate:inspect", certificate.pk)
    context = {"certificate": certificate, "form": form}
    return render(request, "training/certificate_withdraw.html", context, using="django")


urlpatterns = [
    path("certificates/<int:certificate_id>/withdraw/", withdraw_certificate, name="training_certificate_withdraw")
]

"""The list of certificates, and one of them with its history."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import path, reverse
from django.utils import timezone
from django_filters import ChoiceFilter
from wagtail.admin.auth import permission_denied
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton

from documents.dates import day
from documents.exports import log_export, safe
from training.certificates import queries
from training.certificates.document import LANGUAGES
from training.certificates.models import Certificate, CertificateFile, CertificateQuerySet, CertificateState
from training.certificates.policies import may_manage_certificates
from training.certificates.queries.history import log_of

WAYS = {
    "correct_name": ("Correct the name", "edit"),
    "replace": ("Make anew", "resubmit"),
    "withdraw": ("Withdraw", "cross"),
    "reinstate": ("Reinstate", "rotate"),
}


def state(certificate: Certificate) -> str:
    """Valid, expired, withdrawn or replaced, today."""
    return str(certificate.state(timezone.localdate()).label)


def why_unearned(certificate: Certificate) -> str:
    """Why staff should look at it."""
    if certificate.renews_nothing:  # type: ignore[attr-defined]
        return "The certificate that it renews was withdrawn"
    return "The register has less than the rule asks for"


def ways_of(certificate: Certificate) -> list[tuple[str, str, str]]:
    """What can be done with a certificate as it stands: words, address and icon of each."""
    if certificate.replaced_at:
        return []
    names = ["reinstate"] if certificate.withdrawn_at else ["correct_name", "replace", "withdraw"]
    return [
        (WAYS[name][0], reverse(f"training_certificate_{name}", args=[certificate.pk]), WAYS[name][1]) for name in names
    ]


class CertificateFilterSet(WagtailFilterSet):
    """By state, course, day, and by how the document was made."""

    state = ChoiceFilter(label="State", choices=CertificateState.choices, empty_label="All", method="keep_in_state")
    template_version = ChoiceFilter(label="Template", choices=[], empty_label="All")

    class Meta:
        model = Certificate
        fields = {"course": ["exact"], "attended_on": ["gte", "lte"], "withdrawal_reason": ["exact"]}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["attended_on__gte"].label, self.filters["attended_on__lte"].label = "From", "Until"
        versions = queries.template_versions()
        self.filters["template_version"].extra["choices"] = [(each, f"{each} ({number})") for each, number in versions]

    def keep_in_state(self, certificates: CertificateQuerySet, name: str, value: str) -> CertificateQuerySet:
        """Those that a check today would call so."""
        return certificates.in_state(CertificateState(value), timezone.localdate())


class CertificateIndexView(generic.IndexView):
    """Certificates, the latest on top."""

    @property
    def header_buttons(self) -> list[Any]:
        """To a batch in which many are made anew."""
        reissue = reverse("training_reissue_choose")
        return [HeaderButton("Make several anew", url=reissue, icon_name="resubmit"), *super().header_buttons]

    def get_list_more_buttons(self, instance: Certificate) -> list[Any]:
        """Those of every list, and what can be done with this one."""
        ways = [MenuItem(words, url=address, icon_name=icon, priority=40) for words, address, icon in ways_of(instance)]
        return [*super().get_list_more_buttons(instance), *ways]

    custom_field_preprocess = {
        name: {"csv": safe, "xlsx": safe} for name in ("holder_name", "course_title", "renewed_by", "issuer")
    }  # what is not typed by us is not to be taken for a formula

    def as_spreadsheet(self, queryset: QuerySet[Certificate], spreadsheet_format: str) -> HttpResponseBase:
        """The list as it is narrowed; who took it away stays in the log."""
        log_export(
            action="training.certificate.export", title="Certificates", of=self.request.user, by=self.request.user,
            rows=queryset.count(), form=spreadsheet_format,
        )  # fmt: skip
        response: HttpResponseBase = super().as_spreadsheet(queryset, spreadsheet_format)
        return response


class UnearnedIndexView(CertificateIndexView):
    """Those that stand although their attendance was corrected and no longer meets the rule, or what they renew was not
    earned."""

    page_title = "Certificates no longer earned"
    no_results_message = (
        "None waits for you. A certificate is listed here when its register was corrected after it was issued, and "
        "the holder no longer meets the rule: withdraw it, or correct the register again. So is one that renewed a "
        "certificate which was withdrawn since."
    )

    def get_base_queryset(self) -> QuerySet[Certificate]:
        """What waits for somebody to decide."""
        return queries.no_longer_earned()


class CertificateInspectView(generic.InspectView):
    """One certificate in full, with all that was issued for the same person, course and cycle, and what was done."""

    page_title = "Certificate"
    template_name = "training/certificate_inspect.html"

    def get_fields_context(self) -> list[dict[str, Any]]:
        """What there is to say: nothing of a withdrawal where there was none, of an end where there is none."""
        return [line for line in super().get_fields_context() if line["value"] not in (None, "")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With its state, its line, and the log of it."""
        line, today = queries.line_of(self.object), timezone.localdate()
        return {
            **super().get_context_data(**kwargs),
            "state": self.object.state(today),
            "line": [(each, each.state(today).label) for each in line],
            "entries": log_of(line),
            "is_as_issued": queries.is_as_issued(self.object),
            "has_document": CertificateFile.objects.filter(certificate=self.object).exists(),
            "language": LANGUAGES[self.object.language].name if self.object.language in LANGUAGES else "English",
        }

    @property
    def header_buttons(self) -> list[Any]:
        """What may be done with it."""
        check = reverse("training:certificate-verify", args=[self.object.number])
        ways = [HeaderButton(words, url=address, icon_name=icon) for words, address, icon in ways_of(self.object)]
        return [HeaderButton("What others see", url=check, icon_name="view"), *ways]


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
    filterset_class = CertificateFilterSet
    list_display = [
        TitleColumn("number", label="Number", url_name="certificate:inspect"),
        Column("holder_name", label="Holder", sort_key="holder_name"),
        Column("course_title", label="Course"),
        Column("attended_on", label="Attended on", accessor=lambda each: day(each.attended_on), sort_key="attended_on"),
        Column("state", label="State", accessor=state),
    ]
    list_export = [
        "number", "holder_name", "course_title", "renewed_by", "cycle", "cpd_hours", "attended_on", "issued_at",
        "expires_on", "withdrawn_at", "withdrawal_reason", "replaced_at", "replacement_reason", "language",
        "template_version",
    ]  # fmt: skip
    export_filename = "certificates"
    form_fields = ["holder_name"]  # asked for by Wagtail; no form is ever shown
    inspect_view_fields = [
        "holder_name", "person", "course_title", "renewed_by", "cpd_hours", "attended_on", "cycle", "issuer", "heading",
        "words", "signatory_name", "signatory_post", "issued_at", "expires_on", "renewable_from", "withdrawn_at",
        "withdrawal_reason", "template_version", "facts_hash",
    ]  # fmt: skip


class UnearnedViewSet(CertificateViewSet):
    """The list of certificates that staff should look at."""

    icon = "warning"
    menu_label = "Certificates no longer earned"
    index_view_class = UnearnedIndexView
    inspect_view_enabled = False
    list_display = [*CertificateViewSet.list_display, Column("why", label="Why it is here", accessor=why_unearned)]


def document(request: HttpRequest, certificate_id: int) -> HttpResponse:
    """The document as it was issued, for staff: also of one that was withdrawn or replaced."""
    if not may_manage_certificates(request.user):
        return permission_denied(request)
    file = CertificateFile.objects.select_related("certificate").filter(certificate=certificate_id).first()
    if file is None:
        raise Http404
    response = HttpResponse(bytes(file.pdf), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="certificate-{file.certificate.number}.pdf"'
    response["Cache-Control"] = "no-store, private"
    return response


urlpatterns = [path("certificates/<int:certificate_id>/document/", document, name="training_certificate_document")]

"""Batches: staff choose certificates, see who would get a new one and why, take some out, and agree once."""

from typing import Any
from uuid import UUID, uuid4

from django.core import signing
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from documents.dates import day
from people.accounts.policies import signed_in_person
from training.certificates import operations, queries
from training.certificates.forms import ChooseForm
from training.certificates.models import Reissue
from training.certificates.policies import may_manage_certificates
from training.certificates.queries import Candidate
from training.certificates.tasks import reissue_certificates

SALT = "training.reissue"
ROWS_ON_A_PAGE = 100
KEEP_ONE = "Keep at least one certificate."
LOOK_AGAIN = "What is below is not quite what you agreed to. Please look again; nothing was made."


def choose(request: HttpRequest) -> HttpResponse:
    """Choose, and look at what would be made anew; nothing is written. Agreeing is sent to the same address."""
    if not may_manage_certificates(request.user):
        return permission_denied(request)
    form = ChooseForm(request.GET or None)
    if not form.is_valid():
        return _show(request, form)
    try:
        found = queries.candidates(form.choice(), at=timezone.now())
    except queries.TooManyChosen:
        return _show(request, form, is_too_much=True)
    if request.method != "POST":
        return _show(request, form, found)
    return _agree(request, form, found)


def _agree(request: HttpRequest, form: ChooseForm, found: list[Candidate]) -> HttpResponse:
    kept = set(request.POST.getlist("keep"))
    if not kept:
        return _show(request, form, found, refusal=KEEP_ONE)
    agreed = [each for each in found if str(each.certificate.pk) in kept]
    try:
        note = signing.loads(request.POST.get("note", ""), salt=SALT)
    except signing.BadSignature:
        return _show(request, form, found, refusal=LOOK_AGAIN)
    if batch := Reissue.objects.filter(key=note["key"]).first():  # the same agreement, sent again
        return redirect("training_reissue", batch.pk)
    if len(agreed) != len(kept) or any(note["seen"].get(str(each.certificate.pk)) != _mark(each) for each in agreed):
        return _show(request, form, found, refusal=LOOK_AGAIN)
    batch, _ = operations.start_reissue(
        key=UUID(note["key"]),
        reason=form.cleaned_data["reason"],
        agreed=agreed,
        by=signed_in_person(request),
        at=timezone.now(),
    )
    reissue_certificates.delay_on_commit()
    number = "1 certificate is" if len(agreed) == 1 else f"{len(agreed)} certificates are"
    messages.success(request, f"{number} being made anew, each sent to its holder.")
    return redirect("training_reissue", batch.pk)


def _mark(candidate: Candidate) -> str:
    """Of all that the new certificate would say, so that agreeing to one change agrees to no other."""
    return candidate.words_hash[:16]


def _show(
    request: HttpRequest,
    form: ChooseForm,
    found: list[Candidate] | None = None,
    *,
    refusal: str = "",
    is_too_much: bool = False,
) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "found": found, "refusal": refusal, "is_too_much": is_too_much}
    if found:
        seen = {str(each.certificate.pk): _mark(each) for each in found}
        usual = {str(each.certificate.pk) for each in found if not each.doubt}
        kept = set(request.POST.getlist("keep")) if refusal else usual
        context["rows"] = [(each, str(each.certificate.pk) in kept) for each in found]
        context["note"] = signing.dumps({"key": str(uuid4()), "seen": seen}, salt=SALT, compress=True)
    return render(request, "training/reissue_choose.html", context, using="django", status=409 if refusal else 200)


def reissue(request: HttpRequest, batch_id: int) -> HttpResponse:
    """How far a batch has come, and what became of each certificate."""
    if not may_manage_certificates(request.user):
        return permission_denied(request)
    batch = get_object_or_404(with_progress(Reissue.objects.select_related("made_by")), pk=batch_id)
    rows = batch.rows.select_related("certificate", "made").order_by("pk")
    page = Paginator(rows, ROWS_ON_A_PAGE).get_page(request.GET.get("p"))
    return render(request, "training/reissue.html", {"batch": batch, "page": page}, using="django")


def with_progress(batches: QuerySet[Reissue]) -> QuerySet[Reissue]:
    """Each batch with how many certificates it is of, how many were made and how many refused."""
    return batches.annotate(
        number=Count("rows"),
        made_number=Count("rows", filter=Q(rows__made__isnull=False)),
        refused_number=Count("rows", filter=~Q(rows__refusal="")),
        done=Count("rows", filter=Q(rows__done_at__isnull=False)),
        to_do=Count("rows", filter=Q(rows__done_at__isnull=True)),
    )


class ReissueIndexView(generic.IndexView):
    """Batches, the latest first."""

    no_results_message = "None yet. Choose “Make several anew” above the list of certificates."

    def get_base_queryset(self) -> QuerySet[Reissue]:
        """With what the columns show."""
        return with_progress(Reissue.objects.select_related("made_by"))


class ReissueViewSet(ModelViewSet):
    """Batches of certificates that were made anew."""

    model = Reissue
    icon = "resubmit"
    menu_label = "Certificates made anew"
    index_view_class = ReissueIndexView
    copy_view_enabled = False
    add_to_admin_menu = False
    ordering = ["-pk"]
    list_display = [
        TitleColumn("reason", label="Why", accessor="get_reason_display", url_name="training_reissue"),
        Column("made_at", label="Agreed on", accessor=lambda each: day(each.made_at)),
        Column("made_by", label="By", accessor=lambda each: each.made_by.get_full_name() if each.made_by else ""),
        Column("number", label="Certificates"),
        Column("made_number", label="Made"),
        Column("refused_number", label="Refused"),
        Column("to_do", label="To do"),
    ]
    form_fields = ["reason"]  # asked for by Wagtail; no form is ever shown


urlpatterns = [
    path("certificates/make-anew/", choose, name="training_reissue_choose"),
    path("certificate-batches/<int:batch_id>/", reissue, name="training_reissue"),
]

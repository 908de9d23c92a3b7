"""Names that holders asked to have corrected: staff decide each."""

from typing import Any

from django.db.models import Case, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from documents.dates import day
from people.accounts.policies import signed_in_person
from training.certificates import operations
from training.certificates.forms import DeclineForm
from training.certificates.models import NameRequest, NameRequestState
from training.certificates.policies import may_manage_certificates


class NameRequestIndexView(generic.IndexView):
    """Requests: those to be decided from the longest waiting on, then those that were, the latest first."""

    page_title = "Names to correct"
    no_results_message = (
        "Nobody has asked. A request is listed here when a holder says, from the list of their certificates, that "
        "their name is wrong."
    )

    def get_base_queryset(self) -> QuerySet[NameRequest]:
        """With what the columns show."""
        is_open = Case(When(state=NameRequestState.OPEN, then=Value(0)), default=Value(1))
        return NameRequest.objects.select_related("certificate").annotate(place=is_open)


class NameRequestViewSet(ModelViewSet):
    """Holders' requests."""

    model = NameRequest
    icon = "user"
    menu_label = "Names to correct"
    index_view_class = NameRequestIndexView
    copy_view_enabled = False
    add_to_admin_menu = False
    ordering = ["place", "asked_at", "pk"]
    list_filter = ["state"]
    search_fields = ["name", "certificate__holder_name", "certificate__number"]
    search_backend_name = None
    list_display = [
        TitleColumn("name", label="Name as it should be", url_name="training_name_request"),
        Column("was", label="On the certificate", accessor=lambda each: each.certificate.holder_name),
        Column("course", label="Course", accessor=lambda each: each.certificate.course_title),
        Column("asked_at", label="Asked on", accessor=lambda each: day(each.asked_at), sort_key="asked_at"),
        Column("state", label="State", accessor="get_state_display"),
    ]
    form_fields = ["name"]  # asked for by Wagtail; no form is ever shown


def name_request(request: HttpRequest, request_id: int) -> HttpResponse:
    """What a holder asked for, and the two answers to it."""
    if not may_manage_certificates(request.user):
        return permission_denied(request)
    asked = get_object_or_404(NameRequest.objects.select_related("certificate__person"), pk=request_id)
    form = DeclineForm(request.POST if "decline" in request.POST else None)
    refusal = ""
    if request.method == "POST" and ("agree" in request.POST or form.is_valid()):
        facts: dict[str, Any] = {"request": asked, "by": signed_in_person(request), "at": timezone.now()}
        try:
            if "agree" in request.POST:
                made = operations.agree_to_name(name=request.POST["agree"], **facts)
                messages.success(request, "The new certificate is made, and sent to its holder.")
                return redirect("certificate:inspect", made.pk)
            operations.decline_name(answer=form.cleaned_data["answer"], **facts)
        except operations.CertificateRefusal as refused:
            refusal = str(refused)
        else:
            messages.success(request, "The name stays as it is, and the holder is told why.")
            return redirect("name_request:index")
    context = {"asked": asked, "form": form, "refusal": refusal, "back": reverse("name_request:index")}
    return render(request, "training/name_request.html", context, using="django", status=409 if refusal else 200)


urlpatterns = [path("certificate-names/<int:request_id>/", name_request, name="training_name_request")]

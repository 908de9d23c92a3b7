"""Staff screens for addresses that email does not reach: whose they are, what they are booked in, and trying again."""

from typing import Any

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
from people.accounts.operations import forget_undeliverable
from people.accounts.policies import may_look_up_people, signed_in_person
from people.models import Person, UndeliverableAddress
from training.bookings.queries.reaching import booked_with, names_of
from training.bookings.queries.staff_words import say_where_they_stand


class UndeliverableIndexView(generic.IndexView):
    """The addresses, the latest first, each with whose it is and what that person is booked in."""

    no_results_message = "Email reaches every address that we know of."

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With the names and the sessions of this page's addresses, in two queries."""
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        rows = list(context["object_list"])
        emails = [row.email for row in rows]
        names, booked = names_of(emails), booked_with(emails)
        for row in rows:
            row.who = names.get(row.email, "")
            row.booked = "; ".join(str(booking.session) for booking in booked.get(row.email, [])) or "Nothing to come"
        return context


class UndeliverableAddressViewSet(ModelViewSet):
    """Addresses that email does not reach."""

    model = UndeliverableAddress
    icon = "mail"
    menu_label = "Undeliverable addresses"
    index_view_class = UndeliverableIndexView
    copy_view_enabled = False
    add_to_admin_menu = False
    ordering = ["-since", "-pk"]
    search_fields = ["email"]
    search_backend_name = None
    list_display = [
        TitleColumn("email", label="Address", url_name="training_undeliverable_address"),
        Column("who", label="Who"),
        Column("booked", label="Booked in"),
        Column("since", label="Since", accessor=lambda each: day(each.since), sort_key="since"),
        Column("reason", label="What the mail server said"),
    ]
    form_fields = ["email"]  # asked for by Wagtail; no form is ever shown


def undeliverable_address(request: HttpRequest, address_id: int) -> HttpResponse:
    """Whose address it is and what they are booked in, and a button that takes it for good again."""
    if not may_look_up_people(request.user):
        return permission_denied(request)
    known = get_object_or_404(UndeliverableAddress, pk=address_id)
    if request.method == "POST":
        forget_undeliverable(email=known.email, by=signed_in_person(request), at=timezone.now())
        messages.success(request, "The next email to this address shows whether it arrives.")
        return redirect("undeliverable_address:index")
    bookings = booked_with([known.email]).get(known.email, [])
    say_where_they_stand(bookings)
    context = {
        "known": known,
        "since": day(known.since),
        "person": Person.objects.filter(email=known.email).select_related("organisation").first(),
        "bookings": bookings,
    }
    return render(request, "training/undeliverable_address.html", context, using="django")


urlpatterns = [
    path("undeliverable-addresses/<int:address_id>/", undeliverable_address, name="training_undeliverable_address")
]

"""Steps that staff take with an organisation, each behind a page that says what will happen."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from wagtail.admin.widgets import AdminDateInput

from people.accounts.models import Person
from people.choosers import organisation_chooser
from people.organisations.models import Organisation, OrganisationStatus
from people.organisations.operations import (
    CannotChangeOrganisation,
    close_organisation,
    confirm_organisation,
    merge_organisation,
)


class ConfirmForm(forms.Form):
    """Nothing to fill in."""


class MergeForm(forms.Form):
    """Which organisation stays."""

    into = forms.ModelChoiceField(
        Organisation.objects.filter(merged_into=None),
        label="Merge into",
        widget=organisation_chooser.widget_class,
        error_messages=dict.fromkeys(["required", "invalid_choice"], "Choose the organisation that stays."),
    )


class CloseForm(forms.Form):
    """Since when it is closed."""

    closed_on = forms.DateField(label="Closed on", widget=AdminDateInput)


def steps_for(organisation: Organisation) -> list[tuple[str, str, str]]:
    """What can be done next: the name of the address, the label, the icon."""
    steps = {
        OrganisationStatus.PROPOSED: ["confirm", "merge"],
        OrganisationStatus.CONFIRMED: ["merge", "close"],
        OrganisationStatus.CLOSED: ["merge"],
        OrganisationStatus.MERGED: [],
    }[OrganisationStatus(organisation.status)]
    labels = {
        "confirm": ("Confirm", "check"),
        "merge": ("Merge into another", "resubmit"),
        "close": ("Mark as closed", "cross"),
    }
    return [(step, *labels[step]) for step in steps]


def organisation_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept an organisation that a person added."""
    return _step(
        request,
        pk,
        title="Confirm",
        about="Everyone will be able to choose it.",
        form_class=ConfirmForm,
        act=lambda organisation, by, form: confirm_organisation(organisation=organisation, by=by, at=timezone.now()),
    )


def organisation_merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Move everything that points at one organisation to another."""
    return _step(
        request,
        pk,
        title="Merge",
        about="Its people, bookings and attendance will count for the organisation you choose. This cannot be undone.",
        form_class=MergeForm,
        act=lambda organisation, by, form: merge_organisation(
            organisation=organisation, into=form.cleaned_data["into"], by=by, at=timezone.now()
        ),
    )


def organisation_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark an organisation that no longer exists."""
    return _step(
        request,
        pk,
        title="Close",
        about="Nobody will be able to choose it. What it took part in stays.",
        form_class=CloseForm,
        act=lambda organisation, by, form: close_organisation(
            organisation=organisation, closed_on=form.cleaned_data["closed_on"], by=by, at=timezone.now()
        ),
    )


def _step(
    request: HttpRequest,
    pk: int,
    *,
    title: str,
    about: str,
    form_class: type[forms.Form],
    act: Callable[[Organisation, Person, forms.Form], Organisation],
) -> HttpResponse:
    """Show what will happen, then do it once it is confirmed, and say why if it cannot be done."""
    viewer = request.user
    if not isinstance(viewer, Person) or not viewer.has_perm("people.change_organisation"):
        raise PermissionDenied
    organisation = get_object_or_404(Organisation.objects.select_related("kind", "local_authority"), pk=pk)
    form = form_class(request.POST or None)
    if request.method == "POST" and (form.is_valid() or not form.fields):
        try:
            act(organisation, viewer, form)
        except CannotChangeOrganisation as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"{organisation.name}: done.")
        return redirect("organisation:index")
    context = {"organisation": organisation, "form": form, "title": title, "about": about}
    return render(request, "people/organisation_step.html", context, using="django")

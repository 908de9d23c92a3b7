"""Headcounts of whoever delivers: recorded in under a minute, listed, corrected, withdrawn."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.models import Organisation, Person
from people.organisations.queries import search_organisations
from training.attendance import operations, queries
from training.attendance.forms import HeadcountForm
from training.attendance.forms.headcounts import PLACES_OFFERED
from training.attendance.models import Headcount, SignInSheet
from training.attendance.operations.claims import Answer
from training.attendance.queries import fitting_by_kind
from training.attendance.views.counting import for_counters, for_its_counters

HEADCOUNTS_ON_A_PAGE = 15


@require_safe
@for_counters
def headcount_list(request: HttpRequest, person: Person) -> HttpResponse:
    """One's own headcounts, the latest first, and above them the one that was just saved."""
    own = queries.own_headcounts(person)
    today = timezone.localdate()
    this_month = Headcount.objects.filter(recorded_by=person, held_on__gte=today.replace(day=1))
    context = {
        "page": Paginator(own, HEADCOUNTS_ON_A_PAGE).get_page(request.GET.get("page")),
        "month": queries.totals(this_month),
        "today": today,
        "saved": own.filter(uid=saved).first() if (saved := _uid(request.GET.get("saved", ""))) else None,
    }
    return render(request, "training/headcounts/headcount_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_counters
def headcount_create(request: HttpRequest, person: Person) -> HttpResponseBase:
    """Record one. With `like`, it begins with the place and topic of an earlier one of one's own."""
    at = timezone.now()
    like = _own(person, request.GET.get("like", ""))
    form = HeadcountForm(request.POST or None, request.FILES or None, person=person, at=at, like=like)
    if request.method == "POST" and form.is_valid():
        [receipt] = operations.record_headcounts(told=[form.told()], by=person, at=at)
        if receipt.refusal is None:
            if receipt.answer == Answer.SAYS_NOTHING_NEW:
                messages.info(request, "This was saved before, and stands as you see it here.")
            return redirect(f"{reverse('training:headcount-list')}?saved={form.cleaned_data['uid']}")
        form.add_error(None, str(receipt.refusal))
    return _form(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
@for_its_counters
def headcount_change(request: HttpRequest, person: Person, headcount: Headcount) -> HttpResponseBase:
    """Correct one."""
    at = timezone.now()
    form = HeadcountForm(request.POST or None, request.FILES or None, person=person, at=at, of=headcount)
    if request.method == "POST" and form.is_valid():
        try:
            operations.correct_headcount(headcount=headcount, told=form.told(), by=person, at=at)
        except operations.HeadcountRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The headcount is corrected. What it said before is kept in its history.")
            return redirect(_back(person, headcount))
    return _form(request, form, headcount=headcount)


@require_http_methods(["GET", "HEAD", "POST"])
@for_its_counters
def headcount_withdraw(request: HttpRequest, person: Person, headcount: Headcount) -> HttpResponseBase:
    """Ask once, then count it no more. The button "Undo" after saving comes here at once."""
    if request.method != "POST":
        context = {"headcount": headcount, "number": sum(line.number for line in headcount.lines.all())}
        return render(request, "training/headcounts/headcount_withdraw.html", context)
    operations.withdraw_headcount(headcount=headcount, by=person, at=timezone.now())
    messages.success(request, f"Taken back: {headcount.where()} is not counted.")
    return redirect(_back(person, headcount))


@require_safe
@for_its_counters
def headcount_sheet(request: HttpRequest, person: Person, headcount: Headcount) -> HttpResponseBase:
    """The photo of its sign-in sheet. Shown, so that no copy need be made; kept by no cache; who looked is logged."""
    sheet = get_object_or_404(SignInSheet.objects.select_related("headcount"), headcount=headcount)
    try:
        photo = operations.open_sheet(sheet=sheet, by=person, at=timezone.now())
    except FileNotFoundError as deleted:
        raise Http404 from deleted
    response = FileResponse(photo, content_type="image/jpeg")
    response["Content-Disposition"] = 'inline; filename="sign-in-sheet.jpg"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_POST
@for_its_counters
def headcount_delete_sheet(request: HttpRequest, person: Person, headcount: Headcount) -> HttpResponseBase:
    """Delete the photo before its time."""
    operations.delete_sheet(headcount=headcount, by=person, at=timezone.now())
    messages.success(request, "The photo is deleted.")
    return redirect("training:headcount-change", headcount.pk)


@require_safe
@for_counters
def headcount_places(request: HttpRequest, person: Person) -> HttpResponse:
    """Organisations that match what is typed, as a fragment of the form; those used last where nothing is."""
    query = request.GET.get("organisation_query", "").strip()
    found = search_organisations(text=query) if query else queries.last_places(person, PLACES_OFFERED)
    context = {"organisations": found, "query": query}
    return render(request, "training/headcounts/places.html", context)


@require_safe
def headcount_kept(request: HttpRequest) -> HttpResponse:
    """The form as a browser keeps it, for when there is no signal. It is the same for everybody and holds nothing of
    anybody: a script fills it from the device."""
    form = HeadcountForm(person=None, at=timezone.now())
    return render(request, "training/headcounts/headcount_kept.html", {"form": form, "fitting": fitting_by_kind()})


def _form(request: HttpRequest, form: HeadcountForm, headcount: Headcount | None = None) -> HttpResponse:
    places = [] if headcount else [_as_kept(place) for place in form.known_places]
    context = {"form": form, "headcount": headcount, "fitting": fitting_by_kind(), "places": places}
    return render(request, "training/headcounts/headcount_form.html", context)


def _as_kept(place: Organisation) -> dict[str, Any]:
    """A place as a device keeps it."""
    about = ", ".join(str(each) for each in (place.kind, place.local_authority, place.postcode) if each)
    return {"id": place.pk, "name": place.name, "about": about, "kind": place.kind.name}


def _back(person: Person, headcount: Headcount) -> str:
    """To one's own list; from somebody else's headcount, to the staff list that it was opened from."""
    own = headcount.recorded_by_id == person.pk
    return reverse("training:headcount-list") if own else reverse("headcount:inspect", args=[headcount.pk])


def _own(person: Person, key: str) -> Headcount | None:
    if not (key.isdecimal() and len(key) < 19):
        return None
    theirs = Headcount.objects.filter(recorded_by=person).select_related("organisation__kind__sector", "topic")
    return theirs.filter(pk=int(key)).first()


def _uid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None

"""The page on which a person switches reminders about refreshers off or on: by the link from an email, or signed in."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from people.accounts.policies import signed_in_person
from people.models import Person
from training.certificates import operations
from training.certificates.emails import person_of_switch
from training.certificates.models import RefresherOptOut


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def reminders_switch(request: HttpRequest, key: str) -> HttpResponseBase:
    """Whether reminders are sent, and one button that changes it. Opening the link changes nothing: programs that look
    through mail open links too."""
    person_id = person_of_switch(key)
    if person_id is None:
        raise Http404
    person = get_object_or_404(Person, pk=person_id)
    if request.method == "POST":
        on = request.POST.get("reminders") == "on"
        operations.switch_reminders(person=person, on=on, by=signed_in_person(request), at=timezone.now())
        messages.success(request, "We will remind you again." if on else "We will send you no more of these reminders.")
        return redirect("training:reminders-switch", key)
    is_reminded = not RefresherOptOut.objects.filter(person=person).exists()
    response: HttpResponse = render(request, "training/record/reminders.html", {"is_reminded": is_reminded})
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response

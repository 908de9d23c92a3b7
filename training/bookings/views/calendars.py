"""A person's private calendar feed: its address, made, renewed and stopped; and what a calendar program reads there."""

from hashlib import sha256

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documents.calendars import feed as feed_file
from people.accounts.policies import signed_in_person
from people.models import Person
from training.bookings import operations
from training.bookings.emails import absolute, entry_of, organiser
from training.bookings.models import BookingStatus, CalendarFeed
from training.bookings.queries.finding import bookings_in_calendar_of

SECTION = "calendar"  # of the page with a person's own bookings


def address_of_feed(person: Person) -> str:
    """The full address of a person's feed, to be copied into a calendar program; empty where they have none."""
    feed = CalendarFeed.objects.filter(person=person).first()
    return absolute("training:calendar-feed", feed.key) if feed else ""


@require_safe
def calendar_feed(request: HttpRequest, key: str) -> HttpResponseBase:
    """What a calendar program reads, without signing in: whoever has the address is the person, until they stop it.

    Nobody between us and the program may keep it, and a program that has it already is told so (RFC 9110, ETag). The
    events lead to the list of bookings, which asks to sign in, since calendars are shared.
    """
    feed = CalendarFeed.objects.select_related("person").filter(key=key, person__is_active=True).first()
    if feed is None:
        raise Http404
    content = _content(feed.person)
    etag = f'"{sha256(content).hexdigest()}"'
    headers = {
        "Cache-Control": "private, no-cache",
        "X-Robots-Tag": "noindex",
        "Content-Disposition": 'inline; filename="training.ics"',
    }
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
    response.headers["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response


def _content(person: Person) -> bytes:
    us, own = organiser(), absolute("training:booking-list")
    entries = [
        (
            entry_of(
                booking,
                sequence=booking.invitation_sequence,
                cancelled=booking.status != BookingStatus.CONFIRMED,
                link=own,
                organiser=us,
            ),
            booking.changed_at or booking.booked_at,  # type: ignore[attr-defined]
        )
        for booking in bookings_in_calendar_of(person, at=timezone.now())
    ]
    return feed_file(f"Training with {us[0]}", entries)


@require_POST
def calendar_make(request: HttpRequest) -> HttpResponseBase:
    """Give a person an address of their own, and say so where they had none."""
    person = signed_in_person(request)
    if person is None:
        return redirect_to_login("/bookings/")
    if not address_of_feed(person):
        messages.success(request, "You have a calendar address now. Copy it into your calendar program.")
    operations.make_feed(person=person, by=person, at=timezone.now())
    return _back()


@require_http_methods(["GET", "HEAD", "POST"])
def calendar_renew(request: HttpRequest) -> HttpResponseBase:
    """Ask once, then give the feed another address. The page says which one it speaks of, so that sending it twice
    gives one new address."""
    person = signed_in_person(request)
    if person is None:
        return redirect_to_login(request.path)
    feed = CalendarFeed.objects.filter(person=person).first()
    if feed is None:
        return _back()
    if request.method != "POST":
        return render(request, "training/bookings/calendar_change.html", {"feed": feed, "renews": True})
    if request.POST.get("key") == feed.key:
        operations.renew_feed(feed=feed, by=person, at=timezone.now())
        messages.success(request, "You have a new calendar address. The old one no longer works.")
    return _back()


@require_http_methods(["GET", "HEAD", "POST"])
def calendar_stop(request: HttpRequest) -> HttpResponseBase:
    """Ask once, then stop the address."""
    person = signed_in_person(request)
    if person is None:
        return redirect_to_login(request.path)
    feed = CalendarFeed.objects.filter(person=person).first()
    if request.method != "POST" and feed is not None:
        return render(request, "training/bookings/calendar_change.html", {"feed": feed, "renews": False})
    if request.method == "POST":
        operations.revoke_feed(person=person, by=person, at=timezone.now())
        messages.success(request, "The calendar address no longer works.")
    return _back()


def _back() -> HttpResponseBase:
    response = redirect("training:booking-list")
    response.headers["Location"] += f"#{SECTION}"
    return response

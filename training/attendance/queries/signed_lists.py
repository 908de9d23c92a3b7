"""Whom an organisation's signed list can name."""

from collections.abc import Iterable

from django.db.models import Count, OuterRef, QuerySet, Subquery

from people.models import Organisation
from training.attendance.models import Claim, ClaimSource, SignedList
from training.bookings.models import Booking, BookingQuerySet
from training.sessions.models import Session


def organisations_in(session: Session) -> list[tuple[Organisation, int]]:
    """Organisations that have people in a session, with how many, by name; in a cohort, its own with all of them."""
    confirmed = Booking.objects.confirmed().filter(session=session)
    if session.series is not None and session.series.organisation is not None:
        return [(session.series.organisation, confirmed.count())]
    theirs = Organisation.objects.filter(bookings__in=confirmed).select_related("local_authority")
    theirs = theirs.annotate(number=Count("bookings"))
    return [(organisation, organisation.number) for organisation in theirs.order_by("name", "pk")]


def people_of(session: Session, organisation: Organisation) -> BookingQuerySet:
    """Everyone of an organisation who has a confirmed booking in a session, by name; of a cohort's, everyone in it.
    `on_list` is the status that the organisation's latest list gives each, None where none named them."""
    claims = Claim.objects.filter(attendance__booking=OuterRef("pk"), source=ClaimSource.SIGNED_LIST)
    people = Booking.objects.confirmed().filter(session=session)
    if session.series is None or session.series.organisation_id != organisation.pk:
        people = people.filter(organisation=organisation)
    on_list = Subquery(claims.order_by("-made_at", "-pk").values("status")[:1])
    return people.select_related("role", "organisation").annotate(on_list=on_list).order_by("name", "pk")


def note_lists(claims: Iterable[Claim], session: Session) -> None:
    """Note with each claim that a signed list made which list that was: the one that was entered at its moment. Asks
    nothing where no list made any."""
    of_lists = [claim for claim in claims if claim.source == ClaimSource.SIGNED_LIST]
    lists = {each.entered_at: each for each in lists_of(session)} if of_lists else {}
    for claim in of_lists:
        claim.of_list = lists.get(claim.received_at)


def lists_of(session: Session) -> QuerySet[SignedList]:
    """The lists that were entered for a session, the latest first."""
    return session.signed_lists.select_related("organisation", "entered_by").order_by("-pk")

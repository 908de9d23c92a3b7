"""Whom a session is for: its rules, each of which explains itself."""

from collections.abc import Callable
from functools import reduce
from operator import or_

from django.db.models import Exists, Model, OuterRef, QuerySet, prefetch_related_objects

from documents.dates import clock, day
from people.models import Organisation, Person, Role
from training.bookings.models import Booking, BookingStatus, Interest, Pool
from training.courses.models import Course
from training.sessions.models import Session

# Ways in which a person can have done a course. Attendance puts its own in when the app starts.
has_done: list[Callable[[Person, Course], bool]] = []

HAS_LISTS = "has_lists"

# An offer or an unproved hold clashes with nothing: it may be for the very date that replaces another.
CLASHES = (BookingStatus.CONFIRMED, BookingStatus.AWAITING_APPROVAL)


def with_rules() -> QuerySet[Session]:
    """Sessions with all that booking asks of them: whom they are for is read with them only where they say so."""
    lists = (Session.sectors, Session.role_groups, Session.areas)
    chosen = [Exists(each.through.objects.filter(session=OuterRef("pk"))) for each in lists]
    return Session.objects.select_related("course", "series", "prerequisite").annotate(
        **{HAS_LISTS: reduce(or_, chosen)}
    )


def reasons_against(
    session: Session,
    *,
    person: Person | None,
    role: Role,
    organisation: Organisation,
    more: int = 1,
    instead_of: Booking | None = None,
    told_to_others: bool = False,
) -> list[str]:
    """Why this person cannot have a place in a session read by `with_rules`: a sentence for each rule that says no.

    What others could learn of a person is not asked of an address alone: a course done before needs signing in, and a
    clash is looked for once the address is proved. `more` is how many places their organisation would hold more than
    it does, and `instead_of` a booking that would end or move. `told_to_others` where somebody else asks for them: what
    a person does at that time, and has done before, is not theirs to know.
    """
    return [
        *_outside(session, role, organisation),
        *_not_done(session, person, told_to_others=told_to_others),
        *_clash(session, person, instead_of, told_to_others=told_to_others),
        *organisation_is_full(session, organisation, more=more),
    ]


def reasons_against_inviting(session: Session, interest: Interest, person: Person | None) -> list[str]:
    """Why somebody who asked to be told of the date is not let in: what they cannot mend by the time they would accept.
    A clash, which they can, is asked then, and the limit of an organisation when places are offered."""
    return [*_outside(session, interest.role, interest.organisation), *_not_done(session, person)]


def _outside(session: Session, role: Role, organisation: Organisation) -> list[str]:
    """Each list of a session that has somebody, and not this person. An empty list lets everyone in."""
    if not getattr(session, HAS_LISTS):
        return []
    prefetch_related_objects([session], "sectors__kinds", "role_groups", "areas")
    sectors, groups, areas = session.sectors.all(), session.role_groups.all(), session.areas.all()
    kinds = {kind.pk for sector in sectors for kind in sector.kinds.all()}
    rules = (
        (sectors, organisation.kind_id in kinds, "who work in {}"),
        (groups, role.group_id in {group.pk for group in groups}, "whose role is in {}"),
        (areas, organisation.local_authority_id in {area.pk for area in areas}, "whose organisation is in {}"),
    )
    return [
        f"This session is for people {whose.format(_names(chosen))}."
        for chosen, let_in, whose in rules
        if chosen and not let_in
    ]


def _names(chosen: QuerySet[Model]) -> str:
    names = sorted(str(each) for each in chosen)
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def _not_done(session: Session, person: Person | None, *, told_to_others: bool = False) -> list[str]:
    course = session.prerequisite
    if course is None:
        return []
    if person is None:
        return [
            f"This session follows on from {course.title}. Sign in first, so that we can see that you have done it."
        ]
    if any(done(person, course) for done in has_done):
        return []
    if told_to_others:
        return [f"This session follows on from {course.title}. They need to do that course first."]
    return [f"This session follows on from {course.title}. Please do that course first."]


def _clash(session: Session, person: Person | None, instead_of: Booking | None, *, told_to_others: bool) -> list[str]:
    if person is None or not session.refuses_clashes:
        return []
    others = Booking.objects.filter(
        person=person,
        status__in=CLASHES,
        session__starts_at__lt=session.ends_at,
        session__ends_at__gt=session.starts_at,
    ).exclude(session=session)
    if instead_of is not None:
        others = others.exclude(pk=instead_of.pk)
    other = others.values_list("session__course__title", "session__starts_at").first()
    if other is None:
        return []
    if told_to_others:
        return ["They cannot come at that time."]
    title, starts_at = other
    return [
        f"You have a place in {title} on {day(starts_at)} at {clock(starts_at)}, at the same time. Cancel or move that "
        "one first."
    ]


def organisation_is_full(session: Session, organisation: Organisation, *, more: int) -> list[str]:
    """Why an organisation cannot have so many places more. Exact where the session's row is locked; else a forecast."""
    most = session.places_per_organisation
    if most is None or places_of_organisation(session, organisation) + more <= most:
        return []
    places = "one place" if most == 1 else f"{most} places"
    return [f"Each organisation can have {places} in this session, and {organisation} has as many as that."]


def places_of_organisation(session: Session, organisation: Organisation) -> int:
    """Places that an organisation holds in a session, with those that its pools have not filled."""
    booked = Booking.objects.holding_a_place().filter(session=session, organisation=organisation).count()
    reserved = Pool.objects.filter(session=session, organisation=organisation).values_list("unfilled", flat=True)
    return booked + sum(reserved)

"""Courses, sessions and bookings."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from tests.factories.people import LocalAuthorityFactory, OrganisationFactory, PersonFactory, RoleFactory
from training.models import (
    Booking,
    BookingStatus,
    Course,
    Headcount,
    HeadcountLine,
    Interest,
    LogLayout,
    Series,
    Session,
    SessionMode,
    SessionStatus,
    Theme,
    Topic,
    UndatedSession,
    Venue,
    WebinarImport,
)


class ThemeFactory(DjangoModelFactory):
    class Meta:
        model = Theme
        django_get_or_create = ("slug",)

    name = "Trauma-informed practice"
    slug = factory.LazyAttribute(lambda o: o.name.lower().replace(" ", "-"))


class CourseFactory(DjangoModelFactory):
    class Meta:
        model = Course

    code = factory.Sequence(lambda n: f"C{n:03}")
    title = factory.Sequence(lambda n: f"Understanding trauma {n}")
    audience = "Everyone who works with children"
    duration_minutes = 120
    cpd_hours = 2
    delivery_modes = ["in_person", "online"]
    certificate_minutes = 90
    learning_outcomes = "Say what trauma is\nNotice how it shows"
    validity_months = 36


class VenueFactory(DjangoModelFactory):
    class Meta:
        model = Venue

    name = factory.Sequence(lambda n: f"Example Hall {n}")
    address = "1 High Street"
    postcode = "B1 1AA"
    local_authority = factory.SubFactory(LocalAuthorityFactory)


class SeriesFactory(DjangoModelFactory):
    """A cohort: sessions for one organisation."""

    class Meta:
        model = Series

    name = factory.Sequence(lambda n: f"Cohort {n}")
    course = factory.SubFactory(CourseFactory)
    organisation = factory.SubFactory(OrganisationFactory)


class SessionFactory(DjangoModelFactory):
    """A scheduled session in person, a week from now, for twenty."""

    class Meta:
        model = Session

    course = factory.SubFactory(CourseFactory)
    starts_at = factory.LazyFunction(
        lambda: timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(weeks=1)
    )
    ends_at = factory.LazyAttribute(lambda o: o.starts_at + timedelta(minutes=120))
    mode = SessionMode.IN_PERSON
    venue = factory.SubFactory(VenueFactory)
    capacity = 20
    status = SessionStatus.SCHEDULED


class UndatedSessionFactory(DjangoModelFactory):
    """A session whose date is to be set, announced."""

    class Meta:
        model = UndatedSession

    course = factory.SubFactory(CourseFactory)
    about_when = "autumn term, on a weekday morning"
    local_authority = factory.SubFactory(LocalAuthorityFactory)
    mode = SessionMode.IN_PERSON


class InterestFactory(DjangoModelFactory):
    """Somebody with an account who asked to be told of the date."""

    class Meta:
        model = Interest

    undated = factory.SubFactory(UndatedSessionFactory)
    person = factory.SubFactory(PersonFactory)
    email = factory.LazyAttribute(lambda o: o.person.email)
    name = factory.LazyAttribute(lambda o: o.person.name)
    role = factory.LazyAttribute(lambda o: o.person.role)
    organisation = factory.LazyAttribute(lambda o: o.person.organisation)
    asked_at = factory.LazyFunction(timezone.now)


class WebinarImportFactory(DjangoModelFactory):
    """A webinar's log with nobody in it, imported."""

    class Meta:
        model = WebinarImport

    session = factory.SubFactory(SessionFactory, mode=SessionMode.ONLINE, venue=None)
    sha256 = "0" * 64
    layout = LogLayout.STAYS
    people = recognised = absent = changed = 0
    imported_at = factory.LazyFunction(timezone.now)


class BookingFactory(DjangoModelFactory):
    """A confirmed booking. It takes its place in the session, as the operation would."""

    class Meta:
        model = Booking
        skip_postgeneration_save = True

    session = factory.SubFactory(SessionFactory)
    person = factory.SubFactory(PersonFactory)
    email = factory.LazyAttribute(lambda o: o.person.email)
    name = factory.LazyAttribute(lambda o: o.person.name)
    role = factory.LazyAttribute(lambda o: o.person.role or RoleFactory())
    organisation = factory.LazyAttribute(lambda o: o.person.organisation or OrganisationFactory())
    status = BookingStatus.CONFIRMED
    booked_at = factory.LazyFunction(timezone.now)
    confirmed_at = factory.LazyAttribute(lambda o: o.booked_at)

    @factory.post_generation
    def hold_a_place(self, create, extracted, **kwargs):
        if create and extracted is not False and self.holds_a_place():
            self.session.places_held += 1
            self.session.save(update_fields=["places_held"])


class TopicFactory(DjangoModelFactory):
    class Meta:
        model = Topic
        django_get_or_create = ("name",)

    name = "Whole-year assembly"


class HeadcountFactory(DjangoModelFactory):
    """A headcount of today at a school: `counts` are numbers by audience, thirty of year nine unless told."""

    class Meta:
        model = Headcount
        skip_postgeneration_save = True

    organisation = factory.SubFactory(OrganisationFactory)
    local_authority = factory.LazyAttribute(lambda o: o.organisation.local_authority if o.organisation else None)
    held_on = factory.LazyAttribute(lambda o: timezone.localdate(o.received_at))
    topic = factory.SubFactory(TopicFactory)
    recorded_by = factory.SubFactory(PersonFactory)
    received_at = factory.LazyFunction(timezone.now)
    received_on = factory.LazyAttribute(lambda o: timezone.localdate(o.received_at))
    device_at = factory.LazyAttribute(lambda o: o.received_at)

    @factory.post_generation
    def counts(self, create, extracted, **kwargs):
        if create:
            for audience, number in (extracted or {"year_9": 30}).items():
                HeadcountLine.objects.create(headcount=self, audience=audience, number=number)

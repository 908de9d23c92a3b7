"""Loads what is on offer: courses and topics; for a demonstration, organisations and venues that are invented."""

from datetime import datetime

from cms.starter import courses, organisations, topics, venues
from people.models import LocalAuthority, Organisation, OrganisationKind
from people.organisations.operations import confirm_organisation, propose_organisation
from training.models import Competency, Course, Theme, Topic, Venue


def load_courses(at: datetime) -> str:
    """The courses, their themes and competencies. A code that is taken already is left as it is."""
    for facts in courses.COURSES:
        course, is_new = Course.objects.get_or_create(
            code=facts.code,
            defaults={
                "title": facts.title,
                "learning_outcomes": "\n".join(facts.outcomes),
                "audience": facts.audience,
                "duration_minutes": facts.duration,
                "certificate_minutes": facts.certificate_minutes,
                "cpd_hours": facts.cpd_hours,
                "delivery_modes": list(facts.modes),
                "validity_months": facts.validity_months,
                "is_sensitive": facts.is_sensitive,
                "awards_certificate": facts.awards_certificate,
                "renews": Course.objects.filter(code=facts.renews).first(),
            },
        )
        if is_new:
            course.themes.set(Theme.objects.filter(slug__in=facts.themes))
            course.competencies.set(Competency.objects.filter(code__in=facts.competencies))
    return f"{len(courses.COURSES)} courses"


def load_topics(at: datetime) -> str:
    """The prevention offer that schools choose from. A name that is there already is left as it is."""
    known = {course.code: course for course in Course.objects.all()}
    for position, (name, code) in enumerate(topics.TOPICS):
        Topic.objects.get_or_create(name=name, defaults={"position": position, "course": known.get(code)})
    return f"{len(topics.TOPICS)} topics of the prevention offer"


def load_organisations(at: datetime) -> str:
    """The example organisations, proposed and confirmed by the same verbs that people use."""
    kinds = {kind.name: kind for kind in OrganisationKind.objects.all()}
    areas = {area.name: area for area in LocalAuthority.objects.all()}
    for example in organisations.EXAMPLES:
        organisation = propose_organisation(
            name=example.name, kind=kinds[example.kind], local_authority=areas.get(example.area), by=None, at=at
        )
        confirm_organisation(organisation=organisation, by=None, at=at)
        if example.postcode:
            Organisation.objects.filter(pk=organisation.pk).update(postcode=example.postcode)
    return f"{len(organisations.EXAMPLES)} example organisations"


def load_venues(at: datetime) -> str:
    """A venue in each area."""
    areas = {area.name: area for area in LocalAuthority.objects.all()}
    Venue.objects.bulk_create(
        Venue(
            name=venue.name,
            address=venue.address,
            postcode=venue.postcode,
            local_authority=areas[venue.area],
            access_information=venue.access,
        )
        for venue in venues.VENUES
    )
    return f"{len(venues.VENUES)} example venues"

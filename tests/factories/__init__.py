"""Makes the records that tests need. Each factory's defaults are valid on their own."""

from tests.factories.people import (
    LocalAuthorityFactory,
    OrganisationFactory,
    OrganisationKindFactory,
    PersonFactory,
    RoleFactory,
    RoleGroupFactory,
    SectorFactory,
    staff_member,
)
from tests.factories.training import (
    BookingFactory,
    CourseFactory,
    InterestFactory,
    SeriesFactory,
    SessionFactory,
    ThemeFactory,
    UndatedSessionFactory,
    VenueFactory,
)

__all__ = [
    "BookingFactory",
    "CourseFactory",
    "InterestFactory",
    "LocalAuthorityFactory",
    "OrganisationFactory",
    "OrganisationKindFactory",
    "PersonFactory",
    "RoleFactory",
    "RoleGroupFactory",
    "SectorFactory",
    "SeriesFactory",
    "SessionFactory",
    "ThemeFactory",
    "UndatedSessionFactory",
    "VenueFactory",
    "staff_member",
]

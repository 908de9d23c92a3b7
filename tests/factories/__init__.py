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
    SeriesFactory,
    SessionFactory,
    ThemeFactory,
    VenueFactory,
)

__all__ = [
    "BookingFactory",
    "CourseFactory",
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
    "VenueFactory",
    "staff_member",
]

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
from tests.factories.surveys import SurveyFactory, launched_survey, publish_version
from tests.factories.training import (
    BookingFactory,
    CourseFactory,
    HeadcountFactory,
    InterestFactory,
    SeriesFactory,
    SessionFactory,
    ThemeFactory,
    TopicFactory,
    UndatedSessionFactory,
    VenueFactory,
)

__all__ = [
    "BookingFactory",
    "CourseFactory",
    "HeadcountFactory",
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
    "SurveyFactory",
    "ThemeFactory",
    "TopicFactory",
    "UndatedSessionFactory",
    "VenueFactory",
    "launched_survey",
    "publish_version",
    "staff_member",
]

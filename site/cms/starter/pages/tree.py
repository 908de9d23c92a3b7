"""Every page of the starter content, parents before children."""

from cms.starter.pages.about import ABOUT
from cms.starter.pages.front import HOME
from cms.starter.pages.help import CONTACT, HELP
from cms.starter.pages.listings import CATALOGUE, NEWS_INDEX
from cms.starter.pages.making import StarterPage
from cms.starter.pages.news import NEWS
from cms.starter.pages.notices import NOTICES
from cms.starter.pages.safety_courses import SAFETY_COURSES
from cms.starter.pages.trauma_courses import TRAUMA_COURSES
from cms.starter.pages.work import WORK

PAGES: tuple[StarterPage, ...] = (
    HOME,
    CATALOGUE,
    *TRAUMA_COURSES,
    *SAFETY_COURSES,
    *WORK,
    NEWS_INDEX,
    *NEWS,
    *ABOUT,
    HELP,
    CONTACT,
    *NOTICES,
)

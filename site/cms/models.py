"""The map of the CMS: what pages there are, what surrounds them, and who reads before they are published."""

from cms.courses.models import CourseCataloguePage, CoursePage, ModulePage
from cms.navigation.models import Navigation
from cms.news.models import NewsIndexPage, NewsKind, NewsPage
from cms.pages.models import HomePage, SectionPage, StandardPage
from cms.workflows.models import SecondReader

__all__ = [
    "CourseCataloguePage",
    "CoursePage",
    "HomePage",
    "ModulePage",
    "Navigation",
    "NewsIndexPage",
    "NewsKind",
    "NewsPage",
    "SecondReader",
    "SectionPage",
    "StandardPage",
]

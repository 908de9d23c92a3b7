"""Finding pages by words. Only what anyone may read is ever found."""

import re
from typing import Any

from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from cms.courses.models import CoursePage
from training.models import Course

MOST_FOUND = 200


def plain(words: str) -> str:
    """The words alone: signs have a meaning of their own in the databases' search languages."""
    return " ".join(re.findall(r"\w+", words))


def course_pages_matching(words: str) -> list[int]:
    """The keys of course pages whose course or whose own words match, the best first.

    Courses are searched beside pages, and not through them, so that a change to a course is found at once.
    """
    words = plain(words)
    courses = [course.pk for course in get_search_backend().search(words, Course.objects.all())[:MOST_FOUND]]
    by_course = dict(CoursePage.objects.live().public().filter(course_id__in=courses).values_list("course_id", "pk"))
    by_words = CoursePage.objects.live().public().search(words)[:MOST_FOUND]
    found = [by_course[key] for key in courses if key in by_course] + [page.pk for page in by_words]
    return list(dict.fromkeys(found))


def find_pages(words: str) -> list[int]:
    """The keys of pages that match, courses first, then the best of the rest; 200 of each at most."""
    words = plain(words)
    others = Page.objects.live().public().filter(depth__gt=1).search(words)[:MOST_FOUND]
    return list(dict.fromkeys([*course_pages_matching(words), *(page.pk for page in others)]))


def in_order(keys: list[int]) -> list[Any]:
    """These pages, each as its own type, in the order given. A page that has since gone is left out."""
    pages = {page.pk: page for page in Page.objects.live().public().filter(pk__in=keys).specific()}
    return [pages[key] for key in keys if key in pages]

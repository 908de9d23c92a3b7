"""The parts of the starter content in the order they are loaded, and the record of which are in.

A part is loaded in one transaction together with an audit entry that says so; a part with an entry is never loaded
again, whatever editors have since changed or deleted.
"""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, Site

from cms.starter import identity, lists, offer
from cms.starter.demo import approval, depth, evaluation, headcounts, refreshers, undated
from cms.starter.demo import loading as demo
from cms.starter.demo.surveys import loading as surveys
from cms.starter.pages import loading as pages
from cms.starter.surveys import loading as questionnaires

ACTION = "cms.starter.load"


class Part(NamedTuple):
    """One step: its key in the audit log, what loads it, and whether it is for a demonstration only."""

    key: str
    load: Callable[[datetime], str]
    is_demo: bool = False


PARTS = (
    Part("areas", lists.load_areas),
    Part("roles", lists.load_roles),
    Part("sectors", lists.load_sectors),
    Part("frameworks", lists.load_frameworks),
    Part("courses", offer.load_courses),
    Part("topics", offer.load_topics),
    Part("identity", identity.load_identity),
    Part("helplines", identity.load_helplines),
    Part("pages", pages.load_pages),
    Part("navigation", pages.load_navigation),
    Part("staff roles", identity.load_staff_roles),
    Part("questionnaires", questionnaires.load_questionnaires),
    Part("organisations", offer.load_organisations, is_demo=True),
    Part("venues", offer.load_venues, is_demo=True),
    Part("people", demo.load_people, is_demo=True),
    Part("attenders", demo.load_attenders, is_demo=True),
    Part("sessions", demo.load_sessions, is_demo=True),
    Part("own training", demo.load_own_training, is_demo=True),
    Part("refreshers", refreshers.load_refreshers, is_demo=True),
    Part("depth", depth.load_depth, is_demo=True),
    Part("undated session", undated.load_undated, is_demo=True),
    Part("approval", approval.load_approval, is_demo=True),
    Part("evaluation", evaluation.load_evaluation, is_demo=True),
    Part("headcounts", headcounts.load_headcounts, is_demo=True),
    Part("surveys", surveys.load_surveys, is_demo=True),
    Part("closed survey", surveys.load_closed_survey, is_demo=True),
)


def load_all(*, at: datetime, with_demo: bool, tell: Callable[[str], None]) -> int:
    """Load every part that is not in yet, telling of each in a line. Gives how many were loaded."""
    loaded = 0
    already = set(ModelLogEntry.objects.filter(action=ACTION).values_list("data__part", flat=True))
    for part in PARTS:
        if part.key in already or (part.is_demo and not with_demo):
            continue
        with transaction.atomic():
            line = part.load(at)
            log(instance=Site.objects.get(is_default_site=True), action=ACTION, data={"part": part.key})
        tell(line)
        loaded += 1
    return loaded
